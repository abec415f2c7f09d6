"""How refresh and watch bring in what is new in feeds, where the data folder has a list of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.commands.terminal import note, progress, say


def fetch_feeds(data: Path) -> bool:
    """Fetch what is due and say what came of it; False where something failed. Nothing without
    sources.toml."""
    from extractors.feeds.sources import FILE

    if not (data / FILE).exists():
        return True
    from extractors.feeds import SourcesError, fetch

    try:
        with progress("Fetching feeds") as step:
            result = fetch(data, progress=step)
    except SourcesError as error:
        for fault in error.faults:
            note(fault)
        return False
    except OSError as error:
        note(f"Feeds cannot be kept in {data} ({error.strerror or error}); nothing more was fetched.")
        return False
    say(str(result))
    for failure in result.failed:
        note(failure.error)
    return not result.failed


@contextmanager
def fetching_feeds(data: Path) -> Iterator[None]:
    """Fetch feeds beside what is done, each when it is due."""
    from extractors.feeds import keep_fetching

    stop = threading.Event()
    thread = threading.Thread(
        target=keep_fetching, args=(data, say), kwargs={"stop": stop}, daemon=True, name="feeds"
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
