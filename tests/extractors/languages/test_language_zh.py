"""Chinese: numbers in characters, scripts, periods and classifiers, by the engine's public doors."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.claims import read_claims
from extractors.languages import load
from extractors.rules.calendar import Setting
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.numbers import find_numbers
from extractors.rules.periods import find_periods
from extractors.sentences import split_sentences

PACK = load("zh")
WORDS = lexicon("zh")


def numbers(text: str) -> list[tuple[str, float]]:
    folded = fold(text)
    found = Found(WORDS.hits(text, folded))
    return [(text[n.start : n.end], n.value) for n in find_numbers(text, folded, 0, len(text), found, PACK)]


def periods(text: str, published: str = "2020-03-10") -> list[str]:
    folded = fold(text)
    found = Found(WORDS.hits(text, folded))
    setting = Setting(dt.date.fromisoformat(published))
    return [p.iso for p in find_periods(folded, 0, len(text), found, PACK, setting) if p.iso]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三百四十克", 340),
        ("一百零二克", 102),
        ("一百二公斤", 120),
        ("两万五公斤", 25_000),
        ("1万5千余株", 15_000),
        ("20余万株", 200_000),
        ("1.2亿片", 120_000_000),
        ("1萬3,811公斤", 13_811),
        ("六點七五噸", 6.75),
        ("二百零七点五万粒", 2_075_000),
        ("半吨", 0.5),
        ("8 468千克", 8_468),
        ("一七○公斤", 170),
    ],
)
def test_characters_and_digits_make_one_number(written: str, value: float) -> None:
    assert [v for _, v in numbers(written)] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("三分之一", 33.3),
        ("百分之二十三点八", 23.8),
        ("千分之零点八", 0.08),
        ("三成", 30),
        ("一成七", 17),
        ("九成半", 95),
        ("1/4", 25),
    ],
)
def test_fractions_are_read_in_per_cent(written: str, percent: float) -> None:
    assert numbers(f"占{written}")[0][1] == pytest.approx(percent)


@pytest.mark.parametrize(
    "written",
    [
        "十几公斤",
        "数百人",
        "上千公斤",
        "五六吨",
        "第三起",
        "“金三角”",
        "三唑仑",
        "四号海洛因",
        "第七次",
        "几十名",
    ],
)
def test_vague_words_orders_and_names_make_no_number(written: str) -> None:
    assert numbers(written) == []


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("二〇一二年", "2012"),
        ("民国113年", "2024"),
        ("114年1至10月", "2025-01/2025-10"),
        ("今年前两个月", "2020-01/2020-02"),
        ("去年上半年", "2019-01/2019-06"),
        ("2018年的第三季度", "2018-07/2018-09"),
        ("2019年前三季度", "2019-01/2019-09"),
        ("一月五日", "2020-01-05"),
        ("2019年7月—9月", "2019-07/2019-09"),
        ("去年底", "2019-12"),
        ("自2019年12月1日开展行动以来", "2019-12-01/2020-03-10"),
        ("近五年来", "2015-03/2020-03"),
        ("昨日", "2020-03-09"),
        ("今（10）日", "2020-03-10"),
    ],
)
def test_phrases_of_time(phrase: str, iso: str) -> None:
    assert periods(phrase) == [iso]


@pytest.mark.parametrize(
    "phrase",
    [
        "10日公布",
        "记者9日从海关获悉",
        "《2019年毒品形势报告》",
        "2022年前",
        "创2015年以来新高",
        "9日晚报道",
        "近日",
    ],
)
def test_phrases_that_date_nothing(phrase: str) -> None:
    assert periods(phrase) == []


def test_both_scripts_say_the_same() -> None:
    simple = "香港海关去年查获毒品1.2吨，缴获氯胺酮300公斤，拘捕疑犯40名，同比分别上升5%、减少两成。"
    traditional = "香港海關去年查獲毒品1.2噸，繳獲氯胺酮300公斤，拘捕疑犯40名，同比分別上升5%、減少兩成。"
    read = [read_claims(text, "zh", dt.date(2020, 3, 10)) for text in (simple, traditional)]
    slots = [
        [(c.measure, c.statistic, c.drug, c.value, c.unit, c.period, c.place) for c in claims]
        for claims in read
    ]
    assert slots[0] == slots[1]
    assert len(slots[0]) == 5


def test_folding_keeps_offsets() -> None:
    text = "繳獲「Ｋ粉」１２公斤（約合２６磅）；拘捕三人。"
    assert len(fold(text)) == len(text)
    claims = read_claims(text, "zh")
    assert all(text[c.start : c.end] == c.quote for c in claims)
    assert claims


def test_a_quote_in_brackets_ends_its_sentence() -> None:
    text = "“缴获了3吨冰毒。”他说。抓获5人！"
    assert [s.text for s in split_sentences(text, PACK)] == ["“缴获了3吨冰毒。”", "他说。", "抓获5人！"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("公安机关说，全国缴获毒品3吨。", "CN"),
        ("法務部說，全國查獲毒品3公噸。", "TW"),
        ("缅甸警方说，全国缴获毒品3吨。", "MM"),
        ("警方缴获毒品3吨。", ""),
        ("在中缅边境缴获毒品3吨。", ""),
    ],
)
def test_whose_country_the_whole_country_is(text: str, place: str) -> None:
    assert [claim.place for claim in read_claims(text, "zh")] == [place]
