"""What a refresh did, in numbers and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and one sentence that says why and what to do."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """What a refresh did: numbers of files, the claims in those that it read, and all files that cannot be
    read (those of earlier refreshes too). `again` of the unchanged files were read anew: the rules, or what
    people set of a report, had changed. `str()` of it is the sentence for a person."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    unchanged: int = 0
    claims: int = 0
    failed: tuple[Failure, ...] = ()
    again: int = 0
    ignored: int = 0

    def __str__(self) -> str:
        said = f"{self.new} new, {self.changed} changed, {self.gone} gone, {self.unchanged} unchanged"
        said += f"; {_count(self.claims, 'claim')}"
        if self.again:
            said += f"; {_count(self.again, 'file')} read again"
        if self.ignored:
            said += f"; {_count(self.ignored, 'file')} ignored"
        if self.failed:
            more = len(self.failed) - _SHOWN
            said += f"; {_count(len(self.failed), 'file')} could not be read: "
            said += " ".join(failure.error for failure in self.failed[:_SHOWN])
            said += f" … and {more} more" if more > 0 else ""
        return said


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
