"""Every control is an address: following it shows it as chosen, and the address is read back to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import rail
from dashboard.callbacks import above
from dashboard.filters import CHOICES, Filters, address, parse
from dashboard.snapshot import Snapshot
from dashboard.texts import texts
from dashboard.views import registry
from dashboard.views.page import Page, Request

T = texts("en")
VIEWS = ("/", "/by-year", "/by-region", "/by-drug", "/table")
FIELDS = {
    **{name: st.sampled_from(values) for name, values in CHOICES.items() if name != "unit"},
    "drug": st.sampled_from([(), ("heroin",), ("heroin", "methamphetamine"), ("opium-poppy",)]),
    "place": st.sampled_from([(), ("TH",), ("CN",), ("southeast-asia",), ("TH", "CN")]),
    "years": st.none() | st.just((2012, 2014)),
    "support": st.sampled_from([(), ("single",), ("agreed", "conflict")]),
    "publisher": st.sampled_from([(), ("Thai Customs",)]),
    "language": st.sampled_from([(), ("zh",)]),
    "search": st.sampled_from(["", "heroin", "100% & more, =1"]),
    "pin": st.sampled_from([(), ("heroin",), ("Thai, Customs", "TH")]),
    "year": st.none() | st.just(2014),
    "fill": st.sampled_from([0, 2]),
    "stack": st.booleans(),
}
STATES = st.tuples(st.sampled_from(VIEWS), st.fixed_dictionaries({}, optional=FIELDS))


def elements(tree: Any) -> Iterator[Any]:
    """All elements of a tree, outside in."""
    if isinstance(tree, (list, tuple)):
        for one in tree:
            yield from elements(one)
    elif isinstance(tree, dict) and "props" in tree:
        yield SimpleNamespace(**tree["props"])
        yield from elements(tree["props"].get("children"))


def words(tree: Any) -> str:
    if isinstance(tree, str):
        return tree
    if isinstance(tree, (list, tuple)):
        return "".join(map(words, tree))
    if isinstance(tree, dict):
        return words(tree["props"].get("children") or "")
    return words(getattr(tree, "children", None) or "")


def shown(snapshot: Snapshot, path: str, query: str, width: int = 1400) -> tuple[Request, Page, list]:
    """A view at an address, with all that stands around it."""
    filters, dropped = parse(query, snapshot.known)
    asked = Request(path, filters, width, 900, 0, T, tuple(dropped))
    page = registry.render(snapshot, asked)
    parts = [above(snapshot, asked, page), page.body, list(rail.painted(snapshot, filters, path, T).values())]
    if page.chart:
        parts += [page.chart.head, page.chart.under, page.chart.side, page.chart.tail]
    return asked, page, parts


def addresses(parts: list) -> set[str]:
    hrefs = {one.href for one in elements(parts) if getattr(one, "href", None)}
    return {h for h in hrefs if h.partition("?")[0] in registry.VIEWS and "#" not in h}


def segments(parts: list) -> dict[tuple[str, str], tuple[str, bool]]:
    """Group and words of each choice → its address, and whether it is chosen."""
    found = {}
    for group in elements(parts):
        if getattr(group, "role", "") == "radiogroup":
            for one in (one for one in elements(group.children) if getattr(one, "role", "") == "radio"):
                chosen = getattr(one, "aria-checked") == "true"
                found[getattr(group, "aria-label"), words(one)] = (one.href, chosen)
    return found


@settings(max_examples=40)
@given(STATES)
def test_every_address_on_the_page_is_read_back_to_the_letter(snapshot: Snapshot, state: tuple) -> None:
    path, chosen = state
    _, _, parts = shown(snapshot, path, Filters(**chosen).query())
    for href in addresses(parts):
        view, _, query = href.partition("?")
        filters, dropped = parse(query, snapshot.known)
        assert dropped == []
        assert address(view, filters) == href


@settings(max_examples=12)
@given(STATES)
def test_what_is_followed_is_what_is_chosen(snapshot: Snapshot, state: tuple) -> None:
    path, chosen = state
    _, _, parts = shown(snapshot, path, Filters(**chosen).query())
    for key, (href, now) in segments(parts).items():
        view, _, query = href.partition("?")
        if now or view != path:
            continue
        after = segments(shown(snapshot, view, query)[2])
        assert key not in after or after[key][1], (key, href)


@settings(max_examples=20)
@given(STATES)
def test_a_box_says_what_the_address_says(snapshot: Snapshot, state: tuple) -> None:
    path, chosen = state
    filters = Filters(**chosen)
    _, _, parts = shown(snapshot, path, filters.query())
    boxes = [one for one in elements(parts) if getattr(one, "data-toggle", "")]
    assert boxes
    for box in boxes:
        values = set(getattr(box, "data-values").split("\n"))
        held = values & set(getattr(filters, getattr(box, "data-toggle")))
        said = getattr(box, "aria-checked")
        assert said == ("true" if held == values else "mixed" if held else "false")


@pytest.mark.parametrize("width", [360, 760, 1400])
@pytest.mark.parametrize("path", VIEWS)
def test_a_removed_filter_is_gone_from_the_address(snapshot: Snapshot, path: str, width: int) -> None:
    filters = Filters(drug=("heroin",), place=("TH",), years=(2012, 2014))
    _, _, parts = shown(snapshot, path, filters.query(), width)
    removes = {
        one.href for one in elements(parts) if str(getattr(one, "aria-label", "")).startswith("Remove ")
    }
    assert removes == {address(path, filters.without(name)) for name in ("drug", "place", "years")}
