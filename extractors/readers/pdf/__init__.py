"""PDF: text in reading order with the page of each sentence, ruled and unruled tables, notes; no scans."""

from __future__ import annotations

import re
import unicodedata

from extractors.readers import dates
from extractors.readers.draft import Draft, Parts, one_line
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits
from extractors.readers.organisations import organisation

SUFFIXES = (".pdf",)

_SCAN = "pictures of pages only (a scan): run text recognition over it first."

# Programs that stamp the day of printing or conversion, not that of writing.
_PRINTERS = re.compile(
    r"skia|chrom|mozilla|firefox|webkit|wkhtml|quartz|print|ghostscript|cairo|weasy|ilovepdf|scan", re.I
)
_NO_TITLE = re.compile(
    r"untitled|document\s?\d{0,9}|about:blank|powerpoint presentation|slide 1|"
    r".{0,300}\.(?:docx?|indd|qxd|pdf|rtf|odt|tex|html?|dvi)",
    re.I,
)


def sniff(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, limits: Limits) -> Parts:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport(f"{name} is protected by a password: save it without one.") from None
        raise UnreadableReport(f"{name} is damaged or cut short: download or save it again.") from None
    try:
        return _read(document, data, name)
    finally:
        document.close()


def _read(document, data: bytes, name: str) -> Parts:
    from extractors.readers.pdf.columns import order_lines
    from extractors.readers.pdf.continued import extend_down, free_lines, join_over_pages
    from extractors.readers.pdf.margins import drop_margins
    from extractors.readers.pdf.page import read_page
    from extractors.readers.pdf.paragraphs import Flow
    from extractors.readers.pdf.ruled import ruled_tables
    from extractors.readers.pdf.unruled import unruled_tables

    if len(document) == 0:
        raise UnreadableReport(f"{name} has no pages: download or save it again.")
    pages = [read_page(document, index) for index in range(len(document))]
    _refuse_unreadable(pages, name)
    ruled = [ruled_tables(page) for page in pages]
    for page, tables in zip(pages, ruled, strict=True):
        order_lines(page, tables)
    address = drop_margins(pages)
    if not any(page.lines for page in pages):
        raise UnreadableReport(f"{name} holds {_SCAN}")
    draft = _described(document, data)
    draft.notes = _unread_pages(pages)
    draft.url = draft.url or address
    draft.title = draft.title or _largest(pages[0])
    flow = Flow(draft, pages)
    for page, found in zip(pages, ruled, strict=True):
        extend_down(page, found)
    tables = [
        found + unruled_tables(free_lines(page, found), page.rules)
        for page, found in zip(pages, ruled, strict=True)
    ]
    join_over_pages(pages, tables, flow.size)
    for page, found in zip(pages, tables, strict=True):
        flow.page(page, found)
    flow.finish()
    return draft.parts()


def _refuse_unreadable(pages: list, name: str) -> None:
    characters = sum(page.characters for page in pages)
    if not characters:
        if not any(page.pictures for page in pages):
            raise UnreadableReport(f"{name} holds no text: check that it is the right file.")
        raise UnreadableReport(f"{name} holds {_SCAN}")
    if all(page.scanned or not page.characters for page in pages):
        raise UnreadableReport(f"{name} holds {_SCAN}")
    if _is_right_to_left(pages):
        raise UnreadableReport(
            f"{name} is written from right to left, which is not read from PDF: "
            "save it as .docx, .html or .txt."
        )
    if sum(page.unmapped for page in pages) > 0.3 * characters and not _is_legible(pages):
        raise UnreadableReport(
            f"{name} does not say which letters its fonts show, so that its text cannot be read: "
            "run text recognition over it, or get another version."
        )


def _unread_pages(pages: list) -> tuple[str, ...]:
    """A sentence that names the pages that hold pictures and no text, "" where there is none."""
    numbers = [page.number for page in pages if page.scanned]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    if not runs:
        return ()
    named = ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)
    if len(numbers) == 1:
        return (f"page {named} is a picture: its text was not read",)
    return (f"pages {named} are pictures: their text was not read",)


def _is_legible(pages: list) -> bool:
    """Whether text of fonts that do not name their letters (old TeX) reads as text, not as a cipher."""
    text = "".join(word.text for page in pages for line in page.lines for word in line.words)
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "So", "Lm") for c in text)
    latin = [c for c in text.lower() if "a" <= c <= "z"]
    vowels = sum(c in "aeiouy" for c in latin)
    return odd < 0.02 * len(text) and (not latin or 0.28 <= vowels / len(latin) <= 0.55)


def _is_right_to_left(pages: list) -> bool:
    """PDF holds such text as it is drawn, and nothing tells for sure in which order it is to be read."""
    letters = [c for p in pages[:50] for line in p.lines for w in line.words for c in w.text if c.isalpha()]
    turned = sum("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in letters)
    return turned > 0.3 * len(letters)


def _described(document, data: bytes) -> Draft:
    about = document.get_metadata_dict()
    title = re.sub(r"^\s*Microsoft \w+ - ", "", about.get("Title", ""))
    made_by = f"{about.get('Creator', '')} {about.get('Producer', '')}"
    created = None if _PRINTERS.search(made_by) else dates.parse_date(about.get("CreationDate", ""))
    extended = data if len(data) < 5_000_000 else data[:2_500_000] + data[-2_500_000:]
    publisher = _extended(extended, b"dc:publisher") or organisation(about.get("Author", ""))
    issued = dates.parse_date(_extended(extended, b"prism:publicationDate"))
    draft = Draft(
        title="" if _NO_TITLE.fullmatch(title.strip()) else one_line(title),
        publisher=publisher,
        published=issued,
    )
    draft.made = created
    return draft


def _extended(data: bytes, key: bytes) -> str:
    """A value of the XMP packet, which most programs store uncompressed."""
    match = re.search(rb"<" + key + rb"\b[^>]{0,200}>(.{1,1000}?)</" + key + rb">", data, re.S)
    return one_line(re.sub(r"<[^>]{0,300}>", " ", match[1].decode("utf-8", "replace"))) if match else ""


def _largest(page) -> str:
    """The largest print at the head of the first page, where the metadata names no title."""
    upper = [line for line in page.lines if line.y0 < 0.6 * page.height]
    if not upper:
        return ""
    size = max(line.size for line in upper)
    usual = sorted(line.size for line in page.lines)[len(page.lines) // 2]
    title = " ".join(line.text for line in upper if line.size > 0.95 * size)
    return title if size > 1.2 * usual and len(title) < 300 else ""
