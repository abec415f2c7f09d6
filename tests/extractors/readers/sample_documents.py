"""Reports in three languages as plain data, and builders that write them as many kinds of file.

What a report says (`tests/data/readers/*.toml`) is the expectation; the files are written by independent
tools. Those that a Python library writes are made by the tests; those of LibreOffice, Chromium and LaTeX lie
beside the data and are made anew by `python tests/extractors/readers/make_documents.py`.
"""

from __future__ import annotations

import io
import re
import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE_MARK = re.compile(f"[{_RAISED}]+")


@dataclass(frozen=True)
class HeadCell:
    text: str
    wide: int = 1
    high: int = 1


@dataclass(frozen=True)
class SampleDocument:
    """A report: superscript digits in `paragraphs` are note marks; `notes` hold the notes in their order."""

    language: str
    title: str
    publisher: str
    dateline: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]
    caption: str
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    table_note: str

    def cells(self) -> set[tuple[int, int, str, int, int]]:
        """Every cell of the table that is not empty: row, column, text, columns and rows spanned."""
        found, taken = set(), set()
        for row, head in enumerate(self.head):
            column = 0
            for cell in head:
                while (row, column) in taken:
                    column += 1
                taken |= {(row + i, column + j) for i in range(cell.high) for j in range(cell.wide)}
                found.add((row, column, cell.text, cell.wide, cell.high))
        for row, texts in enumerate(self.rows, len(self.head)):
            found |= {(row, column, text, 1, 1) for column, text in enumerate(texts) if text}
        return found


def _load(path: Path) -> SampleDocument:
    data = tomllib.loads(path.read_text("utf-8"))
    data["head"] = tuple(tuple(HeadCell(*cell) for cell in row) for row in data["head"])
    data["rows"] = tuple(map(tuple, data["rows"]))
    return SampleDocument(**{**data, "paragraphs": tuple(data["paragraphs"]), "notes": tuple(data["notes"])})


DATA = Path(__file__).parents[2] / "data" / "readers"
DOCUMENTS = {language: _load(DATA / f"{language}.toml") for language in ("en", "zh", "es")}


def html_of(document: SampleDocument, *, columns: int = 1) -> str:
    """A page as a browser prints it, its prose in `columns`."""
    prose = "".join(f"<p>{_with_marks(text, '<sup>{}</sup>')}</p>" for text in document.paragraphs)
    notes = "".join(f"<p class=n><sup>{i}</sup> {escape(n)}</p>" for i, n in enumerate(document.notes, 1))
    return (
        f'<!DOCTYPE html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{document.title}</title>"
        f'<meta property="og:site_name" content="{document.publisher}"><style>body{{font:11pt serif}}'
        f".c{{column-count:{columns};text-align:justify}}table{{border-collapse:collapse}}"
        "td,th{border:1px solid #333;padding:2px 5px}.n{font-size:8pt}</style></head><body>"
        f"<h1>{document.title}</h1><p>{document.dateline}</p><div class=c>{prose}</div>"
        f"<table><caption>{escape(document.caption)}</caption>{_html_rows(document)}</table>"
        f"<p>{escape(document.table_note)}</p>{notes}</body></html>"
    )


def _html_rows(document: SampleDocument) -> str:
    head = "".join(
        "<tr>"
        + "".join(f'<th colspan="{c.wide}" rowspan="{c.high}">{escape(c.text)}</th>' for c in row)
        + "</tr>"
        for row in document.head
    )
    rows = ("<tr>" + "".join(f"<td>{escape(t)}</td>" for t in row) + "</tr>" for row in document.rows)
    return head + "".join(rows)


def _with_marks(text: str, shape: str) -> str:
    """The text, escaped, with its note marks in the given shape."""
    return _NOTE_MARK.sub(lambda m: shape.format(_plain_digits(m[0])), escape(text, quote=False))


def _plain_digits(text: str) -> str:
    return "".join(str(_RAISED.index(c)) for c in text)


def fodt_of(document: SampleDocument) -> str:
    """Flat OpenDocument text with two columns, running heads, footnotes and a table with a two-level head."""

    def prose(text: str) -> str:
        def note(match: re.Match[str]) -> str:
            number = int(_plain_digits(match[0]))
            return (
                f'<text:note text:id="n{number}" text:note-class="footnote"><text:note-citation>{number}'
                f"</text:note-citation><text:note-body><text:p>{escape(document.notes[number - 1])}</text:p>"
                "</text:note-body></text:note>"
            )

        return f'<text:p text:style-name="B">{_NOTE_MARK.sub(note, escape(text, quote=False))}</text:p>'

    return (
        (DATA / "template.fodt")
        .read_text("utf-8")
        .format(
            title=escape(document.title),
            publisher=escape(document.publisher),
            dateline=escape(document.dateline),
            prose="".join(map(prose, document.paragraphs)),
            caption=escape(document.caption),
            columns=len(document.rows[0]),
            head="".join(_fodt_head(document)),
            rows="".join(
                "<table:table-row>" + "".join(_fodt_cell(t) for t in row) + "</table:table-row>"
                for row in document.rows
            ),
            note=escape(document.table_note),
            font="Noto Serif CJK SC" if document.language == "zh" else "DejaVu Serif",
        )
    )


