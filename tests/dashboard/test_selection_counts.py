"""Counts and rows under filters are what looking at each figure and each claim gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

from dashboard.filters import Filters
from dashboard.selection import Coded, Links, Sets
from dashboard.snapshot import Snapshot
from dashboard.summaries import drawable, one_unit

NAMES = ("a", "b", "c", "d")
LEADS = [(), (0,), (1, 3), (0,), (3, 1), (0, 1, 2, 3), (), (2,), (1, 2), (2, 1)]


@dataclass(frozen=True, slots=True)
class Case:
    """Filters, and which rows of the table of figures they keep."""

    filters: Filters
    kept: dict[str, set[str]]


CASES = [
    Case(Filters(), {}),
    Case(Filters(drug=("heroin",)), {"drug": {"heroin"}}),
    Case(Filters(drug=("heroin", "methamphetamine"), place=("TH",)), {"drug": {"heroin", "methamphetamine"}, "place": {"TH"}}),
    Case(Filters(support=("conflict", "agreed"), place=("TH",)), {"status": {"conflict", "agreed"}, "place": {"TH"}}),
    Case(Filters(measure="any", statistic="any"), {"measure": set()}),
    Case(Filters(measure="cultivation"), {"measure": {"cultivation"}}),
]  # fmt: skip


def looked_at(snapshot: Snapshot, case: Case, without: str = "") -> pd.DataFrame:
    """The rows that a case keeps, one condition after the other."""
    table = snapshot.figures
    wanted = {"measure": {"seizure"}, "statistic": {"level"}} | case.kept
    if case.filters.statistic == "any":
        wanted["statistic"] = set()
    for name, values in wanted.items():
        if values and name != without:
            table = table[table[name].isin(values)]
    return table


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.filters.query() or "none")
def test_rows_and_counts_are_those_of_a_look_at_each_figure(snapshot: Snapshot, case: Case) -> None:
    kept = looked_at(snapshot, case)
    assert snapshot.selection(case.filters).all.tolist() == kept.index.tolist()
    assert len(snapshot.rows(case.filters)) == len(kept)
    for name, facet in (("measure", "measure"), ("drug", "drug"), ("place", "place"), ("status", "support")):
        counted = {v: n for v, n in snapshot.counts(facet, case.filters).items() if n and v != "corrected"}
        assert counted == looked_at(snapshot, case, name)[name].value_counts().loc[lambda n: n > 0].to_dict()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.filters.query() or "none")
def test_a_figure_counts_once_for_each_publisher_of_its_claims(snapshot: Snapshot, case: Case) -> None:
    expected: dict[str, int] = {}
    for at in looked_at(snapshot, case).index:
        for publisher in set(snapshot.claims_of(at)["publisher"].dropna()):
            expected[publisher] = expected.get(publisher, 0) + 1
    found = {name: n for name, n in snapshot.counts("publisher", case.filters).items() if n}
    assert found == expected
    for name, n in expected.items():
        narrowed = replace(case.filters, publisher=(name,))
        assert len(snapshot.rows(narrowed)) == n


def test_what_a_chart_leaves_out_is_counted_by_its_reason(snapshot: Snapshot) -> None:
    left: dict[str, int] = {}
    rows = drawable(snapshot.rows(Filters(drug=("heroin",))), left)
    table = looked_at(snapshot, Case(Filters(), {"drug": {"heroin"}}))
    assert left["undated"] == table["year"].isna().sum() > 0
    assert left["undated"] + left["event"] + left["origin"] + len(rows) == len(table)
    of_unit, unit, units = one_unit(Filters(), rows)
    assert unit == "kg"
    assert len(of_unit) == units["kg"] == len(of_unit.table())


def test_sets_of_names_say_who_leads_where() -> None:
    figures = np.array([n for n, to in enumerate(LEADS) for _ in to])
    links = Links(figures, np.array([code for to in LEADS for code in to]), len(LEADS))
    sets = Sets(links, NAMES, len(LEADS))
    for wanted in ({"a"}, {"b", "d"}, {"nobody"}, set()):
        expected = [any(NAMES[code] in wanted for code in to) for to in LEADS]
        assert sets.having(wanted).tolist() == expected
        assert sets.among(wanted).take(sets.codes).tolist() == expected
    assert sets.counted(sets.codes) == {name: sum(n in to for to in LEADS) for n, name in enumerate(NAMES)}
    assert sets.codes[1] == sets.codes[3]
    assert sets.codes[0] == sets.codes[6]


@pytest.mark.parametrize("many", [1, 5, 40])
def test_a_column_tells_few_and_many_wanted_names_alike(many: int) -> None:
    values = tuple(f"{a}{b}" for a, b in product("abcdefgh", "stuvwxyz"))
    codes = (np.arange(70_000) * 7 % 65 - 1).astype("int8")
    wanted = set(values[:: 64 // many][:many]) | {"none of them"}
    expected = [code >= 0 and values[code] in wanted for code in codes.tolist()]
    assert Coded(codes, values).having(wanted).tolist() == expected


def test_each_figure_leads_to_all_its_own() -> None:
    links = Links(np.array([0, 0, 2, 3, 3, 3]), np.array([5, 6, 7, 8, 9, 10]), 5)
    assert sorted(links.of(np.array([0, 1, 3]))) == [5, 6, 8, 9, 10]
    assert links.of(np.array([1, 4])).tolist() == []


def test_counts_are_those_under_the_other_filters(snapshot: Snapshot) -> None:
    filters = Filters(drug=("heroin",), place=("TH",))
    assert snapshot.counts("drug", filters)["methamphetamine"] == 1
    assert snapshot.counts("drug", filters)["heroin"] == 4
    assert snapshot.counts("place", filters)["CN-YN"] == 1
    assert snapshot.counts("support", filters)["conflict"] == 1
    assert snapshot.counts("publisher", filters)["Thai Customs"] == 1
    assert snapshot.year_counts(filters)[2014] == 1


def test_places_hold_what_lies_in_them(snapshot: Snapshot) -> None:
    def kept(place: str) -> set[str]:
        return set(snapshot.figures.iloc[snapshot.selection(Filters(place=(place,))).all]["place"])

    assert kept("CN") == {"CN-YN"}
    assert kept("southeast-asia") == {"TH", "VN"}
    assert kept("asia") == {"TH", "VN", "CN-YN"}
