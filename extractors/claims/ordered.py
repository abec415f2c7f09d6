"""Lists told in order: "A, B and C came to 1, 2 and 3 t respectively"."""

from __future__ import annotations

from extractors.claims.clauses import clause_start, measure_in
from extractors.claims.draft import Draft
from extractors.claims.scene import DrugName, Scene
from extractors.rules.periods import UNDATED
from extractors.rules.places import Place
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS


def assign_in_order(scene: Scene, drafts: list[Draft]) -> None:
    """ "Seizures of A and B came to 1 and 2 t respectively": each amount to its drug, time or place."""
    if not scene.of("lists.respectively"):
        for run in _runs(scene, drafts) if scene.pack.spaces else ():
            _as_listed_before(scene, run, drafts)
        for run in _runs(scene, drafts) if not scene.pack.spaces and len(scene.drugs) > 1 else ():
            _as_named_before(scene, run)
        return
    _elided_in_list(scene, drafts)
    for run in _runs(scene, drafts):
        groups: dict[int, list] = {}
        for drug in scene.drugs:
            if drug.end <= run[0].quantity.start:
                groups.setdefault(drug.group, []).append(drug)
        names = next((group for group in reversed(list(groups.values())) if len(group) == len(run)), None)
        if names:
            for draft, name in zip(run, names, strict=True):
                draft.drug, draft.form = name.key, name.form if name.key == "methamphetamine" else ""
                if draft.quantity.kind == "tablet" and name.key == "methamphetamine":
                    draft.form = "tablet"
            continue
        if _as_listed_before(scene, run, drafts) or _times_in_order(scene, run):
            continue
        places = [p for p in scene.places if p.end <= run[0].quantity.start and p.role == "at"]
        if len(places) >= len(run):
            for draft, place in zip(run, places[-len(run) :], strict=True):
                draft.fixed["place"] = place.code


def _as_named_before(scene: Scene, run: list[Draft]) -> None:
    """*大麻和安非他明*是缉获最多的毒品，达4847公斤和1203公斤: as many names, with but the word for all drugs behind."""
    start, end = run[0].quantity.start, run[-1].quantity.end
    named = [d for d in scene.drugs if d.end <= start]
    specific = [d for d in named if d.key != "drugs"]
    listed = (
        len(specific) == len(run) == len({d.key for d in specific}) and len({d.group for d in specific}) == 1
    )
    if (
        not listed
        or any(start <= d.start < end for d in scene.drugs)
        or scene.quantity_between(scene.start, start)
    ):
        return
    if named[-1].key == "drugs" and all(d.quantity.kind == "mass" for d in run):
        for draft, name in zip(run, specific, strict=True):
            draft.drug, draft.form = name.key, name.form


def _as_listed_before(scene: Scene, run: list[Draft], drafts: list[Draft]) -> bool:
    """19 kg of heroin and 6 of cocaine, compared to *30 and 16 kg respectively* in 1995: the earlier amounts of a list."""
    first = run[0].quantity
    start = first.bound_start if first.bound_start is not None else first.start
    before = [d for d in drafts if d.quantity.end <= start][-len(run) :]
    compared = any(
        hit.end == start - 1 for hit in scene.of("compare.versus", max(scene.start, start - 24), start)
    )
    if not scene.pack.spaces or not compared or len(before) < len(run):
        return False
    if any(d.quantity.kind != level.quantity.kind for d, level in zip(run, before, strict=True)):
        return False
    if len({d.drug for d in before}) < len(run) or scene.drugs_between(start, run[-1].quantity.end + 24):
        return False
    end = run[-1].quantity.end
    period = next((p for p in scene.periods if 0 < p.start - end <= 20 and p.iso), None)
    for draft, level in zip(run, before, strict=True):
        draft.measure, draft.drug, draft.form = level.measure, level.drug, level.form
        draft.base, draft.like, draft.quantity.attrs["base"] = True, level, True
        if period is not None and period.iso != "earlier":
            period.base = True
            draft.fixed["period"] = period.iso
    return True


def places_of_run(scene: Scene, run: list) -> list[Place]:
    """*玻利维亚和秘鲁*分别增加了5%和4%: as many places in their clause as changes, [] for others."""
    start = run[0][0].start
    begin = clause_start(scene, start)
    if not scene.pack.spaces and not any(begin <= p.start < start for p in scene.places):
        begin = (
            clause_start(scene, begin - 1) if begin > scene.start else begin
        )  # 甲、乙两州涨幅最大，涨幅分别达…
    places = [p for p in scene.places if begin <= p.start < start and p.role == "at"]
    if scene.pack.spaces or len(run) < 2 or len(places) != len(run):
        return []
    return places if scene.of("lists.respectively", places[-1].end, start) else []


def listed_before(scene: Scene, run: list) -> list[DrugName]:
    """搜获的*冰毒和K仔*数量，分别增加两倍和一倍: as many drugs as changes, in a sentence of no other number."""
    start = run[0][0].start
    if any(q.end <= start and q.kind not in ("bare", "percent", "fraction") for q in scene.quantities):
        return []
    named = [d for d in scene.drugs if d.end <= start]
    group = [d for d in named if d.group == named[-1].group]
    return group if len(group) == len(run) else []


