"""Why a number in the right unit makes no claim all the same: targets, hypotheses, licit trade, prices."""

from __future__ import annotations

import re

from extractors.claims.clause_refusals import describes
from extractors.claims.clauses import clause_start
from extractors.claims.headings import KINDS_OF
from extractors.claims.nothing_done import of_the_next, taken_behind
from extractors.claims.quantities_aside import each_told, in_cases, of_another_kind, priced_unit
from extractors.claims.scene import Scene
from extractors.claims.triggered import told_by_words
from extractors.rules.quantities import Quantity


def refusal(scene: Scene, quantity: Quantity) -> str:
    """The reason why a quantity is left out, "" where there is none."""
    if quantity.unit_key in ("milligram", "microgram"):
        return "the strength of a dose"
    if law := scene.of("blocks.law"):
        return f"what a law says: {scene.folded[law[0].start : law[0].end]}"
    for kind, name in (("blocks.plan", "a target or plan"), ("blocks.hypothetical", "a hypothesis")):
        for hit in scene.of(kind, scene.start, quantity.start):
            if any(
                w.start <= hit.start and hit.end <= w.end
                for w in scene.of("blocks.wording", hit.start, hit.end + 2)
            ):
                continue  # *目标案件*12起
            listed = scene.folded[hit.end : hit.end + 1] in (
                ":",
                "：",
            )  # 工作目标：… holds for all that follows
            if (
                scene.aside(hit.start, quantity.start)
                or _counted_too(scene, hit.end)
                or _of_fields(scene, hit)
                or describes(scene, hit)
            ):
                continue
            if kind == "blocks.plan" and any(
                c.key == "arrests" for c in scene.of("cues", quantity.start, quantity.end)
            ):
                continue  # evidence that will be used against 29 people *arrested*
            over = _past(scene, hit.end, quantity.start) or (
                kind == "blocks.hypothetical"
                and (_done(scene, hit.end, quantity) or _inserted(scene, hit, quantity))
            )
            over = over or (  # 仅相当于2018年的三成
                kind == "blocks.hypothetical"
                and quantity.kind in ("percent", "fraction")
                and bool(scene.found.of("compare.than", hit.start - 2, hit.end))
            )
            over = over or (  # *equivalent to* 4 per cent of adults
                scene.pack.spaces
                and quantity.kind == "percent"
                and scene.found.at("shares.verbs", hit.start) is not None
            )
            over = over or (
                not scene.pack.spaces and not listed and _left_clause(scene, kind, hit.end, quantity.start)
            )
            over = over or bool(
                scene.of("shares.of_which", hit.end, quantity.start)
            )  # of which 958 ha were cleared
            over = over or (scene.pack.spaces and taken_behind(scene, quantity))
            if (listed or not scene.broken(hit.end, quantity.start)) and not over:
                return f"{name}: {scene.folded[hit.start : hit.end]}"
    if (quantity.unit_key in ("square_metre", "square_yard") and not _grown(scene, quantity)) or _property(
        scene, quantity
    ):
        return "the size of a building or plot"
    if (
        quantity.kind in ("mass", "tablet", "volume", "plant")
        and (court := scene.of("blocks.court"))
        and not _taken(scene)
    ):
        return f"told in court: {scene.folded[court[0].start : court[0].end]}"
    if quantity.kind == "case" and scene.pack.spaces and in_cases(scene, quantity):
        return "in how many cases something was so"
    if reason := of_another_kind(scene, quantity):
        return reason
    reason = told_by_words(scene, quantity, _RULES)
    if not reason and quantity.number.source == "article" and scene.pack.spaces:
        return "what a price is of" if priced_unit(scene, quantity) else ""
    return reason


def _counted_too(scene: Scene, start: int) -> bool:
    """8 441 deaths *if Norway and Turkey are included*, a 6 per cent increase: what is counted, no hypothesis."""
    near = scene.of("blocks.included", start, min(scene.end, start + 44))
    return (
        bool(near)
        and "," not in scene.between(start, near[0].start)
        and not scene.quantity_between(start, near[0].start)
    )


