"""The claims that an index begins with, as plain columns in order of their topics: nothing is made of a claim
before it is asked for."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from extractors.figures import spans
from extractors.figures.around import REASONS, outer_topics
from extractors.figures.coded import Coded, Columns, topic_hash, word
from extractors.figures.lists import Lists
from extractors.figures.neighbours import ADDED, sums_beyond
from extractors.figures.topics import Item, Topic, sign_of

_REPORT, _CLAIM = 100, 101  # beside the slots of topics
_PERIOD, _SCOPE, _STORY = 6, 7, 8


class Ground(NamedTuple):
    """Claims by topic. `first[n]` is where the claims of topic n begin; topics that are only counted from have
    none.

    `inner` holds of each topic (by its hash) the topics that lie within it with the reason, `counted` the
    topics with a change that counts from it, `told` the topics of each report, `signed` the topics with claims
    of one sign (see `sign_of`) and how many, `undated` the things of which signed claims do not tell the time,
    `sums` the claims of totals that are less than the parts in their report, with these.
    """

    columns: Columns
    topics: tuple[Coded, ...]
    first: np.ndarray
    numbers: Lists  # hash of a topic → its number
    inner: Lists
    counted: Lists
    told: Lists
    signed: Lists
    undated: Lists
    sums: Lists
    shares: np.ndarray  # of each topic whether it has a share

    def number(self, topic: Topic) -> int:
        """The number of a topic, -1 where it has none."""
        [found] = self.numbers.get(topic_hash(topic))
        return found[0] if found and self.topics_at(found) == [topic] else -1

    def topic(self, hashed: int) -> Topic | None:
        """The topic with a hash."""
        [found] = self.numbers.get(hashed)
        return self.topics_at(found)[0] if found else None

    def topics_at(self, numbers: Sequence[int] | np.ndarray | slice) -> list[Topic]:
        """Topics by their numbers."""
        rows = numbers if isinstance(numbers, slice) else np.asarray(numbers, dtype=np.int64)
        if not isinstance(rows, slice) and not len(rows):
            return []
        return list(map(Topic, *(column.texts(rows) for column in self.topics)))

    def items(self, topic: Topic) -> list[Item]:
        """The claims of a topic."""
        at = self.number(topic)
        return self.columns.items(slice(int(self.first[at]), int(self.first[at + 1]))) if at >= 0 else []

    def between(self, first: int, last: int) -> Iterator[tuple[Topic, list[Item]]]:
        """The topics with numbers from `first` up to `last`, with their claims."""
        edges = self.first[first : last + 1].tolist()
        items = self.columns.items(slice(edges[0], edges[-1]))
        for at, topic in enumerate(self.topics_at(slice(first, last))):
            yield topic, items[edges[at] - edges[0] : edges[at + 1] - edges[0]]

    def within(self, topic: Topic) -> dict[Topic, str]:
        """The topics that lie within one, each with the reason."""
        numbers, reasons = self.inner.get(topic_hash(topic))
        return dict(zip(self.topics_at(numbers), (REASONS[code] for code in reasons), strict=True))

    def counting_from(self, topic: Topic) -> dict[Topic, str]:
        """The topics with a change that counts from one."""
        return dict.fromkeys(self.topics_at(self.counted.get(topic_hash(topic))[0]), "base")

    def topics_of(self, report: str) -> set[Topic]:
        """The topics of a report's claims."""
        return set(self.topics_at(self.told.get(word(_REPORT, report))[0]))

    def with_sign(self, sign: int) -> Counter[Topic]:
        """The topics with claims of one sign, and how many."""
        numbers, counts = self.signed.get(sign)
        return Counter(dict(zip(self.topics_at(numbers), counts, strict=True)))

    def untimed(self, thing: int) -> int:
        """How many signed claims of a thing (see `thing_of`) do not tell the time."""
        return sum(self.undated.get(thing)[0])

    def parts_beyond(self, claim: str) -> list[Item]:
        """The parts that a total's claim is less than."""
        rows = self.sums.get(word(_CLAIM, claim))[0]
        return self.columns.items(np.array(rows, dtype=np.int64)) if rows else []

    def topics_of_claims(self, claims: Iterable[str]) -> dict[str, Topic]:
        """The topics of some claims, by id."""
        wanted = pa.array(sorted(claims), pa.large_string())
        rows = (
            pc.indices_nonzero(pc.is_in(self.columns.claim, value_set=wanted)).to_numpy()
            if len(wanted)
            else []
        )
        rows = np.asarray(rows, dtype=np.int64)
        numbers = np.searchsorted(self.first, rows, side="right") - 1
        return dict(zip(self.columns.claim_texts(rows), self.topics_at(numbers), strict=True))

    def has_share(self, topic: Topic) -> bool:
        """Whether a topic has a share."""
        at = self.number(topic)
        return at >= 0 and bool(self.shares[at])

    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All pairs of topics with claims of which one lies in the other: numbers of inner and outer ones,
        codes of reasons; in order of the inner ones."""
        inner, reasons = self.inner.held
        outer, known = _looked_up(self.numbers, self.inner.keys)
        known &= np.diff(self.first)[outer] > 0
        order = np.argsort(inner[known], kind="stable")
        return inner[known][order], outer[known][order], reasons[known][order]

    def related(self, block: int) -> Iterator[list[tuple[Topic, Topic, str]]]:
        """Pairs of topics with claims of which the first lies in the second, with the reason: a list for each
        `block` of topics, by the number of the first."""
        inner, outer, reason = self.pairs()
        part = np.array(list(self._beside()), dtype=np.int64).reshape(-1, 2)
        inner, outer = np.concatenate([inner, part[:, 0]]), np.concatenate([outer, part[:, 1]])
        reason = np.concatenate([reason, np.full(len(part), REASONS.index("period-inside"))])
        order = np.argsort(inner, kind="stable")
        inner, outer, reason = inner[order], outer[order], reason[order]
        for first in range(0, len(self.shares), block):
            rows = slice(*np.searchsorted(inner, [first, first + block]).tolist())
            names = [REASONS[code] for code in reason[rows].tolist()]
            yield list(zip(self.topics_at(inner[rows]), self.topics_at(outer[rows]), names, strict=True))

    def _beside(self) -> Iterator[tuple[int, int]]:
        """Pairs of parts of one year of which the first lies within the second."""
        inner, reasons = self.inner.held
        part = np.flatnonzero(reasons == REASONS.index("part-of-year"))
        keys, numbers = self.inner.keys[part], inner[part].tolist()
        edges = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist(), len(keys)]
        period = self.topics[_PERIOD]
        for first, last in itertools.pairwise(edges):
            if last - first < 2:
                continue
            own = numbers[first:last]
            times = period.texts(np.array(own))
            for one, a in zip(own, times, strict=True):
                yield from ((one, other) for other, b in zip(own, times, strict=True) if spans.inside(a, b))


def _looked_up(numbers: Lists, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of topics by their hashes, and which of these there are."""
    if not len(numbers.keys):
        return np.zeros(len(hashes), dtype=np.int64), np.zeros(len(hashes), dtype=bool)
    at = np.minimum(np.searchsorted(numbers.keys, hashes), len(numbers.keys) - 1)
    return numbers.held[0][at].astype(np.int64), numbers.keys[at] == hashes


