"""What is near, but not the same, is said and not merged."""

import pytest

from extractors.figures import build


def reasons(table, first, second):
    """The near misses between the figures of two claims, seen from the first one."""
    figures = build(
        table({"report": "r1", "publisher": "A", **first}, {"report": "r2", "publisher": "B", **second})
    )
    of = figures.members.set_index("claim")["figure"]
    assert of["c1"] != of["c2"]
    seen = figures.near[figures.near["figure"] == of["c1"]]
    back = figures.near[figures.near["figure"] == of["c2"]]
    assert set(seen["reason"]) == set(back["reason"])
    return [(row.reason, row.wider) for row in seen.itertuples()]


POPPY = {"measure": "cultivation", "drug": "opium-poppy", "unit": "ha", "value": 42_500}


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({**POPPY, "place": "northern-myanmar"}, {**POPPY, "place": "MM"}, [("place-inside", True)]),
        ({**POPPY, "place": "MM"}, {**POPPY, "place": "golden-triangle"}, [("place-overlaps", True)]),
        ({**POPPY, "place": "MM"}, {**POPPY, "place": "asia"}, []),
        ({**POPPY, "place": "MM"}, {**POPPY, "place": "LA"}, []),
        ({"value": 4, "period": "2012-01/2012-06"}, {"value": 7, "period": "2012"}, [("part-of-year", True)]),
        ({"value": 4, "period": "2012"}, {"value": 3, "period": "2012-03"}, [("part-of-year", False)]),
        (
            {"value": 4, "period": "2012-01/2012-03"},
            {"value": 7, "period": "2012-01/2012-06"},
            [("period-inside", True)],
        ),
        ({"value": 4, "period": "2012-01/2012-03"}, {"value": 7, "period": "2012-04/2012-06"}, []),
        (
            {"value": 4, "period": "2011-10/2012-09", "place": "TH"},
            {"value": 7, "place": "TH"},
            [("fiscal-year", True)],
        ),
        ({"value": 4, "period": "2012/2013"}, {"value": 7}, [("fiscal-year", True)]),
        ({"value": 4, "period": "2011-05/2012-05"}, {"value": 7, "period": "2011"}, [("other-year", True)]),
        ({"value": 4, "period": "2003/2012"}, {"value": 7}, []),
        (
            {"value": 4, "drug": "methamphetamine", "form": "crystal"},
            {"value": 7, "drug": "methamphetamine"},
            [("form", True)],
        ),
        (
            {"value": 6253, "drug": "methamphetamine"},
            {"value": 6250, "drug": "synthetic-drugs"},
            [("drug-inside", True)],
        ),
        ({"value": 100, "drug": "methamphetamine"}, {"value": 6253, "drug": "synthetic-drugs"}, []),
        ({"value": 5600, "origin": "LA"}, {"value": 9000}, [("origin", True)]),
        ({"value": 500, "scope": "event"}, {"value": 500}, [("scope", True)]),
        ({"value": 500, "scope": "event"}, {"value": 7300}, []),
        (
            {"value": 9_000_000, "period": "2021-12-29", "scope": "event"},
            {"value": 9_000_000, "period": "2021-12", "scope": "event"},
            [("period-inside", True)],
        ),
        (
            {
                "value": 1137,
                "measure": "production",
                "drug": "cocaine",
                "sentence": "Potential output reached 1,137 t.",
            },
            {"value": 936, "measure": "production", "drug": "cocaine", "sentence": "Output reached 936 t."},
            [("potential", True)],
        ),
    ],
)
def test_near_misses(table, first, second, found):
    assert reasons(table, first, second) == found


def test_shares_of_a_place_and_of_the_country_are_not_near(table):
    share = {
        "statistic": "share",
        "unit": "percent",
        **{k: v for k, v in POPPY.items() if k in ("measure", "drug")},
    }
    assert (
        reasons(table, {**share, "value": 89, "place": "MM-17"}, {**share, "value": 60, "place": "MM"}) == []
    )


def test_potential_is_told_in_any_language(table):
    said = {"measure": "production", "drug": "opium", "place": "MM"}
    figures = build(
        table(
            {"report": "r1", "publisher": "A", "value": 600, "sentence": "鸦片潜在产量为600吨。", **said},
            {
                "report": "r2",
                "publisher": "B",
                "value": 600,
                "sentence": "Potential opium production: 600 t.",
                **said,
            },
        )
    )
    assert list(figures.table["basis"]) == ["potential"]
    assert list(figures.table["status"]) == ["agreed"]
