"""A refresh reads what is new or changed, drops what is gone, and leaves the rest alone."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from extractors.refresh import refresh
from extractors.store import Store, fingerprint, open_store


def values(store: Store) -> list[float]:
    return sorted(store.claims()["value"])


def listed(store: Store) -> dict[str, str]:
    frame = store.reports()
    return dict(zip(frame["file"], frame["status"], strict=True))


def test_it_says_what_it_did(store: Store, drop) -> None:
    for name, number in (("a.txt", 5), ("b.txt", 6), ("c.txt", 7), ("d.txt", 8)):
        drop(name, number)
    assert str(refresh(store)) == "4 new, 0 changed, 0 gone, 0 unchanged; 4 claims"
    drop("a.txt", 50)
    (store.inbox / "b.txt").unlink()
    drop("e.txt", "Police in Myanmar seized 9 kg of heroin and 3 kg of opium in 2012.")
    drop("f.txt", "")
    result = refresh(store)
    assert str(result).startswith(
        "2 new, 1 changed, 1 gone, 2 unchanged; 3 claims; 1 file could not be read: f.txt "
    )
    assert (result.new, result.changed, result.gone, result.unchanged, result.claims) == (2, 1, 1, 2, 3)
    assert [failure.file for failure in result.failed] == ["f.txt"]
    assert values(store) == [3, 7, 8, 9, 50]


def test_a_second_refresh_does_and_writes_nothing(store: Store, drop) -> None:
    drop("a.txt", 5)
    drop("broken.pdf", b"%PDF-1.4 nothing")
    drop("picture.jpg", b"\xff\xd8\xff\xe0")
    first = refresh(store)
    version = store.version()
    second = refresh(store)
    assert (second.new, second.changed, second.gone, second.claims) == (0, 0, 0, 0)
    assert second.failed == first.failed
    assert store.version() == version


def test_one_row_for_each_file_with_its_status_and_a_sentence(store: Store, drop, tmp_path: Path) -> None:
    drop("sub/folder/报告.txt", 5)
    drop("copy.txt", 5)
    drop("empty.txt", "")
    drop(".hidden", "x")
    drop("picture.jpg", b"\xff\xd8\xff\xe0")
    os.mkfifo(store.inbox / "pipe.txt")
    os.symlink(tmp_path / "elsewhere.txt", store.inbox / "dangling.txt")
    (tmp_path / "outside.txt").write_text("Police seized 1 kg of heroin.")
    os.symlink(tmp_path / "outside.txt", store.inbox / "out.txt")
    os.symlink("copy.txt", store.inbox / "in.txt")
    (store.inbox / "line\nbreak.txt").write_text("Police in Peru seized 3 kg of heroin in 2012.\n")
    os.write(
        os.open(os.fsencode(store.inbox) + b"/\xff.txt", os.O_CREAT | os.O_WRONLY),
        b"Police seized 4 kg of heroin.\n",
    )
    refresh(store)
    frame = store.reports().set_index("file")
    assert frame["status"].to_dict() == {
        "sub/folder/报告.txt": "ignored",
        "copy.txt": "read",
        "in.txt": "ignored",
        "empty.txt": "rejected",
        ".hidden": "ignored",
        "picture.jpg": "ignored",
        "pipe.txt": "rejected",
        "dangling.txt": "rejected",
        "out.txt": "rejected",
        "line\\nbreak.txt": "read",
        "\\xff.txt": "read",
    }
    assert frame.loc["in.txt", "error"] == "same content as copy.txt"
    assert frame.loc["sub/folder/报告.txt", "error"] == "same content as copy.txt"
    for error in frame.loc[frame["status"] != "read", "error"]:
        assert error
        assert "\n" not in error
    assert frame["report"][frame["report"] != ""].is_unique
    assert values(store) == [3, 4, 5]


def test_a_copy_takes_over_when_the_first_goes(store: Store, drop) -> None:
    drop("a.txt", 5)
    drop("b.txt", 5)
    refresh(store)
    claim = store.claims()["claim"].tolist()
    (store.inbox / "a.txt").unlink()
    refresh(store)
    assert listed(store) == {"b.txt": "read"}
    assert store.claims()["file"].tolist() == ["b.txt"]
    assert store.claims()["claim"].tolist() == claim
    (store.inbox / "b.txt").unlink()
    refresh(store)
    assert values(store) == []


def test_a_renamed_file_keeps_what_people_said_of_it(store: Store, drop) -> None:
    path = drop("a.txt", 5)
    refresh(store)
    store.correct(store.claims()["claim"][0], {"value": 55}, who="ann")
    path.rename(store.inbox / "z.txt")
    refresh(store)
    assert store.claims()[["file", "value"]].values.tolist() == [["z.txt", 55]]


def test_a_date_that_a_person_set_holds_when_the_file_is_read_again(store: Store, drop, monkeypatch) -> None:
    drop("a.txt", "Police in Myanmar seized 5 kg of heroin this year.\n")
    refresh(store)
    store.set_report(store.claims()["report"][0], published="2014-03-01", who="ann")
    monkeypatch.setattr(fingerprint, "reading", lambda: "other rules")
    result = refresh(store)
    assert (result.unchanged, result.again, result.claims) == (1, 1, 1)
    assert store.claims()["period"].tolist() == ["2014"]


def test_imported_settings_count_for_reports_that_come_later(store: Store, drop, tmp_path: Path) -> None:
    drop("a.txt", "Police in Myanmar seized 5 kg of heroin this year.\n")
    refresh(store)
    store.set_report(store.claims()["report"][0], published="2014-03-01", who="ann")
    with open_store(tmp_path / "other") as other:
        other.import_corrections(store.export_corrections())
        refresh(other, store.inbox)
        assert other.claims()["period"].tolist() == ["2014"]


def test_new_rules_read_everything_again(store: Store, drop, monkeypatch) -> None:
    for number in range(1, 4):
        drop(f"{number}.txt", number)
    drop("empty.txt", "")
    refresh(store)
    monkeypatch.setattr(fingerprint, "reading", lambda: "other rules")
    result = refresh(store)
    assert str(result).startswith(
        "0 new, 0 changed, 0 gone, 4 unchanged; 3 claims; 3 files read again; 1 file could"
    )
    assert refresh(store).again == 0


def test_other_bytes_under_the_same_size_and_time_are_seen(store: Store, drop) -> None:
    path = drop("a.txt", 5)
    stamp = path.stat()
    refresh(store)
    path.write_text(path.read_text().replace("5 kg", "7 kg"))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert refresh(store).changed == 1
    assert values(store) == [7]


def test_a_file_that_was_opened_in_vain_is_tried_again(store: Store, drop) -> None:
    path = drop("a.txt", 5)
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything: a link to nothing will do
        path.unlink()
        path.symlink_to("later")
    assert [failure.file for failure in refresh(store).failed] == ["a.txt"]
    path.unlink() if path.is_symlink() else path.chmod(0o600)
    drop("a.txt", 5)
    assert refresh(store).failed == ()
    assert values(store) == [5]


def test_two_folders_live_side_by_side(store: Store, drop, tmp_path: Path) -> None:
    other = tmp_path / "other"
    drop("a.txt", 5)
    drop("b.txt", 6, other)
    refresh(store)
    refresh(store, other)
    assert values(store) == [5, 6]
    assert refresh(store).gone == 0
    (other / "b.txt").unlink()
    assert refresh(store, other).gone == 1
    assert values(store) == [5]
    folders = store.reports().set_index("file")["folder"].to_dict()
    assert folders == {"a.txt": ""}


def test_the_same_bytes_in_two_folders_count_once_in_either_order(tmp_path: Path, drop) -> None:
    shown = []
    for order in (("one", "two"), ("two", "one")):
        with open_store(tmp_path / "-".join(order)) as store:
            for name in order:
                drop("x.txt", 5, tmp_path / name)
                refresh(store, tmp_path / name)
            refresh(store, tmp_path / order[0])
            frame = store.reports()
            shown.append(list(zip(frame["folder"], frame["status"], strict=True)))
            assert values(store) == [5]
    assert sorted(shown[0]) == sorted(shown[1])


def test_a_folder_that_is_not_there_is_an_error_and_drops_nothing(store: Store, drop, tmp_path: Path) -> None:
    drop("a.txt", 5)
    refresh(store)
    with pytest.raises(NotADirectoryError, match="is not a folder"):
        refresh(store, tmp_path / "nowhere")
    (store.inbox / "a.txt").rename(tmp_path / "a.txt")
    store.inbox.rmdir()
    with pytest.raises(NotADirectoryError):
        refresh(store)
    assert values(store) == [5]


def test_a_fault_of_ours_costs_one_file(store: Store, drop, monkeypatch) -> None:
    from extractors import reading

    drop("a.txt", 5)
    drop("b.txt", 6)
    real = reading.read_report

    def faulty(report):
        if report.file == "a.txt":
            raise ZeroDivisionError("no\nway")
        return real(report)

    monkeypatch.setattr(reading, "read_report", faulty)
    (failure,) = refresh(store).failed
    assert failure.file == "a.txt"
    assert "fault of this program (ZeroDivisionError: no)" in failure.error
    assert values(store) == [6]


# Archives


def pack(path: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)


def text_of(number: int) -> str:
    return f"Police in Myanmar seized {number} kg of heroin in 2012.\n"


def test_the_members_of_an_archive_are_reports_of_their_own(store: Store, drop) -> None:
    pack(store.inbox / "all.zip", {"a.txt": text_of(5), "sub/b.txt": text_of(6), "empty.txt": ""})
    result = refresh(store)
    assert (result.new, result.claims) == (1, 2)
    assert [failure.file for failure in result.failed] == ["all.zip/empty.txt"]
    assert listed(store) == {
        "all.zip": "read",
        "all.zip/a.txt": "read",
        "all.zip/sub/b.txt": "read",
        "all.zip/empty.txt": "rejected",
    }
    version = store.version()
    again = refresh(store)
    assert (again.new, again.changed, again.gone, again.unchanged, again.claims) == (0, 0, 0, 1, 0)
    assert store.version() == version


def test_an_archive_that_changes_takes_its_members_along(store: Store, drop) -> None:
    pack(store.inbox / "all.zip", {"a.txt": text_of(5), "b.txt": text_of(6)})
    refresh(store)
    pack(store.inbox / "all.zip", {"b.txt": text_of(6), "c.txt": text_of(7)})
    assert refresh(store).changed == 1
    assert values(store) == [6, 7]
    (store.inbox / "all.zip").unlink()
    assert refresh(store).gone == 1
    assert values(store) == []
    assert listed(store) == {}


def test_a_report_that_lies_there_and_in_an_archive_counts_once(store: Store, drop) -> None:
    drop("z.txt", 5)
    pack(store.inbox / "all.zip", {"a.txt": text_of(5)})
    refresh(store)
    assert values(store) == [5]
    assert listed(store) == {"all.zip": "read", "all.zip/a.txt": "read", "z.txt": "ignored"}
    version = store.version()
    refresh(store)
    assert store.version() == version
    (store.inbox / "all.zip").unlink()
    refresh(store)
    assert listed(store) == {"z.txt": "read"}
    assert values(store) == [5]


# The same folder gives the same store


def shown(store: Store) -> tuple[pd.DataFrame, pd.DataFrame]:
    return store.claims(), store.reports().drop(columns=["first_seen", "folder"])


def test_any_history_of_a_folder_ends_where_a_fresh_start_ends(store: Store, drop, tmp_path: Path) -> None:
    draw = random.Random(11)
    names = [f"{letter}.txt" for letter in "abcdef"]
    for step in range(25):
        for _ in range(draw.randrange(1, 4)):
            name = draw.choice(names)
            if draw.random() < 0.3:
                (store.inbox / name).unlink(missing_ok=True)
            elif draw.random() < 0.2:
                drop(name, "")
            else:
                drop(name, draw.randrange(1, 6))  # often the same content under two names
        refresh(store)
        assert store.check() == []
        if step % 6 == 5:
            with open_store(tmp_path / f"fresh{step}") as fresh:
                refresh(fresh, store.inbox)
                for one, other in zip(shown(store), shown(fresh), strict=True):
                    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("workers", [1, 3])
def test_any_number_of_workers_gives_the_same(store: Store, drop, tmp_path: Path, workers: int) -> None:
    for number in range(1, 13):
        drop(f"{number}.txt", number)
    drop("empty.txt", "")
    drop("copy.txt", 3)
    refresh(store, workers=workers)
    with open_store(tmp_path / "alone") as alone:
        refresh(alone, store.inbox)
        for one, other in zip(shown(store), shown(alone), strict=True):
            pd.testing.assert_frame_equal(one, other)


def test_progress_counts_up_to_the_number_of_files(store: Store, drop) -> None:
    for number in range(1, 6):
        drop(f"{number}.txt", number)
    steps: list[tuple[int, int, str]] = []
    refresh(store, progress=lambda *step: steps.append(step))
    assert [done for done, _, _ in steps] == [0, 1, 2, 3, 4, 5]
    assert {total for _, total, _ in steps} == {5}
    assert [file for _, _, file in steps] == [f"{number}.txt" for number in (1, 2, 3, 4, 5, 5)]
