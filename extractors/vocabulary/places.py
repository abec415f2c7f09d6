"""Places: codes, their names in each language, and which place lies in which.

A code is an ISO 3166-1 alpha-2 code ("MM"), an ISO 3166-2 code ("CN-YN") or a key of places.toml
("golden-triangle"). Names come from names/<language>.csv (built by build_places.py) and
from languages/<language>/places.toml.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_PACKS = _HERE.parent / "languages"
_WORLD = "world"
_REGIONS = ("africa", "americas", "asia", "europe", "oceania")
# tables of a pack's places.toml → the kind of their names; "" for what the code is
_TABLES = (
    ("names", ""),
    ("regions", ""),
    ("cities", "city"),
    ("demonyms", "demonym"),
    ("agencies", "agency"),
)
COUNTRY = "country"
KINDS = (COUNTRY, "demonym", "subdivision", "region", "sea", "city", "agency")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name and the code that it tells. A city's or agency's code is its country's (or its ISO unit's).

    `weak` marks a name that is more often something else, or that several countries have (Georgia, Victoria,
    Van): it counts only where its country is named near it. Latin names mean nothing without their capitals.
    """

    name: str
    code: str
    kind: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """An entry of places.toml."""

    key: str
    labels: dict[str, str]
    within: tuple[str, ...]
    members: tuple[str, ...]
    overlaps: tuple[str, ...]
    sea: bool


@cache
def regions() -> dict[str, Region]:
    """All named regions by key, "world" first."""
    entries = tomllib.loads((_HERE / "places.toml").read_text("utf-8"))
    return {
        key: Region(
            key,
            entry["labels"],
            tuple(entry["within"]),
            tuple(entry.get("members", ())),
            tuple(entry.get("overlaps", ())),
            entry.get("sea", False),
        )
        for key, entry in entries.items()
    }


def _rows(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@cache
def _countries() -> dict[str, tuple[str, str]]:
    return {code: (subregion, region) for code, subregion, region in _rows(_HERE / "countries.csv")}


@cache
def _subdivisions() -> dict[str, str]:
    return {code: parent for code, parent, _ in _rows(_HERE / "subdivisions.csv")}


@cache
def _labels(language: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    for kind, code, name, weak in _rows(_HERE / "names" / f"{language}.csv"):
        if kind in ("country", "subdivision") and weak != "-":
            labels.setdefault(code, name)
    return labels


def is_place(code: str) -> bool:
    """Whether a code is a country, a unit of one or a named region that we know."""
    return code in _countries() or code in _subdivisions() or code in regions()


def label(code: str, language: str = "en") -> str:
    """The name to show for a code: English where the language has none, the code itself if it is unknown."""
    if code in regions():
        labels = regions()[code].labels
        return labels.get(language, labels["en"])
    return _labels(language).get(code) or _labels("en").get(code) or code


def country_of(code: str) -> str:
    """The country that a code lies in: "CN-YN" → "CN", "northern-myanmar" → "MM"; "" for what is wider."""
    if code in regions():
        return next((country for country in regions()[code].within if country in _countries()), "")
    country = code.partition("-")[0]
    return country if country in _countries() else ""


def subregion_of(code: str) -> str:
    """The M49 subregion ("southeast-asia") that a code lies in, or is; "" where it is wider or unknown."""
    country = country_of(code)
    if country:
        return _countries()[country][0]
    subregions = {subregion for subregion, _ in _countries().values()}
    return next((key for key in (code, *parents(code)) if key in subregions), "")


def region_of(code: str) -> str:
    """The M49 region ("asia") that a code lies in, or is; "" for the world, seas and what lies in several."""
    country = country_of(code)
    if country:
        return _countries()[country][1]
    return next((key for key in (code, *parents(code)) if key in _REGIONS), "")


@cache
def parents(code: str) -> tuple[str, ...]:
    """All places that hold a code, nearest first: "CN-YN" → ("CN", "east-asia", …, "asia", "world")."""
    if code == _WORLD or not is_place(code):
        return ()
    if code in regions():
        nearest = regions()[code].within
    elif code in _countries():
        nearest = tuple(area for area in _countries()[code] if area)
    else:
        nearest = tuple(area for area in (_subdivisions()[code], country_of(code)) if area)
    chain: dict[str, None] = {}
    for area in nearest:
        chain[area] = None
        chain.update(dict.fromkeys(parents(area)))
    chain.pop(_WORLD, None)
    wide = [area for area in _REGIONS if area in chain]  # the continents and the world come last
    return (*(area for area in chain if area not in wide), *wide, _WORLD)


@cache
def members(code: str) -> frozenset[str]:
    """The countries (or units) that lie wholly in a region: KH, LA, MM, TH, VN in "mekong"; none for seas."""
    if code == _WORLD:
        return frozenset(_countries())
    found = {country for country, areas in _countries().items() if code in areas}
    for member in regions()[code].members if code in regions() else ():
        found |= members(member) if member in regions() else {member}
    return frozenset(found)


@cache
def contains(outer: str, inner: str) -> bool:
    """Whether `inner` is `outer` or lies in it, as ("asia", "CN-YN") or ("european-union", "ES")."""
    if outer == inner:
        return True
    if not (is_place(outer) and is_place(inner)):
        return False
    if outer == _WORLD or outer in parents(inner):
        return True
    if outer not in regions():
        return False
    inside = members(outer)
    if inner in inside or any(area in inside for area in parents(inner)):
        return True
    parts = members(inner) if inner in regions() and not regions()[inner].overlaps else frozenset()
    return bool(parts) and all(contains(outer, part) for part in parts)


@cache
def _pack(language: str) -> dict:
    path = _PACKS / language / "places.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


@cache
def units_of_cities(language: str) -> dict[str, str]:
    """The subdivision that each city or district of a pack's `city_units` lies in, by the city's name."""
    return {name: code for code, names in _pack(language).get("city_units", {}).items() for name in names}


def _kind(code: str) -> str:
    if code in _countries():
        return "country"
    if code in regions():
        return "sea" if regions()[code].sea else "region"
    return "subdivision"


@cache
def place_names(language: str) -> tuple[PlaceName, ...]:
    """All names of places that a language has.

    Its pack's own names come first and win over the gazetteer's. A pack that says `fallback = "en"` takes
    English names for what it does not name itself; a language without a pack or a gazetteer has none.
    """
    pack = _pack(language)
    weak = set(pack.get("weak_places", {}).get("names", ()))
    found: list[PlaceName] = []
    for table, kind in _TABLES:
        for code, names in pack.get(table, {}).items():
            found += [PlaceName(name, code, kind or _kind(code), name in weak) for name in names]
    taken = {place.name for place in found}
    ignored: set[str] = set()
    gazetteer = []
    for kind, code, name, mark in _rows(_HERE / "names" / f"{language}.csv"):
        if mark == "-":
            ignored.add(name)
        elif name not in taken:
            gazetteer.append(PlaceName(name, code, kind, mark == "1" or name in weak))
    found += gazetteer
    if fallback := pack.get("fallback", ""):
        taken |= ignored | {place.name for place in gazetteer}
        found += [
            place
            for place in place_names(fallback)
            if place.kind in ("country", "subdivision", "city") and place.name not in taken
        ]
    return tuple(dict.fromkeys(found))