def _fodt_cell(text: str, wide: int = 1, high: int = 1) -> str:
    spans = f'table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"'
    covered = "<table:covered-table-cell/>" * (wide - 1)
    cell = (
        f'<table:table-cell table:style-name="C" {spans}><text:p>{escape(text)}</text:p></table:table-cell>'
    )
    return cell + covered


def _fodt_head(document: SampleDocument):
    open_columns: set[int] = set()
    for row in document.head:
        cells, column = [], 0
        for cell in row:
            while column in open_columns:
                cells.append("<table:covered-table-cell/>")
                column += 1
            cells.append(_fodt_cell(cell.text, cell.wide, cell.high))
            column += cell.wide
        open_columns = {0} if row[0].high > 1 else set()
        yield "<table:table-row>" + "".join(cells) + "</table:table-row>"


def tex_of(document: SampleDocument) -> str:
    """LaTeX in two columns, with footnotes and a table that has rules between its head and rows only."""

    def plain(text: str) -> str:
        return text.replace("%", "\\%")

    def prose(text: str) -> str:
        return _NOTE_MARK.sub(
            lambda m: f"\\footnote{{{plain(document.notes[int(_plain_digits(m[0])) - 1])}}}", plain(text)
        )

    spans = document.head[0]
    first = " & ".join(
        c.text if c.wide == 1 else f"\\multicolumn{{{c.wide}}}{{c}}{{{c.text}}}" for c in spans
    )
    second = " & ".join(["", *(c.text for c in document.head[1])])
    rows = "\\\\\n".join(" & ".join(plain(t) for t in row) for row in document.rows)
    body = "\n\n".join(map(prose, document.paragraphs))
    return (
        "\\documentclass[twocolumn,10pt]{article}\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}"
        "\\usepackage{booktabs}"
        + ("\\usepackage{mathptmx}\n" if document.language == "es" else "\n")
        + f"\\title{{{document.title}}}\\author{{{document.publisher}}}\\date{{{document.dateline}}}\n"
        f"\\begin{{document}}\\maketitle\n{body}\n\n"
        f"\\begin{{table*}}[b]\\centering {plain(document.caption)}\\par\\medskip\n"
        f"\\begin{{tabular}}{{lrrrr}}\\toprule\n{first}\\\\ \\cmidrule(lr){{2-3}}\\cmidrule(lr){{4-5}}\n"
        f"{second}\\\\ \\midrule\n{rows}\\\\ \\bottomrule\n"
        f"\\end{{tabular}}\\par {plain(document.table_note)}\\end{{table*}}\n\\end{{document}}\n"
    )


def docx_of(document: SampleDocument) -> bytes:
    """A Word file by python-docx, with a running head that is no part of the report."""
    import docx

    file = docx.Document()
    file.core_properties.title, file.core_properties.author = document.title, document.publisher
    file.sections[0].header.paragraphs[0].text = "RUNNING HEAD"
    file.add_heading(document.title, 1)
    file.add_paragraph(document.dateline)
    for text in document.paragraphs:
        paragraph = file.add_paragraph()
        for piece in re.split(f"([{_RAISED}]+)", text):
            run = paragraph.add_run(_plain_digits(piece) if _NOTE_MARK.fullmatch(piece) else piece)
            run.font.superscript = bool(_NOTE_MARK.fullmatch(piece))
    file.add_paragraph(document.caption, style="Caption")
    table = file.add_table(len(document.head) + len(document.rows), len(document.rows[0]))
    for row, column, text, wide, high in sorted(document.cells()):
        cell = table.cell(row, column)
        if wide > 1 or high > 1:
            cell = cell.merge(table.cell(row + high - 1, column + wide - 1))
        cell.text = text
    file.add_paragraph(document.table_note)
    for note in document.notes:
        file.add_paragraph(note)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def xlsx_of(document: SampleDocument, *, top: int = 3) -> bytes:
    """A workbook by openpyxl: the table from row `top` (counted from 1) on, its numbers as numbers."""
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.properties.title, workbook.properties.creator = document.title, document.publisher
    sheet = workbook.active
    sheet.title = "1"
    sheet.cell(1, 1, document.caption)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=5)
    for row, column, text, wide, high in sorted(document.cells()):
        cell = sheet.cell(top + row, column + 1)
        number = re.fullmatch(r"[0-9]{1,3}(?:[,.][0-9]{3})+|[0-9]+", text)
        cell.value = int(re.sub(r"[,.]", "", text)) if number else text
        cell.number_format = "#,##0" if number and row >= len(document.head) else "General"
        if wide > 1 or high > 1:
            sheet.merge_cells(
                start_row=top + row,
                start_column=column + 1,
                end_row=top + row + high - 1,
                end_column=column + wide,
            )
    sheet.cell(top + len(document.head) + len(document.rows) + 1, 1, document.table_note)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
