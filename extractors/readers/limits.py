"""How much one file may cost."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file; bytes, seconds and counts.

    `seconds` (of the processor, so that a busy machine gives the same reports; thrice as long by the clock)
    and `memory` bind the child process that parses it; `output` is the text it may give; `expanded` is what a
    compressed document (.docx, .xlsx, .odt) may unpack to; `members` and `unpacked` bind a .zip.
    """

    seconds: float = 30.0
    memory: int = 1024 * MEGABYTE
    file: int = 50 * MEGABYTE
    output: int = 20 * MEGABYTE
    expanded: int = 300 * MEGABYTE
    members: int = 2000
    unpacked: int = 300 * MEGABYTE


DEFAULT_LIMITS = Limits()


def megabytes(size: int) -> str:
    """A size in bytes as a user reads it: "50 MB"."""
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{max(size / 1024, 0.1):.0f} kB"
