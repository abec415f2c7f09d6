"""Filtered figures → what one view shows: series of marks by year, rankings by place and by drug."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from dashboard import changes
from dashboard.filters import ANY, Filters
from dashboard.selection import Rows
from dashboard.series import Series, has_place, marks_at, marks_of
from dashboard.snapshot import Snapshot
from extractors.vocabulary import drugs

MOST_SERIES = 24  # as many lines as can be told from each other with a pointer, and rows of the table beneath
EQUIVALENT = "kg-equivalent"


@dataclass(frozen=True, slots=True)
class YearView:
    """What By year shows. `rows` are positions of the figures drawn, `left_out` counts by reason those
    that are not."""

    filters: Filters
    chosen: tuple[str, ...]
    unit: str
    units: dict[str, int]
    series: tuple[Series, ...]
    years: tuple[int, int]
    reports: dict[int, int]
    rows: np.ndarray
    left_out: dict[str, int] = field(default_factory=dict)
    changes: dict[tuple[str, str, str, int], float] = field(default_factory=dict)
    by_panel: bool = False  # several places of several drugs: a panel a place, the series in it by drug

    @property
    def pinned(self) -> tuple[str, ...]:
        """The keys of series that are to be told from the others: those of the address that are shown."""
        shown = {s.key for s in self.series}
        return tuple(key for key in self.filters.pin if key in shown)


def resolve(snapshot: Snapshot, filters: Filters) -> tuple[Filters, tuple[str, ...], Rows]:
    """Fill in what a chart needs and nobody chose: measure, unit, place or drug. Says which, and gives
    the rows."""
    rows = snapshot.rows(filters)
    chosen: list[str] = []
    if filters.measure == ANY:
        filters, chosen = replace(filters, measure=rows.most_frequent("measure")), [*chosen, "measure"]
        rows = rows.having(rows.profiles.among("measure", filters.measure))
    return filters, tuple(chosen), rows


def drawable(rows: Rows, left: Counter[str]) -> Rows:
    """Totals with a year: single hauls, undated figures and those of one stated origin are counted in
    `left`."""
    dated, event = rows.profiles.flag("dated"), rows.profiles.among("scope", "event")
    origin = rows.profiles.flag("stated-origin")
    left["event"], left["undated"] = rows.number_of(dated & event), rows.number_of(~dated)
    left["origin"] = rows.number_of(dated & ~event & origin)
    return rows.having(dated & ~event & ~origin)


def one_unit(filters: Filters, rows: Rows) -> tuple[Rows, str, dict[str, int]]:
    """The rows of the one unit to draw (the chosen one, else the most frequent quantity), that unit, and how many
    figures each has. Kilogram equivalents are drawn in kg (`as_drawn`)."""
    units = rows.counts("unit")
    convertible = rows.profiles.flag("convertible")
    if rows.number_of(convertible & ~rows.profiles.among("unit", "kg")):
        units[EQUIVALENT] = rows.number_of(convertible)
    if filters.show == "number":
        unit = "incident"
    elif filters.unit in units:
        unit = filters.unit
    else:
        quantities = {u: n for u, n in units.items() if u not in ("incident", EQUIVALENT)} or units
        unit = max(quantities, key=lambda u: (quantities[u], u)) if quantities else filters.unit or "kg"
    if unit == EQUIVALENT:
        return rows.having(convertible), "kg", units
    return rows.having(rows.profiles.among("unit", unit)), unit, units


def as_drawn(filters: Filters, units: dict[str, int], rows: Rows) -> pd.DataFrame:
    """The rows of one unit as a table, in kilogram equivalents where these were asked for."""
    return _equivalents(rows.table()) if _in_equivalents(filters, units) else rows.table()


def _in_equivalents(filters: Filters, units: dict[str, int]) -> bool:
    return filters.unit == EQUIVALENT and EQUIVALENT in units and filters.show != "number"


def _equivalents(table: pd.DataFrame) -> pd.DataFrame:
    """Figures in kilograms; those that were not carry the low and high of the conversion."""
    converted = (table["unit"] != "kg").to_numpy()
    changed = {"value": table["kg_equivalent"].astype("float64"), "unit": "kg"}
    for name in ("low", "high"):
        changed[name] = table[f"kg_{name}"].where(converted, table[name]).astype("float64")
    changed["bound"] = table["bound"].astype(str).where(~converted, "range")
    changed["values"] = table["values"].astype(str).where(~converted, "")
    return table.assign(**changed)


def by_year(snapshot: Snapshot, filters: Filters) -> YearView:
    """The series of By year: one unit; one place for series by drug, one drug for series by place or
    publisher."""
    changing = filters.show == "change"
    if changing:
        filters = replace(filters, statistic=ANY)
    filters, chosen, rows = resolve(snapshot, filters)
    left: Counter[str] = Counter()
    rows = drawable(rows, left)
    stated = rows.having(rows.profiles.among("statistic", "change")) if changing else None
    rows = rows.having(rows.profiles.among("statistic", "level")) if changing else rows
    rows, unit, units = one_unit(filters, rows)
    if filters.series == "drug" and len(filters.drug) == 1 and len(filters.place) > 1:
        filters = replace(filters, series="place")
    by_panel = filters.series == "drug" and len(filters.place) > 1 and not changing
    if by_panel:
        rows = _narrowed(rows, "place", filters.place, left)
    elif filters.series in ("drug", "publisher"):
        if len(filters.place) == 1:
            place = filters.place[0]
        else:
            inside = rows.only(rows.among("place", filters.place)) if filters.place else rows
            place = inside.most_frequent("place")
            chosen = (*chosen, "place")
        rows, filters = (
            _narrowed(rows, "place", (place,), left),
            replace(filters, place=(place,) if place else ()),
        )
    if filters.series == "drug" and not filters.drug:
        rows = _comparable(rows, left)
    if filters.series in ("place", "publisher"):
        if len(filters.drug) != 1:
            drug = rows.most_frequent("drug")
            chosen = (*chosen, "drug")
            rows, filters = (
                _narrowed(rows, "drug", (drug,), left),
                replace(filters, drug=(drug,) if drug else ()),
            )
        if filters.series == "place" and len(filters.place) > 1:
            rows = _narrowed(rows, "place", filters.place, left)
    if filters.series == "publisher":
        series = _publishers(snapshot, rows.at, filters)
    else:
        groups = _groups(rows, filters)
        if not changing:
            shown = _shown([group.key for group, _ in groups], filters.pin)
            left["series"] = sum(len(own) for n, (_, own) in enumerate(groups) if n not in shown)
            groups = [groups[n] for n in shown]
        series = _series(snapshot, rows, groups, equivalent=_in_equivalents(filters, units))
        at = np.sort(rows.at.take([n for _, own in groups for n in own] or np.zeros(0, "int64")))
    if stated is not None:
        series, unit, units = _changes(snapshot, series, stated, filters), "percent", {}
    if changing or filters.series == "publisher":
        shown = _shown([one.key for one in series], filters.pin)
        left["series"] = sum(len(s.marks) for n, s in enumerate(series) if n not in shown)
        series = tuple(series[n] for n in shown)
        drawn = {snapshot.figure_position[m.figure] for s in series for m in s.marks}
        at = np.array(sorted(drawn), dtype="int64")
    spans = {(m.first_year, m.year) for s in series for m in s.marks}
    span = (min(first for first, _ in spans), max(last for _, last in spans)) if spans else (0, 0)
    reports, said = snapshot.report_years(at), _stated_changes(snapshot, filters, series)
    if filters.scale == "log" and not changing:
        left["zero"] = sum(m.value <= 0 for s in series for m in s.marks)
    return YearView(filters, chosen, unit, units, series, span, reports, at, +left, said, by_panel)


def _narrowed(rows: Rows, name: str, wanted: tuple[str, ...], left: Counter[str]) -> Rows:
    """The rows of the wanted places or drugs; the others are counted in `left`."""
    kept = rows.among(name, wanted)
    left[name] = int((~kept).sum())
    return rows.only(kept)


def _comparable(rows: Rows, left: Counter[str]) -> Rows:
    """Unless they were asked for: no chemicals beside drugs, and no total of all drugs beside several of
    them."""
    named = [drug for drug in rows.counts("drug") if drug not in ("precursors", "drugs")]
    if not named:
        return rows
    chemicals = rows.equal("drug", "precursors")
    left["chemicals"] = int(chemicals.sum())
    rows = rows.only(~chemicals)
    if len(named) > 1:
        totals = rows.equal("drug", "drugs")
        left["total"] = int(totals.sum())
        rows = rows.only(~totals)
    return rows


def _shown(keys: list[str], pins: tuple[str, ...]) -> list[int]:
    """Which series are drawn, the pinned ones in any case; of ever so many no more than can be told apart."""
    return sorted(sorted(range(len(keys)), key=lambda n: keys[n] not in pins)[:MOST_SERIES])


def _groups(rows: Rows, filters: Filters) -> list[tuple[Series, list[int]]]:
    """Which of the rows make a series, the longest first; the series are still without their marks."""
    by_place = filters.series == "place"
    placed = np.flatnonzero([has_place(period) for period in rows.texts("period")])
    alike = ("drug", "form", "basis", "place")
    code, found = pd.factorize(rows.together(alike)[0].take(placed))
    parts = np.split(placed.take(np.argsort(code, kind="stable")), np.cumsum(np.bincount(code)))[: len(found)]
    first = rows.only(np.array([own[0] for own in parts], dtype="int64"))
    groups: dict[tuple[str, str, str], list[int]] = {}
    for drug, form, basis, place, own in zip(*map(first.texts, alike), parts, strict=True):
        groups.setdefault((drug, form or basis, place), []).extend(own.tolist())
    found = [
        (Series(place if by_place else drug, drug, form, place, 0, ()), sorted(own))
        for (drug, form, place), own in groups.items()
    ]
    found.sort(key=lambda group: (-len(group[1]), group[0].key, group[0].form))
    if by_place:
        numbered = _numbered([series for series, _ in found], filters.pin)
        return [(series, own) for series, (_, own) in zip(numbered, found, strict=True)]
    return found


def _series(
    snapshot: Snapshot, rows: Rows, groups: list[tuple[Series, list[int]]], *, equivalent: bool = False
) -> tuple[Series, ...]:
    """The series of some groups of the rows, with their marks in the order of time."""
    at = np.array([n for _, own in groups for n in own], dtype="int64")
    rows = rows.only(at)
    marks = iter(marks_of(snapshot, _equivalents(rows.table())) if equivalent else marks_at(snapshot, rows))
    found = []
    for series, own in groups:
        of_it = sorted((next(marks) for _ in own), key=lambda m: (m.x1, m.x0))
        found.append(replace(series, marks=tuple(of_it)))
    return tuple(found)


def _numbered(found: list[Series], pins: tuple[str, ...]) -> tuple[Series, ...]:
    """Series with their number among those that have a colour: the pinned ones first."""
    keys = [s.key for s in found]
    order = list(dict.fromkeys([*(key for key in pins if key in keys), *keys]))
    return tuple(replace(s, nth=order.index(s.key)) for s in found)


def _publishers(snapshot: Snapshot, figures_at: np.ndarray, filters: Filters) -> tuple[Series, ...]:
    """One series a publisher: of each figure (positions) the last claim that the publisher made."""
    members = snapshot.members.take(np.sort(snapshot.links.pairs(figures_at)))
    members = members[members["role"].isin(("value", "other"))]
    claims = snapshot.claims.iloc[members["claim_at"].to_numpy()].assign(
        figure_at=members["figure_at"].to_numpy()
    )
    claims = claims.sort_values("published", na_position="first").drop_duplicates(
        ["figure_at", "publisher"], keep="last"
    )
    found = []
    for (publisher, drug, form), rows in claims.groupby(
        ["publisher", "drug", "form"], observed=True, sort=False
    ):
        figures = snapshot.figures.iloc[rows["figure_at"].to_numpy()].copy()
        for column in ("value", "low", "high"):
            figures[column] = rows[column].to_numpy()
        figures["bound"] = rows["bound"].to_numpy()
        figures["status"] = "single"
        figures["reports"] = 1
        figures["sources"] = 1
        marks = tuple(sorted(marks_of(snapshot, figures), key=lambda m: (m.x1, m.x0)))
        if marks:
            found.append(Series(str(publisher), str(drug), str(form), "", 0, marks))
    found.sort(key=lambda s: (-len(s.marks), s.key, s.form))
    return _numbered(found, filters.pin)


def _changes(
    snapshot: Snapshot, levels: tuple[Series, ...], stated: Rows, filters: Filters
) -> tuple[Series, ...]:
    """Changes instead of levels: stated ones of the same series, computed ones where none is stated."""
    for name in ("place", "drug"):
        if getattr(filters, name):
            stated = stated.only(stated.among(name, getattr(filters, name)))
    said = _series(snapshot, stated, _groups(stated, filters)) if filters.series != "publisher" else ()
    return tuple(changes.by_series(levels, said))


def _stated_changes(
    snapshot: Snapshot, filters: Filters, series: tuple[Series, ...]
) -> dict[tuple[str, str, str, int], float]:
    """The changes on the year before that reports state: by drug, form, place and year, where they agree."""
    rows = snapshot.rows(replace(filters, statistic="change", unit=""))
    of = rows.profiles
    rows = rows.having(of.among("unit", "percent") & ~of.among("status", "conflict"))
    rows = rows.only(rows.among("drug", {s.drug for s in series}))
    if all(s.place for s in series):
        rows = rows.only(rows.among("place", {s.place for s in series}))
    rows = rows.only(rows.equal("period_kind", "year"))
    keys = (
        *(rows.texts(name) for name in ("drug", "form", "place")),
        rows.number("year").astype("int64").tolist(),
    )
    return dict(zip(zip(*keys, strict=True), rows.number("value").tolist(), strict=True))


def ordered_drugs(keys: list[str]) -> list[str]:
    """Drug keys in the vocabulary's order: by group, wider ones first."""
    rank = {key: i for i, key in enumerate(drugs.DRUGS)}
    return sorted(keys, key=lambda k: rank.get(k, len(rank)))
