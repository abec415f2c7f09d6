"""The heads of a table that only white space makes: which lines they are, and what they stand over."""

from __future__ import annotations

import itertools

from extractors.readers.draft import GridCell, is_caption
from extractors.readers.pdf.cells import is_number, is_year, line_text
from extractors.readers.pdf.page import Word
from extractors.readers.pdf.rows import NUMBER_GAP, Columns, Row, place_of
from extractors.readers.pdf.rules import Rule

_MOST_LINES = 14
_HIGHEST = 5.0  # lines


def head_rows(rows: list[Row], start: int, columns: Columns, body: float) -> list[Row]:
    """The rows of the head that stands above row `start`, from top to bottom; `body` is where the amounts begin.

    Cells of a head are drawn one after the other, so that their lines go up and down; lines at one height are
    one row.
    """
    first = rows[start]
    gaps = sorted(b.y0 - a.y1 for a, b in itertools.pairwise(rows[start:]))
    loose = max(first.size, 1.5 * gaps[len(gaps) // 2] if gaps else 0.0)
    at = start
    top = first.y0
    while at > 0 and start - at < _MOST_LINES:
        row = rows[at - 1]
        inside = row.x0 > columns[0][0] - 2 * row.size and row.x1 < columns[-1][1] + 2 * row.size
        near = (
            first.y0 - row.y0 < _HIGHEST * max(first.size, loose)
            and top - row.y1 < loose
            and row.y1 < max(first.y0, body) + 2
        )
        if not inside or not near or is_caption(row.text) or _is_sentence(row, columns):
            break
        top = min(top, row.y0)
        at -= 1
    # A single line over the first column only, or over everything, is a title or a paragraph's end.
    while at < start and not rows[at].is_split and _is_title(rows[at], rows[at + 1 : start + 1], columns):
        at += 1
    return _levels(rows[at:start])


def _is_sentence(row: Row, columns: Columns) -> bool:
    text = row.text.strip()
    whole = columns[-1][1] - columns[0][0]
    return (
        text.endswith((".", "。", ";", ":", "："))
        or len(text) > 90
        or (not row.is_split and row.x1 - row.x0 > 0.75 * whole)
    )


def _is_title(row: Row, below: list[Row], columns: Columns) -> bool:
    if row.x0 > columns[0][1]:
        return False  # heads some of the columns
    beside = any(abs(other.middle - row.middle) < 1.2 * row.size for other in below)
    return not beside


def _levels(rows: list[Row]) -> list[Row]:
    levels: list[Row] = []
    for row in sorted(rows, key=lambda r: (r.middle, r.x0)):
        if levels and row.middle - levels[-1].middle < 0.4 * row.size:
            segments = sorted([*levels[-1].segments, *row.segments], key=lambda s: s[0].x0)
            levels[-1] = Row(segments, row.size)
        else:
            levels.append(Row(list(row.segments), row.size))
    return levels


def split_by_columns(row: Row, columns: Columns) -> Row:
    """Heads that stand close beside each other, each over its own column, are cells of their own."""
    segments: list[list[Word]] = []
    for segment in row.segments:
        part = [segment[0]]
        for before, word in itertools.pairwise(segment):
            apart = place_of([before], columns)[1] < place_of([word], columns)[0]
            if apart and word.x0 - before.x1 > NUMBER_GAP * row.size:
                segments.append(part)
                part = []
            part.append(word)
        segments.append(part)
    return Row(segments, row.size)


def head_places(segments: list[list[Word]], columns: Columns, rules: list[Rule]) -> list[tuple[int, int]]:
    """The columns that each head stands over: those above the rule below it, or those it is centred over."""
    places = [place_of(s, columns) for s in segments]
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
        elif lone and (not is_number(line_text(segment)) or is_year(line_text(segment))):
            middle = (segment[0].x0 + segment[-1].x1) / 2
            choices = [(a, b) for a in range(max(left, 1), first + 1) for b in range(last, right + 1)]
            off = {c: abs((columns[c[0]][0] + columns[c[1]][1]) / 2 - middle) for c in choices}
            best = min(choices, key=lambda c: (off[c], c[1] - c[0]), default=(first, last))
            if off.get(best, 0) + 3 < off.get((first, last), 0):
                places[i] = best
    return places


def spread_over_groups(cells: list[GridCell], width: int) -> None:
    """Widens heads that stand at one edge of the columns they are of: 2021 and 2022 over "kg | cases | kg | cases".

    That the row below says the same again for each of them shows the columns that each has.
    """
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    for number, row in rows.items():
        heads = sorted((c for c in row if c.column > 0), key=lambda c: c.column)
        below = {c.column: c.text for c in rows.get(number + 1, ()) if c.column > 0 and c.column_span == 1}
        size = (width - 1) // len(heads) if len(heads) > 1 else 0
        if size < 2 or size * len(heads) != width - 1 or len(below) != width - 1:
            continue
        repeats = all(text == below[(column - 1) % size + 1] for column, text in below.items())
        apart = all(1 + i * size <= c.column < 1 + (i + 1) * size for i, c in enumerate(heads))
        if repeats and apart and len(set(below.values())) == size:
            for i, cell in enumerate(heads):
                cell.column, cell.column_span = 1 + i * size, size


def _over_rule(segment: list[Word], columns: Columns, rules: list[Rule]) -> tuple[int, int] | None:
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
