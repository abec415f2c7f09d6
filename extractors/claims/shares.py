"""Shares: percentages and fractions that are a part of a whole: 89 per cent of the national total, nine in ten."""

from __future__ import annotations

from extractors.claims.clauses import clause_start, measure_in, other_area, smuggled, told_by_clause
from extractors.claims.draft import Draft
from extractors.claims.ordered import set_shares_in_order
from extractors.claims.parts import (
    asked_and_used,
    counted_with,
    listed_with,
    of_another_place,
    of_those_told,
    part_place,
    said_again,
    sourced,
    was_done,
    with_a_trait,
)
from extractors.claims.percents import (
    counted_before,
    names_those,
    of_share,
    of_the_first,
    or_as_part,
    part_in_brackets,
    told_exactly,
)
from extractors.claims.refusals import of_price, priced, refusal
from extractors.claims.scene import Scene, State
from extractors.claims.share_drugs import drug_of_share, whole_before, whole_behind
from extractors.claims.shares_aside import of_the_worlds, share_aside
from extractors.rules.lexicon import Hit
from extractors.rules.quantities import Quantity, function_words
from extractors.vocabulary.drugs import DRUGS, covers

_MEASURES = ("seizure", "destruction", "cultivation", "eradication", "production", "cases", "arrests", "users", "deaths",
             "laboratories")  # fmt: skip


_OTHER = "a part of something else"
_NO_WHOLE = "nothing says what the whole is"


def find_shares(scene: Scene, state: State, levels: list[Draft], trace: list) -> list[Draft]:
    """Drafts of all shares of a sentence: the percentages and fractions that no change has taken."""
    drafts: list[Draft] = []
    open_ones: list[Quantity] = []
    other = ""
    for quantity in scene.quantities:
        if quantity.kind not in ("percent", "fraction") or quantity.refused or quantity.attrs.get("used"):
            continue
        share = other or _as_before(quantity, drafts) or _moved_on(scene, state, quantity, drafts)
        share = share or _share(scene, state, quantity, levels, drafts)
        if isinstance(share, str):
            other = (
                share if share.startswith(_OTHER) else ""
            )  # 30 percent of respondents, compared with 70 percent
            trace.append((quantity, share))
            if other and drafts and scene.pack.spaces and listed_with(scene, drafts[-1].quantity, quantity):
                drafts.pop()  # 10 percent of the area and 27 percent of the farmland
            open_ones = [*open_ones, quantity] if share == _NO_WHOLE and scene.pack.spaces else []
        else:
            drafts += [
                _like_next(scene, state, one, share)
                for one in open_ones
                if not said_again(scene, one, quantity)
            ]
            open_ones = []
            drafts.append(share)
    drafts.sort(key=lambda draft: draft.quantity.start)
    if not scene.pack.spaces:
        set_shares_in_order(scene, drafts, levels)
    return drafts


def _like_next(scene: Scene, state: State, quantity: Quantity, share: Draft) -> Draft:
    """ "Peru *(31 %)* and Chile (24 %) accounted for most cocaine": the whole is told behind the last part of the list."""
    draft = Draft(quantity, share.measure, "share", share.drug, share.form, quantity.value, quantity.bound,
                  f"share of {share.measure}, as the next", like=share.like)  # fmt: skip
    if place := part_place(scene, state, quantity):
        draft.fixed["place"] = place
    return draft


def _as_before(quantity: Quantity, drafts: list[Draft]) -> Draft | None:
    """ "…, *up from 1.4 percent* in 1995": what the share just told was before."""
    later = next((d for d in drafts if d.quantity is quantity.attrs.get("share_before")), None)
    if later is None:
        return None
    return Draft(quantity, later.measure, "share", later.drug, later.form, quantity.value, quantity.bound,
                 f"share of {later.measure}: earlier", base=True, like=later)  # fmt: skip