def ground_of(columns: Columns) -> Ground:
    """Lay a table of claims out by topic."""
    own = columns.hashes()
    topics, hashes = _topics(columns, own)
    numbers = Lists.of(hashes, np.arange(len(hashes), dtype=np.int32))
    number, _ = _looked_up(numbers, own)
    order = np.argsort(number, kind="stable")
    columns, number = columns.taken(order), number[order]
    first = np.searchsorted(number, np.arange(len(hashes) + 1))
    outer, inner, reason = outer_topics(topics, hashes, np.flatnonzero(np.diff(first)))
    shares = np.zeros(len(hashes), dtype=bool)
    shares[number[columns.statistic.held(lambda text: text == "share")]] = True
    ground = Ground(
        columns, topics, first, numbers, Lists.of(outer, inner, reason), _counted(columns, hashes, number),
        _told(columns, number), *_signed(columns, topics, number), Lists.of(*_nothing(1)), shares,
    )  # fmt: skip
    return ground._replace(sums=_sums(ground, number))


def _nothing(held: int) -> tuple[np.ndarray, ...]:
    return np.zeros(0, dtype=np.uint64), *(np.zeros(0, dtype=np.int64) for _ in range(held))


def _topics(columns: Columns, own: np.ndarray) -> tuple[tuple[Coded, ...], np.ndarray]:
    """The topics of claims and those that changes count from, neighbours in time near each other, and their
    hashes."""
    change = np.flatnonzero(columns.base.held(bool))
    period, base = columns.topic[_PERIOD], columns.base
    # the base's topic differs in the period alone
    counted = own[change] - period.hashes(_PERIOD)[change] + base.hashes(_PERIOD)[change]
    hashes, at = np.unique(np.concatenate([own, counted]), return_index=True)
    rows = np.concatenate([np.arange(len(own)), change])[at]
    slots = [column.taken(rows) for column in columns.topic]
    based = at >= len(own)
    codes = np.where(based, base.codes[rows] + len(period.values), slots[_PERIOD].codes).astype(np.int32)
    slots[_PERIOD] = Coded(codes, [*period.values, *base.values])
    year = np.array([spans.year(value) or 0 for value in slots[_PERIOD].values], dtype=np.int32)[codes]
    order = np.lexsort((slots[5].codes, slots[1].codes, year, slots[0].codes))
    return tuple(slot.taken(order) for slot in slots), hashes[order]


