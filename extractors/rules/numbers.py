"""Numbers: digits in each language's grouping, number words, character numerals, fractions.

Right or nothing: what can be read in two ways, or is part of something else (a date, a telephone number, an
exponent), gives no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from extractors.languages import Pack
from extractors.rules.digits import read_digits
from extractors.rules.fractions import with_fractions
from extractors.rules.glue import is_glued
from extractors.rules.lexicon import Found
from extractors.rules.marks import Marks, mark_at
from extractors.rules.mixed import with_mixed
from extractors.rules.number import Number
from extractors.rules.numerals import find_numerals
from extractors.rules.spelled import word_numbers

# 1,234.5 · 1.234,5 · 64 000 · 1'234; every repeat is bounded, so that a long run of digits costs no more than its length
_DIGITS = re.compile(r"[0-9]{1,15}(?:[.,' ][0-9]{1,15}){0,6}")
_PART_OF_ONE = re.compile("[½⅓⅔¼¾⅕⅛]")
_VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125}


def find_numbers(
    text: str,
    folded: str,
    start: int,
    end: int,
    found: Found,
    pack: Pack,
    taken: Sequence[tuple[int, int]] = (),
    marks: Marks | None = None,
) -> list[Number]:
    """All numbers in `text[start:end]` in order; offsets in `taken` (dates) are left alone. `marks` is the text's own."""
    if _numberless(folded, start, end, found, pack):
        return []
    if pack.concepts.get("numbers.characters"):
        numbers = find_numerals(folded, start, end, found, pack)
    else:
        numbers = _digit_numbers(folded, start, end, found, pack, marks or Marks(pack.decimal))
        numbers += word_numbers(folded, start, end, found, numbers, taken)
    numbers = [n for n in numbers if not _within(n, taken)] if taken else numbers
    if numbers and "numbers.labels" in found.kinds:  # *Count One* charged him, *Section 841*
        numbers = [n for n in numbers if not found.ending("numbers.labels", n.start - 1)]
    if numbers and "drug" in found.kinds:  # two *Erimin 5* tablets
        names = [hit for hit in found.of("drug", start, end) if folded[hit.end - 1].isdigit()]
        numbers = [n for n in numbers if not any(h.start < n.start and n.end <= h.end for h in names)]
    if len(numbers) > 1:
        numbers.sort(key=_start)
        numbers = _said_twice(folded, numbers)
    if pack.spaces and (numbers or "unit" in found.kinds):
        numbers = with_mixed(folded, start, end, numbers, found, pack)
    if not numbers and "fractions.words" not in found.kinds:
        return []
    numbers = with_fractions(folded, _scaled(folded, numbers, found, pack), found, start, end)
    return [n for n in numbers if n.source != "fraction" or not _within(n, taken)] if taken else numbers


_start = attrgetter("start")


def _within(number: Number, taken: Sequence[tuple[int, int]]) -> bool:
    return any(number.start < end and start < number.end for start, end in taken)


_TOLD_BY = {
    "numbers.words",
    "numbers.scales",
    "numbers.half",
    "numbers.and_half",
    "numbers.dozens",
    "fractions.words",
    "unit",
}
_SOME_DIGIT = re.compile("[0-9½⅓⅔¼¾⅕⅛]")


def _numberless(folded: str, start: int, end: int, found: Found, pack: Pack) -> bool:
    """The cheap test: no digit and no word of a number, nor a unit, which an article may stand before."""
    if pack.spaces and found.kinds.keys().isdisjoint(_TOLD_BY):
        return _SOME_DIGIT.search(folded, start, end) is None
    return False


def _said_twice(folded: str, numbers: list[Number]) -> list[Number]:
    """6,550 *(six thousand five hundred and fifty)* kilograms, twelve *(12)* pounds: the number again, in brackets."""
    kept: list[Number] = []
    for number in numbers:
        last = kept[-1] if kept else None
        held = last and folded[last.end : number.start] == " (" and folded[number.end : number.end + 1] == ")"
        if last and held and "words" in (number.source, last.source) and number.value == last.value:
            last.end = number.end + 1
            continue
        kept.append(number)
    return kept


def _digit_numbers(folded: str, start: int, end: int, found: Found, pack: Pack, marks: Marks) -> list[Number]:
    numbers = []
    for match in _DIGITS.finditer(folded, start, end):
        for a, b in _separate(folded, match):
            written = folded[a:b]
            mark = marks.decimal if written.isdigit() else mark_at(folded, a, b, found, marks)
            number = read_digits(written, mark) or _rest(folded, a, b, found)
            if number is None or (is_glued(folded, a, b, pack) and not _after_scale(folded, a, found)):
                continue
            value, step = number
            if (
                folded[a - 1 : a] in (".", ",")
                and not folded[max(0, a - 2) : a - 1].strip(" \n(")
                and written.isdigit()
            ):
                if folded[a - 1] == "," and pack.decimal != ",":
                    continue
                value, step, a = float(f"0.{written}"), 10.0 ** (a - b), a - 1  # .5 kg
            numbers.append(Number(a, b, value, step, "digits", False, 1.0, folded[a:b]))
    for match in _PART_OF_ONE.finditer(folded, start, end):
        place, part = match.start(), _VULGAR[match.group()]
        behind = (place, place - 1 if folded[place - 1 : place] == " " else place)  # 3½, 3 ½
        before = next((n for n in numbers if n.end in behind and n.value == int(n.value)), None)
        if before:
            before.value, before.end, before.step = before.value + part, place + 1, 0.5
        else:
            numbers.append(Number(place, place + 1, part, 0.5))
    return numbers


