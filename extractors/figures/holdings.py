"""The claims that an index holds, by topic, and which topics have to do with which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from extractors.figures.links import Link, wider
from extractors.figures.neighbours import sums_beyond
from extractors.figures.sources import origin
from extractors.figures.topics import Item, Topic, read


class Holdings:
    """Claims by topic and by report.

    `items` holds the claims of each topic, as they were read; `inner` of each topic the topics that lie
    within it, with the reason key; `counted` the topics with a change that counts from it; `story` the story
    of each report; `moved` the reports that came into another story with the last change; `sums` the claims
    of totals that are less than the parts in their report, with these; `recount` the topics for which other
    levels may be implied now.

    `growing` is False where nothing will be added: then only links between topics that have claims are kept,
    which is a fraction of them.
    """

    def __init__(self, growing: bool = True) -> None:
        self._growing = growing
        self._wider: dict[Topic, list[Link]] = {}
        self.items: dict[Topic, list[Item]] = {}
        self.inner: dict[Topic, dict[Topic, str]] = defaultdict(dict)
        self.counted: dict[Topic, dict[Topic, str]] = defaultdict(dict)
        self.story: dict[str, str] = {}
        self.moved: set[str] = set()
        self.sums: dict[str, list[Item]] = {}
        self.recount: set[Topic] = set()
        self._topics: dict[str, set[Topic]] = defaultdict(set)
        self._signed: dict[int, Counter[Topic]] = {}  # sign of an attributed claim → topics with such claims
        self._undated: Counter[tuple] = Counter()  # things of which attributed claims do not tell the time

    def add(self, claims: pd.DataFrame, stories: Mapping[str, str]) -> set[Topic]:
        """Take in the claims of reports, in place of what was there of them, and the stories of reports.

        Gives the topics whose figures may be others now.
        """
        reports = [str(report) for report in claims["report"].unique()] if "report" in claims else []
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
                self.sums |= sums_beyond(told)
        if not self._growing:
            self._link_all()
        return self._counting(touched)

    def wider(self, topic: Topic) -> list[Link]:
        """The topics around a topic; those without claims may be missing."""
        return wider(topic) if self._growing else self._wider.get(topic, [])

    def _link_all(self) -> None:
        for topic in self.items:
            links = [
                link for link in wider(topic) if link.topic in self.items or link.reason == "part-of-year"
            ]
            if links:
                self._wider[topic] = links
                for link in links:
                    self.inner[link.topic][topic] = link.reason

    def drop(self, report: str) -> set[Topic]:
        """Take a report's claims out; the topics whose figures may be others now."""
        touched: set[Topic] = set()
        for topic in self._topics.pop(report, ()):
            touched |= self._take(topic, report)
        return self._counting(touched)

    def move(self, stories: Mapping[str, str]) -> set[Topic]:
        """Note that reports are in other stories; the topics whose figures may be others now.

        Claims of unknown time or place belong to another topic then.
        """
        touched: set[Topic] = set()
        self.moved = {report for report, story in stories.items() if self.story.get(report) != story}
        for report in self.moved:
            self.story[report] = stories[report]
            for topic in list(self._topics.get(report, ())):
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
        items = self.items.get(topic, [])
        if topic.story:
            kept = [item for item in items if self._told_by(topic, item) is None]
            return kept if len(kept) < len(items) else items
        if topic[:6] not in self._undated:
            return items
        joining: list[Item] = []
        for sign in {_sign(topic, item): None for item in items if item.attribution}:
            topics = self._signed.get(sign, ())
            if len(topics) > 1 and sum(not other.story for other in topics) == 1:
                for other in topics:
                    if other.story:
                        joining += [item for item in self.items[other] if _sign(other, item) == sign]
        return [*items, *joining] if joining else items

    def _told_by(self, topic: Topic, item: Item) -> Topic | None:
        sign = _sign(topic, item)
        dated = [other for other in self._signed.get(sign, ()) if not other.story] if sign else []
        return dated[0] if len(dated) == 1 else None

    def _counting(self, topics: set[Topic]) -> set[Topic]:
        """Note from which topics the changes in some topics count; these topics again."""
        for topic in topics:
            bases = {item.base for item in self.items.get(topic, ()) if item.base}
            self.recount.update(topic._replace(period=base) for base in bases)
        return topics

    def _put(self, topic: Topic, items: Iterable[Item]) -> set[Topic]:
        """Add claims to a topic; it, and the topics that these claims join or may have joined."""
        if topic not in self.items:
            self.items[topic] = []
            for link in wider(topic) if self._growing else ():
                self.inner[link.topic].setdefault(topic, link.reason)
        touched = {topic}
        for item in items:
            self.items[topic].append(item)
            self._topics[item.report].add(topic)
            if item.base:
                self.counted[topic._replace(period=item.base)][topic] = "base"
            if sign := _sign(topic, item):
                signed = self._signed.setdefault(sign, Counter())
                signed[topic] += 1
                if topic.story:
                    self._undated[topic[:6]] += 1
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
            self.sums.pop(item.claim, None)
            if item.base:
                taken.add(topic._replace(period=item.base))
            if sign := _sign(topic, item):
                signed = self._signed[sign]
                touched |= _mixed(signed)
                signed[topic] -= 1
                if topic.story:
                    self._undated[topic[:6]] -= 1
                    if not self._undated[topic[:6]]:
                        del self._undated[topic[:6]]
                if not signed[topic]:
                    del signed[topic]
                if not signed:
                    del self._signed[sign]
        bases = {topic._replace(period=item.base) for item in kept if item.base}
        self.recount |= taken
        for base in taken - bases:
            _discard(self.counted, base, topic)
        if kept:
            self.items[topic] = kept
        else:
            del self.items[topic]
            for link in wider(topic):
                _discard(self.inner, link.topic, topic)
        return touched


def _sign(topic: Topic, item: Item) -> int:
    """What claims of one origin with one number of one thing have in common, whatever their time; 0 without
    an origin.

    A hash: what is compared are a few claims at a time.
    """
    if not item.attribution or topic.scope == "event" or not topic.place:
        return 0
    thing = (*topic[:6], item.statistic, item.unit, f"{item.value:.9g}", origin(item.attribution))
    return hash(thing) or 1


def _mixed(topics: Counter[Topic]) -> set[Topic]:
    """The topics, if some of them tell their time and others do not."""
    if len(topics) < 2 or len({bool(topic.story) for topic in topics}) < 2:
        return set()
    return set(topics)


def _discard(inner: dict[Topic, dict[Topic, str]], key: Topic, value: Topic) -> None:
    if key in inner:
        inner[key].pop(value, None)
        if not inner[key]:
            del inner[key]
