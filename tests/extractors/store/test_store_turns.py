"""One writes at a time; whoever reads does not wait, and a person's correction does not wait long."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from extractors.reading import claims_of
from extractors.refresh.run import PAUSE
from extractors.store import Changes, File, Reading, Store, StoreError, open_store

HOLD = """
import sys, time
from extractors.store import open_store
store = open_store(sys.argv[1], sys.argv[2] or None)
with store.database.write():
    print("holding", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(store: Store, database: str | None):
    """Another process in the middle of a write; it ends when told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store.data), database or ""],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline().strip() == "holding"
    yield process
    process.stdin.close()
    process.wait(timeout=30)


def test_readers_do_not_wait_for_a_writer(store: Store, holder, database: str | None) -> None:
    started = time.monotonic()
    assert len(store.claims()) == 0
    assert len(store.reports()) == 0
    with open_store(store.data, database, create=False) as another:
        assert another.version() == store.version()
    assert time.monotonic() - started < 1.0


def test_a_second_writer_waits_for_its_turn(store: Store, holder) -> None:
    done = threading.Event()

    def write() -> None:
        store.apply(Changes(files=(File("", "a.txt", "", "rejected", "x"),)))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert not done.wait(0.3)
    holder.stdin.close()
    writer.join(timeout=30)
    assert done.is_set()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_waits_too_long_is_told_in_a_sentence(
    store: Store, holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.database._lock, "timeout", 0.1)
    with pytest.raises(StoreError, match="in use by another program"):
        store.apply(Changes(files=(File("", "a.txt", "", "rejected", "x"),)))


def test_a_correction_goes_in_between_the_batches_of_a_refresh(store: Store, keep) -> None:
    """With the refresh's own pause; the worst of twenty stays far below what a person notices as waiting."""
    report = keep()
    claim = store.claims()["claim"][0]
    changes = Changes(readings=(Reading(report, tuple(claims_of(report))),))
    stop = threading.Event()

    def write_in_batches() -> None:
        while not stop.is_set():
            store.apply(changes)
            time.sleep(PAUSE)

    thread = threading.Thread(target=write_in_batches)
    thread.start()
    waited = []
    try:
        for _ in range(20):
            started = time.monotonic()
            store.accept(claim, who="ann")
            waited.append(time.monotonic() - started)
    finally:
        stop.set()
        thread.join()
    assert max(waited) < 2.0
    assert len(store.corrections()) == 20
