"""Rules stand beside the kinds of word that they need: without one of these words a rule tells nothing."""

import tomllib
from collections import defaultdict

import pytest

from extractors.claims import clause_refusals, quantities_aside, read_claims, refusals
from extractors.languages import FOLDER, codes

TABLES = (refusals._RULES, quantities_aside._RULES, clause_refusals._RULES)


def needed(rules) -> dict:
    """Each rule with all kinds that it stands beside, without those that are asked of every number."""
    kinds = defaultdict(set)
    for kind, rule in rules:
        kinds[rule].add(kind)
    return {rule: told for rule, told in kinds.items() if None not in told}


def examples(language: str) -> list[str]:
    read = tomllib.loads((FOLDER / language / "examples.toml").read_text("utf-8"))
    return [example["text"] for example in read["example"]]


@pytest.mark.parametrize("language", codes())
def test_a_rule_keeps_silent_without_a_word_that_it_stands_beside(language):
    spoke = []

    def ask(scene, drafts, refused, sentence):
        for rules in TABLES if scene else ():
            if rules is clause_refusals._RULES and scene.pack.spaces:
                continue  # asked only where words are not spaced
            for rule, kinds in needed(rules).items():
                if kinds.isdisjoint(scene.found.kinds):
                    told = [rule(scene, quantity) for quantity in scene.quantities]
                    spoke.extend((rule.__name__, reason, sentence.text) for reason in told if reason)

    for text in examples(language):
        read_claims(text, language, tracer=ask)
    assert spoke == []


@pytest.mark.parametrize("rules", TABLES)
def test_a_rule_that_needs_any_of_several_words_stands_in_one_place(rules):
    names = [rule.__name__ for _, rule in rules]
    places = [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
    assert len(places) == len(set(places))
