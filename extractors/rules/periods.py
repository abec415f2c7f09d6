"""Periods: the packs' templates ("{M} {Y}", "{Y}年{m}月") compiled once, found in a sentence, resolved to ISO periods.

What a phrase leaves open (the year of "in March", the day of "on Tuesday") comes from the report's date; what can't be
told stays out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.languages import Pack, load
from extractors.rules.calendar import Setting, resolve
from extractors.rules.lexicon import Found, fold

_YEAR = r"(?:1[89][0-9]{2}|20[0-9]{2})"
_SLOT = re.compile(r"\{([YMmDWNO])(2?)\}")
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
    brackets: tuple[int, int] | None = None  # around it and an amount: "(2011: 7.3 t)"


@lru_cache(maxsize=None)
def _grammar(code: str):
    pack = load(code)
    templates = [(kind, text) for kind, texts in pack.table("periods.templates").items() for text in texts]
    templates.sort(key=lambda item: (-len(_SLOT.findall(item[1])), -len(item[1])))
    kinds, branches = [], []
    for index, (kind, template) in enumerate(templates):
        kinds.append(kind)
        branches.append(f"(?P<k{index}>{_branch(pack, template, index)})")
    pattern = "|".join(branches) or r"(?!)"
    if pack.spaces:
        pattern = rf"(?<![\w$€£.,/])(?:{pattern})(?![\w%])(?![.,/][0-9])(?!-[0-9])"
    else:
        pattern = rf"(?<![0-9])(?<![0-9][.,])(?:{pattern})"
    values = {
        "M": _values(pack, "periods.months"),
        "W": _values(pack, "periods.weekdays"),
        "O": _values(pack, "periods.ordinals"),
        "N": {**_values(pack, "numbers.words"), **_character_values(pack)},
        "C": pack.table("numbers.characters"),
    }
    return re.compile(pattern), kinds, values


def _values(pack: Pack, concept: str) -> dict:
    return {fold(word): value for word, value in pack.table(concept).items()}


def _character_values(pack: Pack) -> dict:
    digits = pack.table("numbers.characters")
    return {
        **digits,
        **({"十": 10, "十一": 11, "十二": 12} if "十" in pack.table("numbers.multipliers") else {}),
    }


def _branch(pack: Pack, template: str, index: int) -> str:
    words = {
        "M": pack.table("periods.months"),
        "W": pack.table("periods.weekdays"),
        "O": pack.table("periods.ordinals"),
        "N": {**pack.table("numbers.words"), **_character_values(pack)},
    }
    characters = "".join(pack.table("numbers.characters"))
    year = rf"(?:{_YEAR}|[{characters}]{{4}})" if characters else _YEAR
    short = rf"(?:{_YEAR}|[0-9]{{2}})"
    slots = {
        "Y": year,
        "m": r"(?:1[0-2]|0?[1-9])",
        "D": r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?",
        "N": rf"(?:[1-9][0-9]?|{_alternatives(words['N'])})" if words["N"] else r"[1-9][0-9]?",
    }
    for name in ("M", "W", "O"):
        slots[name] = rf"(?:{_alternatives(words[name])})"
    pattern, place = "", 0
    for match in _SLOT.finditer(template):
        literal = _literal(template[place : match.start()])
        # words before the first slot are looked back at, so that "in March 2018" is no "in March"
        pattern += literal if place or not literal else f"(?<={_fixed(template[: match.start()])})"
        name, second = match.groups()
        body = (
            short
            if name == "Y" and second and template[match.start() - 1 : match.start()] in "-–/"
            else slots[name]
        )
        pattern += f"(?P<{name}{second}_{index}>{body})"
        place = match.end()
    return pattern + _literal(template[place:])


def _alternatives(words) -> str:
    return "|".join(sorted(map(re.escape, map(fold, words)), key=len, reverse=True)) or r"(?!)"


def _fixed(text: str) -> str:
    return re.escape(fold(text)).replace(r"\ ", r"[ \n]")


def _literal(text: str) -> str:
    return re.escape(fold(text)).replace(r"\ ", r"[ \n]{1,3}")


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
        if _announced(folded, a, b, kind, slots, found, pack):
            iso = ""
            continue
        periods.append(Period(a, b, iso, kind, explicit))
        if iso and iso != "earlier":
            setting.note(iso, explicit)
    return periods


def _template_spans(
    folded: str, start: int, end: int, found: Found, pack: Pack
) -> list[tuple[int, int, str, dict]]:
    pattern, kinds, values = _grammar(pack.code)
    spans = []
    for match in pattern.finditer(folded, start, end):
        index = int(match.lastgroup[1:]) if match.lastgroup and match.lastgroup[0] == "k" else _which(match)
        slots = {name.split("_")[0]: value for name, value in match.groupdict().items()
                 if value is not None and name.endswith(f"_{index}")}  # fmt: skip
        kind = kinds[index]
        a, b = match.span()
        if kind == "year" and match.end() - match.start() == 4 and _counts(folded, b, found, pack):
            continue
        spans.append((a, b, kind, {name: _read(name, value, values) for name, value in slots.items()}))
    return spans


def _which(match: re.Match) -> int:
    return next(
        int(name[1:]) for name, value in match.groupdict().items() if name[0] == "k" and value is not None
    )


def _counts(folded: str, end: int, found: Found, pack: Pack) -> bool:
    """ "2000 tablets", "1998 kg": four digits before a unit are an amount."""
    gap = end + (folded[end : end + 1] in " -")
    return any(
        found.at(kind, gap) for kind in ("unit", "numbers.scales", "blocks.other_units", "blocks.money")
    )


def _read(name: str, value: str, values: dict):
    if name[0] in "MWO":
        return int(values[name[0]][re.sub(r"\s+", " ", value)])
    if name[0] == "D":
        return int(re.match(r"[0-9]+", value).group())
    if value.isascii() and value.isdigit():
        return int(value) if not (name == "Y2" and len(value) == 2) else -int(value) or -100
    if name[0] == "N":
        return int(values["N"][value])
    return int("".join(str(values["C"][char]) for char in value))


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
