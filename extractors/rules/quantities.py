"""Quantities: a number with its unit or with what it counts, its bound, ranges, pairs and compound amounts."""

from __future__ import annotations

import re

from extractors import units
from extractors.languages import Pack
from extractors.rules.bounds import find_bound
from extractors.rules.combining import combine_quantities
from extractors.rules.counted import counted_noun, is_article
from extractors.rules.lexicon import Found, Hit
from extractors.rules.number import Number
from extractors.rules.quantity import Quantity
from extractors.rules.rates import refuse_rates

_CLASSES = {"kg": "mass", "ha": "area", "L": "volume"}
NOUN_UNITS = {"people": "person", "arrests": "person", "users": "person", "deaths": "person", "cases": "case",
               "laboratories": "laboratory", "incidents": "incident", "generic": "generic",
               "people_classifiers": "person"}  # fmt: skip
_RANGE = re.compile(r" ?[(][0-9][0-9,. ]{0,14}[-–—][0-9][0-9,. ]{0,14}[)] ?")
_NUMBERED = re.compile(r"\.? (?=[0-9]{1,3}(?:,[0-9]{3}){0,3} [a-z])")
_INDEFINITE = ("incident", "case", "laboratory", "tablet", "person")
MOST = 80  # numbers of one sentence
_REACH = 48  # characters between a number and the noun that it counts
_BREAK = re.compile(r"[,;:()\[\]。，、；：（）!?]|(?<!\b[a-z])\.\s")  # not the stop of "two U.S. citizens"


def find_quantities(
    folded: str, start: int, end: int, found: Found, pack: Pack, numbers: list[Number], region=""
) -> list[Quantity]:
    """All quantities of a sentence, in order; also those that can make no claim, with the reason."""
    if len(numbers) > MOST:
        return []  # a row of numbers, no sentence
    found_ones = []
    for index, number in enumerate(numbers):
        stop = numbers[index + 1].start if index + 1 < len(numbers) else end
        if found_ones and number.start < found_ones[-1].end:  # the hundred of "90 por ciento"
            continue
        quantity = _measured(folded, number, start, min(end, stop), end, found, pack, region)
        if number.source == "article" and found_ones and _follows_price(folded, found_ones[-1], number):
            quantity.refused = "a rate"  # a billion dollars *a ton*
        quantity.bound, quantity.bound_start = find_bound(folded, number, quantity.end, start, found, pack)
        found_ones.append(quantity)
    return combine_quantities(folded, start, end, found, pack, found_ones)


def _numbers_paragraph(folded: str, number: Number) -> bool:
    """*3* 2,211 addicts were held: a number right behind it, and neither goes on with the other."""
    return number.scale == 1 and number.source != "words" and _NUMBERED.match(folded, number.end) is not None


def _follows_price(folded: str, last: Quantity, number: Number) -> bool:
    return (
        last.refused == "money"
        and 0 < number.start - last.end <= 12
        and not _BREAK.search(folded, last.end, number.start)
    )


def _measured(
    folded: str, number: Number, start: int, stop: int, end: int, found: Found, pack: Pack, region: str
) -> Quantity:
    quantity = Quantity(number.start, number.end, number, number.value, "", "bare")
    if number.source == "fraction":
        quantity.kind, quantity.unit = "fraction", "percent"
        return quantity
    kinds = found.kinds
    if "blocks.money" in kinds and _money(folded, number, found):
        quantity.refused = "money"
        return quantity
    if number.start == start and _numbers_paragraph(folded, number):
        quantity.refused = "the number of a paragraph"
        return quantity
    gap = number.end + (1 if folded[number.end : number.end + 1] in (" ", "-", "\n") else 0)
    plus = found.at("bounds.at_least_after", number.end) if folded[number.end : gap] == "-" else None
    if plus and folded[plus.end : plus.end + 1] == " ":  # 20-plus pounds
        gap = plus.end + 1
    more = found.at("bounds.at_least_after", gap) if gap > number.end and plus is None else None
    if more and pack.spaces and any(found.at(kind, more.end + 1) for kind in ("unit", "nouns")):
        gap = more.end + 1  # 10,000 *or more* tablets
    of = found.at("numbers.of", gap)
    if of and (number.scale >= 1e6 or found.of("numbers.dozens", number.start, number.end)):
        gap = of.end + 1
    if "blocks.age" in kinds and _is_age(folded, number, gap, found, pack):
        quantity.refused = "age"
        return quantity
    noted = _RANGE.match(folded, number.end, min(end, number.end + 44)) if pack.spaces else None
    if noted and found.at("unit", noted.end()):  # 183,000 (163,000-202,000) hectares
        gap = noted.end()
    hit = _unit_at(folded, number, gap, found, pack)
    other = found.at("blocks.other_units", gap) if "blocks.other_units" in kinds else None
    if other and (hit is None or other.end > hit.end):
        quantity.refused = f"measured in {folded[other.start : other.end]}"
        quantity.end = other.end
        return quantity
    if (hit is not None or not pack.spaces) and found.at("changes.points", gap):
        quantity.refused = "percentage points"
        return quantity
    if hit is not None:
        _with_unit(folded, quantity, hit, region, found)
    else:
        _with_noun(folded, quantity, gap, stop, found, pack)
        if not pack.spaces and quantity.noun and not quantity.refused:
            _name_counted(folded, quantity, start, stop, found, pack)
    if (
        not quantity.refused
        and quantity.kind not in ("bare", "percent")
        and _below_zero(folded, number, start, found)
    ):
        quantity.refused = "below zero"
    if "blocks.rate" in kinds or "blocks.rate_before" in kinds or "fractions.ratio" in kinds:
        refuse_rates(folded, quantity, start, end, found, pack)
    return quantity


