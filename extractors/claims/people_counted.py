"""Large bare numbers that count people, told by what stands around them: as a part of all too, in brackets, or said to be users."""

from __future__ import annotations

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity


def _large(quantity: Quantity) -> bool:
    return quantity.value >= 1000 and quantity.number.step >= 1


def or_part(scene: Scene, quantity: Quantity) -> bool:
    """ "*96 million, or 29 %* of adults have tried it": users, told as a number and as a part of all."""
    following = next((q for q in scene.quantities if q.start >= quantity.end), None)
    if following is None or following.kind not in ("percent", "fraction") or not _large(quantity):
        return False
    start = following.bound_start if following.bound_start is not None else following.start
    linked = scene.between(quantity.end, start).strip(" ,") in scene.pack.words("claims.alternative")
    ratio = scene.of(
        "fractions.ratio", following.start, following.end
    )  # 4.7 million, or six out of every 100
    whole = bool(ratio) or scene.found.at("shares.of", following.end + 1) is not None
    quantity.attrs["with_part"] = linked and whole and any(hit.key == "users" for hit in scene.of("cues"))
    return quantity.attrs["with_part"]


def held_behind_people(scene: Scene, quantity: Quantity) -> bool:
    """More often used by *males (57.8 million)* than females: a number alone in brackets behind people."""
    held = scene.between(quantity.start - 1, quantity.start) + scene.between(quantity.end, quantity.end + 1)
    noun = scene.found.ending("nouns", quantity.start - 2)
    return held == "()" and _large(quantity) and noun is not None and noun.key == "people"


def what_they_are(scene: Scene, quantity: Quantity) -> str:
    """Of the 30 million, *26.0 million were* current marijuana *users*: what a large number is said to be; "" for none."""
    gap = quantity.end + 1
    words = scene.folded[gap : gap + 12].split(" ")[0]
    if not _large(quantity) or words not in scene.pack.words("claims.auxiliary"):
        return ""
    noun = next(
        (h for h in scene.of("nouns", gap, min(scene.end, gap + 44)) if h.key in ("users", "deaths")), None
    )
    if noun is None or any(c in scene.between(gap, noun.start) for c in ",;:()"):
        return ""
    return str(noun.key) if len(scene.between(gap, noun.start).split()) <= 4 else ""
