"""What a printed number can mean, as an interval, and which of several numbers can mean the same.

- A number is as exact as its last printed digit ("16.2 t" is 16,150 to 16,250 kg). Zeros at its end say that
  it was rounded, down to its second digit: 42,500 is 42,450 to 42,550, and 120,000 is 115,000 to 125,000.
  Percentages are taken as printed.
- "About" is 5 % to either side, or the rounding where that is wider.
- "At least" 120,000 goes up to half as much again, "at most" down to two thirds: nobody says "over 120,000"
  of a million. For a single haul, where agreeing makes two hauls one, it is a quarter.
- Two numbers agree where their intervals overlap by more than a point.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

ABOUT = 0.05
COARSEST = 0.10  # a single printed digit ("1 t") is taken for no more than this share either way
REACH = 1.5  # of "at least" and "at most", for totals
REACH_EVENT = 1.25  # and for single hauls
WORDED = 0.05  # of a change in words ("doubled", "a third"), which has no printed digits: share of the factor
_TOUCH = 1e-9

BOUND_ORDER = {"exact": 0, "range": 1, "about": 2, "at_least": 3, "at_most": 3}

T = TypeVar("T")


def _rounding(value: np.ndarray) -> np.ndarray:
    """Half the weight of the last digit that is not zero, the first two digits always counting."""
    size = np.abs(value)
    with np.errstate(divide="ignore"):
        leading = np.floor(np.log10(np.where(size > 0, size, 1.0)))
    half = np.full(len(value), 0.5e-3)
    for power in range(-2, 12):
        weight = 10.0**power
        scaled = size / weight
        whole = np.abs(scaled - np.round(scaled)) <= 1e-7 * np.maximum(scaled, 1.0)
        half = np.where(whole & (power <= leading - 1), weight / 2, half)
    return np.where(size > 0, half, 0.0)


def half_widths(value: np.ndarray, precision: np.ndarray, percent: np.ndarray) -> np.ndarray:
    """How far a number may be off by rounding. `precision`: half the last printed digit's weight, NaN if
    unknown."""
    printed = np.minimum(precision, np.where(percent, np.inf, COARSEST * np.abs(value)))
    fallback = np.where(percent, np.where(value == np.round(value), 0.5, 0.05), 0.0)
    rounded = np.where(percent, fallback, _rounding(value))
    return np.where(np.isnan(printed), rounded, np.where(percent, printed, np.maximum(printed, rounded)))


def intervals(
    value: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    bound: np.ndarray,
    precision: np.ndarray,
    unit: np.ndarray,
    statistic: np.ndarray,
    event: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and the highest amount that each claim can mean, in the claim's unit; arrays of one length.

    A change is signed and its bound is of its size: "fell by more than a third" reaches down from −33.3.
    """
    percent = unit == "percent"
    change = statistic == "change"
    half = half_widths(value, precision, percent)
    thirds = np.abs(value * 3 / 100 - np.round(value * 3 / 100)) < 0.005
    worded = change & np.isnan(precision) & (thirds | (value % 50 == 0))
    half = np.where(worded, np.maximum(half, WORDED * np.abs(100.0 + value)), half)
    half = np.where(bound == "about", np.maximum(half, ABOUT * np.abs(value)), half)
    reach = np.where(event, REACH_EVENT, REACH)
    lo, hi = value - half, value + half
    ranged = (bound == "range") & ~np.isnan(low) & ~np.isnan(high)
    lo, hi = np.where(ranged, np.minimum(low, high), lo), np.where(ranged, np.maximum(low, high), hi)
    down = value < 0
    more, less = bound == "at_least", bound == "at_most"
    lo = np.where(more, np.where(down, value * reach, value), lo)
    hi = np.where(more, np.where(down, value, value * reach), hi)
    lo = np.where(less, np.where(down, value, value / reach), lo)
    hi = np.where(less, np.where(down, value / reach, value), hi)
    share = statistic == "share"
    return np.where(change, np.maximum(lo, -100.0), lo), np.where(share, np.minimum(hi, 100.0), hi)


def agree(lo: float, hi: float, other_lo: float, other_hi: float) -> bool:
    """Whether two intervals overlap by more than a point, or are the same point."""
    shared = min(hi, other_hi) - max(lo, other_lo)
    if shared > _TOUCH * max(abs(hi), abs(other_hi)):
        return True
    return shared >= 0 and (lo == hi or other_lo == other_hi)


def distance(a: float, b: float) -> float:
    """How far apart two values are, as the logarithm of their ratio; infinite across zero."""
    if a == b:
        return 0.0
    return abs(math.log(a / b)) if a * b > 0 else math.inf


def gather(items: Sequence[T], order: Callable[[T], tuple]) -> list[int]:
    """Group items that can mean the same number; each item's group number.

    Items have `lo`, `hi` and `value`. Taken in `order` (exact and narrow ones first), an item joins the group
    whose first item it agrees with, the nearest of several, or begins one. So the first items of two groups
    never agree, and the groups depend on the set of items alone.
    """
    groups = [0] * len(items)
    if len(items) < 2:
        return groups
    highest = max(abs(item.hi) for item in items)
    if min(item.hi for item in items) - max(item.lo for item in items) > _TOUCH * highest:
        return groups  # some number lies in all of them
    firsts: list[T] = []
    for at in sorted(range(len(items)), key=lambda at: order(items[at])):
        item = items[at]
        fitting = [n for n, first in enumerate(firsts) if agree(item.lo, item.hi, first.lo, first.hi)]
        if fitting:
            groups[at] = min(fitting, key=lambda n: (distance(item.value, firsts[n].value), n))
        else:
            groups[at] = len(firsts)
            firsts.append(item)
    return groups
