"""How neighbouring quantities make one: 3 lb 6 oz, 370–430 t, 9,800 lb (4,445 kg), 93 million pills of 17 tonnes."""

from __future__ import annotations

import itertools
import re

from extractors.languages import Pack
from extractors.rules.lexicon import Found
from extractors.rules.quantity import Quantity

_METRIC = {"kilogram", "gram", "tonne", "hectare", "square_kilometre", "square_metre", "litre", "millilitre"}
_LOCAL = {"manzana", "fanegada", "feddan", "arroba", "quintal"}  # of other sizes elsewhere
_MEASURED = ("mass", "area", "volume")
_ROW = 3  # numbers with nothing between them
_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")


def combine_quantities(
    folded: str, start: int, end: int, found: Found, pack: Pack, items: list[Quantity]
) -> list[Quantity]:
    """The quantities of a sentence with compound amounts added up, ranges joined and restatements dropped."""
    if len(items) < 2:
        return items
    _refuse_lists(folded, found, items)
    _refuse_neighbours(folded, items)
    for number, size in itertools.pairwise(items):
        if number.kind == "bare" and size.kind == "volume" and folded[number.end : size.start].strip() == "(":
            size.refused = "measured size of what is counted"  # 100,000 (100ml) bottles
    items = _compounds(folded, found, _parts_of_scales(folded, found, items))
    _refuse_rows(folded, items)
    items = _ranges(folded, start, found, items)
    return _pairs(folded, found, items)


def _parts_of_scales(folded: str, found: Found, items: list[Quantity]) -> list[Quantity]:
    """*A quarter of* a billion people: a part of a number, which makes one number with it."""
    joined: list[Quantity] = []
    for item in items:
        last = joined[-1] if joined else None
        scaled = item.number.scale >= _BIG and item.number.value == item.number.scale
        if last and last.kind == "fraction" and scaled:
            of = found.at("shares.of", last.end + 1)
            if of is not None and of.end == item.start - 1:
                item.value *= last.value / 100
                item.number.value *= last.value / 100
                item.start, item.bound, item.bound_start = last.start, last.bound, last.bound_start
                joined.pop()
        joined.append(item)
    return joined


_BIG = 1000


def _refuse_neighbours(folded: str, items: list[Quantity]) -> None:
    """12 34 kg, two three kg, 24, 945 kg: which digits belong together can't be told."""
    last = None
    for item, following in itertools.pairwise(items):
        apart = folded[item.number.end : following.number.start]
        listed = last is not None and last.kind == "bare" and folded[last.end : item.start] == ", "
        side_by_side = apart == " " or (apart == ", " and not listed)
        if item.kind == "bare" and not item.refused and following.kind in _MEASURED and side_by_side:
            item.refused = following.refused = "two numbers side by side"
        last = item


def _refuse_rows(folded: str, items: list[Quantity]) -> None:
    """ "Deaths 1,187 1,280 1,339": a line of a table, whose heads stand elsewhere."""
    run: list[Quantity] = []
    for item in items:
        if run and folded[run[-1].end : item.start].strip(" |\t") != "":
            run = []
        run.append(item)
        if len(run) >= _ROW:
            for each in run:
                each.refused = each.refused or "one of several numbers in a row"


def _refuse_lists(folded: str, found: Found, items: list[Quantity]) -> None:
    """10至20岁, 3、5年: what the last number of a list or range is refused for holds for the ones before it."""
    for item, following in zip(items[-2::-1], items[:0:-1], strict=True):
        if (
            item.kind != "bare"
            or item.refused
            or not following.refused.startswith(("age", "money", "measured", "counts"))
        ):
            continue
        between = folded[item.end : following.start].strip()
        if between in ("-", "–", "—", "~", "、") or _hits(
            found, "ranges.to", folded, item.end, following.start
        ):
            item.refused = following.refused


