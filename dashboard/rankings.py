"""Filtered figures → one figure a place, or one a drug: for ranked bars and the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dashboard.filters import Filters
from dashboard.selection import Rows
from dashboard.series import Mark, marks_of
from dashboard.snapshot import Snapshot, place_within
from dashboard.summaries import as_drawn, drawable, one_unit, resolve
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


def one_each(rows: Rows, keys: Sequence[str], year: int | None, fill: int) -> Rows:
    """One figure for each key: of its latest whole year (of the chosen one, or up to `fill` years older), a
    part of
    a year where there is no whole one, the better supported before the other."""
    if year is not None:
        years = rows.number("year")
        rows = rows.only((years <= year) & (years >= year - fill))
    kind = rows.lookup("period_kind", KIND_ORDER, 7)
    order = (-rows.number("sources"), kind, -rows.number("year"), kind > 1, rows.equal("status", "implied"))
    return rows.only(np.lexsort(order)).first_of_each(keys)


def _ready(snapshot: Snapshot, filters: Filters) -> tuple[Filters, tuple[str, ...], Rows, str, dict, Counter]:
    filters, chosen, rows = resolve(snapshot, filters)
    left: Counter[str] = Counter()
    rows = drawable(rows, left)
    rows, unit, units = one_unit(filters, rows)
    return filters, chosen, rows, unit, units, left


def _year_counts(rows: Rows) -> dict[int, int]:
    if not len(rows):
        return {}
    years = rows.number("year").astype("int64")
    first = int(years.min())
    counted = np.bincount(years - first).tolist()
    return {year: n for year, n in enumerate(counted, first) if n}


@dataclass(frozen=True, slots=True)
class Placed:
    """Filtered figures of one drug, form and unit, ready to be told by place; `inside` is the one chosen
    place."""

    filters: Filters
    chosen: tuple[str, ...]
    rows: Rows
    unit: str
    units: dict[str, int]
    left: Counter[str]
    inside: str


def placed(snapshot: Snapshot, filters: Filters) -> Placed:
    """The figures that By region tells: of the drug that has the most, where nobody chose one."""
    filters, chosen, rows, unit, units, left = _ready(snapshot, filters)
    inside = filters.place[0] if len(filters.place) == 1 else ""
    rows = rows.only(~rows.equal("place", ""))
    if len(filters.drug) != 1:
        drug = rows.most_frequent("drug")
        chosen = (*chosen, "drug")
        own = rows.equal("drug", drug)
        left["drug"] = int((~own).sum())
        rows, filters = rows.only(own), replace(filters, drug=(drug,) if drug else ())
    forms = rows.counts("form")
    if len(forms) > 1 and not filters.form:
        own = rows.equal("form", "" if "" in forms else rows.most_frequent("form"))
        left["form"] = int((~own).sum())
        rows = rows.only(own)
    return Placed(filters, chosen, rows, unit, units, left, inside)


def by_place(snapshot: Snapshot, filters: Filters) -> Ranking:
    """One figure a place, of one drug and unit. Inside one chosen country: its provinces; else countries."""
    found = placed(snapshot, filters)
    filters = found.filters
    years = _year_counts(found.rows)
    picked = as_drawn(filters, found.units, one_each(found.rows, ["place"], filters.year, filters.fill))
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
    filters, chosen, found, unit, units, left = _ready(snapshot, filters)
    if len(filters.place) != 1:
        place = _most_drugs(found.only(found.among("place", filters.place)) if filters.place else found)
        chosen = (*chosen, "place")
        filters = replace(filters, place=(place,) if place else ())
    place = filters.place[0] if filters.place else ""
    own = found.equal("place", place)
    left["place"] = int((~own).sum())
    found = found.only(own)
    years = _year_counts(found)
    picked = as_drawn(filters, units, one_each(found, ["drug", "form"], filters.year, filters.fill))
    marks = {m.figure: m for m in marks_of(snapshot, picked)}
    rows = [
        Ranked(str(d), str(f), marks[figure], "drug")
        for d, f, figure in zip(picked["drug"], picked["form"], picked["figure"], strict=True)
        if figure in marks
    ]
    rows.sort(key=lambda r: (-r.mark.value, r.key))
    ranking = Ranking(filters, chosen, unit, units, tuple(rows), picked.index.to_numpy(), years, place, +left)
    return ranking, _numbers(snapshot, filters, place)


def _most_drugs(rows: Rows) -> str:
    """The place with figures for the most drugs, of several the one with the most figures."""
    figures = {place: n for place, n in rows.counts("place").items() if place}
    drugs = rows.kinds("place", "drug")
    return max(figures, key=lambda place: (drugs[place], figures[place]), default="")


def _numbers(snapshot: Snapshot, filters: Filters, place: str) -> dict[str, Mark]:
    """The number of seizures of each drug in a place: its latest (or the chosen year's) figure."""
    if filters.measure != "seizure":
        return {}
    wider = replace(filters, measure="any", statistic="level", unit="", form=())
    rows = snapshot.rows(wider)
    rows = drawable(rows.having(rows.profiles.among("unit", "incident")), Counter())
    rows = rows.only(rows.equal("place", place))
    picked = one_each(rows, ["drug"], filters.year, filters.fill).table()
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
