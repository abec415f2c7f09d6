"""Numbers, right or nothing: odd ways to write them, and every language's format read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract, quantities
from extractors.rules.digits import read_digits

KILOGRAMS = [
    ("1,000.5 kg", 1000.5),
    ("1.5 kg", 1.5),
    ("0.5 kg", 0.5),
    ("1,000,000 kg", 1_000_000),
    ("64 000 kg", 64_000),
    ("1 234 567 kg", 1_234_567),
    ("10–12 kg", 11),
    ("10-12 kg", 11),
    ("5 kg 300 g", 5.3),
    ("3 lb 6 oz", 1.53087424875),
    ("4 t 83 kg 274 g", 4083.274),
    ("3½ kg", 3.5),
    ("half a tonne", 500),
    ("two and a half tonnes", 2500),
    ("a tonne and a half", 1500),
    ("two hundred and six kilos", 206),
    ("twelve tonnes", 12_000),
    ("2.4 million kg", 2_400_000),
    ("2.5bn kg", 2_500_000_000),
    ("9,800 lb (4,445 kg)", 4445),
    ("713-kilogram", 713),
    ("４２ kg", 42),
    ("٤٢ kg", 42),
    ("۴۲ kg", 42),
    ("४२ kg", 42),
    ("٣٫٥ kg", 3.5),
    ("1٬234 kg", 1234),
    ("１，２３４ kg", 1234),
    ("１．５ｋｇ", 1.5),
    ("1.000,5 kg", 1000.5),
    ("1,5 kg", 1.5),
    ("1.234.567,89 kg", 1_234_567.89),
    ("1,23,456 kg", 123_456),
    ("1'234 kg", 1234),
    ("1\u00a0234 kg", 1234),
    ("1\u202f234,5 kg", 1234.5),
    (".5 kg", 0.5),
    ("½ kg", 0.5),
    ("3 ½ kg", 3.5),
    ("1/2 kg", 0.5),
    ("2 1/2 kg", 2.5),
    ("10 - 12 kg", 11),
    ("2 kg–3 kg", 2.5),
    ("twelve (12) kg", 12),
    ("12 (twelve) kg", 12),
    ("one and a half kg", 1.5),
    ("a dozen kg", 12),
    ("twelve hundred kg", 1200),
    ("~12 kg", 12),
    ("≥ 12 kg", 12),
]
NOTHING = [
    "5×10³ kg",
    "5 x 10^3 kg",
    "5·10³ kg",
    "10⁴ kg",
    "5e3 kg",
    "5-6-6 kg",
    "1.2.3 kg",
    "1,2,3 kg",
    "12,34,56 kg",
    "1,,234 kg",
    "1..5 kg",
    "12:30 kg",
    "2013-06-26 kg",
    "26/06/2013 kg",
    "1.2.2013 kg",
    "00012 kg",
    "T4 kg",
    "#12 kg",
    "12th kg",
    "12% kg",
    "$12 kg",
    "€12 kg",
    "±12 kg",
    "12 ± 1 kg",
    "12°5 kg",
    "12x5 kg",
    "3 x 5 kg",
    "12 34 kg",
    "two three kg",
    "nineteen eighty kg",
    "1\u200b234 kg",
    "1\u200b,234 kg",
    "12\u00ad34 kg",
    "dozens of kilos",
    "several kilos",
    "12 kg a day",
    "12 kg/ha",
    "minus 5 kg",
    "0800 555 0119 kg",
    "+1 202 555 0143 kg",
]
ODD = {
    "zh": [
        ("１，２３４公斤", 1234), ("4千8百公斤", 4800), ("12万余公斤", 120_000), ("两吨半", 2500), ("一千零五公斤", 1005),
        ("零点五公斤", 0.5), ("3公斤500克", 3.5), ("10—12公斤", 11), ("百余公斤", 100), ("二十斤", 10), ("2千克", 2),
        ("十几公斤", None), ("几十公斤", None), ("五六公斤", None), ("三五公斤", None), ("数百公斤", None), ("上千公斤", None),
        ("３.5.2公斤", None), ("5-6-6公斤", None), ("12：30公斤", None), ("第12公斤", None), ("5×10³公斤", None),
    ],
    "es": [
        ("2,5 kilos", 2.5), ("2.500 kilos", 2500), ("1.000,5 kilos", 1000.5), ("1,000.5 kilos", 1000.5),
        ("mil 218 kilos", 1218), ("6 mil 082 kilos", 6082), ("dos kilos y medio", 2.5), ("tonelada y media", 1500),
        ("dos coma cinco kilos", 2.5), ("de 10 a 12 kilos", 11), ("12 34 kilos", None), ("1.2.3 kilos", None),
        ("decenas de kilos", None), ("12º kilos", None),
    ],
}  # fmt: skip
FRAMES = {"zh": "2013年，云南警方缴获海洛因{}。", "es": "La policía de Perú incautó {} de heroína."}


@pytest.mark.parametrize(("written", "value"), KILOGRAMS)
def test_an_amount_is_read(written: str, value: float) -> None:
    table = extract(f"Police in Peru seized {written} of heroin.", language="en")
    assert table["value"].tolist() == pytest.approx([value])
    assert table["unit"].tolist() == ["kg"]


@pytest.mark.parametrize("written", NOTHING)
def test_what_is_no_plain_number_gives_nothing(written: str) -> None:
    assert extract(f"Police in Peru seized {written} of heroin.", language="en").empty


@pytest.mark.parametrize(
    ("language", "written", "value"), [(code, *line) for code, lines in ODD.items() for line in lines]
)
def test_odd_numbers_are_right_or_left_out(language: str, written: str, value: float | None) -> None:
    table = extract(FRAMES[language].format(written), language=language)
    assert table["value"].tolist() == ([] if value is None else pytest.approx([value]))


@given(st.integers(1, 999_999_999), st.integers(0, 99))
@settings(max_examples=120, deadline=None)
def test_digits_are_read_back_in_each_convention(whole: int, hundredths: int) -> None:
    value = whole + hundredths / 100
    english = f"{whole:,}.{hundredths:02d}"
    spanish = english.replace(",", "_").replace(".", ",").replace("_", ".")
    for written, decimal in ((english, "."), (spanish, ","), (english.replace(",", " "), ".")):
        number = read_digits(written, decimal)
        assert number is not None
        assert number[0] == pytest.approx(value)


@given(st.integers(1, 900_000))
@settings(max_examples=60, deadline=None)
def test_a_quote_is_at_its_offsets(amount: int) -> None:
    text = f"In 2012, police in Thailand seized about {amount:,} kg of heroin and 3 kg of opium."
    table = extract(text)
    assert [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == table["quote"].tolist()
    assert float(amount) in table["value"].tolist()


@given(st.floats(0.1, 9999).map(lambda x: round(x, 1)))
@settings(max_examples=60, deadline=None)
def test_quantities_give_the_number_back(value: float) -> None:
    for text, language in ((f"It weighed {value:,} kg.", "en"), (f"共重{value}公斤。", "zh")):
        assert [q.value for q in quantities(text, language)] == pytest.approx([value])


def test_a_sentence_without_numbers_changes_nothing() -> None:
    text = "Police in Peru seized 20 tonnes of cocaine in 2015. They arrested 400 people."
    more = text.replace(". They", ". The minister praised the work. They")
    slots = ["measure", "drug", "value", "unit", "bound", "period", "place"]
    assert extract(text)[slots].to_dict("list") == extract(more)[slots].to_dict("list")
