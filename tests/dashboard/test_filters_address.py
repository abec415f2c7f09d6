"""The address is the state: what is written is read again, what nobody knows is dropped and named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import CHOICES, DEFAULTS, Filters, address, parse

KNOWN = {
    "drug": ("heroin", "cocaine", "ketamine"),
    "place": ("TH", "CN", "CN-YN", "southeast-asia"),
    "publisher": ("UNODC", "Office, of \\ Things & more", "公安部", "=1+1", "a b"),
    "language": ("en", "zh"),
    "support": ("agreed", "single", "conflict"),
    "form": ("tablet", "crystal"),
}
YEARS = st.tuples(st.integers(1900, 2050), st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + pair[1]))
FIELDS = {
    **{name: st.sampled_from(values) for name, values in CHOICES.items()},
    **{name: st.lists(st.sampled_from(values), unique=True).map(tuple) for name, values in KNOWN.items()},
    "columns": st.lists(st.sampled_from(("value", "place", "drug")), unique=True).map(tuple),
    "pin": st.lists(st.text(min_size=1, max_size=12), max_size=3, unique=True).map(tuple),
    "years": st.none() | YEARS,
    "search": st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30).map(
        str.strip
    ),
    "report": st.sampled_from(("", "0123456789abcdef")),
    "figure": st.sampled_from(("", "ba08fa8c306e")),
    "claim": st.sampled_from(("", "00ff00ff00ff00ff")),
    "sort": st.sampled_from(("", "value:desc", "place:asc")),
    "year": st.none() | st.integers(1900, 2050),
    "fill": st.integers(0, 9),
    "stack": st.booleans(),
}


@given(st.fixed_dictionaries({}, optional=FIELDS))
def test_every_state_survives_its_address(chosen: dict) -> None:
    filters = Filters(**chosen)
    assert parse(filters.query(), KNOWN) == (filters, [])
    assert parse("?" + address("/by-year", filters).partition("?")[2], KNOWN)[0] == filters


def test_every_field_is_tried_above() -> None:
    assert set(FIELDS) == set(DEFAULTS)


def test_defaults_are_left_out() -> None:
    assert Filters().query() == ""
    assert Filters(place=("CN",), years=(2002, 2015)).query() == "place=CN&years=2002-2015"


@pytest.mark.parametrize(
    ("query", "dropped"),
    [
        ("drug=heroin,unobtainium", ["drug=unobtainium"]),
        ("years=2015-2002", ["years=2015-2002"]),
        ("years=٢٠٠٢", ["years=٢٠٠٢"]),
        ("measure=smuggling", ["measure=smuggling"]),
        ("colour=red", ["colour=red"]),
        ("figure=<script>", ["figure=<script>"]),
        ("year=20x4", ["year=20x4"]),
        ("stack=yes", ["stack=yes"]),
    ],
)
def test_unknown_values_are_dropped_and_named(query: str, dropped: list[str]) -> None:
    filters, found = parse(query + "&place=TH", KNOWN)
    assert found == dropped
    assert filters.place == ("TH",)


def test_removing_a_filter_leaves_the_others() -> None:
    filters = Filters(drug=("heroin",), place=("TH",), chart="bars")
    assert filters.narrowed() == ["drug", "place"]
    assert filters.without("drug") == Filters(place=("TH",), chart="bars")


@given(st.text(max_size=200))
def test_no_address_is_an_error(query: str) -> None:
    filters, _ = parse(query, KNOWN)
    assert parse(filters.query(), KNOWN)[0] == filters
