"""Values and periods as people read them, in the interface's language. Grouping and dates by Babel (CLDR)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from babel.dates import format_date, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

NBSP = "\u00a0"
MINUS = "−"
LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
WORDS = {
    "en": {
        "kg": "kg",
        "t": "t",
        "ha": "ha",
        "L": "L",
        "tablet": "tablets",
        "plant": "plants",
        "case": "",
        "person": "",
        "laboratory": "laboratories",
        "incident": "seizures",
    },
    "zh": {
        "kg": "公斤",
        "t": "吨",
        "ha": "公顷",
        "L": "升",
        "tablet": "片",
        "plant": "株",
        "case": "起",
        "person": "人",
        "laboratory": "处",
        "incident": "起",
    },
}
SIGNS = {"about": "≈", "at_least": "≥", "at_most": "≤"}


@dataclass(frozen=True, slots=True)
class Scale:
    """How one chart writes a unit: divide by `factor`, then `suffix` ("t", "thousand ha")."""

    factor: float
    suffix: str


def _missing(value: object) -> bool:
    return value is None or value != value or value is not value or str(value) == "<NA>"


def _plain(number: float, language: str, digits: int = 4) -> str:
    """Up to `digits` significant digits, whole part never shortened: 132,773; 23.3; 0.0125."""
    if number == 0:
        return "0"
    places = max(0, digits - 1 - math.floor(math.log10(abs(number))))
    if abs(number) >= 1000:
        places = 0
    return _grouped(round(number, places), min(places, 8), language)


@lru_cache(65536)
def count(number: int, language: str) -> str:
    """A whole number with its grouping: 132,773."""
    return _grouped(int(number), 0, language)


def _grouped(number: float, places: int, language: str) -> str:
    """A number with the language's signs for thousands and decimals, without zeros at its end."""
    thousands, decimal = _signs(language)
    written = f"{number:,.{places}f}"
    if places:
        written = written.rstrip("0").rstrip(".")
    if thousands == "," and decimal == ".":
        return written
    whole, _, rest = written.partition(".")
    return whole.replace(",", thousands) + (decimal + rest if rest else "")


@cache
def _signs(language: str) -> tuple[str, str]:
    return get_group_symbol(LOCALES[language]), get_decimal_symbol(LOCALES[language])


def percent(value: float, language: str, *, signed: bool = False, digits: int = 4) -> str:
    """24% or, signed, +24% and −13%."""
    text = _plain(abs(value), language, digits)
    sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
    return f"{sign}{text}%"


def _big_english(value: float, unit: str) -> tuple[float, str]:
    if unit == "kg":
        return (1000, "t") if abs(value) >= 1000 else (1, "kg")
    word = WORDS["en"][unit]
    if unit == "tablet" or abs(value) >= 10_000_000:
        for factor, name in ((1e9, "billion"), (1e6, "million")):
            if abs(value) >= factor:
                return factor, f"{name} {word}".strip()
    return 1, word


def _big_chinese(value: float, unit: str) -> tuple[float, str]:
    word = WORDS["zh"][unit]
    if unit == "kg":
        if abs(value) < 1000:
            return 1, "公斤"
        return (1e7, "万吨") if abs(value) >= 1e7 else (1000, "吨")
    if abs(value) >= 1e8:
        return 1e8, "亿" + word
    if unit not in ("person", "case", "incident") and abs(value) >= 1e4:
        return 1e4, "万" + word
    return 1, word


@lru_cache(65536)
def amount(value: float, unit: str, language: str, digits: int = 4) -> str:
    """One value with its unit: "23.3 t", "9,300 ha", "143 million tablets", "132,773"; "23.3吨",
    "1.43亿片"."""
    if unit == "percent":
        return percent(value, language)
    factor, word = (_big_chinese if language == "zh" else _big_english)(value, unit)
    number = _plain(value / factor, language, digits)
    number = number.replace("-", MINUS)
    if not word:
        return number
    return number + word if language == "zh" else number + NBSP + word.replace(" ", NBSP, 1)


def apart(values: Sequence[float], unit: str, language: str) -> list[str]:
    """Values that are set against each other, with as many digits as tell them apart: 2.3717万公顷, 2.3718万公顷."""
    for digits in (4, 5, 6, 8):
        texts = [amount(value, unit, language, digits) for value in values]
        if len(set(texts)) == len(set(values)):
            break
    return texts


def bounded(
    value: float,
    unit: str,
    language: str,
    bound: str = "exact",
    low: float | None = None,
    high: float | None = None,
) -> str:
    """A value with the sign of its bound: "≈ 4.1 t", "≥ 600 kg", "20,500–42,800 ha"."""
    if bound == "range" and not _missing(low) and not _missing(high):
        return between(low, high, unit, language)
    text = amount(float(value), unit, language)
    sign = SIGNS.get(bound, "")
    if not sign:
        return text
    return sign + text if language == "zh" else sign + NBSP + text


def between(low: float, high: float, unit: str, language: str) -> str:
    """An interval, its unit once: "20,500–42,800 ha"."""
    if unit == "percent":
        return f"{_plain(low, language)}–{percent(high, language)}"
    factor, word = (_big_chinese if language == "zh" else _big_english)(high, unit)
    a, b = _plain(low / factor, language), _plain(high / factor, language)
    gap = "" if language == "zh" or not word else NBSP
    return f"{a}–{b}{gap}{word}"


def change(value: float, unit_is_percent: bool, language: str) -> str:
    """A stated change: "+24%" with a true minus."""
    return percent(value, language, signed=True) if unit_is_percent else _plain(value, language)


