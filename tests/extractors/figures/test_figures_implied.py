"""Levels that a change implies, parts that a share makes, and totals that are less than their parts."""

import pytest

from extractors.figures import build

POPPY = {"measure": "cultivation", "drug": "opium-poppy", "place": "northern-myanmar", "publisher": "A"}
LEVEL = {**POPPY, "value": 42_500, "unit": "ha", "start": 10}
CHANGE = {**POPPY, "statistic": "change", "value": 33.8, "unit": "percent", "start": 30}


def implied(figures):
    return figures.table[figures.table["status"] == "implied"]


def flags(figures, **slots):
    rows = figures.table[figures.table["status"] != "implied"]
    for name, value in slots.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1, rows
    return rows.iloc[0]["flags"]


@pytest.mark.parametrize("precisions", [(None, None), (50, 0.05), (0.5, 0.05)])
def test_a_level_and_its_change_imply_the_level_before(table, precisions):
    figures = build(table({**LEVEL, "precision": precisions[0]}, {**CHANGE, "precision": precisions[1]}))
    row = implied(figures).iloc[0]
    assert (row["period"], row["unit"], row["bound"], row["year"]) == ("2011", "ha", "range", 2011)
    assert (round(row["low"]), round(row["high"])) == (31_715, 31_813)
    assert row["low"] < row["value"] < row["high"]
    assert (row["reports"], row["sources"], row["flags"]) == (1, 1, "")
    assert "31,715–31,813 ha" in row["reason"]
    members = figures.members[figures.members["figure"] == row["figure"]]
    assert dict(zip(members["claim"], members["role"], strict=True)) == {
        "c1": "implied-from",
        "c2": "implied-from",
    }


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2012", "2011"),
        ("2013-04/2013-06", "2012-04/2012-06"),
        ("2013-04", "2012-04"),
        ("2012/2013", "2011/2012"),
        ("2020-10/2021-09", "2019-10/2020-09"),
        ("2022-05/2023-05", "2021-05/2022-05"),
    ],
)
def test_the_time_before_is_as_long_and_a_year_earlier(table, period, before):
    figures = build(table({**LEVEL, "period": period}, {**CHANGE, "period": period}))
    assert list(implied(figures)["period"]) == [before]


def test_a_change_since_another_year_counts_from_that_year(table):
    since = {"sentence": "Up 33.8 percent from 2009, to 42,500 hectares in 2012."}
    assert list(implied(build(table({**LEVEL, **since}, {**CHANGE, **since})))["period"]) == ["2009"]
    unclear = {"sentence": "After the falls of 2008 and 2010 it was up 33.8 percent in 2012."}
    assert not len(implied(build(table(LEVEL, {**CHANGE, **unclear}))))


def test_days_many_years_and_falls_of_all_imply_nothing(table):
    for slots in ({"period": "2012-05-01"}, {"period": "2003/2012"}, {"value": -100}, {"period": ""}):
        assert not len(implied(build(table({**LEVEL, **slots, "value": 42_500}, {**CHANGE, **slots}))))


@pytest.mark.parametrize(
    ("level", "change", "bound"),
    [
        ("at_least", "exact", "at_least"),
        ("exact", "at_least", "at_most"),
        ("at_most", "at_least", "at_most"),
        ("at_least", "at_least", None),
        ("about", "exact", "range"),
    ],
)
def test_bounds_carry_over(table, level, change, bound):
    found = implied(build(table({**LEVEL, "bound": level}, {**CHANGE, "bound": change})))
    assert list(found["bound"]) == ([bound] if bound else [])


def test_a_bound_on_a_fall_carries_over_the_other_way(table):
    found = implied(build(table(LEVEL, {**CHANGE, "value": -20, "bound": "at_least"})))
    assert list(found["bound"]) == ["at_least"]


def test_the_level_next_to_the_change_is_meant(table):
    tablets = {
        **LEVEL,
        "measure": "seizure",
        "drug": "methamphetamine",
        "unit": "tablet",
        "value": 900,
        "start": 40,
    }
    kilos = {**tablets, "unit": "kg", "value": 50, "start": 400}
    change = {**tablets, "statistic": "change", "unit": "percent", "value": 20, "start": 70}
    assert list(implied(build(table(tablets, kilos, change)))["unit"]) == ["tablet"]


