"""All words of a language pack in one automaton, and what it finds in a text.

A hit says where a word stands and all that it can mean: "seizures" is a cue of seizure and a thing counted.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from extractors.languages import Pack, codes, load

# Concepts that other modules compile themselves (numbers, templates of periods, …).
_NOT_WORDS = {"periods.templates", "text.common", "text.abbreviations", "text.line_joiners", "numbers.characters",
              "numbers.multipliers", "numbers.marks", "numbers.formal", "numbers.minus",
              "numbers.letters", "numbers.zeros", "numbers.groups", "numbers.largest", "fractions.ordinals",
              "fractions.plurals", "fractions.endings", "fractions.over", "fractions.joiners",
              "bounds.written", "numbers.several", "blocks.measured", "blocks.things",
              "fractions.discounts", "changes.by", "changes.in", "compare.levels", "compare.during",
              "lists.examples", "claims.auxiliary", "claims.definite", "compare.before_number", "numbers.point",
              "numbers.ordinal_endings", "numbers.decade", "fractions.dates", "places.before_name",
              "places.address", "places.plurals",
              "places.same_plurals", "places.possessive", "changes.how_often"}  # fmt: skip
_KEYED = ("nouns", "counted", "cues", "weak", "after", "drugs", "weak_drugs", "units", "demonyms", "agencies", "regions",
          "attributions")  # fmt: skip
_OTHER_DIGITS = {ord(char): str(value) for start in (0xFF10, 0x0660, 0x06F0, 0x0966, 0x0E50, 0x1040)
                 for value, char in enumerate(map(chr, range(start, start + 10)))}  # fmt: skip
_LOOKALIKES = str.maketrans({"％": "%", "，": ",", "．": ".", "’": "'", "‘": "'", "‐": "-", "‑": "-", "−": "-",
                             "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u3000": " ", "﹪": "%", "：": ":",
                             "（": "(", "）": ")", "٫": ".", "٬": ",", "；": ";", "～": "~", "－": "-"})  # fmt: skip
_LOOKALIKES.update(_OTHER_DIGITS)
_LOOKALIKES.update(str.maketrans("﹐﹑﹒﹔﹕", ",、.;:"))
_LOOKALIKES.update({0xFF41 + place: chr(ord("a") + place) for place in range(26)})  # ５ｋｇ


class Hit(NamedTuple):
    """A word of the pack at `[start, end)`: `kind` is a concept ("drug", "cues", "bounds.about"), `key` its meaning."""

    start: int
    end: int
    kind: str
    key: object


def fold(text: str) -> str:
    """Lower case, with digits, punctuation and characters of other scripts made plain; every offset stays what it was."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" lowers to two characters
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_plain())


@cache
def _plain() -> dict[int, str]:
    """What each character is read as: digits and punctuation, and the variants of characters that packs name."""
    variants = {ord(pair[0]): pair[1] for code in codes() for pair in load(code).words("text.variants")}
    return _LOOKALIKES | variants


