"""Period and place of a claim where both stand before what they modify, as in Chinese.

今年前三个月, 云南 … 缴获毒品2.8吨: the last period and place before a number are its own, if they do not name
the whole that it is a part of, or the time that it is compared with.
"""

from __future__ import annotations

from extractors.claims.clauses import clause_end, clause_start
from extractors.claims.draft import Draft
from extractors.claims.scene import Scene, State
from extractors.rules.addresses import name_kinds
from extractors.rules.iso import before, last_year
from extractors.rules.lexicon import Hit
from extractors.rules.periods import Period
from extractors.rules.places import Place
from extractors.rules.quantities import Quantity
from extractors.vocabulary import places as places_of
from extractors.vocabulary.capitals import written_at

_COMMAS = ",;:。；：、"


def period_ahead(scene: Scene, state: State, draft: Draft, usable: list[Period]) -> str:
    """The period of a draft as an ISO period, "" where the text and its date do not tell."""
    q = draft.quantity
    current = [p for p in usable if not p.base and p.iso != "earlier"]
    if draft.measure == "users" and draft.statistic == "level" and _stock_of_now(scene, q, usable):
        return ""
    own = governing(scene, q, usable) if draft.statistic == "level" else None
    if own is None:
        own = next((p for p in usable if _in_brackets(scene, q, p)), None)
    if own is not None and own.iso != "earlier":
        return own.iso
    context = _context(scene, state, draft, current)
    if "/" in context and len(context) == 9 and (ends := _ends(draft, context)):
        return ends
    if draft.base and own is None and (parallel := _as_the_pair_before(scene, draft)):
        return parallel
    return _before(context) if own is not None or draft.base else context


def _stock_of_now(scene: Scene, q: Quantity, periods: list[Period]) -> bool:
    """*目前*，全省有吸毒人员4.7万名: a stock that no period spoken of before dates."""
    now = scene.of("periods.now", scene.start, q.start)
    last = max((p.end for p in periods if p.iso and p.end <= q.start), default=-1)
    apart = now and any(now[-1].end <= o.start < q.start for o in scene.quantities)
    return bool(now) and now[-1].start > last and not apart


def _as_the_pair_before(scene: Scene, draft: Draft) -> str:
    """由2014年的829人减至2023年的659人，被捕人数*亦由632人*减至323人: the times of the pair before; "" for none."""
    before = [
        q for q in scene.quantities
        if q.end <= draft.quantity.start and q.attrs.get("base") and q.attrs.get("period")
    ]  # fmt: skip
    if not before:
        return ""
    apart = [p for p in scene.periods if before[-1].end <= p.start < draft.quantity.start and p.iso]
    levels = [q for q in scene.quantities if before[-1].end <= q.start < draft.quantity.start]
    return str(before[-1].attrs["period"]) if len(apart) <= 2 and len(levels) == 1 else ""


def _ends(draft: Draft, span: str) -> str:
    """1998年至2008年，由165万亩降到27.9万亩: where it began and where it got; "" for others."""
    if draft.base:
        return span[:4]
    arrived = draft.quantity.attrs.get("arrived") or (draft.like is not None and draft.like.base)
    return span[-4:] if arrived else ""


def governing(scene: Scene, q: Quantity, periods: list[Period]) -> Period | None:
    """由*去年的*四万公顷, *2019年只有*31起, 比*2020年的*14万公顷: only small words before the number."""
    start = q.bound_start if q.bound_start is not None else q.start
    for period in reversed(periods):
        if period.end > start:
            continue
        between = scene.between(period.end, start)
        if (
            scene.quantity_between(period.end, start)
            or any(c in between for c in _COMMAS)
            or len(between) > 12
        ):
            return None
        verb = scene.found.at("cues", period.end)
        noun = scene.found.at("counted", verb.end) if verb else None  # 较去年查获犯嫌54人
        small = between in ("", *scene.pack.words("compare.link"), *scene.pack.words("claims.counting")) or (
            period.base and verb is not None and start in (verb.end, noun.end if noun else start)
        )
        return (
            period
            if small or (period.base and between.endswith(tuple(scene.pack.words("compare.link"))))
            else None
        )
    return None


