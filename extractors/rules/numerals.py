"""Numbers written with numeral characters, alone or mixed with digits: 三百四十, 1.2万, 4千8百, 十二分之一, 三成."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.languages import Pack, load
from extractors.rules.digits import read_digits
from extractors.rules.glue import is_glued
from extractors.rules.lexicon import Found
from extractors.rules.number import Number

_PARTS = 24  # pieces that one number may have
_NAMES = ("place", "weak_place", "demonym", "drug", "weak_drug", "not_drug")
_AMOUNTS = {"tonne", "kilogram", "gram", "pound", "ounce", "jin", "hectare", "mu", "litre"}
_DIGITS = r"(?:[0-9]{1,3}(?: [0-9]{3}){1,3}(?![0-9])|[0-9]{1,15}(?:,[0-9]{3}){0,5})(?:\.[0-9]{1,12})?"

_PLAIN = re.compile(_DIGITS)
_PIECES = re.compile(rf"{_DIGITS}|.")


@cache
def _ratio(pack_code: str) -> re.Pattern:
    """1/3, where no word of a date stands beside it."""
    dates = "".join(map(re.escape, load(pack_code).words("fractions.dates")))
    return re.compile(rf"(?<![0-9/.,{dates}-])([1-9])/([2-9]|10)(?![0-9/{dates}])")


@cache
def _grammar(code: str):
    pack = load(code)
    digits = pack.table("numbers.characters")
    tens = pack.table("numbers.multipliers")
    scales = pack.table("numbers.scales")
    charset = "".join(
        map(re.escape, [*digits, *(k for k in tens if len(k) == 1), *(k for k in scales if len(k) == 1)])
    )
    piece = rf"(?:{_DIGITS}|[{charset}{''.join(map(re.escape, pack.words('numbers.point')))}])"
    run = re.compile(rf"{piece}{{1,{_PARTS}}}")
    more = "|".join(sorted(map(re.escape, pack.words("numbers.more")), key=len, reverse=True)) or r"(?!)"
    vague, parts = (
        re.compile("|".join(map(re.escape, pack.words(concept))) or r"(?!)")
        for concept in ("numbers.vague", "fractions.parts")
    )
    return run, re.compile(more), vague, parts, digits, tens, scales


@cache
def _first_characters(code: str) -> tuple[frozenset[str], ...]:
    """What a word of vague number and a word of surplus can begin with."""
    pack = load(code)
    return tuple(frozenset(word[0] for word in pack.words(f"numbers.{kind}")) for kind in ("vague", "more"))


@cache
def numeral_characters(code: str) -> str:
    """All characters of which numbers are made, for the class of a pattern."""
    pack = load(code)
    names = ("numbers.characters", "numbers.multipliers", "numbers.scales")
    return "".join(re.escape(char) for name in names for char in pack.table(name) if len(char) == 1)


def find_numerals(folded: str, start: int, end: int, found: Found, pack: Pack) -> list[Number]:
    """Numbers in `folded[start:end]` of a language that writes numbers with characters."""
    run, more, vague, parts, digits, tens, scales = _grammar(pack.code)
    numbers = _halves(folded, start, end, found, pack) if "numbers.half" in found.kinds else []
    if folded.find("/", start, end) >= 0:
        numbers += _ratios(folded, start, end, pack)
    if not run.search(folded, start, end):
        return _parts(folded, numbers, parts, pack, end, found) if numbers else []
    openings, surpluses = _first_characters(pack.code)
    points, articles = pack.set_of("numbers.point"), pack.set_of("numbers.articles")
    ordinals, vaguely = pack.set_of("numbers.ordinal_marks"), found.kinds.get("numbers.vague", ())
    names = [hit for kind in _NAMES if kind in found.kinds for hit in found.of(kind, start, end)]
    place = start
    while match := run.search(folded, place, end):
        a, b = match.span()
        place = b
        while a < b and folded[a] in points:  # 窝点940个
            a += 1
        if a == b:
            continue
        while b - a > 1 and (folded[b - 1] in tens or folded[b - 1] in digits) and found.at("unit", b - 1):
            if folded[a:b] in articles:  # 1.8千克, 三十两
                break
            b -= 1
        if "blocks.age" in found.kinds and (ages := _ages_behind(folded, a, b, found, pack)):
            place = b = ages
        tail = vague.match(folded, b, end) if folded[b : b + 1] in openings else None
        ahead = a > start and (folded[a] in tens or folded[a] in scales) and vague.match(folded, a - 1, a)
        ahead = ahead or (vaguely and any(a - 3 <= h.start < a < h.end <= b for h in vaguely))
        if tail or ahead:  # 十几, 数百: no number
            following = run.match(folded, tail.end(), end) if tail else None
            place = following.end() if following else max(b, tail.end() if tail else b)
            continue
        if (a > start and folded[a - 1] in ordinals) or (names and _in_name(names, a, b)):
            continue
        number = _number(folded, a, b, pack)
        if number is None:
            continue
        surplus = (
            more.match(folded, number.end, end) if folded[number.end : number.end + 1] in surpluses else None
        )
        if surplus:
            number.more, number.end = True, surplus.end()
            scale = run.match(folded, surplus.end(), end)
            if scale and all(char in scales for char in scale.group()):  # 12余万
                for char in scale.group():
                    number.value *= scales[char]
                number.end = place = scale.end()
        place = max(place, number.end)
        numbers.append(number)
    numbers.sort(key=lambda number: number.start)
    return _parts(folded, numbers, parts, pack, end, found)


def _ages_behind(folded: str, start: int, end: int, found: Found, pack: Pack) -> int:
    """1750万*15*—34岁的年轻人: where ages begin that stand right behind a scale, 0 for none."""
    match = re.search(r"(?<=[^0-9.,])[0-9]{1,2}$", folded[start:end])
    if match is None or start + match.start() == start:
        return 0
    to = next((word for word in pack.words("ranges.to") if folded.startswith(word, end)), None)
    upper = re.compile(r"[0-9]{1,2}").match(folded, end + len(to)) if to else None
    aged = found.at("blocks.age", upper.end() if upper else end)
    return start + match.start() if aged else 0


def _in_name(names: list, start: int, end: int) -> bool:
    """金三角, 四号海洛因, 三明: characters of a name are no number."""
    return any(hit.start <= start and end <= hit.end and hit.end - hit.start > end - start for hit in names)


def _ratios(folded: str, start: int, end: int, pack: Pack) -> list[Number]:
    """增加1/3: a fraction in digits, in per cent; no date and no season."""
    return [
        Number(m.start(), m.end(), round(100 * int(m.group(1)) / int(m.group(2)), 1), source="fraction")
        for m in _ratio(pack.code).finditer(folded, start, end)
        if int(m.group(1)) < int(m.group(2))
    ]


def _halves(folded: str, start: int, end: int, found: Found, pack: Pack) -> list[Number]:
    """半吨, 半成: half before a unit of amount or a tenth; in 两吨半 it belongs to the unit before it."""
    halves = []
    tenths = pack.table("fractions.tenths")
    for hit in found.of("numbers.half", start, end):
        unit = found.at("unit", hit.end)
        if folded[hit.end : hit.end + 1] in tenths and not found.at("numbers.vague", hit.start):
            halves.append(Number(hit.start, hit.end, 0.5, 0.5, source="half"))
        if unit and unit.key in _AMOUNTS and not found.ending("unit", hit.start, 4):
            halves.append(Number(hit.start, hit.end, 0.5, 0.5, source="half"))
    return halves


def _number(folded: str, start: int, end: int, pack: Pack) -> Number | None:
    scales = _grammar(pack.code)[-1]
    written = folded[start:end].rstrip("".join(pack.words("numbers.point")))
    if written.isascii() and written:
        return _plain_number(folded, start, start + len(written), pack)
    if not written:
        return None
    end = start + len(written)
    if written[0].isdigit() and (
        is_glued(folded, start, _digit_end(written, start), pack) or _date_part(folded, start, end)
    ):
        return None
    if len(written) == 2 and folded[end : end + 1] not in pack.set_of("fractions.discounts"):
        digits = pack.set_of("numbers.characters")
        if written[0] in digits and written[1] in digits:
            return None  # 三五公斤: three to five
    value = evaluate(written, pack.code)
    if value is None or value[0] == 0:
        return None
    source = "digits" if written[0].isdigit() else "characters"
    if written in pack.words("numbers.articles"):
        source = "one"  # 一并, 一度: alone it counts nothing
    leading = _PLAIN.match(written)
    scale = max((float(scales[char]) for char in written if char in scales), default=1.0)
    return Number(
        start, end, value[0], value[1], source=source, scale=scale, digits=leading.group() if leading else ""
    )


def _plain_number(folded: str, start: int, end: int, pack: Pack) -> Number | None:
    """A number in digits alone."""
    leading = _PLAIN.match(folded, start, end)
    stop = leading.end() if leading else start + 1
    if is_glued(folded, start, stop, pack) or _date_part(folded, start, end):
        return None
    value = evaluate(folded[start:end], pack.code)
    if value is None or value[0] == 0:
        return None
    return Number(start, end, value[0], value[1], "digits", False, 1.0, leading.group() if leading else "")


def _digit_end(written: str, start: int) -> int:
    leading = _PLAIN.match(written)
    return start + (leading.end() if leading else 1)


def _date_part(folded: str, start: int, end: int) -> bool:
    return folded[end : end + 1] in "." and folded[end + 1 : end + 2].isdigit()


@lru_cache(maxsize=8192)
def evaluate(written: str, pack_code: str) -> tuple[float, float] | None:
    """Value and weight of the last digit: 1.2万 → (12000, 1000)."""
    *_, digits, tens, scales = _grammar(pack_code)
    pack = load(pack_code)
    if written.isascii():
        return read_digits(written) if _PLAIN.fullmatch(written) else None
    pieces = _PIECES.findall(written)
    if len(pieces) >= 2 and all(piece in digits for piece in pieces):
        if len(pieces) == 2 and digits[pieces[1]] - digits[pieces[0]] == 1:
            return None  # 五六吨: five or six
        value = float("".join(str(digits[piece]) for piece in pieces))  # 二〇一二
        return value, 1.0
    if any(p in pack.set_of("numbers.point") for p in pieces):
        return _with_point(pieces, pack)
    total = section = number = 0.0
    step, seen, last_scale = 1.0, False, 0.0
    for piece in pieces:
        if piece[0].isdigit():
            padded = last_scale > 0 and len(piece) == 4 and piece.isdigit()  # 6万0638
            read = read_digits(piece.lstrip("0") or "0" if padded else piece)
            if read is None or (seen and number):
                return None
            number, step, seen = read[0], read[1], True
        elif piece in scales and scales[piece] >= 1e4:
            base = section + number
            if not base and not seen:
                return None
            together = scales[piece] > last_scale > 0 or not base  # 4.78万亿, 四万万
            total = (total + base) * scales[piece] if together else total + base * scales[piece]
            step *= scales[piece]
            section, number, last_scale, seen = 0.0, 0.0, scales[piece], True
        elif piece in tens or piece in scales:
            weight = tens.get(piece) or scales[piece]
            section += (number if seen and number else 1.0) * weight
            number, step, seen = 0.0, step * weight if number else weight, True
        elif piece in digits:
            if number:
                return None
            number, step, seen = float(digits[piece]), 1.0, True
    if number and len(pieces) > 1 and pieces[-1] in digits:
        weight = tens.get(pieces[-2]) or scales.get(pieces[-2]) or 1
        if weight > 10:  # 一百二 is 120, 两万五 25,000
            number, step = number * weight / 10, weight / 10
    value = total + section + number
    return value, step


def _with_point(pieces: list[str], pack: Pack) -> tuple[float, float] | None:
    """三点五, 零点八, 两点一万."""
    *_, digits, _, scales = _grammar(pack.code)
    at = next(i for i, piece in enumerate(pieces) if piece in pack.set_of("numbers.point"))
    decimals = ""
    rest = pieces[at + 1 :]
    while rest and rest[0] in digits:
        decimals += str(digits[rest.pop(0)])
    if not decimals or any(p not in scales for p in rest):
        return None
    zero = [digits.get(piece) for piece in pieces[:at]] == [0]
    whole = (0.0, 1.0) if zero else evaluate("".join(pieces[:at]), pack.code)
    if whole is None:
        return None
    value = float(f"{int(whole[0])}.{decimals}")
    weight = 1.0
    for piece in rest:
        weight *= scales[piece]
    return value * weight, weight * 10.0 ** -len(decimals)


def _parts(
    folded: str, numbers: list[Number], parts: re.Pattern, pack: Pack, end: int, found: Found
) -> list[Number]:
    """三分之一, 千分之零点八, 百分之五, 三成, 一成七, 一成半, 每20人中就有1人: fractions in per cent."""
    tenths = pack.table("fractions.tenths")
    half, digits_alone = pack.words("numbers.and_half"), set("123456789")  # 9成5
    parted: list[Number] = []
    index = 0
    while index < len(numbers):
        number = numbers[index]
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        each = found.ending("blocks.rate", number.start, 1)
        ratio = found.at("fractions.of_so_many", number.end) if each else None
        if ratio and following and following.start == ratio.end and 0 < following.value < number.value:
            value = round(100 * following.value / number.value, 1)
            parted.append(Number(number.start, following.end, value, source="fraction"))
            index += 2
            continue
        split = parts.match(folded, number.end, end)
        if split and following and following.start == split.end() and number.value > 1:
            value = 100 * following.value / number.value
            places = 6 if number.value in (10, 100, 1000) else 4 if value < 1 else 1
            parted.append(Number(number.start, following.end, round(value, places), source="fraction",
                                more=following.more))  # fmt: skip
            index += 2
            continue
        if folded[number.end : number.end + 1] in tenths and number.value <= 10:
            stop, value = number.end + 1, number.value * 10
            if (
                following
                and following.start == stop
                and following.value < 10
                and (following.source in ("characters", "one") or following.digits in digits_alone)
            ):
                value, stop, index = value + following.value, following.end, index + 1
            elif folded[stop : stop + 1] in half:
                value, stop = value + 5, stop + 1
            parted.append(Number(number.start, stop, value, source="fraction", more=number.more))
            index += 1
            continue
        parted.append(number)
        index += 1
    return parted
