"""The drugs that claims are about, as a small graph: which key is wider than which. Read from drugs.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GROUPS = (
    "opiates",
    "synthetic-opioids",
    "cocaine-type",
    "cannabis-type",
    "amphetamine-type",
    "mdma",
    "ketamine-nps",
    "precursors",
    "all",
)
ALL = "drugs"


@dataclass(frozen=True, slots=True)
class Drug:
    """One drug key. `parents` are the wider keys; `crop` is the plant that its "fields" are, "" if none;
    `product` is what a weight of the plant is of, "" if the key itself; `forms` maps a form to labels."""

    key: str
    group: str
    parents: tuple[str, ...]
    labels: dict[str, str]
    plant: bool = False
    crop: str = ""
    product: str = ""
    forms: dict[str, dict[str, str]] | None = None

    @property
    def parent(self) -> str:
        """The first wider key, "" for the widest."""
        return self.parents[0] if self.parents else ""


def _load() -> dict[str, Drug]:
    with (Path(__file__).parent / "drugs.toml").open("rb") as file:
        entries = tomllib.load(file)
    return {
        key: Drug(
            key=key,
            group=entry["group"],
            parents=tuple(entry["parents"]),
            labels=entry["labels"],
            plant=entry.get("plant", False),
            crop=entry.get("crop", ""),
            product=entry.get("product", ""),
            forms=entry.get("forms"),
        )
        for key, entry in entries.items()
    }


DRUGS: dict[str, Drug] = _load()


def label(key: str, language: str = "en", form: str = "") -> str:
    """The name to show for a drug key and form: "Methamphetamine, tablets". Falls back to English."""
    drug = DRUGS[key]
    name = drug.labels.get(language, drug.labels["en"])
    forms = (drug.forms or {}).get(form)
    if not forms:
        return name
    return f"{name}，{forms['zh']}" if language == "zh" else f"{name}, {forms.get(language, forms['en'])}"


def group_of(key: str) -> str:
    """The drug group (one of GROUPS) that a key belongs to."""
    return DRUGS[key].group


@cache
def ancestors(key: str) -> frozenset[str]:
    """A key and every wider key: fentanyl → {fentanyl, opiates, synthetic-drugs, drugs}."""
    found = {key}
    for parent in DRUGS[key].parents:
        found |= ancestors(parent)
    return frozenset(found)


def covers(general: str, specific: str) -> bool:
    """Whether `general` holds `specific`; every key covers itself."""
    return general in ancestors(specific)


@cache
def _narrowest(keys: frozenset[str]) -> str:
    shared = frozenset.intersection(*(ancestors(key) for key in keys))
    # the one with the longest way up; a tie goes to file order (fentanyl and tramadol: opiates)
    order = list(DRUGS)
    return min(shared, key=lambda key: (-len(ancestors(key)), order.index(key)))


def narrowest(keys: Iterable[str]) -> str:
    """The narrowest key that covers all of `keys`; "drugs" for none.

    MDMA and methamphetamine → synthetic-drugs; heroin and opium → opiates; hashish and heroin → drugs.
    """
    chosen = frozenset(keys)
    return _narrowest(chosen) if chosen else ALL
