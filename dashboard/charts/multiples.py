"""Small multiples: a panel a series on one scale, at most twelve."""

from __future__ import annotations

import math
from collections import defaultdict

from dashboard import names, numbers
from dashboard.charts import marks
from dashboard.charts.by_year import BEYOND, colours
from dashboard.charts.canvas import Canvas, escape, hover, layout, series_name, text_width, value_axis
from dashboard.charts.marks import Point
from dashboard.series import Series
from dashboard.summaries import YearView

MOST, PANEL, GAP = 12, 168, 54


def panels(view: YearView) -> list[list[Series]]:
    """The series by panel: the forms of one drug share its panel; those with the most figures first."""
    found: dict[str, list[Series]] = defaultdict(list)
    for series in view.series:
        found[series.place if view.by_panel else series.key].append(series)
    order = sorted(found.values(), key=lambda some: -sum(len(s.marks) for s in some))
    return order[:MOST]


def draw(view: YearView, canvas: Canvas) -> dict:
    """The panels as one plain plotly figure."""
    t, log = canvas.t, view.filters.scale == "log"
    shown = panels(view)
    columns = 1 if canvas.width < 480 else 2 if canvas.width < 760 else 3 if canvas.width < 1300 else 4
    columns = min(columns, len(shown))
    rows = -(-len(shown) // columns)
    height = rows * (PANEL + GAP) + 24
    marked = [m for some in shown for s in some for m in s.marks]
    values = [m.value for m in marked if m.value > 0 or not log]
    high = max(values, default=1)
    others = [v for m in marked if m.status == "conflict" for v in m.others]
    high = max([high, *(v for v in others if v <= high * BEYOND or log)])
    scale = numbers.scale_for(high, view.unit, t.language)
    ticks = numbers.log_ticks(min(values, default=1), high) if log else numbers.round_ticks(0, high * 1.02, 4)
    texts = [numbers.tick(v, scale, t.language, top=v == ticks[-1]) for v in ticks]
    left = 14 + max(text_width(text) for text in texts)
    figure = layout(Canvas(canvas.width, height, canvas.scheme, t), (round(left), 18, 0, 24), annotations=[])
    width = max(100, canvas.width - left - 18)
    first, last = view.years
    years = [first, last] if last > first else [first]
    data: list[dict] = []
    for n, some in enumerate(shown):
        row, column = divmod(n, columns)
        wide, gap = 1 / columns, 26 / width
        x0, x1 = column * wide + (gap / 2 if column else 0), (column + 1) * wide - gap / 2
        total = height - 24
        top = 1 - (row * (PANEL + GAP) + 26) / total
        bottom = top - PANEL / total
        suffix = "" if n == 0 else str(n + 1)
        axis = f"y{suffix}"
        shared = {"range": _range(ticks, high, log), "domain": [max(0, bottom), top], "anchor": f"x{suffix}"}
        figure[f"yaxis{suffix}"] = (
            value_axis(canvas, ticks, texts if column == 0 else [""] * len(ticks))
            | shared
            | ({"type": "log"} if log else {})
        )
        figure[f"xaxis{suffix}"] = {
            "domain": [x0, x1],
            "range": [first - 0.6, last + 0.6],
            "tickvals": years,
            "ticktext": [str(y) for y in years],
            "tickfont": {"size": 11, "color": canvas.colour("text-2")},
            "showgrid": False,
            "zeroline": False,
            "linecolor": canvas.colour("axis"),
            "fixedrange": True,
            "anchor": axis,
        }
        figure["annotations"].append(_name(some[0], view, canvas, (x0, top)))
        for series in some:
            limit = None if log else shared["range"][1] * 0.97
            data += _traces(series, view, canvas, log, (axis, f"x{suffix}"), limit)
    figure["meta"] = {"view": "multiples"}
    return {"data": data, "layout": figure}


def _range(ticks: list[float], high: float, log: bool) -> list[float]:
    if log:
        return [math.log10(ticks[0]) - 0.2, math.log10(max(ticks[-1], high)) + 0.2]
    return [ticks[0], max(ticks[-1], high * 1.06)]


def _name(series: Series, view: YearView, canvas: Canvas, at: tuple[float, float]) -> dict:
    if view.by_panel:
        bold = names.place(series.place, canvas.t.language)
    else:
        bold, _ = series_name(series.drug, "", series.place, view.filters.series, series.key, canvas.t)
    bold = bold if len(bold) < 34 else bold[:33] + "…"
    ink = canvas.colour("text") if view.by_panel else colours(series, view, canvas.scheme)[1]
    font = {"size": 13, "color": ink}
    return {
        "x": at[0],
        "y": at[1],
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6,
        "text": f"<b>{escape(bold)}</b>",
        "showarrow": False,
        "font": font,
    }


def _traces(
    series: Series, view: YearView, canvas: Canvas, log: bool, axes: tuple[str, str], limit: float | None
) -> list[dict]:
    axis, x = axes
    colour, _ = colours(series, view, canvas.scheme)
    bold, plain = series_name(
        series.drug, series.form, series.place, view.filters.series, series.key, canvas.t
    )
    place = names.place(series.place, canvas.t.language) if view.by_panel else ""
    what = canvas.t("list.comma").join(part for part in (bold, plain, place) if part)
    points = [
        Point(m, m.x, m.value, hover(m, what, colour, canvas)) for m in series.marks if m.value > 0 or not log
    ]
    if not points:
        return []
    traces = [
        *marks.bands(points, colour, axis),
        *marks.halos(points, colour, axis),
        *marks.lines(points, colour, thin=bool(series.form), axis=axis),
        *marks.whiskers(points, colour, axis, limit),
        *marks.disputes(points, colour, axis, limit),
        *marks.rings(points, colour, axis),
        marks.symbols(points, colour, canvas.scheme, axis, series.key),
    ]
    return [{**trace, "xaxis": x} for trace in traces]
