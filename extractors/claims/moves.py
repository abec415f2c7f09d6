"""Which percentages, multiples and fractions say that a number moved: up by a third, doubled, 五倍."""

from __future__ import annotations

import re

from extractors.claims.clauses import arrived, clause_start
from extractors.claims.percents import (
    apposed_move,
    bracketed_sign,
    brackets_of,
    former_level,
    of_other_whole,
    of_share,
    of_that_year,
    part_in_brackets,
    restated_multiple,
    share_before,
)
from extractors.claims.scene import Scene
from extractors.rules.bounds import find_bound
from extractors.rules.lexicon import Hit
from extractors.rules.numbers import Number
from extractors.rules.quantities import Quantity


def moves_of(scene: Scene) -> list[tuple[Quantity, float]]:
    """Each number of a sentence that says how something moved, with the change in per cent, in order."""
    return sorted([*_percentages(scene), *_multiples(scene)], key=lambda move: move[0].start)


def _by(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is told as a move, not as a part: "*by* 10 percent"."""
    before = scene.folded[max(scene.start, quantity.start - 12) : quantity.start].rstrip()
    part = scene.found.ending("shares.of", quantity.start - 1)
    return not part and any(before.endswith(" " + word) for word in scene.pack.words("changes.by"))


def _percentages(scene: Scene) -> list[tuple[Quantity, float]]:
    moves, sign_before, last = [], 0, None
    for quantity in scene.quantities:
        if quantity.refused:
            continue
        if quantity.kind in ("percent", "fraction"):
            if share_before(scene, quantity, [q for q, _ in moves]) or of_other_whole(scene, quantity):
                continue
            sign = direction(scene, quantity)
            ratio = _bounded(quantity, former) if (former := former_level(scene, quantity)) else 0.0
            if not ratio and quantity.kind == "fraction" and not _moved_by(scene, quantity, sign):
                ratio = _as_ratio(scene, quantity)
            if (
                not ratio
                and sign < 0
                and quantity.kind == "fraction"
                and not _moved_by(scene, quantity, sign)
            ):
                ratio = _bounded(quantity, -(100.0 - quantity.value))  # fell to less than half
            if (
                not ratio
                and moves
                and moves[-1][0] is last
                and last.attrs.get("ratio")
                and _joined(scene, last, quantity)
            ):
                ratio = _bounded(quantity, -(100.0 - quantity.value))
            if ratio:
                moves.append((quantity, ratio))
                quantity.attrs["ratio"] = True
                last = quantity
                continue
            sign = sign or bracketed_sign(scene, quantity) or _of_difference(scene, quantity)
            joined = last and (_joined(scene, last, quantity) or _also_in_brackets(scene, last, quantity))
            of = scene.pack.spaces and scene.found.at("shares.of", quantity.end + 1)
            if not sign and sign_before and (joined or (not of and _by(scene, quantity))):
                sign = sign_before
            if sign:
                moves.append((quantity, sign * quantity.value))
            sign_before, last = sign, quantity
        elif quantity.kind == "bare" and (value := _times(scene, quantity)) is not None:
            moves.append((quantity, value))
    return moves


def _of_difference(scene: Scene, quantity: Quantity) -> int:
    """A rise of 895 laboratories, *which is* 24 per cent: the difference just told, as a percentage."""
    before = next((q for q in reversed(scene.quantities) if q.end <= quantity.start), None)
    if before is None or not scene.pack.spaces or quantity.kind != "percent" or before.kind == "percent":
        return 0
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    equal = [
        h
        for h in scene.of("shares.verbs", before.end, start)
        if len(scene.between(h.end, start).split()) <= 1 and not scene.broken(before.end, start)
    ]
    for kind, value in (("changes.up", 1), ("changes.down", -1)):
        moved = scene.of(kind, max(scene.start, before.start - 24), before.start)
        if equal and moved and not scene.found.at("shares.of", quantity.end + 1):
            return value
    return 0


def _joined(scene: Scene, last: Quantity, quantity: Quantity) -> bool:
    """ "26 per cent in Western Europe and of 16 per cent in the East": the second moved the same way."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    between = scene.between(last.end, start)
    if not scene.pack.spaces:
        return between in ("、", ",", *scene.pack.words("lists.joiners"))
    if len(between) <= 6:
        return True
    if not scene.pack.spaces or len(between) > 70 or scene.quantity_between(last.end, start):
        return False
    names = [
        name
        for name in (*scene.places, *scene.drugs, *scene.of("cues"), *scene.of("claims.related"))
        if last.end <= name.start and name.end <= start
    ]
    if names and _only_names(scene, last.end, start, names):
        return True
    if scene.broken(last.end, start):
        return False
    parted = scene.found.at("shares.of", quantity.end + 1) is not None  # and 16 per cent of seizures: a share
    words = between.split()
    joiners = scene.pack.words("lists.joiners")
    links = ["", *scene.pack.words("changes.by")]
    tails = [(" ".join(words[len(words) - n :]), words[-n - 1]) for n in range(4) if len(words) > n]
    return any(link in links and joiner in joiners and (link or not parted) for link, joiner in tails)


def _also_in_brackets(scene: Scene, last: Quantity, quantity: Quantity) -> bool:
    """A rise of 100 % of cocaine, and of hashish *(12 %)* and heroin *(66 %)*: behind a name."""
    after_name = _after_name(scene, quantity) and any(a < last.start < b for a, b in scene.brackets)
    if not (part_in_brackets(scene, quantity) or after_name) or scene.quantity_between(
        last.end, quantity.start
    ):
        return False
    return not scene.of("shares.verbs", last.end, quantity.start) and ";" not in scene.between(
        last.end, quantity.start
    )


def _after_name(scene: Scene, quantity: Quantity) -> bool:
    """Costa Rica (20 % more), *Guatemala (6 %)*: alone in the brackets behind the name of a place or drug."""
    span = brackets_of(scene, quantity)
    return span is not None and any(
        name.end == span[0] - 1 for names in (scene.places, scene.drugs) for name in names
    )


def _only_names(scene: Scene, start: int, end: int, names: list) -> bool:
    """Caquetá fell by 62 %, *Antioquia* by 29 % and *Nariño* by 12 %: places or drugs with small words."""
    text = scene.between(start, end)
    for name in names:
        text = text.replace(scene.between(name.start, name.end), " ")
    small = {
        word
        for kind in ("lists.joiners", "changes.by", "bounds.between")
        for phrase in scene.pack.words(kind)
        for word in phrase.split()
    }
    return all(word in small for word in re.sub("[,;-]", " ", text).split())


def direction(scene: Scene, quantity: Quantity) -> int:
    """+1 or -1 where the wording says that the number is a change, 0 where it doesn't."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    sign = scene.text[quantity.start - 1 : quantity.start]
    if sign in ("↑", "↓", "▲", "▼"):
        return 1 if sign in ("↑", "▲") else -1
    if sign in ("+", "−") and sign:
        return 1 if sign == "+" else -1
    if sign in ("-", "–") and scene.text[quantity.start - 2 : quantity.start - 1] in (
        "(",
        "[",
    ):  # Ohio (-24.5 percent)
        return -1
    if of_share(scene, quantity):
        return 0
    after = next(
        (b for a, b in scene.brackets if a == quantity.end + 1), quantity.end
    )  # 6% (77) more than in 2018
    held = brackets_of(scene, quantity)
    after = held[1] if held and after == quantity.end else after  # a dramatic (19%) increase
    for kind, value in (("changes.more", 1), ("changes.less", -1)):
        hit = (
            scene.found.at(kind, quantity.end + 1)
            or scene.found.at(kind, quantity.end)
            or scene.found.at(kind, after + 1)
        )
        if hit and not _meanwhile(scene, hit):
            return value
    if not scene.pack.spaces and arrived(scene, start):
        return 0
    reach = 64 if scene.pack.spaces else 10
    best = None
    verbs = scene.of("shares.verbs", max(scene.start, start - reach - 20), start)
    for kind, value in (("changes.up", 1), ("changes.down", -1)):
        for hit in scene.of(kind, max(scene.start, start - reach), start):
            if any(word.start <= hit.start and hit.end <= word.end for word in verbs):  # made *up* 39 percent
                continue
            if best is None or hit.end > best[0]:
                best = (hit.end, value)
    if best is None and (higher := _if_compared(scene, start)):
        best = (higher.end, 1)
    if best is None or scene.quantity_between(best[0], start) or scene.broken(best[0], start):
        return 0
    between = scene.between(best[0], start)
    words = between.split()
    if scene.pack.spaces and words and words[-1] in scene.pack.words("compare.versus"):
        return 0  # up *from* 14 percent in 2013 to 16 percent
    if (
        scene.pack.spaces
        and quantity.kind == "percent"
        and words
        and words[-1] in scene.pack.words("ranges.to")
    ):
        return 0  # use rose *to* 13 percent
    by = set(scene.pack.words("changes.by")) - set(scene.pack.words("changes.in"))
    led = bool(by & {" ".join(words[-1:]), " ".join(words[-2:])})  # cut its area of coca *by* 62 per cent
    told = words and words[-1] in scene.pack.words("changes.by") and scene.of("cues", best[0], start)
    if apposed_move(scene, quantity, best[0], start):
        return best[1]
    if len(words) > (12 if led else 8 if told else 5) or ("," in between and not led) or "，" in between:
        return 0
    sized = scene.pack.set_of("numbers.articles") - scene.pack.set_of("changes.by")
    if scene.of("shares.verbs", best[0], start) or (words and words[-1] in sized):
        return 0  # growth estimates using *a 2%* sample
    return best[1]


def _if_compared(scene: Scene, start: int) -> Hit | None:
    """*比*前一年的20.9万公顷*高*7%: a word that tells growth only behind one of comparison in its clause."""
    hit, begin = scene.found.ending("changes.up_if_compared", start), clause_start(scene, start)
    near = scene.of("compare.than", begin, start) if hit else []
    return hit if any(word.start == begin or word.end <= hit.start - 2 for word in near) else None


def _meanwhile(scene: Scene, hit) -> bool:
    """It fell by 29 per cent *over* the past three years: during a span, not more than in it."""
    if hit.key not in scene.pack.words("compare.during"):
        return False
    period = next((p for p in scene.periods if p.end > hit.end and p.start - hit.end <= 12), None)
    return period is not None and ("/" in (period.iso or "/") or period.kind.startswith("past_"))


def _moved_by(scene: Scene, quantity: Quantity, sign: int) -> bool:
    """ "up by half": the fraction is the move itself, unlike in "fell to half"."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    return sign != 0 and not any(
        hit.end >= start - 1 for hit in scene.of("ranges.to", max(scene.start, start - 5), start)
    )


