"""Stories and figures of the store's claims, kept up to date: what changed is worked out from its
surroundings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from extractors.figures import FigureIndex, Figures, StoryIndex
from extractors.store import contents
from extractors.store.patching import patched

if TYPE_CHECKING:
    from extractors.store.store import Store

_MANY = 50  # reports that went at once; making all tables anew is quicker then


class Reconciled:
    """The stories and figures of the last state that was asked for."""

    def __init__(self) -> None:
        self._stories = StoryIndex()
        self._told: dict[str, tuple] = {}  # report → what its story was worked out from
        self._index: FigureIndex | None = None
        self._signs: dict[str, tuple] = {}
        self._corrections: tuple[tuple[str, ...], ...] = ()
        self._figures: Figures | None = None

    def stories(self, store: Store, heads: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
        """Report → story, for the reports of `heads`. A report's text changes only with the rules that read
        it."""
        told = {report: (head["rules"], head["file"], head["publisher"]) for report, head in heads.items()}
        for report in self._told.keys() - told.keys():
            self._stories.remove(report)
        changed = sorted(report for report, sign in told.items() if self._told.get(report) != sign)
        if changed:
            with store.database.read() as connection:
                for report, text in contents.texts(connection, changed):
                    self._stories.add(report, text, heads[report]["publisher"])
        self._told = told
        return self._stories.stories()

    def figures(
        self,
        claims: pd.DataFrame,
        signs: Mapping[str, tuple],
        stories: Mapping[str, str],
        corrections: Sequence[tuple[str, ...]],
    ) -> Figures:
        """The figures of `claims`. A report whose `signs` are as they were has the claims that it had."""
        corrections = tuple(corrections)
        if self._index is None or self._figures is None or corrections != self._corrections:
            self._index, self._signs, self._figures = FigureIndex(corrections), {}, None
            self._corrections = corrections
        changed = [report for report, sign in signs.items() if self._signs.get(report) != sign]
        here = set(claims["report"].unique())
        gone = [report for report in self._signs if report not in signs or report not in here]
        changes = [self._index.remove(report) for report in sorted(gone)]
        changes.append(self._index.add(claims[claims["report"].isin(changed)], stories))
        self._signs = {report: sign for report, sign in signs.items() if report in here}
        if self._figures is None or len(changes) > _MANY:
            self._figures = self._index.figures()
        else:
            self._figures = patched(self._figures, changes, self._index.figures(()).orphans)
        return self._figures
