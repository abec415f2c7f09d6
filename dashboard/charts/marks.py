"""How a figure is drawn: which symbol, whisker, arrow, halo and tick tell how well it is known.

Filled is agreed, hollow has one source, a diamond is in dispute, a dotted square is implied.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dashboard import theme
from dashboard.series import Mark

SIZES = {"conflict": 13, "implied": 8}
SYMBOLS = {"conflict": "diamond", "implied": "square"}
BAND = 3  # neighbouring years with a range that make a band
FILLED = ("agreed", "conflict", "revised")


class Point(NamedTuple):
    """A mark at its place in the chart: `x` and `y` as drawn, which an offset or an index may have moved."""

    mark: Mark
    x: float
    y: float
    text: str


Joined = tuple[list[tuple[Point, Point]], list[tuple[Point, Point]]]


def symbol(mark: Mark) -> str:
    """The plotly symbol of a mark, with a dot in it where a person corrected it."""
    return SYMBOLS.get(mark.status, "circle") + ("-dot" if mark.corrected else "")


def _trace(points: Sequence[Point], axis: str, **more: object) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [p.x for p in points],
        "y": [p.y for p in points],
        "yaxis": axis,
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        **more,
    }


def symbols(points: Sequence[Point], colour: str, scheme: int, axis: str = "y", name: str = "") -> dict:
    """The marks themselves: the trace that is hovered and pressed."""
    surface = theme.token("surface", scheme)
    filled = [p.mark.status in FILLED and not p.mark.computed for p in points]
    return _trace(
        points,
        axis,
        name=name,
        hoverinfo="text",
        hovertext=[p.text for p in points],
        customdata=[p.mark.figure for p in points],
        marker={
            "symbol": [symbol(p.mark) for p in points],
            "size": [SIZES.get(p.mark.status, 9.5) for p in points],
            "color": [colour if f else surface for f in filled],
            "opacity": 1,
            "line": {
                "color": [
                    surface if f and not p.mark.corrected else colour
                    for p, f in zip(points, filled, strict=True)
                ],
                "width": [1 if f else 2 for f in filled],
            },
        },
    )


def rings(points: Sequence[Point], colour: str, axis: str = "y") -> list[dict]:
    """The ring around a figure that was revised later."""
    revised = [p for p in points if p.mark.status == "revised"]
    if not revised:
        return []
    marker = {"symbol": "circle-open", "size": 17, "color": colour, "line": {"width": 1.4}}
    return [_trace(revised, axis, marker=marker)]


def halos(points: Sequence[Point], colour: str, axis: str = "y") -> list[dict]:
    """The soft disc behind a number that is only "about"."""
    about = [p for p in points if p.mark.bound == "about"]
    if not about:
        return []
    return [_trace(about, axis, marker={"symbol": "circle", "size": 22, "color": theme.alpha(colour, 0.22)})]


def bounds(points: Sequence[Point], colour: str, axis: str = "y") -> list[dict]:
    """Stem and arrow beyond a number that is a floor or a ceiling."""
    traces = []
    for bound, angle in (("at_least", 0), ("at_most", 180)):
        some = [p for p in points if p.mark.bound == bound]
        if not some:
            continue
        stem = {
            "symbol": "line-ns",
            "size": 10,
            "angle": angle,
            "standoff": -10,
            "line": {"width": 2, "color": colour},
        }
        arrow = {"symbol": "arrow-wide", "size": 9, "angle": angle, "standoff": -18, "color": colour}
        traces += [_trace(some, axis, marker=stem), _trace(some, axis, marker=arrow)]
    return traces


def disputed(points: Sequence[Point]) -> list[tuple[Point, float]]:
    """Each point in dispute with each other value of it, as drawn."""
    some = [p for p in points if p.mark.status == "conflict"]
    factor = [p.y / p.mark.value if p.mark.value else 1 for p in some]
    return [(p, other * f) for p, f in zip(some, factor, strict=True) for other in p.mark.others]


def disputes(points: Sequence[Point], colour: str, axis: str = "y", limit: float | None = None) -> list[dict]:
    """The other values of a figure in dispute: a tick each, joined to the drawn value by dots.

    A value above `limit` (one that is ten times the others, say) would flatten the chart: an arrow at the
    limit
    stands for it, with its amount.
    """
    ticks: list[Point] = []
    beyond: list[Point] = []
    xs: list[float | None] = []
    ys: list[float | None] = []
    for point, y in disputed(points):
        over = limit is not None and y > limit
        (beyond if over else ticks).append(Point(point.mark, point.x, limit if over else y, point.text))
        xs += [point.x, point.x, None]
        ys += [point.y, limit if over else y, None]
    if not xs:
        return []
    dots = {"color": colour, "width": 1.5, "dash": "1.5px,3px"}
    traces = [{**_trace([], axis, mode="lines", line=dots), "x": xs, "y": ys}]
    for some, marker in (
        (ticks, {"symbol": "line-ew", "size": 14, "line": {"width": 2.6, "color": colour}}),
        (beyond, {"symbol": "arrow-wide", "size": 12, "color": colour}),
    ):
        if some:
            told = {
                "hoverinfo": "text",
                "hovertext": [p.text for p in some],
                "customdata": [p.mark.figure for p in some],
            }
            traces.append(_trace(some, axis, marker=marker, **told))
    return traces


def whiskers(points: Sequence[Point], colour: str, axis: str = "y", limit: float | None = None) -> list[dict]:
    """Along x the months that a number covers; along y the range that it was stated as, up to `limit`."""
    traces = []
    months = [p for p in points if p.mark.kind != "year"]
    if months:
        bars = {
            "type": "data",
            "symmetric": False,
            "array": [max(p.mark.x1 - p.mark.x, 0.02) for p in months],
            "arrayminus": [max(p.mark.x - p.mark.x0, 0.02) for p in months],
            "thickness": 1.6,
            "width": 4,
            "color": colour,
        }
        traces.append(_trace(months, axis, marker={"opacity": 0, "size": 1}, error_x=bars))
    ranged = [p for p in points if p.mark.ranged]
    if ranged:
        factor = [p.y / p.mark.value if p.mark.value else 1 for p in ranged]
        bars = {
            "type": "data",
            "symmetric": False,
            "array": [
                max((p.mark.high * f if limit is None else min(limit, p.mark.high * f)) - p.y, 0)
                for p, f in zip(ranged, factor, strict=True)
            ],
            "arrayminus": [max(p.y - p.mark.low * f, 0) for p, f in zip(ranged, factor, strict=True)],
            "thickness": 1.6,
            "width": 4,
            "color": colour,
        }
        traces.append(_trace(ranged, axis, marker={"opacity": 0, "size": 1}, error_y=bars))
    return traces


def bands(points: Sequence[Point], colour: str, axis: str = "y") -> list[dict]:
    """A soft band from low to high where three or more neighbouring years were stated as ranges."""
    runs: list[list[Point]] = []
    said = [
        p
        for p in points
        if p.mark.ranged and p.mark.whole and p.mark.bound == "range" and p.mark.status != "implied"
    ]
    for point in sorted(said, key=lambda p: p.x):
        if runs and point.mark.year - runs[-1][-1].mark.year == 1:
            runs[-1].append(point)
        elif not runs or point.mark.year != runs[-1][-1].mark.year:
            runs.append([point])
    traces = []
    for run in runs:
        if len(run) < BAND:
            continue
        factor = [p.y / p.mark.value if p.mark.value else 1 for p in run]
        high = [p.mark.high * f for p, f in zip(run, factor, strict=True)]
        low = [p.mark.low * f for p, f in zip(run, factor, strict=True)]
        fill = {"fill": "toself", "fillcolor": theme.alpha(colour, 0.15), "line": {"width": 0}}
        x = [p.x for p in run]
        band = {**_trace([], axis, mode="lines", **fill), "x": [*x, *reversed(x)]}
        traces.append({**band, "y": [*high, *reversed(low)]})
    return traces


def _rank(point: Point) -> tuple[bool, int, int]:
    return point.mark.status != "implied", point.mark.sources, point.mark.reports


def joined(points: Sequence[Point]) -> Joined:
    """Pairs of neighbouring years to join: by a solid line, and by a dotted one where either end is implied.

    Calendar years are joined to calendar years and fiscal to fiscal ones; parts of years to nothing. Of
    several
    figures of a year the line goes through the reported one with the most sources.
    """
    solid, dotted = [], []
    for kind in ("year", "fiscal"):
        best: dict[int, Point] = {}
        for point in points:
            if point.mark.kind == kind:
                other = best.get(point.mark.year)
                if other is None or _rank(point) > _rank(other):
                    best[point.mark.year] = point
        for a, b in pairwise(best[year] for year in sorted(best)):
            if b.mark.year - a.mark.year == 1:
                (dotted if "implied" in (a.mark.status, b.mark.status) else solid).append((a, b))
    return solid, dotted


def lines(
    points: Sequence[Point], colour: str, *, thin: bool = False, axis: str = "y", pairs: Joined | None = None
) -> list[dict]:
    """The lines of a series between neighbouring years; `pairs` are what `joined` says of it."""
    traces = []
    widths = (1.6 if thin else 2.2, 1.8)
    for some, dash, width in zip(pairs or joined(points), ("solid", "2px,4px"), widths, strict=True):
        if not some:
            continue
        xs: list[float | None] = []
        ys: list[float | None] = []
        for a, b in some:
            xs += [a.x, b.x, None]
            ys += [a.y, b.y, None]
        style = {"color": colour, "width": width, "dash": dash}
        traces.append({**_trace([], axis, mode="lines", line=style), "x": xs, "y": ys})
    return traces
