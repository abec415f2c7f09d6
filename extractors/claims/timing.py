"""Which period a claim is about: named right behind it, before it, after it, or carried from what was said before."""

from __future__ import annotations

from extractors.claims.draft import Draft
from extractors.claims.headed import governing, period_ahead
from extractors.claims.scene import Scene, State
from extractors.rules.iso import before
from extractors.rules.periods import KINDS_OF_DAY, Period
from extractors.rules.quantities import Quantity

_HABITS = (
    "relative",
    "past_days",
    "past_months",
    "past_years",
)  # "used it in the past year" says how, not when
_FLOWS = ("seizure", "arrests", "eradication", "destruction", "cases", "laboratories", "deaths")
_ENDS = ("month", "month_bare", "day", "day_bare")


def settle_periods(scene: Scene, drafts: list[Draft]) -> None:
    """Mark the periods that belong to earlier amounts or stand in brackets, and let a change arrive at its last year."""
    for draft in drafts:
        if draft.base:
            find = _right_behind if scene.pack.spaces else _governing
            own = find(scene, draft.quantity, scene.periods, 24)
            if own is not None:
                own.base = True
                own.compared = own.compared or scene.pack.spaces
    if scene.pack.spaces:
        for first, second in zip(scene.periods, scene.periods[1:], strict=False):
            if first.base and not second.base and (also := _also_base(scene, first, second)):
                second.base = True
                for draft in drafts:
                    draft.base = draft.base or draft.quantity is also
    flows = any(draft.measure in _FLOWS and draft.statistic == "level" for draft in drafts)
    for period in scene.periods:
        period.brackets = _brackets(scene, period)
        dated = (
            flows and period.kind in _ENDS and period.iso
        )  # none without a year in a report without a date
        if dated and scene.found.ending("claims.until", period.start - 1):
            period.iso = f"{period.iso[:4]}-01/{period.iso[:7]}"  # seized *as of* November 2005
    if any(draft.statistic == "change" for draft in drafts):
        spans = [
            period for period in scene.periods if period.kind == "year_span" and period.iso.count("/") == 1
        ]
        if len({period.iso for period in spans}) == 1:
            for period in spans:
                period.span, period.iso = period.iso, period.iso.split("/")[1]


def _also_base(scene: Scene, first: Period, second: Period) -> Quantity | None:
    """ "down from 33 percent in 1998 and more than 50 percent *in 1990*": one more amount and its earlier time."""
    told = [q for q in scene.quantities if first.end <= q.start and q.end <= second.start]
    if len(told) != 1 or not (second.iso and first.iso and second.iso < first.iso and second.explicit):
        return None
    start = told[0].bound_start if told[0].bound_start is not None else told[0].start
    word, _, mark = scene.between(first.end, start).strip(" ,").partition(" ")
    joined = word in scene.pack.words("lists.joiners")  # … in 1994 and a peak of 1,930 ha *in 1990*
    joined = joined and (not mark or mark in scene.pack.words("compare.before_number"))
    return told[0] if joined and len(scene.between(told[0].end, second.start)) <= 4 else None


def _governing(scene: Scene, q: Quantity, periods: list[Period], reach: int) -> Period | None:
    own = governing(scene, q, periods)
    return own if own is not None and q.start - own.end <= reach else None


def _brackets(scene: Scene, period: Period) -> tuple[int, int] | None:
    """The brackets around a period that hold an amount too: "(2011: 7.3 t)"."""
    opened = max(
        scene.folded.rfind("(", scene.start, period.start),
        scene.folded.rfind("（", scene.start, period.start),
    )
    if opened < 0 or any(mark in scene.folded[opened : period.start] for mark in ")）"):
        return None
    closed = min(
        (i for i in (scene.folded.find(mark, period.end, scene.end) for mark in ")）") if i >= 0),
        default=scene.end,
    )
    held = any(opened < q.start < closed and not q.refused for q in scene.quantities)
    return (opened, closed) if held else None


def period_of(scene: Scene, state: State, draft: Draft) -> str:
    """The period of a draft as an ISO period, "" where the text and its date do not tell."""
    period = _told_period(scene, state, draft)
    if period == state.period and _years_apart(period) and not scene.periods and scene.pack.spaces:
        return _end_of_spoken(draft, period)
    if period != "earlier":
        return period
    return _one_before(draft.like.period if draft.like else state.period)  # on the previous year (109,410)


