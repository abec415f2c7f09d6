"""Broken, endless and exploding documents of every kind, with what must become of each."""

from __future__ import annotations

import base64
import random
import zlib
from dataclasses import dataclass
from pathlib import Path

from small_files import docx_of, pdf_from, pdf_of, xlsx_of, zipped

from extractors.readers.limits import Limits

LIMITS = Limits(file=10 << 20, expanded=20 << 20)
READ, REJECTED, IGNORED = "read", "rejected", "ignored"
STORY = "Police in Yunnan seized 5.6 tons of opium in 2012, the ministry said."
STORY_ZH = "2012年，云南省禁毒部门查获各类毒品5.6吨，同比增长13%。警方共破获案件1784起。"
WORDS = "5.6 tons of opium"


@dataclass(frozen=True)
class Outcome:
    """What must become of a file: its status, and words of its text or of the sentence about it."""

    status: str
    words: str = ""


def write(folder: Path, files: dict[str, tuple[bytes, Outcome]]) -> dict[str, Outcome]:
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: outcome for name, (_, outcome) in files.items()}


def pages(folder: Path) -> dict[str, Outcome]:
    story = f"<p>{STORY}</p>"
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    cells = "<tr><td>Laos</td><td>5</td></tr>" * 5000
    pages = {
        "deep.html": ("<div>" * 50_000 + STORY + "</div>" * 50_000, Outcome(READ, WORDS)),
        "deep-tables.html": ("<table><tr><td>" * 3000 + STORY, Outcome(READ, WORDS)),
        "unclosed.html": (f"<html><body><div><p>{STORY}<p>More<b>bold", Outcome(READ, WORDS)),
        "open-comment.html": (f"<html><body><!-- {STORY * 20}", Outcome(REJECTED, "no text")),
        "scripts.html": ("<html><script>var kg = 5;</script></html>", Outcome(REJECTED, "no text")),
        "entities.xhtml": (
            f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "x">{entities}]><html><body>{story}&a11;',
            Outcome(READ, WORDS),
        ),
        "long-attribute.html": (
            f'<html><body><p title="{"x" * 3_000_000}">{STORY}</p>',
            Outcome(READ, WORDS),
        ),
        "many-cells.html": (f"<html><body>{story}<table>{cells}</table>", Outcome(READ, "Laos | 5")),
        "wide-span.html": (
            f'<html><body>{story}<table><tr><td colspan="99999999" rowspan="999999">a<td>5<tr><td>b<td>6',
            Outcome(READ, WORDS),
        ),
        "broken-data.html": (
            f'<html><script type="application/ld+json">{"[" * 100_000}</script><body>{story}',
            Outcome(READ, WORDS),
        ),
        "hidden.html": (f'<html><body>{story}<p style="display:none">900 tons</p>', Outcome(READ, WORDS)),
        "references.html": (f"<html><body>{story}&#xD800;&#0;&#x110000;&bogus;", Outcome(READ, WORDS)),
    }
    files = {name: (text.encode(), outcome) for name, (text, outcome) in pages.items()}
    lying = f'<html><meta charset="utf-8"><body><p>Bogotá: {STORY}'.encode("cp1252")
    files["wrong-charset.html"] = (lying, Outcome(READ, "Bogotá: Police"))
    return write(folder, files)


