"""Reports, their claims and the files they came from: how they are written to the store and read from it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from extractors.records import Cell, Claim, Passage, Report, Table
from extractors.store import schema
from extractors.store.database import upsert

_UNSAVABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes them; as long as what replaces them


@dataclass(frozen=True, slots=True)
class File:
    """A file as it lay in a folder when it was looked at. `report` is the hash of its bytes, "" if
    unreadable.

    A member of an archive is a file too, called "archive.zip/member.txt", with the archive as its
    `container`.
    """

    folder: str
    file: str
    report: str
    status: str = "read"  # read, rejected, ignored, archive
    error: str = ""
    size: int = 0
    mark: str = ""
    rules: str = ""
    container: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with the claims that `rules` read in it, what people had set of it at the time, and a note on
    what in it was not understood."""

    report: Report
    claims: tuple[Claim, ...]
    folder: str = ""
    rules: str = ""
    settings: Mapping[str, str] = field(default_factory=dict, hash=False)
    note: str = ""


def now() -> str:
    """The time, as the store writes it: 2026-01-31T09:30:00.000000Z."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(value: str) -> str:
    """`value` without the characters that no database takes, each replaced by U+FFFD so that offsets stay."""
    return _UNSAVABLE.sub("\ufffd", value)


def with_settings(report: Report, settings: Mapping[str, str]) -> Report:
    """`report` with what people have set of it in place of what was read."""
    published = report.published
    if "published" in settings:
        published = dt.date.fromisoformat(settings["published"]) if settings["published"] else None
    return Report(
        id=report.id,
        file=report.file,
        text=report.text,
        title=settings.get("title", report.title),
        publisher=settings.get("publisher", report.publisher),
        url=report.url,
        published=published,
        language=report.language,
        passages=report.passages,
        tables=report.tables,
    )


def claim_rows(report: str, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The rows of the claims table for a report's claims, with their ids; their order counts only among
    claims that share offsets, measure and statistic."""
    from extractors.table import claim_ids

    rows: list[dict[str, Any]] = []
    counts: dict[tuple, int] = {}
    for claim, name in zip(claims, claim_ids(report, claims), strict=True):
        key = (claim.start, claim.end, claim.measure, claim.statistic)
        n = counts[key] = counts.get(key, -1) + 1
        row = {
            slot: plain(value) if isinstance(value, str) else value for slot, value in asdict(claim).items()
        }
        row.update(report=report, n=n, claim=name)
        rows.append(row)
    return rows


def _stamp(rows: Sequence[Mapping[str, Any]]) -> str:
    return hashlib.blake2b(json.dumps(rows, sort_keys=True).encode(), digest_size=8).hexdigest()


