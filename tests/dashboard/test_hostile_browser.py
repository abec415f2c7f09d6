"""Hostile words in every slot (text, title, publisher, address, file, corrections, saved views, the address of
the page) are shown as words and run nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import Served

from extractors.reading import claims_of
from extractors.records import Report
from extractors.refresh import refresh
from extractors.store import Store, open_store

RUN = "window.hacked=1"
IMAGE = f"<img src=x onerror={RUN}>"
SCRIPT = f"\"'></b></script><script>{RUN}</script>"
STYLED = f"<span style='color:red' onmouseover={RUN}>{{{{{RUN}}}}}</span>"
LINK = f"javascript:{RUN}"
TEXT = (
    f"In 2012, police in Thailand seized 700 kilograms of heroin {IMAGE}. In 2013, police in Thailand seized 900 "
    f"kilograms of heroin {SCRIPT}. In 2014, police in Thailand seized 1,200 kilograms of heroin {STYLED}."
)
VIEWS = (
    "/",
    "/by-year?drug=heroin&place=TH",
    "/by-year?drug=heroin&place=TH&series=publisher",
    "/by-year?measure=any&series=place&chart=multiples",
    "/by-region?drug=heroin",
    "/by-region?stack=1",
    "/by-drug?place=TH",
    "/table?measure=any",
    "/table?measure=any&rows=claims&columns=title,publisher,sentence,rule,drug,place,value",
    "/reports",
    "/method",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("hostile")
    inbox = data / "reports"
    inbox.mkdir()
    (inbox / "a<img src=x onerror=window.hacked=1>.txt").write_text(TEXT, "utf-8")
    (inbox / "b\"'><svg onload=window.hacked=1>.pdf").write_bytes(b"no pdf")
    store = open_store(data)
    refresh(store)
    fill(store)
    running = Served(store)
    yield running
    running.stop()
    store.close()


def fill(store: Store) -> None:
    """Reports whose every field is hostile; a claim of a drug and a place that nobody knows."""
    for n, words in enumerate((IMAGE, SCRIPT, STYLED)):
        report = Report(
            id=f"{n:016x}",
            file=f"{words}.html",
            title=words,
            publisher=f"{words} {n}",
            url=LINK if n else f'https://example.org/"><img src=x onerror={RUN}>',
            published=dt.date(2015, 1, n + 1),
            language="en",
            text=TEXT,
        )
        claims = claims_of(report)
        strange = replace(claims[0], drug=words, place=IMAGE, rule=words, form=words, origin=words)
        store.save_report(report, [*(replace(c, rule=words) for c in claims), strange])
    claim = store.claims()["claim"].iloc[0]
    store.accept(claim, who=IMAGE, reason=SCRIPT)
    store.correct(store.claims()["claim"].iloc[1], {"value": 901.0}, who=SCRIPT, reason=IMAGE)


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page on which nothing may run, no dialog open, nothing be fetched for the words."""
    wrong: list[str] = []
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.set_default_timeout(15_000)
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("dialog", lambda d: (wrong.append(d.message), d.dismiss()))
    yield page
    assert wrong == []
    assert page.evaluate("window.hacked") is None


def harmless(page: Page) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x], svg[onload], [onmouseover], [onerror]").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0


@pytest.mark.parametrize("path", VIEWS)
def test_no_view_runs_them(watched: Page, hostile: Served, path: str) -> None:
    watched.goto(hostile.address + path)
    expect(watched.locator("#main h1").first).to_be_visible(timeout=20_000)
    watched.wait_for_timeout(500)
    marks = watched.locator("#main .js-plotly-plot .point")
    if marks.count():
        marks.first.hover(force=True)
        watched.wait_for_timeout(200)
    harmless(watched)


def test_the_evidence_and_the_report_show_them_as_words(watched: Page, hostile: Served) -> None:
    figures = hostile.store.figures().table
    conflict = figures[figures["place"] == "TH"]["figure"].iloc[0]
    watched.goto(f"{hostile.address}/by-year?drug=heroin&place=TH&figure={conflict}")
    expect(watched.locator("#drawer .claim").first).to_be_visible(timeout=20_000)
    assert IMAGE in watched.locator("#drawer").inner_text()
    harmless(watched)
    assert watched.locator("#drawer a[target=_blank]").count() <= 1
    watched.goto(f"{hostile.address}/report/{1:016x}")
    expect(watched.locator("#main h1")).to_contain_text("<script>")
    assert IMAGE in watched.locator(".report-text").inner_text()
    harmless(watched)


def test_unknown_drugs_and_places_are_shown_as_they_are(watched: Page, hostile: Served) -> None:
    claims = hostile.store.claims()
    strange = claims[claims["place"] == IMAGE]["claim"].iloc[0]
    watched.goto(f"{hostile.address}/table?claim={strange}")
    expect(watched.locator("#drawer .claim").first).to_be_visible(timeout=20_000)
    harmless(watched)


def test_the_address_and_the_search_are_no_way_in(watched: Page, hostile: Served) -> None:
    for name in ("drug", "search", "publisher", "sort", "columns", "figure", "claim", "colour"):
        watched.goto(f"{hostile.address}/table?{name}={IMAGE}")
        expect(watched.locator("#main h1").first).to_be_visible(timeout=20_000)
        harmless(watched)
    watched.keyboard.press("/")
    watched.keyboard.type(SCRIPT)
    watched.keyboard.press("Enter")
    watched.wait_for_timeout(800)
    harmless(watched)
    assert watched.locator(".filter-chip", has_text="<script>").count() == 1


def test_a_saved_view_and_a_reason_are_words(watched: Page, hostile: Served) -> None:
    watched.goto(f"{hostile.address}/by-year?drug=heroin&place=TH")
    watched.locator("#rail .presets summary").click()
    watched.locator(".save-view").click()
    watched.locator("dialog input").fill(IMAGE)
    watched.locator("dialog button[type=submit]").click()
    expect(watched.locator("#saved-views .name")).to_have_text(IMAGE)
    watched.locator(".small td a").first.click()
    watched.locator("#drawer .claim").first.focus()
    watched.keyboard.press("r")
    watched.locator("#reason-field").fill(STYLED)
    watched.locator("dialog button[type=submit]").click()
    watched.wait_for_timeout(800)
    harmless(watched)


def test_a_page_sent_on_runs_nothing(watched: Page, hostile: Served, tmp_path: Path) -> None:
    watched.goto(f"{hostile.address}/by-year?drug=heroin&place=TH&series=publisher")
    watched.wait_for_selector("#main .js-plotly-plot .point", state="attached")
    watched.keyboard.press("e")
    with watched.expect_download() as waiting:
        watched.locator("dialog [data-kind=html]").click()
    path = tmp_path / "view.html"
    waiting.value.save_as(path)
    watched.goto(path.as_uri())
    watched.wait_for_timeout(300)
    harmless(watched)


def test_a_pasted_text_is_no_way_in(watched: Page, hostile: Served) -> None:
    watched.goto(f"{hostile.address}/reports")
    watched.get_by_role("button", name="Paste a text").click()
    watched.locator("#paste-area").fill(
        f"{IMAGE} In 2019, customs seized 5 kilograms of cocaine in Peru. {SCRIPT}"
    )
    expect(watched.locator("dialog mark")).to_have_text("5 kilograms")
    harmless(watched)
