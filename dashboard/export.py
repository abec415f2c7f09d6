"""Downloads: exactly the rows that a view shows, as a file or as a package that explains itself."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard import dictionary
from dashboard.filters import Filters
from dashboard.snapshot import Snapshot
from extractors.export import datapackage, write, write_stream

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
TITLES = {
    "figures": "Figures on illicit drugs, reconciled from reports",
    "claims": "Claims on illicit drugs, as reports state them",
    "reports": "Reports read",
}


def table(snapshot: Snapshot, of: str, rows: np.ndarray | None) -> pd.DataFrame:
    """The rows (positions; None: all) of figures, claims or reports."""
    whole = {"figures": snapshot.figures, "claims": snapshot.claims, "reports": snapshot.reports}[of]
    return whole if rows is None else whole.iloc[rows].reset_index(drop=True)


def written(frame: pd.DataFrame, kind: str, of: str, filters: Filters) -> bytes:
    """A table in one of FORMATS."""
    if kind == "json":
        stream = io.BytesIO()
        write_stream(frame, "jsonl", stream)
        return b"[" + b",\n".join(stream.getvalue().splitlines()) + b"]\n"
    if kind == "zip":
        return package(frame, of, filters)
    if kind == "xlsx":
        return explained_sheet(frame, of)
    stream = io.BytesIO()
    if kind == "csv":
        stream.write(b"\xef\xbb\xbf")  # without it a spreadsheet takes UTF-8 for something else
    write_stream(frame, kind, stream)
    return stream.getvalue()


def package(frame: pd.DataFrame, of: str, filters: Filters) -> bytes:
    """A zip with the CSV and its `datapackage.json`: the columns' types and meanings, rows, hash, caveat."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{of}.csv"
        write(frame, path)
        described = datapackage(path, frame, dictionary.meanings(of), TITLES[of], filters.query())
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
            archive.writestr("datapackage.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")
        return stream.getvalue()


def explained_sheet(frame: pd.DataFrame, of: str) -> bytes:
    """The workbook with a second sheet that says what the columns mean."""
    import openpyxl

    stream = io.BytesIO()
    write_stream(frame, "xlsx", stream)
    stream.seek(0)
    if len(frame) > 20_000:  # opening a large book again costs more than the sheet is worth
        return stream.getvalue()
    book = openpyxl.load_workbook(stream)
    sheet = book.create_sheet("columns")
    sheet.append(["column", "meaning"])
    for name, meaning in dictionary.meanings(of).items():
        sheet.append([name, meaning])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 110
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()
