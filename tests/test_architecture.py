"""The order of imports, and what the parts of the project may know of each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

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
