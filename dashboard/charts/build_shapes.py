"""Builds assets/provinces: the outlines of a country's provinces, a GeoJSON file a country.

    apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb qgis
    python -m dashboard.charts.build_shapes qgis/usr/share/qgis/resources/data/world_map.gpkg

That file holds Natural Earth's first-level divisions (public domain, 1:10m, version 4.1), simplified by QGIS so
that neighbours keep their common border. It has no ISO codes: a division gets the code of the province of its
country that it shares the name with, else of the only province whose point (province_points.csv) lies in it.
A name alone is not believed where the province's point lies elsewhere. Divisions smaller than a province (the
counties of a region) share its code, and are drawn as its parts.
"""

from __future__ import annotations

import json
import re
import sqlite3
import struct
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Collection

import pycountry

from dashboard.assets import folder
from dashboard.charts.country_map import parts_of, provinces
from extractors.vocabulary import places

TARGET = folder() / "provinces"
STEPS = (
    (50.0, 0.05),
    (20.0, 0.02),
    (0.0, 0.01),
)  # of a country that wide in degrees, the grid it is drawn on
SMALLEST = 25  # cells of that grid: a smaller island is drawn only where a province has no larger part
GENERIC = re.compile(
    r"\b(province|prefecture|state|region|oblast|krai|republic|respublika|autonomous|municipality|governorate|"
    r"city|zizhiqu|shi|sheng|wilayah|daerah|istimewa|changwat|tinh|thanh pho|departamento|provincia|estado|"
    r"district|county|division|territory|union|national capital|federal|special|administrative|of|de|del|the)\b"
)
Ring = list[tuple[float, float]]


def plain(name: str, *, whole: bool = False) -> str:
    """A name without marks and case and, unless `whole`, without the words for "province": "Yúnnán Shěng" →
    "yunnan"."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c)).replace("'", "")
    return re.sub(r"[^a-z]", "", bare if whole else GENERIC.sub(" ", bare))


def polygons(blob: bytes) -> list[list[Ring]]:
    """The polygons of a GeoPackage geometry, each as its rings."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return _geometry(blob, 8 + envelope)[0]


def _geometry(blob: bytes, at: int) -> tuple[list[list[Ring]], int]:
    order = "<" if blob[at] else ">"
    kind, count = struct.unpack_from(f"{order}II", blob, at + 1)
    at += 9
    if kind % 1000 == 3:
        polygon = []
        for _ in range(count):
            (n,) = struct.unpack_from(f"{order}I", blob, at)
            flat = struct.unpack_from(f"{order}{2 * n}d", blob, at + 4)
            polygon.append(list(zip(flat[::2], flat[1::2], strict=True)))
            at += 4 + 16 * n
        return [polygon], at
    found: list[list[Ring]] = []
    for _ in range(count):
        some, at = _geometry(blob, at)
        found += some
    return found, at


def area(ring: Ring) -> float:
    """Twice the signed area, in square degrees; clockwise is negative."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True))


def holds(polygons: list[list[Ring]], point: tuple[float, float]) -> bool:
    """Whether a point lies in one of the polygons."""
    x, y = point
    inside = False
    for polygon in polygons:
        for ring in polygon:
            for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
                if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                    inside = not inside
    return inside


def rounded(ring: Ring, grid: float, *, outer: bool) -> Ring:
    """A ring on the grid, outer ones clockwise as the map's library wants them; [] of what is left a line."""
    points = [(round(round(x / grid) * grid, 2), round(round(y / grid) * grid, 2)) for x, y in ring]
    kept = [p for n, p in enumerate(points) if not n or p != points[n - 1]]
    if len(kept) < 4:
        return []
    return kept[::-1] if (area(kept) > 0) == outer else kept


