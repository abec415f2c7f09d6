"""Generic reading: the quantities of any text, with their unit, sign and place in it."""

from __future__ import annotations

import pytest

from extractors import quantities
from extractors.languages import codes, load

MEASURED = {
    "en": [
        ("The crate weighed 20 (kg) in the end.", [(20, "kg")]),
        ("He carried 2 1/2 pounds of flour.", [(1.133980925, "kg")]),
        ("About two point five tonnes were left.", [(2500, "kg")]),
        ("Two-thirds of a tonne was lost.", [(666.67, "kg")]),
        ("A share of -0.5% is below zero.", [(-0.5, "percent")]),
        ("Output changed by minus five percent.", [(-5, "percent")]),
        ("The 4,409 lb (2,000 kg) were sold.", [(1999.89, "kg"), (2000, "kg")]),
        ("Half is 3/4 of a tonne, or 2/1000 kg.", [(750, "kg"), (0.002, "kg")]),
        ("Rates rose 15pc, those under 2 acres .004 per cent.", [(15, "percent"), (0.80937, "ha"), (0.004, "percent")]),
        ("A sub-300 gram piece.", [(0.3, "kg")]),
        ("It takes a litre of it and 27 kg an acre, at $3 a gallon.", [(1, "L"), (27, "kg")]),
        ("Some 5G of it, 1.2m tons, and 3 gigatonnes.", [(0.005, "kg"), (1.2e9, "kg"), (3e12, "kg")]),
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
        ("原价 7 3 折，升百分之1.5k。", [(73, "percent"), (1500, "percent")]),
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
        ("Apenas tres veinteavos por ciento, o 2e3%.", [(0.15, "percent"), (2000, "percent")]),
        ("Pesaba cuarenta y un kilos.", [(41, "kg")]),
        ("Compró 20 manzanas y 2 hectolitros.", [(200, "L")]),
        ("Había 20 manzanas de marihuana.", [(14, "ha")]),
        ("El cien por cien, o 3/4 % al menos.", [(100, "percent"), (0.75, "percent")]),
    ],
}  # fmt: skip
COUNTED = [
    ("en", "A third of them left.", [1 / 3]),
    ("en", "The sum came to 1.5e6 in the end.", [1_500_000]),
    ("en", "Some 12k came, and 3M saw it.", [12_000, 3_000_000]),
    ("en", "It shrank to two hundred point zero four.", [200.04]),
    ("en", "Of it seven eighths remain, or forty-three fiftieths.", [0.875, 0.86]),
    ("en", "There were six and a fifth.", [6.2]),
    ("en", "Two hundred and three quarters were let.", [200.75]),
    ("en", "More than 1/4 of it went.", [0.25]),
    ("en", "The season 2018/19 was open 24/7 from 3/4 on.", []),
    ("en", "The twenty-first group left on the hundred and fifth day.", []),
    ("en", "One hundred forty sixths may be either.", []),
    ("en", "Row 12B has a 60W lamp.", []),
    ("en", "It used 16.5 nanometres, 8-12 volts and 9 l/km.", []),
    ("en", "The rest is 3±0.2 times that.", [3]),
    ("en", "Zero.", [0]),
    ("en", "They counted 7 lacs.", [700_000]),
    ("en", "Of four dozens, two point five million.", [48, 2_500_000]),
    ("en", "Under 4G networks and 5G masts, at 41 °F.", []),
    ("en", "Object K1149+6663 at 573.15K lost $-99.99 and 8 MB.", []),
    ("en", "One over sixteen", [1 / 16]),
    ("en", "In the first three quarters of 2015 there were 300x tabs.", [300]),
    ("en", "A share of 3^--2 or 5×10-3 is not told.", [1 / 3**-2]),
    ("es", "Asistieron al menos 20 vecinos y por lo menos 30 turistas.", [20, 30]),
    ("es", "Eran ocho con dos quintos.", [8.4]),
    ("es", "Quedan cinco treintaidosavos.", [5 / 32]),
    ("es", "Había noventa y una personas.", [91]),
    ("es", "Tres esclavos y un centavo.", [3]),
    (
        "es",
        "Hubo tres billones cuatrocientos cincuenta y cinco mil doscientos veintiocho millones.",
        [3_455_228_000_000],
    ),
    ("es", "Costó 455 mil 228 millones.", [455_228_000_000]),
    ("es", "Son siete mil millones, y mil millones más.", [7_000_000_000, 1_000_000_000]),
    ("en", "Six thousand million of them.", [6_000_000_000]),
    ("zh", "共柒仟捌佰伍拾肆个。", [7854]),
    ("zh", "约有四万万个。", [400_000_000]),
    ("zh", "约12k个。", [12_000]),
    ("zh", "负三十二。", [-32]),
    ("zh", "共12和3个。", [12, 3]),
    ("zh", "占七分之二，另有两又四分之三。", [2 / 7, 2.75]),
    ("zh", "负八分之三。", [-0.375]),
    ("zh", "误差为千分之零点四。", [0.0004]),
    ("zh", "三十几万，一百零几亿。", [300_000, 10_000_000_000]),
    ("zh", "功率为六十兆瓦。", []),
    ("zh", "年过半百，有0起，共9个，比分3:0。", [50, 0, 9]),
    ("zh", "近,1/2是他的。", [0.5]),
    ("zh", "总额六兆三亿。", [6_000_300_000_000]),
    ("zh", "苹果九打。", [108]),
    ("zh", "买了三打鸡蛋，俩千个。", [36, 2000]),
    ("zh", "十一又十五分之一,三分之一,5个。", [11 + 1 / 15, 1 / 3, 5]),
    ("zh", "付了两美刀。", []),
    ("zh", "五分之壹，壹百二十。", [0.2, 120]),
    ("zh", "队伍百人，编号3 五点八。", [100, 3, 5.8]),
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
     ("zh", "案件3 起，两人被捕", "3"), ("en", "Rates of 24pc held.", "24pc"), ("en", "Some 3 / 4 or 3/4 of it.", "3"),
     ("en", "Of it three and a fifth  kilos.", "three and a fifth  kilos"), ("zh", "占三又四 分之一。", "三又四 分之一")],
)  # fmt: skip
def test_a_quantity_is_at_its_offsets(language: str, text: str, written: str) -> None:
    first = quantities(text, language)[0]
    assert text[first.start : first.end] == written


