"""Places by where they are written: before a number's brackets, before "which", as the owner or kind of something."""

from __future__ import annotations

from extractors.claims.scene import Scene
from extractors.rules.places import Place
from extractors.rules.quantities import Quantity


def describes(scene: Scene, place: Place) -> bool:
    """In Antwerp – *a European* hub for cocaine – and …: what kind of place the one before is."""
    before = scene.folded[scene.start : place.start].rstrip().rsplit(" ", 1)
    if len(before) < 2 or before[1] not in scene.pack.words("numbers.articles"):
        return False
    rest = before[0].rstrip()
    named = scene.start + len(rest[:-1].rstrip())
    return rest[-1:] in ",–—" and any(p.end == named and p.role == "at" for p in scene.places)


def holds(scene: Scene, place: Place, q: Quantity) -> bool:
    """The areas that were estimated for *Colombia* (180,000 hectares) and for Peru (50,000): a number of its own in brackets."""
    return place.role == "destination" and any(
        a == place.end + 1 and a < q.start < b for a, b in scene.brackets
    )


def held_by(scene: Scene, q: Quantity) -> Place | None:
    """ "reported from *Australia (356)*, behind *the Americas (46 %)*": the place right before the brackets of a number."""
    opened = next((a for a, b in scene.brackets if a < q.start < b), None) if scene.pack.spaces else None
    held = next((o for o in scene.quantities if opened is not None and o.start > opened), None)
    if held is None or q.kind == "bare":
        return None
    first = held.bound_start if held.bound_start is not None else held.start
    if scene.between(opened + 1, first).strip():
        return None
    return next((p for p in scene.places if p.end == opened - 1 and p.role != "people"), None)


def owns(scene: Scene, place: Place) -> bool:
    """The *world's* leading source, world *production* of which …: no place where another is named."""
    behind = scene.found.ending("cues", place.start - 1) or any(
        q.end == place.start - 1 for q in scene.quantities
    )
    return not (behind and scene.folded[place.end : place.end + 1] != "'") and not scene.of(
        "cues", place.end, min(scene.end, place.end + 14)
    )


def antecedent_of(scene: Scene, q: Quantity) -> Place | None:
    """Heroin from *Burma, which* is responsible for about 60 percent of it: the place that the clause is of."""
    for hit in scene.of("compare.when", max(scene.start, q.start - 70), q.start)[-1:]:
        place = next((p for p in scene.places if p.end == hit.start - 2 and p.role != "people"), None)
        between = scene.between(hit.end, q.start)
        if place and place.kind != "demonym" and not any(mark in between for mark in ",;:("):
            apart = scene.quantity_between(hit.end, q.start) or any(
                hit.end < p.start < q.start for p in scene.places
            )
            return None if apart or scene.folded[place.end] != "," else place
    return None
