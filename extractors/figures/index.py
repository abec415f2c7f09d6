"""All figures of a store, kept up to date report by report: what a report adds is worked out from its
surroundings."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import pandas as pd

from extractors.figures import corrections as correcting
from extractors.figures import spans, tables
from extractors.figures.agreement import Figure, Member
from extractors.figures.coded import columns_of, topic_hash
from extractors.figures.deciding import BLOCK, Deciding
from extractors.figures.ground import Ground, ground_of
from extractors.figures.holdings import reports_in
from extractors.figures.implied import WAYS
from extractors.figures.links import wider
from extractors.figures.lists import Lazy
from extractors.figures.neighbours import (
    Near,
    drawn_claims,
    exceeding,
    flagged,
    near,
    side_by_side,
)
from extractors.figures.relations import Found, Relations
from extractors.figures.tables import Figures
from extractors.figures.topics import Topic


class Changes:
    """What a change of claims did: `figures`, the rows of every figure that may be another now, and `removed`,
    the ids of figures that are gone. `figures.near` has all near misses of these figures, from both sides, in
    place of all that have one of these, or of the removed ones, on either side."""

    def __init__(self, index: FigureIndex, ids: set[str] | None, removed: set[str]) -> None:
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
    result is the same as that of `build` on all claims, in any order. `corrections` as for `build`.
    """

    def __init__(self, corrections: Iterable[correcting.Correction] | None = None) -> None:
        self._begin(_nothing(), Found().relations(), {}, correcting.check(corrections))

    def _begin(
        self,
        ground: Ground,
        relations: Relations,
        story: Mapping[str, str],
        corrections: tuple[tuple[str, ...], ...],
    ) -> None:
        self._made = Deciding(ground, story, corrections, lambda figure: self._topic[figure])
        self._whole: Figures | None = None  # all figures, where nothing changed since they were made
        self._relations = relations
        self._forget_relations()
        self._made.find_homes()
        self._made.correct(set())

    def _forget_relations(self) -> None:
        relations = self._relations
        self._ids: Lazy[Topic, list[str]] = Lazy(lambda of: relations.figures_of(topic_hash(of)))
        self._topic: Lazy[str, Topic | None] = Lazy(self._topic_of)  # of all figures that are shown
        self._near: Lazy[str, set[Near]] = Lazy(relations.near_to)  # seen from a figure
        # figure → what it exceeds (True: the whole), or is exceeded by
        self._beyond: Lazy[str, dict[str, bool]] = Lazy(relations.beyond_of)

    def _topic_of(self, figure: str) -> Topic | None:
        topic = self._relations.topic_of(figure)
        return None if topic is None else self._made.held.ground.topic(topic)

    def add(self, claims: pd.DataFrame, stories: Mapping[str, str] | None = None) -> Changes:
        """Add the claims of one or more reports, in place of what was there of these reports.

        `stories` maps reports to stories: those of the new reports, and of all that are in another story now
        (what `StoryIndex.add` returns). Raises ValueError for a table without a needed column.
        """
        return self.change(claims, (), stories)

    def remove(self, report: str, stories: Mapping[str, str] | None = None) -> Changes:
        """Take a report's claims out. `stories`: the reports that are in another story now."""
        return self.change(tables.no_claims(), (report,), stories)

    def change(
        self, claims: pd.DataFrame, gone: Iterable[str], stories: Mapping[str, str] | None = None
    ) -> Changes:
        """`add` and, for the reports that are `gone`, `remove` in one step."""
        if not self._made.held.story:
            return self._build(claims, stories or {})
        touched: set[Topic] = set()
        for report in gone:
            touched |= self._made.held.drop(report)
            self._made.held.story.pop(report, None)
        return self._settle(touched | self._made.held.add(claims, stories or {}))

    def correct(self, corrections: Iterable[correcting.Correction]) -> Changes:
        """Lay other corrections over the same claims."""
        self._made.corrections = correcting.check(corrections)
        return self._settle(set())

    def settled(self) -> tuple[Ground, Relations, Mapping[str, str]]:
        """All that `resumed` needs; nothing may have changed since `add` to an empty index or `settle`."""
        return self._made.held.ground, self._relations, self._made.held.story

    def settle(self, claims: pd.DataFrame) -> None:
        """Go on from `claims`, which are all claims as they are by now, so that what changed takes no room."""
        if not self._made.changed:
            return
        relations = self._relations.changed(
            {figure: topic and topic_hash(topic) for figure, topic in self._topic.items()},
            self._near,
            self._beyond,
        )
        story = self._made.held.story
        with _no_collecting():
            self._begin(ground_of(columns_of(claims, story)), relations, story, self._made.corrections)

    @classmethod
    def resumed(
        cls,
        ground: Ground,
        relations: Relations,
        story: Mapping[str, str],
        corrections: Iterable[correcting.Correction],
    ) -> FigureIndex:
        """The index that `settled` was taken from."""
        index = cls()
        index._begin(ground, relations, story, correcting.check(corrections))
        return index

    def figures(self, ids: Iterable[str] | None = None) -> Figures:
        """All figures, or those of `ids`."""
        if ids is None:
            return self._whole or self._all()
        story, wanted = self._made.held.story, set(ids)
        topics = {topic for figure in wanted if (topic := self._topic[figure])}
        figures = [self._flagged(f) for topic in topics for f in self._made.shown[topic] if f.id in wanted]
        pairs = (one for name in wanted for pair in self._near[name] for one in (pair, pair.turned()))
        return Figures(
            tables.table(figures, story), tables.members(figures, story), tables.near(pairs), self.orphans()
        )

    @property
    def stories(self) -> Mapping[str, str]:
        """Report → story, as it was told."""
        return self._made.held.story

    def orphans(self) -> tuple[tuple[str, ...], ...]:
        """The corrections that fit no figure."""
        return tuple(self._made.overlay.orphans)

    def _all(self) -> Figures:
        story = self._made.held.story
        topics = {topic for topic, figures in self._ids.items() if figures}
        for block in self._made.blocks():
            topics.update(topic for topic in block if self._ids[topic])
        figures = [self._flagged(figure) for topic in topics for figure in self._made.shown[topic]]
        pairs = (pair for figure in figures for pair in self._near[figure.id])
        return Figures(
            tables.table(figures, story), tables.members(figures, story), tables.near(pairs), self.orphans()
        )

    # From nothing

    def _build(self, claims: pd.DataFrame, stories: Mapping[str, str]) -> Changes:
        """Take in the first claims: all at once, a block of topics after the other, so that little is in
        memory at a time."""
        story = {**stories, **{report: stories.get(report, report) for report in reports_in(claims)}}
        with _no_collecting():
            ground = ground_of(columns_of(claims, story))
            self._begin(ground, Found().relations(), story, self._made.corrections)
            found = self._relate_all()
            self._relations = found.relations()
            self._forget_relations()
            pieces: dict[str, list[pd.DataFrame]] = {"table": [], "members": []}
            for block in self._made.blocks():
                for name, rows in self._piece(block, found).items():
                    pieces[name].append(rows)
                self._forget_relations()
            self._relations = found.relations()
            self._forget_relations()
            self._whole = Figures(
                tables.joined(pieces.pop("table"), tables.TABLE),
                tables.joined(pieces.pop("members"), tables.MEMBERS),
                tables.near(self._relations.near_pairs()),
                self.orphans(),
            )
        return Changes(self, None, set())

    def _relate_all(self) -> Found:
        """See how all figures stand to those around."""
        found = Found()
        pairs = self._made.held.ground.related(BLOCK)
        for block in self._made.blocks():
            near_found: list[Near] = []
            beyond: list[tuple[str, str]] = []
            for topic in block:
                if len(self._made.held.items[topic]) > 1:
                    near_found += side_by_side(self._made.decided[topic])
            for inner, outer, reason in next(pairs):
                parts, around = self._made.decided[inner], self._made.decided[outer]
                if not parts or not around:
                    continue
                near_found += near(parts, around, reason)
                for part, wholes in exceeding(parts, around, reason):
                    beyond += [(part.id, whole.id) for whole in wholes]
                    of = [part, *wholes]
                    found.put_figures([topic_hash(one.topic) for one in of], [one.id for one in of])
            found.put_near(near_found)
            found.put_beyond(beyond)
        return found

    def _piece(self, block: list[Topic], found: Found) -> dict[str, pd.DataFrame]:
        """The rows of a block of topics."""
        story = self._made.held.story
        figures = [(topic, self._flagged(figure)) for topic in block for figure in self._made.shown[topic]]
        found.put_figures([topic_hash(topic) for topic, _ in figures], [figure.id for _, figure in figures])
        own = [figure for _, figure in figures]
        return {"table": tables.table(own, story), "members": tables.members(own, story)}

    # Step by step

    def _settle(self, touched: set[Topic]) -> Changes:
        """Work out what the touched topics and their surroundings show now."""
        self._whole, self._made.changed = None, True
        for topic in touched:
            self._made.natural.pop(topic, None)
        topics = self._made.correct(touched)
        renewed = {topic for topic in topics if self._made.renew(topic)}
        moved = self._unlink(renewed) | self._link(renewed)
        inner = {
            t for topic in renewed for t, reason in self._made.held.inner[topic].items() if reason in WAYS
        }
        recount, self._made.held.recount = self._made.held.recount, set()
        for topic in recount:
            self._made.inferred.pop(topic, None)
        before: dict[str, Figure | None] = {}
        after: dict[str, Figure] = {}
        for topic in {*topics, *recount, *(topic for topic in inner if self._made.held.has_share(topic))}:
            before.update(dict.fromkeys(self._ids[topic]))
            before.update((figure.id, figure) for figure in self._made.shown.pop(topic, ()))
            self._ids[topic] = [figure.id for figure in self._made.shown[topic]]
            after.update((figure.id, figure) for figure in self._made.shown[topic])
            self._topic.update(dict.fromkeys(self._ids[topic], topic))
        removed = before.keys() - after.keys()
        self._topic.update(dict.fromkeys(removed))
        told_anew = self._made.held.moved
        new = {
            name
            for name, figure in after.items()
            if not figure.same(before.get(name))
            or (told_anew and not told_anew.isdisjoint(m.item.report for m in figure.all_members()))
        }
        return Changes(self, new | (moved - removed), removed)

    def _flagged(self, figure: Figure) -> Figure:
        members: list[Member] = []
        beyond = self._beyond[figure.id]
        for other in sorted(beyond):
            topic = self._topic[other]
            own = [one for one in self._made.decided[topic] if one.id == other] if topic else ()
            members += [
                member for one in own for member in drawn_claims(one, "total" if beyond[other] else "part")
            ]
        if figure.statistic == "level" and not figure.topic.loose:
            for item, source in zip(figure.items, figure.sources, strict=True):
                members += [Member(part, "part", -1, source) for part in self._made.held.sums[item.claim]]
        return flagged(figure, "parts-exceed-total", members) if members else figure

    # Between figures

    def _unlink(self, changed: Iterable[Topic]) -> set[str]:
        """Forget how the figures of these topics stand to others; the ids of those that they exceeded."""
        own = {figure for topic in changed for figure in self._ids[topic]}
        others: set[str] = set()
        for figure in own:
            for pair in self._near[figure]:
                if pair.other not in own:
                    self._near[pair.other].discard(pair.turned())
            self._near[figure] = set()
            for other in self._beyond[figure]:
                if other not in own:
                    others.add(other)
                    del self._beyond[other][figure]
            self._beyond[figure] = {}
        return others

    def _link(self, changed: set[Topic]) -> set[str]:
        """See how the figures of these topics stand to those around; the ids of those that are flagged for
        it."""
        moved: set[str] = set()
        for topic in changed:
            own = self._made.decided[topic]
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
        for link in wider(topic):
            if self._made.decided[link.topic]:
                yield topic, link.topic, link.reason
            if link.reason == "part-of-year":
                for other, reason in self._made.held.inner[link.topic].items():
                    if reason == "part-of-year" and self._made.decided[other]:
                        if spans.inside(topic.period, other.period):
                            yield topic, other, "period-inside"
                        elif spans.inside(other.period, topic.period):
                            yield other, topic, "period-inside"
        for inner, reason in self._made.held.inner[topic].items():
            if self._made.decided[inner]:
                yield inner, topic, reason

    def _relate(self, inner: Topic, outer: Topic, reason: str) -> set[str]:
        moved: set[str] = set()
        for pair in near(self._made.decided[inner], self._made.decided[outer], reason):
            self._put(pair)
        for part, wholes in exceeding(self._made.decided[inner], self._made.decided[outer], reason):
            for whole in wholes:
                self._beyond[part.id][whole.id] = True
                self._beyond[whole.id][part.id] = False
                moved |= {part.id, whole.id}
        return moved

    def _put(self, pair: Near) -> None:
        self._near[pair.figure].add(pair)
        self._near[pair.other].add(pair.turned())


def _nothing() -> Ground:
    return ground_of(columns_of(tables.no_claims(), {}))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Nothing here is garbage until the end, and looking for it takes half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


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
    return FigureIndex(corrections).add(claims, stories).figures
