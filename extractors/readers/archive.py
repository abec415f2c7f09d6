"""Zip archives: their members are reports of their own."""

from __future__ import annotations

import zipfile

from extractors.readers.draft import Archive
from extractors.readers.encodings import UnknownEncodingError, decode
from extractors.readers.errors import UnreadableReport
from extractors.readers.files import printable
from extractors.readers.limits import Limits, megabytes

SUFFIXES = (".zip",)


def sniff(data: bytes) -> bool:
    """Zip files are told apart by their parts, see `package`."""
    return False


def read(data: bytes, name: str, limits: Limits) -> Archive:
    """The members of a zip in its order: name and bytes, or name and why the member cannot be unpacked."""
    from extractors.readers.package import opened

    package = opened(data, name)
    members = [info for info in package.infolist() if not info.is_dir()]
    if not members:
        raise UnreadableReport(f"{name} is an empty archive: pack the reports again.")
    if len(members) > limits.members:
        raise UnreadableReport(
            f"{name} holds {len(members)} files, more than the {limits.members} that are read: split it."
        )
    room = limits.unpacked
    found: list[tuple[str, bytes | str]] = []
    for info in members:
        called = _name_of(info)
        content = _member(package, info, f"{name}/{called}", min(limits.file, room), room, limits)
        room -= len(content) if isinstance(content, bytes) else 0
        found.append((called, content))
    return Archive(tuple(found))


def _name_of(info: zipfile.ZipInfo) -> str:
    """A member's name; programs of other countries write it in their own encoding without saying so."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return printable(info.filename)
    try:
        return printable(decode(info.filename.encode("cp437")))
    except (UnicodeEncodeError, UnknownEncodingError):
        return printable(info.filename)


def _member(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, most: int, room: int, limits: Limits
) -> bytes | str:
    if info.flag_bits & 1:
        return f"{label} is protected by a password: unpack it and save it without one."
    if info.file_size > limits.file:
        return f"{label} is larger than {megabytes(limits.file)}, the most that is read: split it."
    if info.file_size > room:
        whole = megabytes(limits.unpacked)
        return f"{label} is not read because the archive unpacks to more than {whole}: split the archive."
    try:
        with package.open(info) as file:
            data = file.read(most + 1)
    except NotImplementedError:
        return f"{label} is packed in a way that is not read: pack it as an ordinary .zip."
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, zipfile.zlib.error):
        return f"{label} is damaged: pack the archive again."
    return data if len(data) <= most else f"{label} unpacks to more than it says: pack the archive again."
