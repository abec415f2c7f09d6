"""Reports in the manner of offices that publish them: from every kind of file come the claims written down by hand."""

from __future__ import annotations

import pytest
from report_documents import DOCUMENTS, FILES, ReportDocument, data_of, html_of

from extractors import readers
from extractors.reading import read_report
from extractors.records import Claim


def told(claim: Claim) -> tuple:
    flag = (
        "total"
        if claim.rule.startswith("total")
        else "event"
        if claim.location and claim.scope == "event"
        else ""
    )
    flag = flag if "table" in claim.rule else ""
    return claim.measure, claim.drug, claim.value, claim.unit, claim.period, claim.place, flag


def report_of(document: ReportDocument, kind: str):
    # a table of data has no title but the name of its file
    return readers.read_bytes(data_of(document, kind), f"{document.title}.{kind.rpartition('.')[2]}")


@pytest.mark.parametrize(("document", "kind"), FILES, ids=[f"{d.name}.{k}" for d, k in FILES])
def test_the_claims_of_a_report_are_those_that_people_find(document: ReportDocument, kind: str) -> None:
    reading = read_report(report_of(document, kind))
    found = {told(claim) for claim in reading.claims}
    assert found == document.claims
    # a table that gives nothing is listed with the reason
    assert bool(reading.unclear_tables) == (not document.claims)


@pytest.mark.parametrize(("document", "kind"), FILES, ids=[f"{d.name}.{k}" for d, k in FILES])
def test_every_claim_of_a_cell_shows_the_cell(document: ReportDocument, kind: str) -> None:
    report = report_of(document, kind)
    for claim in read_report(report).claims:
        assert report.text[claim.start : claim.end] == claim.quote
        if "table" in claim.rule:
            assert "row " in claim.location
            assert "column " in claim.location
            assert claim.quote in claim.sentence


def test_there_are_public_looks_enough() -> None:
    assert len(DOCUMENTS) >= 12
    assert {document.language for document in DOCUMENTS} == {"en", "zh", "es"}
    assert {kind for _, kind in FILES} >= {
        "docx",
        "xlsx",
        "html",
        "csv",
        "txt",
        "latex.pdf",
        "office.pdf",
        "chromium.pdf",
    }


def test_a_table_of_spaces_in_a_page_is_read_too() -> None:
    table = next(d for d in DOCUMENTS if d.name == "en_cultivation")
    text = data_of(table, "txt").decode().split("\n\n")
    drawn = "\n\n".join(text[3:5])
    page = html_of(table).decode().split("<p>Table 1")[0] + f"<pre>{drawn}</pre></body></html>"
    found = {told(claim) for claim in read_report(readers.read_bytes(page.encode(), "survey.html")).claims}
    assert ("cultivation", "opium-poppy", 115597.0, "ha", "2020", "AF-HEL", "") in found
    assert ("cultivation", "opium-poppy", -4.0, "percent", "2020", "AF-KAN", "") in found
