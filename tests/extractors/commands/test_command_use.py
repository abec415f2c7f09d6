"""Help, wrong use, refreshing and serving: what a user meets first, from any folder."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from extractors.store import open_store

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = (
    "serve", "refresh", "watch", "extract", "export", "explain", "correct", "corrections", "compare",
    "backup", "doctor",
)  # fmt: skip


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_version(seizures, tmp_path: Path) -> None:
    assert seizures("--version", cwd=tmp_path).stdout == "seizures 0.1.0\n"


def test_help_names_every_command_examples_and_exit_codes(seizures) -> None:
    said = seizures("--help").stdout
    for command in COMMANDS:
        assert command in said
    assert "Examples" in said
    assert "Exit codes" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_examples(within, command: str) -> None:
    code, said, _ = within(command, "--help")
    assert code == 0
    assert "Usage: seizures" in said
    assert f"  seizures {command}" in said
    assert "Exit codes" in said
    assert "--data" in said or command in ("extract", "compare")


def test_help_and_what_is_plainly_wrong_load_nothing_heavy() -> None:
    code = """
import sys
from extractors.__main__ import run
for arguments in (["--help"], ["--version"], ["export", "--help"], ["export", "x.doc"]):
    run(arguments)
heavy = [name for name in ("pandas", "dash", "sqlalchemy", "pyarrow", "trafilatura") if name in sys.modules]
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "No such command"),
        (["refresh", "--speed", "9"], "No such option"),
        (["export"], "Missing argument"),
        (["export", "out.doc"], "does not say its format"),
        (["export", "out.csv", "--drug", "heroine"], "did you mean heroin?"),
        (["export", "out.csv", "--measure", "seizures"], "did you mean seizure?"),
        (["export", "out.csv", "--place", "Atlantis"], "is no place that is known"),
        (["export", "out.csv", "--years", "2015-2010"], "expected 2012 or 2010-2020"),
        (["export", "out.csv", "--table", "reports", "--drug", "heroin"], "has no column 'drug'"),
        (["export", "out.csv", "--table", "songs"], "songs"),
        (["explain"], "Give a sentence or a file"),
        (["explain", " "], "Give a sentence or a file"),
        (["explain", "--figure", "nothing"], "There is no figure"),
        (["explain", "x", "--published", "soon"], "is no date"),
        (["extract", "-", "a.txt"], "stands alone"),
        (["extract", "a.txt", "--language", "en"], "go with -"),
        (["extract", "-", "--language", "xx"], "xx"),
        (["refresh", "/nowhere/at/all"], "is not a folder"),
        (["refresh", "--workers", "0"], "workers"),
        (["correct", "0123456789abcdef"], "Say one thing"),
        (["correct", "0123456789abcdef", "--accept", "--reject"], "Say one thing"),
        (["correct", "0123456789abcdef", "--accept"], "no claim"),
        (["correct", "0123456789abcdef", "value"], "is no SLOT=VALUE"),
        (["correct", "0123456789abcdef", "--report", "colour=red"], "nothing that can be set"),
        (["corrections", "import", "/nowhere.jsonl"], "cannot be read"),
        (["compare", "/nowhere", "/nowhere"], "is neither a data folder nor a store"),
    ],
)
def test_wrong_use_is_one_sentence_and_code_2(
    within, filled: Path, monkeypatch, arguments, said: str
) -> None:
    monkeypatch.chdir(filled)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Nothing.")))
    taken = [] if arguments[0] in ("extract", "compare", "frobnicate") else ["--data", filled]
    code, out, error = within(*arguments, *taken)
    assert code == 2
    assert said in error
    assert len(lines(error)) == 1
    assert error.startswith("seizures: ")
    assert out == ""


