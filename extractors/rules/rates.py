"""Amounts by day, month, hectare or head: rates, which make no claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.languages import Pack
from extractors.rules.lexicon import Found

if TYPE_CHECKING:
    from extractors.rules.quantities import Quantity

_BREAK = re.compile(r"[,;:()\[\]。，、；：（）!?]|(?<!\b[a-z])\.\s")  # not the stop of "two U.S. citizens"


def refuse_rates(folded: str, quantity: Quantity, start: int, end: int, found: Found, pack: Pack) -> None:
    """400 kilos a day, 27 kg of opium per hectare, yields of 2 tonnes: rates, no amounts."""
    if quantity.kind == "bare":
        hit = found.at("blocks.rate", quantity.end + 1) if pack.spaces and not quantity.refused else None
        if hit:
            quantity.refused = f"a rate: {folded[hit.start : hit.end]}"
        return
    counted = pack.spaces and bool(quantity.noun)
    led = found.ending("blocks.rate", quantity.start - 1) if counted else None
    ratio = (
        found.ending("fractions.ratio", quantity.start - 1)
        if counted and quantity.value in (10, 100)
        else None
    )
    led = led or (ratio if ratio and ratio.end - ratio.start > 2 else None)  # two *out of* one hundred
    if led:  # 4.6 deaths *per* 100,000 adults
        quantity.refused = f"a rate: {folded[led.start : led.end]}"
        return
    stop = _BREAK.search(folded, quantity.end, min(end, quantity.end + 36))
    reach = stop.start() if stop else min(end, quantity.end + 36)
    for hit in found.of("blocks.rate", quantity.end, reach):
        between = folded[quantity.end : hit.start]
        if found.ending("places.locative", hit.start - 1, 12):  # in a week: how long it took
            continue
        if not pack.spaces and between:
            continue  # 2.3亿人--每20人中
        if not re.search(r"[0-9]", between) and len(between.split()) <= 4:
            quantity.refused = f"a rate: {folded[hit.start : hit.end]}"
            return
    near = max(start, quantity.start - 30)
    for hit in found.of("blocks.rate_before", near, quantity.start):
        between = folded[hit.end : quantity.start]
        bounds = ("bounds.about", "bounds.at_least", "bounds.at_most")
        bound = next((b for kind in bounds if (b := found.ending(kind, quantity.start - 1, 24))), None)
        if pack.spaces and bound and bound.start >= hit.end:  # a yearly mean of *more than* 1,800 tonnes
            between = folded[hit.end : bound.start]
        if not pack.spaces and hit.end - hit.start == 1:  # 每10万人, 每块约350克, but not 每年约3吨
            small = ("bounds.about", "bounds.at_least", "bounds.at_most", "claims.weighing")
            bound = next((b for kind in small if (b := found.ending(kind, quantity.start, 4))), None)
            between = folded[hit.end : bound.start if bound else quantity.start]
            if between and (len(between) > 1 or found.at("blocks.other_units", hit.end)):
                continue
        whole = any(
            cue.start < hit.start and hit.end <= cue.end for cue in found.of("cues", near, hit.end + 4)
        )
        if whole:  # a *total yield of* 3,700 tonnes
            continue
        if len(between.split()) <= 1 and not _BREAK.search(between) and len(between) < 12:
            quantity.refused = f"a rate: {folded[hit.start : hit.end]}"
