"""How the command line talks: options that all commands share, progress, errors as one sentence, exit
codes."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from extractors.store import Store

FINE, SOME_UNREAD, WRONG_USE, NO_STORE, INTERRUPTED = 0, 1, 2, 3, 130
EXIT_CODES = (
    "Exit codes",
    "  0    all went well",
    "  1    some files could not be read, or a check found something wrong",
    "  2    wrong use of the command",
    "  3    the store, or a file to write, cannot be opened or written",
    "  130  interrupted",
)

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The data folder: the inbox DIR/reports and the store. Also as $SEIZURES_DATA. "
        "Default: data/ of the checkout, else the user's data folder.",
        show_default=False,
    ),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="A database instead of the SQLite file in DIR: postgresql://user@host/name. "
        "Also as $SEIZURES_DATABASE.",
        show_default=False,
    ),
]


class CommandError(Exception):
    """Ends a command: one sentence for a person, and the exit code."""

    def __init__(self, sentence: str, code: int = WRONG_USE) -> None:
        super().__init__(sentence)
        self.code = code


def fail(sentence: str, code: int = WRONG_USE) -> NoReturn:
    """End the command with a sentence on stderr."""
    raise CommandError(sentence, code)


_before: dict[str, Path | str | None] = {}  # --data and --database where they stood before the command


def choose(data: Path | None, database: str | None) -> None:
    """Keep the data folder and the database that were named before the command, for those that name none."""
    _before.update(data=data, database=database)


def chosen(data: Path | None, database: str | None) -> tuple[Path | None, str | None]:
    """The data folder and the database that a command is to use, as far as the command line names them."""
    return data or _before.get("data"), database or _before.get("database")


@contextmanager
def opened(data: Path | None, database: str | None, *, create: bool = False) -> Iterator[Store]:
    """The store that the options name."""
    from extractors.store import open_store

    with open_store(*chosen(data, database), create=create) as store:
        yield store


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on stderr where that is a terminal: call what is given with done, total and the thing at hand."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, file="")

        def step(done: int, total: int, file: str) -> None:
            bar.update(task, completed=done, total=total, file=file[-40:])

        yield step


def date_of(published: str | None) -> dt.date | None:
    """The date that --published gives."""
    try:
        return dt.date.fromisoformat(published) if published else None
    except ValueError:
        fail(f"--published {published!r} is no date; expected the form 2013-06-21.")


def say(text: str) -> None:
    """A line for the user, on stdout."""
    print(text, flush=True)


def note(text: str) -> None:
    """A line beside the output, on stderr."""
    print(text, file=sys.stderr, flush=True)


def plural(number: int, thing: str) -> str:
    """1 claim, 2,000 claims."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
