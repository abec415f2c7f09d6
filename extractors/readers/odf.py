"""OpenDocument text and sheets (.odt, .ods), read from their XML: what LibreOffice writes."""

from __future__ import annotations

from extractors.readers import dates
from extractors.readers.draft import Draft, GridCell, Parts, one_line, raised
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits
from extractors.readers.organisations import organisation
from extractors.readers.package import opened, part
from extractors.readers.sheets import SheetCell, add_sheet, printed

SUFFIXES = (".odt", ".ods", ".ott", ".fodt")

_N = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = f"{{{_N}text:1.0}}", f"{{{_N}table:1.0}}", f"{{{_N}office:1.0}}"
_STYLE, _FO = f"{{{_N}style:1.0}}", f"{{{_N}xsl-fo-compatible:1.0}}"
_DRAW, _META, _DC = f"{{{_N}drawing:1.0}}", f"{{{_N}meta:1.0}}", "{http://purl.org/dc/elements/1.1/}"
_SKIP = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_TEXT}ruby-text",
        f"{_TEXT}sequence-decls",
        f"{_OFFICE}forms",
    )
)


def sniff(data: bytes) -> bool:
    """An OpenDocument file is a zip; `package` tells it by its parts."""
    return False


def read(data: bytes, name: str, limits: Limits) -> Parts:
    package = opened(data, name)
    content = _xml(part(package, "content.xml", name), name)
    if b"encryption-data" in part(package, "META-INF/manifest.xml", name):
        raise UnreadableReport(f"{name} is protected by a password: save it without one.")
    meta = part(package, "meta.xml", name)
    draft = _described(_xml(meta, name)) if meta else Draft()
    body = content.find(f"{_OFFICE}body")
    document = _Document(draft, _raised_styles(content))
    for kind in () if body is None else body:
        if kind.tag == f"{_OFFICE}spreadsheet":
            document.sheets(kind)
        else:
            document.walk(kind)
            document.add_notes()
    if not draft.blocks:
        raise UnreadableReport(f"{name} holds no text: check that it is the right file.")
    return draft.parts()


def _xml(data: bytes, name: str):
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise UnreadableReport(f"{name} is damaged or nested too deeply: save it again.") from None


def _described(meta) -> Draft:
    def value(tag: str) -> str:
        found = meta.find(f".//{tag}")
        return one_line(found.text or "") if found is not None else ""

    own = {e.get(f"{_META}name", "").lower(): e.text or "" for e in meta.iter(f"{_META}user-defined")}
    author = value(f"{_META}initial-creator") or value(f"{_DC}creator")
    draft = Draft(title=value(f"{_DC}title"), publisher=own.get("publisher") or organisation(author))
    draft.url = own.get("url") or own.get("source") or ""
    draft.made = dates.parse_date(value(f"{_META}creation-date"))
    return draft


def _raised_styles(content) -> frozenset[str]:
    """The names of the styles that set text as superscript."""
    names = set()
    for style in content.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        place = properties.get(f"{_STYLE}text-position", "") if properties is not None else ""
        if place.startswith("super") or (place[:1].isdigit() and not place.startswith("0")):
            names.add(style.get(f"{_STYLE}name"))
    return frozenset(names)