def _context(scene: Scene, state: State, draft: Draft, current: list[Period]) -> str:
    """The period spoken of at a draft: the last one before it that no other amount has for itself."""
    start = draft.quantity.start
    ahead = [p for p in current if p.end <= start and not _taken(scene, p, start) and not backdrop(scene, p)]
    if draft.measure == "users" and any(p.explicit and p.iso for p in ahead):  # 2011年有…在过去一个月内吸食过
        ahead = [p for p in ahead if p.explicit or not ("/" in p.iso and p.start > ahead[0].start)]
    if ahead:
        return ahead[-1].iso
    if draft.like and draft.like.period and not draft.like.base:
        return draft.like.period
    if state.period or any(p.iso == "" for p in current):
        return state.period
    return _year_after_base(scene, state, start)


def _year_after_base(scene: Scene, state: State, start: int) -> str:
    """从2022年的23.3万公顷降至1.08万公顷, published in 2023: the year after, where it is the report's."""
    bases = [p for p in scene.periods if p.base and p.end <= start and len(p.iso) == 4]
    published = state.published.year if state.published else 0
    return str(published) if bases and last_year(bases[-1].iso) + 1 == published else ""


def _taken(scene: Scene, period: Period, start: int) -> bool:
    """Whether a period is an earlier amount's that stands before `start`: 由*去年的*四万公顷增为五万公顷."""
    following = next((q for q in scene.quantities if q.start >= period.end and not q.refused), None)
    if following is None or following.start >= start or not following.attrs.get("base"):
        return False
    return governing(scene, following, [period]) is not None


def backdrop(scene: Scene, period: Period) -> bool:
    """塔利班去年4月开始*禁种*，产量暴跌95%: the time of what only led up to it."""
    stop = clause_end(scene, period.end)
    near = scene.of("periods.backdrop", clause_start(scene, period.start), stop)
    told = any(period.end <= q.start < stop and q.kind not in ("bare", "generic") for q in scene.quantities)
    return bool(near) and not told


def _in_brackets(scene: Scene, q: Quantity, period: Period) -> bool:
    """20.9万公顷（2012年）."""
    between = scene.between(q.end, period.start)
    return period.start >= q.end and between in ("(", "（")


def _before(period: str) -> str:
    try:
        return before(period)
    except ValueError:
        return ""


def place_ahead(scene: Scene, state: State, draft: Draft) -> str:
    """The code of a draft's place, "" where the text does not tell."""
    q = draft.quantity
    here = [p for p in scene.places if p.role == "at" and not _names_whole(scene, p.start)]
    behind = _located_behind(scene, q, here)
    if behind:
        return behind.code
    ahead = [p for p in here if p.end <= q.start]
    nationwide = [
        h
        for h in scene.of("places.nationwide")
        if h.end <= q.start
        and not _names_whole(scene, h.start)
        and not scene.found.at("numbers.ordinal_marks", h.end)  # 居全国第三
    ]
    if state.home and ahead and not nationwide and _sum_at_home(scene, q, ahead[-1]):
        return state.home
    if draft.statistic == "level" and (whole := _whole(scene, q)):
        return _home(scene, state, whole, ahead)
    if nationwide and (not ahead or nationwide[-1].start >= ahead[-1].end):
        return _home(scene, state, nationwide[-1], ahead)
    if draft.statistic == "share" and draft.measure in ("production", "cultivation"):
        source = [
            p
            for p in scene.places
            if p.role == "origin" and p.start >= q.end and not scene.broken(q.end, p.start)
        ]
        if source:  # 全球八成鸦片产自阿富汗
            return source[0].code
    if ahead:
        return in_its_unit(scene, state, narrowest_place(scene, ahead))
    if draft.measure in ("users", "deaths"):
        people = [p for p in scene.places if p.role == "people"]
        if people:
            return people[0].code
    if draft.like and draft.like.place:
        return draft.like.place
    if state.place or not here:
        written = next((written_at(p.code) for p in scene.places if p.role == "dateline"), "")
        return state.place or state.dateline or written or reached(scene, state) or state.sole
    return here[0].code


def _sum_at_home(scene: Scene, q: Quantity, last: Place) -> bool:
    """查获7吨，在柬埔寨查获4吨，*总计*今年查获11吨: what all finds, of which some were abroad, come to."""
    begin = clause_start(scene, q.start)
    if last.end > begin or scene.found.at("claims.total", begin) is None:
        return False
    parts = [o for o in scene.quantities if o.kind == q.kind and o.end <= begin and not o.refused]
    return len(parts) > 1 and last.start > parts[0].end


def reached(scene: Scene, state: State) -> str:
    """由纽约飞*抵香港*的男子: where whoever was searched arrived, if the text tells no other place."""
    places = [
        p
        for p in scene.places
        if p.role == "destination" and scene.found.ending("places.arrival", p.start, 6)
    ]
    if places and not scene.pack.spaces:
        state.arrived = written_at(places[0].code)
    return state.arrived


