"""A report's text with the numbers that were read from it, in pieces: plain text and marked quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `claims` are the ids of the claims that it is the quote of."""

    text: str
    claims: tuple[str, ...] = ()


def pieces(text: str, quotes: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """The text cut at its quotes (start, end, claim). Quotes that overlap are one piece with all their
    claims."""
    merged: list[tuple[int, int, list[str]]] = []
    for start, end, claim in sorted(q for q in quotes if 0 <= q[0] < q[1] <= len(text)):
        if merged and start < merged[-1][1]:
            last = merged[-1]
            merged[-1] = (last[0], max(last[1], end), [*last[2], claim])
        else:
            merged.append((start, end, [claim]))
    found, at = [], 0
    for start, end, claims in merged:
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], tuple(dict.fromkeys(claims))))
        at = end
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


def paragraphs(found: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces by paragraph, cut at line ends."""
    result: list[list[Piece]] = [[]]
    for piece in found:
        if piece.claims:
            result[-1].append(piece)
            continue
        lines = piece.text.split("\n")
        for n, line in enumerate(lines):
            if n:
                result.append([])
            if line:
                result[-1].append(Piece(line))
    return [part for part in result if part]
