"""Sentences that the store keeps in English are said in the page's language, each of them."""

from __future__ import annotations

import ast
import itertools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import extractors
from dashboard import dictionary, stored
from dashboard.texts import languages, texts
from extractors import units
from extractors.records import MEASURES

PACKAGE = Path(extractors.__file__).parent
CHINESE = texts("zh")
HAN = re.compile(r"[\u4e00-\u9fff]")
REASONS = [*sorted((PACKAGE / "readers").rglob("*.py")), *sorted((PACKAGE / "refresh").glob("*.py"))]
# Sentences of these modules that are no reason why a file of the folder could not be read.
ELSEWHERE = {"limits.py": "settings of the program", "feed.py": "feeds, which are no reports"}
SENTENCE = re.compile(r".* .*[.]|not read yet|same content as .*", re.DOTALL)


class Words:
    """The texts that an expression of a module may give: names are looked up, anything else is "X1"."""

    def __init__(self, tree: ast.Module) -> None:
        self.given: dict[str, list[ast.expr]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.given.setdefault(node.targets[0].id, []).append(node.value)

    def of(self, node: ast.expr, deep: int = 0) -> list[str]:
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else ["X1"]
        if isinstance(node, ast.JoinedStr):
            parts = [self.of(part, deep) for part in node.values]
            return ["".join(chosen) for chosen in itertools.product(*parts)]
        if isinstance(node, ast.FormattedValue):
            return self.of(node.value, deep)
        if isinstance(node, ast.IfExp):
            return [*self.of(node.body, deep), *self.of(node.orelse, deep)]
        if isinstance(node, ast.Name) and node.id in self.given and deep < 4:
            return [text for one in self.given[node.id] for text in self.of(one, deep + 1)]
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            found = self.given.get(node.value.id, [])
            if found and isinstance(found[0], ast.Dict):
                return [text for one in found[0].values for text in self.of(one, deep + 1)]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" and len(node.args) == 2:
            return [*self.of(ast.Subscript(node.func.value, node.args[0])), *self.of(node.args[1], deep)]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "next" and len(node.args) == 2:
            kinds = self.given.get("_KINDS", [])
            pairs = [one.elts[1] for kind in kinds if isinstance(kind, ast.Tuple) for one in kind.elts]
            return [text for one in [*pairs, node.args[1]] for text in self.of(one, deep)]
        return ["X1"]


def sentences(path: Path) -> Iterator[str]:
    """All that a module may say to a person: its sentences, but for those that explain the code."""
    tree = ast.parse(path.read_text("utf-8"))
    words = Words(tree)
    inside = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    inside -= {id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    # docstrings, and what has a name, which stands in the sentences that use it
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr | ast.Assign)}
    asserted = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in ("ValueError", "NotADirectoryError") for part in ast.walk(node)}  # fmt: skip
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr | ast.Constant) or id(node) in inside | aside | asserted:
            continue
        if isinstance(node, ast.JoinedStr) or isinstance(node.value, str):
            yield from (text for text in words.of(node) if SENTENCE.fullmatch(text))


def test_every_reason_of_the_readers_is_in_the_catalogues() -> None:
    said = [(path.name, text) for path in REASONS if path.name not in ELSEWHERE for text in sentences(path)]
    said += [("frames.py", text) for text in ("not read yet", "same content as X1")]
    assert len(said) > 70
    why = "as text: it holds binary data"  # these are looked at below
    missing = [one for one in said if not stored.known(one[1].replace("as text: X1", why), "reason")]
    assert missing == []


def raised(path: Path, error: str) -> Iterator[str]:
    """What a module says when it raises an error."""
    tree = ast.parse(path.read_text("utf-8"))
    words = Words(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == error:
            yield from words.of(node.args[0])


def test_every_reason_why_bytes_are_no_text_is_in_the_catalogues() -> None:
    said = list(raised(PACKAGE / "readers/encodings.py", "UnknownEncodingError"))
    assert len(said) == 3
    assert [text for text in said if not stored.known(text, "why")] == []


def test_every_refusal_of_a_correction_is_in_the_catalogues() -> None:
    said = [
        text
        for name in ("checking.py", "people.py")
        for text in raised(PACKAGE / f"store/{name}", "CorrectionError")
    ]
    assert len(said) > 15
    assert [
        text for text in said if not stored.known(re.sub("^X1 (?!is no date)", "low ", text), "refusal")
    ] == []


def test_every_note_on_what_was_not_read_is_in_the_catalogues() -> None:
    tables = PACKAGE / "claims/tables/__init__.py"
    given = Words(ast.parse(tables.read_text("utf-8"))).given
    reasons = [given[name][0].value for name in ("UNCLEAR", "_PART", "_TWICE", "_TORN")]
    notes = [f"Table 1; seized: {reason.format('26 180')}" for reason in reasons]
    notes += [
        "page 3 is a picture: its text was not read",
        "pages 3, 5–7 are pictures: their text was not read",
    ]
    assert [one for one in notes if not stored.known(one, "note")] == []
    for language in languages():
        assert stored.note("; ".join(notes), texts(language)).count("Table 1; seized") == 4
    assert stored.note("; ".join(notes), texts("en")) == "; ".join(notes)
    chinese = stored.note("; ".join(notes), CHINESE).split("；")
    assert len(chinese) == len(notes)
    assert all(HAN.search(one) for one in chinese)


def returned(path: Path, *functions: str) -> Iterator[str]:
    """What functions of a module give back: texts, or the second of a pair whose first says something."""
    tree = ast.parse(path.read_text("utf-8"))
    words = Words(tree)
    wanted = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name in functions]
    assert len(wanted) == len(functions)
    for node in (one for function in wanted for one in ast.walk(function)):
        value = node.value if isinstance(node, ast.Return) else None
        if isinstance(value, ast.Tuple) and not (
            isinstance(value.elts[0], ast.Constant) and not value.elts[0].value
        ):
            yield from words.of(value.elts[RULE_AT.get(path.name, 1)])
        elif value is not None and not isinstance(value, ast.Tuple | ast.Call):
            yield from words.of(value)


