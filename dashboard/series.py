"""Figures as a chart draws them: a `Mark` each, gathered in `Series`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard import numbers
from dashboard.snapshot import Snapshot

JOINED = ("year", "fiscal")


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure as a chart draws it; `x` counts years, year N lasting from N − ½ to N + ½."""

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


COLUMNS = ("value", "low", "high", "reports", "sources", "bound", "status", "period", "period_kind", "unit")


def marks_of(snapshot: Snapshot, table: pd.DataFrame) -> list[Mark]:
    """The rows of a table of figures as marks, those without a period left out."""
    marks = []
    values = table["values"].tolist() if "values" in table else [""] * len(table)
    amounts = (table[name].to_numpy(dtype="float64", na_value=np.nan).tolist() for name in COLUMNS[:5])
    texts = (table[name].tolist() for name in COLUMNS[5:])
    corrected = snapshot.corrected[table.index.to_numpy()].tolist()
    rows = zip(table["figure"].tolist(), values, corrected, *amounts, *texts, strict=True)
    for (
        figure,
        others,
        changed,
        value,
        low,
        high,
        reports,
        sources,
        bound,
        status,
        period,
        kind,
        unit,
    ) in rows:
        placed = _placed(period)
        if placed is None:
            continue
        x0, x1, first, last = placed
        marks.append(
            Mark(
                figure=figure,
                value=value,
                x=(x0 + x1) / 2 if kind != "year" else first,
                x0=x0,
                x1=x1,
                year=last,
                period=period,
                kind=str(kind),
                status=str(status),
                bound=str(bound),
                low=_number(low),
                high=_number(high),
                others=other_values(str(others), value) if status in ("conflict", "revised") else (),
                corrected=changed,
                reports=int(reports),
                sources=int(sources),
                unit=str(unit),
            )
        )
    return marks


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
