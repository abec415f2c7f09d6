"""Excel workbooks: every visible sheet, with merged heads, numbers as the sheet shows them.

The XML is read in one pass with lxml: workbooks of statistics offices have hundreds of thousands of cells.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
from collections.abc import Iterator
from zipfile import ZipFile

from extractors.readers.dates import parse_date
from extractors.readers.draft import Draft, Parts, one_line, raised
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits
from extractors.readers.number_formats import shown
from extractors.readers.organisations import organisation
from extractors.readers.package import opened, part
from extractors.readers.sheets import SheetCell, add_sheet

SUFFIXES = (".xlsx", ".xlsm")

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATION = re.compile(r"\{http://[^}]*/relationships\}id$")


def sniff(data: bytes) -> bool:
    """A workbook is a zip; `package` tells it by its parts."""
    return False


def read(data: bytes, name: str, limits: Limits) -> Parts:
    package = opened(data, name)
    draft = _described(package, name)
    book = _Workbook(package, name, limits)
    for title, path in book.sheets():
        add_sheet(draft, title, book.cells(path))
    if not draft.blocks:
        what = (
            "formulas without their results: open it in a spreadsheet program and save it"
            if book.formulas
            else "no filled cell on a visible sheet: check that it is the right file"
        )
        raise UnreadableReport(f"{name} holds {what}.")
    return draft.parts()


def _described(package: ZipFile, name: str) -> Draft:
    def value(tag: str) -> str:
        found = core.find(f".//{{*}}{tag}") if core is not None else None
        return one_line(found.text or "") if found is not None else ""

    source = part(package, "docProps/core.xml", name)
    core = _parse(source) if source else None
    draft = Draft(title=value("title"), publisher=organisation(value("creator")))
    # The library writes its own name and the time of writing.
    draft.made = parse_date(value("created")) if value("creator") != "openpyxl" else None
    return draft


def _parse(source: bytes):
    from lxml import etree

    return etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


class _Workbook:
    """The parts of a workbook that its cells refer to."""

    def __init__(self, package: ZipFile, name: str, limits: Limits) -> None:
        self.package, self.name, self.limits = package, name, limits
        self.folder = "xl"
        self.formulas = 0
        self.size = 0
        root = _parse(part(package, "xl/workbook.xml", name))
        self.root = root
        properties = root.find("{*}workbookPr")
        start = properties is not None and properties.get("date1904") in ("1", "true")
        self.first_day = dt.datetime(1904, 1, 1) if start else dt.datetime(1899, 12, 30)
        self.strings = list(self._strings())
        self.shapes = self._shapes()

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Title and path of each sheet that is shown."""
        source = part(self.package, "xl/_rels/workbook.xml.rels", self.name)
        targets = (
            {r.get("Id"): r.get("Target", "") for r in _parse(source).iter("{*}Relationship")}
            if source
            else {}
        )
        for sheet in self.root.iter("{*}sheet"):
            key = next((value for key, value in sheet.attrib.items() if _RELATION.match(key)), "")
            target = targets.get(key, "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if target and "worksheets" in path and sheet.get("state", "visible") == "visible":
                yield sheet.get("name", ""), path

    def _events(self, path: str, tags: tuple[str, ...]) -> Iterator:
        """The elements of these tags in a part, each forgotten when the next one comes."""
        from lxml import etree

        source = part(self.package, path, self.name)
        if not source:
            return
        found = etree.iterparse(
            io.BytesIO(source), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in found:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def _strings(self) -> Iterator[str]:
        for item in self._events("xl/sharedStrings.xml", ("{*}si",)):
            yield _rich_text(item)

    def _shapes(self) -> list[str]:
        """The number format of each cell style."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        source = part(self.package, "xl/styles.xml", self.name)
        if not source:
            return []
        root = _parse(source)
        own = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iter("{*}numFmt")}
        styles = root.find("{*}cellXfs")
        ids = [style.get("numFmtId", "0") for style in styles] if styles is not None else []
        return [own.get(i) or BUILTIN_FORMATS.get(int(i) if i.isdigit() else 0, "General") for i in ids]

    def cells(self, path: str) -> list[SheetCell]:
        cells: dict[tuple[int, int], SheetCell] = {}
        row = -1
        for element in self._events(path, ("{*}row", "{*}mergeCell")):
            if element.tag.endswith("}mergeCell"):
                _merge(element.get("ref", ""), cells)
                continue
            number = element.get("r", "")
            row = int(number) - 1 if number.isdigit() and len(number) < 8 else row + 1
            column = -1
            for cell in element:
                place = _PLACE.match(cell.get("r", ""))
                column = _column(place[1]) if place else column + 1
                text = self._text(cell)
                if text:
                    cells[row, column] = SheetCell(text, row, column)
                    self.size += len(text) + 3
            if self.size > self.limits.output:
                raise UnreadableReport(
                    f"{self.name} holds more text than is read: split it, or keep the sheets that matter."
                )
        return list(cells.values())

    def _text(self, cell) -> str:
        value = formula = inline = None
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}f"):
                formula = child
            elif tag.endswith("}is"):
                inline = child
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _rich_text(inline) if inline is not None else ""
        if value is None:
            self.formulas += formula is not None
            return ""
        if kind == "s":
            at = int(value) if value.isdigit() else -1
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind != "n":
            return one_line(value).removesuffix("T00:00:00")
        return self._number(value, cell.get("s", ""))

    def _number(self, value: str, style: str) -> str:
        from openpyxl.styles.numbers import is_date_format

        try:
            number = float(value)
        except ValueError:
            return one_line(value)
        at = int(style) if style.isdigit() else 0
        shape = self.shapes[at] if at < len(self.shapes) else "General"
        if shape == "General":
            return shown(number, shape)
        if is_date_format(shape):
            return self._day(number, shape)
        return shown(number, shape)

    def _day(self, number: float, shape: str) -> str:
        """A day as ISO date, cut to the month or year where no more is shown."""
        try:
            day = self.first_day + dt.timedelta(days=number)
        except OverflowError:
            return ""
        bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", shape).lower()
        if "y" in bare and "d" not in bare:
            return f"{day:%Y-%m}" if "m" in bare else f"{day:%Y}"
        clock = day.time().replace(microsecond=0)
        if "y" not in bare and "d" not in bare:
            return clock.isoformat("minutes")
        return day.date().isoformat() if clock == dt.time() else f"{day:%Y-%m-%d %H:%M}"


def _rich_text(element) -> str:
    """The text of a cell; superscript runs are raised, readings of Japanese left out."""
    pieces = []
    for text in element.iter("{*}t"):
        parent = text.getparent()
        if parent.tag.endswith("}rPh"):
            continue
        place = parent.find("{*}rPr/{*}vertAlign") if parent.tag.endswith("}r") else None
        up = place is not None and place.get("val") == "superscript"
        pieces.append(raised(text.text or "") if up else text.text or "")
    return one_line("".join(pieces))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _merge(area: str, cells: dict[tuple[int, int], SheetCell]) -> None:
    """Widens the first cell of a merged area over all of it."""
    found = _PLACE.findall(area)
    if len(found) != 2:
        return
    (left, top), (right, bottom) = found
    cell = cells.get((int(top) - 1, _column(left)))
    if cell is not None:
        cell.column_span = max(_column(right) - cell.column + 1, 1)
        cell.row_span = max(int(bottom) - cell.row, 1)
