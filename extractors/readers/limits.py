"""How much one file may cost."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

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
_COUNTED = ("seconds", "members")  # the others are sizes, set in megabytes


class LimitsError(ValueError):
    """A limit that the user set is none; the message is one sentence that names it."""


def variable(name: str) -> str:
    """The environment variable that sets a limit: "SEIZURES_MAX_MEMORY"."""
    return f"SEIZURES_MAX_{name.upper()}"


def configured(environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits that the environment sets, else the default ones: SEIZURES_MAX_SECONDS, SEIZURES_MAX_MEMBERS and, in
    megabytes, SEIZURES_MAX_MEMORY, _FILE, _OUTPUT, _EXPANDED and _UNPACKED. Raises LimitsError."""
    told: dict[str, float] = {}
    for field in fields(Limits):
        written = environment.get(variable(field.name), "").strip()
        if not written:
            continue
        try:
            number = float(written)
        except ValueError:
            number = 0.0
        if not 0 < number < 1e9:
            what = "a number above 0" if field.name in _COUNTED else "a size in megabytes above 0"
            raise LimitsError(f"{variable(field.name)} is {written!r}; expected {what}.")
        whole = number if field.name == "seconds" else int(number)
        told[field.name] = whole if field.name in _COUNTED else int(number * MEGABYTE)
    return Limits(**told) if told else DEFAULT_LIMITS


def megabytes(size: int) -> str:
    """A size in bytes as a user reads it: "50 MB"."""
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{max(size / 1024, 0.1):.0f} kB"
