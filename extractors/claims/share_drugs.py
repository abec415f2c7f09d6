"""Which drug a share is of, and which amount it is a part of."""

from __future__ import annotations

from extractors.claims.clauses import part_drugs
from extractors.claims.draft import Draft
from extractors.claims.parts import apposed, named_behind
from extractors.claims.scene import Scene, State
from extractors.claims.substances import _fit
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS, covers, narrowest


def whole_before(levels: list[Draft], quantity: Quantity) -> Draft | None:
    """The last amount before a share in its sentence, None where there is none."""
    before = [d for d in levels if d.quantity.end <= quantity.start and not d.base]
    return before[-1] if before else None


def drug_of_share(
    scene: Scene, state: State, quantity: Quantity, levels: list[Draft], measure: str
) -> tuple[str, str]:
    """The drug that a share is of, and its form."""
    spoken = scene.of("claims.drugs", scene.start, quantity.start)
    if spoken and scene.pack.spaces and not scene.drugs and len(state.drugs) > 1:
        return "drugs", ""  # most of the drugs (98%), the remaining 2%
    pills = scene.found.at("shares.of", quantity.end + 1)
    if pills and "tablet" in state.by_kind and not scene.drugs:
        counted = scene.of("unit", pills.end, min(scene.end, pills.end + 12))
        if any(hit.key == "tablet" for hit in counted):  # nine in ten of the tablets
            return state.by_kind["tablet"]
    opened = scene.of("claims.subject", scene.start, min(scene.end, scene.start + 5))
    if (
        scene.pack.spaces
        and opened
        and scene.found.at("shares.verbs", opened[0].end + 1)
        and state.levels
        and not levels
    ):
        last, named = state.levels[-1], named_behind(scene, quantity.end, 40)
        if last.measure == measure and named and covers(named[0].key, last.drug):
            return last.drug, last.form  # that represented 45 percent of all drug arrests
    whole = whole_before(levels, quantity)
    start = whole.quantity.end if whole else scene.start
    counted = whole_behind(scene, quantity, levels)
    end = counted.quantity.end if counted else quantity.end
    behind = apposed(scene, end) or named_behind(scene, end, {"users": 90, "deaths": 60}.get(measure, 40))
    if (
        behind
        and behind[0].key == "drugs"
        and not scene.found.at("shares.of", quantity.end + 1)
        and (whole or state.drug)
    ):
        behind = []
    ahead = [d for d in scene.drugs if start <= d.start and d.end <= quantity.start]
    if not scene.pack.spaces:
        ahead = part_drugs(scene, quantity, ahead, told=whole is not None)
    of = scene.found.at("shares.of", quantity.end + 1)
    if (
        measure == "users"
        and behind
        and any(h.key == "users" and 0 < h.start - end < 3 for h in scene.of("cues", end))
    ):
        return behind[0].key, ""  # 32.7 percent used synthetic drugs
    narrowed = apposed(scene, end) or (
        behind and ahead and ahead[-1].key != behind[0].key and covers(ahead[-1].key, behind[0].key)
    )
    chosen = behind[0] if behind and (of or not ahead or narrowed) else ahead[-1] if ahead else None
    if chosen and ahead and chosen is not ahead[-1] and covers(chosen.key, ahead[-1].key):
        chosen = ahead[-1]  # heroin accounted for 40 per cent of all drug seizures
    elif chosen in behind:  # 70 percent of the drug deaths involved fentanyl
        narrower = [d for d in behind if covers(chosen.key, d.key) and d.key != chosen.key]
        if not scene.pack.spaces:  # 与合成阿片类药物（主要是芬太尼）有关
            narrower = [d for d in narrower if not scene.aside(d.start, quantity.start)]
        chosen = next(iter(narrower), chosen)
        listed = [d.key for d in behind if d.group == chosen.group]
        if len(set(listed)) > 1 and scene.pack.spaces:  # used heroin or methamphetamine
            return _fit(narrowest(listed), "", quantity, measure), ""
    if chosen:
        form = chosen.form if chosen.key == "methamphetamine" else ""
        return _fit(chosen.key, form, quantity, measure), form
    if whole:
        return whole.drug, whole.form
    if measure in ("cultivation", "eradication"):  # after its cocaine, 27 per cent of the area is of coca
        spoken = state.drug if DRUGS[state.drug or "drugs"].crop else state.crop or state.drug
        return _fit(spoken or "drugs", "", quantity, measure), ""
    if scene.pack.spaces and measure == "arrests" and "person" in state.by_kind:
        return state.by_kind["person"]  # one in ten of those arrested were foreigners
    return state.drug or "drugs", state.form if state.drug else ""


def whole_behind(scene: Scene, quantity: Quantity, levels: list[Draft]) -> Draft | None:
    """ "two thirds of *the more than 100,000 overdose deaths*": the number that the share is a part of."""
    of = scene.found.at("shares.of", quantity.end + 1)
    if of is None:
        return None
    for level in levels:
        start = level.quantity.bound_start if level.quantity.bound_start is not None else level.quantity.start
        if 0 <= start - of.end <= 14 and not level.base and not scene.drugs_between(of.end, start):
            return level
    return None
