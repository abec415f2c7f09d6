"""A small data folder to run commands on, and a way to run them within this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.__main__ import run
from extractors.refresh import refresh
from extractors.store import open_store

REPORTS = {
    "a.txt": "Police in Myanmar seized 320 kg of heroin and 16.2 tons of methamphetamine in 2012.\n",
    "b.md": "---\ntitle: Harvest\npublisher: =Gazette\npublished: 2016-02-01\n---\n"
    "Opium poppy cultivation in Laos fell to 5,700 hectares in 2015.\n",
    "c.txt": "2013年,缅甸警方缴获海洛因 45公斤。\n",
}


def lay(folder: Path) -> Path:
    """Put three reports into the inbox of a data folder."""
    inbox = folder / "reports"
    inbox.mkdir(parents=True)
    for name, text in REPORTS.items():
        (inbox / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with three reports in its inbox, not yet read."""
    return lay(tmp_path / "data")


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose three reports were read; for looking only."""
    folder = lay(tmp_path_factory.mktemp("read") / "data")
    with open_store(folder) as store:
        refresh(store)
    return folder


@pytest.fixture
def filled(read_once: Path, tmp_path: Path) -> Path:
    """A copy of it, for changing."""
    return Path(shutil.copytree(read_once, tmp_path / "data"))


@pytest.fixture
def within(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command within this process, for what differs only in its arguments: code, stdout, stderr."""
    for name in ("SEIZURES_DATA", "SEIZURES_DATABASE"):
        monkeypatch.setenv(name, "")  # whoever runs the tests may have some
    monkeypatch.setenv("COLUMNS", "120")

    def run_it(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        return code, *capfd.readouterr()

    return run_it
