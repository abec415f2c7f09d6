"""Numbers in words: two hundred and six, half a million, siete mil 874, an article before a unit."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.rules.digits import last_digit_weight
from extractors.rules.lexicon import Found
from extractors.rules.number import Number


def word_numbers(
    folded: str,
    start: int,
    end: int,
    found: Found,
    digits: list[Number],
    taken: Sequence[tuple[int, int]] = (),
) -> list[Number]:
    """Runs of number words: "two hundred and six", "half a million", "siete mil 874"; none within `taken` (dates)."""
    if found.kinds.keys().isdisjoint(_SAID):
        return _articles(folded, start, end, found, digits) if "unit" in found.kinds else []
    tokens = _word_tokens(start, end, found, digits)
    if taken:  # 20 million *ten years earlier*
        tokens = [t for t in tokens if not any(a <= t[0] and t[1] <= b for a, b in taken)]
    numbers, run = [], []
    for token in tokens:
        if token[2] == "and_half" and not (run and _continues(folded, run[-1], token)):
            token = _only_half(token, found) or token
        if run and not (_continues(folded, run[-1], token) and _adds_up(run, token)):
            numbers += _read_run(run, digits, found)
            run = []
        run.append(token)
    return numbers + _read_run(run, digits, found) + _articles(folded, start, end, found, digits)


def _articles(folded: str, start: int, end: int, found: Found, digits: list[Number]) -> list[Number]:
    """ "under *a* tonne": an article before a unit of amount is one; not in "$133 a kilo"."""
    numbers = []
    for hit in found.of("numbers.articles", start, end):
        unit = found.at("unit", hit.end + 1)
        rate = any(0 <= hit.start - n.end <= 3 for n in digits) or any(
            0 <= hit.start - money.end <= 2 for money in found.of("blocks.money", max(start, hit.start - 12), hit.start))  # fmt: skip
        if unit and unit.key in _WEIGHTS and not rate:
            numbers.append(Number(hit.start, hit.end, 1.0, 1.0, source="article"))
    for hit in found.of("numbers.and_half", start, end):  # the haul of *tonelada y media*
        unit = found.ending("unit", hit.start - 1)
        if unit and unit.key in _WEIGHTS and not _numbered(folded, unit.start, found, digits):
            numbers.append(Number(unit.start, unit.start, 1.0, 1.0, source="article"))
    return numbers


def _numbered(folded: str, start: int, found: Found, digits: list[Number]) -> bool:
    kinds = ("numbers.words", "numbers.articles", "numbers.scales", "numbers.half")
    return any(start - n.end <= 1 for n in digits if n.end <= start) or any(
        found.ending(kind, start - 1) for kind in kinds
    )


_WEIGHTS = {"tonne", "kilogram", "pound", "ounce", "short_ton", "long_ton", "gram"}


_IN_WORDS = {
    f"numbers.{kind}": kind
    for kind in ("words", "scales", "joiners", "articles", "half", "and_half", "dozens")
}


# Joiners and articles alone say no number.
_SAID = {f"numbers.{kind}" for kind in ("words", "scales", "half", "and_half", "dozens")}


def _word_tokens(start: int, end: int, found: Found, digits: list[Number]):
    tokens = []
    for kind, short in _IN_WORDS.items():
        if kind in found.kinds:
            tokens += [(hit.start, hit.end, short, hit.key) for hit in found.of(kind, start, end)]
    tokens += [(n.start, n.end, "digits", n.value) for n in digits]
    # one token a place: the longest ("half a" over "half", "a dozen" over "a")
    tokens.sort(key=lambda token: (token[0], -token[1]))
    kept = []
    for token in tokens:
        if not kept or token[0] >= kept[-1][1]:
            kept.append(token)
    return kept


def _continues(folded: str, last, token) -> bool:
    return folded[last[1] : token[0]] in (" ", "-") and not (last[2] == "digits" and token[2] == "digits")


def _only_half(token, found: Found):
    """Un kilo de heroína *y media* libra: no number stands before, so that the half is one of its own."""
    half = next((hit for hit in found.of("numbers.half", token[0], token[1]) if hit.end == token[1]), None)
    amount = half and any(found.at(kind, half.end + 1) for kind in ("unit", "numbers.scales"))
    return (half.start, half.end, "half", half.key) if amount else None


def _adds_up(run: list, token) -> bool:
    """Twenty *six*, ciento *veinte*: whether a number word can follow the ones before; three and four are two numbers."""
    before = [part for part in run if part[2] != "joiners"]
    if token[2] != "words" or not before or before[-1][2] not in ("words", "digits"):
        return True
    if before[-1][2] == "digits":
        return False
    last, key = float(before[-1][3]), float(token[3])
    return (last % 100 == 0 and key < 100) or (last >= 20 and last % 10 == 0 and last < 100 and key < 10)


def _read_run(run: list, digits: list[Number], found: Found) -> list[Number]:
    """The number that a run of tokens says; joiners and articles at its ends are no part of it."""
    while run and run[-1][2] in ("joiners", "articles"):
        run = run[:-1]
    while run and run[0][2] in ("joiners", "and_half"):
        run = run[1:]
    if not run or all(token[2] == "digits" for token in run):
        return []
    if not any(token[2] in ("words", "dozens", "half") for token in run):
        mixed = run[0][2] == "scales" and run[-1][2] == "digits"  # mil 218
        article = run[0][2] == "articles" and len(run) > 1 and run[1][2] == "scales"  # a billion
        kinds = [token[2] for token in run]
        halved = kinds == ["digits", "and_half", "scales"] or (  # 3 and a half million, 3 and a half tonnes
            kinds == ["digits", "and_half"] and found.at("unit", run[-1][1] + 1) is not None
        )
        halved = halved or kinds == ["scales", "and_half"]  # millón y medio
        if not (
            mixed
            or article
            or halved
            or (run[0][2] == "scales" and len(run) >= 1 and run[0][3] >= 1000 and run[0][3] < 1e6)
        ):
            return []
    value = _value(run)
    # decenas de detenidos, several thousand, uno de los dos
    vague = found.of("numbers.vague", run[0][0] - 24, run[-1][1] + 24)
    if value is None or any(hit.start <= run[0][0] and hit.end >= run[-1][1] for hit in vague):
        return []
    for number in list(digits):
        if run[0][0] <= number.start < run[-1][1]:
            digits.remove(number)
    source = {"half": "half", "articles": "words"}.get(run[0][2], "words")
    step = last_digit_weight(f"{value:.0f}") if value == int(value) and source == "words" else 0.0
    return [Number(run[0][0], run[-1][1], value, step, source=source, scale=_largest_scale(run))]


def _largest_scale(run: list) -> float:
    scales = [float(key) for _, _, kind, key in run if kind == "scales"]
    return max(scales, default=1.0)


def _value(run: list) -> float | None:
    parts: list[
        tuple[float, float]
    ] = []  # (scale, amount): of 455 mil 228 millones the thousands are of millions
    current, last_scale, half, fresh = 0.0, 1.0, False, True
    for _, _, kind, key in run:
        if kind == "half":
            half, fresh = True, False
        elif kind in ("words", "digits"):
            if (
                kind == "words"
                and not fresh
                and current > 0
                and key >= 100 > current % 1000 > 0
                and current < 100
            ):
                return None
            current, fresh = current + float(key), False
        elif kind == "dozens":
            current = (current or 1) * key if key == 12 else current + key
            fresh = False
        elif kind == "scales":
            base = 0.5 if half else (current if current else 1.0)
            last_scale, half, fresh = float(key), False, False
            if key == 100:
                current = base * 100
            else:
                lower = sum(amount for scale, amount in parts if scale < key)
                base = lower + (0.0 if lower and not current and base == 1 else base)  # dos mil millones
                parts = [(scale, amount) for scale, amount in parts if scale >= key]
                parts.append((float(key), base * key))
                current = 0.0
        elif kind == "and_half":
            current += last_scale / 2 if not current else 0.5
    if half:
        current += 0.5
    value = current + sum(amount for _, amount in parts)
    return value if value > 0 else None