class _Document:
    def __init__(self, draft: Draft, raised_styles: frozenset[str]) -> None:
        self.draft = draft
        self.raised_styles = raised_styles
        self.notes: list[str] = []

    def walk(self, parent) -> None:
        for element in parent:
            tag = element.tag
            if tag in _SKIP or not isinstance(tag, str):
                continue
            if tag in (f"{_TEXT}p", f"{_TEXT}h"):
                style = element.get(f"{_TEXT}style-name", "").lower()
                heading = tag.endswith("}h") or style.startswith(("table", "caption", "title"))
                self.draft.add(self.text(element).strip(), heading=heading)
                for box in element.iter(f"{_DRAW}text-box"):
                    self.walk(box)
            elif tag == f"{_TABLE}table":
                self._table(element)
            else:
                self.walk(element)

    def text(self, element, up: bool = False) -> str:
        """The text of a paragraph; notes are put aside, superscripts raised."""
        pieces = [self._lift(element.text, up)]
        for child in element:
            tag = child.tag
            if tag == f"{_TEXT}s":
                pieces.append(" " * min(int(child.get(f"{_TEXT}c") or 1), 100))
            elif tag == f"{_TEXT}tab":
                pieces.append("\t")
            elif tag == f"{_TEXT}line-break":
                pieces.append("\n")
            elif tag == f"{_TEXT}note":
                body = child.find(f"{_TEXT}note-body")
                self.notes += [self.text(p).strip() for p in (body if body is not None else ())]
            elif (
                tag not in _SKIP and isinstance(tag, str) and tag not in (f"{_DRAW}frame", f"{_DRAW}text-box")
            ):
                high = up or child.get(f"{_TEXT}style-name") in self.raised_styles
                pieces.append(self.text(child, high))
            pieces.append(self._lift(child.tail, up))
        return "".join(pieces)

    def add_notes(self) -> None:
        for note in self.notes:
            self.draft.add(note)
        self.notes.clear()

    @staticmethod
    def _lift(text: str | None, up: bool) -> str:
        return raised(text) if up and text else text or ""

    def _table(self, table) -> None:
        cells = [
            GridCell(one_line(self._cell_text(e)), row, column, wide, high)
            for row, column, wide, high, e in _cells(table)
        ]
        filled = [c for c in cells if c.text]
        if len({c.row for c in filled}) < 2 or len({c.column for c in filled}) < 2:
            for *_, element in _cells(table):
                self.walk(element)
            return
        self.draft.add_table(cells)

    def _cell_text(self, cell) -> str:
        return "\n".join(self.text(p) for p in cell.iter(f"{_TEXT}p", f"{_TEXT}h"))

    def sheets(self, spreadsheet) -> None:
        for table in spreadsheet.iter(f"{_TABLE}table"):
            cells = []
            for row, column, wide, high, element in _cells(table):
                text = one_line(_value(element, self._cell_text(element)))
                if text:
                    cells.append(SheetCell(text, row, column, wide, high))
            add_sheet(self.draft, table.get(f"{_TABLE}name", ""), cells)


def _cells(table):
    """Row, column, spans and element of each cell that is not empty; repeated rows and cells are counted."""
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        if next(row.iterancestors(f"{_TABLE}table")) is not table:
            continue
        times = _count(row, "number-rows-repeated")
        found, column = [], 0
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            again = _count(cell, "number-columns-repeated")
            if cell.tag.endswith("}table-cell") and len(cell):
                wide, high = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
                found += [(column + i, wide, high, cell) for i in range(min(again, 1000))]
            column += again
        for i in range(min(times, 1000) if found else 0):
            for column, wide, high, cell in found:
                yield number + i, column, wide, high, cell
        number += times


def _count(element, key: str) -> int:
    value = element.get(f"{_TABLE}{key}") or "1"
    return max(int(value), 1) if value.isdigit() and len(value) < 9 else 1


def _value(cell, shown: str) -> str:
    """A number as it is stored, with as many decimals as are shown: what is shown depends on a locale."""
    kind, value = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value")
    if kind == "date":
        return (cell.get(f"{_OFFICE}date-value") or shown).removesuffix("T00:00:00")
    if kind not in ("float", "percentage", "currency") or value is None:
        return shown
    if any(c.isalpha() for c in shown):
        return shown  # "4.6 t": the unit stands in the number's format
    try:
        number = float(value) * (100 if kind == "percentage" else 1)
    except ValueError:
        return shown
    digits = shown.strip(" %€$£¥\xa0")
    tail = max(digits.rfind(","), digits.rfind("."))
    decimals = len(digits) - tail - 1 if tail >= 0 and digits[tail + 1 :].isdigit() else 0
    grouped = decimals == 3 and number == round(number)
    return printed(number, 0 if grouped else decimals) + ("%" if kind == "percentage" else "")
