"""Nothing that was acknowledged is lost, whatever kills the process or fails on the disk, and the work goes
on.

SEIZURES_KILLS says how many processes are killed at random moments (default 12, of a refresh; fewer of the
others).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.refresh import refresh
from extractors.store import open_store

VICTIM = Path(__file__).with_name("victim.py")
KILLS = int(os.environ.get("SEIZURES_KILLS", "12"))
EACH = range(1, 400)  # more than there are; the run stops where there is no n-th
SOME = EACH if KILLS >= 200 else range(1, 400, 17)


def run(folder: Path, action: str, kind: str, numbers: range | list[int]) -> list[dict]:
    """What became of each process, from victim.py."""
    done = subprocess.run(
        [sys.executable, str(VICTIM), str(folder), action, kind, "1", *map(str, numbers)],
        capture_output=True, text=True, timeout=1800,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result for result in results if result["wrong"]] == []
    return results


def failed_to_the_end(results: list[dict]) -> None:
    """Every fault was met. Most end in an error; one that hits the moving of the log into the store does not:
    the log still has what was saved."""
    ends = [result["ended"] for result in results]
    assert ends.pop() == "beyond"
    assert set(ends) <= {"failed", "finished"}
    assert ends.count("failed") > ends.count("finished")


@pytest.mark.parametrize(("action", "least"), [("refresh", 5), ("correct", 8), ("create", 8)])
def test_killed_at_every_sync(tmp_path: Path, action: str, least: int) -> None:
    results = run(tmp_path, action, "sync", EACH)
    assert len(results) > least
    assert [result["ended"] for result in results] == ["killed"] * (len(results) - 1) + ["beyond"]


@pytest.mark.parametrize(
    ("action", "share", "span"), [("refresh", 1.0, 250), ("correct", 0.4, 150), ("create", 0.4, 350)]
)
def test_killed_at_random_moments(tmp_path: Path, action: str, share: float, span: int) -> None:
    results = run(tmp_path, action, "after", [span] * max(1, int(KILLS * share)))
    assert {result["ended"] for result in results} <= {"killed", "finished"}
    assert any(result["ended"] == "killed" for result in results)


@pytest.mark.parametrize("kind", ["full", "error"])
@pytest.mark.parametrize("action", ["refresh", "correct", "create"])
def test_a_disk_that_is_full_or_fails_at_a_write(tmp_path: Path, action: str, kind: str) -> None:
    results = run(tmp_path, action, kind, SOME)
    assert len(results) > 4
    failed_to_the_end(results)


@pytest.mark.parametrize("action", ["refresh", "correct"])
def test_a_disk_that_fails_to_sync(tmp_path: Path, action: str) -> None:
    results = run(tmp_path, action, "syncfail", EACH)
    failed_to_the_end(results)


def test_a_real_limit_on_the_size_of_files_is_one_sentence_and_loses_nothing(
    tmp_path: Path, seizures
) -> None:
    inbox = tmp_path / "reports"
    inbox.mkdir()
    for number in range(3):
        (inbox / f"{number}.txt").write_text(f"Police in Peru seized {number + 2} kg of heroin in 2012.\n")
    with open_store(tmp_path) as store:
        refresh(store)
        (said,) = store.set_report(next(iter(store.report_heads())), title="Haul", who="ann")
        path = store.database.path
    for number in range(3, 300):
        (inbox / f"{number}.txt").write_text(
            f"Police in Peru seized {number + 2} kg of heroin in 2012.\n" * 20
        )
    size = path.stat().st_size + 40_000
    done = subprocess.run(
        [sys.executable, "-m", "extractors", "refresh", "--data", str(tmp_path), "--workers", "1"],
        capture_output=True, text=True, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "was not saved" in done.stderr
    with open_store(tmp_path) as store:
        assert store.check() == []
        assert [json.loads(line)["id"] for line in store.export_corrections()] == [said]
        assert refresh(store).failed == ()
        assert len(store.report_heads()) == 300
        assert store.check() == []
