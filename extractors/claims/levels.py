"""Levels: amounts with their measure and drug, earlier amounts they are compared with, and lists told in order."""

from __future__ import annotations

import itertools

from extractors.claims.clause_refusals import SIZE
from extractors.claims.clauses import clause_end, clause_start, measure_in, moved_rate
from extractors.claims.draft import Draft
from extractors.claims.earlier import is_base, joined_base, moved_from
from extractors.claims.measures import measure_of
from extractors.claims.refusals import refusal
from extractors.claims.scene import Scene, State
from extractors.claims.substances import drug_of, total_of
from extractors.claims.told_again import in_another_unit, pair_in_brackets, same_again, there_and_here
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS, covers

_LEAFY = ("cannabis", "opium", "coca-")  # told in pieces, which are parcels
LEVELS = ("mass", "area", "volume", "tablet", "plant", "person", "case", "laboratory", "incident", "generic")
_RULE_NAMES = {"own": "<drug> beside <quantity>", "clause": "<drug> of the clause", "carried": "<drug> spoken of before",
               "sentence": "all <drugs> of the sentence"}  # fmt: skip


def find_levels(scene: Scene, state: State, trace: list) -> list[Draft]:
    """Drafts of all levels of a sentence; each quantity left out is told to `trace` with the reason."""
    drafts: list[Draft] = []
    refused_before = False
    for quantity in scene.quantities:
        if quantity.kind not in LEVELS:
            continue
        reason = (
            quantity.refused
            or refusal(scene, quantity)
            or _weight_of_counted(scene, state, quantity, drafts)
            or _count_of_weighed(scene, state, quantity)
        )
        if not reason and scene.pack.spaces and _towards_rate(scene, quantity):
            reason = "a rate"
        if reason:
            trace.append((quantity, reason))
            refused_before = not reason.startswith(("a target", "a hypothesis", "a difference", SIZE))
            quantity.attrs["difference"] = reason == "a difference"
            continue
        if same_again(scene, state, quantity, drafts):
            trace.append((quantity, "the people counted before"))
            continue
        if quantity.kind == "case" and drafts and drafts[-1].measure == "deaths" and scene.pack.spaces:
            _as_deaths(scene, quantity, drafts[-1])
        if quantity.kind == "generic" and not _classified(scene, state, quantity, drafts):
            trace.append((quantity, "counts something that no measure is about"))
            continue
        if refused_before and not scene.pack.spaces and moved_rate(scene, quantity):
            trace.append((quantity, "a rate, as the number before"))
            continue
        if scene.pack.spaces and (
            in_another_unit(scene, quantity, drafts) or pair_in_brackets(scene, quantity, drafts)
        ):
            trace.append((quantity, "the amount before in another unit"))
            continue
        if refused_before and is_base(scene, quantity):
            trace.append((quantity, "compared with a number that makes no claim"))
            continue
        draft = _level(scene, state, quantity, drafts)
        if isinstance(draft, str):
            trace.append((quantity, draft))
        else:
            drafts.append(draft)
            refused_before = False
    return drafts


def _as_deaths(scene: Scene, quantity: Quantity, last: Draft) -> None:
    """6,500 deaths, *down from 7,000 cases* in 2010 and 7,700 cases in 2009: the deaths of before."""
    if is_base(scene, quantity) or joined_base(scene, last, quantity):
        quantity.kind = quantity.unit = "person"
        quantity.noun = "deaths"


def _beside(scene: Scene, level: Quantity, quantity: Quantity) -> bool:
    """冰毒438公斤*（155起）*, 大麻（143公斤*，212起）*: the cases of the amount before, in its brackets or behind it."""
    if quantity.kind not in ("case", "incident") or level.kind != "mass":
        return False
    held = any(a < quantity.start < b and (a == level.end or a < level.start) for a, b in scene.brackets)
    return held and len(scene.between(level.end, quantity.start)) <= 2


