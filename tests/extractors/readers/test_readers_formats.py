"""Single traits of single formats: what a document says of itself, and how its parts become text."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from hostile_documents import STORY
from small_files import docx_of, pdf_from, pdf_of, xlsx_of, zipped

from extractors import readers
from extractors.readers.sheets import printed
from extractors.records import Report


def read(data: bytes | str, name: str) -> Report:
    return readers.read_bytes(data.encode() if isinstance(data, str) else data, name)


def rows_of(report: Report, table: int = 0) -> list[list[str]]:
    cells = report.tables[table].cells
    return [[c.text for c in cells if c.row == row] for row in sorted({c.row for c in cells})]


# Mail and saved pages

MAIL = """From: UNODC Press Office <press@example.org>
To: list@example.org
Date: Wed, 26 Jun 2013 23:10:00 +0800
Subject: =?utf-8?q?Opium_survey_=E2=80=93_2012?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Plain: see the other part.
--b
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

<p>Police seized 5.6 tons=2E</p><table><tr><td>Laos<td>46<tr><td>Per=FA<td>9</table>
--b--
"""


def test_mail() -> None:
    report = read(MAIL, "a.eml")
    assert report.text.startswith("Police seized 5.6 tons.")
    assert rows_of(report) == [["Laos", "46"], ["Perú", "9"]]
    assert (report.title, report.publisher) == ("Opium survey – 2012", "UNODC Press Office")
    assert report.published == dt.date(2013, 6, 26)


def test_mail_of_plain_text() -> None:
    report = read(f"From: a@example.org\nSubject: News\n\n{STORY}\n", "a.eml")
    assert (report.text, report.title, report.publisher, report.published) == (STORY, "News", "", None)


def test_the_day_of_saving_a_page_is_not_its_date() -> None:
    saved = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/opium\nSubject: Opium\n"
        "Date: Wed, 26 Jun 2024 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
        f"Content-Location: https://a.example/opium\n\n<html><body><p>{STORY}</p>\n--b--\n"
    )
    report = read(saved, "a.mhtml")
    assert (report.text, report.url, report.publisher) == (STORY, "https://a.example/opium", "a.example")
    assert report.published is None


# Word

W = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def test_word_reads_as_with_all_changes_accepted() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Police seized </w:t></w:r>"
        "<w:del><w:r><w:delText>4</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> kg of </w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>opium</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>"
    )
    assert read(docx_of(body), "a.docx").text == "Police seized 5 kg of opium."


def test_word_tables_in_content_controls_and_text_boxes_are_found() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = (
        "<w:tbl>"
        + "".join(f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in (("x", 1), ("y", 2)))
        + "</w:tbl>"
    )
    box = f"<w:p><w:r><w:pict><w:txbxContent>{W.format('Boxed: 7 kg.')}</w:txbxContent></w:pict></w:r></w:p>"
    report = read(docx_of(f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>{box}"), "a.docx")
    assert rows_of(report) == [["x", "1"], ["y", "2"]]
    assert "Boxed: 7 kg." in report.text


# Spreadsheets


def workbook(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        (1470, "#,##0", "1470"),
        (4.6, "General", "4.6"),
        (0.1 + 0.2, "General", "0.3"),
        (4.6, "0.00", "4.60"),
        (4.6, "0.000", "4.6"),
        (4.625, "0.000", "4.6250"),
        (1234.5678, "#,##0.0", "1234.6"),
        (0.004, "0.0", "0.0040"),
        (0.125, "0.0%", "12.5%"),
        (-13, "0;(0)", "-13"),
        (5.6, '0.0" t"', "5.6 t"),
        (1470000, "#,##0,", "1470"),
        (2012, "0", "2012"),
        (0, '#,##0;-#,##0;"–"', "–"),
        (-13.5, "#,##0.0;\\-#,##0.0", "-13.5"),
        (1e15, "General", "1000000000000000"),
        (True, "General", "TRUE"),
        (dt.datetime(2012, 6, 26), "yyyy-mm-dd", "2012-06-26"),
        ("  a\nb ", "General", "a b"),
    ],
)
def test_numbers_are_written_as_no_language_misreads_them(value: object, shape: str, shown: str) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["Country", "kg"])
        sheet.append(["Laos", value])
        sheet["B2"].number_format = shape

    assert rows_of(read(workbook(fill), "a.xlsx"))[1] == ["Laos", shown]


def test_numbers_printed() -> None:
    assert [printed(n) for n in (5, 5.0, 1e-7, 1e22, float("inf"))] == [
        "5",
        "5",
        "0.0000001",
        "1" + "0" * 22,
        "inf",
    ]


def test_titles_tables_and_notes_of_a_sheet() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.title = "Seizures"
        for row in (
            ["Table 1. Seizures", None, None], ["(kilograms)", None, None], [None, None, None],
            ["Country", 2011, 2012], ["Asia", None, None], ["Laos", 43, 46], [None, None, None],
            ["Europe", None, None], ["Italy", 811, 950], [None, None, None], ["Source: all.", None, None],
            [None, None, None], ["Table 2. Arrests", None, None], ["Country", "Men", "Women"], ["Laos", 5, 6],
        ):  # fmt: skip
            sheet.append(row)
        book.create_sheet("Hidden").sheet_state = "hidden"
        book["Hidden"]["A1"] = "99 tons"
        book.create_sheet("Notes")["A1"] = "Two dots: no data."

    report = read(workbook(fill), "a.xlsx")
    first, second = report.tables
    assert rows_of(report)[0] == ["Country", "2011", "2012"]
    assert rows_of(report)[-1] == ["Italy", "811", "950"], "an empty row does not end a table of numbers"
    assert {c.row for c in first.cells if c.text == "Italy"} == {8}
    assert first.caption.startswith("Table 1. Seizures")
    assert "(kilograms)" in first.caption
    assert second.caption == "Table 2. Arrests"
    assert "99 tons" not in report.text
    assert [p.label for p in report.passages] == ["sheet Seizures", "sheet Notes"]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("country,kg\nLaos,46\n", ["Laos", "46"]),
        ("country;kg\nLaos;46,5\n", ["Laos", "46,5"]),
        ("country\tkg\nLaos\t46\n", ["Laos", "46"]),
        ("country|kg\nLaos|46\n", ["Laos", "46"]),
        ('"country","kg"\n"Laos, north","1,470"\n', ["Laos, north", "1,470"]),
        ("sep=;\ncountry;kg\nLaos;46\n", ["Laos", "46"]),
        ('country,kg\n"Laos\nnorth",46\n', ["Laos north", "46"]),
        ("﻿country,kg\r\nLaos,46\r\n", ["Laos", "46"]),
    ],
)
def test_delimiters(text: str, second: list[str]) -> None:
    report = read(text, "a.csv")
    assert rows_of(report)[1] == second
    assert report.text.splitlines()[0] == "country | kg"


def test_a_title_above_a_csv_table_is_its_caption() -> None:
    report = read("Seizures in kg,,\n,,\ncountry,2011,2012\nLaos,43,46\n", "a.csv")
    assert rows_of(report)[0] == ["country", "2011", "2012"]
    assert "Seizures in kg" in report.text


# PDF


def test_a_day_of_making_counts_only_for_texts_of_that_time() -> None:
    def made(text: str, by: str) -> dt.date | None:
        objects = pdf_of(text, trailer="/Info 9 0 R").replace(
            b"xref\n0",
            f"9 0 obj\n<< /CreationDate (D:20130626102200Z) /Creator ({by}) >>\nendobj\nxref\n0".encode(),
            1,
        )
        return read(objects, "a.pdf").published

    assert made("In 2012 police seized 5 kg.", "Adobe InDesign") == dt.date(2013, 6, 26)
    assert made("In 2009 police seized 5 kg.", "Adobe InDesign") is None
    assert made("In 2012 police seized 5 kg.", "Mozilla Firefox, Skia PDF") is None


def page_with(content: str, *, count: int = 1, rotate: int = 0) -> bytes:
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i in range(count):
        stream = content.replace("{n}", str(i + 1)).encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate {rotate} "
            f"/Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    return pdf_from(objects)


def show(x: float, y: float, text: str, size: float = 11) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


def test_lines_of_a_paragraph_are_joined_and_hyphens_undone() -> None:
    text = show(50, 700, "The cultivation of poppy in the north was esti-") + show(
        50, 686, "mated at 42,500 hectares in 2012."
    )
    assert (
        read(page_with(text), "a.pdf").text
        == "The cultivation of poppy in the north was estimated at 42,500 hectares in 2012."
    )


def test_a_hyphen_that_the_document_writes_elsewhere_stays() -> None:
    text = show(50, 700, "Many drug-related cases were found by the officers, and the drug-") + show(
        50, 686, "related arrests rose to 2,534 in the year."
    )
    assert "the drug-related arrests" in read(page_with(text), "a.pdf").text


def test_running_heads_and_page_numbers_go_but_numbers_of_the_text_stay() -> None:
    content = (
        show(50, 760, "World report 2013")
        + show(300, 30, "{n}")
        + show(50, 700, "Page {n} says that police had seized {n}0 kg of opium by then.")
        + show(50, 100, "Laos {n}46")
    )
    text = read(page_with(content, count=4), "a.pdf").text
    assert "World report" not in text
    for n in range(1, 5):
        assert f"seized {n}0 kg" in text
        assert f"Laos {n}46" in text
    assert "\n\n3\n\n" not in text


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_read_as_they_are_seen(rotate: int) -> None:
    shapes = {0: "1 0 0 1 50 700", 90: "0 1 -1 0 100 50", 180: "-1 0 0 -1 550 100", 270: "0 -1 1 0 100 700"}
    lines = "".join(
        f"0 -14 Td ({line}) Tj " for line in ("Police seized 5 kg of opium in the", "north of the country.")
    )
    text = read(page_with(f"BT /F1 11 Tf {shapes[rotate]} Tm {lines} ET", rotate=rotate), "a.pdf").text
    assert text == "Police seized 5 kg of opium in the north of the country."


def test_two_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    left = [f"left line {i} speaks of opium and of" for i in range(12)]
    right = [f"right line {i} tells of coca bush and" for i in range(12)]
    content = "".join(
        show(50, 700 - 14 * i, a) + show(320, 700 - 14 * i, b)
        for i, (a, b) in enumerate(zip(left, right, strict=True))
    )
    text = read(page_with(content), "a.pdf").text
    assert text.index("left line 11") < text.index("right line 0")


def test_a_table_of_white_space() -> None:
    rows = [
        ("Country", "2011", "2012"),
        ("Laos", "43", "46"),
        ("Viet Nam", "306", "320"),
        ("Total", "349", "366"),
    ]
    content = show(50, 730, "Table 2. Heroin seized \\(kg\\)") + "".join(
        show(50, 700 - 14 * i, a) + show(220, 700 - 14 * i, b) + show(320, 700 - 14 * i, c)
        for i, (a, b, c) in enumerate(rows)
    )
    report = read(page_with(content), "a.pdf")
    assert rows_of(report) == [list(row) for row in rows]
    assert report.tables[0].caption == "Table 2. Heroin seized (kg)"
    assert report.tables[0].label == "page 1"


def test_a_list_of_contents_is_no_table() -> None:
    content = "".join(show(50, 700 - 14 * i, f"Chapter {i} {'.' * 40} {i * 7}") for i in range(8))
    assert not read(page_with(content), "a.pdf").tables


def test_a_browsers_head_and_foot_are_not_the_text_and_give_the_address() -> None:
    content = (
        show(20, 775, "6/26/24, 3:14 PM", 8)
        + show(20, 12, "https://a.example/opium 1/1", 8)
        + show(50, 700, "Police seized 5 kg of opium.")
    )
    report = read(page_with(content), "a.pdf")
    assert (report.text, report.url) == ("Police seized 5 kg of opium.", "https://a.example/opium")


def test_text_from_right_to_left_is_refused_rather_than_garbled() -> None:
    letters = "".join(f"<{code:02x}> <{0x0627 + code:04x}> " for code in range(0x41, 0x5B))
    unicode_map = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        f"26 beginbfchar {letters} endbfchar endcmap end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length 48 >>\nstream\nBT /F1 11 Tf 50 700 Td (ABCDEFG HIJKLM) Tj ET \nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(unicode_map)} >>\nstream\n{unicode_map}\nendstream".encode(),
    ]
    with pytest.raises(readers.UnreadableReport, match="from right to left"):
        read(pdf_from(objects), "a.pdf")


# Any


def test_metadata_names_a_body_as_publisher_never_a_person() -> None:
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><meta:initial-creator>{}'
        "</meta:initial-creator></office:meta></office:document-meta>"
    )
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"<text:p>{STORY}</text:p></office:text></office:body></office:document-content>"
    )

    def publisher(author: str) -> str:
        parts = {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": meta.format(author),
        }
        return read(zipped(parts), "a.odt").publisher

    assert publisher("Ministry of Public Security") == "Ministry of Public Security"
    assert publisher("UNODC") == "UNODC"
    assert publisher("国家禁毒委员会办公室") == "国家禁毒委员会办公室"
    assert publisher("jsmith") == ""


def test_every_format_names_its_place() -> None:
    assert read(pdf_of(STORY), "a.pdf").passages[0].label == "page 1"
    book = read(xlsx_of('<row r="1"><c r="A1" t="inlineStr"><is><t>Note: 5 kg.</t></is></c></row>'), "a.xlsx")
    assert book.passages[0].label == "sheet S"
