"""Opens a report's file safely: only regular files, inside the folder, of a bounded size; never blocks."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from extractors.readers.errors import IgnoredFile, UnreadableReport
from extractors.readers.limits import Limits, megabytes, variable

_TEMPORARY = re.compile(
    r"^(?:\.|~\$|~lock|__MACOSX(?:/|$)|thumbs\.db$|desktop\.ini$)|"
    r"(?:~|\.tmp|\.temp|\.part|\.partial|\.crdownload|\.download|\.swp|\.swo|\.bak|\.lock|\.lnk)$",
    re.IGNORECASE,
)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def file_label(path: Path, root: Path | None = None) -> str:
    """The name that a file is shown and kept under: relative to `root`, with "/", without control characters.

    Bytes of a name that are no text, and control characters, are written as in "\\x0a".
    """
    name = path.name
    if root is not None:
        try:
            name = path.absolute().relative_to(root.absolute()).as_posix()
        except ValueError:
            name = path.name
    return printable(name)


def printable(name: str) -> str:
    """`name` as text that can be shown on one line and stored."""
    if name.isprintable():
        return name
    text = (
        os.fsencode(name).decode("utf-8", "backslashreplace") if max(name, default="") >= "\udc80" else name
    )
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def refuse_temporary(name: str, label: str) -> None:
    """Raises IgnoredFile for hidden and temporary files, by the last part of their name."""
    if _TEMPORARY.search(name.rsplit("/", 1)[-1]) or "__MACOSX/" in name:
        raise IgnoredFile(f"{label} is a hidden or temporary file and is not read.")


def load(path: Path, root: Path | None, limits: Limits) -> bytes:
    """The bytes of a regular file; UnreadableReport or IgnoredFile for everything else."""
    label = file_label(path, root)
    refuse_temporary(path.name, label)
    try:
        real = _inside(path, root, label)
        kind = os.stat(real)
        _refuse_special(kind.st_mode, label)
        flags = (
            os.O_RDONLY
            | getattr(os, "O_NONBLOCK", 0)
            | getattr(os, "O_NOFOLLOW", 0)
            | getattr(os, "O_BINARY", 0)
        )
        descriptor = os.open(real, flags)
        with os.fdopen(descriptor, "rb") as file:
            kind = os.fstat(file.fileno())
            _refuse_special(kind.st_mode, label)
            _refuse_large(kind.st_size, label, limits)
            data = file.read(limits.file + 1)
    except UnreadableReport:
        raise
    except FileNotFoundError:
        raise UnreadableReport(
            f"{label} is not there any more: it was moved or deleted before it was read."
        ) from None
    except PermissionError:
        raise UnreadableReport(f"{label} may not be opened: give yourself permission to read it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableReport(f"{label} cannot be opened ({reason}); check the file.") from None
    _refuse_large(len(data), label, limits)
    if not data:
        raise UnreadableReport(f"{label} is empty: save or download it again.")
    return data


def _inside(path: Path, root: Path | None, label: str) -> Path:
    try:
        real = path.resolve(strict=True)
    except FileNotFoundError:
        if path.is_symlink():
            raise UnreadableReport(f"{label} is a link to a file that does not exist: remove it.") from None
        raise
    except (OSError, RuntimeError) as error:
        if isinstance(error, PermissionError):
            raise
        raise UnreadableReport(f"{label} is a link that cannot be followed: remove it.") from None
    if root is not None and not real.is_relative_to(root.resolve()):
        raise UnreadableReport(
            f"{label} is a link that leads out of the folder: copy the file itself into it."
        )
    return real


def _refuse_special(mode: int, label: str) -> None:
    if stat.S_ISREG(mode):
        return
    what = next((words for test, words in _KINDS if test(mode)), "no regular file")
    raise UnreadableReport(
        f"{label} is {what}, not a file that can be read as a report: remove it from the folder."
    )


def _refuse_large(size: int, label: str, limits: Limits) -> None:
    if size > limits.file:
        raise UnreadableReport(
            f"{label} is larger than {megabytes(limits.file)}, the most that is read: "
            f"split it, or raise the limit with {variable('file')}."
        )