def named(country: str, *, whole: bool) -> dict[str, str]:
    """The provinces of a country by their plain names, in any way that the sources write them; a name of two
    (a city and the district around it) is left out, but for a region's and its only province's, which is the latter's."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in pycountry.subdivisions.get(country_code=country) or ():
        if places.is_place(one.code):
            for name in (*re.split(r"[\[\]/(),]", one.name), places.label(one.code)):
                found[plain(name, whole=whole)].add(one.code)
    apart = {name: without_wider(codes) for name, codes in found.items()}
    return {name: codes.pop() for name, codes in apart.items() if name and len(codes) == 1}


def without_wider(codes: set[str], drawn: Collection[str] = ()) -> set[str]:
    """Codes without the regions that are no division of their own: their only province is among the codes too, or
    other provinces of theirs are drawn."""
    parts = {code: set(parts_of().get(code, ())) for code in codes}
    return {
        code
        for code in codes
        if not codes & parts[code] or (parts[code] - codes and not parts[code] & set(drawn))
    }


def coded(country: str, divisions: list[tuple[list[str], list[list[Ring]]]]) -> dict[str, list[list[Ring]]]:
    """Polygons by the province's code: by name first, the rest by the points that lie in them."""
    exact, bare = named(country, whole=True), named(country, whole=False)
    found, rest = defaultdict(list), []
    for names, polygons in divisions:
        told = [exact.get(plain(n, whole=True), "") for n in names] + [bare.get(plain(n), "") for n in names]
        code = next((code for code in told if code and near(code, polygons)), "")
        if code:
            found[code] += polygons
        else:
            rest.append(polygons)
    open_ = {c: p for c, p in provinces().items() if c.startswith(f"{country}-") and c not in found}
    for polygons in rest:
        inside = without_wider({code for code, point in open_.items() if holds(polygons, point)}, found)
        if len(inside) == 1:
            found[inside.pop()] += polygons
    return found


def step(found: dict[str, list[list[Ring]]]) -> float:
    """The grid of a country."""
    xs = [x for some in found.values() for polygon in some for x, _ in polygon[0]]
    wide = max(xs) - min(xs) if xs else 0
    return next(grid for least, grid in STEPS if wide >= least)


def near(code: str, polygons: list[list[Ring]]) -> bool:
    """Whether polygons lie around a province's point, where it has one: names come twice."""
    if code not in provinces():
        return True
    x, y = provinces()[code]
    xs, ys = zip(*(point for polygon in polygons for point in polygon[0]), strict=True)
    return min(xs) - 1 < x < max(xs) + 1 and min(ys) - 1 < y < max(ys) + 1


def feature(code: str, polygons: list[list[Ring]], grid: float) -> dict:
    """One province as GeoJSON."""
    largest = max(abs(area(p[0])) for p in polygons)
    parts = []
    for polygon in polygons:
        if abs(area(polygon[0])) < min(largest, 2 * SMALLEST * grid**2):
            continue
        shape = [rounded(ring, grid, outer=not n) for n, ring in enumerate(polygon)]
        if shape[0]:
            parts.append([ring for ring in shape if ring])
    geometry = {"type": "MultiPolygon", "coordinates": parts}
    return {"type": "Feature", "id": code, "properties": {}, "geometry": geometry}


def main(source: str) -> None:
    """Write a file for each country that has provinces."""
    divisions: dict[str, list] = defaultdict(list)
    rows = sqlite3.connect(source).execute(
        "select iso_a2, name, woe_label, woe_name, gn_name, geom from states_provinces"
    )
    for country, *names, blob in rows:
        told = [part for name in names if name for part in name.split(",")[0].split("|")]
        divisions[country].append((told, polygons(blob)))
    TARGET.mkdir(exist_ok=True)
    for country, some in sorted(divisions.items()):
        found = coded(country, some)
        drawn = [feature(code, found[code], step(found)) for code in sorted(found)]
        features = [one for one in drawn if one["geometry"]["coordinates"]]
        if len(features) > 1:
            text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
            (TARGET / f"{country}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