def _as_ratio(scene: Scene, quantity: Quantity) -> float:
    """ "a third of the amount they took in 2012", "half as much", 仅为2015年的十分之一: what is left."""
    lost = -(100.0 - quantity.value)
    gap = quantity.end + 1
    if quantity.bound_start is not None and scene.found.ending("bounds.at_least", quantity.bound_start - 1):
        return 0.0  # "exceeds more than half the total"
    first = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if scene.pack.spaces and scene.found.ending("shares.verbs", first - 1):
        return 0.0  # accounted for more than half the total
    hit = scene.found.at("changes.as_much", gap)
    of = scene.found.at("shares.of", gap)
    if hit is None and of:
        hit = scene.found.at("changes.as_much", of.end + 1)
    article = of and next(
        (w for w in scene.pack.words("claims.definite") if scene.folded.endswith(f" {w}", 0, of.end)), ""
    )
    if hit is None and article:
        hit = scene.found.at("changes.as_much", of.end - len(article))
    whole = next((q for q in scene.quantities if of and 0 <= q.start - of.end <= 8 and not q.refused), None)
    if whole and any(p.explicit and 0 < p.start - whole.end <= 5 for p in scene.periods):
        return _bounded(quantity, lost)  # a quarter of the 25,526 of 2019
    earlier = [p for p in scene.periods if (p.base or p.explicit) and hit and 0 <= p.start - hit.end <= 44]
    if hit and (
        earlier
        or (hit.end - hit.start > 7 and not of)
        or scene.of("compare.earlier", hit.end, min(scene.end, hit.end + 44))
    ):
        return _bounded(quantity, lost)
    behind = next((p for p in scene.periods if p.base and 0 <= p.start - quantity.end <= 12), None)
    if behind and scene.of("compare.than", quantity.end, behind.start):
        return _bounded(quantity, lost)
    if not scene.pack.spaces:
        start = quantity.bound_start or quantity.start
        ahead = next((p for p in scene.periods if 0 <= start - p.end <= 1 and p.base), None)
        above = ahead and scene.found.ending("bounds.at_least", ahead.start)  # 已超过去年全年的一半
        if ahead and not above:
            return _bounded(quantity, lost)
    return 0.0


