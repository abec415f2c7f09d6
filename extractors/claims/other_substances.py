"""Percentages and people that have to do with alcohol, tobacco or another substance, not with a drug."""

from __future__ import annotations

import re

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity

_BEHIND = 40  # characters between a number and the substance that it is of
_KINDS = ("percent", "fraction", "person")


def of_other_substance(scene: Scene, quantity: Quantity) -> str:
    """ "alcohol (77.9 % have tried it), tobacco (35 %), cannabis (33 %)": the reason for the first two, "" for others."""
    if not scene.pack.spaces or quantity.kind not in _KINDS or "blocks.substances" not in scene.found.kinds:
        return ""
    near = _behind(scene, quantity) or (_ahead(scene, quantity) if quantity.kind != "person" else None)
    return f"of something else: {scene.between(near.start, near.end)}" if near else ""


def _behind(scene: Scene, quantity: Quantity):
    """44.6 % *tobacco*, 270 died *of alcohol*: with no other number, no stop and no drug between."""
    near = scene.of("blocks.substances", quantity.end, min(scene.end, quantity.end + _BEHIND))
    hit = near[0] if near else None
    if (
        hit is None
        or scene.quantity_between(quantity.end, hit.start)
        or scene.drugs_between(quantity.end, hit.start)
    ):
        return None
    joined = scene.found.at("lists.joiners", hit.end + 1)
    listed = joined and any(0 < d.start - joined.end <= 12 for d in scene.drugs)  # alcohol and other drugs
    return None if listed or re.search(r"[,;:(]", scene.between(quantity.end, hit.start)) else hit


def _ahead(scene: Scene, quantity: Quantity):
    """*Alcohol* (75.6 %) and *tobacco* (34.7 %): the substance named last before the number."""
    near = scene.of("blocks.substances", scene.start, quantity.start)
    hit = near[-1] if near else None
    if hit is None or scene.drugs_between(hit.end, quantity.start) or scene.broken(hit.end, quantity.start):
        return None
    if _behind_drug(scene, quantity) or scene.found.ending("lists.joiners", hit.start - 1):
        return None
    return None if scene.quantity_between(hit.end, quantity.start) and scene.drugs else hit


def _behind_drug(scene: Scene, quantity: Quantity) -> bool:
    """Less than alcohol, 35 % *cannabis*: a drug stands right behind the number."""
    near = next((drug for drug in scene.drugs if 0 < drug.start - quantity.end <= 12), None)
    return near is not None and not re.search(r"[,;:(]", scene.between(quantity.end, near.start))
