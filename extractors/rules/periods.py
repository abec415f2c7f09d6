"""Periods: found in a sentence by the pack's templates and phrases, and resolved to ISO periods.

What a phrase leaves open (the year of "in March", the day of "on Tuesday") comes from the report's date; what can't be
told stays out.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.languages import Pack
from extractors.rules.calendar import Setting, resolve
from extractors.rules.lexicon import Found
from extractors.rules.templates import templates

# Kinds that name their year, or a day by the report's date; the others borrow a year from it.
KINDS_OF_DAY = ("day", "day_bare", "day_span", "days_months", "weekday", "weekday_span")


@dataclass(slots=True)
class Period:
    """A phrase of time at `[start, end)`. `iso` is a period of CLAIMS.md, or "earlier" (the period before the one
    spoken of), or "" where it can't be told; `explicit` says that the phrase names its year itself."""

    start: int
    end: int
    iso: str
    kind: str
    explicit: bool
    base: bool = False  # what a number is compared with: "than in 2011"
    compared: bool = False  # a word of comparison says so
    brackets: tuple[int, int] | None = None  # around it and an amount: "(2011: 7.3 t)"


def find_periods(
    folded: str, start: int, end: int, found: Found, pack: Pack, setting: Setting
) -> list[Period]:
    """The periods named in `folded[start:end]`, in order, resolved by `setting` (the report's date, what was said)."""
    spans = _template_spans(folded, start, end, found, pack)
    for hit in found.of("periods.relative", start, end):
        inside = [span for span in spans if span[0] < hit.end and hit.start < span[1]]
        if all(hit.end - hit.start > b - a for a, b, *_ in inside):
            spans = [span for span in spans if span not in inside]
            spans.append((hit.start, hit.end, "relative", {"code": str(hit.key)}))
    periods = []
    for a, b, kind, slots in sorted(spans, key=lambda span: span[0]):
        iso, explicit = resolve(kind, slots, setting)
        if kind == "deadline" or _in_title(folded, a, b, start) or _dates_nothing(a, kind, start, found) or _recorded(b, found) or _announced(folded, a, b, kind, slots, found, pack):
            iso = ""
            continue
        periods.append(Period(a, b, iso, kind, explicit))
        if iso and iso != "earlier":
            setting.note(iso, explicit)
    return periods


def _template_spans(
    folded: str, start: int, end: int, found: Found, pack: Pack
) -> list[tuple[int, int, str, dict]]:
    spans = []
    for a, b, kind, slots in templates(pack.code).find(folded, start, end, found):
        if kind == "year" and b - a == 4 and _counts(folded, b, found, pack):
            continue
        spans.append((a, b, kind, slots))
    return spans


def _counts(folded: str, end: int, found: Found, pack: Pack) -> bool:
    """ "2000 tablets", "1998 kg": four digits before a unit are an amount."""
    gap = end + (folded[end : end + 1] in " -")
    return any(
        found.at(kind, gap) for kind in ("unit", "numbers.scales", "blocks.other_units", "blocks.money")
    )


def _dates_nothing(a: int, kind: str, start: int, found: Found) -> bool:
    """ "the largest haul since 2009", "since records began in 2006": how long nothing like it was seen."""
    if found.ending("compare.records", a - 1):
        return True
    return kind.startswith("since") and bool(found.of("compare.superlative", max(start, a - 80), a))


def _in_title(folded: str, a: int, b: int, start: int) -> bool:
    """《2018年世界毒品报告》: the year of a document's title."""
    opened = folded.rfind("《", max(start, a - 30), a)
    return opened >= 0 and "》" not in folded[opened:a] and "》" in folded[b : b + 40]


def _recorded(b: int, found: Found) -> bool:
    """2014年以来*最高*: how long nothing like it was seen, where the word of a record stands behind."""
    return any(found.at("compare.record_after", place) for place in (b, b + 1))


def _announced(folded: str, start: int, end: int, kind: str, slots: dict, found: Found, pack: Pack) -> bool:
    """ "…, police said on Monday": the day of an announcement dates nothing."""
    if kind not in KINDS_OF_DAY and not (kind == "relative" and str(slots.get("code", "")).startswith("day")):
        return False
    before = folded[max(0, start - 4) : start]
    gap = len(before) - len(before.rstrip())
    for kind_of in ("claims.announced",):
        hit = found.ending(kind_of, start - gap)
        if hit is not None:
            return True
        if not pack.spaces and found.at(kind_of, end):
            return True
    return False
