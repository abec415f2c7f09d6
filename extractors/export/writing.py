"""A data frame as a file that opens right everywhere: numbers stay numbers, text never becomes a formula."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from extractors.export.files import ExportError, format_of, replacing

_FORMULA = r"^[=+\-@\t\r＝＋－＠]"
_ROWS_IN_A_SHEET = 1_048_576
_CELL = 32_767  # characters that a spreadsheet's cell holds
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML
_PORTION = 50_000


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write `frame` to `path` in the format of its suffix; the file is whole or not there. Raises
    ExportError."""
    kind = format_of(path)
    with replacing(path) as stream:
        if kind == "csv":
            stream.write(b"\xef\xbb\xbf")  # without it a spreadsheet takes UTF-8 for something else
        write_stream(frame, kind, stream)


def write_stream(frame: pd.DataFrame, kind: str, stream: BinaryIO) -> None:
    """Write `frame` to a binary stream in one of FORMATS. In CSV, text that a spreadsheet would take for a
    formula gets an apostrophe before it."""
    writers: dict[str, Callable[[pd.DataFrame, BinaryIO], None]] = {
        "csv": _csv,
        "jsonl": _jsonl,
        "xlsx": _xlsx,
        "parquet": _parquet,
    }
    writers[kind](frame, stream)


def _csv(frame: pd.DataFrame, stream: BinaryIO) -> None:
    options = pyarrow.csv.WriteOptions(include_header=True, quoting_style="needed")
    with pyarrow.csv.CSVWriter(stream, _schema(frame), write_options=options) as writer:
        for at in range(0, max(len(frame), 1), _PORTION):
            part = frame.iloc[at : at + _PORTION]
            columns = {name: _guarded(part[name]) for name in part.columns}
            writer.write_table(_arrow(pd.DataFrame(columns)).cast(_schema(frame)))


def _guarded(column: pd.Series) -> pd.Series:
    if not (isinstance(column.dtype, pd.CategoricalDtype) or pd.api.types.is_string_dtype(column.dtype)):
        return column
    text = column.astype("str")
    return text.mask(text.str.match(_FORMULA).fillna(False).astype(bool), "'" + text)


def _arrow(frame: pd.DataFrame) -> pa.Table:
    """`frame` with dates as dates and categories as plain text."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for at, field in enumerate(table.schema):
        column = table.column(at)
        if pa.types.is_dictionary(field.type):
            column = column.cast(pa.string())
        elif pa.types.is_timestamp(field.type) and field.type.tz is None:
            column = column.cast(pa.date32())
        elif pa.types.is_timestamp(field.type):
            column = column.cast(pa.timestamp("s", tz="UTC"), safe=False)
        elif pa.types.is_large_string(field.type) or pa.types.is_null(field.type):
            column = column.cast(pa.string())
        table = table.set_column(at, field.name, column)
    return table.replace_schema_metadata(None)


def _schema(frame: pd.DataFrame) -> pa.Schema:
    return _arrow(frame.iloc[:0]).schema


def _jsonl(frame: pd.DataFrame, stream: BinaryIO) -> None:
    for at in range(0, len(frame), _PORTION):
        for row in _arrow(frame.iloc[at : at + _PORTION]).to_pylist():
            stream.write(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")


def _parquet(frame: pd.DataFrame, stream: BinaryIO) -> None:
    pyarrow.parquet.write_table(_arrow(frame), stream, compression="zstd")


def _xlsx(frame: pd.DataFrame, stream: BinaryIO) -> None:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    if len(frame) >= _ROWS_IN_A_SHEET:
        raise ExportError(
            f"{len(frame):,} rows are more than a sheet holds ({_ROWS_IN_A_SHEET - 1:,}); "
            "narrow them with a filter, or write .csv or .parquet."
        )
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(frame.columns), 1))}{len(frame) + 1}"

    def text(value: str, bold: bool = False) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, _ILLEGAL.sub("\ufffd", value)[:_CELL])
        cell.data_type = "s"  # or "=1+1" would be a formula
        if bold:
            cell.font = Font(bold=True)
        return cell

    sheet.append([text(str(name), bold=True) for name in frame.columns])
    for at in range(0, len(frame), _PORTION):
        for row in zip(*_arrow(frame.iloc[at : at + _PORTION]).to_pydict().values(), strict=True):
            sheet.append([_plain(value) if not isinstance(value, str) else text(value) for value in row])
    book.save(stream)


def _plain(value: object) -> object:
    # A spreadsheet knows no time zones.
    return value.replace(tzinfo=None) if getattr(value, "tzinfo", None) is not None else value
