"""Excel workbooks: every visible sheet, with merged heads, numbers as the sheet shows them."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings

from extractors.readers.draft import Draft, Parts, one_line
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits
from extractors.readers.organisations import organisation
from extractors.readers.package import opened
from extractors.readers.sheets import SheetCell, add_sheet, printed

SUFFIXES = (".xlsx", ".xlsm")

_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]{0,50}?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[0#?]")


def sniff(data: bytes) -> bool:
    """A workbook is a zip; `package` tells it by its parts."""
    return False


def read(data: bytes, name: str, limits: Limits) -> Parts:
    import openpyxl

    warnings.simplefilter("ignore")
    package = opened(data, name)
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        draft = _described(workbook.properties)
        formulas = 0
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            path = sheet._worksheet_path
            source = package.read(path) if path in package.namelist() else b""
            formulas += source.count(b"<f>") + source.count(b"<f ")
            add_sheet(draft, sheet.title, _cells(sheet, _spans(source), limits, name))
    finally:
        workbook.close()
    if not draft.blocks:
        what = (
            "formulas without their results: open it in a spreadsheet program and save it"
            if formulas
            else "no filled cell on a visible sheet: check that it is the right file"
        )
        raise UnreadableReport(f"{name} holds {what}.")
    return draft.parts()


def _described(properties) -> Draft:
    draft = Draft(title=properties.title or "", publisher=organisation(properties.creator or ""))
    if properties.created and properties.creator != "openpyxl":
        draft.made = properties.created.date()
    return draft


def _spans(source: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    """Merged areas by their first cell: columns and rows that they reach over."""
    spans = {}
    for left, top, right, bottom in _MERGED.findall(source):
        first, last = _column(left), _column(right)
        spans[int(top) - 1, first] = (last - first + 1, int(bottom) - int(top) + 1)
    return spans


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _cells(sheet, spans: dict, limits: Limits, name: str) -> list[SheetCell]:
    sheet.reset_dimensions()  # what a file claims about its size would be filled with empty cells
    cells: list[SheetCell] = []
    size = 0
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            text = one_line(_text(cell.value, cell.number_format))
            if not text:
                continue
            at = (cell.row - 1, cell.column - 1)
            cells.append(SheetCell(text, *at, *spans.get(at, (1, 1))))
            size += len(text) + 3
        if size > limits.output:
            raise UnreadableReport(
                f"{name} holds more text than is read: split it, or keep the sheets that matter."
            )
    return cells


def _text(value: object, shape: str) -> str:
    """A cell's value as its format shows it, without grouping."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return (
            value.date().isoformat()
            if value.time() == dt.time()
            else value.isoformat(sep=" ", timespec="minutes")
        )
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, shape or "General")
    return str(value)


def _number(value: float, shape: str) -> str:
    sections = shape.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and _DIGITS.search(sections[1]) else sections[0]
    literals = [(m.start(), m[1] if m[1] is not None else m[2]) for m in _LITERAL.finditer(section)]
    bare = re.sub(r"\[[^\]]*\]|_.|\*.", "", _LITERAL.sub("", section))
    if "e" in bare.lower() or not _DIGITS.search(bare):
        return printed(value)
    percent = "%" in bare
    number = value * 100 if percent else value
    number /= 1000 ** (
        len(bare) - len(bare.rstrip("%) ").rstrip(",")) if bare.rstrip("%) ").endswith(",") else 0
    )
    places = re.search(r"\.([0#?]*)", bare)
    fixed = None if places and "0" not in places[1] else len(places[1]) if places else 0
    if not places and not re.search(r"0", bare):
        fixed = 0
    text = printed(number, fixed) + ("%" if percent else "")
    digits = _DIGITS.search(section)
    middle = digits.start() if digits else 0
    before = "".join(t for at, t in literals if at < middle)
    after = "".join(t for at, t in literals if at > middle)
    return f"{before}{text}{after}"
