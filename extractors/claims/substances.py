"""Which drug a quantity is of: named in its noun phrase, beside it, in its clause, or in what was said before."""

from __future__ import annotations

from extractors.claims.involved import counted_drug, is_activity
from extractors.claims.scene import DrugName, Scene, State
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS, narrowest

_COUNTED = ("case", "person", "laboratory", "incident")


def drug_of(scene: Scene, state: State, quantity: Quantity, measure: str) -> tuple[str, str, str]:
    """Drug, form and the rule that told them; ("", "", reason) where no drug can be told."""
    own = _own(scene, quantity)
    if not scene.pack.spaces and (named := _identified(scene, quantity, own or _in_clause(scene, quantity))):
        own = [named]
    if quantity.kind in _COUNTED and all(is_activity(scene, drug) for drug in own):
        own = []  # two drug dealers: of the drug that the sentence names
    if own:
        key, form = _together(own)
        return _fit(key, form, quantity, measure), _form(key, form, quantity), "own"
    if quantity.kind in _COUNTED:
        key, form, how = counted_drug(scene, state, quantity, measure)
        return _fit(key, form, quantity, measure) if key else key, form, how
    near = _all_listed(scene, quantity) or _in_clause(scene, quantity)
    if (
        quantity.kind in ("area", "plant")
        and scene.pack.spaces
        and near
        and not any(DRUGS[d.key].crop for d in near)
    ):
        crops = [d for d in scene.drugs if d.start >= quantity.end and DRUGS[d.key].crop]
        crops = crops or [d for d in scene.drugs if quantity.kind == "plant" and DRUGS[d.key].crop]
        near = crops[:1] or ([] if state.crop else near)  # the drug squad cleared 2 ha planted *with coca*
    if near:
        key, form = _together(near)
        return _fit(key, form, quantity, measure), _form(key, form, quantity), "clause"
    if quantity.kind == "area" and state.crop and not DRUGS[state.drug or "drugs"].crop:
        return _fit(state.crop, "", quantity, measure), "", "carried"
    same = next((d for d in reversed(state.levels) if d.quantity.kind == quantity.kind == "mass"), None)
    kinds = {d.drug for d in state.levels if d.quantity.kind == "mass"}
    if same and scene.pack.spaces and len(kinds) == 1 and DRUGS[state.drug or "drugs"].plant:
        return (
            same.drug,
            same.form,
            "carried",
        )  # 28,000 hectares, 70 tons of heroin. Production in 2013 was 26 tons
    if state.drug:
        return (
            _fit(state.drug, state.form, quantity, measure),
            _form(state.drug, state.form, quantity),
            "carried",
        )
    drug = topic_drug(state, measure)
    return (_fit(drug, "", quantity, measure), "", "topic") if drug else ("", "", "no drug is named")


def _identified(scene: Scene, quantity: Quantity, own: list[DrugName]) -> DrugName | None:
    """毒品疑似物12.5公斤，*经鉴定为甲基苯丙胺*: what the drug that no name told turned out to be."""
    if any(d.key != "drugs" for d in own) or quantity.kind not in ("mass", "tablet", "volume"):
        return None
    told = scene.of("claims.identified", quantity.end)
    drug = next((d for d in scene.drugs if told and 0 <= d.start - told[0].end <= 4), None)
    apart = drug and (
        scene.quantity_between(quantity.end, drug.start) or scene.broken(quantity.end, drug.start)
    )
    return None if apart else drug


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
    behind = scene.found.at(
        "claims.total", quantity.end + 1
    )  # 5 kg of heroin and 3 of cocaine, 8 kg *in all*
    total = total or ([behind] if behind else [])
    if any(a < start < b and any(d.end == a - 1 for d in scene.drugs) for a, b in scene.brackets):
        return []  # cocaine (513 seizures, total 756 kg)
    listed = [
        q for q in scene.quantities if q.kind in ("mass", "tablet") and not q.refused and q.end <= start
    ]
    return [d for d in scene.drugs if d.end <= start] if total and len(listed) > 1 else []


