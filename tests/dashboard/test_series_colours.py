"""Series beyond the palette are grey until they are hovered; forms of one drug are told apart as bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page
from serving import Served, drawn, opened

from dashboard import charts, theme
from dashboard.charts.canvas import Canvas
from dashboard.filters import Filters
from dashboard.snapshot import Snapshot
from dashboard.summaries import by_year
from dashboard.texts import texts
from extractors.refresh import refresh
from extractors.store import Store

CANVAS = Canvas(900, 620, 0, texts("en"))
PLACES = ("Malaysia", "Vietnam", "Laos", "Cambodia", "Indonesia")


def test_grey_series_know_the_colour_that_they_take(snapshot: Snapshot) -> None:
    view = by_year(snapshot, Filters(drug=("heroin",), place=("TH",), series="place"))
    places = tuple(replace(view.series[0], key=f"P{n}", nth=n) for n in range(5))
    figure = charts.draw_by_year(replace(view, series=places), CANVAS)
    assert figure["layout"]["meta"]["lit"].keys() == {"P3", "P4"}
    colour = theme.drug_colour("heroin", "opiates", 0)
    assert {pair[0] for pair in figure["layout"]["meta"]["lit"].values()} == {colour}
    of_grey = [one for one in figure["data"] if one.get("meta") in ("P3", "P4")]
    assert len(of_grey) > 2
    assert all(theme.OTHER_SERIES[0] in str(one) for one in of_grey)


def test_forms_of_one_drug_are_bars_of_their_own_colour(snapshot: Snapshot) -> None:
    view = by_year(snapshot, Filters(drug=("heroin",), place=("TH",), show="change"))
    forms = tuple(replace(view.series[0], key="heroin", form=form) for form in ("crystal", "", "tablet"))
    figure = charts.draw_by_year(replace(view, series=forms), CANVAS)
    rims = [one["marker"]["line"]["color"] for one in figure["data"]]
    expected = [theme.nth_colour("heroin", "opiates", n, 0) for n in (1, 0, 2)]
    assert rims == expected


@pytest.fixture
def wide(changing: Store) -> Iterator[Served]:
    """A page with heroin in more places than there are colours."""
    for n, place in enumerate(PLACES):
        text = f"In 2013, police in {place} seized {300 + 40 * n} kilograms of heroin. "
        text += f"In 2014, police in {place} seized {350 + 60 * n} kilograms of heroin."
        (changing.inbox / f"{place}.txt").write_text(text, "utf-8")
    refresh(changing)
    running = Served(changing)
    yield running
    running.stop()


def test_a_grey_series_is_coloured_while_its_button_is_hovered_or_focused(quiet: Page, wide: Served) -> None:
    opened(quiet, wide, "/by-year?drug=heroin&series=place")
    drawn(quiet)
    inks = """() => [...document.querySelectorAll('#main .js-plotly-plot .scatterlayer path')]
        .map((path) => path.style.stroke + path.style.fill).join()"""
    before = quiet.evaluate(inks)
    grey = quiet.locator('[data-toggle="pin"]').last
    grey.hover()
    assert quiet.evaluate(inks) != before
    quiet.mouse.move(2, 2)
    assert quiet.evaluate(inks) == before
    grey.focus()
    assert quiet.evaluate(inks) != before
