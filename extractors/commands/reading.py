"""The commands that read reports: refresh, extract, explain."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.commands.feeding import fetch_feeds, fetching_feeds
from extractors.commands.terminal import (
    SOME_UNREAD,
    DatabaseOption,
    DataOption,
    date_of,
    fail,
    note,
    opened,
    plural,
    progress,
    say,
)

if TYPE_CHECKING:
    import pandas as pd

    from extractors.refresh import RefreshResult


FolderArgument = Annotated[
    Path | None, typer.Argument(metavar="[FOLDER]", help="The folder of reports; default: DIR/reports.")
]
WorkersOption = Annotated[
    int | None,
    typer.Option(min=1, help="Processes that read at once; default: one a processor, where it is worth it."),
]
_SHOWN = ("file", "measure", "statistic", "drug", "value", "unit", "bound", "period", "place", "quote")


class Format(StrEnum):
    """How `extract` writes its claims."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


def refresh(
    folder: FolderArgument = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on: read what comes into the folder, until interrupted.")
    ] = False,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Compare all bytes, and try again what could not be read.")
    ] = False,
    workers: WorkersOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Read new and changed reports into the store, and drop those that are gone.

    Feeds that DIR/sources.toml lists are fetched first, each when it is due.
    """
    from extractors.refresh import refresh as bring_up_to_date

    with opened(data, database, create=True) as store:
        if watch:
            _watch(store, folder, workers)
            return
        fetched = folder is not None or fetch_feeds(store.data)
        with progress("Reading reports") as step:
            try:
                result = bring_up_to_date(store, folder, progress=step, workers=workers, thorough=thorough)
            except NotADirectoryError as error:
                fail(str(error))
    say(str(result))
    _list_failed(result)
    if result.failed or not fetched:
        raise typer.Exit(SOME_UNREAD)


def watch(
    folder: FolderArgument = None,
    workers: WorkersOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Read reports as they come, until interrupted: the same as refresh --watch.

    Feeds that DIR/sources.toml lists are fetched too, each when it is due.
    """
    with opened(data, database, create=True) as store:
        _watch(store, folder, workers)


def _list_failed(result: RefreshResult) -> None:
    for failure in result.failed:
        note(failure.error)


def _watch(store: object, folder: Path | None, workers: int | None) -> None:
    from extractors.refresh.watch import watch as watching

    root = folder or store.inbox
    if not root.is_dir():
        fail(f"{root} is not a folder; name the folder that holds the reports.")
    note(f"Watching {root} (Ctrl+C stops it)")
    with fetching_feeds(store.data) if folder is None else nullcontext():
        for result in watching(store, folder, workers=workers):
            say(str(result))


def extract(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Files of reports, or - for a text on stdin.")
    ],
    format: Annotated[
        Format | None,
        typer.Option(help="How to write the claims; default: a table on a terminal, csv in a pipe."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file instead of stdout.", show_default=False),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help='The text\'s date, for "this year": 2013-06-21. Only with -.'),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="The text's language (en, zh …); default: found. Only with -."),
    ] = None,
) -> None:
    """Print the claims in files or in a text, without keeping anything."""
    if "-" in files and len(files) > 1:
        fail("- stands alone: read files or standard input, not both.")
    if "-" not in files and (published or language):
        fail("--published and --language go with - (a text on stdin); files say it themselves.")
    frame, failures = _from_stdin(published, language) if files == ["-"] else _from_files(files)
    kind = format or (Format.TABLE if sys.stdout.isatty() and output is None else Format.CSV)
    if kind is Format.TABLE:
        _show(frame)
    else:
        _write(frame, kind, output)
    for failure in failures:
        note(failure)
    if failures:
        raise typer.Exit(SOME_UNREAD)


def _write(frame: pd.DataFrame, kind: Format, output: Path | None) -> None:
    from extractors.export.files import replacing
    from extractors.export.writing import write_stream

    if output is not None:
        with replacing(output) as stream:
            write_stream(frame, kind.value, stream)
        return
    if kind is Format.PARQUET and sys.stdout.isatty():
        fail("parquet is no text for a terminal; name a file with --output, or use a pipe.")
    write_stream(frame, kind.value, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _show(frame: pd.DataFrame) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    columns = [name for name in _SHOWN if name in frame.columns]
    table = Table(box=box.SIMPLE_HEAD, caption=plural(len(frame), "claim"), caption_justify="left")
    for name in columns:
        table.add_column(name, justify="right" if name == "value" else "left", overflow="fold")
    for row in frame[columns].itertuples(index=False):
        cells = [
            f"{value:,.10g}" if name == "value" else str(value)
            for name, value in zip(columns, row, strict=True)
        ]
        table.add_row(*map(Text, cells))
    Console().print(table)


def _from_stdin(published: str | None, language: str | None) -> tuple[pd.DataFrame, list[str]]:
    from extractors import extract as extract_text

    date = date_of(published)
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        fail("The text on stdin is not UTF-8; save it to a file and name that, or convert it.")
    try:
        return extract_text(text, published=date, language=language), []
    except ValueError as error:
        fail(str(error))


def _from_files(files: list[str]) -> tuple[pd.DataFrame, list[str]]:
    from extractors.readers import read_all
    from extractors.readers.limits import configured
    from extractors.reading import claims_of
    from extractors.records import Report
    from extractors.table import reports_table

    read, failures = [], []
    with progress("Reading reports") as step:
        for number, file in enumerate(files, 1):
            if step:
                step(number, len(files), file)
            if wrong := _not_a_file(file):
                failures.append(wrong)
                continue
            for found in read_all(Path(file), limits=configured()):
                if isinstance(found, Report):
                    read.append((found, claims_of(found)))
                else:
                    failures.append(found.error)
    return reports_table(read), failures


def _not_a_file(name: str) -> str:
    if not _exists(name):
        return f"{name} does not exist; check its name and folder."
    if Path(name).is_dir():
        return f"{name} is a folder; name its files, or read it with `seizures refresh {name}`."
    return ""


def explain(
    what: Annotated[
        str | None,
        typer.Argument(metavar='"SENTENCE"|FILE', help="A sentence, or a file whose text is meant."),
    ] = None,
    figure: Annotated[
        str | None,
        typer.Option("--figure", metavar="ID", help="Explain how a figure of the store came about."),
    ] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The sentence's date.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="The sentence's language.")] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Say what each step found in a sentence, and why a number was taken or not."""
    if (what is None or not what.strip()) == (figure is None):
        fail("Give a sentence or a file, or --figure with a figure's id.")
    if figure is not None:
        from extractors.figures import explain as explain_figure

        with opened(data, database) as store:
            try:
                say(explain_figure(store.figures(), figure, store.claims()))
            except KeyError:
                fail(
                    f"There is no figure {figure!r} in the store; `seizures export figures.csv --table "
                    "figures` lists them."
                )
        return
    say(_explained(what, published, language))


def _explained(what: str, published: str | None, language: str | None) -> str:
    from extractors.explain import explain as explain_text
    from extractors.readers import UnreadableReport, read

    date = date_of(published)
    if _exists(what):
        try:
            report = read(Path(what))
        except UnreadableReport as error:
            fail(str(error), SOME_UNREAD)
        return explain_text(
            report.text, published=date or report.published, language=language or report.language
        )
    return explain_text(what, published=date, language=language)


def _exists(what: str) -> bool:
    try:
        return "\n" not in what and Path(what).exists()
    except OSError:
        return False  # a sentence too long for a file name
