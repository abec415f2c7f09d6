"""How fast and how whole files are read: `python tests/benchmarks/readers.py [FILE.pdf …]`.

Prints pages and megabytes a second by format, on one worker process; for the sample documents how many of their
sentences and cells are found; for reports in the manner of offices how many of the claims that people find in them,
and how many that nobody does. Further PDF files may be named to be timed.
"""

from __future__ import annotations

import io
import sys
import time
from collections import Counter
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[1] / "extractors" / "readers"))
import report_documents
from sample_documents import DATA, DOCUMENTS, docx_of, html_of, xlsx_of
from test_readers_documents import cells_of, expected_cells, language_of, numbers_plain, squeezed
from test_readers_reports import report_of, told

from extractors import readers
from extractors.reading import read_report

POOL = readers.Pool(size=1)


def seconds_of(files: dict[str, bytes], times: int = 3) -> float:
    """Seconds to read all files, the best of several runs, the worker warm."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        for name, data in files.items():
            readers.read_bytes(data, name, pool=POOL)
        best = min(best, time.perf_counter() - start)
    return best


def news_pages(count: int) -> dict[str, bytes]:
    """Pages as news sites send them: a story amid navigation, promotion and other stories."""
    links = "".join(f"<li><a href=/{i}>Another story, number {i}, about things</a></li>" for i in range(40))
    frame = "<nav><ul>{0}</ul></nav><main><article>{1}</article></main><aside><ul>{0}</ul></aside>"
    body = html_of(DOCUMENTS["en"]).split("<body>")[1].split("</body>")[0]
    page = f"<html><head><title>Story</title></head><body>{frame.format(links, body * 2)}</body></html>"
    return {f"{i}.html": page.encode() for i in range(count)}


def workbook(rows: int) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Country", "Drug", "Year", "Kilograms"])
    for i in range(rows):
        book.active.append(["Myanmar", "Heroin", 2000 + i % 20, i * 1.37])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def print_speed(named: list[str]) -> None:
    pages = news_pages(200)
    long = ("<html><body>" + "<p>Police seized 336 kg of heroin in 2012.</p>" * 40_000).encode()
    size = sum(map(len, pages.values()))
    print(
        f"HTML, news pages  {size / seconds_of(pages) / 1e6:6.1f} MB/s {200 / seconds_of(pages):5.0f} files/s"
    )
    print(f"HTML, one long     {len(long) / seconds_of({'long.html': long}) / 1e6:6.1f} MB/s")
    book = workbook(20_000)
    print(f"XLSX, 80,000 cells {80_000 / seconds_of({'book.xlsx': book}):6.0f} cells/s")
    csv = ("Myanmar,Heroin,2012,336.5\n" * 20_000).encode()
    print(f"CSV, 80,000 cells  {80_000 / seconds_of({'book.csv': csv}):6.0f} cells/s")
    for path in (*sorted(DATA.glob("*.pdf")), *map(Path, named)):
        data = path.read_bytes()
        count = len({p.label for p in readers.read_bytes(data, path.name, pool=POOL).passages})
        print(f"PDF, {path.name:20} {count / seconds_of({path.name: data}):6.0f} pages/s")


def print_found() -> None:
    """Sentences and cells of the sample documents, expected and found, by kind of file."""
    files = {p.name: p.read_bytes() for p in DATA.glob("*_*.*")}
    for language, document in DOCUMENTS.items():
        files[f"python-docx_{language}.docx"] = docx_of(document)
        files[f"openpyxl_{language}.xlsx"] = xlsx_of(document)
        files[f"page_{language}.html"] = html_of(document).encode()
    wanted: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for name, data in sorted(files.items()):
        document, kind = DOCUMENTS[language_of(name)], name.split("_")[0] + Path(name).suffix
        report = readers.read_bytes(data, name, pool=POOL)
        cells = expected_cells(document)
        if kind.endswith((".xlsx", ".ods")):
            cells = numbers_plain(cells)
        else:
            text = squeezed(report.text)
            said = [squeezed(s) for s in (*document.paragraphs, *document.notes, document.table_note)]
            wanted[kind, "sentences"] += len(said)
            found[kind, "sentences"] += sum(s in text for s in said)
        got = cells_of(report.tables[0]) if report.tables else set()
        wanted[kind, "cells"] += len(cells)
        found[kind, "cells"] += len(cells & got)
    for kind, what in sorted(wanted):
        print(f"{kind:18} {what:10} {found[kind, what]:4} of {wanted[kind, what]:4}")


def print_claims() -> None:
    """Claims of the reports in the manner of offices, expected, found and invented, by kind of file."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    for document, kind in report_documents.FILES:
        got = {told(claim) for claim in read_report(report_of(document, kind)).claims}
        for name in (kind, "all kinds", f"in {document.language}"):
            wanted[name] += len(document.claims)
            found[name] += len(got & document.claims)
            invented[name] += len(got - document.claims)
    print(f"{len(report_documents.DOCUMENTS)} reports, {len(report_documents.FILES)} files")
    for name in sorted(wanted):
        print(f"{name:18} claims     {found[name]:4} of {wanted[name]:4}, wrong {invented[name]}")


if __name__ == "__main__":
    print_speed(sys.argv[1:])
    print_found()
    print_claims()
    POOL.close()
