"""What a percentage is about where a comma parts what is said of two things, as in Chinese.

占全国缴获量的65%, 近三成案件, 九成以上产自…, 缴获量同比下降一成: its own clause tells the whole,
or what moved.
"""

from __future__ import annotations

import re

from extractors.claims.draft import Draft
from extractors.claims.percents import brackets_of
from extractors.claims.scene import Scene
from extractors.rules.lexicon import Hit
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS

_STOPS = re.compile(r"[,;。；:：]")
_LEVELS = ("mass", "area", "volume", "tablet", "plant", "person", "case", "laboratory", "incident")
_MEASURES = ("seizure", "destruction", "cultivation", "eradication", "production", "cases", "arrests",
             "users", "deaths", "laboratories")  # fmt: skip


MOVED = "a share that moved"


def told_by_clause(
    scene: Scene, quantity: Quantity, before: list[Draft], levels: list[Draft]
) -> tuple[str, str]:
    """What says that a percentage is a share ("" for nothing), and the measure of the whole if told."""
    told = _told(scene, quantity, before)
    if not told[0] and (beside := _number_beside(scene, quantity, levels)):
        return "told with its number", beside.measure
    return told


def _told(scene: Scene, quantity: Quantity, before: list[Draft]) -> tuple[str, str]:
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    begin = clause_start(scene, start)
    verbs = [
        h
        for h in scene.of("shares.verbs", begin, start)
        if arrived(scene, start) or not _percent_between(scene, h.end, start)
    ]
    if verbs:
        whole = measure_in(scene, verbs[-1].end, start)
        counted = [
            q for q in scene.quantities if begin <= q.start and q.end <= verbs[-1].start and q.kind in _LEVELS
        ]
        if counted and not whole and not measure_in(scene, counted[-1].end, verbs[-1].start):
            return "accounts for", ""  # 案件共2636人次、占45%: of the number before
        part = measure_in(scene, begin, verbs[-1].start)
        if (part, whole) == ("cultivation", "production"):  # 罂粟产量占世界总产量的87%
            whole = part
        return "accounts for", whole or part
    stop = _after_bound(scene, quantity.end)
    noun = _counted_behind(scene, stop)
    if noun:
        return "of the <noun>", noun
    if scene.found.at("shares.parts", stop):
        return "a part that did so", measure_in(scene, begin, start) or measure_in(scene, scene.start, start)
    if span := brackets_of(scene, quantity):  # 掸邦（约88%）
        named = any(p.end == span[0] and p.role == "at" for p in scene.places)
        crop = any(d.end <= span[0] and DRUGS[d.key].plant for d in scene.drugs)
        if any(q.end == span[0] and q.kind in _LEVELS and not q.refused for q in scene.quantities):
            return "of the whole, in brackets", ""  # 2280万人（8%）
        if named and (measure := measure_in(scene, scene.start, span[0]) or ("cultivation" if crop else "")):
            return "of the whole, in brackets", measure
    place = rate_named(scene, quantity)
    if scene.found.ending("blocks.proportions_told", place, 8) and not scene.found.ending(
        "changes.up", place, 8
    ):
        return "a prevalence", "users"  # 毒品使用率为3%
    if scene.of("fractions.of_so_many", quantity.start, quantity.end):
        end = clause_end(scene, quantity.end)
        return "so many out of so many", measure_in(scene, begin, start) or measure_in(
            scene, quantity.end, scene.end if end == quantity.end else end
        )
    same = scene.of("shares.same", begin if begin == scene.start else clause_start(scene, begin - 1), start)
    if before and same and not _percent_between(scene, same[-1].end, start):  # 这一比例在青年中更高，达到89%
        last = [q for q in scene.quantities if q.end <= same[-1].start and q.kind in ("percent", "fraction")]
        if last and last[-1] is before[-1].quantity:
            return "the same share", before[-1].measure
    if not before and (moved := _share_moved(scene, quantity, start)):
        return MOVED, moved
    period = next((p for p in scene.periods if p.end <= start and start - p.end <= 1), None)
    to = period and scene.found.ending("ranges.to", period.start)
    if before and (
        arrived(scene, start) or (to and before[-1].rule.endswith(MOVED))
    ):  # 占27%，但2015年上升到39%
        return MOVED, before[-1].measure
    if before and scene.between(before[-1].quantity.end, start).strip() in (
        "、",
        ",",
        *scene.pack.words("lists.joiners"),
    ):
        return "a share as before", before[-1].measure
    if scene.of("shares.of_which", begin, start):
        return "of which", ""
    return "", ""


