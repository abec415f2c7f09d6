"""Controls that are more than a link: select boxes, the finder of places, the range of years.

They carry `data-set`: the script writes their value into the address, and the page follows the address.
"""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from dashboard.parts import icon, link
from dashboard.texts import Texts


def select(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> dmc.Select:
    """A choice of one."""
    return dmc.Select(
        id={"control": "select", "name": name},
        data=[{"value": value, "label": words} for value, words in options],
        value=chosen,
        allowDeselect=False,
        checkIconPosition="right",
        rightSection=icon("chevron"),
        comboboxProps={"withinPortal": True, "shadow": "md"},
        maxDropdownHeight=360,
        size="sm",
        **{"aria-label": label},
    )


def find(name: str, label: str, options: list[tuple[str, str]]) -> dmc.Select:
    """A box to type in for one more of many: what is chosen is added to the address."""
    return dmc.Select(
        id={"control": "find", "name": name},
        data=[{"value": value, "label": words} for value, words in options],
        value=None,
        placeholder=label,
        searchable=True,
        limit=60,
        clearable=False,
        leftSection=icon("search"),
        comboboxProps={"withinPortal": True, "shadow": "md"},
        size="sm",
        mt=6,
        **{"aria-label": label},
    )


def year_range(first: int, last: int, low: int, high: int, t: Texts) -> html.Div:
    """Two handles and two fields for the same two years."""
    slider = dmc.RangeSlider(
        id={"control": "slider", "name": "years"},
        min=first,
        max=max(last, first + 1),
        value=[low, high],
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
            value=year,
            min=1900,
            max=2100,
            hideControls=True,
            allowDecimal=False,
            debounce=True,
            size="xs",
            **{"aria-label": t(f"filter.{name}-year")},
        )
        for name, year in (("from", low), ("to", high))
    ]
    row = html.Div([fields[0], html.Span("–"), fields[1]], className="years-fields")
    return html.Div([slider, row], className="years-range", **{"data-full": f"{first}-{last}"})


def year_slider(first: int, last: int, year: int | None, latest: str, t: Texts, words: str = "") -> html.Div:
    """One year, or each row's latest figure; `words` say so."""
    slider = dmc.Slider(
        id={"control": "year", "name": "year"},
        min=first,
        max=max(last, first + 1),
        value=year or last,
        step=1,
        size=3,
        thumbSize=16,
        label=None,
        updatemode="mouseup",
        thumbLabel=t("region.year-label"),
        className="year-slider",
    )
    words = (words or t("region.latest")) if year is None else t("region.year", year=str(year))
    children = [html.Span(words, className="year-words"), slider]
    if year is not None:
        children.append(link(latest, t("region.any-year")))
    return html.Div(children, className="control year-control", **{"data-year": str(year or last)})
