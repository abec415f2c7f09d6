"""What the page reads: claims, reports and figures of one version of the store, coded for fast filtering.

A filter is a boolean array over the rows of the figures; each is computed once a version and kept.
"""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator
from typing import Protocol

import numpy as np
import pandas as pd

from dashboard.filters import ANY, DEFAULTS, FACETS, SUPPORT, Filters
from extractors.vocabulary import drugs, places

KEPT_MASKS = 256
UNDRAWN = (
    "reason",
    "reason_data",
    "reason_key",
    "flags",
    "stories",
    "publishers",
)  # only evidence shows them
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
        periods = {"period": self.figures["period"].astype("category")}
        self._drawn = self.figures.drop(columns=list(UNDRAWN)).assign(**periods)
        self.near = figures.near
        self.corrections = store.corrections()
        self.members = self._members(figures.members)
        self.own = self.members[self.members["role"].isin(("value", "other"))]
        self.claim_position = dict(zip(self.claims["claim"], range(len(self.claims)), strict=True))
        self.figure_position = dict(zip(self.figures["figure"], range(len(self.figures)), strict=True))
        self.year = self.figures["year"].to_numpy(dtype="float64", na_value=np.nan)
        self._pairs = {name: self._pair(name) for name in MULTIPLE}
        self.corrected = self._any_member("corrected")
        self._masks: OrderedDict[tuple, np.ndarray] = OrderedDict()
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

    def _pair(self, column: str) -> tuple[np.ndarray, np.ndarray, list[str]]:
        """Distinct pairs of a figure and a value of its claims' column: positions, codes, the values."""
        values = self.claims[column].astype("category").cat
        codes = values.codes.to_numpy()[self.members["claim_at"].to_numpy()]
        keys = self.members["figure_at"].to_numpy().astype("int64") * (len(values.categories) + 1) + codes
        _, first = np.unique(keys[codes >= 0], return_index=True)
        at = self.members["figure_at"].to_numpy()[codes >= 0]
        return at[first], codes[codes >= 0][first], list(values.categories)

    def _any_member(self, column: str) -> np.ndarray:
        result = np.zeros(len(self.figures), dtype=bool)
        own = self.own
        flags = self.claims[column].to_numpy(dtype=bool)[own["claim_at"].to_numpy()]
        result[own["figure_at"].to_numpy()[flags]] = True
        return result

    def _known(self) -> dict[str, Collection[str]]:
        """The values that a filter may take: publishers and languages of the data, else what the vocabulary
        has, so
        that an address holds when its last figure goes."""
        known: dict[str, Collection[str]] = {
            n: frozenset(map(str, self._pairs[n][2])) for n in ("publisher", "language")
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
        key = (name, value)
        with self._lock:
            if key in self._masks:
                self._masks.move_to_end(key)
                return self._masks[key]
        result = self._compute(name, value)
        with self._lock:
            self._masks[key] = result
            while len(self._masks) > KEPT_MASKS:
                self._masks.popitem(last=False)
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
            result = self._coded("status", set(value))
            return result | self.corrected if "corrected" in value else result
        if name == "place":
            column = self.figures["place"].cat
            inside = np.array(
                [any(place_within(str(c), p) for p in value) for c in column.categories], dtype=bool
            )
            return _looked_up(inside, column.codes.to_numpy())
        return self._coded(name, {value} if isinstance(value, str) else set(value))

    def _coded(self, column: str, wanted: set[str]) -> np.ndarray:
        values = self.figures[column].cat
        table = np.array([str(c) in wanted for c in values.categories], dtype=bool)
        return _looked_up(table, values.codes.to_numpy())

    def _paired(self, name: str, wanted: tuple[str, ...]) -> np.ndarray:
        at, codes, values = self._pairs[name]
        table = np.array([str(v) in set(wanted) for v in values], dtype=bool)
        result = np.zeros(len(self.figures), dtype=bool)
        result[at[_looked_up(table, codes)]] = True
        return result

    def _with_claims(self, claims: np.ndarray) -> np.ndarray:
        """Figures that have one of the claims (a boolean array over the claims)."""
        result = np.zeros(len(self.figures), dtype=bool)
        hit = claims[self.members["claim_at"].to_numpy()]
        result[self.members["figure_at"].to_numpy()[hit]] = True
        return result

    def claims_kept(self, figures: np.ndarray) -> np.ndarray:
        """Claims (a boolean array) that state one of the kept figures."""
        result = np.zeros(len(self.claims), dtype=bool)
        own = self.own
        hit = own["claim_at"].to_numpy()[figures[own["figure_at"].to_numpy()]]
        result[hit] = True
        return result

    def sentences_with(self, words: str) -> np.ndarray:
        """Claims whose sentence holds each of the words, whatever their case."""
        result = np.ones(len(self.claims), dtype=bool)
        for word in words.split():
            found = self.claims["sentence"].str.contains(word, case=False, regex=False, na=False)
            result &= found.to_numpy(dtype=bool)
        return result

    def keep(self, filters: Filters, *, without: str = "") -> np.ndarray:
        """Which figures all filters keep; `without` leaves one filter out (for its options' counts)."""
        result = np.ones(len(self.figures), dtype=bool)
        for name in FACETS:
            if name != without:
                mask = self.mask(name, getattr(filters, name))
                if mask is not None:
                    result &= mask
        return result

    def kept(self, filters: Filters) -> pd.DataFrame:
        """The figures that all filters keep, with the columns that views are made of."""
        return self._drawn[self.keep(filters)]

    def counts(self, name: str, filters: Filters) -> dict[str, int]:
        """How many figures each option of a facet has under the other filters. Places: exact, not their
        insides."""
        kept = self.keep(filters, without=name)
        if name in MULTIPLE:
            at, codes, values = self._pairs[name]
            found = np.bincount(codes[kept[at]], minlength=len(values))
        else:
            column = self.figures["status" if name == "support" else name].cat
            coded = column.codes.to_numpy()[kept]
            values, found = (
                list(column.categories),
                np.bincount(coded[coded >= 0], minlength=len(column.categories)),
            )
        result = {str(v): int(n) for v, n in zip(values, found, strict=True)}
        if name == "support":
            result["corrected"] = int((kept & self.corrected).sum())
        return result

    def year_counts(self, filters: Filters) -> dict[int, int]:
        """Figures a year under the other filters, every year between the first and the last."""
        years = self.year[self.keep(filters, without="years")]
        years = years[~np.isnan(years)].astype(int)
        if not len(years):
            return {}
        return dict(
            zip(range(years.min(), years.max() + 1), np.bincount(years - years.min()).tolist(), strict=True)
        )

    def support_of(self, figures_at: np.ndarray) -> tuple[int, list[str]]:
        """The number of reports that figures (positions) stand on, and their publishers, most frequent
        first."""
        chosen = np.zeros(len(self.figures), dtype=bool)
        chosen[figures_at] = True
        hit = self.members["claim_at"].to_numpy()[chosen[self.members["figure_at"].to_numpy()]]
        return self.support_of_claims(hit)

    def support_of_claims(self, claims_at: np.ndarray) -> tuple[int, list[str]]:
        """The same for claims (positions)."""
        hit = claims_at
        reports = self.claims["report"].cat.codes.to_numpy()[hit]
        publishers = self.claims["publisher"].cat
        found = np.bincount(
            np.maximum(publishers.codes.to_numpy()[hit], 0), minlength=len(publishers.categories)
        )
        order = np.argsort(-found, kind="stable")
        return len(np.unique(reports)), [str(publishers.categories[i]) for i in order if found[i]]

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


def _looked_up(table: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """`table[code]` for each code, False for the code -1 of a missing value."""
    return np.append(table, False)[codes]


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
