"""How a text writes digits: whether "1.250" is a thousand and more or a little more than one.

Its own numbers tell ("38.5 kg", "1,250,000", "65.410 arrests"), else the custom of its country, else the language's.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from extractors.languages import Pack
from extractors.rules.digits import parted
from extractors.rules.lexicon import Found

_MARKED = re.compile(r"(?<![0-9.,/:])[0-9]{1,15}(?:[.,][0-9]{1,15}){1,6}(?![0-9/:])")
_ONE_GROUP = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_OTHER = {".": ",", ",": "."}
_COUNTED = ("tablet", "plant")  # units that are counted, never measured
_WEIGHED = ("kilogram", "tonne", "litre", "gram", "pound")


class Marks(NamedTuple):
    """What to read before three digits: `decimal` is "." or ",", or "" where both marks group thousands; `custom` says
    that no number of the text told it."""

    decimal: str
    custom: bool = False


def marks_of(folded: str, found: Found, pack: Pack, country: str) -> Marks:
    """How a text about a country reads a mark before three digits."""
    decimals: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for match in _MARKED.finditer(folded):
        _tell(folded, match.group(), match.end(), found, decimals, groups)
    customs = pack.table("numbers.marks")
    home = str(customs.get(country, pack.decimal))
    if not decimals.total() + groups.total():
        return Marks(home, custom=country in customs)
    for mark in (home, *_OTHER):
        other = _OTHER.get(mark, "")
        if not mark or groups[mark]:
            continue
        if decimals[mark] and (mark == home or groups[other]):
            return Marks(mark)
        if home and groups[other] and not decimals[other]:
            return Marks(mark)
    return Marks(home if decimals[home] else "")


def _tell(folded: str, written: str, end: int, found: Found, decimals: Counter, groups: Counter) -> None:
    """Count what a number gives away: "1.234,5" a decimal comma and grouping points, "65.410 arrests" the latter."""
    marks, parts = parted(written)
    gap = end + (folded[end : end + 1] == " ")
    if len(set(marks)) == 2:
        alike = len(set(marks[:-1])) == 1 and all(len(part) == 3 for part in parts[1:-1])
        if alike and marks[-1] not in marks[:-1]:
            decimals[marks[-1]] += 1
            groups[marks[0]] += 1
    elif len(marks) > 1:
        groups[marks[0]] += all(len(part) == 3 for part in parts[1:])
    elif len(parts[1]) == 3 and parts[0] != "0":
        groups[marks[0]] += parts[1] == "000" or _counts(found, gap)
    elif found.at("unit", gap) or found.at("unit", end) or found.at("numbers.scales", gap):
        decimals[marks[0]] += 1


def _counts(found: Found, gap: int) -> bool:
    unit = found.at("unit", gap)
    return found.at("nouns", gap) is not None or (unit is not None and unit.key in _COUNTED)


def mark_at(folded: str, start: int, end: int, found: Found, marks: Marks) -> str:
    """The decimal mark to read the number at `[start, end)` by: "3.900 pastillas" is grouped whatever the text's mark."""
    written = folded[start:end]
    if not _ONE_GROUP.fullmatch(written):
        return marks.decimal
    gap = end + (folded[end : end + 1] == " ")
    unit = found.at("unit", gap)
    # by custom alone: who writes three decimals weighs in kilograms, and writes 2.5 rather than 2.500
    if unit is not None and unit.key in ("tonne", "hectare") and written.endswith("00") and marks.decimal:
        return _OTHER[written[-4]]  # 3,600 toneladas: nobody writes 3.6 so
    rounded = marks.custom and (unit is None or unit.key not in _WEIGHED or written.endswith("00"))
    return _OTHER[written[-4]] if rounded or _counts(found, gap) else marks.decimal
