"""Two figures of which one lies around the other: near misses, and parts that are more than their whole."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.figures.agreement import NEAREST, Figure, Member, far
from extractors.figures.intervals import distance
from extractors.figures.links import CONTINENTS, wider
from extractors.figures.topics import Item, Topic
from extractors.vocabulary import drugs, places

# What adds up over a year: a part of it cannot be more than the whole.
_ADDS_UP = frozenset(
    ("seizure", "destruction", "eradication", "production", "cases", "arrests", "laboratories", "deaths")
)
# Where one case can count for two drugs, parts by drug need not stay below the whole when they are added.
_BY_DRUG = frozenset(("seizure", "destruction", "eradication", "production", "cultivation"))
_IN_TIME = frozenset(("part-of-year", "period-inside"))
_WHOLES = frozenset(("place-inside", "drug-inside", "form", "origin")) | _IN_TIME
ADDED = frozenset(("place-inside", "drug-inside", "form"))
_ONLY_IF_EQUAL = frozenset(("drug-inside", "scope"))


class Near(NamedTuple):
    """Two figures that are near, but not the same. `wider`: the other one is the wider of the two."""

    figure: str
    other: str
    reason: str
    wider: bool

    def turned(self) -> Near:
        """The same, seen from the other figure; of two that lie side by side neither is wider."""
        beside = self.reason in ("kept-apart", "similar")
        return Near(self.other, self.figure, self.reason, not self.wider and not beside)


def near(inner: Sequence[Figure], outer: Sequence[Figure], reason: str) -> list[Near]:
    """The near misses between the figures of a topic and those of a wider one, seen from the inner ones."""
    in_place = reason.startswith("place-")
    if in_place and outer[0].topic.place in CONTINENTS:
        return []
    if_equal = reason in _ONLY_IF_EQUAL or inner[0].topic.scope == "event"
    return [
        Near(a.id, b.id, reason, True)
        for a in inner
        if not (in_place and a.statistic == "share")
        for b in outer
        if a.unit == b.unit and a.statistic == b.statistic and not (if_equal and not a.agrees(b))
    ]


def side_by_side(figures: Sequence[Figure]) -> list[Near]:
    """Neighbouring values of one topic that are figures of their own: "kept-apart", for single hauls
    "similar"."""
    found = []
    parts: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        parts.setdefault((figure.statistic, figure.unit), []).append(figure)
    for own in parts.values():
        own.sort(key=lambda figure: (figure.firsts[0].value, figure.id))
        for a, b in itertools.pairwise(own):
            loose = a.topic.loose
            if not loose or distance(a.firsts[0].value, b.firsts[0].value) <= NEAREST:
                found.append(Near(a.id, b.id, "similar" if loose else "kept-apart", False))
    return found


def _least(item: Item) -> float:
    return 0.0 if item.bound == "at_most" else item.lo


def _most(item: Item) -> float:
    return math.inf if item.bound == "at_least" else item.hi


def exceeding(
    inner: Sequence[Figure], outer: Sequence[Figure], reason: str
) -> list[tuple[Figure, list[Figure]]]:
    """The parts that are more than a whole, each with the figures of the whole.

    Where the whole has several figures, because a report gives several values, a part must be more than all.
    A part that is very many times more than a "whole" shows that another thing is counted there.
    """
    measure, loose = inner[0].topic.measure, inner[0].topic.loose or outer[0].topic.loose
    if loose or reason not in _WHOLES or (reason in _IN_TIME and measure not in _ADDS_UP):
        return []
    found = []
    for part in inner:
        if part.statistic == "level":
            wholes = []
            for whole in outer:
                if whole.statistic == "level" and whole.unit == part.unit:
                    if part.least < whole.most:
                        break
                    wholes.append(whole)
            else:
                beyond = [whole for whole in wholes if not apart(part, whole)]
                if beyond:
                    found.append((part, beyond))
    return found


def sums_beyond(claims: Iterable[tuple[Topic, Item]]) -> dict[str, list[Item]]:
    """The totals of one report that are less than its own parts added up: the total's claim id → these parts.

    Only parts of one kind are added (places, drugs, forms) of which none holds another, and none where the
    report gives two values of one part.
    """
    levels: dict[Topic, list[Item]] = {}
    for topic, item in claims:
        if item.statistic == "level" and not topic.loose:
            levels.setdefault(topic, []).append(item)
    parts: dict[tuple[Topic, str, str], list[tuple[Topic, Item]]] = {}
    for topic, items in levels.items():
        for link in wider(topic) if len(levels) > 2 else ():
            if link.reason in ADDED and link.topic in levels:
                for item in items:
                    parts.setdefault((link.topic, link.reason, item.unit), []).append((topic, item))
    found: dict[str, list[Item]] = {}
    for (topic, reason, unit), of in parts.items():
        if len(of) < 2 or (reason == "drug-inside" and topic.measure not in _BY_DRUG):
            continue
        kept = _apart(of, reason)
        for total in levels[topic] if len(kept) > 1 else ():
            if total.unit == unit and sum(_least(item) for _, item in kept) > _most(total):
                found[total.claim] = [item for _, item in kept]
    return found


def _apart(parts: list[tuple[Topic, Item]], reason: str) -> list[tuple[Topic, Item]]:
    """Those of a total's parts that can be added: none holds another; none where a topic gives two."""
    kept = parts
    if reason == "place-inside":
        kept = [of for of in kept if not any(_within(of[0], other) for other, _ in parts)]
    elif reason == "drug-inside":
        kept = [of for of in kept if not of[0].form]
        kept = [of for of in kept if not any(_covers(of[0], other) for other, _ in kept)]
        if any(topic.drug == "synthetic-drugs" for topic, _ in kept):
            kept = [of for of in kept if of[0].drug != "opiates"]  # fentanyl is in both
    return kept if len({topic for topic, _ in kept}) == len(kept) else []


def _within(topic: Topic, other: Topic) -> bool:
    """Whether a place lies in another topic's place, or is a region that reaches into it."""
    if topic.place == other.place:
        return False
    region = places.regions().get(topic.place)
    return places.contains(other.place, topic.place) or bool(region and other.place in region.overlaps)


def _covers(topic: Topic, other: Topic) -> bool:
    return topic.drug != other.drug and drugs.covers(topic.drug, other.drug)


def apart(one: Figure, other: Figure) -> bool:
    """Whether two amounts are too far apart to be held against each other."""
    return far(one.firsts[0].value, other.firsts[0].value)


def flagged(figure: Figure, flag: str, beside: Iterable[Member]) -> Figure:
    """The figure with one more flag, and the claims that it does not fit."""
    known = {(member.item.claim, member.role) for member in figure.beside}
    new = []
    for member in beside:
        if (member.item.claim, member.role) not in known:
            known.add((member.item.claim, member.role))
            new.append(member)
    return replace(figure, flags=figure.flags | {flag}, beside=(*figure.beside, *new))


def drawn_claims(figure: Figure, role: str) -> list[Member]:
    """The claims that state the drawn value of a figure, in another role; for an implied one those that imply
    it."""
    members = figure.members() or [member for member in figure.beside if member.role == "implied-from"]
    return [Member(member.item, role, -1, member.source) for member in members if member.group == 0]
