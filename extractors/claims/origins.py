"""Where drugs came from: places behind words of origin, and a nationality right before a drug."""

from __future__ import annotations

from extractors.claims.clauses import clause_start
from extractors.claims.draft import Draft
from extractors.claims.scene import Scene
from extractors.rules.addresses import name_kinds
from extractors.rules.places import Place


def origin_of(scene: Scene, draft: Draft) -> str:
    """The code of the place that the drugs came from, "" where the text does not tell."""
    origins = [p for p in scene.places if p.role == "origin" or (p.role == "at" and of_drug(scene, p))]
    if not origins or draft.measure not in ("seizure", "destruction") or draft.quantity.kind == "incident":
        return ""
    q = draft.quantity
    if not scene.pack.spaces:  # 来自金三角的占94.6%: of its own clause first
        own = [p for p in origins if clause_start(scene, q.start) <= p.start < q.start]
        if own:
            return own[-1].code
        origins = [
            p
            for p in origins
            if not scene.broken(p.end, q.start) and not (p.start > q.end and _of_part(scene, q.end, p.start))
        ]
    after = [p for p in origins if p.start >= q.end and not scene.broken(q.end, p.start)]
    after = [p for p in after if not (scene.pack.spaces and _of_the_next(scene, q.end, p.start))]
    if scene.pack.spaces:  # fell to 79 tonnes from 179, reflecting the *Afghan* opium ban
        after = [
            p
            for p in after
            if p.role == "origin"
            or not ("," in scene.between(q.end, p.start) and scene.quantity_between(q.end, p.start))
        ]
    ahead = [p for p in origins if p.end <= q.start]
    if after and not (ahead and scene.quantity_between(q.end, after[0].start)):
        return after[0].code
    return ahead[-1].code if ahead else ""


def _of_the_next(scene: Scene, start: int, end: int) -> bool:
    """2.8 tons in all, and officers *seized 500,000 tablets* from Europe: a verb of its own before the number between."""
    taken = [h.end for h in scene.of("cues", start, end) if h.key == "seizure"]
    amounts = [q for q in scene.quantities if q.start < end and q.kind not in ("percent", "fraction")]
    return any(q.start >= place for place in taken[:1] for q in amounts)


def _of_part(scene: Scene, start: int, end: int) -> bool:
    """2.8吨，*其中*从老挝入境的占45%: a place that only a part came from."""
    shares = any(start <= q.start < end and q.kind in ("percent", "fraction") for q in scene.quantities)
    return shares or bool(scene.of("shares.of_which", start, end))


def of_drug(scene: Scene, place: Place) -> bool:
    """*Afghan* heroin, *Colombian* "creepy" marijuana: a nationality right before a drug, no place of what was done."""
    kind = name_kinds(scene.pack.code).get(scene.between(place.start, place.end))
    if not scene.pack.spaces or kind not in ("demonym", "region"):
        return False
    if kind == "region":  # *Southwest Asian* heroin, but not "in Europe heroin …"
        adjacent = any(d.start - place.end == 1 and d.key != "drugs" for d in scene.drugs)
        return (
            adjacent
            and place.code != "world"
            and scene.found.ending("places.locative", place.start - 1) is None
        )
    named = next((d for d in scene.drugs if 0 < d.start - place.end <= 16 and d.key != "drugs"), None)
    between = scene.between(place.end, named.start) if named else ","
    return len(between.split()) <= 1 and not any(c in between for c in ",;:.")
