"""Puts lines in reading order where a page was not drawn in it: lines across columns are cut and sorted."""

from __future__ import annotations

import itertools

from extractors.readers.pdf.cells import PdfTable
from extractors.readers.pdf.continued import free_lines
from extractors.readers.pdf.page import Line, Page

_LEAST_LINES = 8


def order_lines(page: Page, tables: list[PdfTable]) -> None:
    """Cuts lines that run across a gutter of two columns of prose; sorts a page that is drawn in disorder."""
    free = free_lines(page, tables)
    taken = {w for table in tables for w in table.words}
    gutter = _gutter(free, page)
    if gutter is not None:
        page.lines = _cut(page.lines, gutter, taken)
    elif _is_disordered(free):
        page.lines = sorted(page.lines, key=lambda line: (round(line.y0 / max(line.size, 1)), line.x0))


def _gutter(lines: list[Line], page: Page) -> float | None:
    """The middle of a gap that most lines have at one place, with words (no numbers) on both sides."""
    split = [(line, line.segments()) for line in lines]
    pairs = [(line, parts) for line, parts in split if len(parts) == 2]
    if len(pairs) < max(_LEAST_LINES, 0.5 * len(lines)):
        return None
    left = sorted(parts[0][-1].x1 for _, parts in pairs)[int(0.95 * (len(pairs) - 1))]
    right = sorted(parts[1][0].x0 for _, parts in pairs)[int(0.05 * (len(pairs) - 1))]
    if right - left < 4 or not 0.3 * page.width < (left + right) / 2 < 0.7 * page.width:
        return None
    letters = sum(c.isalpha() for _, parts in pairs for w in parts[1] for c in w.text)
    characters = sum(len(w.text) for _, parts in pairs for w in parts[1])
    words = sum(len(parts[1]) for _, parts in pairs)
    return (left + right) / 2 if letters > 0.7 * characters and words > 3 * len(pairs) else None


def _cut(lines: list[Line], gutter: float, taken: set[int]) -> list[Line]:
    """Left column, then right column, between the lines that run across both."""
    result: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        crosses = any(w.x0 < gutter < w.x1 for w in line.words) or any(id(w) in taken for w in line.words)
        if crosses:
            result += [*left, *right, line]
            left, right = [], []
            continue
        for side, words in (
            (left, [w for w in line.words if w.x1 <= gutter]),
            (right, [w for w in line.words if w.x0 >= gutter]),
        ):
            if words:
                side.append(Line(words, line.size))
    return [*result, *left, *right]


def _is_disordered(lines: list[Line]) -> bool:
    """Whether lines go up the page again and again without moving to another column."""
    if len(lines) < _LEAST_LINES:
        return False
    back = sum(
        b.y1 < a.y0 and min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 * min(a.x1 - a.x0, b.x1 - b.x0)
        for a, b in itertools.pairwise(lines)
    )
    return back > 0.15 * len(lines)
