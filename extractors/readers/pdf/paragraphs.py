"""Lines of pages to paragraphs of a report: wrapped lines are joined, columns and pages are crossed."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from extractors.readers.dates import dateline
from extractors.readers.draft import Draft, is_caption
from extractors.readers.pdf.cells import PdfTable, joined
from extractors.readers.pdf.page import Line, Page

_BULLET = re.compile(
    r"[•●▪■◦○►▶‣✓*–—-]\s|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]\s|[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、"
)
_NOTE = re.compile(
    r"[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ]|[0-9]{1,3}[.)]?\s|[*†‡§]|(?:notes?|sources?|nota|fuente|注|资料来源)\b", re.I
)
_ENDS = tuple('.!?。！？:：;；”"’)）】》…')


@dataclass(slots=True)
class _Paragraph:
    text: str
    last: Line
    page: int
    starts: list[tuple[int, int]]  # (offset in the text, page) where each further page begins
    edge: float  # how far right its lines reach
    heading: bool = False


class Flow:
    """Writes pages into a draft; a paragraph that goes on over the page is one, its pages are kept apart."""

    def __init__(self, draft: Draft, pages: list[Page]) -> None:
        self.draft = draft
        self.pages = pages
        lines = [line for page in pages for line in page.lines]
        self.size = _usual([line.size for line in lines for _ in line.text], 0.1)
        self.pitch = (
            _usual([b.y0 - a.y0 for p in pages for a, b in _neighbours(p.lines)], 0.1) or 1.2 * self.size
        )
        self.known = _words(lines)
        self.open: _Paragraph | None = None
        self.notes: list[tuple[str, int]] = []
        self.edges: dict[int, float] = {}

    def page(self, page: Page, tables: list[PdfTable]) -> None:
        """The lines of a page in order, each table where its first word was drawn."""
        anchors: dict[int, list[PdfTable]] = {}
        kept: list[Line] = []
        waiting = list(tables)
        for line in page.lines:
            for table in [t for t in waiting if any(id(w) in t.words for w in line.words)]:
                anchors.setdefault(len(kept), []).append(table)
                waiting.remove(table)
            words = [w for w in line.words if not any(id(w) in t.words for t in tables)]
            if words:
                kept.append(Line(words, line.size))
        notes = self._notes_of(kept, page)
        self.edges = _column_edges([line for line in kept if id(line) not in notes])
        for i, line in enumerate(kept):
            for table in anchors.get(i, []):
                self._add_table(table, page)
            if id(line) in notes:
                continue
            self._add_line(line, page)
        for table in anchors.get(len(kept), []):
            self._add_table(table, page)
        self._take_notes([line for line in kept if id(line) in notes], page)

    def finish(self) -> None:
        self._close()

    def _notes_of(self, lines: list[Line], page: Page) -> set[int]:
        """Small print at the foot of a page, which would cut a paragraph that goes on over the page."""
        small: list[Line] = []
        for line in sorted(lines, key=lambda each: -each.y0):
            if line.size > 0.93 * self.size or line.y0 < 0.55 * page.height:
                break
            small.append(line)
        return {id(line) for line in small} if len(small) < len(lines) else set()

    def _take_notes(self, lines: list[Line], page: Page) -> None:
        texts: list[str] = []
        for line in lines:
            ended = bool(texts) and texts[-1].endswith(_ENDS)
            if texts and not (_NOTE.match(line.text) or (ended and line.text[0].isdigit())):
                texts[-1] = joined(texts[-1], line.text, self.known)
            else:
                texts.append(line.text)
        self.notes.extend((text, page.number) for text in texts)
        if self.open is None:
            self._flush_notes()

    def _add_table(self, table: PdfTable, page: Page) -> None:
        if table.cells:  # else its rows stand in the table of the page before
            self._close(flush=False)  # notes do not come between a caption and its table
            self.draft.add_table(table.cells, label=_label(page.number))
            self._flush_notes()

    def _add_line(self, line: Line, page: Page) -> None:
        text = line.text
        if not text.strip():
            return
        if self.open is not None and self._continues(self.open, line, page):
            before = self.open.text
            self.open.text = joined(before, text, self.known)
            if page.number != self.open.page:
                self.open.starts.append((len(self.open.text) - len(text), page.number))
                self.open.page = page.number
            self.open.last = line
            self.open.edge = max(self.open.edge, line.x1)
        else:
            self._close()
            heading = line.size > 1.15 * self.size and len(text) < 200
            self.open = _Paragraph(text, line, page.number, [(0, page.number)], line.x1, heading)

    def _continues(self, paragraph: _Paragraph, line: Line, page: Page) -> bool:
        last, text = paragraph.last, line.text
        if abs(line.size - last.size) > 0.12 * last.size or _BULLET.match(text) or is_caption(text):
            return False
        ended = paragraph.text.endswith(_ENDS)
        jumps = page.number != paragraph.page or line.y0 < last.y0 - 0.5 * last.size
        if jumps or abs(line.x0 - last.x0) > 0.3 * page.width:
            # A new column or page: goes on only in the middle of a sentence.
            return not ended and not paragraph.heading and not re.match(r"[A-Z][a-z]+ [A-Z]", text)
        step = line.y0 - last.y0
        if step > 1.4 * max(self.pitch, last.size) or (step > 1.25 * self.pitch and ended):
            return False
        if paragraph.heading:
            return step < 1.7 * last.size
        if (
            self._is_item(last)
            and self._is_item(line)
            and not (text[0].islower() or paragraph.text[-1] in ",，、-")
        ):
            return False
        edge = max(paragraph.edge, line.x1)
        if paragraph.text == last.text and len(last.text) < 60 and dateline(last.text):
            return False
        short = last.x1 < edge - 0.2 * (edge - min(last.x0, line.x0))
        indented = line.x0 > last.x0 + 0.8 * line.size and not _BULLET.match(paragraph.text)
        if ended and (short or indented):
            return False
        return not (short and _stands_alone(paragraph.text, last))

    def _is_item(self, line: Line) -> bool:
        """Whether a line ends far from its column's right edge, as items of a list with drawn bullets do."""
        edge = self.edges.get(id(line), line.x1)
        return line.x1 - line.x0 < 0.6 * (edge - line.x0)

    def _close(self, *, flush: bool = True) -> None:
        paragraph, self.open = self.open, None
        if paragraph is None:
            if flush:
                self._flush_notes()
            return
        bounds = [*paragraph.starts, (len(paragraph.text), 0)]
        for i, (start, number) in enumerate(paragraph.starts):
            piece = paragraph.text[start : bounds[i + 1][0]]
            gap = {"gap": ""} if i else {}
            self.draft.add(piece, heading=paragraph.heading, label=_label(number), **gap)
        if flush:
            self._flush_notes()

    def _flush_notes(self) -> None:
        for text, number in self.notes:
            self.draft.add(text, label=_label(number))
        self.notes.clear()


