"""Feeds and pages as texts, and what a fetch of them says."""

from __future__ import annotations

from html import escape

from misbehaving_server import Server, body

from extractors.feeds import FetchResult

RSS = "application/rss+xml"

PDF = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R
 /Resources << /Font << /F1 5 0 R >> >> >> endobj
4 0 obj << /Length 88 >> stream
BT /F1 12 Tf 50 700 Td (Police in Myanmar seized 25 kg of heroin this year.) Tj ET
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Size 6 /Root 1 0 R >>
%%EOF
"""


def rss(*items: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>'
        f"<link>/</link><language>en-gb</language>{''.join(items)}</channel></rss>"
    )


def item(link: str, title: str = "Seizures", day: str = "03 May 2024", more: str = "") -> str:
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>"
        f"<pubDate>Fri, {day} 00:30:00 +0900</pubDate><guid isPermaLink='false'>{escape(link)}</guid>"
        f"{more}</item>"
    )


def full(content: str) -> str:
    """The full text of an item."""
    return f"<content:encoded>{escape(content)}</content:encoded>"


def page(kilograms: int = 5, more: str = "") -> str:
    return (
        "<!doctype html><html lang='en'><head><title>Page</title>"
        "<meta property='og:site_name' content='Gazette'></head><body>"
        "<nav><a href='/'>Home</a> <a href='/about'>About us and others</a></nav><article>"
        f"<h1>Seizures</h1><p>Police in Myanmar seized {kilograms} kg of heroin this year, officers said.</p>"
        f"{more}</article><footer>Terms, privacy, imprint</footer></body></html>"
    )


TABLE = (
    "<h2>Seizures by country</h2><table><tr><th rowspan=2>Country</th><th colspan=2>Heroin seized (kg)</th>"
    "<th colspan=2>Opium seized (kg)</th></tr><tr><th>2012</th><th>2013</th><th>2012</th><th>2013</th></tr>"
    "<tr><td>Myanmar</td><td>336</td><td>239</td><td>1,470</td><td>2,357</td></tr>"
    "<tr><td>Thailand</td><td>127</td><td>776</td><td>9</td><td>34</td></tr></table>"
)


def serve(server: Server, *items: str, **headers: str) -> None:
    """Let the server have a feed of these items at /feed.xml."""
    server.routes["/feed.xml"] = body(rss(*items), RSS, **headers)


def failure(result: FetchResult) -> str:
    """The sentence of the one thing that failed, where nothing else happened."""
    (one,) = result.failed
    assert result.new == ()
    assert "\n" not in one.error
    assert one.error.endswith(".")
    return one.error
