"""What is remembered between two fetches: `feeds.json` in the data folder.

{"sources": {address: {"etag", "modified", "next"}}, "seen": [key …], "tries": {key: number}}. Losing it costs
requests, never a report: a page that is kept already is known by its file's name.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "feeds.json"
_MOST = 200_000_000
_MOST_MARK = 500


def key_of(*parts: str) -> str:
    """12 hex digits that stand for an address, or for a source and the name it gives an entry."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


@dataclass(slots=True)
class Memory:
    """Of one source: what to send back so that it need not say the same again, and when to ask again."""

    etag: str = ""
    modified: str = ""
    next: dt.datetime | None = None

    def conditions(self) -> dict[str, str]:
        """The headers of a conditional request."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


@dataclass(slots=True)
class State:
    """All of it; `seen` holds the keys of entries that are done with, `tries` how often others failed."""

    path: Path
    sources: dict[str, Memory] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, data: Path) -> State:
        """What was saved in `data`; a file that is damaged or not there is an empty memory."""
        state = cls(data / FILE)
        try:
            with state.path.open("rb") as file:
                content = json.loads(file.read(_MOST))
            state.sources = {str(a): _memory(m) for a, m in content["sources"].items()}
            state.seen = {str(key) for key in content["seen"]}
            state.tries = {str(key): int(number) for key, number in content["tries"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls(state.path)
        return state

    def save(self) -> None:
        """Write it whole or not at all. Raises OSError."""
        content = {
            "sources": {address: _plain(memory) for address, memory in sorted(self.sources.items())},
            "seen": sorted(self.seen),
            "tries": dict(sorted(self.tries.items())),
        }
        partial = self.path.with_name(f".{FILE}.part")
        try:
            with partial.open("w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, self.path)
        finally:
            partial.unlink(missing_ok=True)


def mark(value: str) -> str:
    """An ETag or a Last-Modified as it can be sent back; "" for what cannot."""
    return value if len(value) <= _MOST_MARK and value.isascii() and value.isprintable() else ""


def _memory(saved: dict[str, Any]) -> Memory:
    moment = dt.datetime.fromisoformat(saved["next"]) if saved.get("next") else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return Memory(mark(str(saved.get("etag", ""))), mark(str(saved.get("modified", ""))), moment)


def _plain(memory: Memory) -> dict[str, str]:
    moment = memory.next.isoformat() if memory.next else ""
    return {"etag": memory.etag, "modified": memory.modified, "next": moment}
