"""Units and what they convert to: the only file that imports Pint.

A unit has a name in vocabulary/units.txt ("tonne", "mu", "tablet"); a claim's number is in one canonical unit for
each kind of amount. Conversions that rest on an assumption (how much a tablet weighs) are apart: `kg_equivalent`.
"""

from __future__ import annotations

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

    `region` is a country code; it picks the local meaning ("arroba" in "CO" is 12.5 kg). Raises KeyError for a
    unit that vocabulary/units.txt does not define.
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