def in_its_unit(scene: Scene, state: State, place: Place) -> str:
    """The code of a place, for a city the subdivision spoken of where it may lie in it: 云南…在*保山*."""
    spoken = state.place
    if not _is_city(scene, place) or places_of.country_of(spoken) != place.code or spoken == place.code:
        return place.code
    known = places_of.units_of_cities(scene.pack.code).get(scene.between(place.start, place.end), spoken)
    return spoken if known == spoken else place.code


def moved_place(scene: Scene, q: Quantity) -> str:
    """*钦邦*成长26%: the place right before the verb of a change, "" for none."""
    place = next((p for p in reversed(scene.places) if p.end <= q.start and p.role == "at"), None)
    if place is None or scene.quantity_between(place.end, q.start):
        return ""
    moved = any(scene.found.at(kind, place.end) for kind in ("changes.up", "changes.down"))
    return place.code if moved else ""


def _whole(scene: Scene, q: Quantity) -> Hit | None:
    """占*全国*吸毒人员247万人的16%: the number of a whole country that a share behind it is of."""
    link = scene.found.at("compare.link", q.end)
    part = next((o for o in scene.quantities if o.start >= q.end), None)
    if link is None or part is None or part.kind != "percent" or part.start - link.end > 3:
        return None
    hits = scene.of("places.nationwide", clause_start(scene, q.start), q.start)
    return hits[-1] if hits and _names_whole(scene, hits[-1].start) else None


def _names_whole(scene: Scene, start: int) -> bool:
    """占*全国*的65%: what the number is a part of, no place of its own."""
    named = next((p for p in scene.places if p.end == start), None)  # 占中国*全国*的
    start = named.start if named else start
    return any(start - hit.end <= 1 for hit in scene.of("shares.verbs", max(scene.start, start - 7), start))


def _home(scene: Scene, state: State, hit: Hit, ahead: list[Place]) -> str:
    """The country that 全国 means: the one named before it, the one spoken of, else the writer's own."""
    if ahead and (country := places_of.country_of(ahead[-1].code)):
        return country
    home = scene.found.at("places.home", hit.start)
    return state.country or state.home or (str(home.key) if home else "")


def narrowest_place(scene: Scene, ahead: list[Place]) -> Place:
    """The last place before the number; a province just before a city of its country wins over it, and the
    first of a list stands for all."""
    last = _river(scene, ahead) or ahead[-1]
    ahead = ahead[: ahead.index(last) + 1]
    for place in reversed(ahead[:-1]):
        if scene.quantity_between(place.end, last.start) or _listed(scene, place, last):
            break
        wider = places_of.country_of(place.code) == last.code != place.code and not scene.broken(
            place.end, last.start
        )
        if wider and (_is_city(scene, last) or "," not in scene.between(place.end, last.start)):
            return place
    first = last
    for place in reversed(ahead[:-1]):
        if not _listed(scene, place, first):
            break
        first = place
    return first


def _listed(scene: Scene, place: Place, following: Place) -> bool:
    """仰光、曼德勒*、*东枝: whether only a mark of lists stands between two places."""
    return scene.between(place.end, following.start) in ("、", *scene.pack.words("lists.joiners"))


def _river(scene: Scene, ahead: list[Place]) -> Place | None:
    """*博胶省*警方在湄公河…: the province or country before a river in its clause, None for others."""
    last, before = ahead[-1], ahead[-2] if len(ahead) > 1 else None
    if before is None or last.code == before.code or not places_of.contains(last.code, before.code):
        return None
    if places_of.country_of(last.code):
        return None
    apart = "," in scene.between(before.end, last.start) or scene.quantity_between(before.end, last.start)
    return before if scene.found.ending("places.locative", last.start) and not apart else None


def _is_city(scene: Scene, place: Place) -> bool:
    """Whether a name is a city's or an agency's, whose country says less than the province before it."""
    return name_kinds(scene.pack.code).get(scene.between(place.start, place.end)) in ("city", "agency")


def _located_behind(scene: Scene, q: Quantity, here: list[Place]) -> Place | None:
    """12公斤海洛因*在云南*被查获: a place behind the number that a word of place leads in."""
    for place in here:
        if place.start < q.end:
            continue
        between = scene.between(q.end, place.start)
        located = any(place.start == hit.end for hit in scene.of("places.locative", q.end, place.start))
        stopped = any(c in between for c in _COMMAS) or scene.quantity_between(q.end, place.start)
        return place if located and not stopped and len(between) < 24 else None
    return None
