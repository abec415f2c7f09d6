"""Claims of one figure → which value is drawn, and why; which claims make one figure where a topic has many
numbers."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractors.figures.intervals import BOUND_ORDER, agree, distance, gather
from extractors.figures.sources import publisher, sources
from extractors.figures.topics import Item, Topic, by_report, figure_id

LATER = 30  # days after which a report is a later edition, not another print of the same statement
FAR = 5  # how many times larger an amount may be to be set against another
NEAREST = math.log(
    1.25
)  # how far a value may lie from the value of a report with several to be set against it


class Member(NamedTuple):
    """A claim's part in a figure: role "value" (states what is drawn), "other", or why it is beside (see
    tables)."""

    item: Item
    role: str
    group: int
    source: str


@dataclass(slots=True, eq=False)
class Figure:
    """One figure: all claims about one thing, and what was decided about them.

    `groups` and `sources` are parallel to `items`; group 0 is drawn, `firsts` holds the most exact item of
    each group. An implied figure has no `items`; its firsts are made, and `beside` holds the claims that it
    follows from. Other figures have there the claims that do not fit them. `flags` says what does not fit.
    """

    id: str
    topic: Topic
    statistic: str
    unit: str
    items: Sequence[Item]
    groups: Sequence[int]
    sources: Sequence[str]
    firsts: Sequence[Item]
    status: str
    reason: str
    data: dict[str, Any] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    beside: tuple[Member, ...] = ()
    least: float = field(init=False)  # that any of its values allows
    most: float = field(init=False)

    def __post_init__(self) -> None:
        self.least = min([0.0 if item.bound == "at_most" else item.lo for item in self.firsts])
        self.most = max([math.inf if item.bound == "at_least" else item.hi for item in self.firsts])

    def agrees(self, other: Figure) -> bool:
        """Whether some value of this figure can be the same number as one of another."""
        if self.least > other.most or other.least > self.most:
            return False
        return any(agree(a.lo, a.hi, b.lo, b.hi) for a in self.firsts for b in other.firsts)

    def all_members(self) -> list[Member]:
        """All claims that the figure shows."""
        return [*self.members(), *self.beside]

    def same(self, other: Figure | None) -> bool:
        """Whether another figure is shown in the same way as this one."""
        return self is other or (
            other is not None
            and self.items == other.items
            and self.sources == other.sources
            and self.firsts == other.firsts
            and self.flags == other.flags
            and self.beside == other.beside
        )

    def members(self) -> list[Member]:
        """The claims that state the figure's values."""
        return [
            Member(item, "value" if group == 0 else "other", group, source)
            for item, group, source in zip(self.items, self.groups, self.sources, strict=True)
        ]


_by_claim = operator.attrgetter("claim")


def exactness(item: Item) -> tuple:
    """Sorts the most exact claim first: exact, then ranges, "about", one-sided bounds; narrow before wide."""
    rank = BOUND_ORDER.get(item.bound, 3)
    width = (item.hi - item.lo) / (abs(item.value) or 1.0) if rank < 3 else 1.0
    return rank, width, item.value, item.claim


