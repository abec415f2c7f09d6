"""Changes of what no claim counts: rates, people and things of no measure, funding, the population."""

from __future__ import annotations

import re

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity


def of_things_counted(scene: Scene, quantity: Quantity) -> bool:
    """1.8 million *samples* were analysed by laboratories, a 7 per cent fall: of the things counted, not of who did it."""
    before = [
        q
        for q in scene.quantities
        if q.end <= quantity.start and q.kind not in ("percent", "fraction", "factor")
    ]
    if not before or not before[-1].refused.startswith("counts"):
        return False
    kinds = [h.key for table in ("nouns", "cues") for h in scene.of(table, before[-1].end, quantity.start)]
    return "," in scene.between(before[-1].end, quantity.start) and all(
        key == "laboratories" for key in kinds
    )


def of_money(scene: Scene, quantity: Quantity) -> bool:
    """The drugs seized were worth *8.6 million dollars, which was 5 per cent higher*: of the sum of money right before."""
    behind = next((q for q in scene.quantities if q.start >= quantity.end), None)
    if (
        behind
        and behind.refused == "money"
        and quantity.kind == "factor"
        and behind.start - quantity.end <= 12
    ):
        return True  # income from opium tripled *from US$425 million*
    before = [q for q in scene.quantities if q.end <= quantity.start and (q.kind != "bare" or q.refused)]
    if not before or before[-1].refused != "money":
        return False
    named = scene.of("cues", before[-1].end, quantity.start) or scene.drugs_between(
        before[-1].end, quantity.start
    )
    return not named and not scene.broken(before[-1].end, quantity.start)


def more_of_things(scene: Scene, quantity: Quantity) -> bool:
    """ "Customs scanned *40 percent more containers*": more of things that no claim counts."""
    more = scene.found.at("changes.more", quantity.end + 1) or scene.found.at(
        "changes.less", quantity.end + 1
    )
    if more and scene.found.at("compare.earlier", more.end + 1):  # an 11 per cent rise year-on-year
        return False
    kinds = ("blocks.other_units", "blocks.other_counts")
    return more is not None and any(scene.found.at(kind, more.end + 1) for kind in kinds)


def of_trade(scene: Scene, quantity: Quantity) -> bool:
    """ "at least double *the amount consumed*": a multiple of what was used up or traded."""
    as_much = scene.found.at("changes.as_much", quantity.end + 1) if quantity.kind == "factor" else None
    return as_much is not None and scene.found.at("blocks.traffic", as_much.end + 1) is not None


def of_people_else(scene: Scene, quantity: Quantity) -> bool:
    """ "The number of *people handled* by police for cases … jumped 21.3 percent": no change of the cases."""
    opened = scene.of("claims.number_of", scene.start, quantity.start)
    noun = next(iter(scene.of("nouns", opened[-1].end, quantity.start)), None) if opened else None
    counted = scene.of("blocks.other_counts", opened[-1].end, opened[-1].end + 34) if opened else []
    few = counted and len(scene.between(opened[-1].end, counted[0].start).split()) <= 2
    other = counted[0] if few else None  # the number of opium-free provinces
    if other and scene.pack.spaces and not scene.quantity_between(other.end, quantity.start):
        return True  # the number of weapons seized
    if noun is None or noun.key != "people" or scene.quantity_between(noun.end, quantity.start):
        return False
    cues = [h.key for h in scene.of("cues", noun.end, min(quantity.start, noun.end + 34))]
    return not any(key in ("arrests", "users", "deaths") for key in cues)


def of_rate(scene: Scene, quantity: Quantity) -> bool:
    """ "The number of individuals *per 100,000* doubled"."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    for price in scene.of(
        "blocks.price", scene.start, start
    ):  # the largest *rate increases* occurred among …
        moved = (
            *scene.of("changes.up", price.start, price.end),
            *scene.of("changes.down", price.start, price.end),
        )
        if any(hit.start > price.start for hit in moved):
            return True
    rates = scene.of("blocks.rate", max(scene.start, start - 60), start)
    return any(
        not scene.broken(hit.end, start) and any(0 < q.start - hit.end <= 2 for q in scene.quantities)
        for hit in rates
    )


def of_what_else(scene: Scene, quantity: Quantity) -> str:
    """The *population* had increased by 10 per cent, a 67% increase in *funding*: the subject right before or behind; "" for none."""
    if "changes.other" not in scene.found.kinds:
        return ""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    moved = [
        hit
        for kind in ("changes.up", "changes.down")
        for hit in scene.of(kind, max(scene.start, start - 64), start)
    ]
    for verb in moved:
        before = scene.of("changes.other", max(scene.start, verb.start - 70), verb.start)
        if (
            not before
            or _STOP.search(scene.folded, before[-1].end, verb.start)
            or scene.quantity_between(verb.end, start)
        ):
            continue
        told = [h for table in ("cues", "nouns") for h in scene.of(table, before[-1].end, verb.start)]
        rated = scene.found.ending("shares.of", before[-1].end) is not None  # *the rate of* possession
        if rated or not told:
            return scene.folded[before[-1].start : before[-1].end]
    more = scene.found.at("changes.more", quantity.end + 1) or scene.found.at(
        "changes.less", quantity.end + 1
    )
    link = more and scene.found.at("changes.in", more.end + 1)
    behind = link and next(iter(scene.of("changes.other", link.end, min(scene.end, link.end + 24))), None)
    return scene.folded[behind.start : behind.end] if behind else ""


_STOP = re.compile(r"[,;:]")
