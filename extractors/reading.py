"""From a report to its claims: its language, its sentences, its tables, its pages."""

from __future__ import annotations

from dataclasses import replace

from extractors.claims import read_claims
from extractors.languages import codes
from extractors.languages.detection import detect
from extractors.records import Claim, Report


def claims_of(report: Report) -> list[Claim]:
    """The claims of a report, in order; each knows its page where the file has pages."""
    language = language_of(report)
    if not language:
        return []
    claims = read_claims(report.text, language, report.published)
    return [replace(claim, location=location_of(report, claim.start)) for claim in claims]


def language_of(report: Report) -> str:
    """The language that a report is read in: the one it declares where there is a pack, else the one found."""
    declared = report.language.lower()[:2]
    return declared if declared in codes() else detect(report.text)


def location_of(report: Report, offset: int) -> str:
    """The label of the passage that an offset lies in: "page 12", "" where the file has none."""
    return next((passage.label for passage in report.passages if passage.start <= offset < passage.end), "")
