"""The rows of the table view: which columns, in which order, written how; a slice at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard import names, numbers, stored
from dashboard.filters import FACETS, Filters
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the data, its width, how a row writes it."""

    name: str
    width: int
    write: Callable[[dict, Texts], str]
    right: bool = False


def _text(name: str) -> Callable[[dict, Texts], str]:
    return lambda row, t: "" if pd.isna(row[name]) else str(row[name])


def _amount(name: str) -> Callable[[dict, Texts], str]:
    def write(row: dict, t: Texts) -> str:
        return "" if pd.isna(row[name]) else numbers.amount(float(row[name]), str(row["unit"]), t.language)

    return write


def said(row: dict, t: Texts) -> str:
    """The value with its bound; a change signed."""
    if row["statistic"] == "change":
        return numbers.percent(float(row["value"]), t.language, signed=True)
    low, high = row["low"], row["high"]
    ranged = row["bound"] == "range" and not pd.isna(low) and not pd.isna(high)
    value = float(row["value"])
    return numbers.bounded(
        value,
        str(row["unit"]),
        t.language,
        str(row["bound"]),
        float(low) if ranged else None,
        float(high) if ranged else None,
    )


def _status(row: dict, t: Texts) -> str:
    glyph = {"agreed": "●", "single": "○", "conflict": "◆", "revised": "↺", "implied": "□"}.get(
        str(row["status"]), "○"
    )
    return f"{glyph} {t('support.' + str(row['status']) + '-chip')}"


SHARED = (
    Column("drug", 190, lambda r, t: names.drug_with_form(str(r["drug"]), str(r["form"]), t)),
    Column("place", 150, lambda r, t: names.place(str(r["place"]), t.language)),
    Column(
        "period", 130, lambda r, t: numbers.period_text(str(r["period"]), str(r["period_kind"]), t.language)
    ),
    Column("value", 150, said, right=True),
)
FIGURES = (
    *SHARED,
    Column("status", 160, _status),
    Column("sources", 90, lambda r, t: numbers.count(int(r["sources"]), t.language), right=True),
    Column("reports", 90, lambda r, t: numbers.count(int(r["reports"]), t.language), right=True),
    Column("measure", 150, lambda r, t: t(f"measure.{r['measure']}")),
    Column("statistic", 120, lambda r, t: t(f"statistic.{r['statistic']}")),
    Column("low", 110, _amount("low"), right=True),
    Column("high", 110, _amount("high"), right=True),
    Column("bound", 90, lambda r, t: t(f"bound.{r['bound']}")),
    Column("scope", 100, lambda r, t: t(f"scope.{r['scope']}") if r["scope"] else ""),
    Column(
        "kg_equivalent",
        130,
        lambda r, t: (
            "" if pd.isna(r["kg_equivalent"]) else numbers.amount(float(r["kg_equivalent"]), "kg", t.language)
        ),
        right=True,
    ),
    Column("subregion", 160, lambda r, t: names.place(str(r["subregion"]), t.language)),
)
CLAIMS = (
    *SHARED,
    Column("sentence", 420, _text("sentence")),
    Column("publisher", 200, _text("publisher")),
    Column("published", 110, lambda r, t: numbers.date_text(r["published"], t.language)),
    Column("title", 220, _text("title")),
    Column("language", 100, lambda r, t: names.language(str(r["language"]), t.language)),
    Column("measure", 150, lambda r, t: t(f"measure.{r['measure']}")),
    Column("statistic", 120, lambda r, t: t(f"statistic.{r['statistic']}")),
    Column("bound", 90, lambda r, t: t(f"bound.{r['bound']}")),
    Column("scope", 100, lambda r, t: t(f"scope.{r['scope']}") if r["scope"] else ""),
    Column("rule", 220, lambda row, t: stored.rule(str(row["rule"]), t)),
)
UNWRITTEN = (
    "reason", "reason_data", "reason_key", "flags", "stories", "publishers", "values", "kg_low", "kg_high",
    "country", "region", "basis", "origin", "report", "file", "url", "quote", "start", "end", "attribution",
    "location", "precision", "corrected", "year",
)  # fmt: skip
FIRST = {
    "figures": ("drug", "place", "period", "value", "status", "sources", "reports", "measure"),
    "claims": ("drug", "place", "period", "value", "sentence", "publisher", "published"),
}


def columns(of: str) -> tuple[Column, ...]:
    """All columns of figures or claims."""
    return FIGURES if of == "figures" else CLAIMS


def shown(filters: Filters) -> list[Column]:
    """The columns that a view shows: the chosen ones, else those that people want first."""
    wanted = filters.columns or FIRST[filters.rows]
    return [c for c in columns(filters.rows) if c.name in wanted]


def rows(snapshot: Snapshot, filters: Filters) -> np.ndarray:
    """Positions of the figures or claims that the filters keep, sorted as the address says."""
    key = (filters.rows, filters.sort, *(getattr(filters, name) for name in FACETS))
    return snapshot.ordered(key, lambda: _rows(snapshot, filters))


def _rows(snapshot: Snapshot, filters: Filters) -> np.ndarray:
    kept = snapshot.selection(filters).all
    if filters.rows == "claims":
        claims = snapshot.claims_kept(kept)
        if filters.search:
            claims &= snapshot.sentences_with(filters.search)
        at = np.flatnonzero(claims)
        return ordered(snapshot.claims, at, filters.sort)
    return ordered(snapshot.figures, kept, filters.sort)


def ordered(table: pd.DataFrame, at: np.ndarray, sort: str) -> np.ndarray:
    """Positions sorted by "column:asc" or "column:desc"; the latest first where the address names no
    column."""
    name, _, direction = sort.partition(":")
    if name not in table.columns:
        name, direction = "year", "desc"
    values = table[name].iloc[at]
    if isinstance(values.dtype, pd.CategoricalDtype):
        rank = np.argsort(np.argsort(np.array([str(c).casefold() for c in values.cat.categories])))
        keys = np.append(rank, -1)[values.cat.codes.to_numpy()].astype("float64")
    elif pd.api.types.is_numeric_dtype(values):
        keys = values.to_numpy(dtype="float64", na_value=-np.inf)
    else:
        keys = values.rank(method="dense", na_option="top").to_numpy(dtype="float64")
    keys = -keys if direction == "desc" else keys
    if len(keys) and np.abs(keys).max() < 32_000 and (keys == np.trunc(keys)).all():
        keys = keys.astype("int16")  # numpy sorts these in one go
    return at[np.argsort(keys, kind="stable")]


def written(snapshot: Snapshot, of: str, at: np.ndarray, t: Texts) -> list[dict]:
    """Rows as the table shows them: each cell a text, with the id that opens its evidence."""
    table = snapshot.figures if of == "figures" else snapshot.claims
    found = []
    unwritten = [name for name in UNWRITTEN if name in table]
    for row in table.drop(columns=unwritten).iloc[at].to_dict("records"):
        cells = {c.name: c.write(row, t) for c in columns(of)}
        cells["id"] = row["figure"] if of == "figures" else row["claim"]
        cells["drug_key"] = str(row["drug"])
        cells["status_key"] = str(row.get("status", ""))
        found.append(cells)
    return found
