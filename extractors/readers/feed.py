"""RSS and Atom feeds → their entries. No report by itself: what the entries lead to is.

Read in the child process like every other format, so that a hostile feed costs nobody else anything.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
from email.utils import parsedate_to_datetime
from typing import Any

from extractors.readers.draft import Parts, one_line, storable
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits

SUFFIXES: tuple[str, ...] = ()
MOST_ENTRIES = 500
_MOST_FIELD = 2_000  # characters of an address, a title
_MOST_CONTENT = 500_000
_ISO_DATE = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T\s]|$)")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def sniff(data: bytes) -> bool:
    """Feeds are asked for by name only."""
    return False


def job(body: bytes, url: str, content_type: str) -> bytes:
    """What `read` takes: the body of an answer behind a line that says where it came from."""
    return json.dumps({"url": url, "type": content_type}).encode("ascii") + b"\n" + body


def read(data: bytes, name: str, limits: Limits) -> Parts:
    """The entries as JSON in `text`, in the feed's order: a list of {"id", "link", "title", "published",
    "content"}, all texts, "" where the feed says nothing; `published` is an ISO date, the day by the feed's
    own time zone; `content` is the full text in HTML. `language` is the feed's."""
    import feedparser

    head, _, body = data.partition(b"\n")
    about = json.loads(head)
    headers = {"content-location": about["url"], "content-type": about["type"] or "application/xml"}
    # As a stream: bytes by themselves would be taken for the name of a file to open.
    feed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not feed.get("version"):
        raise UnreadableReport(f"{name} is no RSS or Atom feed: check the address.")
    entries = [_entry(entry) for entry in feed.entries[:MOST_ENTRIES]]
    language = re.match("[A-Za-z]{2}(?![A-Za-z])", str(feed.feed.get("language", "")))
    return Parts(
        text=json.dumps(_within(entries, limits.output)), language=language[0].lower() if language else ""
    )


def _entry(entry: Any) -> dict[str, str]:
    enclosures = (
        e.get("href", "") for e in entry.get("enclosures", ()) if e.get("type") == "application/pdf"
    )
    content = max((str(c.get("value", "")) for c in entry.get("content", ())), key=len, default="")
    title = html.unescape(_TAG.sub(" ", str(entry.get("title", ""))[: 2 * _MOST_FIELD]))
    link = str(entry.get("link", "")).strip()
    if not link.lower().startswith(("http://", "https://")):  # an id that is no address counts as a link too
        link = str(next(enclosures, "")).strip() or link
    return {
        "id": storable(str(entry.get("id", ""))[:_MOST_FIELD]),
        "link": storable(link) if len(link) <= _MOST_FIELD else "",
        "title": storable(one_line(title))[:_MOST_FIELD],
        "published": _day(entry),
        "content": storable(content) if len(content) <= _MOST_CONTENT else "",
    }


def _day(entry: Any) -> str:
    """The day of publication as it is written, in the time zone of whoever wrote it."""
    for key in ("published", "created", "updated"):
        written = str(entry.get(key, ""))[:100]
        if not written:
            continue
        if iso := _ISO_DATE.match(written):
            return _valid(iso[1])
        try:
            return parsedate_to_datetime(written).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            parsed = entry.get(f"{key}_parsed")
            if parsed:
                return _valid(f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}")
    return ""


def _valid(day: str) -> str:
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _within(entries: list[dict[str, str]], most: int) -> list[dict[str, str]]:
    """As many entries as fit, the first ones."""
    size = 2
    for number, entry in enumerate(entries):
        size += len(json.dumps(entry)) + 2
        if size > most:
            return entries[:number]
    return entries
