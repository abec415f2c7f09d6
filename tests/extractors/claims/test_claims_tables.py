"""Claims from the cells of tables: what heads and captions tell, and tables that tell too little."""

from __future__ import annotations

import pytest

from extractors.reading import read_report
from extractors.records import Cell, Report, Table


def report_of(
    rows: list[list[str]], caption: str = "", *, before: str = "", spans: dict | None = None
) -> Report:
    """A report that holds one table; `spans` gives (row, column) → columns that a cell is merged over."""
    text, cells, start = before, [], len(before)
    if caption:
        text += caption + "\n"
    for row, line in enumerate(rows):
        column = 0
        for index, written in enumerate(line):
            span = (spans or {}).get((row, column), 1)
            if written:
                cells.append(Cell(written, len(text), len(text) + len(written), row, column, span))
            text += written + (" | " if index < len(line) - 1 else "\n")
            column += span
    table = Table(start, len(text), tuple(cells), caption)
    return Report(id="0" * 16, file="t.html", text=text, language="en", tables=(table,))


def told(report: Report) -> set[tuple]:
    """measure, drug, value, unit, period, place of each claim of a cell."""
    return {
        (c.measure, c.drug, c.value, c.unit, c.period, c.place)
        for c in read_report(report).claims
        if "table" in c.rule
    }


def test_heads_of_two_rows_and_a_unit_in_the_caption() -> None:
    report = report_of(
        [
            ["Country", "Heroin", "Opium"],
            ["", "2011", "2012", "2011", "2012"],
            ["Myanmar", "42", "336", "828", "1,470"],
        ],
        "Table 1. Seizures of opiates by country (kilograms)",
        spans={(0, 1): 2, (0, 3): 2},
    )
    assert told(report) == {
        ("seizure", "heroin", 42.0, "kg", "2011", "MM"),
        ("seizure", "heroin", 336.0, "kg", "2012", "MM"),
        ("seizure", "opium", 828.0, "kg", "2011", "MM"),
        ("seizure", "opium", 1470.0, "kg", "2012", "MM"),
    }


def test_a_long_table_of_a_statistics_office() -> None:
    report = report_of(
        [
            ["Country", "Drug", "Year", "Seizures, kg"],
            ["Peru", "Cocaine", "2015", "20,400"],
            ["Chile", "Cocaine", "2016", "15,900"],
        ]
    )
    assert told(report) == {
        ("seizure", "cocaine", 20400.0, "kg", "2015", "PE"),
        ("seizure", "cocaine", 15900.0, "kg", "2016", "CL"),
    }


def test_scales_notes_and_missing_numbers() -> None:
    report = report_of(
        [["", "2014", "2015"], ["Thailand", "84 ¹", ".."], ["Laos", "–", "12.5*"]],
        "Methamphetamine tablets seized ('000 tablets)",
    )
    assert told(report) == {
        ("seizure", "methamphetamine", 84000.0, "tablet", "2014", "TH"),
        ("seizure", "methamphetamine", 12500.0, "tablet", "2015", "LA"),
    }


def test_totals_are_marked_and_have_no_place_of_their_own() -> None:
    report = report_of(
        [["Country", "2012"], ["Peru", "60,400"], ["Bolivia", "25,300"], ["Total", "85,700"]],
        "Coca cultivation (hectares)",
    )
    rules = {c.value: (c.rule, c.place) for c in read_report(report).claims}
    assert rules[85700.0] == ("total in a table", "")
    assert rules[60400.0] == ("cell of a table", "PE")


def test_people_and_cases_need_no_unit() -> None:
    report = report_of(
        [["Year", "Drug cases", "Arrests"], ["2019", "5,300", "6,120"]], "Drug offences in Ireland"
    )
    assert told(report) == {
        ("cases", "drugs", 5300.0, "case", "2019", "IE"),
        ("arrests", "drugs", 6120.0, "person", "2019", "IE"),
    }


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        ([["Country", "2012"], ["Peru", "60,400"]], "Coffee exports (tons)"),
        ([["Country", "2012"], ["Peru", "60,400"]], ""),
        ([["Country", "Heroin"], ["Peru", "60"]], "Purity (per cent)"),
        ([["Drug", "Price, dollars"], ["Heroin", "45"]], "Street prices"),
    ],
)
def test_a_table_whose_meaning_is_not_clear_gives_nothing(rows: list[list[str]], caption: str) -> None:
    assert told(report_of(rows, caption, before="Police in Peru seized 3 kg of heroin in 2012.\n\n")) == set()


def test_a_table_left_out_is_told_with_the_reason() -> None:
    reading = read_report(
        report_of([["Country", "2012"], ["Peru", "60,400"]], "Exports", before="Heroin was found. ")
    )
    assert reading.unclear_tables == ("Exports: the heads do not tell what its numbers measure",)


def test_the_quote_is_the_cell_and_the_location_says_where() -> None:
    report = report_of([["Country", "2012"], ["Peru", "60,400"]], "Coca cultivation (ha)")
    (claim,) = read_report(report).claims
    assert report.text[claim.start : claim.end] == claim.quote == "60,400"
    assert claim.location == "table, row 2, column 2"
    assert claim.sentence == "Peru | 60,400"
