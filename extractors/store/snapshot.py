"""The claims of the whole store as one Arrow table, kept beside the store so that a million load in a second.

A snapshot carries, for each report, the stamp of the claims that it holds. Loading one reads from the
database only the reports whose stamp differs, so that a changed report costs its own claims and not
everybody's. It is a cache: whatever is wrong with it, it is made again.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

FORMAT = "1"
_META = b"seizures.snapshot"


@dataclass(frozen=True)
class Snapshot:
    """Claims with their derived columns; `stamps` says of which state of which report."""

    table: pa.Table
    stamps: Mapping[str, str]
    rules: str = ""  # fingerprint of the code that derived the columns

    def stale(self, stamps: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """Reports to read again and reports to drop so that this holds what `stamps` says."""
        changed = [report for report, stamp in stamps.items() if self.stamps.get(report) != stamp]
        return changed, [report for report in self.stamps if stamps.get(report) != self.stamps[report]]

    def updated(self, stamps: Mapping[str, str], read: Callable[[Sequence[str]], pa.Table]) -> Snapshot:
        """This with the claims of `stamps`; `read` gives those of a list of reports."""
        changed, dropped = self.stale(stamps)
        table = without(self.table, "report", dropped)
        if changed:
            table = together(table, read(changed))
        return Snapshot(table, dict(stamps), self.rules)


def without(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    """`table` without the rows that have one of `values` in `column`."""
    if not values or not table.num_rows:
        return table
    found = pc.is_in(table[column], value_set=pa.array(values, pa.string()))
    return table.filter(pc.invert(found))


def only(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    """The rows of `table` that have one of `values` in `column`."""
    return table.filter(pc.is_in(table[column], value_set=pa.array(values, pa.string())))


def together(one: pa.Table, other: pa.Table) -> pa.Table:
    """Both tables' rows, in the columns of the first that has any."""
    if not one.num_rows:
        return other
    if not other.num_rows:
        return one
    return pa.concat_tables([one, other.cast(one.schema)]).unify_dictionaries()


def load(path: Path, rules: str) -> Snapshot | None:
    """The snapshot at `path`; None where there is none, or it is damaged or made by other rules."""
    try:
        table = pq.read_table(path, page_checksum_verification=True)
        meta = json.loads((table.schema.metadata or {})[_META])
        if meta["format"] != FORMAT or meta["rules"] != rules:
            return None
        return Snapshot(table, meta["stamps"], rules)
    except (OSError, KeyError, ValueError, pa.ArrowException):
        return None


def save(snapshot: Snapshot, path: Path) -> None:
    """Write the snapshot, whole or not at all. A disk that is full costs the cache, nothing else."""
    meta = {"format": FORMAT, "rules": snapshot.rules, "stamps": dict(snapshot.stamps)}
    table = snapshot.table.replace_schema_metadata(
        {**(snapshot.table.schema.metadata or {}), _META: json.dumps(meta).encode()}
    )
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".claims.", suffix=".partial", dir=path.parent)
        os.close(handle)
        pq.write_table(table, temporary, compression="zstd", write_page_checksum=True)
        os.replace(temporary, path)
        temporary = None
    except OSError:
        pass
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
