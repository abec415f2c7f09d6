"""The plain form of a text for generic reading: no blanks within numbers, no formal numerals, no addresses, and in
digits what reading for claims has no need of: 1e10, twenty-three fifths, 三又四分之一."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors.languages import Pack, load
from extractors.rules.in_digits import Change, changed, marked_numbers, numbers_in_characters
from extractors.rules.spoken import spoken_numbers

_ADDRESS = re.compile(r"[^\s，。；、]{1,12}://[^\s，。；、]{1,2000}")
_HAN = f"{chr(0x3400)}-{chr(0x9FFF)}"
_BLANKS = re.compile(r"(?<=[^\W\d_]) {2,8}(?=[^\W\d_])")


def plain_form(text: str, pack: Pack) -> tuple[str, list[int]]:
    """The text to read, and for each of its offsets the one in `text`."""
    if "://" in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    places = list(range(len(text) + 1))
    blanks = _BLANKS if pack.spaces else _apart(pack.code)
    text, places = _without(text, places, blanks.finditer(text), " " if pack.spaces else "")
    text = _codes(pack.code).sub(lambda match: " " * len(match.group()), text)
    text, places = changed(text, places, [*_respelled(text, pack), *_compared(text, pack)])
    if not pack.spaces:
        text = _without_formal(text, pack)
    text, places = changed(text, places, marked_numbers(text, pack))
    read = spoken_numbers if pack.spaces else numbers_in_characters
    return changed(text, places, read(text, pack))


def _without(text: str, places: list[int], blanks: Iterable[re.Match], new: str) -> tuple[str, list[int]]:
    pieces, kept, last = [], [], 0
    for match in blanks:
        pieces += [text[last : match.start()], new]
        kept += [*places[last : match.start()], *places[match.start() : match.start() + len(new)]]
        last = match.end()
    return "".join([*pieces, text[last:]]), [*kept, *places[last:]]


@cache
def _codes(code: str) -> re.Pattern:
    """5G networks: a name, no weight; "5G of it" may be one."""
    pack = load(code)
    words = "|".join(map(re.escape, pack.words("text.codes"))) or "(?!)"
    of = "|".join(map(re.escape, pack.words("shares.of"))) or "(?!)"
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])(?! (?:{of})\b)")


def _respelled(text: str, pack: Pack) -> list[Change]:
    """24*pc*: what stands at digits and is read as another word there."""
    changes = []
    for word, other in pack.table("text.respelled").items():
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if text[max(0, start - 1) : start].isdigit() and not text[end : end + 1].isalnum():
                changes.append((start, end, other))
            start = text.find(word, end)
    return changes


def _compared(text: str, pack: Pack) -> list[Change]:
    """Less than or equal to 30, 大于等于30, *sub*-500: the wording of sums, as a bound that every text has."""
    bounds = pack.table("bounds.written")
    changes = []
    for match in _comparisons(pack.code).finditer(text.lower()) if bounds else ():
        word = pack.words(f"bounds.{bounds[match.group()]}")[0]
        apart = pack.spaces and not match.group()[-1].isalnum()  # <=30
        changes.append((*match.span(), f"{word} " if apart else word))
    return changes


@cache
def _comparisons(code: str) -> re.Pattern:
    pack = load(code)
    edge = r"\b" if pack.spaces else ""
    patterns = []
    for word in sorted(pack.table("bounds.written"), key=len, reverse=True):
        before, behind = edge if word[0].isalnum() else "", edge if word[-1].isalnum() else ""
        patterns.append(f"{before}{re.escape(word)}{behind or '(?= ?[0-9-])' if pack.spaces else ''}")
    return re.compile("|".join(patterns) or "(?!)")


def _without_formal(text: str, pack: Pack) -> str:
    formal = pack.table("numbers.formal")
    for pattern in _formal(pack.code) if formal else ():
        text = pattern.sub(lambda match: "".join(formal.get(c, c) for c in match.group()), text)
    return text


@cache
def _apart(code: str) -> re.Pattern:
    """Blanks within what is one: 五 十 吨, 7 万 5 千, 7 2 折; not those of "3 五点八"."""
    pack = load(code)
    digits = _written(pack, [*pack.table("numbers.characters")])
    ends, blank = "".join(map(re.escape, pack.words("fractions.discounts"))), "[ \u3000]{1,8}"
    price = (
        rf"(?<![0-9０-９.][1-9１-９])(?<=[1-9１-９]){blank}(?=[1-9１-９]{blank}?[{ends}])" if ends else "(?!)"
    )
    return re.compile(
        rf"(?<=[{_HAN}]){blank}(?=[{_HAN}0-9０-９])|(?<=[0-9０-９]){blank}(?=[{_HAN}])(?![{digits}])|{price}"
    )


@cache
def _formal(code: str) -> tuple[re.Pattern, re.Pattern, re.Pattern]:
    """Runs of numerals of which two and more are formal ones: 柒仟捌佰, but not the 陆 of a place or the 伍 of a troop;
    and the 佰 of 五佰, the 拾 of 拾万."""
    pack = load(code)
    formal = "".join(pack.table("numbers.formal"))
    tens = "".join(
        c for c, plain in pack.table("numbers.formal").items() if plain in pack.table("numbers.multipliers")
    )
    point = _written(pack, pack.words("numbers.point"))
    large = _written(pack, [c for c in pack.table("numbers.scales") if len(c) == 1])
    plain = (
        point
        + large
        + _written(pack, [*pack.table("numbers.characters"), *pack.table("numbers.multipliers")])
    )
    parts = "|".join(word for word in pack.words("fractions.parts") if len(word) > 1) or "(?!)"
    run = re.compile(rf"(?=[{plain}]{{0,12}}[{formal}][{plain}]{{0,12}}[{formal}])[{formal}{plain}]{{2,24}}")
    apart = rf"(?<=[{plain}])[{tens}]|[{tens}](?=[{plain}]{{0,2}}[{large}]|{parts})|[{formal}](?=[{point}][{plain}])"
    return run, re.compile(apart), re.compile(_between(pack, plain, formal))


def _between(pack: Pack, plain: str, formal: str) -> str:
    """A formal numeral among numerals, at whose left no other word stands: 壹百, 十壹, 五分之壹, not the 伍 of 队伍百人."""
    words = [*pack.words("fractions.parts"), *pack.words("fractions.joiners")]
    joints = [*words, *pack.words("numbers.minus"), *pack.table("numbers.largest")]
    before = plain + _written(pack, [word[-1] for word in joints])
    scales = [
        *pack.table("numbers.multipliers"),
        *pack.table("numbers.scales"),
        *pack.table("numbers.groups"),
    ]
    behind = _written(pack, [*scales, *(word[0] for word in words)])
    alone = rf"(?<![^\x00-\x7f，。、{before}])"
    return rf"{alone}(?:(?<=[{before}])[{formal}](?![{_HAN}])|[{formal}](?=[{behind}]))"


def _written(pack: Pack, characters: list[str]) -> str:
    """Characters with their variants: 万萬."""
    variants = [pair[0] for pair in pack.words("text.variants") if pair[1] in characters]
    return "".join([*characters, *variants])
