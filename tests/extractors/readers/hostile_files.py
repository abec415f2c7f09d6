"""Builds a folder of files that break readers, and says what must become of each.

`build(folder)` returns for each name (as the readers show it) the outcome that is right: READ with words that its
text must hold, REJECTED or IGNORED with words that the sentence must hold. Nothing here depends on time or chance.
"""

from __future__ import annotations

import io
import os
import random
import socket
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

READ, REJECTED, IGNORED = "read", "rejected", "ignored"
STORY = "Police in Yunnan seized 5.6 tons of opium in 2012, the ministry said."
STORY_ZH = "2012年，云南省禁毒部门查获各类毒品5.6吨，同比增长13%。警方共破获案件1784起。"
WORDS = "5.6 tons of opium"


@dataclass(frozen=True)
class Outcome:
    """What must become of a file: its status, and words of its text or of the sentence about it."""

    status: str
    words: str = ""


def build(folder: Path) -> dict[str, Outcome]:
    """Writes all files below `folder` and returns the outcome of each by its shown name."""
    outcomes: dict[str, Outcome] = {}
    for make in (_texts, _names, _kinds, _special, _pages, _pdfs, _word, _sheets, _archives, _others):
        outcomes.update(make(folder))
    return outcomes


def _write(folder: Path, files: dict[str, tuple[bytes, Outcome]]) -> dict[str, Outcome]:
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: outcome for name, (_, outcome) in files.items()}


def _texts(folder: Path) -> dict[str, Outcome]:
    story, chinese = STORY.encode(), STORY_ZH * 3
    noise = random.Random(7).randbytes(4000)
    return _write(
        folder,
        {
            "empty.txt": (b"", Outcome(REJECTED, "is empty")),
            "blank.txt": (b" \n\t\n" * 50, Outcome(REJECTED, "no text")),
            "only-mark.txt": (b"\xef\xbb\xbf", Outcome(REJECTED, "no text")),
            "zeros.txt": (b"\0" * 5000, Outcome(REJECTED, "binary")),
            "noise.txt": (noise, Outcome(REJECTED, "cannot be read as text")),
            "zero-inside.txt": (story + b"\0" + story, Outcome(REJECTED, "binary")),
            "control.txt": (b"\x01\x02\x03 5 kg \x04" * 100, Outcome(REJECTED, "binary")),
            "utf16.txt": (STORY.encode("utf-16"), Outcome(READ, WORDS)),
            "utf16-no-mark.txt": (STORY.encode("utf-16-le"), Outcome(READ, WORDS)),
            "utf8-mark.txt": (b"\xef\xbb\xbf" + story, Outcome(READ, WORDS)),
            "gb18030.txt": (chinese.encode("gb18030"), Outcome(READ, "查获各类毒品5.6吨")),
            "big5.txt": (
                "警方在雲南查獲毒品5.6噸，破獲案件1784起。".encode("big5"),
                Outcome(READ, "毒品5.6噸"),
            ),
            "windows-1251.txt": (
                "В 2012 году полиция изъяла 5,6 тонны героина в Москве.".encode("cp1251"),
                Outcome(READ, "5,6 тонны героина"),
            ),
            "windows-1252.txt": (
                "Incautó 5,6 toneladas en Bogotá – año 2012".encode("cp1252"),
                Outcome(READ, "Incautó 5,6"),
            ),
            "mixed-encodings.txt": (
                "大麻 5,6 т героина".encode() + b" \xe9\xff\x81\x8d " + "изъяла".encode("cp1251"),
                Outcome(REJECTED, "encoding"),
            ),
            "cut-in-character.txt": (chinese.encode()[:-2], Outcome(READ, "毒品5.6吨")),
            "line-ends.txt": (story + b"\r" + story + b"\r\n", Outcome(READ, WORDS)),
            "one-long-line.txt": (b"12345 " * 500_000 + story, Outcome(READ, WORDS)),
            "only-digits.txt": (b"1" * 2_000_000 + b" " + story, Outcome(READ, WORDS)),
            "open-front-matter.md": (b"---\ntitle: x\n" + story, Outcome(READ, WORDS)),
            "odd-front-matter.md": (
                b"---\ntitle: [a, b\npublished: yes\n---\n" + story,
                Outcome(READ, WORDS),
            ),
            "no-body.md": (b"---\ntitle: Seizures\n---\n", Outcome(REJECTED, "no text")),
            "pipes.md": (b"|" * 100_000 + b"\n" + b"|-" * 100_000 + b"|\n" + story, Outcome(READ, WORDS)),
        },
    )


