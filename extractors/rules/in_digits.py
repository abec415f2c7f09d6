"""Numbers that generic reading alone takes, put in digits: 1e10, 2^5, 12k, 1 4/5, 三又四分之一, 十打.

Right or nothing: a power that can't be told, and a fraction that may be a date, give no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors.languages import Pack, load
from extractors.rules.digits import read_digits
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.numbers import Number
from extractors.rules.numerals import evaluate, numeral_characters

Change = tuple[int, int, str]  # start, end, and what to read there
_PLAIN = r"[0-9]{1,9}(?:,[0-9]{3}){0,3}(?:[.,][0-9]{1,9})?"
_APART, _ENDED = r"(?<![a-z0-9_./])(?<![0-9],)", r"(?![a-z0-9_/'-])"
_OF_TEN, TIMES = "e", "x×*"  # 1e10, 2.4 x 10^5
_POWER = re.compile(
    rf"{_APART}({_PLAIN})({_OF_TEN}|\^| ?[{TIMES}] ?10\^?)([+-]{{0,3}})([0-9]{{1,3}})(?![a-z0-9_])"
)
_SLASHED = re.compile(
    rf"{_APART}(?:([0-9]{{1,2}}) {{1,2}})?([0-9]{{1,4}})/([0-9]{{1,4}})(?![a-z0-9_/]|[.,-][0-9])"
)
_LETTERED = re.compile(rf"{_APART}(?<![a-z]-)({_PLAIN}|[.,][0-9]{{1,9}})( {{0,2}})([a-z]){_ENDED}")
_BARE = re.compile(r"(?<![a-z0-9_.,])([.,])([0-9]{1,9})(?![0-9_]|[.,][0-9])")
_TOLERANCE = re.compile(rf"(?<=[0-9]) ?(?:±|\+/-) ?{_PLAIN}(?![0-9_])")  # 2.5±0.1 kg
_MARKED = re.compile(rf"[0-9] {{0,2}}[a-z^{TIMES}/]")
_BOUNDS = ("bounds.about", "bounds.at_least", "bounds.at_most")
_SMALLEST, _LARGEST = 1e-12, 1e18


def marked_numbers(text: str, pack: Pack) -> list[Change]:
    """What signs and letters say: powers, fractions with a slash, letters for thousands."""
    folded = fold(text).replace("／", "/")
    bare = (match for match in _BARE.finditer(folded) if match[1] in (".", pack.decimal))
    changes = [(*match.span(), f"0{pack.decimal}{match[2]}") for match in bare]  # .004 per cent
    changes += [(*match.span(), "") for match in _TOLERANCE.finditer(folded)]
    if not _MARKED.search(folded):
        return changes
    changes += [_power(match, pack) for match in _POWER.finditer(folded)]
    if "/" in folded:
        found = words_found(folded, text, pack)
        fractions = (_fraction(folded, match, found, pack) for match in _SLASHED.finditer(folded))
        changes += [change for change in fractions if change]
    letters = {shape[-1]: scale for shape, scale in pack.table("numbers.letters").items()}
    lettered = (_lettered(match, text, folded, letters, pack) for match in _LETTERED.finditer(folded))
    return changes + [change for change in lettered if change]


def _lettered(
    match: re.Match, text: str, folded: str, letters: dict[str, float], pack: Pack
) -> Change | None:
    """12k, 3M, 2.5 k at an end; blanks for 573.15K, which is a temperature."""
    letter, end = _narrow(text[match.end() - 1]), match.end()
    number = _read(match[1], pack) if letter in letters else None
    apart = match[2] and (letter.isupper() or folded[end : end + 2].strip(" .,;)"))
    if not number or apart:
        return None
    if letter.isupper() and letters[letter] == 1000 and pack.decimal in match[1]:
        return (*match.span(), " " * (end - match.start()))
    return (*match.span(), written(number * letters[letter], pack))


def numbers_in_characters(text: str, pack: Pack) -> list[Change]:
    """三又四分之一, 一千分之23, 负三分之一; 十打, 三双; 五兆六十二亿."""
    folded = fold(text)
    fraction, grouped, largest = _in_characters(pack.code)
    changes = [change for match in fraction.finditer(folded) if (change := _parts_of_one(match, pack))]
    commas = {place for a, b, _ in changes for place in (a - 1, b) if folded[place : place + 1] == ","}
    changes += [(place, place + 1, "、") for place in commas]  # 5.76、3.25, no number with a comma
    groups, large = pack.table("numbers.groups"), pack.table("numbers.largest")
    scales = {**pack.table("numbers.multipliers"), **pack.table("numbers.scales")}
    for match in grouped.finditer(folded):
        number = evaluate(match[1], pack.code)
        if number:
            changes.append((*match.span(), written(number[0] * groups[match[2]], pack)))
    changes += [
        (*match.span(), written(scales[match[1]] / 2, pack)) for match in _half_of(pack.code).finditer(folded)
    ]
    several = pack.words("numbers.several")
    for match in _several(pack.code).finditer(folded) if several else ():  # 二十几万
        changes.append((*match.span(), pack.words("numbers.more")[0]))
    for match in largest.finditer(folded):
        number, rest = evaluate(match[1], pack.code), evaluate(match[3], pack.code)
        if number and rest and rest[0] >= min(pack.table("numbers.scales").values()):
            changes.append((*match.span(), written(number[0] * large[match[2]] + rest[0], pack)))
    return changes


def written(value: float, pack: Pack) -> str:
    """A number in a language's digits, with decimals whose count lets its mark be read in one way only."""
    whole, _, part = (f"{value:.12f}" if value < 1e6 else f"{value:.4f}").partition(".")
    part = part.rstrip("0")
    part = f"{part}0" if len(part) == 3 else part or "0"
    if len(whole) > 12:
        whole = f"{int(whole):,}".replace(",", pack.group)
    return f"{whole}{pack.decimal}{part}"


