"""What people say of claims and reports, and how it is kept: with who, when and why, undone by saying so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from extractors.records import SLOTS, Report
from extractors.store import contents, corrections, fitting
from extractors.store.contents import Reading
from extractors.store.database import Database
from extractors.store.errors import CorrectionError
from extractors.store.fitting import Correction, Fitted

if TYPE_CHECKING:
    import pandas as pd


class People:
    """The part of a Store that holds corrections. Every method that writes raises CorrectionError with one
    sentence where what is said makes no sense, and then saves nothing."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def accept(self, claim: str, *, who: str, reason: str = "") -> str:
        """Say that a claim is right as it is shown. Returns the correction's id."""
        return self._say([claim], "accept", who, reason, lambda shown: [{"new": _slots(shown)}])[0]

    def reject(self, claim: str, *, who: str, reason: str = "") -> str:
        """Say that a claim is none: it is left out of all tables. Returns the correction's id."""
        return self._say([claim], "reject", who, reason, lambda shown: [{}])[0]

    def correct(self, claim: str, changes: Mapping[str, Any], *, who: str, reason: str = "") -> list[str]:
        """Change slots of a claim: {"value": 5000.0, "unit": "kg"}. Returns an id for each slot that
        changes."""
        from extractors.store.checking import checked

        def rows(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
            return [
                {"field": slot, "old": shown[slot], "new": new}
                for slot, new in checked(shown, changes).items()
            ]

        return self._say([claim], "correct", who, reason, rows)

    def merge(self, claim: str, other: str, *, who: str, reason: str = "") -> str:
        """Say that two claims are about the same thing: their figures become one. Returns the correction's
        id."""
        if claim == other:
            raise CorrectionError(
                "A claim cannot be merged with itself; name two claims of different figures."
            )
        with self.database.read() as connection:
            partner = _key(*self._shown(connection, other))
        return self._say([claim], "merge", who, reason, lambda shown: [{"new": partner}])[0]

    def split(self, claims: Sequence[str], *, who: str, reason: str = "") -> list[str]:
        """Say that `claims` are about something else than the figure they are in: they make one of their
        own."""
        name = contents.now()
        return self._say(claims, "split", who, reason, lambda shown: [{"new": name}])

    def set_report(
        self,
        report: str,
        *,
        published: dt.date | str | None = None,
        publisher: str | None = None,
        title: str | None = None,
        who: str,
        reason: str = "",
    ) -> list[str]:
        """Set a report's date, publisher or title ("" takes a value away); its claims are read again with
        them, so that "this year" is known. Returns an id for each field that changes."""
        from extractors.store.checking import check_report

        given = {"published": published, "publisher": publisher, "title": title}
        new = {name: check_report(name, value) for name, value in given.items() if value is not None}
        with self.database.read() as connection:
            read = contents.load_report(connection, report)
            if read is None:
                raise CorrectionError(
                    f"There is no report {report!r} in the store; run `seizures refresh` first."
                )
            before = fitting.settings(corrections.load(connection)).get(report, {})
        shown = contents.with_settings(read, before)
        old = {"published": str(shown.published or ""), "publisher": shown.publisher, "title": shown.title}
        rows = [
            {"field": name, "old": old[name], "new": value, "report": report}
            for name, value in new.items()
            if value != old[name]
        ]
        if not rows:
            return []
        reading_of(read, {**before, **new}, "", "")  # loads the words while nobody waits for us
        return self._append([{**row, "action": "report", "who": _who(who), "reason": reason} for row in rows])

    def undo(self, correction: str, *, who: str, reason: str = "") -> str:
        """Take a correction back (or an undo, which brings it back). Returns the id of the undo."""
        with self.database.read() as connection:
            known = corrections.load(connection)
        target = next((one for one in known if one.id == correction), None)
        if target is None:
            raise CorrectionError(
                f"There is no correction {correction!r}; `seizures corrections` lists them."
            )
        if correction in fitting.standing(known)[1]:
            raise CorrectionError(f"The correction {correction!r} was undone already.")
        row = {
            "action": "undo",
            "who": _who(who),
            "reason": reason,
            "undoes": correction,
            "report": target.report,
        }
        return self._append([row])[0]

    def corrections(self) -> pd.DataFrame:
        """All corrections in their order, undone ones too: the fields of `Correction`, with `state` (active,
        undone, or orphaned: no claim answers to it), the id of its `claim` today ("" if none), and its
        `quote`."""
        import pandas as pd

        fitted, known = self.fitted()
        columns = [*corrections.FIELDS, "state", "claim", "quote"]
        rows = [
            [
                *(getattr(one, name) for name in corrections.FIELDS),
                *fitted.states[one.id],
                one.was.get("quote", ""),
            ]
            for one in known
        ]
        frame = pd.DataFrame(rows, columns=columns)
        return frame.astype({"start": "Int64", "end": "Int64", "n": "Int64"})

    def settings(self) -> dict[str, dict[str, str]]:
        """What people have set of reports: report → {published, publisher, title}."""
        with self.database.read() as connection:
            return fitting.settings(corrections.load(connection))

    def fitted(self) -> tuple[Fitted, list[Correction]]:
        """What all corrections do to the claims that are there, and the corrections."""
        with self.database.read() as connection:
            known = corrections.load(connection)
            claims = contents.claims_of(connection, fitting.reports_of(known))
        return fitting.fit(known, claims), known

    def export_corrections(self) -> list[str]:
        """All corrections as lines of JSON, in their order."""
        with self.database.read() as connection:
            return [corrections.to_line(one) for one in corrections.load(connection)]

    def import_corrections(self, lines: Iterable[str], source: str = "the file") -> int:
        """Save corrections that another store exported; those that are here already are passed over, so
        importing twice is importing once. All or, where one line is wrong, none. Returns how many were
        new."""
        given = [
            corrections.from_line(line, f"Line {number} of {source}")
            for number, line in enumerate(lines, 1)
            if line.strip()
        ]
        with self.database.write() as connection:
            new = corrections.save_foreign(connection, given)
            self._settle(connection, {one.report for one in given})
        return new

    def _say(
        self,
        claims: Sequence[str],
        action: str,
        who: str,
        reason: str,
        rows: Callable[[Mapping[str, Any]], list[dict[str, Any]]],
    ) -> list[str]:
        """Append what `rows` makes of each claim as it is shown, all in one step."""
        who = _who(who)
        with self.database.write() as connection:
            said = []
            for claim in claims:
                shown, siblings = self._shown(connection, claim)
                key = _key(shown, siblings)
                said += [
                    {**key, "action": action, "who": who, "reason": reason, **row}
                    for row in rows(shown["shown"])
                ]
            return corrections.append(connection, said)

    def _append(self, rows: list[dict[str, Any]]) -> list[str]:
        with self.database.write() as connection:
            ids = corrections.append(connection, rows)
            self._settle(connection, {row["report"] for row in rows})
            return ids

    @staticmethod
    def _shown(connection: Connection, claim: str) -> tuple[dict[str, Any], int]:
        """A claim's row, with the slots that people see under "shown", and how many claims share its key."""
        report = contents.report_of(connection, claim)
        if report is None:
            raise CorrectionError(
                f"There is no claim {claim!r} in the store; it may have been read anew: look again."
            )
        rows = contents.claims_of(connection, [report])[report]
        fitted = fitting.fit(corrections.load(connection), {report: rows})
        row = next(row for row in rows if row["claim"] == claim)
        key = ("start", "end", "measure", "statistic")
        siblings = sum(all(row[name] == other[name] for name in key) for other in rows)
        return {**row, "shown": {**row, **fitted.changed.get(claim, {})}}, siblings

    @staticmethod
    def _settle(connection: Connection, reports: Iterable[str]) -> None:
        """Read the claims of reports again of which people have set something else by now."""
        heads = contents.report_heads(connection, sorted(reports))
        wanted = fitting.settings(corrections.load(connection, sorted(heads)))
        for report, head in heads.items():
            settings = wanted.get(report, {})
            if head["settings"] == settings:
                continue
            read = contents.load_report(connection, report)
            reading = reading_of(read, settings, head["folder"], head["rules"])
            contents.save_readings(connection, [reading])


def reading_of(report: Report, settings: Mapping[str, str], folder: str, rules: str) -> Reading:
    """Read the claims of `report` with what people have set of it."""
    from extractors.reading import read_report

    read = read_report(contents.with_settings(report, settings))
    report = replace(report, language=read.language or report.language)
    return Reading(report, read.claims, folder, rules, settings, "; ".join(read.unclear_tables))


def _slots(shown: Mapping[str, Any]) -> dict[str, Any]:
    return {slot: shown[slot] for slot in fitting.CHECKED}


def _key(row: Mapping[str, Any], siblings: int) -> dict[str, Any]:
    """What a correction keeps to know its claim again."""
    was = {**{slot: row[slot] for slot in SLOTS}, "quote": row["quote"], "siblings": siblings}
    return {
        **{name: row[name] for name in ("report", "start", "end", "measure", "statistic", "n")},
        "was": was,
    }


def _who(who: str) -> str:
    if not who.strip():
        raise CorrectionError("A correction needs a name: say who makes it.")
    return who.strip()