def _weight_of_counted(scene: Scene, state: State, quantity: Quantity, drafts: list[Draft]) -> str:
    """ "The load weighed two tonnes", "the 14 tonnes of pills", after the pills were counted."""
    counted = any(d.quantity.kind in ("tablet", "plant") for d in drafts or state.levels)
    if quantity.kind != "mass" or not counted:
        return ""
    own = [d for d in scene.drugs if 0 <= d.start - quantity.end < 30]
    if scene.drugs and not drafts and not any(covers(d.drug, named.key) or covers(named.key, d.drug)
                                              for d in state.levels for named in scene.drugs):  # fmt: skip
        return ""  # tramadol pills, then a parcel of cocaine weighing 2.2 kg
    ahead = [
        q
        for q in scene.quantities
        if (q.end <= quantity.start and q.kind not in ("bare", "percent")) or q.refused.startswith("measured")
    ]
    ahead = [q for q in ahead if q.end <= quantity.start]
    if ahead and ahead[-1].refused.startswith("measured") and scene.pack.spaces:
        return ""  # bottles weighing 15,325 kg: the weight is all that is known
    weighed = [
        h
        for h in scene.of("claims.weighing", scene.start, quantity.start)
        if not scene.quantity_between(h.end, quantity.start)
    ]
    pills = [
        h for h in scene.of("unit", quantity.end, min(scene.end, quantity.end + 12)) if h.key == "tablet"
    ]
    return "the weight of what was counted" if (weighed or pills) and not own else ""


def _count_of_weighed(scene: Scene, state: State, quantity: Quantity) -> str:
    """54 kg of captagon pills were seized. "*The* 320,000 pills": the pills that were weighed before."""
    if quantity.kind != "tablet" or not scene.pack.spaces or not state.levels:
        return ""
    word = scene.between(max(scene.start, quantity.start - 6), quantity.start).split()[-1:]
    last = state.levels[-1]
    pills = scene.text.rfind(" ", 0, quantity.start) > 0 and last.quantity.kind == "mass"
    named = [d for d in scene.drugs if quantity.start <= d.start < quantity.end + 20 and d.key != last.drug]
    told = pills and bool(word) and word[0] in scene.pack.words("claims.definite") and not named
    return "the weight of what was counted" if told else ""


def _classified(scene: Scene, state: State, quantity: Quantity, drafts: list[Draft]) -> bool:
    """2019年只有31起、22个: what a bare classifier counts was told by the one before it that was counted so."""
    following = next((q for q in scene.quantities if q.start == quantity.end), None)
    people = (
        following is not None and following.kind == "person"
    )  # 批捕案件26248件31679人，起诉*28951件*35193人
    base = bool(drafts) and drafts[-1].quantity.kind == "case" and is_base(scene, quantity)  # 較前年*208件*
    if base or (people and any(d.quantity.kind == "case" for d in drafts)):
        quantity.kind = quantity.unit = "case"
        quantity.noun = "cases"
        return True
    near = scene.of("counted", max(scene.start, quantity.start - 14), quantity.start)
    counted = [d for d in [*state.levels, *drafts] if d.quantity.noun == "laboratories"]
    if (near and near[-1].key != "laboratories") or not (counted or near):
        return False
    quantity.kind = quantity.unit = "laboratory"
    quantity.noun = "laboratories"
    return True


