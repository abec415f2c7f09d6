"""Fetches feeds as long as a program watches: each when it is due."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from extractors.feeds.client import Client
from extractors.feeds.errors import SourcesError
from extractors.feeds.fetching import fetch

EVERY = 60.0  # seconds between two looks at what is due


def keep_fetching(
    data: Path,
    say: Callable[[str], None],
    *,
    stop: threading.Event,
    client: Callable[[], Client] = Client,
    every: float = EVERY,
) -> None:
    """Fetch what is due, now and every minute, until `stop` is set.

    `sources.toml` is read each time, so that it may come, change and go. `say` is given a sentence for all
    that there is to tell; the same trouble is told once.
    """
    told: tuple[str, ...] = ()
    while not stop.is_set():
        trouble: tuple[str, ...] = ()
        try:
            result = fetch(data, client=client())
            if result.new or result.left:
                say(str(result))
            trouble = tuple(failure.error for failure in result.failed)
        except SourcesError as error:
            trouble = error.faults
        except OSError as error:
            trouble = (f"Feeds cannot be kept in {data} ({error.strerror or error}).",)
        for sentence in _not_in(trouble, told):
            say(sentence)
        told = trouble or told
        stop.wait(every)


def _not_in(sentences: tuple[str, ...], told: tuple[str, ...]) -> Iterator[str]:
    return (sentence for sentence in sentences if sentence not in told)
