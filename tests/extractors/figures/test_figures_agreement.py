"""When claims about the same thing are one figure, agree, were revised or are in conflict."""

import json

import pytest

from extractors.figures import build


def only(figures, **slots):
    """The single figure that has these slots."""
    rows = figures.table
    for name, value in slots.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1, rows
    return rows.iloc[0]


def two(table, first, second):
    return build(
        table({"report": "r1", "publisher": "A", **first}, {"report": "r2", "publisher": "B", **second})
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"value": 9800, "precision": 50}, {"value": 9790, "precision": 5}),
        ({"value": 120_000, "bound": "at_least"}, {"value": 122_000}),
        ({"value": 172_000, "bound": "at_most", "precision": 500}, {"value": 171_500, "precision": 50}),
        ({"value": 16_000, "bound": "about", "precision": 500}, {"value": 16_700, "precision": 50}),
        ({"value": 365, "bound": "range", "low": 350, "high": 380}, {"value": 380, "bound": "at_most"}),
        ({"value": 40_000}, {"value": 40_100, "precision": 50}),
        ({"value": 3000, "unit": "kg"}, {"value": 3000, "unit": "kg", "precision": 0.5}),
        ({"value": 0}, {"value": 0}),
    ],
)
def test_numbers_that_can_mean_the_same_agree(table, first, second):
    figure = only(two(table, first, second))
    assert (figure["status"], figure["sources"], figure["values"].count(";")) == ("agreed", 2, 0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"value": 9300, "precision": 50}, {"value": 93_000, "precision": 500}),
        ({"value": 23_717, "precision": 0.5}, {"value": 23_718, "precision": 0.5}),
        ({"value": 120_000, "bound": "at_least"}, {"value": 101_000}),
        ({"value": 200_000_000, "bound": "at_most"}, {"value": 200_000_000, "bound": "at_least"}),
        ({"value": 40_000, "bound": "at_most"}, {"value": 43_600, "precision": 50}),
        ({"value": 16_000, "bound": "about"}, {"value": 17_500, "precision": 50}),
        ({"value": 120_000, "bound": "at_least"}, {"value": 300_000}),
    ],
)
def test_numbers_that_cannot_mean_the_same_are_a_conflict(table, first, second):
    figures = two(table, first, second)
    figure = only(figures)
    assert (figure["status"], figure["sources"]) == ("conflict", 2)
    drawn, other = figure["values"].split("; ")
    assert {float(drawn), float(other)} == {float(first["value"]), float(second["value"])}
    assert figure["value"] == float(drawn)
    assert sorted(figures.members["role"]) == ["other", "value"]


def test_percentages_are_taken_as_printed(table):
    level = {"statistic": "share", "unit": "percent"}
    assert only(two(table, {**level, "value": 90}, {**level, "value": 88}))["status"] == "conflict"
    assert only(two(table, {**level, "value": 33.8}, {**level, "value": 34}))["status"] == "agreed"


def test_a_bound_on_a_fall_is_on_its_size(table):
    change = {"statistic": "change", "unit": "percent"}
    assert (
        only(two(table, {**change, "value": -33.3, "bound": "at_least"}, {**change, "value": -38}))["status"]
        == "agreed"
    )
    assert (
        only(two(table, {**change, "value": -33.3, "bound": "at_least"}, {**change, "value": -28}))["status"]
        == "conflict"
    )


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("measure", "production"),
        ("drug", "opium"),
        ("form", "tablet"),
        ("unit", "tablet"),
        ("place", "CN-YN"),
        ("period", "2013"),
        ("scope", "event"),
        ("origin", "MM"),
    ],
)
def test_a_different_slot_is_a_different_figure(table, slot, value):
    figures = two(
        table,
        {"value": 100, "drug": "methamphetamine"},
        {"value": 100, "drug": "methamphetamine", slot: value},
    )
    assert len(figures.table) == 2
    assert set(figures.table["status"]) == {"single"}


def test_two_ways_of_writing_a_year_are_one(table):
    assert only(two(table, {"value": 100}, {"value": 100, "period": "2012-01/2012-12"}))["period"] == "2012"


def test_where_drugs_of_a_single_haul_came_from_does_not_set_it_apart(table):
    haul = {"period": "2021-09-15", "scope": "event", "value": 2988.21}
    assert only(two(table, haul, {**haul, "origin": "AF"}))["status"] == "agreed"


