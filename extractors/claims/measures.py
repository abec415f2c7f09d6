"""Which measure a quantity is of: the cue word that governs it, told by kind, distance and what stands between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.claims.ordered import as_listed
from extractors.claims.scene import Scene, State
from extractors.claims.victims import by_people, victims
from extractors.rules.lexicon import Hit
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS

# Measures that a kind of quantity can be of; a cue of one that it can't be of is read as the value.
_READ_AS = {
    "mass": {"seizure": "seizure", "destruction": "destruction", "production": "production", "eradication": "destruction"},
    "volume": {"seizure": "seizure", "destruction": "destruction", "production": "production"},
    "tablet": {"seizure": "seizure", "destruction": "destruction", "production": "production"},
    "area": {"cultivation": "cultivation", "eradication": "eradication", "destruction": "eradication"},
    "plant": {"eradication": "eradication", "seizure": "seizure", "destruction": "eradication"},
    "person": {"arrests": "arrests", "users": "users", "deaths": "deaths"},
    "case": {"cases": "cases"},
    "laboratory": {"laboratories": "laboratories"},
    "incident": {"seizure": "seizure"},
}  # fmt: skip
# Words that compete with the cues and win the number for no measure at all.
_RIVALS = {
    "mass": ("blocks.traffic",),
    "volume": ("blocks.traffic",),
    "tablet": ("blocks.traffic",),
    "person": ("blocks.victims", "blocks.not_held", "blocks.court"),
}
_NOUN_MEASURES = {"arrests": "arrests", "users": "users", "deaths": "deaths", "cases": "cases",
                  "laboratories": "laboratories", "incidents": "seizure"}  # fmt: skip


@dataclass(slots=True)
class Cue:
    """A cue's measure (or "no measure: …"), its word's offsets and how well it fits."""

    measure: str
    start: int
    end: int
    score: float


def measure_of(scene: Scene, state: State, quantity: Quantity) -> tuple[str, str]:
    """The measure of a quantity and the rule that told it; ("", reason) where it is of none."""
    kind = quantity.kind
    cues = sorted(candidate_cues(scene, quantity), key=lambda cue: -cue.score)
    best = cues[0] if cues else None
    if best and best.measure.startswith("no measure"):
        return "", best.measure
    noun = _NOUN_MEASURES.get(quantity.noun, "")
    if kind == "person":
        return _person(scene, state, quantity, noun, best)
    if noun:
        return noun, f"<quantity> of {noun}"
    if best:
        where = "before" if best.start < quantity.start else "after"
        return best.measure, f"{best.measure} cue {where} <quantity>"
    return _without_cue(scene, state, quantity)


def _person(scene: Scene, state: State, quantity: Quantity, noun: str, best: Cue | None) -> tuple[str, str]:
    died = best is not None and best.measure == "deaths" and best.end <= quantity.start  # 330 addicts died
    if noun == "deaths" or (noun == "users" and not died):
        return noun, f"<quantity> of {noun}"
    if best and best.measure == "deaths" and (hurt := victims(scene, quantity)):
        return "", f"no measure: {hurt}"
    if best and best.measure == "deaths" and noun == "arrests" and not scene.pack.spaces:
        return "", "suspects who died"  # 行动中有6248名嫌疑人死亡
    if best and best.measure == "deaths" and by_people(scene, best.start):
        return "", "killed, but not by drugs"
    if (
        best
        and best.measure == "deaths"
        and (other := scene.found.ending("blocks.substances", best.start - 1))
    ):
        return "", f"deaths by {scene.folded[other.start : other.end]}"  # tobacco kills five million
    if noun and quantity.attrs.get("subject"):
        return noun, f"<quantity> of {noun}"
    if noun == "arrests" and best and best.measure == "users":  # took 585 smugglers into custody
        return noun, f"<quantity> of {noun}"
    if best and (not noun or best.measure == noun or best.score > 60):
        return best.measure, f"{best.measure} cue with <people>"
    if noun:
        return noun, f"<quantity> of {noun}"
    if measure := as_listed(scene, quantity):
        return measure, "<people> of another time"
    part = scene.of("shares.of_which", scene.start, scene.start + 4)  # 其中，18岁以下2.2万名
    part = part or quantity.attrs.get("part")  # includes 144 million for cannabis
    if (scene.line or part) and state.measure.get("person"):
        return state.measure["person"], "<people> in a list"
    return "", "people, but nothing says that they were arrested, use drugs or died of them"


def _without_cue(scene: Scene, state: State, quantity: Quantity) -> tuple[str, str]:
    carried = state.measure.get(quantity.kind)
    if carried:
        return carried, f"{carried} as in the sentence before"
    if quantity.kind == "mass" and state.levels and state.levels[-1].measure == "cultivation":
        return "production", "<quantity> of what the fields gave"
    related = {"volume": "mass", "tablet": "mass", "mass": "tablet"}.get(quantity.kind, "")
    if related and state.measure.get(related):
        return state.measure[related], f"{state.measure[related]} as in the sentence before"
    if quantity.kind == "area" and _crop(scene, state):
        return "cultivation", "<area> of <crop>"
    if quantity.kind in ("case", "laboratory"):
        return _NOUN_MEASURES[
            {"case": "cases", "laboratory": "laboratories"}[quantity.kind]
        ], f"<quantity> of {quantity.kind}"
    if quantity.kind in ("mass", "tablet", "volume", "plant") and (
        (state.enforcement and not state.court) or scene.of("claims.enforcement")
    ):
        return "seizure", "<quantity> of <drug> beside police or customs"
    return "", "nothing says what was measured"


def _crop(scene: Scene, state: State) -> bool:
    """Hectares of opium poppy, of coca: an area of a plant that is a drug's, under the plant where nothing else is said."""
    named = [drug.key for drug in scene.drugs]
    if named:
        return any(key in DRUGS and DRUGS[key].crop for key in named)
    return state.drug in DRUGS and DRUGS[state.drug].plant


