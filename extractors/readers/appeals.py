"""Takes out what a page says about itself amid a story: appeals for donations, subscriptions, cookies.

The words are data (`appeals.toml`, a table a language). A sentence that asks the reader for something is an
appeal; the outlet's talk about itself ("we need reporters on the ground") goes only where it stands between
appeals and holds no digit, so that no number of a story is lost with it.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
import tomllib
from collections.abc import Sequence
from importlib import resources

import ahocorasick_rs

_SENTENCE = re.compile(
    r"[.!?…]{1,20}[\"”’')\]]{0,20}(?:\s{1,40}|(?=[A-Z“\"‘\u4e00-\u9fff]))(?<![A-Z]\.)|[。！？]{1,20}[”’）]{0,20}"
)
_FRAME = " \t*#:：|"
_LONGEST_RUN = 4  # lines of self-talk that may stand between two appeals


def without_appeals(lines: Sequence[str]) -> list[str | None]:
    """For each line (a paragraph) what stays of it: itself, its rest after an appeal, or None for nothing."""
    words = _words()
    suspects = words.suspects(lines)
    if not suspects:
        return list(lines)
    kept: list[str | None] = list(lines)
    for i in suspects:
        kept[i] = _without_appeal(lines[i], words)
    # Self-talk between two appeals goes too.
    cut = [before != after for before, after in zip(lines, kept, strict=True)]
    for first, second in _gaps(cut):
        between = range(first + 1, second)
        if all(not lines[i].strip() or _is_self_talk(lines[i], words) for i in between):
            kept[first + 1 : second] = [
                line if not line.strip() else None for line in lines[first + 1 : second]
            ]
    filled = [i for i, line in enumerate(lines) if line.strip()]
    for before, i, after in zip(filled, filled[1:], filled[2:], strict=False):
        if kept[i] and kept[i] != lines[i] and _is_enclosed(lines, kept, before, i, after):
            kept[i] = None
    return kept


def _is_enclosed(lines: Sequence[str], kept: list[str | None], before: int, i: int, after: int) -> bool:
    """Whether what an appeal left of a line stands between appeals on both sides, and holds no digit."""
    if kept[before] is not None or any(c.isdigit() for c in kept[i] or ""):
        return False
    return kept[after] is None or not lines[after].startswith((kept[after] or "")[:20])


class _Words:
    def __init__(self, languages: dict[str, dict[str, list[str]]]) -> None:
        def gather(key: str) -> list[str]:
            return [word for table in languages.values() for word in table[key]]

        def either(words: list[str]) -> str:
            return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))

        def bounded(words: list[str]) -> str:
            # A Latin word begins at a word boundary; Chinese has none.
            latin = [w for w in words if w[0] < "\u2e80"]
            wide = [w for w in words if w[0] >= "\u2e80"]
            return rf"(?:\b(?:{either(latin)})|{either(wide)})"

        asks = rf"{bounded(gather('calls'))}.{{0,60}}?{bounded(gather('objects'))}"
        self.appeal = re.compile(rf"{bounded(gather('phrases'))}|{asks}")
        self.weak = re.compile(bounded(gather("weak")))
        self.pointer = re.compile(rf"[\s*>•▶►-]{{0,4}}{bounded(gather('pointers'))}\s*\S")
        self.lines = frozenset(gather("lines"))
        gate = sorted(set(gather("phrases") + gather("objects") + gather("pointers")))
        self.gate = ahocorasick_rs.AhoCorasick(gate)
        self.longest = max(map(len, self.lines)) + 8

    def suspects(self, lines: Sequence[str]) -> list[int]:
        """The lines that hold a word of appeals; one pass over the whole text, which mostly has none."""
        lowered = [line.lower() for line in lines]
        starts = list(itertools.accumulate((len(line) + 1 for line in lowered), initial=0))
        hits = self.gate.find_matches_as_indexes("\n".join(lowered))
        found = {bisect.bisect_right(starts, start) - 1 for _, start, _ in hits}
        found.update(
            i
            for i, line in enumerate(lowered)
            if len(line) < self.longest and line.strip(_FRAME) in self.lines
        )
        return sorted(found)


@functools.cache
def _words() -> _Words:
    source = resources.files(__package__).joinpath("appeals.toml").read_text("utf-8")
    return _Words(tomllib.loads(source))


def _without_appeal(line: str, words: _Words) -> str | None:
    lowered = line.lower()
    if lowered.strip(_FRAME) in words.lines or words.pointer.match(lowered):
        return None
    if not words.appeal.search(lowered):
        return line
    sentences = _sentences(line)
    asks = [bool(words.appeal.search(s.lower())) and not _is_quoted(s) for s in sentences]
    if not any(asks):
        return line
    # Self-talk beside an appeal in one line goes with it: "We need reporters. Your donation allows us …"
    talk = [a or _is_self_talk(s, words) for a, s in zip(asks, sentences, strict=True)]
    first, last = asks.index(True), len(asks) - 1 - asks[::-1].index(True)
    while first > 0 and talk[first - 1]:
        first -= 1
    while last < len(talk) - 1 and talk[last + 1]:
        last += 1
    rest = [s for i, s in enumerate(sentences) if i < first or (i > last) or not talk[i]]
    text = "".join(rest).strip()
    return text or None


def _is_self_talk(text: str, words: _Words) -> bool:
    """At least half of the sentences speak of the outlet, and no digit is among them."""
    if any(c.isdigit() for c in text) or _is_quoted(text):
        return False
    sentences = _sentences(text)
    weak = sum(bool(words.weak.search(s.lower()) or words.appeal.search(s.lower())) for s in sentences)
    return 2 * weak >= len(sentences)


def _is_quoted(sentence: str) -> bool:
    """Words that somebody in the story said are the story's."""
    return bool(re.search(r"[“”«»「」]|(?<!\w)\"|\bsaid\b|表示|称|說|说|dijo|déclar", sentence))


def _gaps(cut: list[bool]) -> list[tuple[int, int]]:
    marked = [i for i, c in enumerate(cut) if c]
    return [(a, b) for a, b in itertools.pairwise(marked) if 1 < b - a <= 2 * _LONGEST_RUN + 1]


def _sentences(text: str) -> list[str]:
    """`text` cut behind its sentence ends, white space kept: the parts joined are the text."""
    parts, start = [], 0
    for match in _SENTENCE.finditer(text):
        parts.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        parts.append(text[start:])
    return parts or [text]
