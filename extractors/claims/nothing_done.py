"""Amounts and people that a sentence names without anything that was done: thresholds, plans told behind the number,
other crops, prisoners, overdoses that were survived."""

from __future__ import annotations

import re

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity

_AMOUNTS = ("mass", "tablet", "volume", "plant", "area")
_STOP = re.compile(r"[,;:()]")
_NEAR = 60  # characters between a number and the word that tells what it is of


def of_threshold(scene: Scene, quantity: Quantity) -> str:
    """Cases of *10 kg or more*, possession of *30 grams or less*: a size, where no verb of taking stands right before."""
    if quantity.kind not in _AMOUNTS or not scene.pack.spaces:
        return ""
    ends = (quantity.number.end + 1, quantity.end + 1)
    kinds = ("bounds.at_least_after", "bounds.at_most_after")
    hits = [hit for kind in kinds for end in ends if (hit := scene.found.at(kind, end))]
    alternative = scene.pack.words("claims.alternative")
    if not any(
        scene.between(hit.start, hit.end).startswith(f"{word} ") for hit in hits for word in alternative
    ):
        return ""
    starts = [q.start for q in scene.quantities if q.start <= quantity.start and q.kind in _AMOUNTS]
    taken = any(
        0 < start - hit.end <= 3
        for kind in ("cues", "weak")
        for hit in scene.of(kind, scene.start, quantity.start)
        for start in starts
    )
    return "" if taken else "a threshold"


def planned_behind(scene: Scene, quantity: Quantity) -> str:
    """ "A further *30 villages of poppy growers should* …", "12,000 hectares *would be* needed": the subject of a plan."""
    kinds = (*_AMOUNTS, "person", "percent", "fraction")
    if quantity.kind not in kinds or quantity.noun == "arrests" or not scene.pack.spaces:
        return ""
    aim = scene.found.at("blocks.plan", quantity.end + 1) if quantity.kind == "area" else None
    if aim is not None:  # 9,000 hectáreas *como meta*
        return f"a target or plan: {scene.between(aim.start, aim.end)}"
    if scene.of("cues", scene.start, quantity.start):
        return ""
    near = [
        hit
        for kind in ("blocks.plan", "blocks.hypothetical")
        for hit in scene.of(kind, quantity.end, min(scene.end, quantity.end + _NEAR))
    ]
    hit = min(near, default=None)
    if (
        hit is None
        or scene.quantity_between(quantity.end, hit.start)
        or _STOP.search(scene.folded, quantity.end, hit.start)
    ):
        return ""
    words = scene.between(quantity.end, hit.start).split()
    done = [h for h in scene.of("cues", quantity.end, hit.start) if h.key != "cultivation"]
    apart = done or len(words) > 6
    apart = apart or any(word in scene.pack.words("claims.relative") for word in words)
    return "" if apart else f"a target or plan: {scene.between(hit.start, hit.end)}"


def of_other_crop(scene: Scene, quantity: Quantity) -> str:
    """They grow *coffee* on 85 hectares, 40 hectares of *wheat*: a field of no drug."""
    if quantity.kind not in ("area", "percent", "fraction") or not scene.pack.spaces:
        return ""
    if any(h.key in ("eradication", "destruction") for h in scene.of("cues")):
        return ""
    behind = scene.of("blocks.crops", quantity.end, min(scene.end, quantity.end + 30))
    if behind and not _parted(scene, quantity.end, behind[0].start):
        return f"of something else: {scene.between(behind[0].start, behind[0].end)}"
    of = scene.found.at("shares.of", quantity.end + 1)
    ahead = scene.of("blocks.crops", max(scene.start, quantity.start - _NEAR), quantity.start)
    if not ahead or quantity.kind != "area" or (of and any(0 <= d.start - of.end <= 16 for d in scene.drugs)):
        return ""
    apart = _parted(scene, ahead[-1].end, quantity.start)
    return "" if apart else f"of something else: {scene.between(ahead[-1].start, ahead[-1].end)}"


def _parted(scene: Scene, start: int, end: int) -> bool:
    return (
        scene.drugs_between(start, end)
        or any(start <= q.start < end and q.kind != "bare" for q in scene.quantities)
        or _STOP.search(scene.folded, start, end) is not None
    )


def imprisoned(scene: Scene, quantity: Quantity) -> str:
    """300 foreigners, nine in ten of them *held* on drug charges, share a wing of a *prison*: nobody was caught."""
    if not scene.pack.spaces or quantity.noun not in ("", "people"):
        return ""
    if quantity.kind not in ("person", "percent", "fraction"):
        return _of_inmates(scene, quantity)
    holding = scene.pack.words("claims.holding")
    cues = [h for h in scene.of("cues") if h.key == "arrests"]
    if not cues or any(scene.between(h.start, h.end) not in holding for h in cues):
        return ""
    prison = scene.of("blocks.prison")
    return f"in prison: {scene.between(*prison[0][:2])}" if prison else ""


