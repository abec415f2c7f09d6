"""What two stores, or the same reports under two versions of the rules, do not share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

_KEY = ["report", "start", "end", "measure", "statistic", "n"]
SLOTS = (
    "drug",
    "form",
    "value",
    "unit",
    "low",
    "high",
    "bound",
    "period",
    "place",
    "origin",
    "attribution",
    "scope",
)


@dataclass(frozen=True)
class Comparison:
    """Claims that only the new side has (`gained`), that only the old side has (`lost`), and that both read
    at one place but differently (`changed`, with the columns `was` and `now`); `same` is how many are
    alike."""

    gained: pd.DataFrame
    lost: pd.DataFrame
    changed: pd.DataFrame
    same: int

    def __str__(self) -> str:
        counts = f"{len(self.gained)} gained, {len(self.lost)} lost, {len(self.changed)} changed"
        return f"{counts}, {self.same} the same"

    def lines(self, limit: int) -> Iterator[str]:
        """Up to `limit` claims of each kind, a line each."""
        for sign, frame in (("+", self.gained), ("-", self.lost), ("~", self.changed)):
            for row in frame.head(limit).itertuples(index=False):
                what = f"{row.was} → {row.now}" if sign == "~" else _shown(row)
                yield f"{sign} {row.file}: {row.measure} {row.statistic} {row.drug} {what}  “{row.quote}”"
            if len(frame) > limit:
                yield f"{sign} … and {len(frame) - limit} more"


def _shown(row: object) -> str:
    return " ".join(str(part) for part in (f"{row.value:g}", row.unit, row.period, row.place) if part)


def compare_claims(old: pd.DataFrame, new: pd.DataFrame) -> Comparison:
    """Compare two tables of `Store.claims`. Claims are held to be the same by the content of their report,
    the place of the quote, measure and statistic."""
    old, new = _keyed(old), _keyed(new)
    both = old.index.intersection(new.index)
    before, after = old.loc[both], new.loc[both]
    differs = pd.Series(False, index=both)
    for slot in SLOTS:
        a, b = before[slot], after[slot]
        a, b = (a.astype("str"), b.astype("str")) if slot not in ("value", "low", "high") else (a, b)
        differs |= ~((a == b) | (a.isna() & b.isna())).fillna(False).astype(bool)
    changed = after[differs].copy()
    changed["was"] = [_slots(row) for row in before[differs].to_dict("records")]
    changed["now"] = [_slots(row) for row in changed.to_dict("records")]
    return Comparison(
        new.loc[new.index.difference(old.index, sort=False)].reset_index(),
        old.loc[old.index.difference(new.index, sort=False)].reset_index(),
        changed.reset_index(),
        int((~differs).sum()),
    )


def _keyed(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.astype(dict.fromkeys(("report", "measure", "statistic"), "str"))
    frame["n"] = frame.groupby(_KEY[:-1]).cumcount()
    return frame.set_index(_KEY)


def _slots(row: dict) -> str:
    parts = [
        f"{row['value']:g} {row['unit']}",
        *(str(row[slot]) for slot in ("drug", "form", "bound", "period", "place")),
    ]
    if pd.notna(row["low"]):
        parts.insert(1, f"({row['low']:g}–{row['high']:g})")
    return " ".join(part for part in parts if part)