def _names(folder: Path) -> dict[str, Outcome]:
    story = STORY.encode()
    files = {
        "报告 2012.txt": "报告 2012.txt",
        "تقرير.txt": "تقرير.txt",
        "-rf.txt": "-rf.txt",
        "$(touch x).txt": "$(touch x).txt",
        "new\nline.txt": "new\\nline.txt",
        "bell\x07.txt": "bell\\x07.txt",
        "right\u202eto-left.txt": "right\\u202eto-left.txt",
        "n" * 240 + ".txt": "n" * 240 + ".txt",
    }
    for name in files:
        (folder / name).write_bytes(story)
    shown = {label: Outcome(READ, WORDS) for label in files.values()}
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.txt"), "wb") as file:
        file.write(story)
    return {**shown, "caf\\xe9.txt": Outcome(READ, WORDS)}


def _kinds(folder: Path) -> dict[str, Outcome]:
    story, ole = STORY.encode(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    return _write(
        folder,
        {
            ".hidden.txt": (story, Outcome(IGNORED, "hidden or temporary")),
            "~$report.docx": (story, Outcome(IGNORED, "hidden or temporary")),
            "report.txt~": (story, Outcome(IGNORED, "hidden or temporary")),
            "report.pdf.crdownload": (b"%PDF-1.7", Outcome(IGNORED, "hidden or temporary")),
            "half.docx.part": (b"PK\3\4", Outcome(IGNORED, "hidden or temporary")),
            "photo.jpg": (b"\xff\xd8\xff\xe0" + b"x" * 500, Outcome(IGNORED, "not of a kind that is read")),
            "program.exe": (b"MZ" + b"\0" * 500, Outcome(IGNORED, "not of a kind that is read")),
            "data.json": (b'{"kg": 5}', Outcome(IGNORED, "not of a kind that is read")),
            "no-suffix": (story, Outcome(IGNORED, "not of a kind that is read")),
            "old.doc": (ole, Outcome(REJECTED, "save it as .docx")),
            "old.xls": (ole, Outcome(REJECTED, "save it as .xlsx")),
            "secret.docx": (ole + "EncryptedPackage".encode("utf-16-le"), Outcome(REJECTED, "password")),
            "archive.rar": (b"Rar!\x1a\x07" + b"x" * 100, Outcome(REJECTED, "RAR")),
            "text.pdf": (story, Outcome(REJECTED, "is not a .pdf file")),
            "text.docx": (story, Outcome(REJECTED, "is not a .docx file")),
            "text.xlsx": (story, Outcome(REJECTED, "is not a .xlsx file")),
            "text.zip": (story, Outcome(REJECTED, "is not a .zip file")),
            "text.odt": (story, Outcome(REJECTED, "is not a .odt file")),
            "picture.txt": (
                b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
                Outcome(REJECTED, "cannot be read as text"),
            ),
            "page.txt": (f"<html><body><p>{STORY}</p></body></html>".encode(), Outcome(READ, WORDS)),
            "really-a-pdf.txt": (pdf_of(STORY), Outcome(READ, WORDS)),
            "really-a-word-file.pdf": (
                docx_of(f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"),
                Outcome(READ, WORDS),
            ),
        },
    )


def _special(folder: Path) -> dict[str, Outcome]:
    """Links, pipes, devices, folders: a file system's traps."""
    outside = folder.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.txt").write_text(STORY)
    (folder / "inside").mkdir()
    (folder / "inside" / "story.txt").write_text(STORY)
    (folder / "link-out.txt").symlink_to(outside / "secret.txt")
    (folder / "link-up.txt").symlink_to("../outside/secret.txt")
    (folder / "link-in.txt").symlink_to("inside/story.txt")
    (folder / "link-nowhere.txt").symlink_to("gone.txt")
    (folder / "link-loop.txt").symlink_to("link-loop.txt")
    (folder / "linked-folder").symlink_to(outside)
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    with open(folder / "huge.txt", "wb") as file:
        file.truncate(8 << 30)
    here = os.getcwd()
    os.chdir(folder)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket.txt")
    finally:
        os.chdir(here)
    return {
        "inside/story.txt": Outcome(READ, WORDS),
        "link-out.txt": Outcome(REJECTED, "leads out of the folder"),
        "link-up.txt": Outcome(REJECTED, "leads out of the folder"),
        "link-in.txt": Outcome(READ, WORDS),
        "link-nowhere.txt": Outcome(REJECTED, "does not exist"),
        "link-loop.txt": Outcome(REJECTED, "link"),
        "linked-folder/secret.txt": Outcome(REJECTED, "leads out of the folder"),
        "folder.txt": Outcome(REJECTED, "is a folder"),
        "pipe.txt": Outcome(REJECTED, "a named pipe"),
        "device.txt": Outcome(REJECTED, "leads out of the folder"),
        "socket.txt": Outcome(REJECTED, "a socket"),
        "huge.txt": Outcome(REJECTED, "larger than"),
        "vanished.txt": Outcome(REJECTED, "not there any more"),
    }


def _pages(folder: Path) -> dict[str, Outcome]:
    story = f"<p>{STORY}</p>"
    entities = "".join(f'<!ENTITY a{i} "{"&a%d;" % (i - 1) * 10}">' for i in range(1, 12))
    cells = "<tr><td>Laos</td><td>5</td></tr>" * 5000
    pages = {
        "deep.html": ("<div>" * 50_000 + STORY + "</div>" * 50_000, Outcome(READ, WORDS)),
        "deep-tables.html": ("<table><tr><td>" * 3000 + STORY, Outcome(READ, WORDS)),
        "unclosed.html": (f"<html><body><div><p>{STORY}<p>More<b>bold", Outcome(READ, WORDS)),
        "open-comment.html": (f"<html><body><!-- {STORY * 20}", Outcome(REJECTED, "no text")),
        "scripts.html": ("<html><script>var kg = 5;</script></html>", Outcome(REJECTED, "no text")),
        "entities.xhtml": (
            f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "x">{entities}]><html><body>{story}&a11;</body></html>',
            Outcome(READ, WORDS),
        ),
        "long-attribute.html": (
            f'<html><body><p title="{"x" * 3_000_000}">{STORY}</p>',
            Outcome(READ, WORDS),
        ),
        "many-cells.html": (f"<html><body>{story}<table>{cells}</table>", Outcome(READ, "Laos | 5")),
        "wide-span.html": (
            f'<html><body>{story}<table><tr><td colspan="99999999" rowspan="99999999">a<td>5<tr><td>b<td>6</table>',
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
    return _write(folder, files)


def pdf_of(text: str, *, extra: str = "", content: bytes | None = None, trailer: str = "") -> bytes:
    """A PDF of one page that shows `text`; `extra` goes into its page, `trailer` into its trailer."""
    stream = content if content is not None else f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1")
    filters = "" if content is None else "/Filter /FlateDecode"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> {extra} >> >>".encode(),
        f"<< /Length {len(stream)} {filters} >>\nstream\n".encode() + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return pdf_from(objects, trailer)


def pdf_from(objects: list[bytes], trailer: str = "") -> bytes:
    """A PDF file of these objects, numbered from 1; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _pdfs(folder: Path) -> dict[str, Outcome]:
    whole = pdf_of(STORY)
    picture = "/XObject << /I1 << /Type /XObject /Subtype /Image >> >>"
    scan = pdf_from(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /XObject << /I 5 0 R >> >> >>",
            b"<< /Length 31 >>\nstream\nq 612 0 0 792 0 0 cm /I Do Q  \nendstream",
            b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Length 4 >>\nstream\n\x00\xff\xff\x00\nendstream",
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
            f"<< /Length {len(STORY) + 40} >>\nstream\nBT /F1 12 Tf 50 700 Td ({STORY}) Tj ET /X Do\nendstream".encode(),
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> "
            b"/Length 11 >>\nstream\n/X Do /X Do\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >>"
    bomb = zlib.compress(zlib.compress(b"0" * (400 << 20), 9), 9)
    bombs = pdf_of("", content=bomb).replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]")
    return _write(
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


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument"


def zipped(parts: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def docx_of(body: str, *, before: str = "") -> bytes:
    """A Word file with this body in WordprocessingML; `before` stands ahead of the document's element."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{_MAIN}.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        }
    )


def _word(folder: Path) -> dict[str, Outcome]:
    paragraph = f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY a{i} '{'&a' + (str(i - 1) if i > 1 else '') + ';'}{'&a' + (str(i - 1) if i > 1 else '') + ';'}'>"
        for i in range(1, 30)
    )
    whole = docx_of(paragraph)
    nested = "<w:tbl><w:tr><w:tc>" * 600 + paragraph + "</w:tc></w:tr></w:tbl>" * 600
    return _write(
        folder,
        {
            "whole.docx": (whole, Outcome(READ, WORDS)),
            "cut.docx": (whole[:-40], Outcome(REJECTED, "damaged")),
            "no-text.docx": (docx_of("<w:p/>"), Outcome(REJECTED, "no text")),
            "entities.docx": (docx_of("<w:p/>", before=bomb + "]>"), Outcome(REJECTED, "entities")),
            "broken-xml.docx": (docx_of("<w:p><w:r>"), Outcome(REJECTED, "damaged")),
            "nested.docx": (docx_of(nested), Outcome(REJECTED, "")),
            "bomb.docx": (docx_of(" " * (320 << 20)), Outcome(REJECTED, "unpacks to more than")),
            "deleted.docx": (
                docx_of(f"{paragraph}<w:p><w:del><w:r><w:delText>900 tons</w:delText></w:r></w:del></w:p>"),
                Outcome(READ, WORDS),
            ),
        },
    )


def xlsx_of(rows: str, *, shared: str = "") -> bytes:
    """A workbook of one sheet with these rows in SpreadsheetML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = f"{_MAIN}.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{kind}.sharedStrings+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
            f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/>'
            f"<sheetData>{rows}</sheetData></worksheet>",
            "xl/sharedStrings.xml": shared or f'<sst xmlns="{main}"/>',
        }
    )


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _sheets(folder: Path) -> dict[str, Outcome]:
    head = f'<row r="1">{_cell("A1", "Country")}{_cell("B1", "kg")}</row>'
    row = f'<row r="2">{_cell("A2", "Laos")}<c r="B2"><v>46</v></c></row>'
    far = f'<row r="1048576">{_cell("XFD1048576", "far")}</row>'
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><sst>&b;</sst>'
    return _write(
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


def _archives(folder: Path) -> dict[str, Outcome]:
    story = STORY.encode()
    good = {"a.txt": story, "b.html": f"<html><body><p>{STORY}".encode()}
    locked = bytearray(zipped({"locked.txt": story}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.index(mark) + offset
        locked[at : at + 2] = struct.pack("<H", 1)
    spoilt = bytearray(zipped({"spoilt.txt": story * 20}, method=zipfile.ZIP_STORED))
    spoilt[spoilt.index(b"Police") + 3] ^= 0xFF
    bomb = zipped({"bomb.txt": b"0" * (60 << 20), **good})
    outcomes = _write(
        folder,
        {
            "none.zip": (zipped({}), Outcome(REJECTED, "empty archive")),
            "many.zip": (
                zipped({f"{i}.txt": story for i in range(2100)}),
                Outcome(REJECTED, "more than the 2000"),
            ),
            "cut.zip": (zipped(good)[:-30], Outcome(REJECTED, "damaged")),
        },
    )
    members = {
        "good.zip": (zipped(good), {"a.txt": Outcome(READ, WORDS), "b.html": Outcome(READ, WORDS)}),
        "bomb.zip": (
            bomb,
            {
                "bomb.txt": Outcome(REJECTED, "larger than"),
                "a.txt": Outcome(READ, WORDS),
                "b.html": Outcome(READ, WORDS),
            },
        ),
        "up.zip": (zipped({"../../up.txt": story}), {"../../up.txt": Outcome(READ, WORDS)}),
        "root.zip": (zipped({"/etc/x.txt": story}), {"/etc/x.txt": Outcome(READ, WORDS)}),
        "nested.zip": (
            zipped({"inner.zip": zipped(good)}),
            {"inner.zip": Outcome(REJECTED, "archive within an archive")},
        ),
        "locked.zip": (bytes(locked), {"locked.txt": Outcome(REJECTED, "password")}),
        "spoilt.zip": (bytes(spoilt), {"spoilt.txt": Outcome(REJECTED, "damaged")}),
        "mac.zip": (
            zipped({"__MACOSX/._a.txt": b"\0\5", "a.txt": story}),
            {"__MACOSX/._a.txt": Outcome(IGNORED, "hidden"), "a.txt": Outcome(READ, WORDS)},
        ),
        "mixed.zip": (
            zipped({"x.pdf": b"%PDF-", "y.jpg": b"\xff\xd8", "z.txt": b"", "a.txt": story}),
            {
                "x.pdf": Outcome(REJECTED, "damaged"),
                "y.jpg": Outcome(IGNORED, "not of a kind"),
                "z.txt": Outcome(REJECTED, "is empty"),
                "a.txt": Outcome(READ, WORDS),
            },
        ),
    }
    for name, (data, inside) in members.items():
        (folder / name).write_bytes(data)
        outcomes |= {f"{name}/{member}": outcome for member, outcome in inside.items()}
    return outcomes


def _others(folder: Path) -> dict[str, Outcome]:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(2000))
    mail = f"From: UNODC <a@example.org>\nDate: Wed, 26 Jun 2013 10:00:00 +0800\nSubject: News\n\n{STORY}\n"
    odt = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"<text:p>{STORY}</text:p></office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return _write(
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
            "attachment.eml": (
                b"MIME-Version: 1.0\nContent-Type: application/pdf\nContent-Disposition: attachment\n\nxyz",
                Outcome(REJECTED, "only attachments"),
            ),
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
