"""A quantity: a number with what it measures or counts, and why it can make no claim."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.rules.number import Number


@dataclass(slots=True)
class Quantity:
    """A number with what it measures. `kind` is mass, area, volume, tablet, plant, person, case, laboratory,
    incident, percent, factor, generic (a classifier alone) or bare; `refused` says why it can make no claim."""

    start: int
    end: int
    number: Number
    value: float
    unit: str
    kind: str
    unit_key: str = ""
    noun: str = ""
    bound: str = "exact"
    bound_start: int | None = None
    low: float | None = None
    high: float | None = None
    factor: float = 1.0
    refused: str = ""
    attrs: dict = field(default_factory=dict)

    @property
    def step(self) -> float:
        """Weight of the last printed digit, in the claim's unit."""
        return self.number.step * self.factor
