"""Reports in the manner of offices that publish them, as data with the claims that they make, and their builders.

What a report says and which claims that makes (`tests/data/readers/reports/*.toml`) was written by hand. Files of
python-docx and openpyxl, pages, CSV and text are made by the tests; those of LibreOffice, Chromium and LaTeX lie beside
the data and are made anew by `python tests/extractors/readers/make_documents.py`.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from html import escape
from pathlib import Path

from sample_documents import HeadCell

REPORTS = Path(__file__).parents[2] / "data" / "readers" / "reports"
_STYLE = (
    "body{font:10.5pt serif}.c{column-count:2;text-align:justify}table{border-collapse:collapse;margin:1em 0}"
    "td,th{padding:2px 8px;text-align:right}td:first-child{text-align:left}thead{border-top:1px solid;"
    "border-bottom:1px solid}tbody{border-bottom:1px solid}.n{font-size:8pt}"
)


@dataclass(frozen=True)
class ReportTable:
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    sheet: str = "Sheet1"
    note: str = ""

    def placed(self) -> list[tuple[int, int, HeadCell]]:
        """The cells of the head with their row and column."""
        found, taken = [], set()
        for row, cells in enumerate(self.head):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                taken |= {(row + i, column + j) for i in range(cell.high) for j in range(cell.wide)}
                found.append((row, column, cell))
        return found


@dataclass(frozen=True)
class ReportDocument:
    """`claims` are measure, drug, value, unit, period, place and "total" or "event" where that is told."""

    name: str
    language: str
    title: str
    published: str
    kinds: tuple[str, ...]
    claims: frozenset[tuple]
    tables: tuple[ReportTable, ...]
    paragraphs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    publisher: str = ""
    dateline: str = ""


def _load(path: Path) -> ReportDocument:
    data = tomllib.loads(path.read_text("utf-8"))
    tables = [
        ReportTable(
            **{
                **table,
                "head": tuple(
                    tuple(HeadCell(*cell) if isinstance(cell, list) else HeadCell(cell) for cell in row)
                    for row in table["head"]
                ),
                "rows": tuple(map(tuple, table["rows"])),
            }
        )
        for table in data.pop("tables")
    ]
    lists = {key: tuple(data.pop(key, ())) for key in ("kinds", "paragraphs", "notes")}
    claims = frozenset(tuple(claim) for claim in data.pop("claims"))
    return ReportDocument(name=path.stem, tables=tuple(tables), claims=claims, **lists, **data)


DOCUMENTS = [_load(path) for path in sorted(REPORTS.glob("*.toml"))]
FILES = [(document, kind) for document in DOCUMENTS for kind in document.kinds]


def data_of(document: ReportDocument, kind: str) -> bytes:
    """The document as a file of a kind: "docx", or "office.pdf" for the PDF that the office program writes."""
    made = {"docx": docx_of, "xlsx": xlsx_of, "csv": csv_of, "html": html_of, "txt": text_of}.get(kind)
    return made(document) if made else (REPORTS / f"{document.name}.{kind}").read_bytes()


def html_of(document: ReportDocument, *, columns: int = 1) -> bytes:
    """A page; its tables have rules above and below the head only."""
    parts = [
        f'<!DOCTYPE html><html lang="{document.language}"><head><meta charset="utf-8"><title>{escape(document.title)}'
        f'</title><meta property="article:published_time" content="{document.published}"><style>'
        f"{_STYLE.replace('column-count:2', f'column-count:{columns}')}</style></head><body><h1>"
        f"{escape(document.title)}</h1><p>{escape(document.dateline)}</p><div class=c>"
    ]
    parts += [f"<p>{escape(text)}</p>" for text in document.paragraphs]
    parts.append("</div>")
    for table in document.tables:
        head = [["", ""] for _ in table.head]
        for row, _, cell in table.placed():
            head[row][0] += f'<th colspan="{cell.wide}" rowspan="{cell.high}">{escape(cell.text)}</th>'
        rows = ["<tr>" + "".join(f"<td>{escape(t)}</td>" for t in row) + "</tr>" for row in table.rows]
        parts.append(
            f"<p>{escape(table.caption)}</p><table><thead>{''.join(f'<tr>{h}</tr>' for h, _ in head)}</thead>"
            f"<tbody>{''.join(rows)}</tbody></table><p class=n>{escape(table.note)}</p>"
        )
    parts += [f"<p class=n>{i} {escape(note)}</p>" for i, note in enumerate(document.notes, 1)]
    return "".join([*parts, "</body></html>"]).encode()


def docx_of(document: ReportDocument) -> bytes:
    """A Word file with a running head, merged heads and a grid of rules."""
    import docx

    file = docx.Document()
    file.core_properties.title, file.core_properties.author = document.title, document.publisher
    file.sections[0].header.paragraphs[0].text = "RUNNING HEAD"
    file.add_heading(document.title, 1)
    for text in filter(None, (document.dateline, *document.paragraphs)):
        file.add_paragraph(text)
    for table in document.tables:
        file.add_paragraph(table.caption, style="Caption")
        made = file.add_table(len(table.head) + len(table.rows), len(table.rows[0]), style="Table Grid")
        for row, column, head in table.placed():
            cell = made.cell(row, column)
            if head.wide > 1 or head.high > 1:
                cell = cell.merge(made.cell(row + head.high - 1, column + head.wide - 1))
            cell.text = head.text
        for row, texts in enumerate(table.rows, len(table.head)):
            for column, text in enumerate(texts):
                made.cell(row, column).text = text
        file.add_paragraph(table.note)
    for number, note in enumerate(document.notes, 1):
        file.add_paragraph(f"{number} {note}")
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def xlsx_of(document: ReportDocument) -> bytes:
    """A workbook with a sheet a table; numbers are numbers."""
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    workbook.properties.title = document.title
    for table in document.tables:
        sheet = workbook.create_sheet(table.sheet)
        top = 1
        if table.caption:
            sheet.cell(1, 1, table.caption)
            top = 3
        for row, column, head in table.placed():
            year = re.fullmatch("(?:19|20)[0-9]{2}", head.text)
            sheet.cell(top + row, column + 1, int(head.text) if year else head.text)
            if head.wide > 1 or head.high > 1:
                end = {"end_row": top + row + head.high - 1, "end_column": column + head.wide}
                sheet.merge_cells(start_row=top + row, start_column=column + 1, **end)
        for row, texts in enumerate(table.rows, top + len(table.head)):
            for column, text in enumerate(texts, 1):
                sheet.cell(row, column, _number(text, document.language))
        if table.note:
            sheet.cell(top + len(table.head) + len(table.rows) + 1, 1, table.note)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _number(text: str, language: str) -> str | int | float:
    point, group = (
        (",", ".") if language == "es" and not re.fullmatch(r"[0-9]+\.[0-9]{1,2}", text) else (".", ",")
    )
    plain = text.replace(group, "").replace(point, ".")
    if re.fullmatch(r"[0-9]+", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"[0-9]+\.[0-9]+", plain) else text


def csv_of(document: ReportDocument) -> bytes:
    """The first table, as data portals give it: UTF-8, no caption; the title is its file's name."""
    (table,) = document.tables
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if document.language == "es" else ",")
    writer.writerow([cell.text for cell in table.head[0]])
    writer.writerows(table.rows)
    return buffer.getvalue().encode("utf-8-sig")


