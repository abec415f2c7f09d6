"""Tables with ruling lines: the areas that the lines enclose are the cells, merged ones included."""

from __future__ import annotations

import itertools
from collections import defaultdict

from extractors.readers.draft import GridCell
from extractors.readers.pdf.cells import PdfTable, cell_text, is_number, line_text, text_lines
from extractors.readers.pdf.page import Page, Word
from extractors.readers.pdf.rules import Rule

_SNAP = 3.0  # points within which lines are one line
_MOST_LATTICE = 40_000
_LEAST_CELL = 4.0


def ruled_tables(page: Page) -> list[PdfTable]:
    """The tables on a page whose cells are enclosed by lines, from top to bottom."""
    across = [r for r in page.rules if r.y0 == r.y1]
    down = [r for r in page.rules if r.x0 == r.x1]
    if len(across) < 2 or not down:
        return []
    down = down + _open_sides(across, down)
    ys = _snapped([r.y0 for r in across] + [y for r in down for y in (r.y0, r.y1)])
    xs = _snapped([r.x0 for r in down] + [x for r in across for x in (r.x0, r.x1)])
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_LATTICE:
        return []
    areas = _areas(_Lattice(xs, ys, across, down))
    words = [word for line in page.lines for word in line.words]
    tables = [_table(group, words) for group in _groups(areas)]
    return sorted((t for t in tables if t), key=lambda t: t.box[1])


def _open_sides(across: list[Rule], down: list[Rule]) -> list[Rule]:
    """The missing left and right borders of tables that have lines between their columns only."""
    extents: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in across:
        extents[(round(rule.x0 / _SNAP), round(rule.x1 / _SNAP))].append(rule)
    sides = []
    for rules in extents.values():
        x0, x1 = rules[0].x0, rules[0].x1
        # Two tables of one width are not one: between the rows of a table a line between its columns goes on.
        for above, below in itertools.pairwise(sorted(rules, key=lambda r: r.y0)):
            middle = (above.y0 + below.y0) / 2
            if any(x0 + _SNAP < r.x0 < x1 - _SNAP and r.y0 < middle < r.y1 for r in down):
                sides += [Rule(x, above.y0, x, below.y0) for x in (x0, x1)]
    return sides


