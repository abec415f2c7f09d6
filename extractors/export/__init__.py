"""Tables as files: CSV, JSON lines, XLSX and Parquet, each with a data dictionary beside it."""

from extractors.export.dictionary import datapackage, dictionary_path, write_dictionary
from extractors.export.selection import Selection, SelectionError
from extractors.export.writing import FORMATS, ExportError, format_of, replacing, write, write_stream

__all__ = [
    "FORMATS",
    "ExportError",
    "Selection",
    "SelectionError",
    "datapackage",
    "dictionary_path",
    "format_of",
    "replacing",
    "write",
    "write_dictionary",
    "write_stream",
]