def _counted(columns: Columns, hashes: np.ndarray, number: np.ndarray) -> Lists:
    change = np.flatnonzero(columns.base.held(bool))
    period = columns.topic[_PERIOD].taken(change).hashes(_PERIOD)
    keys = hashes[number[change]] - period + columns.base.taken(change).hashes(_PERIOD)
    pairs = np.unique(np.stack([keys, number[change].astype(np.uint64)]), axis=1)
    return Lists.of(pairs[0], pairs[1].astype(np.int32))


def _told(columns: Columns, number: np.ndarray) -> Lists:
    """The topics of each report."""
    key = columns.report.codes.astype(np.int64) * (number.max(initial=0) + 1) + number
    _, at = np.unique(key, return_index=True)
    return Lists.of(columns.report.taken(at).hashes(_REPORT), number[at].astype(np.int32))


def _signed(columns: Columns, topics: Sequence[Coded], number: np.ndarray) -> tuple[Lists, Lists]:
    """The signs of attributed claims, and the things of which such claims do not tell the time."""
    rows = np.flatnonzero(columns.attribution.held(bool))
    signs: Counter[tuple[int, int]] = Counter()
    undated: Counter[int] = Counter()
    for at in range(0, len(rows), 20_000):
        some = rows[at : at + 20_000]
        of_topic = map(Topic, *(column.taken(number[some]).texts(slice(None)) for column in topics))
        for code, topic, item in zip(number[some].tolist(), of_topic, columns.items(some), strict=True):
            if sign := sign_of(topic, item):
                signs[sign, code] += 1
                if topic.story:
                    undated[thing_of(topic)] += 1
    keys = np.array([sign for sign, _ in signs], dtype=np.uint64)
    codes = np.array([code for _, code in signs], dtype=np.int32)
    things = np.array(list(undated), dtype=np.uint64)
    return (
        Lists.of(keys, codes, np.array(list(signs.values()), dtype=np.int32)),
        Lists.of(things, np.array(list(undated.values()), dtype=np.int32)),
    )


def thing_of(topic: Topic) -> int:
    """64 bits that stand for a topic whatever its time."""
    return topic_hash(topic[:_PERIOD])


def _sums(ground: Ground, number: np.ndarray) -> Lists:
    """The totals that are less than the parts in their report. Looked for where a report gives a total and at
    least two topics that can be its parts."""
    columns = ground.columns
    inner, outer, reason = ground.pairs()
    added = np.isin(reason, [REASONS.index(name) for name in ADDED])
    inner, outer = inner[added], outer[added]
    level = np.flatnonzero(columns.statistic.held(lambda text: text == "level"))
    # each level's topic with the topics around it: is one of these in the same report?
    begins, ends = np.searchsorted(inner, number[level]), np.searchsorted(inner, number[level], side="right")
    often = ends - begins
    within = np.arange(often.sum()) - np.repeat(np.cumsum(often) - often, often)
    around = outer[np.repeat(begins, often) + within]
    report = columns.report.codes.astype(np.int64)
    wide = len(ground.first)
    both = np.repeat(report[level], often) * wide + around
    both = both[np.isin(both, report[level] * wide + number[level])]
    totals, counts = np.unique(both, return_counts=True)
    wanted = np.unique(totals[counts > 1] // wide)
    rows = np.flatnonzero(np.isin(report, wanted))
    rows = rows[np.argsort(report[rows], kind="stable")]
    totals_found: list[int] = []
    parts_found: list[int] = []
    for own in np.split(rows, np.flatnonzero(np.diff(report[rows])) + 1) if len(rows) else ():
        told = list(zip(ground.topics_at(number[own]), columns.items(own), strict=True))
        of_claim = dict(zip(columns.claim_texts(own), own.tolist(), strict=True))
        for total, parts in sums_beyond(told).items():
            totals_found += [word(_CLAIM, total)] * len(parts)
            parts_found += [of_claim[part.claim] for part in parts]
    return Lists.of(np.array(totals_found, dtype=np.uint64), np.array(parts_found, dtype=np.int64))