def classes(topic: Topic, items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """The claims of one topic, statistic and unit as figures: (class, claims); "" is the class with most
    reports.

    Single hauls, and claims of unknown time or place, are one figure only where their values agree. Elsewhere
    all are one figure, with two exceptions. Amounts further apart than FAR are of different things (new
    users, and all users), unless they have the same digits (9.3 and 93). And where a report itself gives
    several values, these are different things (ports, and the whole border); claims from elsewhere go with
    the one that they agree with, or that is within a quarter of theirs.
    """
    if topic.loose:
        return _split(items, gather(items, exactness))
    if len(items) == 1:
        return [("", list(items))]
    groups: list[list[Item]] = []
    for near in _within_reach(items):
        several = [item for own in by_report(near).values() if _disagree(own) for item in own]
        groups += _around(several, near) if several else [near]
    if len(groups) == 1:
        return [("", groups[0])]
    main = max(
        groups, key=lambda own: (len({item.report for item in own}), _first(own).value, _first(own).claim)
    )
    return [("" if own is main else f"{_first(own).value:.12g}", own) for own in groups]


def far(a: float, b: float) -> bool:
    """Whether two amounts are too far apart to be of one thing; those with the same digits are a slip."""
    if a == b or not a or not b:
        return False
    powers = math.log10(abs(a / b))
    return abs(powers) > math.log10(FAR) and abs(powers - round(powers)) > 1e-6


def _within_reach(items: Sequence[Item]) -> list[list[Item]]:
    """Levels in groups of which none is far from the next; changes and shares together."""
    if items[0].statistic != "level":
        return [list(items)]
    rising = sorted(items, key=lambda item: (item.value, item.claim))
    if not far(rising[0].value, rising[-1].value):
        return [list(items)]
    runs: list[list[Item]] = [[rising[0]]]
    for item in rising[1:]:
        if far(runs[-1][-1].value, item.value):
            runs.append([item])
        else:
            runs[-1].append(item)
    found: list[list[Item]] = []
    for run in runs:
        alike = [own for own in found if any(not far(a.value, b.value) for a in own for b in run)]
        found = [own for own in found if own not in alike]
        found.append(sorted([item for own in (*alike, run) for item in own], key=_by_claim))
    return found


def _around(several: Sequence[Item], items: Sequence[Item]) -> list[list[Item]]:
    """Claims around the values that reports with several values give."""
    groups = gather(several, exactness)
    parts: list[list[Item]] = [[] for _ in range(max(groups) + 1)]
    for item, group in zip(several, groups, strict=True):
        parts[group].append(item)
    firsts = [_first(part) for part in parts]
    placed = set(map(id, several))
    rest = []
    for item in items:
        if id(item) not in placed:
            nearest = _nearest(item, firsts)
            (rest if nearest is None else parts[nearest]).append(item)
    left: list[list[Item]] = [[] for _ in range(max(gather(rest, exactness), default=-1) + 1)]
    for item, group in zip(rest, gather(rest, exactness), strict=True):
        left[group].append(item)
    return [sorted(part, key=_by_claim) for part in (*parts, *left)]


def _disagree(own: Sequence[Item]) -> bool:
    return len(own) > 1 and any(
        not agree(a.lo, a.hi, b.lo, b.hi) for at, a in enumerate(own) for b in own[at + 1 :]
    )


def _nearest(item: Item, firsts: Sequence[Item]) -> int | None:
    near = [(distance(item.value, first.value), at) for at, first in enumerate(firsts)]
    fitting = [of for of in near if agree(item.lo, item.hi, firsts[of[1]].lo, firsts[of[1]].hi)]
    chosen = min(fitting or near)
    return chosen[1] if fitting or chosen[0] <= NEAREST else None


def _first(items: Sequence[Item]) -> Item:
    return min(items, key=exactness)


def _split(items: Sequence[Item], groups: Sequence[int]) -> list[tuple[str, list[Item]]]:
    parts: dict[int, list[Item]] = {}
    for item, group in zip(items, groups, strict=True):
        parts.setdefault(group, []).append(item)
    return [(f"{_first(part).value:.12g}", part) for part in parts.values()]


def natural(topic: Topic, items: Sequence[Item]) -> dict[str, list[Item]]:
    """The figures of a topic before any correction: figure id → its claims."""
    found: dict[str, list[Item]] = {}
    if len(items) == 1:
        kind = f"{items[0].value:.12g}" if topic.loose else ""
        return {figure_id(topic, items[0].statistic, items[0].unit, kind): list(items)}
    parts: dict[tuple[str, str], list[Item]] = {}
    for item in sorted(items, key=_by_claim):
        parts.setdefault((item.statistic, item.unit), []).append(item)
    for (statistic, unit), own in parts.items():
        for kind, chosen in classes(topic, own):
            found.setdefault(figure_id(topic, statistic, unit, kind), []).extend(chosen)
    return found


def decide(
    figure: str, topic: Topic, items: Sequence[Item], story: Mapping[str, str], known: Figure | None = None
) -> Figure:
    """What a figure's claims say together: groups of agreeing values, the one to draw, status and reason.

    `items` are in order of their ids. `known` is what was decided before, of the same stories; it is given
    back if no claim is another now.
    """
    if known and known.items == items:
        return known
    origins = sources(items, story)
    if len(items) == 1:
        [item] = items
        return Figure(
            figure, topic, item.statistic, item.unit, items, (0,), origins, items, "single", "single"
        )
    groups = gather(items, exactness)
    first = items[0]
    if max(groups) == 0:
        several = len(set(origins)) > 1
        status, reason = ("agreed", "agreed") if several else ("single", "one-source")
        return Figure(
            figure,
            topic,
            first.statistic,
            first.unit,
            items,
            groups,
            origins,
            [_first(items)],
            status,
            reason,
        )
    status, reason, order, data = _choose(items, groups, origins)
    rank = {group: at for at, group in enumerate(order)}
    firsts = [_first([item for item, n in zip(items, groups, strict=True) if n == group]) for group in order]
    ranked = [rank[group] for group in groups]
    return Figure(
        figure, topic, first.statistic, first.unit, items, ranked, origins, firsts, status, reason, data
    )


def _choose(
    items: Sequence[Item], groups: Sequence[int], origins: Sequence[str]
) -> tuple[str, str, list[int], dict[str, Any]]:
    """Status, reason and the groups in order of preference, where values disagree.

    What a source says is what its latest edition says. If all sources' latest statements agree, the figure
    was revised. Else it is a conflict, and the value with most independent sources is drawn, then the latest,
    then the most exact, then the smaller one.
    """
    current = _current(items, groups, origins)
    standing = {group for at, group in enumerate(groups) if current[at]}
    facts = {}
    for group in set(groups):
        members = [at for at, n in enumerate(groups) if n == group]
        holding = [at for at in members if current[at]] or members
        best = _first([items[at] for at in members])
        facts[group] = (
            len({origins[at] for at in holding}) if group in standing else 0,
            max(items[at].day for at in holding),
            best,
        )
    order = sorted(
        facts,
        key=lambda group: (
            group not in standing, -facts[group][0], -facts[group][1], exactness(facts[group][2])[:2],
            facts[group][2].value, facts[group][2].claim,
        ),
    )  # fmt: skip
    first, second = facts[order[0]], facts[order[1]]
    if len(standing) == 1:
        old = max(
            (at for at, n in enumerate(groups) if n != order[0]),
            key=lambda at: (items[at].day, items[at].claim),
        )
        data = {"source": origins[old], "old": items[old].value, "old_day": items[old].day, "day": first[1]}
        return "revised", "revised", order, data
    data = {"sources": first[0], "other_sources": second[0], "day": first[1]}
    if first[0] != second[0]:
        return "conflict", "most-sources", order, data
    if first[1] != second[1]:
        return "conflict", "latest", order, data
    exact = exactness(first[2])[:2] != exactness(second[2])[:2]
    return "conflict", "most-precise" if exact else "smallest", order, data


def _current(items: Sequence[Item], groups: Sequence[int], origins: Sequence[str]) -> list[bool]:
    """Whether each claim is what its source says by now.

    A source's editions are its own reports, or, where there are none, the reports that quote it; an edition
    replaces those more than LATER days older. A report that quotes a source stands with the edition whose
    value it gives, and by itself where it gives none of them. Without a date nothing is replaced, and a value
    that comes back after another one was not replaced by it.
    """
    result = [True] * len(items)
    by_source: dict[str, list[int]] = {}
    for at, source in enumerate(origins):
        by_source.setdefault(source, []).append(at)
    for source, members in by_source.items():
        if len({groups[at] for at in members}) == 1:
            continue
        own = [at for at in members if publisher(items[at].publisher) == source] or members
        latest = max(items[at].day for at in own)
        if not latest:
            continue
        newest = {groups[at] for at in own if not items[at].day or items[at].day > latest - LATER}
        began = min(items[at].day for at in own if groups[at] in newest)
        replaced = {groups[at] for at in own} - newest
        replaced -= {groups[at] for at in own if items[at].day > began}
        for at in members:
            result[at] = groups[at] not in replaced
    return result