def test_the_most_exact_of_agreeing_values_is_drawn(table):
    figure = only(
        build(
            table(
                {"report": "r1", "publisher": "A", "value": 9800, "precision": 50},
                {"report": "r2", "publisher": "B", "value": 9800, "precision": 50},
                {"report": "r3", "publisher": "C", "value": 9790, "precision": 0.5, "kg_equivalent": 9790},
                {"report": "r4", "publisher": "D", "value": 9700, "bound": "at_least"},
            )
        )
    )
    assert (figure["value"], figure["sources"], figure["kg_equivalent"]) == (9790, 4, 9790)


def test_most_independent_sources_win_then_the_latest_then_the_most_exact(table):
    old, new = "2015-01-01", "2015-06-01"
    rows = [
        {"report": "r1", "publisher": "A", "value": 101, "published": old},
        {"report": "r2", "publisher": "B", "value": 101, "published": old},
        {"report": "r3", "publisher": "C", "value": 150, "published": new},
    ]
    assert only(build(table(*rows)))["value"] == 101
    figure = only(build(table(*rows[1:])))
    assert (figure["value"], figure["reason_key"]) == (150, "latest")
    assert "2015-06-01" in figure["reason"]
    same_day = [
        {**row, "published": old, "precision": precision}
        for row, precision in zip(rows[1:], (0.5, 5), strict=True)
    ]
    figure = only(build(table(*same_day)))
    assert (figure["value"], figure["reason_key"]) == (101, "most-precise")


def test_one_publisher_with_a_later_edition_is_revised(table):
    figures = build(
        table(
            {"report": "r1", "publisher": "UNODC", "value": 21_500, "published": "2009-02-02"},
            {"report": "r2", "publisher": "UNODC", "value": 21_600, "published": "2012-10-31"},
        )
    )
    figure = only(figures)
    assert (figure["status"], figure["value"], figure["sources"]) == ("revised", 21_600, 1)
    assert "2012-10-31" in figure["reason"]
    assert figures.members.set_index("claim")["value_group"].to_dict() == {"c1": 1, "c2": 0}


def test_others_who_quote_an_old_edition_do_not_undo_the_revision(table):
    figure = only(
        build(
            table(
                {"report": "r1", "publisher": "UNODC", "value": 100, "published": "2009-02-02"},
                {"report": "r2", "publisher": "UNODC", "value": 120, "published": "2012-10-31"},
                {
                    "report": "r3",
                    "publisher": "The Daily",
                    "attribution": "unodc",
                    "value": 100,
                    "published": "2013-01-01",
                },
            )
        )
    )
    assert (figure["status"], figure["value"], figure["sources"]) == ("revised", 120, 1)


@pytest.mark.parametrize(
    "rows",
    [
        # the same day: nobody can tell which is the later
        [("UNODC", "", 100, "2015-06-24"), ("UNODC", "", 120, "2015-06-24")],
        # no date at all
        [("UNODC", "", 100, None), ("UNODC", "", 120, None)],
        # the earlier value comes back
        [
            ("UNODC", "", 100, "2015-01-01"),
            ("UNODC", "", 120, "2016-01-01"),
            ("UNODC", "", 100, "2017-01-01"),
        ],
        # a quotation that gives neither edition
        [("UNODC", "", 100, "2015-01-01"), ("A", "un", 120, "2015-06-01")],
    ],
)
def test_what_cannot_be_told_to_be_a_revision_is_a_conflict(table, rows):
    names = ("publisher", "attribution", "value", "published")
    figure = only(
        build(
            table(*({"report": f"r{n}", **dict(zip(names, row, strict=True))} for n, row in enumerate(rows)))
        )
    )
    assert (figure["status"], figure["sources"]) == ("conflict", 1)


def test_copies_with_different_numbers_are_a_conflict_of_one_source(table):
    rows = table(
        {"report": "r1", "publisher": "A", "value": 9300, "precision": 50},
        {"report": "r2", "publisher": "B", "value": 93_000, "precision": 500},
    )
    figure = only(build(rows, {"r1": "r1", "r2": "r1"}))
    assert (figure["status"], figure["reports"], figure["stories"], figure["sources"]) == (
        "conflict",
        2,
        1,
        1,
    )


def test_amounts_far_apart_are_different_things_unless_a_digit_slipped(table):
    figures = two(table, {"value": 33}, {"value": 128_000})
    assert list(figures.table["status"]) == ["single", "single"]
    assert set(figures.near["reason"]) == {"kept-apart"}
    assert only(two(table, {"value": 5_800_000}, {"value": 5800}))["status"] == "conflict"


def test_several_values_in_one_report_are_different_things(table):
    rows = table(
        {"report": "r1", "publisher": "A", "value": 5667, "precision": 0.5},
        {"report": "r1", "publisher": "A", "value": 6668, "precision": 0.5},
        {"report": "r2", "publisher": "B", "value": 6668, "precision": 0.5},
        {"report": "r3", "publisher": "C", "value": 6000, "precision": 0.5},
    )
    figures = build(rows)
    assert dict(zip(figures.table["value"], figures.table["status"], strict=True)) == {
        5667: "conflict",
        6668: "agreed",
    }
    assert set(figures.near["reason"]) == {"kept-apart"}


