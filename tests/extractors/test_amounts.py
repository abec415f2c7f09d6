"""Generic reading: the quantities of any text, with their unit, sign and place in it."""

from __future__ import annotations

import pytest

from extractors import quantities

MEASURED = {
    "en": [
        ("The crate weighed 20 (kg) in the end.", [(20, "kg")]),
        ("He carried 2 1/2 pounds of flour.", [(1.133980925, "kg")]),
        ("About two point five tonnes were left.", [(2500, "kg")]),
        ("Two-thirds of a tonne was lost.", [(666.67, "kg")]),
        ("A share of -0.5% is below zero.", [(-0.5, "percent")]),
        ("Output changed by minus five percent.", [(-5, "percent")]),
        ("Per cent of twenty-two is how some forms put it.", [(22, "percent")]),
        ("A dose of .5 kg is much.", [(0.5, "kg")]),
        ("The dose lies between 40 mg and 60 mg.", [(0.00005, "kg")]),
        ("The engine makes 275 pound-feet and 117 g/km.", []),
        ("Part 24703 L-202 was missing.", []),
        ("See https://a.example/q=30%25%2020%25kg for more.", []),
        ("Some 45 acres and 12 cl.", [(18.21085, "ha"), (0.12, "L")]),
    ],
    "zh": [
        ("共有一 百 五 十 二 公斤。", [(152, "kg")]),
        ("重５ｋｇ。", [(5, "kg")]),
        ("鸦片二十两。", [(1, "kg")]),
        ("每片含2.4微克。", [(2.4e-9, "kg")]),
        ("上升2.5个百分点。", [(2.5, "percent")]),
        ("下降百分之12.56。", [(12.56, "percent")]),
        ("打八折出售，不到75折。", [(80, "percent"), (75, "percent")]),
        ("近9成5，另有七点二成。", [(95, "percent"), (72, "percent")]),
        ("产量（-3.2%）下降。", [(-3.2, "percent")]),
        ("队伍有3人到大陆。", []),
    ],
    "es": [
        ("Pesaba dos coma cinco toneladas.", [(2500, "kg")]),
        ("Un menos cinco por ciento.", [(-5, "percent")]),
        ("Subió ,08 por ciento.", [(0.08, "percent")]),
        ("Un siete con cincuenta por ciento.", [(7.5, "percent")]),
        ("El cien por cien, o 3/4 % al menos.", [(100, "percent"), (0.75, "percent")]),
    ],
}  # fmt: skip
COUNTED = [
    ("en", "A third of them left.", [0.333]),
    (
        "es",
        "Hubo tres billones cuatrocientos cincuenta y cinco mil doscientos veintiocho millones.",
        [3_455_228_000_000],
    ),
    ("es", "Costó 455 mil 228 millones.", [455_228_000_000]),
    ("zh", "共柒仟捌佰伍拾肆个。", [7854]),
    ("zh", "约有四万万个。", [400_000_000]),
    ("zh", "约12k个。", [12_000]),
    ("zh", "负三十二。", [-32]),
    ("zh", "收拾一下队伍，收拾和整理。", []),
]
CASES = [(language, text, expected) for language, cases in MEASURED.items() for text, expected in cases]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_measured_quantities_are_read(language: str, text: str, expected: list[tuple[float, str]]) -> None:
    read = [(q.value, q.unit) for q in quantities(text, language) if q.unit]
    assert [unit for _, unit in read] == [unit for _, unit in expected]
    assert [value for value, _ in read] == pytest.approx([value for value, _ in expected], rel=1e-3)


@pytest.mark.parametrize(("language", "text", "expected"), COUNTED)
def test_plain_numbers_are_read(language: str, text: str, expected: list[float]) -> None:
    assert [q.value for q in quantities(text, language)] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [("zh", "共有一 百 五 十 二 公斤 以上", "一 百 五 十 二 公斤"), ("en", "It fell to -0.5% then.", "-0.5%"),
     ("zh", "案件3 起，两人被捕", "3")],
)  # fmt: skip
def test_a_quantity_is_at_its_offsets(language: str, text: str, written: str) -> None:
    first = quantities(text, language)[0]
    assert text[first.start : first.end] == written


@pytest.mark.parametrize("text", ["打掉窝点", "点", "两点", "3起案件，打掉窝点"])
def test_a_text_may_end_with_a_decimal_word(text: str) -> None:
    assert all(q.value in (2, 3) for q in quantities(text, "zh"))
