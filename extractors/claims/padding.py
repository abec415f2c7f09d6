"""Text without spaces between words that is set with some beside its numbers (2017 年有 58.5 万人) or cut into lines.

It is read without them, and its claims are told as they stand in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.records import Claim

_PADDING = re.compile(r"(?<=[0-9%])[^\S\n\t](?=[^ -~\s])|(?<=[^ -~\s])[^\S\n\t](?=[0-9])")


_STOPS = frozenset('。.!?！？;；:："”」』 ')
_MARGIN = 8  # how much narrower than the widest a full line is: a number is not cut
_FEWEST = 2  # full lines that make a text one that is cut into lines
_NARROWEST = 30


class Unpadded:
    """A text without the spaces beside its numbers and the cuts of its lines, and the way back to where they stood."""

    def __init__(self, text: str) -> None:
        gaps = sorted([*(match.start() for match in _PADDING.finditer(text)), *_cuts(text)])
        self.padded = text
        self.text = "".join(text[a + 1 : b] for a, b in pairwise([-1, *gaps, len(text)]))
        self._shifted = [place - index for index, place in enumerate(gaps)]
        self._gaps = gaps

    def __bool__(self) -> bool:
        return bool(self._gaps)

    def without(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Stretches of the padded text as stretches of the text without padding."""
        return [(self._inner(start), self._inner(end)) for start, end in spans]

    def claim(self, claim: Claim) -> Claim:
        """A claim of the text without padding, as it stands in the padded text."""
        start, end = self._outer(claim.start), self._outer(claim.end - 1) + 1
        size = len(claim.sentence)
        first = self.text.find(claim.sentence, max(0, claim.end - size), claim.start + size)
        sentence = claim.sentence
        if first >= 0:
            sentence = self.padded[self._outer(first) : self._outer(first + size - 1) + 1]
        return replace(claim, start=start, end=end, quote=self.padded[start:end], sentence=sentence)

    def _inner(self, place: int) -> int:
        return place - bisect_right(self._gaps, place - 1)

    def _outer(self, place: int) -> int:
        return place + bisect_right(self._shifted, place)


def _cuts(text: str) -> list[int]:
    """Where lines of one width are cut amid a sentence."""
    lines = text.split("\n")
    widths = [
        (len(line) + len(line.encode())) // 2 for line in lines
    ]  # a Chinese character is as wide as two Latin
    widest = max(widths)
    full = [width >= max(_NARROWEST, widest - _MARGIN) for width in widths]
    if sum(full) < _FEWEST:
        return []
    places, end = [], -1
    for line, is_full, following in zip(lines, full, [*lines[1:], ""], strict=True):
        end += len(line) + 1
        if is_full and line[-1] not in _STOPS and following[:1].strip():
            places.append(end)
    return places
