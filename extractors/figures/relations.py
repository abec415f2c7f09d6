"""Which figures there are, and how they stand to each other, as plain columns. A figure's id is kept as the
number that its 12 hexadecimal digits are, a topic as its hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from extractors.figures.around import REASONS
from extractors.figures.lists import Lists
from extractors.figures.neighbours import Near

_REASONS = (*REASONS, "kept-apart", "similar")
_CODE = {reason: code for code, reason in enumerate(_REASONS)}


class Relations(NamedTuple):
    """`topics` holds of each figure its topic, `figures` of each topic its figures; `near` of each figure the near
    misses seen from it (other, reason, wider); `beyond` what it exceeds or is exceeded by (other, whether that is
    the whole)."""

    topics: Lists
    figures: Lists
    near: Lists
    beyond: Lists

    def topic_of(self, figure: str) -> int | None:
        """The hash of a figure's topic; None where there is no such figure."""
        [found] = self.topics.get(int(figure, 16))
        return found[0] if found else None

    def figures_of(self, topic: int) -> list[str]:
        """The figures of a topic."""
        return [_id(figure) for figure in self.figures.get(topic)[0]]

    def near_to(self, figure: str) -> set[Near]:
        """The near misses seen from a figure."""
        return {
            Near(figure, _id(other), _REASONS[reason], wider)
            for other, reason, wider in zip(*self.near.get(int(figure, 16)), strict=True)
        }

    def beyond_of(self, figure: str) -> dict[str, bool]:
        """What a figure exceeds (True: that is the whole), or is exceeded by (False)."""
        others, wholes = self.beyond.get(int(figure, 16))
        return dict(zip(map(_id, others), wholes, strict=True))

    def changed(
        self,
        topics: Mapping[str, int | None],
        near: Mapping[str, Iterable[Near]],
        beyond: Mapping[str, Mapping[str, bool]],
    ) -> Relations:
        """These with what was found anew of some figures in place of what they hold; None: a figure is gone."""
        found = Found()
        stays = ~np.isin(self.topics.keys, _ids(topics))
        here = {figure: topic for figure, topic in topics.items() if topic is not None}
        found.put_figures(list(here.values()), list(here))
        found.put_known(self.topics.keys[stays], self.topics.held[0][stays])
        stays = ~np.isin(self.near.keys, _ids(near))
        found.put_near_known(self.near.keys[stays], *(column[stays] for column in self.near.held))
        found.put_near([pair for pairs in near.values() for pair in pairs])
        stays = ~np.isin(self.beyond.keys, _ids(beyond))
        other, whole = self.beyond.held
        part = stays & whole
        found.put_beyond_known(self.beyond.keys[part], other[part])
        found.put_beyond([(a, b) for a, of in beyond.items() for b, is_whole in of.items() if is_whole])
        return found.relations()

    def near_pairs(self) -> Iterable[Near]:
        """All near misses, from both sides."""
        columns = (self.near.keys, *self.near.held)
        for figure, other, reason, wider in zip(*(column.tolist() for column in columns), strict=True):
            yield Near(_id(figure), _id(other), _REASONS[reason], wider)


def _id(number: int) -> str:
    return f"{number:012x}"


def _ids(figures: Iterable[str]) -> np.ndarray:
    return np.fromiter((int(figure, 16) for figure in figures), dtype=np.uint64)


class Found:
    """Relations as they are found."""

    def __init__(self) -> None:
        self._topics: list[np.ndarray] = []
        self._figures: list[np.ndarray] = []
        self._near: list[tuple[np.ndarray, ...]] = []
        self._beyond: list[np.ndarray] = []

    def put_figures(self, topics: Sequence[int], figures: Sequence[str]) -> None:
        """Note figures with the hashes of their topics."""
        self._topics.append(np.array(topics, dtype=np.uint64))
        self._figures.append(_ids(figures))

    def put_known(self, figures: np.ndarray, topics: np.ndarray) -> None:
        """The same, as columns."""
        self._figures.append(figures)
        self._topics.append(topics)

    def put_near_known(self, *columns: np.ndarray) -> None:
        """Note near misses from both sides, as columns."""
        self._near.append(columns)

    def put_beyond_known(self, parts: np.ndarray, wholes: np.ndarray) -> None:
        """Note parts and wholes, as columns."""
        self._beyond.append(np.stack([parts, wholes]))

    def put_near(self, pairs: Sequence[Near]) -> None:
        """Note near misses, seen from one side."""
        for some in (pairs, [pair.turned() for pair in pairs]):
            self._near.append(
                (
                    _ids(pair.figure for pair in some),
                    _ids(pair.other for pair in some),
                    np.array([_CODE[pair.reason] for pair in some], dtype=np.int8),
                    np.array([pair.wider for pair in some], dtype=bool),
                )
            )

    def put_beyond(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Note parts that are more than a whole."""
        self._beyond.append(np.stack([_ids(part for part, _ in pairs), _ids(whole for _, whole in pairs)]))

    def relations(self) -> Relations:
        """All of it, each once."""
        figures, at = np.unique(_flat(self._figures, np.uint64), return_index=True)
        topics = _flat(self._topics, np.uint64)[at]
        near = [
            _flat([of[at] for of in self._near], kind)
            for at, kind in enumerate((np.uint64, np.uint64, np.int8, bool))
        ]
        once = np.unique(np.stack([column.astype(np.uint64) for column in near]), axis=1, return_index=True)[
            1
        ]
        beyond = np.concatenate([np.zeros((2, 0), dtype=np.uint64), *self._beyond], axis=1)
        part, whole = np.unique(beyond, axis=1)
        sides = np.repeat([True, False], len(part))
        return Relations(
            Lists.of(figures, topics),
            Lists.of(topics, figures),
            Lists.of(*(column[once] for column in near)),
            Lists.of(np.concatenate([part, whole]), np.concatenate([whole, part]), sides),
        )


def _flat(arrays: Sequence[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate([np.zeros(0, dtype=kind), *arrays])
