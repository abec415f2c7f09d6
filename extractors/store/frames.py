"""The store as data frames: claims as people see them, the list of reports, figures. Loaded once for each
change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, select

from extractors.figures.tables import tidied
from extractors.records import Claim
from extractors.store import contents, corrections, fingerprint, fitting, schema, snapshot
from extractors.store.fitting import Correction, Fitted
from extractors.store.reconciled import Reconciled
from extractors.store.snapshot import Snapshot

if TYPE_CHECKING:
    from extractors.figures import Figures
    from extractors.store.store import Store

_SLOTS = tuple(Claim.__dataclass_fields__)
_REPORT_COLUMNS = ("file", "title", "publisher", "published", "url")
REPORTS = (
    "report", "file", "status", "error", "published", "publisher", "title", "url", "language", "claims",
    "first_seen", "story", "folder", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _State:
    """What the database held at one moment, besides the claims that the snapshot has already."""

    version: int
    store: str  # its id
    heads: Mapping[str, Mapping[str, Any]]  # report → its row, with what people have set of it
    files: Sequence[Mapping[str, Any]]
    known: Sequence[Correction]
    said: Mapping[str, Sequence[Mapping[str, Any]]]  # report → its claims, where corrections speak of it
    fitted: Fitted
    base: Snapshot


class Frames:
    """Keeps the last state of each frame; asks the database only for what changed since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._base: Snapshot | None = None
        self._state: _State | None = None
        self._made: dict[str, Any] = {}
        self._reconciled: Reconciled | None = None

    def claims(self) -> pd.DataFrame:
        """See `Store.claims`."""
        return self._make("claims", self._claims).copy(deep=False)

    def reports(self) -> pd.DataFrame:
        """See `Store.reports`."""
        return self._make("reports", self._reports).copy(deep=False)

    def figures(self) -> Figures:
        """See `Store.figures`."""
        return self._make("figures", self._figures)

    def _make(self, name: str, make: Callable[[_State], Any]) -> Any:
        with self._lock:
            if self._state is None or self._state.version != self._store.version():
                self._state, self._made = self._read_state(), {}
            return self._once(name, make, self._state)

    def _once(self, name: str, make: Callable[[_State], Any], state: _State) -> Any:
        if name not in self._made:
            self._made[name] = make(state)
        return self._made[name]

    def _read_state(self) -> _State:
        with self._store.database.read() as connection:
            version = connection.execute(select(schema.counter.c.value)).scalar_one()
            store = _store_id(connection)
            heads = contents.report_heads(connection)
            base = self._fresh(connection, {report: head["stamp"] for report, head in heads.items()})
            known = corrections.load(connection)
            said = contents.claims_of(connection, fitting.reports_of(known))
            files = contents.files(connection)
        for report, settings in fitting.settings(known).items():
            if report in heads:
                heads[report].update(settings)
        return _State(version, store, heads, files, known, said, fitting.fit(known, said), base)

    def _fresh(self, connection: Connection, stamps: Mapping[str, str]) -> Snapshot:
        """The snapshot of the claims that `stamps` speaks of; saved anew where much of it was read."""
        rules = fingerprint.deriving()
        path = self._store.data / "cache" / f"claims-{_store_id(connection)}.parquet"
        base = self._base or snapshot.load(path, rules) or Snapshot(_to_arrow([]), {}, rules)
        changed, dropped = base.stale(stamps)
        if changed or dropped:
            everything = len(changed) == len(stamps)

            def read(ids: Sequence[str]) -> pa.Table:
                return _read(connection, None if everything else ids)

            base = base.updated(stamps, read)
            if 20 * len(changed) > len(stamps):
                snapshot.save(base, path)
        self._base = base
        return base

    def _claims(self, state: _State) -> pd.DataFrame:
        table = _laid_over(state.base.table, state.fitted, state.said)
        return _with_reports(_to_pandas(table), state.heads, state.fitted)

    def _reports(self, state: _State) -> pd.DataFrame:
        stories = self._stories(state)
        hidden = _by_report(state.fitted.rejected, state.said)
        rows = [_report_row(row, state.heads, hidden, stories) for row in state.files]
        frame = pd.DataFrame(rows, columns=list(REPORTS))
        texts = [name for name in REPORTS if name not in ("published", "first_seen", "claims")]
        frame = frame.astype(dict.fromkeys(texts, "str") | {"claims": "Int64"})
        frame["published"] = pd.to_datetime(frame["published"], format="%Y-%m-%d").astype("datetime64[s]")
        frame["first_seen"] = pd.to_datetime(frame["first_seen"], utc=True)
        return frame

    def _stories(self, state: _State) -> Mapping[str, str]:
        return self._once("stories", lambda state: self._kept(state).stories(self._store, state.heads), state)

    def _kept(self, state: _State) -> Reconciled:
        if self._reconciled is None:
            self._reconciled = Reconciled(self._store.data / "cache", state.store)
        return self._reconciled

    def _figures(self, state: _State) -> Figures:
        claims = self._once("claims", self._claims, state)
        signs = {
            report: (head["stamp"], head["publisher"], head["published"])
            for report, head in state.heads.items()
        }
        for report, rows in state.said.items():
            if report in signs:
                signs[report] += tuple(_said_of(row["claim"], state.fitted) for row in rows)
        return self._kept(state).figures(claims, signs, self._stories(state), state.fitted.figures)