def _years_apart(period: str) -> bool:
    """Whether a period is of several years: "1988/1995", no season."""
    return len(period) == 9 and period[4] == "/" and int(period[5:]) - int(period[:4]) > 1


def _end_of_spoken(draft: Draft, period: str) -> str:
    """Between 1988 and 1995 … Cultivation rose *from 188,300 to 214,800 ha*: the years that the span spoken of runs between."""
    moved = draft.statistic == "change" or draft.quantity.attrs.get("arrived")
    return period[5:] if moved else period


def _told_period(scene: Scene, state: State, draft: Draft) -> str:
    q = draft.quantity
    usable = [p for p in scene.periods if p.brackets is None or p.brackets[0] < q.start < p.brackets[1]]
    if not scene.pack.spaces:
        return period_ahead(scene, state, draft, usable)
    if draft.base:
        return _base_period(scene, state, draft, [p for p in usable if p.iso])
    current = [p for p in usable if not p.base]
    inside = [p for p in current if p.brackets and p.end <= q.start]
    close = _right_behind(scene, q, current, 6) if inside else None  # (18 in 2011, 22 *in 2012*)
    if inside:  # in 2018 (2017: 17.4 t)
        return close.iso if close is not None and close.brackets else inside[-1].iso
    if draft.measure == "users" and (state.period or any(p.explicit for p in current)):
        current = [p for p in current if p.explicit or p.kind not in _HABITS or "/" not in p.iso]
    back = next(
        (p for p in reversed(usable) if p.iso == "earlier" and not p.compared and p.end <= q.start), None
    )
    if back and state.period and not any(back.end <= p.start < q.start for p in current):
        return _one_before(state.period)  # a year earlier, 2,000 kilos had been found there
    own = _right_behind(scene, q, current, 60)
    opened = _in_brackets_behind(scene, q, usable)
    if opened is not None and not (own and not scene.aside(q.start, own.start)):
        if opened.iso == "earlier":  # 14 per cent more than a year earlier (43,900 ha)
            return _one_before(draft.like.period if draft.like else state.period)
        return opened.iso
    preceding = [p for p in current if p.end <= q.start]
    if _of_the_one_before(scene, q, usable):
        draft.base = True  # what follows is not of that year
        return _one_before(preceding[-1].iso if preceding else state.period)
    if own is not None and _belongs(scene, q, own) and not _of_the_next(scene, q, own, preceding):
        return own.iso if q.attrs.get("arrived") else _arrival(draft, own)
    if preceding and _of_relative_clause(scene, q, preceding[-1]):
        preceding = [p for p in preceding if p.end < preceding[-1].start]
        return _arrival(draft, preceding[-1]) if preceding else state.period
    if preceding:
        return _arrival(draft, preceding[-1])
    later = [p for p in current if p.start >= q.end and not _far(scene, q, p)]
    known = (draft.like and draft.like.period) or (state.period if draft.statistic == "level" else "")
    if (
        later
        and not (known and scene.broken(q.end, later[0].start))
        and not _of_the_present(scene, draft, later[0])
    ):
        return later[0].iso
    if draft.like and draft.like.period:
        return draft.like.period
    return "" if draft.measure == "users" and _of_days(state.period) else state.period  # no users of a day


def _of_the_one_before(scene: Scene, q: Quantity, periods: list[Period]) -> bool:
    """The 9 percent increase *of the previous year*: behind a number, and not what it is compared with."""
    period = next((p for p in periods if p.start >= q.end), None)
    if period is None or period.iso != "earlier" or period.start - q.end > 40 or q.kind == "bare":
        return False  # three times that *of the year before*
    kinds = ("compare.than", "compare.as", "compare.versus", "compare.than_behind")
    if any(scene.of(kind, q.end, period.start + 4) for kind in kinds):  # larger *than the* previous season
        return False
    between = scene.between(q.end, period.start)
    return not scene.quantity_between(q.end, period.start) and not any(mark in between for mark in ",;:(")


