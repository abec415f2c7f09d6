"""Why a number makes no claim where commas part what is said of two things, as in Chinese: its clause tells.

10公斤以上案件, 53粒含有依托咪酯的烟弹, 每10万人中5.7例, 甘蔗种植面积达13万亩.
"""

from __future__ import annotations

from extractors.claims.clauses import clause_end, clause_start, rate_named
from extractors.claims.scene import Scene
from extractors.claims.triggered import told_by_words
from extractors.rules.lexicon import Hit
from extractors.rules.quantities import Quantity

SIZE = "the size of each"


def describes(scene: Scene, hit: Hit) -> bool:
    """*用于制造冰毒的*麻黄碱3吨, 缴获嫌疑人*计划走私出境的*冰毒2吨: words of purpose and plan that only describe a drug."""
    made = scene.found.at("drug", hit.end)
    if made is not None and scene.found.at("shares.of", made.end) is not None:
        return True
    if scene.pack.spaces:
        return False
    named = next((d for d in scene.drugs if d.start >= hit.end), None)
    taken = [c for c in scene.of("cues", clause_start(scene, hit.start), hit.start) if c.key == "seizure"]
    linked = named is not None and scene.found.ending("compare.link", named.start) is not None
    return bool(taken) and linked and "," not in scene.between(hit.end, named.start)


def told_in_clause(scene: Scene, quantity: Quantity) -> str:
    """The reason why a quantity is left out, "" where its clause tells none or words are spaced."""
    if scene.pack.spaces:
        return ""
    return told_by_words(scene, quantity, _RULES)


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
    of = scene.found.at("shares.of", quantity.end)
    if not means and of:  # 低于0.18%的全国*平均*水平
        means = scene.of("blocks.mean", of.end, min(clause_end(scene, of.end), of.end + 5))
    return f"a mean: {scene.between(means[0].start, means[0].end)}" if means else ""


def _tried(scene: Scene, quantity: Quantity) -> str:
    """82件案件*公开宣判*, *审结*的案件下降30%: cases that a court ended."""
    if quantity.kind not in ("case", "percent", "fraction"):
        return ""
    court = scene.of("blocks.court", quantity.end, clause_end(scene, quantity.end))
    ahead = scene.of("blocks.tried", clause_start(scene, quantity.start), quantity.start)
    stop = clause_end(scene, quantity.end)
    if quantity.kind == "case" and (ended := scene.found.at("blocks.tried", stop + 1)):
        ahead = ahead or [ended]  # 受理毒品案件1230件，*审结*1198件
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


def _proportion(scene: Scene, quantity: Quantity) -> str:
    """近80%的定罪*率*, 死亡*率*为3%: a rate of something, save what tells a share (使用率) or a change (增长率)."""
    if quantity.kind not in ("percent", "fraction"):
        return ""
    place = rate_named(scene, quantity)
    told = ("blocks.proportions_told", "shares.verbs", "changes.up", "changes.down", "cues", "counted")
    ahead = scene.found.ending("blocks.proportion", place)
    if ahead and not any(scene.found.ending(kind, place, 8) for kind in told):
        return "a rate of something else"
    of = scene.found.at("shares.of", quantity.end)
    end = clause_end(scene, quantity.end)
    behind = next(iter(scene.of("blocks.proportion", of.end, min(end, of.end + 8))), None) if of else None
    if behind and not any(scene.found.ending(kind, behind.end, 8) for kind in told):
        return "a rate of something else"
    return ""


def _of_each(scene: Scene, quantity: Quantity) -> str:
    """*每个小包*重1公斤多: the weight of each, whatever the thing is called."""
    if quantity.kind != "mass":
        return ""
    begin = clause_start(scene, quantity.start)
    weighed = scene.of("claims.weighing", begin, quantity.start)
    each = scene.found.at("blocks.rate", begin) or scene.found.at("blocks.rate_before", begin)
    return "the weight of each" if each and weighed else ""


def _up_to_size(scene: Scene, quantity: Quantity) -> str:
    """少量走私（*10克以下*）: a limit alone in its brackets says how large each one was."""
    after = next(
        (
            h
            for k in ("bounds.at_least_after", "bounds.at_most_after")
            if (h := scene.found.at(k, quantity.end))
        ),
        None,
    )
    held = after is not None and any(
        a == quantity.start - 1 and b == after.end + 1 for a, b in scene.brackets
    )
    return SIZE if held and quantity.kind in ("mass", "tablet") else ""


def _noted_range(scene: Scene, quantity: Quantity) -> str:
    """183100人（*范围*：95500—225900人）: how sure a number is, no number of its own."""
    opened = next((a for a, b in scene.brackets if a < quantity.start < b), None)
    near = scene.of("blocks.note", opened, quantity.start) if opened is not None else []
    return f"a note: {scene.between(*_span(near))}" if near else ""


