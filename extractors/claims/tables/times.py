"""Periods in heads: years, fiscal years, months whose year another head tells, quarters, days."""

from __future__ import annotations

import datetime as dt
import re

from extractors.languages import Pack
from extractors.rules.calendar import Setting
from extractors.rules.lexicon import Found
from extractors.rules.periods import UNDATED, find_periods

OPEN_YEAR = 2000  # stands in a part of a year that another head tells
_LONE_YEAR = re.compile(r"(?<![0-9.,/-])((?:19|20)[0-9]{2})(?![0-9.,/-])")
_UNSURE = re.compile(r"[–—至]|[0-9] ?(?:to|a) ?[0-9]")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}年?")
# Quarters and halves as tables of every language write them: Q1, 1T, T3, H2
_QUARTER = re.compile(r"(?<!\w)(?:([qth])\s?([1-4])|([1-4])\s?([qth]))(?!\w)")
_DAY = re.compile(r"([0-9]{1,4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,4})(?:[ t][0-9:.]{1,12}(?: ?[ap]\.?m\.?)?)?")


class Times:
    """Reads periods in the heads of one table. `country` tells when its fiscal year begins."""

    def __init__(self, pack: Pack, published: dt.date | None, country: str) -> None:
        self.pack, self.published, self.country = pack, published, country
        self._months = {word: int(value) for word, value in pack.table("periods.months").items()}
        self.day_first: bool | None = (
            None  # whether 03/04/2019 is of April; None where the column does not tell
        )

    def is_year(self, text: str) -> bool:
        return bool(_YEAR.match(text.strip()))

    def told(self, folded: str, found: Found) -> tuple[str, str]:
        """The period that a head tells, and the part of a year where it names no year ("2000-03")."""
        day = self._day(folded.strip())
        if day is not None:
            return day, ""
        periods = find_periods(
            folded, 0, len(folded), found, self.pack, Setting(None, self.country, year=OPEN_YEAR)
        )
        told = {p.iso for p in periods if p.explicit and p.iso and p.kind != UNDATED}
        parts = {p.iso for p in periods if not p.explicit and p.iso.startswith(str(OPEN_YEAR))}
        parts |= self._named_parts(folded) if not parts else set()
        if len(told) > 1 or len(parts) > 1:
            return "", ""
        inner = {p.iso for p in periods if not p.explicit and told and _lies_in(p.iso, min(told))}
        if len(inner) == 1:  # "2018 (Jan–Jun)"
            return inner.pop(), ""
        if not told:
            years = set(
                _LONE_YEAR.findall(folded)
            )  # "2018" without the language's word for a year, "2018 tonnes"
            told = years if len(years) == 1 and not _UNSURE.search(folded) else set()
        if told and parts:
            joined = join_year(parts.pop(), told.pop())
            return joined, ""
        if not told and not parts and self.published:
            setting = Setting(self.published, self.country)
            relative = find_periods(folded, 0, len(folded), found, self.pack, setting)
            told = {p.iso for p in relative if p.kind == "relative" and p.iso != "earlier" and p.iso}
        return (told.pop() if len(told) == 1 else ""), (parts.pop() if parts else "")

    def month(self, text: str) -> str:
        """The part of a year in a cell of a column of months: "OCT", "3" → "2000-03"."""
        bare = text.strip().lower().strip(". ").removesuffix("月")
        number = int(bare) if bare.isdigit() and len(bare) <= 2 else self._months.get(bare, 0)
        if not number and len(bare) in (3, 4) and bare.isalpha():  # "ene", "sept"
            starting = {month for word, month in self._months.items() if word.startswith(bare)}
            number = starting.pop() if len(starting) == 1 else 0
        return f"{OPEN_YEAR}-{number:02d}" if 1 <= number <= 12 else ""

    def settle_days(self, texts: list[str]) -> None:
        """Learns from all dates of a table whether the day or the month comes first in them."""
        pairs = [
            (int(m[1]), int(m[2]))
            for t in texts
            if (m := _DAY.fullmatch(t.strip().lower())) and len(m[3]) == 4
        ]
        first, second = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
        self.day_first = None if first == second else first

    def _day(self, folded: str) -> str | None:
        """A day in digits as ISO; "" where it cannot be told, None for what is no such day."""
        match = _DAY.fullmatch(folded)
        if match is None or (len(match[1]) != 4 and len(match[3]) != 4):
            return None
        a, b, c = int(match[1]), int(match[2]), int(match[3])
        try:
            if len(match[1]) == 4:
                return dt.date(a, b, c).isoformat()
            if self.day_first is None and a != b:
                return ""
            return (dt.date(c, b, a) if self.day_first else dt.date(c, a, b)).isoformat()
        except ValueError:
            return ""

    def _named_parts(self, folded: str) -> set[str]:
        match = _QUARTER.search(folded)
        if match:
            kind, number = (match[1], match[2]) if match[1] else (match[4], match[3])
            length = 6 if kind == "h" else 3
            first = (int(number) - 1) * length + 1
            return {f"{OPEN_YEAR}-{first:02d}/{OPEN_YEAR}-{first + length - 1:02d}"} if first <= 12 else set()
        bare = folded.strip(" .*:")
        return {self.month(bare)} - {""} if not bare.isdigit() else set()


def _lies_in(part: str, whole: str) -> bool:
    """Whether a period in months lies within another, and is not all of it."""
    (a, _, b), (c, _, d) = part.partition("/"), whole.partition("/")
    first, last = c[:7] if len(c) > 4 else f"{c}-01", (d or c)[:7] if len(d or c) > 4 else f"{d or c}-12"
    return len(a) >= 7 and first <= a[:7] and (b or a)[:7] <= last and part != whole


def join_year(part: str, period: str) -> str:
    """A part of a year ("2000-10") in the year, or fiscal year, that another head tells; "" where it does not fit."""
    if not part or not period:
        return ""
    pieces = part.split("/")
    if len(period) == 4 and period.isdigit():
        return "/".join(period + piece[4:] for piece in pieces)
    first, _, last = period.partition("/")
    for year in dict.fromkeys((first[:4], last[:4])):
        moved = [year + piece[4:] for piece in pieces]
        if len(first) >= 7 and first[:7] <= moved[0] and moved[-1] <= last[:7]:
            return "/".join(moved)
    return ""
