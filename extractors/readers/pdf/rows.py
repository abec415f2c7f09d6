"""Lines of a PDF page as the rows of a table that only white space makes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from extractors.readers.pdf.cells import is_number, line_text
from extractors.readers.pdf.page import Line, Word

COLUMN_GAP = 0.75  # of the line's height: words of text that stand further apart are of two columns
NUMBER_GAP = 0.4  # numbers stand closer
_MOST_LABEL_LINES = 6

Columns = list[tuple[float, float]]  # the extents of a table's columns, from left to right


@dataclass(slots=True)
class Row:
    segments: list[list[Word]]
    size: float

    @property
    def y0(self) -> float:
        return min(w.y0 for s in self.segments for w in s)

    @property
    def y1(self) -> float:
        return max(w.y1 for s in self.segments for w in s)

    @property
    def x0(self) -> float:
        return min(s[0].x0 for s in self.segments)

    @property
    def x1(self) -> float:
        return max(s[-1].x1 for s in self.segments)

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def is_split(self) -> bool:
        return len(self.segments) > 1

    @property
    def text(self) -> str:
        return " ".join(line_text(s) for s in self.segments)

    def numbers(self) -> int:
        """Numbers behind the first cell; one that begins a line may count the items of a list."""
        return sum(is_number(line_text(s)) for s in self.segments[1:])


def rows_of(lines: list[Line]) -> list[Row]:
    """Lines as rows; pieces of one baseline that follow each other to the right are one row."""
    rows: list[Row] = []
    for line in lines:
        segments = _segments(line)
        if rows and _is_beside(rows[-1], line):
            rows[-1].segments.extend(segments)
        else:
            rows.append(Row(segments, line.size))
    return _with_labels(rows)


def _with_labels(rows: list[Row]) -> list[Row]:
    """Rows whose label is several lines high, drawn before the numbers beside it, are made whole."""
    result: list[Row] = []
    for row in rows:
        count = _label_lines(result, row)
        if count:
            label = [word for part in result[-count:] for segment in part.segments for word in segment]
            del result[-count:]
            result.append(Row([label, *row.segments], row.size))
        else:
            result.append(row)
    return result


def _label_lines(before: list[Row], row: Row) -> int:
    """How many of the lines before are the label of a row of numbers: at its middle, top or bottom; or 0."""
    if not any(is_number(line_text(s)) for s in row.segments):
        return 0
    best, error = 0, 0.35 * row.size
    for count in range(1, min(_MOST_LABEL_LINES, len(before)) + 1):
        first, last = before[-count], before[-1]
        if first.is_split or abs(first.size - row.size) > 0.25 * row.size or first.x1 > row.x0:
            break
        gap = before[-count + 1].y0 - first.y1 if count > 1 else 0.0
        if count > 1 and (abs(first.x0 - last.x0) > 1.5 * row.size or not -1 < gap < 0.35 * row.size):
            break
        off = min(abs(row.middle - at) for at in ((first.y0 + last.y1) / 2, first.middle, last.middle))
        # Lines that touch belong together; between others the one that fits best is the border.
        fits = off < error - 0.5 or (off < 0.35 * row.size and gap < 0.12 * row.size)
        if count > 1 and fits and first.y0 - 2 <= row.middle <= last.y1 + 2:
            best, error = count, off
    return best


def _is_beside(row: Row, line: Line) -> bool:
    middle = (line.y0 + line.y1) / 2
    centre = (row.y0 + row.y1) / 2
    return abs(middle - centre) < 0.35 * line.size and line.x0 >= row.segments[-1][-1].x1 - 1


def _segments(line: Line) -> list[list[Word]]:
    result = []
    for segment in line.segments(COLUMN_GAP):
        part = [segment[0]]
        for before, word in itertools.pairwise(segment):
            numbers = is_number(before.text) or is_number(word.text)
            if numbers and word.x0 - before.x1 > NUMBER_GAP * line.size:
                result.append(part)
                part = []
            part.append(word)
        result.append(part)
    return result


def place_of(segment: list[Word], columns: Columns) -> tuple[int, int]:
    """The first and last column that a segment stands over."""
    x0, x1 = segment[0].x0, segment[-1].x1
    over = [i for i, (a, b) in enumerate(columns) if min(x1, b) - max(x0, a) > 0.3 * min(b - a, x1 - x0)]
    if over:
        return over[0], over[-1]
    middle = (x0 + x1) / 2
    nearest = min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - middle))
    return nearest, nearest


def aligned(row: Row, columns: Columns) -> Row:
    """A row whose numbers stand close behind other words but right under those of the rows around it."""
    segments: list[list[Word]] = []
    for segment in row.segments:
        part = [segment[0]]
        for word in segment[1:]:
            column = place_of([word], columns)[0]
            under = is_number(word.text) and abs(word.x1 - columns[column][1]) < 2.5
            if under and place_of(part, columns)[1] < column:
                segments.append(part)
                part = []
            part.append(word)
        segments.append(part)
    return Row(segments, row.size)


def with_glued_numbers(rows: list[Row]) -> list[Row]:
    """Rows whose first number stands a mere space behind the label: that all end at one place shows it."""
    split = [row for row in rows if row.is_split and len(row.segments[0]) > 1]
    glued = [row for row in split if is_number(row.segments[0][-1].text)]
    ends = sorted(row.segments[0][-1].x1 for row in glued)
    usual = ends[len(ends) // 2] if ends else 0.0
    sure = {id(row) for row in glued if abs(row.segments[0][-1].x1 - usual) < 1.5}
    if len(sure) < 3 or len(sure) < 0.8 * sum(row.numbers() > 0 for row in rows):
        return rows
    return [Row(_cut_last(row.segments), row.size) if id(row) in sure else row for row in rows]


def _cut_last(segments: list[list[Word]]) -> list[list[Word]]:
    return [segments[0][:-1], segments[0][-1:], *segments[1:]]
