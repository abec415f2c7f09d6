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
    for figure in snapshot.figures["figure"]:
        for quote in _found(evidence.drawer(snapshot, figure, "", T), "Blockquote"):
            said = _text(quote).removeprefix("… ").removesuffix(" …")
            assert any(said in text for text in map(snapshot.text, snapshot.reports["report"]) if text)


def _found(tree: object, kind: str) -> list:
    children = getattr(tree, "children", tree)
    inside = children if isinstance(children, list) else [children] if hasattr(children, "children") else []
    own = [tree] if type(tree).__name__ == kind else []
    return [*own, *(one for child in inside for one in _found(child, kind))]


def _text(tree: object) -> str:
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return "".join(map(_text, tree))
    return _text(getattr(tree, "children", "") or "")
