"""What a sentence leaves to the ones after it."""

from __future__ import annotations

from extractors.claims.counting import ends_here
from extractors.claims.draft import Draft
from extractors.claims.headed import backdrop, in_its_unit, narrowest_place, reached
from extractors.claims.headings import KINDS_OF
from extractors.claims.origins import of_drug
from extractors.claims.scene import Scene, State
from extractors.rules.iso import last_year
from extractors.rules.periods import Period
from extractors.vocabulary import places as places_of
from extractors.vocabulary.capitals import written_at
from extractors.vocabulary.drugs import DRUGS, covers, narrowest

_COUNTED = ("person", "case", "laboratory", "incident")


def remember(scene: Scene, state: State, levels: list[Draft], drafts: list[Draft]) -> None:
    """Carry period, place, drug and measures on."""
    if scene.periods:
        _remember_period(scene, state, drafts)
    _remember_place(scene, state, drafts)
    if scene.drugs:
        state.crop = next((d.key for d in reversed(scene.drugs) if DRUGS[d.key].crop), state.crop)
    amounts = (
        q
        for q in reversed(scene.quantities)
        if q.kind != "percent"
        and (q.refused.startswith("counts") or not (q.kind == "bare" and (q.refused or ends_here(scene, q))))
    )
    last = next(amounts, None)
    state.rated = last is not None and all(draft.quantity is not last for draft in drafts)
    state.shared = drafts[-1].measure if drafts and drafts[-1].statistic == "share" else ""
    if drafts:
        _remember_drafts(scene, state, levels, drafts)
    elif scene.drugs:
        _remember_name(scene, state)
    state.enforcement = state.enforcement or "claims.enforcement" in scene.found.kinds


def _remember_period(scene: Scene, state: State, drafts: list[Draft]) -> None:
    current = [p for p in scene.periods if p.iso and p.iso != "earlier" and not p.base and p.brackets is None]
    aside = not drafts and not scene.found.kinds.keys().isdisjoint(("blocks.court", "blocks.plan"))
    if scene.pack.spaces and not drafts and state.period:  # has remained stable over the past four years
        current = [
            p for p in current if not (p.kind in ("relative", "past_years", "past_months") and "/" in p.iso)
        ]
    if scene.pack.spaces and not drafts:
        current = [p for p in current if not _came_from(scene, p)]
    if not scene.pack.spaces and not drafts:
        current = [p for p in current if not (backdrop(scene, p) or _left_behind(scene, p))]
    if scene.pack.spaces and state.period and drafts and all(d.statistic == "change" for d in drafts):
        current = [
            p
            for p in current
            if not (p.kind.startswith("since") and last_year(p.iso) == last_year(state.period))
        ]  # has doubled since 2006: what follows is of the year spoken of
    if current and not aside and not _compared_with(state, current, drafts):
        main = _main_period(current, drafts).iso
        state.period = state.period if scene.pack.spaces and _month_told_apart(state, main) else main
    named = [p for p in scene.periods if p.explicit and p.iso]
    if scene.pack.spaces and drafts and named and named[-1].base:
        now = [p.iso for p in named if not p.base] or [state.period]
        state.setting.year = last_year(now[-1]) if now[-1] else state.setting.year  # not of 3 tons "in 1997"


def _month_told_apart(state: State, period: str) -> bool:
    """A total for 1998, of it 6.9 tons *in October*, in a report of 1999: what follows is of the year again."""
    year = state.period if len(state.period) == 4 else ""
    late = state.published is not None and year and state.published.year > int(year)
    return bool(late) and period[:4] == year and len(period) in (7, 10)


def _remember_name(scene: Scene, state: State) -> None:
    """The drug that a sentence names without an amount."""
    named = {d.key for d in scene.drugs} - {"drugs"}
    alone = (
        scene.pack.spaces and len(named) == 1 and scene.drugs[-1].key in named
    )  # the drugs office, on cannabis
    state.drug = scene.drugs[-1].key if alone else narrowest(d.key for d in scene.drugs)
    state.form = scene.drugs[-1].form if len(scene.drugs) == 1 else ""