def test_without_a_level_in_the_report_that_of_the_same_source_counts(table):
    other = {**LEVEL, "report": "r2"}
    assert len(implied(build(table(CHANGE, other)))) == 1
    assert not len(implied(build(table(CHANGE, {**other, "publisher": "B"}))))


def test_a_reported_level_that_does_not_fit_is_flagged_on_both_sides(table):
    base = {**LEVEL, "report": "r2", "publisher": "B", "period": "2011", "value": 38_100, "precision": 50}
    figures = build(table(LEVEL, CHANGE, base))
    made = implied(figures).iloc[0]
    assert made["flags"] == "base-conflict"
    assert flags(figures, period="2011") == "base-conflict"
    assert flags(figures, period="2012", statistic="level") == ""
    roles = figures.members[figures.members["claim"] == "c3"].set_index("figure")["role"].to_dict()
    assert sorted(roles.values()) == ["base", "value"]
    assert roles[made["figure"]] == "base"
    reported = figures.members[figures.members["figure"] != made["figure"]]
    assert set(reported[reported["role"] == "implied-from"]["claim"]) == {"c1", "c2"}


def test_a_reported_level_that_fits_stays_apart_from_the_implied_one(table):
    base = {**LEVEL, "report": "r2", "publisher": "B", "period": "2011", "value": 31_750, "precision": 25}
    figures = build(table(LEVEL, CHANGE, base))
    assert implied(figures).iloc[0]["flags"] == "base-agrees"
    assert flags(figures, period="2011") == ""
    assert len(figures.table[figures.table["period"] == "2011"]) == 2


def test_what_is_far_off_is_not_held_against_it(table):
    base = {**LEVEL, "report": "r2", "publisher": "B", "period": "2011", "value": 1200}
    assert implied(build(table(LEVEL, CHANGE, base))).iloc[0]["flags"] == ""


SHARE = {"statistic": "share", "unit": "percent", "publisher": "A"}


def test_a_share_of_a_province_is_of_its_country(table):
    rows = [
        {**SHARE, "value": 80, "place": "CN-YN", "precision": 0.5},
        {"publisher": "A", "value": 10_400, "precision": 50},
        {"publisher": "A", "value": 90_000, "drug": "drugs", "place": "CN-YN"},
    ]
    row = implied(build(table(*rows))).iloc[0]
    assert (row["place"], row["drug"], row["value"]) == ("CN-YN", "heroin", 8320)
    assert (row["low"], row["high"]) == pytest.approx((0.795 * 10_350, 0.805 * 10_450))
    elsewhere = [rows[0], {**rows[1], "report": "r2", "publisher": "B"}]
    assert list(implied(build(table(*elsewhere)))["value"]) == [8320]


def test_a_share_with_an_origin_is_of_all_origins(table):
    figures = build(table({**SHARE, "value": 90, "origin": "MM"}, {"publisher": "A", "value": 7300}))
    row = implied(figures).iloc[0]
    assert (row["origin"], row["value"]) == ("MM", 6570)


def test_a_share_that_may_be_of_two_wholes_implies_nothing(table):
    share = {**SHARE, "value": 50, "place": "KH", "drug": "ketamine"}
    country = {"publisher": "A", "value": 5000, "place": "KH", "drug": "drugs"}
    region = {"publisher": "A", "value": 10_300, "place": "southeast-asia", "drug": "ketamine"}
    assert len(implied(build(table(share, country)))) == 1
    assert len(implied(build(table(share, region)))) == 1
    assert not len(implied(build(table(share, country, region))))
    part = {"publisher": "A", "place": "KH", "drug": "ketamine"}
    fits = build(table(share, country, region, {**part, "value": 5150}))
    assert flags(fits, statistic="share") == ""
    misfits = build(table(share, country, region, {**part, "value": 3700, "precision": 5}))
    assert flags(misfits, statistic="share") == "share-misfit"


