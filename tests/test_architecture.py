"""The order of imports, and what the parts of the project may know of each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from extractors import records
from extractors.languages import codes, load
from extractors.languages.schema import known_concepts
from extractors.vocabulary import places

ROOT = Path(__file__).parents[1]
# Each may import only what stands before it.
ORDER = (
    *("records", "vocabulary", "units", "languages", "readers", "sentences", "rules", "claims", "amounts"),
    *("table", "figures", "export", "reading", "feeds", "store", "refresh", "compare", "explain", "commands"),
    "__main__",
)
SOURCES = sorted(p for folder in ("extractors", "dashboard") for p in (ROOT / folder).rglob("*.py"))
LINES = 400
ENGINE = {
    ("extractors", name)
    for name in ("languages", "rules", "claims", "sentences.py", "amounts.py", "table.py")
}


def imported(path: Path) -> set[str]:
    """Dotted names of all modules that a file imports, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def part(dotted: str) -> str:
    """ "extractors.rules.numbers" → "rules"."""
    pieces = dotted.split(".")
    return pieces[1] if len(pieces) > 1 else ""


def test_every_part_has_its_place_in_the_order() -> None:
    parts = {p.stem if p.parent.name == "extractors" else p.relative_to(ROOT / "extractors").parts[0]
             for p in SOURCES if "extractors" in p.parts} - {"__init__"}  # fmt: skip
    assert parts <= set(ORDER), f"give these their place in ORDER: {sorted(parts - set(ORDER))}"


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if "extractors" in p.parts], ids=lambda p: str(p.relative_to(ROOT))
)
def test_imports_go_one_way(path: Path) -> None:
    relative = path.relative_to(ROOT / "extractors")
    own = relative.parts[0].removesuffix(".py")
    if own == "__init__":
        return
    later = {name for name in imported(path) if name.startswith("extractors.") and part(name) in ORDER
             and ORDER.index(part(name)) > ORDER.index(own)}  # fmt: skip
    assert not later, f"{relative} imports what comes after it: {sorted(later)}"
    assert not {name for name in imported(path) if name.split(".")[0] == "dashboard"}, (
        f"{relative} imports dashboard"
    )


def test_only_units_imports_pint_and_only_the_store_has_sql() -> None:
    for path in SOURCES:
        names = {name.split(".")[0] for name in imported(path)}
        where = path.relative_to(ROOT)
        assert "pint" not in names or where == Path("extractors/units.py"), f"{where} imports pint"
        in_store = where.parts[:2] == ("extractors", "store")
        assert "sqlalchemy" not in names or in_store, f"{where} imports sqlalchemy"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_have_one_job(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LINES, f"{path.relative_to(ROOT)} has {lines} lines: it wants to be two"
    assert path.stem not in ("utils", "helpers", "common", "misc"), (
        f"{path.name} says nothing of what is in it"
    )


def test_no_branch_on_a_language_in_the_engine() -> None:
    languages = {
        folder.name for folder in (ROOT / "extractors" / "languages").iterdir() if folder.is_dir()
    } - {"__pycache__"}
    for path in SOURCES:
        if path.relative_to(ROOT).parts[:2] not in ENGINE and path.relative_to(ROOT).parts not in ENGINE:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            branch = re.search(
                r"(?:language|code|pack\.code)\s*(?:==|!=|in)\s*[(\[{]?\s*[\"']([a-z]{2})[\"']", line
            )
            assert not (branch and branch.group(1) in languages), (
                f"{path.relative_to(ROOT)}:{number} branches on a language"
            )


# Names of roles, kinds and reasons that the engine's parts pass to each other; they are never compared with a text.
_NAMES = {
    "at",
    "one",
    "area",
    "volume",
    "further",
    " x ",
    "day",
    "days",
    "week",
    "month",
    "year",
    "past_",
    "city",
}
_REASONS = ("counts", "measured", "money", "age", "a target", "a hypothesis", "a difference", "a rate", "no measure",
            "the strength", "nothing says", "people, but")  # fmt: skip
_OF_TEXTS = {"startswith", "endswith", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "replace", "find",
             "rfind", "count", "split", "partition", "index"}  # fmt: skip


def _keys() -> set[str]:
    """What concepts, slots and values are called."""
    names = {
        *records.MEASURES,
        *records.STATISTICS,
        *records.BOUNDS,
        *records.UNITS,
        *records.SCOPES,
        *places.KINDS,
        *_NAMES,
    }
    for code in codes():
        for concept, words in load(code).concepts.items():
            names |= {concept, *concept.split(".")}
            names |= {str(value) for value in words.values()} if isinstance(words, dict) else set()
        names |= set(load(code).table("periods.templates"))
    return names | {part for concept in known_concepts() for part in (concept, *concept.split("."))}


def _words_of_packs() -> set[str]:
    """All words of all lists of all packs."""
    return {word for code in codes() for words in load(code).concepts.values() for word in words}


def _strings(node: ast.AST) -> list[str]:
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _documentation(tree: ast.AST) -> set[int]:
    """ids of the nodes of docstrings."""
    holders = [n for n in ast.walk(tree) if isinstance(n, (ast.Module, ast.FunctionDef, ast.ClassDef))]
    return {id(n.body[0].value) for n in holders if isinstance(n.body[0], ast.Expr)}


def _spells(text: str) -> bool:
    """Whether letters are spelled out in a literal, other than in the notation of regexes: \\w, [a-z], (?:, (?P<name>."""
    notation = r"\\[dwsDWSbBntZ]|\\u[0-9a-f]{4}|\(\?(?:P<\w+>|P=\w+|[:=!]|<[=!])|[a-zA-Z]-[a-zA-Z]"
    return any(map(str.isalpha, re.sub(notation, "", text)))


def _words_in(tree: ast.AST, keys: set[str], words: set[str]):
    """(line, literal) of each word of a language that code compares a text with."""
    skipped = _documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            if any(char.isalpha() and not char.isascii() for char in node.value):
                yield node.lineno, node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
                yield from ((node.lineno, text) for text in _strings(node.args[0]) if _spells(text))
            elif node.func.attr in _OF_TEXTS:
                told = [text for arg in node.args for text in _strings(arg) if _spells(text)]
                yield from ((node.lineno, text) for text in told if text not in keys and text not in _REASONS)
        elif isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                literals = _strings(side) if not isinstance(side, ast.Call) else []
                yield from ((node.lineno, text) for text in literals if _spells(text) and text not in keys
                            and (text in words or text != text.strip()))  # fmt: skip


@pytest.mark.parametrize("folder", ["rules", "claims"])
def test_words_of_a_language_stand_in_its_pack(folder: str) -> None:
    keys, words = _keys(), _words_of_packs()
    found = [f"{path.relative_to(ROOT)}:{line} {literal!r}" for path in sorted((ROOT / "extractors" / folder).glob("*.py"))
             for line, literal in _words_in(ast.parse(path.read_text("utf-8")), keys, words)]  # fmt: skip
    assert not found, "move these words to the packs:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "code",
    ['x.endswith("men")', 're.search(r"\\bor\\b", x)', 'x in (" and ", " was ")', 'x.strip("的")', 'x == "more than"',
     'x.startswith((" a ", " per "))', 'y = "点點"'],
)  # fmt: skip
def test_words_of_a_language_in_code_are_seen(code: str) -> None:
    assert list(_words_in(ast.parse(code), _keys(), _words_of_packs()))
