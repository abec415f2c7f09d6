"""Generic reading: all numbers of a text with mass, area, volume, per cent or a plain count, about drugs or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from extractors.languages import Pack, load
from extractors.languages.detection import detect
from extractors.rules.calendar import Setting
from extractors.rules.in_digits import TIMES, noughts, text_before
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.numbers import Number, find_numbers
from extractors.rules.periods import find_periods
from extractors.rules.plain import plain_form
from extractors.rules.quantities import Quantity as Reading
from extractors.rules.quantities import find_quantities
from extractors.rules.spoken import exact_part
from extractors.sentences import split_sentences

_MEASURED = ("mass", "area", "volume", "percent", "fraction")
_TAKEN = ("counts", "a rate", "the strength", "one,", "an article", "pellets", "measured size", "spoken of")
_MARKS = ("-", "−")
_RATE = re.compile(r" ?[a-zµμ²³^]{1,4}/[a-z]")
_WORD_BEHIND = re.compile(r"[ -]?([^\W\d_]{1,20}\b[.²³]?)")
_KINDS_BEHIND = ("unit", "nouns", "numbers.scales", "numbers.attached", "blocks.other_units", "blocks.other_counts",
                 "blocks.money", "blocks.age", "changes.times", "changes.fold", "changes.points")  # fmt: skip
_BY_ARTICLE = {
    "litre",
    "millilitre",
    "hectolitre",
    "gallon",
    "acre",
    "hectare",
    "square_kilometre",
    "square_mile",
}
_BOUNDS = (
    "bounds.about",
    "bounds.at_least",
    "bounds.at_most",
    "bounds.at_least_after",
    "bounds.at_most_after",
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `[start, end)` of the text: `unit` is kg, ha, L, percent, or "" for a plain count."""

    value: float
    unit: str
    low: float | None
    high: float | None
    bound: str
    start: int
    end: int


def quantities(text: str, language: str | None = None) -> list[Quantity]:
    """The quantities of a text, in order; empty for a language without a pack.

    Dates, money, ages, and amounts in other units (kilometres, hours) are left out; numbers below zero are told with
    their sign, fractions and powers as decimals (a third is 0.333333333333), amounts told twice twice. What may be
    read in two ways (one hundred thirty fifths, 3/4 that may be a date) is left out. Raises ValueError for an
    unknown `language`.
    """
    code = language or detect(text)
    if not code:
        return []
    pack = load(code)
    plain, places = plain_form(text, pack)
    folded = fold(plain)
    found = Found(lexicon(code).hits(plain, folded))
    read: list[Quantity] = []
    for sentence in split_sentences(plain, pack):
        own = _without_things(folded, found.part(sentence.start, sentence.end), pack)
        periods = find_periods(folded, sentence.start, sentence.end, own, pack, Setting())
        dates = [(p.start, p.end) for p in periods]
        numbers = find_numbers(plain, folded, sentence.start, sentence.end, own, pack, dates)
        numbers = _counting(folded, _discounts(folded, numbers, pack), own, pack)
        numbers += (
            _single(folded, own, numbers)
            if pack.spaces
            else noughts(folded, sentence.start, sentence.end, pack)
        )
        numbers.sort(key=lambda number: number.start)
        readings = find_quantities(folded, sentence.start, sentence.end, own, pack, numbers)
        measured = partial(find_quantities, folded, sentence.start, sentence.end, own, pack)
        readings = _told_twice(readings, numbers, measured)
        _percent_of_fraction(readings, own)
        _percent_ahead(readings, own)
        read += [
            _quantity(folded, reading, pack, places, own) for reading in readings if _generic(reading, pack)
        ]
    return read


def _single(folded: str, found: Found, numbers: list[Number]) -> list[Number]:
    """*A* litre, *an* acre, where no amount stands before it: not the acre of "27 kg an acre"."""
    taken = {number.start for number in numbers}
    single = []
    for hit in found.kinds.get("numbers.articles", []):
        unit = found.at("unit", hit.end + 1)
        before = text_before(folded, hit.start)
        rate = folded[max(0, before - 1) : before].isdigit() or any(
            found.ending(kind, before) for kind in ("unit", "blocks.money", "nouns", "shares.of")
        )
        if unit and unit.key in _BY_ARTICLE and hit.start not in taken and not rate:
            single.append(Number(hit.start, hit.end, 1.0, 1.0, source="article"))
    return single


