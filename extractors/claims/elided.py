"""Numbers whose unit is left out because it was said before: "and 7.3 of heroin", "up from 3,900", "Rotterdam 46.8"."""

from __future__ import annotations

from extractors.claims.scene import Scene, State
from extractors.rules.quantities import Quantity

_LEVELS = ("mass", "area", "volume", "tablet", "plant", "person", "case", "laboratory", "incident")


def fill_elided(scene: Scene, state: State) -> None:
    """Give each bare number its unit where the wording says that it shares one; others stay bare."""
    quantities = scene.quantities
    for index in range(len(quantities) - 1, -1, -1):
        quantity = quantities[index]
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        if _open(quantity) and following and _lists_with(scene, quantity, following):
            _share(quantity, following)
    for index, quantity in enumerate(quantities):
        if not _open(quantity):
            continue
        model = next((q for q in reversed(quantities[:index]) if q.kind in _LEVELS and not q.refused), None)
        reason = _reason(scene, state, quantity, model)
        if reason and model:
            _share(quantity, model)
        elif reason in ("part", "further", "line") and state.unit:
            quantity.unit, quantity.kind, quantity.factor = state.unit[:3]
            quantity.noun = state.unit[3]
            quantity.value = quantity.number.value * quantity.factor
            quantity.attrs["elided"] = reason


def _open(quantity: Quantity) -> bool:
    return quantity.kind == "bare" and not quantity.refused


def _share(quantity: Quantity, model: Quantity) -> None:
    quantity.unit, quantity.kind, quantity.noun = model.unit, model.kind, model.noun
    quantity.factor, quantity.unit_key = model.factor, model.unit_key
    value = quantity.number.value
    if quantity.number.scale == 1 < model.number.scale and model.start > quantity.start and value < 1000:
        value *= model.number.scale
    quantity.value = value * model.factor
    quantity.attrs["elided"] = "shared"


def _lists_with(scene: Scene, quantity: Quantity, following: Quantity) -> bool:
    """670, 172 and 92 tonnes; from 28 to 40 tonnes: only list marks between a bare number and one with a unit."""
    if following.refused or following.kind in ("bare", "fraction"):
        return False
    between = scene.between(quantity.end, following.bound_start or following.start)
    text = between
    for kind in ("lists.joiners", "ranges.to", "ranges.and"):
        for hit in scene.found.of(kind, quantity.end, following.start):
            text = text.replace(scene.folded[hit.start : hit.end], ",", 1)
    return len(between) <= 9 and not text.strip(" ,，、")


def _reason(scene: Scene, state: State, quantity: Quantity, model: Quantity | None) -> str:
    """Which wording says that the number shares the unit of the one before; "" for none."""
    after, before = quantity.end + 1, quantity.bound_start or quantity.start
    if scene.found.at("shares.of_which", after) or scene.found.at("shares.of_which", quantity.end):
        return "part"
    if scene.found.at("shares.of", after) and any(0 < d.start - after <= 14 for d in scene.drugs):
        return "of <drug>"
    if (
        model
        and model.kind == "case"
        and any(0 < d.start - after <= 24 and not scene.quantity_between(after, d.start) for d in scene.drugs)
    ):
        return "related to <drug>"
    if any(
        hit.end >= before - 5 for hit in scene.of("compare.versus", max(scene.start, before - 30), before)
    ):
        return "earlier amount"
    if (
        any(hit.end == before - 1 for hit in scene.of("ranges.to", max(scene.start, before - 8), before))
        and model
    ):
        return "to <number>"
    if any(p.end in (before - 1, before - 2) and p.role == "at" for p in scene.places) and model:
        return "<place> <number>"
    if any(hit.end >= before - 2 for hit in scene.of("places.part", max(scene.start, before - 12), before)):
        return "further"
    if any(p.iso and 0 < p.start - quantity.end <= 5 for p in scene.periods) and model:
        return "<number> in <period>"
    if any(d.end in (before - 1, before) for d in scene.drugs) and model and model.kind in ("mass", "tablet"):
        return "<drug> <number>"
    if scene.line and state.unit and _labelled(scene, quantity):
        return "line"
    return ""


def _labelled(scene: Scene, quantity: Quantity) -> bool:
    """ "2015: 96,000", "Dhaka division 3,180": the only number of a line that begins with what it is about."""
    if len([q for q in scene.quantities if not q.refused]) > 1:
        return False
    label = scene.between(scene.start, quantity.start).strip(" •-*·:：")
    named = any(p.end <= quantity.start for p in scene.periods) or any(
        p.end <= quantity.start for p in scene.places
    )
    return bool(label) and (named or any(d.end <= quantity.start for d in scene.drugs))
