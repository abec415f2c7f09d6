"""Periods: found in a sentence by the pack's templates and phrases, and resolved to ISO periods.

What a phrase leaves open (the year of "in March", the day of "on Tuesday") comes from the report's date; what can't be
told stays out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.languages import Pack
from extractors.rules.calendar import Setting, resolve
from extractors.rules.lexicon import Found
from extractors.rules.templates import openings, templates

# Kinds that name their year, or a day by the report's date; the others borrow a year from it.
_BORROW = ("day", "day_span", "days_months", "month_bare", "month_span_bare", "first_months_bare",
           "half_year_bare", "quarter_bare",
           "quarters_bare", "to_month_bare")  # fmt: skip
KINDS_OF_DAY = ("day", "day_bare", "day_span", "days_months", "weekday", "weekday_last", "weekday_span")


UNDATED = "undated"  # a phrase of time that dates nothing: no number may be read in it


@dataclass(slots=True)
class Period:
    """A phrase of time at `[start, end)`. `iso` is an ISO period, or "earlier" (the period before the one
    spoken of), or "" where it can't be told; `explicit` says that the phrase names its year itself."""

    start: int
    end: int
    iso: str
    kind: str
    explicit: bool
    base: bool = False  # what a number is compared with: "than in 2011"
    compared: bool = False  # a word of comparison says so
    brackets: tuple[int, int] | None = None  # around it and an amount: "(2011: 7.3 t)"
    parts: tuple[str, ...] = ()  # the two times that "in 2016 and 2017" names
    span: str = ""  # the whole of a span that a change arrives at the end of


def find_periods(
    folded: str, start: int, end: int, found: Found, pack: Pack, setting: Setting
) -> list[Period]:
    """The periods named in `folded[start:end]`, in order, resolved by `setting` (the report's date, what was said)."""
    spans = _template_spans(folded, start, end, found, pack)
    for hit in found.of("periods.relative", start, end):
        if not pack.spaces and found.at("blocks.age", hit.end - 1):  # 该*年龄*段
            continue
        inside = [span for span in spans if span[0] < hit.end and hit.start < span[1]]
        if all(hit.end - hit.start > b - a for a, b, *_ in inside):
            spans = [span for span in spans if span not in inside]
            spans.append((hit.start, hit.end, "relative", {"code": str(hit.key)}))
    periods = []
    for a, b, kind, slots in sorted(spans, key=lambda span: span[0]):
        _other_calendar(slots, pack)
        lead = (
            periods[-1]
            if periods and kind in _BORROW and _leads(folded, periods[-1], a, kind, pack)
            else None
        )
        if lead:  # 去年 + 3月
            slots, a = {**slots, "Y": int(lead.iso)}, lead.start
            periods.pop()
        iso, explicit = resolve(kind, slots, setting)
        iso = _onward(folded, a, b, end, iso, found, setting) or iso
        if kind == "year_span" and _SEASON.fullmatch(folded[a:b].split(" ")[-1]):
            kind = "season"
        if (
            kind == "deadline"
            or _in_title(folded, a, b, start)
            or (kind == "year" and pack.spaces and _behind_title(a, found))
            or _dates_nothing(folded, a, kind, start, found, iso if pack.spaces else "")
            or ((kind.startswith(("since", "past_")) or _goes_back(kind, iso)) and _recorded(b, found))
            or _announced(folded, a, b, kind, slots, found, pack)
            or _cited(folded, a, b, start, end, found)
            or (kind == "year" and (_titled(folded, b, found) or _of_statute(folded, a, found)))
        ):
            periods.append(Period(a, b, "", UNDATED, explicit))
            if not pack.spaces and len(iso) == 10 and _announced(folded, a, b, kind, slots, found, pack):
                setting.period = iso  # 仰光6月26日电 … 当天
            continue
        periods.append(Period(a, b, iso, kind, explicit, parts=_parts(folded[a:b], kind, slots, iso, pack)))
        compared = not pack.spaces and found.ending("compare.than", a, 4)
        if iso and iso != "earlier" and (not compared or found.ending("claims.counting", a, 4)):
            setting.note(iso, explicit)
    return periods


_SEASON = re.compile(r"[0-9]{4}[-–/][0-9]{2}")  # 2015-16
_CITED = re.compile(
    r"(?:[^0-9():;]{2,80}, ?)?(?:19|20)[0-9]{2}[a-z]?(?:[,;] ?(?:[^0-9():;]{2,80}, ?)?(?:19|20)[0-9]{2}[a-z]?){0,6}"
)


