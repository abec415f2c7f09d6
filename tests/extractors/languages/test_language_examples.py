"""Every pack's examples: short texts, each with all the claims that it makes and no other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors.claims import read_claims
from extractors.languages import codes

FOLDER = Path(__file__).parents[3] / "extractors" / "languages"
SLOTS = {
    "measure",
    "statistic",
    "drug",
    "form",
    "value",
    "unit",
    "bound",
    "low",
    "high",
    "period",
    "place",
    "origin",
}
EMPTY = {"form": "", "bound": "exact", "low": None, "high": None, "period": "", "place": "", "origin": ""}


def examples(language: str) -> list[dict]:
    """The examples of a pack, none where it has no file of them."""
    path = FOLDER / language / "examples.toml"
    return tomllib.loads(path.read_text("utf-8"))["example"] if path.exists() else []


EXAMPLES = [(language, example) for language in codes() for example in examples(language)]


def slots_of(claim: dict) -> tuple:
    """A claim's slots in one order, numbers rounded as they are printed."""
    full = {**EMPTY, **claim}
    return tuple(
        f"{value:.9g}" if isinstance(value := full[slot], (int, float)) else value for slot in sorted(SLOTS)
    )


@pytest.mark.parametrize(
    ("language", "example"), EXAMPLES, ids=lambda part: part if isinstance(part, str) else part["text"][:40]
)
def test_a_text_makes_the_claims_that_its_example_names(language: str, example: dict) -> None:
    found = read_claims(example["text"], language, example.get("published"))
    got = [slots_of({slot: getattr(claim, slot) for slot in SLOTS}) for claim in found]
    assert sorted(got, key=str) == sorted((slots_of(claim) for claim in example["claims"]), key=str)


@pytest.mark.parametrize("language", sorted({language for language, _ in EXAMPLES}))
def test_examples_name_known_slots_and_count_negatives_too(language: str) -> None:
    told = examples(language)
    assert len(told) >= 60
    assert sum(not example["claims"] for example in told) >= 25
    for example in told:
        assert set(example) <= {"text", "published", "claims"}, example["text"]
        assert all(set(claim) <= SLOTS for claim in example["claims"]), example["text"]
    assert len({example["text"] for example in told}) == len(told)
