"""Generic reading: all numbers of a text with mass, area, volume, per cent or a plain count, about drugs or not."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.languages import Pack, load
from extractors.languages.detection import detect
from extractors.rules.calendar import Setting
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.numbers import Number, find_numbers
from extractors.rules.periods import find_periods
from extractors.rules.plain import plain_form
from extractors.rules.quantities import Quantity as Reading
from extractors.rules.quantities import find_quantities
from extractors.sentences import split_sentences

_MEASURED = ("mass", "area", "volume", "percent", "fraction")
_TAKEN = ("counts", "a rate", "the strength", "one,", "an article", "pellets", "measured size", "spoken of")
_MARKS = ("-", "−")


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
    their sign. Raises ValueError for an unknown `language`.
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
        own = found.part(sentence.start, sentence.end)
        periods = find_periods(folded, sentence.start, sentence.end, own, pack, Setting())
        dates = [(p.start, p.end) for p in periods]
        numbers = find_numbers(plain, folded, sentence.start, sentence.end, own, pack, dates)
        numbers = _discounts(folded, numbers, pack)
        readings = find_quantities(folded, sentence.start, sentence.end, own, pack, numbers)
        _percent_of_fraction(readings, own)
        _percent_ahead(readings, own)
        read += [_quantity(folded, reading, pack, places) for reading in readings if _generic(reading, pack)]
    return read


def _generic(reading: Reading, pack: Pack) -> bool:
    if reading.kind == "bare" and reading.number.source == "one" and not reading.refused:
        return False  # 一 is more often a part of another word
    points = not pack.spaces and reading.refused == "percentage points"
    return not reading.refused or points or reading.refused.startswith(_TAKEN)


def _quantity(folded: str, reading: Reading, pack: Pack, places: list[int]) -> Quantity:
    points = reading.refused == "percentage points"
    fraction = reading.kind == "fraction" and not _in_hundredths(folded[reading.start : reading.end], pack)
    measured = reading.kind in _MEASURED and not fraction
    unit = "percent" if points else reading.unit if measured else ""
    end = reading.end if reading.kind in _MEASURED else reading.number.end
    start, value = reading.start, reading.value / (100 if fraction else 1)
    if reading.bound != "range":
        start, value = _without_zero(folded, reading, value)
        start, value = _signed(folded, start, value, pack)
    span = (places[start], places[end - 1] + 1)
    return Quantity(float(f"{value:.12g}"), unit, reading.low, reading.high, reading.bound, *span)


def _in_hundredths(written: str, pack: Pack) -> bool:
    """九成, 八折, 百分之五 are told in hundredths, unlike a third and 三分之一."""
    hundred = [char for char, value in pack.table("numbers.multipliers").items() if value == 100]
    if any(char in written for char in (*pack.words("fractions.tenths"), *pack.words("fractions.discounts"))):
        return True
    return any(written.startswith(char + part) for char in hundred for part in pack.words("fractions.parts"))


def _without_zero(folded: str, reading: Reading, value: float) -> tuple[int, float]:
    """,08 por ciento, .5 kg: decimals with no zero before their mark."""
    start, digits = reading.start, reading.number.digits
    bare = (
        start
        and digits.isdigit()
        and folded[start - 1] in ".,"
        and not folded[max(0, start - 2) : start - 1].strip()
    )
    return (start - 1, float(f"0.{digits}") * reading.factor) if bare else (start, value)


def _signed(folded: str, start: int, value: float, pack: Pack) -> tuple[int, float]:
    """-22.2%, minus five percent, 负三十二: the sign before a number."""
    before = folded[:start]
    if before.endswith(_MARKS) and not before[:-1][-1:].isalnum():
        return start - 1, -value
    for word in pack.words("numbers.minus"):
        ahead = start - len(word) - pack.spaces
        whole = not pack.spaces or not folded[max(0, ahead - 1) : max(0, ahead)].isalnum()
        if ahead >= 0 and whole and folded.startswith(word, ahead):
            return ahead, -value
    return start, value


def _discounts(folded: str, numbers: list[Number], pack: Pack) -> list[Number]:
    """八折, 75折: of a price, what is left of it in tenths or hundredths; 12k is twelve thousand."""
    words = pack.set_of("fractions.discounts")
    letters = {} if pack.spaces else pack.table("numbers.attached")
    for number in numbers:
        scale = letters.get(folded[number.end : number.end + 1])
        if scale and not (
            folded[number.end + 1 : number.end + 2].isascii()
            and folded[number.end + 1 : number.end + 2].isalnum()
        ):
            number.value, number.end = number.value * scale, number.end + 1
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