def words_found(folded: str, text: str, pack: Pack) -> Found:
    """What the lexicon of a pack finds in a text."""
    return Found(lexicon(pack.code).hits(text, folded))


def changed(text: str, places: list[int], changes: list[Change]) -> tuple[str, list[int]]:
    """The text after the changes; the first and last character of each stand where those that they are for stood."""
    pieces, kept, last = [], [], 0
    for start, end, new in sorted(changes):
        if start < last:
            continue
        pieces += [text[last:start], new]
        kept += [*places[last:start], *[places[start]] * (len(new) - 1), *places[end - 1 : end][: len(new)]]
        last = end
    return "".join([*pieces, text[last:]]), [*kept, *places[last:]]


def _narrow(char: str) -> str:
    """Ｋ as K: a letter that is as wide as a character."""
    return chr(ord(char) - 0xFEE0) if ord(char) > 0xFF00 else char


def _read(digits: str, pack: Pack) -> float | None:
    number = read_digits(f"0{digits}" if digits[0] in ".," else digits, pack.decimal)
    return number[0] if number else None


def _power(match: re.Match, pack: Pack) -> Change:
    """1e10, 1.1^23, 2.48 × 10^-5; blanks where the power can't be told."""
    base, mark, sign, exponent = _read(match[1], pack), match[2], match[3], int(match[4])
    blank = (*match.span(), " " * (match.end() - match.start()))
    if (
        not base
        or sign not in ("", "+", "-", "--")
        or exponent > 60
        or not (mark == _OF_TEN or mark.endswith("^"))
    ):
        return blank
    exponent = -exponent if sign == "-" else exponent
    value = base**exponent if mark == "^" else base * 10.0**exponent
    return (*match.span(), written(value, pack)) if _SMALLEST <= value <= _LARGEST else blank


def _fraction(folded: str, match: re.Match, found: Found, pack: Pack) -> Change | None:
    """-4/5, 1 4/5, more than 1/2, 3/4 of it, 2/1000 kg: a fraction, where nothing lets it be a date."""
    start, end = match.span()
    whole, over, under = match[1], int(match[2]), int(match[3])
    before = text_before(folded, start)
    ahead = text_before(folded, before - 1)
    signed = folded[max(0, before - 1) : before] == "-" and not folded[max(0, ahead - 1) : ahead].isalnum()
    if under < 2 or (over >= under and not signed and not (whole and over < 3 * under)):
        return None
    value = int(whole or 0) + over / under
    if not pack.spaces:
        dates = pack.set_of("fractions.dates")
        dated = folded[end : end + 1] in dates or folded[max(0, start - 1) : start] in dates
        return None if dated else (start, end, written(value, pack))
    of_a = unit_behind(found, end)
    alone = len(folded) < 40 and not folded[:start].strip(" -+") and not folded[end:].strip(" .")
    gap = end + (folded[end : end + 1] == " ")
    told = any(found.at(kind, gap) for kind in ("unit", "shares.of", "numbers.of")) or any(
        found.ending(kind, before) for kind in _BOUNDS
    )
    if not (signed or alone or told or (whole and over < under)):
        return None
    return start, of_a or end, written(value, pack)


