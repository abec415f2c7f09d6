"""What goes wrong with a feed: one sentence that a user can act on."""

from __future__ import annotations


class SourcesError(Exception):
    """Something is wrong in sources.toml; `faults` holds one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


class FetchError(Exception):
    """An address that gave nothing. The text goes on after the address: "answered 404 (Not Found)".

    `passing` is True for what may go well another time; `after` is how many seconds the server asked to be
    left alone.
    """

    def __init__(self, reason: str, *, passing: bool = False, after: float | None = None) -> None:
        super().__init__(reason)
        self.passing = passing
        self.after = after


class NotPublicError(FetchError):
    """An address that is not public, at a host that the user has not allowed."""
