"""Amounts that measure no drug taken or grown: what a vessel holds, what a haul would make, a price's unit, a stock."""

from __future__ import annotations

from extractors.claims.clause_refusals import told_in_clause
from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity


def of_another_kind(scene: Scene, quantity: Quantity) -> str:
    """The reason why an amount is none of a measure, "" where there is none."""
    return next((reason for told in _KINDS if (reason := told(scene, quantity))), "")


def _sized(scene: Scene, quantity: Quantity) -> str:
    """19 stills *of 500 litres*, four *of 300*: what a thing counted before holds, where no drug is named behind."""
    if quantity.kind not in ("mass", "volume") or not scene.pack.spaces:
        return ""
    counted = next((q for q in reversed(scene.quantities) if q.end <= quantity.start), None)
    of = scene.found.ending("shares.of", quantity.start - 1, 4)
    if (
        counted is None
        or of is None
        or counted.kind != "bare"
        or scene.found.at("shares.of", quantity.end + 1)
    ):
        return ""
    words = scene.between(counted.end, of.start)
    apart = (
        any(c in words for c in ",;:()") or len(words.split()) > 4 or scene.of("cues", counted.end, of.start)
    )
    return "" if apart else "the size of what is counted"


def _held_for_else(scene: Scene, quantity: Quantity) -> str:
    """518,617 arrests *for violent offenses*: before the next number, where no drug is named between."""
    if quantity.kind not in ("person", "case") or not scene.pack.spaces:
        return ""
    near = scene.of("blocks.other_arrests", quantity.end, min(scene.end, quantity.end + 70))
    apart = near and (
        scene.quantity_between(quantity.end, near[0].start)
        or scene.drugs_between(quantity.end, near[0].start)
    )
    return (
        f"held for something else: {scene.folded[near[0].start : near[0].end]}" if near and not apart else ""
    )


def _kept(scene: Scene, quantity: Quantity) -> str:
    """Opium *stocks* are estimated at 10,000 tons: an amount kept, in the clause of its number."""
    if quantity.kind != "mass" or not scene.pack.spaces:
        return ""
    near = scene.of("blocks.stocks", max(scene.start, quantity.start - 44), quantity.start)
    apart = near and (
        "," in scene.between(near[-1].end, quantity.start)
        or scene.quantity_between(near[-1].end, quantity.start)
    )
    return f"kept: {scene.folded[near[-1].start : near[-1].end]}" if near and not apart else ""


def _noted(scene: Scene, quantity: Quantity) -> str:
    """ "11.7 million *(range: from 8.4 to 19.0 million)*": how sure a number is, no number of its own."""
    held = next(((a, b) for a, b in scene.brackets if a < quantity.start < b), None)
    near = scene.of("blocks.note", *held) if held else []
    return f"a note: {scene.folded[near[0].start : near[0].end]}" if near else ""


def _worth(scene: Scene, quantity: Quantity) -> str:
    """Two tonnes, *equivalent to* 40 million doses: what an amount would make, no tablets that were there."""
    if quantity.kind != "tablet":
        return ""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    near = [h for h in scene.of("blocks.worth", max(scene.start, start - 56), start) if start - h.end <= 36]
    near = [h for h in near if not scene.quantity_between(h.end, start) and not scene.broken(h.end, start)]
    return f"what an amount would make: {scene.folded[near[0].start : near[0].end]}" if near else ""


def _priced_unit(scene: Scene, quantity: Quantity) -> str:
    """*A kilo* of cocaine *costs* 2,000 dollars: the unit of a price."""
    if quantity.value / quantity.factor != 1 or quantity.number.source not in ("article", "words"):
        return ""
    reach = min(scene.end, quantity.end + 34)
    near = [
        h
        for h in scene.of("blocks.price", quantity.end, reach)
        if "," not in scene.between(quantity.end, h.start)
    ]
    return "the unit of a price" if near and not scene.quantity_between(quantity.end, near[0].start) else ""


def each_told(scene: Scene, quantity: Quantity) -> str:
    """20 bags, *each* weighing 20 kilograms; two parcels of 5 kilograms *each*; 两包，*各*5公斤: the whole is not told."""
    if quantity.kind not in ("mass", "volume"):
        return ""
    if not scene.pack.spaces:
        return "the weight of each" if scene.found.ending("lists.each", quantity.start, 4) else ""
    before = scene.of("lists.each", max(scene.start, quantity.start - 52), quantity.start)
    weighed = any(scene.of("claims.weighing", hit.end, quantity.start) for hit in before) or any(
        word.key == "seizure" and len(scene.between(hit.end, word.start).split()) == 1
        for hit in before
        for word in scene.of("weak", hit.end, quantity.start)  # *each box held* 15 kilos
    )
    ends = [quantity.end, *(drug.end for drug in scene.drugs if 0 < drug.start - quantity.end <= 5)]
    return (
        "the weight of each" if weighed or any(scene.found.at("lists.each", end + 1) for end in ends) else ""
    )


_KINDS = (
    _noted,
    _kept,
    _held_for_else,
    _worth,
    _sized,
    _priced_unit,
    told_in_clause,
)
