"""What lies in a folder right now: every file below it, what it is called, and whether it may have
changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.readers.files import printable
from extractors.readers.limits import configured

_TRUSTED_AFTER = 2_000_000_000  # ns: a file written this short before it was looked at may change unseen


@dataclass(frozen=True, slots=True)
class Seen:
    """A file in a folder. `mark` stands for times, size and inode; `regular` is False for what holds no bytes
    of its own (a link, a pipe, a folder that may not be opened)."""

    file: str
    place: str
    size: int
    mark: str
    changed: int = 0  # ns, the later of the times that tell of a change
    regular: bool = True

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(self.place)


def look(folder: Path) -> list[Seen]:
    """All files below `folder`, in order of their names; hidden folders are passed over. Raises OSError where
    the folder itself cannot be listed."""
    found: dict[str, Seen] = {}
    for place, below, status in _walk(folder):
        name = printable(below)
        while name in found:  # two names that look the same once they can be shown
            name += "'"
        found[name] = _seen(name, place, status)
    return sorted(found.values(), key=lambda seen: seen.file)


def _walk(folder: Path) -> Iterator[tuple[str, str, os.stat_result | None]]:
    """Where each file lies, its name below the folder, and its status. Strings: a folder may hold many files, and is
    looked at every other second."""
    todo = [(str(folder), "")]
    while todo:
        here, below = todo.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            if not below:
                raise
            yield here, below.removesuffix("/"), None
            continue
        for entry in entries:
            name = below + entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith("."):
                        todo.append((entry.path, f"{name}/"))
                    continue
                yield entry.path, name, _status(entry, folder)
            except FileNotFoundError:
                continue
            except (OSError, RuntimeError):
                yield entry.path, name, None


def _status(entry: os.DirEntry, folder: Path) -> os.stat_result:
    """A link to a file inside the folder counts as that file; one that leads elsewhere as the link that it
    is."""
    if entry.is_symlink() and Path(entry.path).resolve().is_relative_to(folder.resolve()):
        with contextlib.suppress(FileNotFoundError):
            return entry.stat()
    return entry.stat(follow_symlinks=False)


def _seen(name: str, place: str, status: os.stat_result | None) -> Seen:
    if status is None or not stat.S_ISREG(status.st_mode):
        return Seen(name, place, 0, "", regular=False)
    times = (status.st_mtime_ns, status.st_ctime_ns)
    mark = "-".join(map(str, (status.st_size, *times, status.st_ino)))
    return Seen(name, place, status.st_size, mark, max(times))


def trusted(seen: Seen) -> str:
    """The file's mark if the same mark will mean the same bytes; "" while the file is so young that it may
    not."""
    return seen.mark if abs(time.time_ns() - seen.changed) > _TRUSTED_AFTER else ""


def content_hash(seen: Seen) -> str:
    """The report id of a file's bytes: 16 hex digits of blake2b; "" for what cannot be read or is too large
    to."""
    if not seen.regular or seen.size > configured().file:
        return ""
    digest = hashlib.blake2b()
    try:
        with open(seen.path.resolve(), "rb", opener=_plainly) as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except (OSError, RuntimeError):
        return ""
    return digest.hexdigest()[:16]


def _plainly(path: str, flags: int) -> int:
    """Neither blocks on a pipe that took the file's place nor follows a link."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
