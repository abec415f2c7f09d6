"""Presets: addresses with a name, from presets.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Preset:
    """A view that many ask for: its names by language, and its address."""

    names: dict[str, str]
    address: str


@cache
def presets() -> tuple[Preset, ...]:
    """All presets, in the file's order."""
    with (Path(__file__).parent / "presets.toml").open("rb") as file:
        entries = tomllib.load(file)["preset"]
    return tuple(Preset({k: v for k, v in e.items() if k != "address"}, e["address"]) for e in entries)
