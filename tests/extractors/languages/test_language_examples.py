"""Every pack's examples: short texts, each with all the claims that it makes and no other.

`examples.toml` holds texts; `phrasings.toml` sentences with a gap that each word of a list fills to the same effect.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from extractors.claims import read_claims
from extractors.languages import codes, load

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
    return _told(FOLDER / language / "examples.toml", "example")


def phrasings(language: str) -> list[dict]:
    """The phrasings of a pack: `text` with a gap {}, the words that fill it in `each`, and the claims.

    `each` may name a list of the pack ("bounds.about"): then all its words, but those in `but`, fill the gap.
    """
    told = _told(FOLDER / language / "phrasings.toml", "phrasing")
    return [{**phrasing, "each": _words(language, phrasing)} for phrasing in told]


def _words(language: str, phrasing: dict) -> list[str]:
    if isinstance(phrasing["each"], list):
        return phrasing["each"]
    return [word for word in load(language).concepts[phrasing["each"]] if word not in phrasing.get("but", ())]


def filled(phrasing: dict, word: str) -> dict:
    """The example that a word makes of a phrasing; a first letter is raised at the beginning of a text."""
    text = phrasing["text"].replace("{}", word)
    return {**phrasing, "text": text[:1].upper() + text[1:]}


def _told(path: Path, key: str) -> list[dict]:
    return tomllib.loads(path.read_text("utf-8"))[key] if path.exists() else []


EXAMPLES = [(language, example) for language in codes() for example in examples(language)]
PHRASINGS = [(language, phrasing) for language in codes() for phrasing in phrasings(language)]


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
    assert claims_in(example, language) == claims_of(example)


def claims_in(example: dict, language: str) -> list[tuple]:
    """What the engine reads in an example's text."""
    found = read_claims(example["text"], language, example.get("published"))
    return sorted((slots_of({slot: getattr(claim, slot) for slot in SLOTS}) for claim in found), key=str)


def claims_of(example: dict) -> list[tuple]:
    """What an example says that its text claims."""
    return sorted((slots_of(claim) for claim in example["claims"]), key=str)


@pytest.mark.parametrize(
    ("language", "phrasing"), PHRASINGS, ids=lambda part: part if isinstance(part, str) else part["text"][:50]
)
def test_each_word_fills_its_phrasing_to_the_same_effect(language: str, phrasing: dict) -> None:
    wrong = {}
    for word in phrasing["each"]:
        example = filled(phrasing, word)
        if (got := claims_in(example, language)) != claims_of(example):
            wrong[word] = got
    assert not wrong


@pytest.mark.parametrize(
    ("language", "phrasing"),
    [(language, phrasing) for language, phrasing in PHRASINGS if "instead" in phrasing],
    ids=lambda part: part if isinstance(part, str) else part["text"][:50],
)
def test_another_word_in_the_gap_makes_other_claims(language: str, phrasing: dict) -> None:
    other = filled(phrasing, phrasing["instead"])
    assert claims_in(other, language) != claims_of(phrasing)


@pytest.mark.parametrize("language", sorted({language for language, _ in EXAMPLES}))
def test_examples_name_known_slots_and_count_negatives_too(language: str) -> None:
    told = examples(language)
    assert len(told) >= 60
    assert sum(not example["claims"] for example in told) >= 25
    for example in told:
        assert set(example) <= {"text", "published", "claims"}, example["text"]
        assert all(set(claim) <= SLOTS for claim in example["claims"]), example["text"]
    assert len({example["text"] for example in told}) == len(told)
    for phrasing in phrasings(language):
        assert set(phrasing) <= {"text", "each", "but", "published", "claims", "instead"}, phrasing["text"]
        assert "{}" in phrasing["text"], phrasing["text"]
        assert len(set(phrasing["each"])) == len(phrasing["each"]), phrasing["text"]


YEAR = re.compile(r",? ?(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])年?")
ISO = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?:/[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)?)?")


@pytest.mark.parametrize("language", codes())
def test_texts_without_years_in_reports_without_a_date_are_read(language: str) -> None:
    texts = [example["text"] for example in examples(language)]
    texts += [
        filled(phrasing, word)["text"] for phrasing in phrasings(language) for word in phrasing["each"][:3]
    ]
    for text in texts:
        for claim in read_claims(YEAR.sub("", text), language):
            assert ISO.fullmatch(claim.period), (claim.period, text)
