"""Downloads: exactly the rows that a view shows, as a file or as a package that explains itself."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard import dictionary
from dashboard.filters import Filters
from dashboard.snapshot import Snapshot
from extractors.export import datapackage, write, write_stream
from extractors.export.dictionary import CAVEAT

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
EXPLAINED = ("xlsx", "parquet", "zip")  # these hold the meaning of the columns and the citation
TITLES = {
    "figures": "Figures on illicit drugs, reconciled from reports",
    "claims": "Claims on illicit drugs, as reports state them",
    "reports": "Reports read",
}


def table(snapshot: Snapshot, of: str, rows: np.ndarray | None) -> pd.DataFrame:
    """The rows (positions; None: all) of figures, claims or reports."""
    whole = {"figures": snapshot.figures, "claims": snapshot.claims, "reports": snapshot.reports}[of]
    return whole if rows is None else whole.iloc[rows].reset_index(drop=True)


def written(frame: pd.DataFrame, kind: str, of: str, filters: Filters, citation: str = "") -> bytes:
    """A table in one of FORMATS; those that can hold it say what the columns mean and how to cite the table."""
    if kind == "json":
        stream = io.BytesIO()
        write_stream(frame, "jsonl", stream)
        return b"[" + b",\n".join(stream.getvalue().splitlines()) + b"]\n"
    if kind == "zip":
        return package(frame, of, filters, citation)
    if kind == "xlsx":
        return explained_sheet(frame, of, citation)
    if kind == "parquet":
        return explained_parquet(frame, of, citation)
    stream = io.BytesIO()
    if kind == "csv":
        stream.write(b"\xef\xbb\xbf")  # without it a spreadsheet takes UTF-8 for something else
    write_stream(frame, kind, stream)
    return stream.getvalue()


def package(frame: pd.DataFrame, of: str, filters: Filters, citation: str) -> bytes:
    """A zip with the CSV and its `datapackage.json`: the columns' types and meanings, rows, hash, caveat, citation."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{of}.csv"
        write(frame, path)
        described = datapackage(path, frame, dictionary.meanings(of), TITLES[of], filters.query())
        described |= {"citation": citation} if citation else {}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
            archive.writestr("datapackage.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")
        return stream.getvalue()


def explained_parquet(frame: pd.DataFrame, of: str, citation: str) -> bytes:
    """The Parquet file whose columns carry their meaning, and the whole its title, caveat and citation."""
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    write_stream(frame, "parquet", stream)
    stream.seek(0)
    table, meanings = pq.read_table(stream), dictionary.meanings(of)
    fields = [
        field.with_metadata({**(field.metadata or {}), "description": meanings[field.name]})
        if field.name in meanings
        else field
        for field in table.schema
    ]
    about = {"title": TITLES[of], "citation": citation, "caveat": CAVEAT}
    schema = pa.schema(fields, {**(table.schema.metadata or {}), **about})
    result = io.BytesIO()
    pq.write_table(table.cast(schema), result)
    return result.getvalue()


def explained_sheet(frame: pd.DataFrame, of: str, citation: str) -> bytes:
    """The workbook with a second sheet that says what the columns mean, and a third on how to cite it."""
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
    about = book.create_sheet("about")
    for row in (("title", TITLES[of]), ("rows", len(frame)), ("cite as", citation), ("caveat", CAVEAT)):
        about.append(row)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 22, 110
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()
