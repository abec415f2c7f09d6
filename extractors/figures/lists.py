"""What is loaded when it is asked for, and many short lists in few arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

K, V = TypeVar("K"), TypeVar("V")


class Lazy(dict[K, V], Generic[K, V]):
    """A dict that loads what is asked for by [] for the first time."""

    def __init__(self, load: Callable[[K], V]) -> None:
        super().__init__()
        self._load = load

    def __missing__(self, key: K) -> V:
        value = self[key] = self._load(key)
        return value


class Lists(NamedTuple):
    """Many short lists in one: `held` arrays in order of `keys` (64 bits)."""

    keys: np.ndarray
    held: tuple[np.ndarray, ...]

    @classmethod
    def of(cls, keys: np.ndarray, *held: np.ndarray) -> Lists:
        """Lists of entries in any order."""
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], tuple(array[order] for array in held))

    def rows(self, key: int) -> slice:
        """Where a key's entries stand."""
        wanted = np.uint64(key)
        first = int(np.searchsorted(self.keys, wanted))
        if first == len(self.keys) or self.keys[first] != wanted:
            return slice(first, first)
        return slice(first, int(np.searchsorted(self.keys, wanted, side="right")))

    def get(self, key: int) -> tuple[list[Any], ...]:
        """A key's entries, a list for each array."""
        rows = self.rows(key)
        return tuple(array[rows].tolist() for array in self.held)
