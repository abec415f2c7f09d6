"""The store: reports, their claims and what people said of them. The only package with SQL.

SQLite in the data folder, or PostgreSQL by its address; the same behaviour on both. What has been written is
on the disk when a call returns, or the call raises StoreError and nothing of it is there. One process writes
at a time; reading never waits for it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL

from extractors.store import location, migrations
from extractors.store.contents import File, Reading
from extractors.store.database import Database, parse_address
from extractors.store.errors import CorrectionError, MissingStoreError, NewerStoreError, StoreError
from extractors.store.fitting import Correction
from extractors.store.store import Changes, Store

__all__ = [
    "Changes",
    "Correction",
    "CorrectionError",
    "File",
    "MissingStoreError",
    "NewerStoreError",
    "Reading",
    "Store",
    "StoreError",
    "open_file",
    "open_store",
]


def open_store(data: Path | str | None = None, database: str | None = None, *, create: bool = True) -> Store:
    """The store of a data folder (see `location.data_folder`), made or brought to the newest schema where
    needed.

    `database` (or $SEIZURES_DATABASE) is the address of a database to use instead of the SQLite file in the
    folder. With `create=False` a store that is not there is a MissingStoreError. Raises StoreError with one
    sentence.
    """
    folder = location.data_folder(data)
    address = location.database_address(database)
    try:
        if create:
            location.prepare(folder)
        elif address is None and not (folder / location.STORE_NAME).is_file():
            raise MissingStoreError(
                f"There is no store in {folder}; run `seizures refresh` first, or name another folder "
                "with --data."
            )
    except OSError as error:
        raise StoreError(f"The data folder {folder} cannot be used: {error.strerror or error}.") from error
    url = (
        parse_address(address)
        if address
        else URL.create("sqlite", database=str(folder / location.STORE_NAME))
    )
    return _open(url, folder)


def open_file(path: Path | str) -> Store:
    """The store in a SQLite file, such as a backup; the file is the caller's, and is brought to the newest
    schema."""
    path = Path(path).expanduser().absolute()
    if not path.is_file():
        raise MissingStoreError(f"There is no file {path}; name a store or a backup.")
    return _open(URL.create("sqlite", database=str(path)), path.parent)


def _open(url: URL, folder: Path) -> Store:
    opened = Database(url)
    try:
        migrations.bring_up_to_date(opened)
    except BaseException:
        opened.close()
        raise
    return Store(opened, folder)