def candidate_cues(scene: Scene, quantity: Quantity) -> list[Cue]:
    """All cues of the sentence that the quantity could be governed by, scored."""
    allowed = _READ_AS[quantity.kind]
    cues = []
    for table, base in (("cues", 100.0), ("weak", 74.0)):
        for hit in scene.of(table):
            measure = allowed.get(str(hit.key))
            if measure and table == "weak" and not scene.pack.spaces and _weaker(scene, quantity, hit, cues):
                continue
            if measure and not (_inside_name(scene, hit) or _in_wording(scene, hit) or _to_come(scene, hit)):
                governs = (
                    table == "weak"
                    and not scene.found.at("counted", hit.start)
                    and _governs(scene, _first_of_two(scene, quantity), hit.start, hit.end)
                )
                score = base + 24 * governs
                score -= _distance(scene, quantity, hit.start, hit.end)
                cues.append(Cue(measure, hit.start, hit.end, score))
    if any(cue.measure in ("eradication", "destruction") for cue in cues):
        cues = [
            cue for cue in cues if not _attributive(scene, cue, cues) and not _object(scene, quantity, cue, cues)
            and not _ground(scene, quantity, cue, cues) and not _fields(scene, quantity, cue, cues)
        ]  # fmt: skip
    if scene.pack.spaces and cues:
        cues = _of_subject(scene, quantity, cues)
        cues = [
            cue
            for cue in cues
            if not _in_own_name(scene, quantity, cue, cues) and not _found(scene, cue, quantity)
        ]
        cues = [cue for cue in cues if not scene.aside(cue.start, quantity.start)]
        cues = [cue for cue in cues if not (_despite(scene, cue, quantity) or _grew(scene, cue, cues))]
    for kind in _RIVALS.get(quantity.kind, ()):
        for hit in scene.of(kind):
            if kind == "blocks.traffic" and (_on_its_way(scene, hit, cues) or _described(scene, hit, cues)):
                continue
            cues.append(Cue(f"no measure: {scene.folded[hit.start : hit.end]}", hit.start, hit.end,
                            96.0 - _distance(scene, quantity, hit.start, hit.end)))  # fmt: skip
    return cues


