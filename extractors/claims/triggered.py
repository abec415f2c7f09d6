"""Rules that are asked only where a word that they need stands in the sentence: most are, of most numbers, never."""

from __future__ import annotations

from collections.abc import Callable

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity

Rules = tuple[tuple[str | None, Callable[[Scene, Quantity], str]], ...]


def told_by_words(scene: Scene, quantity: Quantity, rules: Rules) -> str:
    """The first reason that a rule gives for leaving a quantity out, "" for none.

    Each rule stands beside the kind of word that it needs, None where it needs none; one that can do with any of
    several kinds stands there once for each, one after the other.
    """
    kinds, asked = scene.found.kinds, None
    for kind, rule in rules:
        if (kind is None or kind in kinds) and rule is not asked:
            asked = rule
            if reason := rule(scene, quantity):
                return reason
    return ""
