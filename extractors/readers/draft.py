"""How a reader writes down what it found, block by block, so that every offset is right by construction."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.readers.appeals import without_appeals
from extractors.records import Cell, Passage, Table

GAP = "\n\n"
CELL_GAP = " | "
_CAPTION = re.compile(
    r"(?i:tables?|tabla|cuadro|tableau|tabela|tabelle|tabel|tablo|таблица|bảng|gr[aá]fico)\b"
    r"\s*(?:n[.º°]?\s*)?(?:[0-9]|[IVXLC]+\b|[A-Z]{1,4}[-–.]?[0-9]|[A-Z]\b[.:]|[.:])|[附图圖]?表格?\s*[0-9一二三四五六七八九十]",
)
_UNIT_LINE = re.compile(
    r"[(（\[【].{1,60}[)）\]】]$|(?:单位|單位|unit|units|unidad|unidades|unité|en|in)\b.{1,60}$", re.I
)
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


@dataclass(slots=True)
class GridCell:
    """A cell of a table before it has a place in the text."""

    text: str
    row: int
    column: int
    column_span: int = 1
    row_span: int = 1
    label: str = ""  # where a person finds it, if not where the table begins


@dataclass(slots=True)
class Parts:
    """What a reader gives: a report without its identity.

    `near` holds weaker hints of its date, best first; `made` is the day on which its file was made, which
    counts only where the text is of that time.
    """

    text: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: dt.date | None = None
    language: str = ""
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    near: tuple[dt.date, ...] = ()
    made: dt.date | None = None
    notes: tuple[str, ...] = ()  # what of the file was not read


@dataclass(frozen=True, slots=True)
class Archive:
    """The members of an archive: name and bytes, or name and the sentence that says why it has none."""

    members: tuple[tuple[str, bytes | str], ...]


@dataclass(slots=True)
class _Block:
    text: str
    label: str
    gap: str = GAP
    heading: bool = False


@dataclass(slots=True)
class _TableBlock:
    cells: list[GridCell]
    label: str
    caption: str


@dataclass(slots=True)
class Draft:
    """Blocks of text and tables in reading order; `parts()` lays them out as one text with offsets."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    published: dt.date | None = None
    language: str = ""
    near: tuple[dt.date, ...] = ()
    made: dt.date | None = None
    notes: tuple[str, ...] = ()
    label: str = ""
    blocks: list[_Block | _TableBlock] = field(default_factory=list)

    def add(self, text: str, *, gap: str = GAP, heading: bool = False, label: str | None = None) -> None:
        """A paragraph; `gap` stands between it and the one before; `label` says where a person finds it."""
        if text.strip():
            self.blocks.append(_Block(storable(text), self.label if label is None else label, gap, heading))

    def add_table(self, cells: Iterable[GridCell], *, caption: str = "", label: str | None = None) -> None:
        """A table; cells without text only hold their place. `label` as in `add`."""
        filled = list(cells)
        if any(c.text.strip() for c in filled):
            self.blocks.append(
                _TableBlock(filled, self.label if label is None else label, storable(one_line(caption)))
            )

    def ends_with_caption(self) -> bool:
        """Whether the last block written is the caption of a table that follows."""
        return _first_caption_block(self.blocks) is not None

    def parts(self) -> Parts:
        self._drop_appeals()
        return _Layout(self).parts()

    def _drop_appeals(self) -> None:
        texts = [b for b in self.blocks if isinstance(b, _Block)]
        gone: set[int] = set()
        for block, text in zip(texts, without_appeals([b.text for b in texts]), strict=True):
            if text is None:
                gone.add(id(block))
            else:
                block.text = text
        self.blocks = [b for b in self.blocks if id(b) not in gone]


