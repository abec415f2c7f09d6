"""Which drug a number of cases, people, laboratories or seizures is about: the one that their own words name, else what
their sentence is about."""

from __future__ import annotations

from dataclasses import replace

from extractors.claims.clauses import clause_end, clause_start
from extractors.claims.scene import DrugName, Scene, State
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import narrowest

_MADE_OF = {"coca-bush": "cocaine", "coca-leaf": "cocaine", "opium-poppy": "heroin"}


def counted_drug(scene: Scene, state: State, quantity: Quantity, measure: str) -> tuple[str, str, str]:
    """Cases, people, laboratories: the drug that their own words name, else all that their sentence is about."""
    if measure == "laboratories" and scene.pack.spaces and len(scene.drugs) == 1:
        made = _MADE_OF.get(scene.drugs[0].key)  # 667 laboratories, along with 8.7 million coca bushes
        if made and scene.drugs[0].start >= quantity.end:
            return made, "", "sentence"
    related = (_involved(scene, quantity) if scene.pack.spaces else None) or _related(
        scene, quantity, measure
    )
    if related:
        return related.key, "", "own"
    if measure in ("users", "deaths"):
        before = [d for d in scene.drugs if d.end <= quantity.start]
        if not scene.pack.spaces and (used := _used_behind(scene, quantity, before)):
            return used.key, "", "clause"
        named = _apposed(scene, before)
        if named:
            return named.key, "", "clause"
        if before:
            return narrowest(d.key for d in before if d.group == before[-1].group), "", "clause"
        near = [d for d in scene.drugs if not scene.broken(quantity.end, d.start)]
        near = [] if scene.pack.spaces and _of_a_part(scene, quantity) else near
        if not scene.pack.spaces:
            near = [d for d in near if d.start < clause_end(scene, quantity.end)]
            own = scene.of("claims.any_drug", clause_start(scene, quantity.start), quantity.start)
            if not near and (
                own or any(h.key == measure for h in scene.of("counted", scene.start, quantity.start))
            ):
                return "drugs", "", "clause"  # 复吸人员50.4万人次
        if near:
            return narrowest(d.key for d in near), "", "clause"
        same = (state.levels and state.levels[-1].measure == measure) or len(state.drugs) == 1
        return state.drug if same and state.drug else "drugs", "", "carried"
    if quantity.kind == "incident" and scene.pack.spaces and (listed := _totalled(scene, quantity)):
        return narrowest(d.key for d in listed), "", "clause"
    if quantity.kind == "incident" and scene.drugs:
        before = [d for d in scene.drugs if d.end <= quantity.start]
        if (
            not before
            and scene.pack.spaces
            and state.drug
            and scene.quantity_between(quantity.end, scene.drugs[0].start)
        ):
            return state.drug, "", "carried"  # 226 seizures, of which 183,746 tablets were of MDMA
        return (before[-1] if before else scene.drugs[0]).key, "", "clause"
    if quantity.kind == "incident" and state.drug:
        return state.drug, "", "carried"
    part = not scene.pack.spaces and scene.of("shares.of_which", scene.start, scene.start + 4)
    if part and not any(d.end <= quantity.start for d in scene.drugs) and quantity.kind in state.by_kind:
        return state.by_kind[quantity.kind][0], "", "carried"  # 其中4600名涉案人员不满30岁
    if measure == "arrests" and _charged(scene, state):
        return next(iter(state.drugs)), "", "carried"
    if scene.drugs and not (scene.pack.spaces and _of_a_part(scene, quantity)):
        return narrowest(_involved_keys(scene, quantity)), "", "sentence"
    last = state.levels[-1] if state.levels else None
    if (
        scene.pack.spaces
        and not scene.line
        and measure == "laboratories"
        and last
        and last.measure == measure
    ):
        return last.drug, "", "carried"
    if scene.pack.spaces and not scene.line and measure == "laboratories" and "laboratory" in state.by_kind:
        return state.by_kind["laboratory"][0], "", "carried"
    spoken = set(state.drugs)
    if measure == "arrests" and not (scene.drugs or spoken) and "blocks.contraband" in scene.found.kinds:
        return "", "", "carried"  # 13 arrests, tonnes of *tobacco*
    if measure == "arrests" and not scene.line and spoken and (scene.pack.spaces or len(spoken) == 1):
        return narrowest(spoken), "", "carried"
    heading = (scene.line and not state.levels) or quantity.attrs.get("elided") == "line"
    return state.drug if heading and state.drug else "drugs", "", "carried"


