"""Language packs: a folder `xx/` of TOML files per ISO 639-1 code, read once and checked against the engine's concepts.

`codes()` lists the packs, `load(code)` gives one, `detect(text)` says which one a text needs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from extractors.languages.schema import FREE, check_concept

FOLDER = Path(__file__).parent
_EMPTY: Mapping[str, object] = MappingProxyType({})
_IN_DRUGS = {"weak": "weak_drugs", "not": "not_drugs"}  # tables of drugs.toml


@dataclass(frozen=True)
class Pack:
    """One language: `concepts` maps a concept such as "bounds.about" to its words, or to a table of word → value."""

    code: str
    name: str
    script: str
    spaces: bool
    decimal: str
    group: str
    concepts: dict[str, list[str] | dict[str, object]]

    def words(self, concept: str) -> tuple[str, ...]:
        """The words of a list concept, or the keys of a table; empty where the pack does not name it."""
        return _words_of(self.code, concept)

    def set_of(self, concept: str) -> frozenset[str]:
        """The words of a concept as a set, made once."""
        return _set_of(self.code, concept)

    def table(self, concept: str) -> Mapping:
        """A concept's table of word → value; empty where the pack does not name it."""
        return self.concepts.get(concept) or _EMPTY

    def group_of(self, prefix: str) -> dict[str, list[str]]:
        """All concepts below `prefix`: "cues" → {"seizure": [...], "arrests": [...]}."""
        start = prefix + "."
        return {name[len(start) :]: value for name, value in self.concepts.items() if name.startswith(start)}


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """Codes of the languages that have a pack, sorted."""
    return tuple(sorted(folder.parent.name for folder in FOLDER.glob("*/pack.toml")))


@cache
def load(code: str) -> Pack:
    """The pack of a language. Raises ValueError, in one sentence, for an unknown language, key or value."""
    if code not in codes():
        raise ValueError(f"There is no language pack '{code}'; there are: {', '.join(codes())}.")
    concepts: dict[str, list[str] | dict[str, object]] = {}
    for file in sorted((FOLDER / code).glob("*.toml")):
        if file.stem in FREE:
            continue
        for name, value in _flatten(tomllib.loads(file.read_text(encoding="utf-8"))):
            name = (
                _IN_DRUGS.get(name.partition(".")[0], name.partition(".")[0]) + "." + name.partition(".")[2]
                if file.stem == "drugs"
                else name
            )
            check_concept(name, value, f"{code}/{file.name}")
            concepts[name] = value
    return Pack(
        code=code,
        name=str(concepts.pop("text.name", code)),
        script=str(concepts.pop("text.script", "LATIN")),
        spaces=bool(concepts.pop("text.spaces", True)),
        decimal=str(concepts.pop("text.decimal", ".")),
        group=str(concepts.pop("text.group", ",")),
        concepts=concepts,
    )


@cache
def _words_of(code: str, concept: str) -> tuple[str, ...]:
    return tuple(load(code).concepts.get(concept, ()))


@cache
def _set_of(code: str, concept: str) -> frozenset[str]:
    return frozenset(load(code).words(concept))


def _flatten(tables: dict):
    """[cues] seizure = [...] → ("cues.seizure", [...]); tables of values stay tables."""
    for table, entries in tables.items():
        if not isinstance(entries, dict):
            yield table, entries
            continue
        for key, value in entries.items():
            yield f"{table}.{key}", value