def _bounded(quantity: Quantity, lost: float) -> float:
    """Less than half of it is left: it fell by at least half."""
    flipped = {"at_most": "at_least", "at_least": "at_most"}
    quantity.bound = flipped.get(quantity.bound, quantity.bound)
    return lost


def _times(scene: Scene, quantity: Quantity) -> float | None:
    """Four times as many: +300; 增长两倍: +200."""
    if any(
        hit.start < quantity.start < hit.end
        for hit in scene.of("changes.multiples", max(scene.start, quantity.start - 6))
    ):
        return None  # 翻了一番 is read as a whole
    gap = quantity.end + (scene.folded[quantity.end : quantity.end + 1] in " -")
    hit = scene.found.at("changes.times", gap) or scene.found.at("changes.fold", quantity.end)
    if quantity.value <= 1000 and _bound_word(scene, quantity, "changes.multiplied"):
        return 100.0 * (quantity.value - 1)
    if hit is None or quantity.value > 1000:
        return None
    grown = _bound_word(scene, quantity, "changes.grew_times") or _also_grew(scene, quantity)
    if scene.pack.spaces and hit.kind == "changes.times":
        as_much = scene.found.at("changes.as_much", hit.end + 1) or of_that_year(scene, hit.end)
        as_much = as_much or scene.found.at("changes.more", hit.end + 1)
        if (not as_much and not direction(scene, quantity)) or (as_much and _of_another(scene, as_much.end)):
            return None
    quantity.end = hit.end
    if quantity.bound == "exact":
        after = scene.found.at("bounds.at_least_after", hit.end)
        quantity.bound = "at_least" if after and not scene.pack.spaces else quantity.bound
    return 100.0 * quantity.value if grown else 100.0 * (quantity.value - 1)