def _report_row(reading: Reading, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    report = reading.report
    layout = {
        "passages": [astuple(passage) for passage in report.passages],
        "tables": [
            [table.start, table.end, table.caption, table.label, [astuple(cell) for cell in table.cells]]
            for table in report.tables
        ],
        "notes": report.notes,
    }
    return {
        "report": report.id,
        "folder": reading.folder,
        "file": plain(report.file),
        "title": plain(report.title),
        "publisher": plain(report.publisher),
        "url": plain(report.url),
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
        "text": zlib.compress(report.text.encode("utf-8", "surrogatepass")),
        "layout": zlib.compress(json.dumps(layout).encode()),
        "rules": reading.rules,
        "settings": json.dumps(dict(reading.settings), sort_keys=True, ensure_ascii=False),
        "stamp": _stamp(rows),
        "claims": len(rows),
        "first_seen": now(),
        "note": plain(reading.note),
    }


def save_readings(connection: Connection, readings: Iterable[Reading]) -> None:
    """Write reports with their claims, in place of what the store held of them."""
    report_rows, claims = [], []
    for reading in readings:
        rows = claim_rows(reading.report.id, reading.claims)
        report_rows.append(_report_row(reading, rows))
        claims.extend(rows)
    ids = [row["report"] for row in report_rows]
    for some in _portions(ids):
        connection.execute(delete(schema.claims).where(schema.claims.c.report.in_(some)))
    upsert(connection, schema.reports, report_rows, keep=("first_seen",))
    if claims:
        connection.execute(insert(schema.claims), claims)


def save_files(connection: Connection, files: Iterable[File]) -> None:
    """Write what was seen of files."""
    seen = now()
    rows = [{**asdict(one), "error": plain(one.error), "first_seen": seen} for one in files]
    upsert(connection, schema.files, rows, keep=("first_seen",))


def drop_files(connection: Connection, folder: str, names: Iterable[str]) -> None:
    """Take files out of the list."""
    table = schema.files
    for some in _portions(list(names)):
        connection.execute(delete(table).where(table.c.folder == folder, table.c.file.in_(some)))


def drop_files_of(connection: Connection, report: str) -> None:
    """Take all files with the bytes of `report` out of the list."""
    connection.execute(delete(schema.files).where(schema.files.c.report == report))


def unheld(connection: Connection) -> list[str]:
    """The reports that no file holds, as a refresh that was cut short may leave them."""
    files, reports = schema.files, schema.reports
    held = select(files.c.report).where(files.c.report == reports.c.report, files.c.status == "read")
    return list(connection.execute(select(reports.c.report).where(~held.exists())).scalars())


def drop_unheld(connection: Connection, reports: Iterable[str]) -> None:
    """Drop those of `reports` that no file holds, with their claims; what people said of them stays."""
    held = schema.files.c.report
    for some in _portions(list(reports)):
        query = select(held).where(held.in_(some), schema.files.c.status == "read")
        still = set(connection.execute(query).scalars())
        for table in (schema.claims, schema.reports):
            connection.execute(
                delete(table).where(table.c.report.in_([one for one in some if one not in still]))
            )


def files(connection: Connection, folder: str | None = None) -> list[dict[str, Any]]:
    """The rows of the list of files, of one folder or of all, in order of folder and name."""
    table = schema.files
    query = select(table).order_by(table.c.folder, table.c.file)
    if folder is not None:
        query = query.where(table.c.folder == folder)
    return [dict(row) for row in connection.execute(query).mappings()]


def report_heads(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
    """Report id → its row without text and layout, of all reports or of `ids`."""
    columns = [column for column in schema.reports.c if column.name not in ("text", "layout")]
    found: dict[str, dict[str, Any]] = {}
    for some in _portions(list(ids)) if ids is not None else (None,):
        query = select(*columns)
        if some is not None:
            query = query.where(schema.reports.c.report.in_(some))
        for row in connection.execute(query).mappings():
            found[row["report"]] = {**row, "settings": json.loads(row["settings"])}
    return found


def load_report(connection: Connection, report: str) -> Report | None:
    """A report as it was read, or None."""
    row = (
        connection.execute(select(schema.reports).where(schema.reports.c.report == report)).mappings().first()
    )
    if row is None:
        return None
    layout = json.loads(zlib.decompress(row["layout"]))
    return Report(
        id=row["report"],
        file=row["file"],
        text=zlib.decompress(row["text"]).decode("utf-8", "surrogatepass"),
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        published=dt.date.fromisoformat(row["published"]) if row["published"] else None,
        language=row["language"],
        passages=tuple(Passage(*passage) for passage in layout["passages"]),
        tables=tuple(
            Table(start, end, tuple(Cell(*cell) for cell in cells), caption, label)
            for start, end, caption, label, cells in layout["tables"]
        ),
        notes=tuple(layout.get("notes", ())),
    )


def texts(connection: Connection, ids: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Report id and text, for the reports among `ids`."""
    table = schema.reports
    for some in _portions(list(ids)):
        query = select(table.c.report, table.c.text).where(table.c.report.in_(some))
        for report, text in connection.execute(query):
            yield report, zlib.decompress(text).decode("utf-8", "surrogatepass")


def claims_of(connection: Connection, ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Report id → the rows of its claims, for the reports among `ids` that the store holds."""
    ids = sorted(set(ids))
    table, order = schema.claims, (schema.claims.c.report, schema.claims.c.start, schema.claims.c.end)
    found: dict[str, list[dict[str, Any]]] = {}
    for some in _portions(ids):
        here = select(schema.reports.c.report).where(schema.reports.c.report.in_(some))
        found.update({report: [] for report in connection.execute(here).scalars()})
        query = select(table).where(table.c.report.in_(some)).order_by(*order, table.c.claim)
        for row in connection.execute(query).mappings():
            found[row["report"]].append(dict(row))
    return found


def claim_rows_of(connection: Connection, ids: Sequence[str] | None) -> Iterable[Sequence[tuple]]:
    """The columns of the claims table and then portions of its rows, of all reports or of `ids`."""
    yield [column.name for column in schema.claims.c]
    for some in _portions(list(ids)) if ids is not None else (None,):
        query = select(schema.claims)
        if some is not None:
            query = query.where(schema.claims.c.report.in_(some))
        result = connection.execution_options(stream_results=True).execute(query)
        while rows := result.fetchmany(20_000):
            yield rows


def report_of(connection: Connection, claim: str) -> str | None:
    """The report that a claim was read in; None for a claim that is not there."""
    return connection.execute(select(schema.claims.c.report).where(schema.claims.c.claim == claim)).scalar()


def _portions(items: list[str], size: int = 500) -> Iterable[list[str]]:
    """An IN list may not be endless."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