def _snapped(values: list[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _SNAP and value - groups[-1][0] <= 2 * _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


class _Lattice:
    """All positions of lines on a page, and between which of them a line is drawn."""

    def __init__(self, xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> None:
        self.xs, self.ys = xs, ys
        self.across = [[False] * (len(xs) - 1) for _ in ys]
        self.down = [[False] * (len(ys) - 1) for _ in xs]
        for rule in across:
            row = self.across[_nearest(ys, rule.y0)]
            for i in range(len(xs) - 1):
                middle = (xs[i] + xs[i + 1]) / 2
                row[i] = row[i] or rule.x0 - 1 <= middle <= rule.x1 + 1
        for rule in down:
            column = self.down[_nearest(xs, rule.x0)]
            for j in range(len(ys) - 1):
                middle = (ys[j] + ys[j + 1]) / 2
                column[j] = column[j] or rule.y0 - 1 <= middle <= rule.y1 + 1


def _nearest(values: list[float], value: float) -> int:
    return min(range(len(values)), key=lambda i: abs(values[i] - value))


_Area = tuple[int, int, int, int]  # columns from, to; rows from, to (lattice positions, end exclusive)


def _areas(lattice: _Lattice) -> list[tuple[_Area, tuple[float, float, float, float]]]:
    """The enclosed rectangles: fields without a line between them are one; open ones are none."""
    wide, high = len(lattice.xs) - 1, len(lattice.ys) - 1
    outside = wide * high
    parent = list(range(outside + 1))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j in range(high):
        for i in range(wide):
            here = j * wide + i
            right = here + 1 if i + 1 < wide else outside
            below = here + wide if j + 1 < high else outside
            if not lattice.down[i + 1][j]:
                parent[find(here)] = find(right)
            if not lattice.across[j + 1][i]:
                parent[find(here)] = find(below)
            if (i == 0 and not lattice.down[0][j]) or (j == 0 and not lattice.across[0][i]):
                parent[find(here)] = find(outside)
    fields: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for j in range(high):
        for i in range(wide):
            root = find(j * wide + i)
            if root != find(outside):
                fields[root].append((i, j))
    areas = []
    for members in fields.values():
        i0, i1 = min(i for i, _ in members), max(i for i, _ in members) + 1
        j0, j1 = min(j for _, j in members), max(j for _, j in members) + 1
        box = lattice.xs[i0], lattice.ys[j0], lattice.xs[i1], lattice.ys[j1]
        if len(members) == (i1 - i0) * (j1 - j0) and min(box[2] - box[0], box[3] - box[1]) >= _LEAST_CELL:
            areas.append(((i0, i1, j0, j1), box))
    return areas


def _groups(areas: list[tuple[_Area, tuple]]) -> list[list[tuple[_Area, tuple]]]:
    """Areas that touch each other."""
    groups: list[list[tuple[_Area, tuple]]] = []
    for area in areas:
        touching = [g for g in groups if any(_touch(area[1], other[1]) for other in g)]
        merged = [area, *(member for group in touching for member in group)]
        groups = [g for g in groups if g not in touching] + [merged]
    return groups


def _touch(a: tuple, b: tuple) -> bool:
    return (
        a[0] <= b[2] + 2 * _SNAP
        and b[0] <= a[2] + 2 * _SNAP
        and a[1] <= b[3] + 2 * _SNAP
        and b[1] <= a[3] + 2 * _SNAP
    )


def _table(group: list[tuple[_Area, tuple]], words: list[Word]) -> PdfTable | None:
    lefts = sorted({area[0] for area, _ in group})
    tops = sorted({area[2] for area, _ in group})
    if len(group) < 4 or len(tops) < 2 or len(lefts) < 2:
        return None
    box = tuple(f(b[i] for _, b in group) for i, f in enumerate((min, min, max, max)))
    near = [
        w for w in words if box[0] <= (w.x0 + w.x1) / 2 <= box[2] and box[1] <= (w.y0 + w.y1) / 2 <= box[3]
    ]
    contents: list[tuple[GridCell, list[Word]]] = []
    for (i0, i1, j0, j1), place in group:
        inside = [w for w in near if _holds(place, w)]
        cell = GridCell("", tops.index(j0), lefts.index(i0))
        cell.column_span = max(sum(i0 <= i < i1 for i in lefts), 1)
        cell.row_span = max(sum(j0 <= j < j1 for j in tops), 1)
        contents.append((cell, inside))
    filled = [(cell, inside) for cell, inside in contents if inside]
    rows, columns = {c.row for c, _ in filled}, {c.column for c, _ in filled}
    if len(rows) < 2 or len(columns) < 2 or len(filled) < 4 or len(filled) < 0.3 * len(contents):
        return None
    taken = {id(w) for _, inside in filled for w in inside}
    edges = [*sorted({place[0] for _, place in group}), box[2]]
    columns = [(a, b) for a, b in itertools.pairwise(edges) if b - a >= _LEAST_CELL]
    return PdfTable(_split_rows(filled), box, taken, columns)


def _holds(place: tuple, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return place[0] <= x < place[2] and place[1] <= y < place[3]


def _split_rows(filled: list[tuple[GridCell, list[Word]]]) -> list[GridCell]:
    """Cells as text; rows that are set apart by their lines of numbers only, without a rule, become rows."""
    rows: dict[int, list[tuple[GridCell, list[Word]]]] = defaultdict(list)
    for cell, inside in filled:
        rows[cell.row].append((cell, inside))
    result: list[GridCell] = []
    shift = 0
    for number in sorted(rows):
        lines = [(cell, text_lines(inside)) for cell, inside in rows[number]]
        counts = [
            len(ls) for _, ls in lines if len(ls) > 1 and all(is_number(line_text(each)) for each in ls)
        ]
        parts = max(counts, default=1)
        whole = parts > 1 and all(len(ls) in (1, parts) for _, ls in lines)
        for cell, ls in lines:
            texts = [line_text(each) for each in ls] if whole and len(ls) == parts else [_text(ls)]
            for i, text in enumerate(texts):
                high = cell.row_span if len(texts) == 1 else 1
                result.append(GridCell(text, cell.row + shift + i, cell.column, cell.column_span, high))
        shift += parts - 1 if whole else 0
    return result


def _text(lines: list[list[Word]]) -> str:
    return cell_text(word for line in lines for word in line)
