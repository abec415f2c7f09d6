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
    "/by-region?measure=cultivation",
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations_in_the_evidence(page: Page, served: Served, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 1500, "height": 1000})
    page.goto(served.address + "/by-year?drug=heroin&place=TH")
    page.locator(".small td a").nth(2).click()
    expect(page.locator("#drawer .claim").first).to_be_visible()
    page.wait_for_timeout(300)
    assert violations(page) == []