def _level(scene: Scene, state: State, quantity: Quantity, drafts: list[Draft]) -> Draft | str:
    measure, why = measure_of(scene, state, quantity)
    measure = _as_its_model(scene, quantity, drafts) or measure
    said = drafts or [d for d in state.levels if d.quantity.kind == quantity.kind] or state.levels
    previous = said[-1] if said else None
    base = bool(previous) and previous.quantity.kind == quantity.kind and is_base(scene, quantity)
    base = base and not (
        scene.pack.spaces and previous in drafts and there_and_here(scene, previous, quantity)
    )
    if base and previous and not (previous not in drafts and scene.drugs):
        measure = measure or previous.measure
        own, form, how = drug_of(scene, state, quantity, measure)
        told = previous in drafts and scene.drugs_between(previous.quantity.end, quantity.start)
        fits = own and (
            how == "own" or (told and (scene.pack.spaces or how == "clause"))
        )  # and *cocaine* deaths rose from 21
        drug, form = (own, form) if fits else (previous.drug, previous.form)
        named = (
            ""
            if scene.pack.spaces
            else measure_in(scene, clause_start(scene, quantity.start), quantity.start)
        )
        if scene.pack.spaces and previous in drafts:  # … of poppy, and cultivation rose from 107,400 ha
            told = [h for h in scene.of("cues", previous.quantity.end, quantity.start) if h.key == measure]
            named = measure if told and measure != previous.measure else named
        ahead = [h for h in scene.of("cues", scene.start, quantity.start) if h.key == measure]
        if scene.pack.spaces and previous not in drafts and ahead and "<quantity>" in why:
            named = measure  # after what was cleared: cultivation fell from 30,500 to 29,900 ha
        return _draft(
            quantity,
            measure if how == "own" or measure == named else previous.measure,
            drug,
            form,
            f"{measure}: earlier amount",
            base=True,
            like=previous,
        )
    if not measure:
        return why
    if state.licit and measure in ("cultivation", "production", "users"):
        return "a text of licit crops or medicine"
    if measure == "cultivation" and not scene.pack.spaces and not _grown(scene, quantity):
        return "nothing says what was grown"
    if measure == "production" and not scene.pack.spaces and _could(scene, quantity):
        return "what it could be made into"
    drug, form, how = drug_of(scene, state, quantity, measure)
    if not scene.pack.spaces and drafts and _beside(scene, drafts[-1].quantity, quantity):
        drug, form, how = drafts[-1].drug, "", "own"
    if not drug:
        return "no drug is named"
    if quantity.kind == "tablet" and drug.startswith(_LEAFY):
        return "pieces of what is no pill"
    if how != "own" and scene.pack.spaces and (wide := _kind_counted(scene, quantity)):
        drug, form = wide, ""
    like = next(
        (d for d in reversed(drafts) if not d.base and not scene.aside(d.quantity.start, quantity.start)),
        None,
    )
    if total := total_of(scene, quantity, drafts):
        drug, form = total, ""
    draft = _draft(quantity, measure, drug, form, f"{why}; {_RULE_NAMES.get(how, how)}", base=base, like=like)
    quantity.attrs["measure"] = measure
    if when := _when(scene, quantity):
        draft.base, draft.fixed["period"] = True, when
    if not draft.base and scene.pack.spaces and previous in drafts and joined_base(scene, previous, quantity):
        draft.base = draft.quantity.attrs["base"] = True
    if not draft.base and scene.pack.spaces and moved_from(scene, quantity):
        draft.base = True
        draft.quantity.attrs["base"] = True
    return draft


def _kind_counted(scene: Scene, quantity: Quantity) -> str:
    """ "Ketamine was the most common synthetic drug, with 62 per cent *of the 1,400* seizures": they are of the kind."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    share = next(
        (q for q in reversed(scene.quantities) if q.end <= start and q.kind in ("percent", "fraction")), None
    )
    of = scene.found.at("shares.of", share.end + 1) if share else None
    if of is None or len(scene.between(of.end, start).strip()) > 8:
        return ""
    return next((d.wide for d in reversed(scene.drugs) if d.end <= share.start and d.wide), "")


def _as_its_model(scene: Scene, quantity: Quantity, drafts: list[Draft]) -> str:
    """Honduras cleared 40 hectares of crops and Guatemala *19*: a number without its unit is of the measure before it."""
    model = quantity.attrs.get("model")
    draft = next((d for d in reversed(drafts) if d.quantity is model), None)
    if draft is None or not scene.pack.spaces or quantity.kind not in ("area", "mass"):
        return ""
    own = [
        h
        for h in scene.of("cues", draft.quantity.end, quantity.start)
        if not scene.drugs_between(draft.quantity.end, h.end)
    ]
    return "" if own and scene.of("lists.joiners", draft.quantity.end, own[0].start) else draft.measure


def _grown(scene: Scene, quantity: Quantity) -> bool:
    """罂粟种植面积, 毒品原植物种植: a crop or the word for growing one; 面积 alone may be that of a country."""
    crops = any(DRUGS[drug.key].crop for drug in scene.drugs) if scene.drugs else True
    return (crops and not scene.found.ending("blocks.building", quantity.start, 6)) or any(
        h.key == "cultivation" for h in scene.of("cues")
    )


def _could(scene: Scene, quantity: Quantity) -> bool:
    """1公斤鸦片大约*能*提炼100克海洛因: said of any kilogram, not of one that was made."""
    return bool(scene.of("blocks.hypothetical", quantity.end, clause_end(scene, quantity.end)))


def _when(scene: Scene, quantity: Quantity) -> str:
    """13 percent more than in 2012, *when* about 51,000 hectares were found: the period compared with is the amount's."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    opened = next((a for a, b in scene.brackets if a < quantity.start < b), None)
    for period in scene.periods:
        if (
            period.base
            and period.iso not in ("", "earlier")
            and opened is not None
            and period.end == opened - 1
        ):
            return period.iso  # triple the amount produced in 2013 (26 tons)
    for period in scene.periods:
        if period.base and period.iso not in ("", "earlier") and 0 < start - period.end <= 30:
            words = scene.between(period.end, start).strip(" ,，").split(" ")
            if words[0] in scene.pack.words("compare.when"):
                return period.iso
    return ""


