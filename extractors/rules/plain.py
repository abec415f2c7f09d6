"""The plain form of a text for generic reading: characters set apart by spaces, formal numerals, addresses."""

from __future__ import annotations

import re
from functools import cache

from extractors.languages import Pack, load

_ADDRESS = re.compile(r"[^\s，。；、]{1,12}://[^\s，。；、]{1,2000}")
_HAN = f"{chr(0x3400)}-{chr(0x9FFF)}"
_APART = re.compile(
    rf"(?<=[{_HAN}])[ \u3000]{{1,8}}(?=[{_HAN}0-9０-９])|(?<=[0-9０-９])[ \u3000]{{1,8}}(?=[{_HAN}])"
)


def plain_form(text: str, pack: Pack) -> tuple[str, list[int]]:
    """The text to read, and for each of its offsets the one in `text`."""
    if "://" in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    if pack.spaces:
        return text, list(range(len(text) + 1))
    kept, places, last = [], [], 0
    for match in _APART.finditer(text):
        kept.append(text[last : match.start()])
        places += range(last, match.start())
        last = match.end()
    text, places = "".join([*kept, text[last:]]), [*places, *range(last, len(text) + 1)]
    formal = pack.table("numbers.formal")
    for pattern in _formal(pack.code) if formal else ():
        text = pattern.sub(lambda match: "".join(formal.get(c, c) for c in match.group()), text)
    return text, places


@cache
def _formal(code: str) -> tuple[re.Pattern, re.Pattern]:
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
    return run, re.compile(apart)


def _written(pack: Pack, characters: list[str]) -> str:
    """Characters with their variants: 万萬."""
    variants = [pair[0] for pair in pack.words("text.variants") if pair[1] in characters]
    return "".join([*characters, *variants])
