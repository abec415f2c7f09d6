"""Phrases of time and number words of every pack, one by one: each is found as what the pack says that it is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from extractors.languages import Pack, codes, load
from extractors.rules.calendar import Setting, resolve
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.numbers import find_numbers
from extractors.rules.templates import templates

_SLOT = re.compile(r"\{([A-Z]|m)(2?)\}")
_FILLED = {"Y": "2013", "Y2": "2015", "m": "4", "m2": "6", "D": "12", "D2": "17", "N": "3", "S": "13", "R": "103",
           "R2": "105", "T": "103", "T2": "105", "B": "2556"}  # fmt: skip
_SETTING = Setting(published=dt.date(2018, 9, 20), country="US", year=2017, period="2017-03")


def found_in(text: str, language: str) -> Found:
    """The words of a pack in a text."""
    return Found(lexicon(language).hits(text, fold(text)))


def filled(template: str, pack: Pack) -> str:
    """A template with a value in every slot."""
    named = {letter: [str(word) for word in pack.table(concept)]
             for letter, concept in (("M", "periods.months"), ("W", "periods.weekdays"), ("O", "periods.ordinals"))}  # fmt: skip
    months = (
        [next(w for w in named["M"] if pack.table("periods.months")[w] == n) for n in (4, 6)]
        if named["M"]
        else []
    )

    def value(match: re.Match) -> str:
        letter, second = match.groups()
        if letter == "M":
            return months[bool(second)]
        if letter in named:
            return named[letter][bool(second)]
        return _FILLED[letter + second]

    return _SLOT.sub(value, template)


TEMPLATES = [(language, kind, template) for language in codes()
             for kind, texts in load(language).table("periods.templates").items() for template in texts]  # fmt: skip
WORDS = ("words", "scales", "dozens")


@pytest.mark.parametrize("language", codes())
def test_every_template_of_time_is_found_and_can_be_dated(language: str) -> None:
    pack, wrong = load(language), []
    for _, kind, template in (item for item in TEMPLATES if item[0] == language):
        text = filled(template, pack)
        folded = fold(text)
        matches = templates(language).find(folded, 0, len(folded), found_in(text, language))
        read = [(match[2], len(match[3])) for match in matches]
        if read != [(kind, len(_SLOT.findall(template)))] or not (
            kind == "deadline" or _dated(kind, matches[0][3])
        ):
            wrong.append((kind, text, matches))
    assert not wrong


def _dated(kind: str, slots: dict) -> bool:
    eras = {"R": 1911, "T": 1911, "B": -543}
    years = {"Y" + slot[1:]: value + eras[slot[0]] for slot, value in slots.items() if slot[0] in eras}
    return bool(resolve(kind, slots | years, _SETTING)[0])


@pytest.mark.parametrize("language", codes())
def test_every_phrase_of_time_is_found_and_means_something(language: str) -> None:
    for phrase, meaning in load(language).table("periods.relative").items():
        hits = found_in(phrase, language).of("periods.relative", 0, len(phrase))
        assert [hit.key for hit in hits] == [meaning], phrase
        if meaning == "unknown":  # 近日: some day, which none can tell
            continue
        spoken_of = "2017-03-05" if meaning == "next_day" else "2017"
        assert resolve("relative", {"code": meaning}, replace(_SETTING, period=spoken_of))[0], phrase


@pytest.mark.parametrize("language", codes())
def test_every_number_word_is_read(language: str) -> None:
    pack = load(language)
    for kind in WORDS:
        for word, value in pack.table(f"numbers.{kind}").items():
            text = (
                f"9 {word}" if kind == "scales" and pack.spaces else f"9{word}" if kind == "scales" else word
            )
            numbers = find_numbers(text, fold(text), 0, len(text), found_in(text, language), pack)
            assert [number.value for number in numbers] == [value * (9 if kind == "scales" else 1)], text