def _of_fields(scene: Scene, hit) -> bool:
    """3,900 hectares, with a *potential yield of* 41 tons: beside fields an estimate, no hypothesis."""
    fields = any(q.kind == "area" and not q.refused for q in scene.quantities)
    fields = fields or any(cue.key == "cultivation" for cue in scene.of("cues"))
    named = any(
        cue.key == "production" and cue.start < hit.end and hit.start < cue.end for cue in scene.of("cues")
    )
    return scene.pack.spaces and fields and named and not scene.of("blocks.plan", hit.start, hit.end)


def _inserted(scene: Scene, hit, quantity: Quantity) -> bool:
    """329 kg of ephedrine, *which could have made 246 kg of meth*, 739 kg of MDMA: a clause within a list ends at its comma."""
    opened = re.search(r", \w{1,6} $", scene.between(max(scene.start, hit.start - 9), hit.start))
    inner = [q.end for q in scene.quantities if hit.end <= q.start and q.end <= quantity.start]
    return bool(opened and inner) and "," in scene.between(inner[0], quantity.start)


def _done(scene: Scene, start: int, quantity: Quantity) -> bool:
    """A lab able to make 200 kilos a day, *and arrested* 18 people: a clause with a verb of its own behind the hypothesis."""
    ends = [q.end for q in scene.quantities if start <= q.start and q.end <= quantity.start]
    comma = scene.folded.find(",", ends[-1], quantity.start) if ends else -1
    joined = comma >= 0 and scene.found.at("lists.joiners", comma + 2)
    return bool(joined) and bool(scene.of("cues", comma, quantity.start))


def priced(scene: Scene, quantity: Quantity) -> bool:
    """Whether a percentage is of a price, a purity or a value: "prices rose by 12 per cent", "40 per cent pure"."""
    for hit in scene.of("blocks.price"):
        if scene.aside(hit.start, quantity.start) or _anothers(scene, quantity, hit.start):
            continue
        if not scene.pack.spaces and _another_clause(scene, hit.start, quantity):
            continue
        behind = abs(hit.start - quantity.end) < 30 and not scene.quantity_between(quantity.end, hit.start)
        if behind or 0 <= quantity.start - hit.end < 40:
            return True
    return False


def _another_clause(scene: Scene, start: int, quantity: Quantity) -> bool:
    """增幅43%，主因是*单产*提高: in Chinese a comma parts what is said of two things."""
    between = scene.between(min(start, quantity.end), max(start, quantity.start))
    return "," in between or scene.broken(start, quantity.start)


def _anothers(scene: Scene, quantity: Quantity, start: int) -> bool:
    """ "expressed in 100 per cent *purity*, rose by 75 per cent": the word belongs to a percentage or drug beside it."""
    if scene.pack.spaces and _names_quality(scene, start):
        return True
    return any(q is not quantity and q.kind == "percent" and 0 < start - q.end <= 4 for q in scene.quantities)


def _names_quality(scene: Scene, start: int) -> bool:
    """ "potential *pure* cocaine production rose": the word is part of a drug's name."""
    end = scene.folded.find(" ", start, start + 12)
    return end > 0 and any(drug.start == end + 1 for drug in scene.drugs)


def of_price(scene: Scene) -> bool:
    """Whether a sentence is of prices, purities or values, as far as no brackets and no other percentage hold the word."""
    if not scene.pack.spaces:
        return False
    hits = [hit for hit in scene.of("blocks.price") if not any(a < hit.start < b for a, b in scene.brackets)]
    hits = [hit for hit in hits if not _names_quality(scene, hit.start)]
    return any(
        not any(q.kind == "percent" and 0 < hit.start - q.end <= 4 for q in scene.quantities) for hit in hits
    )


