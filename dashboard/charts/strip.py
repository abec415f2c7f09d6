"""The strip beneath the figures by year: how many reports stand behind each year, so that a jump which new sources
caused is seen as such."""

from __future__ import annotations

from dashboard import numbers
from dashboard.charts.canvas import Canvas, value_axis
from dashboard.summaries import YearView

HEIGHT, GAP, BOTTOM = 56, 34, 30


def bars(view: YearView, canvas: Canvas) -> dict:
    """A grey bar a year, with its number."""
    years = list(range(view.years[0], view.years[1] + 1))
    found = [view.reports.get(y, 0) for y in years]
    t = canvas.t
    crowded = len(years) > (14 if canvas.phone else 40)
    return {
        "type": "bar",
        "x": years,
        "y": found,
        "yaxis": "y2",
        "width": 0.62,
        "marker": {"color": canvas.colour("strip"), "line": {"width": 0}},
        "text": ["" if crowded else numbers.count(n, t.language) for n in found],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": 11, "color": canvas.colour("text-3")},
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [f"{y}: {t('count.reports', n=n)}" for y, n in zip(years, found, strict=True)],
        "showlegend": False,
    }


def axis(view: YearView, canvas: Canvas, domain: tuple[float, float]) -> dict:
    """Its own axis, without ticks."""
    high = max(view.reports.values(), default=1)
    base = value_axis(canvas, [], [])
    return base | {"domain": list(domain), "range": [0, high * 1.45], "showgrid": False, "anchor": "x"}


def name(canvas: Canvas, total: float) -> list[dict]:
    """What the strip is; `total` is the height of the chart's plots."""
    return [
        {
            "x": 0,
            "y": (BOTTOM + HEIGHT + 6) / total,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": -30 if not canvas.phone else -20,
            "text": canvas.t("chart.reports-per-year"),
            "showarrow": False,
            "font": {"size": 11, "color": canvas.colour("text-2")},
        }
    ]
