"""Why a number in the right unit makes no claim all the same: targets, hypotheses, licit trade, prices."""

from __future__ import annotations

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity


def refusal(scene: Scene, quantity: Quantity) -> str:
    """The reason why a quantity is left out, "" where there is none."""
    for kind, name in (("blocks.plan", "a target or plan"), ("blocks.hypothetical", "a hypothesis")):
        for hit in scene.of(kind, scene.start, quantity.start):
            if not scene.broken(hit.end, quantity.start) and not _past(scene, hit.end, quantity.start):
                return f"{name}: {scene.folded[hit.start : hit.end]}"
    licit = scene.of("blocks.licit")
    if licit and quantity.kind in ("mass", "area", "tablet", "plant", "volume", "percent", "fraction"):
        return f"licit: {scene.folded[licit[0].start : licit[0].end]}"
    return ""


def _past(scene: Scene, start: int, end: int) -> bool:
    """A cue in the past after the plan, in a clause of its own: "aims to clear 5,000 ha; it cleared 3,000"."""
    return scene.quantity_between(start, end) and bool(scene.of("compare.versus", start, end))
