"""Feeds → files in the inbox: what is fetched, what is kept, under which name, and never twice."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from feed_texts import PDF, RSS, TABLE, failure, full, item, page, rss, serve
from misbehaving_server import Server, body, redirect, status

from extractors.feeds import FetchResult, SourcesError
from extractors.feeds.shelf import Shelf
from extractors.readers import read, read_all
from extractors.reading import claims_of


def kept(data: Path) -> list[str]:
    """The files that a refresh would see, without the key in their names."""
    names = (path.name for path in sorted((data / "reports" / "feeds").glob("*")) if path.is_file())
    return [f"{name.rpartition('-')[0]}.{name.rpartition('.')[2]}" for name in names]


def only(data: Path) -> Path:
    (path,) = (p for p in (data / "reports" / "feeds").iterdir() if p.is_file())
    return path


# Off unless wanted


def test_without_a_list_nothing_is_done(data: Path, fetched) -> None:
    assert fetched() == FetchResult()
    assert sorted(path.name for path in data.rglob("*")) == ["reports"]


def test_a_wrong_list_fetches_nothing(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml", every="soon")
    with pytest.raises(SourcesError, match=r"every: expected"):
        fetched()
    assert server.asked == []


# What is kept


def test_an_entry_becomes_a_file_with_front_matter(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml", publisher="The Gazette", language="en")
    serve(server, item("/a?x=1&y=2", 'Two "tonnes": seized'))
    server.routes["/a?x=1&y=2"] = body(page(5))
    result = fetched()
    path = only(data)
    assert result.new == (path,)
    assert str(result) == "Feeds: 1 new report, 0 unchanged"
    assert path.name.startswith("2024-05-03-two-tonnes-seized-")
    head, _, text = path.read_text("utf-8").partition("\n---\n")
    assert head.split("\n") == [
        "---",
        'title: "Two \\"tonnes\\": seized"',
        'publisher: "The Gazette"',
        f'url: "{server.base}/a?x=1&y=2"',
        'published: "2024-05-03"',
        'language: "en"',
    ]
    assert text.strip().endswith("Police in Myanmar seized 5 kg of heroin this year, officers said.")
    assert "About us" not in text
    report = read(path)
    assert (report.title, report.publisher) == ('Two "tonnes": seized', "The Gazette")
    assert (report.published, report.language) == (dt.date(2024, 5, 3), "en")
    assert [(c.value, c.period, c.place) for c in claims_of(report)] == [(5, "2024", "MM")]


def test_what_the_list_leaves_out_is_taken_from_the_page(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, f"<item><link>{server.base}/a</link></item>")
    server.routes["/a"] = body(page(5))
    fetched()
    assert only(data).name.startswith("undated-")
    report = read(only(data))
    assert (report.title, report.publisher, report.language) == ("Seizures", "Gazette", "en")
    assert report.published is None


def test_a_page_in_another_encoding(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml", language="zh")
    serve(server, item("/a", "缴获海洛因"))
    text = "<html><head><meta charset='iso-8859-1'></head><body><p>2013年,缅甸警方缴获海洛因45公斤。</p>"
    server.routes["/a"] = body(text.encode("gbk"), "text/html; charset=GBK")
    fetched()
    assert "缅甸警方缴获海洛因45公斤" in only(data).read_text("utf-8")
    assert only(data).name.startswith("2024-05-03-缴获海洛因-")


def test_a_table_keeps_its_meaning(data: Path, fetched, listed, server: Server, tmp_path: Path) -> None:
    listed("/feed.xml", language="en")
    serve(server, item("/a"))
    server.routes["/a"] = body(page(5, TABLE))
    fetched()
    (tmp_path / "page.html").write_text(page(5, TABLE), "utf-8")

    def meant(path: Path) -> list[tuple]:
        found = claims_of(read(path))
        return sorted((c.drug, c.value, c.unit, c.place, c.period) for c in found if c.value != 5)

    assert len(meant(tmp_path / "page.html")) == 8
    assert meant(only(data)) == meant(tmp_path / "page.html")


def test_a_pdf_is_kept_as_it_is_with_what_is_known_of_it(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml", publisher="UNODC", language="en")
    serve(server, item("/a.pdf", "Annual report"))
    server.routes["/a.pdf"] = body(PDF, "application/pdf")
    fetched()
    path = only(data)
    assert path.suffix == ".pdf"
    assert path.read_bytes() == PDF
    for report in (read(path), *read_all(path, root=data / "reports")):
        assert (report.title, report.publisher, report.url) == (
            "Annual report",
            "UNODC",
            f"{server.base}/a.pdf",
        )
        assert report.published == dt.date(2024, 5, 3)
        assert [(c.value, c.period) for c in claims_of(report)] == [(25, "2024")]


def test_an_enclosed_pdf_and_an_atom_feed(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    server.routes["/feed.xml"] = body(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>urn:1</id><title>A</title>'
        '<updated>2024-05-02T23:30:00-05:00</updated><link href="one"/></entry><entry><id>urn:2</id><title>B'
        '</title><link rel="enclosure" type="application/pdf" href="/two.pdf"/></entry></feed>',
        "text/xml",
    )
    server.routes["/one"] = body(page(5))
    server.routes["/two.pdf"] = body(PDF, "application/pdf")
    assert len(fetched().new) == 2
    assert kept(data) == ["2024-05-02-a.md", "undated-b.pdf"]


def test_the_full_text_in_a_feed_stands_in_for_its_page(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    long = "<p>" + "Police in Laos seized 7 kg of opium in 2012. " * 20 + "</p>"
    serve(server, item("/gone", "Gone", more=full("<p>Police seized 6 kg of heroin in Laos in 2012.</p>")),
          item("/scripts", "Scripts", more=full(long)))  # fmt: skip
    server.routes["/gone"] = status(404)
    server.routes["/scripts"] = body("<html><body><p>Please enable JavaScript.</p></body></html>")
    result = fetched()
    assert kept(data) == ["2024-05-03-gone.md", "2024-05-03-scripts.md"]
    assert result.failed == ()
    texts = [path.read_text("utf-8") for path in result.new]
    assert "seized 6 kg" in texts[0]
    assert "seized 7 kg" in texts[1]
    assert f'url: "{server.base}/gone"' in texts[0]


def test_a_summary_is_not_taken_for_the_text(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/gone", more="<description>Police seized 12,</description>"))
    assert "/gone answered 404" in failure(fetched())
    assert kept(data) == []


# Never twice


def test_an_entry_is_fetched_once(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/a"))
    server.routes["/a"] = body(page(5))
    assert len(fetched().new) == 1
    serve(server, item("/b", "Newer"), item("/a", "Another title", "04 May 2024"))
    server.routes["/b"] = body(page(6))
    assert len(fetched(7).new) == 1
    assert fetched(14).unchanged == ("Feed 1",)
    assert sorted(server.pages()) == ["/a", "/b", *["/feed.xml"] * 3]
    assert len(kept(data)) == 2


def test_entries_that_are_the_same(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml", "/other.xml")
    serve(server, item("/a"), item("/a", "Again"), item("/a#part", "And again"), item("/lead", "Leads there"))
    server.routes["/other.xml"] = body(rss(item("/a", "In another feed")), RSS)
    server.routes["/a"] = body(page(5))
    server.routes["/lead"] = redirect("/a")
    result = fetched()
    assert len(result.new) == 1
    assert result.failed == ()
    assert server.pages() == ["/feed.xml", "/a", "/lead", "/a", "/other.xml"]


def test_the_name_that_a_feed_gives_an_entry_counts_too(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    server.routes["/a"] = server.routes["/b"] = body(page(5))
    for path in ("/a", "/b"):
        serve(server, f"<item><guid>tag:1</guid><title>A</title><link>{server.base}{path}</link></item>")
        fetched(7 * (path == "/b"))
    assert server.pages() == ["/feed.xml", "/a", "/feed.xml"]


def test_a_lost_memory_costs_no_second_copy(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/a"))
    server.routes["/a"] = body(page(5))
    fetched()
    naive = {"sources": {f"{server.base}/feed.xml": {"next": "2024-05-04"}}, "seen": [], "tries": {}}
    for damage in ("", "{", '{"sources": 5}', "[]", "\x00" * 50, json.dumps(naive)):
        (data / "feeds.json").write_text(damage)
        assert fetched().new == ()
    assert server.pages().count("/a") == 1
    assert len(kept(data)) == 1


def test_a_file_that_is_there_is_never_written_over(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/a"))
    server.routes["/a"] = body(page(5))
    fetched()
    only(data).write_text("corrected by hand")
    (data / "feeds.json").unlink()
    fetched()
    assert only(data).read_text() == "corrected by hand"


@pytest.mark.parametrize("links", [True, False])
def test_the_shelf_never_writes_over_a_file(data: Path, monkeypatch, links: bool) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("this file system has no hard links")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    shelf = Shelf(data / "reports")
    name = "2024-05-03-a-0123456789ab.md"
    assert shelf.keep(name, b"first") == data / "reports" / "feeds" / name
    assert shelf.keep(name, b"second") is None
    assert only(data).read_bytes() == b"first"
    assert shelf.keys == {"0123456789ab"} == Shelf(data / "reports").keys


def test_what_was_deleted_stays_deleted(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/a"))
    server.routes["/a"] = body(page(5))
    fetched()
    only(data).unlink()
    assert fetched(7).new == ()
    assert kept(data) == []
