"""Which figures a set of filters keeps, and which it would keep without one of them; some of them, as columns of codes
and numbers.

A million figures differ in few ways in what most questions are about (measure, unit, support …): each distinct
combination of these is a profile. A condition or a count of them looks at the profiles, not at every figure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

FEW = 8
PART = 1 << 16  # numpy makes eight bytes of each code first: not of all of them at once


class Coded:
    """A column of names as numbers: `codes` count its `values`, −1 where there is none."""

    def __init__(self, codes: np.ndarray, values: tuple[str, ...]) -> None:
        self.codes, self.values = codes, values

    @cached_property
    def _texts(self) -> np.ndarray:
        return np.array([*self.values, ""], dtype=object)

    @classmethod
    def of(cls, column: pd.Series) -> Coded:
        """A categorical column."""
        return cls(column.cat.codes.to_numpy(), tuple(map(str, column.cat.categories)))

    @classmethod
    def of_flags(cls, flags: np.ndarray) -> Coded:
        """Whether or not, as "yes" and ""."""
        return cls(flags.astype("int8"), ("", "yes"))

    def among(self, wanted: Collection[str]) -> np.ndarray:
        """A table by code, and last by the code of no value, that says which values are wanted."""
        return np.array([*(value in wanted for value in self.values), False])

    def having(self, wanted: Collection[str]) -> np.ndarray:
        """Which rows have one of the wanted values."""
        kept, found = self.among(wanted), np.zeros(len(self.codes), dtype=bool)
        if kept.sum() <= FEW:
            for code in np.flatnonzero(kept).tolist():  # plain numbers: others would widen the codes
                found |= self.codes == code
            return found
        for first in range(0, len(found), PART):
            part = slice(first, first + PART)
            kept.take(self.codes[part], out=found[part], mode="wrap")
        return found

    def counted(self, codes: np.ndarray, weights: np.ndarray | None = None) -> dict[str, int]:
        """How often each value comes among the codes; each as often as its weight says."""
        found = np.bincount(np.add(codes, 1, dtype="int64"), weights, len(self.values) + 1)[1:]
        return dict(zip(self.values, found.astype("int64").tolist(), strict=True))

    def texts(self, codes: np.ndarray) -> list[str]:
        """The values of some codes; "" for none."""
        return self._texts.take(codes).tolist()


class Links:
    """From each figure to several things (its claims, its publishers): pairs, sorted by the figure."""

    def __init__(self, figures: np.ndarray, to: np.ndarray, n: int) -> None:
        self.figures, self.to = figures, to
        self._starts = np.searchsorted(figures, np.arange(n + 1)).astype("int32")

    def of(self, figures: np.ndarray) -> np.ndarray:
        """What the figures (ascending positions) lead to, in no order."""
        return self.to.take(self.pairs(figures))

    def pairs(self, figures: np.ndarray) -> np.ndarray:
        """Where their pairs are: the first of each figure, then the second of those that have one, and so on."""
        at, last = self._starts.take(figures).astype("int64"), self._starts.take(figures + 1)
        found = []
        while len(at):
            more = np.flatnonzero(at < last)
            at, last = at.take(more), last.take(more)
            found.append(at)
            at = at + 1
        return np.concatenate(found) if found else np.zeros(0, dtype="int64")


class Sets:
    """What each figure leads to as one number: figures that lead to the same values have the same code."""

    def __init__(self, links: Links, values: tuple[str, ...], n: int) -> None:
        """`links` give the codes of `values`, each once a figure."""
        self.values = values
        by_value = np.argsort(links.to, kind="stable")
        self._figures = links.figures.take(by_value)
        self._ends = np.cumsum(np.bincount(links.to, minlength=len(values)))
        self.codes = np.zeros(n, dtype="int32")
        sets, members, first, last = [], [], 0, 1
        inside = np.zeros((1, 0), dtype="int64")  # the values of the sets of one size
        many = np.bincount(links.figures, minlength=n)
        starts = np.cumsum(many) - many
        figures, size = np.flatnonzero(many), 0
        while len(figures):
            value = links.to.take(starts.take(figures) + size).astype("int64")
            wider, found = pd.factorize((self.codes.take(figures) - first) * np.int64(len(values)) + value)
            inside = np.column_stack([inside[found // len(values)], found % len(values)])
            first, last, size = last, last + len(found), size + 1
            self.codes[figures] = wider + first
            sets.append(np.repeat(np.arange(first, last), size))
            members.append(inside.ravel())
            figures = figures[many.take(figures) > size]
        self._n = last
        self._sets = np.concatenate([np.zeros(0, dtype="int64"), *sets])
        self._members = np.concatenate([np.zeros(0, dtype="int64"), *members])

    def among(self, wanted: Collection[str]) -> np.ndarray:
        """A table by code that says which sets hold a wanted value."""
        found = np.zeros(self._n, dtype=bool)
        found[self._sets[Coded(self._members, self.values).having(wanted)]] = True
        return found

    def having(self, wanted: Collection[str]) -> np.ndarray:
        """Which figures lead to a wanted value."""
        found = np.zeros(len(self.codes), dtype=bool)
        for code in np.flatnonzero([value in wanted for value in self.values]):
            found[self._figures[self._ends[code - 1] if code else 0 : self._ends[code]]] = True
        return found

    def counted(self, codes: np.ndarray, weights: np.ndarray | None = None) -> dict[str, int]:
        """How many of the figures with these codes lead to each value."""
        of_sets = np.bincount(codes, weights, self._n)
        return Coded(self._members, self.values).counted(self._members, of_sets.take(self._sets))


class Profiles:
    """The distinct combinations of some columns. `codes` says of which profile each figure is."""

    def __init__(self, columns: Mapping[str, Coded | Sets]) -> None:
        together = np.zeros(1, dtype="int64")
        sizes = {name: int(column.codes.max(initial=-1)) + 2 for name, column in columns.items()}
        for name, column in columns.items():
            together = together * sizes[name] + (column.codes + 1)
        self.codes, found = pd.factorize(together)
        self.columns = dict(columns)
        self._own: dict[str, np.ndarray] = {}
        for name in reversed(columns):
            self._own[name] = found % sizes[name] - 1
            found = found // sizes[name]

    def __len__(self) -> int:
        return len(next(iter(self._own.values())))

    def among(self, name: str, *wanted: str) -> np.ndarray:
        """Which profiles have one of the wanted names."""
        return self.columns[name].among(wanted).take(self._own[name])

    def flag(self, name: str) -> np.ndarray:
        """Which profiles have a flag."""
        return self.among(name, "yes")

    def counted(self, name: str, figures: np.ndarray) -> dict[str, int]:
        """How many figures have each name, from how many have each profile."""
        return self.columns[name].counted(self._own[name], figures)


@dataclass(frozen=True, slots=True)
class Columns:
    """All figures: as a table, its columns of names as codes, those of numbers, and their profiles."""

    table: pd.DataFrame
    coded: Mapping[str, Coded]
    numbers: Mapping[str, np.ndarray]
    profiles: Profiles


class Base:
    """Figures by their positions, all of them where there are none given; what they have of each profile."""

    def __init__(self, profiles: Profiles, at: np.ndarray | None = None) -> None:
        self._profiles, self.at = profiles, at

    @cached_property
    def profile(self) -> np.ndarray:
        """The profile of each."""
        return self._profiles.codes if self.at is None else self._profiles.codes.take(self.at)

    @cached_property
    def counted(self) -> np.ndarray:
        """How many of them have each profile."""
        return np.bincount(self.profile, minlength=len(self._profiles))

    def kept(self, profiles: np.ndarray) -> np.ndarray:
        """The positions of those that have one of the profiles (a boolean array)."""
        if self.at is not None and profiles.all():
            return self.at
        kept = np.flatnonzero(profiles.take(self.profile))
        return kept if self.at is None else self.at.take(kept)


class Rows:
    """Some figures, narrowed step by step before anything is made of them."""

    def __init__(self, columns: Columns, base: Base, profiles: np.ndarray | None = None) -> None:
        """Those of `base` that have one of the profiles (a boolean array)."""
        self._columns, self._base = columns, base
        self._kept = np.ones(len(columns.profiles), dtype=bool) if profiles is None else profiles

    @cached_property
    def at(self) -> np.ndarray:
        """Their positions."""
        return self._base.kept(self._kept)

    @property
    def profiles(self) -> Profiles:
        """What conditions for `having` and `number_of` are made from."""
        return self._columns.profiles

    def __len__(self) -> int:
        return self.number_of(self._kept)

    def number_of(self, profiles: np.ndarray) -> int:
        """How many of them have one of the profiles."""
        return int(self._base.counted.dot(self._kept & profiles))

    def having(self, profiles: np.ndarray) -> Rows:
        """Those of them that have one of the profiles."""
        return Rows(self._columns, self._base, self._kept & profiles)

    def only(self, kept: np.ndarray) -> Rows:
        """Those of them that a boolean array keeps, or in the order of an array of positions among them."""
        at = self.at.take(np.flatnonzero(kept) if kept.dtype == bool else kept)
        return Rows(self._columns, Base(self.profiles, at))

    def codes(self, name: str) -> np.ndarray:
        """A column of names, as codes."""
        return self._columns.coded[name].codes.take(self.at)

    def number(self, name: str) -> np.ndarray:
        """A column of numbers; nan where there is none."""
        return self._columns.numbers[name].take(self.at)

    def texts(self, name: str) -> list[str]:
        """A column of names."""
        return self._columns.coded[name].texts(self.codes(name))

    def plain(self, name: str) -> list[str]:
        """A column of texts that are not coded."""
        return self._columns.table[name].array.take(self.at).tolist()

    def among(self, name: str, wanted: Collection[str]) -> np.ndarray:
        """Which of them have one of the wanted names."""
        return self._columns.coded[name].among(wanted).take(self.codes(name))

    def equal(self, name: str, value: str) -> np.ndarray:
        """Which of them have this name."""
        values = self._columns.coded[name].values
        return self.codes(name) == (values.index(value) if value in values else -2)

    def counts(self, name: str) -> dict[str, int]:
        """How many of them have each name that any of them has."""
        if name in self.profiles.columns:
            found = self.profiles.counted(name, self._base.counted * self._kept)
        else:
            found = self._columns.coded[name].counted(self.codes(name))
        return {value: n for value, n in found.items() if n}

    def lookup(self, name: str, table: Mapping[str, int], other: int) -> np.ndarray:
        """Numbers for a column of names."""
        values = self._columns.coded[name].values
        return np.array([*(table.get(value, other) for value in values), other]).take(self.codes(name))

    def together(self, keys: Sequence[str]) -> tuple[np.ndarray, int]:
        """One code for the names in several columns, and how many such codes there may be."""
        found, many = np.zeros(len(self.at), dtype="int64"), 1
        for key in keys:
            of_key = len(self._columns.coded[key].values) + 1
            found, many = found * of_key + (self.codes(key) + 1), many * of_key
        return found, many

    def first_of_each(self, keys: Sequence[str]) -> Rows:
        """The first of those that have the same names in the columns `keys`."""
        return self.only(np.sort(np.unique(self.together(keys)[0], return_index=True)[1]))

    def kinds(self, name: str, of: str) -> dict[str, int]:
        """For each name in a column, with how many names of another column it comes."""
        found, many = self.together([name, of])
        values = self._columns.coded[name].values
        met = np.bincount(found, minlength=many).reshape(len(values) + 1, -1)[1:] > 0
        return dict(zip(values, met.sum(axis=1).tolist(), strict=True))

    def most_frequent(self, name: str) -> str:
        """The most frequent name, the first in the alphabet of several; "" of none."""
        counted = {value: n for value, n in self.counts(name).items() if value}
        return min(counted, key=lambda value: (-counted[value], value)) if counted else ""

    def table(self) -> pd.DataFrame:
        """Their rows, with the columns that views are made of."""
        return self._columns.table.take(self.at)


class Selection:
    """The figures that filters keep: those of a base whose profile fits each of the other filters."""

    def __init__(self, columns: Columns, base: Base, filters: Mapping[str, np.ndarray]) -> None:
        """`filters`: which profiles each keeps."""
        self._base, self._filters, self._profiles = base, filters, columns.profiles
        self.rows = Rows(columns, base, self._without(""))

    @property
    def all(self) -> np.ndarray:
        """Their positions, ascending."""
        return self.rows.at

    def _without(self, name: str) -> np.ndarray:
        kept = np.ones(len(self._profiles), dtype=bool)
        for other, profiles in self._filters.items():
            if other != name:
                kept &= profiles
        return kept

    def counted(self, column: str, name: str) -> dict[str, int]:
        """How many figures have each name in a column, were the filter `name` not set."""
        return self._profiles.counted(column, self._base.counted * self._without(name))
