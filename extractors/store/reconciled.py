"""Stories and figures of the store's claims, kept up to date: what changed is worked out from its
surroundings, in this process and in the next one."""

from __future__ import annotations

import contextlib
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from extractors.figures import Changes, FigureIndex, Figures, StoryIndex, kept
from extractors.store import contents, fingerprint

if TYPE_CHECKING:
    from extractors.store.store import Store

FORMAT = "1"
_ANEW = 0.25  # of the reports: making all figures anew is quicker then
_SAVED = 0.05  # of the reports have changed since the file was written: it is written again
_TEXTS = 5000  # that are compared at a time
_UNKNOWN = ("",)  # sign of a report that is in the file as nobody has it now

Corrections = tuple[tuple[str, ...], ...]


class Reconciled:
    """The stories and figures of the last state that was asked for, and files of them in `folder` for other
    processes, named after the store."""

    def __init__(self, folder: Path, store: str) -> None:
        self._paths = {name: folder / f"{name}-{store}.arrow" for name in ("stories", "figures")}
        self._stories: StoryIndex | None = None
        self._told: dict[str, tuple] = {}  # report → what its story was worked out from
        self._index: FigureIndex | None = None
        self._figures: Figures | None = None
        self._signs: dict[str, tuple] = {}
        self._corrections: Corrections = ()
        self._unsaved = {"stories": 0, "figures": 0}  # reports that changed since the file was written

    def stories(self, store: Store, heads: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
        """Report → story, for the reports of `heads`. A report's text changes only with the rules that read
        it."""
        told = {report: (head["rules"], head["file"], head["publisher"]) for report, head in heads.items()}
        if self._stories is None and (found := self._load("stories")):
            self._stories, self._told = kept.read_stories(found[0]), _known(found[0], told)
        if self._stories is None:
            self._stories = StoryIndex()
        gone = self._told.keys() - told.keys()
        for report in gone:
            self._stories.remove(report)
        changed = sorted(report for report, sign in told.items() if self._told.get(report) != sign)
        for at in range(0, len(changed), _TEXTS):
            with store.database.read() as connection:
                for report, text in contents.texts(connection, changed[at : at + _TEXTS]):
                    self._stories.add(report, text, heads[report]["publisher"])
            if at:  # many: what was laid takes little room
                self._stories = StoryIndex(self._stories.laid())
        self._told = told
        if self._many("stories", len(changed) + len(gone), len(told)):
            out = kept.Writer()
            kept.write_stories(out, self._stories)
            if found := self._save("stories", out, told, ()):
                self._stories = kept.read_stories(found)
        return self._stories.stories()

    def figures(
        self,
        claims: pd.DataFrame,
        signs: Mapping[str, tuple],
        stories: Mapping[str, str],
        corrections: Sequence[tuple[str, ...]],
    ) -> Figures:
        """The figures of `claims`. A report whose `signs` are as they were has the claims that it had, in
        this process or in the file."""
        if self._index is None and (found := self._load("figures")):
            self._corrections = tuple(tuple(one) for one in found[1]["corrections"])
            self._index, self._figures = kept.read_index(found[0], self._corrections)
            self._signs = _known(found[0], signs)
        here = set(claims["report"].unique())
        signs = {report: sign for report, sign in signs.items() if report in here}
        changed = [report for report, sign in signs.items() if self._signs.get(report) != sign]
        gone = sorted(self._signs.keys() - here)
        if self._index is None or self._figures is None or len(changed) + len(gone) > _ANEW * len(signs):
            self._index = FigureIndex(corrections)
            self._figures = self._index.add(claims, stories).figures
        else:
            if tuple(corrections) != self._corrections:
                self._lay(self._index.correct(corrections))
            if changed or gone or stories.items() != self._index.stories.items():
                own = claims[claims["report"].isin(changed)]
                self._lay(self._index.change(own, gone, stories))
        self._signs, self._corrections = signs, tuple(corrections)
        if self._many("figures", len(changed) + len(gone), len(signs)):
            self._index.settle(claims)
            out = kept.Writer()
            kept.write_index(out, self._index, self._figures)
            if found := self._save("figures", out, signs, self._corrections):
                self._index, self._figures = kept.read_index(found, self._corrections)
        return self._figures

    def _lay(self, changes: Changes) -> None:
        if self._figures is not None:
            self._figures = self._figures.patched(changes.figures, changes.removed)

    def _many(self, name: str, changed: int, reports: int) -> bool:
        """Whether so much has changed that the file is written again."""
        self._unsaved[name] += changed
        return self._unsaved[name] > _SAVED * reports

    def _load(self, name: str) -> tuple[kept.Reader, dict[str, Any]] | None:
        """A file, if there is one that this code wrote."""
        found = kept.load(self._paths[name])
        if found is None or (found[1]["format"], found[1]["code"]) != (FORMAT, fingerprint.reconciling()):
            return None
        return found

    def _save(
        self, name: str, out: kept.Writer, signs: Mapping[str, tuple], corrections: Corrections
    ) -> kept.Reader | None:
        """Write a file, and give it to go on from: what is in a file need not be in memory. A disk that is full
        costs the file, nothing else."""
        self._unsaved[name] = 0
        out.put("signs", (list(signs), [_digest(sign) for sign in signs.values()]))
        told = {
            "format": FORMAT,
            "code": fingerprint.reconciling(),
            "corrections": corrections,
            "id": uuid.uuid4().hex,  # another process may write its file at the same moment
        }
        with contextlib.suppress(OSError):
            kept.save(out, self._paths[name], told)
            found = kept.load(self._paths[name])
            return found[0] if found and found[1]["id"] == told["id"] else None
        return None


def _known(found: kept.Reader, signs: Mapping[str, tuple]) -> dict[str, tuple]:
    """Of each report in a file its sign, if that is the one in `signs`; else one that no report has."""
    known = zip(found.texts("signs.0"), found.texts("signs.1"), strict=True)
    return {
        report: signs[report] if report in signs and _digest(signs[report]) == sign else _UNKNOWN
        for report, sign in known
    }


def _digest(sign: tuple) -> str:
    return hashlib.blake2b(repr(sign).encode(), digest_size=8).hexdigest()
