"""The commands that look after the store: correct, corrections, backup, doctor."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from extractors.commands.terminal import (
    NO_STORE,
    SOME_UNREAD,
    DatabaseOption,
    DataOption,
    choose,
    chosen,
    fail,
    note,
    opened,
    plural,
    say,
)

WhoOption = Annotated[
    str | None, typer.Option("--who", help="Who says so; default: $SEIZURES_USER, else your user name.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]


def _who(who: str | None) -> str:
    try:
        return who or os.environ.get("SEIZURES_USER") or getpass.getuser()
    except (OSError, KeyError):
        fail("Say who makes the correction with --who NAME.")


def correct(
    claim: Annotated[
        str, typer.Argument(metavar="ID", help="The claim's id, or with --report the report's.")
    ],
    changes: Annotated[
        list[str] | None,
        typer.Argument(metavar="SLOT=VALUE…", help="value=5000 unit=kg drug=heroin period=2012 place=MM …"),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Say that the claim is right.")] = False,
    reject: Annotated[
        bool, typer.Option("--reject", help="Say that the claim is none; it is left out.")
    ] = False,
    report: Annotated[
        bool,
        typer.Option(
            "--report", help="Set a report's published, publisher or title; its claims are read again."
        ),
    ] = False,
    merge: Annotated[
        str | None,
        typer.Option("--merge", metavar="ID", help="Say that the claim is about the same as another one."),
    ] = None,
    split: Annotated[
        bool, typer.Option("--split", help="Say that the claim is about something else than its figure.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the correction whose id is given.")] = False,
    who: WhoOption = None,
    reason: ReasonOption = "",
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Correct, accept or reject a claim, merge or split figures, set a report's date; kept with who, when and
    why."""
    wanted = [bool(changes) and not report, accept, reject, report, bool(merge), split, undo]
    if sum(map(bool, wanted)) != 1 or (report and not changes):
        fail(
            "Say one thing: SLOT=VALUE, --accept, --reject, --merge ID, --split, --undo, or --report "
            "FIELD=VALUE."
        )
    said: dict[str, Any] = {"who": _who(who), "reason": reason}
    with opened(data, database) as store:
        if report:
            ids = store.set_report(claim, **_report_fields(changes), **said)
        elif changes:
            ids = store.correct(claim, _pairs(changes), **said)
        elif merge:
            ids = [store.merge(claim, merge, **said)]
        elif split:
            ids = store.split([claim], **said)
        elif undo:
            ids = [store.undo(claim, **said)]
        else:
            ids = [store.accept(claim, **said) if accept else store.reject(claim, **said)]
    for name in ids:
        say(name)
    if not ids:
        note("It is so already; nothing was changed.")


def _report_fields(changes: list[str]) -> dict[str, str]:
    from extractors.store.fitting import REPORT_FIELDS

    fields = _pairs(changes)
    for name in fields:
        if name not in REPORT_FIELDS:
            fail(
                f"{name!r} is nothing that can be set of a report; expected one of "
                f"{', '.join(REPORT_FIELDS)}."
            )
    return fields


def _pairs(changes: list[str]) -> dict[str, str]:
    pairs = {}
    for change in changes:
        slot, equals, value = change.partition("=")
        if not equals:
            fail(f"{change!r} is no SLOT=VALUE; write it as value=5000.")
        pairs[slot.strip()] = value
    return pairs


corrections = typer.Typer(
    help="List, export and import what people said of claims and reports.", no_args_is_help=False
)


@corrections.callback(invoke_without_command=True)
def list_corrections(
    context: typer.Context, data: DataOption = None, database: DatabaseOption = None
) -> None:
    """List all corrections; those that no claim answers to are marked orphaned."""
    if context.invoked_subcommand is not None:
        choose(*chosen(data, database))
        return
    with opened(data, database) as store:
        frame = store.corrections()
    for row in frame.itertuples(index=False):
        what = f"{row.field}: {row.old} → {row.new}" if row.field else row.undoes
        parts = (
            row.id,
            row.at[:19],
            row.state,
            row.who,
            row.action,
            row.claim or row.report,
            what,
            row.quote,
            row.reason,
        )
        say("\t".join(" ".join(str(part).split()) for part in parts))
    if not len(frame):
        note("There are no corrections.")


@corrections.command("export")
def export_corrections(
    out: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Default: stdout.")] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write all corrections as JSON lines, for sharing and for version control."""
    from extractors.export.files import replacing

    with opened(data, database) as store:
        lines = store.export_corrections()
    text = "".join(f"{line}\n" for line in lines).encode()
    if out is None:
        sys.stdout.buffer.write(text)
        return
    with replacing(out) as stream:
        stream.write(text)
    say(f"{plural(len(lines), 'correction')} written to {out}")


@corrections.command("import")
def import_corrections(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="JSON lines as exported, or - for stdin.")],
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Add corrections that were exported elsewhere; those that are here already are passed over."""
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        lines = raw.decode("utf-8-sig").splitlines()
    except OSError as error:
        fail(f"{source} cannot be read: {error.strerror or error}.")
    except UnicodeDecodeError:
        fail(f"{source} is not UTF-8 text; expected JSON lines as exported.")
    with opened(data, database, create=True) as store:
        new = store.import_corrections(lines, source)
        states = store.corrections()["state"]
    say(
        f"{new} new, {len([line for line in lines if line.strip()]) - new} known, "
        f"{(states == 'orphaned').sum()} orphaned"
    )


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: a store of its own.")],
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Copy the store to a file, also while it is being refreshed. To restore it, put it in place of the
    store."""
    with opened(data, database) as store:
        store.backup(file)
    say(f"The store was copied to {file}")


def doctor(data: DataOption = None, database: DatabaseOption = None) -> None:
    """Check the installation, the store's integrity, and say what could not be read."""
    from extractors.commands.health import Finding, check

    findings = check(data, database)
    for finding in findings:
        say(f"{finding.state:<5} {finding.text}")
    if any(finding.state == Finding.BAD and finding.store for finding in findings):
        raise typer.Exit(NO_STORE)
    if any(finding.state == Finding.BAD for finding in findings):
        raise typer.Exit(SOME_UNREAD)
