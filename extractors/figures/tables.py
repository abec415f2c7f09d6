"""Figures as tables: one row a figure, one a claim in it, one a near miss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from extractors.figures import spans
from extractors.figures.agreement import Figure
from extractors.figures.neighbours import Near
from extractors.figures.sources import shown_names
from extractors.figures.wording import reason_text
from extractors.vocabulary import places

TABLE = {
    "figure": "str", "measure": "category", "statistic": "category", "drug": "category", "form": "category",
    "unit": "category", "period": "str", "period_kind": "category", "scope": "category", "place": "category",
    "country": "category", "region": "category", "subregion": "category", "year": "Int64", "value": "Float64",
    "low": "Float64", "high": "Float64", "bound": "category", "status": "category", "reports": "int64",
    "stories": "int64", "sources": "int64", "publishers": "int64", "values": "str",
    "kg_equivalent": "Float64",
    "kg_low": "Float64", "kg_high": "Float64", "reason": "str", "flags": "str", "reason_key": "category",
    "reason_data": "str", "origin": "category", "basis": "category",
}  # fmt: skip
MEMBERS = {
    "figure": "str", "claim": "str", "role": "category", "value_group": "int64", "story": "str",
    "source": "str",
}  # fmt: skip
_KINDS = {
    "str": pd.StringDtype(na_value=np.nan), "Float64": pd.Float64Dtype(), "Int64": pd.Int64Dtype(),
    "int64": np.dtype("int64"), "bool": np.dtype("bool"),
}  # fmt: skip
_ORDER = ("measure", "statistic", "drug", "place", "period", "figure")
NEAR = {"figure": "str", "other": "str", "reason": "category", "wider": "bool"}


@dataclass(frozen=True, slots=True)
class Figures:
    """Claims about the same thing taken together.

    `table` has a row a figure, in order of measure, statistic, drug, place, period and id:

    - the slots `measure statistic drug form unit period period_kind scope place country region subregion
      year`, with `origin` (where the drugs came from, if that sets the figure apart) and `basis` ("potential"
      or "");
    - `value` in `unit`: the one to draw; `bound`; `low` and `high` where the bound is "range"; `values`: all
      values that disagree, the drawn one first, by "; "; `kg_equivalent kg_low kg_high` of the drawn value;
    - `status`: single (one source), agreed, revised, conflict, implied;
    - `reports stories sources publishers`: how many reports state the figure, how many stories these are, how
      many independent sources and publishers;
    - `reason`: a sentence on why this value is drawn, `reason_key` and `reason_data` (JSON) to say it in any
      language;
    - `flags`, by blanks: base-conflict, base-agrees, share-misfit, parts-exceed-total.

    `members` has a row a claim in a figure: `role` is value (states what is drawn), other (another value of
    the same thing), implied-from (a level, whole, change or share that an implied value follows from), base
    (what was reported for that time), total or part (what a part or a total does not fit). `value_group`
    counts the values that disagree, 0 is drawn, −1 stands for claims beside. `story` and `source` name them.

    `near` has a row a near miss: `figure`, `other`, `reason` (place-inside, place-overlaps, period-inside,
    part-of-year, fiscal-year, other-year, drug-inside, form, origin, potential, scope, kept-apart, similar)
    and whether the other is the `wider` of the two. `orphans` are the corrections that fit no figure.
    """

    table: pd.DataFrame
    members: pd.DataFrame
    near: pd.DataFrame
    orphans: tuple[tuple[str, ...], ...] = ()

    def patched(self, new: Figures, removed: Iterable[str]) -> Figures:
        """These figures with the rows of `new` in place of their old ones, and without those `removed`.

        `new` and `removed` are what `FigureIndex.add` and `remove` give: most rows need not be made again.
        """
        gone = pd.Index([*removed, *new.table["figure"]], dtype="str")
        return Figures(
            joined([_without(self.table, gone, "figure"), new.table], TABLE),
            joined([_without(self.members, gone, "figure"), new.members], MEMBERS),
            joined([_without(self.near, gone, "figure", "other"), new.near], NEAR),
            new.orphans,
        )


def _without(frame: pd.DataFrame, gone: pd.Index, *names: str) -> pd.DataFrame:
    stays = np.ones(len(frame), dtype=bool)
    for name in names:
        stays &= ~frame[name].isin(gone).to_numpy()
    return frame[stays]


def joined(parts: Sequence[pd.DataFrame], columns: Mapping[str, str]) -> pd.DataFrame:
    """The rows of tables with `columns`, in their order, the categories being those that occur."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return _frame([], columns)
    series: dict[str, Any] = {}
    for name in columns:
        arrays = [part[name].array for part in parts]
        if isinstance(arrays[0], pd.Categorical):
            series[name] = tidied(union_categoricals(arrays))
        else:
            series[name] = arrays[0]._concat_same_type(arrays)
    frame = pd.DataFrame(series)
    if "value_group" in frame:  # claims beside a figure (−1) come after those in it
        group = frame["value_group"].to_numpy()
        keys = [frame["figure"], group < 0, group, frame["claim"], frame["role"]]
    else:
        keys = [frame[name] for name in (_ORDER if "measure" in frame else NEAR)]
    order = np.lexsort([_rank(key) for key in reversed(keys)])
    return frame.take(order).reset_index(drop=True)