def _number_beside(scene: Scene, quantity: Quantity, levels: list[Draft]) -> Draft | None:
    """八分之一*、约160万人*感染, 0.6%*——约2950万人*: the people that a part comes to, right behind it; None for none."""
    level = next((d for d in levels if d.quantity.start >= quantity.end), None)
    if level is None or level.quantity.kind != "person":
        return None
    start = level.quantity.bound_start if level.quantity.bound_start is not None else level.quantity.start
    between = scene.between(quantity.end, start)
    mark = between.lstrip("、—,")
    joined = mark in scene.pack.words("claims.alias") or (not mark and between not in ("", ","))
    return level if joined and len(between) <= 4 else None


def _share_moved(scene: Scene, quantity: Quantity, start: int) -> str:
    """*比例*，*从*2018年的23.1%到2022年的18.8%: the measure of a share whose move is told by both its ends; "" for none."""
    nouns = [h for h in scene.of("shares.nouns", scene.start, start) if not scene.broken(h.end, start)]
    period = next((p for p in reversed(scene.periods) if p.end <= start and start - p.end <= 1), None)
    place = period.start if period else start
    opened = scene.found.ending("compare.versus", place) or scene.found.ending("ranges.between", place)
    if not nouns or opened is None or any(nouns[-1].end <= q.start < start for q in scene.quantities):
        return ""
    following = next((q for q in scene.quantities if q.start >= quantity.end), None)
    if following is None or following.kind != "percent":
        return ""
    closed = scene.of("ranges.to", quantity.end, following.start) or scene.of(
        "changes.reached", quantity.end, following.start
    )
    return measure_in(scene, scene.start, nouns[-1].start) if closed else ""


def part_drugs(scene: Scene, quantity: Quantity, ahead: list, told: bool) -> list:
    """The drugs before a share that the part is of: not the whole's, as in 占*吸毒*死亡人数的76%.

    `told` says that an amount tells the drug where the share's own clause does not."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    verbs = scene.of("shares.verbs", clause_start(scene, start), start)
    if not verbs:
        return ahead
    own = [
        d for d in ahead if d.end <= verbs[-1].start and (d.start >= clause_start(scene, start) or not told)
    ]
    begin = clause_start(scene, start)
    if scene.found.ending("compare.link", verbs[-1].start) and not any(d.start >= begin for d in own):
        own = [
            d for d in own if not _percent_between(scene, d.end, begin)
        ] or [  # 海洛因的占71%，35岁以下的占79%
            d for d in own if d.key == "drugs"
        ]
    whole = [d for d in ahead if d.start >= verbs[-1].end and d.key != "drugs"]
    if measure_in(scene, clause_start(scene, start), start) == "deaths":  # 阿片类在毒品中…，致死人数占76%
        own = [d for d in own if d.key != "drugs"] or own
    return own or whole


def clause_start(scene: Scene, start: int) -> int:
    """Where the clause that holds `start` begins: behind the last comma or stop."""
    stops = [m.end() for m in _STOPS.finditer(scene.folded, scene.start, start)]
    return stops[-1] if stops else scene.start


def clause_end(scene: Scene, end: int) -> int:
    """Where the clause that holds `end` ends: at the next comma or stop."""
    stop = _STOPS.search(scene.folded, end, scene.end)
    return stop.start() if stop else scene.end


def arrived(scene: Scene, start: int) -> bool:
    """比例由6.7%*增加至*38%: a verb of arrival before a percentage tells where it got to."""
    governed = next(
        (p for p in scene.periods if scene.between(p.end, start) in ("", *scene.pack.words("compare.link"))),
        None,
    )
    if governed:  # 上升至去年的12%
        start = governed.start
    hit = scene.found.ending("changes.reached", start)
    moved = [
        word
        for kind in ("changes.up", "changes.down")
        for word in scene.of(kind, max(scene.start, start - 8), start)
    ]
    return hit is not None and any(word.start == hit.start and word.end < hit.end for word in moved)


def _amounts(scene: Scene, end: int) -> list[Quantity]:
    """The numbers before `end` that a change can be of, also those that make no claim: money, vehicles."""
    none = ("measured", "age", "percentage", "an article", "a part")
    return [
        q
        for q in scene.quantities
        if q.end <= end and q.kind not in ("percent", "fraction", "factor") and not q.refused.startswith(none)
        and (q.kind != "bare" or q.refused) and not q.attrs.get("difference")
    ]  # fmt: skip


def amounts_in_order(scene: Scene, end: int, levels: list[Draft]) -> list[Draft | None]:
    """The levels before `end` in the order of their numbers; None for a number that makes no claim."""
    own = {id(d.quantity): d for d in levels}
    found = [own.get(id(q)) for q in _amounts(scene, end)]
    return [d for d in found if d is None or not d.base] if any(found) else []


def of_no_claim(scene: Scene, quantity: Quantity, levels: list[Draft]) -> str:
    """车辆1.4万辆次，同比增长三成: a change that follows a number which makes no claim; "" for others."""
    amounts = _amounts(scene, quantity.start)
    own = {id(d.quantity) for d in levels}
    if amounts and any(p.role == "at" and amounts[-1].end <= p.start < quantity.start for p in scene.places):
        return ""  # 增幅最大的两个地区为东部掸邦成长32%
    return "a change of what makes no claim" if amounts and id(amounts[-1]) not in own else ""


def moved_else(scene: Scene, quantity: Quantity) -> str:
    """A change of a yield, of a number of provinces, or against an estimate: 产量增加16%，达到*每公顷*22.9公斤."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    following = next((q for q in scene.quantities if q.start >= quantity.end), None)
    rated = following and following.refused.startswith("a rate") and following.start - quantity.end < 10
    if rated and scene.of("changes.reached", quantity.end, following.start):
        return "a change of a rate"
    begin = clause_start(scene, start)
    compared = scene.of("compare.than", begin, start)
    if compared and scene.of("compare.expected", compared[0].end, start):
        return "compared with an estimate"
    words = [*scene.of("counted", begin, start), *scene.of("cues", begin, start)]
    last = max(words, key=lambda hit: (hit.end, hit.kind == "counted"), default=None)
    moved = [h for kind in ("changes.up", "changes.down") for h in scene.of(kind, begin, start)]
    near = (
        last is not None and last.key in ("other", "groups") and moved and 0 <= moved[0].start - last.end <= 2
    )
    return f"a change of what makes no claim: {scene.between(last.start, last.end)}" if near and last else ""


