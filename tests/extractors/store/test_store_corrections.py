"""What people say of claims and reports: it counts, it lasts, it can be taken back, and it travels."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

from extractors.reading import claims_of
from extractors.records import Claim
from extractors.store import CorrectionError, Store, open_store

TWO = "Police in Thailand seized 16.2 tons of methamphetamine and 7.3 tons of heroin in 2021."
THIS_YEAR = "Customs officers seized 320 kg of cocaine this year in Peru."


def claim_on(store: Store, drug: str) -> str:
    frame = store.claims()
    return frame.loc[frame["drug"] == drug, "claim"].iloc[0]


def row_of(store: Store, claim: str) -> dict:
    frame = store.claims()
    (row,) = frame[frame["claim"] == claim].to_dict("records")
    return row


def states(store: Store) -> list[str]:
    return list(store.corrections()["state"])


def test_a_corrected_slot_is_shown_with_what_is_derived_from_it(store: Store, keep) -> None:
    keep(TWO)
    claim = claim_on(store, "heroin")
    store.correct(
        claim, {"value": 73, "unit": "kg", "period": "2020", "place": "MM"}, who="ann", reason="misread"
    )
    row = row_of(store, claim)
    assert (row["value"], row["period"], row["place"], row["country"], row["year"]) == (
        73,
        "2020",
        "MM",
        "MM",
        2020,
    )
    assert row["kg_equivalent"] == 73
    assert row["corrected"]
    assert row["review"] == "corrected"
    assert row["quote"] == "7.3 tons"
    said = store.corrections()
    assert list(said["field"]) == ["value", "period", "place"]  # the unit was kg before
    assert set(said["who"]) == {"ann"}
    assert set(said["reason"]) == {"misread"}
    assert list(said["old"]) == [7300.0, "2021", "TH"]


def test_the_other_claims_stay_as_they_were(store: Store, keep) -> None:
    keep(TWO)
    before = store.claims().set_index("claim").drop(columns=["corrected", "review"])
    claim = claim_on(store, "heroin")
    store.correct(claim, {"drug": "opium"}, who="ann")
    after = store.claims().set_index("claim").drop(columns=["corrected", "review"])
    rest = [name for name in before.index if name != claim]
    assert before.loc[rest].astype("str").equals(after.loc[rest].astype("str"))
    assert list(before.index) == list(after.index)


def test_a_rejected_claim_is_left_out_everywhere(store: Store, keep) -> None:
    report = keep(TWO)
    claim = claim_on(store, "heroin")
    store.reject(claim, who="ann", reason="no seizure")
    assert claim not in set(store.claims()["claim"])
    assert claim not in set(store.figures().members["claim"])
    assert store.reports().set_index("report").loc[report.id, "claims"] == 1


def test_an_accepted_claim_says_so(store: Store, keep) -> None:
    keep(TWO)
    claim = claim_on(store, "heroin")
    store.correct(claim, {"value": 7400}, who="ann")
    store.accept(claim, who="bob")
    row = row_of(store, claim)
    assert (row["review"], row["corrected"], row["value"]) == ("accepted", True, 7400)


def test_undo_takes_back_and_undoing_the_undo_brings_back(store: Store, keep) -> None:
    keep(TWO)
    claim = claim_on(store, "heroin")
    reject = store.reject(claim, who="ann")
    undo = store.undo(reject, who="ann", reason="hasty")
    assert claim in set(store.claims()["claim"])
    with pytest.raises(CorrectionError, match="undone already"):
        store.undo(reject, who="ann")
    store.undo(undo, who="ann")
    assert claim not in set(store.claims()["claim"])
    assert len(store.corrections()) == 3  # nothing was removed on the way


def test_the_last_word_on_a_slot_counts_and_undoing_it_leaves_the_one_before(store: Store, keep) -> None:
    keep(TWO)
    claim = claim_on(store, "heroin")
    store.correct(claim, {"value": 1}, who="ann")
    (last,) = store.correct(claim, {"value": 2}, who="bob")
    assert row_of(store, claim)["value"] == 2
    store.undo(last, who="bob")
    assert row_of(store, claim)["value"] == 1
    store.correct(claim, {"value": 7300}, who="ann")  # back to what was read
    assert not row_of(store, claim)["corrected"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "a lot"}, "expected a number"),
        ({"value": float("inf")}, "expected a number"),
        ({"value": True}, "expected a number"),
        ({"unit": "tonne"}, "expected one of kg"),
        ({"drug": "aspirin"}, "expected a key such as heroin"),
        ({"place": "XX"}, "expected a code such as MM"),
        ({"period": "2013-13"}, "expected 2012, 2013-04"),
        ({"period": "2014/2012"}, "expected 2012, 2013-04"),
        ({"period": "2013-02-30"}, "expected 2012, 2013-04"),
        ({"bound": "range"}, "low and high"),
        ({"bound": "range", "low": 5, "high": 4}, "low may not be above high"),
        ({"low": 5}, "set bound to range"),
        ({"colour": "red"}, "is no slot"),
        ({"measure": 7}, "expected text"),
        ({"value": 7300.0}, "says so already"),
        ({}, "says so already"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(store: Store, keep, changes: dict, said: str) -> None:
    keep(TWO)
    version = store.version()
    with pytest.raises(CorrectionError, match=said) as caught:
        store.correct(claim_on(store, "heroin"), changes, who="ann")
    assert "\n" not in str(caught.value)
    assert len(store.corrections()) == 0
    assert store.version() == version


def test_a_range_is_set_as_a_whole(store: Store, keep) -> None:
    keep(TWO)
    claim = claim_on(store, "heroin")
    store.correct(claim, {"bound": "range", "low": "7000", "high": "8000"}, who="ann")
    row = row_of(store, claim)
    assert (row["low"], row["high"], row["value"], row["bound"]) == (7000, 8000, 7500, "range")
    store.correct(claim, {"bound": "about"}, who="ann")
    row = row_of(store, claim)
    assert row["bound"] == "about"
    assert row["low"] is not row["low"] or row["low"] is None or str(row["low"]) == "<NA>"


def test_nobody_says_nothing(store: Store, keep) -> None:
    keep(TWO)
    for say in (store.accept, store.reject):
        with pytest.raises(CorrectionError, match="say who"):
            say(claim_on(store, "heroin"), who=" ")
    with pytest.raises(CorrectionError, match="no claim"):
        store.accept("0" * 16, who="ann")
    with pytest.raises(CorrectionError, match="no correction"):
        store.undo("0" * 32, who="ann")
    with pytest.raises(CorrectionError, match="with itself"):
        store.merge(claim_on(store, "heroin"), claim_on(store, "heroin"), who="ann")


# Reports


def test_a_date_that_is_set_tells_what_this_year_was(store: Store, keep) -> None:
    report = keep(THIS_YEAR)
    assert store.claims()["period"].tolist() == [""]
    store.set_report(report.id, published="2019-06-21", publisher="Customs", who="ann", reason="letterhead")
    row = row_of(store, claim_on(store, "cocaine"))
    assert (row["period"], row["year"], row["publisher"]) == ("2019", 2019, "Customs")
    assert row["published"] == dt.datetime(2019, 6, 21)
    listed = store.reports().iloc[0]
    assert (str(listed["published"])[:10], listed["publisher"]) == ("2019-06-21", "Customs")
    assert store.report(report.id).published == dt.date(2019, 6, 21)


def test_undoing_a_date_forgets_what_it_told(store: Store, keep) -> None:
    report = keep(THIS_YEAR)
    (said,) = store.set_report(report.id, published=dt.date(2019, 6, 21), who="ann")
    store.undo(said, who="ann")
    assert store.claims()["period"].tolist() == [""]
    assert store.claims()["published"].isna().all()


def test_a_date_can_be_taken_away(store: Store, keep) -> None:
    report = keep(THIS_YEAR, published=dt.date(2019, 6, 21))
    assert store.claims()["period"].tolist() == ["2019"]
    store.set_report(report.id, published="", who="ann")
    assert store.claims()["period"].tolist() == [""]
    assert store.set_report(report.id, published="", who="ann") == []


def test_a_correction_of_a_claim_outlives_a_new_date(store: Store, keep) -> None:
    report = keep(THIS_YEAR)
    store.correct(claim_on(store, "cocaine"), {"value": 330}, who="ann")
    store.set_report(report.id, published="2019-06-21", who="ann")
    row = row_of(store, claim_on(store, "cocaine"))
    assert (row["value"], row["period"]) == (330, "2019")


def test_a_wrong_date_and_an_unknown_report_are_refused(store: Store, keep) -> None:
    report = keep(THIS_YEAR)
    with pytest.raises(CorrectionError, match="is no date"):
        store.set_report(report.id, published="21 June", who="ann")
    with pytest.raises(CorrectionError, match="no report"):
        store.set_report("f" * 16, title="x", who="ann")


# Figures


def test_merging_and_splitting_figures(store: Store, keep) -> None:
    keep("Police in Bangkok seized 5 tons of heroin in 2021.")
    keep("Officers took 5 tons of heroin in Chiang Mai, police said. The seizure was made in 2021.")
    first, second = store.claims()["claim"]
    alone = len(store.figures().table)
    merge = store.merge(first, second, who="ann", reason="one haul")
    merged = store.figures().members.set_index("claim")["figure"]
    assert merged[first] == merged[second]
    store.undo(merge, who="ann")
    assert len(store.figures().table) == alone
    store.merge(first, second, who="ann")
    store.split([second], who="bob")
    parted = store.figures().members.set_index("claim")["figure"]
    assert parted[first] != parted[second]
    assert store.figures().orphans == ()


# New rules


def reread(store: Store, report, change) -> None:
    """Save the report as other rules would read it."""
    store.save_report(report, [new for claim in claims_of(report) for new in change(claim)])


def test_corrections_outlive_a_report_that_is_read_again(store: Store, keep) -> None:
    report = keep(TWO)
    claim = claim_on(store, "heroin")
    store.correct(claim, {"value": 73}, who="ann")
    store.reject(claim_on(store, "methamphetamine"), who="ann")
    store.forget(report.id)
    assert states(store) == ["orphaned", "orphaned"]
    keep(TWO)
    assert states(store) == ["active", "active"]
    assert store.claims()["value"].tolist() == [73]


def test_corrections_outlive_rules_that_read_other_slots(store: Store, keep) -> None:
    report = keep(TWO)
    store.correct(claim_on(store, "heroin"), {"place": "MM"}, who="ann")
    reread(store, report, lambda claim: [dataclasses.replace(claim, period="2020", rule="new")])
    row = row_of(store, claim_on(store, "heroin"))
    assert (row["place"], row["period"], row["rule"]) == ("MM", "2020", "new")


def test_corrections_outlive_rules_that_quote_more(store: Store, keep) -> None:
    report = keep(TWO)
    store.reject(claim_on(store, "heroin"), who="ann")

    def wider(claim: Claim) -> list[Claim]:
        start = claim.start - 4
        return [dataclasses.replace(claim, start=start, quote=TWO[start : claim.end])]

    reread(store, report, wider)
    assert store.claims()["drug"].tolist() == ["methamphetamine"]


def test_a_correction_that_the_rules_make_by_themselves_is_no_correction_any_more(store: Store, keep) -> None:
    report = keep(TWO)
    store.correct(claim_on(store, "heroin"), {"measure": "destruction"}, who="ann")
    reread(store, report, lambda claim: [dataclasses.replace(claim, measure="destruction")])
    row = row_of(store, claim_on(store, "heroin"))
    assert (row["measure"], row["corrected"]) == ("destruction", False)
    assert states(store) == ["active"]


def test_a_correction_without_a_claim_is_listed_as_orphaned_and_comes_back(store: Store, keep) -> None:
    report = keep(TWO)
    store.correct(claim_on(store, "heroin"), {"value": 73}, who="ann", reason="why")
    reread(store, report, lambda claim: [claim] if claim.drug != "heroin" else [])
    (row,) = store.corrections().to_dict("records")
    assert (row["state"], row["claim"], row["quote"], row["reason"]) == ("orphaned", "", "7.3 tons", "why")
    reread(store, report, lambda claim: [claim])
    assert states(store) == ["active"]
    assert 73 in store.claims()["value"].tolist()


def test_an_accepted_number_that_is_read_otherwise_is_not_accepted(store: Store, keep) -> None:
    report = keep(TWO)
    store.accept(claim_on(store, "heroin"), who="ann")
    reread(store, report, lambda claim: [dataclasses.replace(claim, value=claim.value * 10)])
    assert states(store) == ["orphaned"]
    assert set(store.claims()["review"]) == {""}


def test_of_two_claims_on_one_quote_the_right_one_is_corrected(store: Store, keep) -> None:
    report = keep(TWO)
    pair = [dataclasses.replace(claims_of(report)[0], drug=drug) for drug in ("heroin", "opium")]
    store.save_report(report, pair)
    store.correct(claim_on(store, "opium"), {"value": 1}, who="ann")
    store.save_report(report, pair[::-1])  # the rules find them in another order
    frame = store.claims().set_index("drug")["value"]
    assert (frame["opium"], frame["heroin"]) == (1, pair[0].value)
    store.save_report(report, pair[:1])  # and then the opium no more
    assert states(store) == ["orphaned"]
    assert store.claims()["value"].tolist() == [pair[0].value]


# Sharing


def test_export_and_import_bring_another_store_to_the_same_state(
    store: Store, keep, tmp_path: Path, database: str | None
) -> None:
    reports = [keep(TWO), keep(THIS_YEAR)]
    store.correct(claim_on(store, "heroin"), {"value": 73}, who="ann")
    store.undo(store.reject(claim_on(store, "methamphetamine"), who="ann"), who="bob")
    store.set_report(reports[1].id, published="2019-06-21", who="ann")
    lines = store.export_corrections()
    assert all(isinstance(json.loads(line), dict) for line in lines)
    with open_store(tmp_path / "other") as other:
        assert other.import_corrections(lines) == 4  # before the reports are there
        assert set(states(other)) == {"orphaned", "undone", "active"}
        for report in reports:
            other.save_report(report, claims_of(report))
        assert other.import_corrections(lines) == 0
        same = ["claim", "value", "period", "published", "corrected", "review"]
        assert other.claims()[same].astype("str").equals(store.claims()[same].astype("str"))
        assert other.export_corrections() == lines


def test_import_in_another_order_or_in_two_parts_gives_the_same(store: Store, keep, tmp_path: Path) -> None:
    report = keep(TWO)
    claim = claim_on(store, "heroin")
    for value in (1, 2, 3):
        store.correct(claim, {"value": value}, who="ann")
    lines = store.export_corrections()
    with open_store(tmp_path / "other") as other:
        other.save_report(report, claims_of(report))
        assert other.import_corrections(lines[1:][::-1]) == 2
        assert other.import_corrections(lines) == 1
        assert other.export_corrections() == lines
        assert row_of(other, claim)["value"] == 3


HEAD = {"id": "1", "at": "2020-01-01T00:00:00.000000Z", "who": "a"}
CLAIM = {
    "report": "f" * 16,
    "start": 0,
    "end": 1,
    "n": 0,
    "measure": "seizure",
    "statistic": "level",
    "was": {},
}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Line 1 of the file is not JSON"),
        ("[]", "is not a correction"),
        ({"id": "1"}, "has no 'at'"),
        ({**HEAD, "at": "now", "action": "accept"}, "has the time 'now'"),
        ({**HEAD, "action": "praise"}, "has the action"),
        ({**HEAD, "action": "reject", "x": 1}, "has the field"),
        ({**HEAD, "action": "reject", **CLAIM, "start": "0"}, "has 'start'"),
        ({**HEAD, "action": "reject"}, "which claim"),
        ({**HEAD, "action": "correct", **CLAIM, "field": "value", "new": "x"}, "expected a number"),
        ({**HEAD, "action": "correct", **CLAIM, "field": "quote", "new": "x"}, "is no slot"),
        ({**HEAD, "action": "report", "field": "published", "new": "soon"}, "is no date"),
        ({**HEAD, "action": "report", "field": "text", "new": "x"}, "nothing that can be set"),
        ({**HEAD, "action": "merge", **CLAIM, "new": "x"}, "with which claim"),
        ({**HEAD, "action": "split", **CLAIM}, "under which name"),
        ({**HEAD, "action": "accept", **CLAIM}, "of what"),
    ],
)
def test_a_line_that_is_no_correction_is_refused_and_nothing_is_imported(
    store: Store, keep, line, said
) -> None:
    keep(TWO)
    store.reject(claim_on(store, "heroin"), who="ann")
    (good,) = store.export_corrections()
    good = good.replace(json.loads(good)["id"], "another")
    with pytest.raises(CorrectionError, match=said) as caught:
        store.import_corrections([line if isinstance(line, str) else json.dumps(line), good])
    assert "\n" not in str(caught.value)
    assert len(store.corrections()) == 1
