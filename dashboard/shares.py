"""Parts of a stated total: the drugs that a place's total of all drugs in one year is broken down into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.rankings import one_each
from dashboard.selection import Rows
from dashboard.series import Mark, marks_of
from dashboard.snapshot import Snapshot
from extractors.vocabulary import drugs


@dataclass(frozen=True, slots=True)
class Shares:
    """A stated total and the parts of it that are stated too; what is left is "not broken down"."""

    year: int
    total: Mark
    parts: tuple[tuple[str, Mark], ...]
    rest: float

    def rows(self, snapshot: Snapshot) -> np.ndarray:
        """Where its figures stand in the snapshot."""
        marks = [self.total, *(mark for _, mark in self.parts)]
        return np.array([snapshot.figure_position[m.figure] for m in marks], dtype="int64")


def of_total(snapshot: Snapshot, rows: Rows, year: int | None) -> Shares | None:
    """The latest year (or the given one) that has a total and at least one part; None where there is none,
    or where
    the parts are more than their total. `rows`: figures of one measure, place and unit."""
    stated = rows.equal("period_kind", "year") & rows.equal("statistic", "level")
    rows = rows.only(stated & ~rows.equal("status", "implied"))
    of_each = rows.number("year")
    years = sorted({int(y) for y in of_each[rows.equal("drug", "drugs")]}, reverse=True)
    for candidate in [year] if year is not None else years:
        found = _of_year(snapshot, rows.only(of_each == candidate))
        if found:
            return found
    return None


def _of_year(snapshot: Snapshot, rows: Rows) -> Shares | None:
    totals = one_each(rows.only(rows.equal("drug", "drugs")), ["drug"], None, 0)
    named = rows.only(~rows.among("drug", ("drugs", "precursors")) & rows.equal("form", ""))
    if not len(totals) or not len(named):
        return None
    named = one_each(named, ["drug"], None, 0)
    known = [k for k in named.counts("drug") if k in drugs.DRUGS]
    inside = {k for k in known for o in known if o != k and drugs.covers(o, k)}
    table = named.only(~named.among("drug", inside)).table()
    total = marks_of(snapshot, totals.table())[0]
    marks = {m.figure: m for m in marks_of(snapshot, table)}
    parts = [(str(d), marks[f]) for d, f in zip(table["drug"], table["figure"], strict=True) if f in marks]
    parts.sort(key=lambda part: -part[1].value)
    rest = total.value - sum(mark.value for _, mark in parts)
    if rest < -0.005 * total.value or total.value <= 0:
        return None
    return Shares(total.year, total, tuple(parts), max(0.0, rest))
