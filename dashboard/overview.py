"""What the folder holds, in a few headline figures: which series, their last figure, their change, their
line."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd

from dashboard import theme
from dashboard.filters import ANY, DEFAULTS, Filters
from dashboard.series import Mark, best_of_year, marks_of
from dashboard.snapshot import Snapshot

KEYS = ["measure", "drug", "form", "place", "unit"]
CARDS, OF_ONE_DRUG = 6, 2


@dataclass(frozen=True, slots=True)
class Headline:
    """One card: a series with its marks in the order of time; `before` is the year before the last, if it
    is there."""

    measure: str
    drug: str
    form: str
    place: str
    unit: str
    marks: tuple[Mark, ...]

    @property
    def last(self) -> Mark:
        """The last whole year's figure."""
        return self.marks[-1]

    @property
    def before(self) -> Mark | None:
        """The figure of the year before, where both are plain numbers that can be compared."""
        found = [m for m in self.marks if m.year == self.last.year - 1]
        if not found or found[-1].value <= 0:
            return None
        comparable = all(
            m.bound in ("exact", "about") and m.status in ("agreed", "single") for m in (found[-1], self.last)
        )
        return found[-1] if comparable else None


def of_the_folder(filters: Filters) -> Filters:
    """The overview's filters: those of the address, all measures unless one was chosen."""
    measure = ANY if filters.measure == DEFAULTS["measure"] else filters.measure
    return replace(filters, measure=measure, statistic="level")


def headlines(snapshot: Snapshot, filters: Filters) -> list[Headline]:
    """The series with the most independent sources, at most two of a drug."""
    table = snapshot.kept(of_the_folder(filters))
    table = table[(table["scope"] != "event") & table["year"].notna() & (table["place"] != "")]
    table = table[
        (table["origin"] == "")
        & (table["basis"] == "")
        & (table["status"] != "implied")
        & (table["period_kind"] == "year")
    ]
    if not len(table):
        return []
    grouped = table.groupby(KEYS, observed=True, sort=False)
    scores = grouped.agg(
        sources=("sources", "sum"), figures=("figure", "size"), last=("year", "max")
    ).reset_index()
    newest = int(table["year"].max())
    scores["rank"] = scores["sources"] - 1.5 * (newest - scores["last"]).clip(lower=0).astype(float)
    scores = scores.sort_values(["rank", "figures"], ascending=False, kind="stable")
    found: list[Headline] = []
    for row in scores.to_dict("records"):
        if len(found) == CARDS:
            break
        if sum(h.drug == row["drug"] for h in found) >= OF_ONE_DRUG or row["figures"] < 2:
            continue
        if any((h.drug, h.place, h.measure) == (row["drug"], row["place"], row["measure"]) for h in found):
            continue
        mine = table
        for key in KEYS:
            mine = mine[mine[key] == row[key]]
        marks = tuple(best_of_year(marks_of(snapshot, mine)))
        if marks:
            found.append(Headline(*(str(row[k]) for k in KEYS), marks))
    return found


def disputes(snapshot: Snapshot, filters: Filters, most: int = 8) -> tuple[pd.DataFrame, int]:
    """Figures that reports disagree on, the widest apart first; and how many there are."""
    table = snapshot.kept(of_the_folder(filters))
    table = table[table["status"] == "conflict"]
    low = table["low"].astype("float64").where(table["low"].notna(), table["value"].astype("float64"))
    high = table["high"].astype("float64").where(table["high"].notna(), table["value"].astype("float64"))
    apart = (high / low.where(low > 0)).fillna(1)
    order = table.assign(_apart=apart, _sources=table["sources"]).sort_values(
        ["_sources", "_apart"], ascending=False, kind="stable"
    )
    return order.head(most), len(table)


def by_status(snapshot: Snapshot, filters: Filters) -> dict[str, int]:
    """How many figures there are of each status."""
    return snapshot.counts("support", of_the_folder(filters))


def newest(reports: pd.DataFrame, since: str, most: int = 8) -> pd.DataFrame:
    """The reports first seen after a moment (ISO, UTC), or the last ones that came, newest first."""
    if not len(reports):
        return reports
    seen = pd.to_datetime(reports["first_seen"], errors="coerce", utc=True)
    moment = pd.to_datetime(since, errors="coerce", utc=True) if since else pd.NaT
    kept = reports.assign(_seen=seen)
    if not pd.isna(moment):
        kept = kept[kept["_seen"] > moment]
    return kept.sort_values(["_seen", "file"], ascending=[False, True], kind="stable").head(most)


def sparkline(marks: Sequence[Mark], drug: str, group: str, scheme: int, width: float = 300.0) -> str:
    """The series as a small picture from zero (an address of the picture itself): lines between
    neighbouring years,
    the last point marked, hollow where one source stands alone."""
    colour, surface = theme.drug_colour(drug, group, scheme), theme.token("surface", scheme)
    axis = theme.token("line", scheme)
    whole = marks
    top = max(m.value for m in whole) or 1
    first, last = whole[0].year, whole[-1].year
    height, pad = 44.0, 6.0

    def at(mark: Mark) -> tuple[float, float]:
        x = pad + (mark.year - first) / max(1, last - first) * (width - 2 * pad)
        return (width - pad if first == last else x), height - 4 - mark.value / top * (height - 12)

    parts = [f'<path d="M0 {height - 4:.1f}H{width:.0f}" stroke="{axis}"/>']
    for a, b in pairwise(whole):
        if b.year - a.year == 1:
            (x0, y0), (x1, y1) = at(a), at(b)
            parts.append(
                f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="{colour}" stroke-width="2"/>'
            )
    for mark in whole:
        x, y = at(mark)
        end = mark is whole[-1]
        solid = mark.status in ("agreed", "conflict", "revised")
        radius = 4 if end else 1.8
        fill = colour if solid or not end else surface
        rim = f' stroke="{colour}" stroke-width="2"' if end else ""
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}"{rim}/>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'fill="none">{"".join(parts)}</svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def positions(snapshot: Snapshot, marks: Sequence[Mark]) -> np.ndarray:
    """Where the figures of marks stand in the snapshot."""
    return np.array([snapshot.figure_position[m.figure] for m in marks], dtype="int64")
