"""A sentence with all that was found in it, and the state that the sentences before it left."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from extractors.languages import Pack
from extractors.records import Sentence
from extractors.rules.calendar import Setting
from extractors.rules.iso import last_year
from extractors.rules.lexicon import Found, Hit
from extractors.rules.marks import Marks
from extractors.rules.numbers import find_numbers
from extractors.rules.periods import KINDS_OF_DAY, UNDATED, Period, find_periods
from extractors.rules.places import Place, find_places
from extractors.rules.quantities import Quantity, find_quantities
from extractors.vocabulary.drugs import covers

STRONG_BREAK = re.compile(r"[;；。:：]|\.\s|\n")
_LIST_GAP = re.compile(r"[ \n]{0,2}[,，、/&]?[ \n]{0,2}$")
_BRACKETS = re.compile(r"[(（][^()（）\n]{1,300}[)）]")


@dataclass(slots=True)
class DrugName:
    """A drug named at `[start, end)`; `group` numbers the list that it is a member of ("heroin and opium")."""

    start: int
    end: int
    key: str
    form: str
    group: int
    wide: str = ""  # the kind that it is said to be the first of: cocaine is the most common *class A drug*


@dataclass(slots=True)
class State:
    """What the sentences so far leave to the next: what a number without a place, a drug, a measure is about."""

    published: dt.date | None = None
    setting: Setting = field(default_factory=Setting)
    period: str = ""
    place: str = ""
    named: tuple[str, ...] = ()  # all that the sentence before named
    country: str = ""
    origin: str = ""
    dateline: str = ""
    topic: str = ""  # the country that the whole text names most
    home: str = ""  # the writer's country, where words of the text tell it
    sole: str = ""  # the only country that the text names
    marks: Marks | None = None  # of decimals, as the text writes them
    first_place: str = ""
    topic_drugs: frozenset[str] = frozenset()  # all that the text names
    drug: str = ""
    form: str = ""
    crop: str = ""  # the last drug named that has a crop, for areas
    drugs: set[str] = field(default_factory=set)  # of all levels so far
    by_kind: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # drug and form of the last level of a kind
    measure: dict[str, str] = field(default_factory=dict)  # by kind of quantity
    unit: tuple[str, str, float] | None = None  # unit, kind, factor of the last level
    levels: list = field(default_factory=list)  # the drafts of the last sentence that had any
    paragraph: int = 0
    shared: str = ""  # the measure of a share in the sentence before
    attribution: tuple[str, int] = ("", -1)  # the body last named as a source, and the paragraph
    enforcement: bool = False
    licit: bool = False  # the text is of crops and trade that the law allows
    heading_unit: tuple[str, str, float] | None = None


@dataclass(slots=True)
class Scene:
    """One sentence: its quantities, drugs, places, periods and cue words, with offsets in the report's text."""

    text: str
    folded: str
    start: int
    end: int
    sentence: Sentence
    found: Found
    pack: Pack
    quantities: list[Quantity]
    drugs: list[DrugName]
    places: list[Place]
    periods: list[Period]
    line: bool  # a line of a list or table rather than a sentence
    brackets: list[tuple[int, int]] = field(default_factory=list)

    def of(self, kind: str, start: int | None = None, end: int | None = None) -> list[Hit]:
        """Hits of a kind in the sentence, or in a part of it."""
        return self.found.of(kind, self.start if start is None else start, self.end if end is None else end)

    def between(self, start: int, end: int) -> str:
        """The folded text between two offsets."""
        return self.folded[start:end]

    def broken(self, start: int, end: int) -> bool:
        """Whether a strong stop (a semicolon, a colon) stands between two offsets."""
        return bool(STRONG_BREAK.search(self.folded, min(start, end), max(start, end)))

    def aside(self, offset: int, other: int) -> bool:
        """Whether an offset lies in brackets that the other does not lie in: "(not adjusted for *purity*)"."""
        return any(a < offset < b and not a < other < b for a, b in self.brackets)

    def drugs_between(self, start: int, end: int) -> bool:
        """Whether a drug is named between two offsets."""
        return any(start <= drug.start < end for drug in self.drugs)

    def quantity_between(self, start: int, end: int) -> bool:
        """Whether another quantity stands between two offsets."""
        return any(start <= q.start < end and q.unit_key != "milligram" for q in self.quantities)


