"""Spanish: numbers, marks, periods, comparisons and places, by the engine's public doors."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors import extract, quantities
from extractors.claims import read_claims
from extractors.languages import load
from extractors.rules.calendar import Setting
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.marks import marks_of
from extractors.rules.periods import find_periods

PACK = load("es")
WORDS = lexicon("es")


def found_in(text: str) -> Found:
    return Found(WORDS.hits(text, fold(text)))


def periods(text: str, published: str = "2018-09-12") -> list[str]:
    folded = fold(text)
    setting = Setting(dt.date.fromisoformat(published))
    return [p.iso for p in find_periods(folded, 0, len(text), found_in(text), PACK, setting) if p.iso]


def claims(text: str, published: str = "2018-09-12") -> list[tuple]:
    read = read_claims(text, "es", dt.date.fromisoformat(published))
    return [(c.measure, c.statistic, c.drug, c.value, c.unit, c.bound) for c in read]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234,5 kilos", 1234.5),
        ("38,5 kilos", 38.5),
        ("mil 218 kilos", 1218),
        ("siete mil 874 kilos", 7874),
        ("12 mil 820 kilos", 12_820),
        ("14.2 mil kilos", 14_200),
        ("dos millones y medio de kilos", 2_500_000),
        ("2 millones 820 mil kilos", 2_820_000),
        ("treinta y cuatro kilos", 34),
        ("ciento veinte kilos", 120),
        ("quinientos doce kilos", 512),
        ("medio millón de kilos", 500_000),
        ("un millar de kilos", 1000),
        ("517 kilos con 340 gramos", 517.34),
        ("5 toneladas 83 kilos 274 gramos", 5083.274),
        ("media tonelada", 500),
        ("una tonelada y media", 1500),
        ("tonelada y media", 1500),
        ("tres toneladas y media", 3500),
    ],
)
def test_numbers_and_masses_are_read(written: str, value: float) -> None:
    read = quantities(f"La policía decomisó {written} de cocaína.", "es")
    assert [q.value for q in read] == [pytest.approx(value)]
    assert read[0].unit == "kg"


@pytest.mark.parametrize(
    "written",
    [
        "decenas de detenidos",
        "miles de pastillas",
        "uno de los detenidos",
        "varias toneladas",
        "cientos de kilos",
    ],
)
def test_vague_words_are_no_numbers(written: str) -> None:
    assert claims(f"La policía antidroga informó de {written} de heroína en el puerto.") == []


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("unos 300 kilos", "about"),
        ("cerca de 300 kilos", "about"),
        ("en torno a 300 kilos", "about"),
        ("un centenar de kilos", "about"),
        ("más de los 300 kilos", "at_least"),
        ("al menos 300 kilos", "at_least"),
        ("algo más de 300 kilos", "at_least"),
        ("casi 300 kilos", "at_most"),
        ("menos de 300 kilos", "at_most"),
        ("hasta 300 kilos", "at_most"),
        ("300 kilos", "exact"),
    ],
)
def test_bounds_are_read(written: str, bound: str) -> None:
    assert [c[5] for c in claims(f"La policía decomisó {written} de cocaína.")] == [bound]


@pytest.mark.parametrize(
    ("text", "country", "decimal"),
    [
        ("Aseguraron 1,250 kilogramos y 38.5 kilos.", "MX", "."),
        ("Aseguraron 1.250 kilogramos y 38,5 kilos.", "MX", ""),
        ("Aseguraron 1,250 kilogramos.", "MX", "."),
        ("Incautaron 1.250 kilogramos.", "CO", ","),
        ("Incautaron 273.4 toneladas y hubo 65.410 arrestos.", "CO", ""),
        ("Decomisaron 12.084.676 galones.", "CO", ","),
        ("Decomisaron 1,250 kilos.", "PE", ""),
    ],
)
def test_a_text_tells_its_own_decimal_mark(text: str, country: str, decimal: str) -> None:
    assert marks_of(fold(text), found_in(text), PACK, country).decimal == decimal


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("El Ejército de México aseguró 1,250 kilos de marihuana y 38.5 kilos de cristal.", [1250, 38.5]),
        ("En México decomisaron 2.450 kilos de heroína.", [2.45]),
        ("En México decomisaron 2.500 kilos de heroína.", [2500]),
        ("En Colombia decomisaron 2.450 kilos de heroína.", [2450]),
        ("En Perú decomisaron 2,450 kilos de cocaína.", [2450]),
        ("En México decomisaron 3.900 pastillas de fentanilo.", [3900]),
    ],
)
def test_points_and_commas_are_read_by_evidence_and_country(text: str, values: list[float]) -> None:
    assert [c[3] for c in claims(text)] == values


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("el 3 de mayo de 2017", ["2017-05-03"]),
        ("ayer", ["2018-09-11"]),
        ("el pasado viernes", ["2018-09-07"]),
        ("el martes", ["2018-09-11"]),
        ("en lo que va de año", ["2018-01/2018-09"]),
        ("en los primeros cuatro meses del año", ["2018-01/2018-04"]),
        ("los primeros nueve meses de 2017", ["2017-01/2017-09"]),
        ("a fines de 2015", ["2015-12"]),
        ("de enero a mayo", ["2018-01/2018-05"]),
        ("entre julio de 2014 y junio de 2015", ["2014-07/2015-06"]),
        ("durante la primera quincena de agosto", ["2018-08-01/2018-08-15"]),
        ("hasta agosto", ["2018-01/2018-08"]),
        ("hasta el 5 de agosto", ["2018-01-01/2018-08-05"]),
        ("del 3 al 9 de febrero de 2016", ["2016-02-03/2016-02-09"]),
        ("en el segundo semestre de 2016", ["2016-07/2016-12"]),
        ("el tercer trimestre de 2016", ["2016-07/2016-09"]),
        ("el año pasado", ["2017"]),
        ("desde 2014", ["2014/2018"]),
        ("de julio de 2014 a junio de 2015 y en el ciclo siguiente", ["2014-07/2015-06", "2015-07/2016-06"]),
        ("de enero a mayo, frente a igual periodo de 2016", ["2018-01/2018-05", "2016-01/2016-05"]),
    ],
)
def test_periods_are_dated(text: str, iso: list[str]) -> None:
    assert periods(text) == iso


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("Las incautaciones de cocaína subieron un 17,5 % en Ecuador.", 17.5, "exact"),
        ("Las incautaciones de cocaína se redujeron en más de un tercio en Ecuador.", -33.3, "at_least"),
        ("Las incautaciones de cocaína se triplicaron en Ecuador.", 200, "exact"),
        ("Las incautaciones de cocaína fueron tres veces mayores que en 2015 en Ecuador.", 200, "exact"),
        ("Las incautaciones de cocaína se multiplicaron por cinco en Ecuador.", 400, "exact"),
        ("Las incautaciones de cocaína cayeron a la mitad en Ecuador.", -50, "exact"),
        ("Las incautaciones de cocaína cayeron a menos de un tercio en Ecuador.", -66.7, "at_least"),
    ],
)
def test_changes_are_signed(text: str, value: float, bound: str) -> None:
    assert claims(text) == [("seizure", "change", "cocaine", pytest.approx(value), "percent", bound)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Perú erradicó 6.000 hectáreas de coca, 1.200 más que en 2015.", [6000]),
        ("La cocaína decomisada cayó casi cien kilos en Uruguay.", []),
        ("Decomisaron 1.200 kilos más de marihuana que en 2015.", []),
    ],
)
def test_differences_are_no_amounts(text: str, values: list[float]) -> None:
    assert [c[3] for c in claims(text)] == values


def test_a_dateline_of_the_capital_speaks_for_the_country() -> None:
    table = extract("Caracas. La policía decomisó 300 kilos de cocaína.", language="es")
    assert table["place"].tolist() == ["VE"]


def test_a_number_said_with_other_words_is_one_claim() -> None:
    assert claims("La policía halló 80 arrobas de marihuana en Colombia, es decir, una tonelada.") == [
        ("seizure", "level", "cannabis-herb", 1000.0, "kg", "exact")
    ]
