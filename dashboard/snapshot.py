"""What the page reads: claims, reports and figures of one version of the store, coded for fast filtering.

A filter that few profiles of figures tell apart (`selection`) is looked up in these; each other one is a boolean
array over the figures, which is made in less time than it takes to find room for one that is kept.
"""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from functools import reduce
from typing import Any, Protocol

import numpy as np
import pandas as pd

from dashboard.filters import ANY, DEFAULTS, FACETS, SUPPORT, Filters
from dashboard.selection import Base, Coded, Columns, Links, Profiles, Rows, Selection, Sets
from extractors.vocabulary import drugs, places

KEPT_MASKS = 8  # of a byte a figure each
KEPT_SELECTIONS, KEPT_COUNTS = 8, 512
OF_PROFILES = ("measure", "statistic", "form", "support", "language")
OF_FIGURES = tuple(name for name in FACETS if name not in OF_PROFILES)
UNDRAWN = (
    "reason",
    "reason_data",
    "reason_key",
    "flags",
    "stories",
    "publishers",
)  # only evidence shows them
NUMBERS = ("year", "value", "low", "high", "kg_equivalent", "kg_low", "kg_high", "sources", "reports")
MULTIPLE = ("publisher", "language")


class Store(Protocol):
    """The part of the store that the page reads."""

    def claims(self) -> pd.DataFrame: ...
    def reports(self) -> pd.DataFrame: ...
    def figures(self) -> object: ...
    def text(self, report: str) -> str: ...
    def version(self) -> int: ...
    def corrections(self) -> pd.DataFrame: ...


