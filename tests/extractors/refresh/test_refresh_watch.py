"""Watching: a new file is seen within five seconds, one being written is waited for, lost events are made up
for."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from extractors import extract
from extractors.refresh import RefreshResult
from extractors.refresh import watch as watching
from extractors.store import Store, open_store

SOON = 5.0


@pytest.fixture
def watched(store: Store) -> Iterator[Callable[[], RefreshResult]]:
    """Watches the inbox from a thread; each call gives the next result, in time or not at all."""
    stop, results = threading.Event(), queue.SimpleQueue()

    def run() -> None:
        with open_store(store.data) as own:
            for result in watching.watch(own, stop=stop):
                results.put(result)

    extract("Police in Myanmar seized 5 kg of heroin in 2012.")  # loads the words
    thread = threading.Thread(target=run)
    thread.start()
    first = results.get(timeout=30)
    assert first.new == 0
    yield lambda: results.get(timeout=SOON)
    stop.set()
    thread.join(timeout=15)
    assert not thread.is_alive()


def test_new_changed_and_gone_files_are_seen_in_time(store: Store, drop, watched) -> None:
    drop("a.txt", 5)
    assert watched().new == 1
    drop("a.txt", 7)
    assert watched().changed == 1
    assert store.claims()["value"].tolist() == [7]
    (store.inbox / "a.txt").unlink()
    assert watched().gone == 1
    drop("deep/folder/b.txt", 8)
    assert watched().new == 1


def test_a_file_that_is_being_written_is_waited_for(store: Store, drop, watched) -> None:
    with (store.inbox / "slow.txt").open("w") as file:
        for _ in range(8):
            file.write("Police in Myanmar seized 5 kg of heroin in 2012. ")
            file.flush()
            os.fsync(file.fileno())
            time.sleep(watching.STILL / 3)
            assert len(store.reports()) == 0
        file.write("They seized 9 kg of opium in Laos.\n")
    assert watched().new == 1
    assert sorted(store.claims()["value"]) == [5, 9]


def test_without_events_it_looks_by_itself(store: Store, drop, watched, monkeypatch) -> None:
    monkeypatch.setattr(watching, "_wait", lambda root, stop, seconds: stop.wait(seconds))
    drop("warm-up.txt", 1)  # ends the wait for events that has begun
    assert watched().new == 1
    drop("a.txt", 5)
    assert watched().new == 1


def test_many_files_at_once(store: Store, drop, watched) -> None:
    for number in range(300):
        (store.inbox / f"{number}.txt").write_text(f"Nothing of note happened on day {number}.\n")
    total = 0
    while total < 300:
        total += watched().new
    assert total == 300


def test_a_folder_that_goes_away_and_comes_back(store: Store, drop, watched, tmp_path) -> None:
    drop("a.txt", 5)
    assert watched().new == 1
    store.inbox.rename(tmp_path / "away")
    time.sleep(1)
    (tmp_path / "away").rename(store.inbox)
    drop("b.txt", 6)
    assert watched().new == 1
    assert sorted(store.claims()["value"]) == [5, 6]


def test_comparing_all_bytes_takes_a_twentieth_of_the_time_at_most() -> None:
    assert [watching.rest_after(took) for took in (0.1, 3, 30)] == [60, 60, 600]
