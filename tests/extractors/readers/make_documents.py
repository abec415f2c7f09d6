"""Writes the sample documents that need LibreOffice, Chromium and LaTeX into `tests/data/readers`."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import report_documents
from sample_documents import DATA, DOCUMENTS, fodt_of, html_of, tex_of, xlsx_of


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for language, document in DOCUMENTS.items():
            (work / f"writer_{language}.fodt").write_text(fodt_of(document), "utf-8")
            (work / f"browser_{language}.html").write_text(html_of(document, columns=2), "utf-8")
            (work / f"calc_{language}.xlsx").write_bytes(xlsx_of(document))
            for kind in ("odt", "docx", "rtf", "pdf"):
                _office(work, f"writer_{language}.fodt", kind)
            _office(work, f"calc_{language}.xlsx", "ods")
            _print(work, f"browser_{language}")
            if language != "zh":
                (work / f"latex_{language}.tex").write_text(tex_of(document), "utf-8")
                _run(work, "pdflatex", "-interaction=batchmode", f"latex_{language}.tex")
        _save_whole(work, "browser_en")
        tables = DATA / "tables"
        for name in ("browser", "office"):
            shutil.copy(tables / "tables.html", work / f"{name}.html")
        _print(work, "browser")
        _office(work, "office.html", "pdf:writer_web_pdf_Export")
        for name in ("browser.pdf", "office.pdf"):
            (tables / name).write_bytes((work / name).read_bytes())
            (work / name).unlink()
        _make_reports(work)
        for path in sorted(work.glob("*_*.*")):
            if path.stem.split("_")[0] in ("browser", "calc", "latex", "writer") and path.suffix in (
                ".odt",
                ".docx",
                ".rtf",
                ".pdf",
                ".ods",
                ".mhtml",
            ):
                shutil.copy(path, DATA)


def _make_reports(work: Path) -> None:
    """The reports of `report_documents`, in the kinds that a program of its own writes."""
    for document, kind in report_documents.FILES:
        program, _, ending = kind.rpartition(".")
        name = f"{document.name}.{ending}"
        if program == "chromium":
            (work / f"{document.name}.html").write_bytes(report_documents.html_of(document, columns=2))
            _print(work, document.name)
        elif program == "latex":
            (work / f"{document.name}.tex").write_text(report_documents.tex_of(document), "utf-8")
            _run(work, "pdflatex", "-interaction=batchmode", f"{document.name}.tex")
        elif kind == "ods":
            (work / f"{document.name}.xlsx").write_bytes(report_documents.xlsx_of(document))
            _office(work, f"{document.name}.xlsx", kind)
        elif program == "office" or kind in ("odt", "rtf"):
            (work / f"{document.name}.docx").write_bytes(report_documents.docx_of(document))
            _office(work, f"{document.name}.docx", ending)
        else:
            continue
        shutil.copy(work / name, report_documents.REPORTS / f"{document.name}.{kind}")


def _office(work: Path, name: str, kind: str) -> None:
    _run(
        work,
        "soffice",
        f"-env:UserInstallation=file://{work}/profile",
        "--headless",
        "--convert-to",
        kind,
        name,
    )


def _print(work: Path, name: str) -> None:
    _run(
        work, "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={work}/browser",
        f"--print-to-pdf={name}.pdf", f"{name}.html",
    )  # fmt: skip


def _save_whole(work: Path, name: str) -> None:
    """A page as a browser saves it in one file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        html = (work / f"{name}.html").read_text("utf-8")
        page.goto("data:text/html;base64," + base64.b64encode(html.encode()).decode())
        snapshot = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})
        (work / f"{name}.mhtml").write_bytes(snapshot["data"].encode())
        browser.close()


def _run(work: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr[-500:]}")


if __name__ == "__main__":
    main()