def measures_of_run(scene: Scene, run: list, levels: list[Draft]) -> list[str]:
    """*破案数和缴获毒品总量*分别增加2%和33%: as many measures in their clause as changes, [] for others."""
    start = run[0][0].start
    told = scene.of("lists.respectively", clause_start(scene, start), start)
    if scene.pack.spaces or len(run) < 2 or not told:
        return []
    begin = max(
        [clause_start(scene, start), *(d.quantity.end for d in levels if d.quantity.end <= told[0].start)]
    )
    named: list[str] = []
    place = begin
    for hit in [
        h
        for h in scene.of("lists.joiners", begin, told[0].start)
        if scene.found.at("compare.than", h.start) is None
    ]:
        named.append(measure_in(scene, place, hit.start))
        place = hit.end
    named.append(measure_in(scene, place, told[0].start))
    return named if len(named) == len(run) and all(named) and len(set(named)) > 1 else []


def by_place(scene: Scene, run: list, drafts: list[Draft]) -> list[Draft]:
    """The changes of a list, each of its own place where as many places are named, else as they are."""
    places = places_of_run(scene, run)
    if len(run) > 1 and len(drafts) == len(run) and not scene.pack.spaces and not places:
        told = scene.of("lists.respectively", clause_start(scene, run[0][0].start), run[0][0].start)
        if told:
            _times_in_order(scene, drafts)
        names = listed_before(scene, run) if told else []
        measure = measure_in(scene, scene.start, names[-1].start) if names else ""
        for draft, name in zip(drafts, names, strict=False):
            draft.measure, draft.drug, draft.form, draft.like = (
                measure or draft.measure,
                name.key,
                name.form,
                None,
            )
    if not places or len(drafts) != len(run):
        return drafts
    first = drafts[0]
    for draft, place in zip(drafts, places, strict=True):
        draft.measure, draft.drug, draft.form, draft.like = first.measure, first.drug, first.form, first.like
        draft.fixed["place"] = place.code
    return drafts


def set_shares_in_order(scene: Scene, drafts: list[Draft], levels: list[Draft]) -> None:
    """海洛因73.4万名、冰毒103.1万名，*分别*占40.7%、57.2%: each share of a list to its own level, in order."""
    run: list[Draft] = []
    for draft in [*drafts, None]:
        gap = scene.between(run[-1].quantity.end, draft.quantity.start) if run and draft else ""
        if draft and (not run or gap in ("、", ",", *scene.pack.words("lists.joiners"))):
            run.append(draft)
            continue
        before = [d for d in levels if run and d.quantity.end <= run[0].quantity.start and not d.base][
            -len(run) :
        ]
        told = run and scene.of(
            "lists.respectively", clause_start(scene, run[0].quantity.start), run[0].quantity.start
        )
        names = _listed(scene, run[0].quantity.start, len(run)) if told and len(run) > 1 else []
        if names:
            for share, name in zip(run, names, strict=True):
                measure = measure_in(scene, clause_start(scene, name.start), run[0].quantity.start)
                share.measure, share.like = measure or share.measure, None
                share.drug, share.form = name.key, name.form
        elif told and len(run) == len(before) > 1:
            for share, level in zip(run, before, strict=True):
                share.measure, share.drug, share.form, share.like = (
                    level.measure,
                    level.drug,
                    level.form,
                    level,
                )
        run = [draft] if draft else []


def _listed(scene: Scene, start: int, size: int) -> list[DrugName]:
    """*海洛因、冰毒片剂、鸦片*缴获量分别占…: the drugs of a list in the clause before `start`, [] where they are not as many."""
    begin = clause_start(scene, start)
    if begin > scene.start and not scene.drugs_between(begin, start):  # 鸦片和海洛因产量，分别占…
        begin = clause_start(scene, begin - 1)
    named = [d for d in scene.drugs if begin <= d.start and d.end <= start]
    group = [d for d in named if d.group == named[0].group]
    return group if len(group) == size else []


_TOLD = ("seizure", "destruction", "cultivation", "eradication", "production", "arrests", "deaths", "cases")


