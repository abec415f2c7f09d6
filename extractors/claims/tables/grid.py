"""A table as a grid: which cells are heads, which are numbers, and which heads stand over and before a number."""

from __future__ import annotations

import re

from extractors.records import Cell, Table

# A number, a percentage or an amount with a footnote mark: "1,470", "12.5%", "336 ¹", "1.470", "(944)"
NUMBER = re.compile(
    r"[(\[]?[<>≥≤~≈+−–-]?\s?[0-9]{1,15}(?:[.,' \u00a0\u202f][0-9]{1,6}){0,5}\s?[%％]?[)\]]?\s?"
    r"(?:[¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠ*†‡§]{1,3}|\(?[a-z]\)|[a-c])?$"
)
# The same with its unit behind it: "46 kg", "1,2 t", "46公斤"
MEASURED = re.compile(r"[<>≥≤~≈]?\s?[0-9]{1,15}(?:[.,' \u00a0\u202f][0-9]{1,6}){0,5}\s?[^\W\d_]{1,12}\.?$")
YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}(?:[/–-][0-9]{2,4})?年?(?:\s?[¹²³⁴⁵ᵃᵇᶜᵈᵉ*†‡]{1,3})?$")
MISSING = re.compile(
    r"(?:[.…·‥]{1,4}|[-–—−*/]{1,3}|n\.? ?[/.]? ?[adr]\.?|nd|s/d|x|\?|无|暂无)?$", re.IGNORECASE
)
_MANY = 0.6  # of a column's cells, for the column to be one of numbers


def is_number(text: str) -> bool:
    """Whether a cell holds a number, alone or with its unit."""
    text = text.strip()
    return bool(NUMBER.match(text) or (MEASURED.match(text) and not YEAR.match(text[:4])))


