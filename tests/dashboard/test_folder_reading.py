"""Reading the folder can be stopped from the page: what is read is kept, the rest waits to be asked for."""

from __future__ import annotations

import threading

import pytest

from dashboard.app import create_app
from dashboard.folder import CancelledError, Folder
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
    with pytest.raises(CancelledError):
        folder.look()
    assert folder.progress.stopped
    assert not folder.progress.total
    assert before <= len(changing.reports()) < before + MORE
    whole = Folder(changing)
    whole.look()
    assert len(changing.reports()) == before + MORE
    assert not whole.progress.stopped


def test_the_watcher_waits_until_somebody_looks_again(changing: Store) -> None:
    before = len(changing.reports())
    dropped(changing)
    folder = Folder(changing)
    folder._reading = stopped_once(folder)
    folder.start()
    try:
        assert folder.halted.wait(30)
        assert len(changing.reports()) < before + MORE
        folder.look()
        assert len(changing.reports()) == before + MORE
    finally:
        folder.stop()


def stopped_once(folder: Folder) -> Progress:
    """The reader's progress, stopped at the first file of the first run only."""
    folder.halted = threading.Event()

    def reading(done: int, total: int, file: str) -> None:
        try:
            Folder._reading(folder, done, total, file)
        except CancelledError:
            folder.halted.set()
            raise
        if not folder.halted.is_set():
            folder.cancel()

    return reading


def test_nothing_is_stopped_where_nothing_is_read(changing: Store) -> None:
    app = create_app(changing)
    client, folder = app.server.test_client(), app.server.extensions["folder"]
    assert client.post("/do/cancel", headers=PAGE).status_code == 200
    assert not folder.progress.stopped
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
