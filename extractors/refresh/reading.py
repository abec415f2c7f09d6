"""One file → the reports in it with their claims, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.readers.files import file_label
from extractors.readers.limits import configured
from extractors.records import Report
from extractors.store import Reading
from extractors.store.people import reading_of


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read. `settings` is what people have set, by report id."""

    folder: str
    file: str
    path: Path
    root: Path
    rules: str
    settings: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A report in a file, or why there is none: a status (read, rejected, ignored) and a sentence. `report`
    is the hash of its bytes, "" where they could not be had."""

    file: str
    report: str
    reading: Reading | None = None
    status: str = "read"
    error: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: one part for most files, one a member for an archive. `passing` is True for what
    may go well another time."""

    task: Task
    parts: tuple[Part, ...]
    passing: bool = False

    @property
    def archive(self) -> bool:
        """Whether the file is an archive whose members are the parts."""
        return any(part.file != self.task.file for part in self.parts)


def failed(task: Task, error: str) -> Outcome:
    """The outcome of a task that failed for a reason that has passed the next time."""
    return Outcome(task, (Part(task.file, "", status="rejected", error=error),), passing=True)


def read_task(task: Task) -> Outcome:
    """Read a file and its claims. Never raises for what the file holds."""
    from extractors import readers

    try:
        found = readers.read_all(task.path, root=task.root, limits=configured())
        if not found:
            empty = Part(task.file, "", status="rejected", error=f"{task.file} is an archive without files.")
            return Outcome(task, (empty,))
        return Outcome(task, tuple(_parts(task, found)))
    except MemoryError:
        return failed(task, f"{task.file} needs more memory than there is: split it.")


def _parts(task: Task, found: list) -> Iterator[Part]:
    label = file_label(task.path, task.root)
    names: set[str] = set()
    for one in found:
        name = task.file + one.file.removeprefix(label)
        while name in names:
            name += "'"
        names.add(name)
        if isinstance(one, Report):
            yield _read_claims(task, replace(one, file=name))
        else:
            yield Part(name, one.id, status=one.status, error=one.error)


def _read_claims(task: Task, report: Report) -> Part:
    settings = task.settings.get(report.id, {})
    try:
        reading = reading_of(report, settings, task.folder, task.rules)
    except MemoryError:
        raise
    except Exception as error:
        # A fault of ours in one text must not cost the other files; it is listed as that.
        fault = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        said = f"{report.file} met a fault of this program ({fault}); please report it."
        return Part(report.file, report.id, status="rejected", error=said)
    return Part(report.file, report.id, reading)
