"""Tables that only white space makes: rows of words that stand in columns, most of them numbers."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from extractors.readers.draft import GridCell, is_caption
from extractors.readers.pdf.cells import PdfTable, is_number, is_year, line_text
from extractors.readers.pdf.page import Line
from extractors.readers.pdf.rows import Columns, Row, aligned, place_of, rows_of, with_glued_numbers
from extractors.readers.pdf.rules import Rule
from extractors.readers.pdf.table_heads import head_places, head_rows, split_by_columns, spread_over_groups

_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|·{4,}")
_LEAST_ROWS = 3
_ROW_GAP = 2.6  # of the line's height: rows further apart are of two tables


def unruled_tables(lines: list[Line], rules: list[Rule]) -> list[PdfTable]:
    """The tables among the lines of a page, which come in the order in which the page draws them.

    `rules` are the lines drawn on the page: one below a head shows how many columns it is the head of.
    """
    rows = rows_of(lines)
    tables, at, free = [], 0, 0
    while at < len(rows):
        end = _run(rows, at)
        table = _table(rows, free, at, end, rules) if end - at >= _LEAST_ROWS else None
        if table is not None:
            tables.append(table)
            free = end
        at = max(end, at + 1)
    return tables


def _run(rows: list[Row], at: int) -> int:
    """Where the run of split rows that begins at `at` ends; single lines between split rows belong to it."""
    if not rows[at].is_split or _LEADERS.search(rows[at].text) or is_caption(rows[at].text):
        return at
    end = at + 1
    while end < len(rows):
        row, before = rows[end], rows[end - 1]
        if _LEADERS.search(row.text) or not -0.5 * row.size < row.y0 - before.y1 < _ROW_GAP * row.size:
            break
        if abs(row.size - before.size) > 0.2 * before.size:
            break
        if not row.is_split:
            follow = rows[end + 1] if end + 1 < len(rows) else None
            if follow is None or not follow.is_split or not follow.numbers() or len(row.text) > 60:
                break
            if not 0 <= follow.y0 - row.y1 < _ROW_GAP * row.size:
                break
        end += 1
    while end > at and not rows[end - 1].is_split:
        end -= 1
    return end


def _table(rows: list[Row], free: int, start: int, end: int, rules: list[Rule]) -> PdfTable | None:
    rows = [*rows[:start], *with_glued_numbers(rows[start:end])]
    run = rows[start:end]
    split = [row for row in run if row.is_split]
    numeric = [row for row in split if row.numbers()]
    if len(numeric) < 2 or 2 * len(numeric) < len(split) or _is_prose(split):
        return None
    columns = _columns(numeric)
    rows = [*rows[:start], *(aligned(row, columns) for row in rows[start:end])]
    numeric = [row for row in rows[start:] if row.numbers()]
    if len(columns) < 2 or not _is_regular(numeric, columns):
        return None
    body = next((row.y0 for row in rows[start:] if any(_is_amount(line_text(s)) for s in row.segments)), 0.0)
    head = head_rows(rows[free:end], start - free, columns, body)
    taken = [*head, *rows[start:end]]
    return _of_words(taken, _cells(taken, numeric, columns, rules), columns)


def _cells(rows: list[Row], numeric: list[Row], columns: Columns, rules: list[Rule]) -> list[GridCell]:
    cells: list[GridCell] = []
    number = -1
    previous: Row | None = None
    in_head = True
    for row in rows:
        in_head = in_head and not any(_is_amount(line_text(s)) for s in row.segments)
        row = split_by_columns(row, columns) if in_head else row
        wraps = previous is not None and _wraps(row, previous, numeric)
        number += 0 if wraps else 1
        places = (
            head_places(row.segments, columns, rules)
            if in_head
            else [place_of(s, columns) for s in row.segments]
        )
        for segment, (first, last) in zip(row.segments, places, strict=True):
            cell = GridCell(line_text(segment), number, first, last - first + 1)
            same = next((c for c in cells if wraps and c.row == number and c.column == first), None)
            if same is not None:
                same.text = f"{same.text} {cell.text}"
            else:
                cells.append(cell)
        previous = row
    spread_over_groups(cells, len(columns))
    return cells


def _is_amount(text: str) -> bool:
    return is_number(text) and any(c.isdigit() for c in text) and not is_year(text)


def _of_words(rows: list[Row], cells: list[GridCell], columns: Columns) -> PdfTable:
    words = [w for row in rows for s in row.segments for w in s]
    box = (
        min(w.x0 for w in words),
        min(w.y0 for w in words),
        max(w.x1 for w in words),
        max(w.y1 for w in words),
    )
    return PdfTable(cells, box, {id(w) for w in words}, columns)


def continuing_rows(lines: list[Line], columns: Columns) -> PdfTable | None:
    """The rows at the head of `lines` that stand in the columns of a table before them."""
    rows = rows_of(lines)
    taken: list[Row] = []
    for row in rows:
        if taken and row.y0 - taken[-1].y1 > 2.0 * row.size:
            break
        if not row.is_split or not row.numbers() or not _is_regular([row], columns):
            break
        taken.append(row)
    if not taken:
        return None
    cells = [
        GridCell(line_text(s), i, place_of(s, columns)[0])
        for i, row in enumerate(taken)
        for s in row.segments
    ]
    return _of_words(taken, cells, columns)


def _is_prose(rows: list[Row]) -> bool:
    """Sentences set wide, which have gaps too."""
    segments = [s for row in rows for s in row.segments]
    return sum(len(s) > 7 for s in segments) > 0.2 * len(segments)


def _columns(rows: list[Row]) -> Columns:
    """The columns' extents: where the segments of the rows with the usual number of cells lie."""
    counts = Counter(len(row.segments) for row in rows)
    usual = max(counts, key=lambda n: (counts[n], n))
    extents = sorted(
        (s[0].x0 + 0.5, s[-1].x1 - 0.5) for row in rows if len(row.segments) >= usual for s in row.segments
    )
    columns: list[list[float]] = []
    for x0, x1 in extents:
        if columns and x0 <= columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    return [(x0, x1) for x0, x1 in columns]


def _is_regular(rows: list[Row], columns: Columns) -> bool:
    """Whether the rows' cells fall into the columns one by one, as they do not where prose is set wide."""
    whole = 0
    for row in rows:
        places = [place_of(s, columns) for s in row.segments]
        apart = len({first for first, _ in places}) == len(places)
        whole += apart and all(first == last for first, last in places)
    return whole >= 0.7 * len(rows)


def _wraps(row: Row, before: Row, numeric: list[Row]) -> bool:
    """Whether a single segment goes on with the label above it: closer to it than rows are to each other."""
    if row.is_split or len(numeric) < 2:
        return False
    least = min((b.y0 - a.y0 for a, b in itertools.pairwise(numeric) if b.y0 > a.y0), default=0.0)
    touches = -1 < row.y0 - before.y1 < 0.12 * row.size
    return touches or 0 < row.y0 - before.y0 < 0.7 * least
