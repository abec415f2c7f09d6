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
    "text", ["缴获 12 kg、3 吨。", "8 468 千克", "海洛因 3  公斤", "表 1\n2 冰毒", "12 % 以上", "1 2 年 3 月4"]
)
def test_every_place_leads_back(text):
    bare = Unpadded(text)
    assert bare
    places = [bare._outer(place) for place in range(len(bare.text))]
    assert "".join(text[place] for place in places) == bare.text
    assert [bare._inner(place) for place in places] == list(range(len(bare.text)))