def _of_relative_clause(scene: Scene, q: Quantity, period: Period) -> bool:
    """Output, *which* reached 905 tons *in 1989,* plummeted to 100 tons: a time told in passing, between commas."""
    if not scene.pack.spaces or scene.folded[period.end : period.end + 1] != "," or not period.explicit:
        return False
    opened = [
        h for h in scene.of("compare.when", scene.start, period.start) if scene.folded[h.start - 2] == ","
    ]
    if (
        not opened
        or "," in scene.between(opened[-1].end, period.start)
        or not scene.quantity_between(opened[-1].end, period.start)
    ):
        return False
    moved = [
        h
        for kind in ("changes.up", "changes.down", "changes.reached")
        for h in scene.of(kind, period.end, q.start)
    ]
    return bool(moved) and not scene.quantity_between(period.end, q.start)


def end_of_span(scene: Scene, draft: Draft) -> str:
    """ "tripled between 2007 (*2,402*) and 2013 (8,257)": the year that a change arrives at, where its level is the first."""
    start = draft.like.quantity.start if draft.like else draft.quantity.end
    first = next(
        (p for p in scene.periods if draft.quantity.end <= p.start and 0 <= start - p.end <= 2), None
    )
    end = _other_end(scene, first, scene.periods) if first else None
    return end.iso if end else ""


def _other_end(scene: Scene, period: Period, periods: list[Period]) -> Period | None:
    """ "tripled between 2007 (2,402) and *2013* (8,257)": the year that a span with its amounts in brackets ends with."""
    if not scene.found.ending("ranges.between", period.start - 1):
        return None
    held = next((b for a, b in scene.brackets if 0 <= a - period.end <= 1), None)
    joined = held is not None and (
        scene.found.at("ranges.and", held + 1) or scene.found.at("ranges.to", held + 1)
    )
    return next((p for p in periods if joined and 0 <= p.start - joined.end <= 1), None)


def _of_the_present(scene: Scene, draft: Draft, period: Period) -> bool:
    """Addicts *number 42,000, and* consumption absorbs half of the 180 tons produced *in 1995*: the time of another amount."""
    between = scene.between(draft.quantity.end, period.start)
    return (
        draft.measure == "users"
        and between.startswith(", ")
        and scene.found.at("lists.joiners", draft.quantity.end + 2) is not None
        and scene.quantity_between(draft.quantity.end, period.start)
    )


def _of_days(period: str) -> bool:
    return len(period.split("/")[-1]) == 10


def _far(scene: Scene, q: Quantity, period: Period) -> bool:
    """3,455 people were held and 9,903 kilos burnt, the press was told about a haul *on Saturday*: the time of something else."""
    between = scene.between(q.end, period.start)
    other = [h for h in scene.of("cues", q.end, period.start) if period.start - h.end <= 2]
    return scene.pack.spaces and bool(other) and "," in between and period.kind in KINDS_OF_DAY


def _one_before(period: str) -> str:
    if len(period.split("/")[-1]) == 10:  # a day: the year before is a year
        return str(int(period[:4]) - 1)
    try:
        return before(period)
    except ValueError:
        return ""


def _arrival(draft: Draft, period: Period) -> str:
    """A change over a span of years has the year that it arrives at."""
    ends = (draft.statistic == "change" or draft.quantity.attrs.get("arrived")) and period.kind == "year_span"
    return period.iso.split("/")[-1] if ends else period.iso


def _span_start(scene: Scene, draft: Draft) -> str:
    """ "From 2000 to 2013 … *from 160,000* to 48,000 hectares": the year that the span of both begins with; "" for none."""
    like = draft.like
    if like is None or not like.quantity.attrs.get("arrived") or like.quantity.start < scene.start:
        return ""
    spans = [p.span or p.iso for p in scene.periods if p.kind in ("year_span", "since_year") and p.explicit]
    since = [
        p for p in scene.periods if p.kind == "since_year" and p.explicit and p.end <= draft.quantity.start
    ]
    if since:
        return since[-1].iso[:4]
    if len(set(spans)) > 1:  # fell 55 percent *between 1988 and 1992* alone, from 2.9 million
        spans = [
            p.span or p.iso for p in scene.periods if p.kind == "year_span" and p.end <= draft.quantity.start
        ][-1:]
    spans = [iso for iso in spans if len(iso) == 9]
    return spans[0][:4] if spans else ""


