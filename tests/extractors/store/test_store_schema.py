"""Older stores are brought up to date, newer ones and what is no store are left alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy

from extractors.reading import claims_of
from extractors.store import NewerStoreError, Store, StoreError, migrations, open_file, open_store, schema

SCHEMAS = Path(__file__).parent / "schemas"


def description(connection: sqlalchemy.Connection) -> dict[str, list[tuple]]:
    inspector = sqlalchemy.inspect(connection)
    return {
        table: sorted(
            (column["name"], str(column["type"]), column["nullable"])
            for column in inspector.get_columns(table)
        )
        for table in inspector.get_table_names()
    }


def test_every_earlier_version_is_kept_as_a_file_and_has_its_step() -> None:
    versions = sorted(int(path.stem) for path in SCHEMAS.glob("*.sql"))
    assert versions == list(range(1, schema.SCHEMA + 1))
    assert sorted(migrations.STEPS) == list(range(1, schema.SCHEMA))


@pytest.mark.parametrize("version", sorted(int(path.stem) for path in SCHEMAS.glob("*.sql")))
def test_a_store_of_each_version_opens_with_all_that_was_in_it(version: int, tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript((SCHEMAS / f"{version}.sql").read_text("utf-8"))
    connection.close()
    with open_store(tmp_path, create=False) as store, open_store(tmp_path / "new") as new:
        with store.database.read() as old_one, new.database.read() as new_one:
            assert description(old_one) == description(new_one)
        claims = store.claims()
        assert claims["drug"].tolist() == ["heroin"]
        assert claims["value"].tolist() == [73]
        assert claims["period"].tolist() == ["2019"]
        assert store.corrections()["state"].tolist() == ["active", "active"]
        (report,) = store.reports()["report"]
        assert claims_of(store.report(report))
        assert store.check() == []


def test_the_newest_version_is_kept_as_it_is_made(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, sqlite3.connect(":memory:") as kept:
        kept.executescript((SCHEMAS / f"{schema.SCHEMA}.sql").read_text("utf-8"))
        made = sqlite3.connect(store.database.path)
        query = "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name"
        assert made.execute(query).fetchall() == kept.execute(query).fetchall()
        made.close()


def test_a_newer_store_is_refused_in_a_sentence_and_not_touched(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        path = store.database.path
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE facts SET value = '99' WHERE name = 'schema'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerStoreError, match=r"schema 99.*not touched.*install the newer version"):
        open_store(tmp_path)
    assert path.read_bytes() == before


def test_a_newer_database_on_a_server_is_refused_too(
    store: Store, database: str | None, tmp_path: Path
) -> None:
    with store.database.write() as connection:
        facts = schema.facts
        connection.execute(facts.update().where(facts.c.name == "schema").values(value="99"))
    with pytest.raises(NewerStoreError):
        open_store(store.data, database)


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is no store of this program"):
        open_store(tmp_path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(b"a shopping list" * 400)
    with pytest.raises(StoreError, match="is not a store of this program"):
        open_store(tmp_path)
    assert path.read_bytes() == b"a shopping list" * 400
    with pytest.raises(StoreError):
        open_file(path)


def test_a_start_that_was_cut_short_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"")
    with open_store(tmp_path) as store:
        assert store.check() == []


def test_many_processes_may_make_the_same_store_at_once(tmp_path: Path) -> None:
    code = "import sys; from extractors.store import open_store; print(open_store(sys.argv[1]).version())"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=-1, stderr=-1) for _ in range(6)
    ]
    for process in running:
        out, error = process.communicate(timeout=60)
        assert (process.returncode, out.strip()) == (0, b"0"), error.decode()
    with open_store(tmp_path) as store:
        assert store.check() == []
