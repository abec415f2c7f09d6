"""The records that flow from a file to a table of claims.

`Report` → `Sentence` → `Claim`. A claim holds what was said; what is derived from it (year, country,
kilogram equivalent) is added by the table, so that an assumption can change without reading anything again.
All offsets count characters of `Report.text`, end exclusive: `report.text[start:end]` is the thing, to the letter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MEASURES = (
    "seizure",
    "destruction",
    "cultivation",
    "eradication",
    "production",
    "cases",
    "arrests",
    "laboratories",
    "users",
    "deaths",
)
STATISTICS = ("level", "change", "share")
BOUNDS = ("exact", "about", "at_least", "at_most", "range")
UNITS = ("kg", "ha", "L", "tablet", "plant", "case", "person", "laboratory", "incident", "percent")
SCOPES = ("event", "total")
# What a claim says, and what a person can correct in it.
SLOTS = (
    "measure", "statistic", "drug", "form", "value", "unit", "low", "high",
    "bound", "period", "place", "origin", "attribution", "scope",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `column_span` and `row_span` tell how many columns and rows it was merged over."""

    text: str
    start: int
    end: int
    row: int
    column: int
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table that stands in a report; its cells lie inside `[start, end)` of the report's text."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    caption: str = ""
    label: str = ""  # "sheet Seizures", "page 12"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report's text with the place that a person would look for: "page 12"."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read. `id` is the hash of the file's bytes; `published` is None where no date was found."""

    id: str
    file: str
    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: dt.date | None = None
    language: str = ""
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()  # what of the file was not read: "pages 3–5 are pictures …"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A slice of a report's text. `heading` marks a line that names what the lines below it are about."""

    start: int
    end: int
    text: str
    paragraph: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one number, with its slots, the quote that states it and the rule that read it.

    `value` is in `unit` (one of UNITS); `low` and `high` are set where `bound` is "range". `period` is "2012",
    "2013-04", "2013-04/2013-06", "2023-05-02" or ""; `place` and `origin` are codes or "". `attribution` is
    whom the text names as the number's source ("un", "unodc", …), "" where it names nobody.
    """

    measure: str
    statistic: str
    drug: str
    value: float
    unit: str
    bound: str
    period: str
    place: str
    quote: str
    start: int
    end: int
    sentence: str
    rule: str
    language: str
    form: str = ""
    low: float | None = None
    high: float | None = None
    origin: str = ""
    attribution: str = ""
    scope: str = ""
    location: str = ""
    step: float = 0.0  # weight of the last printed digit, in `unit`: 16.2 t → 100
