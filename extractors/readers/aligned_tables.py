"""Tables that spaces or tabs align in plain text: cells with their place in the text, which stays as it is."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from operator import itemgetter

from extractors.readers.draft import caption_of_lines, is_caption
from extractors.records import Cell, Table

_RULE = re.compile(r"[\s+|]*[-=_–—─═*.]{3,}[-=_–—─═+|*.\s]*")
_NUMBER = re.compile(
    r"[(\[<>≥≤~≈+−–-]?\s?[0-9][0-9.,' \u2009\u202f]{0,30}\s?[%‰]?\)?(?:\s?[*†‡§¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈ]{1,3})?|\.{1,3}|…|[-–—]{1,2}|n\.?/?a\.?|nd",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[-/–][0-9]{2,4})?年?[*¹²³⁴]?")
_LEADERS = re.compile(r"(?:\. ?){4,}|…{2,}|·{4,}")
_LEAST_ROWS = 2
_MOST_HEAD = 6
_MOST_WORDS = 9  # in a cell; more are prose set wide
_LONGEST_LINE = 2000


@dataclass(slots=True)
class _Segment:
    """A run of characters without a gap: its offsets in the text, and its columns on the screen."""

    text: str
    start: int
    end: int
    x0: int
    x1: int


@dataclass(slots=True)
class _Row:
    segments: list[_Segment] = field(default_factory=list)
    line: int = 0

    def amounts(self) -> int:
        """Numbers behind the first cell."""
        return sum(bool(_NUMBER.fullmatch(s.text)) for s in self.segments[1:])

    def is_body(self) -> bool:
        """Whether it holds an amount, or says that there is none: a row of years alone is a head."""
        behind = self.segments[1:]
        return any(_NUMBER.fullmatch(s.text) and not _YEAR.fullmatch(s.text) for s in behind)


_Columns = list[tuple[int, int]]


def aligned_tables(text: str) -> tuple[Table, ...]:
    """The tables of a plain text: rows of numbers that stand in columns, the lines of heads above them."""
    if "  " not in text and "\t" not in text:
        return ()
    lines = text.split("\n")
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    tables, i, free = [], 0, 0
    rows = [_row(line, starts[n], n) for n, line in enumerate(lines)]
    while i < len(lines):
        if not rows[i].is_body() or _LEADERS.search(lines[i]):
            i += 1
            continue
        end = _end_of(rows, lines, i)
        table = _table(rows, lines, starts, free, i, end)
        if table is not None:
            tables.append(table)
            free = end
        i = max(end, i + 1)
    return tuple(tables)


def with_aligned(text: str, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """`tables` of a text and those that spaces align in the rest of it, in their order."""
    found = [
        table
        for table in aligned_tables(text)
        if not any(other.start < table.end and table.start < other.end for other in tables)
    ]
    return tuple(sorted([*tables, *found], key=lambda table: table.start)) if found else tables


def _row(line: str, at: int, number: int) -> _Row:
    if len(line) > _LONGEST_LINE or _RULE.fullmatch(line) or "|" in line:
        return _Row([], number)
    segments, x, last = [], 0, 0
    for match in re.finditer(r"\S+(?: \S+)*", line):
        x += sum(
            8 - (x + n) % 8 if c == "\t" else _width(c) for n, c in enumerate(line[last : match.start()])
        )
        wide = sum(map(_width, match[0]))
        segments.append(_Segment(match[0], at + match.start(), at + match.end(), x, x + wide))
        x, last = x + wide, match.end()
    return _Row(segments, number)


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _end_of(rows: list[_Row], lines: list[str], start: int) -> int:
    """Where the rows of a table end; a line of its own inside, a rule or one blank line belong to it."""
    end = last = start
    while end < len(rows):
        row = rows[end]
        if row.is_body() and len(row.segments) > 1:
            last = end
        elif (
            end - last > 2
            or (len(row.segments) == 1 and len(row.segments[0].text) > 60)
            or _LEADERS.search(lines[end])
        ):
            break
        end += 1
    return last + 1


def _table(
    rows: list[_Row], lines: list[str], starts: list[int], free: int, start: int, end: int
) -> Table | None:
    body = [row for row in rows[start:end] if row.segments]
    numeric = [row for row in body if row.is_body()]
    segments = [s for row in numeric for s in row.segments]
    prose = sum(len(s.text.split()) > _MOST_WORDS for s in segments)
    if len(numeric) < _LEAST_ROWS or prose > 0.1 * len(segments):
        return None
    columns = _columns(numeric)
    if len(columns) < 2 or not _is_regular(numeric, columns):
        return None
    head = _head(rows, lines, free, start, columns)
    taken = [*head, *body]
    cells = [
        Cell(s.text, s.start, s.end, number, first, last - first + 1)
        for number, row in enumerate(taken)
        for s, (first, last) in zip(row.segments, _places(row, columns, number < len(head)), strict=True)
    ]
    above = lines[max(taken[0].line - 4, free) : taken[0].line]
    while above and _RULE.fullmatch(above[-1]):
        above.pop()
    caption, count = caption_of_lines(above)
    caption, count = (caption, count) if caption else _plain_caption(above)
    lead = max(taken[0].line - 4, free) + len(above) - count
    first_line = lead if count else taken[0].line
    last_line = taken[-1].line
    return Table(starts[first_line], starts[last_line] + len(lines[last_line]), tuple(cells), caption)


def _plain_caption(above: list[str]) -> tuple[str, int]:
    """The single line right above a table, where it is short, no sentence, and stands apart from the text before."""
    at = len(above)
    while at and not above[at - 1].strip():
        at -= 1
    line = above[at - 1].strip() if at else ""
    apart = at < 2 or not above[at - 2].strip()
    if 8 <= len(line) <= 160 and apart and line[-1] not in ".。;；,，" and "  " not in line:
        return line, len(above) - at + 1
    return "", 0


def _columns(rows: list[_Row]) -> _Columns:
    """The extents of the columns: where the segments of the rows with the usual number of cells lie."""
    counts = Counter(len(row.segments) for row in rows)
    usual = max(counts, key=lambda n: (counts[n], n))
    columns: list[list[int]] = []
    for x0, x1 in sorted((s.x0, s.x1) for row in rows if len(row.segments) >= usual for s in row.segments):
        if columns and x0 < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    return [(x0, x1) for x0, x1 in columns]


def _is_regular(rows: list[_Row], columns: _Columns) -> bool:
    """Whether each row's cells fall into columns of their own."""
    for row in rows:
        places = [_over(s, columns) for s in row.segments]
        if any(first != last for first, last in places) or len(set(places)) != len(places):
            return False
    return True


