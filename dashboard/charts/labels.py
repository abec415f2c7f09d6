"""Names at the ends of lines instead of a legend: each is put where it covers neither a mark nor another
name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

GAP, ROW = 10, 16
COVERED, COVERED_PHONE = 70, 12  # square pixels of marks and other names that a row of a name may cover


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; y grows upwards."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label goes, from its point: pixels right and up, and which end of the text stands there."""

    dx: float
    dy: float
    anchor: str


def around(x: float, y: float, reach: float = 6) -> Box:
    """The box of a mark."""
    return Box(x - reach, x + reach, y - reach, y + reach)


def along(x0: float, y0: float, x1: float, y1: float) -> list[Box]:
    """Small boxes along a line, so that names stay off it."""
    steps = max(2, int((abs(x1 - x0) + abs(y1 - y0)) / 14))
    points = ((x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(1, steps))
    return [around(x, y, 3) for x, y in points]


def _box(x: float, y: float, width: float, rows: int, place: Place) -> Box:
    x, y = x + place.dx, y + place.dy
    left = {"left": x, "right": x - width, "center": x - width / 2}[place.anchor]
    return Box(left, left + width, y - ROW * rows / 2, y + ROW * rows / 2)


def _candidates() -> Iterable[Place]:
    for dy in (0, 8, -8, 16, -16, 24, -24):
        yield Place(GAP, dy, "left")
    for dy in (0, 8, -8, 16, -16):
        yield Place(-GAP, dy, "right")
    for dy in (16, -16, 24, -24):
        yield Place(0, dy, "center")


class Taken:
    """The boxes that names must keep off."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._edges = np.array([(b.left, b.right, b.bottom, b.top) for b in boxes], dtype="float64").reshape(
            -1, 4
        )

    def add(self, box: Box) -> None:
        """One more."""
        self._edges = np.vstack([self._edges, (box.left, box.right, box.bottom, box.top)])

    def overlap(self, box: Box) -> float:
        """The area that a box shares with all of them."""
        left, right, bottom, top = self._edges.T
        wide = np.minimum(box.right, right) - np.maximum(box.left, left)
        high = np.minimum(box.top, top) - np.maximum(box.bottom, bottom)
        return float((np.maximum(wide, 0) * np.maximum(high, 0)).sum())


def place(
    x: float, y: float, width: float, rows: int, taken: Taken, frame: Box, covered: float = COVERED
) -> tuple[Place, Box] | tuple[None, None]:
    """The first free place around a point, else the one that covers least, with the box it takes; none where it
    would cover more than `covered` square pixels a row."""
    best: tuple[float, Place, Box] | None = None
    for number, candidate in enumerate(_candidates()):
        box = _box(x, y, width, rows, candidate)
        outside = max(0, frame.left - box.left) + max(0, box.right - frame.right)
        outside += max(0, frame.bottom - box.bottom) + max(0, box.top - frame.top)
        cost = taken.overlap(box) + outside * 40 + number * 0.01
        if best is None or cost < best[0]:
            best = (cost, candidate, box)
        if cost < 0.5:
            break
    assert best is not None
    return (best[1], best[2]) if best[0] < covered * rows else (None, None)
