"""Parts of a stated total: the drugs that a place's total of all drugs in one year is broken down into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.rankings import one_each
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


def of_total(snapshot: Snapshot, table: pd.DataFrame, year: int | None) -> Shares | None:
    """The latest year (or the given one) that has a total and at least one part; None where there is none,
    or where
    the parts are more than their total. `table`: figures of one measure, place and unit."""
    table = table[
        (table["period_kind"] == "year") & (table["statistic"] == "level") & (table["status"] != "implied")
    ]
    totals = table[table["drug"] == "drugs"]
    years = sorted({int(y) for y in totals["year"]}, reverse=True)
    for candidate in [year] if year is not None else years:
        found = _of_year(snapshot, table[table["year"] == candidate])
        if found:
            return found
    return None


def _of_year(snapshot: Snapshot, table: pd.DataFrame) -> Shares | None:
    totals = one_each(table[table["drug"] == "drugs"], ["drug"], None, 0)
    named = table[(table["drug"] != "drugs") & (table["drug"] != "precursors") & (table["form"] == "")]
    if not len(totals) or not len(named):
        return None
    named = one_each(named, ["drug"], None, 0)
    keys = [str(d) for d in named["drug"]]
    known = [k for k in keys if k in drugs.DRUGS]
    inside = {k for k in known for o in known if o != k and drugs.covers(o, k)}
    named = named[~named["drug"].isin(inside)]
    total = marks_of(snapshot, totals)[0]
    marks = {m.figure: m for m in marks_of(snapshot, named)}
    parts = [(str(d), marks[f]) for d, f in zip(named["drug"], named["figure"], strict=True) if f in marks]
    parts.sort(key=lambda part: -part[1].value)
    rest = total.value - sum(mark.value for _, mark in parts)
    if rest < -0.005 * total.value or total.value <= 0:
        return None
    return Shares(total.year, total, tuple(parts), max(0.0, rest))
