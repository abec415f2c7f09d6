"""The map of one country: its provinces shaded by the same steps as the world's countries, in their own outlines,
wider regions in those of their provinces; a disc where none is known."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import pycountry

from dashboard import names
from dashboard.assets import folder
from dashboard.charts.canvas import Canvas, escape, hover, layout, text_width
from dashboard.charts.labels import Box, Taken
from dashboard.charts.region_map import Classes, classes, colours, geo
from dashboard.rankings import Ranked
from dashboard.series import Mark

DISC, DISC_STEP = 13, 4  # a province's disc: the lowest step's size, and what each step adds
OCEANS = 70  # degrees: a country wider than this is France, or the United States
NAMED = 24  # as many provinces are named on the map, the largest first
SYMBOLS = {"conflict": ("diamond", 9), "implied": ("square-open", 7)}
Bounds = tuple[float, float, float, float]  # west, south, east, north


@cache
def provinces() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of each province, by ISO 3166-2 code."""
    with (Path(__file__).parent / "province_points.csv").open(encoding="utf-8") as file:
        return {r["code"]: (float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file)}


@lru_cache(32)
def outlines(country: str) -> dict[str, Bounds]:
    """The provinces of a country that have an outline (assets/provinces), and the box around each."""
    path = folder() / "provinces" / f"{country}.json"
    if not path.is_file():
        return {}
    found = {}
    for one in json.loads(path.read_text("utf-8"))["features"]:
        points = [p for polygon in one["geometry"]["coordinates"] for p in polygon[0]]
        xs, ys = zip(*points, strict=True)
        found[one["id"]] = (min(xs), min(ys), max(xs), max(ys))
    return found


@cache
def parts_of() -> dict[str, list[str]]:
    """The provinces that wider regions are made of (ISO 3166-2), by the region's code."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in pycountry.subdivisions:
        if one.parent_code:
            found[one.parent_code].append(one.code)
    return dict(found)


def drawn_as(code: str) -> list[str]:
    """The outlines that show a place: its own, else those of all its parts, else none."""
    shapes = outlines(code.split("-")[0])
    if code in shapes:
        return [code]
    parts = [shape for part in parts_of().get(code, ()) for shape in drawn_as(part) or [""]]
    return parts if all(parts) else []


def draw(rows: Sequence[Ranked], canvas: Canvas, country: str) -> dict:
    """The map as a plain plotly figure; without a trace where no province of the rows has a place on it."""
    steps = classes([r.mark.value for r in rows])
    palette = colours(steps, canvas.scheme)
    shaded = [r for r in rows if drawn_as(r.key)]
    dots = [r for r in rows if not drawn_as(r.key) and r.key in provinces()]
    window = _window([r.key for r in (*shaded, *dots)], country, canvas.width / canvas.height)
    data = []
    if shaded or dots:
        data = [
            *_shaded(shaded, steps, palette, canvas, country),
            *_discs(dots, steps, palette, canvas),
            *_signs(shaded, canvas),
            *_names(shaded, dots, steps, canvas, window),
        ]
    west, south, east, north = window
    where = geo(((west, east), (south, north)), canvas) | {
        "projection": {"type": "mercator"},
        "landcolor": canvas.colour("band"),  # what lies around is neither with nor without a figure
        "countrycolor": canvas.colour("line"),
    }
    figure = layout(canvas, (0, 0, 0, 0), geo=where)
    figure["meta"] = {"view": "by-region", "edges": list(steps.edges), "palette": palette}
    return {"data": data, "layout": figure}


def _told(rows: Sequence[Ranked], steps: Classes, palette: list[str], canvas: Canvas, key: str) -> dict:
    """What a press and a tooltip need; `key` is the trace's name for the tooltip's text."""
    language = canvas.t.language
    return {
        "customdata": [r.mark.figure for r in rows],
        "ids": [r.key for r in rows],
        "hoverinfo": "text",
        key: [
            hover(r.mark, names.place(r.key, language), palette[steps.step(r.mark.value)], canvas)
            for r in rows
        ],
    }


def _shaded(
    rows: Sequence[Ranked], steps: Classes, palette: list[str], canvas: Canvas, country: str
) -> list[dict]:
    """The outlines: those with a figure in the colour of its step, the others as land. A wider region is its parts, but
    for those with a figure of their own."""
    own, t = {r.key for r in rows}, canvas.t
    shown = {code: r for r in rows for code in drawn_as(r.key) if code == r.key or code not in own}
    known = shown.keys()
    rest = [code for code in outlines(country) if code not in known]
    shared = {
        "type": "choropleth",
        "geojson": f"/assets/provinces/{country}.json",
        "locationmode": "geojson-id",
        "showscale": False,
        "marker": {"line": {"color": canvas.colour("land-border"), "width": 0.8}},
    }
    land, found = canvas.colour("land"), []
    if rest:
        words = [t("list.colon").join([names.place(c, t.language), t("region.none")]) for c in rest]
        plain = {"locations": rest, "z": [0] * len(rest), "colorscale": [[0, land], [1, land]]}
        found.append({**shared, **plain, "hoverinfo": "text", "text": [escape(w) for w in words]})
    if rows:
        n = len(palette)
        scale = [edge for i, c in enumerate(palette) for edge in ([i / n, c], [(i + 1) / n, c])]
        coloured = {
            "locations": list(shown),
            "z": [steps.step(r.mark.value) for r in shown.values()],
            "zmin": -0.5,
            "zmax": n - 0.5,
            "colorscale": scale,
        }
        found.append({**shared, **coloured, **_told(list(shown.values()), steps, palette, canvas, "text")})
    return found


def _discs(rows: Sequence[Ranked], steps: Classes, palette: list[str], canvas: Canvas) -> list[dict]:
    """A disc for a province without an outline, in the colour of its step and larger with it."""
    if not rows:
        return []
    level = [steps.step(r.mark.value) for r in rows]
    marker = {
        "symbol": ["diamond" if r.mark.status == "conflict" else "circle" for r in rows],
        "size": [DISC + DISC_STEP * s for s in level],
        "color": [palette[s] for s in level],
        "opacity": 1,
        "line": {"color": canvas.colour("text"), "width": 1},
    }
    at = [provinces()[r.key] for r in rows]
    return [_scatter(at, "markers", marker=marker, **_told(rows, steps, palette, canvas, "hovertext"))]


def _sign(mark: Mark) -> tuple[str, float] | None:
    """The mark on a province's colour that tells a dispute, an implied figure, a part of a year."""
    if mark.status in SYMBOLS:
        return SYMBOLS[mark.status]
    return None if mark.whole else ("circle", 5)


