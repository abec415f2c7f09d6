"""Changes: percentages, multiples and fractions that say how a number moved, each set to the level it moved to."""

from __future__ import annotations

import itertools
import re

from extractors.claims.changes_aside import (
    more_of_things,
    of_money,
    of_people_else,
    of_rate,
    of_things_counted,
    of_trade,
    of_what_else,
)
from extractors.claims.clauses import (
    amounts_in_order,
    clause_end,
    clause_start,
    measure_in,
    moved_else,
    moved_measure,
    of_no_claim,
    same_verb,
    than_elsewhere,
    total_of_parts,
)
from extractors.claims.draft import Draft
from extractors.claims.moves import moves_of
from extractors.claims.ordered import by_place, listed_before, measures_of_run, moved_in_order, places_of_run
from extractors.claims.percents import subject_behind
from extractors.claims.refusals import of_price, priced, refusal
from extractors.claims.scene import DrugName, Scene, State
from extractors.claims.substances import _fit, topic_drug
from extractors.rules.lexicon import Hit
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS, narrowest

_KIND_OF_MEASURE = {"cultivation": "area", "eradication": "area", "arrests": "person", "users": "person", "deaths": "person",
                    "cases": "case", "laboratories": "laboratory"}  # fmt: skip


def find_changes(scene: Scene, state: State, levels: list[Draft], trace: list) -> list[Draft]:
    """Drafts of all changes of a sentence."""
    moves = moves_of(scene)
    drafts = []
    for run in _lists(scene, moves):
        if (
            len(run) > 1
            and not (
                places_of_run(scene, run)
                or measures_of_run(scene, run, levels)
                or (not levels and listed_before(scene, run))
            )
            and (pairs := _in_order(scene, run, levels, state))
        ):
            drafts += [_like(quantity, value, level) for (quantity, value), level in pairs if level]
            continue
        told = [(quantity, _change(scene, state, quantity, value, levels)) for quantity, value in run]
        trace += [(quantity, draft) for quantity, draft in told if isinstance(draft, str)]
        for quantity, draft in told:
            quantity.attrs["used"] = isinstance(draft, str)  # it moved, so that it is no share
        moved = [draft for _, draft in told if isinstance(draft, Draft)]
        if scene.pack.spaces and len(moved) == len(run) > 1:
            moved_in_order(scene, moved)
        measures = measures_of_run(scene, run, levels)
        keys = {d.key for d in scene.drugs}
        drug = keys.pop() if len(keys) == 1 else "drugs"
        for draft, measure in zip([d for _, d in told if isinstance(d, Draft)], measures, strict=False):
            key = _product_of(_fit(drug, "", draft.quantity, measure), measure)
            draft.measure, draft.drug, draft.form, draft.like = measure, key, "", None
        drafts += by_place(scene, run, moved)
    for draft in drafts:
        draft.quantity.attrs["used"] = True
    return drafts


def _lists(scene: Scene, moves: list) -> list[list]:
    """Moves with only list marks between them belong together: 140, 95 and 12 per cent."""
    runs: list[list] = []
    for move in moves:
        gap = scene.between(runs[-1][-1][0].end, move[0].start) if runs else "-" * 99
        if len(gap.strip()) <= 4 and not any(c in gap for c in ";；。()"):
            runs[-1].append(move)
        else:
            runs.append([move])
    return runs


def _in_order(scene: Scene, run: list, levels: list[Draft], state: State) -> list | None:
    before = [d for d in levels if d.quantity.end <= run[0][0].start and not d.base]
    if not scene.pack.spaces:
        before = amounts_in_order(scene, run[0][0].start, levels) or ([] if levels else state.levels)
    elif not scene.of("lists.respectively") and len(run) < 3:
        return None
    if len(before) < len(run):
        return None
    return list(zip(run, before[-len(run) :], strict=True))


def _like(quantity: Quantity, value: float, level: Draft) -> Draft:
    return Draft(quantity, level.measure, "change", level.drug, level.form, round(value, 2), quantity.bound,
                 "change of <level>", like=level)  # fmt: skip


