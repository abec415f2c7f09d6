"""The map of the world: countries shaded by powers of ten, small states as dots, disputes as diamonds."""

from __future__ import annotations

import csv
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycountry

from dashboard import names, theme
from dashboard.charts.canvas import Canvas, hover, layout
from dashboard.rankings import Ranked

STEPS = 6
WORLD = ((-170, 180), (-56, 78))


@dataclass(frozen=True, slots=True)
class Classes:
    """The lower edges of the map's steps, ascending; a value belongs to the last edge that it reaches."""

    edges: tuple[float, ...]

    def step(self, value: float) -> int:
        return max(0, bisect_right(self.edges, value) - 1)


@cache
def points() -> dict[str, tuple[float, float, bool]]:
    """Longitude, latitude, and whether the map's geometry draws it, by ISO 3166-1 alpha-3 code."""
    with (Path(__file__).parent / "country_points.csv").open(encoding="utf-8") as file:
        return {
            r["code"]: (float(r["lon"]), float(r["lat"]), r["drawn"] == "1") for r in csv.DictReader(file)
        }


@cache
def alpha3(code: str) -> str:
    """The alpha-3 code of an alpha-2 code, "" if there is none."""
    country = pycountry.countries.get(alpha_2=code)
    return country.alpha_3 if country else ""


def classes(values: Sequence[float]) -> Classes:
    """Steps of powers of ten; of 1, 2, 5 when all values lie within two decades."""
    good = [v for v in values if v > 0]
    if not good:
        return Classes((0,))
    low, high = math.log10(min(good)), math.log10(max(good))
    if high - low <= 2:
        edges = [m * 10.0**e for e in range(math.floor(low), math.ceil(high) + 1) for m in (1, 2, 5)]
    else:
        edges = [10.0**e for e in range(math.floor(low), math.ceil(high) + 1)]
    edges = [e for e in edges if e <= max(good)]
    below = [e for e in edges if e <= min(good)]
    edges = edges[max(0, len(below) - 1) :]
    return Classes(tuple(edges[-STEPS:]))


def colours(steps: Classes, scheme: int) -> list[str]:
    """One colour a step, spread over the scale."""
    scale = theme.MAP_STEPS[scheme]
    n = len(steps.edges)
    if n >= STEPS:
        return list(scale)
    return [scale[round((i + 0.5) / n * STEPS - 0.5)] for i in range(n)]


def draw(rows: Sequence[Ranked], canvas: Canvas) -> dict:
    """The map as a plain plotly figure."""
    steps = classes([r.mark.value for r in rows])
    palette = colours(steps, canvas.scheme)
    n = len(palette)
    shaded, dots, diamonds, implied, parts = [], [], [], [], []
    for row in rows:
        code = alpha3(row.key)
        if code not in points():
            continue
        (shaded if points()[code][2] else dots).append((code, row))
        if row.mark.status == "conflict":
            diamonds.append((code, row))
        elif row.mark.status == "implied":
            implied.append((code, row))
        elif row.mark.kind not in ("year", "fiscal"):
            parts.append((code, row))
    t = canvas.t

    def told(some: list) -> dict:
        return {
            "customdata": [r.mark.figure for _, r in some],
            "ids": [r.key for _, r in some],
            "hoverinfo": "text",
            "text": [
                hover(r.mark, names.place(r.key, t.language), palette[steps.step(r.mark.value)], canvas)
                for _, r in some
            ],
        }

    scale = [edge for i, c in enumerate(palette) for edge in ([i / n, c], [(i + 1) / n, c])]
    data: list[dict] = [
        {
            "type": "choropleth",
            "locations": [code for code, _ in shaded],
            "z": [steps.step(r.mark.value) for _, r in shaded],
            "zmin": -0.5,
            "zmax": n - 0.5,
            "colorscale": scale,
            "showscale": False,
            "marker": {"line": {"color": canvas.colour("land-border"), "width": 0.6}},
            **told(shaded),
        }
    ]
    surface, text = canvas.colour("surface"), canvas.colour("text")
    if dots:
        colour = [palette[steps.step(r.mark.value)] for _, r in dots]
        data.append(
            _places(dots, told(dots), symbol="circle", size=9, color=colour, line={"color": text, "width": 1})
        )
    for some, symbol, size, line in (
        (diamonds, "diamond", 9, 1.4),
        (implied, "square-open", 7, 1.6),
        (parts, "circle", 5, 1.2),
    ):
        if some:
            data.append(
                _places(
                    some,
                    told(some),
                    symbol=symbol,
                    size=size,
                    color=surface,
                    line={"color": text, "width": line},
                )
            )
    window = _window([points()[alpha3(r.key)][:2] for r in rows if alpha3(r.key) in points()])
    return {"data": data, "layout": _layout(window, steps, palette, canvas)}


def _layout(where: Sequence[tuple[float, float]], steps: Classes, palette: list[str], canvas: Canvas) -> dict:
    figure = layout(canvas, (0, 0, 0, 0), geo=geo(where, canvas))
    figure["meta"] = {"view": "by-region", "edges": list(steps.edges), "palette": palette}
    return figure


def _fitted(
    where: Sequence[tuple[float, float]], margin: float, least: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ranges of longitude and latitude around points, twice as wide as high."""
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*where, strict=True))
    x, y = (west + east) / 2, (south + north) / 2
    high = max(north - south + margin, (east - west + margin) / 1.9, least / 1.9)
    wide = high * 1.9
    return (max(-180, x - wide / 2), min(180, x + wide / 2)), (max(-60, y - high / 2), min(84, y + high / 2))


def _places(some: list, told: dict, **marker: object) -> dict:
    return {
        "type": "scattergeo",
        "mode": "markers",
        "lon": [points()[code][0] for code, _ in some],
        "lat": [points()[code][1] for code, _ in some],
        "marker": marker,
        "showlegend": False,
        **told,
    }


def geo(window: tuple, canvas: Canvas) -> dict:
    """The base of a map, of the window's longitudes and latitudes."""
    (west, east), (south, north) = window
    return {
        "scope": "world",
        "resolution": 110,
        "fitbounds": False,
        "projection": {"type": "natural earth"},
        "showframe": False,
        "showcoastlines": False,
        "showland": True,
        "landcolor": canvas.colour("land"),
        "showcountries": True,
        "countrycolor": canvas.colour("land-border"),
        "countrywidth": 0.6,
        "showocean": False,
        "showlakes": False,
        "bgcolor": "rgba(0,0,0,0)",
        "lonaxis": {"range": [west, east]},
        "lataxis": {"range": [south, north]},
        "domain": {"x": [0, 1], "y": [0, 1]},
    }


def _window(known: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The part of the world to show: all of it, or one corner when every point lies there."""
    if not known:
        return WORLD
    lons = [p[0] for p in known]
    if max(lons) - min(lons) > 120 or len(known) > 40:
        return WORLD
    return _fitted(known, 24, 50)
