"""Stores to test: the same tests on SQLite and on a PostgreSQL server that is started for them."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractors.reading import claims_of
from extractors.records import Report
from extractors.store import Store, open_store

NO_SERVER = "no PostgreSQL server was found for the store's tests: `apt-get install postgresql`"


def _server_programs() -> Path | None:
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[4]))
    return versions[-1].parent if versions else None


@pytest.fixture(scope="session")
def postgresql(lacking: Callable[[str], None]) -> Iterator[str]:
    """The address of a server of our own, without a database: `postgresql.format(name)` is one's address."""
    programs = _server_programs()
    if programs is None:
        lacking(NO_SERVER)
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)
    root = os.geteuid() == 0
    who = (
        {"user": "postgres", "group": "postgres", "extra_groups": []} if root else {}
    )  # it refuses to run as root
    if root:
        shutil.chown(folder, "postgres", "postgres")

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs / program, *arguments], capture_output=True, text=True, cwd=folder, **who
        )
        assert done.returncode == 0, done.stderr

    try:
        run(
            "initdb",
            "-D",
            f"{folder}/data",
            "-U",
            "tester",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C",
        )
        options = (
            f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
        )
        run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start")
        yield f"postgresql://tester@/{{}}?host={folder}"
    finally:
        subprocess.run(
            [programs / "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop"],
            capture_output=True, cwd="/", check=False, **who,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty database of the test's own; None means SQLite in the data folder."""
    if request.param == "sqlite":
        return None
    import psycopg

    server = request.getfixturevalue("postgresql")
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name)


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