def moved_in_order(scene: Scene, drafts: list[Draft]) -> None:
    """ "Poppy cultivation and heroin production rose by 15 and 4 percent *respectively*": each change to its own subject."""
    start = drafts[0].quantity.start
    if not scene.of("lists.respectively"):
        return
    if any(d.like and d.like.quantity.end > scene.start for d in drafts):
        ahead = [d for d in scene.drugs if d.end <= start]
        group = [d for d in ahead if d.group == ahead[-1].group]
        if len(group) == len(drafts) and not scene.quantity_between(group[-1].end, start):
            for draft, drug in zip(
                drafts, group, strict=True
            ):  # cocaine and heroin rose by 14 and 6 per cent to …
                draft.drug, draft.form = drug.key, drug.form if drug.key == "methamphetamine" else ""
        return
    drugs = [d for d in scene.drugs if d.end <= start and not scene.broken(d.end, start)]
    told = [
        h for h in scene.of("cues", scene.start, start) if h.key in _TOLD and not scene.broken(h.end, start)
    ]
    told = [h for i, h in enumerate(told) if not any(o.start == h.start for o in told[:i])]
    many = len(drafts)
    pairs = [(d, h) for d in drugs for h in told if 0 < h.start - d.end <= 3]
    if len(pairs) >= many:
        for draft, (drug, hit) in zip(drafts, pairs[-many:], strict=True):
            draft.measure, draft.drug, draft.form = str(hit.key), drug.key, ""
    elif len(drugs) >= many and drugs[-1].group == drugs[-many].group:
        for draft, drug in zip(drafts, drugs[-many:], strict=True):
            draft.drug, draft.form = drug.key, drug.form if drug.key == "methamphetamine" else ""
    elif len(told) >= many and len({h.key for h in told[-many:]}) == many:
        for draft, hit in zip(drafts, told[-many:], strict=True):
            draft.measure = str(hit.key)
    for draft in drafts:
        crop = DRUGS[draft.drug].crop if draft.drug in DRUGS else ""
        if draft.measure in ("cultivation", "eradication") and crop:
            draft.drug = crop


def _times_in_order(scene: Scene, run: list[Draft]) -> bool:
    """*2016年和2017年*分别查获10吨和11吨: as many times as amounts."""
    start = run[0].quantity.start
    ahead = [p for p in scene.periods if p.end <= start and p.iso != "earlier" and not p.base]
    while ahead and ahead[-1].kind == UNDATED:
        ahead.pop()
    if not ahead:
        return False
    listed = list(ahead[-1].parts) or _years_of(ahead[-1].span or ahead[-1].iso, len(run))
    if not listed:
        joiners = ("、", ",", *scene.pack.words("lists.joiners"))
        listed = [ahead[-1].iso]
        for period, following in zip(ahead[-2::-1], ahead[:0:-1], strict=True):
            if scene.between(period.end, following.start).strip() not in joiners:
                break
            listed.insert(0, period.iso)
    if len(listed) != len(run):
        return False
    between = [q for q in scene.quantities if ahead[-1].end <= q.start < start and q.kind != "bare"]
    if between and not (
        len(between) % len(run) == 0
        and between[-1].attrs.get("in_order") == len(run)
        and not scene.pack.spaces
    ):
        return False
    for draft, iso in zip(run, listed, strict=True):
        draft.fixed["period"] = iso
        draft.quantity.attrs["in_order"] = len(run)  # 依次为94起、41起；缴获55、53千克
    return True


def _years_of(iso: str, many: int) -> list[str]:
    """*2018年至2021年*，分别查获92公斤、202公斤、246公斤和240公斤: each year of a span of as many; [] for others."""
    if len(iso) != len("2018/2021") or "/" not in iso:
        return []
    years = [str(year) for year in range(int(iso[:4]), int(iso[-4:]) + 1)]
    return years if len(years) == many else []


def _elided_in_list(scene: Scene, drafts: list[Draft]) -> None:
    """ "A and C tablets came to 1 t and 93 million respectively": the last one counts what C is counted in."""
    for quantity in scene.quantities:
        last = drafts[-1] if drafts else None
        if quantity.kind != "bare" or quantity.refused or last is None or quantity.start < last.quantity.end:
            continue
        gap = scene.between(last.quantity.end, quantity.start)
        named = [d for d in scene.drugs if d.end <= drafts[0].quantity.start]
        if len(gap) <= 6 and named and named[-1].form == "tablet":
            quantity.kind = quantity.unit = "tablet"
            drafts.append(
                Draft(
                    quantity,
                    last.measure,
                    "level",
                    named[-1].key,
                    "tablet",
                    quantity.value,
                    quantity.bound,
                    "list told in order",
                    like=last,
                )
            )


def _runs(scene: Scene, drafts: list[Draft]) -> list[list[Draft]]:
    """Runs of two and more amounts with only list marks between them."""
    runs: list[list[Draft]] = []
    for draft in drafts:
        last = runs[-1][-1] if runs else None
        gap = scene.between(last.quantity.end, draft.quantity.start) if last else ""
        if last and len(gap.strip()) <= 4 and not any(c in gap for c in ";；。("):
            runs[-1].append(draft)
        else:
            runs.append([draft])
    return [run for run in runs if len(run) > 1]


def as_listed(scene: Scene, quantity: Quantity) -> str:
    """2016年查获人数为6678人，*2022年是8755人*: the measure of the people before, of another time; "" for none."""
    before = next(
        (q for q in reversed(scene.quantities) if q.end <= quantity.start and q.kind != "bare"), None
    )
    if scene.pack.spaces or before is None or "measure" not in before.attrs:
        return ""
    period = next((p for p in scene.periods if before.end <= p.start and p.end <= quantity.start), None)
    if (
        period is None
        or before.kind != "person"
        or scene.between(before.end, period.start) not in (",", "、", ";", "")
    ):
        return ""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    small = ("", *scene.pack.words("claims.counting"), *scene.pack.words("compare.link"))
    return str(before.attrs["measure"]) if scene.between(period.end, start) in small else ""
