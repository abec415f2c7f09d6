"""Names at the ends of lines instead of a legend: each is put where it covers neither a mark nor another
name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

GAP, ROW = 10, 16
COVERED, COVERED_PHONE = 70, 12  # square pixels of marks and other names that a row of a name may cover


class Box(NamedTuple):
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


def around(x: float | np.ndarray, y: float | np.ndarray, reach: float = 6) -> np.ndarray:
    """The boxes of marks: left, right, bottom and top of each."""
    return np.stack([x - reach, x + reach, y - reach, y + reach], axis=-1)


def along(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Small boxes along lines between points (x, y), so that names stay off them."""
    steps = np.maximum(2, (np.abs(ends - starts).sum(axis=1) / 14).astype("int64"))
    line = np.repeat(np.arange(len(steps)), steps - 1)
    first = np.cumsum(steps - 1) - (steps - 1)
    step = np.arange(len(line)) - first.take(line) + 1
    way = (step / steps.take(line))[:, None]
    return around(*(starts[line] + (ends - starts)[line] * way).T, 3)


def _box(x: float, y: float, width: float, rows: int, place: Place) -> Box:
    x, y = x + place.dx, y + place.dy
    left = {"left": x, "right": x - width, "center": x - width / 2}[place.anchor]
    return Box(left, left + width, y - ROW * rows / 2, y + ROW * rows / 2)


@cache
def _candidates() -> tuple[Place, ...]:
    left = (Place(GAP, dy, "left") for dy in (0, 8, -8, 16, -16, 24, -24))
    right = (Place(-GAP, dy, "right") for dy in (0, 8, -8, 16, -16))
    return *left, *right, *(Place(0, dy, "center") for dy in (16, -16, 24, -24))


class Taken:
    """The boxes that names must keep off."""

    def __init__(self, boxes: Sequence[Box | np.ndarray] | np.ndarray = ()) -> None:
        self._edges = np.array(boxes, dtype="float64").reshape(-1, 4)

    def add(self, box: Box) -> None:
        """One more."""
        self._edges = np.vstack([self._edges, box])

    def overlap(self, box: Box) -> float:
        """The area that a box shares with all of them."""
        return self.overlaps([box])[0]

    def overlaps(self, boxes: Sequence[Box]) -> list[float]:
        """The area that each of some boxes shares with all of them."""
        edges = np.array(boxes)
        around = Box(edges[:, 0].min(), edges[:, 1].max(), edges[:, 2].min(), edges[:, 3].max())
        left, right, bottom, top = self._edges.T
        near = (left < around.right) & (right > around.left) & (bottom < around.top) & (top > around.bottom)
        left, right, bottom, top = self._edges.compress(near, axis=0).T
        own = edges[:, :, None]
        wide = np.minimum(own[:, 1], right) - np.maximum(own[:, 0], left)
        high = np.minimum(own[:, 3], top) - np.maximum(own[:, 2], bottom)
        return (np.maximum(wide, 0) * np.maximum(high, 0)).sum(axis=1).tolist()


def place(
    x: float, y: float, width: float, rows: int, taken: Taken, frame: Box, covered: float = COVERED
) -> tuple[Place, Box] | tuple[None, None]:
    """The first free place around a point, else the one that covers least, with the box it takes; none where it
    would cover more than `covered` square pixels a row."""
    boxes = [_box(x, y, width, rows, candidate) for candidate in _candidates()]
    costs = taken.overlaps(boxes)
    for number, box in enumerate(boxes):
        outside = max(0, frame.left - box.left) + max(0, box.right - frame.right)
        outside += max(0, frame.bottom - box.bottom) + max(0, box.top - frame.top)
        costs[number] += outside * 40 + number * 0.01
    free = (number for number, cost in enumerate(costs) if cost < 0.5)
    best = next(free, costs.index(min(costs)))
    return (_candidates()[best], boxes[best]) if costs[best] < covered * rows else (None, None)
