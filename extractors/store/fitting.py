"""Which claim a correction is about, under the rules of today.

A correction names its claim by the hash of the report, the offsets of the quote, measure and statistic, and
keeps the claim as it stood. So it outlives a report read again and most changes of the rules; where no claim
answers to it any longer it is orphaned, which is shown, and it comes back when a claim does.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.records import SLOTS

CHECKED = SLOTS[:11]  # what a person who accepts a claim has looked at
REPORT_FIELDS = ("published", "publisher", "title")
ACTIONS = ("accept", "correct", "reject", "merge", "split", "report", "undo")


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person said. `old`, `new` and `was` are plain values (JSON in the store).

    `new` is the new value (correct, report), the slots that were looked at (accept), the other claim's key
    (merge) or a name that claims split off together share (split). `was` holds the slots as the rules read
    them, `quote` and `siblings`, how many claims had the same offsets, measure and statistic.
    """

    id: str
    at: str
    who: str
    action: str
    report: str = ""
    start: int | None = None
    end: int | None = None
    measure: str = ""
    statistic: str = ""
    n: int | None = None
    field: str = ""
    old: Any = None
    new: Any = None
    reason: str = ""
    undoes: str = ""
    was: dict[str, Any] = dataclasses.field(default_factory=dict, hash=False)


@dataclass
class Fitted:
    """What all corrections together do, by claim id; `figures` holds merges and splits as
    `extractors.figures` takes them; `states` says of each correction whether it is active,
    undone or orphaned, and its claim."""

    changed: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    rejected: set[str] = dataclasses.field(default_factory=set)
    accepted: set[str] = dataclasses.field(default_factory=set)
    figures: list[tuple[str, ...]] = dataclasses.field(default_factory=list)
    states: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)


def standing(corrections: Iterable[Correction]) -> tuple[list[Correction], set[str]]:
    """The corrections that hold, in their order and without the undoes, and the ids of those undone."""
    ordered = sorted(corrections, key=lambda correction: (correction.at, correction.id))
    undone: set[str] = set()
    for correction in reversed(ordered):
        if correction.action == "undo" and correction.id not in undone:
            undone.add(correction.undoes)
    holding = [one for one in ordered if one.action != "undo" and one.id not in undone]
    return holding, undone


def reports_of(corrections: Iterable[Correction]) -> set[str]:
    """The reports that corrections speak of."""
    corrections = list(corrections)
    partners = {one.new["report"] for one in corrections if one.action == "merge"}
    return {one.report for one in corrections if one.report} | partners


def settings(corrections: Iterable[Correction]) -> dict[str, dict[str, str]]:
    """What people have set of each report: report → {published, publisher, title}; "" takes the value
    away."""
    found: dict[str, dict[str, str]] = {}
    for correction in standing(corrections)[0]:
        if correction.action == "report":
            found.setdefault(correction.report, {})[correction.field] = correction.new
    return found


def find(
    correction: Correction, claims: Sequence[Mapping[str, Any]], names: set[str]
) -> Mapping[str, Any] | None:
    """The claim among a report's `claims` that `correction` is about. `names` are the measures it may go
    by."""
    same = [
        claim for claim in claims if claim["statistic"] == correction.statistic and claim["measure"] in names
    ]
    near = [claim for claim in same if (claim["start"], claim["end"]) == (correction.start, correction.end)]
    was = correction.was
    if not near and was:  # the quote's edges moved, the number is the same
        near = [
            claim
            for claim in same
            if claim["start"] < (correction.end or 0)
            and claim["end"] > (correction.start or 0)
            and claim["value"] == was.get("value")
            and claim["unit"] == was.get("unit")
        ]
    if len(near) == 1 and was.get("siblings", 1) == 1:
        return near[0]
    alike = [
        claim for claim in near if all(claim[slot] == was.get(slot) for slot in ("drug", "value", "unit"))
    ]
    if len(alike) > 1:
        alike = [
            claim
            for claim in alike
            if all(claim[slot] == was.get(slot) for slot in ("form", "place", "period"))
        ] or alike
    if len(alike) > 1:
        alike = [claim for claim in alike if claim["n"] == correction.n]
    return alike[0] if len(alike) == 1 else None


def fit(corrections: Iterable[Correction], claims: Mapping[str, Sequence[Mapping[str, Any]]]) -> Fitted:
    """Lay `corrections` over `claims` (report id → its claims as the rules read them)."""
    corrections = list(corrections)
    holding, undone = standing(corrections)
    result = Fitted()
    names = _measures(holding)
    for correction in corrections:
        if correction.id in undone or correction.action == "undo":
            state = "undone" if correction.id in undone else "active"
            result.states[correction.id] = (state, "")
    for correction in holding:
        if correction.action == "report":
            state = "active" if correction.report in claims else "orphaned"
            result.states[correction.id] = (state, "")
            continue
        found = find(correction, claims.get(correction.report, ()), names[_key(correction)])
        fits = found is not None and _lay(result, correction, found, claims, names)
        result.states[correction.id] = ("active", found["claim"]) if found and fits else ("orphaned", "")
    return result


def _key(correction: Correction) -> tuple:
    return (
        correction.report, correction.start, correction.end,
        correction.measure, correction.statistic, correction.n,
    )  # fmt: skip


def _measures(holding: Iterable[Correction]) -> dict[tuple, set[str]]:
    """The measures that a claim may have: the one it was read with, and one that a person gave it since."""
    names: dict[tuple, set[str]] = {}
    for correction in holding:
        known = names.setdefault(_key(correction), {correction.measure})
        if correction.action == "correct" and correction.field == "measure":
            known.add(correction.new)
    return names


def _lay(
    result: Fitted,
    correction: Correction,
    found: Mapping[str, Any],
    claims: Mapping[str, Sequence[Mapping[str, Any]]],
    names: Mapping[tuple, set[str]],
) -> bool:
    """Lay one correction over the claim that it is about; False where it no longer fits."""
    claim = found["claim"]
    changes = result.changed.get(claim, {})
    if correction.action == "correct":
        if found[correction.field] == correction.new:
            changes.pop(correction.field, None)  # the rules read it so by now
        else:
            result.changed.setdefault(claim, changes)[correction.field] = correction.new
        if not changes:
            result.changed.pop(claim, None)
    elif correction.action == "reject":
        result.rejected.add(claim)
        result.accepted.discard(claim)
    elif correction.action == "accept":
        shown = {**found, **changes}
        if any(shown[slot] != correction.new.get(slot) for slot in CHECKED):
            return False  # another number than the one that was looked at
        result.accepted.add(claim)
        result.rejected.discard(claim)
    elif correction.action == "merge":
        other = Correction(id="", at="", who="", action="", **correction.new)
        partner = find(other, claims.get(other.report, ()), names.get(_key(other), {other.measure}))
        if partner is None:
            return False
        result.figures.append(("merge", partner["claim"], claim))
    else:
        result.figures.append(("split", "", claim, correction.new))
    return True
