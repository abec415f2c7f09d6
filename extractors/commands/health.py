"""What `seizures doctor` looks at."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import ClassVar

from extractors.commands.terminal import chosen, plural

_SAFE_SQLITE = (3, 51, 3)
_NEEDED = (
    "ahocorasick_rs", "babel", "filelock", "lxml", "openpyxl", "pandas", "pint", "platformdirs", "py3langid",
    "pyarrow", "pycountry", "rich", "sqlalchemy", "trafilatura", "typer", "watchfiles",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its state, a sentence, and whether the store itself is concerned."""

    OK: ClassVar[str] = "ok"
    NOTE: ClassVar[str] = "note"
    BAD: ClassVar[str] = "bad"

    state: str
    text: str
    store: bool = False


def check(data: Path | None, database: str | None) -> list[Finding]:
    """Look at the installation and at the store that the options name."""
    return [
        *_installation(),
        *_limits(),
        *_feeds(chosen(data, database)[0]),
        *_store(*chosen(data, database)),
    ]


def _limits() -> Iterator[Finding]:
    from extractors.readers.limits import DEFAULT_LIMITS, LimitsError, configured

    try:
        limits = configured()
    except LimitsError as error:
        yield Finding(Finding.BAD, str(error))
        return
    if limits != DEFAULT_LIMITS:
        yield Finding(Finding.OK, f"Limits of a file: {limits}")


def _feeds(data: Path | None) -> Iterator[Finding]:
    """The list of feeds, where there is one; whether they answer is not asked."""
    from extractors.feeds import SourcesError
    from extractors.feeds.sources import FILE, sources
    from extractors.store.location import data_folder

    folder = data_folder(data)
    try:
        found = sources(folder)
    except SourcesError as error:
        for fault in error.faults:
            yield Finding(Finding.BAD, fault)
        return
    if (folder / FILE).exists():
        yield Finding(Finding.OK, f"{plural(len(found), 'feed')} in {folder / FILE}")


def _installation() -> Iterator[Finding]:
    version = metadata.version("drug-report-figures")
    yield Finding(Finding.OK, f"seizures {version}, Python {sys.version.split()[0]}")
    missing = []
    for name in _NEEDED:
        try:
            importlib.import_module(name)
        except Exception as error:
            missing.append(f"{name} ({error})")
    if missing:
        yield Finding(Finding.BAD, f"Cannot be imported: {', '.join(missing)}; install seizures again.")
    else:
        yield Finding(Finding.OK, "All libraries can be imported")
    from extractors import languages

    yield Finding(Finding.OK, f"Languages: {', '.join(languages.codes())}")
    if not any(entry.name == "serve" for entry in metadata.entry_points(group="seizures.commands")):
        yield Finding(Finding.BAD, "The dashboard is not installed; install seizures again.")
    if sqlite3.sqlite_version_info >= _SAFE_SQLITE:
        yield Finding(Finding.OK, f"SQLite {sqlite3.sqlite_version}")
    else:
        yield Finding(
            Finding.NOTE,
            f"SQLite {sqlite3.sqlite_version} is older than 3.51.3, which mended a rare fault with "
            "several writers; "
            "seizures lets one write at a time, so keep other programs from writing to the store",
        )


def _store(data: Path | None, database: str | None) -> Iterator[Finding]:
    from extractors.store import MissingStoreError, StoreError, open_store
    from extractors.store.location import data_folder

    folder = data_folder(data)
    yield Finding(Finding.OK, f"Data folder {folder}")
    try:
        with open_store(data, database, create=False) as store:
            yield from _content(store)
    except MissingStoreError as error:
        yield Finding(Finding.NOTE, str(error))
        return
    except StoreError as error:
        yield Finding(Finding.BAD, str(error), store=True)
        return
    free = shutil.disk_usage(folder).free if folder.is_dir() else None
    if free is not None and free < 200_000_000:
        yield Finding(
            Finding.BAD, f"Only {free // 1_000_000} MB are free on the disk of {folder}; free some space."
        )


def _content(store: object) -> Iterator[Finding]:
    from extractors.store.errors import capital

    wrong = store.check()
    for sentence in wrong:
        yield Finding(Finding.BAD, sentence, store=True)
    if wrong:
        return
    yield Finding(Finding.OK, f"{capital(store.database.name)} is whole")
    reports = store.reports()
    read = reports[reports["status"] == "read"]
    yield Finding(
        Finding.OK, f"{plural(len(read), 'report')} with {plural(int(reports['claims'].sum()), 'claim')}"
    )
    undated = int((read["published"].isna() & (read["report"] != "")).sum())
    if undated:
        yield Finding(
            Finding.NOTE, f'{plural(undated, "report")} without a date: "this year" is not understood in them'
        )
    for row in reports[reports["status"] == "rejected"].itertuples():
        yield Finding(Finding.BAD, row.error)
    for row in read[read["note"].fillna("") != ""].itertuples():
        yield Finding(Finding.NOTE, f"{row.file}: {row.note}")
    orphans = int((store.corrections()["state"] == "orphaned").sum())
    if orphans:
        yield Finding(
            Finding.NOTE,
            f"{plural(orphans, 'correction')} without a claim that answers to it; `seizures corrections`",
        )
