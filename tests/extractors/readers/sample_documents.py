"""Reports in three languages as plain data, and builders that write them as many kinds of file.

What a report says is the test's expectation; the files are written by independent tools. Those that a Python library
writes are made by the tests; those of LibreOffice, Chromium and LaTeX lie in `tests/data/readers` and are made anew by
`python tests/extractors/readers/make_documents.py`. All figures are invented.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape

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


ENGLISH = SampleDocument(
    "en",
    "Opium survey of the upper valley 2012",
    "Regional Narcotics Office",
    "Vientiane, 31 October 2012",
    (
        "In 2012, the area under opium poppy in the upper valley was estimated at 42,500¹ hectares, an increase of "
        "33.8 per cent over the previous season. Efficient eradication remained difficult in the mountainous districts.",
        "The authorities seized 1,470 kg of opium and 336 kg of heroin during the year, compared with 828 kg and "
        "42 kg respectively in 2011. Most of the heroin was found in vehicles that crossed the northern border.",
        "Potential production was estimated at 600² tons of opium. The average yield was 14.1 kilograms per hectare, "
        "which is more than in any season since the surveys began. Notwithstanding considerable counternarcotics "
        "undertakings, cultivation in administrative regions without representation of the government continued.",
        "A total of 1,784 cases were uncovered and 2,534 suspects were arrested in the joint operation between April "
        "and June. Nineteen laboratories were dismantled, two of them with a daily output of 5 kg of methamphetamine.",
        "Eradication rose from 7,058 hectares in 2011 to 23,718 hectares in 2012. Farmers who lost their fields were "
        "promised seed for rice and coffee; by the end of the season 4,100 households had received it.",
    ),
    ("The 95 per cent confidence interval is 38,249 to 46,751 hectares.", "Dry weight, at the farm."),
    "Table 1. Seizures of opiates by country (kilograms)",
    (
        (HeadCell("Country", high=2), HeadCell("Heroin", wide=2), HeadCell("Opium", wide=2)),
        (HeadCell("2011"), HeadCell("2012"), HeadCell("2011"), HeadCell("2012")),
    ),
    (
        ("Cambodia", "12", "15", "..", "2"),
        ("Lao People's Democratic Republic", "43", "46", "63", "74"),
        ("Myanmar", "42", "336", "828", "1,470"),
        ("Thailand", "541", "128", "51", "1,221"),
        ("Viet Nam", "306", "320", "69", "84"),
        ("Total", "944", "845", "1,011", "2,851"),
    ),
    "Source: national authorities; two dots mean that no figure was reported.",
)

CHINESE = SampleDocument(
    "zh",
    "二〇一二年上游地区罂粟调查报告",
    "地区禁毒委员会办公室",
    "2012年10月31日",
    (
        "2012年，上游地区罂粟种植面积估计为42500¹公顷，比上一季增长33.8%。山区交通不便，铲除工作仍然困难。",
        "全年共缴获鸦片1470公斤、海洛因336公斤，2011年分别为828公斤和42公斤。大部分海洛因是在越过北部边境的车辆中查获的。",
        "预计可产鸦片600²吨，平均每公顷产量14.1公斤，为历次调查以来最高。尽管有关部门采取了大量措施，偏远地区的种植活动仍在继续，"
        "当地农民收入来源单一，替代种植项目进展缓慢，需要更多资金和技术支持。",
        "4月至6月的联合行动中，共破获毒品犯罪案件1784起，抓获犯罪嫌疑人2534名，捣毁加工厂19个。",
        "铲除面积由2011年的7058公顷增加到2012年的23718公顷，4100户农民得到了稻种和咖啡种苗。",
    ),
    ("95%置信区间为38249至46751公顷。", "干重，农场收购时计算。"),
    "表1 各国缴获阿片类毒品情况（公斤）",
    (
        (HeadCell("国家", high=2), HeadCell("海洛因", wide=2), HeadCell("鸦片", wide=2)),
        (HeadCell("2011年"), HeadCell("2012年"), HeadCell("2011年"), HeadCell("2012年")),
    ),
    (
        ("柬埔寨", "12", "15", "—", "2"),
        ("老挝", "43", "46", "63", "74"),
        ("缅甸", "42", "336", "828", "1470"),
        ("泰国", "541", "128", "51", "1221"),
        ("越南", "306", "320", "69", "84"),
        ("合计", "944", "845", "1011", "2851"),
    ),
    "资料来源：各国主管部门。",
)

SPANISH = SampleDocument(
    "es",
    "Estudio de los cultivos de coca del alto valle 2012",
    "Observatorio Regional de Drogas",
    "La Paz, 31 de octubre de 2012",
    (
        "En 2012, la superficie cultivada con arbusto de coca en el alto valle se estimó en 25.300¹ hectáreas, un 7 % "
        "menos que el año anterior. La erradicación eficaz siguió siendo difícil en los municipios de montaña.",
        "Las autoridades incautaron 32,1 toneladas de cocaína durante el año, frente a 28,3 toneladas en 2011. La mayor "
        "parte se encontró en vehículos que cruzaban la frontera norte con documentación aparentemente legítima.",
        "La producción potencial de hoja de coca se calculó en 45.100² toneladas. El rendimiento medio fue de 1,8 "
        "toneladas por hectárea. Pese a las numerosas intervenciones administrativas, el cultivo continuó en las "
        "comunidades campesinas desprovistas de infraestructuras y de representación institucional.",
        "Se registraron 13.408 casos y se detuvo a 4.280 personas en los operativos realizados entre abril y junio. "
        "Se desmantelaron 4.508 fábricas de pasta base y 30 laboratorios de cristalización.",
        "La erradicación pasó de 10.509 hectáreas en 2011 a 11.044 hectáreas en 2012. Las familias afectadas recibieron "
        "semillas de café y de cacao; al final de la campaña las habían recibido 4.100 hogares.",
    ),
    ("El intervalo de confianza del 95 % va de 22.000 a 28.600 hectáreas.", "Peso seco, en la finca."),
    "Cuadro 1. Incautaciones por país (kilogramos)",
    (
        (HeadCell("País", high=2), HeadCell("Cocaína", wide=2), HeadCell("Marihuana", wide=2)),
        (HeadCell("2011"), HeadCell("2012"), HeadCell("2011"), HeadCell("2012")),
    ),
    (
        ("Bolivia (Estado Plurinacional de)", "28.352", "32.136", "382.981", "403.000"),
        ("Colombia", "155.831", "188.020", "321.115", "348.700"),
        ("Ecuador", "21.335", "42.500", "3.600", "10.100"),
        ("Perú", "24.800", "32.300", "2.745", "3.350"),
        ("Venezuela", "24.300", "27.600", "20.400", "29.800"),
        ("Total", "254.618", "322.556", "730.841", "794.950"),
    ),
    "Fuente: autoridades nacionales.",
)

DOCUMENTS = {document.language: document for document in (ENGLISH, CHINESE, SPANISH)}


def html_of(document: SampleDocument, *, columns: int = 1) -> str:
    """A page as a browser prints it, its prose in `columns`."""
    prose = "".join(f"<p>{_with_marks(text, '<sup>{}</sup>')}</p>" for text in document.paragraphs)
    notes = "".join(f"<p class=n><sup>{i}</sup> {escape(n)}</p>" for i, n in enumerate(document.notes, 1))
    return (
        f'<!DOCTYPE html><html lang="{document.language}"><head><meta charset="utf-8"><title>{document.title}</title>'
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

    return _FODT.format(
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


def _fodt_cell(text: str, wide: int = 1, high: int = 1) -> str:
    spans = f'table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"'
    covered = "<table:covered-table-cell/>" * (wide - 1)
    return f'<table:table-cell table:style-name="C" {spans}><text:p>{escape(text)}</text:p></table:table-cell>{covered}'


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


_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><meta:initial-creator>{publisher}</meta:initial-creator></office:meta>
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:text-properties style:font-name="F"
 style:font-name-asian="F" fo:font-size="11pt" style:font-size-asian="11pt"/></style:style>
<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties
 fo:font-size="8pt" style:font-size-asian="8pt"/></style:style>
<style:style style:name="Footnote_20_anchor" style:display-name="Footnote anchor" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="B" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties
 fo:text-align="justify" fo:margin-bottom="3mm"/></style:style>
<style:style style:name="T" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties
 fo:font-size="18pt" style:font-size-asian="18pt"/></style:style>
<style:style style:name="S" style:family="section"><style:section-properties><style:columns fo:column-count="2"
 fo:column-gap="6mm"/></style:section-properties></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="1mm"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="148mm" fo:page-height="210mm"
 fo:margin="15mm"/><style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="4mm"/>
</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/>
</style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>{publisher}</text:p></style:header>
<style:footer><text:p>– <text:page-number/> –</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
<text:h text:style-name="T" text:outline-level="1">{title}</text:h><text:p>{dateline}</text:p>
<text:section text:name="s" text:style-name="S">{prose}</text:section>
<text:p>{caption}</text:p>
<table:table table:name="t"><table:table-column table:number-columns-repeated="{columns}"/>
<table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>
<text:p>{note}</text:p>
</office:text></office:body></office:document>
"""


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
        f"\\begin{{table*}}[b]\\centering {plain(document.caption)}\\par\\medskip\n\\begin{{tabular}}{{lrrrr}}\\toprule\n"
        f"{first}\\\\ \\cmidrule(lr){{2-3}}\\cmidrule(lr){{4-5}}\n{second}\\\\ \\midrule\n{rows}\\\\ \\bottomrule\n"
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
