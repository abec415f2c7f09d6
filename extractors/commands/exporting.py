"""The commands that write tables out, and compare them: export, compare."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.commands.terminal import (
    NO_STORE,
    DatabaseOption,
    DataOption,
    fail,
    opened,
    plural,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from extractors.store import Store


class TableName(StrEnum):
    """What `export` writes."""

    CLAIMS = "claims"
    REPORTS = "reports"
    FIGURES = "figures"


def export(
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT", help="The file to write; its suffix says how: .csv .jsonl .xlsx .parquet"
        ),
    ],
    table: Annotated[
        TableName, typer.Option(help="Claims, files of reports, or figures.")
    ] = TableName.CLAIMS,
    measure: Annotated[
        list[str] | None, typer.Option(help="seizure, cultivation, arrests … (repeatable)")
    ] = None,
    drug: Annotated[
        list[str] | None, typer.Option(help="A drug with all that it covers: opiates, heroin … (repeatable)")
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(help="A place with all that lies in it: MM, CN-YN, europe … (repeatable)"),
    ] = None,
    years: Annotated[str | None, typer.Option(metavar="YEARS", help="2012 or 2010-2020")] = None,
    language: Annotated[list[str] | None, typer.Option(help="en, zh … (repeatable)")] = None,
    publisher: Annotated[
        list[str] | None, typer.Option(help="Part of a publisher's name (repeatable)")
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write a table of the store to a file, with a data dictionary (OUT's name, .datapackage.json) beside
    it."""
    from extractors.export.files import ExportError, format_of

    given = {"measure": measure, "drug": drug, "place": place, "language": language, "publisher": publisher}
    given = {name: tuple(values) for name, values in given.items() if values}
    try:
        format_of(out)
    except ExportError as error:
        fail(str(error))
    from extractors.export.dictionary import dictionary_path, write_dictionary
    from extractors.export.selection import Selection, SelectionError
    from extractors.export.writing import write

    try:
        with opened(data, database) as store:
            frame, meanings = _table(store, table)
        frame = Selection(**given, years=years or "").apply(frame)
        write(frame, out)
        asked = "; ".join(f"{name}: {', '.join(values)}" for name, values in given.items())
        asked += f"{'; ' if asked else ''}years: {years}" if years else ""
        write_dictionary(out, frame, meanings, _TITLES[table], asked)
    except SelectionError as error:
        fail(str(error))
    except ExportError as error:
        fail(str(error), NO_STORE)
    say(
        f"{plural(len(frame), 'row')} of {table.value} written to {out}, described in "
        f"{dictionary_path(out).name}"
    )


_TITLES = {
    TableName.CLAIMS: "Claims: numbers about illicit drugs, each with the sentence that states it",
    TableName.REPORTS: "Files of reports, and what was read from them",
    TableName.FIGURES: "Figures: claims about the same thing taken together",
}


def _table(store: Store, table: TableName) -> tuple[pd.DataFrame, Mapping[str, str]]:
    """A table of the store and what its columns mean."""
    from extractors.store import columns

    if table is TableName.CLAIMS:
        return store.claims(), columns.claims()
    if table is TableName.REPORTS:
        return store.reports(), columns.reports()
    return store.figures().table, columns.figures()


def compare(
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD", help="A data folder, a store or backup, or an exported table of claims."
        ),
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another one.")],
    limit: Annotated[int, typer.Option(min=0, help="Claims of each kind to list.")] = 20,
) -> None:
    """Say which claims two sides do not share: gained, lost and changed.

    To see what a change of the rules does to a folder: `seizures export before.parquet`, then, under the new
    rules, `seizures refresh` and `seizures compare before.parquet data`.
    """
    from extractors.compare import compare_claims

    sides = [_claims_at(path) for path in (old, new)]
    result = compare_claims(*sides)
    say(str(result))
    for line in result.lines(limit):
        say(line)


def _claims_at(path: Path) -> pd.DataFrame:
    from extractors.compare import EXPORTED, exported_claims
    from extractors.store import open_file, open_store

    if path.is_file() and path.suffix in EXPORTED:
        try:
            return exported_claims(path)
        except ValueError as error:
            fail(str(error))
    if path.is_file():
        with open_file(path) as store:
            return store.claims()
    if not path.is_dir():
        fail(f"{path} is neither a data folder nor a store nor a table of claims; name one of them.")
    with open_store(path, create=False) as store:
        return store.claims()
