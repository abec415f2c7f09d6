"""Periods as days: how long one is, what kind of time, which year holds it, and the same a year before."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

KINDS = ("year", "fiscal", "season", "part", "month", "day", "span", "")
HALF_YEAR = 180  # days that a period must share with a calendar year to be near it
A_YEAR = 400  # days; "the past year" is written with both its Mays

_ONE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def _days(text: str) -> tuple[int, int] | None:
    """The ordinals of the first day of "2013", "2013-04", "2013-04-02", and of the day after its last."""
    match = _ONE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            first = dt.date(year, month, day).toordinal()
            return first, first + 1
        if month:
            return dt.date(year, month, 1).toordinal(), dt.date(
                year + month // 12, month % 12 + 1, 1
            ).toordinal()
        return dt.date(year, 1, 1).toordinal(), dt.date(year + 1, 1, 1).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def span(period: str) -> tuple[int, int] | None:
    """First day and day after the last, as ordinals; None for "" and for what is no period."""
    ends = period.split("/")
    if len(ends) > 2:
        return None
    first, last = _days(ends[0]), _days(ends[-1])
    return (first[0], last[1]) if first and last and first[0] < last[1] else None


@lru_cache(maxsize=65536)
def plain(period: str) -> str:
    """One way of writing a period: "2013-01/2013-12" is "2013", "2013-04/2013-04" is "2013-04"; "" if it is
    none."""
    days = span(period)
    if days is None:
        return ""
    first, last = dt.date.fromordinal(days[0]), dt.date.fromordinal(days[1])
    if (first.month, first.day, last.month, last.day, last.year - first.year) == (1, 1, 1, 1, 1):
        return str(first.year)
    start, _, end = period.partition("/")
    return start if start == end else period


@lru_cache(maxsize=65536)
def kind(period: str) -> str:
    """What sort of time a period is, one of KINDS; a twelve months from another month than January is
    "fiscal"."""
    days = span(period)
    if days is None:
        return ""
    if "/" not in period:
        return ("year", "month", "day")[period.count("-")]
    start, end = period.split("/")
    first, last = dt.date.fromordinal(days[0]), dt.date.fromordinal(days[1] - 1)
    if len(start) == len(end) == 4:
        return "season" if last.year == first.year + 1 else "span"
    if first.year == last.year:
        return "part"
    return "fiscal" if first.day == 1 and 364 <= days[1] - days[0] <= 366 else "span"


@lru_cache(maxsize=65536)
def year(period: str) -> int | None:
    """The year that a period ends in."""
    days = span(period)
    return dt.date.fromordinal(days[1] - 1).year if days else None


@lru_cache(maxsize=65536)
def around(period: str) -> tuple[tuple[str, str], ...]:
    """The calendar years that a period lies in or near, for a day its month, each with the reason key:

    "part-of-year", "period-inside" (a day in its month), "fiscal-year" (seasons too), or "other-year" for
    another span of about a year.
    """
    days, kind_of = span(period), kind(period)
    if days is None or kind_of == "year":
        return ()
    first, last = dt.date.fromordinal(days[0]), dt.date.fromordinal(days[1] - 1)
    found = []
    if first.year == last.year:
        month = f"{first.year}-{first.month:02d}"
        found.append((month, "period-inside") if kind_of == "day" else (str(first.year), "part-of-year"))
    elif kind_of in ("fiscal", "season") or days[1] - days[0] <= A_YEAR:
        reason = "fiscal-year" if kind_of in ("fiscal", "season") else "other-year"
        for one in range(first.year, last.year + 1):
            start, end = dt.date(one, 1, 1).toordinal(), dt.date(one + 1, 1, 1).toordinal()
            if min(days[1], end) - max(days[0], start) >= HALF_YEAR:
                found.append((str(one), reason))
    return tuple(found)


def inside(inner: str, outer: str) -> bool:
    """Whether all days of one period lie in another, longer one."""
    a, b = span(inner), span(outer)
    return bool(a and b and a != b and b[0] <= a[0] and a[1] <= b[1])


@lru_cache(maxsize=65536)
def year_before(period: str) -> str:
    """The same time one year earlier: "2012" → "2011", "2013-04/2013-06" → "2012-04/2012-06".

    "" for a day, for several years, and for what is no period: nobody can tell what a change there counts
    from.
    """
    days, kind_of = span(period), kind(period)
    if days is None or kind_of == "day" or days[1] - days[0] > (740 if kind_of == "season" else A_YEAR):
        return ""
    moved = "/".join(f"{int(end[:4]) - 1}{end[4:]}" for end in period.split("/"))
    return moved if span(moved) else ""
