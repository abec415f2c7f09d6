"""Which drug a quantity is of: named in its noun phrase, beside it, in its clause, or in what was said before."""

from __future__ import annotations

from extractors.claims.clauses import clause_end, clause_start
from extractors.claims.scene import DrugName, Scene, State
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS, narrowest

_COUNTED = ("case", "person", "laboratory", "incident")


def drug_of(scene: Scene, state: State, quantity: Quantity, measure: str) -> tuple[str, str, str]:
    """Drug, form and the rule that told them; ("", "", reason) where no drug can be told."""
    own = _own(scene, quantity)
    if quantity.kind in _COUNTED and all(_is_activity(scene, drug) for drug in own):
        own = []  # two drug dealers: of the drug that the sentence names
    if own:
        key, form = _together(own)
        return _fit(key, form, quantity, measure), _form(key, form, quantity), "own"
    if quantity.kind in _COUNTED:
        return _counted(scene, state, quantity, measure)
    near = _all_listed(scene, quantity) or _in_clause(scene, quantity)
    if near:
        key, form = _together(near)
        return _fit(key, form, quantity, measure), _form(key, form, quantity), "clause"
    if quantity.kind == "area" and state.crop and not DRUGS[state.drug or "drugs"].crop:
        return _fit(state.crop, "", quantity, measure), "", "carried"
    if state.drug:
        return (
            _fit(state.drug, state.form, quantity, measure),
            _form(state.drug, state.form, quantity),
            "carried",
        )
    drug = topic_drug(state, measure)
    return (_fit(drug, "", quantity, measure), "", "topic") if drug else ("", "", "no drug is named")