class Snapshot:
    """Tables of one version. `figures` and `claims` have a plain 0..n index; `members` holds pairs of
    positions."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.version = store.version()
        self.reports = store.reports().reset_index(drop=True)
        self.claims = _categories(
            store.claims().reset_index(drop=True), ("publisher", "report", "title", "file", "url")
        )
        figures = store.figures()
        self.figures = figures.table.reset_index(drop=True)
        self.near = figures.near
        self.corrections = store.corrections()
        self.members = self._members(figures.members)
        stating = self.members[self.members["role"].isin(("value", "other"))]
        self._stating = Links(*(stating[n].to_numpy() for n in ("figure_at", "claim_at")), len(self.figures))
        self.claim_position = dict(zip(self.claims["claim"], range(len(self.claims)), strict=True))
        self.figure_position = dict(zip(self.figures["figure"], range(len(self.figures)), strict=True))
        self.links = Links(
            *(self.members[n].to_numpy() for n in ("figure_at", "claim_at")), len(self.figures)
        )
        self._reports = self.claims["report"].cat.codes.to_numpy()
        self._publishers = Coded.of(self.claims["publisher"])
        self._sets = {name: self._set(name) for name in MULTIPLE}
        self.corrected = self._any_member("corrected")
        drawn, coded, numbers = _columns(self.figures)
        self.year = numbers["year"]
        self._years = _years(self.year)
        self._columns = Columns(drawn, coded, numbers, self._profiles(coded, numbers))
        self._masks: OrderedDict[tuple, np.ndarray] = OrderedDict()
        self._bases: OrderedDict[tuple, Base] = OrderedDict()
        self._selections: OrderedDict[tuple, Selection] = OrderedDict()
        self._orders: OrderedDict[tuple, np.ndarray] = OrderedDict()
        self._counts: OrderedDict[tuple, dict] = OrderedDict()
        self._lock = threading.Lock()
        self.known = self._known()

    def _members(self, members: pd.DataFrame) -> pd.DataFrame:
        """`figure_at` and `claim_at` (positions) beside role, value_group, story and source."""
        figure = pd.Index(self.figures["figure"]).get_indexer(members["figure"])
        claim = pd.Index(self.claims["claim"]).get_indexer(members["claim"])
        table = members.assign(figure_at=figure.astype("int32"), claim_at=claim.astype("int32"))
        return (
            table[(figure >= 0) & (claim >= 0)].sort_values(["figure_at", "claim_at"]).reset_index(drop=True)
        )

    def _set(self, column: str) -> Sets:
        """The values of a column of the claims that each figure has."""
        coded = Coded.of(self.claims[column].astype("category"))
        codes = coded.codes[self.members["claim_at"].to_numpy()]
        at = self.members["figure_at"].to_numpy()[codes >= 0]
        codes = codes[codes >= 0]
        _, first = np.unique(at.astype("int64") * (len(coded.values) + 1) + codes, return_index=True)
        n = len(self.figures)
        return Sets(Links(at[first], codes[first], n), coded.values, n)

    def _profiles(self, coded: dict[str, Coded], numbers: dict[str, np.ndarray]) -> Profiles:
        """What conditions are made of that most views have, and those of the facets that have few names."""
        named = ("measure", "statistic", "form", "unit", "status", "scope")
        flags = {
            "stated-origin": ~coded["origin"].having({""}),
            "dated": ~np.isnan(numbers["year"]),
            "convertible": ~np.isnan(numbers["kg_equivalent"]),
            "corrected": self.corrected,
        }
        columns: dict[str, Coded | Sets] = {name: coded[name] for name in named}
        columns["language"] = self._sets["language"]
        return Profiles(columns | {name: Coded.of_flags(found) for name, found in flags.items()})

    def _any_member(self, column: str) -> np.ndarray:
        result = np.zeros(len(self.figures), dtype=bool)
        flags = self.claims[column].to_numpy(dtype=bool)[self._stating.to]
        result[self._stating.figures[flags]] = True
        return result

    def _known(self) -> dict[str, Collection[str]]:
        """The values that a filter may take: publishers and languages of the data, else what the vocabulary
        has, so
        that an address holds when its last figure goes."""
        known: dict[str, Collection[str]] = {n: frozenset(self._sets[n].values) for n in MULTIPLE}
        known["drug"] = frozenset(drugs.DRUGS)
        known["form"] = frozenset(map(str, self.figures["form"].cat.categories)) | {"tablet", "crystal"}
        known["place"] = _Places()
        known["support"] = frozenset(SUPPORT)
        return known

    def _mask(self, name: str, value: object) -> np.ndarray:
        """Which figures one filter keeps. What goes through all sentences or claims is kept."""
        if name not in ("search", "report"):
            return self._compute(name, value)
        return self._kept(self._masks, (name, value), KEPT_MASKS, lambda: self._compute(name, value))

    def _kept(self, kept: OrderedDict[tuple, Any], key: tuple, most: int, make: Callable[[], Any]) -> Any:
        """What was made for a key, made now if it is not there; the most lately used ones are kept."""
        with self._lock:
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        result = make()
        with self._lock:
            kept[key] = result
            while len(kept) > most:
                kept.popitem(last=False)
        return result

    def _compute(self, name: str, value: Any) -> np.ndarray:
        if name == "years":
            first, codes = self._years
            return (codes >= max(0, value[0] - first)) & (codes <= value[1] - first)
        if name == "search":
            return self._with_claims(self.sentences_with(value))
        if name == "report":
            return self._with_claims(self.claims["report"].eq(value).to_numpy(dtype=bool))
        if name == "publisher":
            return self._sets["publisher"].having(value)
        if name == "place":
            column = self._columns.coded["place"]
            return column.having({c for c in column.values if any(place_within(c, p) for p in value)})
        return self._columns.coded[name].having({value} if isinstance(value, str) else set(value))

    def _of_profiles(self, name: str, value: Any) -> np.ndarray:
        """Which profiles one filter keeps."""
        profiles = self._columns.profiles
        if name == "support":
            found = profiles.among("status", *value)
            return found | profiles.flag("corrected") if "corrected" in value else found
        return profiles.among(name, *([value] if isinstance(value, str) else value))

    def _with_claims(self, claims: np.ndarray) -> np.ndarray:
        """Figures that have one of the claims (a boolean array over the claims)."""
        result = np.zeros(len(self.figures), dtype=bool)
        hit = claims[self.members["claim_at"].to_numpy()]
        result[self.members["figure_at"].to_numpy()[hit]] = True
        return result

    def claims_kept(self, figures_at: np.ndarray) -> np.ndarray:
        """Claims (a boolean array) that state one of the figures (positions)."""
        result = np.zeros(len(self.claims), dtype=bool)
        result[self._stating.of(self._ascending(figures_at))] = True
        return result

    def sentences_with(self, words: str) -> np.ndarray:
        """Claims whose sentence holds each of the words, whatever their case."""
        result = np.ones(len(self.claims), dtype=bool)
        for word in words.split():
            found = self.claims["sentence"].str.contains(word, case=False, regex=False, na=False)
            result &= found.to_numpy(dtype=bool)
        return result

    def ordered(self, key: tuple, make: Callable[[], np.ndarray]) -> np.ndarray:
        """The rows of a table in their order, made once for all its slices."""
        return self._kept(self._orders, key, KEPT_SELECTIONS, make)

    def _base(self, filters: Filters) -> Base:
        """The figures that those filters keep which no profile tells apart."""
        values = tuple((name, getattr(filters, name)) for name in OF_FIGURES)

        def make() -> Base:
            masks = [self._mask(*one) for one in values if one[1] != DEFAULTS[one[0]]]
            at = np.flatnonzero(reduce(np.logical_and, masks)) if masks else None
            return Base(self._columns.profiles, at)

        return self._kept(self._bases, values, KEPT_SELECTIONS, make)

    def selection(self, filters: Filters) -> Selection:
        """The positions of the figures that the filters keep."""

        def make() -> Selection:
            values = {name: getattr(filters, name) for name in OF_PROFILES}
            set_here = {name: value for name, value in values.items() if value not in (ANY, ())}
            kept = {name: self._of_profiles(name, value) for name, value in set_here.items()}
            return Selection(self._columns, self._base(filters), kept)

        key = tuple(getattr(filters, name) for name in FACETS)
        return self._kept(self._selections, key, KEPT_SELECTIONS, make)

    def rows(self, filters: Filters) -> Rows:
        """The figures that all filters keep, to be narrowed further."""
        return self.selection(filters).rows

    def kept(self, filters: Filters) -> pd.DataFrame:
        """The same as a table with the columns that views are made of."""
        return self.rows(filters).table()

    def counts(self, name: str, filters: Filters) -> dict[str, int]:
        """How many figures each option of a facet has under the other filters. Places: exact, not their
        insides."""
        key = (name, *(getattr(filters, other) for other in FACETS if other != name))
        return self._kept(self._counts, key, KEPT_COUNTS, lambda: self._count(name, filters))

    def _count(self, name: str, filters: Filters) -> dict[str, int]:
        if name in OF_PROFILES:
            selection = self.selection(filters)
            result = selection.counted("status" if name == "support" else name, name)
            if name == "support":
                result["corrected"] = selection.counted("corrected", name)["yes"]
            return result
        rows = self.selection(filters.without(name)).rows
        column = self._sets["publisher"] if name == "publisher" else self._columns.coded[name]
        return column.counted(column.codes.take(rows.at))

    def year_counts(self, filters: Filters) -> dict[int, int]:
        """Figures a year under the other filters, every year between the first and the last."""
        key = ("years", *(getattr(filters, other) for other in FACETS if other != "years"))
        return self._kept(self._counts, key, KEPT_COUNTS, lambda: self._count_years(filters))

    def _count_years(self, filters: Filters) -> dict[int, int]:
        first, codes = self._years
        counted = np.bincount(codes.take(self.selection(filters.without("years")).all) + 1)[1:]
        years = np.flatnonzero(counted)
        if not len(years):
            return {}
        counted = counted[years[0] :].tolist()
        return dict(
            zip(range(first + int(years[0]), first + len(counted) + int(years[0])), counted, strict=True)
        )

    def support_of(self, figures_at: np.ndarray) -> tuple[int, list[str]]:
        """The number of reports that figures (positions) stand on, and their publishers, most frequent
        first."""
        return self.support_of_claims(self.links.of(self._ascending(figures_at)))

    def _ascending(self, figures_at: np.ndarray) -> np.ndarray:
        """Positions of figures, each once; of many faster by ticking them off than by sorting."""
        if len(figures_at) < len(self.figures) // 64:
            return np.unique(figures_at)
        ticked = np.zeros(len(self.figures), dtype=bool)
        ticked[figures_at] = True
        return np.flatnonzero(ticked)

    def support_of_claims(self, claims_at: np.ndarray) -> tuple[int, list[str]]:
        """The same for claims (positions)."""
        found = self._publishers.counted(np.maximum(self._publishers.codes.take(claims_at), 0))
        order = sorted(found, key=lambda name: -found[name])
        reports = np.zeros(len(self.claims["report"].cat.categories) + 1, dtype=bool)
        reports[self._reports.take(claims_at)] = True
        return int(reports[:-1].sum()), [name for name in order if found[name]]

    def report_years(self, figures_at: np.ndarray) -> dict[int, int]:
        """How many reports stand behind the figures (ascending positions) of each year."""
        pairs = self.links.pairs(figures_at)
        years, reports = self.year[self.links.figures[pairs]], self._reports[self.links.to[pairs]]
        good = ~np.isnan(years)
        many = len(self.claims["report"].cat.categories) + 1
        once = np.unique(years[good].astype("int64") * many + reports[good])
        found, counted = np.unique(once // many, return_counts=True)
        return dict(zip(found.tolist(), counted.tolist(), strict=True))

    def claims_of(self, figure_at: int) -> pd.DataFrame:
        """The claims behind one figure with their role, value_group, story and source."""
        at = self.members["figure_at"].to_numpy()
        rows = self.members.iloc[
            np.searchsorted(at, figure_at) : np.searchsorted(at, figure_at, side="right")
        ]
        claims = self.claims.iloc[rows["claim_at"].to_numpy()].reset_index(drop=True)
        extra = rows[["role", "value_group", "story", "source"]].reset_index(drop=True)
        return pd.concat([claims.drop(columns=[c for c in extra.columns if c in claims]), extra], axis=1)

    def figure_of_claim(self, claim: str) -> int | None:
        """The position of the figure that a claim is a part of."""
        hit = self.members["claim_at"].to_numpy() == self.claim_position[claim]
        hit &= self.members["role"].isin(("value", "other")).to_numpy()
        found = self.members["figure_at"].to_numpy()[hit]
        return int(found[0]) if len(found) else None

    def one_claim(self, claim: str) -> pd.DataFrame:
        """The row of one claim, with the columns that `claims_of` adds."""
        at = self.claim_position[claim]
        return self.claims.iloc[[at]].assign(role="value", value_group=0, story="", source="")

    def text(self, report: str) -> str:
        """A report's text, "" where the store has none."""
        try:
            return self.store.text(report)
        except KeyError:
            return ""


