"""What columns and units mean, for the method page and beside every download."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import names, numbers, stored
from dashboard.texts import Texts, texts
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


def fields(table: str, t: Texts) -> list[Field]:
    """The columns of a table with their meanings, in the language of the page."""
    return [Field(name, stored.column(meaning, t)) for name, meaning in meanings(table).items()]


def as_csv(table: str, t: Texts) -> bytes:
    """The columns of a table with their meanings, as a table to keep beside its CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow((t("method.column"), t("method.meaning")))
    writer.writerows((field.name, field.description) for field in fields(table, t))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()  # the mark tells spreadsheets that it is UTF-8


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
        found.append(
            Conversion(
                unit,
                meaning,
                t("list.sentence").join(p for p in (stored.weighed(entry.source, t), note) if p),
            )
        )
    return found
