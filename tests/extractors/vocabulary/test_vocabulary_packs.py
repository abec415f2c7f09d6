"""Words of the language packs: each means one drug or one unit, and has a known key."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors import languages, units
from extractors.vocabulary import drugs, places

FOLDER = Path(languages.__file__).parent
PACKS = sorted(path.parent.name for path in FOLDER.glob("*/drugs.toml"))


def read(language: str, file: str) -> dict:
    return tomllib.loads((FOLDER / language / f"{file}.toml").read_text("utf-8"))


def owners(tables: list[dict[str, list[str]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table in tables:
        for key, words in table.items():
            for word in words:
                found.setdefault(word, set()).add(key)
    return found


@pytest.fixture(params=PACKS)
def language(request) -> str:
    return request.param


def test_names_of_drugs_have_known_keys_and_forms(language):
    pack = read(language, "drugs")
    for key in (*pack["drugs"], *pack["weak"]):
        drug, _, form = key.partition("/")
        assert drug in drugs.DRUGS
        assert not form or form in drugs.DRUGS[drug].forms
    assert {key.partition("/")[0] for key in pack["drugs"]} == set(drugs.DRUGS)


def test_a_name_of_a_drug_means_one_drug(language):
    pack = read(language, "drugs")
    names = owners([pack["drugs"], pack["weak"]])
    assert {word: keys for word, keys in names.items() if len(keys) > 1} == {}
    assert not set(names) & set(pack["not"]["phrases"])


def test_phrases_without_a_drug_hold_the_name_of_one(language):
    pack = read(language, "drugs")
    names = owners([pack["drugs"], pack["weak"]])
    for phrase in pack["not"]["phrases"]:
        assert any(name in phrase for name in names), phrase


def test_words_stand_once_and_in_lower_case(language):
    tables = [*read(language, "drugs").values(), *read(language, "units").values()]
    for table in tables:
        for words in table.values():
            assert len(set(words)) == len(words)
            assert all(word.strip() == word and word for word in words)
            if language not in ("zh",):
                assert all(word == word.lower() for word in words)


def test_a_spelling_of_a_unit_means_one_unit_that_converts(language):
    pack = read(language, "units")
    spellings = owners([pack["units"]])
    assert {word: keys for word, keys in spellings.items() if len(keys) > 1} == {}
    for key in pack["units"]:
        assert units.factor(key)[1] > 0
    assert set(pack["ambiguous"]["words"]) <= set(spellings)


def test_places_of_a_pack_have_known_codes(language):
    pack = read(language, "places")
    for table in ("names", "regions", "cities", "demonyms", "agencies"):
        for code, names in pack.get(table, {}).items():
            assert places.is_place(code), code
            assert names
    for key in pack["regions"]:
        assert key in places.regions()


@pytest.mark.parametrize(
    ("language", "word", "key"),
    [
        ("en", "yaba", "methamphetamine/tablet"),
        ("en", "crystal meth", "methamphetamine/crystal"),
        ("en", "shabu", "methamphetamine"),
        ("en", "crack cocaine", "cocaine"),
        ("en", "opioids", "opiates"),
        ("en", "ganja", "cannabis-herb"),
        ("en", "acetic anhydride", "precursors"),
        ("en", "coca", "coca-bush"),
        ("en", "khat", "drugs"),
        ("zh", "麻古", "methamphetamine/tablet"),
        ("zh", "冰毒", "methamphetamine"),
        ("zh", "甲基安非他命", "methamphetamine"),
        ("zh", "安非他命", "amphetamine"),
        ("zh", "恺他命", "ketamine"),
        ("zh", "醋酸酐", "precursors"),
        ("zh", "依托咪酯", "nps"),
        ("es", "hachís", "cannabis-resin"),
        ("es", "pasta base", "cocaine"),
        ("es", "tusi", "nps"),
        ("es", "hoja de coca", "coca-leaf"),
        ("es", "amapola", "opium-poppy"),
    ],
)
def test_common_names_mean_what_they_should(language, word, key):
    assert word in read(language, "drugs")["drugs"][key]


@pytest.mark.parametrize(
    ("language", "word"), [("en", "ice"), ("en", "speed"), ("en", "weed"), ("zh", "冰"), ("es", "cristal")]
)
def test_words_that_mean_other_things_are_weak(language, word):
    pack = read(language, "drugs")
    assert word in owners([pack["weak"]])
    assert word not in owners([pack["drugs"]])
