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
]
NOTHING = [
    "5×10³ kg",
    "5e3 kg",
    "5-6-6 kg",
    "1.2.3 kg",
    "1,2,3 kg",
    "12:30 kg",
    "2013-06-26 kg",
    "00012 kg",
    "T4 kg",
    "$12 kg",
    "dozens of kilos",
    "several kilos",
    "0800 555 0119 kg",
]


@pytest.mark.parametrize(("written", "value"), KILOGRAMS)
def test_an_amount_is_read(written: str, value: float) -> None:
    table = extract(f"Police in Peru seized {written} of heroin.", language="en")
    assert table["value"].tolist() == pytest.approx([value])
    assert table["unit"].tolist() == ["kg"]


@pytest.mark.parametrize("written", NOTHING)
def test_what_is_no_plain_number_gives_nothing(written: str) -> None:
    assert extract(f"Police in Peru seized {written} of heroin.", language="en").empty


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
