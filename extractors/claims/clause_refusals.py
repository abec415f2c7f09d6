"""Why a number makes no claim where commas part what is said of two things, as in Chinese: its clause tells.

10公斤以上案件, 53粒含有依托咪酯的烟弹, 每10万人中5.7例, 甘蔗种植面积达13万亩.
"""

from __future__ import annotations

from extractors.claims.clauses import clause_end, clause_start
from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity


def told_in_clause(scene: Scene, quantity: Quantity) -> str:
    """The reason why a quantity is left out, "" where its clause tells none or words are spaced."""
    if scene.pack.spaces:
        return ""
    rules = (_size_of_case, _cartridges, _pending, _mean, _of_so_many, _tried, _another_crop, _licit_users)
    return next((reason for rule in rules if (reason := rule(scene, quantity))), "")


def _size_of_case(scene: Scene, quantity: Quantity) -> str:
    """10公斤*以上案件*6起, 百公斤*级的毒品大案*: how large the cases counted were."""
    if quantity.kind != "mass":
        return ""
    ends = [
        hit.end
        for kind in ("bounds.at_least_after", "bounds.at_most_after", "claims.size")
        if (hit := scene.found.at(kind, quantity.end))
    ]
    start = max([quantity.end, *ends])
    near = [h for h in scene.of("counted", start, min(scene.end, start + 8)) if h.key == "cases"]
    named = near and not any(c in scene.between(start, near[0].start) for c in ",、;。")
    alone = scene.between(quantity.number.start, quantity.number.end) in scene.pack.table(
        "numbers.multipliers"
    )
    return "the size of a case" if named and (ends or alone) else ""


def _cartridges(scene: Scene, quantity: Quantity) -> str:
    """53粒含有依托咪酯的*烟弹*: pieces of something that is no tablet."""
    if quantity.kind != "tablet":
        return ""
    stop = next((q.start for q in scene.quantities if q.start >= quantity.end), scene.end)
    end = min(stop, clause_end(scene, quantity.end))
    near = scene.of("blocks.substances", quantity.end, end)
    return f"of something else: {scene.folded[near[0].start : near[0].end]}" if near else ""


def _pending(scene: Scene, quantity: Quantity) -> str:
    """两起案件*正在进一步*办理中: cases that were told before."""
    if quantity.kind != "case" or scene.drugs_between(scene.start, quantity.start):
        return ""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if start - scene.start <= 1 and any(
        scene.found.at("claims.total", place) for place in (quantity.end, quantity.end + 2)
    ):  # 三案共抓获12名
        return "spoken of before"
    near = scene.of("claims.pending", quantity.end, clause_end(scene, quantity.end))
    return "spoken of before" if near and not scene.of("cues", scene.start, quantity.start) else ""


def _mean(scene: Scene, quantity: Quantity) -> str:
    """*平均*每起缴获的重量增长三成，*为*1公斤: a mean, and where it got behind the comma."""
    begin = clause_start(scene, quantity.start)
    led = any(
        begin <= hit.start and hit.end == quantity.start
        for hit in scene.of("claims.counting", begin, quantity.start)
    )
    if led and begin > scene.start and not scene.between(begin, quantity.start)[2:]:
        begin = clause_start(scene, begin - 1)
    means = scene.of("blocks.mean", begin, quantity.start)
    return f"a mean: {scene.between(means[0].start, means[0].end)}" if means else ""


def _of_so_many(scene: Scene, quantity: Quantity) -> str:
    """每10万人中5.7例: counted things are whole; a part of one is a rate."""
    counted = quantity.kind in ("person", "case", "laboratory", "incident")
    return (
        "a rate: no whole number" if counted and abs(quantity.value - round(quantity.value)) > 0.001 else ""
    )


def _tried(scene: Scene, quantity: Quantity) -> str:
    """82件案件*公开宣判*: cases that a court ended."""
    if quantity.kind != "case":
        return ""
    court = scene.of("blocks.court", quantity.end, clause_end(scene, quantity.end))
    ahead = scene.of("blocks.tried", clause_start(scene, quantity.start), quantity.start)
    return f"told in court: {scene.between(*_span(court or ahead))}" if court or ahead else ""


def _span(hits: list) -> tuple[int, int]:
    return hits[0].start, hits[0].end


def _another_crop(scene: Scene, quantity: Quantity) -> str:
    """*甘蔗*种植户一万户，种植面积达13万亩: a field of what the sentence names, where it names no drug."""
    if quantity.kind != "area" or scene.drugs:
        return ""
    named = scene.of("blocks.substances", scene.start, quantity.start)
    return f"of something else: {scene.between(*_span(named))}" if named else ""


def _licit_users(scene: Scene, quantity: Quantity) -> str:
    """*药用*大麻注册患者26万人: patients of a licit drug."""
    if quantity.kind != "person":
        return ""
    licit = scene.of("blocks.licit", clause_start(scene, quantity.start), quantity.start)
    drugs = [d for d in scene.drugs if licit and 0 <= d.start - licit[-1].end <= 2]
    return f"licit: {scene.between(*_span(licit))}" if drugs else ""
