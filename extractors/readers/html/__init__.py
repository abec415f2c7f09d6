"""Web pages, whatever their name: main text with captions and tables, title, publisher, date, address."""

from __future__ import annotations

import re

from extractors.readers import dates
from extractors.readers.aligned_tables import with_aligned
from extractors.readers.draft import Draft, Parts
from extractors.readers.errors import UnreadableReport
from extractors.readers.html.blocks import Block, blocks_of, letters_of
from extractors.readers.html.main import main_blocks
from extractors.readers.html.meta import describe
from extractors.readers.html.plain import plain_blocks
from extractors.readers.limits import Limits
from extractors.readers.text import decoded, front_matter, link_title, near_dates

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_TAG = re.compile(
    rb"</?(?:html|head|body|p|div|span|br|table|tr|td|ul|ol|li|h[1-6]|a|img|article|section|strong|em|b|i|font|center"
    rb"|blockquote|figure|header|main)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html[\s>])",
    re.I | re.S,
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w-]{2,40})",
    re.I,
)


def sniff(data: bytes) -> bool:
    """A document type or <html> at the start, or so many tags that it cannot be prose."""
    head = data[:65536]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _OPENING.match(head):
        return True
    tags = [len(m[0]) for m in _TAG.finditer(head)]
    return len(tags) >= 4 and sum(tags) > 0.05 * len(head)


def read(data: bytes, name: str, limits: Limits) -> Parts:
    declared = _CHARSET.search(data[:4096])
    encoding = (declared[1] or declared[2]).decode("ascii") if declared else ""
    return read_html(decoded(data, name, encoding), name)


def read_html(text: str, name: str, *, url: str = "") -> Parts:
    """The parts of a page; `url` is its address where the surroundings know it (a saved page's header)."""
    front, body = front_matter(text)
    near = near_dates(body)
    title, link, body = link_title(body)
    root = parse(body)
    page = describe(root, body)
    found = blocks_of(root)
    letters = letters_of(body)
    if 2 * sum(b.size for b in found) < letters:
        found = plain_blocks(body, root)
    if letters > 200 and 2 * sum(b.size for b in found) < letters:
        raise UnreadableReport(
            f"{name} cannot be read: only a part of its text was found, it is nested too deeply or damaged; "
            "save it again as plain text."
        )
    draft = Draft(
        title=front.get("title") or title or page.title,
        publisher=front.get("publisher") or page.publisher,
        url=front.get("url") or link or page.url or url,
        published=front.get("published") or page.published,
        language=front.get("language") or page.language,
    )
    draft.near = tuple(d for d in (*near, dates.date_of_url(draft.url)) if d)
    for block in main_blocks(root, found):
        _add(draft, block)
    parts = draft.parts()
    parts.tables = with_aligned(parts.text, parts.tables)  # in <pre>
    return parts


def _add(draft: Draft, block: Block) -> None:
    if block.kind == "table":
        draft.add_table(block.cells, caption=block.text)
    else:
        draft.add(block.text, heading=block.kind == "heading")


def parse(text: str):
    """The tree of a page; broken markup is repaired as browsers do, control characters are dropped."""
    from lxml import html as lxml_html

    text = re.sub("[\x00-\x08\x0b\x0e-\x1f]", " ", text)
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    data = text.encode("utf-8", "replace")
    root = lxml_html.document_fromstring(data, parser=parser, ensure_head_body=True) if text.strip() else None
    if root is None:
        raise UnreadableReport("The page holds no text: save it again.")
    return root
