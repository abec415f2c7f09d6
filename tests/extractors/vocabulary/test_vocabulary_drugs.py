"""Drug keys: labels, groups, which is wider than which."""

from __future__ import annotations

import itertools

import pytest

from extractors.vocabulary import drugs

KEYS = [
    *("opium-poppy", "opium", "morphine", "heroin", "opiates", "coca-bush", "coca-leaf", "cocaine"),
    *("cannabis", "cannabis-herb", "cannabis-resin", "methamphetamine", "amphetamine", "captagon", "mdma"),
    *("ketamine", "fentanyl", "tramadol", "nps", "synthetic-drugs", "precursors", "drugs"),
]


def test_the_keys_are_those_that_a_claim_can_have():
    assert sorted(drugs.DRUGS) == sorted(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_every_drug_has_labels_a_group_and_known_relatives(key):
    drug = drugs.DRUGS[key]
    assert all(drug.labels[language].strip() for language in ("en", "zh"))
    assert drugs.group_of(key) in drugs.GROUPS
    for other in (*drug.parents, *filter(None, (drug.crop, drug.product))):
        assert other in drugs.DRUGS
    assert drugs.covers("drugs", key)
    assert drugs.covers(key, key)


def test_labels_of_different_drugs_differ():
    for language in ("en", "zh"):
        labels = [drugs.label(key, language) for key in KEYS]
        assert len(set(labels)) == len(labels)


def test_no_two_drugs_are_each_wider_than_the_other():
    for a, b in itertools.combinations(KEYS, 2):
        assert not (drugs.covers(a, b) and drugs.covers(b, a))


@pytest.mark.parametrize(
    ("keys", "narrowest"),
    [
        (["mdma", "methamphetamine"], "synthetic-drugs"),
        (["heroin", "opium"], "opiates"),
        (["cannabis-resin", "heroin"], "drugs"),
        (["cannabis-herb", "cannabis-resin"], "cannabis"),
        (["cannabis", "cannabis-herb"], "cannabis"),
        (["fentanyl", "opiates"], "opiates"),
        (["fentanyl", "methamphetamine"], "synthetic-drugs"),
        (["fentanyl", "tramadol"], "opiates"),
        (["methamphetamine", "precursors"], "drugs"),
        (["opium-poppy", "coca-bush"], "drugs"),
        (["ketamine", "nps", "mdma"], "synthetic-drugs"),
        (["cocaine"], "cocaine"),
        ([], "drugs"),
    ],
)
def test_several_drugs_take_the_narrowest_key_that_covers_them(keys, narrowest):
    assert drugs.narrowest(keys) == narrowest
    assert drugs.narrowest(reversed(keys)) == narrowest


def test_a_key_that_covers_nothing_else_is_no_wider_one():
    assert not drugs.covers("heroin", "opiates")
    assert not drugs.covers("opiates", "opium-poppy")
    assert not drugs.covers("synthetic-drugs", "heroin")


def test_fields_of_a_product_are_fields_of_its_plant():
    assert drugs.DRUGS["opium"].crop == "opium-poppy"
    assert drugs.DRUGS["coca-leaf"].crop == "coca-bush"
    assert drugs.DRUGS["cannabis-herb"].crop == "cannabis"
    assert [key for key in KEYS if drugs.DRUGS[key].plant] == ["opium-poppy", "coca-bush"]


def test_a_form_is_part_of_the_label():
    assert drugs.label("methamphetamine", "en", "tablet") == "Methamphetamine, tablets"
    assert drugs.label("methamphetamine", "zh", "crystal").endswith("晶体")
    assert drugs.label("heroin", "xx") == "Heroin"