def _after_scale(folded: str, start: int, found: Found) -> bool:
    """ "15.5 million-*38.6* million": a dash behind a word of size opens the other end of a range."""
    return folded[start - 1] in "-–" and found.ending("numbers.scales", start - 1) is not None


def _rest(folded: str, start: int, end: int, found: Found) -> tuple[float, float] | None:
    """6 mil *082*: three digits with a zero first, behind a word for thousands."""
    scale = found.ending("numbers.scales", start - 1)
    written = folded[start:end]
    rest = scale is not None and scale.key == 1000 and len(written) == 3 and written.isdigit()
    return (float(written), 1.0) if rest else None


def _separate(folded: str, match: re.Match) -> list[tuple[int, int]]:
    """ "in 2020 213 tonnes" is two numbers, "64 000" and "1 234 567" one each."""
    if " " not in match.group():
        return [match.span()]
    start, end = match.span()
    separate = []
    pieces = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^ ]{1,60}", folded[start:end])]
    run = [pieces[0]]
    for piece in pieces[1:]:
        first, last = folded[run[0][0] : run[0][1]], folded[piece[0] : piece[1]]
        grouped = len(first) <= 3 and first.isdigit() and not (first.startswith("0"))
        head = re.match(r"[0-9]{3}(?:[.,][0-9]{1,2})?$", last)
        middle = all(re.fullmatch(r"[0-9]{3}", folded[a:b]) for a, b in run[1:])
        if grouped and head and middle:
            run.append(piece)
        else:
            separate.append((run[0][0], run[-1][1]))
            run = [piece]
    return [*separate, (run[0][0], run[-1][1])]


_SCALES = ("numbers.attached", "numbers.scales")


def _scaled(folded: str, numbers: list[Number], found: Found, pack: Pack) -> list[Number]:
    """ "2.4 million", "2.4bn", "4.75 lakh", "14.2 mil", "dos millones y medio"."""
    if found.kinds.keys().isdisjoint(_SCALES):
        return numbers
    for number in numbers:
        if number.source not in ("digits", "half"):
            continue
        while True:
            attached = found.at("numbers.attached", number.end)
            if attached and attached.key < 1e6 <= number.value:
                attached = None
            gap = number.end + (folded[number.end : number.end + 1] in " -")
            scale = attached or found.at("numbers.scales", gap)
            if not scale or (
                attached
                and attached.end - attached.start == 1
                and not _counts_after(folded, attached.end, found)
            ):
                break
            number.value, number.step = number.value * scale.key, (number.step or 1.0) * scale.key
            number.end, number.scale = scale.end, number.scale * scale.key
            half = found.at("numbers.and_half", number.end + 1)
            if half:
                number.value, number.end = number.value + scale.key / 2, half.end
    return _added_up(folded, numbers)


def _added_up(folded: str, numbers: list[Number]) -> list[Number]:
    """ "2 millones 820 mil", "12 mil 820": what is left below the scale of the number before."""
    kept: list[Number] = []
    for number in numbers:
        last = kept[-1] if kept else None
        if last and last.scale == 1000 < number.scale and _thousands_of(folded, last, number):
            last.value = (last.value + number.value / number.scale) * number.scale
            last.end, last.step, last.scale = number.end, number.step, number.scale
            continue
        if (
            last
            and last.scale >= 1000
            and number.source == "digits"
            and number.value < last.scale
            and number.start == last.end + 1
            and folded[last.end] == " "
        ):
            last.value, last.end, last.step = last.value + number.value, number.end, number.step
            last.scale = max(number.scale, 1.0)
            continue
        kept.append(number)
    return kept


def _thousands_of(folded: str, last: Number, number: Number) -> bool:
    """455 mil 228 millones: the thousands are of millions too."""
    adjoins = number.start == last.end + 1 and folded[last.end] == " "
    return (
        adjoins
        and number.source == "digits"
        and number.value < 1000 * number.scale
        and last.value % 1000 == 0
    )


def _counts_after(folded: str, end: int, found: Found) -> bool:
    """200m pills: a lone letter is a million only before something that is counted."""
    words = folded[end : end + 30].split()
    return (
        bool(words)
        and folded[end : end + 1] == " "
        and (
            any(found.of(kind, end, end + 30) for kind in ("nouns", "drug", "weak_drug"))
            or any(hit.key == "tablet" for hit in found.of("unit", end, end + 30))
            or found.at("unit", end + 1) is not None  # 1.2m tonnes
        )
    )
