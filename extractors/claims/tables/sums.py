"""What a row of a sum adds up: the rows of its section, or those of the whole table.

"Total" under the last of several sections can be either; the numbers tell it, or the row is not read.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
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
        self._grid = grid
        numbers: dict[int, dict[int, float | None]] = defaultdict(dict)
        for cell in grid.numbers:
            numbers[cell.row][cell.column] = value(cell.text)
        rows = sorted(numbers)
        self._totals = {row for row in rows if is_total(row)}
        self._parts = [row for row in rows if row not in self._totals]
        self._sections = {section.row for row in rows if (section := grid.sections.get(row)) is not None}
        self._subtotals = {row for row in self._totals if is_subtotal(row)}
        self._stated = {row: numbers[row] for row in self._totals}
        self._up_to = _running_sums([numbers[row] for row in self._parts])

    def of_section(self, row: int) -> bool | None:
        """Whether the sum in a row is that of its section (else of the table); None where nothing tells it."""
        section = self._grid.sections.get(row)
        if row in self._subtotals:
            return True if section is not None else None
        if section is None or (len(self._sections) == 1 and self._parts and self._parts[0] > section.row):
            return section is not None
        first, last = bisect.bisect(self._parts, section.row), bisect.bisect(self._parts, row)
        own = self._adds_up(row, first, last)
        if own != self._adds_up(row, 0, last):
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

    def _adds_up(self, row: int, first: int, last: int) -> bool:
        """Whether the numbers of a row are the sums of those of the parts from `first` to before `last`, by columns."""
        stated = self._stated[row]
        rounding = 0.5 * (last - first) ** 0.5
        return (
            bool(stated)
            and last > first
            and all(
                total is not None
                and abs(self._up_to[column][last] - self._up_to[column][first] - total)
                <= max(_NEAR * abs(total), rounding)
                for column, total in stated.items()
            )
        )


def _running_sums(rows: list[dict[int, float | None]]) -> dict[int, list[float]]:
    """Column → the sums of its numbers in the first 0, 1, 2 … rows."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0] * (len(rows) + 1))
    for column in {column for row in rows for column in row}:
        held = sums[column]
        for index, row in enumerate(rows):
            held[index + 1] = held[index] + (row.get(column) or 0.0)
    return sums
