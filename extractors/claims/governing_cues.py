"""The words that a quantity could be governed by, and which of them govern something else in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.claims.scene import Scene
from extractors.rules.lexicon import Hit
from extractors.rules.quantities import Quantity

_PART_INSERTED = re.compile(r"(?:, [^,;.()]{1,30}[0-9%][^,;()]{0,14},|,? \([^()]{1,34}\)) ")


@dataclass(slots=True)
class Cue:
    """A cue's measure (or "no measure: …"), its word's offsets and how well it fits."""

    measure: str
    start: int
    end: int
    score: float


def on_its_way(scene: Scene, hit, cues: list[Cue]) -> bool:
    """Customs seized 30 kg *shipped from* Brazil: how the haul came, beside a verb of seizing."""
    taken = any(cue.measure in ("seizure", "destruction") and cue.score > 74 for cue in cues)
    routes = [word for kind in ("places.origin", "places.destination") for word in scene.of(kind)]
    return taken and any(word.start <= hit.start and hit.end <= word.end for word in routes)


def described(scene: Scene, hit: Hit, cues: list[Cue]) -> bool:
    """Bottles of *imported* liquor were recovered too: beside a cue, a participle of something else than a drug."""
    of = scene.found.ending("shares.of", hit.start - 1, 4)
    named = any(0 <= drug.start - hit.end <= 2 for drug in scene.drugs)
    return scene.pack.spaces and of is not None and not named and any(c.measure == "seizure" for c in cues)


def of_subject(scene: Scene, quantity: Quantity, cues: list[Cue]) -> list[Cue]:
    """5,858 plants were destroyed, *55 lbs of marijuana was seized*: behind a comma, the verb that the amount is subject of."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if part := _PART_INSERTED.match(scene.folded, quantity.end, min(scene.end, quantity.end + 50)):
        verbs = scene.pack.words("claims.auxiliary")
        own = [
            cue
            for cue in cues
            if scene.between(part.end(), cue.start).strip() in verbs
            and part.end() < cue.start < part.end() + 12
        ]
        if own:  # 208 hectares, or 96 per cent, *were eradicated*
            return own
    if scene.between(start - 2, start) != ", ":
        return cues
    end = next((d.end for d in scene.drugs if quantity.end <= d.start <= quantity.end + 28), quantity.end)
    verbs = scene.pack.words("claims.auxiliary")
    own = [cue for cue in cues if scene.between(end, cue.start).strip() in verbs and 0 < cue.start - end < 12]
    return own or cues


def in_own_name(scene: Scene, quantity: Quantity, cue: Cue, cues: list[Cue]) -> bool:
    """722 kilograms of *seized* drugs were burned: a participle in the amount's own noun phrase, beside another word."""
    of = scene.found.at("shares.of", quantity.attrs.get("restated", quantity.end) + 1)
    if of is not None and any(of.end < drug.end == cue.start - 1 <= of.end + 24 for drug in scene.drugs):
        return any(  # destruyó 63 toneladas de drogas *decomisadas*
            other.measure != cue.measure
            and (other.end <= quantity.start or scene.found.ending("claims.auxiliary", other.start - 1))
            for other in cues
        )
    if (
        of is None
        or not of.end <= cue.start <= of.end + 16
        or not any(drug.start == cue.end + 1 for drug in scene.drugs)
    ):
        return False
    return any(
        other.measure not in (cue.measure, "") and not of.end <= other.start <= of.end + 16 for other in cues
    )


def found_by_search(scene: Scene, cue: Cue, quantity: Quantity) -> bool:
    """Operations *yielded* 177 kilograms, a bust *produced* 14 pounds: what a search brings was not made."""
    if cue.measure != "production" or cue.end > quantity.start:
        return False
    near = scene.of("claims.finding", max(scene.start, cue.start - 80), cue.start)
    made = any(drug.end == cue.start - 1 for drug in scene.drugs)  # cocaine production
    return bool(near) and not made and not scene.broken(near[-1].end, cue.start)