def _weaker(scene: Scene, quantity: Quantity, hit: Hit, cues: list[Cue]) -> bool:
    """A word that only describes what a verb before it was done to: 缴获15吨，其中国内*制造*2吨, 铲除…*罂粟田*90亩."""
    before = [cue for cue in cues if cue.end <= hit.start and not scene.broken(cue.end, hit.start)]
    if hit.key == "seizure":  # 销毁毒品1.6吨，其中*包括*鸦片690公斤
        parts = scene.of("shares.of_which", hit.start - 4, hit.end)
        return bool(before) and any(word.start <= hit.start and hit.end <= word.end for word in parts)
    if hit.key == "production":
        described = next((d for d in scene.drugs if 0 <= d.start - hit.end <= 1), None)
        if described and (
            described.key == "precursors" or scene.found.at("compare.link", described.end)
        ):  # 制造冰毒的原料
            return True
        return any(scene.of("shares.of_which", cue.end, hit.start) for cue in before)
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    return (
        hit.key == "cultivation" and start == hit.end and any(cue.measure == "eradication" for cue in before)
    )


def _on_its_way(scene: Scene, hit, cues: list[Cue]) -> bool:
    """Customs seized 30 kg *shipped from* Brazil: how the haul came, beside a verb of seizing."""
    taken = any(cue.measure in ("seizure", "destruction") and cue.score > 74 for cue in cues)
    routes = [word for kind in ("places.origin", "places.destination") for word in scene.of(kind)]
    return taken and any(word.start <= hit.start and hit.end <= word.end for word in routes)


def _described(scene: Scene, hit: Hit, cues: list[Cue]) -> bool:
    """Bottles of *imported* liquor were recovered too: beside a cue, a participle of something else than a drug."""
    of = scene.found.ending("shares.of", hit.start - 1, 4)
    named = any(0 <= drug.start - hit.end <= 2 for drug in scene.drugs)
    return scene.pack.spaces and of is not None and not named and any(c.measure == "seizure" for c in cues)


def _of_subject(scene: Scene, quantity: Quantity, cues: list[Cue]) -> list[Cue]:
    """5,858 plants were destroyed, *55 lbs of marijuana was seized*: behind a comma, the verb that the amount is subject of."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if scene.between(start - 2, start) != ", ":
        return cues
    end = next((d.end for d in scene.drugs if quantity.end <= d.start <= quantity.end + 28), quantity.end)
    verbs = scene.pack.words("claims.auxiliary")
    own = [cue for cue in cues if scene.between(end, cue.start).strip() in verbs and 0 < cue.start - end < 12]
    return own or cues


def _in_own_name(scene: Scene, quantity: Quantity, cue: Cue, cues: list[Cue]) -> bool:
    """722 kilograms of *seized* drugs were burned: a participle in the amount's own noun phrase, beside another word."""
    of = scene.found.at("shares.of", quantity.attrs.get("restated", quantity.end) + 1)
    if (
        of is None
        or not of.end <= cue.start <= of.end + 16
        or not any(drug.start == cue.end + 1 for drug in scene.drugs)
    ):
        return False
    return any(
        other.measure not in (cue.measure, "") and not of.end <= other.start <= of.end + 16 for other in cues
    )


def _found(scene: Scene, cue: Cue, quantity: Quantity) -> bool:
    """Operations *yielded* 177 kilograms, a bust *produced* 14 pounds: what a search brings was not made."""
    if cue.measure != "production" or cue.end > quantity.start:
        return False
    near = scene.of("claims.finding", max(scene.start, cue.start - 80), cue.start)
    made = any(drug.end == cue.start - 1 for drug in scene.drugs)  # cocaine production
    return bool(near) and not made and not scene.broken(near[-1].end, cue.start)