def _moved_on(scene: Scene, state: State, quantity: Quantity, drafts: list[Draft]) -> Draft | None:
    """Prevalence went *from 3.4 to 3.9 per cent*: where the share just told arrived."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    to = scene.found.ending("ranges.to", start - 1, 12) if drafts and scene.pack.spaces else None
    gap = scene.between(drafts[-1].quantity.end, to.start) if to else ""
    times = [p for p in scene.periods if drafts and to and drafts[-1].quantity.end <= p.start < to.start]
    if to is None or len(gap) > (48 if times and "," not in gap else 12):
        return None  # from 10.2 per cent of all those reported *in 1990* to 17.7
    last = drafts[-1]
    first = last.quantity.bound_start if last.quantity.bound_start is not None else last.quantity.start
    apart = any(last.quantity.end <= place.start < start for place in scene.places)  # from 1 in A to 3 in B
    if apart or not scene.found.ending("compare.versus", first - 1):
        return None
    draft = Draft(quantity, last.measure, "share", last.drug, last.form, quantity.value, quantity.bound,
                  f"share of {last.measure}: as it moved", like=None)  # fmt: skip
    if place := part_place(scene, state, quantity):
        draft.fixed["place"] = place
    last.base, last.like, quantity.attrs["arrived"] = True, draft, True
    for period in times:
        period.base = period.compared = True
    return draft


def _share(
    scene: Scene, state: State, quantity: Quantity, levels: list[Draft], before: list[Draft]
) -> Draft | str:
    reason = refusal(scene, quantity)
    if reason:
        return reason
    if told_exactly(scene, quantity):
        return "told exactly in brackets"
    told_of = _of_what_was_done(scene, quantity) or sourced(scene, quantity)
    if (of_price(scene) and not told_of) or (priced(scene, quantity) and not sourced(scene, quantity)):
        return "a price, purity or rate"
    if scene.pack.spaces and (
        part := counted_before(scene, quantity, levels) or or_as_part(scene, quantity, levels)
    ):
        return Draft(quantity, part.measure, "share", part.drug, part.form, quantity.value, quantity.bound,
                     f"share of {part.measure} in brackets", like=part)  # fmt: skip
    if scene.pack.spaces and of_another_place(scene, quantity, whole_before(levels, quantity)):
        return "compared with another place"
    if scene.pack.spaces and _of_earlier(scene, quantity):
        return "a part of an earlier amount"
    if scene.pack.spaces and (aside := share_aside(scene, quantity)):
        return aside
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    begin = clause_start(scene, start) if not scene.pack.spaces else start
    if begin > scene.start and scene.found.at("shares.verbs", begin):  # 判处五年以上有期徒刑163人，*占*31.5%
        begin = clause_start(scene, begin - 1)
    if not scene.pack.spaces and (court := scene.of("blocks.court", begin, start)):
        return f"told in court: {scene.folded[court[0].start : court[0].end]}"
    if not scene.pack.spaces and (area := other_area(scene, start)):
        return f"{_OTHER}: {scene.folded[area.start : area.end]}"
    other = scene.of("shares.other", quantity.end, min(scene.end, quantity.end + 40))
    if (other and not sourced(scene, quantity)) and not (
        scene.quantity_between(quantity.end, other[0].start)
        or scene.of("cues", quantity.end, other[0].start)
        or asked_and_used(scene, other)
    ):
        return f"{_OTHER}: {scene.folded[other[0].start : other[0].end]}"
    if scene.pack.spaces:
        told = _is_share(scene, quantity, before) or _is_drug_behind(scene, state, quantity, levels)
        measure, how = _measure(scene, state, quantity, levels)
        if not told and _as_the_last(scene, state):
            told, measure, how = "as the share before", state.shared, "own"
    else:
        told, measure = told_by_clause(scene, quantity, before, levels)
        whole = whole_before(levels, quantity) or next(reversed(state.levels), None)
        measure, how = (
            measure or (whole.measure if whole else measure_in(scene, scene.start, quantity.start)),
            "own",
        )
    if not told and not (measure == "users" and how == "own" and scene.pack.spaces):
        return "nothing says what it is a part of"
    if not measure:
        return _NO_WHOLE
    if measure == "production" and not scene.pack.spaces and smuggled(scene, quantity):
        return "a part that was trafficked"
    drug, form = drug_of_share(scene, state, quantity, levels, measure)
    if measure == "users" and DRUGS[drug].plant and not told:
        return "nobody uses fields"
    if told == "the same share" or (
        told == "accounts for, as before" and how == "spoken"
    ):  # the south held 60 percent, the west 17 percent
        measure, drug, form = before[-1].measure, before[-1].drug, before[-1].form
    rule = f"share of {measure}; {told or '<users> in per cent'}"
    draft = Draft(quantity, measure, "share", drug, form, quantity.value, quantity.bound, rule,
                  like=whole_before(levels, quantity) or (state.levels[-1] if state.levels else None))  # fmt: skip
    place = part_place(scene, state, quantity) if scene.pack.spaces else ""
    if place:
        draft.fixed["place"] = place
    return draft


def _of_what_was_done(scene: Scene, quantity: Quantity) -> bool:
    """ "62 per cent *of all seizures*, … to a value of £82 million": the measure stands right behind."""
    of = scene.found.at("shares.of", quantity.end + 1)
    return of is not None and bool(scene.of("cues", of.end, min(scene.end, of.end + 24)))


def _of_amount(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is of a drug itself: "90 percent of *heroin* …"."""
    of = scene.found.at("shares.of", quantity.end + 1)
    return scene.pack.spaces and of is not None and any(0 <= drug.start - of.end <= 2 for drug in scene.drugs)