def text_before(folded: str, place: int) -> int:
    """Where what stands before a place ends: blanks are passed by."""
    while place > 0 and folded[place - 1].isspace():
        place -= 1
    return place


def unit_behind(found: Found, end: int) -> int:
    """Where "of a" ends in two thirds *of a* tonne: as much of the unit. 0 where nothing of the kind stands there."""
    of = found.at("shares.of", end + 1)
    article = found.at("numbers.articles", of.end + 1) if of else None
    return article.end if article and found.at("unit", article.end + 1) else 0


@cache
def _in_characters(code: str) -> tuple[re.Pattern, re.Pattern, re.Pattern]:
    pack = load(code)
    characters, points = numeral_characters(code), "".join(map(re.escape, pack.words("numbers.point")))
    number = f"[0-9{characters}]{{1,24}}"
    apart = f"(?<![0-9.{characters}{points}])(?<![0-9],)"
    whole = f"(?![0-9{characters}{points}]|(?<=[0-9])[.,][0-9])"  # 十四分之一,1个
    minus, joined = _any_of(pack.words("numbers.minus")), _any_of(pack.words("fractions.joiners"))
    parts = _any_of(word for word in pack.words("fractions.parts") if len(word) > 1)
    groups, large = _any_of(pack.table("numbers.groups")), _any_of(pack.table("numbers.largest"))
    dozens = _any_of(word for word, size in pack.table("numbers.groups").items() if size > 2)
    verbs = _any_of(pack.words("numbers.not_groups"))
    behind = rf"(?=$|[\s,.;:()、。]|(?<={dozens})[^\W0-9a-z{characters}])"  # 十打鸡蛋
    under = rf"({minus})?{apart}(?:({number})(?:{joined}))?({number})"
    return (
        re.compile(rf"{under}(?:{parts})({minus})?({number}){whole}"),
        re.compile(rf"{apart}({number})(?!{verbs})({groups}){behind}"),
        re.compile(rf"{apart}({number})({large})({number}){whole}"),
    )


@cache
def _several(code: str) -> re.Pattern:
    pack = load(code)
    tens = "".join(map(re.escape, pack.table("numbers.multipliers")))
    scales = "".join(map(re.escape, pack.table("numbers.scales")))
    several = _any_of(pack.words("numbers.several"))
    return re.compile(rf"(?<=[{tens}])(?:{several})(?=[{scales}])")


@cache
def _half_of(code: str) -> re.Pattern:
    """半百: half of a hundred, where no other numeral stands beside it."""
    pack = load(code)
    characters, halves = numeral_characters(code), _any_of(pack.words("numbers.half"))
    scales = _any_of([*pack.table("numbers.multipliers"), *pack.table("numbers.scales")])
    return re.compile(rf"(?<![0-9{characters}])(?:{halves})({scales})(?![0-9{characters}])")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"


def noughts(folded: str, start: int, end: int, pack: Pack) -> list[Number]:
    """0起, 零个: the zeros that find_numbers leaves out in a language of characters."""
    found = _nought(pack.code).finditer(folded, start, end)
    return [Number(match.start(), match.end(), 0.0, 1.0, digits="0") for match in found]


@cache
def _nought(code: str) -> re.Pattern:
    pack = load(code)
    characters = numeral_characters(code) + "".join(map(re.escape, pack.words("numbers.point")))
    zeros = _any_of(char for char, value in pack.table("numbers.characters").items() if value == 0)
    things = _any_of(pack.words("nouns.generic"))
    beside = f"(?![0-9.,{characters}])"
    return re.compile(rf"(?<![0-9.,:/{characters}-])(?:0(?![a-z%:/-]){beside}|(?:{zeros})(?={things}|$))")


def _parts_of_one(match: re.Match, pack: Pack) -> Change | None:
    """A fraction in characters; hundredths are per cent and stay what they are."""
    minus, whole, under, inner, over = match.groups()
    hundred = [char for char, value in pack.table("numbers.multipliers").items() if value == 100]
    below, above = evaluate(under, pack.code), evaluate(over, pack.code)
    base = evaluate(whole, pack.code) if whole else (0.0, 1.0)
    if (under in hundred and not whole) or base is None or above is None or not below or not below[0]:
        return None
    start = match.start() if minus and inner else match.start() + len(minus or "")
    sign = inner if inner and not minus else ""
    return start, match.end(), sign + written(base[0] + above[0] / below[0], pack)
