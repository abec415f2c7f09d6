"""A table of claims as plain columns: texts as numbers of a list of values, amounts as intervals, topics as
hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from extractors.figures import spans
from extractors.figures.intervals import intervals
from extractors.figures.topics import Item, Topic, base_period, worked_out

FEW = 500  # claims for which plain Python is quicker than pandas


class Coded(NamedTuple):
    """Texts: `values[codes[n]]` is the n-th one; a value may stand in the list twice."""

    codes: np.ndarray
    values: list[str]

    def texts(self, rows: slice | np.ndarray) -> list[str]:
        """The texts of some rows."""
        values = self.values
        return [values[code] for code in self.codes[rows].tolist()]

    def mapped(self, change: Callable[[str], str]) -> Coded:
        """Each text changed in the same way."""
        return Coded(self.codes, [change(value) for value in self.values])

    def held(self, true: Callable[[str], bool]) -> np.ndarray:
        """Of each row whether something is true of its text."""
        return np.array([true(value) for value in self.values], dtype=bool)[self.codes]

    def taken(self, rows: np.ndarray) -> Coded:
        """The texts of some rows, as a column."""
        return Coded(self.codes[rows], self.values)

    def hashes(self, slot: int) -> np.ndarray:
        """A number for each row that depends on slot and text."""
        known = np.array([word(slot, value) for value in self.values], dtype=np.uint64)
        return known[self.codes]


@lru_cache(maxsize=1 << 18)
def word(slot: int, value: str) -> int:
    """64 bits that stand for a text in a slot, the same in every process."""
    return int.from_bytes(hashlib.blake2b(f"{slot}|{value}".encode(), digest_size=8).digest(), "little")


def topic_hash(topic: Topic) -> int:
    """64 bits that stand for a topic: the sum over its slots, so that changing one slot is one subtraction
    and one addition."""
    return sum(word(slot, value) for slot, value in enumerate(topic)) & 0xFFFFFFFFFFFFFFFF


class Columns(NamedTuple):
    """Claims in columns of one length. `topic` holds the slots of each claim's topic, in their order; the
    others are the fields of `Item`, with NaN for a missing number."""

    topic: tuple[Coded, ...]
    claim: pa.Array
    report: Coded
    statistic: Coded
    unit: Coded
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    bound: Coded
    lo: np.ndarray
    hi: np.ndarray
    day: np.ndarray
    publisher: Coded
    attribution: Coded
    start: np.ndarray
    kind: Coded
    base: Coded
    kg: np.ndarray
    kg_low: np.ndarray
    kg_high: np.ndarray

    def hashes(self) -> np.ndarray:
        """The hash of each claim's topic."""
        total = np.zeros(len(self.value), dtype=np.uint64)
        for slot, column in enumerate(self.topic):
            total += column.hashes(slot)
        return total

    def items(self, rows: slice | np.ndarray) -> list[Item]:
        """Some rows as items."""
        kg = self.kg[rows].tolist()
        weights = [
            of if of[0] == of[0] else None
            for of in zip(kg, self.kg_low[rows].tolist(), self.kg_high[rows].tolist(), strict=True)
        ]
        return list(
            map(
                Item, self.claim_texts(rows), self.report.texts(rows), self.statistic.texts(rows),
                self.unit.texts(rows), self.value[rows].tolist(), _ends(self.low[rows]),
                _ends(self.high[rows]), self.bound.texts(rows), self.lo[rows].tolist(),
                self.hi[rows].tolist(), self.day[rows].tolist(), self.publisher.texts(rows),
                self.attribution.texts(rows), self.start[rows].tolist(), self.kind.texts(rows),
                self.base.texts(rows), weights,
            )
        )  # fmt: skip

    def claim_texts(self, rows: slice | np.ndarray) -> list[str]:
        """The ids of some claims."""
        part = self.claim[rows] if isinstance(rows, slice) else self.claim.take(pa.array(rows))
        return part.to_pylist()

    def taken(self, rows: np.ndarray) -> Columns:
        """Some rows, as columns."""
        topic = tuple(column.taken(rows) for column in self.topic)
        rest = [column.taken(rows) if isinstance(column, Coded) else column[rows] for column in self[2:]]
        return Columns(topic, self.claim.take(pa.array(rows)), *rest)


def _ends(values: np.ndarray) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]


_NEEDED = (
    "report", "claim", "publisher", "published", "measure", "statistic", "drug", "form", "value", "unit",
    "low", "high", "bound", "period", "place", "origin",
)  # fmt: skip


def read(claims: pd.DataFrame, story: Mapping[str, str]) -> list[tuple[Topic, list[Item]]]:
    """The claims by topic. `story` maps reports to stories; a report that it does not name is a story of its
    own."""
    columns = columns_of(claims, story)
    every = columns.items(slice(None))
    topics = zip(*(column.texts(slice(None)) for column in columns.topic), strict=True)
    found: dict[Topic, list[Item]] = {}
    for slots, item in zip(topics, every, strict=True):
        found.setdefault(Topic(*slots), []).append(item)
    return list(found.items())


