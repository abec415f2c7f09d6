"""A number as it is found in a text, before anything is known of what it measures or counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Number:
    """A number at `[start, end)`. `step` is the weight of its last printed digit; `source` tells how it is written:
    digits, words, article, half, characters, one (a lone 一), fraction (then `value` is per cent) or dozen."""

    start: int
    end: int
    value: float
    step: float = 0.0
    source: str = "digits"
    more: bool = False
    scale: float = 1.0
    digits: str = ""
