"""Generic reading: all numbers of a text with mass, area, volume, per cent or a plain count, about drugs or not."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.languages import load
from extractors.languages.detection import detect
from extractors.rules.calendar import Setting
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.numbers import find_numbers
from extractors.rules.periods import find_periods
from extractors.rules.quantities import Quantity as Reading
from extractors.rules.quantities import find_quantities
from extractors.sentences import split_sentences

_MEASURED = ("mass", "area", "volume", "percent", "fraction")


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

    Dates, money, ages, and amounts in other units (kilometres, hours) are left out. Raises ValueError for an
    unknown `language`.
    """
    code = language or detect(text)
    if not code:
        return []
    pack, folded = load(code), fold(text)
    found = Found(lexicon(code).hits(text, folded))
    read: list[Quantity] = []
    for sentence in split_sentences(text, pack):
        own = found.part(sentence.start, sentence.end)
        periods = find_periods(folded, sentence.start, sentence.end, own, pack, Setting())
        dates = [(p.start, p.end) for p in periods]
        numbers = find_numbers(text, folded, sentence.start, sentence.end, own, pack, dates)
        readings = find_quantities(folded, sentence.start, sentence.end, own, pack, numbers)
        read += [_quantity(reading) for reading in readings if _generic(reading)]
    return read


def _generic(reading: Reading) -> bool:
    return not reading.refused or reading.refused.startswith(("counts", "a rate", "the strength"))


def _quantity(reading: Reading) -> Quantity:
    measured = reading.kind in _MEASURED
    unit = reading.unit if measured else ""
    end = reading.end if measured else reading.number.end
    return Quantity(
        float(f"{reading.value:.12g}"), unit, reading.low, reading.high, reading.bound, reading.start, end
    )
