"""Figures and stories outlive the process in files beside the store: the same as made anew, never relied on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from extractors.figures import FigureIndex, Figures, StoryIndex
from extractors.reading import claims_of
from extractors.store import Store, fingerprint, open_store

PLACES = ("Myanmar", "Laos", "Peru", "China", "Yunnan")
DRUGS = ("heroin", "opium", "cocaine", "drugs")


def text(chance: random.Random) -> str:
    """A report that often speaks of what others speak of."""
    told = [
        f"Police in {chance.choice(PLACES)} seized {chance.choice((40, 41, 300))} kg of {chance.choice(DRUGS)} in "
        f"{chance.choice((2011, 2012))}."
        for _ in range(chance.randint(1, 3))
    ]
    return " ".join([*told, f"Seizures of heroin in Peru rose by {chance.choice((10, 50))} percent in 2012."])


@pytest.fixture
def again(store: Store, database: str | None) -> Iterator[Callable[[], Store]]:
    """Opens the store once more, as another process would."""
    opened: list[Store] = []

    def open_again() -> Store:
        opened.append(open_store(store.data, database))
        return opened[-1]

    yield open_again
    for one in opened:
        one.close()


def files(store: Store) -> list[Path]:
    return sorted((store.data / "cache").glob("*.arrow"))


def assert_same(one: Figures, other: Figures) -> None:
    for part in ("table", "members", "near"):
        pd.testing.assert_frame_equal(getattr(one, part), getattr(other, part))
    assert one.orphans == other.orphans


def test_another_process_makes_nothing_anew(
    store: Store, keep, again, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    for _ in range(6):
        keep(text(chance))
    figures, reports = store.figures(), store.reports()

    def fail(*_: object) -> None:
        raise AssertionError("made anew")

    monkeypatch.setattr(FigureIndex, "_build", fail)
    monkeypatch.setattr(StoryIndex, "add", fail)
    other = again()
    assert_same(other.figures(), figures)
    pd.testing.assert_frame_equal(other.reports(), reports)


@pytest.mark.parametrize("seed", range(4))
def test_changes_by_many_processes_end_as_a_rebuild(store: Store, keep, again, seed: int) -> None:
    chance = random.Random(seed)
    kept = [keep(text(chance), publisher=chance.choice("AB")).id for _ in range(5)]
    for _ in range(8):
        process = again()
        process.figures()
        what = chance.choice(("new", "gone", "correct", "reject", "merge", "publisher", "undo"))
        claims = process.claims()["claim"].tolist()
        if what == "new" or len(claims) < 4:
            kept.append(keep(text(chance)).id)
        elif what == "gone":
            process.forget(kept.pop(chance.randrange(len(kept))))
        elif what == "correct":
            process.correct(chance.choice(claims), {"value": 1 + chance.random()}, who="ann")
        elif what == "reject":
            process.reject(chance.choice(claims), who="ann")
        elif what == "merge":
            process.merge(*chance.sample(claims, 2), who="ann")
        elif what == "publisher":
            process.set_report(chance.choice(kept), publisher=chance.choice("CD"), who="ann")
        else:
            said = process.corrections()
            for one in said[(said["state"] == "active") & (said["action"] != "undo")]["id"].tail(1):
                process.undo(one, who="ann")
        if chance.random() < 0.5:
            process.figures()
    shown = again()
    figures, reports = shown.figures(), shown.reports()
    for path in (store.data / "cache").glob("*"):
        path.unlink()
    anew = again()
    assert_same(figures, anew.figures())
    pd.testing.assert_frame_equal(reports, anew.reports())


@pytest.mark.parametrize(
    "harm", [lambda whole: b"", lambda whole: whole[:-100], lambda whole: whole[:99] + whole]
)
def test_a_damaged_file_is_made_again(store: Store, keep, again, harm: Callable[[bytes], bytes]) -> None:
    keep()
    figures, reports = store.figures(), store.reports()
    assert len(files(store)) == 2
    for path in files(store):
        path.write_bytes(harm(path.read_bytes()))
    other = again()
    assert_same(other.figures(), figures)
    pd.testing.assert_frame_equal(other.reports(), reports)


def test_a_file_of_other_code_is_made_again(
    store: Store, keep, again, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep()
    store.figures()
    built: list[FigureIndex] = []
    build = FigureIndex._build
    monkeypatch.setattr(FigureIndex, "_build", lambda index, *of: built.append(index) or build(index, *of))
    monkeypatch.setattr(fingerprint, "reconciling", lambda: "of tomorrow")
    assert len(again().figures().table)
    assert built


def test_a_folder_that_cannot_be_written_to_costs_the_files_only(
    store: Store, keep, again, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = keep()
    figures = store.figures()
    for path in files(store):
        path.unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    other = again()
    assert_same(other.figures(), figures)
    other.save_report(report, claims_of(report))
    assert_same(other.figures(), figures)
    assert files(store) == []