def _titled(folded: str, b: int, found: Found) -> bool:
    """ "the *2018* World Drug Report shows": the year of a report, with at most the names of who made it between."""
    return any(found.at("claims.titles", place) for place in (b + 1, b + 4))


def _behind_title(a: int, found: Found) -> bool:
    """The *annual report 2018*, *informe anual de 2018*: the year of a report."""
    if "claims.titles" not in found.kinds:
        return False
    of = found.ending("shares.of", a - 1, 4)
    return found.ending("claims.titles", of.start - 1 if of else a - 1) is not None


def _of_statute(folded: str, a: int, found: Found) -> bool:
    """The Dangerous Drugs *Act, 1985*, the *Act of 1952*: the year of a law is part of its name."""
    if "claims.statutes" not in found.kinds:
        return False
    of = found.ending("shares.of", len(folded[:a].rstrip()), 4)
    stem = len(folded[: of.start if of else a].rstrip(" ,("))
    return folded[a].isdigit() and a - stem <= 6 and found.ending("claims.statutes", stem) is not None


def _cited(folded: str, a: int, b: int, start: int, end: int, found: Found) -> bool:
    """ "(UNODC, 2011)", "(national reports, 2004; CND, 2005)": the year of a work that is named."""
    opened, closed = folded.rfind("(", max(start, a - 160), a), folded.find(")", b, min(end, b + 160))
    if opened < 0 or closed < 0 or ")" in folded[opened:a] or "(" in folded[b:closed]:
        return False
    inner = folded[opened + 1 : closed]
    if "," not in inner or not _CITED.fullmatch(inner) or not re.search(r"[a-z]{2}", inner):
        return False
    told = ("place", "demonym", "cues", "periods.months", "drug", "unit", "changes.up", "changes.down")
    return not any(found.of(kind, opened, closed) for kind in told)


def _parts(phrase: str, kind: str, slots: dict, iso: str, pack: Pack) -> tuple[str, ...]:
    """2017年*和*2016年, 5月*和*6月: two times, not the span between them; () for others."""
    if "span" not in kind or not any(word in phrase for word in pack.words("lists.joiners")):
        return ()
    if kind == "year_span":
        return (str(slots["Y"]), str(slots["Y2"])) if slots["Y2"] > 1000 else ()
    return tuple(iso.split("/"))


def _other_calendar(slots: dict, pack: Pack) -> None:
    """民国114年, 114年, 佛历2562年: a year of the calendar that the pack's eras name, as a common one."""
    eras = pack.table("periods.eras")
    for slot in [slot for slot in slots if slot[0] in "RTB"]:
        slots["Y" + slot[1:]] = slots.pop(slot) - int(eras.get(slot[0], next(iter(eras.values()), 0)))


def _leads(folded: str, last: Period, start: int, kind: str, pack: Pack) -> bool:
    """Whether a year stands right before a part of it: *去年*第四季度, *2019年*的上半年."""
    between = folded[last.end : start]
    link = next((word for word in pack.words("compare.link") if word and between.startswith(word)), "")
    return len(last.iso) == 4 and between[len(link) :] in openings(pack.code, kind)


def _onward(folded: str, a: int, b: int, end: int, iso: str, found: Found, setting: Setting) -> str:
    """自9月30日开展会战*以来*: from a day, month or year up to the report's; "" where the words say nothing of it."""
    published = setting.published
    if not iso or "/" in iso or published is None:
        return ""
    near = found.of("periods.onward", b, min(end, b + 30))
    if not found.ending("periods.from", a, 4):  # 去年以来
        near = [hit for hit in near if hit.start == b]
    if not near or any(c in folded[b : near[0].start] for c in ",;。"):
        return ""
    now = published.isoformat()[: len(iso)]
    return f"{iso}/{now}" if iso < now else ""


def _template_spans(
    folded: str, start: int, end: int, found: Found, pack: Pack
) -> list[tuple[int, int, str, dict]]:
    spans = []
    for a, b, kind, slots in templates(pack.code).find(folded, start, end, found):
        if kind == "year" and b - a == 4 and _counts(folded, b, found, pack):
            continue
        if kind == "day_bare" and any(d.start < a and b <= d.end for d in found.of("drug", a - 8, b + 8)):
            continue  # 艾利敏5号
        spans.append((a, b, kind, slots))
    return spans


