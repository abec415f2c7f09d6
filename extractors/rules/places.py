"""Places: which are named in a sentence, and whether they are where it happened, where drugs came from or went to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.languages import Pack
from extractors.rules.addresses import more_specific, name_kinds, one_address, town_of
from extractors.rules.beside import at_border, of_people, of_record, told_there
from extractors.rules.chained import helped, role_told, stands_alone
from extractors.rules.lexicon import Found, Hit
from extractors.rules.onward import brought_to, goes_on
from extractors.vocabulary import places

_ROLES = (
    ("border", "places.border"),
    ("origin", "places.origin"),
    ("transit", "places.transit"),
    ("destination", "places.destination"),
    ("other", "places.unrelated"),
)
_QUOTES = " \n\"“”‘'「『"
_OPENED, _CLOSED = tuple('"“‘「『'), tuple('"”’」』')
_PARTS = re.compile(  # 来自金三角地区*1.78吨、*金新月地区22公斤
    r"[^,;。、0-9]{0,10}[0-9][0-9.,]{0,12}[^,;。0-9()]{1,8}"
)


_MARKS = (",", "、", "/")


@dataclass(slots=True)
class Place:
    """A place at `[start, end)`: its code and its role: at, origin, transit, destination, border or people."""

    start: int
    end: int
    code: str
    role: str
    kind: str = "place"


_KINDS = ("place", "demonym", "weak_place")


def find_places(
    folded: str, start: int, end: int, found: Found, pack: Pack, country: str = ""
) -> list[Place]:
    """The places named in `folded[start:end]`, in order, each with its role; parts of one address are joined.

    `country` is the one spoken of before: its weak names (Georgia, Van) count without another word."""
    if found.kinds.keys().isdisjoint(_KINDS):
        return []
    hits = sorted(
        found.of("place", start, end) + found.of("demonym", start, end), key=lambda hit: (hit.start, -hit.end)
    )
    hits = _with_weak(hits, found, start, end, country)
    names = [
        drug
        for kind in ("drug", "weak_drug")
        for drug in found.of(kind, start, end)
        if drug.end - drug.start > 8
    ]
    mentions: list[Place] = []
    for hit in hits:
        if mentions and hit.start < mentions[-1].end:
            _same_name(mentions, hit)
            continue
        if folded[hit.end : hit.end + 2].lstrip()[:1] == "$" or any(
            d.start <= hit.start and hit.end < d.end for d in names
        ):
            continue  # US $ 5m, china white heroin
        code, a, b = _with_compass(folded, hit, start, found, pack)
        role = _role(folded, a, b, start, end, found, pack, hit, mentions)
        place = Place(a, b, code, role, hit.kind)
        if pack.spaces and hit.kind == "place" and name_kinds(pack.code).get(folded[a:b]) == "agency":
            place.kind = "demonym"  # it tells the country as "Thai" does
            aiding = "places.helpers" in found.kinds and helped(folded, hit, found, pack)
            place.role = "at" if role in ("origin", "other", "transit") and not aiding else role
        if mentions and pack.spaces and town_of(folded, mentions[-1], place, found, pack):
            mentions[-1].code, mentions[-1].end = code, b
            continue
        if mentions and one_address(folded, mentions[-1], place, pack):
            last = mentions[-1]
            last.code = more_specific(last.code, code)
            last.end = b
            continue
        mentions.append(place)
    for place, following in zip(mentions[-2::-1], mentions[:0:-1], strict=True) if not pack.spaces else ():
        if following.role == "other" and place.role == "at" and folded[place.end : following.start] == "、":
            place.role = "other"  # 在安徽、河南等地警方配合下
    if mentions and (
        _is_dateline(folded, mentions[0], start, found, not pack.spaces)
        or stands_alone(folded, mentions, start, end)
    ):
        mentions[0].role = "dateline"
    return mentions


_AGENCY = re.compile(r"(?:, [^.;:()]{3,24})? ?(\([a-z][a-z /.&-]{1,24}\))")

_DATED = re.compile(
    r"[])]?(?: ?[\[(][^\])\n]{2,24}[\])]){0,2}, (?:[^\W\d_]{3,10}\.? [0-9]{1,2}(?:, [0-9]{4})?|[0-9]{1,2} (?:[a-z]{2} )?[^\W\d_]{3,10}\.?)"
    r" ?(?:\([^)\n]{2,24}\) ?|, [\w./-]{2,18} )?\.?[:–—-]"
)  # "Yangon, Dec 28: …", "Madrid, 4 ago. (EFE) - …"


def _is_dateline(folded: str, first: Place, start: int, found: Found, unspaced: bool) -> bool:
    """ "BANGKOK — Thai police …", "NOGALES, Ariz. – Officers …", "BANGKOK, June 16 (Reuter)": where it was written."""
    named = first.start == start and first.kind in ("place", "weak_place")
    agency = _AGENCY.match(folded, first.end) if named else None
    if agency:
        return bool(found.of("claims.wires", *agency.span(1)))
    if named and not unspaced and _DATED.match(folded, first.end):
        return True
    opens = first.start == start or (
        unspaced and first.start - start <= 8 and not found.of("cues", start, first.start)
    )
    return (
        opens  # （法新社曼谷18日电）
        and first.kind in ("place", "weak_place")
        and any(
            not re.search(r"[a-z]{6}|[;!?]", folded[first.end : mark.start])
            for mark in found.of("places.dateline", first.end, first.end + 16)
        )
    )


def _with_weak(hits: list[Hit], found: Found, start: int, end: int, country: str) -> list[Hit]:
    """Names that are more often something else (Georgia, Van) count only beside another place of their country."""
    known = {places.country_of(str(hit.key)) for hit in hits} | {country} - {""}
    weak = [hit for hit in found.of("weak_place", start, end) if places.country_of(str(hit.key)) in known]
    acting = found.of("claims.enforcement", start, end) if weak else []  # Policía *Federal*, no district
    weak = [hit for hit in weak if not any(w.start <= hit.start and hit.end <= w.end for w in acting)]
    return sorted([*hits, *weak], key=lambda hit: (hit.start, -hit.end)) if weak else hits


def _same_name(mentions: list[Place], hit: Hit) -> None:
    """Two places of one name ("Georgia"): the one that holds a place already named, else the first."""
    last = mentions[-1]
    if hit.start == last.start and hit.kind == "place":
        known = {places.country_of(place.code) for place in mentions[:-1]}
        if places.country_of(str(hit.key)) in known and places.country_of(last.code) not in known:
            last.code = str(hit.key)


@lru_cache(maxsize=4096)
def compass_region(code: str, compass: str) -> str:
    """ "northern" and MM → "northern-myanmar" where the vocabulary has it, else the code itself."""
    if len(code) != 2:
        return code
    key = f"{compass}-{places.label(code).lower().replace(' ', '-')}"
    return key if key in places.regions() else code


def _with_compass(folded: str, hit: Hit, start: int, found: Found, pack: Pack) -> tuple[str, int, int]:
    code, a, b = str(hit.key), hit.start, hit.end
    if pack.spaces:
        compass = found.ending("places.compass", a - 1, 14)
        if compass and hit.kind == "place":
            return compass_region(code, compass.key), a, b
    else:
        compass = found.at("places.compass", b)
        if compass:
            return compass_region(code, compass.key), a, compass.end
    return code, a, b


def _role(
    folded: str, a: int, b: int, start: int, end: int, found: Found, pack: Pack, hit: Hit, before: list[Place]
) -> str:
    if hit.kind == "demonym" and _is_person(folded, a, b, found, pack):
        return "people"
    if pack.spaces and (told := role_told(folded, hit, before, found, pack)):
        return told
    border = (
        None
        if pack.spaces or _guards(b, found)
        else found.at("places.border", b) or found.at("places.border", b + 1)
    )
    if not (pack.spaces or border) and (found.at("places.people", b) or of_people(folded, a, b, found, pack)):
        return "people"
    if border or (not pack.spaces and at_border(folded, a, b, found, pack)):
        return "border"
    if not pack.spaces and _of_goods(folded, a, b, found):
        return "origin"
    if not pack.spaces and found.at("blocks.substances", b):  # 中国茶包
        return "other"
    if not pack.spaces and found.at("places.coast", b) and _is_sea(str(hit.key)):
        return "other"
    best = None
    for role, kind in _ROLES:
        for word in found.of(kind, max(start, a - 48), a):
            if _leads(folded[word.end : a], pack) and (best is None or word.end - word.start > best[0]):
                best = (word.end - word.start, role)
    if (best is None and not pack.spaces and found.at("places.aside", b)) or _helped(
        folded, a, b, end, found, pack
    ):
        return "other"
    if best and best[1] == "origin" and not _moves(folded, a, b, end, found):
        best = None
    if best is None and before and before[-1].role == "origin" and goes_on(folded[before[-1].end : a], pack):
        return "destination"
    if (
        pack.spaces
        and hit.kind == "demonym"
        and found.at("places.border_behind", b + 1)
        and found.ending("places.along", a - 1)
    ):
        return "border"
    listed = best is None and not pack.spaces and before and before[-1].role == "origin"
    if listed and _PARTS.fullmatch(folded[before[-1].end : a]):
        return "origin"
    if best is None and any(
        _leads(folded[word.end : a], pack) for word in found.of("compare.ordinary", max(start, a - 24), a)
    ):
        return "other"
    if not pack.spaces and (of_record(str(hit.key), b, found) or told_there(a, b, found)):
        return "other"
    if pack.spaces and (
        found.at("places.estimates", b + 1) or _in_record(folded, str(hit.key), a, b, start, found, pack)
    ):
        return "other"
    if best is None and pack.spaces and brought_to(folded, a, start, found, pack):
        return "destination"
    if pack.spaces and folded[a - 1 : a] != "-" and found.at("places.streets", b + 1):
        return "other"
    if pack.spaces and folded[b : b + 1] == "-" and found.at("places.unrelated_after", b + 1):
        return "other"
    if best and best[1] in ("origin", "other") and _agency(found, a, b):
        return "at"
    if best:
        return best[1] if hit.kind != "demonym" or best[1] != "destination" else "at"
    if (
        before
        and (
            before[-1].role in ("origin", "transit", "destination", "border")
            or (before[-1].role == "other" and pack.spaces)
        )
        and _lists(folded[before[-1].end : a], pack)
    ):
        return before[-1].role
    return "at"


def _in_record(folded: str, code: str, a: int, b: int, start: int, found: Found, pack: Pack) -> bool:
    """ "the largest seizure anywhere in the *world*", "the *world's* second-largest source": how rare it was, not where."""
    if code != "world":
        return False
    owner = folded.startswith(tuple(pack.words("places.possessive")), b) and found.of(
        "compare.superlative", b, b + 22
    )
    located = found.ending("places.locative", a - 1)
    near = found.of("compare.superlative", max(start, a - 70), a) if located else []
    if code != "world":  # a record 172 tons were seized in the region: how much, and where
        near = [h for h in near if not _AMOUNT.search(folded, h.end, a)]
    return bool(owner or near)


_AMOUNT = re.compile(r"[0-9,]")


def joined(folded: str, place: Place, following: Place, pack: Pack) -> bool:
    """Whether only a comma or "and" stands between two places."""
    return _lists(folded[place.end : following.start], pack)


def _leads(between: str, pack: Pack) -> bool:
    """Whether a word of place and a name belong together: "from *the port of* Guayaquil"."""
    small = between.strip(_QUOTES)
    return len(between) < 30 and (not small or small in pack.set_of("places.before_name"))


def _lists(between: str, pack: Pack) -> bool:
    """Whether only a comma or a joiner stands between two names: "Laos*, and the* Philippines"."""
    if len(between) > 24:
        return False
    words = between.replace(",", " , ").replace("、", " 、 ").split()
    while words and words[-1] in pack.set_of("places.before_name"):
        words.pop()
    if not words or len(words) > 3:
        return False
    joiners = pack.set_of("lists.joiners")
    behind_mark = words[0] in _MARKS and (len(words) == 1 or " ".join(words[1:]) in joiners)
    return behind_mark or " ".join(words) in joiners


def _agency(found: Found, a: int, b: int) -> bool:
    """ "representatives from the *U.S. Coast Guard*": an agency, no place that anything came from."""
    return any(found.at("claims.enforcement", place) for place in (b, b + 1)) or bool(
        found.ending("claims.enforcement", b)
    )


def _is_sea(code: str) -> bool:
    return code in places.regions() and places.regions()[code].sea


def _guards(b: int, found: Found) -> bool:
    """德宏*边境管理*支队: the word for a border is part of the name of who guards it."""
    border, guard = found.at("places.border", b), found.at("claims.enforcement", b)
    return bool(border and guard and guard.end > border.end)


def _of_goods(folded: str, a: int, b: int, found: Found) -> bool:
    """缴获*缅北地区*冰毒: between the verb and a drug, a place tells where the drug is from."""
    a, b = a - (folded[a - 1 : a] in _OPENED), b + (folded[b : b + 1] in _CLOSED)
    verb = next(
        (hit for kind in ("cues", "weak") if (hit := found.ending(kind, a, 6)) and hit.key == "seizure"), None
    )
    return verb is not None and any(found.at("drug", place) for place in range(b, b + 3))


def _helped(folded: str, a: int, b: int, end: int, found: Found, pack: Pack) -> bool:
    """在老挝警方*配合下*, 与中国警方*合作*: who only helped."""
    if pack.spaces:
        return False
    near = found.of("places.aside", b, min(end, b + 14))
    if near and found.of("places.aside_by", b, near[0].start):
        near = []
    if found.ending("lists.joiners", a):
        near += found.of("places.together", b, min(end, b + 10))
    return bool(near) and not re.search(r"[,;。、]", folded[b : near[0].start])


def _moves(folded: str, a: int, b: int, end: int, found: Found) -> bool:
    """从老挝方向*入境*, but not 从云南一辆车上查获: words that tell an origin only beside one of motion."""
    weak, word = found.ending("places.origin_if_moving", a, 4), found.ending("places.origin", a, 6)
    if weak is None or (word is not None and word.start < weak.start):  # 来自
        return True
    near = found.of("places.motion", b, min(end, b + 16))
    near = [
        h
        for h in near
        if not any(w.start < h.start and h.end <= w.end for w in found.of("blocks.wording", b, h.end))
    ]
    if not near or any(
        hit.key in ("cultivation", "production") for hit in found.of("cues", b, near[0].start)
    ):
        return False  # 自缅北罂粟种植面积下降到…
    return not re.search(r"[,;。]", folded[b : near[0].start])


def _is_person(folded: str, a: int, b: int, found: Found, pack: Pack) -> bool:
    """Six Syrians, two Thai men, a Tanzanian flag: people and ships, no places."""
    gap = b + (folded[b : b + 1] in " -")
    if not pack.spaces and of_people(folded, a, b, found, pack):
        return True
    person = found.at("places.people", gap) or found.at("places.people", b)
    if person and not found.at("claims.enforcement", person.end + 1):  # the Turkish national police
        return True
    if found.ending("blocks.age", a - 1, 12):  # a 51-year-old Lithuanian
        return True
    article = found.ending("numbers.articles", a - 1, 6) or _one(found, a)
    following = re.match(r" ([^\W\d_]{1,12})", folded[b : b + 14])
    if article and (following is None or following.group(1) in _behind_person(pack)):
        return True
    of = found.ending("shares.of", a - 1, 8)
    if (
        of
        and " " in folded[of.start : of.end]
        and folded[a:b].endswith(tuple(pack.words("places.same_plurals")))
    ):
        return True  # two of the Japanese
    counted = (
        article or found.ending("numbers.words", a - 1, 12) or re.search("[0-9] $", folded[max(0, a - 2) : a])
    )
    several = (*pack.words("places.plurals"), *pack.words("places.same_plurals"))
    return bool(counted) and folded[a:b].endswith(several)


def _one(found: Found, a: int) -> Hit | None:
    """Five Bahamians and *one* Jamaican: the number one before a nationality."""
    number = found.ending("numbers.words", a - 1, 6)
    return number if number and number.key == 1 else None


def _behind_person(pack: Pack) -> frozenset[str]:
    return pack.set_of("lists.joiners") | pack.set_of("claims.auxiliary")