def test_single_hauls_are_one_only_where_their_values_agree(table):
    haul = {"period": "2021-10-27", "place": "LA", "scope": "event", "drug": "methamphetamine"}
    figures = build(
        table(
            {"report": "r1", "publisher": "A", "value": 1537, **haul},
            {"report": "r2", "publisher": "B", "value": 1300, "bound": "at_least", **haul},
            {"report": "r3", "publisher": "C", "value": 1420, **haul},
            {"report": "r4", "publisher": "D", "value": 20, **haul},
        )
    )
    found = figures.table.set_index("value")[["status", "reports"]].to_dict("index")
    assert found[20] == {"status": "single", "reports": 1}
    assert "conflict" not in {row["status"] for row in found.values()}
    assert sum(row["reports"] for row in found.values()) == 4
    assert set(figures.near["reason"]) == {"similar"}


def test_a_day_without_a_scope_is_a_haul_and_a_year_is_a_total(table):
    day = two(
        table,
        {"value": 10, "period": "2020-05-01", "scope": ""},
        {"value": 12, "period": "2020-05-01", "scope": ""},
    )
    assert (len(day.table), set(day.table["scope"])) == (2, {"event"})
    year = two(table, {"value": 10, "scope": ""}, {"value": 12, "scope": ""})
    assert only(year)["scope"] == "total"


def test_without_time_or_place_only_copies_are_the_same(table):
    for slot in ("period", "place"):
        rows = table(
            {"report": "r1", "publisher": "A", "value": 500, slot: ""},
            {"report": "r2", "publisher": "B", "value": 500, slot: ""},
            {"report": "r3", "publisher": "C", "value": 500, slot: ""},
        )
        figures = build(rows, {"r1": "s", "r2": "s", "r3": "t"})
        assert sorted(figures.table["reports"]) == [1, 2]


def test_a_claim_without_a_time_joins_the_one_time_of_its_origin(table):
    told = {
        "statistic": "change",
        "unit": "percent",
        "measure": "cultivation",
        "drug": "opium-poppy",
        "place": "MM",
    }
    rows = [
        {"report": "r1", "publisher": "A", "attribution": "un", "value": 33.3, "period": "", **told},
        {"report": "r2", "publisher": "B", "attribution": "unodc", "value": 33.3, "period": "2022", **told},
    ]
    figure = only(build(table(*rows)))
    assert (figure["period"], figure["reports"], figure["sources"]) == ("2022", 2, 1)
    other_year = {
        "report": "r3",
        "publisher": "C",
        "attribution": "un",
        "value": 33.3,
        "period": "2014",
        **told,
    }
    assert len(build(table(*rows, other_year)).table) == 3
    nobody = [{**row, "attribution": ""} for row in rows]
    assert len(build(table(*nobody)).table) == 2


def test_ids_are_of_what_a_figure_is_about(table):
    first = build(table({"value": 100, "report": "r1"}))
    second = build(
        table({"value": 130, "report": "r9", "publisher": "X"}, {"value": 5, "drug": "opium", "claim": "z"})
    )
    assert only(first)["figure"] == only(second, drug="heroin")["figure"]
    assert len(only(first)["figure"]) == 12


def test_columns_have_their_types_and_an_empty_table_has_them_too(table):
    empty = build(table())
    full = build(
        table(
            {
                "value": 100,
                "bound": "range",
                "low": 90,
                "high": 110,
                "place": "CN-YN",
                "period": "2012-10/2013-09",
            }
        )
    )
    for name in ("table", "members", "near"):
        assert list(getattr(empty, name).columns) == list(getattr(full, name).columns)
        assert not len(getattr(empty, name))
    row = only(full)
    assert (row["country"], row["region"], row["subregion"], row["year"]) == ("CN", "asia", "east-asia", 2013)
    assert (row["period_kind"], row["low"], row["high"]) == ("fiscal", 90, 110)
    assert json.loads(row["reason_data"])["reports"] == 1
    assert str(full.table["drug"].dtype) == "category"
    assert str(full.table["value"].dtype) == "Float64"


def test_a_table_without_a_needed_column_is_named(table):
    with pytest.raises(ValueError, match="no column 'drug'"):
        build(table({"value": 1}).drop(columns="drug"))


def test_claims_without_a_number_are_left_out(table):
    assert not len(build(table({"value": None})).table)
