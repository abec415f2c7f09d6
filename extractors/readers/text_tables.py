"""Tables drawn with "|" in Markdown: cells with their place in the text, which stays as it is."""

from __future__ import annotations

import re

from extractors.readers.draft import caption_of_lines
from extractors.records import Cell, Table

_RULE_MARKS = frozenset("|:-=+ \t")
_LONGEST_RULE = 5000


def pipe_tables(text: str) -> tuple[Table, ...]:
    """The tables of a Markdown text: a row of cells, a rule of dashes, rows until a line without "|"."""
    if "|" not in text:
        return ()
    lines: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    tables = []
    last = 0
    for i in range(1, len(lines)):
        if i <= last or "|" not in lines[i - 1][1] or not _is_rule(lines[i][1]):
            continue
        last = i
        while last + 1 < len(lines) and "|" in lines[last + 1][1]:
            last += 1
        rows = [lines[i - 1], *lines[i + 1 : last + 1]]
        cells = [cell for number, (at, line) in enumerate(rows) for cell in _cells(line, at, number)]
        above = [line for _, line in lines[max(i - 5, 0) : i - 1]]
        caption, count = caption_of_lines(above)
        first = lines[i - 1 - count][0] if count else lines[i - 1][0]
        end = lines[last][0] + len(lines[last][1])
        if cells:
            tables.append(Table(first, end, tuple(cells), caption))
    return tuple(tables)


def _cells(line: str, at: int, row: int) -> list[Cell]:
    cells = []
    begin = line.find("|") + 1 if line.lstrip().startswith("|") else 0
    for column, match in enumerate(re.finditer(r"((?:\\\||[^|])*)(?:\||$)", line[begin:])):
        raw = match[1]
        inner = raw.strip()
        if inner:
            start = at + begin + match.start(1) + raw.index(inner)
            cells.append(Cell(inner, start, start + len(inner), row, column))
    return cells


def _is_rule(line: str) -> bool:
    """Whether a line is that of dashes below a table's head: "|---|--:|", "+----+----+"."""
    drawn = ("|" in line or "+" in line) and ("--" in line or "==" in line)
    return len(line) < _LONGEST_RULE and drawn and set(line) <= _RULE_MARKS
