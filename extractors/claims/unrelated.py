"""Sentences between others that tell of something else: *wholesale prices of onions* went up from 12 to 14."""

from __future__ import annotations

import re

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity

_OURS = ("drug", "weak_drug", "cues")
_WORD = re.compile(r"[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40}){0,3}")
_STOP = re.compile(r"[,;.:(0-9]")
_FOREIGN = 2  # words that nothing of ours accounts for, from which on a number is of something else


def tells_of_else(scene: Scene) -> bool:
    """Whether a sentence names no drug and nothing done about one, and opens with words that no pack knows.

    "The first, in late November, came to 295.7 kg" goes on with the haul told before; "the *lake* has *lost* a third
    of its water" does not. Packs that list no `text.everyday` are left alone."""
    everyday = scene.pack.set_of("text.everyday")
    if not everyday or scene.line or not scene.found.kinds.keys().isdisjoint(_OURS):
        return False
    quantity = next((q for q in scene.quantities if not q.refused), None)
    if quantity is None:
        return False
    opened = max(scene.folded.rfind(mark, scene.start, quantity.start) for mark in ",;") + 1 or scene.start
    return _foreign(scene, opened, _end_of(scene, quantity), everyday) >= _FOREIGN


def _end_of(scene: Scene, quantity: Quantity) -> int:
    """Where the words that tell what a number is of end: at an amount, and behind a part with its noun."""
    if quantity.kind not in ("percent", "fraction") or "nouns" in scene.found.kinds:
        return quantity.start
    stop = _STOP.search(scene.folded, quantity.end, scene.end)
    return stop.start() if stop else scene.end


def _foreign(scene: Scene, opened: int, first: int, everyday: frozenset[str]) -> int:
    """How many words of a stretch are neither words of the pack nor a time, a place or an everyday word."""
    spans = [hit[:2] for hits in scene.found.kinds.values() for hit in hits if hit[0] < first]
    spans += [(period.start, period.end) for period in scene.periods if period.start < first]
    spans.sort()
    foreign, at, reach = 0, 0, opened
    common = scene.pack.set_of("text.common")
    for match in _WORD.finditer(scene.folded, opened, first):
        start, end = match.span()
        while at < len(spans) and spans[at][0] <= start:
            reach = max(reach, spans[at][1])
            at += 1
        foreign += reach < end and match.group() not in common and match.group() not in everyday
    return foreign
