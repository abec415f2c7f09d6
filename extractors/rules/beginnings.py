"""Which templates can match at a place, told by the few characters around their first slot.

Most numbers stand before nothing that makes a time of them ("240 villages"): looking up two characters shows it,
where trying hundreds of patterns would.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

_SPACES = (" ", "\n")
_ANY = ""  # stands for any character


class Opening(NamedTuple):
    """How the template of number `index` begins: the words before its first slot, the literal behind it, and what the
    next slot can begin with (empty where there is none)."""

    index: int
    lead: str
    rest: str
    following: frozenset[str]

    def behind(self) -> Iterator[tuple[str, str]]:
        """The pairs of characters that can stand behind the first slot; "" is any, a space also a line break."""
        if not self.rest:
            yield from ((char, _ANY) for char in self.following or (_ANY,))
        elif len(self.rest) == 1:
            yield from ((char, second) for char in _also(self.rest) for second in self.following or (_ANY,))
        else:
            yield from ((char, second) for char in _also(self.rest[0]) for second in _also(self.rest[1]))


def _also(char: str) -> tuple[str, ...]:
    return _SPACES if char == " " else (char,)


class Beginnings:
    """The openings of all templates that begin with the same thing. `words` are what can fill the first slot besides
    digits, where it is one of some words, and `lengths` how long that can be."""

    def __init__(self, openings: list[Opening], words: Collection[str], lengths: Collection[int]) -> None:
        self._words = frozenset(words)
        self._lengths = sorted({*map(len, words), *lengths})
        by_pair: defaultdict[tuple[str, str], list[Opening]] = defaultdict(list)
        for opening in openings:
            for pair in opening.behind():
                by_pair[pair].append(opening)
        always = by_pair.pop((_ANY, _ANY), [])
        self._ends = bool(always)  # whether a template can end with its first slot
        self._behind: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {_ANY: {_ANY: _by_lead(always)}}
        for first in {first for first, _ in by_pair}:
            some = [*always, *by_pair.get((first, _ANY), [])]
            seconds = {second: some + more for (char, second), more in by_pair.items() if char == first}
            self._behind[first] = {
                second: _by_lead(told) for second, told in (seconds | {_ANY: some}).items()
            }

    def behind(self, folded: str, start: int, stop: int, end: int) -> tuple[int, ...]:
        """The numbers of the templates whose first slot may be `[start, stop)`, in order."""
        first = folded[stop] if stop < end else _ANY
        seconds = self._behind.get(first) or self._behind[_ANY]
        place = stop + 1
        if first in _SPACES:  # the literal for a space matches up to three
            while place < end and place < stop + 3 and folded[place] in _SPACES:
                place += 1
        leads = seconds.get(folded[place] if place < end else _ANY) or seconds[_ANY]
        if not leads:
            return ()
        before = (folded[start - 2 : start] if start > 1 else folded[:start]).replace("\n", " ")
        return leads.get(before) or leads.get(before[-1:]) or leads[_ANY]

    def anywhere(self, folded: str, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the templates whose first slot may begin at `start`, in order."""
        found: tuple[int, ...] = ()
        for length in self._lengths:
            stop = start + length
            if not self._ends and folded[stop : stop + 1] not in self._behind:
                continue
            if stop <= end and (not self._words or self._filled(folded[start:stop])):
                fits = self.behind(folded, start, stop, end)
                if fits:
                    found = tuple(sorted({*found, *fits})) if found else fits
        return found

    def _filled(self, written: str) -> bool:
        return written in self._words or written.isdigit()


def _by_lead(openings: list[Opening]) -> dict[str, tuple[int, ...]]:
    """The last two characters before a slot → the templates that may follow them, also those that have no lead."""
    if not openings:
        return {}
    tails = {opening.lead[-2:] for opening in openings} | {_ANY}
    return {tail: tuple(sorted({o.index for o in openings if tail.endswith(o.lead[-2:])})) for tail in tails}