def _all_listed(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """1,989 pounds of meth, 4.4 pounds of heroin …, *for a total weight of* 3,053 pounds: all drugs of the list."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if not scene.pack.spaces or quantity.kind != "mass":
        return []
    total = [
        h
        for h in scene.of("claims.total", max(scene.start, start - 22), start)
        if len(scene.between(h.end, start).split()) <= 2
    ]
    listed = [
        q for q in scene.quantities if q.kind in ("mass", "tablet") and not q.refused and q.end <= start
    ]
    return [d for d in scene.drugs if d.end <= start] if total and len(listed) > 1 else []


def topic_drug(state: State, measure: str) -> str:
    """The one drug, or for fields the one crop, that the whole text is of: named only after its number, in a title's case."""
    keys = {key for key in state.topic_drugs if key in DRUGS and key != "drugs"}
    if measure in ("cultivation", "eradication"):
        keys = {DRUGS[key].crop for key in keys} - {""}
    return keys.pop() if len(keys) == 1 else ""


def _own(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """The drug in the quantity's own phrase, or directly behind or before it."""
    inside = [d for d in scene.drugs if quantity.start <= d.start < quantity.end]
    if inside:
        return inside[-1:]
    behind = _behind(scene, quantity)
    ahead = _ahead(scene, quantity)
    if behind and ahead:
        opened = scene.between(ahead[-1].end, quantity.start).strip()[:1] in ("(", "（")
        near = behind[0].start - quantity.end <= quantity.start - ahead[-1].end
        return behind if near or opened or _of_another(scene, ahead[-1], quantity) else ahead
    return behind or ahead or _shared(scene, quantity)


def _of_another(scene: Scene, drug: DrugName, quantity: Quantity) -> bool:
    """13.4 tonnes of *drugs*: 8.1 of cocaine …: the drug is that of the number before."""
    before = [q for q in scene.quantities if q.end <= drug.start and not q.refused]
    of = scene.found.at("shares.of", before[-1].end + 1) if before else None
    return of is not None and 0 <= drug.start - of.end <= 2


def _behind(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """118 kilograms *of crystal methamphetamine*, 1.3 tonnes *of cocaine*; "of heroin and opium" is both."""
    stop = quantity.attrs.get("restated", quantity.end)
    if any(
        quantity.end <= drug.start < stop for drug in scene.drugs
    ):  # 82 grams of ecstasy tabs (140 tablets)
        stop = quantity.end
    if not scene.pack.spaces and scene.found.at("lists.joiners", stop):  # 2042公斤及大麻481株
        return []
    note = next((b for a, b in scene.brackets if scene.pack.spaces and a - stop == 1), None)
    if note and not scene.quantity_between(stop, note) and not scene.drugs_between(stop, note):
        stop = note  # 124 kg (including packages) of crystal methamphetamine
    for drug in scene.drugs:
        if drug.start < stop:
            continue
        between = scene.between(stop, drug.start)
        if stop > quantity.end:  # 10,000 lb (4,500 kg) of fentanyl
            between = between.lstrip(")）")
        if between.strip() in ("(", "（") and scene.pack.spaces:  # 113,000 tabs (Lyrica and Xanax)
            between = ""
        if (
            scene.quantity_between(stop, drug.start)
            or len(between) > 44
            or any(c in between for c in ",;:，；：、。(（)）")
        ):
            return []
        if len(between.split()) > (5 if scene.of("shares.of", stop, drug.start) else 3):
            return []
        if scene.of("cues", stop, drug.start) or (
            scene.of("compare.than", stop, drug.start) and not scene.of("shares.of", stop, drug.start)
        ):
            return []
        members = [d for d in scene.drugs if d.group == drug.group and d.start >= drug.start]
        return [
            d
            for d in members
            if not scene.quantity_between(drug.start, d.start) and not _labels_next(scene, d)
        ]
    return []


def _labels_next(scene: Scene, drug: DrugName) -> bool:
    """In 冰毒1吨、海洛因2吨 the second name belongs to the number behind it."""
    return any(
        0 <= q.start - drug.end <= 2
        and not scene.between(drug.end, q.start).strip(" :：")
        and q.kind in ("mass", "tablet", "volume", "plant", "bare")
        for q in scene.quantities
    )


def _ahead(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """ "Heroin: 42.6 kg", 海洛因46.5公斤, "heroin 13.3 t"."""
    if not scene.pack.spaces and (listed := _listed_ahead(scene, quantity)):
        return listed
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    for drug in reversed(scene.drugs):
        if drug.end > start:
            continue
        between = scene.between(drug.end, start).strip()
        bound = scene.of("bounds.about", drug.end, start) or scene.of("bounds.at_least", drug.end, start)
        if not between.strip(" :：-–—(（") or (bound and len(between) < 6) or _label(scene, drug, start):
            if scene.quantity_between(drug.end, start):
                return []
            return [drug]
        return []
    return []


def _listed_ahead(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """*海洛因和冰毒*共约17吨: the drugs right before a number, with only bounds and small words between."""
    place = quantity.bound_start if quantity.bound_start is not None else quantity.start
    while place > scene.start:
        drug = next((d for d in scene.drugs if d.end == place), None)
        if drug:
            return [d for d in scene.drugs if d.group == drug.group and d.end <= drug.end]
        kinds = (
            "bounds.about",
            "bounds.at_least",
            "bounds.at_most",
            "claims.total",
            "claims.counting",
            "claims.weighing",
        )
        small = next((hit for kind in kinds if (hit := scene.found.ending(kind, place, 6))), None)
        if small is None:
            return []
        place = small.start
    return []


def _label(scene: Scene, drug: DrugName, start: int) -> bool:
    """ "Heroin seizures: 42 kg", "Cocaine (base and salts): 3 t": the label of a list line."""
    between = scene.between(drug.end, start)
    return scene.line and (":" in between or "：" in between) and not scene.quantity_between(drug.end, start)


def _shared(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """163,000 litres and 35.5 tonnes *of precursors*: the drug of the quantity joined to this one."""
    following = next((q for q in scene.quantities if q.start >= quantity.end), None)
    amounts = ("mass", "volume", "tablet")
    if (
        following is None
        or following.kind not in amounts
        or quantity.kind not in amounts
        or following.refused
    ):
        return []
    between = scene.between(quantity.end, following.start).strip()
    joined = scene.found.at("lists.joiners", quantity.end + 1) or scene.found.at(
        "lists.joiners", quantity.end
    )
    inside = [d for d in scene.drugs if following.start <= d.start < following.end]
    return (
        inside or _behind(scene, following)
        if joined and len(between) <= (14 if scene.pack.spaces else 7)
        else []
    )


def _in_clause(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """The nearest drug before the quantity, else the nearest behind it, within its part of the sentence."""
    before = [d for d in scene.drugs if d.end <= quantity.start and not scene.broken(d.end, quantity.start)]
    before = [d for d in before if not scene.aside(d.start, quantity.start)] or before
    if before:
        last = before[-1]
        group = [d for d in before if d.group == last.group]
        return group if len(group) > 1 and not _claimed(scene, group) else [last]
    after = [d for d in scene.drugs if d.start >= quantity.end and not scene.broken(quantity.end, d.start)]
    after = [d for d in after if not scene.quantity_between(quantity.end, d.start)]
    if after:
        return [d for d in after if d.group == after[0].group]
    anywhere = [d for d in scene.drugs if d.end <= quantity.start]
    return anywhere[-1:]


def _claimed(scene: Scene, group: list[DrugName]) -> bool:
    return any(any(q.start <= d.start < q.end for d in group) for q in scene.quantities)


def _counted(scene: Scene, state: State, quantity: Quantity, measure: str) -> tuple[str, str, str]:
    """Cases, people, laboratories: the drug that their own words name, else all that their sentence is about."""
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
        if not scene.pack.spaces:
            near = [d for d in near if d.start < clause_end(scene, quantity.end)]
            if not near and any(h.key == measure for h in scene.of("counted", scene.start, quantity.start)):
                return "drugs", "", "clause"  # 复吸人员50.4万人次
        if near:
            return narrowest(d.key for d in near), "", "clause"
        same = (state.levels and state.levels[-1].measure == measure) or len(state.drugs) == 1
        return state.drug if same and state.drug else "drugs", "", "carried"
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
    if measure == "arrests" and _charged(scene, state):
        return next(iter(state.drugs)), "", "carried"
    if scene.drugs:
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
    spoken = set(state.drugs)
    if measure == "arrests" and not scene.line and len(spoken) == 1:
        return spoken.pop(), "", "carried"
    heading = (scene.line and not state.levels) or quantity.attrs.get("elided") == "line"
    return state.drug if heading and state.drug else "drugs", "", "carried"


def _used_behind(scene: Scene, quantity: Quantity, before: list[DrugName]) -> DrugName | None:
    """1.92亿人至少使用过一次*大麻*: the drug behind the users in their clause, where none stands before them in it."""
    if any(d.end > clause_start(scene, quantity.start) for d in before):
        return None
    end = clause_end(scene, quantity.end)
    behind = [d for d in scene.drugs if quantity.end <= d.start < end and d.key != "drugs"]
    used = [h for h in scene.of("cues", quantity.end, end) if h.key in ("users", "deaths")]
    near = behind and used and used[0].end <= behind[0].start
    told = any(quantity.end <= q.start < end and q.kind != "bare" for q in scene.quantities)
    return behind[0] if near and not told else None


def _involved(scene: Scene, quantity: Quantity) -> DrugName | None:
    """72,776 people died of an overdose that *involved fentanyl*: the drug behind such a word, before the next number."""
    stop = quantity.attrs.get("share_end", quantity.end)
    for drug in scene.drugs:
        if drug.start < stop or drug.key == "drugs":
            continue
        if scene.quantity_between(stop, drug.start) or scene.broken(stop, drug.start):
            return None
        near = scene.of("claims.related", max(stop, drug.start - 24), drug.start)
        if near and len(scene.between(near[-1].end, drug.start).split()) <= 2:
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
            or len(between) > 34
            or any(c in between for c in ",;，；、。(")
        ):
            return None
        cues = scene.of("cues", quantity.end, drug.start)
        used = measure == "users" and cues and cues[-1].key == "users" and drug.start - cues[-1].end <= 2
        return drug if used or not cues else None
    return None


def _charged(scene: Scene, state: State) -> bool:
    """ "Two were held for *drug trafficking*", after a haul of cocaine: the charge names no drug of its own."""
    charge = scene.drugs and all(_is_activity(scene, drug) for drug in scene.drugs)
    told = [p for p in scene.periods if p.explicit and len(p.iso) == 4]  # a year's arrests are of all drugs
    return bool(charge) and len(state.drugs) == 1 and not told


def _involved_keys(scene: Scene, quantity: Quantity) -> set[str]:
    """The drugs that a sentence's cases and people have to do with: 贩毒 says nothing more where one drug is named."""
    drugs = scene.drugs
    if not scene.pack.spaces:  # 贩毒案78宗；检获可卡因2.1公斤: not what another part of the sentence tells
        gaps = [(d, scene.between(*sorted((d.start, quantity.start)))) for d in drugs]
        drugs = [
            d for d, gap in gaps if not any(c in gap for c in ";；") or any(c in gap for c in ":：")
        ] or drugs
    told = {d.key for d in drugs if not _is_activity(scene, d)}
    return told if len(told) == 1 else {d.key for d in drugs}


def _is_activity(scene: Scene, drug: DrugName) -> bool:
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
            return drug
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


def _together(names: list[DrugName]) -> tuple[str, str]:
    if len(names) == 1:
        return names[0].key, names[0].form
    keys = {name.key for name in names}
    forms = {name.form for name in names}
    return narrowest(keys), forms.pop() if len(forms) == 1 and len(keys) == 1 else ""


def _fit(key: str, form: str, quantity: Quantity, measure: str) -> str:
    """Fields are of the plant, weights of what is made from it."""
    drug = DRUGS[key]
    if measure in ("cultivation", "eradication"):
        return drug.crop or key
    if measure == "production" and key == "opium-poppy":
        return "opium"
    if quantity.kind == "plant":
        return drug.crop or key
    if (
        quantity.kind in ("mass", "volume")
        and drug.plant
        and measure in ("production", "seizure", "destruction")
    ):
        return drug.product or key
    return key


def _form(key: str, form: str, quantity: Quantity) -> str:
    if key != "methamphetamine":
        return ""
    return "tablet" if quantity.kind == "tablet" else form
