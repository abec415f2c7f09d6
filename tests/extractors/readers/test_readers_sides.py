"""Tables that stand beside each other on one sheet, with empty columns between them."""

from __future__ import annotations

import io

import openpyxl

from extractors import readers
from extractors.reading import read_report

HEROIN = [["Heroin seized (kg)"], ["Country", "2019", "2020"], ["Spain", 234, 300], ["Italy", 600, None]]
COCAINE = [["Cocaine seized (kg)"], ["Country", "2019"], ["Peru", 20234], ["Chile", 12345], ["Brazil", 950]]


def claims_of(*tables: tuple[int, list[list]]) -> set[tuple]:
    """drug, value, period, place of what a workbook tells that holds tables at these columns."""
    workbook = openpyxl.Workbook()
    for first, rows in tables:
        for number, row in enumerate(rows, 2):
            for offset, value in enumerate(row):
                workbook.active.cell(number, first + offset, value)
    held = io.BytesIO()
    workbook.save(held)
    report = readers.read_bytes(held.getvalue(), "a.xlsx")
    return {(c.drug, c.value, c.period, c.place) for c in read_report(report).claims}


def test_each_is_read_with_its_own_heads_and_caption() -> None:
    assert claims_of((1, HEROIN), (6, COCAINE)) == {
        ("heroin", 234.0, "2019", "ES"),
        ("heroin", 300.0, "2020", "ES"),
        ("heroin", 600.0, "2019", "IT"),
        ("cocaine", 20234.0, "2019", "PE"),
        ("cocaine", 12345.0, "2019", "CL"),
        ("cocaine", 950.0, "2019", "BR"),
    }


def test_an_empty_column_within_a_table_divides_nothing() -> None:
    rows = [[*row[:2], None, *row[2:]] for row in HEROIN]
    assert claims_of((1, rows)) == claims_of((1, HEROIN))
