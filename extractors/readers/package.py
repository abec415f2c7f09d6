"""Zip files of every kind: Word, Excel and OpenDocument files are zips too; their parts tell which."""

from __future__ import annotations

import io
import zipfile

from extractors.readers import formats
from extractors.readers.draft import Archive, Parts
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits, megabytes

SUFFIXES = ()
_MOST_PARTS = 20_000
_PRESENTATION = "is a presentation: save it as .pdf."


def sniff(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def read(data: bytes, name: str, limits: Limits) -> Parts | Archive:
    package = opened(data, name)
    names = set(package.namelist())
    kind = _open_document_kind(package) if "mimetype" in names else ""
    if "application/epub" in kind:
        raise UnreadableReport(f"{name} is an e-book: save it as .html or .pdf.")
    if ".presentation" in kind or "ppt/presentation.xml" in names:
        raise UnreadableReport(f"{name} {_PRESENTATION}")
    if "opendocument" in kind and "content.xml" in names:
        chosen = "odf"
    elif "[Content_Types].xml" in names and any(n.startswith("word/document") for n in names):
        chosen = "docx"
    elif "[Content_Types].xml" in names and any(n.startswith("xl/workbook") for n in names):
        chosen = "xlsx"
    elif formats.suffix_of(name) in (*formats.module("docx").SUFFIXES, *formats.module("xlsx").SUFFIXES):
        raise UnreadableReport(f"{name} is a zip file without a document inside: save or download it again.")
    else:
        return formats.module("archive").read(data, name, limits)
    refuse_bombs(package, name, limits)
    return formats.module(chosen).read(data, name, limits)


def opened(data: bytes, name: str) -> zipfile.ZipFile:
    """The zip file in `data`; UnreadableReport where it is none or cut short."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise UnreadableReport(f"{name} is damaged or cut short: download or save it again.") from None
    if len(package.infolist()) > _MOST_PARTS:
        raise UnreadableReport(
            f"{name} holds more than {_MOST_PARTS} files: unpack it and keep the reports only."
        )
    return package


def part(package: zipfile.ZipFile, path: str, name: str) -> bytes:
    """One part of a document; b"" where it has none of that path."""
    try:
        return package.read(path)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if "password" in str(error) or "encrypt" in str(error):
            raise UnreadableReport(f"{name} is protected by a password: save it without one.") from None
        raise UnreadableReport(f"{name} is damaged or cut short: download or save it again.") from None


def refuse_bombs(package: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """Refuses documents that unpack to too much, or whose XML defines entities."""
    size = sum(info.file_size for info in package.infolist() if info.filename.endswith((".xml", ".rels")))
    if size > limits.expanded:
        raise UnreadableReport(
            f"{name} unpacks to more than {megabytes(limits.expanded)}, the most that is read: split it."
        )
    for info in package.infolist():
        if info.filename.endswith((".xml", ".rels")):
            with package.open(info) as file:
                head = file.read(65536)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
                raise UnreadableReport(
                    f"{name} defines XML entities, which no office program writes: save it again."
                )


def _open_document_kind(package: zipfile.ZipFile) -> str:
    info = package.getinfo("mimetype")
    if info.file_size > 200:
        return ""
    try:
        return package.read(info).decode("ascii", "replace")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return ""