def text_of(document: ReportDocument) -> bytes:
    """Plain text with tables that only spaces align, as old bulletins and copied pages have them."""
    parts = [document.title, document.published, *document.paragraphs]
    for table in document.tables:
        lines = [[cell.text for cell in table.head[-1]], *table.rows]
        widths = [max(map(_width, column)) + 3 for column in zip(*lines, strict=True)]
        drawn = [
            line[0] + " " * (widths[0] - _width(line[0]))
            + "".join(" " * (w - _width(t)) + t for t, w in zip(line[1:], widths[1:], strict=True))
            for line in lines
        ]  # fmt: skip
        parts += ["\n".join([table.caption, "", drawn[0], "-" * sum(widths), *drawn[1:]]), table.note]
    return "\n\n".join(filter(None, [*parts, *document.notes])).encode()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def tex_of(document: ReportDocument) -> str:
    """LaTeX in two columns with running heads, footnotes and tables that have rules between head and rows only."""

    def plain(text: str) -> str:
        return re.sub(r"([%&$#])", r"\\\1", text).replace("–", "--")

    notes = "".join(f"\\footnote{{{plain(note)}}}" for note in document.notes)
    first, *others = document.paragraphs
    middle = ["\\clearpage"] if len(others) > 4 else []
    body = "\n\n".join([plain(first) + notes, *map(plain, others[:3]), *middle, *map(plain, others[3:])])
    tables = "".join(
        f"\\begin{{table*}}[b]\\centering {plain(table.caption)}\\par\\medskip\n"
        f"\\begin{{tabular}}{{l{'r' * (len(table.rows[0]) - 1)}}}\\toprule\n{_tex_head(table, plain)} \\midrule\n"
        + "\\\\\n".join(" & ".join(map(plain, row)) for row in table.rows)
        + f"\\\\ \\bottomrule\n\\end{{tabular}}\\par {plain(table.note)}\\end{{table*}}\n"
        for table in document.tables
    )
    filler = "" if len(body) > 900 else "\n\n\\vfill"
    return (
        "\\documentclass[twocolumn,10pt]{article}\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}"
        "\\usepackage{booktabs,fancyhdr}\\pagestyle{fancy}\\fancyhead[C]{RUNNING HEAD}\n"
        f"\\title{{{plain(document.title)}}}\\author{{{plain(document.publisher)}}}\\date{{{document.dateline}}}\n"
        f"\\begin{{document}}\\maketitle\\thispagestyle{{fancy}}\n{body}{filler}\n\n{tables}\n\\end{{document}}\n"
    )


def _tex_head(table: ReportTable, plain) -> str:
    columns = len(table.rows[0])
    lines = []
    for row in range(len(table.head)):
        cells, at = [], 0
        here = {column: cell for r, column, cell in table.placed() if r == row}
        while at < columns:
            cell = here.get(at)
            wide = cell.wide if cell else 1
            text = plain(cell.text) if cell else ""
            cells.append(f"\\multicolumn{{{wide}}}{{c}}{{{text}}}" if wide > 1 else text)
            at += wide
        rules = "".join(f" \\cmidrule(lr){{{c + 1}-{c + h.wide}}}" for c, h in here.items() if h.wide > 1)
        lines.append(" & ".join(cells) + "\\\\" + rules)
    return "\n".join(lines)
