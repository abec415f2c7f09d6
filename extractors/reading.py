"""From a report to its claims: its language, its sentences, its tables, its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.claims import read_claims
from extractors.claims.tables import table_claims
from extractors.claims.topics import custom_of
from extractors.languages import codes
from extractors.languages.detection import detect
from extractors.records import Claim, Report, Table


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a report: its claims in order, the language, and what gave none: pages that are pictures,
    tables that are not clear, with the reason."""

    claims: tuple[Claim, ...]
    language: str
    unclear_tables: tuple[str, ...] = ()


def read_report(report: Report) -> Reading:
    """The claims of a report's sentences and tables; each knows its page or cell where the file has them."""
    language = language_of(report)
    if not language:
        return Reading((), "", report.notes)
    spans = [(table.start, table.end) for table in report.tables]
    prose = read_claims(report.text, language, report.published, skip=spans)
    claims = [replace(claim, location=location_of(report, claim.start)) for claim in prose]
    unclear = list(report.notes)
    title = report.title or _name_of(report.file)
    place, decimal = custom_of(f"{title}\n{report.text}", language) if report.tables else ("", "")
    for table in report.tables:
        found, reason = table_claims(table, language, report.published, place, title=title, decimal=decimal)
        claims += [_on_its_page(report, table, claim) for claim in found]
        if reason:
            unclear.append(f"{table.caption or table.label or 'a table'}: {reason}")
    return Reading(tuple(sorted(claims, key=lambda c: (c.start, c.end))), language, tuple(unclear))


def _name_of(file: str) -> str:
    """What a file's name says: "Annual drug seizures" of "data/Annual_drug-seizures.csv"."""
    return re.sub(r"[\s_-]+", " ", file.rsplit("/", 1)[-1].rpartition(".")[0]).strip()


def _on_its_page(report: Report, table: Table, claim: Claim) -> Claim:
    """A table that runs over pages is labelled with its first; a cell's own page comes from where it stands."""
    page = location_of(report, claim.start)
    if not page or page == table.label or not claim.location.startswith(table.label):
        return claim
    return replace(claim, location=f"{page}{claim.location.removeprefix(table.label or 'table')}")


def claims_of(report: Report) -> list[Claim]:
    """The claims of a report, in the order of their quotes."""
    return list(read_report(report).claims)


def language_of(report: Report) -> str:
    """The language that a report is read in: the one it declares where there is a pack, else the one found."""
    declared = report.language.lower()[:2]
    return declared if declared in codes() else detect(report.text)


def location_of(report: Report, offset: int) -> str:
    """The label of the passage that an offset lies in: "page 12", "" where the file has none."""
    return next((passage.label for passage in report.passages if passage.start <= offset < passage.end), "")