def arrange_from_to(scene: Scene, drafts: list[Draft]) -> None:
    """Fell *from* 233,000 hectares *to* 10,800: the first is the earlier amount of the second."""
    for first, second in itertools.pairwise(drafts):
        if first.quantity.kind != second.quantity.kind:
            continue
        if not (is_base(scene, first.quantity) or _moved_between(scene, first.quantity, second.quantity)):
            continue
        start = (
            second.quantity.bound_start if second.quantity.bound_start is not None else second.quantity.start
        )
        to = [
            h for h in scene.of("ranges.to", first.quantity.end, second.quantity.start) if h.end >= start - 6
        ]
        to = to or _to_a_mark(scene, first.quantity.end, start)
        if to or any(h.end >= start - 1 for h in scene.of("changes.reached", first.quantity.end, start)):
            first.base, first.like, second.base = True, second, False
            first.quantity.attrs["base"], second.quantity.attrs["base"] = True, False
            second.quantity.attrs["arrived"] = True
            word = scene.between(second.quantity.bound_start or start, second.quantity.start).strip()
            if word in scene.pack.words("ranges.to"):  # de 61.777 *hasta* 80.381
                second.bound = second.quantity.bound = "exact"
            if second.like is first:
                second.like = None


def _to_a_mark(scene: Scene, begin: int, start: int) -> bool:
    """From 80,000 ha in 2003 *to an unprecedented* 131,000: an article and a word of praise before the amount."""
    near = [h for h in scene.of("ranges.to", max(begin, start - 40), start) if h.end - h.start > 1]
    words = scene.between(near[-1].end, start).split() if near and scene.pack.spaces else []
    return 1 < len(words) <= 4 and words[0] in scene.pack.words("numbers.articles")


def _moved_between(scene: Scene, first: Quantity, second: Quantity) -> bool:
    """It fell by 9 per cent in 2019, *de* 169.000 *a* 154.000: a change is told, then both its ends."""
    moved = any(
        scene.of(kind, scene.start, first.start)
        for kind in ("changes.up", "changes.down", "changes.multiples")
    )
    opened = any(
        hit.end == first.start - 1
        for hit in scene.of("ranges.between", max(scene.start, first.start - 12), first.start)
    )
    closed = any(
        hit.end == second.start - 1
        for hit in scene.of("ranges.to", max(scene.start, second.start - 12), second.start)
    )
    return moved and opened and closed and first.bound != "range"


def _draft(
    quantity: Quantity, measure: str, drug: str, form: str, rule: str, *, base: bool, like: Draft | None
) -> Draft:
    quantity.attrs["base"] = base
    return Draft(
        quantity, measure, "level", drug, form, quantity.value, quantity.bound, rule, base=base, like=like
    )


def _towards_rate(scene: Scene, quantity: Quantity) -> bool:
    """From *26 million tablets* to 70,000 tablets a month: what moves to a rate is one."""
    following = next((q for q in scene.quantities if q.start >= quantity.end), None)
    if following is None or not following.refused.startswith("a rate") or not is_base(scene, quantity):
        return False
    start = following.bound_start if following.bound_start is not None else following.start
    return any(h.end == start - 1 for h in scene.of("ranges.to", quantity.end, start))