def _in_brackets_behind(scene: Scene, q: Quantity, periods: list[Period]) -> Period | None:
    """ "the level recorded in *2000* (221,300 ha)": the period that the brackets around an amount stand behind."""
    opened = next((a for a, b in scene.brackets if a < q.start < b), None)
    for period in periods if opened is not None else ():
        if 0 <= opened - period.end <= 12:
            between = scene.between(period.end, opened).strip()
            if not between or between in scene.pack.words(
                "compare.levels"
            ):  # from its *2014* level (6,400 tons)
                return period
    return None


def _right_behind(scene: Scene, q: Quantity, periods: list[Period], reach: int) -> Period | None:
    """The first period behind a quantity, where no other quantity and no strong stop stands between."""
    following = [p for p in periods if p.start >= q.end]
    if not following:
        return None
    period = following[0]
    if (
        scene.quantity_between(q.end, period.start)
        or period.start - q.end > reach
        or scene.broken(q.end, period.start)
    ):
        return None
    return period


def _belongs(scene: Scene, q: Quantity, period: Period) -> bool:
    """57,600 hectares *in 2014*, but not "12 t, the agency said as it opened its 2014 review"."""
    between = scene.between(q.end, period.start)
    for place in scene.places if scene.pack.spaces else ():  # recorded in *Fort Lauderdale, Fla.,* in 1987
        if q.end < place.start and place.end < period.start and "(" not in between:
            named = scene.between(place.start, place.end)
            between = between.replace(named + ",", "", 1).replace(named, "", 1)
    words = between.replace(",", " ").split()
    return len(words) <= 9 and not ("," in between and len(words) > 3) and "，" not in between


def _of_the_next(scene: Scene, q: Quantity, period: Period, preceding: list[Period]) -> bool:
    """In 2014 there were 1,586 kilos *and* in *2015* 2,304: a time behind a joiner or comma, where one stands before too."""
    comma = scene.folded[q.end : q.end + 2] == ", " and (
        scene.found.at("lists.joiners", q.end + 2) or scene.found.at("claims.turning", q.end + 2)
    )
    if not preceding or (scene.quantity_between(preceding[-1].end, q.start) and not comma):
        return False  # … and arrested four men, and *last night* they held three
    if not (
        comma or preceding[-1].explicit or (preceding[-1].kind == "relative" and len(preceding[-1].iso) == 4)
    ):
        return False
    joined = scene.found.at("lists.joiners", q.end + 1) or scene.folded[q.end : q.end + 1] == ","
    if joined and any(o.start >= period.end and o.kind == q.kind for o in scene.quantities):
        return True
    words = scene.between(q.end, period.start).split()  # a 5 per cent rise, *in 2017* a 6 per cent fall
    words = words[:-1] if words and words[-1] in scene.pack.set_of("compare.link") else words
    opens = bool(words) and (words[-1].endswith(",") or words[-1] in scene.pack.set_of("lists.joiners"))
    near = [o.start for o in scene.quantities if o.start >= period.end and o.kind == q.kind]
    near += [h.start for h in scene.of("changes.multiples", period.end)]
    return opens and any(start - period.end <= 34 for start in near[:1])


def _base_period(scene: Scene, state: State, draft: Draft, usable: list[Period]) -> str:
    """An earlier amount: its own period, else the one before that of the level it is compared with."""
    q = draft.quantity
    named = [p for p in usable if p.iso != "earlier"]
    own = _right_behind(scene, q, named, 40)
    own = own or next((p for p in reversed(named) if 0 <= q.start - p.end < 30 and p.base), None)
    now = draft.like.period if draft.like else ""
    if (
        own is not None
        and now
        and own.kind == "relative"
        and len(own.iso) == len(now) == 4
        and own.iso >= now
    ):
        return _one_before(now)  # to 2,170 ha in 1996 from the 1,750 observed *last year*
    if own is not None:
        return own.iso
    if scene.pack.spaces and (first := _span_start(scene, draft)):
        return first
    if scene.pack.spaces and _years_apart(state.period) and not scene.periods and draft.like:
        return state.period[:4]
    current = draft.like.period if draft.like else state.period
    try:
        return before(current) if current else ""
    except ValueError:
        return ""
