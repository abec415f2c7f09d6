"""The text of pages that the tree parser gives up on, nested ten thousand deep: tags only end lines."""

from __future__ import annotations

from html.parser import HTMLParser

from extractors.readers.html.blocks import BLOCK_TAGS, SKIPPED_TAGS, Block, size_of


def plain_blocks(source: str, root) -> list[Block]:
    """Paragraphs of HTML source in order, without a tree; all belong to `root`."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    reader.flush()
    return [Block(text, root, size=size_of(text)) for text in reader.paragraphs]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.pieces: list[str] = []
        self.skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED_TAGS and tag not in ("input", "embed"):  # these two have no end
            self.skipping.append(tag)
        elif tag in BLOCK_TAGS or tag == "br":
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and tag == self.skipping[-1]:
            self.skipping.pop()
        elif tag in BLOCK_TAGS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.pieces.append(data)

    def flush(self) -> None:
        text = " ".join("".join(self.pieces).split())
        self.pieces.clear()
        if text:
            self.paragraphs.append(text)
