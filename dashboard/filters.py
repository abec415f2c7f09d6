"""The state of a view and its address: `Filters` ↔
"measure=seizure&place=CN&drug=heroin,ketamine&years=2002-2015".

Defaults are left out of an address; values that nobody knows are dropped and named.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, quote

from extractors.records import MEASURES

ANY = "any"
SUPPORT = ("agreed", "single", "conflict", "revised", "implied", "corrected")
SERIES = ("drug", "place", "publisher")
SHOW = ("quantity", "number", "index", "change")
CHARTS = ("lines", "bars", "multiples")
SCALES = ("linear", "log")
ROWS = ("figures", "claims")
UNITS = (
    "kg",
    "ha",
    "L",
    "tablet",
    "plant",
    "case",
    "person",
    "laboratory",
    "incident",
    "percent",
    "kg-equivalent",
)
SHAPES = ("bars", "multiples", "share")
STATISTICS = ("level", "change", "share", ANY)

FACETS = (
    "measure",
    "statistic",
    "drug",
    "form",
    "place",
    "years",
    "support",
    "publisher",
    "language",
    "search",
    "report",
)


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that an address says. The first part chooses rows, the second how they are shown."""

    measure: str = "seizure"
    statistic: str = "level"
    drug: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    support: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    search: str = ""
    report: str = ""

    unit: str = ""
    series: str = "drug"
    show: str = "quantity"
    chart: str = ""
    scale: str = "linear"
    shape: str = "bars"
    rows: str = "figures"
    year: int | None = None
    fill: int = 0
    stack: bool = False
    sort: str = ""
    columns: tuple[str, ...] = ()
    pin: tuple[str, ...] = ()
    figure: str = ""
    claim: str = ""

    def narrowed(self) -> list[str]:
        """The facets that are set, in the order of the rail."""
        return [name for name in FACETS if getattr(self, name) != DEFAULTS[name]]

    def without(self, name: str) -> Filters:
        """These filters with one of them back at its default."""
        return replace(self, **{name: DEFAULTS[name]})

    def query(self) -> str:
        """The address's query, defaults left out, in the order of the fields."""
        parts = []
        for item in fields(self):
            value = getattr(self, item.name)
            if value != item.default:
                parts.append(f"{item.name}={quote(_written(value), safe=',/:')}")
        return "&".join(parts)


DEFAULTS: dict[str, object] = {item.name: item.default for item in fields(Filters)}
CHOICES: dict[str, tuple[str, ...]] = {
    "measure": (*MEASURES, ANY),
    "statistic": STATISTICS,
    "series": SERIES,
    "show": SHOW,
    "chart": ("", *CHARTS),
    "scale": SCALES,
    "shape": SHAPES,
    "rows": ROWS,
    "unit": ("", *UNITS),
}
LISTS = ("drug", "form", "place", "support", "publisher", "language", "columns", "pin")
TEXT_LIMIT = 200


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        if value and all(isinstance(v, int) for v in value):
            return f"{value[0]}-{value[1]}"
        return ",".join(str(v).replace("\\", "\\\\").replace(",", "\\,") for v in value)
    return str(value)


def _split(text: str) -> list[str]:
    """Values between commas; `\\,` is a comma inside a value."""
    values, current, escaped = [], "", False
    for character in text:
        if escaped:
            current, escaped = current + character, False
        elif character == "\\":
            escaped = True
        elif character == ",":
            values.append(current)
            current = ""
        else:
            current += character
    values.append(current)
    return list(dict.fromkeys(v for v in values if v))


def _years(text: str) -> tuple[int, int] | None:
    first, _, last = text.partition("-")
    if not (first.isascii() and first.isdigit() and len(first) == 4):
        return None
    last = last or first
    if not (last.isascii() and last.isdigit() and len(last) == 4) or int(last) < int(first):
        return None
    return int(first), int(last)


def _one(name: str, text: str) -> object | None:
    """The value of a field that holds one thing, None where the text is none."""
    if name in CHOICES:
        return text if text in CHOICES[name] else None
    if name == "years":
        return _years(text)
    if name in ("year", "fill"):
        ok = text.isascii() and text.isdigit() and len(text) <= 4
        return int(text) if ok else None
    if name == "stack":
        return {"1": True, "0": False}.get(text)
    if name in ("figure", "claim", "report"):
        ok = text.isascii() and text.replace("-", "").replace("_", "").isalnum() and len(text) <= 64
        return text if ok else None
    return text[:TEXT_LIMIT]


def parse(query: str, known: Mapping[str, Collection[str]]) -> tuple[Filters, list[str]]:
    """Filters from an address's query, and what was dropped as "name=value".

    `known` gives the values that exist for the lists (drug, place, publisher …); a list that it
    does not name takes any value.
    """
    found: dict[str, object] = {}
    dropped = []
    for name, text in parse_qsl(query.lstrip("?"), keep_blank_values=False, max_num_fields=100):
        if name not in DEFAULTS:
            dropped.append(f"{name}={text}"[:80])
        elif name in LISTS:
            values = _split(text)
            good = [v for v in values if name not in known or v in known[name]]
            dropped += [f"{name}={v}"[:80] for v in values if v not in good]
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *good)))
        else:
            value = _one(name, text)
            if value is None:
                dropped.append(f"{name}={text}"[:80])
            else:
                found[name] = value
    return Filters(**found), dropped


def address(path: str, filters: Filters) -> str:
    """The address of a view with these filters."""
    query = filters.query()
    return f"{path}?{query}" if query else path
