"""Stores to test: the same tests on SQLite and on a PostgreSQL server that is started for them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractors.reading import claims_of
from extractors.records import Report
from extractors.store import Store, open_store


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty database of the test's own; None means SQLite in the data folder."""
    if request.param == "sqlite":
        return None
    return request.getfixturevalue("postgresql_database")


@pytest.fixture
def store(tmp_path: Path, database: str | None) -> Iterator[Store]:
    """An empty store, on each of the two databases."""
    with open_store(tmp_path / "data", database) as opened:
        yield opened


TEXTS = (
    "Police in Bangkok seized 16.2 tons of methamphetamine and 7.3 tons of heroin in 2021.",
    "Opium poppy cultivation in Laos fell by 12 percent to 5,700 hectares in 2015.",
    "Customs officers seized 320 kg of cocaine this year and 45 kg of heroin last year in Peru.",
)


def make_report(text: str = TEXTS[0], **fields: object) -> Report:
    """A report of a text, with the id that its file would have."""
    name = hashlib.blake2b(text.encode()).hexdigest()[:16]
    given = {"id": name, "file": f"{name}.txt", "publisher": "Gazette", "title": "News", "language": "en"}
    return Report(text=text, **{**given, **fields})


@pytest.fixture
def keep(store: Store) -> Callable[..., Report]:
    """Saves a report with the claims that are really in it: `keep(text, published=…)`."""

    def save(text: str = TEXTS[0], **fields: object) -> Report:
        report = make_report(text, **fields)
        store.save_report(report, claims_of(report))
        return report

    return save


@pytest.fixture
def dated() -> dt.date:
    """A date for reports that speak of this year."""
    return dt.date(2019, 6, 21)
