"""Keeps what was fetched as files in `reports/feeds/`: never outside it, never over another file."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import unicodedata
from pathlib import Path

from extractors.readers.beside import FOLDER as BESIDE

FOLDER = "feeds"
_PARTIAL = ".new"  # hidden folders are not read
_KEY = re.compile(r"-([0-9a-f]{12})\.[a-z]+$")
_MOST_SLUG, _MOST_SLUG_BYTES = 60, 150


class Shelf:
    """The folder of fetched reports. Raises OSError where it cannot be written."""

    def __init__(self, reports: Path) -> None:
        self.folder = reports / FOLDER
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.folder.resolve().is_relative_to(reports.resolve()):
            raise OSError(f"{self.folder} is a link that leads out of {reports}: remove it")
        names = (entry.name for entry in os.scandir(self.folder))
        self.keys = {match[1] for name in names if (match := _KEY.search(name))}

    def keep(self, name: str, content: bytes, beside: str = "") -> Path | None:
        """Keep a file under a name from `file_name`; `beside` is what is known of it, where it cannot say so
        itself. None where there is a file of that name already."""
        target = self.folder / name
        if os.path.lexists(target):
            return None
        if beside:
            self._write(self.folder / BESIDE / f"{name}.md", beside.encode("utf-8"))
        written = self._write(target, content)
        self.keys |= {match[1] for match in [_KEY.search(name)] if match}
        return target if written else None

    def _write(self, target: Path, content: bytes) -> bool:
        """Whole or not at all, and never over another file."""
        partial = self.folder / _PARTIAL / target.name
        for folder in (partial.parent, target.parent):
            if folder.is_symlink():
                raise OSError(f"{folder} is a link: remove it")
            folder.mkdir(exist_ok=True)
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            return _place(partial, target)
        finally:
            partial.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                partial.parent.rmdir()


def _place(partial: Path, target: Path) -> bool:
    try:
        os.link(partial, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(target):
            return False
        os.replace(partial, target)
    return True


def file_name(published: dt.date | None, title: str, key: str, suffix: str) -> str:
    """ "2024-05-03-two-tonnes-seized-0123456789ab.md". Where the day of publication is not known, no day
    stands in the name ("undated-report_of_3_may-…"), because readers take one there for it."""
    day, gap = (published.isoformat(), "-") if published else ("undated", "_")
    plain = re.sub(r"[\W_]+", gap, unicodedata.normalize("NFKC", title).lower()).strip("-_")[:_MOST_SLUG]
    while len(plain.encode("utf-8")) > _MOST_SLUG_BYTES:
        plain = plain[:-1]
    return "-".join(filter(None, (day, plain.strip("-_"), key))) + suffix