def _of_a_part(scene: Scene, quantity: Quantity) -> bool:
    """71 couriers were arrested, *58 of them* with heroin: all drugs of the sentence are those of a part of the people."""
    if quantity.attrs.get("part"):
        return False
    part = next(
        (
            h
            for h in scene.of("shares.of_which", quantity.end)
            if scene.quantity_between(quantity.end, h.start)
        ),
        None,
    )
    return part is not None and all(drug.start > part.end for drug in scene.drugs)


def _totalled(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """12 kg of cocaine, 300 ecstasy tablets and 40 plants, *a total of* 56 seizures: of all that was listed."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    told = scene.of("claims.total", max(scene.start, start - 14), start)
    kinds = ("mass", "tablet", "plant", "volume")
    listed = [q for q in scene.quantities if q.end <= start and q.kind in kinds and not q.refused]
    return [d for d in scene.drugs if d.end <= start] if told and len(listed) > 1 else []


def _used_behind(scene: Scene, quantity: Quantity, before: list[DrugName]) -> DrugName | None:
    """1.92亿人至少使用过一次*大麻*: the drug behind the users in their clause, where none stands before them in it."""
    if any(d.end > clause_start(scene, quantity.start) for d in before):
        return None
    end = clause_end(scene, quantity.end)
    behind = [d for d in scene.drugs if quantity.end <= d.start < end and d.key != "drugs"]
    used = [h for h in scene.of("cues", quantity.end, end) if h.key in ("users", "deaths")]
    near = behind and used and used[0].end <= behind[0].start
    told = any(
        quantity.end <= q.start < end and q.kind != "bare" and not scene.aside(q.start, quantity.start)
        for q in scene.quantities
    )  # 有135万人（56.1%）滥用*甲基苯丙胺*
    return behind[0] if near and not told else None


def _involved(scene: Scene, quantity: Quantity) -> DrugName | None:
    """72,776 people died of an overdose that *involved fentanyl*: the drug behind such a word, before the next number."""
    stop = quantity.attrs.get("share_end", quantity.end)
    for drug in scene.drugs:
        if drug.start < stop or drug.key == "drugs":
            continue
        if scene.quantity_between(stop, drug.start) or scene.broken(stop, drug.start):
            return None
        near = scene.of("claims.related", max(stop, drug.start - 40), drug.start)
        if near and len(scene.between(near[-1].end, drug.start).split()) <= 4:
            return drug
    return None


def _related(scene: Scene, quantity: Quantity, measure: str) -> DrugName | None:
    """49,138 cases were related to *methamphetamine*, 64 000 seizures *of cocaine*, 37 for refining *cocaine*."""
    if not scene.pack.spaces:
        return _in_noun(scene, quantity)
    for drug in scene.drugs:
        if drug.start < quantity.end:
            continue
        between = scene.between(quantity.end, drug.start)
        if (
            scene.quantity_between(quantity.end, drug.start)
            or len(between) > (60 if measure == "laboratories" else 34)
            or any(c in between for c in ",;，；、。(")
        ):
            return None
        if scene.of("lists.joiners", quantity.end, drug.start) and any(
            d.end <= quantity.start for d in scene.drugs
        ):
            return None  # cocaine was found in 24,659 of them and heroin in 13,138
        cues = scene.of("cues", quantity.end, drug.start)
        if measure == "laboratories":  # laboratories *for making* methamphetamine
            cues = [cue for cue in cues if cue.key not in ("purpose", "production")]
        used = (
            measure in ("users", "deaths")
            and cues
            and cues[-1].key == measure
            and drug.start - cues[-1].end <= 2
        )
        return drug if used or not cues else None
    return None


def _charged(scene: Scene, state: State) -> bool:
    """ "Two were held for *drug trafficking*", after a haul of cocaine: the charge names no drug of its own."""
    charge = scene.drugs and all(is_activity(scene, drug) for drug in scene.drugs)
    told = [p for p in scene.periods if p.explicit and len(p.iso) == 4]  # a year's arrests are of all drugs
    return bool(charge) and len(state.drugs) == 1 and not told


def _involved_keys(scene: Scene, quantity: Quantity) -> set[str]:
    """The drugs that a sentence's cases and people have to do with: 贩毒 says nothing more where one drug is named."""
    drugs = scene.drugs
    if not scene.pack.spaces:  # 贩毒案78宗；检获可卡因2.1公斤: not what another part of the sentence tells
        gaps = [(d, scene.between(*sorted((d.start, quantity.start)))) for d in drugs]
        drugs = [d for d, gap in gaps if not any(c in gap for c in ";；") or any(c in gap for c in ":：")]
        if not drugs:
            return {"drugs"}
    told = {d.key for d in drugs if not (is_activity(scene, d) or _of_one_case(scene, d))}
    makes = quantity.kind == "laboratory" and not scene.pack.spaces and told == {"precursors"}
    return told if len(told) == 1 and not makes else {d.key for d in drugs}


def _of_one_case(scene: Scene, drug: DrugName) -> bool:
    """破获一起*毒品案*，抓获2名，缴获*毒品大麻*60克: any drugs, where a single case and the drug's own name are told."""
    if scene.pack.spaces or drug.key != "drugs":
        return False
    named = any(d.start == drug.end for d in scene.drugs)
    noun = scene.found.at("counted", drug.end)
    one = any(q.kind == "case" and q.refused == "an article" for q in scene.quantities)
    return one and (named or (noun is not None and noun.key == "cases"))


def is_activity(scene: Scene, drug: DrugName) -> bool:
    return scene.between(drug.start, drug.end) in scene.pack.words("claims.activity")


def _in_noun(scene: Scene, quantity: Quantity) -> DrugName | None:
    """*冰毒*加工厂155座, 3个*冰毒*加工厂: a drug that is part of the noun counted."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    for drug in scene.drugs:
        ahead = drug.end <= start and not _stopped(scene, drug.end, start) and start - drug.end <= 10
        behind = quantity.end <= drug.start <= quantity.end + 4 and scene.of(
            "counted", drug.end, min(scene.end, drug.end + 8)
        )
        if drug.key != "drugs" and (ahead or (behind and not _stopped(scene, quantity.end, drug.start))):
            group = [d for d in scene.drugs if d.group == drug.group and d.end <= drug.end]
            return replace(drug, key=narrowest(d.key for d in group))  # 冰毒、氯胺酮合成毒品人员36万人
    return None


def _apposed(scene: Scene, before: list[DrugName]) -> DrugName | None:
    """*大麻*仍是使用人数最多的毒品: the drug that "the drug" stands for in its clause."""
    if not before or before[-1].key != "drugs":
        return None
    specific = [d for d in before if d.key != "drugs" and not _stopped(scene, d.end, before[-1].start)]
    return specific[-1] if specific else None


def _stopped(scene: Scene, start: int, end: int) -> bool:
    """Whether a stop or another quantity stands between two offsets."""
    return any(c in ",;:，；：、。(（" for c in scene.between(start, end)) or scene.quantity_between(
        start, end
    )
