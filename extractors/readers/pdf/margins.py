"""Running heads, feet and page numbers: what stands at the edge of many pages is not the report's text."""

from __future__ import annotations

import re
from collections import defaultdict

from extractors.readers.pdf.page import Line, Page

_EDGE = 0.12  # of the page's height
_WIDE_EDGE = 0.25
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|pág(?:ina|\.)?|p\.|seite|стр\.?)\s*)?[0-9]{1,4}(?:\s*(?:of|de|sur|von|из|/)\s*[0-9]{1,4})?"
    r"[-–—|\s]*|第\s*[0-9]{1,4}\s*页(?:\s*[,，/]?\s*共\s*[0-9]{1,4}\s*页)?|[ivxl]{1,7}",
    re.IGNORECASE,
)
_PRINTED_AT = re.compile(
    r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4},? [0-9]{1,2}:[0-9]{2}(?: ?[AP]M)?(?: .*)?", re.I
)
_PRINTED_FROM = re.compile(r"((?:https?|file)://\S+)(?: +[0-9]+/[0-9]+)?")


def drop_margins(pages: list[Page]) -> str:
    """Takes running heads and feet out of all pages; returns the address that a browser printed, or ""."""
    address = _drop_browser_marks(pages)
    places: dict[tuple[str, bool], set[int]] = defaultdict(set)
    edges = [_edge_lines(page) for page in pages]
    for page, lines in zip(pages, edges, strict=True):
        for line, top in lines:
            places[(_key(line.text), top)].add(page.number)
    offsets: dict[int, set[int]] = defaultdict(set)
    for page, lines in zip(pages, edges, strict=True):
        for line, _ in lines:
            if _PAGE_NUMBER.fullmatch(line.text.strip()) and (digits := re.search(r"[0-9]+", line.text)):
                offsets[int(digits[0]) - page.number].add(page.number)
    for page, lines in zip(pages, edges, strict=True):
        gone = {id(line) for line, top in lines if _is_running(line, top, page, pages, places, offsets)}
        page.lines = [line for line in page.lines if id(line) not in gone]
    return address


def _edge_lines(page: Page) -> list[tuple[Line, bool]]:
    """Lines near the upper (True) and lower edge that stand apart from what is further in."""
    lines = sorted(page.lines, key=lambda line: line.y0)
    found: list[tuple[Line, bool]] = []
    for top, ordered in ((True, lines), (False, lines[::-1])):
        for i, line in enumerate(ordered[:6]):
            # A page number stands outermost, with white space before it, however wide the margin.
            edge = _WIDE_EDGE if i == 0 and _PAGE_NUMBER.fullmatch(line.text.strip()) else _EDGE
            near = line.y1 < edge * page.height if top else line.y0 > (1 - edge) * page.height
            if not near:
                break
            further = ordered[i + 1] if i + 1 < len(ordered) else None
            gap = 1e9 if further is None else (further.y0 - line.y1 if top else line.y0 - further.y1)
            same = further is not None and abs(further.y0 - line.y0) < line.size
            found.append((line, top))
            if not same and gap < 0.3 * line.size:
                found = [f for f in found if f[1] != top or f[0] is not line]
    return found


def _is_running(line: Line, top: bool, page: Page, pages: list[Page], places, offsets) -> bool:
    text = line.text.strip()
    if _PAGE_NUMBER.fullmatch(text):
        digits = re.search(r"[0-9]+", text)
        if digits is None or re.search(r"[^\W\d_]|页|/", text):
            return bool(digits) or len(places[(_key(text), top)]) > 0
        return len(offsets[int(digits[0]) - page.number]) >= 2 or int(digits[0]) == page.number
    times = len(places[(_key(text), top)])
    return times >= 3 or (times == 2 and len(pages) <= 5)


def _key(text: str) -> str:
    """The line without its page number: only that may change from page to page, as numbers are our matter."""
    text = re.sub(r"^\s*[0-9]{1,4}\s+(?=\D)|(?<=\D)\s+[0-9]{1,4}\s*$", "", text)
    return re.sub(r"\s+", " ", text).strip().lower()


def _drop_browser_marks(pages: list[Page]) -> str:
    """The time of printing, the title and the address that browsers set above and below each page."""
    address = ""
    for page in pages:
        gone = set()
        for line in page.lines:
            text = line.text.strip()
            if line.y1 < 0.06 * page.height and _PRINTED_AT.fullmatch(text):
                gone.add(id(line))
            elif line.y0 > 0.94 * page.height and (match := _PRINTED_FROM.fullmatch(text)):
                gone.add(id(line))
                address = address or (match[1] if match[1].startswith("http") else "")
        page.lines = [line for line in page.lines if id(line) not in gone]
    return address
