"""Tables that only white space makes: rows of words that stand in columns, most of them numbers."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from extractors.readers.draft import GridCell, is_caption
from extractors.readers.pdf.cells import PdfTable, is_number, line_text
from extractors.readers.pdf.page import Line, Word
from extractors.readers.pdf.rules import Rule

_COLUMN_GAP = 0.75  # of the line's height: words of text that stand further apart are of two columns
_NUMBER_GAP = 0.4  # numbers stand closer
_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|·{4,}")
_LEAST_ROWS = 3
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[-/–][0-9]{2,4})?[⁰¹²³⁴⁵⁶⁷⁸⁹*]*")


@dataclass(slots=True)
class _Row:
    segments: list[list[Word]]
    size: float

    @property
    def y0(self) -> float:
        return min(w.y0 for s in self.segments for w in s)

    @property
    def y1(self) -> float:
        return max(w.y1 for s in self.segments for w in s)

    @property
    def is_split(self) -> bool:
        return len(self.segments) > 1

    @property
    def text(self) -> str:
        return " ".join(line_text(s) for s in self.segments)

    def numbers(self) -> int:
        """Numbers behind the first cell; one that begins a line may count the items of a list."""
        return sum(is_number(line_text(s)) for s in self.segments[1:])


def unruled_tables(lines: list[Line], rules: list[Rule]) -> list[PdfTable]:
    """The tables among the lines of a page, which come in the order in which the page draws them.

    `rules` are the lines drawn on the page: one below a head shows how many columns it is the head of.
    """
    rows = _rows(lines)
    tables, at = [], 0
    while at < len(rows):
        end = _run(rows, at)
        table = _table(rows, at, end, rules) if end - at >= _LEAST_ROWS else None
        if table is not None:
            tables.append(table)
        at = max(end, at + 1)
    return tables


def _rows(lines: list[Line]) -> list[_Row]:
    """Lines as rows; pieces of one baseline that follow each other to the right are one row."""
    rows: list[_Row] = []
    for line in lines:
        segments = _segments(line)
        if rows and _is_beside(rows[-1], line):
            rows[-1].segments.extend(segments)
        else:
            rows.append(_Row(segments, line.size))
    return rows


def _is_beside(row: _Row, line: Line) -> bool:
    middle = (line.y0 + line.y1) / 2
    centre = (row.y0 + row.y1) / 2
    return abs(middle - centre) < 0.35 * line.size and line.x0 >= row.segments[-1][-1].x1 - 1


def _segments(line: Line) -> list[list[Word]]:
    result = []
    for segment in line.segments(_COLUMN_GAP):
        part = [segment[0]]
        for before, word in itertools.pairwise(segment):
            numbers = is_number(before.text) or is_number(word.text)
            if numbers and word.x0 - before.x1 > _NUMBER_GAP * line.size:
                result.append(part)
                part = []
            part.append(word)
        result.append(part)
    return result


def _run(rows: list[_Row], at: int) -> int:
    """Where the run of split rows that begins at `at` ends; single lines between split rows belong to it."""
    if not rows[at].is_split or _LEADERS.search(rows[at].text) or is_caption(rows[at].text):
        return at
    end = at + 1
    while end < len(rows):
        row, before = rows[end], rows[end - 1]
        if _LEADERS.search(row.text) or not -0.5 * row.size < row.y0 - before.y1 < 2.0 * row.size:
            break
        if abs(row.size - before.size) > 0.2 * before.size:
            break
        if not row.is_split:
            follow = rows[end + 1] if end + 1 < len(rows) else None
            if follow is None or not follow.is_split or not follow.numbers() or len(row.text) > 60:
                break
            if not 0 <= follow.y0 - row.y1 < 1.6 * row.size:
                break
        end += 1
    while end > at and not rows[end - 1].is_split:
        end -= 1
    return end


def _table(rows: list[_Row], start: int, end: int, rules: list[Rule]) -> PdfTable | None:
    run = rows[start:end]
    split = [row for row in run if row.is_split]
    numeric = [row for row in split if row.numbers()]
    if len(numeric) < 2 or 2 * len(numeric) < len(split) or _is_prose(split):
        return None
    columns = _columns(numeric)
    if len(columns) < 2 or not _is_regular(numeric, columns):
        return None
    taken = rows[_with_head(rows, start, columns) : end]
    return _of_words(taken, _cells(taken, numeric, columns, rules), columns)


def _cells(
    rows: list[_Row], numeric: list[_Row], columns: list[tuple[float, float]], rules: list[Rule]
) -> list[GridCell]:
    cells: list[GridCell] = []
    number = -1
    previous: _Row | None = None
    in_head = True
    for row in rows:
        in_head = in_head and not any(_is_amount(line_text(s)) for s in row.segments)
        wraps = previous is not None and _wraps(row, previous, numeric)
        number += 0 if wraps else 1
        places = (
            head_places(row.segments, columns, rules)
            if in_head
            else [_place(s, columns) for s in row.segments]
        )
        for segment, (first, last) in zip(row.segments, places, strict=True):
            cell = GridCell(line_text(segment), number, first, last - first + 1)
            same = next((c for c in cells if wraps and c.row == number and c.column == first), None)
            if same is not None:
                same.text = f"{same.text} {cell.text}"
            else:
                cells.append(cell)
        previous = row
    return cells


def _is_amount(text: str) -> bool:
    return is_number(text) and any(c.isdigit() for c in text) and not _YEAR.fullmatch(text)


def _of_words(rows: list[_Row], cells: list[GridCell], columns: list[tuple[float, float]]) -> PdfTable:
    words = [w for row in rows for s in row.segments for w in s]
    box = (
        min(w.x0 for w in words),
        min(w.y0 for w in words),
        max(w.x1 for w in words),
        max(w.y1 for w in words),
    )
    return PdfTable(cells, box, {id(w) for w in words}, columns)


def continuing_rows(lines: list[Line], columns: list[tuple[float, float]]) -> PdfTable | None:
    """The rows at the head of a page that stand in the columns of a table of the page before."""
    rows = _rows(lines)
    taken: list[_Row] = []
    for row in rows:
        if taken and row.y0 - taken[-1].y1 > 2.0 * row.size:
            break
        if not row.is_split or not row.numbers() or not _is_regular([row], columns):
            break
        taken.append(row)
    if not taken:
        return None
    cells = [
        GridCell(line_text(s), i, _place(s, columns)[0]) for i, row in enumerate(taken) for s in row.segments
    ]
    return _of_words(taken, cells, columns)


def _is_prose(rows: list[_Row]) -> bool:
    """Sentences set wide, which have gaps too."""
    segments = [s for row in rows for s in row.segments]
    return sum(len(s) > 7 for s in segments) > 0.2 * len(segments)


def _columns(rows: list[_Row]) -> list[tuple[float, float]]:
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


def _is_regular(rows: list[_Row], columns: list[tuple[float, float]]) -> bool:
    """Whether the rows' cells fall into the columns one by one, as they do not where prose is set wide."""
    whole = 0
    for row in rows:
        places = [_place(s, columns) for s in row.segments]
        apart = len({first for first, _ in places}) == len(places)
        whole += apart and all(first == last for first, last in places)
    return whole >= 0.7 * len(rows)


