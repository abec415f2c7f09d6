"""People merge and split figures."""

import pytest

from extractors.figures import FigureIndex, build

ROWS = (
    {"report": "r1", "publisher": "A", "value": 100, "place": "MM", "claim": "a"},
    {"report": "r2", "publisher": "B", "value": 140, "place": "MM", "claim": "b"},
    {"report": "r3", "publisher": "C", "value": 101, "place": "northern-myanmar", "claim": "c"},
)


def figure_of(figures):
    own = figures.members[figures.members["role"].isin(("value", "other"))]
    return own.set_index("claim")["figure"].to_dict()


def test_two_figures_are_merged_by_id_or_by_a_claim(table):
    claims = table(*ROWS)
    of = figure_of(build(claims))
    assert of["a"] != of["c"]
    for names in ((of["a"], of["c"]), ("b", "c"), (of["a"], "c")):
        figures = build(claims, corrections=[("merge", *names)])
        assert set(figure_of(figures).values()) == {of["a"]}
        row = figures.table.iloc[0]
        assert (row["place"], row["reports"], row["status"], row["value"]) == ("MM", 3, "conflict", 101)
        assert not len(figures.near)


def test_a_claim_is_split_off_under_an_id_that_stays(table):
    claims = table(*ROWS[:2])
    of = figure_of(build(claims))
    split = build(claims, corrections=[("split", of["a"], "b")])
    assert list(split.table["status"]) == ["single", "single"]
    assert set(split.near["reason"]) == {"kept-apart"}
    again = build(claims.iloc[::-1], corrections=[("split", "", "b")])
    assert figure_of(again) == figure_of(split)
    assert figure_of(split)["a"] == of["a"]


def test_claims_split_off_under_one_name_stay_together(table):
    rows = [*ROWS[:2], {"report": "r4", "publisher": "D", "value": 141, "place": "MM", "claim": "d"}]
    figures = build(table(*rows), corrections=[("split", "", "b", "ports"), ("split", "", "d", "ports")])
    of = figure_of(figures)
    assert of["b"] == of["d"] != of["a"]


def test_corrections_are_laid_in_their_order(table):
    claims = table(*ROWS)
    merged_then_split = build(claims, corrections=[("merge", "a", "c"), ("split", "", "c")])
    assert len(merged_then_split.table) == 2
    split_then_merged = build(claims, corrections=[("split", "", "b"), ("merge", "c", "b")])
    of = figure_of(split_then_merged)
    assert of["b"] == of["c"] != of["a"]


def test_what_fits_nothing_is_an_orphan(table):
    wrong = [
        ("merge", "a", "nowhere"),
        ("merge", "a", "b"),
        ("split", "000000000000", "b"),
        ("split", "", "zz"),
        ("merge", "a", "tablets"),
    ]
    tablets = {"report": "r5", "value": 9, "unit": "tablet", "place": "MM", "claim": "tablets"}
    figures = build(table(*ROWS, tablets), corrections=wrong)
    assert figures.orphans == tuple(wrong)
    assert figure_of(figures) == figure_of(build(table(*ROWS, tablets)))


def test_an_orphan_fits_again_when_its_claim_comes_back(table):
    claims = table(*ROWS)
    index = FigureIndex([("merge", "a", "c")])
    index.add(claims[claims["report"] == "r1"])
    assert index.figures().orphans == (("merge", "a", "c"),)
    index.add(claims[claims["report"] != "r1"])
    assert (index.figures().orphans, len(index.figures().table)) == ((), 1)
    index.remove("r3")
    assert index.figures().orphans == (("merge", "a", "c"),)


@pytest.mark.parametrize("wrong", [("merge", "a"), ("join", "a", "b"), (), ("split", "a")])
def test_a_malformed_correction_is_named(table, wrong):
    with pytest.raises(ValueError, match="no correction of figures"):
        build(table(*ROWS), corrections=[wrong])