def _attributive(scene: Scene, cue: Cue, cues: list[Cue]) -> bool:
    """铲除非法*种植*罂粟, "eradicated fields *planted* with coca": the verb before it in its clause governs the amount."""
    described = scene.found.at("compare.link", cue.end) and cue.measure == "seizure"  # 销毁近年来*缴获的*毒品
    if described and any(
        other.measure == "destruction"
        and other.end <= cue.start
        and scene.quantity_between(other.end, cue.start)
        for other in cues
    ):
        described = None  # 销毁的4吨是去年*查获的*7吨中的一部分
    if described and any(other.measure == "destruction" and other.end <= cue.start and not scene.broken(other.end, cue.start)
                         and "," not in scene.between(other.end, cue.start) for other in cues):  # fmt: skip
        return True
    return cue.measure == "cultivation" and any(
        other.measure == "eradication" and other.end <= cue.start
        and not (scene.pack.spaces and any(other.end <= q.start < cue.start and q.kind != "bare" for q in scene.quantities))
        and not any(c in scene.between(other.end, cue.start) for c in ",;:。；：")
        for other in cues
    )  # fmt: skip


def _fields(scene: Scene, quantity: Quantity, cue: Cue, cues: list[Cue]) -> bool:
    """They destroyed 185 hectares of *plantations*: fields right behind an area, what was done to them before it."""
    of = scene.found.at("shares.of", quantity.end + 1)
    if (
        cue.measure != "cultivation"
        or of is None
        or not (
            0 <= cue.start - of.end <= 2
            or any(d.start - of.end == 1 and d.end == cue.start - 1 for d in scene.drugs)
        )
        or not scene.pack.spaces
    ):
        return False
    return any(
        other.measure == "eradication" and other.end <= quantity.start and not scene.broken(other.end, quantity.start)
        and not any(c.measure == "cultivation" and other.end <= c.start < quantity.start for c in cues)
        for other in cues
    )  # fmt: skip


def _ground(scene: Scene, quantity: Quantity, cue: Cue, cues: list[Cue]) -> bool:
    """Fields were destroyed, which covered an *area* of 14,780 hectares: a word for ground behind what was done to it."""
    named = any(hit.start == cue.start for hit in scene.of("weak", cue.start, cue.end))
    return named and scene.pack.spaces and cue.measure == "cultivation" and cue.end <= quantity.start and any(
        other.measure == "eradication" and other.end <= cue.start and not scene.broken(other.end, cue.start)
        and not any(other.end <= q.start < cue.start and q.kind in ("area", "percent") for q in scene.quantities)
        for other in cues
    )  # fmt: skip


def _object(scene: Scene, quantity: Quantity, cue: Cue, cues: list[Cue]) -> bool:
    """12,815 hectares of illegal coca *crops* were eradicated: the crops are what the act behind them is done to."""
    named = (
        cue.measure == "cultivation"
        and 0 <= cue.start - quantity.end <= 24
        and (scene.of("shares.of", quantity.end, cue.start) or not scene.pack.spaces)
    )
    return bool(named) and any(
        other.measure == "eradication" and other.start >= cue.end and other.start - cue.end < 60
        and not re.search(r"[,;:.(]", scene.between(cue.end, other.start)) and not scene.quantity_between(cue.end, other.start)
        for other in cues
    )  # fmt: skip


