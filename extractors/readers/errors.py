"""What a reader raises: one sentence that a user can act on."""

from __future__ import annotations


class UnreadableReport(Exception):  # noqa: N818
    """A file that should have been a report but could not be read; its text names the file and what to do."""


class IgnoredFile(UnreadableReport):
    """A file that is no report: hidden, temporary, or of a kind that holds no text to read."""
