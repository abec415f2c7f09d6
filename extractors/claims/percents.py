"""Percentages by their form: alone in brackets ("Panama (4 per cent)", "dropped (53 per cent)"), or a share that moved."""

from __future__ import annotations

import re

from extractors.claims.draft import Draft
from extractors.claims.scene import DrugName, Scene
from extractors.rules.quantities import Quantity

_MARKS = " ()（）+-–−"
_STOP_BEHIND = re.compile(r"[,;]|\.\s")


def brackets_of(scene: Scene, quantity: Quantity) -> tuple[int, int] | None:
    """The brackets that hold a percentage, its bound and nothing else, None where there are none."""
    if quantity.kind not in ("percent", "fraction"):
        return None
    for opened, closed in scene.brackets:
        if opened < quantity.start < closed:
            start = quantity.bound_start if quantity.bound_start is not None else quantity.start
            around = scene.between(opened, start) + scene.between(quantity.end, closed)
            alone = around.strip(_MARKS) in ("", *scene.pack.words("lists.joiners"))  # (or 67%)
            return (opened, closed) if alone else None
    return None


def of_that_year(scene: Scene, end: int):
    """Three times *the 1990 figure*: the word for an amount behind an earlier year, None for none."""
    period = next((p for p in scene.periods if 0 < p.start - end <= 8 and p.explicit), None)
    words = scene.between(end, period.start).split() if period and scene.pack.spaces else []
    if not words or words[-1] not in scene.pack.words("claims.definite"):
        return amount_behind(scene, end)
    figure = next(iter(scene.of("compare.figures", period.end, min(scene.end, period.end + 16))), None)
    period.base = period.base or figure is not None
    return figure


def former_level(scene: Scene, quantity: Quantity) -> float:
    """It is now *at 20 percent of 1990 peak levels*: what is lost of an earlier amount, in per cent; 0.0 for a part of one."""
    of = scene.found.at("shares.of", quantity.end + 1) if scene.pack.spaces else None
    period = next((p for p in scene.periods if of and 0 <= p.start - of.end <= 6 and p.explicit), None)
    if period is None or quantity.kind not in ("percent", "fraction"):
        return 0.0
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    levels = scene.pack.words("compare.levels")  # 55 per cent of the 2013 total: as much as so far, no move
    told = [
        h for h in scene.of("compare.figures", period.end, min(scene.end, period.end + 16)) if h.key in levels
    ]
    parts = scene.of("shares.verbs", max(scene.start, start - 40), start)
    if not told or parts or quantity.value >= 100:
        return 0.0
    period.base = True
    return -(100.0 - quantity.value)


def apposed_move(scene: Scene, quantity: Quantity, moved: int, start: int) -> bool:
    """*The drop in cocaine seizures, 73 percent,* reflects …: behind what moved, between commas."""
    between = scene.between(moved, start)
    held = (
        between.endswith(", ")
        and between.count(",") == 1
        and scene.folded[quantity.end : quantity.end + 1] == ","
    )
    return held and scene.pack.spaces and len(between.split()) <= 5 and bool(scene.of("cues", moved, start))


def share_before(scene: Scene, quantity: Quantity, moved: list[Quantity]) -> bool:
    """ "2.2 percent of adults, *up from 1.4 percent* in 1995": what a share was before, no move of its own."""
    ahead = [q for q in scene.quantities if q.end <= quantity.start and not q.refused and q.kind != "bare"]
    if (
        not scene.pack.spaces
        or quantity.kind != "percent"
        or not ahead
        or ahead[-1].kind != "percent"
        or ahead[-1] in moved
    ):
        return False
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    near = scene.of("compare.versus", ahead[-1].end, start)
    if not near or scene.between(near[-1].end, start).strip() or scene.broken(ahead[-1].end, start):
        return False
    quantity.attrs["share_before"] = ahead[-1]
    return True


def of_other_whole(scene: Scene, quantity: Quantity) -> bool:
    """The expansion took place in 3 per cent *of the territory*: a part of what no measure is about, no move."""
    of = scene.found.at("shares.of", quantity.end + 1) if scene.pack.spaces else None
    return of is not None and any(
        0 <= hit.start - of.end <= 5 for hit in scene.of("shares.other", of.end, of.end + 40)
    )


def restated_multiple(scene: Scene, quantity: Quantity) -> float | None:
    """ "nearly doubled (96 per cent)": the multiple that the percentage makes exact, as a factor."""
    span = brackets_of(scene, quantity)
    hit = scene.found.ending("changes.multiples", span[0] - 1) if span else None
    return float(hit.key) if hit else None