def test_a_part_that_does_not_fit_its_share_is_flagged(table):
    share = {**SHARE, "value": 47.45, "precision": 0.005, "place": "CN-YN", "drug": "drugs", "period": "2020"}
    part = {
        "publisher": "A",
        "value": 35_400,
        "precision": 50,
        "place": "CN-YN",
        "drug": "drugs",
        "period": "2020",
    }
    whole = {
        "report": "r2",
        "publisher": "B",
        "value": 55_500,
        "precision": 50,
        "drug": "drugs",
        "period": "2020",
    }
    figures = build(table(share, part, whole))
    assert flags(figures, statistic="share") == "share-misfit"
    assert flags(figures, place="CN-YN", statistic="level") == "share-misfit"
    assert flags(figures, place="CN") == ""
    assert implied(figures).iloc[0]["flags"] == "share-misfit"
    fitting = build(table(share, {**part, "value": 26_300}, whole))
    assert set(fitting.table["flags"]) == {"", "base-agrees"}


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ({"place": "CN-YN", "value": 28_000}, {"value": 27_000}),
        ({"value": 900, "drug": "heroin"}, {"value": 500, "drug": "drugs"}),
        ({"value": 76, "period": "2012-01/2012-02"}, {"value": 27, "period": "2012-01/2012-11"}),
        ({"value": 76, "period": "2012-01/2012-02"}, {"value": 27, "period": "2012"}),
        (
            {"value": 76, "drug": "methamphetamine", "form": "crystal"},
            {"value": 27, "drug": "methamphetamine"},
        ),
    ],
)
def test_a_part_that_is_more_than_its_whole_is_flagged_on_both(table, part, whole):
    claims = table({"report": "r1", "publisher": "A", **part}, {"report": "r2", "publisher": "B", **whole})
    figures = build(claims)
    assert set(figures.table["flags"]) == {"parts-exceed-total"}
    assert sorted(figures.members["role"]) == ["part", "total", "value", "value"]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ({"place": "CN-YN", "value": 28_000}, {"value": 28_300}),
        ({"place": "CN-YN", "value": 28_000}, {"value": 27_000, "bound": "at_least"}),
        ({"place": "CN-YN", "value": 28_000, "bound": "at_most"}, {"value": 27_000}),
        ({"value": 900_000, "drug": "precursors"}, {"value": 500_000, "drug": "drugs"}),
        (
            {"value": 900, "measure": "users", "unit": "person", "period": "2012-06"},
            {"value": 500, "measure": "users", "unit": "person"},
        ),
        ({"place": "CN-YN", "value": 28_000}, {"value": 270}),
        ({"place": "CN-YN", "value": 28_000}, {"place": "LA", "value": 270}),
    ],
)
def test_what_may_be_more_is_not_flagged(table, part, whole):
    claims = table({"report": "r1", "publisher": "A", **part}, {"report": "r2", "publisher": "B", **whole})
    assert set(build(claims).table["flags"]) == {""}


def test_a_part_that_fits_one_of_several_wholes_is_not_flagged(table):
    part = {"report": "r1", "publisher": "A", "place": "CN-YN", "value": 28_000}
    wholes = [{"report": "r2", "publisher": "B", "value": value} for value in (12_000, 2_800_500)]
    assert set(build(table(part, *wholes)).table["flags"]) == {""}
    assert "parts-exceed-total" in set(build(table(part, wholes[0])).table["flags"])


def test_parts_of_a_report_that_add_up_to_more_than_its_total_are_flagged(table):
    total = {"place": "southeast-asia", "value": 9125, "precision": 0.5, "publisher": "A"}
    parts = [
        {**total, "place": place, "value": value} for place, value in (("MM", 8268), ("LA", 579), ("TH", 290))
    ]
    figures = build(table(total, *parts))
    assert flags(figures, place="southeast-asia") == "parts-exceed-total"
    members = figures.members[figures.members["role"] == "part"]
    assert set(members["claim"]) == {"c2", "c3", "c4"}
    assert set(build(table({**total, "value": 9137}, *parts)).table["flags"]) == {""}
    other = [{**part, "report": "r2"} for part in parts]
    assert set(build(table(total, *other)).table["flags"]) == {""}


def test_parts_that_hold_one_another_are_not_added_up(table):
    total = {"value": 100, "drug": "drugs", "precision": 0.5, "publisher": "A"}
    parts = [
        {**total, "drug": drug, "value": value}
        for drug, value in (("opiates", 60), ("heroin", 55), ("cocaine", 30))
    ]
    assert set(build(table(total, *parts)).table["flags"]) == {""}
    cases = [
        {**row, "measure": "deaths", "unit": "person"}
        for row in (total, {**parts[1]}, {**parts[2], "value": 70})
    ]
    assert set(build(table(*cases)).table["flags"]) == {""}