def _of_earlier(scene: Scene, quantity: Quantity) -> bool:
    """ "nearly 23 percent of the previous year's record total": no part of what is spoken of."""
    of = scene.found.at("shares.of", quantity.end + 1)
    much = scene.found.at("changes.as_much", of.end + 1) if of else None
    much = much or (scene.found.at("changes.as_much", of.end - 3) if of else None)  # of *the amount* in 2007
    link = (
        next((h for h in scene.of("compare.link", much.end, much.end + 8) if h.start == much.end + 1), much)
        if much
        else None
    )
    near = [p for p in scene.periods if link and -4 <= p.start - link.end <= 6]
    if near:
        near[0].base = True
        return True
    near = [p for p in scene.periods if of is not None and -4 <= p.start - of.end <= 6]
    if any(p.iso == "earlier" for p in near):
        return True
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    before = scene.between(scene.start, start).rstrip()
    auxiliaries = scene.pack.set_of("claims.auxiliary")
    said = auxiliaries.intersection(before.split(" ")[-2:]) or scene.found.ending("weak", start - 1)
    amount = before.endswith(",") and any(
        q.kind not in ("bare", "percent") for q in scene.quantities if q.end <= start
    )
    if (
        near and near[0].iso and (said or amount)
    ):  # finds *are* 75 percent of FY20's, 40 kg, 70 percent of 2017's 57
        told = next((q.start for q in scene.quantities if q.start >= near[0].end), scene.end)
        near[0].base = scene.found.ending("shares.of", told - 1) is None
        return True
    return False


