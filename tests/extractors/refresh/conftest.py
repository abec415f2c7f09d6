"""A folder of reports and a store to refresh from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractors.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store; its inbox is `store.inbox`."""
    with open_store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def drop(store: Store) -> Callable[..., Path]:
    """Puts a report about so many kilograms of heroin into the inbox: `drop("a.txt", 5)`, or any text."""

    def put(name: str, what: int | str | bytes, folder: Path | None = None) -> Path:
        text = f"Police in Myanmar seized {what} kg of heroin in 2012.\n" if isinstance(what, int) else what
        path = (folder or store.inbox) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return put
