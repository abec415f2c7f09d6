"""Reading takes time in proportion to length, whatever is repeated: no regex may go back over what it has read."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import sentences
from extractors.amounts import quantities
from extractors.claims import read_claims
from extractors.languages import codes, load
from extractors.rules import in_digits, numerals, plain, spoken

PIECES = [
    "1", "1,", "1.", "1 000 ", "9,999,", "5-6-6-", "0", "1.1.", "12:30 ", "3½", "½", "$1", "1e9", "½ ", "千", "一百二十", "万",
    "三分之", "seized ", "heroin ", "seized 3 kg of heroin, ", "kg ", "kilograms of ", "(", ")", "((1 kg) ", "[", "\"", " ", "\n",
    "\t", "\u200b", "，", "。", "of ", "and ", "to ", "from 1 to ", "between ", "up to ", "more than ",
    "2012", "2012-", "in 2012 ",
    "January ", "3 January ", "on Monday ", "the first 3 months of ", "2012年", "5月", "Myanmar, ",
    "northern ", "from Laos ", "%",
    "50% ", "percent ", "up by ", "respectively ", "twice ", "half a ", "a ", "one hundred ", "two hundred and ", "缴获", "毒品",
    "海洛因", "1吨", "同比增长", "分别", "其中", "、", "占", "a.", "U.S. ", "-", "—", "|", "1 |", "x", "é", "İ", "ﬁ",
]  # fmt: skip
LEAD = {
    "en": "Police seized 12 kg of heroin in 2012. ",
    "zh": "2012年警方缴获海洛因12公斤。",
    "es": "La policía incautó 12 kg de heroína en 2012. ",
}
SIZE = 3_000
LONG = 20_000  # characters that each pattern is tried on
LIMIT = (
    0.25  # seconds of processor time for them; one that goes back over what it read takes twice that and more
)


def seconds(text: str, language: str) -> float:
    """Time to read a text."""
    start = time.perf_counter()
    read_claims(text, language)
    return time.perf_counter() - start


@pytest.mark.parametrize("language", sorted(LEAD))
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_time_is_linear_in_length(piece: str, language: str) -> None:
    lead = LEAD[language]
    short = lead + piece * (SIZE // len(piece))
    long = lead + piece * (4 * SIZE // len(piece))
    read_claims(lead, language)
    for _ in range(3):  # a busy machine may be slow once
        limit = 0.2 + 4 * 2.3 * seconds(short, language)
        taken = seconds(long, language)
        if taken <= limit:
            return
    pytest.fail(f"four times {piece!r} took {taken:.2f} s, more than {limit:.2f} s")


def test_a_text_of_many_claims_is_read_in_time_linear_in_their_number() -> None:
    def text(claims: int) -> str:
        return " ".join(f"Police seized {n:,} kg of heroin in {1990 + n % 30}." for n in range(1, claims))

    short, long = text(800), text(3_200)
    for _ in range(3):
        limit = 0.2 + 2.3 * 2.3 * seconds(short, "en")
        taken = seconds(long, "en")
        if taken <= limit:
            return
    pytest.fail(f"four times the claims took {taken:.2f} s, more than {limit:.2f} s")


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "9 ", "千", "1.1.", "half a ", "to 1 ", "1e", "1/2 ", "三分之", "fifths ", "point two "],
    ids=repr,
)
def test_quantities_are_linear_too(piece: str) -> None:
    start = time.perf_counter()
    quantities(piece * (SIZE // len(piece)), "en")
    quantities(piece * (SIZE // len(piece)), "zh")
    assert time.perf_counter() - start < 10


def test_every_repeat_in_the_engines_patterns_is_bounded() -> None:
    """`\\d+`, `.*` and the like go back over long runs: a pattern says how often at most."""
    root = Path(__file__).parents[3] / "extractors"
    unbounded = re.compile(r"(?<!\\)(?:\\[dwsDWS]|\.|\]|\))(?:\*|\+|\{\d+,\})")
    for folder in ("rules", "claims"):
        for path in sorted((root / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                    continue
                called = node.func.attr in (
                    "compile",
                    "search",
                    "match",
                    "fullmatch",
                    "finditer",
                    "split",
                    "sub",
                    "findall",
                )
                pattern = node.args[0]
                is_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                if called and is_re and isinstance(pattern, ast.Constant) and isinstance(pattern.value, str):
                    found = unbounded.search(pattern.value)
                    assert not found, (
                        f"{path.relative_to(root)}:{node.lineno} repeats without a bound: {pattern.value!r}"
                    )


ENGINE = Path(__file__).parents[3] / "extractors"
FAMILIES = [
    "1", "1,", "1.", "1 000 ", "5-6-6-", "0", "12:30 ", "3½", "½", "$1", "1e9", "1/2 ", "千", "一百", "seized ", "heroin ",
    "kg ", "(", ")", "((1 kg) ", "[", "\"", " ", "\n", "\t", "\u200b", "，", "。", "of ", "2012", "2012-", "a", "a.", "A ",
    "U.S. ", "-", "—", "|", "x", "é", "://", "a, ", ". ",
]  # fmt: skip


def patterns() -> dict[str, str]:
    """Every regex of the engine and where it stands: those that modules and packs compile, and those in calls of `re`."""
    found: dict[str, str] = {}
    files = [path for folder in ("rules", "claims") for path in (ENGINE / folder).rglob("*.py")]
    for path in sorted([*files, ENGINE / "sentences.py", ENGINE / "amounts.py"]):
        name = ".".join(("extractors", *path.relative_to(ENGINE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for attribute, value in vars(importlib.import_module(name)).items():
            if isinstance(value, re.Pattern):
                found.setdefault(value.pattern, f"{name}.{attribute}")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
            if called and isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
                pattern = node.args[0]
                if isinstance(pattern, ast.Constant) and node.func.attr != "escape":
                    found.setdefault(pattern.value, f"{name}:{node.lineno}")
    return found | {pattern.pattern: where for where, pattern in _of_packs()}


def _of_packs() -> Iterator[tuple[str, re.Pattern]]:
    """The patterns that are built from a pack's words; templates of times are tried by reading whole texts above."""
    for code in codes():
        pack = load(code)
        held = [
            {"boundary": sentences._boundary(code), "ratio": numerals._ratio(code)},
            {"triggers": spoken._triggers(code)},
        ]
        if not pack.spaces:
            built = (numerals._grammar(code), plain._formal(code), in_digits._in_characters(code))
            held += [*(dict(enumerate(part)) for part in built), {"apart": plain._apart(code)}]
        for values in held:
            for name, value in values.items():
                nested = value.values() if isinstance(value, dict) else [value]
                for one in nested:
                    parts = one if isinstance(one, (list, tuple)) else [one]
                    yield from ((f"{code}.{name}", part) for part in parts if isinstance(part, re.Pattern))


def test_every_pattern_of_the_engine_is_linear() -> None:
    tried, slow = patterns(), []
    assert len(tried) > 80
    for pattern, where in tried.items():
        compiled = re.compile(pattern)
        for family in FAMILIES:
            text = family * (LONG // len(family))
            if _scan(compiled, text) > LIMIT and _scan(compiled, text) > LIMIT:
                slow.append((where, family, pattern[:80]))
    assert not slow


def _scan(pattern: re.Pattern, text: str) -> float:
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


def test_there_is_a_pack_to_test() -> None:
    assert set(LEAD) == set(codes())
