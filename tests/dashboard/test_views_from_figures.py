"""What each view shows of a small folder: which figures, drawn how, under which sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import charts, numbers, overview, rankings, theme, titles
from dashboard.charts import labels
from dashboard.charts.canvas import Canvas
from dashboard.filters import Filters
from dashboard.series import Mark, best_of_year
from dashboard.snapshot import Snapshot
from dashboard.summaries import YearView, by_year
from dashboard.texts import texts
from dashboard.views import registry
from dashboard.views.page import Request, unit_head

T = texts("en")
CANVAS = Canvas(1000, 420, 0, T)
HEROIN = Filters(drug=("heroin",), place=("TH",))


def traces(view: YearView, name: str = "") -> list[dict]:
    return [
        t
        for t in charts.draw_by_year(view, CANVAS)["data"]
        if t.get("customdata") and (not name or t.get("name") == name)
    ]


def marks(view: YearView) -> dict[str, object]:
    return {m.period: m for s in view.series for m in s.marks}


def test_a_line_goes_through_the_whole_of_a_year_rather_than_a_part_of_it() -> None:
    def mark(figure: str, value: float, year: int, **more) -> Mark:
        given = {"period": str(year), "kind": "year", "status": "single", **more}
        return Mark(figure, value, year, year - 0.5, year + 0.5, year, **given)

    part, whole = mark("smuggling", 412, 2018), mark("all", 109_600, 2018)
    agreed, large = mark("agreed", 700, 2019, sources=2), mark("large", 9_000, 2019)
    implied = mark("implied", 99_000, 2020, status="implied")
    stated = mark("stated", 800, 2020)
    assert best_of_year([part, whole, agreed, large, implied, stated]) == [whole, agreed, stated]
    assert best_of_year([stated, implied, large, agreed, whole, part]) == [whole, agreed, stated]


def test_a_series_holds_the_figures_of_one_place_and_unit(snapshot: Snapshot) -> None:
    view = by_year(snapshot, HEROIN)
    assert [(m.period, m.value, m.status) for s in view.series for m in s.marks] == [
        ("2012", 700, "single"),
        ("2013", 900, "agreed"),
        ("2014", 2600, "conflict"),
        ("2015-01/2015-06", 400, "single"),
    ]
    assert len(view.rows) == 4
    assert view.reports == {2012: 1, 2013: 2, 2014: 2, 2015: 1}


def test_solid_ink_has_two_sources_hollow_ink_one(snapshot: Snapshot) -> None:
    view = by_year(snapshot, HEROIN)
    trace = traces(view, "heroin")[0]
    by_figure = dict(
        zip(
            trace["customdata"],
            zip(trace["marker"]["symbol"], trace["marker"]["color"], strict=True),
            strict=True,
        )
    )
    found = marks(view)
    surface = "#FFFFFF"
    assert by_figure[found["2012"].figure] == ("circle", surface)
    assert by_figure[found["2013"].figure] == ("circle", "#A61203")
    assert by_figure[found["2014"].figure] == ("diamond", "#A61203")


def test_a_disputed_figure_keeps_its_other_value(snapshot: Snapshot) -> None:
    view = by_year(snapshot, HEROIN)
    assert marks(view)["2014"].others == (1500,)
    ticks = [t for t in traces(view) if t["marker"]["symbol"] == "line-ew"]
    assert ticks[0]["y"] == [1500]


def test_lines_join_neighbouring_years_and_never_parts_of_years(snapshot: Snapshot) -> None:
    figure = charts.draw_by_year(by_year(snapshot, HEROIN), CANVAS)
    lines = [t for t in figure["data"] if t.get("mode") == "lines" and t["line"]["dash"] == "solid"]
    assert [x for t in lines for x in t["x"] if x is not None] == [2012, 2013, 2013, 2014]
    whiskers = [t for t in figure["data"] if "error_x" in t]
    assert whiskers[0]["x"][0] - whiskers[0]["error_x"]["arrayminus"][0] == pytest.approx(2014.5, abs=0.01)
    assert whiskers[0]["x"][0] + whiskers[0]["error_x"]["array"][0] == pytest.approx(2015.0, abs=0.01)


def test_a_floor_has_an_arrow(snapshot: Snapshot) -> None:
    arrows = [
        t
        for t in charts.draw_by_year(by_year(snapshot, HEROIN), CANVAS)["data"]
        if t.get("marker", {}).get("symbol") == "arrow-wide"
    ]
    assert [t["y"] for t in arrows] == [[400]]
    assert arrows[0]["marker"]["angle"] == 0


def test_a_value_ten_times_the_others_does_not_flatten_the_chart(snapshot: Snapshot) -> None:
    view = by_year(snapshot, HEROIN)
    far = replace(marks(view)["2014"], others=(93_000.0,))
    series = replace(
        view.series[0], marks=tuple(far if m.period == "2014" else m for m in view.series[0].marks)
    )
    figure = charts.draw_by_year(replace(view, series=(series,)), CANVAS)
    assert figure["layout"]["yaxis"]["range"][1] < 4_000
    assert any("93" in note["text"] for note in figure["layout"]["annotations"])


def test_nothing_is_drawn_for_years_without_a_figure(snapshot: Snapshot) -> None:
    view = by_year(snapshot, HEROIN)
    without = replace(
        view,
        series=(replace(view.series[0], marks=tuple(m for m in view.series[0].marks if m.year != 2013)),),
    )
    figure = charts.draw_by_year(without, CANVAS)
    assert [(s["x0"], s["x1"]) for s in figure["layout"]["shapes"]] == [(2012.5, 2013.5)]
    assert not [
        t for t in figure["data"] if t.get("mode") == "lines" and t.get("line", {}).get("dash") == "solid"
    ]


def test_bars_tell_support_by_their_filling(snapshot: Snapshot) -> None:
    figure = charts.draw_by_year(by_year(snapshot, replace(HEROIN, chart="bars")), CANVAS)
    bars = [t for t in figure["data"] if t["type"] == "bar" and t.get("customdata")]
    patterns = sorted(bool(t["marker"].get("pattern")) for t in bars)
    assert patterns == [False, False, True]  # solid, pale, hatched for the half-year


def test_changes_are_computed_between_plain_reported_years_only(snapshot: Snapshot) -> None:
    view = by_year(snapshot, replace(HEROIN, show="change"))
    assert [(m.year, round(m.value, 1), m.computed) for s in view.series for m in s.marks] == [
        (2013, 28.6, True)
    ]


def test_an_index_starts_at_a_hundred(snapshot: Snapshot) -> None:
    trace = traces(by_year(snapshot, replace(HEROIN, show="index")), "heroin")[0]
    assert trace["y"][0] == 100
    assert trace["y"][1] == pytest.approx(128.57, abs=0.01)


def test_series_by_publisher_are_what_each_publisher_says(snapshot: Snapshot) -> None:
    view = by_year(snapshot, replace(HEROIN, series="publisher"))
    said = {s.key: [(m.year, m.value) for m in s.marks if m.year == 2014] for s in view.series}
    assert said["Ministry of Justice of Thailand"] == [(2014, 1500)]
    assert said["Bangkok Daily"] == [(2014, 2600)]


def test_series_by_place_share_a_drug(snapshot: Snapshot) -> None:
    view = by_year(snapshot, Filters(measure="cultivation", series="place"))
    assert {s.key for s in view.series} == {"MM", "LA"}
    assert "MM" in titles.by_year(
        view, T
    ) or "Myanmar had the most opium poppy grown of the 2 places" in titles.by_year(view, T)


def test_where_nobody_chose_a_place_the_one_with_most_figures_is_taken_and_said(snapshot: Snapshot) -> None:
    view = by_year(snapshot, Filters())
    assert view.filters.place == ("TH",)
    assert "place" in view.chosen
    assert view.left_out["place"] == 1


@pytest.mark.parametrize(
    ("filters", "title"),
    [
        (replace(HEROIN, years=(2012, 2013)), "Heroin seized in Thailand rose 29% to 900 kg in 2013"),
        (
            replace(HEROIN, years=(2014, 2014)),
            "Reports disagree on heroin seized in Thailand in 2014: 2.6 t or 1.5 t",
        ),
        (
            replace(HEROIN, years=(2015, 2015)),
            "Heroin seized in Thailand: at least 400 kg in Jan–June 2015, one source",
        ),
        (
            Filters(place=("TH",), years=(2013, 2013)),
            "Of the 2 drugs with a figure for 2013, methamphetamine was seized most in Thailand: 1.2 t",
        ),
    ],
)
def test_titles_are_true_sentences(snapshot: Snapshot, filters: Filters, title: str) -> None:
    said = titles.by_year(by_year(snapshot, filters), T).replace("\u00a0", " ")
    assert said.replace("Jun ", "June ") == title


def test_places_are_ranked_each_with_its_own_figure(snapshot: Snapshot) -> None:
    ranking = rankings.by_place(snapshot, Filters(measure="cultivation"))
    rows = rankings.places_inside(ranking)
    assert [(r.key, r.mark.value) for r in rows] == [("MM", 57_600), ("LA", 6_200)]
    inside = rankings.by_place(snapshot, Filters(drug=("heroin",), place=("CN",)))
    assert [r.key for r in rankings.places_inside(inside)] == ["CN-YN"]


def test_a_chosen_year_may_be_filled_with_older_figures(snapshot: Snapshot) -> None:
    exact = rankings.by_place(snapshot, Filters(drug=("heroin",), year=2013))
    filled = rankings.by_place(snapshot, Filters(drug=("heroin",), year=2014, fill=2))
    assert [r.key for r in exact.rows] == ["TH"]
    assert {r.key for r in filled.rows} == {"TH", "CN-YN"}


def test_the_latest_whole_year_comes_before_a_part_of_a_later_one(snapshot: Snapshot) -> None:
    ranking, _ = rankings.by_drug(snapshot, Filters(place=("TH",)))
    assert {r.key: r.mark.period for r in ranking.rows} == {"heroin": "2014", "methamphetamine": "2013"}


def test_the_overview_tells_what_is_disputed_and_what_is_new(snapshot: Snapshot) -> None:
    table, n = overview.disputes(snapshot, Filters())
    assert n == 1
    assert list(table["period"]) == ["2014"]
    assert len(overview.newest(snapshot.reports, "2999-01-01")) == 0
    assert len(overview.newest(snapshot.reports, "")) == 8


@pytest.mark.parametrize("path", [*registry.VIEWS, "/report/none"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "filters", [Filters(), Filters(drug=("ketamine",)), HEROIN, Filters(rows="claims", search="heroin")]
)
def test_every_view_draws_in_every_language(
    snapshot: Snapshot, path: str, language: str, filters: Filters
) -> None:
    page = registry.render(snapshot, Request(path, filters, 360, 700, 1, texts(language)))
    assert page.body or page.chart
    assert page.title


def test_a_report_says_what_of_it_was_not_read(snapshot: Snapshot, monkeypatch) -> None:
    told = snapshot.reports.assign(note="<i>pages 2-4</i> are pictures")
    monkeypatch.setattr(snapshot, "reports", told)
    page = registry.render(snapshot, Request(f"/report/{told['report'][0]}", Filters(), 900, 700, 0, T))
    assert "Not read: <i>pages 2-4</i> are pictures" in str(page.body)
    monkeypatch.setattr(snapshot, "reports", told.assign(note=""))
    page = registry.render(snapshot, Request(f"/report/{told['report'][0]}", Filters(), 900, 700, 0, T))
    assert "Not read" not in str(page.body)


def test_names_keep_off_marks_and_each_other() -> None:
    frame = labels.Box(0, 400, 0, 200)
    taken = labels.Taken([labels.around(200, 100)])
    first, box = labels.place(200, 100, 80, 1, taken, frame)
    assert first.anchor == "left"
    assert taken.overlap(box) == 0
    taken.add(box)
    second, other = labels.place(204, 104, 80, 1, taken, frame)
    assert taken.overlap(other) == 0
    assert second != first


@pytest.mark.parametrize(
    ("language", "measure", "largest", "unit", "head"),
    [
        ("en", "seizure", 900, "kg", "Kilograms seized"),
        ("en", "seizure", 2_600, "kg", "Tons seized"),
        ("en", "cultivation", 57_600, "ha", "Thousand ha grown"),
        ("zh", "seizure", 900, "kg", "缴获量（公斤）"),
        ("zh", "seizure", 2_600, "kg", "缴获量（吨）"),
        ("zh", "cultivation", 57_600, "ha", "种植面积（万公顷）"),
    ],
)
def test_a_table_is_headed_by_the_unit_of_its_numbers(
    language: str, measure: str, largest: float, unit: str, head: str
) -> None:
    scale = numbers.scale_for(largest, unit, language)
    assert unit_head(scale, unit, measure, texts(language)) == head


def tooltip(view: YearView, year: int) -> str:
    trace = traces(view, "heroin")[0]
    at = trace["customdata"].index(next(m.figure for s in view.series for m in s.marks if m.year == year))
    return trace["hovertext"][at]


def test_a_tooltip_tells_the_stated_change_or_that_new_sources_came(snapshot: Snapshot) -> None:
    view = by_year(snapshot, HEROIN)
    assert "as stated" not in tooltip(view, 2013)
    stated = replace(view, changes={("heroin", "", "TH", 2013): 28.5})
    assert "+28.5% on the year before, as stated" in tooltip(stated, 2013)
    assert "new sources" not in tooltip(view, 2013)  # two reports after one are not many more
    crowded = replace(view, reports={**view.reports, 2013: 5})
    assert "5 reports, 1 the year before" in tooltip(crowded, 2013)


def test_three_ranges_in_a_row_make_a_band(snapshot: Snapshot) -> None:
    view = by_year(snapshot, HEROIN)
    ranged = {2012: (600.0, 800.0), 2013: (800.0, 1000.0), 2014: (1000.0, 3000.0)}

    def wide(years: set[int]) -> list[dict]:
        marks = tuple(
            replace(m, bound="range", low=ranged[m.year][0], high=ranged[m.year][1], status="single")
            if m.year in years and m.kind == "year"
            else m
            for m in view.series[0].marks
        )
        drawn = charts.draw_by_year(replace(view, series=(replace(view.series[0], marks=marks),)), CANVAS)
        return [t for t in drawn["data"] if t.get("fill") == "toself"]

    assert wide({2012, 2013}) == []
    (band,) = wide({2012, 2013, 2014})
    assert band["x"] == [2012, 2013, 2014, 2014, 2013, 2012]
    assert band["y"] == [800, 1000, 3000, 1000, 800, 600]
    assert band["fillcolor"].endswith(",0.15)")


def test_zeros_that_a_log_scale_cannot_show_are_counted(snapshot: Snapshot) -> None:
    assert "zero" not in by_year(snapshot, replace(HEROIN, scale="log")).left_out


def test_a_phone_lists_the_figures_of_the_chart(snapshot: Snapshot) -> None:
    page = registry.render(snapshot, Request("/by-year", HEROIN, 340, 700, 0, T))
    assert "list tall" in str(page.body)
    wide = registry.render(snapshot, Request("/by-year", HEROIN, 1100, 700, 0, T))
    assert "list tall" not in str(wide.body)


def test_several_drugs_in_several_places_are_a_panel_a_place(snapshot: Snapshot) -> None:
    view = by_year(snapshot, Filters(place=("TH", "CN-YN")))
    assert view.by_panel
    assert {(s.place, s.drug) for s in view.series} == {
        ("TH", "heroin"),
        ("TH", "methamphetamine"),
        ("CN-YN", "heroin"),
    }
    figure = charts.draw_by_year(view, CANVAS)
    assert figure["layout"]["meta"]["view"] == "multiples"
    names = [note["text"] for note in figure["layout"]["annotations"]]
    assert names == ["<b>Thailand</b>", "<b>Yunnan</b>"]
    assert figure["layout"]["yaxis"]["range"] == figure["layout"]["yaxis2"]["range"]
    assert titles.by_year(view, T) == "Drugs seized in Thailand and Yunnan, 2012–2015: 6 figures"


def test_a_pinned_series_keeps_its_colour_and_the_others_turn_grey(snapshot: Snapshot) -> None:
    filters = Filters(place=("TH",), pin=("methamphetamine", "nowhere"))
    view = by_year(snapshot, filters)
    assert view.pinned == ("methamphetamine",)
    grey = theme.OTHER_SERIES[0]
    found = {s.key: charts.colours(s, view, 0)[0] for s in view.series}
    assert found["heroin"] == grey
    assert found["methamphetamine"] == theme.drug_colour("methamphetamine", "amphetamine-type", 0)
    plain = by_year(snapshot, replace(filters, pin=()))
    assert grey not in {charts.colours(s, plain, 0)[0] for s in plain.series}
    page = registry.render(snapshot, Request("/by-year", filters, 1000, 900, 0, T))
    assert page.chart is not None
    assert "'data-values': 'methamphetamine', 'aria-pressed': 'true'" in str(page.chart.under)
    assert set(page.rows) == set(view.rows)


def test_a_pinned_publisher_takes_the_first_colour(snapshot: Snapshot) -> None:
    view = by_year(snapshot, replace(HEROIN, series="publisher", pin=("Thai Customs",)))
    assert [s.key for s in view.series if s.nth == 0] == ["Thai Customs"]


def test_a_name_that_would_cover_others_is_left_to_the_key() -> None:
    frame = labels.Box(0, 300, 0, 300)
    taken = labels.Taken([labels.Box(0, 300, 0, 300)])
    assert labels.place(150, 150, 60, 1, taken, frame) == (None, None)
    assert labels.place(150, 150, 60, 1, taken, frame, covered=float("inf"))[0] is not None
    assert labels.place(150, 150, 60, 1, labels.Taken(), frame)[0] == labels.Place(10, 0, "left")


def test_a_value_ten_times_the_others_does_not_flatten_the_panels(snapshot: Snapshot) -> None:
    view = by_year(snapshot, Filters(place=("TH",), chart="multiples"))
    far = tuple(
        replace(
            s, marks=tuple(replace(m, others=(93_000.0,)) if m.status == "conflict" else m for m in s.marks)
        )
        for s in view.series
    )
    figure = charts.draw_by_year(replace(view, series=far), CANVAS)
    assert figure["layout"]["yaxis"]["range"][1] < 6_000
    arrows = [t for t in figure["data"] if t.get("marker", {}).get("symbol") == "arrow-wide"]
    disputed = [m.figure for s in far for m in s.marks if m.status == "conflict"]
    assert disputed == [figure for trace in arrows for figure in trace.get("customdata", [])]


def test_what_a_chart_of_many_series_leaves_out_is_said(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.summaries.MOST_SERIES", 1)
    filters = Filters(place=("TH",))
    view = by_year(snapshot, filters)
    assert [s.key for s in view.series] == ["heroin"]
    assert view.left_out["series"] == 1
    page = registry.render(snapshot, Request("/by-year", filters, 1000, 900, 0, T))
    assert "1 of further series" in str(page.chart.head)
    pinned = by_year(snapshot, replace(filters, pin=("methamphetamine",)))
    assert [s.key for s in pinned.series] == ["methamphetamine"]
