"""What heads must tell before a number is a claim: parts that no slot names, prices, ranks and doubtful cells give none."""

from __future__ import annotations

import pytest
from test_claims_tables import report_of, told

from extractors.reading import read_report


def values(rows: list[list[str]], caption: str, **options) -> set[tuple]:
    """value, unit, period, place of the claims of a table's cells."""
    return {claim[2:] for claim in told(report_of(rows, caption, **options))}


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        # ages, sexes and authorities are parts that no slot tells
        ([["Age group", "2019"], ["15-24", "120"], ["25-34", "200"]], "Drug-related deaths in Scotland"),
        ([["Drug", "Harbour Police"], ["Heroin", "12"]], "Seizures in Spain in 2018 (kg)"),
        ([["Drug", "2018"], ["Other opioids", "12"]], "Seizures in Spain (kg)"),
        # prices, purities, yields, rates, ranks, averages
        (
            [["Drug", "Price (USD/kg)", "Purity (%)"], ["Heroin", "45,000", "56"]],
            "Heroin seized in Spain, 2019",
        ),
        ([["Province", "Yield (kg/ha)"], ["Helmand", "24.5"]], "Opium production in Afghanistan, 2016"),
        ([["Country", "Rate per 100,000"], ["Norway", "4.9"]], "Drug-induced deaths, 2018"),
        ([["Rank", "Drug"], ["1", "Cocaine"], ["2", "Heroin"]], "Drugs seized in Italy, 2018 (kg)"),
        ([["Country", "2010-2014"], ["Japan", "12"]], "Average annual methamphetamine seizures (kg)"),
        # a town is a part of the country that its code stands for
        ([["City", "Arrests"], ["Rosario", "44"], ["Springfield", "50"]], "Drug arrests in Argentina, 2019"),
        # two rows for one thing: what tells them apart is lost
        ([["Drug", "2018"], ["Heroin", "12"], ["Heroin", "30"]], "Seizures in Spain (kg)"),
        # one cell for two units
        ([["Drug", "2018"], ["Ecstasy", "12"]], "Seizures in Spain (kg or tablets)"),
        # crimes that are none of drugs
        ([["Crime", "2018"], ["Murder", "120"], ["Theft", "1,220"]], "Recorded cases in Malta"),
        # what is below zero, in brackets, or a change without a per cent sign
        ([["Drug", "2018"], ["Heroin", "(12)"], ["Cocaine", "-5"]], "Seizures in Spain (kg)"),
        ([["Drug", "Change"], ["Heroin", "+120"]], "Seizures in Spain 2018 (kg)"),
        # a year to date is not a year
        ([["Drug", "2018 YTD"], ["Heroin", "12"]], "Seizures in Spain (kg)"),
    ],
)
def test_a_number_whose_heads_leave_it_open_gives_nothing(rows: list[list[str]], caption: str) -> None:
    report = report_of(rows, caption)
    assert told(report) == set()
    assert read_report(report).unclear_tables


def test_other_columns_of_an_unclear_one_are_read() -> None:
    rows = [["Drug", "Harbour Police", "Total"], ["Heroin", "12", "36"], ["Cocaine", "90", "150"]]
    assert values(rows, "Seizures in Spain in 2018 (kg)") == {
        (36.0, "kg", "2018", "ES"),
        (150.0, "kg", "2018", "ES"),
    }


def test_numbers_beside_quantities_count_seizures() -> None:
    rows = [
        ["", "Heroin", "", "Cocaine", ""],
        ["Country", "Number", "kg", "Number", "kg"],
        ["Spain", "7,000", "250", "42,000", "48,453"],
    ]
    assert told(report_of(rows, "Seizures 2018 by country")) == {
        ("seizure", "heroin", 7000.0, "incident", "2018", "ES"),
        ("seizure", "heroin", 250.0, "kg", "2018", "ES"),
        ("seizure", "cocaine", 42000.0, "incident", "2018", "ES"),
        ("seizure", "cocaine", 48453.0, "kg", "2018", "ES"),
    }


@pytest.mark.parametrize(
    ("head", "label", "period"),
    [
        ("2018", "Feb.", "2018-02"),
        ("2018", "Q3", "2018-07/2018-09"),
        ("2018", "H1", "2018-01/2018-06"),
        ("2018 (Jan–Jun)", "Japan", "2018-01/2018-06"),
        ("Q1 2019", "Japan", "2019-01/2019-03"),
        ("January 2019", "Japan", "2019-01"),
    ],
)
def test_parts_of_years(head: str, label: str, period: str) -> None:
    rows = [["", head], [label, "12"]]
    assert {claim[2] for claim in values(rows, "Methamphetamine seized in Japan (kg)")} == {period}


