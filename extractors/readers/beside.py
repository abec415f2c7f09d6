"""What is known of a file that cannot say so itself: front matter in `.about/NAME.md` beside it.

A PDF that came from a feed has its publisher, address and day of publication there.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractors.readers.errors import UnreadableReport
from extractors.readers.files import load
from extractors.readers.limits import Limits
from extractors.readers.text import front_matter
from extractors.records import Report

FOLDER = ".about"
_LIMITS = Limits(file=30_000)


def described(report: Report, path: Path) -> Report:
    """`report` with what the file beside `path` says of it; as it is where there is none."""
    try:
        told = load(path.parent / FOLDER / f"{path.name}.md", path.parent, _LIMITS)
    except UnreadableReport:
        return report
    values, _ = front_matter(told.decode("utf-8", "replace"))
    return replace(report, **{key: value for key, value in values.items() if value})
