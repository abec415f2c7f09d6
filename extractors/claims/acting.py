"""Whose deed or crop a number tells of, where a sentence names several nationalities."""

from __future__ import annotations

from extractors.claims.scene import Scene
from extractors.rules.places import Place
from extractors.rules.quantities import Quantity

GROWN = ("cultivation", "production", "eradication")


def of_all(scene: Scene, q: Quantity) -> bool:
    """126 000 clients in Europe (*29 % of all* clients): a share in brackets tells of the number before the place."""
    return q.kind == "percent" and scene.found.at("shares.of", q.end + 1) is not None


def who_acted(scene: Scene, people: list[Place]) -> list[Place]:
    """ "*Thai* police … remnants of a Burmese warlord": of several nationalities, those of police or customs."""
    acting = [p for p in people if (scene.of("claims.enforcement", p.end, min(scene.end, p.end + 24))
                                    or scene.found.at("cues", p.end + 1))  # while the Dutch seized
              and not any(o.start > p.end and o.start < p.end + 24 for o in people)]  # fmt: skip
    if len(acting) == 1 and len(people) > 1 and _acted_together(scene, people[-2], people[-1]):
        return [people[-2]]  # *Turkish* police and American drug agents
    return acting if acting and len({p.code for p in people}) > 1 else people


def own_crop(scene: Scene, q: Quantity, named: Place, here: list[Place]) -> Place | None:
    """Throughout the Golden Triangle, but the *Thai* crop fell 38%: of the clause behind a joiner, what is grown tells where."""
    for place in reversed(here):
        if place.kind != "demonym" or not named.end < place.start < q.start:
            continue
        grown = any(scene.found.at(kind, place.end + 1) for kind in ("drug", "cues", "weak"))
        turned = scene.of("lists.joiners", named.end, place.start) or scene.of(
            "claims.turning", named.end, place.start
        )
        return place if grown and turned else None
    return None


def _acted_together(scene: Scene, first: Place, second: Place) -> bool:
    """Whether only police or customs and a joiner stand between two nationalities."""
    acts = scene.found.at("claims.enforcement", first.end + 1)
    joined = scene.found.at("lists.joiners", acts.end + 1) if acts else None
    return joined is not None and joined.end + 1 == second.start