class Grid:
    """The cells of a table by row and column, merged cells standing in every place that they cover.

    `named` tells of the head of a column whether it names what the column's rows are about (a country, a year).
    """

    def __init__(self, table: Table, named=lambda text: False) -> None:
        self.table = table
        self.at: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self.at.setdefault((row, column), cell)
        self.first = min((row for row, _ in self.at), default=0)
        self.rows = 1 + max((row for row, _ in self.at), default=-1)
        self.columns = 1 + max((column for _, column in self.at), default=-1)
        self.head_rows = self._count_head_rows()
        self._spread_heads()
        self.head_columns = self._find_head_columns(named)
        self.numbers = self._find_numbers()
        self.sections = self._find_sections()

    def cells_of(self, row: int) -> list[Cell]:
        """The cells of a row that hold something, from left to right; merged ones once."""
        cells = (self.at.get((row, column)) for column in range(self.columns))
        return list(dict.fromkeys(cell for cell in cells if cell is not None and cell.text.strip()))

    def over(self, row: int, column: int) -> list[Cell]:
        """The heads that stand over a place, the nearest first."""
        over = (self.at.get((r, column)) for r in range(min(row, self.head_rows) - 1, self.first - 1, -1))
        return list(dict.fromkeys(cell for cell in over if cell is not None and cell.text.strip()))

    def name_of(self, column: int) -> str:
        """All heads of a column as one text, from the top."""
        return " ".join(cell.text.strip() for cell in reversed(self.over(self.head_rows, column)))

    def beside(self, row: int) -> list[tuple[int, Cell, bool]]:
        """The heads of a row: column, cell, and whether the cell is one of a row above that goes on here.

        "Heroin | 2011 | …" above " | 2012 | …": a label left out is that of the row above, if a later one is there.
        """
        columns = sorted(self.head_columns)
        found: list[tuple[int, Cell, bool]] = []
        last = max((c for c in columns if self._holds(row, c)), default=-1)
        for column in columns:
            if self._holds(row, column):
                found.append((column, self.at[row, column], False))
            elif column < last:
                above = next(
                    (r for r in range(row - 1, self.head_rows - 1, -1) if self._holds(r, column)), None
                )
                if above is not None and row - above < 200:
                    found.append((column, self.at[above, column], True))
        return found

    def row_text(self, row: int) -> str:
        """A row as it stands in the report."""
        return " | ".join(cell.text for cell in self.cells_of(row))

    def _holds(self, row: int, column: int) -> bool:
        return (row, column) in self.at and bool(self.at[row, column].text.strip())

    def _count_head_rows(self) -> int:
        """Rows at the top without a number that is no year; the first row of `head_rows` counts from the sheet's first."""
        for row in range(self.first, self.rows):
            texts = [cell.text.strip() for cell in self.cells_of(row)]
            years = [t for t in texts if YEAR.match(t)]
            amounts = [t for t in texts if is_number(t) and not YEAR.match(t)]
            labels = [t for t in texts if not is_number(t) and re.search(r"[^\W\d_]", t)]
            if (
                amounts
                or self._opens_a_section(row)
                or (years and row > self.first and self._names_a_row(row))
            ):
                return row
            if (
                years
                and labels
                and row > self.first
                and 1 < len(years) + 1 < len(texts) <= len(self.cells_of(row - 1))
            ):
                return row
            if years and row > self.first and not labels and len(years) == 1 and len(texts) > 1:
                return row
        return self.first + min(self.rows - self.first, 1)

    def _spread_heads(self) -> None:
        """Heads over groups of columns whose merging was lost: "Heroin | | Cocaine | " over "Number | kg | Number | kg"."""
        for row in range(self.first, self.head_rows - 1):
            heads = [cell for cell in self.cells_of(row) if cell.column > 0 and cell.column_span == 1]
            if len(heads) < 2:
                continue
            start = heads[0].column
            size, over = divmod(self.columns - start, len(heads))
            below = [
                self.at[row + 1, c].text if (row + 1, c) in self.at else ""
                for c in range(start, self.columns)
            ]
            placed = [cell.column for cell in heads] == list(range(start, self.columns, max(size, 1)))
            if over or size < 2 or not placed or below != below[:size] * len(heads) or not all(below):
                continue
            for cell in heads:
                for column in range(cell.column, cell.column + size):
                    self.at.setdefault((row, column), cell)

    def _opens_a_section(self, row: int) -> bool:
        """Whether a row has only a label, in the first column, below heads of several columns: "Asia" over countries."""
        cells = self.cells_of(row)
        alone = len(cells) == 1 and cells[0].column == min(column for _, column in self.at)
        return alone and row > self.first and cells[0].column_span == 1 and len(self.cells_of(row - 1)) > 1

    def _names_a_row(self, row: int) -> bool:
        """ "Peru | 1990" below "Country | 2012": a label in a named column, and numbers under heads of their own."""
        here = [cell for cell in self.cells_of(row) if cell.row == row]
        label = next((cell for cell in here if not is_number(cell.text)), None)
        if label is None or label.column_span > 1:
            return False
        heads = {cell.column: self.at.get((row - 1, cell.column)) for cell in here}
        again = heads[label.column]
        if (
            again is not None and again.text.strip() == label.text.strip()
        ):  # a head written in each row it covers
            return False
        return all(
            head is not None and head.text.strip() and head.column_span == 1 for head in heads.values()
        )

    def _find_head_columns(self, named) -> set[int]:
        """Columns that tell what their rows are about: names, and years in a column of their own."""
        heads = set()
        for column in range(self.columns):
            cells = (self.at.get((row, column)) for row in range(self.head_rows, self.rows))
            texts = [cell.text.strip() for cell in cells if cell is not None]
            texts = [t for t in texts if not MISSING.match(t)]
            years = sum(bool(YEAR.match(t)) for t in texts)
            numbers = sum(is_number(t) for t in texts)
            name = self.name_of(column)
            of_years = years >= 0.9 * len(texts) and not YEAR.match(name) and (not name or column == 0)
            if (
                not texts
                or named(name)
                or of_years
                or (numbers < _MANY * len(texts) and (column == 0 or numbers == 0))
            ):
                heads.add(column)
        return heads

    def _find_numbers(self) -> list[Cell]:
        return [
            cell
            for cell in self.table.cells
            if cell.row >= self.head_rows
            and not any(c in self.head_columns for c in range(cell.column, cell.column + cell.column_span))
            and is_number(cell.text)
        ]

    def _find_sections(self) -> dict[int, Cell]:
        """Row → the line above it that spans the table and names what follows: "Heroin" over rows of countries."""
        sections: dict[int, Cell] = {}
        current: Cell | None = None
        for row in range(self.head_rows, self.rows):
            cells = self.cells_of(row)
            if len(cells) == 1 and cells[0].row == row and not is_number(cells[0].text):
                current = cells[0]
            elif current is not None:
                sections[row] = current
        return sections
