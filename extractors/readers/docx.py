"""Word files: paragraphs, tables, text boxes and notes in order, as they read with all changes accepted."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from extractors.readers.draft import Draft, GridCell, Parts, one_line, raised
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits
from extractors.readers.organisations import organisation

SUFFIXES = (".docx", ".docm", ".dotx")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}rPr")
)
# The template that python-docx starts from carries this stamp; it is nobody's date.
_TEMPLATE_STAMP = dt.datetime(2013, 12, 23, 23, 15)


def sniff(data: bytes) -> bool:
    """A Word file is a zip; `package` tells it by its parts."""
    return False


def read(data: bytes, name: str, limits: Limits) -> Parts:
    import docx

    document = docx.Document(io.BytesIO(data))
    draft = _described(document)
    _Body(draft).walk(document.element.body)
    for notes in ("footnotes", "endnotes"):
        _add_notes(draft, document, notes)
    if not draft.blocks:
        pictures = any("image" in (p.content_type or "") for p in document.part.package.iter_parts())
        what = (
            "pictures only: run text recognition over it first"
            if pictures
            else "no text: check that it is right"
        )
        raise UnreadableReport(f"{name} holds {what}.")
    return draft.parts()


def _described(document) -> Draft:
    core = document.core_properties
    company = ""
    for part in document.part.package.iter_parts():
        if str(part.partname).lower() == "/docprops/app.xml":
            company = _company(part.blob)
    created = core.created.replace(tzinfo=None) if core.created else None
    draft = Draft(title=core.title or "", publisher=company or organisation(core.author or ""))
    draft.made = created.date() if created and created != _TEMPLATE_STAMP else None
    return draft


def _company(blob: bytes) -> str:
    root = _xml(blob)
    return next((one_line(e.text or "") for e in root.iter() if str(e.tag).endswith("}Company")), "")


def _xml(blob: bytes):
    from lxml import etree

    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _add_notes(draft: Draft, document, kind: str) -> None:
    """Footnotes and endnotes, behind the text."""
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
            continue
        body = _Body(draft)
        for note in _xml(relation.target_part.blob):
            if note.get(f"{_W}type") in (None, "normal"):
                body.walk(note)


class _Body:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def walk(self, parent) -> None:
        for element in _blocks(parent):
            if element.tag == f"{_W}tbl":
                self._table(element)
            else:
                self._paragraph(element)

    def _paragraph(self, paragraph) -> None:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = (style.get(f"{_W}val") or "").lower() if style is not None else ""
        heading = named.startswith(
            ("heading", "title", "caption", "titre", "ttulo", "berschrift", "1", "2", "3")
        )
        self.draft.add(_text(paragraph).strip(), heading=heading)
        for box in _boxes(paragraph):
            self.walk(box)

    def _table(self, table) -> None:
        cells, boxes = _cells(table)
        filled = [c for c in cells if c.text]
        if len({c.row for c in filled}) < 2 or len({c.column for c in filled}) < 2:
            # One row or one column only lays out text.
            for cell in _cells_of(table):
                self.walk(cell)
            return
        caption = table.find(f"{_W}tblPr/{_W}tblCaption")
        self.draft.add_table(cells, caption=_alternative(caption) if not self._has_caption() else "")
        for box in boxes:
            self.walk(box)

    def _has_caption(self) -> bool:
        return self.draft.ends_with_caption()


def _alternative(caption) -> str:
    return caption.get(f"{_W}val") or "" if caption is not None else ""


def _blocks(parent) -> Iterator:
    """Paragraphs and tables in order, through content controls and accepted insertions."""
    for element in parent:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
            yield from _blocks(element)


def _text(paragraph) -> str:
    """The text of a paragraph with its links, fields and insertions; superscripts raised, no hidden text."""
    pieces: list[str] = []
    _collect(paragraph, pieces)
    return "".join(pieces)


def _collect(element, pieces: list[str], up: bool = False) -> None:
    for child in element:
        tag = child.tag
        if tag in _GONE or tag in (f"{_W}txbxContent", f"{_W}pPr"):
            continue
        if tag == f"{_W}r":
            properties = child.find(f"{_W}rPr")
            if properties is not None and _is_on(properties.find(f"{_W}vanish")):
                continue
            place = properties.find(f"{_W}vertAlign") if properties is not None else None
            _collect(child, pieces, place is not None and place.get(f"{_W}val") == "superscript")
        elif tag == f"{_W}t":
            pieces.append(raised(child.text or "") if up else child.text or "")
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            pieces.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{_W}sym":
            pieces.append("•")
        elif isinstance(tag, str):
            _collect(child, pieces, up)


def _is_on(switch) -> bool:
    return switch is not None and switch.get(f"{_W}val") not in ("0", "false", "off")


def _boxes(element) -> list:
    """Text boxes that hang on a paragraph; Word stores each twice, for old programs too."""
    return [
        box
        for box in element.iter(f"{_W}txbxContent")
        if not any(a.tag == f"{_MC}Fallback" for a in box.iterancestors())
        and not any(a.tag == f"{_W}txbxContent" for a in box.iterancestors())
    ]


def _cells_of(table) -> Iterator:
    for row in table.iter(f"{_W}tr"):
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tbl")) is table:
                yield cell


def _cells(table) -> tuple[list[GridCell], list]:
    cells: list[GridCell] = []
    boxes: list = []
    open_spans: dict[int, GridCell] = {}
    rows = [r for r in table.iter(f"{_W}tr") if next(r.iterancestors(f"{_W}tbl")) is table]
    for number, row in enumerate(rows):
        column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for element in row.iter(f"{_W}tc"):
            if next(element.iterancestors(f"{_W}tr")) is not row:
                continue
            wide = _number(element.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
            if goes_on and column in open_spans:
                open_spans[column].row_span += 1
            else:
                text = one_line("\n".join(_text(p) for p in element.iter(f"{_W}p")))
                cell = GridCell(text, number, column, wide)
                cells.append(cell)
                boxes += _boxes(element)
                open_spans.pop(column, None)
                if merge is not None:
                    open_spans[column] = cell
            column += wide
    return cells, boxes


def _number(element, default: int) -> int:
    value = element.get(f"{_W}val") if element is not None else None
    return min(max(int(value), 0), 1000) if value and value.isdigit() else default
