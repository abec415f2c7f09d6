"""Fetches what is new in RSS and Atom feeds into the inbox. Off unless `sources.toml` names them."""

from __future__ import annotations

from extractors.feeds.client import Client, Patience
from extractors.feeds.errors import SourcesError
from extractors.feeds.fetching import Progress, fetch
from extractors.feeds.result import Failure, FetchResult
from extractors.feeds.sources import Source, sources
from extractors.feeds.watching import keep_fetching

__all__ = [
    "Client",
    "Failure",
    "FetchResult",
    "Patience",
    "Progress",
    "Source",
    "SourcesError",
    "fetch",
    "keep_fetching",
    "sources",
]
