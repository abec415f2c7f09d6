"""Which figures a set of filters keeps, and which it would keep without one of them; some of them, as columns of codes
and numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of names as numbers: `codes` count its `values`, −1 where there is none."""

    codes: np.ndarray
    values: tuple[str, ...]

    @classmethod
    def of(cls, column: pd.Series) -> Coded:
        """A categorical column."""
        return cls(column.cat.codes.to_numpy(), tuple(map(str, column.cat.categories)))

    def among(self, wanted: Collection[str]) -> np.ndarray:
        """A table by code, and last by the code of no value, that says which values are wanted."""
        return np.array([*(value in wanted for value in self.values), False])

    def counted(self, codes: np.ndarray) -> dict[str, int]:
        """How often each value comes among the codes."""
        found = np.bincount(codes[codes >= 0], minlength=len(self.values)).tolist()
        return dict(zip(self.values, found, strict=True))


class Links:
    """From each figure to several things (its claims, its publishers): pairs, sorted by the figure."""

    def __init__(self, figures: np.ndarray, to: np.ndarray, n: int) -> None:
        self.figures, self.to = figures, to
        self._starts = np.searchsorted(figures, np.arange(n + 1)).astype("int32")

    def of(self, figures: np.ndarray) -> np.ndarray:
        """What the figures (ascending positions) lead to, one after the other."""
        return self.to[self.pairs(figures)]

    def pairs(self, figures: np.ndarray) -> np.ndarray:
        """Where their pairs are."""
        first, last = self._starts[figures], self._starts[figures + 1]
        many = last - first
        total = int(many.sum())
        if not total:
            return np.zeros(0, dtype="int64")
        step = np.ones(total, dtype="int64")
        starts, lengths = first[many > 0], many[many > 0]
        step[0] = starts[0]
        step[np.cumsum(lengths)[:-1]] = starts[1:] - starts[:-1] - lengths[:-1] + 1
        return np.cumsum(step)


class Selection:
    """The positions of the figures that filters keep, from the masks of those that are set."""

    def __init__(self, masks: Mapping[str, np.ndarray], n: int) -> None:
        misses = np.zeros(n, dtype="uint8")
        for mask in masks.values():
            misses += ~mask
        self._near = np.flatnonzero(misses <= 1).astype("int32")
        self._inside = misses[self._near] == 0
        self._masks = masks
        self.all = self._near[self._inside]

    def without(self, name: str) -> np.ndarray:
        """The figures that all filters but one keep."""
        mask = self._masks.get(name)
        return self.all if mask is None else self._near[self._inside | ~mask[self._near]]


class Rows:
    """Some figures by their positions, narrowed step by step before anything is made of them."""

    def __init__(
        self,
        table: pd.DataFrame,
        coded: Mapping[str, Coded],
        numbers: Mapping[str, np.ndarray],
        at: np.ndarray,
    ) -> None:
        self._table, self._coded, self._numbers, self.at = table, coded, numbers, at

    def __len__(self) -> int:
        return len(self.at)

    def only(self, kept: np.ndarray) -> Rows:
        """Those of them that a boolean array keeps, or in the order of an array of positions among them."""
        return Rows(self._table, self._coded, self._numbers, self.at[kept])

    def codes(self, name: str) -> np.ndarray:
        """A column of names, as codes."""
        return self._coded[name].codes[self.at]

    def number(self, name: str) -> np.ndarray:
        """A column of numbers; nan where there is none."""
        return self._numbers[name][self.at]

    def among(self, name: str, wanted: Collection[str]) -> np.ndarray:
        """Which of them have one of the wanted names."""
        return self._coded[name].among(wanted)[self.codes(name)]

    def equal(self, name: str, value: str) -> np.ndarray:
        """Which of them have this name."""
        values = self._coded[name].values
        return self.codes(name) == (values.index(value) if value in values else -2)

    def counts(self, name: str) -> dict[str, int]:
        """How many of them have each name that any of them has."""
        return {value: n for value, n in self._coded[name].counted(self.codes(name)).items() if n}

    def lookup(self, name: str, table: Mapping[str, int], other: int) -> np.ndarray:
        """Numbers for a column of names."""
        return np.array([*(table.get(value, other) for value in self._coded[name].values), other])[
            self.codes(name)
        ]

    def first_of_each(self, keys: Sequence[str]) -> Rows:
        """The first of those that have the same names in the columns `keys`."""
        together = np.zeros(len(self.at), dtype="int64")
        for key in keys:
            together = together * (len(self._coded[key].values) + 1) + self.codes(key)
        return self.only(np.sort(np.unique(together, return_index=True)[1]))

    def most_frequent(self, name: str) -> str:
        """The most frequent name, the first in the alphabet of several; "" of none."""
        counted = {value: n for value, n in self.counts(name).items() if value}
        return min(counted, key=lambda value: (-counted[value], value)) if counted else ""

    def table(self) -> pd.DataFrame:
        """Their rows, with the columns that views are made of."""
        return self._table.take(self.at)
