"""Whom a text names as the source of its numbers: "the United Nations says", 联合国表示, "according to UNODC"."""

from __future__ import annotations

from extractors.claims.scene import Scene, State

NOBODY = ("", -1)
_REACH = 60  # characters between a body's name and the word of saying


def attribution_of(scene: Scene, state: State) -> str:
    """The key of the body that a sentence's numbers are attributed to, "" for none.

    A sentence without a word of saying stays with the body named in the sentence before it, within its paragraph.
    """
    if state.attribution == NOBODY and "attributions" not in scene.found.kinds:
        return ""
    named = scene.of("attributions")
    said = scene.of("claims.announced")
    for hit in named:
        if any(_beside(scene, hit.start, hit.end, word.start, word.end) for word in said):
            state.attribution = (str(hit.key), scene.sentence.paragraph)
            return str(hit.key)
    key, paragraph = state.attribution
    if said or named or paragraph != scene.sentence.paragraph:
        state.attribution = NOBODY
        return ""
    return key


def _beside(scene: Scene, a: int, b: int, c: int, d: int) -> bool:
    """Whether a name at `[a, b)` and a word of saying at `[c, d)` belong together."""
    start, end = (b, c) if b <= c else (d, a)
    return (
        0 <= end - start <= _REACH and not scene.broken(start, end) and not scene.quantity_between(start, end)
    )
