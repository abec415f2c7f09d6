"""Numbers that follow from stated ones: the level before a change, and the part that a share makes of its
whole.

They are figures of their own, of status "implied", each as an interval: 42,500 ha (42,450 to 42,550), up 33.8
percent (33.75 to 33.85), make 31,715 to 31,813 ha a year earlier. Then they are held against what was
reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.figures.agreement import Figure, Member, exactness
from extractors.figures.intervals import gather
from extractors.figures.neighbours import apart, drawn_claims, flagged
from extractors.figures.sources import alone, sources
from extractors.figures.topics import Item, Topic, by_report, figure_id
from extractors.vocabulary import places


@dataclass(slots=True)
class Surroundings:
    """A topic's reported figures, and the figures of wider topics with their reason keys, nearest first."""

    topic: Topic
    figures: Sequence[Figure]
    wider: Sequence[tuple[str, Sequence[Figure]]] = ()


WAYS = frozenset(("origin", "place-inside", "drug-inside"))  # in which a wider topic can be a share's whole
_SIDED = {"exact": 0, "about": 0, "range": 0, "at_least": 1, "at_most": -1}


class Inference(NamedTuple):
    """A made item with the two claims that it follows from: the level or whole, and the change or share."""

    made: Item
    level: Item
    relative: Item


def before_change(level: Item, change: Item) -> Item | None:
    """The level that a change started from; None where it cannot be told (a fall of all, bounds that pull
    apart)."""
    least, most = 1 + change.lo / 100, 1 + change.hi / 100
    if least <= 0 or level.lo < 0:
        return None
    # more than a level, or a level after less growth: the start was higher. A bound on a fall is on its size.
    growth = _SIDED.get(change.bound, 0) * (-1 if change.value < 0 else 1)
    side = _together(_SIDED.get(level.bound, 0), -growth)
    return (
        None
        if side is None
        else _make(
            level, change, level.value / (1 + change.value / 100), level.lo / most, level.hi / least, side
        )
    )


def part_of(whole: Item, share: Item) -> Item | None:
    """The part that a share makes of a whole."""
    if share.lo < 0 or whole.lo < 0:
        return None
    side = _together(_SIDED.get(whole.bound, 0), _SIDED.get(share.bound, 0))
    value = whole.value * share.value / 100
    return (
        None
        if side is None
        else _make(whole, share, value, whole.lo * share.lo / 100, whole.hi * share.hi / 100, side)
    )


def _together(one: int, other: int) -> int | None:
    return None if one * other < 0 else one or other


def _make(level: Item, relative: Item, value: float, lo: float, hi: float, side: int) -> Item:
    bound = ("range", "at_least", "at_most")[side]
    return level._replace(
        value=value, low=lo, high=hi, bound=bound, lo=lo, hi=hi, base="", kg=None, statistic="level",
        day=max(level.day, relative.day), kind="",
    )  # fmt: skip