def bracketed_sign(scene: Scene, quantity: Quantity) -> int:
    """+1 or -1 where the words before the brackets say that something rose or fell, 0 where they don't."""
    span = brackets_of(scene, quantity)
    if span is None or not _told_before(scene, span[0]):
        return 0
    factor = restated_multiple(scene, quantity)
    if factor is not None:
        return 1 if factor > 1 else -1
    start = _clause_start(scene, span[0])
    hits = [(hit.end, 1) for hit in scene.of("changes.up", start, span[0]) if not _ranks(scene, hit.start)]
    hits += [
        (hit.end, -1) for hit in scene.of("changes.down", start, span[0]) if not _ranks(scene, hit.start)
    ]
    return max(hits)[1] if hits else 0


def _ranks(scene: Scene, start: int) -> bool:
    """The drug with *un mayor número de* admissions: a rank, no move."""
    return scene.pack.spaces and scene.found.at("compare.superlative", start) is not None


def part_in_brackets(scene: Scene, quantity: Quantity) -> bool:
    """ "reported by Panama (4 per cent) and Costa Rica (2 per cent)": the part that a place or a drug has."""
    span = brackets_of(scene, quantity)
    if span is None:
        return False
    named = [
        *(place.end for place in scene.places if place.role == "at"),
        *(drug.end for drug in scene.drugs),
        *(noun.end for noun in scene.of("nouns") if noun.key == "people" and scene.pack.spaces),
    ]
    told = scene.of("cues", scene.start, span[0]) or scene.of("nouns", scene.start, span[0])
    ranked = scene.of("compare.superlative", scene.start, span[0]) if scene.pack.spaces else []
    if ranked and scene.found.ending("claims.kind_of_drug", span[0] - 1):  # the *most* seized *drug* (11 %)
        told = ranked[0].start <= scene.start + 6 or any(d.end <= ranked[0].start for d in scene.drugs)
        return told and not scene.quantity_between(scene.start, span[0])  # most of the drugs (98%)
    return span[0] - 1 in named and bool(told or _accounts_behind(scene, span[1]))


def names_those(scene: Scene, end: int, start: int) -> bool:
    """*Among these abusers*, 53.9% were under 21: the noun of those told before stands between."""
    noun = scene.found.at("nouns", end + 1)
    return noun is not None and 0 < start - noun.end <= 2


def amount_behind(scene: Scene, end: int) -> Quantity | None:
    """Three times *the 5.6 tons* of the year before: the amount that a multiple is of, None for none."""
    amount = (
        next((q for q in scene.quantities if 0 < q.start - end <= 24), None) if scene.pack.spaces else None
    )
    start = (
        amount.bound_start if amount and amount.bound_start is not None else amount.start if amount else end
    )
    told = amount and scene.between(end, start).strip() in scene.pack.words("claims.definite")
    return amount if told and amount.kind not in ("bare", "percent", "fraction") else None


def _accounts_behind(scene: Scene, start: int) -> bool:
    """ "Western Europe (70 %) and Asia (21 %) *accounted for most resin seized*": the verb and the measure stand behind."""
    stop = _STOP_BEHIND.search(scene.folded, start, scene.end)
    end = stop.start() if stop else scene.end
    verbs = scene.of("shares.verbs", start, end)
    told = bool(verbs) and bool(
        scene.of("cues", verbs[0].end, end) or scene.of("claims.total", verbs[0].end, end)
    )
    return scene.pack.spaces and told


def counted_before(scene: Scene, quantity: Quantity, levels: list[Draft]) -> Draft | None:
    """The part that a percentage in brackets is the share of: "*47,600* (67.8%) involved an opioid"."""
    span = brackets_of(scene, quantity)
    return next(
        (level for level in levels if span and level.quantity.end == span[0] - 1 and not level.base), None
    )


def or_as_part(scene: Scene, quantity: Quantity, levels: list[Draft]) -> Draft | None:
    """Iran (204 tonnes, *or 85 per cent*): what part of a whole the amount just told is."""
    level = levels[-1] if levels and quantity.kind == "percent" and not levels[-1].base else None
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if level is None or level.quantity.end >= start or scene.folded[quantity.end : quantity.end + 1] != ")":
        return None
    words = scene.between(level.quantity.end, start).replace(",", " ").split()
    return level if len(words) == 1 and words[0] in scene.pack.words("claims.alternative") else None


def _told_before(scene: Scene, opened: int) -> bool:
    """Whether a place, a drug, a period or the word of change itself stands right before the brackets."""
    ends = [item.end for items in (scene.places, scene.drugs, scene.periods) for item in items]
    ends += [
        hit.end
        for kind in ("changes.up", "changes.down", "changes.multiples", "cues")
        for hit in scene.of(kind)
    ]
    return opened - 1 in ends


def _clause_start(scene: Scene, opened: int) -> int:
    """Where the clause before the brackets begins: behind the last strong stop or number outside brackets."""
    stops = [
        q.end
        for q in scene.quantities
        if q.end <= opened and not scene.aside(q.start, opened) and q.kind != "bare"
    ]
    stops += [opened - len(piece) for piece in [scene.between(scene.start, opened).rpartition(";")[2]]]
    return max([scene.start, *stops])


