"""The evidence marks the number, and underlines the words that told its other slots."""

from __future__ import annotations

import pytest

from dashboard import evidence, wording
from dashboard.snapshot import Snapshot
from dashboard.texts import texts

T = texts("en")
CLAIM = {"drug": "heroin", "place": "TH", "period": "2013", "measure": "seizure"}


def words(sentence: str, language: str, claim: dict[str, str], number: str) -> list[str]:
    start = sentence.index(number)
    told = wording.told(sentence, language, None, claim, (start, start + len(number)))
    return [f"{one.slot}: {sentence[one.start : one.end]}" for one in told]


def test_the_words_of_the_slots_are_found() -> None:
    sentence = "In 2013, police in Thailand seized 900 kilograms of heroin."
    assert words(sentence, "en", CLAIM, "900 kilograms") == [
        "period: 2013",
        "place: Thailand",
        "measure: seized",
        "drug: heroin",
    ]


def test_what_was_not_read_from_the_sentence_is_not_underlined() -> None:
    sentence = "In 2013, police in Thailand seized 900 kilograms of heroin and 1 ton of cocaine."
    other = CLAIM | {"drug": "cocaine", "place": "MM"}
    assert words(sentence, "en", other, "1 ton") == ["period: 2013", "measure: seized", "drug: cocaine"]
    assert words(sentence, "en", {}, "1 ton") == []


def test_chinese_words_are_found_too() -> None:
    claim = CLAIM | {"place": "CN-YN", "period": "2014"}
    found = words("2014年，中国云南省缴获海洛因3.5吨。", "zh", claim, "3.5吨")
    assert found == ["period: 2014年", "place: 中国云南省", "measure: 缴获", "drug: 海洛因"]


@pytest.mark.parametrize("language", ["", "xx"])
def test_a_language_without_a_pack_has_no_underlines(language: str) -> None:
    assert words("900 kilograms of heroin", language, CLAIM, "900") == []


def test_the_sentence_stays_what_it_is(snapshot: Snapshot) -> None:
    quotes = 0
    for figure in snapshot.figures["figure"]:
        for quote in _found(evidence.drawer(snapshot, figure, "", T), "Blockquote"):
            said = _text(quote).removeprefix("… ").removesuffix(" …")
            assert any(said in text for text in map(snapshot.text, snapshot.reports["report"]) if text)
            quotes += 1
    assert quotes >= len(snapshot.claims)


def test_why_a_value_is_drawn_is_said_in_the_units_of_the_page(snapshot: Snapshot) -> None:
    disputed = snapshot.figures.index[snapshot.figures["status"] == "conflict"][0]
    figure = snapshot.figures["figure"][disputed]
    (said,) = (_text(p) for p in _found(evidence.drawer(snapshot, figure, "", T), "P"))
    assert "1.5\u00a0t" in said or "2.6\u00a0t" in said
    assert "kg" not in said
    chinese = evidence.why(snapshot.figures.loc[disputed], texts("zh"))
    assert "吨" in chinese
    assert "公斤" not in chinese


def _found(tree: object, kind: str) -> list:
    if isinstance(tree, dict):
        own = [tree] if tree["type"] == kind else []
        return own + _found(tree["props"].get("children"), kind)
    return [one for child in tree for one in _found(child, kind)] if isinstance(tree, list) else []


def _text(tree: object) -> str:
    if isinstance(tree, dict):
        return _text(tree["props"].get("children"))
    return "".join(map(_text, tree)) if isinstance(tree, list) else str(tree or "")


def test_the_history_of_corrections_speaks_the_language_of_the_page() -> None:
    row = {
        "action": "correct",
        "who": "Chen",
        "at": "2024-06-26",
        "reason": "",
        "state": "active",
        "id": "c1",
    }
    said = {
        "drug": ("heroin", "opium", "毒品", "海洛因", "鸦片"),
        "place": ("TH", "MM", "地点", "泰国", "缅甸"),
        "unit": ("kg", "ha", "单位", "公斤", "公顷"),
        "value": (900.0, None, "数值", "900", "–"),
        "published": ("2014-01-02", "", "日期", "2014年1月2日", "–"),
        "low": (float("nan"), 3.5, "", "–", "3.5"),  # a column of numbers holds NaN for none
    }
    for field, (old, new, *words) in said.items():
        item = evidence.history_item(row | {"field": field, "old": old, "new": new}, texts("zh"))
        assert all(word in str(item) for word in ("Chen", *words)), item
