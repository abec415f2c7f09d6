"""Addresses: two names that tell one place, more and less exactly, and towns named like places abroad."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.languages import Pack
from extractors.rules.lexicon import Found, fold
from extractors.vocabulary import places

if TYPE_CHECKING:
    from extractors.rules.places import Place


@cache
def name_kinds(language: str) -> dict[str, str]:
    """Kind of each name of a place as it is folded: country, subdivision, city, agency …"""
    return {fold(name.name): name.kind for name in reversed(places.place_names(language))}


def one_address(folded: str, last: Place, place: Place, pack: Pack) -> bool:
    """ "Guayaquil, Ecuador", "China's Guangdong", "广东广州": one place said twice, more and less exactly."""
    between = folded[last.end : place.start]
    if len(between) > 40 or sum(map(between.count, ",(-")) > 1 or ("-" in between and between != "-"):
        return False
    if not all(word in pack.set_of("places.address") for word in re.sub(r"[,(-]", " ", between).split()):
        return False
    if last.role != place.role and place.role != "at":
        return False
    a, b = last.code, place.code
    return (
        a == b
        or places.contains(a, b)
        or places.contains(b, a)
        or (places.country_of(a) == places.country_of(b) != "")
    )


def town_of(folded: str, last: Place, place: Place, found: Found, pack: Pack) -> bool:
    """ "Athens, Alabama", "Lebanon, Tenn.": a town that bears the name of a place abroad, told by the name behind it."""
    home = places.country_of(place.code)
    between = folded[last.end : place.start]
    if (
        between not in (", ", "")
        or last.kind != "place"
        or place.kind == "demonym"
        or home in ("", places.country_of(last.code))
    ):
        return False
    joiners = [found.at("lists.joiners", place.end + gap) for gap in (1, 2)]
    listed = any(word and found.of("place", word.end, word.end + 30) for word in joiners)
    if name_kinds(pack.code).get(folded[last.start : last.end]) == "city":
        return len(place.code) > 2 or not listed
    return len(place.code) > 2 and not listed


def more_specific(a: str, b: str) -> str:
    if places.contains(a, b):
        return b
    if len(b) > 2 and b[:2].isupper() and places.country_of(a) == b[:2] and not a[:2].isupper():
        return b  # 缅甸东部掸邦
    return a
