"""Charts: each is a module with `draw(view, canvas)` that gives a plain plotly figure, and its entry in
`BY_YEAR`."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.charts import by_year, change, multiples
from dashboard.charts.by_year import colours
from dashboard.charts.canvas import Canvas
from dashboard.summaries import YearView

__all__ = ["BY_YEAR", "colours", "draw_by_year", "mode"]

# How figures by year can be drawn: what the address says → the chart.
BY_YEAR: dict[str, Callable[[YearView, Canvas], dict]] = {
    "lines": by_year.draw,
    "bars": by_year.draw,
    "multiples": multiples.draw,
    "change": change.draw,
}


def mode(view: YearView) -> str:
    """Which of them a view asks for."""
    if view.filters.show == "change":
        return "change"
    if view.filters.chart == "multiples" or view.by_panel:
        return "multiples"
    return by_year.mode(view)


def draw_by_year(view: YearView, canvas: Canvas) -> dict:
    """The chart of By year."""
    return BY_YEAR[mode(view)](view, canvas)
