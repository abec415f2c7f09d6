"""Tablets and kilograms are two series, unless somebody asks for equivalents: those show their low and high."""

from __future__ import annotations

import pytest

from dashboard.filters import Filters
from dashboard.rankings import by_place
from dashboard.snapshot import Snapshot
from dashboard.summaries import EQUIVALENT, by_year
from dashboard.texts import texts
from dashboard.views import registry
from dashboard.views.page import Request
from extractors.refresh import refresh
from extractors.store import open_store

T = texts("en")
TEXT = (
    "In 2014, police in Thailand seized 2 million tablets of methamphetamine. In 2014, police in Thailand seized 1,200 "
    "kilograms of crystal methamphetamine. In 2013, police in Thailand seized 3 million tablets of methamphetamine."
)


@pytest.fixture(scope="module")
def tablets(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    data = tmp_path_factory.mktemp("tablets")
    (data / "reports").mkdir()
    (data / "reports" / "one.txt").write_text(TEXT, "utf-8")
    store = open_store(data)
    refresh(store)
    return Snapshot(store)


def test_units_are_apart_and_counted(tablets: Snapshot) -> None:
    view = by_year(tablets, Filters(drug=("methamphetamine",), place=("TH",)))
    assert view.units == {"tablet": 2, "kg": 1, EQUIVALENT: 3}
    assert (view.unit, [m.value for s in view.series for m in s.marks]) == ("tablet", [3e6, 2e6])
    weighed = by_year(tablets, Filters(drug=("methamphetamine",), place=("TH",), unit="kg"))
    assert [(s.form, m.value) for s in weighed.series for m in s.marks] == [("crystal", 1200)]


def test_equivalents_show_their_low_and_high_and_what_was_weighed_stays(tablets: Snapshot) -> None:
    view = by_year(tablets, Filters(drug=("methamphetamine",), place=("TH",), unit=EQUIVALENT))
    assert view.unit == "kg"
    marks = {s.form: s.marks for s in view.series}
    (crystal,) = marks["crystal"]
    assert (crystal.value, crystal.bound, crystal.ranged) == (1200, "exact", False)
    figures = tablets.figures.set_index("figure")
    for mark in marks["tablet"]:
        row = figures.loc[mark.figure]
        assert (mark.value, mark.low, mark.high) == (row["kg_equivalent"], row["kg_low"], row["kg_high"])
        assert mark.low < mark.value < mark.high
        assert (mark.bound, mark.ranged, mark.unit) == ("range", True, "kg")


@pytest.mark.parametrize("path", ["/by-year", "/by-region", "/by-drug"])
def test_the_page_offers_them_and_says_what_they_rest_on(tablets: Snapshot, path: str) -> None:
    def shown(unit: str) -> str:
        filters = Filters(drug=("methamphetamine",), place=("TH",), unit=unit)
        page = registry.render(tablets, Request(path, filters, 1200, 900, 0, T))
        return f"{page.body}{page.chart}"

    assert f"unit={EQUIVALENT}" in shown("")
    assert "what one weighs" not in shown("")
    assert "what one weighs" in shown(EQUIVALENT)


def test_a_ranking_takes_them_too(tablets: Snapshot) -> None:
    ranking = by_place(tablets, Filters(drug=("methamphetamine",), form=("tablet",), unit=EQUIVALENT))
    (row,) = ranking.rows
    assert row.mark.unit == "kg"
    assert row.mark.low < row.mark.value < row.mark.high
