"""What all tests share: a clean environment, the command line as a subprocess, and the browser of the page's
tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

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
