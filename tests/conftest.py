"""What all tests share: a clean environment, a PostgreSQL server, the command line as a subprocess, the browser
of the page's tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# A shell that runs the tests in the background has them ignore Ctrl+C, and so the commands that tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
NO_SERVER = "no PostgreSQL server was found for the tests: `apt-get install postgresql`"
HOW_TO_GET_ONE = (
    "no Chromium was found for the browser tests: `apt-get install chromium fonts-noto-cjk`, "
    "or `playwright install chromium`, or set BROWSER_PATH to one"
)

# The same examples in every run: a failure elsewhere can be seen here.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session")
def lacking() -> Callable[[str], None]:
    """Ends a test that lacks something of the machine: a failure in CI, elsewhere passed over with the
    reason."""

    def end(what: str) -> None:
        if IN_CI:
            pytest.fail(what, pytrace=False)
        pytest.skip(what)

    return end


@pytest.fixture(scope="session", autouse=True)
def plain_environment() -> Iterator[None]:
    """No test sees the data folder, the database or the token of whoever runs it."""
    names = ("SEIZURES_DATA", "SEIZURES_DATABASE", "SEIZURES_TOKEN", "SEIZURES_USER")
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    yield
    os.environ.update(kept)


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


@pytest.fixture
def postgresql_database(postgresql: str) -> str:
    """The address of an empty database of the test's own."""
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(postgresql.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql.format(name)


@pytest.fixture(scope="session")
def seizures() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command line as a subprocess: `seizures("refresh", folder, data=…, code=0)`; `code` is the
    exit code that must come (None: any)."""

    def run(
        *arguments: object,
        data: Path | None = None,
        code: int | None = 0,
        stdin: str | bytes = "",
        cwd: Path | None = None,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        given = [str(argument) for argument in arguments]
        if data is not None:
            given += ["--data", str(data)]
        done = subprocess.run(
            [sys.executable, "-m", "extractors", *given],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd or ROOT,
            env={**os.environ, "COLUMNS": "120", "PYTHONIOENCODING": "utf-8", **environment},
            timeout=120,
        )
        result = subprocess.CompletedProcess(
            done.args,
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )
        assert "Traceback" not in result.stderr, result.stderr
        if code is not None:
            assert result.returncode == code, (result.returncode, result.stdout, result.stderr)
        return result

    return run


@pytest.fixture(scope="session")
def browser_path(lacking: Callable[[str], None]) -> str | None:
    """The browser to test with; None where playwright has brought its own."""
    chosen = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if chosen:
        return chosen
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        if not Path(playwright.chromium.executable_path).exists():
            lacking(HOW_TO_GET_ONE)
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_path: str | None
) -> dict[str, Any]:
    """pytest-playwright's own, with our browser, quiet: it asks nobody on the network for anything."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-sync",
        "--disable-gpu",
        "--metrics-recording-only",
        "--no-first-run",
        "--no-pings",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet.append("--no-sandbox")  # as root, as in CI, it starts no other way
    arguments = {**browser_type_launch_args, "args": [*browser_type_launch_args.get("args", []), *quiet]}
    return {**arguments, "executable_path": browser_path} if browser_path else arguments
