"""The ruling lines drawn on a PDF page, which make its tables."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.readers.pdf.characters import Turn

_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 20_000
_MOST_IN_PATH = 4000
_DEEPEST = 4  # forms within forms
_THIN = 2.5  # points: a filled rectangle thinner than this is a rule

_Point = tuple[float, float, bool]  # x, y, whether the pen moved here without drawing
_Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Rule:
    """A straight line on the page: horizontal where y0 == y1, vertical where x0 == x1."""

    x0: float
    y0: float
    x1: float
    y1: float


def drawn_rules(page, turn: Turn) -> tuple[list[Rule], float]:
    """The rules on a page, and the area of its pictures in square points; no rules where it is full of them, as a
    map is."""
    import pypdfium2.raw as raw

    rules: list[Rule] = []
    pictures = 0.0
    for count, (kind, thing, matrix) in enumerate(_objects(page, raw)):
        if count > _MOST_OBJECTS or len(rules) > _MOST_SEGMENTS:
            return [], pictures
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = matrix
            pictures += max(abs(a * d - b * c), 1.0)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules_of(_points(thing, matrix, turn, raw)))
    return rules, pictures


def _objects(page, raw) -> Iterator[tuple[int, object, _Matrix]]:
    """Kind, object and matrix to the page of all that is drawn, forms walked into."""
    waiting = [
        (raw.FPDFPage_GetObject(page, i), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 1)
        for i in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS + 2))
    ]
    waiting.reverse()
    while waiting:
        thing, outer, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        matrix = outer
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE):
            matrix = _times(_matrix_of(thing, raw), outer)
        yield kind, thing, matrix
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(raw.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)
            waiting += [(raw.FPDFFormObj_GetObject(thing, i), matrix, depth + 1) for i in range(count)]


def _matrix_of(thing, raw) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _points(path, matrix: _Matrix, turn: Turn, raw) -> list[_Point]:
    """The corners of a path as the reader sees them; none for round shapes."""
    count = raw.FPDFPath_CountSegments(path)
    if not 1 < count <= _MOST_IN_PATH:
        return []
    a, b, c, d, e, f = matrix
    points: list[_Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    start = None
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        moves = kind == raw.FPDF_SEGMENT_MOVETO
        points.append((*point, moves))
        start = point if moves else start
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            points.append((*start, False))
    return points


def _rules_of(points: list[_Point]) -> list[Rule]:
    if not points:
        return []
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if y1 - y0 <= _THIN and x1 - x0 > 4:
        return [Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)]
    if x1 - x0 <= _THIN and y1 - y0 > 4:
        return [Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)]
    return [r for a, b in itertools.pairwise(points) if not b[2] and (r := _straight(a, b))]


def _straight(a: _Point, b: _Point) -> Rule | None:
    if abs(a[1] - b[1]) < 0.7 and abs(a[0] - b[0]) > 4:
        return Rule(min(a[0], b[0]), (a[1] + b[1]) / 2, max(a[0], b[0]), (a[1] + b[1]) / 2)
    if abs(a[0] - b[0]) < 0.7 and abs(a[1] - b[1]) > 4:
        return Rule((a[0] + b[0]) / 2, min(a[1], b[1]), (a[0] + b[0]) / 2, max(a[1], b[1]))
    return None