def _a_suspect(scene: Scene, quantity: Quantity) -> str:
    """*其中1名*嫌疑人将其藏于体内: a one that only introduces whom it tells more of."""
    one = quantity.kind == "person" and quantity.value == 1 and quantity.end < scene.end
    part = scene.found.ending("shares.of_which", quantity.start)
    named = any(
        0 <= h.start - quantity.end <= 6 for h in scene.of("counted", quantity.end, quantity.end + 10)
    )
    return "an article" if one and part and named else ""


def _all_of_them(scene: Scene, quantity: Quantity) -> str:
    """四名嫌疑人*均*涉嫌违法: who was told of before, where the clause says of no arrest."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if quantity.kind != "person" or start != clause_start(scene, start):
        return ""
    noun = next(iter(scene.of("counted", quantity.end, min(scene.end, quantity.end + 8))), None)
    end = clause_end(scene, quantity.end)
    spoken = scene.found.at("claims.all_of_them", noun.end if noun else quantity.end)
    held = spoken and any(cue.key == "arrests" for cue in scene.of("cues", spoken.end, end))
    return "spoken of before" if spoken and not held else ""


def _gave_up(scene: Scene, quantity: Quantity) -> str:
    """另有73万名贩毒者*自首*, 4名嫌犯*年龄*介于28至45岁: people whom nobody took, and those told of before by their age."""
    if quantity.kind != "person":
        return ""
    end = clause_end(scene, quantity.end)
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    begin = clause_start(scene, start)
    gave_up = scene.of("blocks.not_held", quantity.end, end)
    if ahead := scene.found.ending("blocks.not_held", start):  # *容留*5人吸毒
        return f"no measure: {scene.between(ahead.start, ahead.end)}"
    if gave_up and not any(c.key == "arrests" for c in scene.of("cues", begin, gave_up[0].start)):
        return f"no measure: {scene.between(*_span(gave_up))}"
    noun = next(iter(scene.of("counted", quantity.end, min(end, quantity.end + 8))), None)
    aged = scene.found.at("blocks.age", noun.end if noun else quantity.end)
    return "spoken of before" if aged and start - begin <= 2 else ""


def _of_others(scene: Scene, quantity: Quantity) -> str:
    """*未复吸人数*首次超过现有吸毒人数，*达*4.2万人: people of whom the clause before begins to tell, who make no claim."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    led = None
    if quantity.kind == "person":
        led = scene.found.ending("claims.counting", start) or scene.found.ending("changes.reached", start)
    begin = clause_start(scene, quantity.start) if led else scene.start
    if led is None or begin <= scene.start or led.start != begin:
        return ""
    named = scene.of("counted", clause_start(scene, begin - 1), begin)
    return f"counts {scene.between(*_span(named))}" if named and named[0].key == "other" else ""


def _per_number(scene: Scene, quantity: Quantity) -> str:
    """*每一百万*人口中有40人死亡, *每10万*人5例: so many in so many."""
    begin = clause_start(scene, quantity.start)
    each = [
        h for kind in ("blocks.rate", "blocks.rate_before") for h in scene.of(kind, begin, quantity.start)
    ]
    whole = any(h.end == q.start for h in each for q in scene.quantities if q.start < quantity.start)
    return "a rate: so many in so many" if whole and quantity.kind not in ("percent", "fraction") else ""


def _thought_before(scene: Scene, quantity: Quantity) -> str:
    """产量为508吨，高于*此前估计*的490吨: an estimate that a newer number of the sentence takes the place of."""
    begin = clause_start(scene, quantity.start)
    told = scene.of("compare.before_now", begin, quantity.start)
    thought = scene.of("compare.expected", told[0].end, quantity.start) if told else []
    newer = any(q.kind == quantity.kind and q.end <= begin for q in scene.quantities)
    return "an estimate that is out of date" if thought and newer else ""


_RULES = (
    ("counted", _size_of_case),
    ("blocks.substances", _cartridges),
    ("claims.total", _pending),
    ("claims.pending", _pending),
    ("blocks.mean", _mean),
    ("blocks.court", _tried),
    ("blocks.tried", _tried),
    ("blocks.substances", _another_crop),
    ("blocks.licit", _licit_users),
    ("blocks.proportion", _proportion),
    ("blocks.rate", _of_each),
    ("blocks.rate_before", _of_each),
    ("bounds.at_least_after", _up_to_size),
    ("bounds.at_most_after", _up_to_size),
    ("blocks.note", _noted_range),
    ("shares.of_which", _a_suspect),
    ("claims.all_of_them", _all_of_them),
    ("counted", _of_others),
    ("blocks.not_held", _gave_up),
    ("blocks.age", _gave_up),
    ("blocks.rate", _per_number),
    ("blocks.rate_before", _per_number),
    ("compare.before_now", _thought_before),
)