def _said_of(claim: str, fitted: Fitted) -> tuple:
    return claim in fitted.rejected, tuple(sorted(fitted.changed.get(claim, {}).items()))


def _store_id(connection: Connection) -> str:
    return connection.execute(select(schema.facts.c.value).where(schema.facts.c.name == "id")).scalar_one()


def _read(connection: Connection, ids: Sequence[str] | None) -> pa.Table:
    portions = iter(contents.claim_rows_of(connection, ids))
    names = next(portions)
    tables = [_to_arrow([dict(zip(names, row, strict=True)) for row in rows]) for rows in portions]
    result = _to_arrow([])
    for table in tables:
        result = snapshot.together(result, table)
    return result


def _to_arrow(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of the claims table with their derived columns."""
    from extractors.table import claims_table

    frame = claims_table([Claim(**{slot: row[slot] for slot in _SLOTS}) for row in rows])
    frame.insert(0, "report", pd.Categorical([row["report"] for row in rows]))
    frame.insert(1, "claim", pd.array([row["claim"] for row in rows], dtype="str"))
    frame["n"] = np.array([row["n"] for row in rows], dtype="int64")
    frame["corrected"] = np.array([row.get("corrected", False) for row in rows], dtype=bool)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    # One width for all category codes: tables of few and of many categories must go together.
    wide = [
        pa.field(field.name, pa.dictionary(pa.int32(), pa.string()))
        if pa.types.is_dictionary(field.type)
        else field
        for field in table.schema
    ]
    return table.cast(pa.schema(wide, metadata=table.schema.metadata))


def _laid_over(table: pa.Table, fitted: Fitted, said: Mapping[str, Sequence[Mapping[str, Any]]]) -> pa.Table:
    """`table` with rejected claims left out and corrected ones derived anew from their corrected slots."""
    changed = {claim: slots for claim, slots in fitted.changed.items() if claim not in fitted.rejected}
    table = snapshot.without(table, "claim", sorted(fitted.rejected | set(changed)))
    rows = [
        {**row, **changed[row["claim"]], "corrected": True}
        for rows in said.values()
        for row in rows
        if row["claim"] in changed
    ]
    return snapshot.together(table, _to_arrow(rows)) if rows else table


def _to_pandas(table: pa.Table) -> pd.DataFrame:
    """A frame whose categories are those that occur, in order, whatever was there before."""
    frame = table.to_pandas(split_blocks=True)
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.CategoricalDtype):
            frame[name] = tidied(frame[name].array)
    return frame


def _with_reports(
    frame: pd.DataFrame,
    heads: Mapping[str, Mapping[str, Any]],
    fitted: Fitted,
) -> pd.DataFrame:
    """`frame` with its reports' columns, what people said of each claim, in order of file and place."""
    ids = list(frame["report"].cat.categories)
    shown = [heads[report] for report in ids]
    codes = frame["report"].cat.codes.to_numpy()
    for at, name in enumerate(_REPORT_COLUMNS):
        values = [row[name] or "" for row in shown]
        if name == "published":
            dates = pd.to_datetime(pd.Series(values, dtype="str"), format="%Y-%m-%d").to_numpy(
                "datetime64[s]"
            )
            frame.insert(2 + at, name, dates[codes] if len(codes) else dates[:0])
        else:
            number, names = pd.factorize(np.array(values, dtype=object), sort=True)
            frame.insert(
                2 + at,
                name,
                pd.Categorical.from_codes(number[codes] if len(codes) else [], pd.Index(names, dtype="str")),
            )
    review = pd.Series("", index=frame.index, dtype="object")
    review[frame["corrected"]] = "corrected"
    review[frame["claim"].isin(fitted.accepted)] = "accepted"
    frame["review"] = pd.Categorical(review, categories=["", "accepted", "corrected"])
    places = sorted(range(len(ids)), key=lambda at: (shown[at]["folder"], shown[at]["file"], ids[at]))
    rank = np.empty(len(ids), dtype="int64")
    rank[places] = np.arange(len(ids))
    order = np.lexsort(
        (
            frame["n"].to_numpy(),
            frame["end"].to_numpy(dtype="int64"),
            frame["start"].to_numpy(dtype="int64"),
            rank[codes] if len(codes) else codes,
        )
    )
    return frame.drop(columns="n").take(order).reset_index(drop=True)


def _by_report(claims: set[str], said: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, int]:
    return {report: sum(row["claim"] in claims for row in rows) for report, rows in said.items()}


def _report_row(
    row: Mapping[str, Any],
    heads: Mapping[str, Mapping[str, Any]],
    hidden: Mapping[str, int],
    stories: Mapping[str, str],
) -> dict[str, Any]:
    """A row of `Store.reports` for a row of the list of files."""
    shown = dict.fromkeys(REPORTS, "") | {name: row[name] for name in REPORTS if name in row}
    shown |= {"report": "", "published": None, "claims": 0}
    if row["status"] == "archive":
        return shown | {"status": "read"}
    if row["status"] != "read":
        return shown
    head = heads.get(row["report"])
    if head is None:
        return shown | {"status": "rejected", "error": "not read yet"}
    if (head["folder"], head["file"]) != (row["folder"], row["file"]):
        return shown | {"status": "ignored", "error": f"same content as {head['file']}"}
    shown |= {name: head[name] for name in REPORTS if name in head}
    return shown | {
        "published": head["published"] or None,
        "claims": head["claims"] - hidden.get(row["report"], 0),
        "story": stories.get(row["report"], ""),
    }
