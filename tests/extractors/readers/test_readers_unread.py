"""What of a file is not read is said: pages that are pictures, text that runs from right to left, attachments."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hostile_documents import STORY, WORDS
from sample_documents import DATA
from small_files import pdf_from, pdf_of

from extractors import readers
from extractors.reading import read_report
from extractors.records import Report

IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
    b"/BitsPerComponent 8 /Length 4 >>\nstream\n\x00\xff\xff\x00\nendstream"
)


def pdf_of_pages(*pages: str) -> bytes:
    """A PDF with a page for each text; "scan" is a page that is one picture, with a number of the page below it."""
    first = 3
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    last = first + 2 * len(pages)
    for i, text in enumerate(pages):
        content = "q 612 0 0 700 0 60 cm /I Do Q BT /F 9 Tf 300 30 Td (3) Tj ET" if text == "scan" else (
            f"q 40 0 0 40 500 740 cm /I Do Q BT /F 12 Tf 50 700 Td ({text}) Tj ET"
        )  # fmt: skip
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {first + 2 * i + 1} 0 R "
            f"/Resources << /Font << /F {last} 0 R >> /XObject << /I {last + 1} 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode())
    return pdf_from([*objects, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", IMAGE])


@pytest.mark.parametrize(
    ("pages", "notes"),
    [
        ((STORY, "More."), ()),
        ((STORY, "scan", "More."), ("page 2 is a picture: its text was not read",)),
        (
            (STORY, "scan", "scan", "scan", "More.", "scan"),
            ("pages 2–4, 6 are pictures: their text was not read",),
        ),
    ],
)
def test_scanned_pages_among_others_are_told(pages: tuple[str, ...], notes: tuple[str, ...]) -> None:
    report = readers.read_bytes(pdf_of_pages(*pages), "a.pdf")
    assert STORY in report.text
    assert report.notes == notes
    assert read_report(report).unclear_tables == notes


def test_a_file_of_scanned_pages_only_is_refused() -> None:
    with pytest.raises(readers.UnreadableReport, match="pictures of pages only"):
        readers.read_bytes(pdf_of_pages("scan", "scan"), "a.pdf")


@pytest.mark.parametrize("name", ["arabic.pdf", "hebrew.pdf"])
def test_text_from_right_to_left_is_refused_as_its_order_is_lost(name: str) -> None:
    with pytest.raises(readers.UnreadableReport, match="from right to left, which is not read from PDF"):
        readers.read(DATA / "right_to_left" / name)


def mail_with(*parts: str, body: str = STORY) -> bytes:
    inner = "".join(
        f"--b\n{part}\n" for part in (f"Content-Type: text/plain; charset=utf-8\n\n{body}", *parts)
    )
    head = "From: UNODC Press <press@example.org>\nDate: Wed, 26 Jun 2013 10:00:00 +0800\nSubject: Seizures\n"
    return f"{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{inner}--b--\n".encode()


def attached(data: bytes, kind: str, name: str) -> str:
    return (
        f'Content-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(data).decode()}"
    )


def read_mail(tmp_path: Path, data: bytes) -> dict[str, Report | readers.Failure]:
    (tmp_path / "news.eml").write_bytes(data)
    return {found.file: found for found in readers.read_all(tmp_path / "news.eml", root=tmp_path)}


def test_a_mail_and_its_attachments_are_reports_of_their_own(tmp_path: Path) -> None:
    pdf, csv = (
        pdf_of(f"{STORY} In print."),
        b"Country,Drug,Year,Seized (kg)\nPeru,Cocaine,2012,62\nChile,Heroin,2012,1\n",
    )
    found = read_mail(
        tmp_path,
        mail_with(
            attached(pdf, "application/pdf", "Report 2012.pdf"),
            attached(csv, "text/csv", "table.csv"),
            attached(b"\x89PNG", "image/png", "logo.png"),
        ),
    )
    assert list(found) == ["news.eml/message.eml", "news.eml/Report 2012.pdf", "news.eml/table.csv"]
    message = found["news.eml/message.eml"]
    assert (message.text, message.title, str(message.published)) == (STORY, "Seizures", "2013-06-26")
    assert WORDS in found["news.eml/Report 2012.pdf"].text
    claims = read_report(found["news.eml/table.csv"]).claims
    assert {(c.drug, c.value, c.place) for c in claims} == {("cocaine", 62.0, "PE"), ("heroin", 1.0, "CL")}
    assert len({report.id for report in found.values()}) == 3


def test_a_forwarded_mail_is_a_member(tmp_path: Path) -> None:
    forwarded = f"Content-Type: message/rfc822\n\nFrom: b@example.org\nSubject: Old\n\n{STORY} Forwarded."
    found = read_mail(tmp_path, mail_with(forwarded, body="See below."))
    assert found["news.eml/message 1.eml"].text == f"{STORY} Forwarded."
    assert found["news.eml/message 1.eml"].title == "Old"


def test_attachments_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    found = read_mail(
        tmp_path,
        mail_with(
            attached(b"Police seized 1 kg.", "text/plain", "a.txt"),
            attached(b"Police seized 2 kg.", "text/plain", "a.txt"),
        ),
    )
    assert list(found) == ["news.eml/message.eml", "news.eml/a.txt", "news.eml/2-a.txt"]


def test_a_mail_with_a_picture_only_is_one_report(tmp_path: Path) -> None:
    found = read_mail(tmp_path, mail_with(attached(b"\x89PNG", "image/png", "logo.png")))
    assert list(found) == ["news.eml"]