def _label(number: int) -> str:
    return f"page {number}"


def _stands_alone(text: str, last: Line) -> bool:
    """A short line without an end, as headings are: the next line is another thing."""
    return len(text) < 90 and text == last.text and not text.endswith((",", "，", "-", "、"))


def _usual(values: list[float], step: float) -> float:
    """The commonest of values, in steps."""
    counts = Counter(round(v / step) for v in values if v > 0)
    return max(counts, key=lambda v: (counts[v], -v)) * step if counts else 0.0


def _neighbours(lines: list[Line]):
    return (
        (a, b) for a, b in itertools.pairwise(lines) if 0 < b.y0 - a.y0 < 3 * a.size and abs(a.x0 - b.x0) < 40
    )


def _column_edges(lines: list[Line]) -> dict[int, float]:
    """For each line how far right four fifths of the lines reach that begin near it."""
    starts: dict[int, list[float]] = {}
    for line in lines:
        for place in range(round(line.x0 / 20) - 2, round(line.x0 / 20) + 3):
            starts.setdefault(place, []).append(line.x1)
    ends = {place: sorted(x1s)[int(0.8 * (len(x1s) - 1))] for place, x1s in starts.items()}
    return {id(line): ends[round(line.x0 / 20)] for line in lines}


def _words(lines: list[Line]) -> set[str]:
    """All words of the document inside lines, which show how a broken word is spelt elsewhere."""
    found: set[str] = set()
    for line in lines:
        for word in line.words[:-1]:
            found.add(word.text.strip(".,;:()[]“”\"'").lower())
    return found
