"""Names whose part is told by the name before them, or by the marks around them: a list of people, a town of a country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.languages import Pack
from extractors.rules.lexicon import Found, Hit
from extractors.vocabulary import places

if TYPE_CHECKING:
    from extractors.rules.places import Place

_DAY = re.compile(
    r", [0-9]{1,2} (?:[a-z]{2} )?[^\W\d_]{3,10} (?:[a-z]{2,3} )?[0-9]{4}\.?-?"
)  # "Lima, 3 de mayo de 2019."
_VERB = re.compile(r"[0-9] ([^\W\d_]{2,12}) $")  # 71 *son* peruanos
_OPENED, _CLOSED = tuple('"“‘«'), tuple('"”’»')


def role_told(folded: str, hit: Hit, before: list[Place], found: Found, pack: Pack) -> str:
    """The role of a name as the name before it or its marks tell it, "" where they tell none."""
    if "places.helpers" in found.kinds and helped(folded, hit, found, pack):
        return "other"
    if hit.kind == "demonym":
        return "people" if _also_people(folded, hit, before, found, pack) else ""
    if folded[hit.start - 1 : hit.start] in _OPENED and folded[hit.end : hit.end + 1] in _CLOSED:
        return "other" if str(hit.key) not in places.regions() else ""  # Section “San Pedro”, no place
    if before and before[-1].role in ("other", "origin") and _town_in(folded, hit, before[-1], pack):
        return before[-1].role
    return ""


def _also_people(folded: str, hit: Hit, before: list[Place], found: Found, pack: Pack) -> bool:
    """One Argentine *and another Brazilian*, of whom 71 *are Peruvians*: people, no places."""
    plural = folded[hit.start : hit.end].endswith(tuple(pack.words("places.plurals")))
    verb = _VERB.search(folded, max(0, hit.start - 16), hit.start)
    if verb and plural and verb[1] in pack.set_of("claims.auxiliary"):
        return True
    if found.ending("places.holding", hit.start - 1, 16):  # hombres de *nacionalidad* nicaragüense
        return True
    if not before or before[-1].role != "people" or found.at("claims.enforcement", hit.end + 1):
        return False
    words = folded[before[-1].end : hit.start].split()
    return 0 < len(words) <= 2 and words[0] in pack.set_of("lists.joiners")


def helped(folded: str, hit: Hit, found: Found, pack: Pack) -> bool:
    """With *support of the police of* Brazil: words for police stand between the helper's word and the name."""
    near = found.of("places.helpers", max(0, hit.start - 64), hit.start)
    acting = found.of("claims.enforcement", near[-1].end, hit.start) if near else []
    if not near or not (acting or found.at("claims.enforcement", hit.start)):
        return False
    between = folded[near[-1].end : hit.start]
    for word in acting:
        between = between.replace(folded[word.start : word.end], "")
    return all(word in pack.set_of("text.common") for word in between.split())


def _town_in(folded: str, hit: Hit, last: Place, pack: Pack) -> bool:
    """With the customs *of France, in Paris*: a town of the country named right before it."""
    inside = places.country_of(str(hit.key)) == last.code != str(hit.key)
    between = folded[last.end : hit.start]
    led = between.startswith(", ") and between[2:].strip() in pack.set_of("places.locative")
    return inside and led


def stands_alone(folded: str, mentions: list[Place], start: int, end: int) -> bool:
    """ "Caracas.", "PANAMÁ.": a sentence of one place is a dateline; a line without a stop is a heading."""
    first = mentions[0]
    return (
        first.start == start
        and len(mentions) == 1
        and (
            folded[first.end : end].strip() in (".", ".-")
            or bool(_DAY.fullmatch(folded[first.end : end].strip()))
        )
        and first.kind == "place"
    )
