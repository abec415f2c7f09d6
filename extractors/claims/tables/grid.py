"""A table as a grid: which cells are heads, which are numbers, and which heads stand over and before a number."""

from __future__ import annotations

import re

from extractors.records import Cell, Table

# A number, a percentage or an amount with a footnote mark: "1,470", "12.5%", "336 ¹", "1.470", "(944)"
NUMBER = re.compile(
    r"[(\[]?[<>≥≤~≈+−–-]?\s?[0-9]{1,15}(?:[.,' \u00a0\u202f][0-9]{1,6}){0,5}\s?%?[)\]]?\s?(?:[¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠ*†‡§]{1,3}|\(?[a-z]\)|[a-c])?$"
)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}(?:[/–-][0-9]{2,4})?年?(?:\s?[¹²³⁴⁵ᵃᵇᶜᵈᵉ*†‡]{1,3})?$")
_MANY = 0.6  # of a column's cells, for the column to be one of numbers


class Grid:
    """The cells of a table by row and column, merged cells standing in every place that they cover."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.at: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self.at.setdefault((row, column), cell)
        self.rows = 1 + max((row for row, _ in self.at), default=-1)
        self.columns = 1 + max((column for _, column in self.at), default=-1)
        self.head_rows = self._count_head_rows()
        self.head_columns = self._find_head_columns()
        self.numbers = self._find_numbers()

    def _count_head_rows(self) -> int:
        """Rows at the top without a number that is no year."""
        for row in range(self.rows):
            cells = {self.at[row, c] for c in range(self.columns) if (row, c) in self.at}
            texts = [cell.text.strip() for cell in cells if cell.text.strip()]
            amounts = [t for t in texts if NUMBER.match(t) and not _YEAR.match(t)]
            labels = [t for t in texts if not NUMBER.match(t) and re.search(r"[^\W\d_]", t)]
            years = [t for t in texts if _YEAR.match(t)]
            if amounts or (years and labels and row and len(years) < len(texts) - 1):
                return row
            if years and row and not labels and len(years) == 1 and len(texts) > 1:
                return row
        return min(self.rows, 1)

    def _find_head_columns(self) -> set[int]:
        """Columns that tell what their rows are about: names, and years in a column of their own."""
        heads = set()
        for column in range(self.columns):
            texts = [
                self.at[r, column].text.strip()
                for r in range(self.head_rows, self.rows)
                if (r, column) in self.at
            ]
            texts = [t for t in texts if t]
            years = sum(bool(_YEAR.match(t)) for t in texts)
            numbers = sum(bool(NUMBER.match(t)) for t in texts)
            if (
                not texts
                or years >= 0.9 * len(texts)
                or (numbers < _MANY * len(texts) and (column == 0 or numbers == 0))
            ):
                heads.add(column)
        return heads

    def _find_numbers(self) -> list[Cell]:
        found = []
        for cell in self.table.cells:
            inside = cell.row >= self.head_rows and cell.column not in self.head_columns
            if inside and cell.column_span == 1 and NUMBER.match(cell.text.strip()):
                found.append(cell)
        return found

    def heads(self, cell: Cell) -> list[str]:
        """The texts of the heads of a cell, the nearest first: its row's, then its column's, then its section's."""
        texts = [self.at[cell.row, c].text for c in sorted(self.head_columns) if (cell.row, c) in self.at]
        over = [self.at[row, cell.column] for row in range(self.head_rows) if (row, cell.column) in self.at]
        texts += [head.text for head in dict.fromkeys(reversed(over))]
        if section := self._section(cell):
            texts.append(section)
        return [t for t in texts if t.strip()]

    def row_text(self, cell: Cell) -> str:
        """The row of a cell, as it stands in the report."""
        cells = [self.at[cell.row, c] for c in range(self.columns) if (cell.row, c) in self.at]
        return " | ".join(c.text for c in dict.fromkeys(cells))

    def _section(self, cell: Cell) -> str:
        """A line inside the table that spans it and names what follows: "Heroin" over rows of countries."""
        for row in range(cell.row - 1, self.head_rows - 1, -1):
            cells = {self.at[row, c] for c in range(self.columns) if (row, c) in self.at}
            texts = [c.text.strip() for c in cells if c.text.strip()]
            if len(texts) == 1 and not NUMBER.match(texts[0]):
                return texts[0]
        return ""
