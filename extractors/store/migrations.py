"""Makes a new store's tables and brings an older store's to the newest schema; a newer one is left alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select, text, update

from extractors.store import schema
from extractors.store.database import Database
from extractors.store.errors import NewerStoreError, StoreError


def _note(connection: Connection) -> None:
    """Version 2 says of each report what in it was not understood."""
    connection.execute(text("ALTER TABLE reports ADD COLUMN note TEXT DEFAULT '' NOT NULL"))


# From a version to the one after it: STEPS[1] makes a store of version 1 one of version 2.
STEPS: dict[int, Callable[[Connection], None]] = {1: _note}


def version_of(database: Database) -> int | None:
    """The schema version of a store; None where the database is empty."""
    with database.read() as connection:
        return _version(connection, database)


def _version(connection: Connection, database: Database) -> int | None:
    names = set(inspect(connection).get_table_names())
    if schema.facts.name not in names:
        if names and database.sqlite:
            raise StoreError(
                f"{database.name} is no store of this program; choose another folder with --data."
            )
        return None
    value = connection.execute(select(schema.facts.c.value).where(schema.facts.c.name == "schema")).scalar()
    if value is None or not value.isdecimal():
        raise StoreError(f"{database.name} does not say which schema it has; restore a backup.")
    return int(value)


def bring_up_to_date(database: Database) -> None:
    """Create or migrate the store's tables, all of it in one transaction; raises NewerStoreError
    untouched."""
    version = version_of(database)
    if version is not None and version > schema.SCHEMA:
        raise NewerStoreError(
            f"{database.name} has schema {version}, and this version of seizures knows up to "
            f"{schema.SCHEMA}: "
            "it was not touched; install the newer version of seizures."
        )
    if database.sqlite:
        _write_ahead(database)
    if version == schema.SCHEMA:
        return
    with database.write(count=version is not None) as connection:
        version = _version(connection, database)  # another process may have been faster
        if version is None:
            schema.metadata.create_all(connection)
            connection.execute(
                insert(schema.facts),
                [{"name": "schema", "value": str(schema.SCHEMA)}, {"name": "id", "value": uuid.uuid4().hex}],
            )
            connection.execute(insert(schema.counter), [{"name": "changes", "value": 0}])
            return
        while version < schema.SCHEMA:
            STEPS[version](connection)
            version += 1
        connection.execute(
            update(schema.facts).where(schema.facts.c.name == "schema").values(value=str(version))
        )


def _write_ahead(database: Database) -> None:
    """Readers go on while one writes (WAL). The mode is kept in the file, so this writes once in a store's
    life."""
    with database.errors():
        raw = database.engine.raw_connection()
        try:
            mode = raw.driver_connection.execute("PRAGMA journal_mode").fetchone()[0]
            if mode != "wal":
                with database.turn():
                    raw.driver_connection.execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()
