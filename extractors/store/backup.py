"""A copy of a store while it is in use, and whether a store is whole."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from pathlib import Path

from sqlalchemy import URL, func, insert, inspect, select, text

from extractors.store import schema
from extractors.store.database import Database
from extractors.store.errors import StoreError, capital


def write(database: Database, path: Path) -> None:
    """Copy the store to a SQLite file at `path`, as it is at one moment. Raises StoreError."""
    path = path.expanduser().absolute()
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file for the backup, such as {path / 'backup.sqlite'}.")
    if database.path is not None and path.exists() and path.samefile(database.path):
        raise StoreError(f"{path} is the store itself; name another file for the backup.")
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
        os.close(handle)
        if database.path is not None:
            _copy_sqlite(database, Path(temporary))
        else:
            _copy_rows(database, Path(temporary))
        _to_disk(Path(temporary))
        os.replace(temporary, path)
        temporary = None
        _to_disk(path.parent)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"The backup {path} cannot be written: {reason}.") from error
    finally:
        if temporary:
            for end in ("", "-journal", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    os.unlink(temporary + end)


def _copy_sqlite(database: Database, path: Path) -> None:
    """In one go, so that what others write meanwhile does not make it start over; readers and writers go
    on."""
    with database.errors():
        raw = database.engine.raw_connection()
        try:
            with contextlib.closing(sqlite3.connect(path)) as copy:
                raw.driver_connection.backup(copy, pages=-1)
                copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            raw.close()


def _copy_rows(database: Database, path: Path) -> None:
    copy = Database(URL.create("sqlite", database=str(path)))
    try:
        with database.read() as source, copy.write(count=False) as target:
            schema.metadata.create_all(target)
            for table in schema.metadata.sorted_tables:
                result = source.execution_options(stream_results=True).execute(select(table))
                while rows := result.mappings().fetchmany(5_000):
                    target.execute(insert(table), [dict(row) for row in rows])
    finally:
        copy.close()
        for end in (".lock", ".refresh.lock"):
            with contextlib.suppress(OSError):
                path.with_name(path.name + end).unlink()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check(database: Database) -> list[str]:
    """What is wrong inside a store, a sentence each."""
    found = []
    with database.read() as connection:
        if database.sqlite:
            said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            if said != ["ok"]:
                found.append(f"{capital(database.name)} is damaged ({said[0]}); restore a backup.")
        missing = set(schema.metadata.tables) - set(inspect(connection).get_table_names())
        if missing:
            found.append(f"{capital(database.name)} lacks the table {sorted(missing)[0]}; restore a backup.")
            return found
        claims, reports = schema.claims, schema.reports
        lost = (
            select(func.count()).select_from(claims).where(claims.c.report.not_in(select(reports.c.report)))
        )
        if number := connection.execute(lost).scalar_one():
            found.append(f"{number} claims belong to no report; run `seizures refresh` on their folder.")
        counted = (
            select(reports.c.report)
            .outerjoin(claims, claims.c.report == reports.c.report)
            .group_by(reports.c.report, reports.c.claims)
            .having(func.count(claims.c.claim) != reports.c.claims)
        )
        for report in connection.execute(counted).scalars().all():
            found.append(
                f"Report {report} does not have all of its claims; run `seizures refresh` to read it again."
            )
    return found