def _also_grew(scene: Scene, quantity: Quantity) -> bool:
    """分别上升1.4倍和*2.5倍*, 上升20.4%和*1.6倍*: the second of a list grew as the first did."""
    before = next((q for q in reversed(scene.quantities) if q.end <= quantity.start and not q.refused), None)
    if scene.pack.spaces or before is None or before.kind not in ("percent", "bare"):
        return False
    times = scene.found.at("changes.times", before.end)
    end = times.end if times else before.end
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    listed = scene.between(end, start) in ("、", *scene.pack.words("lists.joiners"))
    return listed and _bound_word(scene, before, "changes.grew_times")


def _of_another(scene: Scene, end: int) -> bool:
    """ "five times as high as in North America", "50 times more powerful than heroin": of another."""
    reach = min(scene.end, end + 32)
    if any(end <= period.start <= end + 44 and (period.base or period.explicit) for period in scene.periods):
        return False
    named = [
        item.start for items in (scene.places, scene.drugs) for item in items if end <= item.start < reach
    ]
    quality = scene.of("blocks.quality", end, reach)
    beside = scene.pack.spaces and any(
        start - end == 1 or " " not in scene.between(end + 1, start - 1) for start in named
    )  # 6 times that of herbal cannabis, of rural Wiltshire
    told = any(
        scene.found.ending(kind, end) for kind in ("compare.than_behind", "compare.as")
    )  # 100 times more *than* morphine
    groups = [hit.start for hit in scene.of("nouns", end, reach) if hit.key == "people"]  # than that of women
    return (
        beside
        or bool(quality)
        or (told and bool(named))
        or any(_compared(scene, end, start) for start in named + groups)
    )


def _compared(scene: Scene, start: int, end: int) -> bool:
    return bool(scene.of("compare.than", start, end) or scene.of("compare.as", start, end))


def _bound_word(scene: Scene, quantity: Quantity, kind: str) -> bool:
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    return any(start - hit.end <= 2 for hit in scene.of(kind, max(scene.start, start - 24), start))


def _how_often(scene: Scene) -> list[list[str]]:
    """ "twice *a* day": the words that make a multiple tell how often something was done."""
    return [[word] for word in scene.pack.words("changes.how_often")]


def _multiples(scene: Scene) -> list[tuple[Quantity, float]]:
    """Doubled, halved, 翻一番."""
    moves = []
    for hit in scene.of("changes.multiples"):
        if any(q.start <= hit.start < q.end and q.kind != "bare" for q in scene.quantities):
            continue
        if any(w.start <= hit.start and hit.end < w.end for w in scene.of("blocks.wording", hit.start)):
            continue  # Operation Double Barrel
        if any(q.start - hit.end == 2 and restated_multiple(scene, q) for q in scene.quantities):
            continue  # doubled (96 per cent)
        alone = scene.folded[hit.start : hit.end] in scene.pack.words("changes.adverbs")
        as_much = scene.found.at("changes.as_much", hit.end + 1)
        if alone and not (as_much or of_that_year(scene, hit.end)):
            continue  # "counts the harvest twice", but twice the 1996 figure
        if scene.pack.spaces and as_much and _of_another(scene, as_much.end):
            continue
        if scene.folded[hit.end : hit.end + 16].split(" ")[1:2] in _how_often(scene):
            continue
        number = Number(hit.start, hit.end, float(hit.key), source="multiple")
        quantity = Quantity(hit.start, hit.end, number, float(hit.key), "percent", "factor")
        quantity.bound, quantity.bound_start = find_bound(
            scene.folded, number, hit.end, scene.start, scene.found, scene.pack
        )
        moves.append((quantity, 100.0 * (float(hit.key) - 1)))
    return moves
