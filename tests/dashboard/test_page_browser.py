"""The page in a real browser: open, filter, follow a number to its sentence, take the rows away, add a
report."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import Served, drawn, opened

HEROIN = "/by-year?drug=heroin&place=TH"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/by-year",
        "/by-year?place=TH&chart=multiples",
        "/by-year?drug=heroin&place=TH&show=change",
        "/by-region?measure=cultivation",
        "/by-region?measure=cultivation&stack=1",
        "/by-region?drug=heroin&place=CN",
        "/by-drug",
        "/by-drug?shape=share",
        "/table",
        "/table?rows=claims",
        "/reports",
        "/method",
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_opens_without_an_error(quiet: Page, served: Served, path: str, scheme: str) -> None:
    quiet.emulate_media(color_scheme=scheme)
    opened(quiet, served, path)
    quiet.wait_for_timeout(600)
    assert quiet.evaluate("document.documentElement.lang") == "en"
    assert quiet.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_map_needs_no_network(quiet: Page, served: Served) -> None:
    opened(quiet, served, "/by-region?measure=cultivation")
    quiet.wait_for_selector(".choroplethlayer path", state="attached")
    assert quiet.evaluate("document.querySelector('.js-plotly-plot').data[0].locations.length") == 2
    with quiet.expect_download() as waiting:
        quiet.get_by_role("button", name="SVG").click()
    text = Path(waiting.value.path()).read_text("utf-8").replace("\u00a0", " ")
    for words in ("Opium poppy grown", "50,000 ha", "no figure", "Source: 1 report"):
        assert words in text, words


def test_a_press_on_a_point_leads_to_the_sentence(quiet: Page, served: Served) -> None:
    opened(quiet, served, HEROIN)
    drawn(quiet)
    spot = quiet.evaluate(
        """() => {
            const gd = document.querySelector('.js-plotly-plot'), l = gd._fullLayout;
            const box = gd.getBoundingClientRect();
            const x = l.xaxis._offset + l.xaxis.l2p(2013), y = l.yaxis._offset + l.yaxis.l2p(900);
            return [box.left + x, box.top + y];
        }"""
    )
    start = time.monotonic()
    quiet.mouse.move(spot[0] - 30, spot[1] - 30)
    quiet.mouse.move(*spot)
    quiet.wait_for_timeout(150)  # a tooltip comes first, as for a hand
    quiet.mouse.click(*spot)
    first = quiet.locator("#drawer .claim").first
    expect(first).to_be_visible()
    assert time.monotonic() - start < 2
    expect(quiet.locator("#drawer .number")).to_contain_text("900")
    expect(quiet.locator("#drawer mark").first).to_have_text("900 kilograms")
    expect(first).to_contain_text("seized")
    assert quiet.locator("#drawer .claim").count() == 2
    assert "figure=" in quiet.url
    expect(quiet.locator("#drawer .position")).to_have_text("1 of 2")
    quiet.keyboard.press("j")
    expect(quiet.locator("#drawer .claim").nth(1)).to_be_focused()
    expect(quiet.locator("#drawer .position")).to_have_text("2 of 2")
    quiet.get_by_role("button", name="K previous").click()
    expect(quiet.locator("#drawer .claim").first).to_be_focused()
    quiet.keyboard.press("Escape")
    expect(quiet.locator("#drawer .claim")).to_have_count(0)
    assert "figure=" not in quiet.url


def test_filters_live_in_the_address_and_back_undoes_one(quiet: Page, served: Served) -> None:
    opened(quiet, served, "/by-year?place=TH")
    expect(quiet.locator(".tally")).to_contain_text("5 figures")
    quiet.locator("#rail .option", has_text="Opiates").locator("xpath=preceding-sibling::button").click()
    quiet.locator("#rail .option.child", has_text="Heroin").click()
    expect(quiet.locator(".tally")).to_contain_text("4 figures")
    assert "drug=heroin" in quiet.url
    quiet.get_by_role("radio", name="Bars").click()
    expect(quiet.get_by_role("radio", name="Bars")).to_have_attribute("aria-checked", "true")
    assert "chart=bars" in quiet.url
    quiet.get_by_role("link", name="Table").click()
    expect(quiet.locator("#main h1")).to_contain_text("4 figures")
    assert "drug=heroin" in quiet.url
    quiet.go_back()
    quiet.go_back()
    quiet.go_back()
    expect(quiet.locator(".tally")).to_contain_text("5 figures")
    quiet.get_by_role("link", name="Remove Thailand").click()
    expect(quiet.locator(".filter-chip.auto")).to_contain_text("Thailand")


def test_years_and_measure_can_be_chosen(quiet: Page, served: Served) -> None:
    opened(quiet, served, HEROIN)
    box = quiet.get_by_label("To year").last
    box.fill("2013")
    box.press("Enter")
    box.blur()
    expect(quiet.locator(".tally")).to_contain_text("2 figures")
    assert "years=2012-2013" in quiet.url
    opened(quiet, served, "/by-year")
    quiet.locator("#rail input[aria-label='Measure']").click()
    quiet.get_by_role("option", name="Cultivation").click()
    expect(quiet.locator("#main h1")).to_contain_text("Opium poppy grown")
    assert "measure=cultivation" in quiet.url


def test_no_figure_says_so_and_what_would_help(quiet: Page, served: Served) -> None:
    opened(quiet, served, "/by-year?drug=heroin&place=TH&years=2001-2002")
    expect(quiet.locator("#main h1")).to_have_text("No figure fits these filters.")
    quiet.get_by_role("link", name="Without “2001–2002”: 4 figures").click()
    expect(quiet.locator(".tally")).to_contain_text("4 figures")


def test_an_unknown_value_is_dropped_with_a_notice(quiet: Page, served: Served) -> None:
    opened(quiet, served, "/by-year?drug=unobtainium&place=TH")
    expect(quiet.locator(".notice")).to_contain_text("drug=unobtainium")
    expect(quiet.locator(".tally")).to_contain_text("5 figures")


def test_the_table_scrolls_sorts_and_its_download_is_the_same(
    quiet: Page, served: Served, tmp_path: Path
) -> None:
    opened(quiet, served, "/table?measure=any")
    quiet.wait_for_selector("#grid .ag-row .ag-cell")
    quiet.locator("#grid .ag-header-cell", has_text="Place").click()
    quiet.wait_for_timeout(800)
    assert "sort=place:asc" in quiet.url
    shown = quiet.eval_on_selector_all(
        "#grid .ag-row",
        "rows => rows.sort((a, b) => a.rowIndex - b.rowIndex).map(r => r.getAttribute('row-id'))",
    )
    link = quiet.locator("#main .take-csv")
    expect(link).to_have_text("CSV, 9 rows")
    with quiet.expect_download() as waiting:
        link.click()
    path = tmp_path / "rows.csv"
    waiting.value.save_as(path)
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
    assert len(rows) == 9
    assert {row["figure"] for row in rows} == set(shown)
    quiet.locator("#grid .ag-row").first.click()
    expect(quiet.locator("#drawer .claim").first).to_be_visible()


def test_the_export_dialog_says_how_many_rows_and_gives_each_kind(quiet: Page, served: Served) -> None:
    opened(quiet, served, HEROIN)
    for kind in ("csv", "xlsx", "parquet", "zip"):
        quiet.keyboard.press("e")
        dialog = quiet.get_by_role("dialog")
        expect(dialog).to_contain_text("Export 4 rows: exactly what is shown")
        with quiet.expect_download() as waiting:
            dialog.locator(f"[data-kind={kind}]").click()
        assert waiting.value.suggested_filename == f"figures.{kind}"
        expect(quiet.get_by_role("dialog")).to_have_count(0)


def test_a_number_is_kept_apart_and_put_back_in_the_evidence(quiet: Page, served_own: Served) -> None:
    opened(quiet, served_own, HEROIN)
    quiet.locator(".small td a:has(.icon-conflict)").click()
    expect(quiet.locator("#drawer .claim")).to_have_count(2)
    quiet.locator("#drawer .claim [data-review=split]").last.click()
    quiet.locator("#reason-field").fill("seaports only")
    quiet.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(quiet.locator("#drawer .claim")).to_have_count(1)
    expect(quiet.locator(".tally")).to_contain_text("5 figures")
    quiet.keyboard.press("Escape")
    quiet.keyboard.press("z")
    expect(quiet.locator(".tally")).to_contain_text("4 figures")


def test_the_map_leads_into_a_country(quiet: Page, served: Served) -> None:
    opened(quiet, served, "/by-region?drug=heroin&place=asia")
    quiet.goto(served.address + "/by-region?drug=heroin&place=CN")
    expect(quiet.locator(".crumbs")).to_contain_text("China")
    quiet.wait_for_selector("#chart .scattergeo path, #chart .scattergeo text", state="attached")
    expect(quiet.locator("#chart")).to_contain_text("Yunnan")
    quiet.locator(".crumbs a", has_text="Asia").first.click()
    expect(quiet.locator(".crumbs b")).to_have_text("Asia")


def test_a_chart_can_be_taken_as_an_image_that_tells_its_source(
    quiet: Page, served: Served, tmp_path: Path
) -> None:
    opened(quiet, served, HEROIN)
    drawn(quiet)
    with quiet.expect_download() as waiting:
        quiet.get_by_role("button", name="SVG").click()
    path = tmp_path / "chart.svg"
    waiting.value.save_as(path)
    text = path.read_text("utf-8").replace("\u00a0", " ")
    for words in ("Heroin seized in Thailand", "not supply or use", "Source: 4 reports", "one source"):
        assert words in text, words


def test_a_view_can_be_sent_on_as_one_file(quiet: Page, served: Served, tmp_path: Path) -> None:
    opened(quiet, served, HEROIN)
    drawn(quiet)
    quiet.locator("#export").click()
    with quiet.expect_download() as waiting:
        quiet.locator("dialog [data-kind=html]").click()
    path = tmp_path / "view.html"
    waiting.value.save_as(path)
    html = path.read_text("utf-8")
    assert "Heroin seized in Thailand" in html.replace("\u00a0", " ")
    assert "<script" not in html
    assert 'src="data:image/svg+xml' in html
    assert 'href="/' not in html


def test_an_uploaded_report_appears(quiet: Page, served_own: Served, tmp_path: Path) -> None:
    report = tmp_path / "New haul.txt"
    report.write_text("In 2016, police in Thailand seized 800 kilograms of heroin.", "utf-8")
    opened(quiet, served_own, "/reports")
    expect(quiet.locator("#main h1")).to_contain_text("8 reports")
    expect(quiet.locator(".failed-list")).to_contain_text("broken.pdf")
    with quiet.expect_file_chooser() as chooser:
        quiet.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(report)
    expect(quiet.locator("#main h1")).to_contain_text("9 reports")
    quiet.get_by_role("link", name="By year").click()
    quiet.goto(served_own.address + HEROIN)
    expect(quiet.locator(".small")).to_contain_text("2016")


def test_new_reports_wait_to_be_asked_for(quiet: Page, served_own: Served) -> None:
    opened(quiet, served_own, HEROIN)
    expect(quiet.locator(".tally")).to_contain_text("4 figures")
    text = "In 2017, police in Thailand seized 650 kilograms of heroin."
    (served_own.store.inbox / "late.txt").write_text(text, "utf-8")
    served_own.app.server.extensions["folder"].look()
    offer = quiet.locator("#counts .show-new")
    expect(offer).to_contain_text("1 new report")
    expect(quiet.locator(".tally")).to_contain_text("4 figures")
    offer.click()
    expect(quiet.locator(".tally")).to_contain_text("5 figures")


def test_a_claim_is_corrected_and_the_correction_undone(quiet: Page, served_own: Served) -> None:
    opened(quiet, served_own, "/by-year?measure=cultivation&place=MM")
    quiet.locator(".small td a").first.click()
    expect(quiet.locator("#drawer .claim").first).to_be_focused()
    quiet.keyboard.press("c")
    dialog = quiet.get_by_role("dialog")
    dialog.locator("input[name=value]").fill("57000")
    dialog.locator("#reason-field").fill("misprint")
    dialog.get_by_role("button", name="Save").click()
    expect(quiet.locator("#drawer .number")).to_contain_text("57,000 ha")
    expect(quiet.locator("#drawer")).to_contain_text("misprint")
    expect(quiet.locator("#main h1")).to_contain_text("57,000")
    quiet.locator(".toast button", has_text="Undo").click()
    expect(quiet.locator("#drawer .number")).to_contain_text("57,600 ha")


def test_a_date_is_set_in_the_list_of_reports(quiet: Page, served_own: Served) -> None:
    opened(quiet, served_own, "/reports")
    cell = quiet.locator("#reports-grid .ag-row", has_text="undated.txt").locator("[col-id=published]")
    cell.dblclick()
    quiet.keyboard.type("2018-05-04")
    quiet.keyboard.press("Enter")
    expect(quiet.locator(".toast")).to_contain_text("Saved")
    expect(quiet.locator("#reports-grid .ag-row", has_text="undated.txt")).to_contain_text("2018-05-04")


def test_a_pasted_text_is_read_as_it_is_typed(quiet: Page, served_own: Served) -> None:
    opened(quiet, served_own, "/reports")
    quiet.get_by_role("button", name="Paste a text").click()
    quiet.locator("#paste-area").fill("Customs seized 5 kilograms of cocaine in Peru in 2019.")
    expect(quiet.locator("dialog mark")).to_have_text("5 kilograms")
    quiet.locator("dialog").get_by_role("button", name="Keep").click()
    expect(quiet.locator("#main h1")).to_contain_text("9 reports")


def test_chinese_and_back(quiet: Page, served: Served) -> None:
    opened(quiet, served, HEROIN)
    quiet.locator("#language").click()
    expect(quiet.locator("#main h1")).to_contain_text("泰国")
    assert quiet.evaluate("document.documentElement.lang") == "zh-Hans"
    assert "drug=heroin" in quiet.url
    quiet.locator("#language").click()
    expect(quiet.locator("#main h1")).to_contain_text("Thailand")


def test_the_page_by_keyboard_alone(quiet: Page, served: Served) -> None:
    opened(quiet, served, "/")
    quiet.keyboard.press("2")
    drawn(quiet)
    quiet.locator("[data-chart]").focus()
    quiet.keyboard.press("ArrowLeft")
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#drawer .claim").first).to_be_focused()
    quiet.keyboard.press("Escape")
    expect(quiet.locator("[data-chart]")).to_be_focused()
    quiet.keyboard.press("/")
    quiet.keyboard.type("opium poppy")
    quiet.keyboard.press("Enter")
    expect(quiet).to_have_url(f"{served.address}/by-year?search=opium%20poppy")


def test_lists_tables_and_dialogs_by_keyboard(quiet: Page, served: Served) -> None:
    opened(quiet, served, "/by-drug?place=TH")
    quiet.keyboard.press("Tab")
    expect(quiet.locator(".skip")).to_be_focused()
    quiet.locator(".rank").first.focus()
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#drawer .claim").first).to_be_focused()
    quiet.keyboard.press("o")
    expect(quiet.locator(".report-text")).to_be_visible()
    quiet.keyboard.press("5")
    expect(quiet.locator("#grid .ag-row[row-id]").first).to_contain_text("Heroin")
    quiet.locator("#grid .ag-row[row-id] .ag-cell").first.focus()
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#drawer .claim").first).to_be_focused()
    quiet.keyboard.press("Escape")
    expect(quiet.locator("#drawer .claim")).to_have_count(0)
    box = quiet.locator("#facet-support .option", has_text="Reports disagree")
    box.focus()
    quiet.keyboard.press("Space")
    expect(quiet.locator(".tally")).to_contain_text("1 figure")
    expect(box).to_be_focused()
    quiet.keyboard.press("?")
    expect(quiet.get_by_role("dialog")).to_contain_text("search the sentences")
    quiet.keyboard.press("Escape")
    expect(quiet.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/", HEROIN, "/table", "/by-region", "/by-region?stack=1", "/by-drug", "/reports", "/method"]
)
def test_a_phone_has_no_sideways_scrolling(quiet: Page, served: Served, path: str) -> None:
    quiet.set_viewport_size({"width": 360, "height": 740})
    opened(quiet, served, path)
    quiet.wait_for_timeout(500)
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 360
    if path == HEROIN:
        quiet.get_by_role("button", name="Filters · 2").click()
        expect(quiet.locator("#rail")).to_be_visible()
        quiet.get_by_role("button", name="Show 4 figures").click()
        expect(quiet.locator("#rail")).to_be_hidden()


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_no_width_scrolls_sideways(new_context, served: Served, language: str) -> None:
    page = new_context(locale=language).new_page()
    for width in (360, 640, 900, 960, 1000, 1100, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(served.address + HEROIN)
        expect(page.locator("#main h1").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        export, search = (
            page.locator("#export").bounding_box(),
            page.locator(".search, .search-button").filter(visible=True),
        )
        assert export["x"] + export["width"] <= width, width
        assert search.count() == 1, width
