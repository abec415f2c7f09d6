"""A folder of 150 files that break readers: no crash, no wrong claim, nothing lost, the same whoever looks and when."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.store import open_store

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))
from hostile_documents import READ, REJECTED, Outcome
from hostile_files import build

# Small, so that bombs can be; the folder holds none that is slow only because the machine is.
LIMITS = {"FILE": "10", "EXPANDED": "20", "MEMORY": "500", "SECONDS": "20"}
# What the texts of the folder say: 5.6 tons of opium, or of drugs, 13 per cent more, 1,784 cases.
TRUE = {
    ("seizure", "opium", 5600.0),
    ("seizure", "drugs", 5600.0),
    ("seizure", "drugs", 13.0),
    ("cases", "drugs", 1784.0),
}
UNTOLD = "one-long-line.txt"  # its only sentence is a megabyte of numbers
ELSEWHERE = {"folder.txt", "vanished.txt", "linked-folder/secret.txt"}  # a folder is looked into, not read


@dataclass(frozen=True)
class Looked:
    """A folder that was refreshed twice: exit codes, what was said, files and claims afterwards."""

    codes: tuple[int, int]
    said: tuple[str, str]
    files: dict[str, dict]
    claims: list[tuple]
    second: tuple[dict[str, dict], list[tuple]]


def looked(data: Path, *, workers: int, environment: dict[str, str]) -> Looked:
    command = [sys.executable, "-m", "extractors", "refresh", "--data", str(data), "--workers", str(workers)]
    settings = {f"SEIZURES_MAX_{name}": value for name, value in LIMITS.items()}
    runs, states = [], []
    for _ in range(2):
        run = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=500,
            env={**os.environ, **settings, **environment},
        )
        runs.append(run)
        with open_store(data) as store:
            files = {row["file"]: dict(row) for row in store.files("")}
            frame = store.claims()
        columns = [
            "measure",
            "drug",
            "value",
            "unit",
            "period",
            "place",
            "quote",
            "start",
            "end",
            "file",
            "location",
        ]
        states.append((files, sorted(frame[columns].itertuples(index=False, name=None))))
    return Looked(
        codes=(runs[0].returncode, runs[1].returncode),
        said=(runs[0].stdout + runs[0].stderr, runs[1].stdout + runs[1].stderr),
        files=states[0][0],
        claims=states[0][1],
        second=states[1],
    )


@pytest.fixture(scope="module")
def outcomes_and_looks(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Outcome], Looked, Looked]:
    """The folder, looked at by four workers, and by one under another clock, locale and seed, laid in another order."""
    first, second = (tmp_path_factory.mktemp(name) / "data" for name in ("first", "second"))
    (first / "reports").mkdir(parents=True)
    outcomes = build(first / "reports")
    (second / "reports").mkdir(parents=True)
    build(second / "reports", backwards=True)
    for path in (second / "reports").glob("*.txt"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (0, 4_000_000_000))
    four = looked(first, workers=4, environment={"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1"})
    one = looked(second, workers=1, environment={"TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "7"})
    return outcomes, four, one


@pytest.fixture
def outcomes(outcomes_and_looks) -> dict[str, Outcome]:
    return {name: outcome for name, outcome in outcomes_and_looks[0].items() if name not in ELSEWHERE}


@pytest.fixture
def four(outcomes_and_looks) -> Looked:
    return outcomes_and_looks[1]


@pytest.fixture
def one(outcomes_and_looks) -> Looked:
    return outcomes_and_looks[2]


def test_every_file_is_a_row_with_its_status_and_a_sentence(
    outcomes: dict[str, Outcome], four: Looked
) -> None:
    contents = {four.files[name]["report"] for name, o in outcomes.items() if o.status == READ} - {""}
    wrong = []
    for name, outcome in outcomes.items():
        row = four.files[name]
        copied = (
            row["status"] == READ and row["report"] in contents
        )  # under whatever name, its bytes are a report's
        words = outcome.words if row["status"] != READ else ""
        if not copied and (row["status"] != outcome.status or words not in row["error"]):
            wrong.append((name, outcome, row["status"], row["error"]))
    assert not wrong
    assert len(outcomes) > 140
    archives = {name.split("/")[0] for name in outcomes if name.split("/")[0] in four.files and "/" in name}
    assert set(four.files) == set(outcomes) | archives | {"linked-folder"}


def test_no_claim_is_wrong_and_none_is_lost(outcomes: dict[str, Outcome], four: Looked) -> None:
    assert {claim[:3] for claim in four.claims} == TRUE
    stories = {
        four.files[n]["report"]
        for n, o in outcomes.items()
        if o.status == READ and "5.6 tons of opium" in o.words and n != UNTOLD
    }
    told = {four.files[claim[9]]["report"] for claim in four.claims if claim[1] == "opium"}
    assert stories <= told


def test_the_exit_code_and_the_words_tell_what_could_not_be_read(
    outcomes: dict[str, Outcome], four: Looked
) -> None:
    assert four.codes == (1, 1)
    refused = [name for name, row in four.files.items() if row["status"] == REJECTED]
    for said in four.said:
        assert "Traceback" not in said
        assert all(name in said for name in refused)
    assert len(refused) > 50


def test_a_second_look_reads_nothing_again_and_changes_nothing(four: Looked, one: Looked) -> None:
    for each in (four, one):
        kept = ("file", "report", "status", "error")
        before, after = (
            {name: tuple(row[key] for key in kept) for name, row in files.items()}
            for files in (each.files, each.second[0])
        )
        assert before == after
        assert each.second[1] == each.claims
        assert "0 new, 0 changed, 0 gone" in each.said[1]


def test_the_same_folder_gives_the_same_whoever_looks_and_when(four: Looked, one: Looked) -> None:
    assert one.claims == four.claims
    kept = ("status", "error", "report", "container")
    assert {n: tuple(r[k] for k in kept) for n, r in one.files.items()} == {
        n: tuple(r[k] for k in kept) for n, r in four.files.items()
    }
