"""The sample reports make exactly the claims of their approved tables."""

import csv
import math
import re
from pathlib import Path

import pytest

from extractors import extract_reports
from extractors.readers import read
from extractors.records import BOUNDS, MEASURES, STATISTICS, UNITS

HERE = Path(__file__).parent
REPORTS = {path.stem: path for path in sorted((HERE.parents[1] / "data" / "reports").glob("*.md"))}
APPROVED = {path.stem: path for path in sorted((HERE / "approved").glob("*.csv"))}
SLOTS = ("measure", "statistic", "drug", "form", "unit", "bound", "period", "place", "origin")


def approved_claims(name: str) -> list[dict]:
    with APPROVED[name].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def same_number(approved: dict, got: dict, slot: str) -> bool:
    """Equal but for the rounding of converted units: 4,776 lb stand as 2166.4 kg."""
    want, have = approved[slot], got[slot]
    if not want:
        return str(have) in ("", "<NA>", "nan", "None")
    return str(have) != "<NA>" and math.isclose(float(want), float(have), rel_tol=6e-4)


def same_claim(approved: dict, got: dict) -> bool:
    return all(approved[slot] == got[slot] for slot in SLOTS) and all(
        same_number(approved, got, slot) for slot in ("value", "low", "high")
    )


def row(kind: str, claim: dict) -> str:
    slots = ("measure", "statistic", "drug", "form", "value", "unit", "bound", "period", "place", "origin")
    told = " ".join(str(claim[slot]) or "-" for slot in slots)
    return f'  {kind:9}{told}  "{claim["quote"]}"'


def differences(name: str) -> str:
    table = extract_reports([REPORTS[name]])
    free = table.astype(object).to_dict("records")
    missed = []
    for approved in approved_claims(name):
        match = next((got for got in free if same_claim(approved, got)), None)
        if match is None:
            missed.append(row("missed", approved))
        else:
            free.remove(match)
    return "\n".join(missed + [row("too many", got) for got in free])


def test_each_report_has_an_approved_table() -> None:
    assert sorted(REPORTS) == sorted(APPROVED)


def test_the_samples_are_in_two_languages() -> None:
    languages = [read(path).language for path in REPORTS.values()]
    assert languages.count("en") >= 60
    assert languages.count("zh") >= 30


@pytest.mark.parametrize("name", REPORTS)
def test_report_names_its_source(name: str) -> None:
    report = read(REPORTS[name])
    assert report.title
    assert report.publisher
    assert report.url.startswith("http")
    if report.language == "zh":
        assert 120 <= len(re.sub(r"\s", "", report.text)) <= 350
    else:
        assert 80 <= len(report.text.split()) <= 250


@pytest.mark.parametrize("name", APPROVED)
def test_approved_table_fits_its_report(name: str) -> None:
    text = read(REPORTS[name]).text
    for claim in approved_claims(name):
        assert claim["quote"] in text
        assert claim["measure"] in MEASURES
        assert claim["statistic"] in STATISTICS
        assert claim["unit"] in UNITS
        assert claim["bound"] in BOUNDS
        assert (claim["bound"] == "range") == bool(claim["low"] and claim["high"])


@pytest.mark.parametrize("name", APPROVED)
def test_report_makes_its_approved_claims(name: str) -> None:
    found = differences(name)
    assert not found, f"{name}.md differs from approved/{name}.csv:\n{found}"