def _grown(scene: Scene, quantity: Quantity) -> bool:
    """500 square metres *of opium poppy*."""
    of = scene.found.at("shares.of", quantity.end + 1)
    named = of is not None and any(0 <= drug.start - of.end <= 12 for drug in scene.drugs)
    return named or (quantity.unit_key == "square_yard" and _fields_ahead(scene, quantity))


def _fields_ahead(scene: Scene, quantity: Quantity) -> bool:
    """Marijuana *fields* covering 590,700 square yards: fields of a crop in the words right before."""
    near = max(scene.start, quantity.start - 40)
    fields = [
        h
        for table in ("cues", "weak")
        for h in scene.of(table, near, quantity.start)
        if h.key == "cultivation"
    ]
    return any(
        (0 <= hit.start - drug.end <= 1 or hit.start <= drug.start < hit.end)
        and not scene.quantity_between(hit.end, quantity.start)
        for hit in fields
        for drug in scene.drugs
    )


def _property(scene: Scene, quantity: Quantity) -> bool:
    """A *10-acre* property, a *six-tonne* press: an adjective of what is no field and no haul of a drug."""
    end = quantity.number.end
    if quantity.kind not in ("area", "mass", "volume") or scene.folded[end : end + 1] != "-":
        return False
    noun = re.split(r"[,;.]", scene.folded[quantity.end : quantity.end + 40])[0].split()
    noun = noun[: 3 if noun[1:2] and noun[1] in scene.pack.set_of("shares.of") else 2]
    near = [*scene.drugs, *scene.of("cues", quantity.end), *scene.of("weak", quantity.end)]
    return bool(noun) and not any(0 < hit.start - quantity.end < len(" ".join(noun)) + 1 for hit in near)


def _left_clause(scene: Scene, kind: str, start: int, end: int) -> bool:
    """可提炼500公斤，四名男子被控: what could be ends at the comma; a plan ends where another time is spoken of."""
    if "," not in scene.between(start, end):
        return False
    if kind == "blocks.hypothetical" or any(
        start < p.start < end and p.iso and not p.base for p in scene.periods
    ):
        return True
    acting = [
        *scene.of("claims.enforcement", start, end),
        *(p for p in scene.places if start < p.start < end),
    ]
    acting = [hit for hit in acting if "," in scene.between(hit.start - 6, hit.start)]
    return any(scene.of("cues", hit.end, end) for hit in acting)  # 计划转运出境，*警方*在行动中检获


def _taken(scene: Scene) -> bool:
    """Whether the sentence says that something was seized or destroyed, besides what a court found."""
    court = scene.of("blocks.court")
    cues = [hit for hit in scene.of("cues") if hit.key in ("seizure", "destruction", "eradication")]
    return any(not any(c.start <= hit.start and hit.end <= c.end for c in court) for hit in cues)  # 没收财产


def _part_of_time(scene: Scene, quantity: Quantity) -> str:
    """Half of a year, half the time: no part of anything counted."""
    if quantity.kind != "fraction":
        return ""
    if scene.pack.spaces and scene.found.ending("periods.ordinals", quantity.start - 1):
        return "a part of a period"  # the first half of August
    of = scene.found.at("shares.of", quantity.end + 1)  # la mitad *del* presente mes
    reach = (22 if of else 12) if scene.pack.spaces else 3
    near = scene.of("blocks.other_units", quantity.end, min(scene.end, quantity.end + reach))
    return f"a part of a {scene.folded[near[0].start : near[0].end]}" if near else ""


