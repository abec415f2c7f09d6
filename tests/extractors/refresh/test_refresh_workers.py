"""Workers are processes of their own: one that dies costs the file that it was reading."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.refresh import workers
from extractors.refresh.reading import Task


def tasks(folder: Path, number: int) -> list[Task]:
    folder.mkdir(exist_ok=True)
    found = []
    for at in range(number):
        path = folder / f"{at}.txt"
        path.write_text(f"Police in Myanmar seized {at + 1} kg of heroin in 2012.\n")
        found.append(Task("", path.name, path, folder, "rules", {}))
    return found


def test_all_files_are_read_once(tmp_path: Path) -> None:
    outcomes = list(workers.read_all(tasks(tmp_path / "in", 9), workers=3))
    assert sorted(outcome.task.file for outcome in outcomes) == [f"{at}.txt" for at in range(9)]
    assert sorted(outcome.parts[0].reading.claims[0].value for outcome in outcomes) == list(range(1, 10))


def test_a_worker_that_dies_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that kills whoever reads it: a worker that looks at its name does so."""
    code = (
        "import os, sys; sys.path.insert(0, {package!r}); from extractors.refresh import workers; "
        "real = workers.read_task\n"
        "def read(task):\n    os.kill(os.getpid(), 9) if task.file == '4.txt' else None\n    return "
        "real(task)\n"
        "workers.read_task = read; workers.serve()"
    )
    monkeypatch.setattr(workers, "COMMAND", code)
    outcomes = {
        outcome.task.file: outcome for outcome in workers.read_all(tasks(tmp_path / "in", 9), workers=2)
    }
    assert len(outcomes) == 9
    dead = outcomes.pop("4.txt")
    assert dead.passing
    assert "4.txt could not be read: the process that read it died" in dead.parts[0].error
    assert all(outcome.parts[0].reading is not None for outcome in outcomes.values())


def test_a_worker_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys, time; sys.path.insert(0, {package!r}); from extractors.refresh import workers; "
        "real = workers.read_task\n"
        "def read(task):\n    time.sleep(600) if task.file == '0.txt' else None\n    return real(task)\n"
        "workers.read_task = read; workers.serve()"
    )
    monkeypatch.setattr(workers, "COMMAND", code)
    monkeypatch.setattr(workers, "PATIENCE", 30.0)
    outcomes = list(workers.read_all(tasks(tmp_path / "in", 3), workers=2))
    assert sum(outcome.passing for outcome in outcomes) == 1


def test_workers_end_when_their_caller_stops_listening(tmp_path: Path) -> None:
    stream = workers.read_all(tasks(tmp_path / "in", 8), workers=2)
    next(stream)
    stream.close()
    assert [thread for thread in threading.enumerate() if isinstance(thread, workers.Worker)] == []


def test_reading_stops_in_the_middle_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys, time; sys.path.insert(0, {package!r}); from extractors.refresh import workers; "
        "real = workers.read_task\n"
        "def read(task):\n    time.sleep(600) if task.file != '0.txt' else None\n    return real(task)\n"
        "workers.read_task = read; workers.serve()"
    )
    monkeypatch.setattr(workers, "COMMAND", code)
    stop = threading.Event()
    stream = workers.read_all(tasks(tmp_path / "in", 3), 2, stop)
    assert next(stream).task.file == "0.txt"
    began = time.monotonic()
    threading.Timer(0.2, stop.set).start()
    with pytest.raises(workers.StoppedError):
        next(stream)
    assert time.monotonic() - began < 10
    assert [thread for thread in threading.enumerate() if isinstance(thread, workers.Worker)] == []


def test_a_worker_that_is_told_to_end_takes_its_parser_along(tmp_path: Path) -> None:
    """A parser that hangs is a process of its own."""
    code = (
        "import sys, time; sys.path.insert(0, {package!r}); from extractors.refresh import workers\n"
        "from extractors.readers.sandbox import default_pool\n"
        "def read(task):\n"
        "    child = default_pool()._take(); print(child.process.pid, file=open(task.path, 'w'), flush=True)\n"
        "    try:\n        time.sleep(600)\n"
        "    finally:\n        child.end()\n"
        "workers.read_task = read; workers.serve()"
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workers, "COMMAND", code)
        stop, (task,) = threading.Event(), tasks(tmp_path / "in", 1)
        threading.Thread(target=stop_when, args=(stop, lambda: read_number(task.path))).start()
        with pytest.raises(workers.StoppedError):
            next(workers.read_all([task], 1, stop))
    assert gone(read_number(task.path))


def read_number(path: Path) -> int:
    text = path.read_text().strip()
    return int(text) if text.isdigit() else 0


def stop_when(stop: threading.Event, told: Callable[[], object]) -> None:
    for _ in range(400):
        if told():
            break
        time.sleep(0.05)
    stop.set()


def test_workers_end_when_their_caller_is_killed(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from extractors.refresh import workers; "
        "started = workers.start(); print(started.pid, flush=True); sys.stdin.read()"
    )
    caller = subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, text=True)
    worker = int(caller.stdout.readline())
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    assert gone(worker)


def gone(process: int) -> bool:
    """Whether a process ends within ten seconds."""
    for _ in range(200):
        try:
            os.kill(process, 0)
            if Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
                return True  # it has ended; nobody has asked for its exit code
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False
