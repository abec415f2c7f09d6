"""Builds province_points.csv: where the map marks a province, a point each.

    pip download --no-deps iso3166-2==1.8.4 && unzip iso3166_2-1.8.4-py3-none-any.whl
    python -m dashboard.charts.build_points iso3166_2/iso3166-2.json

The points are those of the package iso3166-2 (MIT licence, PROVINCE_POINTS_LICENSE.txt), for the codes that
extractors/vocabulary/subdivisions.csv has.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from extractors.vocabulary import places

HERE = Path(__file__).parent


def points(entries: dict[str, dict]) -> dict[str, tuple[float, float]]:
    """Longitude and latitude by ISO 3166-2 code, from the package's file."""
    inside = [item for country in entries.values() for item in country.items()]
    known = {code: entry["latLng"] for code, entry in inside if entry.get("latLng") and places.is_place(code)}
    return {code: (round(lon, 2), round(lat, 2)) for code, (lat, lon) in known.items()}


def main(source: str) -> None:
    """Write the table."""
    found = points(json.loads(Path(source).read_text("utf-8")))
    with (HERE / "province_points.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["code", "lon", "lat"])
        rows.writerows((code, *found[code]) for code in sorted(found))


if __name__ == "__main__":
    main(sys.argv[1])
