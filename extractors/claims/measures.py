"""Which measure a quantity is of: the cue word that governs it, told by kind, distance and what stands between."""

from __future__ import annotations

from extractors.claims.governing_cues import (
    Cue,
    attributive,
    described,
    despite,
    effort,
    fields,
    found_by_search,
    ground,
    grown_not_found,
    in_own_name,
    object_of,
    of_subject,
    on_its_way,
)
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
    if noun == "cases" and _untold(scene, state):
        return "", "cases, but nothing says that they were of drugs"
    if noun:
        return noun, f"<quantity> of {noun}"
    if best:
        where = "before" if best.start < quantity.start else "after"
        return best.measure, f"{best.measure} cue {where} <quantity>"
    return _without_cue(scene, state, quantity)


def _person(scene: Scene, state: State, quantity: Quantity, noun: str, best: Cue | None) -> tuple[str, str]:
    died = best is not None and best.measure == "deaths" and best.end <= quantity.start  # 330 addicts died
    if noun == "users" and best and best.measure == "arrests" and scene.pack.spaces and best.score > 80:
        return "arrests", "arrests cue with <users>"  # the bureau arrested 3,300 drug abusers
    if noun == "users" and _in_care(scene, state, quantity, best):
        return "", "patients, but nothing says that they use drugs"
    if noun == "deaths" and _of_any(scene, state, quantity):
        return "", "deaths, but nothing says by drugs"
    if noun == "deaths" or (noun == "users" and not died):
        return noun, f"<quantity> of {noun}"
    if best and best.measure == "deaths" and (hurt := victims(scene, quantity)):
        return "", f"no measure: {hurt}"
    if best and best.measure == "deaths" and noun == "arrests" and _died(scene, quantity, best):
        return "", "suspects who died"  # 行动中有6248名嫌疑人死亡
    if best and best.measure == "deaths" and by_people(scene, best.start):
        return "", "killed, but not by drugs"
    if (
        best
        and best.measure == "deaths"
        and (other := scene.found.ending("blocks.substances", best.start - 1))
    ):
        return "", f"deaths by {scene.folded[other.start : other.end]}"  # tobacco kills five million
    if best and best.measure == "deaths" and not noun and _killed(scene, state, best):
        return "", "killed, but nothing says by drugs"
    if noun and quantity.attrs.get("subject"):
        return noun, f"<quantity> of {noun}"
    if noun == "arrests" and best and best.measure == "users":  # took 585 smugglers into custody
        return noun, f"<quantity> of {noun}"
    if best and (not noun or best.measure == noun or best.score > 60):
        if best.measure == "users" and _takes(scene, best):
            return "", "people who use something else"  # police used tear gas, 11 people were hurt
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


def _in_care(scene: Scene, state: State, quantity: Quantity, best: Cue | None) -> bool:
    """150 *patients* were given no pain relief: a word of any sick person, where neither a drug nor its treatment is told."""
    end = scene.found.ending("nouns", quantity.end)
    word = scene.between(end.start, end.end) if end else ""
    told = scene.drugs or any(level.measure == "users" for level in state.levels) or scene.line
    said = best is not None and not (best.measure == "users" and _takes(scene, best))
    return word in scene.pack.set_of("claims.in_care") and not said and not told


_MANY = 1000  # deaths, from which on drugs are meant in a text about them


def _of_any(scene: Scene, state: State, quantity: Quantity) -> bool:
    """The road has seen *60 deaths*: a word of any death, where the sentence names no drug and nothing was told before."""
    if (
        not scene.pack.spaces
        or scene.drugs
        or state.levels
        or scene.line
        or quantity.value >= _MANY
        or quantity.attrs.get("subject")
    ):
        return False
    if any(q.kind == "person" and q.end <= quantity.start for q in scene.quantities):
        return False  # 181 people who overdosed, and 195 *deaths* in 2018
    end = scene.found.ending("nouns", quantity.end)
    return end is not None and scene.between(end.start, end.end) in scene.pack.set_of("claims.dying")


