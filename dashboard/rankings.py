"""Filtered figures → one figure a place, or one a drug: for ranked bars and the map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from dashboard.filters import Filters
from dashboard.series import Mark, marks_of
from dashboard.snapshot import Snapshot, place_within
from dashboard.summaries import drawable, most_frequent, one_unit, resolve
from extractors.vocabulary import places

KIND_ORDER = {"year": 0, "fiscal": 1, "season": 2, "span": 3, "part": 4, "month": 5, "day": 6, "": 7}


@dataclass(frozen=True, slots=True)
class Ranked:
    """One row of a ranking: a place or a drug (with its form) and the one figure that is drawn for it."""

    key: str
    form: str
    mark: Mark
    level: str = "country"


@dataclass(frozen=True, slots=True)
class Ranking:
    """What By region or By drug shows. `years` are those that could be chosen, with their number of
    figures."""

    filters: Filters
    chosen: tuple[str, ...]
    unit: str
    units: dict[str, int]
    rows: tuple[Ranked, ...]
    at: np.ndarray
    years: dict[int, int]
    inside: str = ""
    left_out: dict[str, int] = field(default_factory=dict)


def one_each(table: pd.DataFrame, keys: list[str], year: int | None, fill: int) -> pd.DataFrame:
    """One figure for each key: of its latest whole year (of the chosen one, or up to `fill` years older), a
    part of
    a year where there is no whole one, the better supported before the other."""
    if year is not None:
        table = table[(table["year"] <= year) & (table["year"] >= year - fill)]
    if not len(table):
        return table
    kind = table["period_kind"].astype(str).map(KIND_ORDER).fillna(7)
    order = table.assign(
        _implied=table["status"] == "implied",
        _part=kind > 1,
        _kind=kind,
        _sources=-table["sources"].astype("int64"),
    ).sort_values(
        ["_implied", "_part", "year", "_kind", "_sources"],
        ascending=[True, True, False, True, True],
        kind="stable",
    )
    return table.loc[order.drop_duplicates(keys).index]


def _ready(
    snapshot: Snapshot, filters: Filters
) -> tuple[Filters, tuple[str, ...], pd.DataFrame, str, dict, Counter]:
    filters, chosen, table = resolve(snapshot, filters)
    left: Counter[str] = Counter()
    table = drawable(table, left)
    table, unit, units = one_unit(filters, table)
    return filters, chosen, table, unit, units, left


def _year_counts(table: pd.DataFrame) -> dict[int, int]:
    counted = table["year"].value_counts()
    return {int(y): int(n) for y, n in sorted(counted.items()) if n}


@dataclass(frozen=True, slots=True)
class Placed:
    """Filtered figures of one drug, form and unit, ready to be told by place; `inside` is the one chosen
    place."""

    filters: Filters
    chosen: tuple[str, ...]
    table: pd.DataFrame
    unit: str
    units: dict[str, int]
    left: Counter[str]
    inside: str


def placed(snapshot: Snapshot, filters: Filters) -> Placed:
    """The figures that By region tells: of the drug that has the most, where nobody chose one."""
    filters, chosen, table, unit, units, left = _ready(snapshot, filters)
    inside = filters.place[0] if len(filters.place) == 1 else ""
    table = table[table["place"] != ""]
    if len(filters.drug) != 1:
        drug = most_frequent(table["drug"])
        chosen = (*chosen, "drug")
        left["drug"] = int((table["drug"] != drug).sum())
        table, filters = table[table["drug"] == drug], replace(filters, drug=(drug,) if drug else ())
    if table["form"].nunique() > 1 and not filters.form:
        form = "" if (table["form"] == "").any() else most_frequent(table["form"])
        left["form"] = int((table["form"] != form).sum())
        table = table[table["form"] == form]
    return Placed(filters, chosen, table, unit, units, left, inside)


def by_place(snapshot: Snapshot, filters: Filters) -> Ranking:
    """One figure a place, of one drug and unit. Inside one chosen country: its provinces; else countries."""
    found = placed(snapshot, filters)
    table, filters = found.table, found.filters
    years = _year_counts(table)
    picked = one_each(table, ["place"], filters.year, filters.fill)
    marks = {m.figure: m for m in marks_of(snapshot, picked)}
    rows = [
        Ranked(str(p), str(f), marks[figure], level_of(str(p), found.inside))
        for p, f, figure in zip(picked["place"], picked["form"], picked["figure"], strict=True)
        if figure in marks
    ]
    rows.sort(key=lambda r: (-r.mark.value, r.key))
    at = picked.index.to_numpy()
    return Ranking(
        filters, found.chosen, found.unit, found.units, tuple(rows), at, years, found.inside, +found.left
    )


def level_of(code: str, inside: str = "") -> str:
    """What kind of place a row is: country, province, region (what holds several countries), or the
    chosen one."""
    if code == inside:
        return "whole"
    country = places.country_of(code)
    if not country:
        return "region"
    return "country" if code == country else "province"


def by_drug(snapshot: Snapshot, filters: Filters) -> tuple[Ranking, dict[str, Mark]]:
    """One figure a drug and form in one place; and the number of seizures of each drug there, where one
    is stated."""
    filters, chosen, table, unit, units, left = _ready(snapshot, filters)
    if len(filters.place) != 1:
        inside = table[table["place"].isin(filters.place)] if filters.place else table
        place = _most_drugs(inside)
        chosen = (*chosen, "place")
        filters = replace(filters, place=(place,) if place else ())
    place = filters.place[0] if filters.place else ""
    left["place"] = int((table["place"] != place).sum())
    table = table[table["place"] == place]
    years = _year_counts(table)
    picked = one_each(table, ["drug", "form"], filters.year, filters.fill)
    marks = {m.figure: m for m in marks_of(snapshot, picked)}
    rows = [
        Ranked(str(d), str(f), marks[figure], "drug")
        for d, f, figure in zip(picked["drug"], picked["form"], picked["figure"], strict=True)
        if figure in marks
    ]
    rows.sort(key=lambda r: (-r.mark.value, r.key))
    ranking = Ranking(filters, chosen, unit, units, tuple(rows), picked.index.to_numpy(), years, place, +left)
    return ranking, _numbers(snapshot, filters, place)


def _most_drugs(table: pd.DataFrame) -> str:
    """The place with figures for the most drugs, of several the one with the most figures."""
    table = table[table["place"] != ""]
    if not len(table):
        return ""
    grouped = table.groupby("place", observed=True)["drug"].agg(["nunique", "size"])
    best = grouped.sort_values(["nunique", "size"], ascending=False)
    return str(best.index[0])


def _numbers(snapshot: Snapshot, filters: Filters, place: str) -> dict[str, Mark]:
    """The number of seizures of each drug in a place: its latest (or the chosen year's) figure."""
    if filters.measure != "seizure":
        return {}
    wider = replace(filters, measure="any", statistic="level", unit="", form=())
    table = snapshot.kept(wider)
    table = table[
        (table["unit"] == "incident")
        & (table["place"] == place)
        & (table["scope"] != "event")
        & (table["origin"] == "")
    ]
    picked = one_each(table[~table["year"].isna()], ["drug"], filters.year, filters.fill)
    marks = {m.figure: m for m in marks_of(snapshot, picked)}
    return {str(d): marks[f] for d, f in zip(picked["drug"], picked["figure"], strict=True) if f in marks}


def places_inside(ranking: Ranking) -> tuple[Ranked, ...]:
    """The rows to rank and shade: provinces inside a country, else countries (of the chosen region)."""
    inside = ranking.inside
    if inside and places.country_of(inside):
        return tuple(r for r in ranking.rows if r.level == "province" and place_within(r.key, inside))
    return tuple(r for r in ranking.rows if r.level == "country")


def places_around(ranking: Ranking) -> tuple[Ranked, ...]:
    """The rows that are wider than those ranked: the country itself, regions, the world. Never their sum."""
    ranked = {r.key for r in places_inside(ranking)}
    inside = ranking.inside
    if inside and places.country_of(inside):
        return tuple(r for r in ranking.rows if r.key not in ranked and r.level == "whole")
    return tuple(r for r in ranking.rows if r.key not in ranked and r.level in ("region", "whole"))
