"""Which amounts are earlier ones that another is compared with: up *from* 42,500 ha, against *870 tonnes*."""

from __future__ import annotations

from extractors.claims.draft import Draft
from extractors.claims.headed import governing
from extractors.claims.percents import amount_behind
from extractors.claims.scene import Scene
from extractors.rules.periods import Period
from extractors.rules.quantities import Quantity, function_words


def is_base(scene: Scene, quantity: Quantity) -> bool:
    """Up from 42,500 ha, against 870 tonnes, than the 143,000 ha of 2020: an earlier amount."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    between = ("", *scene.pack.words("compare.before_number"))
    for hit in scene.of("compare.versus", max(scene.start, start - 32), start):
        if not scene.pack.spaces and _within(scene, hit.start, hit.end):
            continue
        if scene.between(hit.end, start).strip() in between or _only_period(scene, hit.end, start):
            return True
        if scene.pack.spaces and _without_periods(scene, hit.end, start) in between:
            return True
    if any(
        hit.end >= start - 5 for hit in scene.of("changes.multiples", max(scene.start, start - 16), start)
    ):
        return True
    times = scene.of("changes.times", max(scene.start, start - 16), start) if scene.pack.spaces else []
    if any(amount_behind(scene, hit.end) is quantity for hit in times):  # three times *the 5.6 tons*
        return True
    if not scene.pack.spaces and scene.found.at("compare.behind", quantity.end):  # 去年3600吨的基础上
        return True
    if not scene.pack.spaces and any(
        governing(scene, quantity, [p]) for p in scene.periods if p.base or _back_in_time(scene, p)
    ):
        return True
    if scene.pack.spaces and any(
        p.base
        and scene.between(p.end, start).strip()
        in (*scene.pack.words("places.possessive"), *scene.pack.words("compare.before_number"))
        for p in scene.periods
    ):  # an increase over *1999's* 3.5 million tablets, twice the *1996 figure of* 5.9 tons
        return True
    if scene.pack.spaces and _part_of_another_year(scene, quantity, start):
        return True
    earlier = [p for p in scene.periods if p.iso == "earlier" and 0 < start - p.end <= 10]
    return any(scene.between(p.end, start).strip(" ,") in scene.pack.words("compare.when") for p in earlier)


def _within(scene: Scene, start: int, end: int) -> bool:
    """总计来*自*8,360个案件: a word that is the end of a longer one, which tells where something is from."""
    longer = scene.found.ending("places.origin", end, 4)
    return longer is not None and longer.start < start


def _without_periods(scene: Scene, start: int, end: int) -> str:
    """From *the revised 2014 figure of* 7 950: the words between without the time named there."""
    text = scene.between(start, end)
    for period in scene.periods:
        if start <= period.start and period.end <= end:
            text = text.replace(scene.between(period.start, period.end), "")
    text = " ".join(text.split())
    owner = next((word for word in scene.pack.words("places.possessive") if text.startswith(word)), "")
    return text.removeprefix(owner).strip()  # from *last year's* estimate of 82,172


def _part_of_another_year(scene: Scene, quantity: Quantity, start: int) -> bool:
    """956 kilograms, about half of the *1.9 tons of 1994*: a part of an amount with a year of its own right behind."""
    part = next((q for q in scene.quantities if q.kind == "fraction" and 0 < start - q.end <= 8), None)
    period = next((p for p in scene.periods if 0 < p.start - quantity.end <= 4 and p.explicit), None)
    same = any(q.kind == quantity.kind and q.end <= part.start for q in scene.quantities) if part else False
    return same and period is not None and scene.found.at("shares.of", part.end + 1) is not None


def joined_base(scene: Scene, previous: Draft, quantity: Quantity) -> bool:
    """Over the 167,230 hectares *and 2,132 tons* of 1994: joined to an earlier amount, an earlier amount too."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    between = scene.between(previous.quantity.end, start)
    periods = [p for p in scene.periods if previous.quantity.end <= p.start < start]
    for period in periods:
        between = between.replace(scene.between(period.start, period.end), "")
    left = [word for word in between.split() if word not in function_words(scene.pack.code)]
    joined = any(word in scene.pack.words("lists.joiners") for word in between.split())
    return bool(previous.base) and joined and not left and "," not in between


def _back_in_time(scene: Scene, period: Period) -> bool:
    """2016年14.6万公顷，*2015年为*9.6万公顷: a year before the one spoken of, in a clause of its own behind it."""
    before = [
        p for p in scene.periods if p.end <= period.start and p.explicit and len(p.iso) == 4 and not p.base
    ]
    later = bool(before) and period.explicit and len(period.iso) == 4 and period.iso < before[-1].iso
    return later and scene.quantity_between(before[-1].end, period.start)


def _only_period(scene: Scene, start: int, end: int) -> bool:
    """从2022年的23.3万公顷: only a period stands between the word and the amount."""
    for period in scene.periods:
        if (
            start <= period.start
            and period.end <= end
            and len(scene.between(start, period.start).strip()) == 0
        ):
            return scene.between(period.end, end).strip() in ("", *scene.pack.words("compare.link"))
    return False


def moved_from(scene: Scene, quantity: Quantity) -> bool:
    """ "rose 7.9% *from* 936 tons": the amount before the change, though the one after it is not said."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    moved = [q for q in scene.quantities if q.kind == "percent" and q.end < start]
    hits = scene.of("compare.versus", moved[-1].end, start) if moved else []
    return bool(hits) and hits[0].start == moved[-1].end + 1 and not scene.between(hits[0].end, start).strip()
