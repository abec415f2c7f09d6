"""Fractions: a third, two thirds, nine in ten, as numbers of per cent."""

from __future__ import annotations

from extractors.rules.lexicon import Found
from extractors.rules.number import Number

_TOLD_BY = ("fractions.words", "fractions.denominators", "fractions.ratio")


def with_fractions(folded: str, numbers: list[Number], found: Found, start: int, end: int) -> list[Number]:
    """A third, two thirds, nine in ten: numbers of source "fraction", in per cent."""
    if found.kinds.keys().isdisjoint(_TOLD_BY):
        return numbers
    amounts = {n.start for n in numbers if n.source == "half" and _measures(n.end, folded, found)}
    fractions = [Number(hit.start, hit.end, round(float(hit.key) * 100, 2), source="fraction")
                 for hit in found.of("fractions.words", start, end) if hit.start not in amounts]  # fmt: skip
    used: set[int] = set()
    for index, number in enumerate(numbers):
        gap = number.end + (folded[number.end : number.end + 1] in " -")
        part = found.at("fractions.denominators", gap)
        if part and number.value < part.key and number.value == int(number.value):
            fractions.append(
                Number(number.start, part.end, round(100 * number.value / part.key, 1), source="fraction")
            )
            used.add(index)
            continue
        ratio = found.at("fractions.ratio", number.end + 1)
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if (
            ratio
            and following
            and following.start == ratio.end + 1
            and 1 < following.value <= 1000
            and number.value < following.value
        ) and _is_ratio(number, following):
            value = round(100 * number.value / following.value, 1)
            fractions.append(Number(number.start, following.end, value, source="fraction"))
            used |= {index, index + 1}
    _of_a_unit(numbers, fractions, found)
    spans = [(f.start, f.end) for f in fractions]
    rest = [n for i, n in enumerate(numbers)
            if i not in used and not any(a <= n.start < b for a, b in spans)]  # fmt: skip
    return sorted(rest + fractions, key=lambda n: n.start)


def _of_a_unit(numbers: list[Number], fractions: list[Number], found: Found) -> None:
    """Two-thirds *of a* ton: as much of the unit, no share of anything."""
    articles = {number.start: number for number in numbers if number.source == "article"}
    for fraction in fractions:
        of = found.at("shares.of", fraction.end + 1)
        article = articles.get(of.end + 1) if of else None
        if article:
            fraction.value, fraction.source, fraction.end = fraction.value / 100, "half", article.end


def _measures(end: int, folded: str, found: Found) -> bool:
    """*Half a* tonne is an amount, *half* of the tablets a share."""
    gap = end + (folded[end : end + 1] in " -")
    return any(found.at(kind, gap) for kind in ("unit", "numbers.scales", "numbers.dozens"))


def _is_ratio(number: Number, following: Number) -> bool:
    return number.value == int(number.value) and number.scale == following.scale == 1 and number.value < 100
