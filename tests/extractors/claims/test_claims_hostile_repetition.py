"""Reading takes time in proportion to length, whatever is repeated: no regex may go back over what it has read."""

from __future__ import annotations

import ast
import re
import time
from pathlib import Path

import pytest

from extractors.amounts import quantities
from extractors.claims import read_claims
from extractors.languages import codes

PIECES = [
    "1", "1,", "1.", "1 000 ", "9,999,", "5-6-6-", "0", "1.1.", "12:30 ", "3½", "½", "$1", "1e9", "½ ", "千", "一百二十", "万",
    "三分之", "seized ", "heroin ", "seized 3 kg of heroin, ", "kg ", "kilograms of ", "(", ")", "((1 kg) ", "[", "\"", " ", "\n",
    "\t", "\u200b", "，", "。", "of ", "and ", "to ", "from 1 to ", "between ", "up to ", "more than ", "2012", "2012-", "in 2012 ",
    "January ", "3 January ", "on Monday ", "the first 3 months of ", "2012年", "5月", "Myanmar, ", "northern ", "from Laos ", "%",
    "50% ", "percent ", "up by ", "respectively ", "twice ", "half a ", "a ", "one hundred ", "two hundred and ", "缴获", "毒品",
    "海洛因", "1吨", "同比增长", "分别", "其中", "、", "占", "a.", "U.S. ", "-", "—", "|", "1 |", "x", "é", "İ", "ﬁ",
]  # fmt: skip
LEAD = {"en": "Police seized 12 kg of heroin in 2012. ", "zh": "2012年警方缴获海洛因12公斤。"}
SIZE = 4_000


def seconds(text: str, language: str) -> float:
    """Time to read a text."""
    start = time.perf_counter()
    read_claims(text, language)
    return time.perf_counter() - start


@pytest.mark.parametrize("language", ["en", "zh"])
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


@pytest.mark.parametrize("piece", ["1", "1,", "9 ", "千", "1.1.", "half a ", "to 1 "], ids=repr)
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


def test_there_is_a_pack_to_test() -> None:
    assert {"en", "zh"} <= set(codes())