def _signs(rows: Sequence[Ranked], canvas: Canvas) -> list[dict]:
    some = [(r, sign) for r in rows if (sign := _sign(r.mark))]
    if not some:
        return []
    marker = {
        "symbol": [symbol for _, (symbol, _) in some],
        "size": [size for _, (_, size) in some],
        "color": canvas.colour("surface"),
        "line": {"color": canvas.colour("text"), "width": 1.4},
    }
    return [_scatter([_point(r.key) for r, _ in some], "markers", marker=marker, hoverinfo="skip")]


def _scatter(at: Sequence[tuple[float, float]], mode: str, **more: object) -> dict:
    lon, lat = [x for x, _ in at], [y for _, y in at]
    return {"type": "scattergeo", "mode": mode, "lon": lon, "lat": lat, "showlegend": False, **more}


def _point(code: str) -> tuple[float, float]:
    """Where a province is marked: at its point, or amid its outline where that lies elsewhere."""
    west, south, east, north = _around(drawn_as(code))
    x, y = provinces().get(code, (west - 1, south))
    return (x, y) if west <= x <= east and south <= y <= north else ((west + east) / 2, (south + north) / 2)


def _names(
    shaded: Sequence[Ranked],
    dots: Sequence[Ranked],
    steps: Classes,
    canvas: Canvas,
    window: Bounds,
) -> list[dict]:
    """The names of provinces, the largest figures' first, as far as they do not cover each other."""
    west, south, east, north = window
    taken, kept = Taken(), []
    outlined = {r.key for r in shaded}
    for row in sorted((*shaded, *dots), key=lambda r: -r.mark.value):
        inside, level = row.key in outlined, steps.step(row.mark.value)
        lon, lat = _point(row.key) if inside else provinces()[row.key]
        x = (lon - west) / (east - west) * canvas.width
        y = (_mercator(lat) - _mercator(south)) / (_mercator(north) - _mercator(south)) * canvas.height
        y -= 12 if inside and _sign(row.mark) else 0
        words = names.place(row.key, canvas.t.language)
        wide = text_width(words)
        left = x - wide / 2 if inside else x + 6 + (DISC + DISC_STEP * level) / 2
        box = Box(left, left + wide, y - 8, y + 8)
        if len(kept) < NAMED and not taken.overlap(box) and box.left > 0 and box.right < canvas.width:
            taken.add(box)
            kept.append((row, words, (lon, lat), inside))
    if not kept:
        return []
    places = [
        ("bottom center" if _sign(row.mark) else "middle center") if inside else "middle right"
        for row, _, _, inside in kept
    ]
    halo = canvas.colour("surface")
    around = ", ".join(f"{x}px {y}px 2px {halo}" for x in (-1, 0, 1) for y in (-1, 0, 1))
    font = {"size": 12, "color": canvas.colour("text"), "shadow": around}
    text = {"text": [escape(w) for _, w, _, _ in kept], "textposition": places, "textfont": font}
    return [_scatter([at for _, _, at, _ in kept], "text", hoverinfo="skip", **text)]


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _window(known: Sequence[str], country: str, ratio: float) -> Bounds:
    """The part of the world that shows a country, `ratio` times as wide as high: all its provinces, or those with a
    figure where it spans oceans."""
    whole = _around([code for code in (*outlines(country), *provinces()) if code.startswith(f"{country}-")])
    if whole is None or (known and max(whole[2] - whole[0], whole[3] - whole[1]) > OCEANS):
        whole = _around(known) or whole or (-170, -56, 180, 78)
    west, south, east, north = whole
    x, y = (west + east) / 2, (south + north) / 2
    narrow = math.cos(math.radians(y))  # a degree along the middle, beside one across it
    high = max((north - south) * 1.08, (east - west) * 1.08 * narrow / ratio, 3)
    wide = high * ratio / narrow
    return (max(-180, x - wide / 2), max(-80, y - high / 2), min(180, x + wide / 2), min(84, y + high / 2))


def _around(codes: Sequence[str]) -> Bounds | None:
    """The box around provinces; None of none."""
    boxes = []
    for code in codes:
        box = outlines(code.split("-")[0]).get(code)
        point = provinces().get(code)
        if box or point:
            boxes.append(box or (*point, *point))
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
