"""A PDF page as words and lines with their places, and the rules drawn on it. The only one to ask pdfium."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.readers.draft import raised
from extractors.readers.pdf.characters import Character, PageCharacters, page_characters
from extractors.readers.pdf.rules import Rule, drawn_rules

_SOFT_HYPHENS = frozenset("\x02\xad\ufffe")
WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")  # Chinese and Japanese
_FEW = 20  # characters: a page number, a stamp
_MOST_OF_PAGE = 0.5


@dataclass(slots=True)
class Word:
    """A run of characters without a space; y grows downwards, in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def text_of(words: list[Word]) -> str:
    """The words as text; Chinese gets no spaces where a line is only set wide or a number stands in it."""
    pieces: list[str] = []
    for i, word in enumerate(words):
        if i:
            before = words[i - 1]
            size = min(word.y1 - word.y0, before.y1 - before.y0)
            wide = bool(WIDE.match(before.text[-1])) + bool(WIDE.match(word.text[0]))
            pieces.append("" if wide and word.x0 - before.x1 < (0.9 if wide == 2 else 0.5) * size else " ")
        pieces.append(word.text)
    return "".join(pieces)


@dataclass(slots=True)
class Line:
    """Words on one baseline in the order in which the page draws them."""

    words: list[Word]
    size: float  # height of most of its characters

    @property
    def text(self) -> str:
        return text_of(self.words)

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def y0(self) -> float:
        return min(word.y0 for word in self.words)

    @property
    def y1(self) -> float:
        return max(word.y1 for word in self.words)

    def segments(self, gap: float = 1.0) -> list[list[Word]]:
        """The words in groups that stand apart by more than `gap` of the line's height."""
        groups: list[list[Word]] = []
        for word in self.words:
            if groups and -self.size < word.x0 - groups[-1][-1].x1 <= gap * self.size:
                groups[-1].append(word)
            else:
                groups.append([word])
        return groups


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    lines: list[Line]
    rules: list[Rule] = field(default_factory=list)
    pictures: bool = False
    scanned: bool = False  # pictures take up most of it, and there is hardly any text
    characters: int = 0
    unmapped: int = 0  # characters whose font does not say which letter they are


def read_page(document, index: int) -> Page:
    """The page at `index` of a pdfium document."""
    page = document[index]
    try:
        found, turn, width, height = page_characters(page)
        rules, pictures = drawn_rules(page, turn)
        lines = _lines(found)
        count = len(found.characters)
        scanned = count < _FEW and pictures > _MOST_OF_PAGE * width * height
        return Page(index + 1, width, height, lines, rules, pictures > 0, scanned, count, found.unmapped)
    finally:
        page.close()


def _lines(found: PageCharacters) -> list[Line]:
    # On text that runs sideways only the gaps tell where words end.
    word_gap = 0.12 if found.sideways else 0.5
    lines: list[list[tuple[bool, Character]]] = []
    last: Character | None = None
    for i, character in enumerate(found.characters):
        breaks_word = i in found.breaks
        if last is not None and lines and _continues(lines[-1], last, character):
            gap = character.x0 - last.x1
            # A note mark that pdfium sets on a line of its own still sticks to its word.
            breaks_word = gap > (0.12 if breaks_word else word_gap) * (last.y1 - last.y0)
            lines[-1].append((breaks_word, character))
        else:
            lines.append([(True, character)])
        last = character
    return [line for line in map(_line, lines) if line.words]


def _continues(line: list[tuple[bool, Character]], last: Character, new: Character) -> bool:
    """Whether a character stands on the line of the one before, to its right."""
    if new.y0 == last.y0 and new.y1 == last.y1:
        return new.x0 >= last.x0 - 0.3 * (last.y1 - last.y0)
    high, low = max(last.y0, new.y0), min(last.y1, new.y1)
    overlap = (low - high) / max(min(last.y1 - last.y0, new.y1 - new.y0), 0.1)
    if overlap < 0.4:
        # Behind a raised note mark the line goes on where it was before the mark.
        earlier = next((c for _, c in reversed(line[-8:]) if c.y1 - c.y0 > 1.2 * (last.y1 - last.y0)), None)
        if earlier is None:
            return False
        high, low = max(earlier.y0, new.y0), min(earlier.y1, new.y1)
        if (low - high) / max(min(earlier.y1 - earlier.y0, new.y1 - new.y0), 0.1) < 0.4:
            return False
    return new.x0 >= last.x0 - 0.3 * (last.y1 - last.y0)


def _line(members: list[tuple[bool, Character]]) -> Line:
    heights = sorted(c.y1 - c.y0 for _, c in members)
    size = heights[len(heights) // 2]
    bases = sorted(c.base for _, c in members if c.y1 - c.y0 >= 0.9 * size)
    base = bases[len(bases) // 2]
    words: list[Word] = []
    for starts, c in members:
        small = c.y1 - c.y0 < 0.9 * size and c.base < base - 0.12 * size
        text = raised(c.text) if small else c.text
        if words and not starts:
            word = words[-1]
            words[-1] = Word(word.text + text, word.x0, min(word.y0, c.y0), c.x1, max(word.y1, c.y1))
        else:
            words.append(Word(text, c.x0, c.y0, c.x1, c.y1))
    for i, word in enumerate(words):
        word.text = _without_soft_hyphens(word.text, last=i == len(words) - 1)
    return Line([word for word in words if word.text], max(size, 0.1))


def _without_soft_hyphens(text: str, *, last: bool) -> str:
    """A hyphen that pdfium marks as one that only breaks the line stays at the line's end, goes elsewhere."""
    if last and text and text[-1] in _SOFT_HYPHENS:
        text = text[:-1] + "-"
    return "".join(c for c in text if c not in _SOFT_HYPHENS)
