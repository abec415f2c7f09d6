"""The connection to the database: SQLite or PostgreSQL, one writer at a time, errors as sentences."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import filelock
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from extractors.store import schema
from extractors.store.errors import StoreError, sentence

WAIT = 60.0  # seconds that a writer waits for its turn
_WRITER, _REFRESH = 0x5E12, 0x5E13  # PostgreSQL's advisory locks of a store


def parse_address(address: str) -> URL:
    """The database's address as a URL; raises StoreError where it is none that can be used."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise StoreError(
            f"{address!r} is no database address; write it as postgresql://user@host/name or sqlite:///file."
        ) from None
    kind = url.get_backend_name()
    if kind == "postgres":
        url, kind = url.set(drivername="postgresql"), "postgresql"
    if kind not in ("sqlite", "postgresql"):
        raise StoreError(f"{kind} is no database that can hold a store; use sqlite or postgresql.")
    if kind == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError("The database address names no file; write it as sqlite:///path/to/store.sqlite.")
    return url


class Database:
    """An engine and the locks around it. `write()` is the only way to write, `read()` sees one moment in
    time."""

    def __init__(self, url: URL, lock: Path | None = None) -> None:
        self.url = url
        self.sqlite = url.get_backend_name() == "sqlite"
        self.path = Path(url.database).absolute() if self.sqlite and url.database else None
        self.name = (
            f"the store {self.path}"
            if self.path
            else f"the database {url.render_as_string(hide_password=True)}"
        )
        self._thread, self._refresh_thread = threading.RLock(), threading.Lock()
        self._lock = self._file_lock(self.path.with_name(self.path.name + ".lock")) if self.path else None
        self._refresh_lock = (
            self._file_lock(self.path.with_name(self.path.name + ".refresh.lock")) if self.path else None
        )
        self.engine = self._make_engine()

    @staticmethod
    def _file_lock(path: Path) -> filelock.FileLock:
        # Polls more often than the pause that a refresh makes between two batches: it must find its turn
        # there.
        return filelock.FileLock(path, timeout=WAIT, poll_interval=0.004, thread_local=False)

    def _make_engine(self) -> Engine:
        try:
            if not self.sqlite:
                return create_engine(self.url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        except (NoSuchModuleError, ModuleNotFoundError):
            raise StoreError(
                "PostgreSQL needs the package psycopg; install it with `pip install "
                "'drug-report-figures[postgresql]'`."
            ) from None
        engine = create_engine(self.url, connect_args={"timeout": WAIT})

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # we say BEGIN ourselves
            for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-32000", "temp_store=MEMORY"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _began(connection: Connection) -> None:
            writes = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turns what the driver raises into a StoreError of one sentence."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            raise StoreError(sentence(error, self.name)) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read-only look; all that is read inside belongs to one moment. Never waits for a writer."""
        with self.errors(), self.engine.connect() as connection:
            if not self.sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def turn(self) -> Iterator[None]:
        """This process's turn to write: held by one thread of one process at a time."""
        with self._thread, self.errors():
            if self._lock is None:
                yield
                return
            self._acquire(self._lock)
            try:
                yield
            finally:
                self._lock.release()

    def _acquire(self, lock: filelock.FileLock, timeout: float | None = None) -> None:
        try:
            lock.acquire(timeout=timeout)
        except filelock.Timeout:
            raise StoreError(
                f"{self.name} is in use by another program that keeps writing to it; try again in a moment."
            ) from None
        except OSError as error:
            raise StoreError(f"{self.name} cannot be used: {error.strerror} ({lock.lock_file}).") from error

    @contextmanager
    def write(self, *, count: bool = True) -> Iterator[Connection]:
        """A transaction that is saved as a whole, on the disk, or not at all. `count` raises the change
        counter."""
        with self.turn(), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if not self.sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})
                yield connection
                if count:
                    value = schema.counter.c.value
                    connection.execute(update(schema.counter).values(value=value + 1))

    @contextmanager
    def refreshing(self) -> Iterator[None]:
        """The turn to refresh: a second refresh waits here until the first is done, then finds its work
        done."""
        with self._refresh_thread, self.errors():
            if self._refresh_lock is not None:
                self._acquire(self._refresh_lock, timeout=-1)
                try:
                    yield
                finally:
                    self._refresh_lock.release()
                return
            with self.engine.connect() as connection:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _REFRESH})
                try:
                    yield
                finally:
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _REFRESH})

    def version(self) -> int:
        """How often the store was written to; the same number means the same content."""
        with self.read() as connection:
            return int(connection.execute(select(schema.counter.c.value)).scalar_one())

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def upsert(
    connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]], keep: tuple[str, ...] = ()
) -> None:
    """Insert `rows`, or update those that are there, except their columns `keep`."""
    rows = [dict(row) for row in rows]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in rows[0] if name not in keys and name not in keep}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes), rows)
