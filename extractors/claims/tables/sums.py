"""What a row of a sum adds up: the rows of its section, or those of the whole table.

"Total" under the last of several sections can be either; the numbers tell it, or the row is not read.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.claims.tables.grid import Grid

_NEAR = 0.005  # of a sum: what rounding leaves between it and its parts


class Sums:
    """Tells of a table's rows of sums which rows they add up.

    `value` reads a cell's text as a number, None where it is none; `is_total` and `is_subtotal` tell of a row's index
    whether its heads are those of a sum, and of a sum that is only of a part of the table.
    """

    def __init__(
        self,
        grid: Grid,
        value: Callable[[str], float | None],
        is_total: Callable[[int], bool],
        is_subtotal: Callable[[int], bool],
    ) -> None:
        self._grid, self._value = grid, value
        rows = sorted({cell.row for cell in grid.numbers})
        self._totals = {row for row in rows if is_total(row)}
        self._parts = [row for row in rows if row not in self._totals]
        self._sections = {section.row for row in rows if (section := grid.sections.get(row)) is not None}
        self._subtotals = {row for row in self._totals if is_subtotal(row)}

    def of_section(self, row: int) -> bool | None:
        """Whether the sum in a row is that of its section (else of the table); None where nothing tells it."""
        section = self._grid.sections.get(row)
        if row in self._subtotals:
            return True if section is not None else None
        if section is None or (len(self._sections) == 1 and self._parts and self._parts[0] > section.row):
            return section is not None
        before = [part for part in self._parts if part < row]
        own = self._adds_up(row, [part for part in before if part > section.row])
        if own != self._adds_up(row, before):
            return own
        return self._by_order(row, section.row)

    def _by_order(self, row: int, section: int) -> bool | None:
        """What the other sums of the table tell of one: a second sum below a section is the table's."""
        if self._subtotals or any(section < other < row for other in self._totals):
            return False
        summed = {self._grid.sections[other].row for other in self._totals if other in self._grid.sections}
        if summed == self._sections:
            return True
        return False if summed == {section} == {max(self._sections)} else None

    def _adds_up(self, row: int, parts: list[int]) -> bool:
        """Whether the numbers of a row are the sums of those of the parts, column by column."""
        columns = [cell.column for cell in self._grid.numbers if cell.row == row]
        return bool(columns) and bool(parts) and all(self._fits(row, column, parts) for column in columns)

    def _fits(self, row: int, column: int, parts: list[int]) -> bool:
        total = self._number(row, column)
        added = sum(self._number(part, column) or 0.0 for part in parts)
        return total is not None and abs(added - total) <= max(_NEAR * abs(total), 0.5 * len(parts) ** 0.5)

    def _number(self, row: int, column: int) -> float | None:
        cell = self._grid.at.get((row, column))
        return self._value(cell.text) if cell is not None else None
