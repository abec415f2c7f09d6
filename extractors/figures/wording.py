"""Decisions about figures as sentences, in English and Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

_UNITS = {
    "en": {
        "kg": "kg", "ha": "ha", "L": "L", "percent": "%", "tablet": "tablets", "plant": "plants", "case": "cases",
        "person": "people", "laboratory": "laboratories", "incident": "incidents",
    },
    "zh": {
        "kg": "公斤", "ha": "公顷", "L": "升", "percent": "%", "tablet": "片", "plant": "株", "case": "起",
        "person": "人", "laboratory": "个制毒窝点", "incident": "次",
    },
}  # fmt: skip

# Why the drawn value is drawn. Slots are filled by reason_text.
_REASONS = {
    "en": {
        "single": "Only one report states it.",
        "one-source": "{reports} reports in {stories} stories state it; all of them go back to one source, {names}.",
        "agreed": "{n_sources} independent sources agree within rounding and bounds; the most exact value is drawn.",
        "revised": "{source} gave {old}{old_day}; its later edition{day} gives {value}, which is drawn.",
        "most-sources": "Sources disagree; {value} is drawn because {sources} independent sources state it, against {other_sources} for {other}.",
        "latest": "Sources disagree and none has more support; {value} is drawn because it was published last{day}, instead of {other}.",
        "most-precise": "Sources disagree with equal support and date; {value} is drawn because it is the most exact, instead of {other}.",
        "smallest": "Sources disagree with equal support, date and exactness; {value} is drawn because it is smaller than {other}.",
        "implied-change": "No report states it; {level} after a change of {relative} implies {value}.",
        "implied-share": "No report states it; {relative} of {level} makes {value}.",
    },
    "zh": {
        "single": "仅有一份报告给出这一数值。",
        "one-source": "{reports}份报告（{stories}个稿件）给出这一数值，均出自同一来源：{names}。",
        "agreed": "{n_sources}个独立来源在四舍五入和界限范围内一致；采用其中最精确的数值。",
        "revised": "{source}{old_day}给出{old}，其后来的版本{day}给出{value}，采用后者。",
        "most-sources": "各来源说法不一；采用{value}，因为有{sources}个独立来源支持，而{other}只有{other_sources}个。",
        "latest": "各来源说法不一，支持数相同；采用发布最晚{day}的{value}，而非{other}。",
        "most-precise": "各来源说法不一，支持数和日期相同；采用最精确的{value}，而非{other}。",
        "smallest": "各来源说法不一，支持数、日期和精确度相同；采用较小的{value}，而非{other}。",
        "implied-change": "没有报告直接给出；由{level}和变化幅度{relative}推算为{value}。",
        "implied-share": "没有报告直接给出；{level}的{relative}即{value}。",
    },
}  # fmt: skip


def number(value: float, unit: str, language: str = "en") -> str:
    """A number with its unit: "42,500 ha", "+33.8%", "9,800公斤"."""
    digits = f"{value:,.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:.6g}"
    name = _UNITS.get(language, _UNITS["en"]).get(unit, unit)
    return f"{digits}{name}" if unit == "percent" or language == "zh" else f"{digits} {name}"


def between(low: float, high: float, unit: str, language: str = "en") -> str:
    """An interval with its unit, in whole numbers where it is wider than two: "31,715–31,813 ha"."""
    places = 0 if high - low >= 2 else 2
    return f"{round(low, places):,.{places}f}–{number(round(high, places), unit, language)}"


def day_text(ordinal: int, language: str = "en") -> str:
    """A date as ISO text; "" if unknown."""
    return dt.date.fromordinal(ordinal).isoformat() if ordinal else ""


def reason_text(key: str, data: Mapping[str, Any], language: str = "en") -> str:
    """The sentence of a figure's `reason_key` and `reason_data` (parsed): why its value is drawn."""
    sentences = _REASONS.get(language, _REASONS["en"])
    unit = data.get("unit", "")
    values = data.get("values") or [data["value"]]
    slots = {name: value for name, value in data.items() if isinstance(value, (int, str))}
    slots["value"] = number(data["value"], unit, language)
    slots["other"] = number(values[1], unit, language) if len(values) > 1 else ""
    slots["names"] = ", ".join(source_text(name, language) for name in data.get("names", ()))
    slots["source"] = source_text(data.get("source", ""), language)
    for name in ("day", "old_day"):
        slots[name] = _dated(data.get(name, 0), language)
    if "old" in data:
        slots["old"] = number(data["old"], unit, language)
    if "level" in data:
        if data.get("bound", "range") == "range":
            slots["value"] = between(data["low"], data["high"], unit, language)
        else:
            slots["value"] = f"{bound_text(data['bound'], language)}{number(data['value'], unit, language)}"
        slots["level"] = number(data["level"], unit, language)
        sign = "+" if key == "implied-change" and data["relative"] > 0 else ""
        slots["relative"] = (
            f"{bound_text(data['relative_bound'], language)}{sign}{number(data['relative'], 'percent', language)}"
        )
    return sentences[key].format_map(slots)


def _dated(ordinal: int, language: str) -> str:
    if not ordinal:
        return ""
    return f"（{day_text(ordinal)}）" if language == "zh" else f" on {day_text(ordinal)}"


def bound_text(bound: str, language: str = "en") -> str:
    """How a bound is said before a number: "at least "."""
    words = {
        "en": {"about": "about ", "at_least": "at least ", "at_most": "at most "},
        "zh": {"about": "约", "at_least": "至少", "at_most": "至多"},
    }
    return words.get(language, words["en"]).get(bound, "")


def source_text(source: str, language: str = "en") -> str:
    """A source's name, or what to say of one without."""
    return source or ("未署名来源" if language == "zh" else "an unnamed source")