class _Layout:
    """Writes the blocks of a draft into one text, keeping count."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.pieces: list[str] = []
        self.length = 0
        self.tables: list[Table] = []
        self.passages: list[Passage] = []

    def parts(self) -> Parts:
        draft, blocks = self.draft, self.draft.blocks
        starts: list[int] = []
        for i, block in enumerate(blocks):
            gap = GAP if isinstance(block, _TableBlock) else block.gap
            self._write(gap if self.length else "")
            start = self.length
            if isinstance(block, _TableBlock):
                start = self._write_table(block, blocks[:i], starts)
            else:
                self._write(block.text)
            starts.append(start)
            if not isinstance(block, _TableBlock):
                self._pass(block.label, start)
        return Parts(
            text="".join(self.pieces),
            title=storable(one_line(draft.title)),
            publisher=storable(one_line(draft.publisher)),
            url=storable(draft.url.strip()),
            published=draft.published,
            language=draft.language,
            passages=tuple(self.passages),
            tables=tuple(self.tables),
            near=draft.near,
            made=draft.made,
            notes=draft.notes,
        )

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _pass(self, label: str, start: int) -> None:
        if not label:
            return
        last = self.passages[-1] if self.passages else None
        if last and last.label == label:
            self.passages[-1] = Passage(last.start, self.length, label)
        else:
            self.passages.append(Passage(start, self.length, label))

    def _write_table(
        self, block: _TableBlock, before: Sequence[_Block | _TableBlock], starts: list[int]
    ) -> int:
        caption, start = block.caption, self.length
        if caption:
            self._write(caption + "\n")
            self._pass(block.label, start)
        else:
            # A caption that is a paragraph of the text stays there, and the table begins with it.
            first = _first_caption_block(before)
            if first is not None:
                start = starts[first]
                caption = "\n".join(b.text.strip() for b in before[first:] if isinstance(b, _Block))
        cells = self._write_cells(block)
        self.tables.append(Table(start, self.length, tuple(cells), caption, block.label))
        return start

    def _write_cells(self, block: _TableBlock) -> list[Cell]:
        rows: dict[int, list[GridCell]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell)
        cells = []
        for i, row in enumerate(sorted(rows)):
            self._write("\n" if i else "")
            start = self.length
            for j, cell in enumerate(sorted(rows[row], key=lambda c: c.column)):
                self._write(CELL_GAP if j else "")
                text = storable(one_line(cell.text))
                if text:
                    at = (self.length, self.length + len(text), cell.row, cell.column)
                    cells.append(Cell(text, *at, cell.column_span, cell.row_span))
                    self._write(text)
            self._pass(rows[row][0].label or block.label, start)
        return cells


def _first_caption_block(before: Sequence[_Block | _TableBlock]) -> int | None:
    """The block that a table's caption begins with: "Table 3. …", a heading, "…:", a unit line below it."""
    at = len(before) - 1
    if at < 0 or isinstance(before[at], _TableBlock):
        return None
    first = None
    if _UNIT_LINE.match(before[at].text.strip()):
        first, at = at, at - 1
    block = before[at] if at >= 0 else None
    if isinstance(block, _Block) and _is_caption_block(block):
        return at
    return first


def is_caption(text: str) -> bool:
    """Whether a line begins as the captions of tables do: "Table 3. …", "Cuadro 2", 表1."""
    return len(text) <= 300 and bool(_CAPTION.match(text.strip()))


def _is_caption_block(block: _Block) -> bool:
    text = block.text.strip()
    if len(text) > 300:
        return False
    return block.heading or is_caption(text) or (len(text) <= 160 and text.endswith((":", "：")))


def caption_of_lines(above: Sequence[str]) -> tuple[str, int]:
    """The caption in the lines above a table, and how many of them (blank ones too) it reaches over."""
    at = len(above)
    while at and not above[at - 1].strip():
        at -= 1
    taken, first = [], at
    if at and _UNIT_LINE.match(above[at - 1].strip()):
        taken, first = [above[at - 1]], at - 1
        at = first
        while at and not above[at - 1].strip():
            at -= 1
    if at:
        text = above[at - 1].strip().strip("#* ")
        if _is_caption_block(_Block(text, "", heading=above[at - 1].lstrip().startswith("#"))):
            taken, first = [above[at - 1], *taken], at - 1
    return "\n".join(line.strip().strip("#* ") for line in taken), len(above) - first if taken else 0


def storable(text: str) -> str:
    """Characters that no database or file takes (lone surrogates, zero) as the replacement character."""
    return _UNSTORABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`text` on one line, every run of white space one space."""
    return _SPACE.sub(" ", text).strip()


_RAISED = dict(zip("0123456789+-−=()n*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ*", strict=True))
_RAISED |= dict(zip("abcdefghijklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))


def raised(text: str) -> str:
    """Superscript text as superscript characters: the note 1 behind 42,500 must not make it 425,001.

    "1" → "¹", "a" → "ᵃ", "1,2" → "¹,²"; words and ordinal endings ("th", "er") stay as they are.
    """
    letters = sum(c.isalpha() for c in text)
    if letters > 1 or any(c.isupper() for c in text):
        return text
    return "".join(_RAISED.get(c, c) for c in text)


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())
