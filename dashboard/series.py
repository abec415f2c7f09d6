"""Figures as a chart draws them: a `Mark` each, gathered in `Series`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard import numbers
from dashboard.selection import Rows
from dashboard.snapshot import Snapshot

JOINED = ("year", "fiscal")


@dataclass(slots=True)  # not frozen: that takes thrice the time, and a chart makes a thousand
class Mark:
    """One figure as a chart draws it; `x` counts years, year N lasting from N − ½ to N + ½. It stays as made."""

    figure: str
    value: float
    x: float
    x0: float
    x1: float
    year: int
    period: str
    kind: str
    status: str
    bound: str = "exact"
    low: float | None = None
    high: float | None = None
    others: tuple[float, ...] = ()
    corrected: bool = False
    reports: int = 1
    sources: int = 1
    unit: str = "kg"
    computed: bool = False

    @property
    def first_year(self) -> int:
        """The calendar year that its period begins in."""
        return int(self.x0 + 0.5 + 1e-6)

    @property
    def ranged(self) -> bool:
        """Whether low and high are what was stated or follows from it, not the spread of a dispute."""
        return (
            self.low is not None
            and self.high is not None
            and (self.bound == "range" or self.status == "implied")
        )

    @property
    def whole(self) -> bool:
        """Whether it is of a whole calendar or fiscal year."""
        return self.kind in JOINED


@dataclass(frozen=True, slots=True)
class Series:
    """The marks of one drug and form, place or publisher. `key` is what it is a series of."""

    key: str
    drug: str
    form: str
    place: str
    nth: int
    marks: tuple[Mark, ...]


def position(day: dt.date, *, end: bool = False) -> float:
    """A day as a number of years: 1 January of N is N − ½."""
    length = 366 if day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0) else 365
    return day.year - 0.5 + (day.timetuple().tm_yday - (0 if end else 1)) / length


def best_of_year(marks: Sequence[Mark]) -> list[Mark]:
    """One mark a calendar year to draw a line through: a reported one before an implied one, then the
    better supported, then the larger: the smaller of two is more likely of a part (one agency, one kind of case)."""
    best: dict[int, Mark] = {}
    for mark in marks:
        if mark.kind != "year":
            continue
        other = best.get(mark.year)
        if other is None or _rank(mark) > _rank(other):
            best[mark.year] = mark
    return [best[year] for year in sorted(best)]


def _rank(mark: Mark) -> tuple[bool, int, int, float]:
    return mark.status != "implied", mark.sources, mark.reports, abs(mark.value)


@lru_cache(65536)
def _placed(period: str) -> tuple[float, float, int, int] | None:
    """Where a period begins and ends, and in which years; None for what is no period."""
    days = numbers.span(period)
    if days is None:
        return None
    return position(days[0]), position(days[1], end=True), days[0].year, days[1].year


AMOUNTS = ("value", "low", "high", "reports", "sources")
NAMES = ("bound", "status", "period", "period_kind", "unit")
DISPUTED = ("conflict", "revised")


def marks_of(snapshot: Snapshot, table: pd.DataFrame) -> list[Mark]:
    """The rows of a table of figures as marks, those without a period left out."""
    values = table["values"].tolist() if "values" in table else [""] * len(table)
    amounts = [table[name].to_numpy(dtype="float64", na_value=np.nan).tolist() for name in AMOUNTS]
    texts = [table[name].tolist() for name in NAMES]
    corrected = snapshot.corrected[table.index.to_numpy()].tolist()
    made = map(_mark, table["figure"].tolist(), values, corrected, *amounts, *texts)
    return [mark for mark in made if mark is not None]


def marks_at(snapshot: Snapshot, rows: Rows) -> list[Mark | None]:
    """The same of rows, None where there is no period: what a chart of a year's figures takes from them."""
    amounts = [rows.number(name).tolist() for name in AMOUNTS]
    texts = [rows.texts(name) for name in NAMES]
    disputed = np.flatnonzero(rows.among("status", DISPUTED))
    values = [""] * len(rows)
    for n, said in zip(disputed.tolist(), rows.only(disputed).plain("values"), strict=True):
        values[n] = said
    corrected = snapshot.corrected.take(rows.at).tolist()
    return list(map(_mark, rows.plain("figure"), values, corrected, *amounts, *texts))


def has_place(period: str) -> bool:
    """Whether a period can be drawn."""
    return _placed(period) is not None


def _mark(
    figure: str,
    values: str,
    corrected: bool,
    value: float,
    low: float,
    high: float,
    reports: float,
    sources: float,
    bound: str,
    status: str,
    period: str,
    kind: str,
    unit: str,
) -> Mark | None:
    """The arguments are a figure's columns, numbers nan where there are none; None without a period."""
    placed = _placed(period)
    if placed is None:
        return None
    x0, x1, first, last = placed
    others = other_values(str(values), value) if status in DISPUTED else ()
    x = first if kind == "year" else (x0 + x1) / 2
    low, high = _number(low), _number(high)
    return Mark(
        figure, value, x, x0, x1, last, period, kind, status, bound, low, high, others, corrected,
        int(reports), int(sources), unit,
    )  # fmt: skip


def _number(value: float) -> float | None:
    return None if value != value else value


def other_values(text: str, value: float) -> tuple[float, ...]:
    """The other values of a figure from "4600; 5900"."""
    found = []
    for part in text.split(";"):
        try:
            other = float(part)
        except ValueError:
            continue
        if abs(other - value) > 1e-9 * max(abs(value), 1):
            found.append(other)
    return tuple(found)