def columns_of(claims: pd.DataFrame, story: Mapping[str, str]) -> Columns:
    """A table of claims as columns; claims without a finite value are left out.

    Raises ValueError, naming the column, where one is missing.
    """
    missing = [name for name in _NEEDED if name not in claims.columns]
    if missing:
        raise ValueError(
            f"The table of claims has no column '{missing[0]}'; expected the columns of extract_reports."
        )
    value = _numbers(claims, "value")
    if not np.isfinite(value).all():
        claims, value = claims[np.isfinite(value)], value[np.isfinite(value)]
    report, statistic, unit, bound = (
        _coded(claims, name) for name in ("report", "statistic", "unit", "bound")
    )
    topic = _topics(claims, report, story)
    period, scope = topic[6], topic[7]
    loose = scope.held(lambda text: text == "event") | topic[8].held(bool)
    low, high, precision = (_numbers(claims, name) for name in ("low", "high", "precision"))
    lo, hi = intervals(
        value, low, high, _objects(bound), precision, _objects(unit), _objects(statistic), loose
    )
    stated = _coded(claims, "period_kind")
    kind = Coded(
        np.where(stated.held(bool), stated.codes, period.codes + len(stated.values)),
        [*stated.values, *map(spans.kind, period.values)],
    )
    start = _numbers(claims, "start")
    return Columns(
        topic, strings(claims["claim"]), report, statistic, unit, value, low, high, bound,
        lo, hi, _days(claims), _coded(claims, "publisher"), _coded(claims, "attribution"),
        np.where(np.isnan(start), 0, start).astype("int64"), kind, _bases(claims, statistic, period, loose),
        *(_numbers(claims, f"kg_{name}") for name in ("equivalent", "low", "high")),
    )  # fmt: skip


def strings(column: pd.Series) -> pa.Array:
    """A column of texts as one array of Arrow's."""
    found = pa.array(column.astype("str"), pa.large_string())
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _objects(column: Coded) -> np.ndarray:
    return np.array(column.values, dtype=object)[column.codes]


def _numbers(claims: pd.DataFrame, name: str) -> np.ndarray:
    if name not in claims.columns:
        return np.full(len(claims), np.nan)
    column = claims[name]
    if column.dtype == object:
        column = pd.to_numeric(column, errors="coerce")
    return column.to_numpy(dtype="float64", na_value=np.nan)


def _coded(claims: pd.DataFrame, name: str) -> Coded:
    if name not in claims.columns:
        return Coded(np.zeros(len(claims), dtype=np.int32), [""])
    column = claims[name]
    if len(column) <= FEW:
        known: dict[str, int] = {}
        told = [value if isinstance(value, str) else _text(value) for value in column.tolist()]
        found = [known.setdefault(text, len(known)) for text in told]
        return Coded(np.array(found, dtype=np.int32), list(known) or [""])
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.cat.codes.to_numpy(), column.cat.categories
    else:
        codes, values = pd.factorize(column)
    texts = [*map(_text, values), ""]
    return Coded(np.where(codes < 0, len(texts) - 1, codes).astype(np.int32), texts)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def _days(claims: pd.DataFrame) -> np.ndarray:
    dates = pd.to_datetime(claims["published"], errors="coerce").to_numpy(dtype="datetime64[D]")
    # day 1 of datetime.date's count is 719163 days before 1970
    return np.where(np.isnat(dates), 0, dates.astype("int64") + 719163).astype(np.int32)


def _topics(claims: pd.DataFrame, report: Coded, story: Mapping[str, str]) -> tuple[Coded, ...]:
    """The slots of the claims' topics."""
    measure, drug, form, place = (_coded(claims, name) for name in ("measure", "drug", "form", "place"))
    period = _coded(claims, "period").mapped(spans.plain)
    scope = _scopes(_coded(claims, "scope"), measure, period)
    origin = _without(_coded(claims, "origin"), scope.held(lambda text: text == "event"))
    told = Coded(report.codes, [story.get(name, name) for name in report.values])
    told = _without(told, period.held(bool) & place.held(bool))
    return measure, drug, form, _basis(claims, measure), origin, place, period, scope, told


def _without(column: Coded, rows: np.ndarray) -> Coded:
    """The column with "" in some rows."""
    codes = np.where(rows, len(column.values), column.codes).astype(np.int32)
    return Coded(codes, [*column.values, ""])


def _basis(claims: pd.DataFrame, measure: Coded) -> Coded:
    """ "potential" where production is said to be worked out, "" else."""
    if "basis" in claims.columns:
        return _coded(claims, "basis")
    codes = np.zeros(len(claims), dtype=np.int32)
    rows = np.flatnonzero(measure.held(lambda text: text == "production"))
    if len(rows) and "sentence" in claims.columns:
        said = claims["sentence"].iloc[rows].tolist()
        codes[rows] = [isinstance(text, str) and worked_out(text) for text in said]
    return Coded(codes, ["", "potential"])


def _scopes(stated: Coded, measure: Coded, period: Coded) -> Coded:
    """Where the scope is not stated: what happened on one day is an event, all else a total."""
    day = period.held(lambda text: spans.kind(text) == "day")
    event = day & ~measure.held(lambda text: text in ("users", "cultivation"))
    codes = np.where(stated.held(bool), stated.codes + 2, np.where(event, 0, 1))
    return Coded(codes.astype(np.int32), ["event", "total", *stated.values])


def _bases(claims: pd.DataFrame, statistic: Coded, period: Coded, loose: np.ndarray) -> Coded:
    """The periods that changes count from."""
    codes = np.zeros(len(loose), dtype=np.int32)
    rows = np.flatnonzero(statistic.held(lambda text: text == "change") & ~loose)
    known = {"": 0}
    if len(rows):
        sentences: Sequence[object] = (
            claims["sentence"].iloc[rows].tolist() if "sentence" in claims.columns else [""] * len(rows)
        )
        for row, time, sentence in zip(rows.tolist(), period.texts(rows), sentences, strict=True):
            base = base_period(time, sentence if isinstance(sentence, str) else "")
            codes[row] = known.setdefault(base, len(known))
    return Coded(codes, list(known))