def _below_zero(folded: str, number: Number, start: int, found: Found) -> bool:
    """Seized *-5 kg*: a minus or a dash, nobody can tell; behind "codeine" or at the start of a line it is a list's mark."""
    before = folded[max(start, number.start - 3) : number.start]
    dashed = before[-1:] in ("-", "–") and before[-2:-1] == " " and not before[:1].isdigit()
    return dashed and found.ending("drug", number.start - 2) is None


_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def _unit_at(folded: str, number: Number, gap: int, found: Found, pack: Pack) -> Hit | None:
    """The unit at a place, also in brackets of its own: 20 kg, 20 (kg); not the L of "24703 L-202"."""
    hit = found.at("unit", gap)
    closing = _BRACKETS.get(folded[gap : gap + 1]) if hit is None else None
    if closing:
        inner = found.at("unit", gap + 1)
        bracketed = inner is not None and folded[inner.end : inner.end + 1] == closing
        return Hit(inner.start, inner.end + 1, inner.kind, inner.key) if bracketed else None
    if hit is None:
        return None
    if (
        hit.end - hit.start == 1
        and folded[hit.end : hit.end + 1] == "-"
        and folded[hit.end + 1 : hit.end + 2].isdigit()
    ):
        return None
    behind = folded[hit.end : hit.end + 2]
    if behind[:1] == "/" and behind[1:].isalpha() and not found.at("blocks.rate", hit.end):
        return None  # 117 g/km
    if behind[:1] == "-" and found.at("blocks.other_units", hit.end + 1):  # 275 pound-feet
        return None
    if folded[hit.start : hit.end] in pack.set_of("numbers.characters"):  # 鸦片二十两, but not 案件3 两人
        counted = ("nouns", "counted", "blocks.other_counts", "unit")
        if number.end != hit.start or any(found.at(kind, hit.end) for kind in counted):
            return None
    return hit


def _with_unit(folded: str, quantity: Quantity, hit, region: str, found: Found) -> None:
    unit, factor = units.factor(hit.key, region)
    quantity.unit, quantity.factor, quantity.unit_key = unit, factor, hit.key
    quantity.value, quantity.end = quantity.number.value * factor, hit.end
    quantity.kind = _CLASSES.get(unit, unit)
    half = found.at("numbers.and_half", hit.end + (folded[hit.end : hit.end + 1] == " "))
    if half and quantity.kind in ("mass", "area", "volume"):  # a tonne and a half, 两吨半
        quantity.value, quantity.end = quantity.value + factor / 2, half.end
    if hit.key == "tablet" and found.kinds.get("blocks.swallowed"):
        quantity.refused = "pellets that were swallowed"
    if hit.key == "tablet" and _wrapped(folded, hit, found):
        quantity.refused = "pieces of packing"
    plant = _pieces_of(folded, hit, found)
    if plant is not None:  # 565,160 pieces of marijuana plants
        quantity.unit = quantity.kind = quantity.unit_key = "plant"
    if quantity.number.source == "words" and quantity.value == 1 and quantity.kind in _INDEFINITE:
        quantity.refused = "one, as good as an article"
    none = found.of("claims.none", max(0, quantity.start - 12), quantity.end)
    if any(word.end >= quantity.start - 1 and word.start < quantity.start for word in none):
        quantity.refused = "none at all"