def of_share(scene: Scene, quantity: Quantity) -> bool:
    """ "its *share* dropped from 55 percent to 5 percent", "had risen *to* 13 percent *of* all arrests"."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    arrived = any(hit.end >= start - 1 for kind in ("ranges.to", "ranges.between")
                  for hit in scene.of(kind, max(scene.start, start - 8), start))  # fmt: skip
    if not arrived or quantity.kind not in ("percent", "fraction"):
        return False
    if scene.pack.spaces and scene.found.at("shares.of", quantity.end + 1):
        return True
    names = scene.pack.set_of("shares.nouns")
    nouns = [hit for hit in scene.of("shares.nouns", scene.start, start) if not scene.broken(hit.end, start)]
    nouns += [hit for hit in scene.of("shares.verbs", scene.start, start)
              if not scene.broken(hit.end, start) and names & set(scene.between(hit.start, hit.end).split())]  # fmt: skip
    nouns.sort()
    levels = [
        q
        for q in scene.quantities
        if nouns and nouns[-1].end <= q.start < start and q.unit not in ("percent", "")
    ]
    return bool(nouns) and not levels


_STOP = re.compile(r"[,;:.()]")
_NOUNS = {"incidents": "seizure"}
_TOLD_BY_VERBS = ("seizure", "destruction", "cultivation", "eradication", "production", "deaths")
_MEASURES = (*_TOLD_BY_VERBS, "cases", "arrests", "users", "laboratories")


def _of_drug(scene: Scene, hit) -> bool:
    """A 70 per cent fall of *cocaine use*: the word for using right behind a drug, as a noun."""
    return any(d.end == hit.start - 1 or hit.start <= d.start < hit.end for d in scene.drugs)


def subject_behind(scene: Scene, quantity: Quantity) -> tuple[str, list[DrugName]]:
    """What a change in the form of a noun is of: "a 91 percent decrease *in eradication*"; ("", []) where nothing says it."""
    moved = next(
        (hit for kind in ("changes.more", "changes.less") if (hit := scene.found.at(kind, quantity.end + 1))),
        None,
    )
    start = moved.end if moved else quantity.end
    # a fall of 2.3% (from 14 to 13) in the number of
    start = next((b + 1 for a, b in scene.brackets if a == start + 1), start)
    article = scene.folded[start + 1 : start + 5].split(" ")[0]
    if scene.pack.spaces and article in scene.pack.words("claims.definite"):
        noun = scene.found.at("nouns", start + len(article) + 2)  # subieron un 5,8 % *las detenciones*
        told = _NOUNS.get(str(noun.key), str(noun.key)) if noun else ""
        if told in _MEASURES:
            return told, []
    if not scene.pack.spaces or scene.folded[start + 1 : start + 9].split(" ")[0] not in scene.pack.words(
        "changes.in"
    ):
        return "", []
    stop = _STOP.search(scene.folded, start, min(scene.end, start + 80))
    end = stop.start() if stop else min(scene.end, start + 80)
    end = min([end, *(q.start for q in scene.quantities if q.start > start)])
    keys = [(h.start, _NOUNS.get(str(h.key), str(h.key))) for h in scene.of("nouns", start, end)]
    keys += [(h.start, str(h.key)) for h in scene.of("cues", start, end) if h.key in _TOLD_BY_VERBS]
    keys += [
        (h.start, "users") for h in scene.of("cues", start, end) if h.key == "users" and _of_drug(scene, h)
    ]
    measure = next((key for _, key in sorted(keys) if key in _MEASURES), "")
    drugs = [drug for drug in scene.drugs if start <= drug.start < end]
    return (measure, drugs) if measure and (moved or drugs) else ("", [])


def told_exactly(scene: Scene, quantity: Quantity) -> bool:
    """*More than half* of the arrests were for cannabis *(53%)*: a fraction, then its percentage in brackets."""
    following = next((q for q in scene.quantities if q.start >= quantity.end), None)
    if (
        quantity.kind != "fraction"
        or following is None
        or following.kind != "percent"
        or quantity.bound == "exact"
    ):
        return False
    held = any(a == following.start - 1 and b == following.end + 1 for a, b in scene.brackets)
    above = following.value - quantity.value
    return held and (0 <= above < 10 if quantity.bound == "at_least" else abs(above) < 10)


def of_the_first(scene: Scene, quantity: Quantity) -> bool:
    """*Of the 59 tonnes* seized in 2000, *16 per cent* was taken in China: the sentence begins with the whole."""
    ahead = [q for q in scene.quantities if q.end <= quantity.start]
    whole = len(ahead) == 1 and not ahead[0].refused and ahead[0].kind not in ("bare", "percent", "fraction")
    return whole and scene.between(ahead[0].end, quantity.start).count(",") == 1
