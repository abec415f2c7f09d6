"""Chinese set with spaces beside its numbers is read as without, and told as it stands."""

import datetime as dt
import re

import pytest

from extractors.claims import read_claims
from extractors.claims.padding import Unpadded

TEXT = "2019年12月5日，四川警方缴获冰毒1.5吨，抓获12名嫌疑人。同比增长20%。\n\n2018年有3万余人死于海洛因，占总数的5%。"
PADDED = re.sub(r"(?<=[^\x00-\x7f])(?=[0-9])|(?<=[0-9%])(?=[^\x00-\x7f])", " ", TEXT)
SLOTS = ("measure", "statistic", "drug", "value", "unit", "bound", "period", "place", "origin")


def slots(claim):
    return tuple(getattr(claim, name) for name in SLOTS)


def test_spaces_beside_numbers_change_no_claim():
    plain, padded = (read_claims(text, "zh", dt.date(2020, 1, 1)) for text in (TEXT, PADDED))
    assert len(plain) >= 4
    assert [slots(claim) for claim in padded] == [slots(claim) for claim in plain]


def test_quote_and_sentence_are_told_as_they_stand():
    for claim in read_claims(PADDED, "zh", dt.date(2020, 1, 1)):
        assert PADDED[claim.start : claim.end] == claim.quote
        assert claim.sentence in PADDED
        assert claim.quote in claim.sentence
    assert "1.5 吨" in [claim.quote for claim in read_claims(PADDED, "zh")]


def test_stretches_left_out_are_the_same_stretches():
    cut = PADDED.index("\n\n")
    claims = read_claims(PADDED, "zh", skip=[(cut, len(PADDED))])
    assert claims
    assert all(claim.end <= cut for claim in claims)


@pytest.mark.parametrize(
    "text",
    ["缴获 12 kg、3 吨。", "8 468 千克", "海洛因 3  公斤", "表 1\n2 冰毒", "12 % 以上", "1 2 年 3 月4"],
)
def test_every_place_leads_back(text):
    bare = Unpadded(text)
    assert bare
    places = [bare._outer(place) for place in range(len(bare.text))]
    assert "".join(text[place] for place in places) == bare.text
    assert [bare._inner(place) for place in places] == list(range(len(bare.text)))


WRAPPED = (
    "上周，铁路警方在昆明开往上海的列车上查获体内藏毒案三起，排出海\n"
    "洛因一千克。缅甸警方本月也接连得手，八月三日在勐古镇查获冰毒四\n"
    "十公斤。\n"
    "\n"
    "老挝警方缴获鸦片3公斤。"
)


def test_lines_cut_amid_a_sentence_are_read_as_one():
    plain = read_claims(WRAPPED.replace("海\n洛", "海洛").replace("四\n十", "四十"), "zh")
    cut = read_claims(WRAPPED, "zh")
    assert ("heroin", 1.0) in [(claim.drug, claim.value) for claim in plain]
    assert [slots(claim) for claim in cut] == [slots(claim) for claim in plain]
    assert "四\n十公斤" in [claim.quote for claim in cut]


def test_headings_and_items_stay_lines_of_their_own():
    for text in (
        "缴获情况\n全年缴获海洛因3公斤。",
        "缴获海洛因3公斤\n抓获嫌疑人5人\n缴获冰毒8公斤",
        "全年共缴获海洛因三千公斤，抓获嫌疑人五百人。\n全年共缴获冰毒三千公斤，抓获嫌疑人五百人。",
    ):
        assert not Unpadded(text)
