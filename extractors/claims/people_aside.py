"""People and percentages that are of no measure: whom a study asked, who got away, what people think of a law."""

from __future__ import annotations

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity

_NEAR = 2  # characters between a word such as "interviewed" and the people it is of
_REACH = 70  # characters between a percentage and the opinion that it is of


def of_people_else(scene: Scene, quantity: Quantity) -> str:
    """The reason why people or a part of them make no claim, "" where there is none or words are not spaced."""
    if not scene.pack.spaces:
        return ""
    if quantity.kind == "person":
        return _sampled(scene, quantity) or _got_away(scene, quantity)
    if quantity.kind not in ("percent", "fraction"):
        return ""
    return _beside(scene, quantity, "blocks.opinion", "what people think") or _beside(
        scene, quantity, "blocks.outcomes", "how treatment ends"
    )


def _first(scene: Scene, quantity: Quantity) -> int:
    return quantity.bound_start if quantity.bound_start is not None else quantity.start


def _sampled(scene: Scene, quantity: Quantity) -> str:
    """ "*surveyed* 15,881 teenagers", "*a cohort of* 1,000 men": whom a study is about, and all whom it tells of next."""
    start = _first(scene, quantity)
    for hit in scene.of("blocks.sampled", scene.start, start):
        people = [q for q in scene.quantities if q.kind == "person" and q.start >= hit.end]
        asked = people and _first(scene, people[0]) - hit.end <= _NEAR
        held = any(cue.key == "arrests" for cue in scene.of("cues", hit.end, start))
        if asked and not held and not scene.broken(hit.end, start):
            return f"of a study: {scene.between(hit.start, hit.end)}"
    return ""


def _got_away(scene: Scene, quantity: Quantity) -> str:
    """ "the search *for* three other suspects", "two others *fled*": who was not caught."""
    if quantity.noun not in ("arrests", "people"):
        return ""
    start = _first(scene, quantity)
    if any(cue.key == "arrests" for cue in scene.of("cues", max(scene.start, start - 16), start)):
        return ""
    behind = scene.of("blocks.at_large", quantity.end, min(scene.end, quantity.end + 40))
    ahead = [
        h for h in scene.of("blocks.at_large", max(scene.start, start - 40), start) if start - h.end <= 12
    ]
    for hit in (*ahead, *behind):
        a, b = sorted((hit.start, quantity.start))
        if not scene.quantity_between(min(quantity.end, hit.end), b) and not any(
            cue.key == "arrests" for cue in scene.of("cues", a, max(hit.start, quantity.start))
        ):
            return f"not caught: {scene.between(hit.start, hit.end)}"
    return ""


def _beside(scene: Scene, quantity: Quantity, kind: str, name: str) -> str:
    """ "70 per cent *favour* legalising it", "17 per cent *relapse*": of people who need not use anything."""
    versus = scene.of("compare.versus")  # *as opposed* to sale
    hits = [h for h in scene.of(kind) if not any(v.start <= h.start < v.end for v in versus)]
    for hit in hits:
        start, end = (quantity.end, hit.start) if hit.start >= quantity.end else (hit.end, quantity.start)
        if (
            0 <= end - start <= _REACH
            and not scene.quantity_between(start, end)
            and not scene.broken(start, end)
        ):
            return f"{name}: {scene.between(hit.start, hit.end)}"
    return ""