def attributive(scene: Scene, cue: Cue, cues: list[Cue]) -> bool:
    """铲除非法*种植*罂粟, "eradicated fields *planted* with coca": the verb before it in its clause governs the amount."""
    described = scene.found.at("compare.link", cue.end) and cue.measure == "seizure"  # 销毁近年来*缴获的*毒品
    if described and any(
        other.measure == "destruction"
        and other.end <= cue.start
        and scene.quantity_between(other.end, cue.start)
        for other in cues
    ):
        described = None  # 销毁的4吨是去年*查获的*7吨中的一部分
    if described and any(other.measure == "destruction" and other.end <= cue.start and not scene.broken(other.end, cue.start)
                         and "," not in scene.between(other.end, cue.start) for other in cues):  # fmt: skip
        return True
    return cue.measure == "cultivation" and any(
        other.measure == "eradication" and other.end <= cue.start
        and not (scene.pack.spaces and any(other.end <= q.start < cue.start and q.kind != "bare" for q in scene.quantities))
        and not any(c in scene.between(other.end, cue.start) for c in ",;:。；：")
        for other in cues
    )  # fmt: skip


def effort(scene: Scene, quantity: Quantity, cue: Cue) -> bool:
    """An *eradication* effort *reduced the crop* to 835 hectares: what is left standing, not what was cut."""
    if cue.measure != "eradication" or cue.end > quantity.start or not scene.pack.spaces:
        return False
    first = next((q.start for q in scene.quantities if q.start >= cue.end), quantity.start)
    cut = scene.of("changes.down", cue.end, first)
    if not cut or quantity.kind != "area":
        return False
    near = [h for kind in ("weak", "cues") for h in scene.of(kind, cut[-1].end, cut[-1].end + 16)]
    return any(h.key in ("cultivation", "production") for h in near)


def fields(scene: Scene, quantity: Quantity, cue: Cue, cues: list[Cue]) -> bool:
    """They destroyed 185 hectares of *plantations*: fields right behind an area, what was done to them before it."""
    of = scene.found.at("shares.of", quantity.end + 1)
    if (
        cue.measure != "cultivation"
        or of is None
        or not (
            0 <= cue.start - of.end <= 2
            or any(d.start - of.end == 1 and d.end == cue.start - 1 for d in scene.drugs)
        )
        or not scene.pack.spaces
    ):
        return False
    return any(
        other.measure == "eradication" and other.end <= quantity.start and not scene.broken(other.end, quantity.start)
        and not any(c.measure == "cultivation" and other.end <= c.start < quantity.start for c in cues)
        for other in cues
    )  # fmt: skip


def ground(scene: Scene, quantity: Quantity, cue: Cue, cues: list[Cue]) -> bool:
    """Fields were destroyed, which covered an *area* of 14,780 hectares: a word for ground behind what was done to it."""
    named = any(hit.start == cue.start for hit in scene.of("weak", cue.start, cue.end))
    return named and scene.pack.spaces and cue.measure == "cultivation" and cue.end <= quantity.start and any(
        other.measure == "eradication" and other.end <= cue.start and not scene.broken(other.end, cue.start)
        and not any(other.end <= q.start < cue.start and q.kind in ("area", "percent") for q in scene.quantities)
        for other in cues
    )  # fmt: skip


def object_of(scene: Scene, quantity: Quantity, cue: Cue, cues: list[Cue]) -> bool:
    """12,815 hectares of illegal coca *crops* were eradicated: the crops are what the act behind them is done to."""
    named = (
        cue.measure == "cultivation"
        and 0 <= cue.start - quantity.end <= 24
        and (scene.of("shares.of", quantity.end, cue.start) or not scene.pack.spaces)
    )
    return bool(named) and any(
        other.measure == "eradication" and other.start >= cue.end and other.start - cue.end < 60
        and not re.search(r"[,;:.(]", scene.between(cue.end, other.start)) and not scene.quantity_between(cue.end, other.start)
        and not scene.of("compare.despite", cue.end, other.start)
        for other in cues
    )  # fmt: skip


def grown_not_found(scene: Scene, cue: Cue, cues: list[Cue]) -> bool:
    """ "the remaining acreage *yielded* 78 tons": beside fields, what was yielded was made, not found."""
    both = cue.measure == "seizure" and any(c.start == cue.start and c.measure == "production" for c in cues)
    fields = any(q.kind == "area" and not q.refused for q in scene.quantities) or any(
        hit.key == "cultivation" for hit in scene.of("cues")
    )
    crop = [hit for hit in scene.of("weak", scene.start, cue.start) if hit.key == "production"]
    return both and (fields or bool(crop and scene.pack.spaces))  # the harvest yielded 24 tons


def despite(scene: Scene, cue: Cue, quantity: Quantity) -> bool:
    """ "rose to 169,800 hectares, *despite* eradication": what did not keep a number from what it is."""
    near = scene.of("compare.despite", max(scene.start, cue.start - 48), cue.start)
    return bool(near) and near[-1].start >= quantity.end and "," not in scene.between(near[-1].end, cue.start)