def _over(segment: _Segment, columns: _Columns) -> tuple[int, int]:
    """The first and last column that a segment stands over, else the nearest one."""
    first = bisect.bisect_right(columns, segment.x0, key=itemgetter(1))  # that ends behind its start
    last = bisect.bisect_left(columns, segment.x1, key=itemgetter(0)) - 1  # that begins before its end
    if first <= last:
        return first, last
    if first == len(columns) or last < 0:
        nearest = max(last, 0)
    else:
        nearest = last if segment.x0 - columns[last][1] < columns[first][0] - segment.x1 else first
    return nearest, nearest


def _places(row: _Row, columns: _Columns, head: bool) -> list[tuple[int, int]]:
    places = [_over(s, columns) for s in row.segments]
    if head and len(row.segments) == len(columns):
        return [(i, i) for i in range(len(columns))]
    if head and len(row.segments) == len(columns) - 1 and places[0][0] > 0:
        return [(i, i) for i in range(1, len(columns))]
    return places


def _head(rows: list[_Row], lines: list[str], free: int, start: int, columns: _Columns) -> list[_Row]:
    """The lines of heads above row `start`, from the top; a rule may stand between, two blank lines may not."""
    head: list[_Row] = []
    at, blank = start, 0
    while at > free and len(head) < _MOST_HEAD and blank < 2:
        at -= 1
        row, line = rows[at], lines[at]
        if not line.strip():
            blank += 1
            if head:
                break
            continue
        if _RULE.fullmatch(line):
            continue
        lone = len(row.segments) < 2 and (not row.segments or row.segments[0].x0 < columns[0][1])
        if (
            not row.segments
            or is_caption(line)
            or lone
            or any(len(s.text.split()) > _MOST_WORDS for s in row.segments)
        ):
            break
        head.insert(0, row)
    return head