def than_elsewhere(scene: Scene, quantity: Quantity) -> str:
    """是*阿富汗*产量的两倍多, 比*云南*高三成: compared with another place, not with another time."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    begin = clause_start(scene, start)
    than = scene.of("compare.than", begin, start)
    if than and any(than[0].end <= q.start < start and q.refused == "age" for q in scene.quantities):
        return "compared with other people"  # 比21岁以上人士高16%
    link = scene.found.ending("compare.link", start)
    if (
        link
        and any(d.end == link.start and d.key != "drugs" for d in scene.drugs)
        and scene.found.at("changes.times", quantity.end)
    ):
        return "compared with another drug"  # 药力是海洛因的50倍
    timed = any(begin <= p.start < start for p in scene.periods) or scene.of("compare.earlier", begin, start)
    moved = scene.of("changes.up", begin, start) or scene.of("changes.down", begin, start)
    others = than and than[0].start == begin and moved and scene.of("cues", than[0].end, moved[-1].start)
    if others and not timed and any(h.key in ("users", "deaths", "arrests") for h in others):
        return "compared with other people"  # 比死于艾滋病的人数多出三倍
    beside = any(
        begin <= p.start < start
        and scene.found.ending("compare.than", p.start, 4)
        and p.role in ("at", "other")
        for p in scene.places
    )
    return "compared with another place" if beside and not timed else ""


def measure_in(scene: Scene, start: int, end: int) -> str:
    """The last measure that is named between two offsets: 缴获量, 案件总数, 种植面积; "" for none."""
    hits = [
        h
        for kind in ("cues", "counted", "weak")
        for h in scene.of(kind, start, end)
        if h.key in (*_MEASURES, "incidents")
    ]
    strong = [h for h in hits if h.kind != "weak"] or [h for h in hits if h.key != "seizure"]
    if not strong:
        return ""
    last = max(strong, key=lambda h: (h.end, h.end - h.start, h.kind == "counted"))
    if last.key == "cultivation":  # 铲除的罂粟*种植面积*
        done = [h for h in strong if h.key == "eradication" and h.end <= last.start]
        if done and "," not in scene.between(done[-1].end, last.start):
            return "eradication"
    return "seizure" if last.key == "incidents" else str(last.key)


def moved_measure(scene: Scene, quantity: Quantity, levels_end: int) -> str:
    """The measure that the clause of a change names: *缴获量*同比增长四成; "" behind an amount."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    return measure_in(scene, max(clause_start(scene, start), levels_end), start)


def same_verb(scene: Scene, quantity: Quantity, level: Quantity) -> bool:
    """*查处*吸毒人员65967人次，*查处*数上升14%: the verb of the number before, and no other noun behind it."""
    begin = clause_start(scene, quantity.start)
    named = sorted(h for kind in ("cues", "counted") for h in scene.of(kind, begin, quantity.start))
    if begin < level.end or not named or named[-1].kind != "cues":
        return False
    verb = scene.between(named[-1].start, named[-1].end)
    ahead = scene.between(clause_start(scene, level.start), level.start)
    return verb in ahead and scene.found.at("claims.counting", named[-1].end) is not None