def _is_share(scene: Scene, quantity: Quantity, before: list[Draft]) -> str:
    gap = quantity.end + 1
    if scene.found.at("shares.of", gap) or scene.found.at("shares.of", quantity.end):
        return "of the whole"
    if scene.pack.spaces and counted_with(scene, quantity):
        return "of those counted"
    if quantity.kind == "fraction" and scene.pack.spaces and _half_the(scene, quantity):
        return "of the whole"
    if scene.pack.spaces and scene.found.at("shares.of", scene.start) and of_the_first(scene, quantity):
        return "of the whole"
    after = next((b for a, b in scene.brackets if a == gap), None)
    if (
        after and scene.pack.spaces and scene.found.at("shares.of", after + 1)
    ):  # almost half (12.19 million) of those
        return "of the whole"
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    for hit in scene.of("shares.verbs", max(scene.start, start - 60), start):
        if not scene.broken(hit.end, start) and not any(
            hit.end <= q.start < start and q.kind not in ("bare",) for q in scene.quantities
        ):
            return "accounts for"
    near = scene.of("shares.of_which", max(scene.start, start - 40), start) if scene.pack.spaces else []
    if any(h.end >= start - 5 for h in near):
        return "of which"
    if before and len(scene.between(before[-1].quantity.end, quantity.start)) < 90:
        return "accounts for, as before"
    if (
        quantity.kind == "fraction"
        and quantity.number.source == "fraction"
        and scene.of("shares.of", quantity.end, quantity.end + 12)
    ):
        return "of the whole"
    if part_in_brackets(scene, quantity):
        return "of the whole, in brackets"
    if with_a_trait(scene, quantity):
        return "of the people counted"
    if any(names_those(scene, h.end, start) for h in near):
        return "of those just told"
    if was_done(scene, quantity):
        return "a part that it was done to"
    if of_those_told(scene, quantity):
        return "of those counted"
    if quantity.kind == "fraction" and scene.of("fractions.ratio", quantity.start, quantity.end):
        return "so many out of so many"
    return "a share that moved" if of_share(scene, quantity) else ""


def _is_drug_behind(scene: Scene, state: State, quantity: Quantity, levels: list[Draft]) -> str:
    """Cuba seized 906 kilos of drugs; 90 per cent *was marijuana*: only small words before a drug that the whole covers."""
    whole = whole_before(levels, quantity)
    if quantity.kind != "percent" or (whole is None and not state.levels):
        return ""
    drug = next((d for d in scene.drugs if 0 < d.start - quantity.end <= 14), None)
    spoken = whole.drug if whole else state.drug
    small = function_words(scene.pack.code)
    plain = drug and all(word in small for word in scene.between(quantity.end, drug.start).split())
    return "of the whole" if plain and covers(spoken, drug.key) and spoken != drug.key else ""


def _as_the_last(scene: Scene, state: State) -> bool:
    """ "8 per cent used cannabis. Cocaine, 1.1 per cent.": a sentence of one drug and one percentage, no word of its own."""
    if not state.shared or len(scene.drugs) != 1 or len([q for q in scene.quantities if not q.refused]) != 1:
        return False
    return not any(scene.of(kind) for kind in ("cues", "weak", "nouns", "changes.up", "changes.down"))


def _half_the(scene: Scene, quantity: Quantity) -> bool:
    """Teams eradicated *half the* poppy fields: a part of a drug or its fields, without "of"."""
    article = next(
        (w for w in scene.pack.words("claims.definite") if scene.folded.startswith(f" {w} ", quantity.end)),
        "",
    )
    near = quantity.end + len(article) + 2
    named = any(near <= d.start <= near + 12 for d in scene.drugs)
    return bool(article) and named and not scene.found.at("changes.as_much", quantity.end + 1)


