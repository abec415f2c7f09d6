"""What the columns of a table mean, as a Frictionless data package beside the file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from extractors.export.files import replacing
from extractors.records import BOUNDS, MEASURES, SCOPES, STATISTICS, UNITS

_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_CHOICES = {
    "measure": MEASURES,
    "statistic": STATISTICS,
    "unit": UNITS,
    "bound": BOUNDS,
    "scope": ("", *SCOPES),
}
CAVEAT = (
    "Seizures reflect enforcement, reporting and a few large cases; they do not measure supply or use. "
    "Every number is what a report says, read by rules: check the quoted sentence before you cite it."
)


def dictionary_path(path: Path) -> Path:
    """Where the dictionary of an exported file stands: `claims.csv` → `claims.datapackage.json`."""
    return path.with_name(f"{path.stem}.datapackage.json")


def write_dictionary(
    path: Path, frame: pd.DataFrame, meanings: Mapping[str, str], title: str, filters: str = ""
) -> None:
    """Write the data dictionary of `frame` beside the file `path` that it was written to. Raises
    ExportError."""
    package = datapackage(path, frame, meanings, title, filters)
    with replacing(dictionary_path(path)) as stream:
        stream.write(json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n")


def datapackage(
    path: Path, frame: pd.DataFrame, meanings: Mapping[str, str], title: str, filters: str = ""
) -> dict[str, Any]:
    """The data package of a file: its table's columns with type and meaning, number of rows, bytes and hash.

    `filters` says which rows were asked for, "" for all.
    """
    kind = path.suffix.lower().lstrip(".")
    data = path.read_bytes() if path.is_file() else b""
    resource: dict[str, Any] = {
        "name": _name(path.stem),
        "path": path.name,
        "format": kind,
        "mediatype": _MEDIA[kind],
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "rows": len(frame),
        "schema": {
            "fields": [_field(name, frame[name], meanings.get(name, "")) for name in frame.columns],
            "missingValues": [""],
        },
    }
    if kind == "csv":
        resource |= {
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n"},
            "notes": "Text that a spreadsheet would take for a formula has an apostrophe before it.",
        }
    return {
        "profile": "tabular-data-package" if kind == "csv" else "data-package",
        "name": _name(path.stem),
        "title": title,
        "description": f"{title}{f' ({filters})' if filters else ''}. {CAVEAT}",
        "version": metadata.version("drug-report-figures"),
        "resources": [resource],
    }


def _name(stem: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-.") or "data"


def _field(name: str, column: pd.Series, meaning: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": _type(column)}
    if meaning:
        field["description"] = meaning
    if name in _CHOICES:
        field["constraints"] = {"enum": list(_CHOICES[name])}
    return field


def _type(column: pd.Series) -> str:
    types = pd.api.types
    if types.is_bool_dtype(column.dtype):
        return "boolean"
    if types.is_integer_dtype(column.dtype):
        return "integer"
    if types.is_float_dtype(column.dtype):
        return "number"
    if types.is_datetime64_any_dtype(column.dtype):
        return "datetime" if getattr(column.dtype, "tz", None) is not None else "date"
    return "string"
