"""The snapshot beside the store is a cache: quick when it is right, made again when it is not."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from extractors.reading import claims_of
from extractors.store import Store, open_store


def snapshot_of(store: Store) -> Path:
    (path,) = (store.data / "cache").glob("claims-*.parquet")
    return path


def assert_same(store: Store) -> None:
    """What an open store shows is what a fresh one reads from the database alone."""
    shown, figures = store.claims(), store.figures()
    for path in (store.data / "cache").glob("*"):
        path.unlink()
    with open_store(store.data) as fresh:
        pd.testing.assert_frame_equal(shown, fresh.claims())
        anew = fresh.figures()
        for part in ("table", "members", "near"):
            pd.testing.assert_frame_equal(getattr(figures, part), getattr(anew, part))


@pytest.fixture
def database() -> None:
    """SQLite is enough here: the snapshot does not know where the rows come from."""


def test_it_is_used_and_not_the_rows(store: Store, keep) -> None:
    keep()
    expected = store.claims()
    with store.database.write(count=False) as connection:
        connection.exec_driver_sql("UPDATE claims SET value = 1")
    with open_store(store.data) as again:
        pd.testing.assert_frame_equal(again.claims(), expected)


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"not a table"])
def test_a_damaged_one_is_made_again(store: Store, keep, damage: bytes) -> None:
    keep()
    expected = store.claims()
    path = snapshot_of(store)
    whole = path.read_bytes()
    path.write_bytes(damage)
    with open_store(store.data) as again:
        pd.testing.assert_frame_equal(again.claims(), expected)
    assert path.read_bytes() != damage
    path.write_bytes(whole[: len(whole) // 2] + b"\0\0\0\0" + whole[len(whole) // 2 + 4 :])
    with open_store(store.data) as again:
        pd.testing.assert_frame_equal(again.claims(), expected)


def test_one_of_a_backup_that_was_put_back_is_not_believed(store: Store, keep, tmp_path: Path) -> None:
    keep()
    store.backup(tmp_path / "backup.sqlite")
    report = keep("Police seized 3 kg of heroin in Peru in 2020.")
    assert len(store.claims()) == 3  # the snapshot now holds all three
    store.close()
    (tmp_path / "backup.sqlite").replace(store.data / "store.sqlite")
    with open_store(store.data) as back:
        assert report.id not in set(back.claims()["report"])
        assert len(back.claims()) == 2


def test_a_folder_that_cannot_hold_one_costs_only_time(store: Store, keep) -> None:
    (store.data / "cache").write_text("in the way")
    keep()
    assert len(store.claims()) == 2


def test_any_order_of_changes_gives_what_a_fresh_start_gives(store: Store, keep) -> None:
    places = ("Myanmar", "Laos", "Peru", "Colombia", "Mexico", "India", "Iran", "Spain")
    draw = random.Random(7)
    kept = []
    for number in range(40):
        what = draw.choice(["keep", "keep", "keep", "forget", "change", "correct", "reject"])
        if what == "keep" or not kept:
            place = draw.choice(places)
            kept.append(
                keep(f"Police in {place} seized {number + 1} kg of heroin and 9 kg of opium in 2020.")
            )
        elif what == "forget":
            store.forget(kept.pop(draw.randrange(len(kept))).id)
        elif what == "change":
            report = draw.choice(kept)
            store.save_report(report, claims_of(report)[: draw.randrange(3)])
        else:
            claims = store.claims()["claim"]
            if len(claims):
                claim = claims[draw.randrange(len(claims))]
                store.reject(claim, who="ann") if what == "reject" else store.correct(
                    claim, {"value": number + 500}, who="ann"
                )
        if number % 5 == 4:
            assert_same(store)
    assert len(store.claims()) > 5
