"""A table of claims as claims about topics: what a number is about, and the number as an interval."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from extractors.figures import spans
from extractors.figures.intervals import intervals

# How reports say that an amount of a drug was worked out from fields and yields: stems, in any language.
POTENTIAL = ("potential", "potencial", "potentiel", "potenzial", "потенциал", "potensi", "潜在")
_YEAR = re.compile(r"(?<![0-9.,])(?:19[5-9]|20[0-4])[0-9](?![0-9]|[.,][0-9])")


class Topic(NamedTuple):
    """What claims are about. Claims of one topic, statistic and unit can be compared.

    `basis` is "potential" for production worked out from fields. `origin` is kept for totals only, where it
    makes another thing of them. `story` is set where period or place is unknown: then only copies of a text
    can be known to speak of the same thing.
    """

    measure: str
    drug: str
    form: str
    basis: str
    origin: str
    place: str
    period: str
    scope: str
    story: str = ""

    @property
    def loose(self) -> bool:
        """Whether two values are two things (single hauls, unknown time or place), not a conflict."""
        return self.scope == "event" or bool(self.story)


class Item(NamedTuple):
    """One claim of a topic. `lo` and `hi` are what its number can mean; `day` is the report's date as an
    ordinal, 0 if unknown; `base` is the period that a change counts from; `kg` holds kg_equivalent, kg_low
    and kg_high."""

    claim: str
    report: str
    statistic: str
    unit: str
    value: float
    low: float | None
    high: float | None
    bound: str
    lo: float
    hi: float
    day: int
    publisher: str
    attribution: str
    start: int
    kind: str
    base: str
    kg: tuple[float, float, float] | None


def figure_id(topic: Topic, statistic: str, unit: str, kind: str = "") -> str:
    """A figure's id: 12 hexadecimal digits of what it is about; `kind` tells figures of a topic apart."""
    text = "|".join((*topic, statistic, unit, kind))
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def read(claims: pd.DataFrame, story: Mapping[str, str]) -> list[tuple[Topic, list[Item]]]:
    """The claims by topic. `story` maps reports to stories; a report that it does not name is a story of its
    own.

    Claims without a finite value are left out. Raises ValueError, naming the column, where one is missing.
    """
    missing = [name for name in _NEEDED if name not in claims.columns]
    if missing:
        raise ValueError(
            f"The table of claims has no column '{missing[0]}'; expected the columns of extract_reports."
        )
    value = _numbers(claims, "value")
    if not np.isfinite(value).all():
        claims = claims[np.isfinite(value)]
        value = value[np.isfinite(value)]
    if not len(claims):
        return []
    topics, codes = _topics(claims, story)
    items = _items(claims, value, topics, codes)
    order = np.argsort(codes, kind="stable")
    edges = np.flatnonzero(np.diff(codes[order])) + 1
    found = []
    for part in np.split(order, edges):
        found.append((topics[codes[part[0]]], [items[at] for at in part.tolist()]))
    return found


_NEEDED = (
    "report", "claim", "publisher", "published", "measure", "statistic", "drug", "form", "value", "unit",
    "low", "high", "bound", "period", "place", "origin",
)  # fmt: skip


def _numbers(claims: pd.DataFrame, name: str) -> np.ndarray:
    if name not in claims.columns:
        return np.full(len(claims), np.nan)
    return pd.to_numeric(claims[name], errors="coerce").to_numpy(dtype="float64", na_value=np.nan)


def _texts(claims: pd.DataFrame, name: str) -> list[str]:
    if name not in claims.columns:
        return [""] * len(claims)
    column = claims[name]
    if isinstance(column.dtype, pd.CategoricalDtype):
        known = [*("" if pd.isna(value) else str(value) for value in column.cat.categories), ""]
        return [known[code] for code in column.cat.codes.tolist()]
    once: dict[str, str] = {}  # a million claims share few reports, publishers and periods
    texts = ("" if value != value or value is None else value for value in column.tolist())
    return [once.setdefault(text, text) for text in map(str, texts)]


def _days(claims: pd.DataFrame) -> list[int]:
    dates = pd.to_datetime(claims["published"], errors="coerce").to_numpy(dtype="datetime64[D]")
    # day 1 of datetime.date's count is 719163 days before 1970
    return np.where(np.isnat(dates), 0, dates.astype("int64") + 719163).tolist()


