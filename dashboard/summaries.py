"""Filtered figures → what one view shows: series of marks by year, rankings by place and by drug."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from dashboard import changes
from dashboard.filters import ANY, Filters
from dashboard.series import Mark, Series, marks_of
from dashboard.snapshot import Snapshot
from extractors.vocabulary import drugs

MOST_SERIES = 40
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


def most_frequent(values: pd.Series) -> str:
    """The most frequent value, the first in the alphabet of several; "" of none."""
    counted = values[values != ""].value_counts()
    counted = counted[counted > 0]
    if not len(counted):
        return ""
    return min(str(v) for v in counted[counted == counted.iloc[0]].index)


def resolve(snapshot: Snapshot, filters: Filters) -> tuple[Filters, tuple[str, ...], pd.DataFrame]:
    """Fill in what a chart needs and nobody chose: measure, unit, place or drug. Says which, and gives
    the rows."""
    table = snapshot.kept(filters)
    chosen: list[str] = []
    if filters.measure == ANY:
        filters, chosen = replace(filters, measure=most_frequent(table["measure"])), [*chosen, "measure"]
        table = table[table["measure"] == filters.measure]
    return filters, tuple(chosen), table


def drawable(table: pd.DataFrame, left: Counter[str]) -> pd.DataFrame:
    """Totals with a year: single hauls, undated figures and those of one stated origin are counted in
    `left`."""
    undated = table["year"].isna()
    events = (table["scope"] == "event") & ~undated
    origin = (table["origin"] != "") & ~undated & ~events
    left["event"], left["undated"], left["origin"] = int(events.sum()), int(undated.sum()), int(origin.sum())
    return table[~(undated | events | origin)]


def one_unit(filters: Filters, table: pd.DataFrame) -> tuple[pd.DataFrame, str, dict[str, int]]:
    """The rows of the one unit to draw (the chosen one, else the most frequent quantity), that unit, and how many
    figures each has. Kilogram equivalents are drawn in kg, what was converted from its low to its high."""
    counted = table["unit"].value_counts()
    units = {str(u): int(n) for u, n in counted.items() if n}
    convertible = table["kg_equivalent"].notna()
    if (convertible & (table["unit"] != "kg")).any():
        units[EQUIVALENT] = int(convertible.sum())
    if filters.show == "number":
        unit = "incident"
    elif filters.unit in units:
        unit = filters.unit
    else:
        quantities = {u: n for u, n in units.items() if u not in ("incident", EQUIVALENT)} or units
        unit = max(quantities, key=lambda u: (quantities[u], u)) if quantities else filters.unit or "kg"
    if unit == EQUIVALENT:
        return _equivalents(table[convertible]), "kg", units
    return table[table["unit"] == unit], unit, units


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
    filters, chosen, table = resolve(snapshot, filters)
    left: Counter[str] = Counter()
    table = drawable(table, left)
    stated = table[table["statistic"] == "change"] if changing else None
    table = table[table["statistic"] == "level"] if changing else table
    table, unit, units = one_unit(filters, table)
    if filters.series == "drug" and len(filters.drug) == 1 and len(filters.place) > 1:
        filters = replace(filters, series="place")
    by_panel = filters.series == "drug" and len(filters.place) > 1 and not changing
    if by_panel:
        left["place"] = int((~table["place"].isin(filters.place)).sum())
        table = table[table["place"].isin(filters.place)]
    elif filters.series in ("drug", "publisher"):
        if len(filters.place) == 1:
            place = filters.place[0]
        else:
            inside = table[table["place"].isin(filters.place)] if filters.place else table
            place = most_frequent(inside["place"])
            chosen = (*chosen, "place")
        left["place"] = int((table["place"] != place).sum())
        table, filters = table[table["place"] == place], replace(filters, place=(place,) if place else ())
    if filters.series == "drug" and not filters.drug:
        table = _comparable(table, left)
    if filters.series in ("place", "publisher"):
        if len(filters.drug) != 1:
            drug = most_frequent(table["drug"])
            chosen = (*chosen, "drug")
            left["drug"] = int((table["drug"] != drug).sum())
            table, filters = table[table["drug"] == drug], replace(filters, drug=(drug,) if drug else ())
        if filters.series == "place" and len(filters.place) > 1:
            left["place"] = int((~table["place"].isin(filters.place)).sum())
            table = table[table["place"].isin(filters.place)]
    series = (
        _publishers(snapshot, table) if filters.series == "publisher" else _series(snapshot, table, filters)
    )
    if stated is not None:
        series, unit, units = _changes(snapshot, series, stated, filters), "percent", {}
    years = [y for s in series for m in s.marks for y in (m.first_year, m.year)]
    span = (min(years), max(years)) if years else (0, 0)
    drawn = {snapshot.figure_position[m.figure] for s in series for m in s.marks}
    at = np.array(sorted(drawn), dtype="int64")
    reports, said = reports_by_year(snapshot, at), _stated_changes(snapshot, filters, series)
    if filters.scale == "log" and not changing:
        left["zero"] = sum(m.value <= 0 for s in series for m in s.marks)
    return YearView(filters, chosen, unit, units, series, span, reports, at, +left, said, by_panel)


def _comparable(table: pd.DataFrame, left: Counter[str]) -> pd.DataFrame:
    """Unless they were asked for: no chemicals beside drugs, and no total of all drugs beside several of
    them."""
    named = table[(table["drug"] != "precursors") & (table["drug"] != "drugs")]
    if not len(named):
        return table
    chemicals = table["drug"] == "precursors"
    left["chemicals"] = int(chemicals.sum())
    table = table[~chemicals]
    if named["drug"].nunique() > 1:
        totals = table["drug"] == "drugs"
        left["total"] = int(totals.sum())
        table = table[~totals]
    return table


def _series(snapshot: Snapshot, table: pd.DataFrame, filters: Filters) -> tuple[Series, ...]:
    by_place = filters.series == "place"
    marks = {mark.figure: mark for mark in marks_of(snapshot, table)}
    groups: dict[tuple[str, str, str], list[Mark]] = {}
    columns = (table[key].tolist() for key in ("drug", "form", "basis", "place", "figure"))
    for drug, form, basis, place, figure in zip(*columns, strict=True):
        if figure in marks:
            key = (str(drug), str(form) or str(basis), str(place))
            groups.setdefault(key, []).append(marks[figure])
    found = []
    for (drug, form, place), own in groups.items():
        own.sort(key=lambda m: (m.x1, m.x0))
        found.append(Series(place if by_place else drug, drug, form, place, 0, tuple(own)))
    found.sort(key=lambda s: (-len(s.marks), s.key, s.form))
    found = found[:MOST_SERIES]
    if not by_place:
        return tuple(found)
    order = list(dict.fromkeys(s.key for s in found))
    return tuple(replace(s, nth=order.index(s.key)) for s in found)


def _publishers(snapshot: Snapshot, table: pd.DataFrame) -> tuple[Series, ...]:
    """One series a publisher: of each figure the last claim that the publisher made."""
    wanted = np.zeros(len(snapshot.figures), dtype=bool)
    wanted[table.index.to_numpy()] = True
    members = snapshot.members[wanted[snapshot.members["figure_at"].to_numpy()]]
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
    order = list(dict.fromkeys(s.key for s in found))
    return tuple(replace(s, nth=order.index(s.key)) for s in found[:MOST_SERIES])


def _changes(
    snapshot: Snapshot, levels: tuple[Series, ...], stated: pd.DataFrame, filters: Filters
) -> tuple[Series, ...]:
    """Changes instead of levels: stated ones of the same series, computed ones where none is stated."""
    for name in ("place", "drug"):
        if getattr(filters, name):
            stated = stated[stated[name].isin(getattr(filters, name))]
    said = _series(snapshot, stated, filters) if filters.series != "publisher" else ()
    return tuple(changes.by_series(levels, said))


def _stated_changes(
    snapshot: Snapshot, filters: Filters, series: tuple[Series, ...]
) -> dict[tuple[str, str, str, int], float]:
    """The changes on the year before that reports state: by drug, form, place and year, where they agree."""
    table = snapshot.kept(replace(filters, statistic="change", unit=""))
    table = table[table["drug"].isin({s.drug for s in series})]
    if all(s.place for s in series):
        table = table[table["place"].isin({s.place for s in series})]
    table = table[
        (table["period_kind"] == "year") & (table["unit"] == "percent") & (table["status"] != "conflict")
    ]
    keys = zip(table["drug"], table["form"], table["place"], table["year"], strict=True)
    return {
        (str(drug), str(form), str(place), int(year)): float(value)
        for (drug, form, place, year), value in zip(keys, table["value"], strict=True)
    }


def reports_by_year(snapshot: Snapshot, at: np.ndarray) -> dict[int, int]:
    """How many reports stand behind the figures (positions) of each year."""
    chosen = np.zeros(len(snapshot.figures), dtype=bool)
    chosen[at] = True
    members = snapshot.members
    hit = chosen[members["figure_at"].to_numpy()]
    years = snapshot.year[members["figure_at"].to_numpy()[hit]]
    reports = snapshot.claims["report"].cat.codes.to_numpy()[members["claim_at"].to_numpy()[hit]]
    good = ~np.isnan(years)
    pairs = np.unique(np.stack([years[good].astype("int64"), reports[good].astype("int64")]), axis=1)
    found, counted = np.unique(pairs[0], return_counts=True)
    return {int(y): int(n) for y, n in zip(found, counted, strict=True)}


def ordered_drugs(keys: list[str]) -> list[str]:
    """Drug keys in the vocabulary's order: by group, wider ones first."""
    rank = {key: i for i, key in enumerate(drugs.DRUGS)}
    return sorted(keys, key=lambda k: rank.get(k, len(rank)))
