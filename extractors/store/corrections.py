"""What people said of claims and reports: appended, listed, exported and imported; never changed or
removed."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, insert, select

from extractors.store import schema
from extractors.store.contents import now
from extractors.store.errors import CorrectionError
from extractors.store.fitting import ACTIONS, Correction

FIELDS = tuple(Correction.__dataclass_fields__)
MERGE_KEY = ("report", "start", "end", "measure", "statistic", "n", "was")


def append(connection: Connection, corrections: Iterable[dict[str, Any]]) -> list[str]:
    """Save new corrections, given without `id` and `at`, and return their ids. Their times rise, whatever the
    clock does, so that their order is the order in which they were made."""
    last = connection.execute(select(func.max(schema.corrections.c.at))).scalar() or ""
    rows = []
    for given in corrections:
        at = now()
        if at <= last:
            at = _after(last)
        last = at
        rows.append(_row({**given, "id": uuid.uuid4().hex, "at": at}))
    connection.execute(insert(schema.corrections), rows)
    return [row["id"] for row in rows]


def _after(at: str) -> str:
    moment = dt.datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ") + dt.timedelta(microseconds=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _row(given: dict[str, Any]) -> dict[str, Any]:
    row = {
        "who": "", "report": "", "start": None, "end": None, "measure": "", "statistic": "", "n": None,
        "field": "", "old": None, "new": None, "reason": "", "undoes": "", "was": {}, **given,
    }  # fmt: skip
    for name in ("old", "new", "was"):
        row[name] = json.dumps(row[name], ensure_ascii=False, sort_keys=True)
    return row


def load(connection: Connection, reports: Sequence[str] | None = None) -> list[Correction]:
    """All corrections, or those of `reports`, in the order in which they were made."""
    table = schema.corrections
    query = select(*(table.c[name] for name in FIELDS)).order_by(table.c.at, table.c.id)
    if reports is not None:
        query = query.where(table.c.report.in_(reports))
    return [
        Correction(**{**row, **{name: json.loads(row[name]) for name in ("old", "new", "was")}})
        for row in connection.execute(query).mappings()
    ]


def save_foreign(connection: Connection, corrections: Iterable[Correction]) -> int:
    """Save corrections made elsewhere, as they are; those that are here already are passed over. How many
    were new."""
    known = set(connection.execute(select(schema.corrections.c.id)).scalars())
    rows = []
    for one in corrections:
        if one.id not in known:
            known.add(one.id)
            rows.append(_row({name: getattr(one, name) for name in FIELDS}))
    if rows:
        connection.execute(insert(schema.corrections), rows)
    return len(rows)


def to_line(correction: Correction) -> str:
    """A correction as a line of JSON."""
    return json.dumps({name: getattr(correction, name) for name in FIELDS}, ensure_ascii=False)


def from_line(line: str, where: str) -> Correction:
    """A correction from a line of JSON; raises CorrectionError, naming `where` it stands."""
    try:
        given = json.loads(line)
    except ValueError:
        raise CorrectionError(f"{where} is not JSON; expected one correction a line, as exported.") from None
    if not isinstance(given, dict):
        raise CorrectionError(f"{where} is not a correction; expected one JSON object a line, as exported.")
    wrong = sorted(set(given) - set(FIELDS))
    if wrong:
        raise CorrectionError(f"{where} has the field {wrong[0]!r}, which no correction has.")
    correction = _checked(given, where)
    try:
        return _with_sense(correction)
    except CorrectionError as error:
        raise CorrectionError(f"{where}: {error}") from None


def _with_sense(correction: Correction) -> Correction:
    """The correction, if what it says can be; raises CorrectionError."""
    from extractors.store.checking import check, check_report

    if correction.action not in ("report", "undo") and None in (
        correction.start,
        correction.end,
        correction.n,
    ):
        raise CorrectionError("it does not say which claim it is about.")
    if correction.action == "correct":
        return replace(correction, new=check(correction.field, correction.new))
    if correction.action == "report":
        return replace(correction, new=check_report(correction.field, correction.new))
    if correction.action == "merge":
        key = correction.new
        if not isinstance(key, dict) or set(key) != set(MERGE_KEY) or not isinstance(key["was"], dict):
            raise CorrectionError("a merge does not say with which claim.")
    elif correction.action == "split" and not isinstance(correction.new, str):
        raise CorrectionError("a split does not say under which name.")
    elif correction.action == "accept" and not isinstance(correction.new, dict):
        raise CorrectionError("an acceptance does not say of what.")
    return correction


_KINDS = {
    "id": str, "at": str, "who": str, "action": str, "report": str, "start": int | None, "end": int | None,
    "n": int | None, "measure": str, "statistic": str, "field": str, "reason": str, "undoes": str,
    "was": dict,
}  # fmt: skip


def _checked(given: dict[str, Any], where: str) -> Correction:
    for name in ("id", "at", "who", "action"):
        if not given.get(name):
            raise CorrectionError(f"{where} has no {name!r}, which every correction has.")
    for name, kind in _KINDS.items():
        if name in given and (not isinstance(given[name], kind) or isinstance(given[name], bool)):
            raise CorrectionError(
                f"{where} has {name!r} = {given[name]!r}, which is not of the kind expected."
            )
    if given["action"] not in ACTIONS:
        raise CorrectionError(
            f"{where} has the action {given['action']!r}; expected one of {', '.join(ACTIONS)}."
        )
    try:
        dt.datetime.strptime(given["at"], "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        raise CorrectionError(
            f"{where} has the time {given['at']!r}; expected the form 2026-01-31T09:30:00.000000Z."
        ) from None
    return Correction(**given)