BOUNDS = [
    ("en", "Less than or equal to 60 of them.", [("at_most", 60)]),
    ("en", "It is larger than 12 and smaller than 40.", [("at_least", 12), ("at_most", 40)]),
    ("en", "About 700 or more left; 80 or higher stayed.", [("at_least", 700), ("at_least", 80)]),
    ("es", "Es mayor o igual a noventa, o <=95.", [("at_least", 90), ("at_most", 95)]),
    ("zh", "大于等于六十，小于或等于九十。", [("at_least", 60), ("at_most", 90)]),
]
RANGES = [
    ("en", "Between minus four and six of them.", (-4, 6)),
    ("es", "Entre menos cuatro y seis de ellos.", (-4, 6)),
    ("en", "From 4k to 6k people.", (4000, 6000)),
]


@pytest.mark.parametrize(("language", "text", "expected"), BOUNDS)
def test_comparisons_are_bounds(language: str, text: str, expected: list[tuple[str, float]]) -> None:
    assert [(q.bound, q.value) for q in quantities(text, language)] == expected


@pytest.mark.parametrize(("language", "text", "ends"), RANGES)
def test_ranges_have_signs_and_scales(language: str, text: str, ends: tuple[float, float]) -> None:
    (read,) = quantities(text, language)
    assert (read.bound, read.low, read.high, read.value) == ("range", *ends, sum(ends) / 2)


@pytest.mark.parametrize("language", codes())
def test_every_wording_of_a_comparison_is_a_bound(language: str) -> None:
    pack = load(language)
    for wording, bound in pack.table("bounds.written").items():
        gap = " " if pack.spaces and wording[-1] != "-" else ""
        text = f"60{gap}{wording}" if bound.endswith("_after") else f"{wording}{gap}60"
        assert [(q.bound, q.value) for q in quantities(text, language)] == [
            (bound.removesuffix("_after"), 60)
        ], text


@pytest.mark.parametrize("language", codes())
def test_the_words_for_parts_of_one_are_read(language: str) -> None:
    pack = load(language)
    one = next((word for word, value in pack.table("numbers.words").items() if value == 1), "")
    several = next((word for word, value in pack.table("numbers.words").items() if value == 7), "")
    for words, number, value in (("ordinals", one, 1), ("plurals", several, 7)):
        for word, parts in pack.table(f"fractions.{words}").items():
            if parts > 2:
                assert [q.value for q in quantities(f"{number} {word}", language)] == pytest.approx(
                    [value / parts]
                ), word


@pytest.mark.parametrize("text", ["打掉窝点", "点", "两点", "3起案件，打掉窝点"])
def test_a_text_may_end_with_a_decimal_word(text: str) -> None:
    assert all(q.value in (2, 3) for q in quantities(text, "zh"))
