"""The blocks of a page as a reader sees them: paragraphs, headings, captions, list items and data tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.readers.draft import GridCell, one_line, raised, words

SKIPPED_TAGS = words(
    """
    head script style template noscript iframe object embed svg canvas audio video map button select
    option textarea input label datalist del s strike dialog
    """
)
BLOCK_TAGS = words(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section
    summary table tbody td tfoot th thead tr ul caption
    """
)
_HEADING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SIDE = frozenset(("nav", "footer", "aside", "menu"))
# Parts of class and id names of what stands beside a story.
_SIDE_NAMES = words(
    """
    nav navbar navigation footer sidebar newsletter cookie cookies consent advert advertisement breadcrumb
    breadcrumbs popup modal paywall toolbar selfpromo sponsored disqus
    """
)
# The same where it is the whole name, or where the box is mostly links: "drug-related-deaths" is a section.
_DOUBTFUL_NAMES = words(
    """
    menu share sharing social related subscribe subscription comment comments promo ads ad recommend
    recommended recommendations trending toc skip banner more
    """
)
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NOT_TEXT = re.compile(
    r"<(script|style|svg|head|template|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.I | re.S
)
_MOST_SPAN = 1000
_SPACES = re.compile(r"[ \t\r\f\xa0\u200b]+")


@dataclass(slots=True)
class Block:
    """A block of a page. `size` counts its letters and digits, `linked` those of them inside links."""

    text: str
    element: object
    kind: str = "text"  # text, heading, caption, table
    linked: int = 0
    side: bool = False  # stands in navigation, a footer, a box beside the story
    hidden: bool = False
    size: int = 0
    cells: list[GridCell] = field(default_factory=list)


def blocks_of(root) -> list[Block]:
    """All blocks in document order; those beside the story are marked, not dropped."""
    return _Walk(root).blocks


def letters_of(source: str) -> int:
    """Letters and digits of the text in HTML source, counted without parsing it."""
    return size_of(_NOT_TEXT.sub(" ", source))


def inline_text(element) -> str:
    """The text inside an element on one line, superscripts raised."""
    walk = _Walk(element, inline=True)
    return one_line(" ".join(block.text for block in walk.blocks))


class _Walk:
    """One pass over the tree without recursion: depth costs nothing."""

    def __init__(self, root, *, inline: bool = False) -> None:
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.linked = 0
        self.links = self.raises = self.pre = 0
        self.side: list[object] = []
        self.owner = root
        self.total = size_of("".join(root.itertext())) or 1 if not inline else 0
        self.inline = inline
        self._run(root)

    def _run(self, root) -> None:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped = None
        for event, element in walker:
            if event in ("comment", "pi") or not isinstance(element.tag, str):
                self._put(element.tail)
                continue
            tag = element.tag
            if event == "start":
                if self._skips(element, tag) or (tag == "table" and self._takes_table(element)):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._open(element, tag)
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._close(element, tag)
                if element is not root:
                    self._put(element.tail)
        self._flush()

    def _skips(self, element, tag: str) -> bool:
        if tag in SKIPPED_TAGS:
            return True
        return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))

    def _open(self, element, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            self.owner = element
        if tag == "br":
            self.text.append("\n")
        self.links += tag == "a"
        self.raises += tag == "sup"
        self.pre += tag == "pre"
        if not self.inline and (tag in _SIDE or self._is_side_name(element)):
            self.side.append(element)
        self._put(element.text)

    def _close(self, element, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            self.owner = element.getparent() if element.getparent() is not None else element
        self.links -= tag == "a"
        self.raises -= tag == "sup"
        self.pre -= tag == "pre"
        if self.side and self.side[-1] is element:
            self.side.pop()

    def _is_side_name(self, element) -> bool:
        """A box named as navigation or promotion, unless it holds so much that the name is the page's."""
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
        if len(names) < 4 or element.tag in ("body", "html", "main", "article"):
            return False
        every = _SIDE_NAMES | _DOUBTFUL_NAMES
        if not _parts_of(names) & every:
            return False
        size = size_of("".join(element.itertext()))
        # An id is often made of a section's heading.
        sure = _parts_of(f"{element.get('class', '')} {element.get('role', '')}") & _SIDE_NAMES
        if sure or set(names.lower().split()) & every:
            return size < 0.3 * self.total
        return sum(size_of("".join(a.itertext())) for a in element.iter("a")) > 0.4 * size

    def _put(self, text: str | None) -> None:
        if not text:
            return
        if self.raises:
            text = raised(text)
        if self.links:
            self.linked += size_of(text)
        self.text.append(text if self.pre else text.replace("\n", " "))

    def _flush(self) -> None:
        text = "".join(self.text).replace("\xad", "")
        self.text.clear()
        if not self.pre:
            text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
        # spaces before the first line of <pre> align it with the others
        text = re.sub(r"\n{3,}", "\n\n", text).strip("\n" if self.pre else "\n ") if text.strip() else ""
        if text:
            tag = self.owner.tag
            kind = "heading" if tag in _HEADING else "caption" if tag in ("figcaption", "caption") else "text"
            block = Block(text, self.owner, kind, self.linked, bool(self.side), size=size_of(text))
            self.blocks.append(block)
        self.linked = 0

    def _takes_table(self, table) -> bool:
        """Takes a table of data whole; a table that only lays out a page is walked into."""
        if self.inline:
            return False
        cells = table_cells(table)
        if cells is None:
            return False
        self._flush()
        captions = [child for child in table if child.tag == "caption"]
        caption = inline_text(captions[0]) if captions else ""
        size = sum(size_of(cell.text) for cell in cells)
        self.blocks.append(Block(caption, table, "table", 0, bool(self.side), size=size, cells=cells))
        return True


def _parts_of(names: str) -> set[str]:
    return {part.lower() for part in _NAME_PARTS.findall(names[:300])}


def table_cells(table) -> list[GridCell] | None:
    """The cells of a table of data, None for a table that only lays out text."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return None
    rows = list(table.iter("tr"))
    cells: list[GridCell] = []
    taken: dict[int, int] = {}  # column → first row that it is free again in
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > number:
                column += 1
            wide, high = _span(element.get("colspan")), _span(element.get("rowspan"))
            if column + wide > 5000:
                return None
            high = min(high or len(rows), len(rows) - number)
            cells.append(GridCell(inline_text(element), number, column, wide, high))
            for each in range(column, column + wide):
                taken[each] = number + high
            column += wide
    filled = [c for c in cells if c.text]
    columns, numbers = {c.column for c in filled}, {c.row for c in filled}
    if len(columns) < 2 or len(numbers) < 2 or max(len(c.text) for c in filled) > 1500:
        return None
    return cells


def _span(value: str | None) -> int:
    """A span as browsers read it: rubbish is 1, rowspan 0 means "to the end", and nothing is endless."""
    try:
        return max(min(int(value or 1), _MOST_SPAN), 0)
    except ValueError:
        return 1


def size_of(text: str) -> int:
    """The number of letters and digits in a text."""
    return sum(map(str.isalnum, text))
