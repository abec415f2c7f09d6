"""Controls that are more than a link: select boxes, the finder of places, the range of years.

Their values go into the address by the page's script, and the page follows the address. They stay on the
page; a
change of filters gives them other values.
"""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc

from dashboard import html
from dashboard.parts import icon, link
from dashboard.texts import Texts


def select(name: str, label: str) -> dmc.Select:
    """A choice of one."""
    return dmc.Select(
        id={"control": "select", "name": name},
        data=[],
        value=None,
        allowDeselect=False,
        checkIconPosition="right",
        rightSection=html.mounted(icon("chevron")),
        comboboxProps={"withinPortal": True, "shadow": "md"},
        maxDropdownHeight=360,
        size="sm",
        **{"aria-label": label},
    )


def find(name: str, label: str) -> dmc.Select:
    """A box to type in for one more of many: what is chosen is added to the address."""
    return dmc.Select(
        id={"control": "find", "name": name},
        data=[],
        value=None,
        placeholder=label,
        searchable=True,
        limit=60,
        leftSection=html.mounted(icon("search")),
        comboboxProps={"withinPortal": True, "shadow": "md"},
        size="sm",
        mt=6,
        **{"aria-label": label},
    )


def year_range(t: Texts) -> html.Div:
    """Two handles and two fields for the same two years."""
    slider = dmc.RangeSlider(
        id={"control": "slider", "name": "years"},
        min=2000,
        max=2001,
        value=[2000, 2001],
        minRange=0,
        step=1,
        size=3,
        thumbSize=16,
        label=None,
        updatemode="mouseup",
        thumbFromLabel=t("filter.from-year"),
        thumbToLabel=t("filter.to-year"),
    )
    fields = [
        dmc.NumberInput(
            id={"control": "field", "name": name},
            value=None,
            min=1900,
            max=2100,
            hideControls=True,
            allowDecimal=False,
            debounce=True,
            size="xs",
            **{"aria-label": t(f"filter.{name}-year")},
        )
        for name in ("from", "to")
    ]
    row = html.Div([fields[0], html.Span("–"), fields[1]], className="years-fields")
    return html.Div([slider, row], className="years-range", id="years-range")


def options(words: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Values and words as a select box takes them."""
    return [{"value": value, "label": text} for value, text in words]


def year_slider(first: int, last: int, year: int | None, latest: str, t: Texts, words: str = "") -> html.Div:
    """One year, or each row's latest figure; `words` say so."""
    said = (words or t("region.latest")) if year is None else t("region.year", year=str(year))
    span = {"min": str(first), "max": str(max(last, first + 1)), "step": "1", "value": str(year or last)}
    named = {"aria-label": t("region.year-label"), "data-year": "1"}
    slider = html.of("input", type="range", **span, **named)
    children: list = [html.Span(said, className="year-words"), html.Div(slider, className="year-slider")]
    if year is not None:
        children.append(link(latest, t("region.any-year")))
    return html.Div(children, className="control year-control")
