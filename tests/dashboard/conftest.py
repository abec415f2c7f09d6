"""A small folder of reports, read into a real store, and the dashboard over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from serving import Served

from dashboard.snapshot import Snapshot
from extractors.refresh import refresh
from extractors.store import Store, open_store

REPORTS = {
    "narcotics-2013.md": (
        "Annual report 2013",
        "Narcotics Board of Thailand",
        "2014-02-03",
        "en",
        "In 2012, police in Thailand seized 700 kilograms of heroin. In 2013, police in Thailand seized "
        "900 kilograms of heroin. In 2013, police in Thailand seized 1,200 kilograms of methamphetamine.",
    ),
    "customs-2013.md": (
        "Customs in figures",
        "Thai Customs",
        "2014-03-01",
        "en",
        "In 2013, 900 kilograms of heroin were seized in Thailand.",
    ),
    "ministry-2014.md": (
        "The year 2014",
        "Ministry of Justice of Thailand",
        "2015-01-20",
        "en",
        "In 2014, police in Thailand seized 1,500 kilograms of heroin.",
    ),
    "press-2014.md": (
        "A year of raids",
        "Bangkok Daily",
        "2015-02-11",
        "en",
        "In 2014, police in Thailand seized 2,600 kilograms of heroin. From January to June 2015, police in "
        "Thailand seized at least 400 kilograms of heroin.",
    ),
    "survey-2014.md": (
        "Opium survey",
        "Survey Office",
        "2014-12-08",
        "en",
        "In 2014, opium poppy cultivation in Myanmar reached 57,600 hectares. In Laos, opium poppy was grown "
        "on 6,200 hectares in 2014.",
    ),
    "yunnan-2014.md": (
        "云南禁毒情况",
        "云南省公安厅",
        "2015-01-15",
        "zh",
        "2014年，中国云南省缴获海洛因3.5吨。",
    ),
    "undated.txt": ("", "", "", "", "Police in Vietnam seized 12 kilograms of heroin this year."),
}


def written(folder: Path) -> Path:
    """The reports above as files, and one that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (title, publisher, published, language, text) in REPORTS.items():
        head = f'title: "{title}"\npublisher: "{publisher}"\npublished: {published}\nlanguage: {language}'
        text = f"---\n{head}\n---\n\n{text}" if title else text
        (folder / name).write_text(text + "\n", "utf-8")
    (folder / "broken.pdf").write_bytes(b"this is no pdf")
    return folder


def filled(data: Path) -> Store:
    """An open store of those reports."""
    written(data / "reports")
    store = open_store(data)
    refresh(store)
    return store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that no test changes."""
    opened = filled(tmp_path_factory.mktemp("read"))
    yield opened
    opened.close()


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own."""
    opened = filled(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def snapshot(store: Store) -> Snapshot:
    return Snapshot(store)


@pytest.fixture(scope="session")
def served(store: Store) -> Iterator[Served]:
    running = Served(store)
    yield running
    running.stop()


@pytest.fixture
def served_own(changing: Store) -> Iterator[Served]:
    running = Served(changing)
    yield running
    running.stop()


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page that fails its test for an error on the console or a request to another host."""
    wrong: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("request", lambda r: asked.append(r.url))
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.set_default_timeout(15_000)
    yield page
    outside = [u for u in asked if not u.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    assert outside == []
    assert wrong == []