def _beside_percent(scene: Scene, quantity: Quantity) -> bool:
    """24 cases *or 30 percent more*; 6% (77) *more*; a 25% increase (619 kg): the difference that a percentage is of."""
    moved = ("changes.more", "changes.less")
    following = next((q for q in scene.quantities if q.start >= quantity.end), None)
    if (
        following
        and following.kind == "percent"
        and any(scene.found.at(kind, following.end + 1) for kind in moved)
    ) and scene.between(quantity.end, following.start).strip(" ,") in scene.pack.words("lists.joiners"):
        return True
    opened, closed = next(((a, b) for a, b in scene.brackets if a < quantity.start < b), (-1, -1))
    if opened < 0 or scene.between(opened, quantity.start).strip(" ("):
        return False
    named = any(scene.found.ending(kind, opened - 1) for kind in moved)
    ahead = any(q.kind == "percent" and q.end == opened - 1 for q in scene.quantities)
    behind = (closed + 1, quantity.end + 1)  # an increase of 4% (1,505 kilos *more*)
    return named or (ahead and any(scene.found.at(kind, place) for kind in moved for place in behind))


def _licit(scene: Scene, quantity: Quantity) -> str:
    licit = [
        hit
        for hit in [*scene.of("blocks.licit"), *scene.of("blocks.licit_trade")]
        if not any(
            d.start <= hit.start and hit.end <= d.end for d in (*scene.drugs, *scene.of("blocks.wording"))
        )
        and not (scene.pack.spaces and scene.aside(hit.start, quantity.start))
        and not (scene.pack.spaces and ";" in scene.between(*sorted((hit.start, quantity.start))))
        and not (scene.pack.spaces and of_the_next(scene, quantity, hit.start))
    ]
    licit = [] if scene.pack.spaces and _beside_haul(scene, quantity, licit) else licit
    if licit and quantity.kind in ("mass", "area", "tablet", "plant", "volume", "percent", "fraction"):
        return f"licit: {scene.folded[licit[0].start : licit[0].end]}"
    return ""


def _beside_haul(scene: Scene, quantity: Quantity, licit: list) -> bool:
    """Officers destroyed 17 kg of cannabis *and 10,984 packets of cigarettes*: what stood beside the drugs taken."""
    if quantity.kind not in ("mass", "tablet", "plant", "volume") or not _taken(scene):
        return False
    ends = [q.end for q in scene.quantities if q.refused.startswith(("measured", "counts"))]
    ends += [q.end for q in scene.quantities if q.kind == "bare"]
    return all(any(0 <= hit.start - end <= 24 for end in ends) for hit in licit)


def _past(scene: Scene, start: int, end: int) -> bool:
    """A cue in the past after the plan, in a clause of its own: "aims to clear 5,000 ha; it cleared 3,000"."""
    return scene.quantity_between(start, end) and bool(scene.of("compare.versus", start, end))


def _something_else(scene: Scene, quantity: Quantity) -> str:
    """1,200 litres *of petrol*: the amount is of something that is no drug."""
    if not scene.pack.spaces:
        return _labelled_else(scene, quantity)
    if quantity.kind not in ("mass", "volume", "tablet"):
        return ""
    stop = quantity.attrs.get("restated", quantity.end)
    roughly = scene.found.at("bounds.about_after", stop + 1)  # 750 kg aproximadamente de ácido
    of = scene.found.at("shares.of", (roughly.end if roughly else stop) + 1)
    if of is None or of.end - of.start > 6:
        return ""
    words = scene.between(of.end, min(scene.end, of.end + 60))
    reach = of.end + len(words) if len(words.split()) <= 6 else of.end + len(" ".join(words.split(" ")[:7]))
    named = any(of.end < drug.end and drug.start <= reach and not scene.quantity_between(of.end, drug.start)
                for drug in scene.drugs)  # fmt: skip
    meant = any(
        scene.of(kind, of.start, min(scene.end, of.end + 24)) for kind in ("claims.subject", "claims.drugs")
    ) or scene.of("shares.of_which", of.start, of.end + 8)
    made = scene.found.at("cues", of.end + 1)  # 865 toneladas *de producción* potencial
    meant = meant or (made is not None and made.key == "production")
    dated = any(0 <= item.start - of.end <= 4 for items in (scene.periods, scene.places) for item in items)
    return "" if named or meant or dated else f"of something else: {' '.join(words.split()[:3])}"


