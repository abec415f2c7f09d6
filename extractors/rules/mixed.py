"""Numbers with a fraction in digits or decimals in words: 2 1/2 pounds, 3/4 %, two point five tonnes, dos coma cinco."""

from __future__ import annotations

import re

from extractors.languages import Pack
from extractors.rules.lexicon import Found
from extractors.rules.number import Number

_SLASHED = re.compile(r"(?<![0-9/.,-])(?:([0-9]{1,4})[ -])?([1-9]{1,2})/([2-9]|[1-9][0-9]|100)(?![0-9/])")


def with_mixed(
    folded: str, start: int, end: int, numbers: list[Number], found: Found, pack: Pack
) -> list[Number]:
    """The numbers with those put together that stand before a unit and are one number."""
    if folded.find("/", start, end) >= 0:
        numbers = _slashed(folded, start, end, numbers, found)
    if len(numbers) > 1 and pack.set_of("numbers.point"):
        numbers = _spoken_decimals(folded, numbers, found, pack)
    return numbers


def _slashed(folded: str, start: int, end: int, numbers: list[Number], found: Found) -> list[Number]:
    """2 1/2 pounds, 1/4 kg, 3/4 %: only before a unit, so that a date or a season is none."""
    for match in _SLASHED.finditer(folded, start, end):
        whole, over, under = (int(part or 0) for part in match.groups())
        gap = match.end() + (folded[match.end() : match.end() + 1] in " -")
        if over < under and (found.at("unit", gap) or found.at("unit", match.end())):
            numbers = [n for n in numbers if n.end <= match.start() or n.start >= match.end()]
            numbers.append(Number(match.start(), match.end(), whole + over / under, 1 / under))
    return sorted(numbers, key=lambda number: number.start)


def _spoken_decimals(folded: str, numbers: list[Number], found: Found, pack: Pack) -> list[Number]:
    """Two *point* five tonnes; siete *con* cincuenta por ciento: what stands behind the word are decimals."""
    kept: list[Number] = []
    for number in numbers:
        last = kept[-1] if kept else None
        if (
            last
            and last.source == number.source == "words"
            and _is_decimal(folded, last, number, found, pack)
        ):
            decimals = f"{number.value:.0f}"
            last.value = float(f"{last.value:.0f}.{decimals}")
            last.end, last.step = number.end, 10.0 ** -len(decimals)
            continue
        kept.append(number)
    return kept


def _is_decimal(folded: str, last: Number, number: Number, found: Found, pack: Pack) -> bool:
    between = folded[last.end : number.start].strip()
    unit = found.at("unit", number.end + 1)
    if unit is None or found.ending(
        "places.locative", last.start - 1, 12
    ):  # at one point two kilos were found
        return False
    mixed = (
        between in pack.set_of("numbers.mixed")
        and unit.key == "percent"
        and between not in pack.set_of("numbers.joiners")
    )
    return between in pack.set_of("numbers.point") or mixed