def _untold(scene: Scene, state: State) -> bool:
    """Sinaloa with *2,385 cases*, of missing people: no drug, no word of the police, and nothing told before."""
    if not scene.pack.spaces or scene.line or scene.drugs or state.levels:
        return False
    return not any(cue.key in ("cases", "arrests", "seizure") for cue in scene.of("cues"))


def _killed(scene: Scene, state: State, cue: Cue) -> bool:
    """120,000 *killed* by 2013: a word of any death, where neither a drug nor deaths by one were told."""
    weak = any(hit.start == cue.start for hit in scene.of("weak"))
    told = scene.drugs or any(level.measure == "deaths" for level in state.levels)
    return scene.pack.spaces and weak and not told and not any(h.key == "deaths" for h in scene.of("nouns"))


def _takes(scene: Scene, cue: Cue) -> bool:
    """*used*, *took*, *tried*: verbs that are of drugs only beside the name of one."""
    definite = scene.pack.set_of("claims.definite")
    named = (h for h in scene.of("claims.subject") if scene.between(*h[:2]).split()[0] in definite)
    meant = [*scene.of("claims.drugs"), *named]
    if not scene.pack.spaces or scene.drugs or meant:  # 1.3m adults used *the drug*
        return False
    return scene.between(cue.start, cue.end) in scene.pack.set_of("claims.taking")


def _died(scene: Scene, quantity: Quantity, cue: Cue) -> bool:
    """5,601 drug personalities *died in* the operations: the verb right behind those who were sought."""
    near = 0 < cue.start - quantity.end <= 12 and not scene.broken(quantity.end, cue.start)
    return not scene.pack.spaces or (near and not any(d.start >= cue.end for d in scene.drugs))


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
        done = "destruction" if state.burnt and quantity.kind != "plant" else "seizure"
        return done, "<quantity> of <drug> beside police or customs"
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
        cues = [cue for cue in cues if not effort(scene, quantity, cue)]
        cues = [
            cue for cue in cues if not attributive(scene, cue, cues) and not object_of(scene, quantity, cue, cues)
            and not ground(scene, quantity, cue, cues) and not fields(scene, quantity, cue, cues)
        ]  # fmt: skip
    if scene.pack.spaces and cues:
        cues = of_subject(scene, quantity, cues)
        cues = [
            cue
            for cue in cues
            if not in_own_name(scene, quantity, cue, cues) and not found_by_search(scene, cue, quantity)
        ]
        cues = [cue for cue in cues if not scene.aside(cue.start, quantity.start)]
        cues = [
            cue for cue in cues if not (despite(scene, cue, quantity) or grown_not_found(scene, cue, cues))
        ]
    if not scene.pack.spaces and any(cue.measure == "production" for cue in cues):
        cues = [cue for cue in cues if not _made(scene, cue, cues)]
    for kind in _RIVALS.get(quantity.kind, ()):
        for hit in scene.of(kind):
            if kind == "blocks.traffic" and (on_its_way(scene, hit, cues) or described(scene, hit, cues)):
                continue
            cues.append(Cue(f"no measure: {scene.folded[hit.start : hit.end]}", hit.start, hit.end,
                            96.0 - _distance(scene, quantity, hit.start, hit.end)))  # fmt: skip
    return cues


def _made(scene: Scene, cue: Cue, cues: list[Cue]) -> bool:
    """缴获非法加工*生产的*曲马多: what was made is described, and what was done to it is told before."""
    told = ("seizure", "destruction")
    return (
        cue.measure == "production"
        and scene.found.at("compare.link", cue.end) is not None
        and any(o.measure in told and o.end <= cue.start and o.score > cue.score - 20 for o in cues)
    )


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
        if described and any(
            c.measure == "seizure" and "," not in scene.between(c.end, hit.start) for c in before
        ):
            return True  # 查获非法*制造*芬太尼药片3万颗
        return any(scene.of("shares.of_which", cue.end, hit.start) for cue in before)
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    return (
        hit.key == "cultivation" and start == hit.end and any(cue.measure == "eradication" for cue in before)
    )


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