def _labelled_else(scene: Scene, quantity: Quantity) -> str:
    """*橡胶*28万亩, 62万吨*稻谷*: a name of something else right before the number or right behind its unit."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    of = scene.found.at("shares.of", quantity.end)
    planted = (
        scene.of("blocks.substances", clause_start(scene, start), start)
        if quantity.kind == "area" or quantity.unit_key == "liang"  # 白银外流600万两
        else []
    )
    if planted and not scene.quantity_between(planted[-1].end, start):  # 替代种植面积达118万亩
        return f"of something else: {scene.folded[planted[-1].start : planted[-1].end]}"
    near = (
        scene.found.ending("blocks.substances", start, 8)
        or scene.found.at("blocks.substances", quantity.end)
        or (of and scene.found.at("blocks.substances", of.end))
    )
    return f"of something else: {scene.folded[near.start : near.end]}" if near else ""


def _than_later(scene: Scene, end: int) -> bool:
    """1.200 kilos más *que*, 1.200 kilos más de marihuana *que* en 2015: few words, no other number between."""
    reach = min(scene.end, end + 34)
    return any(
        not scene.quantity_between(end, hit.start)
        and not any(c in scene.between(end, hit.start) for c in ",;:")
        for hit in scene.of("compare.than_behind", end, reach)
    )


def _also_cue(scene: Scene, hit, kind: str) -> bool:
    """*recovered* 11 kg, pulled *up* 20 manzanas: a word of change that is a cue's here."""
    near = [
        cue
        for table in ("cues", "weak")
        for cue in scene.of(table, max(scene.start, hit.start - 14), hit.end)
    ]
    near = [cue for cue in near if kind in KINDS_OF.get(str(cue.key), ())]
    near += scene.of("shares.verbs", max(scene.start, hit.start - 20), hit.end)  # made *up* 79 tons
    return any(cue.start < hit.end and hit.start < cue.end for cue in near)


def _difference(scene: Scene, quantity: Quantity) -> str:
    """6.1 tonnes more than in 2014, an increase of 6.1 tonnes: a difference, no level."""
    if quantity.kind in ("percent", "fraction", "factor", "bare"):
        return ""
    if scene.pack.spaces and quantity.noun and scene.found.at("changes.less", quantity.number.end + 1):
        return "a difference"  # 16,000 fewer deaths
    after = quantity.end + (scene.folded[quantity.end : quantity.end + 1] == " ")
    for kind in ("changes.more", "changes.less"):
        hit = scene.found.at(kind, after)
        than = hit and (scene.found.at("compare.than", hit.end + 1) or _than_later(scene, hit.end))
        ends = (
            hit
            and scene.folded[hit.end : hit.end + 1] in ".,;"
            and kind == "changes.less"
            and quantity.kind == "area"
        )
        than = than or ends  # which is 1,908 hectares *fewer*.
        if than and scene.pack.spaces:
            return "a difference"
    if scene.pack.spaces and _beside_percent(scene, quantity):
        return "a difference"
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if any(hit.end >= start - 1 for hit in scene.of("compare.versus", max(scene.start, start - 30), start)):
        return ""  # subió de 15,7 toneladas a 19,9
    if scene.found.ending("claims.total", start - 1):  # all up five men
        return ""
    for kind in ("changes.up", "changes.down"):
        for hit in scene.of(kind, max(scene.start, start - 18), start):
            between = scene.between(hit.end, start).strip()
            if (
                not between and scene.pack.spaces and not _also_cue(scene, hit, quantity.kind)
            ):  # fell nearly 100 kilos
                return "a difference"
            if between in scene.pack.set_of("changes.by") or (not between and not scene.pack.spaces):
                return "a difference"
    return ""


_RULES = (
    (None, _part_of_time),
    ("shares.of", _something_else),
    ("blocks.substances", _something_else),
    *((f"changes.{way}", _difference) for way in ("less", "more", "up", "down")),
    ("blocks.licit", _licit),
    ("blocks.licit_trade", _licit),
    ("lists.each", each_told),
)