def _without_things(folded: str, found: Found, pack: Pack) -> Found:
    """20 manzanas: apples where no drug is spoken of."""
    things = pack.set_of("blocks.things")
    if things and "drug" not in found.kinds:
        units = found.kinds.get("unit", [])
        found.kinds["unit"] = [hit for hit in units if folded[hit.start : hit.end] not in things]
    return found


def _counting(folded: str, numbers: list[Number], found: Found, pack: Pack) -> list[Number]:
    """The numbers without those in other units, and without the lower ends of ranges in them: *10*-15 volts."""
    kept: list[Number] = []
    other: Number | None = None
    for number in reversed(numbers):
        lower = other and folded[number.end : other.start].strip() in pack.set_of("ranges.to")
        if lower or _part_of_a_code(folded, number, found, pack):
            other = number
        else:
            kept.append(number)
    return kept[::-1]


def _part_of_a_code(folded: str, number: Number, found: Found, pack: Pack) -> bool:
    """10c, 360b, 5 l/km, J1149+6663, $-9: in other units, of a name or of money."""
    behind = folded[number.end : number.end + 12]
    gap = number.end + (behind[:1] in " -" and behind[:1] != "")
    word = _WORD_BEHIND.match(folded, number.end)
    other = pack.set_of("blocks.measured")
    if (word and not other.isdisjoint((word[1], word[1].rstrip(".")))) or folded[gap : gap + 1] == "°":
        return True
    if number.source == "fraction" and found.at("blocks.other_units", gap):
        return True
    sign, ahead = (
        folded[max(0, number.start - 1) : number.start],
        folded[max(0, number.start - 2) : number.start - 1],
    )
    if (sign == "+" and ahead.isalnum()) or (sign == "-" and found.ending("blocks.money", number.start - 1)):
        return True
    if _RATE.match(behind):
        return found.at("blocks.rate", number.end + behind.index("/")) is None
    if not number.digits or not behind[:1].isascii():
        return False
    known = any(found.at(kind, number.end) for kind in _KINDS_BEHIND) or (
        behind[:1] in TIMES and behind[1:2] == " "  # 300x tablets
    )
    return behind[:1].isalpha() and not known and (pack.spaces or behind[1:2].isascii())


def _told_twice(
    readings: list[Reading], numbers: list[Number], measured: Callable[[list[Number]], list[Reading]]
) -> list[Reading]:
    """9,800 lb (4,445 kg): both amounts, which for a claim are one."""
    told: list[Reading] = []
    for reading in readings:
        until = reading.attrs.get("restated")
        own = [n for n in numbers if reading.start <= n.start < reading.end]
        again = [n for n in numbers if until and reading.end <= n.start < until]
        both = reading.kind in _MEASURED and len(own) == len(again) == 1
        told += [*measured(own), *measured(again)] if both else [reading]
    return told


def _generic(reading: Reading, pack: Pack) -> bool:
    if reading.kind == "bare" and reading.number.source == "one" and not reading.refused:
        return False  # 一 is more often a part of another word
    points = not pack.spaces and reading.refused == "percentage points"
    return not reading.refused or points or reading.refused.startswith(_TAKEN)


def _quantity(folded: str, reading: Reading, pack: Pack, places: list[int], found: Found) -> Quantity:
    points = reading.refused == "percentage points"
    fraction = reading.kind == "fraction" and not _in_hundredths(folded[reading.start : reading.end], pack)
    measured = reading.kind in _MEASURED and not fraction
    unit = "percent" if points else reading.unit if measured else ""
    end = reading.end if reading.kind in _MEASURED else reading.number.end
    start, value = reading.start, reading.value / (100 if fraction else 1)
    if fraction and found.of("fractions.words", reading.start, reading.end):
        value = exact_part(value)
    low, high = reading.low, reading.high
    if reading.bound == "range" and low is not None and high is not None:
        first = reading.start
        if _signed(folded, first, 1.0, pack, found)[1] < 0 and folded[first - 1 : first] != "-":
            low, value = -low, (high - low) / 2  # between minus ten and fifteen
    elif reading.bound != "range":
        start, value = _signed(folded, start, value, pack, found)
    span = (places[start], places[end - 1] + 1)
    bound = _bound_behind(reading, end, found)
    return Quantity(float(f"{value:.12g}"), unit, low, high, bound, *span)


