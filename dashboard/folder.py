"""The folder of reports as the page sees it: looked at in the background, refreshed on demand, added to
by uploads."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
import re
import threading
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.refresh import RefreshResult, StoppedError, refresh
from extractors.refresh.watch import watch

log = logging.getLogger(__name__)
UPLOAD_LIMIT = 50 * 1024 * 1024
NAME_LENGTH = 60


@dataclass
class Progress:
    """What the folder's reader is doing: file `done` of `total`, when it last looked, and the files that were `left`
    unread where somebody stopped it."""

    done: int = 0
    total: int = 0
    file: str = ""
    looked: str = ""
    left: tuple[str, ...] = ()
    last: dict[str, int] = field(default_factory=dict)


class Folder:
    """The inbox of a store. One refresh at a time; the watcher and the page's buttons take turns."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.progress = Progress()
        self._one = threading.Lock()
        self._stop = threading.Event()
        self._halt = threading.Event()  # set until somebody looks again
        self._again = threading.Event()

    @property
    def path(self) -> Path:
        """Where reports are dropped."""
        return Path(self.store.inbox)

    def start(self) -> None:
        """Watch the folder until `stop`."""
        threading.Thread(target=self._watch, name="folder", daemon=True).start()

    def stop(self) -> None:
        """Let the watcher end."""
        self._stop.set()
        self._again.set()

    def cancel(self) -> None:
        """Stop the reading that goes on, at once: what is read is kept, the file at hand and the rest wait for the next
        `look`."""
        if self.progress.total:
            self._halt.set()

    def _watch(self) -> None:
        try:
            while not self._stop.is_set():
                self._again.clear()
                try:
                    how = {"progress": self._reading, "stop": self._stop, "halt": self._halt}
                    for result in watch(self.store, self.path, **how):
                        self._read(result)
                except StoppedError as stopped:
                    self._stopped(stopped)
                    self._again.wait()
        except Exception:
            log.exception("The folder %s is no longer watched", self.path)

    def _reading(self, done: int, total: int, file: str) -> None:
        self.progress.done, self.progress.file = done, file
        self.progress.total = total if done < total else 0

    def _stopped(self, stopped: StoppedError) -> None:
        self.progress.total, self.progress.left = 0, stopped.left

    def _read(self, result: RefreshResult) -> None:
        self.progress.total, self.progress.left = 0, ()
        self.progress.looked = dt.datetime.now().strftime("%H:%M")
        self.progress.last = {
            "new": result.new,
            "changed": result.changed,
            "gone": result.gone,
            "claims": result.claims,
        }

    def look(self) -> RefreshResult:
        """Refresh now; raises `StoppedError` if it was stopped."""
        self._halt.clear()
        with self._one:
            try:
                result = refresh(self.store, self.path, progress=self._reading, stop=self._halt)
            except StoppedError as stopped:
                self._stopped(stopped)
                raise
        self._read(result)
        self._again.set()
        return result

    def add(self, name: str, content: bytes) -> tuple[str, str]:
        """Keep an uploaded file under its content's hash and read it. Gives the report's id and the file's
        name;
        a content that is already there is not kept twice (the name is then the old file's)."""
        report = hashlib.blake2b(content).hexdigest()[:16]
        known = self.known(report)
        if known:
            return report, known
        self.path.mkdir(parents=True, exist_ok=True)
        target = self.path / stored_name(name, report)
        temporary = self.path / f".{report}.part"
        try:
            temporary.write_bytes(content)
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        self.look()
        return report, target.name

    def known(self, report: str) -> str:
        """The name of the file that has this content already, "" if none has."""
        reports = self.store.reports()
        found = reports[(reports["report"] == report) & (reports["status"] != "rejected")]
        return str(found["file"].iloc[0]) if len(found) else ""


def stored_name(name: str, report: str) -> str:
    """The name that an upload is stored under: what is safe of its own, its hash, its suffix.

    "Bericht 2024.pdf" → "bericht-2024-0123456789abcdef.pdf"; never a path, never hidden.
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, _, suffix = base.rpartition(".")
    if not stem:
        stem, suffix = base, ""
    suffix = re.sub(r"[^a-z0-9]", "", suffix.lower())[:8] or "txt"
    plain = unicodedata.normalize("NFKC", stem).lower()
    plain = re.sub(r"[^\w]+", "-", plain, flags=re.UNICODE).strip("-_")[:NAME_LENGTH].strip("-_")
    while len(plain.encode()) > 150:
        plain = plain[:-1]
    return f"{plain}-{report}.{suffix}" if plain else f"{report}.{suffix}"
