"""Every decision about a figure can be read in sentences, in English and Chinese."""

import json

import pytest

from extractors.figures import build, explain, reason_text


@pytest.fixture
def claims(table):
    said = {"measure": "cultivation", "drug": "opium-poppy", "unit": "ha"}
    return table(
        {
            **said,
            "report": "r1",
            "publisher": "UNODC",
            "value": 51_000,
            "bound": "about",
            "place": "MM",
            "published": "2012-10-31",
            "quote": "51,000 hectares",
        },
        {
            **said,
            "report": "r2",
            "publisher": "The Daily",
            "attribution": "unodc",
            "value": 51_000,
            "place": "MM",
        },
        {
            **said,
            "report": "r3",
            "publisher": "Ministry",
            "value": 42_500,
            "place": "northern-myanmar",
            "start": 5,
        },
        {
            **said,
            "report": "r3",
            "publisher": "Ministry",
            "value": 33.8,
            "statistic": "change",
            "unit": "percent",
            "place": "northern-myanmar",
            "start": 30,
        },
        {
            **said,
            "report": "r4",
            "publisher": "Bureau",
            "value": 38_100,
            "place": "northern-myanmar",
            "period": "2011",
        },
        {**said, "report": "r5", "publisher": "Office", "value": 39_900, "place": "northern-myanmar"},
    )


def test_a_figure_of_one_source_with_a_copy(claims):
    figures = build(claims, {"r1": "r1", "r2": "r1"})
    figure = figures.table[figures.table["place"] == "MM"].iloc[0]["figure"]
    text = explain(figures, figure, claims)
    for part in (
        f"Figure {figure} is about: cultivation of Opium poppy",
        "Myanmar",
        "2012",
        "go back to one source, UN",
        "copies, rewrites and excerpts",
        "“51,000 hectares” (UNODC, 2012-10-31",
        "The Daily, undated",
        "Near, but not the same",
        "one place lies in the other",
    ):
        assert part in text


def test_a_conflict_and_a_base_that_does_not_fit(claims):
    figures = build(claims)
    table = figures.table.set_index("figure")
    conflict = table[table["status"] == "conflict"].index[0]
    text = explain(figures, conflict, claims)
    assert "Reports disagree" in text
    assert "is another value of the same thing" in text
    assert "does not overlap" in text
    implied = table[table["status"] == "implied"].index[0]
    text = explain(figures, implied, claims)
    assert "42,500 ha after a change of +33.8% implies 31,715–31,813 ha" in text
    assert "does not fit what a later level and its change imply" in text
    assert "Reported: “38,100 ha” (Bureau" in text


def test_every_figure_can_be_explained_in_both_languages_with_and_without_claims(claims):
    figures = build(claims)
    for row in figures.table.itertuples():
        for language in ("en", "zh"):
            for known in (claims, None):
                text = explain(figures, row.figure, known, language=language)
                assert "{" not in text
                assert row.figure in text
        assert "种植" in explain(figures, row.figure, claims, language="zh")


def test_the_reason_can_be_said_in_another_language(claims):
    figures = build(claims)
    for row in figures.table.itertuples():
        data = json.loads(row.reason_data)
        assert reason_text(row.reason_key, data) == row.reason
        chinese = reason_text(row.reason_key, data, "zh")
        assert chinese.endswith("。")
        assert "{" not in chinese
        assert reason_text(row.reason_key, data, "tlh") == row.reason


def test_an_unknown_figure_is_a_key_error(claims):
    with pytest.raises(KeyError):
        explain(build(claims), "000000000000")
