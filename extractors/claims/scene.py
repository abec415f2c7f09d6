"""A sentence with all that was found in it, and the state that the sentences before it left."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from extractors.claims.names import DrugName, find_drugs
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

STRONG_BREAK = re.compile(r"[;；。:：\n]")
_LIST_GAP = re.compile(r"[ \n]{0,2}[,，、/&]?[ \n]{0,2}$")
_WRITTEN = re.compile(r"[])]?(?: ?[\[(][^\])\n]{2,24}[\])]){0,2}, ")  # Fazilka (Punjab) [India], June 3
_BRACKETS = re.compile(r"[(（][^()（）\n]{1,300}[)）]")


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
    arrived: str = ""  # where a passenger arrived
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
    people: set[float] = field(default_factory=set)  # numbers of people told
    measure: dict[str, str] = field(default_factory=dict)  # by kind of quantity
    unit: tuple[str, str, float] | None = None  # unit, kind, factor of the last level
    levels: list = field(default_factory=list)  # the drafts of the last sentence that had any
    paragraph: int = 0
    rated: bool = False  # the last amount of the sentence before made no claim
    shared: str = ""  # the measure of a share in the sentence before
    attribution: tuple[str, int] = ("", -1)  # the body last named as a source, and the paragraph
    enforcement: bool = False
    burnt: bool = False  # the text tells of drugs destroyed and of none seized
    court: bool = False  # the text tells what was said or found in court
    licit: bool = False  # the text is of crops and trade that the law allows


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
        hits = self.found.kinds.get(kind)
        if not hits:
            return []
        if start is None and end is None:
            return hits.copy()  # all of the sentence
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
    if "places.own_country" in found.kinds:
        _name_own_country(folded, found, places, state)
    country = next((p.code[:2] for p in places if p.code[:2].isupper() and p.role == "at"), state.country)
    state.setting.country = country
    year = state.setting.year
    periods = find_periods(folded, start, end, found, pack, state.setting)
    dates = [(p.start, p.end) for p in periods]
    periods = [p for p in periods if p.kind != UNDATED and not _in_dateline(folded, p, places)]
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
        _brackets(folded, start, end),
    )
    scene.drugs = find_drugs(scene, state)
    _mark_distances(scene)
    _mark_bases(scene)
    if pack.spaces:
        named = [p for p in periods if p.explicit and p.iso and not p.base]
        state.setting.year = (
            last_year(named[-1].iso) if named else year
        )  # not the year of what is compared with
    return scene


def _name_own_country(folded: str, found: Found, places: list[Place], state: State) -> None:
    """*我国*: the writer's own country, in what somebody said the one spoken of."""
    spoken = state.country
    for place in places:
        if not found.at("places.own_country", place.start):
            spoken = place.code if len(place.code) == 2 and place.role == "at" else spoken
        else:
            said = max(folded.rfind(mark, 0, place.start) for mark in "“「")
            closed = max(folded.rfind(mark, 0, place.start) for mark in "”」")
            place.code = (spoken if said > closed else "") or state.home or place.code