def _remember_drafts(scene: Scene, state: State, levels: list[Draft], drafts: list[Draft]) -> None:
    for level in levels:
        if not level.base:
            state.measure[level.quantity.kind] = level.measure
    for draft in drafts if not levels else []:
        for kind in KINDS_OF.get(draft.measure, ()) if draft.statistic == "change" else ():
            state.measure[kind] = draft.measure
    main = [d for d in levels if not d.base] or ([] if levels else [d for d in drafts if not d.base])
    if main:
        state.levels = _latest_last(main)
        last = main[-1].quantity
    if main and main[-1].statistic == "level":
        state.unit = (last.unit, last.kind, last.factor, last.noun)
    state.people.update(level.value for level in main if level.quantity.kind == "person")
    for level in main:
        state.drugs.add(level.drug)
        state.by_kind[level.quantity.kind] = (level.drug, level.form)
    whole = [d for d in main if not d.quantity.attrs.get("part")]
    if scene.pack.spaces and (total := [d for d in whole if _totals(scene, d, whole)]):
        whole = total
    named = [d for d in whole if d.quantity.kind not in _COUNTED[:3]] or whole
    if named and not (state.drug and (_counts_any_drugs(named) or _parts_of(state, named, scene))):
        state.drug, state.form = _main_drug(named)
    elif scene.drugs and not main:
        _remember_name(scene, state)


def _latest_last(levels: list[Draft]) -> list[Draft]:
    """In 2009 *6,797 tons* were taken, while in 2007 it had been 5,000: what follows is about the later of the two."""
    last = levels[-1]
    alike = [
        d for d in levels if (d.measure, d.drug, d.statistic) == (last.measure, last.drug, last.statistic)
    ]
    latest = max(alike, key=lambda d: d.period.split("/")[-1] if d.period[:1].isdigit() else "")
    if latest is last or latest.period[:4] <= last.period[:4]:
        return levels
    return [*(d for d in levels if d is not latest), latest]


def _compared_with(state: State, current: list, drafts: list[Draft]) -> bool:
    """ "It rose to 13 percent from 9 percent in 2017": the time spoken of before is the later one, and goes on."""
    used = sorted((d.period for d in drafts if d.period and not d.base), key=last_year)
    named = {p.iso for p in current} | {p.span for p in current}
    return (
        bool(used)
        and used[-1] == state.period not in named
        and last_year(state.period) > max(map(last_year, (p.iso for p in current)))
    )


def _main_period(current: list, drafts: list[Draft]):
    """The period that the sentence's claims are of; else the last one that it names."""
    used = sorted(
        (d.period for d in drafts if d.period and not d.base), key=last_year
    )  # the latest of several years
    for period in current:
        if used and period.iso == used[-1]:
            return period
    return current[-1] if not used else current[0]


def _came_from(scene: Scene, period: Period) -> bool:
    """600 gangs, *down from* around 2,000 *two years ago*: when a number that makes no claim was another."""
    near = scene.of("compare.versus", max(scene.start, period.start - 44), period.start)
    told = near and scene.quantity_between(near[-1].end, period.start)
    return bool(told) and ", " not in scene.between(near[-1].end, period.start)


def _left_behind(scene: Scene, period: Period) -> bool:
    """*从去年的*每公顷28公斤下降, *去年的*中位数为4年: the time that a number moved away from, or is beside."""
    moved = period.kind == "relative" or scene.found.ending("compare.versus", period.start, 2)
    return bool(moved) and scene.found.at("compare.link", period.end) is not None


def _totals(scene: Scene, draft: Draft, levels: list[Draft]) -> bool:
    """14 kilos of cocaine and 2 of heroin; *in all*, 19 kilos of drugs: what the whole list comes to."""
    start = draft.quantity.bound_start if draft.quantity.bound_start is not None else draft.quantity.start
    others = {level.drug for level in levels if level.quantity.end <= start}
    told = scene.of("claims.total", max(scene.start, start - 24), min(scene.end, draft.quantity.end + 16))
    return draft.drug == "drugs" and len(others - {"drugs"}) > 1 and bool(told)


def _counts_any_drugs(levels: list[Draft]) -> bool:
    """15 interdictions of *drug* vessels, after tonnes of cocaine: they name no other drug."""
    return all(d.drug == "drugs" and d.quantity.kind == "incident" for d in levels)


def _parts_of(state: State, drafts: list[Draft], scene: Scene) -> bool:
    """Opioids were found in 74 per cent of the deaths: a part, after which all deaths may be spoken of again."""
    wide = state.drug in DRUGS and all(
        d.statistic == "share" and d.measure in ("users", "deaths") and covers(state.drug, d.drug)
        for d in drafts
    )
    return scene.pack.spaces and wide


