"""One refresh of one folder."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from extractors.readers.limits import DEFAULT_LIMITS, configured
from extractors.refresh.look import Seen, content_hash, look, trusted
from extractors.refresh.reading import Outcome, Part, Task
from extractors.refresh.result import Failure, RefreshResult
from extractors.refresh.workers import StoppedError, read_all
from extractors.store import Changes, File, Reading, Store, fingerprint

BATCH_REPORTS, BATCH_CLAIMS, BATCH_SECONDS = 50, 2_000, 0.25
PAUSE = 0.02  # seconds between two batches: a person's correction goes in here

Progress = Callable[[int, int, str], None]


class Run:
    """Compares a folder with the store, reads what differs and saves it, batch by batch."""

    def __init__(
        self,
        store: Store,
        folder: str,
        root: Path,
        progress: Progress | None,
        workers: int | None,
        thorough: bool,
        leave: frozenset[str],
        retry: bool,
        stop: threading.Event | None = None,
    ) -> None:
        self.store, self.folder, self.root = store, folder, root
        self.progress, self.workers, self.thorough = progress, workers, thorough
        self.retry, self.stop = retry, stop
        self.rules = fingerprint.reading()
        limits = configured()
        # What was refused is tried again when the limits change; what was read is not read again for that.
        self.refusal = self.rules if limits == DEFAULT_LIMITS else f"{self.rules} {limits}"
        self.known = {
            row["file"]: row
            for row in store.files(folder)
            if row["file"] not in leave and row["container"] not in leave
        }
        self.seen = {seen.file: seen for seen in look(root) if seen.file not in leave}
        self.heads: dict[str, dict[str, Any]] = store.report_heads()
        self.settings = store.settings()
        self.rows = {file: self._row(seen) for file, seen in self.seen.items()}
        for row in self.known.values():  # the members of archives that are as they were
            archive = self.rows.get(row["container"])
            if archive is not None and archive.status == "archive":
                self.rows[row["file"]] = _file(row)
        self.saved: set[str] = set()  # files whose row is in the store as it must be
        self.read: set[str] = set()
        self.claims = self.done = 0

    def run(self) -> RefreshResult:
        """Do all of it. Raises StoppedError where it was stopped; what was read until then is saved."""
        while tasks := self._tasks():
            self._read(tasks)
        self._save_rest()
        return self._result()

    def _row(self, seen: Seen) -> File:
        """The file's row as far as it is known before reading: its hash, and the last outcome if it still
        holds."""
        known = self.known.get(seen.file)
        same = known is not None and seen.mark and known["mark"] == seen.mark and not self.thorough
        report = known["report"] if known and same else content_hash(seen)
        told = {"size": seen.size, "mark": trusted(seen)}
        if known is not None and report and known["report"] == report:
            stale = known["rules"] != self._rules(known["status"])
            if not stale and not (self.retry and known["status"] == "rejected"):
                told |= {key: known[key] for key in ("status", "error", "rules")}
        return File(self.folder, seen.file, report, **told)

    def _rules(self, status: str) -> str:
        """The fingerprint of what an outcome rests on."""
        return self.refusal if status == "rejected" else self.rules

    def _tasks(self) -> list[Task]:
        """The files to read: of each content the first by name that no reader has refused, and what has no
        hash."""
        first: dict[str, File] = {}
        files = set()
        for file in sorted(self.rows):
            row = self.rows[file]
            if row.status != "read":
                continue
            if row.report:
                first.setdefault(row.report, row)
            else:
                files.add(file)
        files |= {row.container or row.file for row in first.values() if self._differs(row)}
        return [self._task(file) for file in sorted(files - self.read)]

    def _differs(self, row: File) -> bool:
        """Whether what the store holds of a content is not what reading `row` would give."""
        head = self.heads.get(row.report)
        if (
            head is None
            or head["rules"] != self.rules
            or head["settings"] != self.settings.get(row.report, {})
        ):
            return True
        # The same bytes in a folder that comes before this one are that folder's to read.
        return (head["folder"], head["file"]) != (row.folder, row.file) and not head["folder"] < row.folder

    def _task(self, file: str) -> Task:
        return Task(self.folder, file, self.seen[file].path, self.root, self.rules, self.settings)

    def _read(self, tasks: Sequence[Task]) -> None:
        total = self.done + len(tasks)
        left = {task.file: None for task in tasks}  # in the order in which they are read
        batch: list[Outcome] = []
        last = time.monotonic()
        self._tell(total, left)
        for outcome in self._outcomes(tasks):
            if outcome is None:
                self._save(batch)
                raise StoppedError(tuple(left))
            batch.append(outcome)
            self.done += 1
            del left[outcome.task.file]
            self._tell(total, left or {outcome.task.file: None})
            parts = [part.reading for one in batch for part in one.parts if part.reading]
            late = time.monotonic() - last > BATCH_SECONDS
            if late or len(parts) >= BATCH_REPORTS or sum(len(one.claims) for one in parts) >= BATCH_CLAIMS:
                self._save(batch)
                batch, last = [], time.monotonic()
        self._save(batch)

    def _outcomes(self, tasks: Sequence[Task]) -> Iterator[Outcome | None]:
        """What became of the tasks; None where reading was stopped."""
        try:
            yield from read_all(tasks, self.workers, self.stop)
        except StoppedError:
            yield None

    def _tell(self, total: int, left: Mapping[str, None]) -> None:
        if self.progress is not None:
            self.progress(self.done, total, next(iter(left)))

    def _save(self, batch: Sequence[Outcome]) -> None:
        rows: list[File] = []
        readings: dict[str, Reading] = {}
        dropped = set()
        for outcome in batch:
            self.read.add(outcome.task.file)
            rows += self._outcome_rows(outcome)
            for part in outcome.parts:
                if part.reading is not None and self._comes_first(part, readings.get(part.report)):
                    readings[part.report] = part.reading
                    self.claims += len(part.reading.claims)
                elif part.reading is None and part.report in self.heads:
                    dropped.add(part.report)
        changed = [row for row in rows if not self._is_known(row)]
        dropped |= {self.known[row.file]["report"] for row in changed if row.file in self.known}
        if changed or readings:
            changes = Changes(self.folder, tuple(changed), tuple(readings.values()), dropped=tuple(dropped))
            self.store.apply(changes)
            time.sleep(PAUSE)
        self.saved.update(row.file for row in rows)
        for report, reading in readings.items():
            self.heads[report] = {
                "folder": reading.folder, "file": reading.report.file,
                "rules": reading.rules, "settings": dict(reading.settings),
            }  # fmt: skip

    def _outcome_rows(self, outcome: Outcome) -> list[File]:
        """The rows of a file that was read, and of its members; they take the place of what was known of
        them."""
        file, row = outcome.task.file, self.rows[outcome.task.file]

        def rules_of(status: str) -> str:
            return "" if outcome.passing else self._rules(status)

        if outcome.archive:
            for member in [name for name, other in self.rows.items() if other.container == file]:
                del self.rows[member]
            found = [replace(row, status="archive", error="", rules=rules_of("archive"))]
            found += [
                File(
                    self.folder,
                    part.file,
                    part.report,
                    part.status,
                    part.error,
                    rules=rules_of(part.status),
                    container=file,
                )
                for part in outcome.parts
            ]
        else:
            (part,) = outcome.parts
            if part.report and part.report != row.report:
                # It changed while it was read; without a mark the next look compares its bytes.
                row = replace(row, report=part.report, mark="")
            found = [replace(row, status=part.status, error=part.error, rules=rules_of(part.status))]
        self.rows.update((row.file, row) for row in found)
        return found

    def _comes_first(self, part: Part, other: Reading | None) -> bool:
        """Whether a report is to be kept as read from this part: of files with the same bytes the first by
        name is."""
        if other is not None and other.report.file <= part.file:
            return False
        head = self.heads.get(part.report)
        if (
            head is None
            or head["rules"] != self.rules
            or head["settings"] != self.settings.get(part.report, {})
        ):
            return True
        holder = self.rows.get(head["file"]) if head["folder"] == self.folder else None
        gone = head["folder"] == self.folder and (holder is None or holder.report != part.report)
        return gone or (self.folder, part.file) <= (head["folder"], head["file"])

    def _save_rest(self) -> None:
        """Other files with the same bytes, files that are gone, and the reports that nothing holds any
        more."""
        rest = [
            row if row.rules == self._rules(row.status) else replace(row, rules=self._rules(row.status))
            for row in self.rows.values()
            if row.file not in self.saved
        ]
        gone = tuple(file for file in self.known if file not in self.rows)
        changed = tuple(row for row in rest if not self._is_known(row))
        dropped = {row["report"] for row in self.known.values()} | set(self.store.unheld())
        dropped -= {row.report for row in self.rows.values()}
        if changed or gone or dropped & set(self.heads):
            self.store.apply(Changes(self.folder, changed, gone=gone, dropped=tuple(dropped)))
        # Marks alone are not content: nobody has to load anything again for them.
        self.store.remember(
            row for row in rest if self._is_known(row) and row.mark != self.known[row.file]["mark"]
        )

    def _is_known(self, row: File) -> bool:
        known = self.known.get(row.file)
        return known is not None and all(
            known[name] == getattr(row, name) for name in ("report", "status", "error", "rules", "container")
        )

    def _result(self) -> RefreshResult:
        count: Counter[str] = Counter()
        for file, seen in self.seen.items():
            row, known = self.rows[seen.file], self.known.get(file)
            if row.status == "ignored":
                count["ignored"] += known is None or known["report"] != row.report
            elif known is None:
                count["new"] += 1
            elif known["report"] != row.report:
                count["changed"] += 1
            else:
                count["unchanged"] += 1
                count["again"] += file in self.read and row.status != "rejected"
        for file, known in self.known.items():
            top = not known["container"] and known["status"] != "ignored"
            count["gone"] += top and file not in self.seen
        failed = [
            Failure(file, row.error) for file, row in sorted(self.rows.items()) if row.status == "rejected"
        ]
        return RefreshResult(claims=self.claims, failed=tuple(failed), **count)


def _file(row: Mapping[str, Any]) -> File:
    return File(**{field.name: row[field.name] for field in fields(File)})