def _first_of_two(scene: Scene, quantity: Quantity) -> Quantity:
    """ "a harvest of 4,800 ha of cannabis and *4,000 ha of poppy*": the first of the two, which the word stands before."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    first = next((q for q in reversed(scene.quantities) if q.end <= start), None)
    if first is None or first.kind != quantity.kind or not scene.pack.spaces or start - first.end > 40:
        return quantity
    words = scene.between(first.end, start).split()
    named = [d for d in scene.drugs if first.end <= d.start and d.end <= start]
    joined = len(named) == 1 and len(words) <= 5 and words[-1] in scene.pack.words("lists.joiners")
    return first if joined and "," not in scene.between(first.end, start) else quantity


def _governs(scene: Scene, quantity: Quantity, start: int, end: int) -> bool:
    """Whether a word stands right before a quantity: "*took* 864 tons", "*found* nearly 3 t"."""
    first = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if not scene.pack.spaces and end - start < 2:  # 为, 有 stand before any number
        return False
    return 0 <= first - end <= 12 and len(scene.between(end, first).split()) <= 1


def _inside_name(scene: Scene, hit) -> bool:
    longer = any(
        drug.start <= hit.start and hit.end <= drug.end and drug.end - drug.start > hit.end - hit.start
        for drug in scene.drugs
    )
    kept = ("cultivation", "eradication", "production", *(() if scene.pack.spaces else ("users",)))
    return longer and hit.key not in kept


def _of_it(scene: Scene, quantity: Quantity, drug) -> bool:
    of = scene.found.at("shares.of", quantity.end + 1)
    return of is not None and 0 <= drug.start - of.end <= 2


def _to_come(scene: Scene, hit) -> bool:
    """Three tons *are to be* burnt, 700 kilos *will be* destroyed: a verb right behind a word of plans."""
    plans = scene.of("blocks.plan", scene.start, hit.end) if scene.pack.spaces else []
    return any(word.end == hit.start - 1 or word.start < hit.start < word.end for word in plans)


def _counts_fields(scene: Scene, hit) -> bool:
    """198,851 *fields* were destroyed, 22,408 hectares in all: fields counted, beside the word for what was done to them."""
    counted = any(q.refused.startswith("counts") and q.start <= hit.start < q.end for q in scene.quantities)
    return counted and any(cue.key == "eradication" for cue in scene.of("cues"))


def _in_wording(scene: Scene, hit) -> bool:
    """ "the *Toll* Road", "*crack* down", "a meth *yield of* up to": a cue that is part of an idiom, a name or a hypothesis."""
    kinds = ("blocks.hypothetical", "blocks.traffic")  # 涉嫌*制造*冰毒
    if hit.key == "production" and any(w.start < hit.start < w.end for k in kinds for w in scene.of(k)):
        return True
    if hit.key == "cultivation" and _counts_fields(scene, hit):
        return True
    return any(word.start <= hit.start and hit.end <= word.end for word in scene.of("blocks.wording"))


def _grew(scene: Scene, cue: Cue, cues: list[Cue]) -> bool:
    """ "the remaining acreage *yielded* 78 tons": beside fields, what was yielded was made, not found."""
    both = cue.measure == "seizure" and any(c.start == cue.start and c.measure == "production" for c in cues)
    fields = any(q.kind == "area" and not q.refused for q in scene.quantities) or any(
        hit.key == "cultivation" for hit in scene.of("cues")
    )
    crop = [hit for hit in scene.of("weak", scene.start, cue.start) if hit.key == "production"]
    return both and (fields or bool(crop and scene.pack.spaces))  # the harvest yielded 24 tons


def _despite(scene: Scene, cue: Cue, quantity: Quantity) -> bool:
    """ "rose to 169,800 hectares, *despite* eradication": what did not keep a number from what it is."""
    near = scene.of("compare.despite", max(scene.start, cue.start - 48), cue.start)
    return bool(near) and near[-1].start >= quantity.end and "," not in scene.between(near[-1].end, cue.start)


def _distance(scene: Scene, quantity: Quantity, start: int, end: int) -> float:
    """How far a cue is from a quantity: nearer before than behind, stops and other quantities between count."""
    if end <= quantity.start:
        between = scene.between(end, quantity.start)
        others = sum(end <= q.start < quantity.start and q.kind != "bare" for q in scene.quantities)
        cost = min(len(between), 150) * 0.12 + 1.5 * others
        if not scene.pack.spaces and "," in between:  # each clause has its own verb
            cost += 6
        return cost + (14 if scene.broken(end, quantity.start) else 0)
    if start >= quantity.end:
        between = scene.between(quantity.end, start)
        others = sum(quantity.end <= q.start < start and q.kind != "bare" for q in scene.quantities)
        named = next((d for d in scene.drugs if quantity.end <= d.start and d.end == start - 1), None)
        if named and scene.pack.spaces and _of_it(scene, quantity, named):  # 370 tonnes of cocaine *seized*
            return 0.0
        passive = not others and "," not in between and "，" not in between and len(between) < 60
        cost = min(len(between), 150) * 0.15 + 4 * others + (0 if passive else 16)
        return cost + (24 if scene.broken(quantity.end, start) else 0)
    return 0.0