def _rank(key: pd.Series | np.ndarray) -> np.ndarray:
    """Numbers that sort as the values do."""
    if isinstance(key, np.ndarray):
        return key
    if isinstance(key.dtype, pd.CategoricalDtype):
        return key.cat.codes.to_numpy()
    if pd.api.types.is_string_dtype(key.dtype):
        return pd.factorize(key, sort=True)[0]
    return key.to_numpy()


def tidied(column: pd.Categorical) -> pd.Categorical:
    """`column` with the categories that occur, in order, whatever was there before."""
    used = np.bincount(column.codes[column.codes >= 0], minlength=len(column.categories)) > 0
    names = column.categories[used]
    order = names.argsort()
    renumbered = np.full(len(used) + 1, -1, dtype="int32")  # the last is for -1, missing
    renumbered[np.flatnonzero(used)[order]] = np.arange(len(names))
    return pd.Categorical.from_codes(renumbered[column.codes], pd.Index(names[order], dtype="str"))


def no_claims() -> pd.DataFrame:
    """A table of claims without a row."""
    names = (
        "report", "claim", "publisher", "published", "measure", "statistic", "drug", "form", "unit",
        "bound", "period", "place", "origin",
    )  # fmt: skip
    numbers = dict.fromkeys(("value", "low", "high"), pd.array([], dtype="float64"))
    return pd.DataFrame({name: pd.array([], dtype="str") for name in names} | numbers)


def _frame(rows: list[tuple], columns: Mapping[str, str]) -> pd.DataFrame:
    series = {}
    for at, (name, kind) in enumerate(columns.items()):
        values = [row[at] for row in rows]
        if kind == "category":
            known = sorted(set(values))
            codes = {value: code for code, value in enumerate(known)}
            categories = pd.Index(known, dtype="str")
            series[name] = pd.Categorical.from_codes(
                [codes[value] for value in values], categories=categories
            )
        else:
            series[name] = pd.array(values, dtype=_KINDS[kind])
    return pd.DataFrame(series)


def table(figures: Iterable[Figure], story: Mapping[str, str]) -> pd.DataFrame:
    """The table of figures; `story` maps reports to stories."""
    rows = [row(figure, story) for figure in figures]
    rows.sort(key=lambda of: (of[1], of[2], of[3], of[9], of[6], of[0]))
    return _frame(rows, TABLE)


@lru_cache(maxsize=65536)
def _where(place: str) -> tuple[str, str, str, str]:
    return place, places.country_of(place), places.region_of(place), places.subregion_of(place)


def row(figure: Figure, story: Mapping[str, str]) -> tuple[Any, ...]:
    """One figure as a row of TABLE's columns."""
    topic, first = figure.topic, figure.firsts[0]
    implied = figure.status == "implied"
    items = (
        [member.item for member in figure.beside if member.role == "implied-from"]
        if implied
        else figure.items
    )
    own = (
        {member.source for member in figure.beside if member.role == "implied-from"}
        if implied
        else set(figure.sources)
    )
    reports = {item.report for item in items}
    ranged = first.bound == "range"
    values = [item.value for item in figure.firsts]
    names = shown_names(own, items)
    data = {
        **figure.data, "value": first.value, "unit": figure.unit, "values": values,
        "bounds": [item.bound for item in figure.firsts], "reports": len(reports),
        "stories": len({story.get(report, report) for report in reports}), "n_sources": len(own),
        "names": sorted(names.values()),
    }  # fmt: skip
    if "source" in data:
        data["source"] = names[data["source"]]
    if implied:
        data |= {"low": first.low, "high": first.high, "bound": first.bound}
    kg = first.kg or (None, None, None)
    return (
        figure.id, topic.measure, figure.statistic, topic.drug, topic.form, figure.unit, topic.period,
        first.kind or spans.kind(topic.period), topic.scope, *_where(topic.place),
        spans.year(topic.period), first.value,
        first.low if ranged else None, first.high if ranged else None, first.bound, figure.status,
        len(reports),
        data["stories"], len(own), len({item.publisher for item in items if item.publisher}),
        "; ".join(f"{value:.12g}" for value in values), *kg, reason_text(figure.reason, data),
        " ".join(sorted(figure.flags)), figure.reason, json.dumps(data, ensure_ascii=False, sort_keys=True),
        topic.origin, topic.basis,
    )  # fmt: skip


def members(figures: Iterable[Figure], story: Mapping[str, str]) -> pd.DataFrame:
    """The table of the claims in figures, in order of figure, group and claim."""
    rows = [
        (figure.id, m.item.claim, m.role, m.group, story.get(m.item.report, m.item.report), m.source)
        for figure in figures
        for m in figure.all_members()
    ]
    rows.sort(key=lambda of: (of[0], of[3] < 0, of[3], of[1], of[2]))
    return _frame(rows, MEMBERS)


def near(found: Iterable[Near]) -> pd.DataFrame:
    """The table of near misses, in order of the figures."""
    return _frame(sorted(set(found)), NEAR)
