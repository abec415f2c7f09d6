"""Reports by LibreOffice, Chromium, LaTeX, python-docx and openpyxl: every sentence and cell is found."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from sample_documents import DATA, DOCUMENTS, SampleDocument, docx_of, html_of, xlsx_of

from extractors import readers
from extractors.records import Report, Table

WRITTEN = sorted(
    path.name for path in DATA.iterdir() if path.suffix in (".pdf", ".docx", ".odt", ".rtf", ".mhtml")
)
SHEETS = sorted(path.name for path in DATA.glob("*.ods"))


def language_of(name: str) -> str:
    return Path(name).stem.rsplit("_", 1)[1]


def squeezed(text: str) -> str:
    """Text without white space and note marks, in which programs differ."""
    return re.sub(r"[\s⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", text)


def cells_of(table: Table) -> set[tuple[int, int, str, int, int]]:
    first = min(cell.row for cell in table.cells)
    return {(c.row - first, c.column, squeezed(c.text), c.column_span, c.row_span) for c in table.cells}


def expected_cells(
    document: SampleDocument, *, merged_down: bool = True
) -> set[tuple[int, int, str, int, int]]:
    return {
        (row, column, squeezed(text), wide, high if merged_down else 1)
        for row, column, text, wide, high in document.cells()
    }


def check_offsets(report: Report) -> None:
    for table in report.tables:
        for cell in table.cells:
            assert report.text[cell.start : cell.end] == cell.text
            assert table.start <= cell.start <= cell.end <= table.end <= len(report.text)
    for passage in report.passages:
        assert 0 <= passage.start < passage.end <= len(report.text)


def check_prose(report: Report, document: SampleDocument, *, missing: tuple[str, ...] = ()) -> None:
    text = squeezed(report.text)
    for said in (*document.paragraphs, *document.notes, document.caption, document.table_note):
        if said not in missing:
            assert squeezed(said) in text, said
    assert report.title == document.title
    assert report.published == dt.date(2012, 10, 31)
    assert "RUNNING HEAD" not in report.text


@pytest.mark.parametrize("name", WRITTEN)
def test_documents_of_other_programs(name: str) -> None:
    document = DOCUMENTS[language_of(name)]
    report = readers.read(DATA / name, root=DATA)
    check_offsets(report)
    # This program hangs a comma over the column's edge and then does not draw it.
    undrawn = (document.paragraphs[4],) if name == "writer_zh.pdf" else ()
    check_prose(report, document, missing=undrawn)
    assert len(report.tables) == 1
    # Without rules a cell that is as high as two rows cannot be told from one with an empty cell above it.
    unruled = name.startswith("latex")
    found = {c[2]: c for c in cells_of(report.tables[0])} if unruled else {}
    if unruled:
        wanted = {c for c in expected_cells(document, merged_down=False) if c[1] > 0 or c[0] > 1}
        assert wanted <= cells_of(report.tables[0])
        assert squeezed(document.head[0][0].text) in found
    else:
        assert cells_of(report.tables[0]) == expected_cells(document)
    assert squeezed(report.tables[0].caption) == squeezed(document.caption)


@pytest.mark.parametrize("name", [name for name in WRITTEN if name.endswith(".pdf")])
def test_pages_of_a_pdf_are_passages(name: str) -> None:
    report = readers.read(DATA / name, root=DATA)
    labels = {passage.label for passage in report.passages}
    assert "page 1" in labels
    assert all(re.fullmatch("page [1-9]", label) for label in labels)
    first = next(p for p in report.passages if p.label == "page 1")
    assert first.start == 0
    # Neither running heads nor page numbers are text of the report.
    assert not re.search(r"^[–-] ?[0-9] ?[–-]$|^[0-9]$", report.text, re.MULTILINE)


def test_a_table_over_two_pages_is_one_and_each_row_keeps_its_page() -> None:
    report = readers.read(DATA / "writer_zh.pdf", root=DATA)
    (table,) = report.tables

    def page_of(text: str) -> str:
        cell = next(c for c in table.cells if c.text == text)
        return next(p.label for p in report.passages if p.start <= cell.start < p.end)

    assert page_of("柬埔寨") == "page 1"
    assert page_of("合计") == "page 2"


@pytest.mark.parametrize("language", DOCUMENTS)
def test_word_file_of_python_docx(language: str) -> None:
    document = DOCUMENTS[language]
    report = readers.read_bytes(docx_of(document), "a.docx")
    check_offsets(report)
    check_prose(report, document)
    assert all(paragraph in report.text for paragraph in document.paragraphs)
    assert cells_of(report.tables[0]) == expected_cells(document)
    assert report.tables[0].caption == document.caption
    assert report.publisher == document.publisher


@pytest.mark.parametrize("language", DOCUMENTS)
def test_page_with_a_table(language: str) -> None:
    document = DOCUMENTS[language]
    report = readers.read_bytes(html_of(document).encode(), "a.html")
    check_offsets(report)
    check_prose(report, document)
    assert all(paragraph in report.text for paragraph in document.paragraphs)
    assert cells_of(report.tables[0]) == expected_cells(document)
    assert (report.publisher, report.language) == (document.publisher, language)


@pytest.mark.parametrize("language", DOCUMENTS)
def test_workbook_of_openpyxl(language: str) -> None:
    document = DOCUMENTS[language]
    report = readers.read_bytes(xlsx_of(document), "a.xlsx")
    check_offsets(report)
    (table,) = report.tables
    assert cells_of(table) == numbers_plain(expected_cells(document))
    assert (table.label, table.caption) == ("sheet 1", document.caption)
    assert min(cell.row for cell in table.cells) == 2, "rows count from the sheet's first"
    assert document.table_note in report.text
    assert report.passages[0].label == "sheet 1"


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_of_libreoffice(name: str) -> None:
    document = DOCUMENTS[language_of(name)]
    report = readers.read(DATA / name, root=DATA)
    check_offsets(report)
    assert cells_of(report.tables[0]) == numbers_plain(expected_cells(document))
    assert report.tables[0].caption == document.caption


def numbers_plain(cells: set[tuple[int, int, str, int, int]]) -> set[tuple[int, int, str, int, int]]:
    """A spreadsheet's numbers are given without grouping, so that no language reads them otherwise."""
    return {(r, c, re.sub(r"(?<=[0-9])[,.](?=[0-9]{3})", "", text), w, h) for r, c, text, w, h in cells}


# What a browser shows is what its print must give. The office program breaks table 5 over the page between
# its heads, and a word in the heads of table 8.
@pytest.mark.parametrize(("name", "broken"), [("browser.pdf", ()), ("office.pdf", ("Table5", "Table8"))])
def test_tables_of_many_looks_are_the_same_in_print(name: str, broken: tuple[str, ...]) -> None:
    shown, printed = (readers.read(DATA / "tables" / file) for file in ("tables.html", name))
    check_offsets(printed)

    def grids(report: Report) -> dict[str, set[tuple[int, int, str, int]]]:
        return {
            squeezed(table.caption)[:6]: {
                (row, column, text, wide) for row, column, text, wide, _ in cells_of(table)
            }
            for table in report.tables
        }

    wanted, found = grids(shown), grids(printed)
    assert len(wanted) == 8
    for caption, cells in wanted.items():
        if caption not in broken:
            assert found[caption] == cells, caption
