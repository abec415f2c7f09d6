"""What ruled and unruled tables share: the words of a cell as text, and what a number looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.readers.draft import GridCell
from extractors.readers.pdf.page import WIDE, Word, text_of

_NUMBER = re.compile(
    r"[(\[<>≥≤~≈+\-−–±]?\s?[0-9][0-9.,'’ \u2009\u202f]*(?:\s?[%‰)\]*†‡§]|[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠ]){0,3}"
    r"|\.{2,3}|…|[-–—−]|n\.?/?\s?a\.?|nd|nil|x|\*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[-/–][0-9]{2,4})?[⁰¹²³⁴⁵⁶⁷⁸⁹*]*")


@dataclass(slots=True)
class PdfTable:
    """A table on a page: its cells, its box (x0, y0, x1, y1), and the identities of its words."""

    cells: list[GridCell]
    box: tuple[float, float, float, float]
    words: set[int] = field(default_factory=set)
    columns: list[tuple[float, float]] = field(default_factory=list)  # from, to; in points


def is_year(text: str) -> bool:
    """Whether a cell holds a year, or two that a fiscal year has: it heads columns rather than counts."""
    return bool(_YEAR.fullmatch(text.strip()))


def is_number(text: str) -> bool:
    """Whether a cell holds a number or one of the marks that stand for one that is missing."""
    return bool(_NUMBER.fullmatch(text.strip()))


def text_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words as lines from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.y0 + w.y1) / 2, w.x0)):
        middle = (word.y0 + word.y1) / 2
        if lines and middle < lines[-1][0].y0 + 0.8 * (lines[-1][0].y1 - lines[-1][0].y0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in lines]


def line_text(words: Sequence[Word]) -> str:
    return text_of(list(words))


def cell_text(words: Iterable[Word]) -> str:
    """The text of a cell, its lines joined as those of a paragraph."""
    text = ""
    for line in text_lines(words):
        text = joined(text, line_text(line))
    return text


def joined(before: str, after: str, known: frozenset[str] | set[str] = frozenset()) -> str:
    """Two lines as one text: a word broken by a hyphen is made whole, Chinese gets no space.

    `known` holds words of the document, which tell "culti-/vation" from "drug-/related".
    """
    if not before or not after:
        return before or after
    if WIDE.match(before[-1]) or WIDE.match(after[0]):
        return before + after
    if before[-1] in "-‐" and len(before) > 1 and before[-2].isalpha() and after[0].islower():
        first = re.search(r"[^\W\d_]+$", before[:-1])
        second = re.match(r"[^\W\d_]+", after)
        if first and second:
            whole = (first[0] + second[0]).lower()
            apart = f"{first[0]}-{second[0]}".lower()
            if apart in known and whole not in known:
                return before + after
            return before[:-1] + after
    if before[-1] in "-–—/" and len(before) > 1 and not before[-2].isspace():
        return before + after
    return f"{before} {after}"