def _bases(claims: pd.DataFrame) -> list[str]:
    """ "potential" where production is said to be worked out, "" else."""
    if "basis" in claims.columns:
        return _texts(claims, "basis")
    sentences = _texts(claims, "sentence")
    return [
        "potential" if measure == "production" and any(word in text.casefold() for word in POTENTIAL) else ""
        for measure, text in zip(_texts(claims, "measure"), sentences, strict=True)
    ]


def _topics(claims: pd.DataFrame, story: Mapping[str, str]) -> tuple[list[Topic], np.ndarray]:
    """The topics of a table, each once, and for each claim which one it is of."""
    periods = [spans.plain(period) for period in _texts(claims, "period")]
    measures, places, scopes = _texts(claims, "measure"), _texts(claims, "place"), _texts(claims, "scope")
    scopes = [_scope(*of) for of in zip(scopes, measures, periods, strict=True)]
    origins = ["" if s == "event" else o for s, o in zip(scopes, _texts(claims, "origin"), strict=True)]
    stories = [
        "" if period and place else story.get(report, report)
        for period, place, report in zip(periods, places, _texts(claims, "report"), strict=True)
    ]
    rows = zip(
        measures, _texts(claims, "drug"), _texts(claims, "form"), _bases(claims), origins, places,
        periods, scopes, stories, strict=True,
    )  # fmt: skip
    numbers: dict[tuple, int] = {}
    codes = np.fromiter(
        (numbers.setdefault(row, len(numbers)) for row in rows), dtype=np.int64, count=len(claims)
    )
    return [Topic(*row) for row in numbers], codes


def _scope(scope: str, measure: str, period: str) -> str:
    """An unstated scope: what happened on one day is an event, all else a total."""
    if scope:
        return scope
    one_day = spans.kind(period) == "day" and measure not in ("users", "cultivation")
    return "event" if one_day else "total"


def _items(claims: pd.DataFrame, value: np.ndarray, topics: list[Topic], codes: np.ndarray) -> list[Item]:
    low, high, precision = _numbers(claims, "low"), _numbers(claims, "high"), _numbers(claims, "precision")
    bound, unit, statistic = _texts(claims, "bound"), _texts(claims, "unit"), _texts(claims, "statistic")
    loose = np.array([topic.loose for topic in topics], dtype=bool)[codes]
    lo, hi = intervals(
        value, low, high, np.array(bound, dtype=object), precision, np.array(unit, dtype=object),
        np.array(statistic, dtype=object), loose,
    )  # fmt: skip
    stated = _texts(claims, "period_kind")
    of_topic = [topics[code] for code in codes.tolist()]
    kinds = [kind or spans.kind(topic.period) for kind, topic in zip(stated, of_topic, strict=True)]
    sentences = _texts(claims, "sentence")
    base = [
        base_period(topic.period, text) if what == "change" and not topic.loose else ""
        for what, topic, text in zip(statistic, of_topic, sentences, strict=True)
    ]
    start = [int(at) if at == at else 0 for at in _numbers(claims, "start").tolist()]
    return list(
        map(
            Item, _texts(claims, "claim"), _texts(claims, "report"), statistic, unit, value.tolist(),
            _ends(low), _ends(high), bound, lo.tolist(), hi.tolist(), _days(claims),
            _texts(claims, "publisher"), _texts(claims, "attribution"), start, kinds, base,
            _equivalents(claims),
        )
    )  # fmt: skip


def _ends(values: np.ndarray) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]


def _equivalents(claims: pd.DataFrame) -> list[tuple[float, float, float] | None]:
    if "kg_equivalent" not in claims.columns:
        return [None] * len(claims)
    columns = zip(
        *(_numbers(claims, f"kg_{name}").tolist() for name in ("equivalent", "low", "high")), strict=True
    )
    return [of if of[0] == of[0] else None for of in columns]


def base_period(period: str, sentence: str) -> str:
    """The period that a change of `period` counts from, "" where that cannot be told.

    It is the year before, unless the sentence names one other, earlier year ("up 125 percent from 2010").
    """
    if spans.kind(period) == "year":
        earlier = {year for year in _YEAR.findall(sentence) if year < period}
        if len(earlier) == 1:
            return earlier.pop()
        if len(earlier) > 1:
            return ""
    return spans.year_before(period)


def by_report(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by the report that they stand in."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.report, []).append(item)
    return found