def _change(scene: Scene, state: State, quantity: Quantity, value: float, levels: list[Draft]) -> Draft | str:
    reason = refusal(scene, quantity)
    if reason:
        return reason
    if priced(scene, quantity):
        return "a change of a price or purity"
    if scene.of("compare.reckoned", quantity.end, min(scene.end, quantity.end + 44)):
        return "compared with what was thought before"
    if scene.pack.spaces and of_rate(scene, quantity):
        return "a change of a rate"
    if other := of_what_else(scene, quantity):
        return f"a change of something else: {other}"
    if not scene.pack.spaces and (other := moved_else(scene, quantity) or than_elsewhere(scene, quantity)):
        return other
    if scene.pack.spaces and of_people_else(scene, quantity):
        return "people, but nothing says that they were arrested, use drugs or died of them"
    if (
        scene.pack.spaces
        and not scene.of("cues", scene.start, quantity.start)
        and not levels
        and of_price(scene)
    ):
        return "a change of a price or purity"
    opened = scene.of("claims.subject", scene.start, min(scene.end, scene.start + 5))
    if state.rated and opened and not levels and not scene.of("cues", scene.start, quantity.start):
        return "a change of what makes no claim"  # 56 kg a hectare. This is 15 per cent more
    if scene.pack.spaces and not _before(levels, quantity) and of_money(scene, quantity):
        return "a change of a value"
    if scene.pack.spaces and not _before(levels, quantity) and of_things_counted(scene, quantity):
        return "a change of what makes no claim"
    if scene.pack.spaces and (more_of_things(scene, quantity) or of_trade(scene, quantity)):
        return "a change of what makes no claim"
    level = _level_of(scene, quantity, levels, state)
    if not scene.pack.spaces:
        level = total_of_parts(scene, quantity, levels) or level
    region_start = _region_start(scene, quantity, levels)
    measure, _cue_drug = _own_measure(scene, region_start, quantity, state)
    if level in levels and not scene.pack.spaces and same_verb(scene, quantity, level.quantity):
        measure = level.measure
    if not scene.pack.spaces and not measure and (other := of_no_claim(scene, quantity, levels)):
        return other
    drugs = [d for d in scene.drugs if region_start <= d.start and d.end <= quantity.start]
    named, behind_drugs = subject_behind(scene, quantity)
    if named:
        measure, drugs = named, behind_drugs or drugs
        level = (
            level
            if level and level.measure == named and not (behind_drugs and behind_drugs[0].key != level.drug)
            else None
        )
    crop = next((d for d in scene.drugs if 0 < d.start - quantity.end <= 10 and DRUGS[d.key].plant), None)
    if crop and not level and not measure:  # 18 percent more coca
        drugs, measure = [crop], "cultivation"
    if not measure and not scene.pack.spaces and not levels:  # 产量创下新高，较前一年增加25%
        measure = measure_in(scene, scene.start, quantity.start)
    if not measure and not level:
        measure = _weak_measure(scene, region_start, quantity)
    if not measure and not level:
        end = _reach_behind(scene, quantity.end) if scene.pack.spaces else clause_end(scene, quantity.end)
        behind = list(scene.of("cues", quantity.end, end))
        measure = next((str(h.key) for h in behind if not scene.quantity_between(quantity.end, h.start)), "")
        drugs = drugs or [d for d in scene.drugs if quantity.end <= d.start < quantity.end + 60]
    pills = [h for h in scene.of("unit", region_start, quantity.start) if h.key == "tablet"]
    if (
        pills
        and not drugs
        and not (level and level.quantity.kind == "tablet")
        and "tablet" in state.by_kind
        and measure
    ):
        drug, form = state.by_kind["tablet"]
        return Draft(
            quantity,
            measure,
            "change",
            drug,
            form,
            round(value, 2),
            quantity.bound,
            f"change of {measure}",
            like=level,
        )
    if level and not measure and not drugs and level not in levels and _own_subject(scene, quantity):
        return "nothing says what changed"
    if drugs and level in levels and scene.pack.spaces and _told_in_passing(scene, level, levels, quantity):
        drugs = []
    if level and (not measure or measure == level.measure):
        draft = _like(quantity, value, level)
        if drugs and drugs[-1].key != level.drug and level.quantity.end <= drugs[-1].start:
            draft.drug, draft.form = _fit(drugs[-1].key, "", quantity, draft.measure), drugs[-1].form
        return draft
    if not measure:
        return "nothing says what changed"
    if (
        level not in levels
        and not named
        and of_price(scene)
        and not _own_measure(scene, region_start, quantity, state)[0]
    ):
        return "a change of a price or purity"
    if drugs:
        drug, form = _named(drugs)
    else:
        drug, form = (level.drug, "") if level else (state.drug or "", state.form)
        if measure in ("arrests", "cases", "laboratories") and not (level and level.measure == measure):
            drug, form = state.by_kind.get(_KIND_OF_MEASURE[measure], ("drugs", ""))
    drug = drug or topic_drug(state, measure)
    if not drug:
        return "no drug is named"
    if not scene.pack.spaces and measure == "production" and drugs and DRUGS[drug].plant:
        measure = "cultivation"  # 罂粟的全球产量下降38%
    if measure in ("cultivation", "eradication") and not DRUGS[drug].crop:
        return "no crop is named"
    drug = _product_of(drug, measure)
    return Draft(quantity, measure, "change", _fit(drug, form, quantity, measure), form, round(value, 2), quantity.bound,
                 f"change of {measure}", like=level)  # fmt: skip


