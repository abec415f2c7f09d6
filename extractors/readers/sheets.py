"""What all spreadsheets share: cells become titles, tables and notes; numbers are written plainly."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass

from extractors.readers.draft import Draft, GridCell, is_caption

_NUMBER = re.compile(r"-?[0-9][0-9.,\s]*%?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[/-][0-9]{2,4})?")


@dataclass(slots=True)
class SheetCell:
    """A cell that holds something; rows and columns count from the sheet's first, from 0."""

    text: str
    row: int
    column: int
    column_span: int = 1
    row_span: int = 1


def printed(number: float, decimals: int | None = None) -> str:
    """A number without grouping and with a decimal point, so that no language reads it otherwise.

    `decimals` is how many the cell shows; None for all that it has. Three decimals would look like a thousand
    ("4.600"), so they lose their zeros or get one more.
    """
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    if decimals is not None and (number == 0 or round(number, decimals) != 0):
        text = f"{number:.{min(decimals, 15)}f}"
    else:
        text = f"{number:.15g}"
        text = f"{number:.0f}" if "e+" in text else f"{number:.20f}".rstrip("0") if "e-" in text else text
    whole, _, part = text.partition(".")
    if len(part) == 3:
        part = part.rstrip("0")
        part = f"{part}0" if len(part) == 3 else part
    return f"{whole}.{part}" if part else whole


def add_sheet(draft: Draft, sheet: str, cells: list[SheetCell]) -> None:
    """Writes a sheet into the draft: lone cells above and below as text, the rest as tables.

    Rows keep the numbers that they have in the sheet, so that the first is 0.
    """
    label = f"sheet {sheet}" if sheet else ""
    rows = _rows_of(cells)
    for block in _blocks(rows):
        for side in _sides([cell for number in block for cell in rows[number]]):
            _add_block(draft, label, side)


def _add_block(draft: Draft, label: str, rows: dict[int, list[SheetCell]]) -> None:
    head, body, foot = _parts(sorted(rows), rows)
    for numbers, heading in ((head, True), (body, False), (foot, False)):
        if numbers is body and numbers:
            grid = [
                GridCell(c.text, c.row, c.column, c.column_span, c.row_span) for n in body for c in rows[n]
            ]
            draft.add_table(grid, label=label)
            continue
        for number in numbers:
            text = " ".join(c.text for c in sorted(rows[number], key=lambda c: c.column))
            draft.add(text, heading=heading and number == numbers[0], label=label)


def _blocks(rows: dict[int, list[SheetCell]]) -> list[list[int]]:
    """Rows between empty ones; an empty row inside a table of numbers does not end it."""
    blocks: list[list[int]] = []
    for number in sorted(rows):
        covered = blocks and any(c.row + c.row_span > number for c in rows[blocks[-1][-1]])
        if (blocks and (number == blocks[-1][-1] + 1 or covered)) or (
            blocks and number <= blocks[-1][-1] + 3 and _goes_on(rows, blocks[-1], number)
        ):
            blocks[-1].append(number)
        else:
            blocks.append([number])
    return blocks


def _sides(cells: list[SheetCell]) -> list[dict[int, list[SheetCell]]]:
    """The tables that stand beside each other with empty columns between them, as rows; mostly it is one.

    Each must begin with a column of names: an empty column within a table does not divide it.
    """
    whole = _rows_of(cells)
    wide = [cell for row in whole.values() if len(row) > 1 for cell in row]
    taken = {column for cell in wide for column in range(cell.column, cell.column + cell.column_span)}
    starts = sorted(column for column in taken if column - 1 not in taken)
    ends = [*starts[1:], math.inf]
    sides = [
        _rows_of([cell for cell in cells if start <= cell.column < end])
        for start, end in zip([0, *starts[1:]], ends, strict=False)
    ]
    return sides if len(sides) > 1 and all(map(_begins_with_names, sides)) else [whole]


def _rows_of(cells: list[SheetCell]) -> dict[int, list[SheetCell]]:
    rows: dict[int, list[SheetCell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    return rows


def _begins_with_names(rows: dict[int, list[SheetCell]]) -> bool:
    body = [row for row in rows.values() if len(row) > 1]
    start = min((cell.column for row in body for cell in row), default=0)
    names = sum(any(c.column == start and not _NUMBER.fullmatch(c.text) for c in row) for row in body)
    return len(body) > 1 and names > 0.6 * len(body)


def _goes_on(rows: dict[int, list[SheetCell]], block: list[int], number: int) -> bool:
    """Whether a row behind an empty one has numbers in the columns where the rows before have them."""
    before = {c.column for n in block[-5:] for c in rows[n] if _is_amount(c.text)}
    row = rows[number]
    if len(row) == 1:
        # A lone label, such as a continent's name; the row below it decides.
        below = rows.get(number + 1, [])
        lone = not is_caption(row[0].text) and len(row[0].text) < 60 and row[0].column_span == 1
        return lone and len(below) > 1 and _goes_on(rows, block, number + 1)
    return bool(before & {c.column for c in row if _is_amount(c.text)})


def _is_amount(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and not _YEAR.fullmatch(text)


def _parts(block: list[int], rows: dict[int, list[SheetCell]]) -> tuple[list[int], list[int], list[int]]:
    """Titles above, table, notes below: rows with one cell of text at either end are no part of the table."""
    first, last = 0, len(block)
    while first < last and _is_prose(rows[block[first]]):
        first += 1
    while last > first and _is_prose(rows[block[last - 1]]):
        last -= 1
    body = block[first:last]
    columns = {c.column for n in body for c in rows[n]}
    if len(body) < 2 or len(columns) < 2:
        return block, [], []
    return block[:first], body, block[last:]


def _is_prose(row: list[SheetCell]) -> bool:
    return len(row) == 1 and not _NUMBER.fullmatch(row[0].text)
