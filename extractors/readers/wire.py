"""How a parent and its parsing child speak: two byte strings a message, each behind its length."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from extractors.records import Cell, Table

_LENGTHS = struct.Struct("<QQ")
_FIELDS = 6  # start, end, row, column, column_span, row_span


def send(pipe: BinaryIO, head: bytes, payload: bytes = b"") -> None:
    pipe.write(_LENGTHS.pack(len(head), len(payload)))
    pipe.write(head)
    pipe.write(payload)
    pipe.flush()


def receive(pipe: BinaryIO, most: int) -> tuple[bytes, bytes]:
    """One message; EOFError where the other side has gone, ValueError where it is longer than `most`."""
    first, second = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size))
    if first + second > most:
        raise ValueError("message too long")
    return _exactly(pipe, first), _exactly(pipe, second)


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def pack_tables(tables: Iterable[Table]) -> tuple[list[list], bytes]:
    """Tables without their cells' text, which is a slice of the report's, and the cells as numbers."""
    heads, numbers = [], array("I")
    for table in tables:
        heads.append([table.start, table.end, table.caption, table.label, len(table.cells)])
        for c in table.cells:
            numbers.extend((c.start, c.end, c.row, c.column, c.column_span, c.row_span))
    return heads, numbers.tobytes()


def unpack_tables(heads: list[list], payload: bytes, text: str) -> tuple[Table, ...]:
    numbers = array("I")
    numbers.frombytes(payload)
    tables, at = [], 0
    for start, end, caption, label, count in heads:
        cells = []
        for _ in range(count):
            first, last, row, column, wide, high = numbers[at : at + _FIELDS]
            cells.append(Cell(text[first:last], first, last, row, column, wide, high))
            at += _FIELDS
        tables.append(Table(start, end, tuple(cells), caption, label))
    return tuple(tables)


def members(heads: list[list], payload: bytes) -> Iterator[tuple[str, bytes | str]]:
    """An archive's members from their heads [name, size, error] and their bytes in one string."""
    at = 0
    for name, size, error in heads:
        yield (name, error) if error else (name, payload[at : at + size])
        at += size
