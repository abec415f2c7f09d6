"""Every control in the browser: what it says stands in the address, and the address brings it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from serving import Served, opened

HEROIN = "/by-year?drug=heroin&place=TH"


def ticked(page: Page, facet: str, words: str) -> None:
    page.locator(f"#facet-{facet} .option", has_text=words).first.click()


def chosen(page: Page, label: str, words: str) -> None:
    page.locator(f"#rail input[aria-label='{label}']").click()
    page.get_by_role("option", name=words).click()


def placed(page: Page) -> None:
    page.get_by_placeholder("Find another place").fill("Myan")
    page.get_by_role("option", name="Myanmar").click()


def slid(page: Page) -> None:
    page.locator("#years-range [role=slider]").first.focus()
    page.keyboard.press("ArrowRight")


def one_year(page: Page) -> None:
    page.locator("[data-year]").focus()
    page.keyboard.press("ArrowLeft")


def columns(page: Page) -> None:
    page.locator(".chooser summary").click()
    page.get_by_role("checkbox", name="Sources").click()


CONTROLS = {
    "a drug": ("/by-year", lambda p: ticked(p, "drug", "Opiates"), "drug="),
    "a place": ("/table", lambda p: ticked(p, "place", "Asia"), "place=asia"),
    "another place": ("/table?measure=any", placed, "place=MM"),
    "the measure": ("/by-year", lambda p: chosen(p, "Measure", "Cultivation"), "measure=cultivation"),
    "the kind": ("/table", lambda p: chosen(p, "Kind of number", "All kinds"), "statistic=any"),
    "the support": ("/table", lambda p: ticked(p, "support", "Reports disagree"), "support=conflict"),
    "the publisher": ("/table", lambda p: ticked(p, "publisher", "Thai Customs"), "publisher=Thai%20Customs"),
    "the language": ("/table", lambda p: ticked(p, "language", "Chinese"), "language=zh"),
    "the years": ("/by-year?place=TH", slid, "years=2013-2015"),
    "a year of the map": ("/by-region?drug=heroin", one_year, "year=2014"),
    "the series": (HEROIN, lambda p: p.get_by_role("radio", name="Publisher").click(), "series=publisher"),
    "what is shown": (HEROIN, lambda p: p.get_by_role("radio", name="Index").click(), "show=index"),
    "how it is drawn": (
        HEROIN,
        lambda p: p.get_by_role("radio", name="Small multiples").click(),
        "chart=multiples",
    ),
    "a series to highlight": (
        "/by-year?drug=heroin&place=TH&series=publisher",
        lambda p: p.locator(".pin", has_text="Thai Customs").press("Enter"),
        "pin=Thai%20Customs",
    ),
    "the scale": (HEROIN, lambda p: p.get_by_role("radio", name="Log").click(), "scale=log"),
    "the parts": (
        "/by-region?measure=cultivation",
        lambda p: p.get_by_role("radio", name="Parts by year").click(),
        "stack=1",
    ),
    "the share": ("/by-drug?place=TH", lambda p: p.get_by_role("radio", name="Share").click(), "shape=share"),
    "the rows": ("/table", lambda p: p.get_by_role("radio", name="Claims").click(), "rows=claims"),
    "the columns": ("/table", columns, "columns="),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_what_a_control_says_stands_in_the_address_and_comes_back(
    quiet: Page, served: Served, name: str
) -> None:
    path, act, wanted = CONTROLS[name]
    opened(quiet, served, path)
    quiet.wait_for_timeout(400)
    act(quiet)
    quiet.wait_for_function("wanted => window.location.search.includes(wanted)", arg=wanted)
    quiet.wait_for_timeout(500)

    def said() -> tuple:
        return (
            quiet.locator("#main h1").first.inner_text(),
            quiet.locator(".above").inner_text(),
            quiet.eval_on_selector_all("[aria-checked=true]", "all => all.map(e => e.textContent)"),
        )

    before = said()
    quiet.goto(quiet.url)
    expect(quiet.locator("#main h1").first).to_have_text(before[0])
    quiet.wait_for_timeout(500)
    assert said() == before
