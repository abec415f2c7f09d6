"""Which topics lie around a topic: the wider place, drug, form and time, that a number must not be mixed up
with."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from extractors.figures import spans
from extractors.figures.topics import Topic
from extractors.vocabulary import drugs, places

CONTINENTS = frozenset(("world", "africa", "americas", "asia", "europe", "oceania"))
# Weighed apart from drugs, or so heavy beside them that totals leave them out.
_NOT_IN_TOTALS = frozenset(("precursors", "coca-leaf"))


class Link(NamedTuple):
    """A wider topic and in which way it is wider: the key of a reason why figures are near, not the same."""

    topic: Topic
    reason: str


@cache
def containers(place: str) -> tuple[tuple[str, str], ...]:
    """The places around a place, each with "place-inside", or "place-overlaps" for a region that reaches into
    it."""
    if not places.is_place(place):
        return ()
    found = dict.fromkeys(places.parents(place), "place-inside")
    for key, region in places.regions().items():
        if key == place or key in found or places.contains(place, key):
            continue
        if places.contains(key, place):
            found[key] = "place-inside"
        elif place in region.overlaps:
            found[key] = "place-overlaps"
    return tuple(found.items())


@cache
def wider_drugs(drug: str) -> tuple[str, ...]:
    """The drug keys that a total of which holds this drug, nearest first: methamphetamine → synthetic-drugs,
    drugs."""
    if drug not in drugs.DRUGS or drug in _NOT_IN_TOTALS or drugs.DRUGS[drug].plant:
        return ()
    return tuple(sorted(drugs.ancestors(drug) - {drug}, key=lambda key: (-len(drugs.ancestors(key)), key)))


@cache
def in_country(place: str) -> tuple[tuple[str, str], ...]:
    """The places around a place that lie in its country."""
    return tuple(of for of in containers(place) if places.country_of(of[0]))


@lru_cache(maxsize=32768)
def wider(topic: Topic) -> list[Link]:
    """The topics that differ from this one in one slot, which is wider there; none of unknown time or place.

    The calendar year around a part of a year is among them, so that parts of one year can be found beside
    each other. A single haul is within its month, the places of its country, and the total of the same time.
    """
    measure, drug, form, basis, origin, place, period, scope, story = topic
    if story:
        return []
    rows = [
        ((measure, drug, form, basis, origin, place, wide, scope, ""), reason)
        for wide, reason in spans.around(period)
    ]
    if scope == "event":
        rows = [row for row in rows if row[1] == "period-inside"]
        rows += [
            ((measure, drug, form, basis, origin, wide, period, scope, ""), reason)
            for wide, reason in in_country(place)
        ]
        rows.append(((measure, drug, form, basis, origin, place, period, "total", ""), "scope"))
        return [_link(row) for row in rows]
    rows += [
        ((measure, drug, form, basis, origin, wide, period, scope, ""), reason)
        for wide, reason in containers(place)
    ]
    for wide in wider_drugs(drug):
        for kind in (form, "") if form else ("",):
            rows.append(((measure, wide, kind, basis, origin, place, period, scope, ""), "drug-inside"))
    if form:
        rows.append(((measure, drug, "", basis, origin, place, period, scope, ""), "form"))
    if origin:
        rows.append(((measure, drug, form, basis, "", place, period, scope, ""), "origin"))
    if basis:
        rows.append(((measure, drug, form, "", origin, place, period, scope, ""), "potential"))
    return [_link(row) for row in rows]


def _link(row: tuple[tuple, str]) -> Link:
    # a third of the time of Link(Topic(...), reason), and there are ten for every topic
    return tuple.__new__(Link, (tuple.__new__(Topic, row[0]), row[1]))
