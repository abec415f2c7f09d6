"""The README's commands do what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SHELL = [
    line for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.strip().splitlines()
]
LONG = ("python3 -m venv",)  # what continuous integration runs
COMMANDS = [line for line in SHELL if not line.startswith(LONG)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A working folder with a report, and a data folder with a report in its inbox."""
    folder = tmp_path_factory.mktemp("readme")
    inbox = folder / "data" / "reports"
    inbox.mkdir(parents=True)
    text = "Police in Myanmar seized 320 kg of heroin in 2012.\n"
    (inbox / "one.txt").write_text(text, "utf-8")
    (folder / "report.txt").write_text(text, "utf-8")
    run("seizures refresh", folder)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess:
    program = shlex.quote(str(Path(sys.executable).with_name("seizures")))
    line = re.sub(r"\bseizures(?= )", program, command)
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={
            "PATH": "/usr/bin:/bin",
            "SEIZURES_DATA": str(folder / "data"),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_command_of_the_readme_works(command: str, folder: Path) -> None:
    done = run(command, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or (folder / command.split()[2]).exists()


def test_the_two_commands_are_there_to_the_letter() -> None:
    assert "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/seizures" in SHELL
    assert "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest" in SHELL
    assert ".venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest" in (ROOT / ".ci" / "run").read_text(
        "utf-8"
    )


def test_python_of_the_readme_runs() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.S).group(1)
    scope: dict = {}
    exec(compile(code, "README.md", "exec"), scope)
    assert scope["table"]["value"].tolist() == [16200.0, 7300.0]


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:extractors|dashboard|data|assets|tests)/[\w/.]+)`", README)))
)
def test_paths_of_the_readme_exist(path: str) -> None:
    if path not in ("extractors/languages/xx/", "data/reports/feeds/"):
        assert (ROOT / path).exists(), path
