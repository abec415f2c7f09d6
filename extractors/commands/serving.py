"""The command that opens the dashboard: serve, which is what `seizures` alone does."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.commands.feeding import fetching_feeds
from extractors.commands.terminal import (
    NO_STORE,
    DatabaseOption,
    DataOption,
    fail,
    opened,
    progress,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.store import Store


def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The first port to try.")] = 8050,
    host: Annotated[
        str, typer.Option(help="The address to listen on; any but this machine's own demands a token.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None, typer.Option(help="The token that a visitor must show.", envvar="SEIZURES_TOKEN")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
    refresh: Annotated[
        bool,
        typer.Option("--refresh/--no-refresh", help="Read what is new in the inbox before the page opens."),
    ] = True,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Read what is new in the inbox, then open the dashboard and print its address.

    Feeds that DIR/sources.toml lists are fetched meanwhile, each when it is due.
    """
    run = _dashboard()
    with opened(data, database, create=True) as store:
        if refresh:
            _refresh(store)
        try:
            with fetching_feeds(store.data):
                run(store, host=host, port=port, open_browser=browser, token=token)
        except OSError as error:
            fail(f"The dashboard cannot listen on {host}: {error.strerror or error}", NO_STORE)


def _dashboard() -> Callable[..., None]:
    """The dashboard's own function, found by its name so that this package does not depend on it."""
    found = [entry for entry in metadata.entry_points(group="seizures.commands") if entry.name == "serve"]
    if not found:
        fail("The dashboard is not installed; install the whole project with `pip install -e .`", NO_STORE)
    try:
        return found[0].load()
    except ImportError as error:
        fail(f"The dashboard cannot be loaded ({error}); install the project again.", NO_STORE)


def _refresh(store: Store) -> None:
    from extractors.refresh import refresh

    with progress("Reading reports") as step:
        result = refresh(store, progress=step)
    say(str(result))