def _main_drug(levels: list[Draft]) -> tuple[str, str]:
    keys = {d.drug for d in levels}
    if len(keys) == 1:
        forms = {d.form for d in levels}
        return keys.pop(), forms.pop() if len(forms) == 1 else ""
    return levels[0].drug, levels[0].form


def _remember_place(scene: Scene, state: State, drafts: list[Draft]) -> None:
    reached(scene, state)
    here = [p for p in scene.places if p.role == "at" and not of_drug(scene, p)]
    if not scene.pack.spaces and here and all(in_its_unit(scene, state, p) == state.place for p in here):
        return  # a city of the province spoken of
    named = [p for p in here if p.kind != "demonym"]
    state.dateline = state.dateline or next(
        (written_at(p.code) for p in scene.places if p.role == "dateline"), ""
    )
    here = named or here
    state.named = tuple(p.code for p in here if p.code != "world")
    part = scene.of("places.part")
    if not here:
        if (
            drafts
            and drafts[-1].place
            and (not state.place or (drafts[-1].place == state.topic and not scene.places))
        ):
            state.place = drafts[-1].place
        return
    if (
        drafts
        and not state.place
        and len({d.place for d in drafts if d.statistic == "share"}) > 1
        and all(d.statistic == "share" for d in drafts)
    ):  # Asia took 57 per cent and Europe 26 per cent
        return
    many = len({p.code for p in here}) > 2 or all(p.code == "world" for p in here)
    if scene.pack.spaces and not drafts and state.place and many:
        return  # spread in South America, Mexico and Asia; third in the world
    levels = [d for d in drafts if d.statistic == "level"] or drafts
    first = levels[0].place if levels and scene.pack.spaces else ""
    if first and first not in {p.code for p in here}:
        if first == state.place:
            return  # we seized 110 tons in this country, while Peru seized 143
        if any(
            p.code == first and p.role == "at" for p in scene.places
        ):  # *world-wide* seizures, of which Iran …
            state.place = first
            return
    if levels and not any(d.place in {p.code for p in here} for d in levels):
        return
    if not drafts and state.place and scene.of("blocks.worth"):  # which kept 2 million doses from Europe
        return
    codes = [p.code for p in here]
    chosen = (
        (codes[-1] if scene.pack.spaces else narrowest_place(scene, here).code)
        if not drafts
        else next((d.place for d in drafts if d.place in codes and d.statistic == "level"), codes[0])
    )
    whole = next(
        (d for d in levels if d.statistic == "level" and d.place and not d.quantity.attrs.get("part")), None
    )
    if whole and scene.pack.spaces and chosen != whole.place and places_of.contains(whole.place, chosen):
        held = [d for d in levels if d.place == chosen]
        if held and all(d.quantity.attrs.get("part") for d in held):
            chosen = whole.place  # 734 laboratories, 419 of them in California
    within = state.place and places_of.contains(state.place, chosen) and chosen != state.place
    several = (
        len({code for code in codes if code != state.place and places_of.contains(state.place, code)}) > 1
    )
    whole = any(d.place == state.place for d in levels)
    if within and (part or any(d.statistic == "share" for d in drafts)):
        return
    if (
        within and scene.pack.spaces and (several or whole)
    ):  # 122 tons, the highest in Andhra Pradesh (28 tons)
        return
    state.place = chosen
    state.first_place = state.first_place or chosen
    country = places_of.country_of(chosen)
    if country:
        state.country = country
    if scene.of("places.nationwide") and any(d.place == state.country for d in levels):
        state.place = state.country


def set_heading(scene: Scene, state: State) -> bool:
    """A line that only says what follows is about: "Arrests on drug charges, Bangladesh, 2014"."""
    if not scene.line:
        return False
    from extractors.claims.headings import heading_measures

    measures = heading_measures(scene)
    if measures:
        state.measure.update(measures)
    unit = [
        h
        for h in scene.of("unit")
        if h.key != "percent" and not any(d.start <= h.start < d.end for d in scene.drugs)
    ]
    if unit:
        from extractors import units as units_of

        canonical, factor = units_of.factor(unit[0].key)
        kind = {"kg": "mass", "ha": "area", "L": "volume"}.get(canonical, canonical)
        state.unit = (canonical, kind, factor, "")
    elif measures:
        for kind, unit_name in (
            ("person", "person"),
            ("laboratory", "laboratory"),
            ("case", "case"),
            ("incident", "incident"),
        ):
            if kind in measures and scene.of("nouns"):
                state.unit = (unit_name, kind, 1.0, "people" if kind == "person" else "")
    remember(scene, state, [], [])
    return True