def _pairs(changes: Iterable[Item], levels: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Each change with the level that stands nearest to it in its report, where there is one."""
    own = by_report(levels)
    return [
        (min(own[change.report], key=lambda level: (abs(level.start - change.start), level.claim)), change)
        for change in changes
        if change.report in own
    ]


def bases(topic: Topic, told: Iterable[Sequence[Item]], story: Mapping[str, str]) -> list[Figure]:
    """The implied figures of the levels that stated changes started from at a topic's time, one a unit.

    `told` holds the claims of the topics with a change that counts from this one.
    """
    found = []
    for items in told:
        changes = [item for item in items if item.base == topic.period]
        levels = [item for item in items if item.statistic == "level"]
        pairs = _pairs(changes, levels)
        paired = {relative.claim for _, relative in pairs}
        pairs += _by_source([change for change in changes if change.claim not in paired], levels)
        found += [Inference(made, *pair) for pair in pairs if (made := before_change(*pair))]
    return [_figure(topic, unit, "change", of, story) for unit, of in _by_unit(found).items()]


def _by_source(changes: Sequence[Item], levels: Sequence[Item]) -> list[tuple[Item, Item]]:
    """A change whose report gives no level, with the last level of its source, if that has a single unit."""
    found = []
    of_source: dict[str, list[Item]] = {}
    for level in levels if changes else ():
        of_source.setdefault(alone(level), []).append(level)
    for change in changes:
        same = of_source.get(alone(change), ())
        if len({level.unit for level in same}) == 1:
            found.append((max(same, key=lambda level: (level.day, level.claim)), change))
    return found


def parts(around: Surroundings) -> tuple[list[Inference], list[Inference]]:
    """What the topic's shares make of their wholes: the sure ones, and all that can be meant.

    Sure is a share with a single whole; where there are several, nobody can tell which is meant.
    """
    sure: list[Inference] = []
    possible: list[Inference] = []
    if around.topic.loose:
        return sure, possible
    for share in (item for figure in around.figures if figure.statistic == "share" for item in figure.items):
        wholes = _wholes(around, share.report)
        made = [Inference(item, whole, share) for whole in wholes if (item := part_of(whole, share))]
        possible += made
        if len(wholes) == 1:
            sure += made
    return sure, possible


def _wholes(around: Surroundings, report: str) -> list[Item]:
    """The levels that a share of a report may be of.

    A share with an origin is of all origins together, one in a province is of its country: as the same report
    gives it, or else as others do. A share in a country may be of all drugs there, or of a region: only what
    the same report gives is taken.
    """
    topic = around.topic
    country = places.country_of(topic.place)
    if topic.origin:
        ways = {"origin"}
    elif country and country != topic.place:
        ways = {"place-inside"}
    else:
        ways = {"drug-inside", "place-inside"}
    levels: dict[str, list[list[Figure]]] = {}
    for reason, figures in around.wider:
        own = [f for f in figures if f.statistic == "level" and not f.topic.loose]
        if reason in ways and own:
            levels.setdefault(reason, []).append(own)
    found: list[Item] = []
    for topics in levels.values():  # nearest first
        stated = ([i for f in figures for i in f.items if i.report == report] for figures in topics)
        found += next((items for items in stated if items), [])
    if not found and len(ways) == 1:
        for figures in (figures for topics in levels.values() for figures in topics):
            if topic.origin or figures[0].topic.place == country:
                found += [figure.firsts[0] for figure in figures]
    return found


def infer(around: Surroundings, before: Iterable[Figure], story: Mapping[str, str]) -> list[Figure]:
    """The topic's figures with the implied ones, flagged where what was reported does not fit what follows.

    `before` holds what changes imply (from `bases`). "base-conflict": a reported level lies outside of what a
    later level and its change imply. "share-misfit": a part lies outside of what its share makes of the
    whole. An implied figure that fits a reported one has "base-agrees".
    """
    figures = list(around.figures)
    for implied in before:
        figures = _compare(around.topic, figures, implied, "base-conflict")
    sure, possible = parts(around)
    for unit, found in _by_unit(sure).items():
        implied = _figure(around.topic, unit, "share", found, story)
        figures = _compare(around.topic, figures, implied, "share-misfit")
    settled = {(one.relative.claim, one.made.unit) for one in sure}
    unsure = [one for one in possible if (one.relative.claim, one.made.unit) not in settled]
    return _misfits(figures, unsure)


def _by_unit(found: Iterable[Inference]) -> dict[str, list[Inference]]:
    units: dict[str, list[Inference]] = {}
    for one in sorted(found, key=lambda one: (one.relative.claim, one.level.claim)):
        units.setdefault(one.made.unit, []).append(one)
    return units


def _figure(topic: Topic, unit: str, kind: str, found: list[Inference], story: Mapping[str, str]) -> Figure:
    """The implied figure of some inferences: the value with most sources, then the latest, then the
    narrowest."""
    made = [one.made for one in found]
    groups = gather(made, exactness)
    origins = sources([one.relative for one in found], story)
    facts = {}
    for group in set(groups):
        own = [at for at, n in enumerate(groups) if n == group]
        best = min((made[at] for at in own), key=exactness)
        facts[group] = (
            -len({origins[at] for at in own}),
            -max(made[at].day for at in own),
            exactness(best),
            best,
        )
    order = sorted(facts, key=lambda group: facts[group][:3])
    beside = [
        Member(
            item,
            "implied-from",
            order.index(group),
            source if item.report == one.relative.report else alone(item),
        )
        for one, group, source in zip(found, groups, origins, strict=True)
        for item in (one.level, one.relative)
    ]
    first = next(one for one in found if one.made is facts[order[0]][3])
    data = {
        "level": first.level.value,
        "relative": first.relative.value,
        "relative_bound": first.relative.bound,
    }
    return Figure(
        figure_id(topic, "level", unit, f"implied by {kind}"), topic, "level", unit, (), (), (),
        [facts[group][3] for group in order], "implied", f"implied-{kind}", data, frozenset(), _once(beside),
    )  # fmt: skip


def _once(members: Iterable[Member]) -> tuple[Member, ...]:
    found: dict[tuple[str, str], Member] = {}
    for member in sorted(members, key=lambda member: (member.group, member.item.claim)):
        found.setdefault((member.item.claim, member.role), member)
    return tuple(found.values())


def _compare(topic: Topic, figures: list[Figure], implied: Figure, flag: str) -> list[Figure]:
    """Hold an implied figure against the reported ones of its topic; all figures, flagged where they
    disagree.

    A part is only held against what the source of the share says, and nothing against what is far from it:
    there another thing is counted.
    """
    reported = [
        f for f in figures if f.status != "implied" and (f.statistic, f.unit) == ("level", implied.unit)
    ]
    if flag == "share-misfit":
        own = {member.source for member in implied.beside}
        reported = [f for f in reported if own & set(f.sources)]
    reported = [f for f in reported if not apart(f, implied)]
    if not reported or topic.loose:
        return [*figures, implied]
    if any(figure.agrees(implied) for figure in reported):
        return [*figures, flagged(implied, "base-agrees", ())]
    shares = {member.item.claim for member in implied.beside}
    result = []
    for figure in figures:
        if figure in reported:
            result.append(flagged(figure, flag, drawn_claims(implied, "implied-from")))
            implied = flagged(implied, flag, drawn_claims(figure, "base"))
        elif (
            flag == "share-misfit"
            and figure.statistic == "share"
            and any(i.claim in shares for i in figure.items)
        ):
            result.append(
                flagged(figure, flag, [m for other in reported for m in drawn_claims(other, "base")])
            )
        else:
            result.append(figure)
    return [*result, implied]


def _misfits(figures: list[Figure], possible: Sequence[Inference]) -> list[Figure]:
    """Flag a share and a reported part where none of the wholes that it may be of makes them fit."""
    for claim in sorted({one.relative.claim for one in possible}):
        own = [one for one in possible if one.relative.claim == claim]
        for unit in sorted({one.made.unit for one in own}):
            made = [one for one in own if one.made.unit == unit]
            parts_of = [
                f for f in figures if f.status != "implied" and (f.statistic, f.unit) == ("level", unit)
            ]
            stated = [item for figure in parts_of for item in figure.firsts]
            if not stated or any(_fit(one.made, item) for one in made for item in stated):
                continue
            cause = [
                Member(item, "implied-from", -1, "") for one in made for item in (one.level, one.relative)
            ]
            base = [member for figure in parts_of for member in drawn_claims(figure, "base")]
            figures = [
                flagged(f, "share-misfit", cause)
                if f in parts_of
                else flagged(f, "share-misfit", base)
                if any(item.claim == claim for item in f.items)
                else f
                for f in figures
            ]
    return figures


def _fit(made: Item, stated: Item) -> bool:
    return min(made.hi, stated.hi) >= max(made.lo, stated.lo)
