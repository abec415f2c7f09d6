"""Changes on the year before: as reports state them, and as they follow from two levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dashboard.series import Mark, Series, best_of_year

PLAIN = ("exact", "about")


def computed(marks: Sequence[Mark]) -> list[Mark]:
    """The change between each two neighbouring calendar years that both have a plain, reported level, in
    per cent.

    Each stands for the later year's figure, whose evidence it opens.
    """
    found = []
    for before, after in pairwise(best_of_year(marks)):
        good = all(m.bound in PLAIN and m.status in ("agreed", "single", "revised") for m in (before, after))
        if after.year - before.year == 1 and before.value > 0 and good:
            change = (after.value - before.value) / before.value * 100
            mark = replace(
                after,
                value=change,
                unit="percent",
                computed=True,
                low=None,
                high=None,
                others=(),
                bound="exact",
            )
            found.append(mark)
    return found


def by_series(levels: Sequence[Series], stated: Sequence[Series]) -> list[Series]:
    """The series of changes: what is stated, and what is computed for years that no report states a
    change for."""
    said = {(s.key, s.drug, s.form, s.place): s for s in stated}
    found = []
    for series in levels:
        key = (series.key, series.drug, series.form, series.place)
        own = [m for m in (said.pop(key).marks if key in said else ()) if m.kind == "year"]
        years = {m.year for m in own}
        marks = [*own, *(m for m in computed(series.marks) if m.year not in years)]
        if marks:
            found.append(replace(series, marks=tuple(sorted(marks, key=lambda m: m.x))))
    for series in said.values():
        marks = tuple(m for m in series.marks if m.kind == "year")
        if marks:
            found.append(replace(series, marks=marks))
    return found
