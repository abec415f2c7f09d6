"""The drugs that a sentence names: two names of one drug told together, lists, words that name a drug only here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.rules.lexicon import Hit
from extractors.vocabulary.drugs import covers

if TYPE_CHECKING:
    from extractors.claims.scene import Scene, State


@dataclass(slots=True)
class DrugName:
    """A drug named at `[start, end)`; `group` numbers the list that it is a member of ("heroin and opium")."""

    start: int
    end: int
    key: str
    form: str
    group: int
    wide: str = ""  # the kind that it is said to be the first of: cocaine is the most common *class A drug*


def find_drugs(scene: Scene, state: State) -> list[DrugName]:
    if scene.found.kinds.keys().isdisjoint(("drug", "weak_drug")):
        return []
    hits = scene.of("drug") + [hit for hit in scene.of("weak_drug") if _is_drug_here(scene, hit)]
    hits.sort()
    drugs: list[DrugName] = []
    for hit in hits:
        if (drugs and hit.start < drugs[-1].end) or _made_from(scene, hit, drugs) or _excepted(scene, hit):
            continue
        if drugs and hit.kind == "weak_drug" and not scene.pack.spaces and _describes(scene, drugs, hit):
            continue
        if _anaphor(scene, state, hit, drugs):
            told = scene.found.ending("shares.of", hit.start - 1, 8)
            if (
                drugs and drugs[-1].key == "drugs" and told and state.drug
            ):  # two couriers with 4 kg of the drug
                drugs.append(DrugName(hit.start, hit.end, state.drug, state.form, drugs[-1].group + 1))
            continue
        key, _, form = str(hit.key).partition("/")
        if drugs and _example(scene, drugs[-1], hit, key):
            continue
        if drugs and _predicate(scene, drugs[-1], hit, key):
            drugs[-1].wide = key
            continue
        if drugs and not scene.pack.spaces and (named := _one_name(scene, drugs[-1], hit, key, form)):
            drugs[-1] = named
            continue
        if drugs and scene.pack.spaces and key == "drugs" and _kind_of(scene, drugs[-1], hit):
            continue
        if drugs and key == "drugs" and _ranked(scene, drugs[-1], hit):
            continue
        if drugs and scene.pack.spaces and _identified(scene, drugs[-1], hit, key):
            last = drugs.pop()
            held = scene.folded[hit.end : hit.end + 1] == ")" and scene.folded[last.end : hit.start] == " ("
            drugs.append(DrugName(last.start, hit.end + held, key, form, last.group))
            continue
        start = hit.start
        while drugs and _same_drug(scene, drugs[-1], start, key):
            start = drugs.pop().start
        listed = bool(drugs) and _same_list(scene, drugs[-1].end, hit.start)
        if (
            listed
            and key == "drugs"
            and not scene.pack.spaces
            and "," in scene.folded[drugs[-1].end : hit.start]
        ):
            listed = False  # 0.5公斤大麻，毒品市值…
        group = len(drugs) and drugs[-1].group + (0 if listed else 1)
        drugs.append(DrugName(hit.start, hit.end, key, form, group))
    return _without_apposed(scene, drugs) if scene.pack.spaces and len(drugs) > 1 else drugs


def _describes(scene: Scene, drugs: list[DrugName], hit: Hit) -> bool:
    """“盐酸曲马多”*片剂*, 鸦片，即海洛因的主要*原料*: the form of the drug before, what the drug before is for."""
    last, form = drugs[-1], str(hit.key).partition("/")[2]
    if form and last.key != "drugs" and scene.between(last.end, hit.start) in ("", "”", "」"):
        return True
    link = scene.found.at("compare.link", last.end)
    told = scene.found.ending("claims.alias", last.start)
    named = told or scene.of("claims.alias", last.start, last.end)
    return hit.key == "precursors" and bool(link and named) and hit.start - link.end <= 3


_TOLD = ("cues", "changes.up", "changes.down", "changes.reached", "shares.verbs", "lists.examples")


def _without_apposed(scene: Scene, drugs: list[DrugName]) -> list[DrugName]:
    """Opium production, *the raw material of heroin*, fell by …: what is said between commas of the drug before is no subject."""
    opened = [a for word in _articles(scene) for a in _openings(scene, word, drugs[0].end)]
    for start in opened:
        closed = scene.folded.find(", ", start + 2, min(scene.end, start + 160))
        inside = [d for d in drugs if start < d.start < closed]
        before = [d for d in drugs if d.end <= start]
        if not inside or not before or start - before[-1].end > 44:
            continue
        said = [hit for kind in _TOLD for hit in scene.of(kind, start, closed) if not _makes(scene, hit)]
        if said or scene.quantity_between(before[-1].end, closed) or scene.broken(before[-1].end, closed):
            continue
        if any(scene.found.at("lists.joiners", place) for place in (closed + 2, start + 2)):
            continue  # heroin, the so-called party drugs, and cocaine
        drugs = [d for d in drugs if d not in inside]
    return drugs


def _articles(scene: Scene) -> list[str]:
    return [*scene.pack.words("claims.definite"), *scene.pack.words("numbers.articles")]


def _openings(scene: Scene, word: str, start: int) -> list[int]:
    """Where ", the " stands behind a place in the sentence."""
    found, mark = [], f", {word} "
    while (start := scene.folded.find(mark, start, scene.end)) >= 0:
        found.append(start)
        start += 2
    return found


def _makes(scene: Scene, hit: Hit) -> bool:
    """The *manufacture* of heroin: what a drug is made into."""
    return hit.kind == "cues" and hit.key in ("production", "purpose")


def _kind_of(scene: Scene, last: DrugName, hit: Hit) -> bool:
    """ "Happy Water" *drug*: the word for any drug right behind a name is no second one."""
    between = scene.folded[last.end : hit.start]
    return (
        last.key not in ("drugs", "precursors")
        and 0 < len(between) <= 3
        and not between.translate(_QUOTES).strip(" )")
    )


def _ranked(scene: Scene, last: DrugName, hit: Hit) -> bool:
    """Cannabis comes third – *the first illegal drug* –: what place the drug before has is no second name."""
    if not scene.pack.spaces or last.key in ("drugs", "precursors") or hit.start - last.end > 60:
        return False
    rank = scene.found.ending("compare.superlative", hit.start - 1)
    return rank is not None and not scene.quantity_between(last.end, hit.start)


_WIDE = {
    "drugs": 0,
    "synthetic-drugs": 1,
    "opiates": 2,
    "nps": 2,
    "precursors": 2,
}  # how much the name of a kind says


def _one_name(scene: Scene, last: DrugName, hit: Hit, key: str, form: str) -> DrugName | None:
    """毒品海洛因, 冰毒类毒品, 氯胺酮(俗称"K粉"): two names of one drug; None where they are of two."""
    between = scene.folded[last.end : hit.start]
    link = next((word for word in scene.pack.words("compare.link") if between.startswith(word)), "")
    if key == "precursors" and (
        not between.translate(_QUOTES) or (link and len(between) <= 5)
    ):  # 冰毒前体, 冰毒的原料
        return DrugName(last.start, hit.end, key, "", last.group)
    if between.translate(_QUOTES) in ("", *scene.pack.words("claims.sort")):
        if _WIDE.get(last.key, 3) < _WIDE.get(key, 3) or last.key == "drugs":
            return DrugName(last.start, hit.end, key, form, last.group)
        return DrugName(last.start, hit.end, last.key, last.form, last.group) if key in _WIDE else None
    plain = between.translate(_QUOTES)
    alias = next((word for word in scene.pack.words("claims.alias") if plain.endswith(word)), "")
    if plain[:1] not in ("(", ",") or plain[1:] != alias or (not alias and plain != "("):
        return None
    closed = (
        hit.end
        + len(scene.folded[hit.end : hit.end + 3])
        - len(scene.folded[hit.end : hit.end + 3].lstrip("\"'”」』)"))
    )
    if plain == "(" and scene.folded[hit.end : closed].count(")") != 1:
        return None
    narrow = key if last.key in _WIDE else last.key
    return DrugName(
        last.start, closed, narrow, last.form or form if narrow == "methamphetamine" else "", last.group
    )


_QUOTES = str.maketrans("", "", "\"'“”‘’「」『』")


def _same_drug(scene: Scene, last: DrugName, start: int, key: str) -> bool:
    """ "the so-called 'party drug' ketamine": a wider word right before the name is no second drug."""
    between = scene.folded[last.end : start]
    return (
        0 < len(between) <= 3 and not between.strip(" \"'“”‘’") and covers(last.key, key) and last.key != key
    )


def _identified(scene: Scene, last: DrugName, hit: Hit, key: str) -> bool:
    """13 kg of drugs *suspected to be heroin*, shabu *(crystal meth)*: one thing told by two names, the second exact."""
    between = scene.folded[last.end : hit.start]
    held = between == " (" and scene.folded[hit.end : hit.end + 1] == ")"
    if key == last.key and held:
        return str(hit.key).partition("/")[2] != "" or not last.form
    named = last.key == "drugs" and key not in _WIDE
    return named and (held or between.strip(" ,(") in scene.pack.words("claims.alias"))


def _example(scene: Scene, last: DrugName, hit: Hit, key: str) -> bool:
    """ "synthetic opioids such as fentanyl": an example of the drug named before it, no second one."""
    if any(0 <= q.start - hit.end <= 2 for q in scene.quantities):  # stimulants, notably amphetamine (654 kg)
        return False
    between = scene.folded[last.end : hit.start].strip(" ,(")
    return between in scene.pack.words("lists.examples") and covers(last.key, key)


def _predicate(scene: Scene, last: DrugName, hit: Hit, key: str) -> bool:
    """ "Cocaine *was the most common* class A drug": what the drug before is said to be is no second one."""
    between = scene.folded[last.end + 1 : hit.start]
    told = any(between.startswith(word + " ") for word in scene.pack.words("claims.auxiliary"))
    if not told or not covers(key, last.key) or key == last.key or "," in between:
        return False
    return bool(scene.of("compare.superlative", last.end, hit.start)) and not scene.quantity_between(
        last.end, hit.start
    )


def _made_from(scene: Scene, hit: Hit, drugs: list[DrugName]) -> bool:
    """Precursors *for making* methamphetamine: what they are for is not what was found."""
    both = scene.found.ending("lists.both", hit.start - 1) if scene.pack.spaces else None
    aim = scene.found.ending("cues", both.start - 1 if both else hit.start - 1, 48)
    if aim is None and scene.pack.spaces:  # of both amphetamine *and methamphetamine*
        joined = next(
            (
                word
                for word in scene.of("lists.joiners", hit.start - 8, hit.start)
                if word.end == hit.start - 1
            ),
            None,
        )
        last = scene.found.ending("drug", joined.start - 1) if joined else None
        return last is not None and _made_from(scene, last, drugs)
    return bool(aim) and aim.key == "purpose" and any(drug.key == "precursors" for drug in drugs)


def _excepted(scene: Scene, hit: Hit) -> bool:
    """Stimulants *(excluding MDMA)*, opiates *other than heroin* or morphine: a drug that is not meant."""
    if "lists.except" not in scene.found.kinds:
        return False
    held = next((a for a, _ in scene.brackets if a == hit.end + 1), None)
    if held and any(0 < q.start - held < 14 for q in scene.quantities):
        return False  # all but stimulants (minus 26 per cent)
    if scene.found.ending("lists.except", hit.start - 1):
        return True
    joined = scene.found.ending("lists.joiners", hit.start - 1)
    last = scene.found.ending("drug", joined.start - 1) if joined else None
    return last is not None and _excepted(scene, last)


def _anaphor(scene: Scene, state: State, hit: Hit, drugs: list[DrugName]) -> bool:
    """ "9,800 lb of the drug", "the drugs were found": what was spoken of, no drug of its own."""
    several = len({level.drug for level in state.levels}) > 1
    spoken = drugs[-1].key if drugs and drugs[-1].key != "drugs" else state.drug
    if not spoken or (hit.key != "drugs" and not (spoken != hit.key and covers(str(hit.key), spoken))):
        return False
    return any(
        word.end == hit.end and word.start <= hit.start
        for kind in ("claims.subject", *(() if several else ("claims.drugs",)))
        for word in scene.of(kind, max(scene.start, hit.start - (20 if scene.pack.spaces else 12)), hit.end)
    )


def _is_drug_here(scene: Scene, hit: Hit) -> bool:
    """ "ice", "crystal", 冰 count only in quotes, behind an amount, or in a list with a drug."""
    if any(word.start <= hit.start and hit.end <= word.end and word.end - word.start > hit.end - hit.start
           for word in scene.of("counted", max(scene.start, hit.start - 8), hit.end + 8)):  # fmt: skip
        return False  # two *drug* dealers
    before, after = scene.folded[hit.start - 1 : hit.start], scene.folded[hit.end : hit.end + 1]
    if (
        hit.key == "precursors"
        and any(0 < hit.start - d.end <= 5 for d in scene.of("drug"))
        and not scene.pack.spaces
    ):
        return True
    if before in "\"'“‘「『«" and before and after in "\"'”’」』»" and after:
        return True
    for quantity in scene.quantities:
        if quantity.kind in ("mass", "tablet", "volume", "plant") and (
            0 <= hit.start - quantity.end <= 7
            or (hit.key == "precursors" and _of_sort(scene, quantity.end, hit.start))
            or 0 <= quantity.start - hit.end <= 2
            or quantity.start <= hit.start < quantity.end
        ):
            return True
    return any(_same_list(scene, a, b) for other in scene.of("drug")
               for a, b in ((other.end, hit.start), (hit.end, other.start)) if 0 <= b - a <= 8)  # fmt: skip


def _of_sort(scene: Scene, end: int, start: int) -> bool:
    """1.1 million gallons *of other* chemicals: one word between "of" and the name."""
    of = scene.found.at("shares.of", end + 1) if scene.pack.spaces else None
    return of is not None and of.end < start and scene.between(of.end, start).strip().isalpha()


def _same_list(scene: Scene, start: int, end: int) -> bool:
    """Whether only a comma or a joiner stands between two names."""
    if end - start > 14:
        return False
    between = scene.folded[start:end]
    for hit in scene.found.of("lists.joiners", start, end):
        between = between.replace(scene.folded[hit.start : hit.end], ",", 1)
    if scene.pack.spaces and "," in between:  # of heroin and *of* opium
        of = scene.found.ending("shares.of", end - 1, 4)
        between = between[: of.start - end] if of and of.start > start else between
    return not re.sub(r"[ \n,，、/&\"'“”‘’「」]", "", between)