def pdfs(folder: Path) -> dict[str, Outcome]:
    whole = pdf_of(STORY)
    picture = "/XObject << /I1 << /Type /XObject /Subtype /Image >> >>"
    scan = pdf_from(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /XObject << /I 5 0 R >> >> >>",
            b"<< /Length 31 >>\nstream\nq 612 0 0 792 0 0 cm /I Do Q  \nendstream",
            b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Length 4 >>\nstream\n\x00\xff\xff\x00\nendstream",
        ]
    )
    loop = pdf_from(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
        ]
    )
    self_drawing = pdf_from(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 6 0 R >> /XObject << /X 5 0 R >> >> >>",
            f"<< /Length {len(STORY) + 40} >>\nstream\n".encode()
            + f"BT /F1 12 Tf 50 700 Td ({STORY}) Tj ET /X Do\nendstream".encode(),
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> "
            b"/Length 11 >>\nstream\n/X Do /X Do\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >>"
    bomb = zlib.compress(zlib.compress(b"0" * (100 << 20), 9), 9)
    bombs = pdf_of("", content=bomb).replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]")
    return write(
        folder,
        {
            "whole.pdf": (whole, Outcome(READ, WORDS)),
            "cut.pdf": (whole[: len(whole) // 2], Outcome(REJECTED, "damaged")),
            "head-only.pdf": (b"%PDF-1.7\n", Outcome(REJECTED, "damaged")),
            "noise.pdf": (b"%PDF-1.4\n" + random.Random(3).randbytes(5000), Outcome(REJECTED, "damaged")),
            "wrong-index.pdf": (whole.replace(b"startxref\n", b"startxref\n9"), Outcome(READ, WORDS)),
            "behind-rubbish.pdf": (b"\r\n\r\n" + whole, Outcome(READ, WORDS)),
            "scan.pdf": (scan, Outcome(REJECTED, "pictures of pages only")),
            "blank.pdf": (pdf_of(" ", extra=picture), Outcome(REJECTED, "no text")),
            "locked.pdf": (
                pdf_of(STORY, trailer=f"{locked} /ID [<41414141> <41414141>]"),
                Outcome(REJECTED, "password"),
            ),
            "loop.pdf": (loop, Outcome(REJECTED, "")),
            "self-drawing.pdf": (self_drawing, Outcome(REJECTED, "")),
            "bomb.pdf": (bombs, Outcome(REJECTED, "")),
        },
    )


def word_files(folder: Path) -> dict[str, Outcome]:
    paragraph = f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"
    bomb = "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY a{i} '&a{i - 1};&a{i - 1};'>" for i in range(1, 30)
    )
    whole = docx_of(paragraph)
    nested = "<w:tbl><w:tr><w:tc>" * 600 + paragraph + "</w:tc></w:tr></w:tbl>" * 600
    return write(
        folder,
        {
            "whole.docx": (whole, Outcome(READ, WORDS)),
            "cut.docx": (whole[:-40], Outcome(REJECTED, "damaged")),
            "no-text.docx": (docx_of("<w:p/>"), Outcome(REJECTED, "no text")),
            "entities.docx": (docx_of("<w:p/>", before=bomb + "]>"), Outcome(REJECTED, "entities")),
            "broken-xml.docx": (docx_of("<w:p><w:r>"), Outcome(REJECTED, "damaged")),
            "nested.docx": (docx_of(nested), Outcome(REJECTED, "")),
            "bomb.docx": (docx_of(" " * (21 << 20)), Outcome(REJECTED, "unpacks to more than")),
            "deleted.docx": (
                docx_of(f"{paragraph}<w:p><w:del><w:r><w:delText>900 tons</w:delText></w:r></w:del></w:p>"),
                Outcome(READ, WORDS),
            ),
        },
    )


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheets(folder: Path) -> dict[str, Outcome]:
    head = f'<row r="1">{_cell("A1", "Country")}{_cell("B1", "kg")}</row>'
    row = f'<row r="2">{_cell("A2", "Laos")}<c r="B2"><v>46</v></c></row>'
    far = f'<row r="1048576">{_cell("XFD1048576", "far")}</row>'
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><sst>&b;</sst>'
    return write(
        folder,
        {
            "claims-to-be-huge.xlsx": (xlsx_of(head + row), Outcome(READ, "Laos | 46")),
            "far-cell.xlsx": (xlsx_of(head + row + far), Outcome(READ, "Laos | 46")),
            "empty.xlsx": (xlsx_of(""), Outcome(REJECTED, "no filled cell")),
            "formulas.xlsx": (
                xlsx_of('<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>2+2</f></c></row>'),
                Outcome(REJECTED, "formulas without their results"),
            ),
            "entities.xlsx": (xlsx_of(head, shared=bomb), Outcome(REJECTED, "entities")),
            "broken.xlsx": (xlsx_of("<row><c>"), Outcome(REJECTED, "damaged")),
            "open-quote.csv": (b'country,kg\nLaos,"46\nMyanmar,336\n', Outcome(READ, "Laos | 46")),
            "zero.csv": (b"country,kg\nLaos,\0 46\n", Outcome(REJECTED, "binary")),
            "wide.csv": (b"x," * 20_000 + b"5\n" + b"1," * 20_000 + b"6\n", Outcome(READ, "x | x")),
            "no-columns.csv": (STORY.replace(",", "").encode(), Outcome(READ, WORDS)),
            "semicolons.csv": (
                "país;kg\nPerú;1.470\nBolivia;46\n".encode("cp1252"),
                Outcome(READ, "Perú | 1.470"),
            ),
        },
    )


def mails(folder: Path) -> dict[str, Outcome]:
    """Mails with attachments: each is a report of its own, or its own failure."""
    broken = b"MIME-Version: 1.0\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n\nxyz"
    both = (
        b"From: UNODC <a@example.org>\nSubject: News\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\n" + STORY.encode() + b"\n--b\nContent-Type: text/csv\n"
        b'Content-Disposition: attachment; filename="../../out.csv"\n\ncountry,kg\nLaos,46\nMyanmar,336\n'
        b"--b\nContent-Type: application/zip; name=in.zip\nContent-Disposition: attachment\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(zipped({"x.txt": STORY})) + b"--b--\n"
    )
    found = write(
        folder, {"attachment.eml": (broken, Outcome(READ, "")), "attachments.eml": (both, Outcome(READ, ""))}
    )
    del found["attachment.eml"], found["attachments.eml"]  # they are archives of what they hold
    return found | {
        "attachment.eml/a.pdf": Outcome(REJECTED, "is not a .pdf file"),
        "attachments.eml/message.eml": Outcome(READ, WORDS),
        "attachments.eml/out.csv": Outcome(READ, "Laos | 46"),
        "attachments.eml/in.zip": Outcome(REJECTED, "archive within an archive"),
    }


def others(folder: Path) -> dict[str, Outcome]:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(1200))
    mail = f"From: UNODC <a@example.org>\nDate: Wed, 26 Jun 2013 10:00:00 +0800\nSubject: News\n\n{STORY}\n"
    odt = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"<text:p>{STORY}</text:p></office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return write(
        folder,
        {
            "whole.rtf": (f"{{\\rtf1\\ansi {STORY}\\par}}".encode(), Outcome(READ, WORDS)),
            "cut.rtf": (f"{{\\rtf1\\ansi {STORY}".encode(), Outcome(REJECTED, "cut short")),
            "deep.rtf": (
                b"{\\rtf1 " + b"{" * 100_000 + STORY.encode() + b"}" * 100_000 + b"}",
                Outcome(READ, WORDS),
            ),
            "empty.rtf": (b"{\\rtf1\\ansi }", Outcome(REJECTED, "no text")),
            "whole.eml": (mail.encode(), Outcome(READ, WORDS)),
            "deep.eml": (f"MIME-Version: 1.0\n{deep}{STORY}".encode(), Outcome(REJECTED, "")),
            "whole.odt": (zipped({"mimetype": kind, "content.xml": odt}), Outcome(READ, WORDS)),
            "entities.odt": (
                zipped({"mimetype": kind, "content.xml": '<!DOCTYPE x [<!ENTITY a "b">]>' + odt}),
                Outcome(REJECTED, "entities"),
            ),
            "broken.odt": (
                zipped({"mimetype": kind, "content.xml": odt[:-30]}),
                Outcome(REJECTED, "damaged"),
            ),
        },
    )
