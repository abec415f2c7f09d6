"""Tables that go on over the page: one table, each of its rows with the page that it stands on."""

from __future__ import annotations

from extractors.readers.draft import GridCell
from extractors.readers.pdf.cells import PdfTable
from extractors.readers.pdf.page import Line, Page
from extractors.readers.pdf.unruled import continuing_rows

_SHIFT = 20.0  # points that a table's edges may move from page to page


def join_over_pages(pages: list[Page], tables: list[list[PdfTable]], size: float) -> None:
    """Moves the rows of a table at the head of a page to the table at the foot of the page before.

    `size` is that of the report's text: smaller print below a table is its notes.
    """
    for table, page in ((t, p) for p, ts in zip(pages, tables, strict=True) for t in ts):
        for cell in table.cells:
            cell.label = f"page {page.number}"
    open_table: PdfTable | None = None
    for i in range(len(pages) - 1):
        last = max(tables[i], key=lambda t: t.box[3], default=None)
        if last is None or not _ends_page(last, pages[i], tables[i], size):
            open_table = None
            continue
        whole = open_table if open_table is not None and not last.cells else last
        open_table = _take(whole, pages[i + 1], tables[i + 1])


def extend_down(page: Page, tables: list[PdfTable]) -> None:
    """Adds to tables that shading or rules make the rows below them that have neither."""
    for table in tables:
        below = [
            line
            for line in free_lines(page, tables)
            if line.y0 > table.box[3] - 2 and line.x0 > table.box[0] - 5 and line.x1 < table.box[2] + 5
        ]
        if not below or below[0].y0 - table.box[3] > below[0].size:
            continue
        rows = continuing_rows(below, table.columns)
        if rows is not None:
            _append(table, rows.cells)
            table.words |= rows.words
            table.box = (*table.box[:3], rows.box[3])


def _ends_page(table: PdfTable, page: Page, tables: list[PdfTable], size: float) -> bool:
    below = [line for line in free_lines(page, tables) if line.y0 > table.box[3] - 1]
    return all(line.size < 0.93 * size for line in below)


def _take(table: PdfTable, page: Page, tables: list[PdfTable]) -> PdfTable | None:
    """Takes the rows at the head of `page` that belong to `table`; None where there are none."""
    free = free_lines(page, tables)
    first = min(tables, key=lambda t: t.box[1], default=None)
    if first is not None and not any(line.y1 < first.box[1] + 1 for line in free):
        same = len(first.columns) == len(table.columns)
        left, right = abs(first.box[0] - table.box[0]), abs(first.box[2] - table.box[2])
        if same and left < _SHIFT and right < 2 * _SHIFT:
            _append(table, _without_repeated_head(table.cells, first.cells))
            first.cells = []
            return table
    rows = continuing_rows(free, table.columns)
    if rows is None:
        return None
    for cell in rows.cells:
        cell.label = f"page {page.number}"
    _append(table, rows.cells)
    rows.cells = []
    tables.append(rows)
    return table


def free_lines(page: Page, tables: list[PdfTable]) -> list[Line]:
    """The lines of a page that no table has taken."""
    taken = {w for table in tables for w in table.words}
    return [line for line in page.lines if not any(id(w) in taken for w in line.words)]


def _append(table: PdfTable, cells: list[GridCell]) -> None:
    if not cells:
        return
    shift = max(c.row + c.row_span for c in table.cells) - min(c.row for c in cells)
    for cell in cells:
        cell.row += shift
    table.cells += cells


def _without_repeated_head(before: list[GridCell], cells: list[GridCell]) -> list[GridCell]:
    """The cells without the rows that say again what the table's first rows say."""
    repeated = 0
    while _row(before, repeated) and _row(before, repeated) == _row(cells, repeated):
        repeated += 1
    return [c for c in cells if c.row >= repeated]


def _row(cells: list[GridCell], number: int) -> list[tuple[int, str]]:
    return sorted((c.column, c.text) for c in cells if c.row == number)