def build_scene(text: str, folded: str, sentence: Sentence, found: Found, pack: Pack, state: State) -> Scene:
    """Run all rules on a sentence."""
    start, end = sentence.start, sentence.end
    places = find_places(folded, start, end, found, pack, state.country or state.topic)
    country = next((p.code[:2] for p in places if p.code[:2].isupper() and p.role == "at"), state.country)
    state.setting.country = country
    year = state.setting.year
    periods = find_periods(folded, start, end, found, pack, state.setting)
    dates = [(p.start, p.end) for p in periods]
    periods = [p for p in periods if p.kind != UNDATED]
    numbers = find_numbers(text, folded, start, end, found, pack, dates, state.marks)
    quantities = find_quantities(folded, start, end, found, pack, numbers, country)
    scene = Scene(
        text,
        folded,
        start,
        end,
        sentence,
        found,
        pack,
        quantities,
        [],
        places,
        periods,
        is_line(folded, sentence),
        [match.span() for match in _BRACKETS.finditer(folded, start, end)],
    )
    scene.drugs = _drugs(scene, state)
    _mark_distances(scene)
    _mark_bases(scene)
    if pack.spaces:
        named = [p for p in periods if p.explicit and p.iso and not p.base]
        state.setting.year = (
            last_year(named[-1].iso) if named else year
        )  # not the year of what is compared with
    return scene


def is_line(folded: str, sentence: Sentence) -> bool:
    """A line such as "Heroin: 42.6 kg" or "2015: 96,000", no sentence."""
    body = folded[sentence.start : sentence.end].strip()
    return len(body) <= 90 and body[-1:] not in ".。!?！？"


def _drugs(scene: Scene, state: State) -> list[DrugName]:
    hits = scene.of("drug") + [hit for hit in scene.of("weak_drug") if _is_drug_here(scene, hit)]
    hits.sort()
    drugs: list[DrugName] = []
    for hit in hits:
        if (
            (drugs and hit.start < drugs[-1].end)
            or _made_from(scene, hit, drugs)
            or _anaphor(scene, state, hit, drugs)
        ):
            continue
        key, _, form = str(hit.key).partition("/")
        if drugs and _example(scene, drugs[-1], hit.start, key):
            continue
        if drugs and _predicate(scene, drugs[-1], hit, key):
            drugs[-1].wide = key
            continue
        if drugs and not scene.pack.spaces and (named := _one_name(scene, drugs[-1], hit, key, form)):
            drugs[-1] = named
            continue
        if drugs and scene.pack.spaces and key == "drugs" and _kind_of(scene, drugs[-1], hit):
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
    return drugs


def _kind_of(scene: Scene, last: DrugName, hit: Hit) -> bool:
    """ "Happy Water" *drug*: the word for any drug right behind a name is no second one."""
    between = scene.folded[last.end : hit.start]
    return (
        last.key not in ("drugs", "precursors")
        and 0 < len(between) <= 3
        and not between.translate(_QUOTES).strip(" )")
    )


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
    if key == "precursors" and not between.translate(_QUOTES):  # 冰毒前体
        return DrugName(last.start, hit.end, key, "", last.group)
    if between in ("", *scene.pack.words("claims.sort")):
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


def _example(scene: Scene, last: DrugName, start: int, key: str) -> bool:
    """ "synthetic opioids such as fentanyl": an example of the drug named before it, no second one."""
    between = scene.folded[last.end : start].strip(" ,(")
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
    aim = scene.found.ending("cues", hit.start - 1, 48)
    return bool(aim) and aim.key == "purpose" and any(drug.key == "precursors" for drug in drugs)


def _anaphor(scene: Scene, state: State, hit: Hit, drugs: list[DrugName]) -> bool:
    """ "9,800 lb of the drug", "the drugs were found": what was spoken of, no drug of its own."""
    several = len({level.drug for level in state.levels}) > 1
    spoken = drugs[-1].key if drugs else state.drug
    if not spoken or (hit.key != "drugs" and not (spoken != hit.key and covers(str(hit.key), spoken))):
        return False
    return any(
        word.end == hit.end and word.start <= hit.start
        for kind in ("claims.subject", *(() if several else ("claims.drugs",)))
        for word in scene.of(kind, max(scene.start, hit.start - 12), hit.end)
    )