class _Places(Collection[str]):
    """All places of the vocabulary."""

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and places.is_place(code)

    def __iter__(self) -> Iterator[str]:
        return iter(places.members("world"))

    def __len__(self) -> int:
        return len(places.members("world"))


def place_within(code: str, outer: str) -> bool:
    """Whether a place is another one or lies inside it."""
    return code == outer or (bool(code) and places.contains(outer, code))


def _years(years: np.ndarray) -> tuple[int, np.ndarray]:
    """The first year, and each year (nan: none) as its number after that; −1 for none."""
    first = int(np.nanmin(years)) if np.isfinite(years).any() else 0
    return first, np.nan_to_num(years - first, nan=-1).astype("int16")


def _columns(figures: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Coded], dict[str, np.ndarray]]:
    """The columns that views are made of; those of names as codes; those of numbers, nan where there is none."""
    drawn = figures.drop(columns=list(UNDRAWN)).assign(period=figures["period"].astype("category"))
    numbers = {name: figures[name].to_numpy(dtype="float64", na_value=np.nan) for name in NUMBERS}
    drawn = drawn.assign(**numbers)
    coded = {
        name: Coded.of(drawn[name]) for name in drawn if isinstance(drawn[name].dtype, pd.CategoricalDtype)
    }
    return drawn, coded, {name: drawn[name].to_numpy() for name in numbers}


def _categories(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    return table.assign(**{c: table[c].astype("category") for c in columns if c in table})


class Snapshots:
    """The newest snapshot of a store; older versions that a page still shows are kept, a few of them."""

    def __init__(self, store: Store, keep: int = 2) -> None:
        self.store = store
        self._keep = keep
        self._kept: OrderedDict[int, Snapshot] = OrderedDict()
        self._lock = threading.Lock()

    def latest(self) -> Snapshot:
        """The snapshot of the store as it is now."""
        version = self.store.version()
        with self._lock:
            if version not in self._kept:
                gc.unfreeze()
                snapshot = Snapshot(self.store)
                gc.collect()
                gc.freeze()  # what stays as long as the page is not gone through while somebody waits
                self._kept[snapshot.version] = snapshot
                while len(self._kept) > self._keep:
                    self._kept.popitem(last=False)
                return snapshot
            return self._kept[version]

    def at(self, version: int | None) -> Snapshot:
        """The snapshot that a page shows, or the newest if it is gone."""
        with self._lock:
            if version in self._kept:
                return self._kept[version]
        return self.latest()
