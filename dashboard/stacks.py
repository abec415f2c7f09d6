"""Filtered figures → what the parts of a region seized, grew or made, year by year, one upon the other.

A part has the figure that reports state of it. Where none does, its countries' figures of that year are added up,
two at least: the one sum that this page makes, on request, and it says of how many. What has no figure is missing,
never zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from dashboard.filters import Filters
from dashboard.rankings import placed
from dashboard.selection import Rows
from dashboard.series import Mark, best_of_year, marks_of
from dashboard.snapshot import Snapshot
from dashboard.summaries import as_drawn
from extractors.vocabulary import places

WHOLE = "world"
REPORTED = ("agreed", "single", "conflict", "revised")


@dataclass(frozen=True, slots=True)
class Cell:
    """A part in a year: the stated figure, or those of its places that were added up."""

    value: float
    stated: Mark | None = None
    added: tuple[tuple[str, Mark], ...] = ()

    @property
    def bound(self) -> str:
        """What the wording says of it; a sum that holds a floor is a floor."""
        if self.stated:
            return self.stated.bound
        return "at_least" if any(mark.bound == "at_least" for _, mark in self.added) else "exact"


@dataclass(frozen=True, slots=True)
class Stack:
    """The parts of a place, the largest first; `cells` by part and year; `totals` is what is stated of the whole."""

    filters: Filters
    chosen: tuple[str, ...]
    unit: str
    units: dict[str, int]
    whole: str
    parts: tuple[str, ...]
    years: tuple[int, int]
    cells: dict[tuple[str, int], Cell]
    totals: tuple[Mark, ...]
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What the parts are: "subregion", "country" or "province"."""
        if places.country_of(self.whole):
            return "province"
        return "subregion" if _wide(self.whole) else "country"

    def marks(self) -> list[Mark]:
        """The figures that are drawn: stated, added up, and of the whole."""
        stated = [c.stated for c in self.cells.values() if c.stated]
        added = [mark for c in self.cells.values() for _, mark in c.added]
        return [*stated, *added, *self.totals]

    def rows(self, snapshot: Snapshot) -> np.ndarray:
        """Where those figures stand in the snapshot."""
        return np.array(sorted({snapshot.figure_position[m.figure] for m in self.marks()}), dtype="int64")


def part_of(whole: str) -> dict[str, str]:
    """Country or province → the part of a place that it belongs to: subregions of the world and of continents,
    countries of anything smaller, a country's provinces."""
    if places.country_of(whole):
        return {}
    countries = places.members(whole)
    return {c: (places.subregion_of(c) if _wide(whole) else c) for c in countries}


def _wide(whole: str) -> bool:
    """Whether a place is told by its subregions: the world and the continents."""
    return whole == WHOLE or places.region_of(whole) == whole


def by_part(snapshot: Snapshot, filters: Filters) -> Stack:
    """The stack of the chosen place's parts, of the world's where none is chosen. Whole calendar years only."""
    found = placed(snapshot, filters)
    whole = found.inside or WHOLE
    rows, left = _whole_years(found.rows, found.left)
    table = as_drawn(found.filters, found.units, rows)
    series = {str(code): _reported(snapshot, some) for code, some in table.groupby("place", observed=True)}
    owners = part_of(whole)
    cells: dict[tuple[str, int], Cell] = {}
    sums: dict[tuple[str, int], list[tuple[str, Mark]]] = defaultdict(list)
    for code, marks in series.items():
        part = code if _is_part(code, whole, owners) else ""
        for mark in marks:
            if part:
                cells[part, mark.year] = Cell(mark.value, mark)
            elif owners.get(code):
                sums[owners[code], mark.year].append((code, mark))
            elif code != whole:
                left["place"] += 1
    for at, rows in sums.items():
        if at in cells:
            continue
        if len(rows) < 2:  # one country is not its region
            left["alone"] += 1
        elif any(mark.bound == "at_most" for _, mark in rows):
            left["bound"] += len(rows)
        else:
            cells[at] = Cell(sum(mark.value for _, mark in rows), None, tuple(sorted(rows, key=_largest)))
    years = [year for _, year in cells]
    return Stack(
        found.filters,
        found.chosen,
        found.unit,
        found.units,
        whole,
        _by_size(cells),
        (min(years), max(years)) if years else (0, 0),
        cells,
        tuple(series.get(whole, ())),
        +left,
    )


def _is_part(code: str, whole: str, owners: dict[str, str]) -> bool:
    """Whether a place is itself a part: a subregion, a country of a region, a province of a country."""
    if not owners:
        return code.startswith(f"{whole}-") and places.parents(code)[0] == whole
    return code in set(owners.values())


def _whole_years(rows: Rows, left: Counter[str]) -> tuple[Rows, Counter[str]]:
    """The rows of whole calendar years that a report states; the others are counted in `left`."""
    part = ~rows.equal("period_kind", "year")
    implied = ~part & rows.equal("status", "implied")
    left["part"], left["implied"] = int(part.sum()), int(implied.sum())
    return rows.only(~(part | implied) & rows.equal("statistic", "level")), left


def _reported(snapshot: Snapshot, rows: pd.DataFrame) -> list[Mark]:
    return [m for m in best_of_year(marks_of(snapshot, rows)) if m.status in REPORTED]


def _largest(row: tuple[str, Mark]) -> float:
    return -row[1].value


def _by_size(cells: dict[tuple[str, int], Cell]) -> tuple[str, ...]:
    total: dict[str, float] = defaultdict(float)
    for (part, _), cell in cells.items():
        total[part] += cell.value
    return tuple(sorted(total, key=lambda part: (-total[part], part)))
