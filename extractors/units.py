"""Units and what they convert to: the only file that imports Pint.

A unit has a name in vocabulary/units.txt ("tonne", "mu", "tablet"); a claim's number is in one canonical unit
for each kind of amount. What rests on an assumption (how much a tablet weighs) is apart: `kg_equivalent`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry

_VOCABULARY = Path(__file__).parent / "vocabulary"
# Pint's name of each canonical unit → how claims write it
_CANONICAL = {
    "kilogram": "kg",
    "hectare": "ha",
    "litre": "L",
    "tablet": "tablet",
    "plant": "plant",
    "case": "case",
    "person": "person",
    "laboratory": "laboratory",
    "incident": "incident",
    "percent": "percent",
}
_DIMENSIONS = {"kg": "mass", "ha": "area", "L": "volume", "percent": "share"}
# units that mean something else in one country: (unit, country) → unit
_REGIONAL = {
    ("arroba", "CO"): "arroba_colombia",
    ("liang", "TW"): "taiwan_liang",
    ("liang", "HK"): "hongkong_liang",
    ("jin", "TW"): "taiwan_jin",
    ("jin", "HK"): "hongkong_jin",
}


@cache
def _registry() -> UnitRegistry:
    from pint import UnitRegistry  # costs half a second, and many commands convert nothing

    registry = UnitRegistry(None, cache_folder=None)
    registry.load_definitions(str(_VOCABULARY / "units.txt"))
    return registry


@lru_cache(maxsize=512)
def factor(key: str, region: str = "") -> tuple[str, float]:
    """The canonical unit of a unit and the factor to it: "tonne" → ("kg", 1000.0).

    `region` is a country code that picks the local meaning ("arroba" in "CO" is 12.5 kg). Raises KeyError for
    a unit that vocabulary/units.txt does not define.
    """
    name = _REGIONAL.get((key, region), key)
    registry = _registry()
    if name not in _names():
        raise KeyError(f"{key!r} is no unit of vocabulary/units.txt")
    quantity = registry.Quantity(1.0, name).to_base_units()
    return _CANONICAL[str(quantity.units)], float(quantity.magnitude)


@cache
def _names() -> frozenset[str]:
    lines = (_VOCABULARY / "units.txt").read_text("utf-8").splitlines()
    return frozenset(line.split("=")[0].strip() for line in lines if "=" in line and not line.startswith("#"))


def unit_keys() -> frozenset[str]:
    """The names of all units that can be converted."""
    return _names()


def dimension(key: str) -> str:
    """What kind of amount a unit measures: "mass", "area", "volume", "share", "count:tablet" …"""
    canonical = factor(key)[0]
    return _DIMENSIONS.get(canonical, f"count:{canonical}")


def describe(key: str) -> str:
    """What a unit is worth, for people: "mu" → "1 mu = 0.06667 ha"; a canonical unit is only named."""
    canonical, worth = factor(key)
    name = key.replace("_", " ")
    return (
        name if worth == 1 and canonical not in ("kg", "ha", "L") else f"1 {name} = {worth:.4g} {canonical}"
    )


@dataclass(frozen=True, slots=True)
class Conversion:
    """A named assumption of vocabulary/conversions.toml: kilograms that one `unit` of a drug stands for."""

    name: str
    unit: str
    drugs: tuple[str, ...]
    typical: float
    low: float
    high: float
    assumption: bool
    source: str


@cache
def conversions() -> tuple[Conversion, ...]:
    """All conversions to kilograms, as the file orders them."""
    entries = tomllib.loads((_VOCABULARY / "conversions.toml").read_text("utf-8"))
    return tuple(
        Conversion(name, **{**entry, "drugs": tuple(entry["drugs"])}) for name, entry in entries.items()
    )


@cache
def conversion(unit: str, drug: str) -> Conversion | None:
    """The conversion of a canonical unit of a drug to kilograms, None where there is none to cite."""
    for entry in conversions():
        if entry.unit == unit and (drug in entry.drugs or ("*" in entry.drugs and drug != "precursors")):
            return entry
    return None


def kg_equivalent(value: float, unit: str, drug: str, form: str = "") -> tuple[float, float, float] | None:
    """Kilograms that an amount stands for, with low and high: 2 million yaba tablets → (180, 160, 220).

    `unit` is a canonical unit. A weight is itself; tablets and litres go by conversions.toml, which names
    its sources; None for areas, plants, people and drugs without a known tablet. No conversion depends on the
    `form` so far.
    """
    if unit == "kg":
        return value, value, value
    found = conversion(unit, drug)
    if found is None:
        return None
    return value * found.typical, value * found.low, value * found.high