def _reach_behind(scene: Scene, start: int) -> int:
    """How far behind a change its measure may stand: not past the clause, as in "rose by 426%, *and* deaths …"."""
    end = min(scene.end, start + 60)
    joined = [h for h in scene.of("lists.joiners", start, end) if scene.between(h.start - 2, h.start) == ", "]
    return joined[0].start if joined else end


def _names_laboratories(scene: Scene, cue: Hit) -> bool:
    """Whether a cue names what it is about; "found" and "closed" may be said of anything."""
    things = [hit for kind in ("nouns", "counted") for hit in scene.of(kind, cue.start, cue.end)]
    return any(hit.key == "laboratories" for hit in things)


def _before(levels: list[Draft], quantity: Quantity) -> bool:
    """Whether an amount that makes a claim stands before a change in its sentence."""
    return any(level.quantity.end <= quantity.start for level in levels)


def _own_subject(scene: Scene, quantity: Quantity) -> bool:
    """Whether much stands before a change, and no "this" or "the total": a subject of its own, not what was said before."""
    if not scene.pack.spaces:  # *湖水*少了三分之一
        start = clause_start(scene, quantity.start)
        known = {
            at for hits in scene.found.kinds.values() for hit in hits for at in range(hit.start, hit.end)
        }
        known |= {at for period in scene.periods for at in range(period.start, period.end)}
        own = [at for at in range(start, quantity.start) if at not in known and scene.folded[at].isalpha()]
        return len(own) > 1 and scene.found.kinds.keys().isdisjoint(("cues", "weak"))
    spoken = scene.of("claims.subject", scene.start, min(scene.end, scene.start + 16))
    held = [q for q in scene.quantities if any(a < q.start < b for a, b in scene.brackets)]
    first = held[0] if quantity in held else quantity
    return not spoken and len(scene.between(scene.start, first.start).split()) > 12


def _named(drugs: list[DrugName]) -> tuple[str, str]:
    """The last drug named, or what covers all of its list: "seizures of cocaine, heroin and marijuana fell"."""
    group = [d for d in drugs if d.group == drugs[-1].group]
    if len(group) > 1:
        return narrowest(d.key for d in group), ""
    return drugs[-1].key, drugs[-1].form if drugs[-1].key == "methamphetamine" else ""


def _product_of(drug: str, measure: str) -> str:
    entry = DRUGS[drug]
    if measure in ("production", "seizure") and entry.plant:
        return {"opium-poppy": "opium", "coca-bush": "cocaine"}.get(drug, drug)
    return drug


def _level_of(scene: Scene, quantity: Quantity, levels: list[Draft], state: State) -> Draft | None:
    before = [d for d in levels if d.quantity.end <= quantity.start and not d.base]
    before = _without_parts(scene, before, quantity) if scene.pack.spaces and len(before) > 1 else before
    after = [d for d in levels if d.quantity.start >= quantity.end and not d.base]
    if scene.pack.spaces and before and (owner := _before_brackets(scene, quantity, before, after)):
        return owner
    close = (
        after
        and not scene.broken(quantity.end, after[0].quantity.start)
        and len(scene.between(quantity.end, after[0].quantity.start)) < 70
    )
    if close and scene.pack.spaces and _arrives_at(scene, quantity, after[0].quantity):
        return after[0]
    if before and not scene.broken(before[-1].quantity.end, quantity.start):
        return before[-1]
    if close:
        return after[0]
    if before:
        return before[-1]
    held = after and any(a < quantity.start and after[0].quantity.end <= b for a, b in scene.brackets)
    if after and (held or not (scene.pack.spaces and scene.broken(quantity.end, after[0].quantity.start))):
        return after[0]  # North Carolina (-30.1 percent; 3,198 deaths)
    return state.levels[-1] if state.levels and not after else None


