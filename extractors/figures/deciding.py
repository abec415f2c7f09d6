"""From claims to figures, topic by topic: each is decided when it is asked for."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping

from extractors.figures import corrections as correcting
from extractors.figures.agreement import Figure, decide, natural
from extractors.figures.ground import Ground
from extractors.figures.holdings import Holdings
from extractors.figures.implied import Surroundings, bases, infer
from extractors.figures.links import wider
from extractors.figures.lists import Lazy
from extractors.figures.topics import Item, Topic

BLOCK = 4096  # topics that are looked at together when all are
KEPT = 40_000  # topics whose claims are kept in memory meanwhile


class Deciding:
    """What the claims of each topic make.

    `natural` holds the claims of each topic by the figures that they make by themselves, `decided` its
    figures with the corrections, `inferred` the levels that changes imply for it, `shown` all of them, with
    what follows from shares. `topic_of` gives the topic of a figure that was shown before the last change.
    """

    def __init__(
        self,
        ground: Ground,
        story: Mapping[str, str],
        corrections: tuple[tuple[str, ...], ...],
        topic_of: Callable[[str], Topic | None],
    ) -> None:
        self.held = Holdings(ground, story)
        self.corrections = corrections
        self.overlay = correcting.Overlay()
        self.changed = False  # whether the ground is not all there is any longer
        self._topic_of = topic_of
        self._home: dict[str, Topic] = {}  # figures that corrections may name → topic, before corrections
        self._laid: dict[Topic, set[str]] = {}  # topic → figures in it that corrections made or changed
        self.forget()

    def forget(self) -> None:
        """Keep nothing but the ground."""
        held = self.held
        held.forget()
        self.natural: Lazy[Topic, dict[str, list[Item]]] = Lazy(lambda of: natural(of, held.own(of)))
        self.decided: Lazy[Topic, list[Figure]] = Lazy(self._decide)
        self.inferred: Lazy[Topic, list[Figure]] = Lazy(self._bases)
        self.shown: Lazy[Topic, list[Figure]] = Lazy(self._infer)

    def find_homes(self) -> None:
        """The topics of the figures that corrections name by id."""
        wanted = {part for one in self.corrections for part in one[1:3] if correcting.is_id(part)}
        for block in self.blocks() if wanted else ():
            for topic in block:
                named = wanted.intersection(self.natural[topic])
                self._home.update(dict.fromkeys(named, topic))

    def blocks(self) -> Iterator[list[Topic]]:
        """The topics of the ground, a block at a time, with their claims at hand."""
        ground, items = self.held.ground, self.held.items
        for first in range(0, len(ground.shares), BLOCK):
            if len(items) > KEPT and not self.changed:
                self.forget()
            block = []
            for topic, own in ground.between(first, min(first + BLOCK, len(ground.shares))):
                items.setdefault(topic, own)
                block.append(topic)
            yield block

    def renew(self, topic: Topic) -> bool:
        """Decide a topic's figures again; whether they may be others now."""
        old = self.decided.pop(topic, None)
        known = {} if self.held.moved else {figure.id: figure for figure in old or ()}
        figures = self.decided[topic] = self._decide(topic, known)
        return old is None or len(old) != len(figures) or not all(map(operator.is_, old, figures))

    def correct(self, touched: set[Topic]) -> set[Topic]:
        """Lay the corrections again; all topics whose figures are others now."""
        old = self.overlay
        if not self.corrections and not old.figures and not old.orphans:
            return touched
        for topic in touched:
            self._home.update(dict.fromkeys(self.natural[topic], topic))
        self.held.seek({part for one in self.corrections for part in one[1:3]})
        self.overlay = correcting.lay(self.corrections, self._figure_of, self._claims_of)
        self._laid = {}
        for figure, (topic, items) in self.overlay.figures.items():
            if items:
                self._laid.setdefault(topic, set()).add(figure)
        changed = set(touched)
        for figure in {*old.figures, *self.overlay.figures}:
            a, b = old.figures.get(figure), self.overlay.figures.get(figure)
            told_anew = b is not None and any(item.report in self.held.moved for item in b[1])
            if a != b or told_anew:
                changed |= {of[0] for of in (a, b) if of}
        return changed

    def _figure_of(self, claim: str) -> str | None:
        """The figure that a claim is in before corrections."""
        for topic in self.held.topics_for(claim):
            for figure, items in self.natural[topic].items():
                if any(item.claim == claim for item in items):
                    self._home[figure] = topic
                    return figure
        return None

    def _claims_of(self, figure: str) -> tuple[Topic, list[Item]] | None:
        topic = self._home.get(figure) or (self._topic_of(figure) if correcting.is_id(figure) else None)
        items = self.natural[topic].get(figure) if topic else None
        return (topic, items) if topic and items else None

    def _decide(self, topic: Topic, known: Mapping[str, Figure] | None = None) -> list[Figure]:
        """The topic's figures; those that no claim changed are kept as they are known."""
        own = {f: items for f, items in self.natural[topic].items() if f not in self.overlay.figures}
        own.update((figure, self.overlay.figures[figure][1]) for figure in self._laid.get(topic, ()))
        story, known = self.held.story, known or {}
        return [decide(name, topic, own[name], story, known.get(name)) for name in sorted(own)]

    def _bases(self, topic: Topic) -> list[Figure]:
        """The figures that changes imply for a topic."""
        changes = [self.held.items[other] for other in self.held.counted[topic]]
        return bases(topic, changes, self.held.story)

    def _infer(self, topic: Topic) -> list[Figure]:
        """The topic's figures with those that are implied for it."""
        figures, before = self.decided[topic], self.inferred[topic]
        shares = self.held.has_share(topic)
        if not shares and not before:
            return figures
        links = wider(topic) if shares else ()
        around = [(link.reason, own) for link in links if (own := self.decided[link.topic])]
        return infer(Surroundings(topic, figures, around), before, self.held.story)
