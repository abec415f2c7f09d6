"""An index and its figures in a file, so that another process goes on where one was, without working out
anything again.

The file is Arrow's: every array is a column of one row. A large one is mapped into memory, so that only what is
asked for is read, and several processes share it. It is a cache: one that is damaged or of another kind is None.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from extractors.figures.coded import Coded, Columns, strings
from extractors.figures.corrections import Correction
from extractors.figures.ground import Ground
from extractors.figures.index import FigureIndex
from extractors.figures.lists import Lists
from extractors.figures.relations import Relations
from extractors.figures.stories import Laid, StoryIndex
from extractors.figures.tables import MEMBERS, NEAR, TABLE, Figures
from extractors.figures.topics import Topic

Array = np.ndarray | pa.Array
_META = b"seizures.figures"
_MAPPED = 1 << 28  # bytes from which on a file is mapped into memory
_SUM = 4  # bytes of the checksum at the end
_TOPICS, _SLOTS = ("columns.topic", "topics"), len(Topic._fields)
_FRAMES = {"table": TABLE, "members": MEMBERS, "near": NEAR}


class Writer:
    """Gathers arrays under names."""

    def __init__(self) -> None:
        self.arrays: dict[str, Array] = {}

    def put(self, name: str, value: Any) -> None:
        """An array, a list of texts, or a tuple of what can be put."""
        if isinstance(value, Coded):
            self.put(f"{name}.codes", value.codes)
            self.put(f"{name}.values", value.values)
        elif isinstance(value, tuple):
            for at, part in enumerate(value):
                self.put(f"{name}.{at}", part)
        elif isinstance(value, list):
            self.arrays[name] = pa.array(value, pa.large_string())
        else:
            self.arrays[name] = value

    def put_frame(self, name: str, frame: pd.DataFrame) -> None:
        """A table of figures."""
        for column in frame.columns:
            array = frame[column].array
            if isinstance(array, pd.Categorical):
                self.put(f"{name}.{column}", Coded(array.codes.astype(np.int32), list(array.categories)))
            elif pd.api.types.is_string_dtype(array.dtype):
                self.put(f"{name}.{column}", strings(frame[column]))
            elif pd.api.types.is_extension_array_dtype(frame[column].dtype):
                self.put(f"{name}.{column}", array.to_numpy(dtype="float64", na_value=np.nan))
            else:
                self.put(f"{name}.{column}", np.asarray(array))


class Reader:
    """The arrays of a file, by name."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def array(self, name: str) -> np.ndarray:
        """Numbers."""
        values = self._column(name)
        found = values.to_numpy(zero_copy_only=True)
        return found.view(bool) if values.type == pa.uint8() else found

    def strings(self, name: str) -> pa.Array:
        """Texts that stay where they are."""
        return self._column(name)

    def texts(self, name: str) -> list[str]:
        """Texts."""
        return self._column(name).to_pylist()

    def coded(self, name: str) -> Coded:
        """Coded texts."""
        return Coded(self.array(f"{name}.codes"), self.texts(f"{name}.values"))

    def lists(self, name: str) -> Lists:
        """Lists by keys."""
        held = []
        while f"{name}.1.{len(held)}" in self._table.column_names:
            held.append(self.array(f"{name}.1.{len(held)}"))
        return Lists(self.array(f"{name}.0"), tuple(held))

    def value(self, name: str) -> Coded | Lists | Array:
        """What was put under a name: an array of numbers or of texts, coded texts or lists."""
        names = self._table.column_names
        if f"{name}.codes" in names:
            return self.coded(name)
        if f"{name}.0" in names:
            return self.lists(name)
        column = self._column(name)
        return column if pa.types.is_large_string(column.type) else self.array(name)

    def frame(self, name: str, columns: Mapping[str, str]) -> pd.DataFrame:
        """A table of figures."""
        return pd.DataFrame(
            {column: self._series(f"{name}.{column}", kind) for column, kind in columns.items()}
        )

    def _series(self, name: str, kind: str) -> Any:
        if kind == "category":
            column = self.coded(name)
            return pd.Categorical.from_codes(column.codes, pd.Index(column.values, dtype="str"))
        if kind == "str":
            return pd.array(pa.chunked_array([self.strings(name)]), dtype="str")
        values = self.array(name)
        if kind in ("Float64", "Int64"):
            missing = np.isnan(values)
            plain = np.where(missing, 0, values).astype(kind.lower())
            return (pd.arrays.FloatingArray if kind == "Float64" else pd.arrays.IntegerArray)(plain, missing)
        return values

    def _column(self, name: str) -> pa.Array:
        return self._table.column(name).chunk(0).values


