"""What two sides do not share: two stores, or the same reports under two versions of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from extractors.records import SLOTS

_KEY = ["report", "start", "end", "measure", "statistic", "n"]
_TOLD = tuple(slot for slot in SLOTS if slot not in _KEY)
_NUMBERS = ("value", "low", "high")
_NEEDED = (*_KEY[:-1], *_TOLD, "file", "quote")


def exported_claims(path: Path) -> pd.DataFrame:
    """The claims that `seizures export` wrote to a file of one of EXPORTED; raises ValueError, in one sentence,
    where it holds none."""
    try:
        frame = EXPORTED[path.suffix](path)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise ValueError(f"{path} cannot be read as {path.suffix} ({reason}); export it again.") from error
    missing = [name for name in _NEEDED if name not in frame.columns]
    if missing:
        raise ValueError(
            f"{path} is no table of claims: it has no column {missing[0]!r}; write one with "
            "`seizures export claims.parquet`."
        )
    texts = [name for name in _NEEDED if name not in (*_NUMBERS, "start", "end")]
    frame = frame.assign(
        **{name: frame[name].astype(object).where(frame[name].notna(), "") for name in texts}
    )
    numbers = {name: pd.to_numeric(frame[name], errors="coerce").astype("Float64") for name in _NUMBERS}
    return frame.assign(**numbers, **{name: frame[name].astype("Int64") for name in ("start", "end")})


def _csv(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    numbers = [name for name in (*_NUMBERS, "start", "end") if name in frame]
    return frame.assign(**{name: pd.to_numeric(frame[name].where(frame[name] != "")) for name in numbers})


EXPORTED: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".parquet": pd.read_parquet,
    ".csv": _csv,
    ".jsonl": lambda path: pd.read_json(path, lines=True, dtype=False, convert_dates=False),
}


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
    for slot in _TOLD:
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
