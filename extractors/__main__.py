"""The command line, `seizures`. What each command does stands in `extractors.commands`."""

from __future__ import annotations

import sys
from importlib import metadata
from typing import Annotated

import typer

from extractors.commands import exporting, keeping, reading, serving
from extractors.commands.terminal import (
    EXIT_CODES,
    INTERRUPTED,
    NO_STORE,
    WRONG_USE,
    CommandError,
    DatabaseOption,
    DataOption,
    choose,
)

app = typer.Typer(
    name="seizures",
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    pretty_exceptions_enable=False,
)

_EXAMPLES = {
    "seizures": "seizures                      open the dashboard on the reports in the inbox\n"
    "seizures refresh ~/reports    read a folder of reports\n"
    "seizures extract report.html  print the numbers of one report\n"
    "seizures export claims.csv    write all numbers to a file",
    "corrections": "seizures corrections\nseizures corrections export corrections.jsonl\n"
    "seizures corrections import corrections.jsonl",
    "serve": "seizures\nseizures serve --port 9000 --no-browser\nseizures --data ~/drugs serve",
    "refresh": "seizures refresh\nseizures refresh ~/reports --watch\nseizures refresh --data ~/drugs "
    "--workers 4",
    "watch": "seizures watch\nseizures watch ~/reports",
    "extract": "seizures extract report.html\nseizures extract data/reports/*.md --format jsonl > "
    "claims.jsonl\n"
    'echo "Police seized 3.2 tonnes of cocaine in 2021." | seizures extract -',
    "export": "seizures export claims.csv\nseizures export figures.xlsx --table figures --drug opiates "
    "--years 2010-2020\n"
    "seizures export reports.jsonl --table reports --language zh",
    "explain": 'seizures explain "Poppy cultivation rose by 33.8 percent to 42,500 hectares in 2012."\n'
    "seizures explain report.txt\nseizures explain --figure 3f0c9a1b2d4e",
    "compare": "seizures compare before.parquet data\nseizures compare ~/drugs ~/drugs-new --limit 100",
    "correct": 'seizures correct 0a1b2c3d4e5f6071 value=5000 unit=kg --reason "tonnes, not kilograms"\n'
    "seizures correct 0a1b2c3d4e5f6071 --reject\n"
    "seizures correct a81de4b9a0a6d581 --report published=2013-06-21",
    "backup": "seizures backup ~/backups/store.sqlite",
    "doctor": "seizures doctor",
}
_COMMANDS = {
    "serve": serving.serve,
    "refresh": reading.refresh,
    "watch": reading.watch,
    "extract": reading.extract,
    "export": exporting.export,
    "explain": reading.explain,
    "correct": keeping.correct,
    "compare": exporting.compare,
    "backup": keeping.backup,
    "doctor": keeping.doctor,
}


def _epilog(examples: str) -> str:
    return "\n".join(["Examples", *(f"  {line}" for line in examples.splitlines()), "", *EXIT_CODES])


for _name, _function in _COMMANDS.items():
    app.command(_name, epilog=_epilog(_EXAMPLES[_name]))(_function)
app.add_typer(keeping.corrections, name="corrections", epilog=_epilog(_EXAMPLES["corrections"]))


def _version(wanted: bool) -> None:
    if wanted:
        print(f"seizures {metadata.version('drug-report-figures')}")
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    epilog=_epilog(_EXAMPLES["seizures"]),
)
def start(
    context: typer.Context,
    data: DataOption = None,
    database: DatabaseOption = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read numbers about illicit drugs out of reports: one table, each number with the sentence that states
    it.

    Without a command, opens the dashboard (serve).
    """
    choose(data, database)
    if context.invoked_subcommand is None:
        serving.serve()


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code, and says what went wrong in one sentence on stderr."""
    try:
        return typer.main.get_command(app).main(arguments, prog_name="seizures", standalone_mode=False) or 0
    except CommandError as error:
        return _complain(str(error), error.code)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left
        return 0
    except Exception as error:
        if hasattr(error, "format_message"):  # what typer says of wrong arguments
            context = getattr(error, "ctx", None)
            path = context.command_path if context else "seizures"
            return _complain(f"{error.format_message().rstrip('.')}; see `{path} --help`.", WRONG_USE)
        from extractors.readers.limits import LimitsError
        from extractors.store import CorrectionError, StoreError

        if isinstance(error, CorrectionError | LimitsError):
            return _complain(str(error), WRONG_USE)
        if isinstance(error, StoreError):
            return _complain(str(error), NO_STORE)
        raise


def _complain(sentence: str, code: int) -> int:
    print(f"seizures: {sentence}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
