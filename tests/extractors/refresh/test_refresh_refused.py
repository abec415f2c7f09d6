"""Files that were refused: when they are tried again, and when not."""

from __future__ import annotations

import pytest

from extractors.readers.limits import LimitsError
from extractors.refresh import refresh, run
from extractors.store import Store

LONG = "Police in Myanmar seized 5 kg of heroin in 2012.\n" * 40_000  # 2 MB


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that refreshes have opened."""
    opened: list[str] = []
    whole = run.read_all

    def spy(tasks, *how):
        opened.extend(task.file for task in tasks)
        return whole(tasks, *how)

    monkeypatch.setattr(run, "read_all", spy)
    return opened


def status(store: Store) -> dict[str, str]:
    return {row["file"]: row["status"] for row in store.files("")}


def test_a_refused_file_waits_for_other_limits(
    store: Store, drop, read, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop("good.txt", 5)
    drop("long.txt", LONG)
    monkeypatch.setenv("SEIZURES_MAX_OUTPUT", "1")
    refused = refresh(store)
    assert [failure.file for failure in refused.failed] == ["long.txt"]
    assert "more than 1 MB of text" in refused.failed[0].error
    read.clear()
    again = refresh(store)
    assert (read, again.failed) == ([], refused.failed)
    monkeypatch.setenv("SEIZURES_MAX_OUTPUT", "5")
    assert refresh(store).failed == ()
    assert read == ["long.txt"], "what was read before is not read again"
    assert status(store) == {"good.txt": "read", "long.txt": "read"}
    read.clear()
    monkeypatch.delenv("SEIZURES_MAX_OUTPUT")
    refresh(store)
    assert read == []


def test_a_refused_file_is_tried_again_by_new_readers_and_by_a_thorough_look(
    store: Store, drop, read, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop("cut.pdf", b"%PDF-1.7\n")
    refresh(store)
    read.clear()
    refresh(store)
    refresh(store, thorough=True, retry=False)
    assert read == []
    refresh(store, thorough=True)
    assert read == ["cut.pdf"]
    read.clear()
    monkeypatch.setattr("extractors.store.fingerprint.reading", lambda: "other")
    refresh(store)
    assert read == ["cut.pdf"]


def test_a_file_beyond_the_limit_of_size_is_read_when_that_is_raised(
    store: Store, drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop("long.txt", LONG)
    monkeypatch.setenv("SEIZURES_MAX_FILE", "1")
    assert "larger than 1 MB" in refresh(store).failed[0].error
    monkeypatch.setenv("SEIZURES_MAX_FILE", "3")
    assert refresh(store).failed == ()


def test_a_limit_that_is_none_is_told(store: Store, drop, monkeypatch: pytest.MonkeyPatch) -> None:
    drop("good.txt", 5)
    monkeypatch.setenv("SEIZURES_MAX_SECONDS", "long")
    with pytest.raises(LimitsError, match="SEIZURES_MAX_SECONDS is 'long'"):
        refresh(store)
    assert status(store) == {}
