"""The claims that an index holds, by topic, and which topics lie around which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from extractors.figures.links import wider
from extractors.figures.neighbours import sums_beyond
from extractors.figures.topics import Item, Topic, read


class Holdings:
    """Claims by topic and by report.

    `items` holds the claims of each topic; `inner` of each topic the topics that lie within it, with the reason key;
    `counted` the topics with a change that counts from it; `story` the story of each report, `moved` the reports
    that came into another story with the last change; `sums` the claims of
    totals that are less than the parts in their report, with these.
    """

    def __init__(self) -> None:
        self.items: dict[Topic, list[Item]] = {}
        self.inner: dict[Topic, dict[Topic, str]] = defaultdict(dict)
        self.counted: dict[Topic, dict[Topic, str]] = defaultdict(dict)
        self.story: dict[str, str] = {}
        self.moved: set[str] = set()
        self.sums: dict[str, list[Item]] = {}
        self._topics: dict[str, set[Topic]] = defaultdict(set)
        self._unplaced: dict[str, pd.DataFrame] = {}  # report → its claims of unknown time or place

    def add(self, claims: pd.DataFrame, stories: Mapping[str, str]) -> set[Topic]:
        """Take in the claims of reports, in place of what was there of them, and their stories; the topics touched."""
        reports = [str(report) for report in claims["report"].unique()] if "report" in claims else []
        touched: set[Topic] = set()
        for report in reports:
            touched |= self.drop(report)
        touched |= self.move({report: story for report, story in stories.items() if report not in reports})
        self.story.update((report, stories.get(report, self.story.get(report, report))) for report in reports)
        touched |= self._insert(claims)
        self._add_up(touched, set(reports))
        return self.with_bases(touched)

    def _add_up(self, topics: set[Topic], reports: set[str]) -> None:
        """See whether the totals of these reports are less than their parts."""
        of: dict[str, list[tuple[Topic, Item]]] = {}
        for topic in topics:
            for item in self.items.get(topic, ()):
                if item.report in reports:
                    of.setdefault(item.report, []).append((topic, item))
        for claims in of.values():
            self.sums |= sums_beyond(claims)

    def with_bases(self, topics: set[Topic]) -> set[Topic]:
        """Topics and those that their changes count from."""
        bases = {
            topic._replace(period=item.base)
            for topic in topics
            for item in self.items.get(topic, ())
            if item.base
        }
        return topics | bases

    def drop(self, report: str) -> set[Topic]:
        """Take a report's claims out; the topics touched."""
        touched: set[Topic] = set()
        self._unplaced.pop(report, None)
        for topic in self._topics.pop(report, ()):
            touched |= self._take(topic, report)
        return self.with_bases(touched)

    def move(self, stories: Mapping[str, str]) -> set[Topic]:
        """Note that reports are in other stories; the topics touched.

        Claims of unknown time or place belong to another topic then.
        """
        touched: set[Topic] = set()
        self.moved = {report for report, story in stories.items() if self.story.get(report) != story}
        for report in self.moved:
            self.story[report] = stories[report]
            touched |= self._topics.get(report, set())
            if report in self._unplaced:
                for topic in [topic for topic in self._topics[report] if topic.story]:
                    touched |= self._take(topic, report)
                    self._topics[report].discard(topic)
                touched |= self._insert(self._unplaced[report])
        return self.with_bases(touched)

    def _insert(self, claims: pd.DataFrame) -> set[Topic]:
        touched: set[Topic] = set()
        for topic, items in read(claims, self.story):
            touched.add(topic)
            if topic not in self.items:
                self.items[topic] = []
                for link in wider(topic):
                    self.inner[link.topic].setdefault(topic, link.reason)
            self.items[topic] += items
            for item in items:
                self._topics[item.report].add(topic)
                if item.base:
                    self.counted[topic._replace(period=item.base)][topic] = "base"
        if any(topic.story for topic in touched):
            unknown = (claims["period"].astype("str") == "") | (claims["place"].astype("str") == "")
            for report, rows in claims[unknown].groupby("report", observed=True):
                self._unplaced[str(report)] = rows
        return touched

    def _take(self, topic: Topic, report: str) -> Iterable[Topic]:
        """Take a report's claims out of a topic; it and the topics that its changes count from."""
        kept = [item for item in self.items[topic] if item.report != report]
        for item in self.items[topic] if self.sums else ():
            if item.report == report:
                self.sums.pop(item.claim, None)
        bases = {topic._replace(period=item.base) for item in self.items[topic] if item.base}
        for base in bases - {topic._replace(period=item.base) for item in kept}:
            _discard(self.counted, base, topic)
        if kept:
            self.items[topic] = kept
        else:
            del self.items[topic]
            for link in wider(topic):
                _discard(self.inner, link.topic, topic)
        return {topic, *bases}


def _discard(inner: dict[Topic, dict[Topic, str]], key: Topic, value: Topic) -> None:
    if key in inner:
        inner[key].pop(value, None)
        if not inner[key]:
            del inner[key]
