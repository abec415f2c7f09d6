"""Files → Reports: what kind of file it is, its text, tables, title, publisher and date.

Plain text is read here; every other format is parsed in a child process with limits (see `sandbox`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.readers import dates, formats
from extractors.readers.beside import described
from extractors.readers.draft import Archive, Parts
from extractors.readers.errors import IgnoredFile, UnreadableReport
from extractors.readers.files import file_label, load, printable, refuse_temporary
from extractors.readers.heads import labelled_head
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from extractors.readers.sandbox import Pool, default_pool
from extractors.records import Report

__all__ = [
    "Failure",
    "IgnoredFile",
    "Limits",
    "Pool",
    "UnreadableReport",
    "file_label",
    "known_suffixes",
    "read",
    "read_all",
    "read_bytes",
    "report_id",
]

known_suffixes = formats.known_suffixes


_LATIN = frozenset(("en", "es", "fr", "pt", "de", "it", "nl", "id", "ms", "tr", "pl", "sv", "da", "vi"))


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a member of an archive, that gave no report. `status` is "rejected" or "ignored"."""

    file: str
    error: str
    status: str = "rejected"
    id: str = ""


def report_id(data: bytes) -> str:
    """The identity of a report: the first 16 hex digits of the BLAKE2b hash of its file's bytes."""
    return hashlib.blake2b(data).hexdigest()[:16]


def read(
    path: Path | str, *, root: Path | None = None, limits: Limits = DEFAULT_LIMITS, pool: Pool | None = None
) -> Report:
    """The report in one file.

    `root` is the folder that reports live in: names are relative to it, and links out of it are refused.
    Raises UnreadableReport with one sentence for the user, IgnoredFile for files that are no reports; never
    another error because of the file's content.
    """
    path = Path(path)
    data = load(path, root, limits)
    return described(read_bytes(data, file_label(path, root), limits=limits, pool=pool), path)


def read_bytes(
    data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS, pool: Pool | None = None
) -> Report:
    """The report in a file's bytes; `name` is how it is called to the user. Errors as `read`."""
    found = _parse(data, name, limits, pool)
    if isinstance(found, Archive):
        raise UnreadableReport(
            f"{name} is an archive of {len(found.members)} files: unpack it, or read it with read_all."
        )
    return _report(found, data, name)


def read_all(
    path: Path | str, *, root: Path | None = None, limits: Limits = DEFAULT_LIMITS, pool: Pool | None = None
) -> list[Report | Failure]:
    """The reports in a file: one for most, one a member for an archive. Never raises because of a file.

    What could not be read is a Failure with one clear sentence, and the others are read all the same.
    """
    path = Path(path)
    name = file_label(path, root)
    data = b""
    try:
        data = load(path, root, limits)
        found = _parse(data, name, limits, pool)
        if isinstance(found, Archive):
            return list(_members(found, name, limits, pool))
        return [described(_report(found, data, name), path)]
    except UnreadableReport as error:
        return [_failure(error, name, data)]


def _members(archive: Archive, name: str, limits: Limits, pool: Pool | None) -> Iterator[Report | Failure]:
    for member, content in archive.members:
        label = f"{name}/{printable(member)}"
        data = content if isinstance(content, bytes) else b""
        try:
            refuse_temporary(member, label)
            if isinstance(content, str):
                raise UnreadableReport(content)
            if not data:
                raise UnreadableReport(f"{label} is empty: save or download it again.")
            found = _parse(data, label, limits, pool)
            if isinstance(found, Archive):
                raise UnreadableReport(f"{label} is an archive within an archive: unpack it first.")
            yield _report(found, data, label)
        except UnreadableReport as error:
            yield _failure(error, label, data)


def _failure(error: UnreadableReport, name: str, data: bytes) -> Failure:
    status = "ignored" if isinstance(error, IgnoredFile) else "rejected"
    return Failure(name, str(error), status, report_id(data) if data else "")


def _parse(data: bytes, name: str, limits: Limits, pool: Pool | None) -> Parts | Archive:
    kind = formats.choose(data, name, name)
    if kind in formats.IN_PROCESS:
        return formats.module(kind).read(data, name, limits)
    return (pool or default_pool(limits)).run(kind, data, name)


def _report(parts: Parts, data: bytes, name: str) -> Report:
    if not parts.text.strip():
        raise UnreadableReport(f"{name} holds no text: check that it is the right file.")
    prose = _prose(parts)
    head = labelled_head(prose)
    return Report(
        id=report_id(data),
        file=name,
        text=parts.text,
        title=parts.title or head.title,
        publisher=parts.publisher or head.publisher or _host(parts.url or head.url),
        url=parts.url or head.url,
        published=parts.published or _stated_date(parts, prose, name),
        language=_declared_language(parts),
        passages=parts.passages,
        tables=parts.tables,
        notes=parts.notes,
    )


def _declared_language(parts: Parts) -> str:
    """The language that the file declares, unless its text is plainly in another script."""
    language = parts.language.strip().lower()[:2]
    letters = [c for c in parts.text[:5000] if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    return "" if language in _LATIN and 2 * latin < len(letters) else language


def _prose(parts: Parts) -> str:
    """The first pages of the text without its tables, whose rows are no datelines."""
    text, prose, at = parts.text, [], 0
    for table in parts.tables:
        prose.append(text[at : table.start])
        at = max(at, table.end)
        if at > 8000:
            break
    prose.append(text[at : at + 8000])
    return "\n".join(prose)


def _stated_date(parts: Parts, prose: str, name: str) -> dt.date | None:
    """The dateline of the text, then weaker hints, then the file's name, then the day its file was made."""
    near = parts.near + tuple(d for d in (dates.date_of_url(parts.url),) if d)
    found = dates.dateline(prose, language=parts.language, near=near)
    found = found or next(iter(near), None) or dates.date_of_name(name.rsplit("/", 1)[-1])
    return found or _confirmed(parts.made, parts.text)


def _confirmed(made: dt.date | None, text: str) -> dt.date | None:
    """The day a file was made, where the text speaks of that year or the one before.

    A report of 2013 that was printed or converted in 2026 is not of 2026.
    """
    years = {str(made.year), str(made.year - 1)} if made else set()
    return made if any(re.search(rf"(?<![0-9]){year}(?![0-9])", text) for year in years) else None


def _host(url: str) -> str:
    """Who publishes an address where the page does not say: "rfi.fr"."""
    host = re.match(r"https?://(?:[^/@\s]*@)?([^/:?#\s]+)", url)
    return host[1].lower().removeprefix("www.") if host else ""