@pytest.mark.parametrize("command", ["export out.csv", "backup b.sqlite", "corrections", "compare . ."])
def test_no_store_is_one_sentence_and_code_3(within, tmp_path: Path, monkeypatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    taken = [] if command.startswith("compare") else ["--data", tmp_path / "nowhere"]
    code, _, error = within(*command.split(), *taken)
    assert code == 3
    assert "run `seizures refresh` first" in error
    assert len(lines(error)) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_opened_is_code_3(seizures, data: Path) -> None:
    (data / "store.sqlite").write_text("no database at all" * 100)
    result = seizures("refresh", data=data, code=3)
    assert "is not a store of this program" in result.stderr
    assert len(lines(result.stderr)) == 1


# refresh


def test_refresh_says_what_it_did(seizures, data: Path) -> None:
    assert seizures("refresh", data=data).stdout == "3 new, 0 changed, 0 gone, 0 unchanged; 4 claims\n"
    again = seizures("refresh", data=data)
    assert again.stdout == "0 new, 0 changed, 0 gone, 3 unchanged; 0 claims\n"
    assert again.stderr == ""


def test_refresh_names_what_it_could_not_read_and_says_so_by_its_code(seizures, data: Path) -> None:
    (data / "reports" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (data / "reports" / "empty.txt").write_bytes(b"")
    for _ in range(2):
        result = seizures("refresh", data=data, code=1)
        assert "2 files could not be read: " in result.stdout
        assert "empty.txt is empty" in result.stderr
        assert len(lines(result.stderr)) == 2
    with open_store(data) as store:
        assert len(store.claims()) == 4


def test_the_folder_may_be_named_before_after_or_by_the_environment(within, data: Path, monkeypatch) -> None:
    monkeypatch.chdir(data.parent)
    assert within("--data", data, "refresh")[1].startswith("3 new")
    for arguments in (["refresh", "--data", data], ["refresh", "--data", "data"]):
        monkeypatch.setenv("SEIZURES_DATA", "")
        assert "3 unchanged" in within(*arguments)[1]
    monkeypatch.setenv("SEIZURES_DATA", str(data))
    assert "3 unchanged" in within("refresh")[1]
    elsewhere = f"sqlite:///{data.parent}/else.sqlite"
    assert within("refresh", "--database", elsewhere)[1].startswith("3 new")
    monkeypatch.setenv("SEIZURES_DATABASE", elsewhere)
    assert "3 unchanged" in within("refresh")[1]


def test_refresh_takes_a_folder(within, data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("Police in Peru seized 7 kg of cocaine in 2014.\n")
    assert within("refresh", other, "--data", data)[1].startswith("1 new")
    assert within("refresh", "--data", data)[1].startswith("3 new")


def test_refresh_watch_reads_what_comes_and_ends_when_interrupted(data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "extractors", "refresh", "--watch", "--data", str(data)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert process.stdout.readline().startswith("3 new")
        (data / "reports" / "later.txt").write_text("Police in Peru seized 7 kg of cocaine in 2014.\n")
        started = time.monotonic()
        assert process.stdout.readline().startswith("1 new")
        assert time.monotonic() - started < 5
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert "Traceback" not in process.stderr.read()
    finally:
        process.kill()
        process.communicate()


# serve


def status_of(address: str) -> int:
    """The page's status; it is announced a moment before it answers."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=30) as page:
                return page.status
        except urllib.error.URLError:
            time.sleep(0.05)
    return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("alone", [True, False])
def test_the_dashboard_opens_on_what_is_in_the_inbox(data: Path, alone: bool) -> None:
    arguments = [] if alone else ["serve", "--port", str(free_port()), "--no-browser"]
    process = subprocess.Popen(
        [sys.executable, "-m", "extractors", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "SEIZURES_DATA": str(data)},
    )  # fmt: skip
    try:
        assert process.stdout.readline().startswith("3 new")
        said = process.stdout.readline()
        address = next(word for word in said.split() if word.startswith("http://127.0.0.1:"))
        assert status_of(address) == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, 130)
        assert "Traceback" not in process.stderr.read()
    finally:
        process.kill()
        process.communicate()


def test_without_the_dashboard_serve_says_so(within, data: Path, monkeypatch) -> None:
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **given: [])
    code, _, error = within("serve", "--data", data)
    assert code == 3
    assert "dashboard is not installed" in error
