"""What columns and units mean, for the method page and beside every download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import names, numbers
from dashboard.texts import texts
from extractors import units
from extractors.store import columns


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name and what it means."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """What one unit of a drug is taken to weigh, and who says so."""

    unit: str
    meaning: str
    source: str


def meanings(table: str) -> Mapping[str, str]:
    """Column → meaning, for "figures", "claims" or "reports"."""
    return {"figures": columns.figures, "claims": columns.claims, "reports": columns.reports}[table]()


def fields(table: str) -> list[Field]:
    """The columns of a table with their meanings."""
    return [Field(name, meaning) for name, meaning in meanings(table).items()]


def conversions(language: str) -> list[Conversion]:
    """The assumptions that turn counts and volumes into kilogram equivalents."""
    t = texts(language)
    found = []
    for entry in units.conversions():
        which = [names.drug(key, language) if key != "*" else t("method.any-drug") for key in entry.drugs]
        unit = t("list.dot").join([t(f"unit.{entry.unit}"), t("list.comma").join(which)])
        weights = [numbers.grams(kg, language) for kg in (entry.typical, entry.low, entry.high)]
        meaning = t("method.weighs", typical=weights[0], low=weights[1], high=weights[2])
        note = t("method.assumed") if entry.assumption else ""
        found.append(Conversion(unit, meaning, f"{entry.source} {note}".strip()))
    return found
