"""A claim in the making, and how it gets its period, place and origin."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.claims.scene import Scene, State
from extractors.rules.calendar import before
from extractors.rules.quantities import Quantity
from extractors.vocabulary import places as places_of


@dataclass(slots=True)
class Draft:
    """A claim before its period and place are known. `like` is the draft whose slots it shares."""

    quantity: Quantity
    measure: str
    statistic: str
    drug: str
    form: str = ""
    value: float | None = None
    bound: str = "exact"
    rule: str = ""
    base: bool = False  # an earlier amount that a level is compared with
    period: str = ""
    place: str = ""
    origin: str = ""
    scope: str = ""
    like: "Draft | None" = None
    fixed: dict = field(default_factory=dict)


def locate(scene: Scene, state: State, draft: Draft) -> None:
    """Fill period, place and origin from the sentence, then from what was said before."""
    draft.period = draft.fixed.get("period") or _period(scene, state, draft)
    draft.place = draft.fixed.get("place") or _place(scene, state, draft)
    if draft.statistic != "change" and not draft.base:
        draft.origin = _origin(scene, state, draft)


def _period(scene: Scene, state: State, draft: Draft) -> str:
    q = draft.quantity
    usable = [p for p in scene.periods if p.iso]
    current = [p for p in usable if not p.base]
    if draft.base:
        return _base_period(scene, state, draft, usable)
    after = _following(scene, q, current)
    if after:
        return after.iso
    preceding = [p for p in current if p.end <= q.start]
    if preceding:
        return _nearest_before(scene, q, preceding).iso
    later = [p for p in current if p.start >= q.end]
    if draft.like and draft.like.period and not later:
        return draft.like.period
    if later and not any(_own_period(scene, other, later[0]) for other in scene.quantities if other is not q):
        return later[0].iso
    if later and not scene.broken(q.end, later[0].start):
        return later[0].iso
    if draft.like and draft.like.period:
        return draft.like.period
    return state.period


def _own_period(scene: Scene, quantity: Quantity, period) -> bool:
    return period.start - quantity.end in range(0, 3) and quantity.kind != "bare"


def _following(scene: Scene, q: Quantity, periods: list):
    """57,600 hectares *in 2014*, 202 tonnes *in 2019*: a period right behind the quantity and before the next one."""
    nearest = [p for p in periods if p.start >= q.end]
    if not nearest:
        return None
    period = nearest[0]
    between = scene.between(q.end, period.start)
    if scene.quantity_between(q.end, period.start) or len(between) > 60 or scene.broken(q.end, period.start):
        return None
    words = between.replace(",", " ").split()
    if len(words) > 9:
        return None
    if "," in between and len(words) > 3 or "，" in between:
        return None
    return period


def _nearest_before(scene: Scene, q: Quantity, periods: list):
    """The last period before the quantity that is not another quantity's own ("in 2012, up from 5 t in 2011, 7 t")."""
    for period in reversed(periods):
        owner = next((o for o in scene.quantities if o is not q and 0 <= period.start - o.end <= 4), None)
        if owner is None or period is periods[0] or not owner.attrs.get("base"):
            return period
    return periods[-1]


def _base_period(scene: Scene, state: State, draft: Draft, usable: list) -> str:
    """An earlier amount: its own period, else the one before that of the level it is compared with."""
    q = draft.quantity
    for period in usable:
        if (
            period.start >= q.end
            and period.iso != "earlier"
            and not scene.quantity_between(q.end, period.start)
        ):
            if len(scene.between(q.end, period.start)) < 40:
                return period.iso
    for period in reversed(usable):
        if period.end <= q.start and q.start - period.end < 30 and period.iso != "earlier" and period.base:
            return period.iso
    current = draft.like.period if draft.like else state.period
    try:
        return before(current) if current else ""
    except ValueError:
        return ""


def _place(scene: Scene, state: State, draft: Draft) -> str:
    q = draft.quantity
    here = [p for p in scene.places if p.role == "at"]
    nationwide = [hit for hit in scene.of("places.nationwide") if hit.end <= q.start + 20]
    before_q = [p for p in here if p.end <= q.start]
    after_q = _place_after(scene, q, here)
    if nationwide and state.country and (not before_q or nationwide[-1].start > before_q[-1].start):
        return state.country
    if after_q:
        return after_q.code
    if before_q:
        return _subject_place(scene, q, before_q)
    if draft.like and draft.like.place:
        return draft.like.place
    later = [p for p in here if p.start >= q.end and not scene.broken(q.end, p.start)]
    if later and not state.place:
        return later[0].code
    if later and len(scene.between(q.end, later[0].start)) < 80:
        return later[0].code
    return state.place or state.dateline


def _place_after(scene: Scene, q: Quantity, here: list):
    """37.2 million tablets … *at Apapa*: a place behind the quantity, before the next quantity and the next stop."""
    for place in here:
        if place.start < q.end:
            continue
        between = scene.between(q.end, place.start)
        if (
            scene.quantity_between(q.end, place.start)
            or len(between) > 60
            or any(c in between for c in ",;，；:")
        ):
            return None
        if not scene.of("places.locative", q.end, place.start) and scene.pack.spaces:
            return None
        if scene.of("lists.joiners", max(q.end, place.start - 5), place.start):
            return None
        return place
    return None


def _subject_place(scene: Scene, q: Quantity, before_q: list) -> str:
    """The last place before the quantity; a province spoken of earlier in the same clause wins over its country."""
    last = before_q[-1]
    for place in reversed(before_q[:-1]):
        if places_of.contains(last.code, place.code) and not scene.quantity_between(place.end, last.start):
            return place.code
    return last.code


def _origin(scene: Scene, state: State, draft: Draft) -> str:
    origins = [p for p in scene.places if p.role == "origin"]
    if not origins:
        return ""
    q = draft.quantity
    after = [p for p in origins if p.start >= q.end]
    ahead = [p for p in origins if p.end <= q.start]
    if ahead and not after:
        return ahead[-1].code
    if after and not scene.broken(q.end, after[0].start):
        return after[0].code
    return ahead[-1].code if ahead else ""
