"""What a number is about, and the number as an interval."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extractors import languages
from extractors.figures import spans
from extractors.figures.sources import origin

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


def worked_out(sentence: str) -> bool:
    """Whether a sentence says that an amount was worked out from fields and yields."""
    text = sentence.casefold()
    return any(stem in text for stem in _worked_out())


@cache
def _worked_out() -> tuple[str, ...]:
    codes = languages.codes()
    return tuple(stem for code in codes for stem in languages.load(code).words("claims.worked_out"))


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


def sign_of(topic: Topic, item: Item) -> int:
    """What claims of one origin with one number of one thing have in common, whatever their time: 64 bits; 0
    without an origin."""
    if not item.attribution or topic.scope == "event" or not topic.place:
        return 0
    thing = (*topic[:6], item.statistic, item.unit, f"{item.value:.9g}", origin(item.attribution))
    return int.from_bytes(hashlib.blake2b("|".join(thing).encode(), digest_size=8).digest(), "little") or 1
