"""Plain text and Markdown, with front matter between two lines of `---`. The text stays to the letter."""

from __future__ import annotations

import re
import tomllib

from extractors.readers import dates
from extractors.readers.aligned_tables import with_aligned
from extractors.readers.appeals import without_appeals
from extractors.readers.draft import Parts, storable
from extractors.readers.encodings import UnknownEncodingError, decode
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits, megabytes
from extractors.readers.text_tables import pipe_tables
from extractors.records import Passage

SUFFIXES = (".txt", ".md", ".markdown", ".text")

_KEY = re.compile(r"([A-Za-z_][\w-]{0,40})\s*:(?:\s+(.*))?$")
_LINK_TITLE = re.compile(
    r"\s*(?:<!--\s*([0-9]{12,13})\s*-->\s*)?\[([^\]\n]{1,500})\]\((https?://[^)\s]+)\)"
    r"[ \t]*\n[ \t\n]{0,20}-{3,}[ \t]*\n"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_DATE_KEYS = ("published", "publication_date", "date_published", "date")


def sniff(data: bytes) -> bool:
    """Text has no mark of its own; it is read by suffix."""
    return False


def read(data: bytes, name: str, limits: Limits) -> Parts:
    text = decoded(data, name)
    if len(text) > limits.output:
        raise UnreadableReport(
            f"{name} holds more than {megabytes(limits.output)} of text, the most that is read: split it."
        )
    return read_text(text, markdown=not name.lower().endswith(".txt"))


def decoded(data: bytes, name: str, declared: str = "") -> str:
    """A file's text with "\\n" line ends; UnreadableReport where it is binary or its encoding unknown."""
    try:
        text = decode(data, declared)
    except UnknownEncodingError as error:
        raise UnreadableReport(f"{name} cannot be read as text: {error}; save it as UTF-8 text.") from None
    if len(_CONTROL.findall(text)) > max(len(text) // 100, 2):
        raise UnreadableReport(f"{name} cannot be read as text: it holds binary data; save it as UTF-8 text.")
    return storable(text).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\u200b\u2060")


def read_text(text: str, *, markdown: bool) -> Parts:
    front, body = front_matter(text)
    parts = Parts(**front)
    parts.near = near_dates(body)
    title, url, body = link_title(body)
    parts.title = parts.title or title
    parts.url = parts.url or url
    parts.text = _without_appeal_lines(body).strip("\n")
    parts.title = parts.title or _first_heading(parts.text, markdown)
    parts.tables = with_aligned(parts.text, pipe_tables(parts.text))
    parts.passages = _pages(parts.text)
    return parts


def front_matter(text: str) -> tuple[dict, str]:
    """The front matter's known keys as arguments of Parts, and the body without it."""
    opening = re.match(r"\s*(---|\+\+\+)[ \t]*\n", text)
    if not opening:
        return {}, text
    closing = re.compile(rf"^(?:{re.escape(opening[1])}|\.\.\.)[ \t]*$\n?", re.MULTILINE).search(
        text, opening.end()
    )
    if not closing or closing.start() - opening.end() > 20_000:
        return {}, text
    block = text[opening.end() : closing.start()]
    values = _toml_values(block) if opening[1] == "+++" else _values(block)
    if values is None:
        return {}, text
    body = text[closing.end() :].lstrip("\n")
    found = {key: values.get(key, "") for key in ("title", "publisher", "url", "language")}
    found["publisher"] = found["publisher"] or values.get("source", "") or values.get("site", "")
    found["url"] = found["url"] or values.get("link", "") or values.get("address", "")
    found["language"] = found["language"] or values.get("lang", "")
    stated = (dates.parse_date(values[key]) for key in _DATE_KEYS if values.get(key))
    return {**found, "published": next((d for d in stated if d), None)}, body


def _values(block: str) -> dict[str, str] | None:
    """`key: value` lines; None where the block holds prose and so is no front matter."""
    values: dict[str, str] = {}
    for line in block.split("\n"):
        if not line.strip() or line.lstrip().startswith(("#", "- ")) or line[0] in " \t":
            continue
        match = _KEY.match(line.rstrip())
        if not match:
            return None
        value = (match[2] or "").strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1].replace('\\"', '"').replace("''", "'")
        values.setdefault(match[1].lower(), value)
    return values or None


def _toml_values(block: str) -> dict[str, str] | None:
    try:
        return {key.lower(): str(value) for key, value in tomllib.loads(block).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def link_title(text: str) -> tuple[str, str, str]:
    """Title, address and rest of a text that begins with `[title](address)` above a line of dashes."""
    match = _LINK_TITLE.match(text)
    return (match[2], match[3], text[match.end() :]) if match else ("", "", text)


def near_dates(text: str) -> tuple:
    """Weaker hints of the date at the head of a text: milliseconds in a comment, the day in its address."""
    head = re.match(r"\s*<!--\s*([0-9]{12,13})\s*-->", text)
    link = _LINK_TITLE.match(text)
    found = (dates.date_of_url(link[3]) if link else None, dates.date_of_epoch(head[1]) if head else None)
    return tuple(d for d in found if d)


def _without_appeal_lines(text: str) -> str:
    lines = text.split("\n")
    kept = without_appeals(lines)
    return text if kept == lines else "\n".join(line for line in kept if line is not None)


def _first_heading(text: str, markdown: bool) -> str:
    """A Markdown heading, or a first line that reads like a headline."""
    if markdown and (heading := re.match(r"\s*#\s+(.{1,300})", text)):
        return heading[1].strip(" #")
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    looks = (
        8 <= len(first) <= 120
        and not re.match(r"[^\s:：]{1,20}[:：]", first)
        and first[-1] not in ".!?。！？):：)）;；,，"
        and not dates.dates_in(first)
    )
    return first if looks and rest.strip() else ""


def _pages(text: str) -> tuple[Passage, ...]:
    """Text made from a PDF keeps its page breaks as form feeds."""
    if "\f" not in text:
        return ()
    passages, start = [], 0
    for number, page in enumerate(text.split("\f"), 1):
        if page.strip():
            passages.append(Passage(start, start + len(page), f"page {number}"))
        start += len(page) + 1
    return tuple(passages)
