"""Each view, light and dark, holds to WCAG 2.2 AA as far as axe can tell."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from serving import Served

VIEWS = (
    "/",
    "/by-year?drug=heroin&place=TH",
    "/by-year?place=TH&chart=multiples",
    "/by-year?place=TH&show=change",
    "/by-year?drug=heroin&series=publisher&scale=log&pin=Thai%20Customs",
    "/by-region?measure=cultivation",
    "/by-region?measure=cultivation&stack=1",
    "/by-region?drug=heroin&place=CN",
    "/by-region?drug=heroin&year=2014&fill=2",
    "/by-drug?place=TH&shape=share",
    "/table?measure=any&rows=claims",
    "/report/none",
    "/by-drug?place=TH",
    "/table?measure=any",
    "/reports",
    "/method",
    "/by-year?drug=ketamine",
)
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"][:3]]


@pytest.mark.parametrize("path", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations(page: Page, served: Served, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto(served.address + path)
    page.wait_for_selector("#main .card:not([hidden]), #main .intro")
    page.wait_for_timeout(800)
    assert violations(page) == []


@pytest.mark.parametrize(
    "path", ["/", "/by-year?drug=heroin&place=TH", "/by-region", "/by-drug?place=TH", "/table"]
)
def test_no_violations_on_a_phone(page: Page, served: Served, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(served.address + path)
    page.wait_for_selector("#main .card:not([hidden]), #main .intro")
    page.wait_for_timeout(800)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations_in_dialogs_and_a_report(page: Page, served: Served, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 1400, "height": 1000})
    report = served.store.claims()["report"].iloc[0]
    page.goto(f"{served.address}/report/{report}")
    expect(page.locator(".report-text mark").first).to_be_visible(timeout=20_000)
    assert violations(page) == []
    for key, found in (("e", "[data-kind=csv]"), ("?", "kbd")):
        page.keyboard.press(key)
        expect(page.locator(f"dialog {found}").first).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
    page.locator(".report-text mark").first.click()
    expect(page.locator("#drawer .claim").first).to_be_focused()
    for key in ("c", "r"):
        page.keyboard.press(key)
        expect(page.locator("dialog #reason-field")).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
    page.goto(f"{served.address}/reports")
    page.get_by_role("button", name="Paste a text").click()
    page.locator("#paste-area").fill("Customs seized 5 kilograms of cocaine in Peru in 2019.")
    expect(page.locator("dialog mark")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations_in_the_evidence(page: Page, served: Served, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 1500, "height": 1000})
    page.goto(served.address + "/by-year?drug=heroin&place=TH")
    page.locator(".small td a").nth(2).click()
    expect(page.locator("#drawer .claim").first).to_be_visible()
    page.wait_for_timeout(300)
    assert violations(page) == []