def _wrapped(folded: str, hit, found: Found) -> bool:
    """Five pieces *of plastic sachets* of shabu: what is counted is what the drug was in."""
    of = found.at("shares.of", hit.end + 1)
    near = found.of("blocks.other_units", of.end, of.end + 40) if of else []
    stop = found.of("drug", of.end, of.end + 40) if of else []
    plain = bool(near) and not re.search(r"[,;:(.0-9]", folded[of.end : near[0].start])
    return plain and not (stop and stop[0].start < near[0].start)


def _pieces_of(folded: str, hit, found: Found):
    """The plant of which pieces are counted, None where it is none."""
    of = found.at("shares.of", hit.end + 1) if hit.key == "tablet" else None
    if of is None:
        return None
    near = [word for word in found.of("unit", of.end, of.end + 28) if word.key == "plant"]
    return near[0] if near and not _BREAK.search(folded, of.end, near[0].start) else None


_COUNTED = ("nouns", "blocks.other_counts", "blocks.other_units")


def _with_noun(folded: str, quantity: Quantity, gap: int, stop: int, found: Found, pack: Pack) -> None:
    """The nearest thing counted behind the number: "132,773 drug-related suspects", "27 live cannabis plants"."""
    reach = min(stop, gap + _REACH) if pack.spaces else min(stop, gap + 8)
    if pack.spaces and found.at("numbers.words", gap):
        return  # 20,000 *ten* years earlier
    candidates = [
        (hit, kind) for kind in _COUNTED if kind in found.kinds for hit in found.of(kind, gap, reach)
    ]
    candidates += [(hit, "unit") for hit in found.of("unit", gap, reach) if hit.key in ("tablet", "plant")]
    if not pack.spaces:
        there = found.at("place", gap)  # 1400万欧洲人
        gap = there.end if there else gap
        noun = found.at("counted", gap)  # 13979嫌疑人
        if noun and noun.end - noun.start > 1 and noun.key in NOUN_UNITS and quantity.value > 1:
            quantity.noun, quantity.end = str(noun.key), noun.end
            quantity.unit = quantity.kind = NOUN_UNITS[quantity.noun]
            return
    people = found.at("demonym", gap)
    if len(candidates) > 1:
        candidates.sort(key=lambda item: (item[0].start, -item[0].end))
    if people and pack.spaces and folded[gap : people.end].endswith(tuple(pack.words("places.plurals"))):
        following = found.at("nouns", people.end + 1)
        if following is None:
            quantity.noun, quantity.unit, quantity.kind, quantity.end = (
                "people",
                "person",
                "person",
                people.end,
            )
            return
    if not candidates:
        return
    dates = found.of("periods.relative", gap, min(stop, gap + _REACH + 12)) if pack.spaces else []
    for hit, kind in candidates:
        between = folded[gap : hit.start]
        dated = next((d for d in dates if d.start <= hit.start < d.end), None)
        behind = found.at("nouns", dated.end + 1) if dated else None
        if behind and behind.key == "users":
            continue  # 18.9 million *past month* users
        if not _adjectives(between, pack, hit.start == gap) or dated:
            break  # a billion *last year*
        quantity.end = hit.end
        if kind.startswith("blocks") and pack.spaces and folded[hit.end : hit.end + 1] == "-":
            quantity.end = quantity.number.end  # 73,000 *police*-reported offences
            continue
        if kind.startswith("blocks"):
            quantity.refused = f"counts {folded[hit.start : hit.end]}"
        elif kind == "unit":
            quantity.unit = quantity.kind = quantity.unit_key = hit.key
            if quantity.number.source == "words" and quantity.value == 1 and quantity.kind in _INDEFINITE:
                quantity.refused = "one, as good as an article"
        else:
            quantity.noun = hit.key
            quantity.unit = quantity.kind = NOUN_UNITS[hit.key]
            if quantity.number.source == "words" and quantity.value == 1 and quantity.kind in _INDEFINITE:
                quantity.refused = "one, as good as an article"
            of = found.at("shares.of", hit.end + 1)
            other = found.at("blocks.other_counts", of.end + 1) if of else None
            if other and hit.key not in ("people", "arrests"):  # 18 members *of the group* are people
                quantity.refused = f"counts {folded[other.start : other.end]}"
        return