def total_of(scene: Scene, quantity: Quantity, drafts: list) -> str:
    """冰毒26.5公斤及氯胺酮1273.36公斤，总重达*1299.86公斤*: what covers the drugs of which it is the sum; "" for others."""
    parts = [d for d in drafts if d.quantity.kind == quantity.kind == "mass" and not d.base]
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if (
        scene.pack.spaces
        or len(parts) < 2
        or any(quantity.end >= d.end > quantity.start for d in scene.drugs)
    ):
        return ""
    told = any(scene.of(kind, parts[-1].quantity.end, start) for kind in ("claims.total", "claims.weighing"))
    summed = abs(sum(d.value for d in parts) - quantity.value) <= max(quantity.step, 1e-6 * quantity.value)
    return narrowest(d.drug for d in parts) if told and summed else ""


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
        named = [d for d in inside if d.key != "drugs"] if scene.pack.spaces else []
        inside = named or inside  # 55,000 *cannabis-related* drug offences
        return [d for d in inside if d.group == inside[-1].group]
    behind = _behind(scene, quantity)
    ahead = _ahead(scene, quantity)
    if behind and ahead:
        opened = scene.between(ahead[-1].end, quantity.start).strip()[:1] in ("(", "（")
        near = behind[0].start - quantity.end <= quantity.start - ahead[-1].end
        near = (
            near or scene.found.at("shares.of", quantity.end + 1) is not None
        )  # a haul of drugs – 11kg *of* meth
        return behind if near or opened or _of_another(scene, ahead[-1], quantity) else ahead
    return behind or ahead or _of_whom(scene, quantity) or _shared(scene, quantity)


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
    if not scene.pack.spaces and (small := scene.found.at("claims.counting", stop)):  # 9.6吨为可卡因
        stop = small.end if any(d.start == small.end for d in scene.drugs) else stop
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
        alias = next(
            (word for word in scene.pack.words("claims.alias") if between.rstrip().endswith(word)), ""
        )
        if len(between.removesuffix(" ").removesuffix(alias).split()) > (
            5 if scene.of("shares.of", stop, drug.start) else 3
        ):
            return []
        if (
            scene.pack.spaces
            and (joiner := scene.found.ending("lists.joiners", drug.start - 1))
            and not scene.found.at("bounds.at_least_after", joiner.start)
            and any(d.end <= quantity.start for d in scene.drugs)
        ):
            return []  # cocaine was found in 24,659 of them and heroin in 13,138
        if scene.of("lists.clauses", stop, drug.start):
            return []  # production of 582 tons *if* all opium was processed
        if scene.of("cues", stop, drug.start) or (
            scene.of("compare.than", stop, drug.start) and not scene.of("shares.of", stop, drug.start)
        ):
            return []
        members = [d for d in scene.drugs if d.group == drug.group and d.start >= drug.start]
        if not scene.pack.spaces:  # 3870多公斤鸦片和730多公斤*大麻*等毒品及化学品
            members = members[
                : 1 + next((i for i, d in enumerate(members) if _closed(scene, d)), len(members))
            ]
        return [
            d
            for d in members
            if not scene.quantity_between(drug.start, d.start) and not _labels_next(scene, d)
        ]
    return []


def _closed(scene: Scene, drug: DrugName) -> bool:
    """大麻*等*毒品: the last name of a list, before the word for all of them."""
    hit = scene.found.at("lists.closing", drug.end)
    return hit is not None


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
    if quantity.kind == "tablet" != following.kind and any(
        d.key == "precursors" for d in inside or _behind(scene, following)
    ):
        return []  # 1.2 million tablets and 80 kilograms of ephedrine
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
        group = [d for d in before if d.group == last.group and not scene.quantity_between(d.end, last.start)]
        return group if len(group) > 1 and not _claimed(scene, group) else [last]
    after = [d for d in scene.drugs if d.start >= quantity.end and not scene.broken(quantity.end, d.start)]
    after = [d for d in after if not scene.quantity_between(quantity.end, d.start)]
    if after:
        return [d for d in after if d.group == after[0].group]
    anywhere = [d for d in scene.drugs if d.end <= quantity.start]
    return anywhere[-1:]


def _of_whom(scene: Scene, quantity: Quantity) -> list[DrugName]:
    """13 million who take opiates, 9 million *of whom were addicted to heroin*: the drug told of the part behind it."""
    part = scene.found.at("shares.of_which", quantity.end + 1) if scene.pack.spaces else None
    drug = next((d for d in scene.drugs if part and d.start >= part.end), None)
    if drug is None or scene.quantity_between(part.end, drug.start):
        return []
    between = scene.between(part.end, drug.start)
    listed = scene.of("lists.joiners", part.end, drug.start)
    return [] if listed or any(mark in between for mark in ",;:(") or len(between.split()) > 6 else [drug]


def _claimed(scene: Scene, group: list[DrugName]) -> bool:
    return any(any(q.start <= d.start < q.end for d in group) for q in scene.quantities)


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
    if measure == "laboratories" and key == "coca-leaf":
        return "cocaine"
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
