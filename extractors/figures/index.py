"""All figures of a store, kept up to date report by report: what a report adds is worked out from its
surroundings."""

from __future__ import annotations

import gc
import operator
from collections.abc import Iterable, Mapping

import pandas as pd

from extractors.figures import corrections as correcting
from extractors.figures import spans, tables
from extractors.figures.agreement import Figure, Member, decide, natural
from extractors.figures.holdings import Holdings
from extractors.figures.implied import WAYS, Surroundings, bases, infer
from extractors.figures.neighbours import (
    Near,
    drawn_claims,
    exceeding,
    flagged,
    near,
    side_by_side,
)
from extractors.figures.tables import Figures
from extractors.figures.topics import Item, Topic


class Changes:
    """What a report changed: `figures`, the rows of every figure that may be another now, and `removed`, the
    ids of figures that are gone. `figures.near` has all near misses of these figures, from both sides, in
    place of all that have one of these, or of the removed ones, on either side."""

    def __init__(self, index: FigureIndex, ids: set[str], removed: set[str]) -> None:
        self._index = index
        self._ids = ids
        self.removed = tuple(sorted(removed))

    @property
    def figures(self) -> Figures:
        """The changed figures, as they are when they are asked for."""
        return self._index.figures(self._ids)


class FigureIndex:
    """Figures of claims that come and go with their reports.

    `add` and `remove` cost what the report and its surroundings cost, however much is there already, and the
    result is the same as that of `build` on all claims, in any order. `corrections` as for `build`. With
    `growing` False, nothing can be added after the first claims, which then take less room.
    """

    def __init__(
        self, corrections: Iterable[correcting.Correction] | None = None, *, growing: bool = True
    ) -> None:
        self._held = Holdings(growing)
        self._corrections = correcting.check(corrections)
        self._wanted = frozenset(part for one in self._corrections for part in one[1:3])
        self._of_claim: dict[str, str] = {}  # claims that corrections name → their figure, before corrections
        self._natural: dict[Topic, dict[str, list[Item]]] = {}
        self._home: dict[str, Topic] = {}  # figure → topic, before corrections
        self._overlay = correcting.Overlay()
        self._laid: dict[Topic, set[str]] = {}  # topic → figures in it that corrections made or changed
        self._decided: dict[Topic, list[Figure]] = {}
        self._shown: dict[Topic, list[Figure]] = {}  # with implied figures and their flags
        self._topic: dict[str, Topic] = {}  # figure → topic, of all that is shown
        self._inferred: dict[Topic, list[Figure]] = {}  # levels that changes imply for a topic
        self._near: dict[str, set[Near]] = {}  # figure → near misses seen from it
        self._beyond: dict[str, dict[str, list[Member]]] = {}  # figure → what it exceeds, or is exceeded by

    def add(self, claims: pd.DataFrame, stories: Mapping[str, str] | None = None) -> Changes:
        """Add the claims of one or more reports, in place of what was there of these reports.

        `stories` maps reports to stories: those of the new reports, and of all that are in another story now
        (what `StoryIndex.add` returns). Raises ValueError for a table without a needed column.
        """
        return self._settle(self._held.add(claims, stories or {}))

    def remove(self, report: str, stories: Mapping[str, str] | None = None) -> Changes:
        """Take a report's claims out. `stories`: the reports that are in another story now."""
        touched = self._held.drop(report)
        self._held.story.pop(report, None)
        return self._settle(touched | self._held.move(stories or {}))

    def finish(self) -> None:
        """Let go of all that only further changes would need; nothing can be added or removed afterwards."""
        self._natural, self._home, self._decided, self._inferred = {}, {}, {}, {}
        self._held.items, self._held.inner, self._held.counted = {}, {}, {}

    def figures(self, ids: Iterable[str] | None = None) -> Figures:
        """All figures, or those of `ids`."""
        wanted = None if ids is None else set(ids)
        figures = [
            self._flagged(figure)
            for topic in (
                self._shown if wanted is None else {self._topic[f] for f in wanted if f in self._topic}
            )
            for figure in self._shown[topic]
            if wanted is None or figure.id in wanted
        ]
        names = self._near if wanted is None else wanted
        pairs = (pair for name in names for pair in self._near.get(name, ()))
        if wanted is not None:
            pairs = (one for pair in pairs for one in (pair, pair.turned()))
        story = self._held.story
        orphans = tuple(self._overlay.orphans) if self._corrections else ()
        return Figures(
            tables.table(figures, story), tables.members(figures, story), tables.near(pairs), orphans
        )

    def _flagged(self, figure: Figure) -> Figure:
        beyond = self._beyond.get(figure.id, {})
        members = [member for other in sorted(beyond) for member in beyond[other]]
        for item, source in zip(figure.items, figure.sources, strict=True) if self._held.sums else ():
            members += [Member(part, "part", -1, source) for part in self._held.sums.get(item.claim, ())]
        return flagged(figure, "parts-exceed-total", members) if members else figure

    def _settle(self, touched: set[Topic]) -> Changes:
        """Work out what the touched topics and their surroundings show now."""
        topics = self._correct(touched, self._name(touched))
        renewed = {topic: figures for topic in topics if (figures := self._decide(topic)) is not None}
        moved = self._unlink(renewed)
        for topic, figures in renewed.items():
            if figures:
                self._decided[topic] = figures
            else:
                self._decided.pop(topic, None)
        moved |= self._link(renewed)
        inner = {
            t for topic in renewed for t, reason in self._held.inner.get(topic, {}).items() if reason in WAYS
        }
        before: dict[str, Figure] = {}
        after: dict[str, Figure] = {}
        recount, self._held.recount = self._held.recount, set()
        for topic in recount:
            self._inferred.pop(topic, None)
        for topic in {*topics, *recount, *(topic for topic in inner if self._has_share(topic))}:
            before.update((figure.id, figure) for figure in self._shown.pop(topic, ()))
            if figures := self._infer(topic):
                self._shown[topic] = figures
                for figure in figures:
                    after[figure.id] = figure
                    self._topic[figure.id] = topic
        removed = before.keys() - after.keys()
        for figure in removed:
            del self._topic[figure]
        told_anew = self._held.moved
        new = {
            name
            for name, figure in after.items()
            if not figure.same(before.get(name))
            or (told_anew and not told_anew.isdisjoint(m.item.report for m in figure.all_members()))
        }
        return Changes(self, new | (moved - removed), removed)

    def _infer(self, topic: Topic) -> list[Figure]:
        """The topic's figures with those that are implied for it."""
        figures = self._decided.get(topic, [])
        counted, shares = self._held.counted.get(topic, ()), self._has_share(topic)
        if not counted and not shares:
            return figures
        links = self._held.wider(topic) if shares else ()
        wider = [(link.reason, self._decided[link.topic]) for link in links if link.topic in self._decided]
        around = Surroundings(topic, figures, wider)
        if counted and topic not in self._inferred:
            changes = [self._held.items[other] for other in counted if other in self._held.items]
            self._inferred[topic] = bases(topic, changes, self._held.story)
        if not shares and not self._inferred.get(topic):
            return figures
        return infer(around, self._inferred.get(topic, ()), self._held.story)

    def _has_share(self, topic: Topic) -> bool:
        return any(figure.statistic == "share" for figure in self._decided.get(topic, ()))

    # From claims to figures

    def _name(self, touched: set[Topic]) -> set[str]:
        """Sort the claims of the touched topics into figures; the ids of those that came, went or changed."""
        ids: set[str] = set()
        for topic in touched:
            for figure, items in self._natural.pop(topic, {}).items():
                ids.add(figure)
                self._home.pop(figure, None)
                for item in items if self._wanted else ():
                    self._of_claim.pop(item.claim, None)
        for topic in touched & self._held.items.keys():
            self._natural[topic] = natural(topic, self._held.own(topic))
            for figure, items in self._natural[topic].items():
                ids.add(figure)
                self._home[figure] = topic
                for item in items if self._wanted else ():
                    if item.claim in self._wanted:
                        self._of_claim[item.claim] = figure
        return ids

    def _correct(self, touched: set[Topic], ids: set[str]) -> set[Topic]:
        """Lay the corrections again; all topics whose figures are others now."""
        if not self._corrections:
            return touched
        old = self._overlay
        self._overlay = correcting.lay(self._corrections, self._of_claim.get, self._claims_of)
        self._laid = {}
        for figure, (topic, items) in self._overlay.figures.items():
            if items:
                self._laid.setdefault(topic, set()).add(figure)
        changed = set(touched)
        for figure in {*old.figures, *self._overlay.figures}:
            a, b = old.figures.get(figure), self._overlay.figures.get(figure)
            if a != b or figure in ids:
                changed |= {of[0] for of in (a, b) if of}
        return changed

    def _claims_of(self, figure: str) -> tuple[Topic, list[Item]] | None:
        topic = self._home.get(figure)
        return (topic, self._natural[topic][figure]) if topic else None

    def _decide(self, topic: Topic) -> list[Figure] | None:
        """The topic's figures, if they are others now; those that no claim changed are kept as they are."""
        own = {
            f: items for f, items in self._natural.get(topic, {}).items() if f not in self._overlay.figures
        }
        own.update((figure, self._overlay.figures[figure][1]) for figure in self._laid.get(topic, ()))
        old = self._decided.get(topic, [])
        known = {} if self._held.moved else {figure.id: figure for figure in old}
        story = self._held.story
        figures = [decide(name, topic, own[name], story, known.get(name)) for name in sorted(own)]
        return None if len(old) == len(figures) and all(map(operator.is_, old, figures)) else figures

    # Between figures

    def _unlink(self, changed: Iterable[Topic]) -> set[str]:
        """Forget how the figures of these topics stand to others; the ids of those that they exceeded."""
        own = {figure.id for topic in changed for figure in self._decided.get(topic, ())}
        others: set[str] = set()
        for figure in own:
            for pair in self._near.pop(figure, ()):
                if pair.other not in own:
                    _drop(self._near, pair.other, pair.turned())
            for other in self._beyond.pop(figure, {}):
                if other in self._beyond and figure in self._beyond[other]:
                    others.add(other)
                    del self._beyond[other][figure]
        return others

    def _link(self, changed: Mapping[Topic, list[Figure]]) -> set[str]:
        """See how the figures of these topics stand to those around; the ids of those that are flagged for
        it."""
        moved: set[str] = set()
        for topic in changed:
            own = self._decided.get(topic)
            if own:
                for pair in side_by_side(own) if len(own) > 1 else ():
                    self._put(pair)
                for inner, outer, reason in self._links(topic):
                    if outer == topic and inner in changed:
                        continue  # seen from the inner one
                    moved |= self._relate(inner, outer, reason)
        return moved

    def _links(self, topic: Topic) -> Iterable[tuple[Topic, Topic, str]]:
        """The pairs of topics, the inner one first, that a topic is in."""
        for link in self._held.wider(topic):
            if link.topic in self._decided:
                yield topic, link.topic, link.reason
            if link.reason == "part-of-year":
                for other, reason in self._held.inner[link.topic].items():
                    if reason == "part-of-year" and other in self._decided:
                        if spans.inside(topic.period, other.period):
                            yield topic, other, "period-inside"
                        elif spans.inside(other.period, topic.period):
                            yield other, topic, "period-inside"
        for inner, reason in self._held.inner.get(topic, {}).items():
            if inner in self._decided:
                yield inner, topic, reason

    def _relate(self, inner: Topic, outer: Topic, reason: str) -> set[str]:
        moved: set[str] = set()
        for pair in near(self._decided[inner], self._decided[outer], reason):
            self._put(pair)
        for part, wholes in exceeding(self._decided[inner], self._decided[outer], reason):
            for whole in wholes:
                self._beyond.setdefault(part.id, {})[whole.id] = drawn_claims(whole, "total")
                self._beyond.setdefault(whole.id, {})[part.id] = drawn_claims(part, "part")
                moved |= {part.id, whole.id}
        return moved

    def _put(self, pair: Near) -> None:
        self._near.setdefault(pair.figure, set()).add(pair)
        self._near.setdefault(pair.other, set()).add(pair.turned())


def _drop(sets: dict[str, set[Near]], key: str, value: Near) -> None:
    if key in sets:
        sets[key].discard(value)
        if not sets[key]:
            del sets[key]


def build(
    claims: pd.DataFrame,
    stories: Mapping[str, str] | None = None,
    *,
    corrections: Iterable[correcting.Correction] | None = None,
) -> Figures:
    """Take claims about the same thing together.

    `claims` has the columns of `extract_reports`; `stories` maps reports to stories (from `stories.group`), a
    report that it does not name being its own. `corrections` are people's, in their order: ("merge", one,
    other) makes one figure of two, ("split", figure or "", claim) takes a claim out of its figure, and a
    fourth part, a name, keeps claims together that are split off under it; figures are named by id or by a
    claim in them. Raises ValueError, in one sentence, for a table without a needed column and for a malformed
    correction.
    """
    index = FigureIndex(corrections, growing=False)
    collecting = gc.isenabled()
    gc.disable()  # nothing here is garbage until the end, and looking for it takes half of the time
    try:
        index.add(claims, stories)
        index.finish()
        return index.figures()
    finally:
        if collecting:
            gc.enable()
