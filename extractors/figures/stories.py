"""Which reports tell the same story: copies, rewrites and excerpts of one text, in other surroundings.

Two texts are compared by their shingles (runs of four words, of six characters where a script has no spaces),
each kept as a hash. They are one story when enough of the shorter one's shingles stand in the longer one too,
so that a missing half or a paragraph of advertising does no harm. Pairs worth comparing are found through
marks: of every eight neighbouring shingles the one with the smallest hash (winnowing), so that a common run
of a dozen words is always seen. What one publisher prints in three reports or more is its boilerplate and
counts in none of them, unless hardly anything else is left. A story is all reports that hang together by such
pairs, named after the smallest id.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from extractors.figures.coded import Coded, word
from extractors.figures.lists import Lazy, Lists

WORDS = 4  # length of a shingle, in words
CHARACTERS = 6  # the same for scripts without spaces
WINDOW = 8  # shingles of which one becomes a mark
SHARED = 0.35  # how much of the shorter text must stand in the longer one
SHARED_SHORT = 0.7  # the same for texts of a sentence or two, where a set phrase is a third already
SHORT = 25  # shingles
LONGEST = 6  # a text this many times longer than another gathers many stories: it is not one with it
BOILERPLATE = 3  # reports of one publisher with the same mark
BARE = 0.1  # with less than this left, a text is compared with its boilerplate

# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}_]{{1,64}}")
_TAG = re.compile(r"<[^<>]{1,400}>")
_MIX = np.uint64(0x9E3779B97F4A7C15)


def shingles(text: str) -> np.ndarray:
    """The hashes (uint32) of a text's shingles, in order; a text shorter than a shingle has one, an empty one
    none."""
    folded = unicodedata.normalize("NFKC", _TAG.sub(" ", text)).casefold().replace("’", "").replace("'", "")
    tokens = _TOKEN.findall(folded)
    if not tokens:
        return np.zeros(0, dtype=np.uint32)
    codes = np.array([zlib.crc32(token.encode()) for token in tokens], dtype=np.uint64)
    unspaced = sum(len(token) == 1 and token >= "\u0e00" for token in tokens)
    size = min(CHARACTERS if 2 * unspaced > len(tokens) else WORDS, len(codes))
    total = np.zeros(len(codes) - size + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(size):
            total = (total ^ codes[offset : len(codes) - size + 1 + offset]) * _MIX
            total ^= total >> np.uint64(29)
    return (total >> np.uint64(32)).astype(np.uint32)


def marks(hashes: np.ndarray) -> np.ndarray:
    """For each shingle the smallest hash of the WINDOW shingles that begin with it."""
    if len(hashes) <= WINDOW:
        return np.full(len(hashes), hashes.min() if len(hashes) else 0, dtype=np.uint32)
    smallest = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW).min(axis=1)
    return np.concatenate([smallest, np.full(WINDOW - 1, smallest[-1], dtype=np.uint32)])


class Laid(NamedTuple):
    """Reports as plain columns: `hashes` of all texts, those of report n from `first[n]`; `printed` of each
    mark the reports with it, `alike` of each report those that it is like, `boilerplate` of each publisher
    (by its hash) its marks. Reports are numbers of `names`; `story` is parallel to it."""

    names: list[str]
    story: list[str]
    publishers: Coded
    first: np.ndarray
    hashes: np.ndarray
    printed: Lists
    alike: Lists
    boilerplate: Lists


_NOTHING = Laid(
    [], [], Coded(np.zeros(0, np.int32), []), np.zeros(1, np.int64), np.zeros(0, np.uint32),
    *(Lists(np.zeros(0, np.uint64), (np.zeros(0, kind),)) for kind in (np.int32, np.int32, np.uint32)),
)  # fmt: skip
_PUBLISHER = 102  # what word() takes for a slot


@dataclass(slots=True)
class _Text:
    """A report's text as the index knows it; `own` is what counts when it is compared, `mine` the marks of
    that."""

    publisher: str
    hashes: np.ndarray
    marks: np.ndarray
    own: np.ndarray
    mine: frozenset[int]


class StoryIndex:
    """Reports grouped into stories, one report at a time; the groups do not depend on the order of adding.

    `add` and `remove` return what changed: report → its story, for every report that is in another story than
    before (a removed report is not among them). `stories()` is the whole grouping.
    """

    def __init__(self, laid: Laid = _NOTHING) -> None:
        self._laid = laid
        self._number = {report: number for number, report in enumerate(laid.names)}
        self._story = dict(zip(laid.names, laid.story, strict=True))
        self._fresh: set[str] = set()  # reports whose text is not, or not any longer, the one that was laid
        self._texts: Lazy[str, _Text] = Lazy(self._load)
        self._printed: Lazy[int, set[str]] = Lazy(lambda mark: self._names(laid.printed, mark))
        self._boilerplate: Lazy[str, set[int]] = Lazy(
            lambda publisher: set(laid.boilerplate.get(word(_PUBLISHER, publisher))[0])
        )
        self._alike: Lazy[str, set[str]] = Lazy(
            lambda report: self._names(laid.alike, self._number.get(report, -1))
        )

    def _names(self, lists: Lists, key: int) -> set[str]:
        return {self._laid.names[number] for number in lists.get(key)[0]} if key >= 0 else set()

    def _load(self, report: str) -> _Text:
        laid, number = self._laid, self._number[report]
        hashes = np.asarray(laid.hashes[laid.first[number] : laid.first[number + 1]])
        publisher = laid.publishers.values[laid.publishers.codes[number]]
        return self._counting(_Text(publisher, hashes, marks(hashes), hashes, frozenset()))

    def laid(self) -> Laid:
        """All of it as columns, from which an index goes on."""
        old = self._laid
        names = sorted(self._story)
        number = {report: at for at, report in enumerate(names)}
        fresh = self._fresh
        moved = np.array(
            [-1 if name in fresh else number.get(name, -1) for name in old.names], dtype=np.int64
        )
        hashes: list[np.ndarray] = []
        marked: list[np.ndarray] = []
        for report in names:
            if report in fresh:
                text = self._texts[report]
                hashes.append(text.hashes)
                marked.append(np.unique(text.marks))
            else:
                at = self._number[report]
                hashes.append(old.hashes[old.first[at] : old.first[at + 1]])
                marked.append(np.zeros(0, dtype=np.uint32))
        of_mark = np.repeat(np.arange(len(names)), [len(of) for of in marked])
        known = moved[old.printed.held[0]] if len(moved) else np.zeros(0, np.int64)
        alike = [(number[one], number[other]) for one in names for other in self._alike_of(one)]
        pairs = np.array(alike, dtype=np.int64).reshape(-1, 2)
        publishers = [self._publisher_of(report) for report in names]
        codes, values = pd.factorize(np.array(publishers, dtype=object))
        boilerplate = [(word(_PUBLISHER, name), mark) for name in values for mark in self._boilerplate[name]]
        told = np.array(boilerplate, dtype=np.uint64).reshape(-1, 2)
        return Laid(
            names,
            [self._story[report] for report in names],
            Coded(codes.astype(np.int32), [str(value) for value in values]),
            np.concatenate([[0], np.cumsum([len(of) for of in hashes])]).astype(np.int64),
            np.concatenate([np.zeros(0, np.uint32), *hashes]),
            Lists.of(
                np.concatenate([old.printed.keys[known >= 0], *marked]).astype(np.uint64),
                np.concatenate([known[known >= 0], of_mark]).astype(np.int32),
            ),
            Lists.of(pairs[:, 0].astype(np.uint64), pairs[:, 1].astype(np.int32)),
            Lists.of(told[:, 0], told[:, 1].astype(np.uint32)),
        )

    def _alike_of(self, report: str) -> set[str]:
        """What a report is like, without keeping it in memory."""
        known = self._alike.get(report)
        return self._names(self._laid.alike, self._number.get(report, -1)) if known is None else known

    def _publisher_of(self, report: str) -> str:
        if report in self._fresh:
            return self._texts[report].publisher
        return self._laid.publishers.values[self._laid.publishers.codes[self._number[report]]]

    def add(self, report: str, text: str, publisher: str = "") -> dict[str, str]:
        """Add a report, in place of an earlier text of the same id."""
        was = self._story.get(report)
        touched = self._forget(report) if was is not None else set()
        hashes = shingles(text)
        windows = marks(hashes)
        self._texts[report] = _Text(publisher, hashes, windows, hashes, frozenset())
        self._alike[report] = set()
        self._fresh.add(report)
        found = set(windows.tolist())
        for mark in found:
            self._printed[mark].add(report)
        again = self._weigh(publisher, found) | {report}
        changed = self._settle(again, touched)
        if was is not None and changed.get(report) == was:
            del changed[report]
        return changed

    def remove(self, report: str) -> dict[str, str]:
        """Take a report out; KeyError for one that is not there."""
        if report not in self._story:
            raise KeyError(report)
        return self._settle(set(), self._forget(report))

    def stories(self) -> dict[str, str]:
        """Report → story, for all reports."""
        return dict(self._story)

    def _weigh(self, publisher: str, found: set[int]) -> set[str]:
        """See which of the marks `found` are boilerplate of a publisher; the reports in which others count
        now."""
        again: set[str] = set()
        if not publisher:
            return again
        known = self._boilerplate[publisher]
        for mark in found:
            reports = self._printed[mark]
            if len(reports) < BOILERPLATE and mark not in known:
                continue
            same = [report for report in reports if self._publisher_of(report) == publisher]
            if (len(same) >= BOILERPLATE) != (mark in known):
                known ^= {mark}
                again.update(same)
        return again

    def _forget(self, report: str) -> set[str]:
        """Drop a report; the reports whose story may be another without it."""
        text = self._texts[report]
        found = set(text.marks.tolist())
        for mark in found:
            self._printed[mark].discard(report)
        self._fresh.add(report)
        del self._texts[report], self._story[report]
        touched = self._alike[report]
        self._alike[report] = set()
        for other in touched:
            self._alike[other].discard(report)
        self._compare(again := self._weigh(text.publisher, found), touched)
        return touched | again

    def _refresh(self, report: str) -> None:
        """Work out what counts in a report: all but the boilerplate, or all where next to nothing else is
        left."""
        self._counting(self._texts[report])

    def _counting(self, text: _Text) -> _Text:
        known = self._boilerplate[text.publisher]
        every = set(text.marks.tolist())
        boilerplate = np.fromiter(every & known, dtype=np.uint32)
        kept = text.hashes[~np.isin(text.marks, boilerplate)] if len(boilerplate) else text.hashes
        if len(kept) < BARE * len(text.hashes):
            text.own, text.mine = np.unique(text.hashes), frozenset(every)
        else:
            text.own, text.mine = np.unique(kept), frozenset(every - known)
        return text

    def _candidates(self, report: str) -> list[str]:
        """The reports that share marks with this one, enough to be worth comparing."""
        mine = self._texts[report].mine
        shared: Counter[str] = Counter()
        for mark in mine:
            shared.update(other for other in self._printed[mark] if mark in self._texts[other].mine)
        del shared[report]
        least = SHARED / 5
        return [
            other for other, n in shared.items() if n >= least * min(len(mine), len(self._texts[other].mine))
        ]

    def _same(self, report: str, other: str) -> bool:
        a, b = self._texts[report].own, self._texts[other].own
        short, long = sorted((len(a), len(b)))
        if not short or long > LONGEST * short:
            return False
        common = len(np.intersect1d(a, b, assume_unique=True))
        return common >= (SHARED_SHORT if short < SHORT else SHARED) * short

    def _compare(self, again: set[str], touched: set[str]) -> None:
        """Find anew what the reports of `again` are like; all that this may move goes into `touched`."""
        for report in again:
            self._refresh(report)
        for report in again:
            alike = {other for other in self._candidates(report) if self._same(report, other)}
            touched |= self._alike[report] | alike | {report}
            for other in self._alike[report] - alike:
                self._alike[other].discard(report)
            for other in alike:
                self._alike[other].add(report)
            self._alike[report] = alike

    def _settle(self, again: set[str], touched: set[str]) -> dict[str, str]:
        """Compare the reports of `again` with all others, and name the stories of all reports that this
        touches."""
        touched = set(touched)
        self._compare(again, touched)
        changed: dict[str, str] = {}
        seen: set[str] = set()
        for report in touched:
            if report in seen:
                continue
            together = self._together(report)
            seen |= together
            name = min(together)
            for member in together:
                if self._story.get(member) != name:
                    self._story[member] = changed[member] = name
        return changed

    def _together(self, report: str) -> set[str]:
        found, ahead = {report}, [report]
        while ahead:
            for other in self._alike[ahead.pop()] - found:
                found.add(other)
                ahead.append(other)
        return found


def group(texts: Mapping[str, str], publishers: Mapping[str, str] | None = None) -> dict[str, str]:
    """Group reports by story: report id → story id (the smallest report id of its story).

    `texts` maps report ids to texts, `publishers` report ids to publishers, where known.
    """
    index = StoryIndex()
    for report in sorted(texts):
        index.add(report, texts[report], (publishers or {}).get(report, ""))
    return index.stories()