def _before_brackets(
    scene: Scene, quantity: Quantity, before: list[Draft], after: list[Draft]
) -> Draft | None:
    """ "*796 kg* of heroin (1998: 686 kg; *+16.1 %*), 1,979 kg …": the amount before the brackets that a change stands in."""
    held = next(((a, b) for a, b in scene.brackets if a < quantity.start < b), None)
    owners = [d for d in before if held and d.quantity.end <= held[0]]
    if not owners or any(d.quantity.start < held[1] for d in after):
        return None
    apart = scene.quantity_between(owners[-1].quantity.end, held[0])
    return None if apart or scene.broken(owners[-1].quantity.end, held[0]) else owners[-1]


def _without_parts(scene: Scene, before: list[Draft], quantity: Quantity) -> list[Draft]:
    """4.5 tons of drugs, *including 110 kg of heroin*, were confiscated, a 20 per cent fall: what is told in passing."""
    for index, (whole, part) in enumerate(itertools.pairwise(before), 1):
        opened = scene.of("shares.of_which", whole.quantity.end, part.quantity.start)
        if not opened or scene.folded[opened[0].start - 2] != ",":
            continue
        rest = scene.between(before[-1].quantity.end, quantity.start).split(", ")[1:]
        if any(piece.split(" ")[0] in scene.pack.set_of("claims.auxiliary") for piece in rest):
            return before[:index]
    return before


def _told_in_passing(scene: Scene, level: Draft, levels: list[Draft], quantity: Quantity) -> bool:
    """Whether all amounts between a level and its change are parts of it, told between commas."""
    before = [d for d in levels if d.quantity.end <= quantity.start and not d.base]
    return (
        len(before) > 1 and before[-1] is not level and _without_parts(scene, before, quantity)[-1] is level
    )


def _arrives_at(scene: Scene, quantity: Quantity, level: Quantity) -> bool:
    """ "slashing supply by 95% *to* 333 tons"."""
    start = level.bound_start if level.bound_start is not None else level.start
    return scene.between(quantity.end, start).strip(" ,") in scene.pack.words("ranges.to")


def _region_start(scene: Scene, quantity: Quantity, levels: list[Draft]) -> int:
    ends = [d.quantity.end for d in levels if d.quantity.end <= quantity.start]
    return max([scene.start, *ends])


def _own_measure(scene: Scene, start: int, quantity: Quantity, state: State) -> tuple[str, str]:
    """The measure named between the last level and the change: "*output* rose 49 per cent", "*seizures* of ketamine"."""
    if not scene.pack.spaces:
        return moved_measure(scene, quantity, start), ""
    if any(
        q.end == start for q in scene.quantities
    ):  # what still belongs to the level before ends at its comma
        stop = re.search(r"[,，;；]", scene.folded[start : quantity.start])
        joined = [h.start for h in scene.of("lists.joiners", start, quantity.start) if h.start - start <= 12]
        start = min([quantity.start, *joined, *([start + stop.start()] if stop else [])])
    hits = [
        h
        for h in scene.of("cues", start, quantity.start)
        if h.key != "laboratories" or _names_laboratories(scene, h)
    ]
    idioms = scene.of("blocks.wording", start, quantity.start)
    nouns = [
        h
        for h in scene.of("nouns", start, quantity.start)
        if not any(i.start <= h.start < i.end for i in idioms)
    ]
    for hit in reversed(nouns):
        if hit.key in ("cases", "arrests", "deaths", "users", "laboratories"):
            return str(hit.key), ""
        if hit.key == "incidents":
            return "seizure", ""
    hits = [
        h for h in hits if h.key in ("seizure", "cultivation", "eradication", "production", "destruction")
    ]
    return (str(hits[-1].key), "") if hits else ("", "")


def _weak_measure(scene: Scene, start: int, quantity: Quantity) -> str:
    """Caquetá cut its *area* of coca by 62 per cent: a weak word before a change that no level is beside."""
    weak = [
        h
        for h in scene.of("weak", start, quantity.start)
        if h.key in ("cultivation", "eradication", "production")
    ]
    return str(weak[-1].key) if weak and scene.drugs else ""
