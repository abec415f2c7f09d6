"""The page's words: one catalogue of texts a language, found by itself."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dashboard import numbers

FOLDER = Path(__file__).parent
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language. Calling it with a key gives the text, its {slots} filled."""

    language: str
    entries: dict[str, str] = field(hash=False)

    def __call__(self, key: str, **slots: object) -> str:
        """The text of `key`; of `key.one` where a slot `n` is 1 and there is one. Numbers get their
        grouping."""
        if not slots:
            return self.entries[key]
        if slots.get("n") == 1 and f"{key}.one" in self.entries:
            key = f"{key}.one"
        filled = {k: numbers.count(v, self.language) if isinstance(v, int) else v for k, v in slots.items()}
        return self.entries[key].format(**filled)

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self.entries

    def section(self, name: str) -> dict[str, str]:
        """The texts of one section by the rest of their keys, as they are."""
        return {k.removeprefix(f"{name}."): v for k, v in self.entries.items() if k.startswith(f"{name}.")}

    def join(self, parts: list[str]) -> str:
        """A list in a sentence: "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self("list.comma").join(parts[:-1]) + self("list.and") + parts[-1]


def _flatten(tree: dict, prefix: str = "") -> dict[str, str]:
    flat = {}
    for key, value in tree.items():
        flat |= _flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def languages() -> list[str]:
    """The languages that there is a catalogue for, the fallback first."""
    found = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return sorted(found, key=lambda code: code != FALLBACK)


@cache
def texts(language: str) -> Texts:
    """The catalogue of a language. Unknown language: `KeyError`."""
    if language not in languages():
        raise KeyError(language)
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return Texts(language, _flatten(tomllib.load(file)))


def choose(wanted: str, accepted: str = "") -> str:
    """The language to speak: the one that was chosen, else the browser's first that is there, else
    English."""
    known = languages()
    if wanted in known:
        return wanted
    for part in accepted.split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in known:
            return code
    return FALLBACK