def _compounds(folded: str, found: Found, items: list[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    for item in items:
        last = joined[-1] if joined else None
        if (last and last.kind == item.kind == "mass" and not last.refused and not item.refused
                and item.factor < last.factor and item.value < last.factor
                and (_only_space(folded, last.end, item.start, found) or _pounds_and_ounces(folded, last, item))
                and not _two_in_order(folded, last.end, item, found)):  # fmt: skip
            last.value, last.end = last.value + item.value, item.end
            last.number.step = item.number.step * item.factor / last.factor
            continue
        if last and last.kind == "bare" and not item.refused and _of_one_number(last, item, found):
            item.start, item.bound, item.bound_start = last.start, last.bound, last.bound_start
            item.value += last.number.value * item.factor
            joined[-1] = item
            continue
        joined.append(item)
    return joined


def _two_in_order(folded: str, start: int, item: Quantity, found: Found) -> bool:
    """436 toneladas *y* 251 kilos, *respectivamente*: of two things, told in order."""
    near = found.of("lists.respectively", item.end, item.end + 60) + found.of(
        "lists.respectively", start - 120, start
    )
    return bool(near) and any(
        folded[start : hit.start].strip() == "" for hit in found.of("lists.joiners", start, item.start)
    )


def _of_one_number(first: Quantity, second: Quantity, found: Found) -> bool:
    """12万*又*300粒: the second part is less than the scale of the first, and only the word between."""
    mixed = found.at("numbers.mixed", first.end)
    return mixed is not None and mixed.end == second.start and second.number.value < first.number.scale


def _pounds_and_ounces(folded: str, first: Quantity, second: Quantity) -> bool:
    """Eighteen pounds, three ounces: a comma between the two parts of one weight."""
    parts = (first.unit_key, second.unit_key) == ("pound", "ounce")
    return parts and folded[first.end : second.start].strip() == ","


def _only_space(folded: str, start: int, end: int, found: Found) -> bool:
    between = folded[start:end].strip()
    if not between:
        return end - start <= 2
    hit = found.at("numbers.mixed", start + (folded[start] == " "))
    return hit is not None and not folded[hit.end : end].strip()


def _ranges(folded: str, start: int, found: Found, items: list[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    for item in items:
        last = joined[-1] if joined else None
        if last and last.bound != "range" and _is_range(folded, start, found, last, item):
            joined[-1] = _range(last, item)
            continue
        joined.append(item)
    return joined


def _is_range(folded: str, start: int, found: Found, first: Quantity, second: Quantity) -> bool:
    if first.refused or second.refused or first.kind not in ("bare", second.kind):
        return False
    between = folded[first.end : second.start].strip()
    if len(between) > 12:
        return False
    low, high = _ends(first, second)
    if not low < high:
        return False
    dash = between in ("-", "–", "—", "~", "～")
    if not dash and _arrives(folded, found, first):
        return False
    if dash:
        return first.end == second.start - 1 or high < 20 * low
    near = found.of("ranges.between", max(start, first.start - 34), first.start)
    opened = [
        hit
        for hit in near
        if len(folded[hit.end : first.start].split()) <= 2
        and not re.search(r"[,;]", folded[hit.end : first.start])
    ]
    if _hits(found, "ranges.and", folded, first.end, second.start):
        return any(not found.at("places.origin", hit.start) for hit in opened)  # no: *from* 10 *and* 20
    if not _hits(found, "ranges.to", folded, first.end, second.start):
        return False
    if second.kind == "bare" and second.number.scale == 1 and not (first.number.value >= 10_000 < high):
        return False
    if any(hit.start - second.end <= 1 for hit in found.of("ranges.after", second.end, second.end + 4)):
        return True
    moved = [
        hit
        for kind, reach in (("changes.up", 160), ("changes.down", 160), ("changes.multiples", 34))
        for hit in found.of(kind, max(start, first.start - reach), first.start)
        if not (re.search(r"[;；。]", folded[hit.end : first.start]) or found.at("bounds.at_most", hit.start))
    ]  # *up to* 20 laboratories make 2 to 3 tons
    return not moved or _falls_to_more(folded, found, first, moved)


def _falls_to_more(folded: str, found: Found, first: Quantity, moved: list) -> bool:
    """A drop from *955 to 1,000* tons in 1992: what fell from an estimate did not arrive at more."""
    near = [hit for hit in moved if not re.search(r"[,(]", folded[hit.end : first.start])]
    return len(near) == len(moved) and all(
        hit.kind == "changes.down"
        and first.start - hit.end <= 24
        and found.at("ranges.between", hit.end + 1) is not None
        for hit in moved
    )


def _arrives(folded: str, found: Found, first: Quantity) -> bool:
    """ "pasó *de* 1.228 a 1.400 toneladas": two amounts, an earlier and a later one."""
    start = first.bound_start if first.bound_start is not None else first.start
    near = found.of("compare.versus", max(0, start - 30), start)
    return any(
        not folded[hit.end : start].strip() and not found.at("ranges.between", hit.start) for hit in near
    )


def _hits(found: Found, kind: str, folded: str, start: int, end: int) -> bool:
    return any(not folded[start : hit.start].strip() and not folded[hit.end : end].strip()
               for hit in found.of(kind, start, end))  # fmt: skip


def _ends(first: Quantity, second: Quantity) -> tuple[float, float]:
    if first.kind == "bare":
        low = first.number.value
        if (
            first.number.scale == 1
            and second.number.scale > 1
            and low * second.number.scale < second.number.value * 1.0001
        ):
            low *= second.number.scale
        return low * second.factor, second.value
    return first.value, second.value


def _range(first: Quantity, second: Quantity) -> Quantity:
    low, high = _ends(first, second)
    second.low, second.high, second.value, second.bound = low, high, (low + high) / 2, "range"
    second.start, second.bound_start = first.start, first.bound_start
    return second


def _pairs(folded: str, found: Found, items: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for item in items:
        last = kept[-1] if kept else None
        if last and _same_part(folded, last, item):
            last.value, last.kind, last.bound = item.value, item.kind, "exact"
            last.number.step, last.attrs["restated"] = item.number.step, item.end
            continue
        if (
            last
            and not last.refused
            and not item.refused
            and not _weighed_already(folded, last, item)
            and _restates(folded, found, last, item)
        ):
            differ = abs(last.value - item.value) > 1e-9 * abs(last.value) and item.step <= last.step
            exact = differ and last.bound != "exact" and item.bound == "exact"
            exact = exact and {last.unit_key, item.unit_key} <= _METRIC
            metric = item.unit_key in _METRIC and last.unit_key not in _METRIC
            if last.kind == item.kind and (metric or exact or last.attrs.pop("short", False)):
                last.value, last.factor, last.number.step = item.value, item.factor, item.number.step
                last.attrs["metric"] = item.unit_key
                if exact and not metric:
                    last.bound = "exact"
                    last.start, last.end = item.start, item.end
            last.attrs["restated"] = item.end
            continue
        kept.append(item)
    return kept


def _weighed_already(folded: str, last: Quantity, item: Quantity) -> bool:
    """93 million pills weighing 17.4 tonnes, *half a tonne* of crystal: behind the weight of the pills, another amount."""
    told = last.attrs.get("restated")
    return bool(told) and last.kind != item.kind and folded[told : item.start].startswith(",")


def _same_part(folded: str, first: Quantity, second: Quantity) -> bool:
    """Nearly half (48 per cent), 近一半（48%）: a fraction and the exact percentage behind it."""
    return (
        first.kind in ("fraction", "percent") and second.kind == "percent" and not (first.refused or second.refused)
        and folded[first.end : second.start].strip() == "(" and abs(first.value - second.value) <= 6
    )  # fmt: skip


_SENTENCE = re.compile(r"[;。；]|\.\s")


def _restates(folded: str, found: Found, first: Quantity, second: Quantity) -> bool:
    between = folded[first.end : second.start]
    restating = bool(found.of("claims.restating", first.end, second.start))
    if len(between) > (70 if restating else 44) or _SENTENCE.search(between):
        return False
    opened = "(" in between or "（" in between
    if opened and _YEAR.search(folded[second.end : second.end + 12].partition(")")[0]):
        return False  # 4,850 tonnes in 2004 (4,766 tonnes in 2003)
    if first.kind == second.kind and first.kind in _MEASURED:
        if not opened and not restating and _of_two_drugs(found, folded, first, second):
            return False
        ratio = first.value / second.value if second.value else 0.0
        near = abs(ratio - 1) < (0.06 if opened else 0.035)
        local = first.unit_key in _LOCAL and second.unit_key in _METRIC and between.strip() == "("
        if local and 0.4 < ratio < 2.5:  # 22 manzanas (31.4 hectáreas), by whatever manzana is meant
            return True
        if restating and (near or _says_less(second, ratio)):
            return True
        if first.unit_key == second.unit_key or not second.value:
            return _rounded(first, second, opened)
        if first.unit_key == "tonne" and second.unit_key == "pound" and abs(ratio * 0.907185 - 1) < 0.02:
            first.attrs["short"] = True
            return True
        return (
            near
            and (
                opened
                or bool(
                    re.search(r"[,，、—–]", between)
                    or found.of("claims.alternative", first.end, second.start)
                )
                or len(between) < 3
            )
        ) or _rounded(first, second, opened)
    led = (second.start, second.bound_start)  # 57.9万粒、*合*55公斤, not 新化合药片
    weighings = found.of("claims.weighing", first.end, second.start)
    weighed = any(hit.end - hit.start > 1 or hit.end in led for hit in weighings)
    kinds = {first.kind, second.kind}
    if found.of("shares.of_which", first.end, second.start) or _labelled(folded, found, first, second):
        return False
    if kinds in ({"tablet", "mass"}, {"plant", "mass"}, {"plant", "area"}):
        own = found.of("drug", first.end, second.start) if not weighed else []
        after = [
            hit for kind in ("drug", "weak_drug") for hit in found.of(kind, second.start, second.end + 60)
        ]
        plain = _without_drugs(found, first.end, second.start, folded)
        apposed = bool(re.fullmatch(r"[^\w]{0,3}[,(（、，]\s?[^\d,，、]{0,14}", plain))
        closed = between.rstrip().endswith("(") and folded[second.end : second.end + 1] == ")"
        if closed and not re.search(r"[,;\d]", between):
            return True  # 82 grams of ecstasy tabs (140 tablets)
        return weighed or (
            apposed and not own_behind(second, after, folded) and (plain != between or not own)
        )
    return False


def _of_two_drugs(found: Found, folded: str, first: Quantity, second: Quantity) -> bool:
    """4.5 kilos *of heroin*, ten pounds *of meth*: each with a drug of its own."""
    behind = [hit for kind in ("drug", "weak_drug") for hit in found.of(kind, second.end, second.end + 30)]
    return bool(found.of("drug", first.end, second.start)) and own_behind(second, behind, folded)


def _says_less(second: Quantity, ratio: float) -> bool:
    """1.250 kilos, es decir, *algo más de* un kilogramo: the same, said less exactly."""
    return (second.bound == "at_least" and 1 <= ratio < 1.5) or (
        second.bound == "at_most" and 0.67 < ratio <= 1
    )


def _labelled(folded: str, found: Found, first: Quantity, second: Quantity) -> bool:
    """罂粟4.6万株、大麻18.3亩, pills (4,000), speed (3 kg): a drug right before the second number makes it an amount of its own."""
    start = second.bound_start if second.bound_start is not None else second.start
    pills = found.ending("unit", start, 4)  # 芬太尼4公斤、曲马多胶囊2万粒
    ends = [start, *([pills.start] if pills and pills.key == "tablet" else [])]
    if ")" in folded[first.end : start] and folded[start - 2 : start] == " (":
        ends.append(start - 2)
    return any(
        found.ending(kind, end)
        for kind in ("drug", "weak_drug")
        for end in ends
        if found.of(kind, first.end, end)
    )


def _without_drugs(found: Found, start: int, end: int, folded: str) -> str:
    """ " of captagon, " → ", ": the text between two amounts without the first one's drug."""
    text = folded[start:end]
    for hit in reversed(found.of("drug", start, end)):
        text = text[: hit.start - start] + text[hit.end - start :]
    for hit in found.of("shares.of", start, end)[:1]:
        if hit.start <= start + 1:
            text = text.replace(folded[hit.start : hit.end], "", 1)
    return text.lstrip()


def own_behind(quantity: Quantity, hits: list, folded: str) -> bool:
    """Whether a drug stands right behind a quantity: "1.7 tonnes of crystal methamphetamine"."""
    return any(len(folded[quantity.end : hit.start].split()) <= 2 and not re.search(r"[,，、;；()]", folded[quantity.end : hit.start])
               for hit in hits)  # fmt: skip


def _rounded(first: Quantity, second: Quantity, opened: bool) -> bool:
    """Nearly 5 tonnes (4,991 kg): the rounded and the exact figure of one thing."""
    return (
        opened
        and (first.bound != "exact" or second.bound != "exact")
        and bool(second.value)
        and (
            abs(first.value / second.value - 1) < 0.06
            or (second.bound == "at_least" and 0 <= first.value / second.value - 1 < 0.1)
        )
    )
