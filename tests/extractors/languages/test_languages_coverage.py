"""Every cue word of a pack is used by one of its examples, and every rule of the engine by an example of some pack.

Names of drugs, units and places, number words and phrases of time have generated tests of their own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from test_language_examples import examples, filled, phrasings

from extractors.claims import read_claims
from extractors.languages import codes, load
from extractors.rules.lexicon import fold, lexicon

ENGINE = Path(__file__).parents[3] / "extractors"
# Concepts whose words are names or values rather than cues, and those that decide no claim.
_NAMES = {"drugs", "weak_drugs", "not_drugs", "units", "ambiguous", "demonyms", "agencies", "regions", "attributions",
          "text", "weak_places", "tables"}  # fmt: skip
_VALUES = {"numbers.words", "numbers.scales", "numbers.attached", "numbers.characters", "numbers.multipliers",
           "numbers.marks", "periods.months", "periods.weekdays", "periods.ordinals", "periods.eras", "fractions.words",
           "fractions.denominators", "fractions.tenths", "places.compass", "blocks.money", "tables.number",
           "tables.scales", "periods.templates", "periods.relative", "numbers.minus", "numbers.formal",
           "numbers.letters", "numbers.zeros", "numbers.groups", "numbers.largest", "fractions.ordinals",
           "fractions.plurals", "fractions.endings", "fractions.over", "fractions.joiners",
           "bounds.written", "numbers.several", "blocks.measured", "blocks.things"}  # fmt: skip
# Concepts of endings, which are used where a word ends with them.
_ENDINGS = {
    "numbers.ordinal_endings",
    "numbers.decade",
    "changes.fold",
    "places.plurals",
    "places.same_plurals",
}


@cache
def texts(language: str) -> tuple[tuple[str, str | None], ...]:
    """Text and date of a pack's examples, its phrasings filled with each of their words."""
    told = [*examples(language), *(filled(gap, word) for gap in phrasings(language) for word in gap["each"])]
    return tuple((example["text"], example.get("published")) for example in told)


def cue_words(language: str) -> dict[str, list[str]]:
    """The cue words of a pack, by concept."""
    concepts = load(language).concepts.items()
    return {
        name: list(words)
        for name, words in concepts
        if name not in _VALUES and name.partition(".")[0] not in _NAMES and isinstance(words, (list, dict))
    }


@cache
def compared_words() -> frozenset[str]:
    """The concepts whose words the engine compares with itself, beside what the lexicon finds."""
    sources = [
        path.read_text("utf-8") for folder in ("rules", "claims") for path in (ENGINE / folder).rglob("*.py")
    ]
    return frozenset(
        name for source in sources for name in re.findall(r'(?:words|set_of)\("([a-z_.]+)"\)', source)
    )


def found_words(language: str) -> set[tuple[str, str]]:
    """(concept, folded word) of all that the lexicon finds in the examples: of words that overlap only the longest."""
    keyed = {"nouns", "counted", "cues", "weak", "after"}
    found = set()
    for text, _ in texts(language):
        folded = fold(text)
        for hit in lexicon(language).hits(text, folded):
            concept = f"{hit.kind}.{hit.key}" if hit.kind in keyed else hit.kind
            found.add((concept, folded[hit.start : hit.end]))
    return found


def unused_words(language: str) -> dict[str, list[str]]:
    """By concept, the cue words that no example uses."""
    found, spaces = found_words(language), load(language).spaces
    whole = "\n".join(fold(text) for text, _ in texts(language))

    def used(concept: str, word: str) -> bool:
        if (concept, fold(word)) in found:
            return True
        if concept in _ENDINGS:
            return re.search(rf"\w{re.escape(fold(word))}(?!\w)", whole) is not None
        if concept not in compared_words():  # the lexicon alone looks for it: a longer word hid it
            return False
        edge = r"(?<!\w){}(?!\w)" if spaces and word[:1].isalnum() and word[-1:].isalnum() else "{}"
        return re.search(edge.format(re.escape(fold(word))), whole) is not None

    unused = {
        name: [word for word in words if not used(name, word)] for name, words in cue_words(language).items()
    }
    return {name: words for name, words in unused.items() if words}


@pytest.mark.parametrize("language", codes())
def test_every_cue_word_is_used_by_an_example(language: str) -> None:
    unused = unused_words(language)
    told = "\n".join(f"  {concept}: {', '.join(words)}" for concept, words in unused.items())
    assert not unused, f"no example of '{language}' uses these words:\n{told}"


def rule_names() -> Iterator[tuple[str, str]]:
    """(where, pattern) of each name of a rule, and of each reason for leaving a number out, in the engine's source."""
    for folder in ("claims", "rules"):
        for path in sorted((ENGINE / folder).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                for text in _names_in(node, path.name):
                    pattern = _pattern(text)
                    if pattern:
                        yield f"{folder}/{path.name}:{node.lineno}", pattern


def _names_in(node: ast.AST, file: str) -> list[ast.expr]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Draft", "_draft"):
        return [arg for arg in node.args if not (isinstance(arg, ast.Constant) and " " not in str(arg.value))]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
        return [part for arg in node.args if isinstance(arg, ast.Tuple) for part in arg.elts[1:]]
    if isinstance(node, ast.Assign) and any(
        isinstance(t, ast.Attribute) and t.attr == "refused" for t in node.targets
    ):
        return [node.value]
    if isinstance(node, ast.Assign) and any(
        isinstance(t, ast.Name) and t.id == "_RULE_NAMES" for t in node.targets
    ):
        return list(node.value.values)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and file == "measures.py":
        return node.value.elts[1:]
    if isinstance(node, ast.Return) and file in (
        "refusals.py",
        "levels.py",
        "changes.py",
        "shares.py",
        "measures.py",
    ):
        value = node.value
        parts = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
        return [part for part in parts if part is not None]
    return []


def _pattern(node: ast.expr) -> str:
    """A regex of a name: what is filled in may be anything; "" where it is no name."""
    if isinstance(node, ast.Constant):
        return re.escape(node.value) if isinstance(node.value, str) and " " in node.value.strip() else ""
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values]
        return "".join(parts) if any(part != ".+" for part in parts) else ""
    return ""


def fired_names(languages: tuple[str, ...]) -> set[str]:
    """Rules and reasons that the examples of some packs set off."""
    fired: set[str] = set()

    def trace(scene, drafts, refused, sentence) -> None:
        fired.update(name for draft in drafts for name in (draft.rule, *draft.rule.split("; ")))
        fired.update(str(reason) for _, reason in refused)
        fired.update(q.refused for q in (scene.quantities if scene else ()) if q.refused)

    for language in languages:
        for text, published in texts(language):
            read_claims(text, language, published, trace)
    return fired


def unused_rules(languages: tuple[str, ...]) -> list[str]:
    """The names of rules that no example of these packs sets off."""
    fired = fired_names(languages)
    names = {pattern: where for where, pattern in rule_names()}
    return [
        f"{where}  {pattern}"
        for pattern, where in names.items()
        if not any(re.fullmatch(pattern, f) for f in fired)
    ]


def test_every_rule_is_used_by_an_example() -> None:
    unused = unused_rules(codes())
    assert not unused, "no example sets these rules off:\n" + "\n".join(unused)