def _of_inmates(scene: Scene, quantity: Quantity) -> str:
    """The number of drug offenders *in prison* has grown 21 times: no change of arrests."""
    near = scene.of("blocks.prison", max(scene.start, quantity.start - _NEAR), quantity.start)
    told = near and any(noun.key == "arrests" and noun.end <= near[-1].start for noun in scene.of("nouns"))
    held = any(cue.key == "arrests" for cue in scene.of("cues"))
    return f"in prison: {scene.between(*near[-1][:2])}" if told and not held else ""


def survived(scene: Scene, quantity: Quantity) -> str:
    """57,000 *overdose reversals*, 3,000 overdoses *reversed*: nobody died of them."""
    if quantity.kind not in ("person", "percent", "fraction") or not scene.pack.spaces:
        return ""
    if quantity.noun not in ("", "people", "deaths"):
        return ""
    reach = 24 if quantity.noun == "people" else 80
    for hit in scene.of("blocks.survived"):
        start, end = sorted((hit.start, quantity.start))
        apart = scene.quantity_between(min(hit.end, quantity.end), end)
        if end - start <= reach and not apart and not scene.broken(start, end):
            return f"survived: {scene.between(hit.start, hit.end)}"
    return ""


def charged_with(scene: Scene, quantity: Quantity) -> str:
    """He was *charged with* four crimes, *faces* three drug cases: what is laid to somebody, not what police cracked."""
    if quantity.kind != "case" or not scene.pack.spaces:
        return ""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    near = scene.of("blocks.accusing", max(scene.start, start - 30), start)
    held = [cue for cue in scene.of("cues", max(scene.start, start - 45), start) if cue.key == "arrests"]
    led = held and scene.found.ending("lists.with", start - 1)  # charged three men *with* nine offences
    if led and not scene.broken(held[-1].end, start):
        return "laid to somebody: what they are charged with"
    return f"laid to somebody: {scene.between(*near[-1][:2])}" if near and start - near[-1].end <= 3 else ""


def taken_behind(scene: Scene, quantity: Quantity) -> bool:
    """They are to unload 28,000 pounds of cocaine *that were seized*: what was done to what a plan is about."""
    for hit in scene.of("cues", quantity.end, min(scene.end, quantity.end + 150)):
        words = scene.between(quantity.end, hit.start).split()
        verb = len(words) > 1 and words[-1] in scene.pack.words("claims.auxiliary")
        told = verb and any(word in scene.pack.words("claims.relative") for word in words[-3:-1])
        if told and hit.key in ("seizure", "destruction", "eradication"):
            return ";" not in scene.between(quantity.end, hit.start)
    return False


def any_field(scene: Scene, quantity: Quantity) -> str:
    """The weight of opium that *one hectare gives*: said of any field, not of one that was found."""
    one = quantity.kind == "area" and quantity.number.value == 1 and quantity.number.source != "digits"
    if not one or not scene.pack.spaces:
        return ""
    if quantity.number.source == "words" and not scene.of("cues"):
        return "what any field gives"  # from one jerib he gets 800 grams
    near = scene.of("blocks.makes", quantity.end, min(scene.end, quantity.end + 30))
    return "what any field gives" if near and not scene.quantity_between(quantity.end, near[0].start) else ""


def of_the_next(scene: Scene, quantity: Quantity, start: int) -> bool:
    """30,500 hectares, *above the 22,000 that the law allows*; 29,900, *of which* 22,000 are legal: of the number behind."""
    behind = [q for q in scene.quantities if quantity.end <= q.start < start and q.kind == quantity.kind]
    if not behind:
        return False
    kinds = ("shares.of_which", "compare.versus")
    return behind[-1].bound in ("at_least", "at_most") or any(
        scene.of(kind, quantity.end, behind[-1].start) for kind in kinds
    )


def amount_over(scene: Scene, quantity: Quantity) -> str:
    """8.500 *por encima de las* 22.000 hectáreas: how much more it is."""
    over = scene.found.at("compare.versus", quantity.end + 1) if scene.pack.spaces else None
    bounds = ("bounds.at_least", "bounds.at_most")
    named = over and any(scene.found.at(kind, quantity.end + 1) for kind in bounds)
    behind = named and any(0 <= q.start - over.end <= 5 for q in scene.quantities)
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    arrived = scene.found.ending(
        "ranges.to", start - 1
    )  # rose by six percent *to* 163,100 ha over the 154,070
    named = behind and not arrived and quantity.kind not in ("percent", "fraction")
    return "a difference" if named else ""


def paid_in_pounds(scene: Scene, quantity: Quantity) -> str:
    """The price of a gram fell from 70 *to 54 pounds*: money, where a word of prices stands before and no drug behind."""
    if quantity.unit_key != "pound" or not scene.pack.spaces or scene.found.at("shares.of", quantity.end + 1):
        return ""
    near = scene.of("blocks.price", max(scene.start, quantity.start - _NEAR - 10), quantity.start)
    taken = near and any(cue.key == "seizure" for cue in scene.of("cues", near[-1].end, quantity.start))
    apart = taken or (near and _STOP.search(scene.folded, near[-1].end, quantity.start))
    return f"a price: {scene.between(*near[-1][:2])}" if near and not apart else ""
