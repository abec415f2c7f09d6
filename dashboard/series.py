"""Figures as a chart draws them: a `Mark` each, gathered in `Series`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

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


def marks_of(snapshot: Snapshot, table: pd.DataFrame) -> list[Mark]:
    """The rows of a table of figures as marks, those without a period left out."""
    marks = []
    columns = [
        "figure",
        "value",
        "low",
        "high",
        "bound",
        "status",
        "period",
        "period_kind",
        "reports",
        "sources",
        "unit",
    ]
    values = table["values"].astype(str) if "values" in table else [""] * len(table)
    for at, others, row in zip(table.index, values, table[columns].itertuples(index=False), strict=True):
        days = numbers.span(row.period)
        if days is None:
            continue
        x0, x1 = position(days[0]), position(days[1], end=True)
        value = float(row.value)
        marks.append(
            Mark(
                figure=row.figure,
                value=value,
                x=(x0 + x1) / 2 if row.period_kind != "year" else days[0].year,
                x0=x0,
                x1=x1,
                year=days[1].year,
                period=row.period,
                kind=str(row.period_kind),
                status=str(row.status),
                bound=str(row.bound),
                low=_number(row.low),
                high=_number(row.high),
                others=other_values(others, value) if row.status in ("conflict", "revised") else (),
                corrected=bool(snapshot.corrected[at]),
                reports=int(row.reports),
                sources=int(row.sources),
                unit=str(row.unit),
            )
        )
    return marks


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)


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