def _name_counted(folded: str, quantity: Quantity, start: int, stop: int, found: Found, pack: Pack) -> None:
    """Let the noun behind or before a classifier tell what is counted: 3名民警 makes no claim, 窝点940个 does."""
    number = (quantity.number.start, quantity.number.end)
    alone = quantity.noun == "people"
    noun, before = counted_noun(folded, start, number, quantity.end, stop, quantity.kind, alone, found, pack)
    if found.ending("claims.those", number[0], 4):
        quantity.refused = "spoken of before"
    elif not before and not (alone and quantity.end - number[1] == 1) and is_article(folded, *number, pack):
        quantity.refused = "an article"
    elif (
        alone
        and quantity.number.value == 1
        and found.of("blocks.age", quantity.end, min(stop + 6, quantity.end + 10))
    ):
        quantity.refused = "an article"  # 其中一人已69岁
    elif noun is None:
        quantity.noun = "people" if quantity.noun == "people_classifiers" else quantity.noun
    elif noun.key in ("other", "groups"):
        quantity.refused = f"counts {folded[noun.start : noun.end]}"
    else:
        quantity.noun = str(noun.key)
        quantity.unit = quantity.kind = NOUN_UNITS[quantity.noun]


def _adjectives(between: str, pack: Pack, adjacent: bool) -> bool:
    """Whether only adjectives stand between a number and a noun: no clause, no preposition, no other verb."""
    if adjacent or not between.strip():
        return True
    if not pack.spaces:
        return False
    words = between.replace("-", " ").split()
    common = function_words(pack.code)
    if words[:1] and words[0] in pack.words("changes.more")[:1]:
        words = words[1:]  # two *more* suspects
        if not words:
            return True
    if not words or len(words) > 5:
        return False
    joined = [
        at for at, word in enumerate(words) if word in pack.words("lists.joiners")
    ]  # state *and* local arrests
    if (
        any(word in common and at not in joined for at, word in enumerate(words))
        or 0 in joined
        or len(words) - 1 in joined
    ):
        return False
    apart = _BREAK.search(between)  # fentanyl-laced, fake pills
    return apart is None or (
        apart.group() == "," and "-" in between[: apart.start()] and between.count(",") == 1
    )


def function_words(code: str) -> frozenset[str]:
    from extractors.languages import load

    if code not in _COMMON:
        _COMMON[code] = frozenset(load(code).words("text.common"))
    return _COMMON[code]


_COMMON: dict[str, frozenset[str]] = {}


def _money(folded: str, number: Number, found: Found) -> bool:
    before = number.start - (folded[number.start - 1 : number.start] == " ")
    after = number.end + (folded[number.end : number.end + 1] == " ")
    if number.source == "words" and number.value < 100 and found.at("demonym", after):
        return False  # four Bolivians
    return bool(found.ending("blocks.money", number.start) or found.ending("blocks.money", before)
                or found.at("blocks.money", after) or found.at("blocks.money", number.end))  # fmt: skip


def _is_age(folded: str, number: Number, gap: int, found: Found, pack: Pack) -> bool:
    if found.at("blocks.age", gap) or found.at("blocks.age", number.end):
        return True
    return _aged(folded, number, found, pack) and not (pack.spaces and found.at("unit", gap))


def _aged(folded: str, number: Number, found: Found, pack: Pack) -> bool:
    if not pack.spaces:  # 31岁: the word stands behind its number
        return False
    if number.scale > 1 or found.of(
        "numbers.scales", number.end, number.end + 14
    ):  # between 16 and 39 million
        return False
    near = found.of("blocks.age", max(0, number.start - 28), number.start)
    spans = pack.set_of("blocks.other_units")  # en cinco *años* detuvieron a 386 personas
    near = [hit for hit in near if folded[hit.start : hit.end] not in spans]
    if not near:
        return False
    between = folded[near[-1].end : number.start]
    tail = re.split(r"[0-9]{1,15}", between)[-1].strip()
    if tail != between.strip() and tail not in (*pack.words("ranges.and"), *pack.words("ranges.to")):
        return False  # people under the age of 35 accounted for 61.3 percent
    return not re.search(r"[,;.(]", between)