def scale_for(largest: float, unit: str, language: str) -> Scale:
    """The one unit of a chart, by its largest value."""
    if unit == "percent":
        return Scale(1, "%")
    if language == "zh":
        factor, word = _big_chinese(largest, unit)
        if unit in ("person", "case", "incident") and 1e5 <= largest < 1e8:
            factor, word = 1e4, "万" + WORDS["zh"][unit]
        return Scale(factor, word)
    factor, word = _big_english(largest, unit)
    if factor == 1 and unit != "kg":
        if largest >= 1e6:
            return Scale(1e6, f"million {word}".strip())
        if largest >= 20_000 and unit == "ha":
            return Scale(1e3, f"thousand {word}")
    return Scale(factor, word)


def tick(value: float, scale: Scale, language: str, *, top: bool = False) -> str:
    """An axis tick; the top one carries the unit."""
    text = _plain(value / scale.factor, language, 3).replace("-", MINUS)
    if not top or not scale.suffix:
        return text
    gap = "" if language == "zh" or scale.suffix == "%" else NBSP
    return text + gap + scale.suffix.replace(" ", NBSP)


def short(value: float, scale: Scale, language: str) -> str:
    """A cell of the small table: the number without its unit."""
    return _plain(value / scale.factor, language).replace("-", MINUS)


def _end(text: str, *, last: bool) -> dt.date:
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    if len(parts) == 2:
        if not last:
            return dt.date(parts[0], parts[1], 1)
        year, month = (parts[0] + 1, 1) if parts[1] == 12 else (parts[0], parts[1] + 1)
        return dt.date(year, month, 1) - dt.timedelta(days=1)
    return dt.date(parts[0], 12, 31) if last else dt.date(parts[0], 1, 1)


@lru_cache(65536)
def span(period: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a period ("2012", "2013-04", "2013-04/2013-06", "2023-05-02"), None for none."""
    if not period:
        return None
    first, _, last = period.partition("/")
    try:
        return _end(first, last=False), _end(last or first, last=True)
    except (TypeError, ValueError):
        return None


def _month(number: int, language: str) -> str:
    return get_month_names("abbreviated", locale=LOCALES[language])[number]


@lru_cache(65536)
def period_text(period: str, kind: str, language: str) -> str:
    """A period in words: "2012", "FY 2021/22", "Jan–May 2025", "2 May 2023"; "2025年1–5月"."""
    days = span(period)
    if days is None:
        return ""
    first, last = days
    zh = language == "zh"
    if kind in ("fiscal", "season") and first.year != last.year:
        text = f"{first.year}/{last.year % 100:02d}"
        if kind == "fiscal":
            return f"{text}财年" if zh else f"FY{NBSP}{text}"
        return f"{text}季" if zh else f"season{NBSP}{text}"
    if "-" not in period.partition("/")[0]:
        if first.year == last.year:
            return f"{first.year}年" if zh and kind == "year" else str(first.year)
        return f"{first.year}–{last.year}" + ("年" if zh else "")
    if first == last:
        return date_text(first, language)
    if (first.year, first.month) == (last.year, last.month):
        return (
            f"{first.year}年{first.month}月" if zh else f"{_month(first.month, language)}{NBSP}{first.year}"
        )
    if first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return f"{first.year}年" if zh else str(first.year)
        if zh:
            return f"{first.year}年{first.month}–{last.month}月"
        return f"{_month(first.month, language)}–{_month(last.month, language)}{NBSP}{first.year}"
    if zh:
        return f"{first.year}年{first.month}月–{last.year}年{last.month}月"
    return (
        f"{_month(first.month, language)}{NBSP}{first.year}–{_month(last.month, language)}{NBSP}{last.year}"
    )


def date_text(day: object, language: str) -> str:
    """A date: "26 Jun 2008", "2008年6月26日"; "" for none."""
    if _missing(day) or str(day) in ("NaT", ""):
        return ""
    if isinstance(day, dt.datetime):
        day = day.date()
    return format_date(day, format="d MMM y" if language == "en" else "y年M月d日", locale=LOCALES[language])


def round_ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Four to six round ticks from `low` (or zero) to just over `high`."""
    extent = (high - low) or 1
    raw = extent / (wanted - 1)
    base = 10 ** math.floor(math.log10(raw))
    step = next((m * base for m in (1, 2, 2.5, 4, 5, 10) if m * base >= raw * 0.999), 10 * base)
    first = math.floor(low / step) * step
    ticks = [first]
    while ticks[-1] < high - step * 1e-9 and len(ticks) < 12:
        ticks.append(ticks[-1] + step)
    return [round(t, 10) for t in ticks]


def log_ticks(low: float, high: float) -> list[float]:
    """Ticks of a log axis: powers of ten, with 2 and 5 between them when there are few."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = (1,) if last - first > 3 else (1, 2, 5) if last - first <= 1 else (1, 3)
    ticks = [m * 10.0**e for e in range(first, last + 1) for m in steps]
    return [t for t in ticks if low * 0.7 <= t <= high * 1.5]


def grams(kilograms: float, language: str) -> str:
    """What one tablet or litre weighs: "90 mg", "1.2 kg"; "90毫克"."""
    for factor, english, chinese in ((1e-3, "mg", "毫克"), (1.0, "g", "克")):
        if kilograms < factor:
            value, unit = (
                kilograms * (1e6 if factor == 1e-3 else 1e3),
                chinese if language == "zh" else english,
            )
            return f"{_plain(value, language)}{'' if language == 'zh' else NBSP}{unit}"
    return amount(kilograms, "kg", language)
