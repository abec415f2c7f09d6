"""Which topics lie around topics, for all topics of a table at once: the same as `links.wider`, in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from extractors.figures import spans
from extractors.figures.coded import Coded, word
from extractors.figures.links import containers, in_country, wider_drugs

REASONS = (
    "part-of-year", "period-inside", "fiscal-year", "other-year", "place-inside", "place-overlaps",
    "drug-inside", "form", "origin", "potential", "scope",
)  # fmt: skip
_CODE = {reason: code for code, reason in enumerate(REASONS)}
_DRUG, _FORM, _BASIS, _ORIGIN, _PLACE, _PERIOD, _SCOPE, _STORY = range(1, 9)

Ways = Callable[[str], Sequence[tuple[str, str]]]  # a slot's value → wider values, each with the reason


class _Found:
    """Pairs as they are found: the hash of the outer topic, the number of the inner one, the reason's code."""

    def __init__(self, topics: Sequence[Coded], hashes: np.ndarray) -> None:
        self.topics, self.hashes = topics, hashes
        self.outer: list[np.ndarray] = []
        self.inner: list[np.ndarray] = []
        self.reason: list[np.ndarray] = []

    def widen(self, rows: np.ndarray, slot: int, ways: Ways, also: np.ndarray | None = None) -> None:
        """Put wider values in one slot of some topics; `also` is added to their hashes."""
        column = self.topics[slot]
        steps: list[list[int]] = []
        reasons: list[list[int]] = []
        used = np.unique(column.codes[rows])
        for code in used.tolist():
            value = column.values[code]
            wide = ways(value)
            own = word(slot, value)
            steps.append([(word(slot, other) - own) & 0xFFFFFFFFFFFFFFFF for other, _ in wide])
            reasons.append([_CODE[reason] for _, reason in wide])
        counts = np.array([len(step) for step in steps], dtype=np.int64)
        first = np.concatenate([[0], np.cumsum(counts)])
        at = np.searchsorted(used, column.codes[rows])
        often = counts[at] if len(rows) else np.zeros(0, dtype=np.int64)
        inner = np.repeat(rows, often)
        within = np.arange(len(inner)) - np.repeat(np.cumsum(often) - often, often)
        entry = np.repeat(first[at], often) + within if len(rows) else inner
        base = self.hashes[rows] if also is None else self.hashes[rows] + also
        flat = np.array([step for of in steps for step in of], dtype=np.uint64)
        self.outer.append(np.repeat(base, often) + flat[entry])
        self.inner.append(inner.astype(np.int32))
        self.reason.append(np.array([code for of in reasons for code in of], dtype=np.int8)[entry])


def outer_topics(
    topics: Sequence[Coded], hashes: np.ndarray, rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For the topics `rows`: hashes of the topics around them, which topic lies in each, and the code of the
    reason (a place in REASONS)."""
    found = _Found(topics, hashes)
    rows = rows[~topics[_STORY].held(bool)[rows]]
    event = topics[_SCOPE].held(lambda text: text == "event")[rows]
    hauls, totals = rows[event], rows[~event]
    found.widen(hauls, _PERIOD, _in_month)
    found.widen(hauls, _PLACE, in_country)
    found.widen(hauls, _SCOPE, lambda _: (("total", "scope"),))
    found.widen(totals, _PERIOD, spans.around)
    found.widen(totals, _PLACE, containers)
    found.widen(totals, _DRUG, _drugs)
    formed = totals[topics[_FORM].held(bool)[totals]]
    unformed = np.uint64(word(_FORM, "")) - topics[_FORM].hashes(_FORM)[formed]
    found.widen(formed, _DRUG, _drugs, unformed)
    found.widen(formed, _FORM, lambda _: (("", "form"),))
    for slot, reason in ((_ORIGIN, "origin"), (_BASIS, "potential")):
        named = totals[topics[slot].held(bool)[totals]]
        found.widen(named, slot, lambda _, reason=reason: (("", reason),))
    return np.concatenate(found.outer), np.concatenate(found.inner), np.concatenate(found.reason)


def _in_month(period: str) -> list[tuple[str, str]]:
    return [way for way in spans.around(period) if way[1] == "period-inside"]


def _drugs(drug: str) -> list[tuple[str, str]]:
    return [(wide, "drug-inside") for wide in wider_drugs(drug)]