def write_ground(out: Writer, ground: Ground) -> None:
    """Put a ground."""
    for name, value in zip(Columns._fields, ground.columns, strict=True):
        out.put(f"columns.{name}", value)
    for name, value in zip(Ground._fields[1:], ground[1:], strict=True):
        out.put(name, tuple(value) if isinstance(value, Lists) else value)


def read_ground(found: Reader) -> Ground:
    """The ground of a file."""
    slots, topics = (tuple(found.coded(f"{name}.{slot}") for slot in range(_SLOTS)) for name in _TOPICS)
    columns = (found.value(f"columns.{name}") for name in Columns._fields[1:])
    rest = (found.value(name) for name in Ground._fields[2:])
    return Ground(Columns(slots, *columns), topics, *rest)


def write_index(out: Writer, index: FigureIndex, figures: Figures) -> None:
    """Put an index that is settled, and its figures."""
    ground, relations, story = index.settled()
    write_ground(out, ground)
    for name, value in zip(Relations._fields, relations, strict=True):
        out.put(f"relations.{name}", tuple(value))
    out.put("story", (list(story), list(story.values())))
    for name in _FRAMES:
        out.put_frame(name, getattr(figures, name))


def read_index(found: Reader, corrections: Iterable[Correction]) -> tuple[FigureIndex, Figures]:
    """The index and the figures of a file, with the corrections that it was written with."""
    relations = Relations(*(found.lists(f"relations.{name}") for name in Relations._fields))
    story = dict(zip(found.texts("story.0"), found.texts("story.1"), strict=True))
    index = FigureIndex.resumed(read_ground(found), relations, story, corrections)
    frames = (found.frame(name, columns) for name, columns in _FRAMES.items())
    return index, Figures(*frames, index.orphans())


def write_stories(out: Writer, index: StoryIndex) -> None:
    """Put an index of stories."""
    for name, value in zip(Laid._fields, index.laid(), strict=True):
        out.put(f"stories.{name}", tuple(value) if isinstance(value, Lists) else value)


def read_stories(found: Reader) -> StoryIndex:
    """The index of stories of a file."""
    names, story = (found.texts(f"stories.{name}") for name in Laid._fields[:2])
    return StoryIndex(Laid(names, story, *(found.value(f"stories.{name}") for name in Laid._fields[2:])))


def save(out: Writer, path: Path, meta: Mapping[str, Any]) -> None:
    """Write what was put, whole or not at all. Raises OSError."""
    columns = []
    for array in out.arrays.values():
        if isinstance(array, np.ndarray):
            plain = np.ascontiguousarray(array)
            array = pa.array(plain.view(np.uint8) if plain.dtype == bool else plain)
        columns.append(pa.LargeListArray.from_arrays(pa.array([0, len(array)], pa.int64()), array))
    table = pa.Table.from_arrays(columns, names=list(out.arrays))
    table = table.replace_schema_metadata({_META: json.dumps(meta)})
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".figures.", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(handle, "w+b") as file:
            with pa.ipc.new_file(file, table.schema) as writer:
                writer.write_table(table)
            file.flush()
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as written:
                total = zlib.crc32(written)
            file.seek(0, os.SEEK_END)
            file.write(total.to_bytes(_SUM, "big"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _content(path: Path) -> pa.Buffer:
    """A file's bytes, read where they take little room: a mapped file that somebody cuts off ends the process."""
    if path.stat().st_size < _MAPPED:
        return pa.py_buffer(path.read_bytes())
    return pa.memory_map(str(path)).read_buffer()


def load(path: Path) -> tuple[Reader, dict[str, Any]] | None:
    """The arrays of a file and what was said of them; None where it is not there or not as it was written."""
    try:
        whole = _content(path)
        content = whole.slice(0, len(whole) - _SUM)
        if zlib.crc32(content).to_bytes(_SUM, "big") != whole.slice(len(content)).to_pybytes():
            return None
        table = pa.ipc.open_file(pa.BufferReader(content)).read_all()
        return Reader(table), json.loads((table.schema.metadata or {})[_META])
    except (OSError, KeyError, ValueError, IndexError, pa.ArrowException):
        return None
