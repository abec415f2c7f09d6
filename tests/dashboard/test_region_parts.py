"""By region: the parts of a place by year, what is added up and what is not; provinces on the map."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from dashboard import assets, rankings, stacks
from dashboard.charts import country_map, region_map, stack
from dashboard.charts.canvas import Canvas
from dashboard.filters import Filters
from dashboard.snapshot import Snapshot
from dashboard.texts import texts
from dashboard.views import registry
from dashboard.views.page import Request
from extractors.vocabulary import places

T = texts("en")
CANVAS = Canvas(1000, 420, 0, T)
CROPS = Filters(measure="cultivation", stack=True)


def inside(part: str, year: int) -> str:
    return f"/by-region?place={part}&year={year}"


def test_countries_are_added_up_where_nobody_states_the_subregion(snapshot: Snapshot) -> None:
    found = stacks.by_part(snapshot, CROPS)
    assert (found.whole, found.kind, found.parts) == ("world", "subregion", ("southeast-asia",))
    cell = found.cells["southeast-asia", 2014]
    assert cell.value == 63_800
    assert cell.stated is None
    assert [(code, mark.value) for code, mark in cell.added] == [("MM", 57_600), ("LA", 6_200)]


def test_one_country_is_not_its_subregion(snapshot: Snapshot) -> None:
    found = stacks.by_part(snapshot, Filters(drug=("heroin",), stack=True))
    assert found.cells == {}
    assert found.left_out["alone"] == 3  # Thailand in 2012, 2013 and 2014
    assert found.left_out["part"] == 1


def test_the_parts_of_a_subregion_are_its_countries_as_stated(snapshot: Snapshot) -> None:
    found = stacks.by_part(snapshot, Filters(measure="cultivation", stack=True, place=("southeast-asia",)))
    assert (found.kind, found.parts) == ("country", ("MM", "LA"))
    assert all(cell.stated and not cell.added for cell in found.cells.values())


def test_the_parts_of_a_country_are_its_provinces(snapshot: Snapshot) -> None:
    found = stacks.by_part(snapshot, Filters(drug=("heroin",), stack=True, place=("CN",)))
    assert (found.kind, found.parts) == ("province", ("CN-YN",))
    assert found.cells["CN-YN", 2014].value == 3_500


@pytest.mark.parametrize(
    "whole", ["world", "asia", "southeast-asia", "golden-triangle", "east-and-southeast-asia"]
)
def test_no_country_is_in_two_parts(whole: str) -> None:
    owners = stacks.part_of(whole)
    assert set(owners) == set(places.members(whole))
    assert all(places.contains(whole, part) or whole == "world" for part in owners.values() if part)


def test_a_sum_is_drawn_apart_and_opens_what_was_added(snapshot: Snapshot) -> None:
    figure = stack.draw(stacks.by_part(snapshot, CROPS), CANVAS, inside)
    (bar,) = figure["data"]
    assert bar["marker"]["pattern"]["shape"] == "x"
    assert bar["customdata"] == ["go:/by-region?place=southeast-asia&year=2014"]
    told = bar["hovertext"][0].replace("\u00a0", " ")
    assert "Added up from 2 places" in told
    assert "Myanmar 57,600 ha and Laos 6,200 ha" in told
    stated = stack.draw(
        stacks.by_part(snapshot, Filters(measure="cultivation", stack=True, place=("southeast-asia",))),
        CANVAS,
        inside,
    )
    assert {one["customdata"][0] for one in stated["data"]} <= set(snapshot.figures["figure"])


def test_the_page_says_what_it_adds_and_counts_what_it_shows(snapshot: Snapshot) -> None:
    page = registry.render(snapshot, Request("/by-region", CROPS, 1000, 900, 0, T))
    assert page.title == "Opium poppy grown in the world by subregion, 2014"
    assert len(page.rows) == 2
    assert page.chart is not None
    assert "added up" in str(page.chart.head)


def test_provinces_stand_where_they_are(snapshot: Snapshot) -> None:
    ranking = rankings.by_place(snapshot, Filters(drug=("heroin",), place=("CN",)))
    figure = country_map.draw(rankings.places_inside(ranking), CANVAS, "CN")
    land, shaded, names = figure["data"]
    assert (shaded["locations"], shaded["ids"]) == (["CN-YN"], ["CN-YN"])
    assert shaded["geojson"] == land["geojson"] == "/assets/provinces/CN.json"
    assert len(land["locations"]) > 25
    assert "CN-YN" not in land["locations"]
    assert names["text"] == ["Yunnan"]
    assert (names["lon"][0], names["lat"][0]) == pytest.approx((102, 25), abs=1.5)
    west, east = figure["layout"]["geo"]["lonaxis"]["range"]
    assert west < 74 < 134 < east


def test_a_province_without_an_outline_is_a_disc(snapshot: Snapshot) -> None:
    mark = rankings.by_place(snapshot, Filters(drug=("heroin",), place=("CN",))).rows[0].mark
    capital = rankings.Ranked("MM-18", "", mark, "province")
    assert "MM-18" not in country_map.outlines("MM")
    discs = country_map.draw([capital], CANVAS, "MM")["data"][1]
    assert discs["ids"] == ["MM-18"]
    assert (discs["lon"][0], discs["lat"][0]) == pytest.approx((96, 20), abs=1)


def test_a_wider_region_is_drawn_as_its_provinces(snapshot: Snapshot) -> None:
    mark = rankings.by_place(snapshot, Filters(drug=("heroin",), place=("CN",))).rows[0].mark
    rows = [rankings.Ranked(code, "", mark, "province") for code in ("ES-AN", "ES-SE", "ES-MD", "ES-CE")]
    assert not {"ES-AN", "ES-MD"} & set(country_map.outlines("ES"))
    data = country_map.draw(rows, CANVAS, "ES")["data"]
    land, shaded = data[:2]
    shown = dict(zip(shaded["locations"], shaded["ids"], strict=True))
    assert shown.pop("ES-SE") == "ES-SE"  # its own figure, not that of its region
    assert shown.pop("ES-M") == "ES-MD"
    andalusia = {c for c, whole in shown.items() if whole == "ES-AN"}
    assert andalusia == set(country_map.parts_of()["ES-AN"]) - {"ES-SE"}
    assert not andalusia & set(land["locations"])


def test_a_region_with_a_part_that_is_not_known_is_no_outline() -> None:
    assert country_map.drawn_as("MA-01") == []
    assert country_map.drawn_as("IT-25")
    assert country_map.drawn_as("FR-GES")  # of provinces of which some are regions themselves
    without = [code for code in country_map.provinces() if not country_map.drawn_as(code)]
    assert len(without) < 480


def test_the_outlines_are_of_provinces_and_around_their_points() -> None:
    for country in ("CN", "MM", "TH", "MX", "CO", "AF", "PE"):
        outlines = country_map.outlines(country)
        assert len(outlines) > 10
        for code, (west, south, east, north) in outlines.items():
            assert places.country_of(code) == country
            lon, lat = country_map.provinces()[code]
            assert west - 1 < lon < east + 1, code
            assert south - 1 < lat < north + 1, code


def test_an_outline_goes_round_its_province_and_not_round_the_rest_of_the_world() -> None:
    (yunnan,) = (
        one
        for one in json.loads((assets.folder() / "provinces" / "CN.json").read_text())["features"]
        if one["id"] == "CN-YN"
    )
    for polygon in yunnan["geometry"]["coordinates"]:
        ring = polygon[0]
        assert sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) < 0


def test_every_province_of_the_vocabulary_has_a_point() -> None:
    known = country_map.provinces()
    for code in ("CN-YN", "MM-17", "AF-HEL", "PE-UCA", "TH-57", "CO-NAR", "MX-SIN", "US-CA"):
        assert code in known
    assert all(
        places.is_place(code) and -180 <= lon <= 180 and -90 <= lat <= 90
        for code, (lon, lat) in known.items()
    )
    assert all(-180 <= lon <= 180 for lon, _, _ in region_map.points().values())