def _counts(folded: str, end: int, found: Found, pack: Pack) -> bool:
    """ "2000 tablets", "1998 kg": four digits before a unit are an amount."""
    gap = end + (folded[end : end + 1] in " -")
    return any(
        found.at(kind, gap) for kind in ("unit", "numbers.scales", "blocks.other_units", "blocks.money")
    )


def _goes_back(kind: str, iso: str) -> bool:
    """ "the third lowest weight *in the last decade*": whole years up to a month."""
    first, _, last = iso.partition("/")
    return kind == "relative" and len(first) == len(last) == 7 and first[5:] == last[5:]


def _of_event(folded: str, a: int, start: int, found: Found) -> bool:
    """ "*Following the military takeover in* 2021, cultivation rose": the time of what came before, and of no drugs."""
    if "compare.events" not in found.kinds:
        return False
    near = found.of("compare.events", max(start, a - 64), a)
    between = folded[near[-1].end : a] if near else ","
    told = any(found.of(kind, near[-1].end, a) for kind in ("cues", "weak", "drug")) if near else True
    return len(between.split()) >= 2 and not told and not any(c in between for c in ",;:.(0123456789")


def _dates_nothing(folded: str, a: int, kind: str, start: int, found: Found, iso: str = "") -> bool:
    """ "the largest haul since 2009", "since records began in 2006": how long nothing like it was seen."""
    if found.ending("compare.records", a - 1) or (kind == "year" and _of_event(folded, a, start, found)):
        return True
    return (kind.startswith(("since", "past_")) or _goes_back(kind, iso)) and bool(
        found.of("compare.superlative", max(start, a - 80), a)
    )


def _in_title(folded: str, a: int, b: int, start: int) -> bool:
    """《2018年世界毒品报告》: the year of a document's title."""
    opened = folded.rfind("《", max(start, a - 30), a)
    return opened >= 0 and "》" not in folded[opened:a] and "》" in folded[b : b + 40]


def _recorded(b: int, found: Found) -> bool:
    """2014年以来*最高*: how long nothing like it was seen, where the word of a record stands behind."""
    return any(found.at("compare.record_after", place) for place in (b - 1, b, b + 1))


def _released(folded: str, start: int, found: Found) -> bool:
    """ "those *published* by the United Nations on 9 June": in one clause, with no number between."""
    near = found.of("claims.released", max(0, start - 80), start)
    between = folded[near[-1].end : start] if near else ". "
    return ". " not in between and not any(char.isdigit() or char in ";:," for char in between)


def _announced(folded: str, start: int, end: int, kind: str, slots: dict, found: Found, pack: Pack) -> bool:
    """ "…, police said on Monday": the day of an announcement dates nothing."""
    if kind not in KINDS_OF_DAY and not (kind == "relative" and str(slots.get("code", "")).startswith("day")):
        return False
    before = folded[max(0, start - 4) : start]
    gap = len(before) - len(before.rstrip())
    if _released(folded, start, found):
        return True
    for kind_of in ("claims.announced",):
        hit = found.ending(kind_of, start - gap)
        if hit is not None or _told_on(folded, start - gap, found, pack):
            return True
        if not pack.spaces and (found.at(kind_of, end) or _told_behind(folded, end, found)):
            return True
    return False


def _told_on(folded: str, end: int, found: Found, pack: Pack) -> bool:
    """ "said in a statement *on* Friday": a small word between the saying and its day."""
    word = folded[max(0, end - 4) : end].split(" ")[-1]
    led = pack.spaces and word in pack.set_of("text.common")
    return led and found.ending("claims.announced", end - len(word) - 1) is not None


def _told_behind(folded: str, end: int, found: Found) -> bool:
    """记者15日从边防支队*获悉*, 18日晚*报道*: a word of saying in the same clause, and no deed between."""
    if folded[end : end + 1] == "," and (
        told := found.of("claims.announced", end, end + 26)
    ):  # 5日，官员表示，…
        between = folded[end + 1 : told[0].start]
        said = next((h for h in told if folded[h.end : h.end + 1] in (",", ":")), None)
        return (
            said is not None and not re.search(r"[,;。]", between) and not found.of("cues", end, said.start)
        )
    near = found.of("claims.announced", end, end + 16)
    if not near or re.search(r"[,;。、]", folded[end : near[0].start]):
        return False
    return not found.of("cues", end, near[0].start)
