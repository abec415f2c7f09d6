"""What goes into a store comes out of it, by whichever database."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from extractors.reading import claims_of
from extractors.records import Cell, Claim, Passage, Report, Table
from extractors.store import MissingStoreError, Store, StoreError, open_store
from extractors.table import COLUMNS, REPORT_COLUMNS

CLAIM = Claim(
    measure="seizure", statistic="level", drug="heroin", value=5.0, unit="kg", bound="exact", period="2012",
    place="MM", quote="5 kg", start=0, end=4, sentence="5 kg of heroin", rule="by hand", language="en",
)  # fmt: skip


def test_report_comes_back_as_it_was_read(store: Store) -> None:
    text = "Title\n\n海洛因 5公斤 \x00 and a lone \ud800\n12 | 13"
    report = Report(
        id="00000000000000aa",
        file="tables/报告.txt",
        text=text,
        title="A title",
        publisher="禁毒委",
        url="https://example.org/a?b=c",
        published=dt.date(2013, 6, 21),
        language="zh",
        passages=(Passage(0, 5, "page 1"), Passage(7, 20, "page 2")),
        tables=(
            Table(30, 37, (Cell("12", 30, 32, 0, 0), Cell("13", 35, 37, 0, 1, 2, 3)), "caption", "page 2"),
        ),
    )
    store.save_report(report, [])
    assert store.report(report.id) == report
    assert store.text(report.id) == text


def test_claims_have_the_columns_and_dtypes_of_the_table(store: Store, keep) -> None:
    keep(published=dt.date(2021, 12, 1), url="https://example.org")
    frame = store.claims()
    assert list(frame.columns) == [*REPORT_COLUMNS, *COLUMNS, "corrected", "review"]
    for name, (dtype, _) in COLUMNS.items():
        assert str(frame[name].dtype) == dtype, name
    assert str(frame["published"].dtype) == "datetime64[s]"
    assert frame["published"][0] == pd.Timestamp(2021, 12, 1)
    assert len(frame) == 2


def test_claims_of_an_empty_store_have_the_same_columns(store: Store, keep) -> None:
    empty = store.claims()
    keep()
    full = store.claims()
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    assert [str(kind) for kind in empty.dtypes] == [str(kind) for kind in full.dtypes]


def test_every_slot_of_a_claim_comes_back(store: Store) -> None:
    report = Report(id="00000000000000ab", file="a.txt", text="x" * 40)
    claim = Claim(
        measure="production", statistic="level", drug="methamphetamine", value=2.5, unit="kg", bound="range",
        period="2013-04/2013-06", place="CN-YN", quote="2 to 3", start=3, end=9, sentence="a \x00 b\ud83d",
        rule="r", language="zh", form="tablet", low=2.0, high=3.0, origin="MM", attribution="un",
        scope="total", location="page 12", step=1.0,
    )  # fmt: skip
    store.save_report(report, [claim])
    (row,) = store.claims().to_dict("records")
    for slot in set(Claim.__dataclass_fields__) - {"sentence", "step"}:
        assert row[slot] == getattr(claim, slot), slot
    assert row["sentence"] == "a \ufffd b\ufffd"
    assert row["precision"] == 0.5


def test_claims_that_share_their_offsets_are_kept_apart(store: Store) -> None:
    report = Report(id="00000000000000ac", file="a.txt", text="5 kg each of heroin and opium")
    other = Claim(**{**{name: getattr(CLAIM, name) for name in Claim.__dataclass_fields__}, "drug": "opium"})
    store.save_report(report, [CLAIM, other])
    frame = store.claims()
    assert sorted(frame["drug"]) == ["heroin", "opium"]
    assert frame["claim"].nunique() == 2


def test_saving_again_replaces(store: Store, keep) -> None:
    report = keep()
    before = store.claims()
    store.save_report(report, claims_of(report))
    pd.testing.assert_frame_equal(store.claims(), before)
    store.save_report(report, claims_of(report)[:1])
    assert len(store.claims()) == 1
    assert len(store.reports()) == 1
    assert store.check() == []


def test_forget_drops_the_report_and_its_claims(store: Store, keep) -> None:
    gone, stays = keep(), keep("Police seized 3 kg of heroin in Peru in 2020.")
    store.forget(gone.id)
    assert set(store.claims()["report"]) == {stays.id}
    assert list(store.reports()["report"]) == [stays.id]
    with pytest.raises(KeyError):
        store.text(gone.id)


def test_version_changes_with_every_write_and_only_then(store: Store, keep) -> None:
    seen = [store.version()]
    report = keep()
    seen.append(store.version())
    store.claims(), store.reports(), store.figures()
    assert store.version() == seen[-1]
    store.set_report(report.id, title="Other", who="ann")
    seen.append(store.version())
    store.forget(report.id)
    seen.append(store.version())
    assert len(set(seen)) == 4


def test_another_process_sees_what_was_saved(store: Store, keep, database: str | None) -> None:
    report = keep()
    code = (
        "import sys; from extractors.store import open_store; "
        "print(open_store(sys.argv[1], sys.argv[2] or None).text(sys.argv[3]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.data), database or "", report.id],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == report.text


def test_a_frame_is_the_callers_own(store: Store, keep) -> None:
    keep()
    frame = store.claims()
    frame["value"] = 0.0
    frame.loc[0, "quote"] = "nothing"
    assert len(store.claims()) == 2
    assert (store.claims()["value"] > 0).all()
    assert "nothing" not in set(store.claims()["quote"])


def test_a_store_that_is_not_there_is_not_made_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(MissingStoreError, match="seizures refresh"):
        open_store(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "is no database address"),
        ("mysql://host/name", "use sqlite or postgresql"),
        ("sqlite://", "names no file"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
    ],
)
def test_a_wrong_address_is_one_sentence(tmp_path: Path, address: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        open_store(tmp_path, address)
    assert "\n" not in str(caught.value)


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path, "postgresql://ann:hush@127.0.0.1:1/none")
    assert "hush" not in str(caught.value)


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        open_store(tmp_path / "data")


def test_the_environment_names_folder_and_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEIZURES_DATA", str(tmp_path / "there"))
    with open_store() as opened:
        assert opened.data == tmp_path / "there"
    assert (tmp_path / "there" / "store.sqlite").is_file()
    monkeypatch.setenv("SEIZURES_DATABASE", f"sqlite:///{tmp_path}/elsewhere.sqlite")
    with open_store(tmp_path / "other"):
        assert (tmp_path / "elsewhere.sqlite").is_file()
    assert not (tmp_path / "other" / "store.sqlite").exists()
    assert os.environ["SEIZURES_DATA"] == str(tmp_path / "there")
