"""Tables as files: CSV, JSON lines, XLSX and Parquet, each with a data dictionary beside it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Loaded when asked for: only some of these need pandas, and the command line looks at a file's name first.
_PLACES = {
    "ExportError": "files",
    "FORMATS": "files",
    "format_of": "files",
    "replacing": "files",
    "Selection": "selection",
    "SelectionError": "selection",
    "datapackage": "dictionary",
    "dictionary_path": "dictionary",
    "write_dictionary": "dictionary",
    "write": "writing",
    "write_stream": "writing",
}
__all__ = sorted(_PLACES)


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
