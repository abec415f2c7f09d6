"""A page that an entry leads to → the text of the file that is kept: front matter, then its main text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from extractors.feeds.client import Answer
from extractors.feeds.errors import FetchError
from extractors.readers.draft import CELL_GAP, Parts, one_line, storable
from extractors.readers.errors import UnreadableReport
from extractors.readers.sandbox import default_pool
from extractors.records import Cell, Table

HTML_TYPES = ("text/html", "application/xhtml+xml")
PDF_TYPES = ("application/pdf", "application/x-pdf")
_UNSAID = ("", "application/octet-stream", "binary/octet-stream")
_MOST_TITLE = 300


@dataclass(frozen=True, slots=True)
class About:
    """What the front matter says of a report."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    published: dt.date | None = None
    language: str = ""

    def front_matter(self) -> str:
        """The block between two lines of "---", every value on one line in quotes."""
        values = {
            "title": one_line(self.title)[:_MOST_TITLE],
            "publisher": self.publisher,
            "url": self.url,
            "published": self.published.isoformat() if self.published else "",
            "language": self.language,
        }
        lines = [f"{key}: {_quoted(value)}" for key, value in values.items() if value]
        return "\n".join(["---", *lines, "---", ""])


def kind_of(answer: Answer) -> str:
    """ "html" or "pdf"; FetchError for any other kind of file."""
    pdf = answer.body.startswith(b"%PDF-")
    if pdf and (answer.type in PDF_TYPES or answer.type in _UNSAID):
        return "pdf"
    if answer.type in HTML_TYPES and not pdf:
        return "html"
    said = answer.type[:60] or "a file of an unknown kind"
    raise FetchError(
        f"is {said}, neither a web page nor a PDF" if not pdf else f"is a PDF that says it is {said}"
    )


def read_page(body: bytes, content_type: str, name: str) -> Parts:
    """The main text of a page, read as saved pages are; FetchError where there is none."""
    _, _, parameter = content_type.lower().partition("charset=")
    charset = parameter.split(";")[0].strip(" \"'")
    if charset and _is_plain(charset):
        # What the server says goes before what the page says.
        body = f'<meta charset="{charset}">'.encode("ascii") + body
    try:
        parts = default_pool().run("html", body, name)
    except UnreadableReport as error:
        raise FetchError(reason(error, name)) from None
    if not isinstance(parts, Parts) or not parts.text.strip():
        raise FetchError("holds no text")
    return parts


def reason(error: UnreadableReport, name: str) -> str:
    """What is wrong, without the name before it and the advice for files behind it."""
    said = str(error).removeprefix(name).strip().rstrip(".")
    return said.rpartition("; ")[0] or said.partition(": ")[0]


def as_markdown(parts: Parts) -> str:
    """The text of a page with its tables drawn with "|", merged heads repeated over all that they cover."""
    pieces, at = [], 0
    for table in sorted(parts.tables, key=lambda t: t.start):
        if not table.cells:
            continue
        if table.start < at:
            continue
        pieces += [parts.text[at : table.start], _caption(table), _drawn(table)]
        at = table.end
    return "".join([*pieces, parts.text[at:]]).strip("\n") + "\n"


def _caption(table: Table) -> str:
    """The caption as a heading, by which it is known for one, and its line of units below."""
    lines = [line.strip() for line in table.caption.split("\n") if line.strip()]
    return "\n".join([f"### {lines[0].lstrip('# ')}", *lines[1:], "", ""]) if lines else ""


def _drawn(table: Table) -> str:
    cells = sorted(table.cells, key=lambda c: (c.row, c.column))
    rows = sorted({cell.row for cell in cells})
    width = max(cell.column + cell.column_span for cell in cells)
    heads = _head_rows(cells, rows)
    grid = {row: [""] * width for row in rows}
    for cell in cells:
        spans = cell.row in heads or cell.column == 0
        for row in range(cell.row, cell.row + (cell.row_span if spans else 1)):
            for column in range(cell.column, cell.column + (cell.column_span if spans else 1)):
                if row in grid and column < width:
                    grid[row][column] = grid[row][column] or cell.text.replace("|", "\\|")
    lines = [f"|{CELL_GAP.join(['', *grid[row], '']).strip()[1:]}" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _head_rows(cells: list[Cell], rows: list[int]) -> set[int]:
    """The rows at the top that have merged cells, and the one below them."""
    heads: set[int] = set()
    for row in rows:
        heads.add(row)
        if all(cell.column_span == 1 for cell in cells if cell.row == row):
            break
    return heads


def _quoted(value: str) -> str:
    value = "".join(c if c.isprintable() else " " for c in storable(value))
    return '"' + value.replace('"', '\\"') + '"'


def _is_plain(charset: str) -> bool:
    """Whether an encoding writes ASCII as ASCII, so that a line can be put before it."""
    try:
        return (
            "<".encode(charset) == b"<"
            and charset.isascii()
            and charset.replace("-", "").replace("_", "").isalnum()
        )
    except (LookupError, UnicodeError, ValueError, TypeError):
        return False
