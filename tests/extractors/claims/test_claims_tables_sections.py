"""Lines above and between the rows of a table, and what sums below them add up: their section, or all of the table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_claims_tables import report_of, told

from extractors.reading import read_report

CAPTION = "Opium poppy cultivation in 2011 and 2012 (hectares)"
HEAD = ["", "2011", "2012"]
ASIA = [["South-East Asia"], ["Laos", "4,100", "6,800"], ["Myanmar", "43,600", "51,000"]]
AMERICA = [["Latin America"], ["Colombia", "300", "310"], ["Mexico", "12,000", "10,500"]]


def sums(rows: list[list[str]]) -> dict[str, tuple]:
    """What stands in a cell of a sum → the place and the value that its claim has."""
    claims = read_report(report_of([HEAD, *rows], CAPTION)).claims
    return {claim.quote: (claim.place, claim.value) for claim in claims if claim.rule == "total in a table"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # each section has its own
        (
            [*ASIA, ["Total", "47,700", "57,800"], *AMERICA, ["Total", "12,300", "10,810"]],
            {"47,700": "southeast-asia", "57,800": "southeast-asia", "12,300": "latin-america",
             "10,810": "latin-america"},
        ),
        # the numbers tell that the last is of all of the table
        ([*ASIA, *AMERICA, ["Total", "60,000", "68,610"]], {"60,000": "", "68,610": ""}),
        # a total beside subtotals, though rows are left out of both
        (
            [*ASIA, ["Subtotal", "48,000", "58,100"], *AMERICA, ["Total", "61,000", "69,000"]],
            {"48,000": "southeast-asia", "58,100": "southeast-asia", "61,000": "", "69,000": ""},
        ),
        # the second below a section
        (
            [*ASIA, ["Total", "48,000", "58,100"], *AMERICA, ["Total", "12,400", "11,000"], ["Total", "61,000", "69,100"]],
            {"48,000": "southeast-asia", "58,100": "southeast-asia", "12,400": "latin-america",
             "11,000": "latin-america", "61,000": "", "69,100": ""},
        ),
        # neither the numbers nor the order tell it
        ([*ASIA, ["Total", "48,000", "58,100"], *AMERICA, ["Africa"], ["Egypt", "1", "2"], ["Total", "90", "80"]], {}),
    ],
)  # fmt: skip
def test_a_sum_is_that_of_its_section_or_of_the_table(rows: list[list[str]], expected: dict) -> None:
    found = {quote: place for quote, (place, _) in sums(rows).items()}
    assert {quote: place for quote, place in found.items() if quote in expected} == expected
    assert not expected or found == expected


def test_no_sum_that_nothing_tells_is_read() -> None:
    rows = [
        *ASIA,
        ["Total", "48,000", "58,100"],
        *AMERICA,
        ["Africa"],
        ["Egypt", "1", "2"],
        ["Total", "90", "80"],
    ]
    assert not {"90", "80"} & sums(rows).keys()


def test_a_subtotal_without_a_section_is_of_nothing_that_is_told() -> None:
    rows = [
        ["Laos", "4,100", "6,800"],
        ["Subtotal", "4,100", "6,800"],
        ["Mexico", "12,000", "10,500"],
        ["Total", "16,100", "17,300"],
    ]
    assert sums(rows) == {"16,100": ("", 16100.0), "17,300": ("", 17300.0)}


def test_a_section_right_below_the_heads_is_none_of_them() -> None:
    report = report_of(
        [
            ["", "2009", "2008"],
            ["Coca"],
            ["Net cultivation (ha)", "40,000", "41,000"],
            ["Potential HCl production (mt)", "225", "215"],
            ["Seizures"],
            ["Coca leaf (mt)", "604.9", "723"],
        ],
        "Statistics of Peru",
    )
    assert told(report) == {
        ("cultivation", "coca-bush", 40000.0, "ha", "2009", "PE"),
        ("cultivation", "coca-bush", 41000.0, "ha", "2008", "PE"),
        ("production", "cocaine", 225000.0, "kg", "2009", "PE"),
        ("production", "cocaine", 215000.0, "kg", "2008", "PE"),
        ("seizure", "coca-leaf", 604900.0, "kg", "2009", "PE"),
        ("seizure", "coca-leaf", 723000.0, "kg", "2008", "PE"),
    }


def test_money_in_the_currency_of_a_head_is_no_count() -> None:
    rows = [["", "Persons arrested", "Value (PhP)", "Value (Rs)"], ["Total", "16,434", "900,120", "700"]]
    assert told(report_of(rows, "Persons arrested for drugs in 2019")) == {
        ("arrests", "drugs", 16434.0, "person", "2019", "")
    }


def test_the_rest_of_a_caption_above_the_heads_is_no_row_of_heads() -> None:
    rows = [
        ["", "(hectares)"],
        ["Province", "2019", "2020", "Change (%)"],
        ["Nariño", "36,964", "30,751", "-17"],
    ]
    claims = told(report_of(rows, "Coca bush cultivation by province, Colombia"))
    assert {claim[4] for claim in claims} == {"2019", "2020"}


def test_numbers_torn_apart_by_a_page_give_nothing() -> None:
    rows = [["", "2019", "2020"], ["Peru", "1 102", "998"], ["Total 54", "024 26", "180"]]
    report = report_of(rows, "Coca bush cultivation (hectares)")
    assert told(report) == set()
    assert "024 26" in read_report(report).unclear_tables[0]


def test_the_label_of_a_page_is_no_caption() -> None:
    report = report_of([["地区", "海洛因"], ["云南省", "7,010.4"]], "")
    table = replace(report.tables[0], label="page 1")
    report = replace(report, language="zh", title="2017年各地缴获毒品情况（单位：公斤）", tables=(table,))
    assert told(report) == {("seizure", "heroin", 7010.4, "kg", "2017", "CN-YN")}
