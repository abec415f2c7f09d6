"""A backup is a whole store of one moment, also while others write."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from extractors.store import Store, StoreError, open_file


def test_a_backup_is_a_store_with_all_that_was_in_it(store: Store, keep, tmp_path: Path) -> None:
    report = keep()
    store.reject(store.claims()["claim"][0], who="ann", reason="why")
    path = tmp_path / "backups" / "store.sqlite"
    store.backup(path)
    assert [entry.name for entry in path.parent.iterdir()] == ["store.sqlite"]
    with open_file(path) as copy:
        assert copy.claims().astype("str").equals(store.claims().astype("str"))
        assert copy.export_corrections() == store.export_corrections()
        assert copy.report(report.id) == store.report(report.id)
        assert copy.check() == []


def test_a_backup_takes_the_place_of_an_older_one(store: Store, keep, tmp_path: Path) -> None:
    store.backup(tmp_path / "b.sqlite")
    keep()
    store.backup(tmp_path / "b.sqlite")
    with open_file(tmp_path / "b.sqlite") as copy:
        assert len(copy.claims()) == 2


def test_a_backup_while_others_write_holds_whole_reports(store: Store, keep, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            keep(f"Police in Peru seized {number} kg of heroin and 9 kg of opium in 2020.")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(8):
            path = tmp_path / f"{number}.sqlite"
            store.backup(path)
            with open_file(path) as copy:
                assert copy.check() == []
                assert len(copy.claims()) == 2 * len(copy.reports())
    finally:
        stop.set()
        writer.join()
    assert store.check() == []


@pytest.mark.parametrize("place", ["", "data/store.sqlite", "file/backup.sqlite"])
def test_a_place_that_will_not_do_is_one_sentence(store: Store, keep, tmp_path: Path, place: str) -> None:
    keep()
    (tmp_path / "file").write_text("")
    if store.database.path is None and place == "data/store.sqlite":
        place = ""
    with pytest.raises(StoreError) as caught:
        store.backup(tmp_path / place)
    assert "\n" not in str(caught.value)
    assert len(store.claims()) == 2
    assert list(tmp_path.rglob("*.partial")) == []
