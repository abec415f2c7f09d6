"""The claims that an index holds, by topic, and which topics have to do with which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from extractors.figures.coded import read
from extractors.figures.ground import Ground, thing_of
from extractors.figures.links import wider
from extractors.figures.lists import Lazy
from extractors.figures.neighbours import sums_beyond
from extractors.figures.topics import Item, Topic, sign_of


class Holdings:
    """Claims by topic and by report: those of the ground, loaded when they are asked for, and what came and
    went since.

    `items` holds the claims of each topic, as they were read; `inner` of each topic the topics that lie
    within it, with the reason key; `counted` the topics with a change that counts from it; `story` the story
    of each report; `moved` the reports that came into another story with the last change; `sums` the claims
    of totals that are less than the parts in their report, with these; `recount` the topics for which other
    levels may be implied now.
    """

    def __init__(self, ground: Ground, story: Mapping[str, str]) -> None:
        self.ground = ground
        self.story: dict[str, str] = dict(story)
        self.moved: set[str] = set()
        self.recount: set[Topic] = set()
        self._sought: set[str] = set()
        self._topic: dict[str, Topic] = {}  # of the claims that are sought
        self.forget()

    def forget(self) -> None:
        """Keep nothing but the ground."""
        ground = self.ground
        self.items: Lazy[Topic, list[Item]] = Lazy(ground.items)
        self.inner: Lazy[Topic, dict[Topic, str]] = Lazy(ground.within)
        self.counted: Lazy[Topic, dict[Topic, str]] = Lazy(ground.counting_from)
        self.sums: Lazy[str, list[Item]] = Lazy(ground.parts_beyond)
        self._topics: Lazy[str, set[Topic]] = Lazy(ground.topics_of)
        # sign of an attributed claim → topics with such claims
        self._signed: Lazy[int, Counter[Topic]] = Lazy(ground.with_sign)
        self._undated: Lazy[int, int] = Lazy(ground.untimed)

    def add(self, claims: pd.DataFrame, stories: Mapping[str, str]) -> set[Topic]:
        """Take in the claims of reports, in place of what was there of them, and the stories of reports.

        Gives the topics whose figures may be others now.
        """
        reports = reports_in(claims)
        touched: set[Topic] = set()
        for report in reports:
            touched |= self.drop(report)
        touched |= self.move({report: story for report, story in stories.items() if report not in reports})
        self.story.update((report, stories.get(report, self.story.get(report, report))) for report in reports)
        fresh: dict[str, list[tuple[Topic, Item]]] = {}
        for topic, items in read(claims, self.story):
            touched |= self._put(topic, items)
            for item in items:
                fresh.setdefault(item.report, []).append((topic, item))
        for told in fresh.values():
            if len(told) > 2:
                self.sums.update(sums_beyond(told))
        return self._counting(touched)

    def drop(self, report: str) -> set[Topic]:
        """Take a report's claims out; the topics whose figures may be others now."""
        touched: set[Topic] = set()
        for topic in self._topics[report]:
            touched |= self._take(topic, report)
        self._topics[report] = set()
        return self._counting(touched)

    def move(self, stories: Mapping[str, str]) -> set[Topic]:
        """Note that reports are in other stories; the topics whose figures may be others now.

        Claims of unknown time or place belong to another topic then.
        """
        touched: set[Topic] = set()
        self.moved = {report for report, story in stories.items() if self.story.get(report) != story}
        for report in self.moved:
            self.story[report] = stories[report]
            for topic in list(self._topics[report]):
                touched.add(topic)
                if topic.story:
                    items = [item for item in self.items[topic] if item.report == report]
                    touched |= self._take(topic, report)
                    self._topics[report].discard(topic)
                    touched |= self._put(topic._replace(story=stories[report]), items)
        return self._counting(touched)

    def own(self, topic: Topic) -> list[Item]:
        """The claims that a topic's figures are made of.

        A claim that does not tell its time joins the topic of the one time for which the same origin gives
        the same number of the same thing; where that is none, or several, it stays by itself.
        """
        items = self.items[topic]
        if topic.story:
            kept = [item for item in items if self._told_by(topic, item) is None]
            return kept if len(kept) < len(items) else items
        signs = {sign_of(topic, item): None for item in items if item.attribution}
        if not signs or not self._undated[thing_of(topic)]:
            return items
        joining: list[Item] = []
        for sign in signs:
            topics = self._signed[sign]
            if len(topics) > 1 and sum(not other.story for other in topics) == 1:
                for other in topics:
                    if other.story:
                        joining += [item for item in self.items[other] if sign_of(other, item) == sign]
        return [*items, *joining] if joining else items

    def has_share(self, topic: Topic) -> bool:
        """Whether a topic has a share."""
        if topic in self.items:
            return any(item.statistic == "share" for item in self.items[topic])
        return self.ground.has_share(topic)

    def seek(self, claims: set[str]) -> None:
        """Keep track of the topics of some claims."""
        new = claims - self._sought
        for claim, topic in self.ground.topics_of_claims(new).items():
            if any(item.claim == claim for item in self.items[topic]):
                self._topic[claim] = topic
        for topic, items in self.items.items():
            self._topic.update((item.claim, topic) for item in items if item.claim in new)
        self._sought |= new

    def topics_for(self, claim: str) -> list[Topic]:
        """The topics whose figures may hold a claim: its own, and the one that it joins (see `own`)."""
        topic = self._topic.get(claim)
        if topic is None:
            return []
        told = [self._told_by(topic, item) for item in self.items[topic] if item.claim == claim]
        return [topic, *filter(None, told)] if topic.story else [topic]

    def _told_by(self, topic: Topic, item: Item) -> Topic | None:
        sign = sign_of(topic, item)
        dated = [other for other in self._signed[sign] if not other.story] if sign else []
        return dated[0] if len(dated) == 1 else None

    def _counting(self, topics: set[Topic]) -> set[Topic]:
        """Note from which topics the changes in some topics count; these topics again."""
        for topic in topics:
            bases = {item.base for item in self.items[topic] if item.base}
            self.recount.update(topic._replace(period=base) for base in bases)
        return topics

    def _put(self, topic: Topic, items: Iterable[Item]) -> set[Topic]:
        """Add claims to a topic; it, and the topics that these claims join or may have joined."""
        if not self.items[topic]:
            self.items[topic] = []
            for link in wider(topic):
                self.inner[link.topic].setdefault(topic, link.reason)
        touched = {topic}
        for item in items:
            self.items[topic].append(item)
            self._topics[item.report].add(topic)
            if item.claim in self._sought:
                self._topic[item.claim] = topic
            if item.base:
                self.counted[topic._replace(period=item.base)][topic] = "base"
            if sign := sign_of(topic, item):
                signed = self._signed[sign]
                signed[topic] += 1
                if topic.story:
                    self._undated[thing_of(topic)] += 1
                touched |= _mixed(signed)
        return touched

    def _take(self, topic: Topic, report: str) -> set[Topic]:
        """Take a report's claims out of a topic; it, and the topics that have to do with these claims."""
        touched, taken = {topic}, set()
        kept = []
        for item in self.items[topic]:
            if item.report != report:
                kept.append(item)
                continue
            self.sums[item.claim] = []
            self._topic.pop(item.claim, None)
            if item.base:
                taken.add(topic._replace(period=item.base))
            if sign := sign_of(topic, item):
                signed = self._signed[sign]
                touched |= _mixed(signed)
                signed[topic] -= 1
                if topic.story:
                    self._undated[thing_of(topic)] -= 1
                if not signed[topic]:
                    del signed[topic]
        bases = {topic._replace(period=item.base) for item in kept if item.base}
        self.recount |= taken
        for base in taken - bases:
            self.counted[base].pop(topic, None)
        self.items[topic] = kept
        if not kept:
            for link in wider(topic):
                self.inner[link.topic].pop(topic, None)
        return touched


def reports_in(claims: pd.DataFrame) -> list[str]:
    """The reports of a table of claims."""
    return [str(report) for report in claims["report"].unique()] if "report" in claims else []


def _mixed(topics: Counter[Topic]) -> set[Topic]:
    """The topics, if some of them tell their time and others do not."""
    if len(topics) < 2 or len({bool(topic.story) for topic in topics}) < 2:
        return set()
    return set(topics)
