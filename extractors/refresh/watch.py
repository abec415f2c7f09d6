"""Keeps the store up to date with a folder as long as it runs.

An event from the system only says "look again", and events get lost: the folder is looked at every two
seconds anyway, and all bytes are compared once a minute, or as often as takes a twentieth of the time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from extractors.readers.limits import LimitsError
from extractors.refresh import Progress, RefreshResult, refresh
from extractors.refresh.look import look
from extractors.store import Store, StoreError

log = logging.getLogger(__name__)

EVERY = 2.0  # seconds between two looks when nothing is heard
STILL = 0.7  # seconds that a file must be as it was before it counts as written
THOROUGH = 60.0
RETRY = 5.0


def watch(
    store: Store,
    folder: Path | str | None = None,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    stop: threading.Event | None = None,
    halt: threading.Event | None = None,
) -> Iterator[RefreshResult]:
    """Refresh now and after every change, yielding what each refresh did if it did anything, until `stop` is
    set.

    A new file is seen within five seconds; one that is still being written is waited for. Setting `halt` ends a refresh
    that reads, and the watch, with StoppedError.
    """
    root = Path(folder).expanduser().absolute() if folder is not None else store.inbox
    stop = stop or threading.Event()
    marks: dict[str, tuple[str, float]] = {}  # file → its mark, and since when it has it
    settled: dict[str, str] | None = None  # what the last refresh saw
    thorough = float("inf")  # when all bytes are compared again
    while not stop.is_set():
        now = time.monotonic()
        try:
            seen = {one.file: one.mark for one in look(root)}
            marks = {file: _since(marks.get(file), mark, now) for file, mark in seen.items()}
            # What lies there at the start is read at once, what comes later when it has kept still.
            young = (
                set()
                if settled is None
                else {file for file, (_, since) in marks.items() if now - since < STILL}
            )
            ready = {file: mark for file, mark in seen.items() if file not in young}
            again = now > thorough
            known = {file: mark for file, mark in (settled or {}).items() if file not in young}
            if settled is None or again or ready != known:
                result = refresh(
                    store,
                    root,
                    progress=progress,
                    workers=workers,
                    thorough=again,
                    leave=young,
                    retry=False,
                    stop=halt,
                )
                first, settled = settled is None, ready
                if again or first:
                    thorough = time.monotonic() + rest_after(time.monotonic() - now)
                if first or result.new or result.changed or result.gone or result.again:
                    yield result
        except (OSError, StoreError, LimitsError) as error:
            # A drive that was pulled out or a full disk: it may pass, and nothing was lost.
            log.warning("%s", error)
            stop.wait(RETRY)
            continue
        _wait(root, stop, STILL / 2 if young else EVERY)


def rest_after(took: float) -> float:
    """Seconds until all bytes are compared again, when that took so many."""
    return max(THOROUGH, 20 * took)


def _since(last: tuple[str, float] | None, mark: str, now: float) -> tuple[str, float]:
    return last if last is not None and last[0] == mark else (mark, now)


def _wait(root: Path, stop: threading.Event, seconds: float) -> None:
    """Until something happens in the folder, or for `seconds`."""
    import watchfiles

    try:
        for _ in watchfiles.watch(
            root,
            stop_event=stop,
            debounce=200,
            step=50,
            rust_timeout=int(seconds * 1000),
            yield_on_timeout=True,
        ):
            return
    except (OSError, RuntimeError):
        stop.wait(min(seconds, 1.0))  # no events to be had here: looking must do
