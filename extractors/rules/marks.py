"""Which mark a text writes before decimals: its numbers tell, else the custom of its country, else the language's."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from extractors.languages import Pack
from extractors.rules.lexicon import Found

_MARKED = re.compile(r"(?<![0-9.,/:])[0-9]{1,15}(?:[.,][0-9]{1,15}){1,6}(?![0-9/:])")
_ONE_GROUP = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_OTHER = {".": ",", ",": "."}
_WHOLE = ("tablet", "plant")  # units that are counted, never measured


class Marks(NamedTuple):
    """`decimal` is "." or ",", or "" where a country writes both before thousands; `custom` says that only the
    country's custom told it."""

    decimal: str
    custom: bool = False


def marks_of(folded: str, found: Found, pack: Pack, country: str) -> Marks:
    """The decimal mark of a text: by "38.5 kg" or "1,250,000" in it, by `country`, or the language's own."""
    votes: Counter[str] = Counter()
    for match in _MARKED.finditer(folded):
        votes[_told(folded, match.group(), match.end(), found)] += 1
    votes.pop("", None)
    ranked = votes.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 3 * ranked[1][1]):
        return Marks(ranked[0][0])
    customs = pack.table("numbers.marks")
    if country in customs:
        return Marks(str(customs[country]), custom=True)
    return Marks(pack.decimal)


def _told(folded: str, written: str, end: int, found: Found) -> str:
    """The decimal mark that a number in digits gives away, "" for none: "1.234,5" → ",", "1,250,000" → "."."""
    marks = re.findall(r"[.,]", written)
    groups = re.split(r"[.,]", written)
    if len(set(marks)) == 2:
        alike = len(set(marks[:-1])) == 1 and all(len(group) == 3 for group in groups[1:-1])
        return marks[-1] if alike and marks[-1] not in marks[:-1] else ""
    if len(marks) > 1:
        return _OTHER[marks[0]] if all(len(group) == 3 for group in groups[1:]) else ""
    if len(groups[1]) == 3 and groups[0] != "0":
        return ""
    gap = end + (folded[end : end + 1] == " ")
    measured = found.at("unit", gap) or found.at("unit", end) or found.at("numbers.scales", gap)
    return marks[0] if measured else ""


def mark_at(folded: str, start: int, end: int, found: Found, marks: Marks) -> str:
    """The decimal mark to read the number at `[start, end)` by: "3.900 pastillas" is grouped whatever the text's mark."""
    written = folded[start:end]
    if not _ONE_GROUP.fullmatch(written):
        return marks.decimal
    mark = written[-4]
    gap = end + (folded[end : end + 1] == " ")
    unit = found.at("unit", gap)
    counted = found.at("nouns", gap) is not None or unit is not None and unit.key in _WHOLE
    # by custom alone: who writes three decimals weighs in kilograms, and writes 2.5 rather than 2.500
    rounded = marks.custom and (unit is None or unit.key not in _WEIGHED or written.endswith("00"))
    return _OTHER[mark] if counted or rounded else marks.decimal


_WEIGHED = ("kilogram", "tonne", "litre", "gram", "pound")
