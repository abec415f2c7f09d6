"""What the words right beside a place's name tell where words are not spaced: 越南*籍*, 与老挝*接壤*, *世界*上最大."""

from __future__ import annotations

from extractors.languages import Pack
from extractors.rules.addresses import name_kinds
from extractors.rules.lexicon import Found
from extractors.vocabulary.places import COUNTRY


def of_people(folded: str, start: int, end: int, found: Found, pack: Pack) -> bool:
    """中国*籍*船长, where 国籍 is a word too; 越南籍: a nationality; 拥有英国*国籍*: whose passport it is."""
    if found.ending("places.holding", start, 4) and found.of("places.people", end, end + 12):
        return True
    last = folded[end : end + 1]
    words = pack.set_of("places.people")
    if last in words and any(hit.end == end + 1 for hit in found.of("places.people", end - 1, end + 1)):
        return True
    ending = found.ending("places.people", end, 2)
    return ending is not None and ending.start > start


def at_border(folded: str, start: int, end: int, found: Found, pack: Pack) -> bool:
    """*在泰国*与老挝接壤的地方: the first of two countries that share a border, not of 云南与缅甸接壤."""
    country = name_kinds(pack.code).get(folded[start:end]) == COUNTRY
    if not country or found.ending("places.locative", start) is None:
        return False
    joiner = found.at("lists.joiners", end)
    other = found.at("place", joiner.end) if joiner else None
    if other is None:
        return False
    behind = other.end + (found.at("compare.link", other.end) is not None)
    return found.at("places.border", behind) is not None


def told_there(start: int, end: int, found: Found) -> bool:
    """*在北京*发布报告: where something was made known, not where it happened."""
    return found.ending("places.locative", start) is not None and any(
        found.at("claims.announced", end + gap) for gap in (0, 2)
    )


def of_record(code: str, end: int, found: Found) -> bool:
    """*世界*上最大的鸦片生产国, *全球*第二大: how large or rare it was, no place."""
    return code == "world" and any(found.at("compare.superlative", end + gap) for gap in (0, 1, 2))
