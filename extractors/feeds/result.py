"""What a fetch did, in numbers and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or an entry of it, that gave nothing, and one sentence that says why."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What a fetch did: the files that it added, the names of sources without anything new and of those that
    are not due yet, what failed, and how many entries are left for the next time. `busy` is True where
    another process was fetching, so that nothing was done. `str()` of it is the sentence for a person."""

    new: tuple[Path, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    waiting: tuple[str, ...] = ()
    left: int = 0
    busy: bool = False

    def __str__(self) -> str:
        if self.busy:
            return "Feeds: another process is fetching them"
        said = f"Feeds: {_count(len(self.new), 'new report')}, {len(self.unchanged)} unchanged"
        if self.waiting:
            said += f", {len(self.waiting)} not due yet"
        if self.left:
            said += f"; {_count(self.left, 'entry', 'entries')} left for the next time"
        if self.failed:
            said += f"; {len(self.failed)} failed"
        return said


def _count(number: int, thing: str, things: str = "") -> str:
    return f"{number} {thing if number == 1 else things or thing + 's'}"
