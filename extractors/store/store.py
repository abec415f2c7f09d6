"""The Store: what the rest of the program, and the dashboard, call."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from extractors.records import Claim, Report
from extractors.store import contents, location
from extractors.store.contents import File, Reading
from extractors.store.database import Database
from extractors.store.people import People

if TYPE_CHECKING:
    import pandas as pd

    from extractors.store.frames import Frames


@dataclass(frozen=True, slots=True)
class Changes:
    """What a look at a folder found; saved as a whole or not at all. Reports in `dropped` go if no file holds
    them."""

    folder: str = ""
    files: tuple[File, ...] = ()
    readings: tuple[Reading, ...] = ()
    gone: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class Store(People):
    """An open store; use it from any thread, close it or use it in a `with` statement.

    What people say of claims and reports is in `People`.
    """

    def __init__(self, database: Database, data: Path) -> None:
        super().__init__(database)
        self.data = data
        self._guard = threading.RLock()
        self._frames: Frames | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the database."""
        self.database.close()

    @property
    def inbox(self) -> Path:
        """The folder that reports are dropped into."""
        return location.inbox(self.data)

    def version(self) -> int:
        """A number that changes with every write, by whichever process: the same number, the same content."""
        return self.database.version()

    # Reading

    def claims(self) -> pd.DataFrame:
        """All claims, as people see them: corrected values applied, rejected claims left out.

        The columns of `extractors.extract_reports`, then `corrected` (bool: a person changed a slot) and
        `review` (category: "", "accepted" or "corrected"); in order of file and place in it. A frame of the
        caller's own.
        """
        return self._tables().claims()

    def reports(self) -> pd.DataFrame:
        """All files that were seen, a row each: report, file, status (read, rejected, ignored), error,
        published (datetime64), publisher, title, url, language, claims, first_seen, story, folder ("" for the
        inbox).

        `report` is "" where nothing was read from the file, so it names a row once or not at all.
        """
        return self._tables().reports()

    def figures(self) -> Any:
        """Claims about the same thing taken together: `extractors.figures.Figures` of `claims()`."""
        return self._tables().figures()

    def _tables(self) -> Frames:
        from extractors.store.frames import Frames  # pandas is slow to import, and a refresh needs none of it

        with self._guard:
            if self._frames is None:
                self._frames = Frames(self)
            return self._frames

    def report(self, report: str) -> Report:
        """A report with what people have set of it; raises KeyError for one that is not in the store."""
        with self.database.read() as connection:
            found = contents.load_report(connection, report)
        if found is None:
            raise KeyError(report)
        return contents.with_settings(found, self.settings().get(report, {}))

    def text(self, report: str) -> str:
        """The text that the offsets of a report's claims count in; raises KeyError."""
        return self.report(report).text

    def files(self, folder: str | None = None) -> list[dict[str, Any]]:
        """The rows of the list of files, of one folder or of all."""
        with self.database.read() as connection:
            return contents.files(connection, folder)

    def report_heads(self, ids: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        """Report id → what the store holds of it besides text and layout."""
        with self.database.read() as connection:
            return contents.report_heads(connection, ids)

    def unheld(self) -> list[str]:
        """The reports that no file holds, as a refresh that was cut short may leave them."""
        with self.database.read() as connection:
            return contents.unheld(connection)

    # Writing

    def apply(self, changes: Changes) -> None:
        """Save what a look at a folder found, as a whole."""
        with self.database.write() as connection:
            contents.save_readings(connection, changes.readings)
            contents.save_files(connection, changes.files)
            contents.drop_files(connection, changes.folder, changes.gone)
            contents.drop_unheld(connection, changes.dropped)
            # What a person set while a report was being read counts as well.
            self._settle(connection, {reading.report.id for reading in changes.readings})

    def remember(self, files: Iterable[File]) -> None:
        """Keep the marks of files that are otherwise as the store has them; no content, so the version
        stays."""
        if files := list(files):
            with self.database.write(count=False) as connection:
                contents.save_files(connection, files)

    def save_report(self, report: Report, claims: Iterable[Claim], *, rules: str = "") -> None:
        """Save one report and its claims, in place of what the store held of it."""
        row = File("", report.file, report.id, rules=rules)
        self.apply(Changes(files=(row,), readings=(Reading(report, tuple(claims), rules=rules),)))

    def forget(self, report: str) -> None:
        """Drop a report and its claims; a refresh reads it again if its file is still there."""
        with self.database.write() as connection:
            contents.drop_files_of(connection, report)
            contents.drop_unheld(connection, [report])

    def backup(self, path: Path | str) -> None:
        """Write a copy of the store as it is at this moment, a SQLite file, while others go on reading and
        writing. It is whole or not there; raises StoreError."""
        from extractors.store import backup

        backup.write(self.database, Path(path))

    def check(self) -> list[str]:
        """What is wrong inside the store, a sentence each; empty where all is well."""
        from extractors.store import backup

        return backup.check(self.database)