def third(path: Path) -> Iterator[str]:
    """How a drug was found: the third of what is returned, where a drug was."""
    returns = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Return)]
    for node in (one for found in returns for one in ast.walk(found)):
        parts = node.elts if isinstance(node, ast.Tuple) else []
        if len(parts) == 3 and isinstance(parts[2], ast.Constant) and getattr(parts[0], "value", "X1") != "":
            yield str(parts[2].value)


RULE_AT = {"clauses.py": 0}  # which of the pair is the rule


def test_every_rule_is_in_the_catalogues() -> None:
    claims = PACKAGE / "claims"
    named = {*returned(claims / "measures.py", "measure_of", "_person", "_without_cue")}
    parts = {*returned(claims / "clauses.py", "told_by_clause"), "as the share before"}
    parts |= {*returned(claims / "shares.py", "_is_share", "_is_drug_behind"), "<users> in per cent"}
    for path in claims.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        words = Words(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") in ("Draft", "_draft"):
                named |= {text for argument in call.args for text in words.of(argument)}
        names = words.given.get("_RULE_NAMES", [])
        parts |= {text for one in names for value in one.values for text in words.of(value)}
    how = [*third(claims / "substances.py"), *third(claims / "involved.py")]
    parts |= set(how) - {"own", "clause", "carried", "sentence"}  # these have names of their own
    assert "topic" in parts
    named = {text for text in named if " " in text and text.strip(": ") == text and not text.endswith(" of")}
    named |= {"total in a table", "cell of a table"}
    assert len(named) > 20
    every = [part for text in named | parts - {""} for part in text.split("; ") if part != "X1"]
    filled = [part.replace("X1 ", f"{m} ").replace(" X1", f" {m}").replace("X1:", f"{m}:").replace("X2", m)
              for part in every for m in ("seizure", "users")]  # fmt: skip
    assert sorted({one for one in filled if not stored.known(one, "rule")}) == []


def test_the_rules_of_all_examples_are_said_in_chinese() -> None:
    from extractors import extract

    for pack in (PACKAGE / "languages").glob("*/examples.toml"):
        found = set()
        for example in tomllib.loads(pack.read_text("utf-8"))["example"][::3]:
            found |= set(extract(example["text"], published=example.get("published"))["rule"])
        assert len(found) > 10
        for rule in found:
            assert stored.rule(rule, texts("en")) == rule
            bare = re.sub("<[^>]+>", "", stored.rule(rule, CHINESE))
            assert not re.search("[A-Za-z]", bare), rule


@pytest.mark.parametrize("measure", MEASURES)
def test_measures_in_rules_have_words(measure: str) -> None:
    assert stored.known(f"{measure}: earlier amount", "rule")


def test_what_columns_mean_and_units_weigh_is_in_the_catalogues() -> None:
    meanings = {text for of in ("figures", "claims", "reports") for text in dictionary.meanings(of).values()}
    assert [text for text in meanings if not stored.known(text, "column")] == []
    assert all(HAN.search(stored.column(text, CHINESE)) for text in meanings)
    sources = [entry.source for entry in units.conversions()]
    assert [text for text in sources if not stored.known(text, "weighed")] == []
    assert all(HAN.search(stored.weighed(text, CHINESE)) for text in sources)


def test_a_place_in_a_report_is_said_in_chinese() -> None:
    assert stored.spot("page 12", CHINESE) == "第12页"
    assert stored.spot("sheet Haul 2020, row 3, column 2", CHINESE) == "工作表Haul 2020第3行第2列"
    assert stored.spot("table, row 3, column 2", CHINESE) == "表格第3行第2列"
    assert stored.spot("somewhere", CHINESE) == "somewhere"


def test_a_reason_keeps_its_names_and_numbers() -> None:
    said = "a/b {x}.xls is an old Excel file: save it as .xlsx."
    assert stored.reason(said, CHINESE) == "a/b {x}.xls是旧版Excel文件，请存为 .xlsx。"
    assert stored.reason(said, texts("en")) == said
    slow = (
        "a.pdf took longer than 30 seconds to read and was given up: "
        "save it in a simpler format, or allow more with SEIZURES_MAX_SECONDS."
    )
    assert stored.reason(slow, CHINESE).startswith("读取a.pdf超过30秒，已放弃")
    assert stored.reason("What nobody knows.", CHINESE) == "What nobody knows."


def test_a_reason_is_quick_on_any_text() -> None:
    assert stored.reason("is " * 20_000, CHINESE) == "is " * 20_000
    many = "; ".join(["Seizures: the heads are odd"] * 2_000)
    assert stored.note(many, texts("en")) == many
