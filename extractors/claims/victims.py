"""Deaths that no drug caused: people killed in a clash or by somebody."""

from __future__ import annotations

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity


def by_people(scene: Scene, start: int) -> bool:
    """ "*Gunmen* killed 12 people", "the *cartel* killed two": who killed stands before the verb, and it is no drug."""
    if not scene.pack.spaces or not any(h.kind == "weak" and h.start == start for h in scene.of("weak")):
        return False
    near = max(scene.start, start - 12)
    return any(0 <= start - h.end <= 2 for kind in ("nouns", "places.people", "claims.enforcement")
               for h in scene.of(kind, near, start) if h.key != "deaths")  # fmt: skip


def victims(scene: Scene, quantity: Quantity) -> str:
    """ "… died *in a gunfight*": the word for a clash in the clause of the people counted, "" for none."""
    causes = [c for c in scene.of("cues") if c.key == "deaths"]  # *lost their lives* to fentanyl
    hits = [h for h in scene.of("blocks.victims") if not scene.broken(h.start, quantity.start)]
    hits = [h for h in hits if not any(c.start <= h.start and h.end < c.end for c in causes)]
    return scene.folded[hits[0].start : hits[0].end] if hits else ""
