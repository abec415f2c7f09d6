"""All words of a language pack in one automaton, and what it finds in a text.

A hit says where a word stands and all that it can mean: "seizures" is a cue of seizure and a thing counted.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
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
        self._senses = {word: tuple((_family(kind), kind, key) for kind, key in senses)
                        for word, senses in surfaces.items()}  # fmt: skip
        self._words = list(self._senses)
        self._senses_of = list(self._senses.values())
        self._latin = [word[0] in _LATIN or word[-1] in _LATIN for word in self._words]
        self._written = exact
        self._automaton = AhoCorasick(
            self._words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )
        drugs = [
            word for word, senses in self._senses.items() if any(kind in _OPENING for _, kind, _ in senses)
        ]
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
        """The words found; where words of one family overlap, the longest. Hits of one kind are in order."""
        families: defaultdict[str, list[tuple]] = defaultdict(list)
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not self.pack.spaces:
            senses, latin = self._senses_of, self._latin
            for index, start, end in matches:
                if latin[index] and _within_latin(folded, start, end):
                    continue  # the "g" of "page"
                for family, kind, key in senses[index]:
                    families[family].append((start, -end, kind, key))
        else:
            self._add_whole_words(text, folded, matches, families)
        found = [hit for family, found in families.items() for hit in _longest(found, family == "place")]
        return _outside_idioms(found) if self.pack.spaces else found

    def _add_whole_words(self, text: str, folded: str, matches, families: dict[str, list[tuple]]) -> None:
        """Add what stands between the ends of words, and units right behind their number."""
        letter = [*map(str.isalnum, folded), False]
        written, words, senses = self._written, self._words, self._senses_of
        for index, start, end in matches:
            if letter[end] and letter[end - 1]:
                continue
            attached = letter[start] and letter[start - 1] and start > 0
            if attached and not (folded[start - 1].isdigit() or folded[start - 1] in _PARTS_OF_ONE):
                continue  # 1.1kg: a unit may follow its number without a space
            word = words[index]
            named = word not in written or self._as_written(text, start, end, word)
            for family, kind, key in senses[index]:
                if (not attached or kind in _ATTACHED) and (named or kind not in PLACE_KINDS):
                    families[family].append((start, -end, kind, key))

    def _as_written(self, text: str, start: int, end: int, word: str) -> bool:
        """Names of places need their capital: "US" is a country, "us" and "turkey" are not."""
        written = text[start:end]
        names = self._written[word]
        return written in names or (written[:1].isupper() and not all(name.isupper() for name in names))


def _outside_idioms(hits: list[Hit]) -> list[Hit]:
    """The hits without the nouns of an idiom: in *the case* of women, nothing is counted."""
    idioms = [hit for hit in hits if hit.kind == "blocks.wording"]
    if not idioms:
        return hits
    return [
        hit for hit in hits if hit.kind != "nouns" or not any(i.start <= hit.start and hit.end <= i.end for i in idioms)
    ]


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


_new = tuple.__new__  # a Hit without the detour of its own __new__


def _longest(found: list[tuple], names: bool) -> list[Hit]:
    """The hits that stay where several overlap: the first, of those the longest; of names the longer one of two."""
    found.sort(key=itemgetter(0, 1, 2))
    kept: list[Hit] = []
    reach = span = -1
    for start, minus_end, kind, key in found:
        if (
            names
            and kept
            and kept[-1].start < start < reach < -minus_end
            and start + minus_end < kept[-1].start - reach
        ):
            reach = kept.pop().start  # "El Valle" in "El Valle del Cauca"
        if start >= reach or (start, -minus_end) == span:
            kept.append(_new(Hit, (start, -minus_end, kind, key)))
            reach, span = -minus_end, (start, -minus_end)
    return kept


MANY = 24  # hits of a kind from which on they are searched by halves


class Found:
    """Hits of a text, or of a part of it, to be looked up by kind and offset."""

    def __init__(self, hits: list[Hit]) -> None:
        self._hits = sorted(hits, key=itemgetter(0))
        self._starts: list[int] | None = None
        self.kinds: dict[str, list[Hit]] = {}
        kinds = self.kinds
        for hit in self._hits:
            kind = hit[2]
            if kind in kinds:
                kinds[kind].append(hit)
            else:
                kinds[kind] = [hit]

    def part(self, start: int, end: int) -> Found:
        """The hits that lie inside `[start, end)`: looking up in a sentence's own is quick."""
        if self._starts is None:
            self._starts = [hit[0] for hit in self._hits]
        low, high = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        return Found([hit for hit in self._hits[low:high] if hit[1] <= end])

    def of(self, kind: str, start: int, end: int) -> list[Hit]:
        """Hits of a kind that lie inside `[start, end)`, in order."""
        hits = self.kinds.get(kind)
        if not hits:
            return []
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


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, compiled once."""
    return Lexicon(load(language))