def _measure(scene: Scene, state: State, quantity: Quantity, levels: list[Draft]) -> tuple[str, str]:
    """The measure of the whole: named beside the share, else that of the level before."""
    window_end = min(scene.end, quantity.end + 80)
    stop = next(
        (q.start for q in scene.quantities if q.start >= quantity.end and q.kind != "bare"), window_end
    )
    those = scene.found.at("shares.of_which", quantity.end + 1)
    acted = those and scene.pack.spaces and scene.found.at("cues", those.end + 1)
    if acted and _key(acted):  # one in ten of those arrested
        return _key(acted), "own"
    if those and (whole_before(levels, quantity) or state.levels):
        return (whole_before(levels, quantity) or state.levels[-1]).measure, "level"
    near = [h for h in [*scene.of("nouns", quantity.end, min(stop, window_end)), *scene.of("cues", quantity.end, min(stop, window_end))]
            if _key(h) and _grown(scene, state, h) and not (h.kind == "cues" and h.key in ("laboratories", "cases"))
            and not scene.broken(quantity.end, h.start)]  # fmt: skip
    counted = whole_behind(scene, quantity, levels) or _which(scene, quantity, levels)
    counted = counted or next((d for d in levels if d.quantity is counted_with(scene, quantity)), None)
    if counted:
        return counted.measure, "level"
    if sourced(scene, quantity) or (scene.pack.spaces and of_the_worlds(scene, quantity)):
        return "production", "own"
    if _of_amount(scene, quantity):  # 90% of heroin consumed in Russia: no share of users
        near = [h for h in near if h.key != "users" or h.kind == "nouns"]
        taken = any(
            h.key in ("seizure", "destruction") for table in ("cues", "weak") for h in scene.of(table)
        )
        if not near and not taken and scene.of("blocks.traffic", quantity.end, window_end):
            return "", ""
    of = scene.found.at("shares.of", quantity.end + 1)
    named = scene.found.at("weak", of.end + 1) if of else None
    if named and _key(named) and (not near or near[0].start > named.end + 24):  # 27 per cent of the area
        return _key(named), "own"
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    done = next((h for h in scene.of("cues", max(scene.start, start - 24), start) if h.end >= start - 6
                 and h.key in ("eradication", "seizure", "destruction")), None)  # fmt: skip
    if done and near and scene.pack.spaces and all(_key(h) == "cultivation" for h in near):
        return str(done.key), "own"  # troops eradicated half the poppy fields
    if near:
        first = min(near, key=lambda h: (h.start, h.kind != "cues"))
        return _key(first), "own"
    crop = [d for d in scene.drugs if 0 < d.start - quantity.end < 40 and DRUGS[d.key].plant]
    if crop and scene.found.at("shares.of", quantity.end + 1):
        return "cultivation", "own"  # 84 percent of the country's opium poppy
    whole = whole_before(levels, quantity)
    if whole:
        return whole.measure, "level"
    if state.levels and not scene.of("cues", scene.start, quantity.start):
        return state.levels[-1].measure, "spoken"
    for table in ("nouns", "cues"):
        ahead = [
            h
            for h in scene.of(table, scene.start, quantity.start)
            if _key(h) and _tells(h) and _grown(scene, state, h)
        ]
        if ahead:
            return _key(ahead[-1]), "own"
    if state.levels:
        return state.levels[-1].measure, "spoken"
    weak = [h for h in scene.of("weak", scene.start, quantity.start) if _key(h) and _tells(h)]
    if weak and not (_of_amount(scene, quantity) and _key(weak[-1]) == "cultivation"):  # 97% of cocaine
        return _key(weak[-1]), "own"
    return "", ""


def _grown(scene: Scene, state: State, hit: Hit) -> bool:
    """ "Use of methamphetamine has *remained* at 1 percent": a word for fields, where a plant is spoken of."""
    word = scene.between(hit.start, hit.end)
    if hit.key != "cultivation" or not scene.pack.spaces or word not in scene.pack.words("claims.auxiliary"):
        return True
    named = [drug.key for drug in scene.drugs] or [state.drug or "drugs"]
    return any(DRUGS[key].plant or key == "drugs" for key in named)


def _which(scene: Scene, quantity: Quantity, levels: list[Draft]) -> Draft | None:
    """17,838 laboratories, *of which* 96 per cent made paste: the number right before such words."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    near = [h for h in scene.of("shares.of_which", max(scene.start, start - 24), start) if h.end >= start - 5]
    whole = whole_before(levels, quantity)
    return whole if scene.pack.spaces and near and whole and near[0].start - whole.quantity.end <= 3 else None


def _tells(hit) -> bool:
    """Verbs such as "held", "found", "opened" tell no measure of a share."""
    return hit.kind == "nouns" or hit.key not in ("arrests", "laboratories", "cases")


def _key(hit) -> str:
    key = {"incidents": "seizure"}.get(str(hit.key), str(hit.key))
    return key if key in _MEASURES else ""
