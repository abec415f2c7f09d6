"""Decisions about figures in words, in the languages of words.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

Write = Callable[[float, str, str], str]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def word(key: str, language: str = "en") -> str:
    """A word or sentence of words.toml, its slots unfilled; in English where the language has none."""
    return _words().get(language, {}).get(key) or _words()["en"].get(key, key)


def number(value: float, unit: str, language: str = "en") -> str:
    """A number with its unit: "42,500 ha", "33.8%", "9,800公斤"."""
    digits = f"{value:,.2f}" if abs(value) >= 1 else f"{value:,.6f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    name = word(f"unit.{unit}", language).removeprefix("unit.")
    return f"{digits}{name}" if unit == "percent" or language == "zh" else f"{digits} {name}"


def between(low: float, high: float, unit: str, language: str = "en") -> str:
    """An interval with its unit, in whole numbers where it is wider than two: "31,715–31,813 ha"."""
    digits = 0 if high - low >= 2 else 2
    return f"{round(low, digits):,.{digits}f}–{number(round(high, digits), unit, language)}"


def bound_text(bound: str, language: str = "en") -> str:
    """How a bound is said before a number: "at least "; "" for one that nothing is said of."""
    return "" if bound in ("exact", "range") else word(f"bound.{bound}", language)


def reason_text(key: str, data: Mapping[str, Any], language: str = "en", write: Write | None = None) -> str:
    """The sentence of a figure's `reason_key` and `reason_data` (parsed): why its value is drawn. `write` says a number
    with its unit as the caller's other numbers are said ("4.6 t"); without it, it is said in full ("4,600 kg")."""
    write = write or number
    sentence = word(f"reason.{key}", language)
    if "{" not in sentence:
        return sentence
    unit = data.get("unit", "")
    values = data.get("values") or [data["value"]]
    slots = {name: value for name, value in data.items() if isinstance(value, (int, str))}
    bounds = data.get("bounds") or ["exact"] * len(values)
    said = [
        bound_text(bound, language) + write(value, unit, language)
        for value, bound in zip(values, bounds, strict=True)
    ]
    slots["value"], slots["other"] = said[0], said[1] if len(said) > 1 else ""
    unnamed = word("unnamed", language)
    slots["names"] = word("comma", language).join(name or unnamed for name in data.get("names", ()))
    slots["source"] = data.get("source") or unnamed
    for name in ("day", "old_day"):
        slots[name] = _dated(data.get(name, 0), language)
    if "old" in data:
        slots["old"] = write(data["old"], unit, language)
    if "level" in data:
        slots |= _implied(key, data, unit, language, write)
    return sentence.format_map(slots)


def _implied(key: str, data: Mapping[str, Any], unit: str, language: str, write: Write) -> dict[str, str]:
    low, high = data["low"], data["high"]
    if data.get("bound", "range") != "range":
        value = bound_text(data["bound"], language) + write(round(data["value"], 1), unit, language)
    elif write is number:
        value = between(low, high, unit, language)
    else:
        value = f"{write(low, unit, language)}–{write(high, unit, language)}"
    sign = "+" if key == "implied-change" and data["relative"] > 0 else ""
    relative = sign + number(data["relative"], "percent", language)
    return {
        "value": value,
        "level": write(data["level"], unit, language),
        "relative": bound_text(data["relative_bound"], language) + relative,
    }


def _dated(ordinal: int, language: str) -> str:
    if not ordinal:
        return ""
    return word("on", language).format(date=dt.date.fromordinal(ordinal).isoformat())