def _bound_behind(reading: Reading, end: int, found: Found) -> str:
    """About five hundred *or more*: what stands behind a number says more than what stands before it."""
    for bound in ("at_least", "at_most"):
        if reading.bound == "about" and any(
            found.at(f"bounds.{bound}_after", place) for place in (end, end + 1)
        ):
            return bound
    return reading.bound


def _in_hundredths(written: str, pack: Pack) -> bool:
    """九成, 八折, 百分之五 are told in hundredths, unlike a third and 三分之一."""
    hundred = [char for char, value in pack.table("numbers.multipliers").items() if value == 100]
    if any(char in written for char in (*pack.words("fractions.tenths"), *pack.words("fractions.discounts"))):
        return True
    return any(written.startswith(char + part) for char in hundred for part in pack.words("fractions.parts"))


def _signed(folded: str, start: int, value: float, pack: Pack, found: Found) -> tuple[int, float]:
    """-22.2%, minus five percent, 负三十二: the sign before a number; not in "al menos 20" nor "20 menos 5"."""
    before = folded[max(0, start - 2) : start]
    if before.endswith(_MARKS) and not before[:-1].isalnum():
        return start - 1, -value
    for word in pack.words("numbers.minus"):
        ahead = start - len(word) - pack.spaces
        whole = not pack.spaces or not folded[max(0, ahead - 1) : max(0, ahead)].isalnum()
        if ahead >= 0 and whole and folded.startswith(word, ahead) and _is_sign(folded, ahead, word, found):
            return ahead, -value
    return start, value


def _is_sign(folded: str, start: int, word: str, found: Found) -> bool:
    """Whether a word for minus stands alone: it is no part of a bound, and no number stands before it."""
    end = start + len(word)
    longer = any(
        hit.start < start and hit.end >= end
        for kind in _BOUNDS
        for hit in found.of(kind, max(0, start - 24), end + 12)
    )
    before = text_before(folded, start)
    counted = (
        folded[max(0, before - 1) : before].isdigit() or found.ending("numbers.words", before) is not None
    )
    return not longer and not counted


def _discounts(folded: str, numbers: list[Number], pack: Pack) -> list[Number]:
    """八折, 75折: of a price, what is left of it in tenths or hundredths."""
    words = pack.set_of("fractions.discounts")
    for number in numbers:
        if (
            folded[number.end : number.end + 1] in words
            and words
            and 0 < number.value < 100
            and number.value != 10
        ):
            tenths = number.value < 10
            number.value, number.source = number.value * (10 if tenths else 1), "fraction"
            number.end += 1
    return numbers


def _percent_of_fraction(readings: list[Reading], found: Found) -> None:
    """Three fifths of a per cent, tres quintos por ciento."""
    for reading in readings:
        unit = found.at("unit", reading.end + 1) if reading.kind == "fraction" else None
        if unit and unit.key == "percent":
            reading.kind, reading.value, reading.end = "percent", reading.value / 100, unit.end


def _percent_ahead(readings: list[Reading], found: Found) -> None:
    """Per cent of twenty-two: the unit before its number, where no number stands before the unit."""
    for reading in readings:
        of = found.ending("shares.of", reading.start - 1)
        unit = found.ending("unit", of.start - 1) if of else None
        if unit and unit.key == "percent" and not any(r.end == unit.end for r in readings):
            reading.kind, reading.unit, reading.refused = "percent", "percent", ""
            reading.value, reading.start, reading.end = reading.number.value, unit.start, reading.number.end