class Lexicon:
    """The compiled words of one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        surfaces: dict[str, dict[tuple[str, object], None]] = {}
        exact: dict[str, set[str]] = {}
        for surface, kind, key in _entries(pack):
            surfaces.setdefault(fold(surface), {})[(kind, key)] = None
            if kind in PLACE_KINDS:
                exact.setdefault(fold(surface), set()).add(surface)
        families: dict[str, int] = {"place": _PLACE}
        self._words = list(surfaces)
        self._senses = [_numbered(senses, families) for senses in surfaces.values()]
        self._attached = [_with(senses, lambda kind: kind in _ATTACHED) for senses in self._senses]
        self._latin = [word[0] in _LATIN or word[-1] in _LATIN for word in self._words]
        self._families = len(families)
        self._written = exact
        self._automaton = AhoCorasick(
            self._words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )
        drugs = [word for word, senses in surfaces.items() if any(kind in _OPENING for kind, _ in senses)]
        self._gate = AhoCorasick(
            drugs, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        )

    def mentions_drug(self, folded: str) -> bool:
        """Whether any name of a drug stands in the text: the cheap test that most news fails."""
        return any(
            not self.pack.spaces or _whole_word(folded, start, end)
            for _, start, end in self._gate.find_matches_as_indexes(folded)
        )

    def hits(self, text: str, folded: str) -> list[Hit]:
        """The words found, by their start; where words of one family overlap, the longest."""
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if self.pack.spaces:
            matched = self._whole_words(text, folded, matches)
        else:
            senses, latin = self._senses, self._latin
            matched = [
                (senses[index], start, end)
                for index, start, end in matches
                if not (latin[index] and _within_latin(folded, start, end))  # the "g" of "page"
            ]
        matched.reverse()  # they come by their ends: of those that begin together, the longest is now the first
        matched.sort(key=itemgetter(1))
        found = _longest(matched, self._families)
        return _outside_idioms(found) if self.pack.spaces else found

    def _whole_words(self, text: str, folded: str, matches: list[tuple]) -> list[tuple]:
        """What stands between the ends of words, and units right behind their number: (senses, start, end)."""
        letter = [*map(str.isalnum, folded), False]
        written, words, senses = self._written, self._words, self._senses
        whole = []
        for index, start, end in matches:
            if letter[end] and letter[end - 1]:
                continue
            meant = senses[index]
            if letter[start] and letter[start - 1] and start > 0:
                if not (folded[start - 1].isdigit() or folded[start - 1] in _PARTS_OF_ONE):
                    continue  # 1.1kg: a unit may follow its number without a space
                meant = self._attached[index]
            word = words[index]
            if word in written and not self._as_written(text, start, end, word):
                meant = _with(meant, lambda kind: kind not in PLACE_KINDS)
            if meant:
                whole.append((meant, start, end))
        return whole

    def _as_written(self, text: str, start: int, end: int, word: str) -> bool:
        """Names of places need their capital: "US" is a country, "us" and "turkey" are not."""
        written = text[start:end]
        names = self._written[word]
        return written in names or (written[:1].isupper() and not all(name.isupper() for name in names))


def _outside_idioms(hits: list[Hit]) -> list[Hit]:
    """The hits without the nouns of an idiom (in *the case* of women) and the moves in a name (*Baja* California)."""
    held = [(kind, hit) for hit in hits if (kind := _HELD.get(hit.kind))]
    if not held:
        return hits
    starts, inside = [hit.start for hit in hits], set()
    for kind, whole in held:
        for index in range(bisect.bisect_left(starts, whole.start), bisect.bisect_left(starts, whole.end)):
            if hits[index].end <= whole.end and hits[index].kind.startswith(kind):
                inside.add(index)
    return [hit for index, hit in enumerate(hits) if index not in inside]


_HELD = {"blocks.wording": "nouns", "place": "changes."}


def _within_latin(folded: str, start: int, end: int) -> bool:
    """Whether a Latin word goes on before or behind, where the language itself has no spaces."""
    return (folded[start] in _LATIN and folded[start - 1 : start] in _LATIN) or (
        folded[end - 1] in _LATIN and folded[end : end + 1] in _LATIN
    )


_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_OPENING = ("drug", "claims.opening")
_PARTS_OF_ONE = "½¼¾"
PLACE_KINDS = ("place", "demonym", "weak_place", "weak_demonym")
_ATTACHED = {"unit", "numbers.scales", "numbers.attached", "nouns", "bounds.at_least_after", "changes.times",
             "changes.fold", "blocks.other_units", "blocks.money", "blocks.age", "changes.points"}  # fmt: skip


def _entries(pack: Pack):
    for concept, words in pack.concepts.items():
        table, _, key = concept.partition(".")
        if concept in _NOT_WORDS or table in ("text", "ambiguous", "weak_places", "tables"):
            continue
        if table in _KEYED:
            for word in words:
                yield word, _KIND.get(table, table), key
        elif table == "not_drugs":
            for word in words:
                yield word, "not_drug", key
        elif isinstance(words, dict):
            for word, value in words.items():
                yield word, concept, value
        else:
            for word in words:
                yield word, concept, word
    yield from _places(pack.code)


_KIND = {"drugs": "drug", "weak_drugs": "weak_drug", "units": "unit", "nouns": "nouns"}  # fmt: skip


def _places(language: str):
    from extractors.vocabulary import places

    for name in places.place_names(language):
        kind = "demonym" if name.kind == "demonym" else "place"
        yield name.name, f"weak_{kind}" if name.weak else kind, name.code


def _whole_word(folded: str, start: int, end: int) -> bool:
    before = start > 0 and folded[start - 1].isalnum() and folded[start].isalnum()
    after = end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum()
    return not before and not after


def _family(kind: str) -> str:
    return _FAMILIES.get(kind) or kind.split(".")[0]


_FAMILIES = {"weak_drug": "drug", "not_drug": "drug", "demonym": "place", "weak_place": "place",
             "places.not_places": "place", "weak_demonym": "place", "weak": "cues", "after": "cues",
             "blocks.other_counts": "nouns", "blocks.other_units": "unit", "bounds.about_after": "after",
             "bounds.at_least_after": "after", "bounds.at_most_after": "after", "compare.earlier": "earlier",
             "compare.versus": "versus", "compare.as_than": "as_than", "compare.record_after": "record_after",
             "changes.multiples": "multiples", "changes.more": "more",
             "changes.less": "more", "places.people": "people", "places.not_people": "people",
             "places.coast": "coast", "places.motion": "motion", "places.aside": "aside",
             "places.origin_if_moving": "origin_if_moving", "places.compass": "compass",
             "places.border": "border", "places.border_behind": "border_behind", "places.along": "along",
             "places.locative": "locative", "places.nationwide": "nationwide", "places.home": "home",
             "places.home_markers": "home_markers",
             "places.part": "part", "changes.as_much": "as_much", "changes.points": "points",
             "changes.reached": "reached", "changes.multiplied": "multiplied",
             "fractions.words": "numbers", "fractions.denominators": "denominators",
             "fractions.ratio": "ratio", "shares.of_which": "of_which", "shares.of": "of", "shares.parts": "parts",
             "numbers.vague": "vague", "numbers.rough": "rough", "numbers.of": "number_of",
             "numbers.and_half": "and_half", "bounds.between": "bounds_between",
             "compare.than_behind": "than_behind", "claims.restating": "restating",
             "numbers.dozens": "numbers", "places.dateline": "dateline",
             "blocks.money": "money", "blocks.rate": "rate", "blocks.yearly": "rate", "blocks.rate_before": "rate_before",
             "blocks.age": "age", "ranges.to": "to", "ranges.after": "ranges_after", "periods.from": "from",
             "periods.onward": "onward", "periods.weekdays": "weekdays", "periods.backdrop": "backdrop",
             "compare.behind": "behind", "claims.those": "those", "ranges.and": "and", "ranges.between": "between",
             "claims.announced": "announced", "claims.subject": "subject",
             "claims.alternative": "alternative"}  # fmt: skip


_PLACE = 0  # the number of the family of places


def _numbered(senses, families: dict[str, int]) -> tuple[tuple[int, str, object], ...]:
    """What a word can mean: (number of the family, kind, key), the kinds in order."""
    return tuple(
        (families.setdefault(_family(kind), len(families)), kind, key)
        for kind, key in sorted(senses, key=itemgetter(0))
    )


def _with(senses: tuple, told: Callable[[str], bool]) -> tuple:
    return tuple(sense for sense in senses if told(sense[1]))


_new = tuple.__new__  # a Hit without the detour of its own __new__


def _longest(matched: list[tuple], families: int) -> list[Hit]:
    """The hits that stay where several of a family overlap: the first, of those the longest; of names of places the
    longer one of two. `matched` is by start, then by length."""
    kept: list[Hit] = []
    opened, reached = [-1] * families, [-1] * families  # where the last hit of each family begins and ends
    for senses, start, end in matched:
        for family, kind, key in senses:
            reach = reached[family]
            if start < reach:
                begun = opened[family]
                if family == _PLACE and begun < start and reach < end and end - start > reach - begun:
                    _drop_last_name(kept)  # "El Valle" in "El Valle del Cauca"
                elif start != begun or end != reach:
                    continue
            opened[family], reached[family] = start, end
            kept.append(_new(Hit, (start, end, kind, key)))
    return kept


def _drop_last_name(kept: list[Hit]) -> None:
    last = next(at for at in range(len(kept) - 1, -1, -1) if _family(kept[at].kind) == "place")
    del kept[last]


MANY = 24  # hits of a kind from which on they are searched by halves


class Found:
    """Hits of a text, or of a part of it, to be looked up by kind and offset."""

    __slots__ = ("_hits", "_starts", "kinds")

    def __init__(self, hits: list[Hit]) -> None:
        self._hits = sorted(hits, key=itemgetter(0))
        self._starts: list[int] = [hit[0] for hit in self._hits]
        self.kinds: dict[str, list[Hit]] = _by_kind(self._hits)

    def part(self, start: int, end: int) -> Found:
        """The hits that lie inside `[start, end)`: looking up in a sentence's own is quick."""
        low, high = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        part = Found.__new__(Found)
        part._hits, part._starts = self._hits[low:high], self._starts[low:high]
        part.kinds = _by_kind(part._hits, end)
        return part

    def of(self, kind: str, start: int, end: int) -> list[Hit]:
        """Hits of a kind that lie inside `[start, end)`, in order."""
        hits = self.kinds.get(kind)
        if not hits:
            return []
        if len(hits) == 1:
            hit = hits[0]
            return [hit] if hit[0] >= start and hit[1] <= end else []
        if len(hits) > MANY:
            hits = hits[bisect.bisect_left(hits, (start,)) : bisect.bisect_left(hits, (end,))]
        return [hit for hit in hits if hit[0] >= start and hit[1] <= end]

    def at(self, kind: str, start: int) -> Hit | None:
        """The hit of a kind that begins at `start`, or None."""
        hits = self.kinds.get(kind)
        if not hits:
            return None
        if len(hits) > MANY:
            index = bisect.bisect_left(hits, (start,))
            hits = hits[index : index + 1]
        for hit in hits:
            if hit[0] == start:
                return hit
        return None

    def ending(self, kind: str, end: int, reach: int = 40) -> Hit | None:
        """The longest hit of a kind that ends at `end` and begins at most `reach` before it, or None."""
        if kind in self.kinds:
            for hit in self.of(kind, end - reach, end):
                if hit[1] == end:
                    return hit
        return None


def _by_kind(hits: list[Hit], end: float = math.inf) -> dict[str, list[Hit]]:
    """Kind → the hits of it that end by `end`, in order."""
    kinds: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit[1] <= end:
            kind = hit[2]
            if kind in kinds:
                kinds[kind].append(hit)
            else:
                kinds[kind] = [hit]
    return kinds


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, compiled once."""
    return Lexicon(load(language))