def _brackets(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    opened = folded.find("(", start, end) >= 0 or folded.find("（", start, end) >= 0
    return [match.span() for match in _BRACKETS.finditer(folded, start, end)] if opened else []


def _in_dateline(folded: str, period: Period, places: list[Place]) -> bool:
    """ "YANGON, *Nov 16* (Xinhua) – …", "Colombo [Sri Lanka], *June 16*: …": the day on which it was written."""
    written = bool(places) and places[0].role == "dateline" and period.kind in KINDS_OF_DAY
    if not written or period.start < places[0].end:
        return False
    between = folded[places[0].end : period.start]
    return len(between) <= 2 or _WRITTEN.fullmatch(between) is not None


def is_line(folded: str, sentence: Sentence) -> bool:
    """A line such as "Heroin: 42.6 kg" or "2015: 96,000", no sentence."""
    body = folded[sentence.start : sentence.end].strip()
    return len(body) <= 90 and body[-1:] not in ".。!?！？"


def _mark_distances(scene: Scene) -> None:
    """400 nautical miles off Abidjan: a place that only tells how far away it was."""
    if not scene.places or not scene.quantities:
        return
    distances = scene.pack.words("blocks.distances")
    for place in scene.places:
        for quantity in scene.quantities:
            distance = quantity.refused.startswith("measured") and any(
                scene.folded.endswith(word, quantity.start, quantity.end) for word in distances
            )
            if distance and 0 < place.start - quantity.end <= 14 and place.role == "at":
                place.role = "distance"


_ONE_TIME = ("season", "year_to", "fiscal_year", "quarter", "half_year")


def _mark_bases(scene: Scene) -> None:
    """ "more than in 2011", "over 2013", 较2012年: periods that a number is compared with."""
    if not scene.periods:
        return
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
            h
            for kind in (
                "compare.than_behind",
                "changes.as_much",
            )  # la mitad que en 2013, twice the amount of 2013
            for h in scene.found.of(kind, reach, period.start)
            if _compares(scene, h.start)
        ]
        for hit in near:
            if hit.key in opening and scene.pack.spaces and not scene.quantities:
                continue  # evidence *from the 2006* survey
            if period.kind in _ONE_TIME and hit.key in opening and hit.key not in during:
                pass  # a decrease from 2010/11, from the year ending March 2019
            elif "/" in period.iso and (
                hit.key in opening or hit.key in during
            ):  # from 2010 to 2014, over a decade
                continue
            link = scene.folded[hit.end : period.start].strip()
            if (not link or link in links) and not _told_of(scene, hit, period):
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
        period.base = period.base or (scene.pack.spaces and _multiplied(scene, period))
        if period.explicit and not period.base and scene.pack.spaces and not period.kind.startswith("since"):
            period.base = _compared_before(scene, period) and not _after_another(scene, period)
        if period.iso == "earlier":  # 56 more *than* those counted a year before
            period.compared = period.compared or _after_than(scene, period.start)
        if period.iso == "earlier" or period.kind == "same_period" or behind in levels or apart:
            period.base = True


def _told_of(scene: Scene, hit: Hit, period: Period) -> bool:
    """大麻*是*2016年消费最广泛的毒品: the verb compares only where a multiple or a part is behind: 是2016年的三倍."""
    if scene.pack.spaces or scene.between(hit.start, hit.end) not in scene.pack.set_of("claims.counting"):
        return False
    near = [q for q in scene.quantities if 0 <= q.start - period.end <= 12]
    return not any(q.kind in ("fraction", "percent") or scene.found.at("changes.times", q.end) for q in near)


def _after_another(scene: Scene, period: Period) -> bool:
    """ "more than the 2013 total *in 2014*": another time stands between the word of comparison and this one."""
    near = scene.of("compare.as_than", max(scene.start, period.start - 60), period.start)
    return bool(near) and any(near[-1].end <= p.start < period.start for p in scene.periods)


def _multiplied(scene: Scene, period: Period) -> bool:
    """ "more than *triple the amount* potentially produced in 2013": a multiple, and no number up to the period."""
    article = next(
        (w for w in scene.pack.words("claims.definite") if scene.folded.endswith(f" {w} ", 0, period.start)),
        "",
    )
    multiple = article and scene.found.ending("changes.multiples", period.start - len(article) - 2)
    if multiple and scene.found.at("compare.figures", period.end + 1):
        return True  # more than twice the *1996* figure of 5.9 tons
    near = scene.of("changes.as_much", max(scene.start, period.start - 44), period.start)
    if not near or near[-1].end - near[-1].start < 7 or "," in scene.between(near[-1].end, period.start):
        return False
    multiple = any(
        hit.end == near[-1].start - 1
        for kind in ("changes.multiples", "changes.times")
        for hit in scene.of(kind)
    )
    return multiple and not any(near[-1].end <= q.start < period.start for q in scene.quantities)


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
    hits += [
        hit
        for hit in scene.of("compare.as", max(scene.start, start - 12), start + 4)
        if hit.start < start <= hit.end + 1
    ]
    return any("," not in scene.between(hit.end, start) for hit in hits)


def _compares(scene: Scene, start: int) -> bool:
    """22 % más *que* en 2017, la mitad *que* en 2013: more, less, a multiple or a part stands before the word."""
    if any(0 <= start - q.end <= 2 for q in scene.quantities if q.kind in ("percent", "fraction")):
        return True
    kinds = ("changes.more", "changes.less", "changes.multiples")
    near = [hit for kind in kinds for hit in scene.of(kind, max(scene.start, start - 44), start)]
    return any("," not in scene.between(hit.end, start) for hit in near)