def head_places(
    segments: list[list[Word]], columns: list[tuple[float, float]], rules: list[Rule]
) -> list[tuple[int, int]]:
    """The columns that each head stands over: those above the rule below it, or those it is centred over."""
    places = [_place(s, columns) for s in segments]
    lone = len([p for p in places if p[0] > 0]) < len(columns) - 1
    for i, segment in enumerate(segments):
        first, last = places[i]
        if last == 0:
            continue
        left = places[i - 1][1] + 1 if i else 1
        right = places[i + 1][0] - 1 if i + 1 < len(places) else len(columns) - 1
        ruled = _over_rule(segment, columns, rules)
        if ruled is not None:
            places[i] = ruled
        elif lone and not is_number(line_text(segment)):
            middle = (segment[0].x0 + segment[-1].x1) / 2
            choices = [(a, b) for a in range(max(left, 1), first + 1) for b in range(last, right + 1)]
            off = {c: abs((columns[c[0]][0] + columns[c[1]][1]) / 2 - middle) for c in choices}
            best = min(choices, key=lambda c: (off[c], c[1] - c[0]), default=(first, last))
            if off.get(best, 0) + 3 < off.get((first, last), 0):
                places[i] = best
    return places


def _over_rule(
    segment: list[Word], columns: list[tuple[float, float]], rules: list[Rule]
) -> tuple[int, int] | None:
    x0, x1 = segment[0].x0, segment[-1].x1
    bottom, size = max(w.y1 for w in segment), segment[0].y1 - segment[0].y0
    width = columns[-1][1] - columns[0][0]
    for rule in rules:
        below = rule.y0 == rule.y1 and -0.3 * size < rule.y0 - bottom < 0.8 * size
        if below and rule.x0 - 3 <= (x0 + x1) / 2 <= rule.x1 + 3 and rule.x1 - rule.x0 < 0.85 * width:
            over = [i for i, (a, b) in enumerate(columns) if rule.x0 - 3 <= (a + b) / 2 <= rule.x1 + 3]
            if over:
                return over[0], over[-1]
    return None


def _place(segment: list[Word], columns: list[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column that a segment stands over."""
    x0, x1 = segment[0].x0, segment[-1].x1
    over = [i for i, (a, b) in enumerate(columns) if min(x1, b) - max(x0, a) > 0.3 * min(b - a, x1 - x0)]
    if over:
        return over[0], over[-1]
    middle = (x0 + x1) / 2
    nearest = min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - middle))
    return nearest, nearest


def _with_head(rows: list[_Row], start: int, columns: list[tuple[float, float]]) -> int:
    """Takes in single lines above that head some of the columns ("Seizures (kg)"), up to the caption."""
    while start > 0:
        row, below = rows[start - 1], rows[start]
        if not 0 <= below.y0 - row.y1 < 1.2 * row.size or is_caption(row.text) or len(row.text) > 60:
            break
        if row.segments[0][0].x0 < columns[0][1] or row.segments[-1][-1].x1 > columns[-1][1] + 20:
            break
        start -= 1
    return start


def _wraps(row: _Row, before: _Row, numeric: list[_Row]) -> bool:
    """Whether a single segment goes on with the label above it: closer to it than rows are to each other."""
    if row.is_split or len(numeric) < 2:
        return False
    steps = sorted(b.y0 - a.y0 for a, b in itertools.pairwise(numeric) if b.y0 > a.y0)
    usual = steps[len(steps) // 2] if steps else 0
    return 0 < row.y0 - before.y0 < 0.85 * usual
