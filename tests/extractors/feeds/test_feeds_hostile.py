"""Feeds and pages that mean harm, or are broken: one sentence each, nothing outside the folder, no crash."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from feed_texts import PDF, RSS, failure, item, page, rss
from misbehaving_server import Server, body, endless, packed, raw, redirect, status

from extractors.readers import read, sandbox
from extractors.readers.limits import Limits


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


LOL = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{"&lol;" if n == 1 else f"&lol{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
SECRET = '<!DOCTYPE r [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'

FEEDS = {
    "a web page": (body("<html><body><p>Hello</p></body></html>"), "is no RSS or Atom feed"),
    "an image": (body(b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png"), "is no RSS or Atom feed"),
    "nothing": (body(b"", RSS), "is no RSS or Atom feed"),
    "the name of a file": (body(b"/etc/passwd", RSS), "is no RSS or Atom feed"),
    "an address": (body(b"http://127.0.0.1/feed.xml", RSS), "is no RSS or Atom feed"),
    "JSON": (body('{"version": "https://jsonfeed.org/version/1"}', "application/json"), "is no RSS or Atom"),
    "status 404": (status(404), "answered 404 (Not Found)"),
    "status 500": (status(500), "answered 500"),
    "a loop": (redirect("/feed.xml"), "leads on more than 5 times"),
    "a file": (redirect("file:///etc/passwd"), "only http and https are, not file"),
    "a private address": (redirect("http://10.0.0.1/"), "10.0.0.1, which is no public address"),
    "too large": (body(rss(item("/a")) + " " * 200_000, RSS), "is larger than 98 kB"),
    "a bomb": (packed(rss(item("/a")).encode() + bytes(50_000_000), RSS), "is larger than 98 kB"),
    "cut short": (raw([b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss"]), "broke off"),
    "no HTTP": (raw([b"220 mail.example ESMTP\r\n"]), "does not speak HTTP"),
}


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_that_is_none(name: str, data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml", max_bytes=100_000)
    route, said = FEEDS[name]
    server.routes["/feed.xml"] = route
    sentence = failure(fetched())
    assert said in sentence
    assert sentence.startswith(f"Feed 1: {server.base}/feed.xml ")
    assert files(data / "reports") == []


def test_a_feed_without_an_end(fetched, listed, server: Server) -> None:
    listed("/feed.xml", max_bytes=100_000)
    server.routes["/feed.xml"] = endless(server, b"HTTP/1.1 200 OK\r\n\r\n<rss>", b"<item>" * 100)
    assert "is larger than 98 kB" in failure(fetched())


@pytest.mark.parametrize("head", [LOL, SECRET], ids=["lol", "secret"])
def test_entities_are_not_followed(data: Path, fetched, listed, server: Server, head: str) -> None:
    listed("/feed.xml")
    name = "&lol9;" if head is LOL else "&secret;"
    entry = f"<item><title>T {name}</title><link>{server.base}/a</link></item>"
    server.routes["/feed.xml"] = body(rss(entry, head=head), RSS)
    server.routes["/a"] = body(page(5))
    assert len(fetched().new) == 1
    (name,) = files(data / "reports")
    text = (data / "reports" / name).read_text("utf-8")
    assert "lollol" not in text
    assert "root:" not in text


def test_a_body_that_names_a_file_does_not_open_it(fetched, listed, server: Server, tmp_path: Path) -> None:
    listed("/feed.xml")
    (tmp_path / "secret.xml").write_text(rss(item(f"{server.base}/a")))
    server.routes["/feed.xml"] = body(str(tmp_path / "secret.xml"), RSS)
    assert "is no RSS or Atom feed" in failure(fetched())
    assert server.pages() == ["/feed.xml"]


def test_malformed_xml_gives_what_stands_before_the_fault(
    data: Path, fetched, listed, server: Server
) -> None:
    listed("/feed.xml")
    whole = rss(item("/a"), item("/b", "Cut"))
    server.routes["/feed.xml"] = body(whole[: whole.index("<title>Cut") + 8] + " & <", RSS)
    server.routes["/a"] = body(page(5))
    assert len(fetched().new) == 1


def test_a_feed_that_takes_the_parser_forever(monkeypatch, fetched, listed, server: Server) -> None:
    monkeypatch.setitem(sandbox._pools, sandbox.DEFAULT_LIMITS, sandbox.Pool(Limits(seconds=0.5)))
    listed("/feed.xml")
    server.routes["/feed.xml"] = body("<rss version='2.0'><channel><item>" + "<a>" * 1_000_000, RSS)
    assert "took longer than 0.5 seconds to read and was given up" in failure(fetched())


def test_thousands_of_entries(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    server.routes["/feed.xml"] = body(rss(*(item("/a", f"Title {n}") for n in range(3000))), RSS)
    server.routes["/a"] = body(page(5))
    result = fetched()
    assert (len(result.new), result.left) == (1, 0)


# Pages

PAGES = {
    "an image": (body(b"\x89PNG\r\n", "image/png"), "is image/png, neither a web page nor a PDF"),
    "a program": (body(b"\x7fELF", "application/octet-stream"), "neither a web page nor a PDF"),
    "a ZIP": (body(b"PK\x03\x04", "application/zip"), "is application/zip"),
    "no kind": (body("<html><p>text</p></html>", ""), "is a file of an unknown kind"),
    "a PDF in disguise": (body(PDF, "text/html"), "is a PDF that says it is text/html"),
    "a page in disguise": (body(page(5), "application/pdf"), "neither a web page nor a PDF"),
    "nothing": (body("", "text/html"), "holds no text"),
    "no text": (body("<html><body><script>x</script></body></html>"), "holds no text"),
    "too large": (body(page(5) + " " * 200_000), "is larger than 98 kB"),
    "a bomb": (packed(b"<p>" + bytes(50_000_000)), "is larger than 98 kB"),
    "binary": (body(bytes(range(32)) * 99, "text/html"), "binary"),
    "a file": (redirect("file:///etc/passwd"), "only http and https are, not file"),
    "a private address": (redirect("http://192.168.0.1/"), "192.168.0.1, which is no public address"),
    "a loop": (redirect("/a"), "leads on more than 5 times"),
    "gone": (status(410), "answered 410"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_none(name: str, data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml", max_bytes=100_000)
    server.routes["/feed.xml"] = body(rss(item("/a")), RSS)
    server.routes["/a"], said = PAGES[name]
    sentence = failure(fetched())
    assert said in sentence
    assert sentence.startswith(f"Feed 1: {server.base}/a ")
    assert files(data / "reports") == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("data:text/html,hello", "only http and https"),
        ("http://10.1.2.3/", "no public address"),
        ("http://127.0.0.2/", "no public address"),
        ("http://[::1]/", "no public address"),
        ("http://169.254.169.254/latest/meta-data/", "no public address"),
        ("http://user:word@127.0.0.1/", "name and password"),
        ("http://nowhere.example/", "there is no host"),
        ("http://" + "a" * 3000 + "/", "nowhere"),
        ("", "nowhere"),
    ],
)
def test_an_entry_that_leads_where_it_must_not(fetched, listed, server: Server, link: str, said: str) -> None:
    listed("/feed.xml")
    server.routes["/feed.xml"] = body(rss(f"<item><title>T</title><link>{link}</link></item>"), RSS)
    assert said in failure(fetched())
    assert server.pages() == ["/feed.xml"]


def test_an_entry_of_another_host(data: Path, fetched, listed, server: Server, names) -> None:
    names["other.example"] = ["127.0.0.1"]
    entry = item(f"http://other.example:{server.port}/a")
    server.routes["/feed.xml"] = body(rss(entry), RSS)
    server.routes["/a"] = body(page(5))
    listed("/feed.xml", allow_private=["127.0.0.1", "other.example"])
    assert len(fetched().new) == 1
    assert "http://other.example" in (data / "reports" / files(data / "reports")[0]).read_text("utf-8")


def test_robots_txt_counts_for_pages_too(fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    server.routes["/robots.txt"] = body("User-agent: *\nDisallow: /private", "text/plain")
    server.routes["/feed.xml"] = body(rss(item("/private/a")), RSS)
    assert "robots.txt does not allow it" in failure(fetched())
    assert server.pages() == ["/feed.xml"]


# Names

NAMES = [
    "../../../etc/passwd",
    "..\\..\\windows\\system32",
    "/absolute",
    ".hidden",
    "a\x00b\nc\x1b[31m",
    "CON",
    "-rf *",
    "a" * 5000,
    "字" * 500,
    "\u202egnp.exe",
    "%2e%2e%2f",
    "~$lock.tmp",
    "file.exe",
    "",
    "   ",
    "🙂",
]


@pytest.mark.parametrize("title", NAMES)
def test_a_title_makes_no_path(data: Path, fetched, listed, server: Server, title: str) -> None:
    listed("/feed.xml")
    clean = "".join(c for c in title if c.isprintable())
    server.routes["/feed.xml"] = body(rss(item("/../../a/../b%2f..%2f..%00", clean)), RSS)
    server.routes["/b%2f..%2f..%00"] = body(page(5))
    result = fetched()
    (path,) = result.new
    assert path.parent == data / "reports" / "feeds"
    assert files(data) == [".feeds.lock", "feeds.json", f"reports/feeds/{path.name}", "sources.toml"]
    assert path.name.startswith("2024-05-03-")
    assert path.suffix == ".md"
    assert len(os.fsencode(path.name)) < 200
    assert path.name.isprintable()
    assert not set(path.name) & set('/\\:*?"<>| ')
    assert read(path, root=data / "reports").text.count("5 kg") == 1


def test_front_matter_cannot_be_broken_out_of(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml", publisher="Right")
    title = 'A" &#10;---&#10;publisher: "Wrong&#10;published: 1999-01-01'
    entry = f"<item><title>{title}</title><link>{server.base}/a</link></item>"
    server.routes["/feed.xml"] = body(rss(entry), RSS)
    server.routes["/a"] = body(page(5).replace("<h1>Seizures</h1>", "<p>---</p><p>publisher: Wrong</p>"))
    (path,) = fetched().new
    report = read(path)
    assert report.publisher == "Right"
    assert report.published is None
    assert report.title == 'A" --- publisher: "Wrong published: 1999-01-01'


@pytest.mark.parametrize("day", ["01 Jan 1970", "01 Jan 2099", "99 Foo 2024", "31 Feb 2024"])
def test_a_day_that_cannot_be(data: Path, fetched, listed, server: Server, day: str) -> None:
    listed("/feed.xml")
    server.routes["/feed.xml"] = body(rss(item("/a", day=day)), RSS)
    server.routes["/a"] = body(page(5))
    (path,) = fetched().new
    assert path.name.startswith("undated-")
    assert read(path).published is None


# The folder


def test_a_folder_that_leads_out_of_the_inbox(
    data: Path, fetched, listed, server: Server, tmp_path: Path
) -> None:
    listed("/feed.xml")
    server.routes["/feed.xml"] = body(rss(item("/a")), RSS)
    (tmp_path / "elsewhere").mkdir()
    (data / "reports" / "feeds").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="leads out of"):
        fetched()
    assert files(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("folder", [".new", ".about"])
def test_a_hidden_folder_that_is_a_link(
    data: Path, fetched, listed, server: Server, tmp_path, folder: str
) -> None:
    listed("/feed.xml")
    server.routes["/feed.xml"] = body(rss(item("/a.pdf")), RSS)
    server.routes["/a.pdf"] = body(PDF, "application/pdf")
    (tmp_path / "elsewhere").mkdir()
    (data / "reports" / "feeds").mkdir()
    (data / "reports" / "feeds" / folder).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="is a link"):
        fetched()
    assert files(tmp_path / "elsewhere") == []


def test_a_disk_that_is_full_leaves_no_half_of_a_file(
    monkeypatch, data: Path, fetched, listed, server
) -> None:
    listed("/feed.xml")
    server.routes["/feed.xml"] = body(rss(item("/a")), RSS)
    server.routes["/a"] = body(page(5))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            fetched()
    assert files(data) == [".feeds.lock", "sources.toml"]
    assert len(fetched().new) == 1
