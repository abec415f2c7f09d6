"""Changes on the year before: diverging bars, solid as stated, hollow as computed."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import numbers, theme
from dashboard.charts.by_year import colours
from dashboard.charts.canvas import (
    Canvas,
    escape,
    hover,
    layout,
    series_name,
    text_width,
    value_axis,
    year_axis,
)
from dashboard.series import Series
from dashboard.summaries import YearView
from extractors.vocabulary import drugs

SLOT, SHOWN = 0.78, 4


def draw(view: YearView, canvas: Canvas) -> dict:
    """The bars of the first series as a plain plotly figure."""
    t = canvas.t
    shown = view.series[:SHOWN]
    values = [m.value for s in shown for m in s.marks]
    low, high = min(0, *values), max(0, *values)
    ticks = numbers.round_ticks(low, high * 1.02 or 1)
    texts = [numbers.percent(v, t.language, signed=True) for v in ticks]
    left = 14 + max(text_width(text) for text in texts)
    figure = layout(canvas, (round(left), 20, 30, 34), annotations=[])
    pad = (high - low) * 0.08 or 1
    span = [min(ticks[0], low - (pad if low < 0 else 0)), max(ticks[-1], high + pad)]
    figure["yaxis"] = value_axis(canvas, ticks, texts) | {
        "range": span,
        "zeroline": True,
        "zerolinecolor": canvas.colour("axis"),
    }
    first, last = view.years
    per_year = max(1, canvas.width - left - 20) / (last - first + 1.2)
    figure["xaxis"] = year_axis(view.years, canvas, (first - 0.6, last + 0.6), per_year)
    figure["barmode"] = "overlay"
    figure["meta"] = {"view": "change"}
    data = [trace for n in range(len(shown)) for trace in _bars(shown, n, view, canvas)]
    figure["annotations"] = _names(shown, view, canvas)
    return {"data": data, "layout": figure}


def _colours(shown: Sequence[Series], n: int, view: YearView, scheme: int) -> tuple[str, str]:
    """The colour of the bars of a series and of its name; forms of one drug take its colour, its 2nd, its 3rd."""
    drug = shown[n].drug
    alike = sorted((s.form != "", i) for i, s in enumerate(shown) if s.drug == drug)  # the drug as such first
    before = alike.index((shown[n].form != "", n))
    usual = colours(shown[n], view, scheme)
    if not before or view.filters.series != "drug" or usual[0] == theme.OTHER_SERIES[scheme]:
        return usual
    group = drugs.group_of(drug) if drug in drugs.DRUGS else "all"
    colour = theme.nth_colour(drug, group, before, scheme)
    return colour, theme.readable(colour, theme.token("surface", scheme))


def _bars(shown: Sequence[Series], n: int, view: YearView, canvas: Canvas) -> list[dict]:
    t, series, of = canvas.t, shown[n], len(shown)
    colour, _ = _colours(shown, n, view, canvas.scheme)
    bold, plain = series_name(series.drug, series.form, series.place, view.filters.series, series.key, t)
    what = t("list.comma").join(part for part in (bold, plain) if part)
    width = SLOT / of
    traces = []
    for computed in (False, True):
        some = [m for m in series.marks if m.computed is computed]
        if not some:
            continue
        rim = {"color": colour, "width": 1.5}
        fill = (
            {"color": theme.alpha(colour, 0.24), "line": rim}
            if computed
            else {"color": colour, "line": {"width": 0}}
        )
        note = t("chart.computed") if computed else t("chart.stated")
        values = [numbers.percent(m.value, t.language, signed=True, digits=3) for m in some]
        traces.append(
            {
                "type": "bar",
                "x": [m.year + (n - (of - 1) / 2) * width for m in some],
                "y": [m.value for m in some],
                "width": width * 0.9,
                "marker": fill,
                "text": values if of == 1 else None,
                "textposition": "outside",
                "textangle": 0,
                "textfont": {"size": 11, "color": canvas.colour("text-2")},
                "cliponaxis": False,
                "customdata": [m.figure for m in some],
                "hoverinfo": "text",
                "hovertext": [hover(m, what, colour, canvas, note) for m in some],
                "showlegend": False,
            }
        )
    return traces


def _names(shown: tuple[Series, ...], view: YearView, canvas: Canvas) -> list[dict]:
    """The series' names in a row above the bars."""
    if len(shown) < 2:
        return []
    notes, x = [], 0.0
    for n, series in enumerate(shown):
        bold, plain = series_name(
            series.drug, series.form, series.place, view.filters.series, series.key, canvas.t
        )
        words = canvas.t("list.comma").join(part for part in (bold, plain) if part)
        font = {"size": 13, "color": _colours(shown, n, view, canvas.scheme)[1]}
        notes.append(
            {
                "x": 0,
                "y": 1,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "bottom",
                "xshift": x,
                "yshift": 6,
                "text": f"<b>{escape(words)}</b>",
                "showarrow": False,
                "font": font,
            }
        )
        x += 1.1 * text_width(words) + 24  # it is bold
    return notes
