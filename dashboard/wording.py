"""Which words of a sentence told a claim's other slots: its drug, place, period and measure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from extractors.claims import read_claims
from extractors.claims.scene import Scene
from extractors.languages import codes
from extractors.vocabulary import drugs, places


@dataclass(frozen=True, slots=True)
class Told:
    """Words at `start` to `end` of a sentence that tell a slot; `value` is what they were read as."""

    start: int
    end: int
    slot: str
    value: str


@lru_cache(4096)
def mentions(sentence: str, language: str, published: dt.date | None) -> tuple[Told, ...]:
    """All drugs, places, periods and cues of a sentence, read by itself."""
    found: list[Told] = []

    def see(scene: Scene | None, *_: object) -> None:
        if scene is None:
            return
        found.extend(Told(d.start, d.end, "drug", d.key) for d in scene.drugs)
        found.extend(Told(p.start, p.end, "place", p.code) for p in scene.places)
        found.extend(Told(p.start, p.end, "period", p.iso) for p in scene.periods if p.iso)
        found.extend(Told(c.start, c.end, "measure", str(c.key)) for c in scene.of("cues"))

    if language in codes():  # not so for a report in a language whose pack is gone
        read_claims(sentence, language, published, see)
    return tuple(found)


def told(
    sentence: str, language: str, published: dt.date | None, claim: dict[str, str], number: tuple[int, int]
) -> list[Told]:
    """The words that fit the slots of a claim, in their order, none over another nor over its number."""
    fits = [m for m in mentions(sentence, language, published) if _fits(m, str(claim.get(m.slot) or ""))]
    kept: list[Told] = []
    for one in sorted(fits, key=lambda m: (m.start, -m.end)):
        over_number = one.start < number[1] and number[0] < one.end
        if not over_number and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


def _fits(mention: Told, slot: str) -> bool:
    if not slot:
        return False
    if mention.slot == "drug":
        known = {mention.value, slot} <= drugs.DRUGS.keys()
        return mention.value == slot or (known and drugs.covers(mention.value, slot))
    if mention.slot == "place":
        return mention.value == slot or places.contains(mention.value, slot)
    if mention.slot == "period":
        return mention.value == slot or slot.startswith(f"{mention.value}-")
    return mention.value == slot
