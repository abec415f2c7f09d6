"""Reading the folder can be stopped from the page, at once: what is read is kept, the rest waits to be asked for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from dashboard.app import create_app
from dashboard.folder import Folder
from extractors.refresh import StoppedError, workers
from extractors.refresh.run import Progress
from extractors.store import Store

PAGE = {"X-Page": "1"}
MORE = 6


class Impatient(Folder):
    """A folder whose reader is told to stop after the first file."""

    def _reading(self, done: int, total: int, file: str) -> None:
        super()._reading(done, total, file)
        if done == 1:
            self.cancel()


def dropped(store: Store) -> None:
    for n in range(MORE):
        text = f"In {2016 + n}, police in Thailand seized {300 + n} kilograms of heroin."
        (store.inbox / f"more-{n}.txt").write_text(text, "utf-8")


def test_reading_stops_and_goes_on_when_somebody_looks_again(changing: Store) -> None:
    before = len(changing.reports())
    dropped(changing)
    folder = Impatient(changing)
    with pytest.raises(StoppedError):
        folder.look()
    assert folder.progress.left == tuple(f"more-{n}.txt" for n in range(1, MORE))
    assert not folder.progress.total
    assert before <= len(changing.reports()) < before + MORE
    whole = Folder(changing)
    whole.look()
    assert len(changing.reports()) == before + MORE
    assert not whole.progress.left


def test_a_file_that_takes_long_is_left_at_once(changing: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys, time; sys.path.insert(0, {package!r}); from extractors.refresh import workers; "
        "workers.read_task = lambda task: time.sleep(600); workers.serve()"
    )
    monkeypatch.setattr(workers, "COMMAND", code)
    long = "Police in Thailand seized 3 kilograms of heroin in 2019.\n" * 30_000
    (changing.inbox / "long.txt").write_text(long, "utf-8")
    client, folder = stopping_at(changing, "long.txt")
    answer = client.post("/do/refresh", headers=PAGE)
    assert answer.status_code == 409
    assert "stopped at long.txt: files not read yet: 1" in answer.json["error"]
    assert client.get("/status.json").json["stopped"] == {"n": 1, "file": "long.txt"}
    assert "long.txt" not in set(changing.reports()["file"])
    assert folder.took < 10
    assert [one for one in threading.enumerate() if isinstance(one, workers.Worker)] == []


def test_a_small_file_that_takes_long_is_left_at_once(
    changing: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(workers, "read_task", lambda task: goes_on.wait(600))
    (changing.inbox / "slow.txt").write_text("Police in Thailand seized 3 kg of heroin in 2019.", "utf-8")
    client, folder = stopping_at(changing, "slow.txt")
    assert client.post("/do/refresh", headers=PAGE).status_code == 409
    goes_on.set()
    assert folder.took < 10
    monkeypatch.undo()
    assert client.post("/do/refresh", headers=PAGE).status_code == 200
    assert "slow.txt" in set(changing.reports()["file"])
    assert "stopped" not in client.get("/status.json").json


class Timed(Folder):
    """A folder whose reading is stopped while it is at a file; `took` is how long that lasted, in seconds."""

    def _reading(self, done: int, total: int, file: str) -> None:
        super()._reading(done, total, file)
        if file == self.stop_at and not done:
            self.began = time.monotonic()
            threading.Timer(0.3, self.cancel).start()

    def look(self) -> object:
        try:
            return super().look()
        except StoppedError:
            self.took = time.monotonic() - self.began
            raise


def stopping_at(store: Store, file: str) -> tuple[object, Timed]:
    """A page over a store whose reading of the folder is stopped while it is at a file."""
    app = create_app(store)
    folder = app.server.extensions["folder"]
    folder.__class__, folder.stop_at = Timed, file
    return app.server.test_client(), folder


def test_the_watcher_waits_until_somebody_looks_again(changing: Store) -> None:
    before = len(changing.reports())
    dropped(changing)
    folder = Folder(changing)
    folder._reading = stopped_once(folder)
    folder.start()
    try:
        assert folder.halted.wait(30)
        wait_until(lambda: folder.progress.left)
        assert len(changing.reports()) < before + MORE
        folder.look()
        assert len(changing.reports()) == before + MORE
    finally:
        folder.stop()


def wait_until(told: Callable[[], object]) -> None:
    for _ in range(600):
        if told():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def stopped_once(folder: Folder) -> Progress:
    """The reader's progress, stopped at the first file of the first run only."""
    folder.halted = threading.Event()

    def reading(done: int, total: int, file: str) -> None:
        Folder._reading(folder, done, total, file)
        if not folder.halted.is_set() and done == 1:
            folder.cancel()
            folder.halted.set()

    return reading


def test_nothing_is_stopped_where_nothing_is_read(changing: Store) -> None:
    app = create_app(changing)
    client, folder = app.server.test_client(), app.server.extensions["folder"]
    assert client.post("/do/cancel", headers=PAGE).status_code == 200
    assert not folder.progress.left
    assert client.post("/do/refresh", headers=PAGE).status_code == 200


def test_who_asked_for_the_reading_hears_that_it_was_stopped(
    changing: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(changing)
    folder = app.server.extensions["folder"]
    monkeypatch.setattr(folder, "_reading", stopped_once(folder))
    dropped(changing)
    answer = app.server.test_client().post("/do/refresh", headers=PAGE)
    assert answer.status_code == 409
    assert "stopped" in answer.json["error"]
