"""What the page reads: claims, reports and figures of one version of the store, coded for fast filtering.

A filter is a boolean array over the rows of the figures; each is computed once a version and kept.
"""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from typing import Any, Protocol

import numpy as np
import pandas as pd

from dashboard.filters import ANY, DEFAULTS, FACETS, SUPPORT, Filters
from dashboard.selection import Coded, Links, Rows, Selection
from extractors.vocabulary import drugs, places

KEPT_MASKS = 160  # of a byte a figure each
KEPT_SELECTIONS, KEPT_COUNTS = 8, 512
UNDRAWN = (
    "reason",
    "reason_data",
    "reason_key",
    "flags",
    "stories",
    "publishers",
)  # only evidence shows them
NUMBERS = ("year", "value", "low", "high", "kg_equivalent", "kg_low", "kg_high", "sources", "reports")
MULTIPLE = ("publisher", "language", "report")


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
        self._drawn, self._coded, self._numbers = _columns(self.figures)
        self.near = figures.near
        self.corrections = store.corrections()
        self.members = self._members(figures.members)
        stating = self.members[self.members["role"].isin(("value", "other"))]
        self._stating = Links(*(stating[n].to_numpy() for n in ("figure_at", "claim_at")), len(self.figures))
        self.claim_position = dict(zip(self.claims["claim"], range(len(self.claims)), strict=True))
        self.figure_position = dict(zip(self.figures["figure"], range(len(self.figures)), strict=True))
        self.year = self.figures["year"].to_numpy(dtype="float64", na_value=np.nan)
        self.links = Links(
            *(self.members[n].to_numpy() for n in ("figure_at", "claim_at")), len(self.figures)
        )
        self._reports = self.claims["report"].cat.codes.to_numpy()
        self._publishers = Coded.of(self.claims["publisher"])
        self._pairs = {name: self._pair(name) for name in MULTIPLE}
        self.corrected = self._any_member("corrected")
        self._masks: OrderedDict[tuple, np.ndarray] = OrderedDict()
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

    def _pair(self, column: str) -> tuple[Links, Coded]:
        """Distinct pairs of a figure and a value of its claims' column, as codes."""
        coded = Coded.of(self.claims[column].astype("category"))
        codes = coded.codes[self.members["claim_at"].to_numpy()]
        at = self.members["figure_at"].to_numpy()[codes >= 0]
        codes = codes[codes >= 0]
        _, first = np.unique(at.astype("int64") * (len(coded.values) + 1) + codes, return_index=True)
        return Links(at[first], codes[first], len(self.figures)), coded

    def _any_member(self, column: str) -> np.ndarray:
        result = np.zeros(len(self.figures), dtype=bool)
        flags = self.claims[column].to_numpy(dtype=bool)[self._stating.to]
        result[self._stating.figures[flags]] = True
        return result

    def _known(self) -> dict[str, Collection[str]]:
        """The values that a filter may take: publishers and languages of the data, else what the vocabulary
        has, so
        that an address holds when its last figure goes."""
        known: dict[str, Collection[str]] = {
            n: frozenset(self._pairs[n][1].values) for n in ("publisher", "language")
        }
        known["drug"] = frozenset(drugs.DRUGS)
        known["form"] = frozenset(map(str, self.figures["form"].cat.categories)) | {"tablet", "crystal"}
        known["place"] = _Places()
        known["support"] = frozenset(SUPPORT)
        return known

    def mask(self, name: str, value: object) -> np.ndarray | None:
        """Which figures one filter keeps; None where it keeps all."""
        if value == DEFAULTS[name] and name not in ("measure", "statistic"):
            return None
        if value == ANY:
            return None
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

    def _compute(self, name: str, value: object) -> np.ndarray:
        if name == "years":
            return (self.year >= value[0]) & (self.year <= value[1])
        if name == "search":
            return self._with_claims(self.sentences_with(value))
        if name == "report":
            return self._paired("report", (value,))
        if name in MULTIPLE:
            return self._paired(name, value)
        if name == "support":
            result = self._with_names("status", set(value))
            return result | self.corrected if "corrected" in value else result
        if name == "place":
            column = self._coded["place"]
            inside = {c for c in column.values if any(place_within(c, p) for p in value)}
            return column.among(inside)[column.codes]
        return self._with_names(name, {value} if isinstance(value, str) else set(value))

    def _with_names(self, column: str, wanted: set[str]) -> np.ndarray:
        return self._coded[column].among(wanted)[self._coded[column].codes]

    def _paired(self, name: str, wanted: tuple[str, ...]) -> np.ndarray:
        links, coded = self._pairs[name]
        result = np.zeros(len(self.figures), dtype=bool)
        result[links.figures[coded.among(wanted)[links.to]]] = True
        return result

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

    def selection(self, filters: Filters) -> Selection:
        """The positions of the figures that the filters keep."""

        def make() -> Selection:
            masks = {name: self.mask(name, getattr(filters, name)) for name in FACETS}
            return Selection({name: m for name, m in masks.items() if m is not None}, len(self.figures))

        key = tuple(getattr(filters, name) for name in FACETS)
        return self._kept(self._selections, key, KEPT_SELECTIONS, make)

    def rows(self, filters: Filters) -> Rows:
        """The figures that all filters keep, to be narrowed further."""
        return Rows(self._drawn, self._coded, self._numbers, self.selection(filters).all)

    def kept(self, filters: Filters) -> pd.DataFrame:
        """The same as a table with the columns that views are made of."""
        return self.rows(filters).table()

    def counts(self, name: str, filters: Filters) -> dict[str, int]:
        """How many figures each option of a facet has under the other filters. Places: exact, not their
        insides."""
        key = (name, *(getattr(filters, other) for other in FACETS if other != name))
        return self._kept(self._counts, key, KEPT_COUNTS, lambda: self._count(name, filters))

    def _count(self, name: str, filters: Filters) -> dict[str, int]:
        kept = self.selection(filters).without(name)
        if name in MULTIPLE:
            links, coded = self._pairs[name]
            return coded.counted(links.of(kept))
        coded = self._coded["status" if name == "support" else name]
        result = coded.counted(coded.codes[kept])
        if name == "support":
            result["corrected"] = int(self.corrected[kept].sum())
        return result

    def year_counts(self, filters: Filters) -> dict[int, int]:
        """Figures a year under the other filters, every year between the first and the last."""
        key = ("years", *(getattr(filters, other) for other in FACETS if other != "years"))
        return self._kept(self._counts, key, KEPT_COUNTS, lambda: self._count_years(filters))

    def _count_years(self, filters: Filters) -> dict[int, int]:
        years = self.year[self.selection(filters).without("years")]
        years = years[~np.isnan(years)].astype(int)
        if not len(years):
            return {}
        first = int(years.min())
        counted = np.bincount(years - first).tolist()
        return dict(zip(range(first, first + len(counted)), counted, strict=True))

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
        found = self._publishers.counted(np.maximum(self._publishers.codes[claims_at], 0))
        order = sorted(found, key=lambda name: -found[name])
        reports = np.zeros(len(self.claims["report"].cat.categories) + 1, dtype=bool)
        reports[self._reports[claims_at]] = True
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