def test_bounds_and_units_in_cells() -> None:
    rows = [
        ["Drug", "Quantity"],
        ["Heroin", "<12.5 kg"],
        ["Cocaine", "~1.2 t"],
        ["Ecstasy", "4,500 tablets"],
        ["Cash", "5 euros"],
    ]
    claims = read_report(report_of(rows, "Seized in Portugal in 2019")).claims
    assert {(c.drug, c.value, c.unit, c.bound) for c in claims} == {
        ("heroin", 12.5, "kg", "at_most"),
        ("cocaine", 1200.0, "kg", "about"),
        ("mdma", 4500.0, "tablet", "exact"),
    }


def test_a_merged_number_is_of_all_that_it_spans() -> None:
    rows = [["Country", "2011", "2012"], ["Peru", "62", "60"], ["Chile", "75", ""]]
    found = values(rows, "Cocaine seized (kg)", spans={(2, 1): 2})
    assert found == {(62.0, "kg", "2011", "PE"), (60.0, "kg", "2012", "PE")}


def test_a_year_as_an_amount_is_no_head() -> None:
    rows = [["Country", "2012"], ["Peru", "1990"], ["Chile", "75"]]
    assert values(rows, "Cocaine seized (kg)") == {(1990.0, "kg", "2012", "PE"), (75.0, "kg", "2012", "CL")}


def test_a_label_left_out_is_that_of_the_row_above() -> None:
    rows = [["Drug", "Year", "kg"], ["Heroin", "2018", "12"], ["", "2019", "30"], ["Cocaine", "2018", "5"]]
    assert told(report_of(rows, "Seizures in Spain")) == {
        ("seizure", "heroin", 12.0, "kg", "2018", "ES"),
        ("seizure", "heroin", 30.0, "kg", "2019", "ES"),
        ("seizure", "cocaine", 5.0, "kg", "2018", "ES"),
    }


def test_the_decimal_mark_is_that_of_the_table() -> None:
    rows = [["Drug", "2018"], ["Heroin", "1.234,5"], ["Cocaine", "2.500"]]
    assert values(rows, "Seizures in Spain (kg)") == {
        (1234.5, "kg", "2018", "ES"),
        (2500.0, "kg", "2018", "ES"),
    }


def test_dates_in_digits_need_a_day_above_twelve() -> None:
    def days(*dates: str) -> set[str]:
        rows = [
            ["Date", "Country", "Drug", "kg seized"],
            *([day, "Peru", "Cocaine", str(i)] for i, day in enumerate(dates, 5)),
        ]
        return {claim[2] for claim in values(rows, "")}

    assert days("03/04/2019", "25/04/2019") == {"2019-04-03", "2019-04-25"}
    assert days("03/04/2019", "04/25/2019") == {"2019-03-04", "2019-04-25"}
    assert days("03/04/2019", "05/06/2019") == set()


def test_a_sum_of_months_is_of_these_months() -> None:
    rows = [["Drug", "Jan", "Feb", "Total"], ["Cocaine (lbs)", "100", "200", "300"]]
    report = report_of(rows, "Drug seizures of the United States, FY2023 (Jan–Feb)")
    assert {(c.quote, c.period) for c in read_report(report).claims} == {
        ("100", "2023-01"),
        ("200", "2023-02"),
        ("300", "2023-01/2023-02"),
    }


def test_a_year_needs_no_word_and_may_stand_before_a_unit() -> None:
    rows = [["Substance", "2019 tonnes", "2020"], ["Cannabis resin", "465", "584 t"]]
    assert values(rows, "Quantities seized in Spain") == {
        (465_000.0, "kg", "2019", "ES"),
        (584_000.0, "kg", "2020", "ES"),
    }


def test_a_quantity_beside_numbers_of_seizures_was_seized() -> None:
    rows = [["Drug", "Number of seizures", "Quantity (kg)"], ["Hashish", "10,200", "345,000"]]
    assert values(rows, "Results of the police in Spain, 2018") == {
        (10_200.0, "incident", "2018", "ES"),
        (345_000.0, "kg", "2018", "ES"),
    }


def test_an_event_may_have_a_name_but_its_drug_must_be_known() -> None:
    rows = [
        ["Operation", "Date", "Drug", "Seized (kg)"],
        ["North Wind", "12 March 2019", "Heroin", "120"],
        ["South Wind", "3 May 2019", "Powder X", "12"],
    ]
    claims = read_report(report_of(rows, "Operations in Kenya")).claims
    assert [(c.drug, c.value, c.period, c.scope) for c in claims] == [
        ("heroin", 120.0, "2019-03-12", "event")
    ]


def test_signs_and_remarks_tell_nothing_of_a_row() -> None:
    rows = [["Drug", "2019", "2020", "", "Remarks"], ["Heroin", "12", "24", "↑", "one large case"]]
    assert values(rows, "Seizures in Ghana (kg)") == {(12.0, "kg", "2019", "GH"), (24.0, "kg", "2020", "GH")}


def test_the_sum_of_other_drugs_is_not_that_of_all() -> None:
    rows = [["Drug", "2019"], ["Cannabis herb", "40"], ["Ketamine", "2"], ["Total", "42"]]
    assert {claim[2] for claim in told(report_of(rows, "Other drugs seized in Ghana (kilograms)"))} == {
        40.0,
        2.0,
    }