def total_of_parts(scene: Scene, quantity: Quantity, levels: list[Draft]) -> Draft | None:
    """7.2吨，其中甲0.9吨、乙0.5吨，较去年同期成长四成: the total, behind a list of parts."""
    hits = [
        h
        for h in scene.of("shares.of_which", scene.start, quantity.start)
        if not scene.broken(h.end, quantity.start)
    ]
    if not hits:
        return None
    parts = [d for d in levels if hits[-1].end <= d.quantity.start and d.quantity.end <= quantity.start]
    whole = [d for d in levels if d.quantity.end <= hits[-1].start and not d.base]
    compared = bool(parts) and any(
        h.start > parts[-1].quantity.end for kind in ("compare.earlier", "compare.than")
        for h in scene.of(kind, parts[-1].quantity.end, quantity.start)
    )  # fmt: skip
    return whole[-1] if len(parts) > 1 and whole and compared else None


def _percent_between(scene: Scene, start: int, end: int) -> bool:
    return any(start <= q.start < end and q.kind in ("percent", "fraction") for q in scene.quantities)


def _after_bound(scene: Scene, end: int) -> int:
    for kind in ("bounds.at_least_after", "bounds.about_after", "bounds.at_most_after"):
        hit = scene.found.at(kind, end)
        if hit:
            return hit.end
    return end


def _counted_behind(scene: Scene, stop: int) -> str:
    """近三成*案件*, 七成的*吸毒人员*, 八成*毒品*: the measure of the noun that a share is of."""
    of = scene.found.at("shares.of", stop)
    place = of.end if of else stop
    noun = scene.found.at("counted", place)
    if noun and noun.key in _MEASURES:
        return str(noun.key)
    drug = next((d for d in scene.drugs if d.start == place), None)
    if drug is None:
        return ""
    inside = measure_in(scene, drug.start, drug.end)  # 三分之一的古柯*种植*
    if inside in ("cultivation", "production"):
        return inside
    for kind in ("counted", "cues"):  # 五成的可卡因*产量*
        noun = scene.found.at(kind, drug.end)
        if noun and noun.key in _MEASURES:
            return str(noun.key)
    own = measure_in(scene, drug.end, clause_end(scene, drug.end))
    if own in ("production", "cultivation") and scene.found.at("shares.parts", drug.end):
        return own  # 七成鸦片*产自*南部
    return measure_in(scene, scene.start, place) or measure_in(scene, drug.end, scene.end) or "seizure"


def smuggled(scene: Scene, quantity: Quantity) -> bool:
    """年产可卡因180吨，其中60%*被走私*到别国: trafficked, as no measure tells."""
    end = clause_end(scene, quantity.end)
    told = scene.of("shares.verbs", quantity.end, end)  # 集中在*占到*国土5%的地区
    hits = [h for kind in ("blocks.traffic", "places.destination") for h in scene.of(kind, quantity.end, end)]
    return any(not any(word.start <= h.start and h.end <= word.end for word in told) for h in hits)


def other_area(scene: Scene, start: int) -> Hit | None:
    """占该国*国土面积*的5%, *感染者中*，72%…: a whole that no measure is about, right before the number or its clause."""
    whole = scene.of("shares.not_whole", scene.start, start)
    if whole and not scene.broken(whole[-1].end, start):
        return whole[-1]
    link = next(
        (
            word
            for word in scene.pack.words("compare.link")
            if scene.folded.endswith(word, scene.start, start)
        ),
        "",
    )
    return scene.found.ending("shares.other", start - len(link))


def rate_named(scene: Scene, quantity: Quantity) -> int:
    """Where the noun right before a percentage ends: *定罪率*达到80%, with only small words between."""
    place = quantity.bound_start if quantity.bound_start is not None else quantity.start
    small = ("claims.counting", "changes.reached", "compare.link")
    while place > scene.start and (
        hit := next((h for kind in small if (h := scene.found.ending(kind, place, 4))), None)
    ):
        place = hit.start
    return place


def moved_rate(scene: Scene, quantity: Quantity) -> bool:
    """从每公顷28.7公斤*下降为*18.3公斤: where a rate arrived."""
    before = [q for q in scene.quantities if q.end <= quantity.start and q.kind == quantity.kind]
    reached = scene.found.ending("changes.reached", quantity.start)
    return bool(before) and before[-1].refused.startswith("a rate") and reached is not None
