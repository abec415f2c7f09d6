"""Bars: solid where sources agree, pale with a rim where one source stands alone, dotted where implied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dashboard import theme
from dashboard.charts import marks
from dashboard.charts.canvas import Canvas
from dashboard.charts.marks import Point
from dashboard.series import Mark, Series

SLOT = 0.78


def style(mark: Mark) -> str:
    """How a bar is filled: solid, pale, dots (implied) or hatched (a part of a year)."""
    if mark.kind not in ("year", "fiscal"):
        return "hatched"
    if mark.computed:
        return "pale"
    return {"single": "pale", "implied": "dots"}.get(mark.status, "solid")


def fill(kind: str, colour: str, scheme: int) -> dict:
    """The marker of one kind of bar: those of `style`, and "added" for a sum. A pattern needs a trace of its own:
    arrays of colours turn it black."""
    rim = {"color": colour, "width": 1.5}
    if kind == "solid":
        return {"color": colour, "line": {"width": 0}}
    if kind == "pale":
        return {"color": theme.alpha(colour, 0.24), "line": rim}
    shape = {"dots": ".", "hatched": "/", "added": "x"}[kind]
    pattern = {
        "shape": shape,
        "fgcolor": colour,
        "bgcolor": theme.token("surface", scheme),
        "size": 6,
        "solidity": 0.3,
    }
    return {"color": colour, "pattern": pattern, "line": rim}


def by_year(
    series: Sequence[tuple[Series, list[Point], str]], canvas: Canvas, limit: float | None = None
) -> list[dict]:
    """Bars of several series side by side, a year's slot each; marks at their ends tell disputes and
    bounds."""
    data: list[dict] = []
    width = SLOT / max(1, len(series))
    for n, (one, points, colour) in enumerate(series):
        offset = (n - (len(series) - 1) / 2) * width
        kinds: dict[str, list[Point]] = defaultdict(list)
        ends = []
        for point in points:
            whole = point.mark.kind in ("year", "fiscal")
            x = point.x + offset if whole or len(series) > 1 else point.x
            moved = Point(point.mark, x, point.y, point.text)
            kinds[style(point.mark)].append(moved)
            if (
                point.mark.status in ("conflict", "revised")
                or point.mark.corrected
                or point.mark.bound != "exact"
            ):
                ends.append(moved)
        for kind, some in kinds.items():
            data.append(
                {
                    "type": "bar",
                    "x": [p.x for p in some],
                    "y": [p.y for p in some],
                    "width": [
                        max(0.08, width * (min(1.0, p.mark.x1 - p.mark.x0) if kind == "hatched" else 0.92))
                        for p in some
                    ],
                    "marker": fill(kind, colour, canvas.scheme),
                    "customdata": [p.mark.figure for p in some],
                    "hoverinfo": "text",
                    "hovertext": [p.text for p in some],
                    "text": ["≈" if p.mark.bound == "about" else "" for p in some],
                    "textposition": "outside",
                    "textfont": {"size": 12, "color": colour},
                    "showlegend": False,
                    "cliponaxis": False,
                    "meta": one.key,
                }
            )
        data += [trace | {"meta": one.key} for trace in _ends(ends, colour, canvas, limit)]
    return data


def _ends(points: list[Point], colour: str, canvas: Canvas, limit: float | None) -> list[dict]:
    ink = theme.token("text", canvas.scheme)  # a tick in the bar's own colour could not be seen on it
    data = marks.disputes(points, ink, limit=limit)
    data += marks.bounds(points, colour)
    data += marks.whiskers([p for p in points if p.mark.kind == "year"], theme.token("text-2", canvas.scheme))
    data += marks.rings(points, colour)
    shown = [p for p in points if p.mark.status == "conflict" or p.mark.corrected]
    if shown:
        data.append(marks.symbols(shown, colour, canvas.scheme))
    return data