def _is_drug_here(scene: Scene, hit: Hit) -> bool:
    """ "ice", "crystal", 冰 count only in quotes, behind an amount, or in a list with a drug."""
    if any(word.start <= hit.start and hit.end <= word.end and word.end - word.start > hit.end - hit.start
           for word in scene.of("counted", max(scene.start, hit.start - 8), hit.end + 8)):  # fmt: skip
        return False  # two *drug* dealers
    before, after = scene.folded[hit.start - 1 : hit.start], scene.folded[hit.end : hit.end + 1]
    if before in "\"'“‘「『«" and before and after in "\"'”’」』»" and after:
        return True
    for quantity in scene.quantities:
        if quantity.kind in ("mass", "tablet", "volume", "plant") and (
            0 <= hit.start - quantity.end <= 5
            or 0 <= quantity.start - hit.end <= 2
            or quantity.start <= hit.start < quantity.end
        ):
            return True
    return any(_same_list(scene, a, b) for other in scene.of("drug")
               for a, b in ((other.end, hit.start), (hit.end, other.start)) if 0 <= b - a <= 8)  # fmt: skip


def _same_list(scene: Scene, start: int, end: int) -> bool:
    """Whether only a comma or a joiner stands between two names."""
    if end - start > 14:
        return False
    between = scene.folded[start:end]
    for hit in scene.found.of("lists.joiners", start, end):
        between = between.replace(scene.folded[hit.start : hit.end], ",", 1)
    return not re.sub(r"[ \n,，、/&\"'“”‘’「」]", "", between)


def _mark_distances(scene: Scene) -> None:
    """400 nautical miles off Abidjan: a place that only tells how far away it was."""
    distances = tuple(scene.pack.words("blocks.distances"))
    for place in scene.places:
        for quantity in scene.quantities:
            distance = quantity.refused.startswith("measured") and any(
                scene.folded.endswith(word, quantity.start, quantity.end) for word in distances
            )
            if distance and 0 < place.start - quantity.end <= 14 and place.role == "at":
                place.role = "distance"


def _mark_bases(scene: Scene) -> None:
    """ "more than in 2011", "over 2013", 较2012年: periods that a number is compared with."""
    opening = scene.pack.words("ranges.between")
    links = set(scene.pack.words("compare.link"))
    levels = scene.pack.words("compare.levels")
    during = scene.pack.words("compare.during")
    for period in scene.periods:
        if period.kind in KINDS_OF_DAY:
            continue
        reach = max(scene.start, period.start - (44 if scene.pack.spaces else 24))
        near = [h for h in scene.found.of("compare.than", reach, period.end) if h.start < period.start]
        near += [
            h for h in scene.found.of("compare.than_behind", reach, period.start) if _compares(scene, h.start)
        ]
        for hit in near:
            if "/" in period.iso and (
                hit.key in opening or hit.key in during
            ):  # from 2010 to 2014, over a decade
                continue
            link = scene.folded[hit.end : period.start].strip()
            if not link or link in links:
                period.base = period.compared = True
        if not period.kind.startswith("since"):
            since = scene.of("compare.since", max(scene.start, period.start - 24), period.start)
            period.base = period.base or (
                bool(since) and scene.between(since[-1].end, period.start).strip() in links | {""}
            )
        if (
            period.kind in ("years_earlier", "relative")
            and period.iso
            and period.explicit is False
            and _compared_before(scene, period)
        ):
            period.base = True
        behind = scene.folded[period.end + 1 : period.end + 12].split(" ")[0].rstrip(",.;)")
        apart = scene.found.at("compare.behind", period.end) is not None  # 同2007年*相比*
        if period.iso == "earlier":  # 56 more *than* those counted a year before
            period.compared = period.compared or _after_than(scene, period.start)
        if period.iso == "earlier" or period.kind == "same_period" or behind in levels or apart:
            period.base = True


def _compared_before(scene: Scene, period: Period) -> bool:
    """ "seven times higher *than* the amount seized *10 years earlier*": a word of comparison in the clause before."""
    near = scene.of("compare.as_than", max(scene.start, period.start - 60), period.start)
    return bool(near) and not any(
        near[-1].end <= q.start < period.start for q in scene.quantities if not q.refused
    )


def _after_than(scene: Scene, start: int) -> bool:
    """Whether a word of comparison stands before, with neither a number nor a comma between."""
    kinds = ("compare.than", "compare.than_behind", "compare.versus")
    hits = [hit for kind in kinds for hit in scene.of(kind, max(scene.start, start - 44), start)]
    return any("," not in scene.between(hit.end, start) for hit in hits)


def _compares(scene: Scene, start: int) -> bool:
    """22 % más *que* en 2017, la mitad *que* en 2013: more, less, a multiple or a part stands before the word."""
    if any(0 <= start - q.end <= 2 for q in scene.quantities if q.kind in ("percent", "fraction")):
        return True
    kinds = ("changes.more", "changes.less", "changes.multiples")
    near = [hit for kind in kinds for hit in scene.of(kind, max(scene.start, start - 44), start)]
    return any("," not in scene.between(hit.end, start) for hit in near)
