"""What the commands write: extract, export, explain, correct, compare, backup, doctor."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest

from extractors.store import open_store
from extractors.table import COLUMNS, REPORT_COLUMNS

ROOT = Path(__file__).resolve().parents[3]
TEXT = "Police in Myanmar seized 320 kg of heroin and 16.2 tons of methamphetamine in 2012.\n"


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


# extract


def test_extract_prints_csv_into_a_pipe(seizures, data: Path) -> None:
    result = seizures("extract", data / "reports" / "a.txt", data / "reports" / "c.txt")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == [*REPORT_COLUMNS, *COLUMNS]
    assert [(row["file"], row["drug"], float(row["value"])) for row in rows] == [
        ("a.txt", "heroin", 320.0),
        ("a.txt", "methamphetamine", 16200.0),
        ("c.txt", "heroin", 45.0),
    ]


def test_extract_reads_a_text_on_stdin(seizures) -> None:
    result = seizures("extract", "-", "--format", "jsonl", stdin=TEXT)
    rows = [json.loads(line) for line in lines(result.stdout)]
    assert [row["value"] for row in rows] == [320, 16200]
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["quote"]
    given = ("--published", "2019-05-01", "--language", "en", "--format", "jsonl")
    dated = seizures("extract", "-", *given, stdin="Police in Peru seized 5 kg of cocaine this year.")
    assert json.loads(dated.stdout)["period"] == "2019"


def test_extract_refuses_a_text_that_is_not_utf_8(seizures) -> None:
    result = seizures("extract", "-", stdin="海洛因".encode("gb18030"), code=2)
    assert "not UTF-8" in result.stderr


def test_extract_writes_parquet_to_a_file_and_into_a_pipe(seizures, data: Path, tmp_path: Path) -> None:
    report, out = data / "reports" / "a.txt", tmp_path / "claims.parquet"
    seizures("extract", report, "--format", "parquet", "--output", out)
    assert pyarrow.parquet.read_table(out)["value"].to_pylist() == [320, 16200]
    with (tmp_path / "piped.parquet").open("wb") as pipe:
        arguments = [sys.executable, "-m", "extractors", "extract", str(report), "--format", "parquet"]
        subprocess.run(arguments, check=True, cwd=ROOT, stdout=pipe)
    assert pyarrow.parquet.read_table(tmp_path / "piped.parquet").num_rows == 2


def test_extract_goes_on_after_a_file_that_cannot_be_read(within, data: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    files = (tmp_path / "empty.txt", data / "reports" / "a.txt", "/nowhere.txt", data)
    code, out, error = within("extract", *files)
    assert code == 1
    assert len(lines(out)) == 3
    empty, missing, folder = lines(error)
    assert "empty.txt" in empty
    assert missing == "/nowhere.txt does not exist; check its name and folder."
    assert folder == f"{data} is a folder; name its files, or read it with `seizures refresh {data}`."


def test_extract_shows_a_table_on_a_terminal(data: Path) -> None:
    import pty

    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "extractors", "extract", str(data / "reports" / "a.txt")],
        stdout=child, stderr=child, cwd=ROOT, env={**os.environ, "COLUMNS": "200", "TERM": "xterm"},
    )  # fmt: skip
    os.close(child)
    shown = b""
    while True:
        try:
            block = os.read(parent, 65536)
        except OSError:  # the other end is closed
            break
        if not block:
            break
        shown += block
    os.close(parent)
    assert process.wait(timeout=60) == 0
    text = shown.decode()
    for part in ("measure", "heroin", "methamphetamine", "16,200", "2 claims"):
        assert part in text
    assert '"measure","statistic"' not in text


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}{number}\n")
    command = f'"{sys.executable}" -m extractors extract "{tmp_path}"/*.txt | head -1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.stderr == ""
    assert done.stdout.startswith('"report"')


# export


def rows_of(path: Path) -> pd.DataFrame:
    if path.suffix == ".csv":
        return pd.read_csv(path, encoding="utf-8-sig")
    if path.suffix == ".jsonl":
        return pd.read_json(path, lines=True)
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    sheet = openpyxl.load_workbook(path)["data"]
    head, *rest = sheet.iter_rows(values_only=True)
    return pd.DataFrame(rest, columns=head)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx", "parquet"])
@pytest.mark.parametrize("table", ["claims", "reports", "figures"])
def test_every_table_in_every_format_with_its_dictionary(
    within, filled: Path, suffix: str, table: str
) -> None:
    out = filled / f"{table}.{suffix}"
    code, said, _ = within("export", out, "--table", table, "--data", filled)
    assert code == 0
    with open_store(filled) as store:
        expected = store.figures().table if table == "figures" else getattr(store, table)()
    assert f"{len(expected)} rows of {table}" in said
    frame = rows_of(out)
    assert list(frame.columns) == list(expected.columns)
    assert len(frame) == len(expected)
    if "value" in expected:
        assert frame["value"].astype(float).tolist() == expected["value"].tolist()
    package = json.loads((filled / f"{table}.datapackage.json").read_text("utf-8"))
    (resource,) = package["resources"]
    assert (resource["path"], resource["rows"], resource["bytes"]) == (
        out.name,
        len(frame),
        out.stat().st_size,
    )
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == list(expected.columns)
    assert [field["name"] for field in fields if not field.get("description")] == []


@pytest.mark.parametrize(
    ("filters", "values"),
    [
        (["--drug", "opiates"], [320, 45]),
        (["--drug", "heroin", "--drug", "methamphetamine"], [320, 16200, 45]),
        (["--measure", "cultivation"], [5700]),
        (["--place", "LA"], [5700]),
        (["--place", "southeast-asia", "--years", "2012-2013"], [320, 16200, 45]),
        (["--years", "2015"], [5700]),
        (["--language", "zh"], [45]),
        (["--publisher", "gazette"], [5700]),
        (["--publisher", "nobody"], []),
    ],
)
def test_filters_narrow_what_is_written(within, read_once: Path, tmp_path: Path, filters, values) -> None:
    code, _, error = within("export", tmp_path / "out.jsonl", *filters, "--data", read_once)
    assert (code, error) == (0, "")
    rows = [json.loads(line) for line in lines((tmp_path / "out.jsonl").read_text("utf-8"))]
    assert [row["value"] for row in rows] == values


def test_export_opens_right_in_a_spreadsheet(within, read_once: Path, tmp_path: Path) -> None:
    """UTF-8 is marked, formulas are text, numbers are numbers."""
    out = tmp_path / "out.csv"
    within("export", out, "--data", read_once)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))
    (row,) = [row for row in rows if row["file"] == "b.md"]
    assert (row["publisher"], row["value"]) == ("'=Gazette", "5700")
    within("export", tmp_path / "out.xlsx", "--data", read_once)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["data"]
    cells = {str(cell.value): cell.data_type for line in sheet.iter_rows() for cell in line}
    assert (cells["=Gazette"], cells["5700"]) == ("s", "n")


def test_the_table_of_reports_says_what_became_of_each_file(within, filled: Path) -> None:
    (filled / "reports" / "empty.txt").write_text("")
    shutil.copy(filled / "reports" / "a.txt", filled / "reports" / "z.txt")
    assert within("refresh", "--data", filled)[0] == 1
    within("export", filled / "r.csv", "--table", "reports", "--data", filled)
    frame = rows_of(filled / "r.csv")
    assert dict(zip(frame["file"], frame["status"], strict=True)) == {
        "a.txt": "read",
        "b.md": "read",
        "c.txt": "read",
        "empty.txt": "rejected",
        "z.txt": "ignored",
    }


def test_export_to_a_place_that_cannot_be_written_is_code_3(within, read_once: Path, tmp_path: Path) -> None:
    code, _, error = within("export", tmp_path / "no" / "folder" / "out.csv", "--data", read_once)
    assert code == 3
    assert "cannot be written" in error


# explain


def test_explain_a_sentence_a_file_and_a_figure(within, read_once: Path) -> None:
    assert "320 kg" in within("explain", TEXT)[1]
    assert "5,700 hectares" in within("explain", read_once / "reports" / "b.md")[1]
    with open_store(read_once) as store:
        figure = store.figures().table.iloc[0]
    said = within("explain", "--figure", figure["figure"], "--data", read_once)[1]
    assert figure["reason"] in said


# correct, corrections


def test_correct_and_share_corrections(within, seizures, filled: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SEIZURES_USER", "bob")
    with open_store(filled) as store:
        frame = store.claims()
    heroin = frame.loc[(frame["drug"] == "heroin") & (frame["file"] == "a.txt"), "claim"].iloc[0]
    report = frame.loc[frame["file"] == "c.txt", "report"].iloc[0]
    there = ("--data", filled)
    said = within("correct", heroin, "value=330", "place=LA", "--who", "ann", "--reason", "misread", *there)
    assert (said[0], len(lines(said[1]))) == (0, 2)
    within("correct", report, "--report", "published=2013-12-31", *there)
    rejected = within("correct", frame["claim"].iloc[-1], "--reject", "--who", "ann", *there)[1].strip()
    within("correct", rejected, "--undo", "--who", "ann", *there)
    listed = within("corrections", *there)[1]
    assert [line.split("\t")[2:5] for line in lines(listed)] == [
        ["active", "ann", "correct"],
        ["active", "ann", "correct"],
        ["active", "bob", "report"],
        ["undone", "ann", "reject"],
        ["active", "ann", "undo"],
    ]
    out = tmp_path / "corrections.jsonl"
    within("corrections", "export", out, *there)
    assert within("corrections", "export", *there)[1] == out.read_text("utf-8")
    other = tmp_path / "other"
    shutil.copytree(filled / "reports", other / "reports")
    within("refresh", "--data", other)
    assert within("corrections", "import", out, "--data", other)[1] == "5 new, 0 known, 0 orphaned\n"
    again = seizures("corrections", "import", "-", data=other, stdin=out.read_bytes())
    assert again.stdout == "0 new, 5 known, 0 orphaned\n"
    with open_store(other) as store:
        row = store.claims().set_index("claim").loc[heroin]
        assert (row["value"], row["place"], row["review"]) == (330, "LA", "corrected")


# backup, compare, doctor


def test_backup_and_compare(within, filled: Path) -> None:
    backup = filled / "backup.sqlite"
    within("backup", backup, "--data", filled)
    assert within("compare", backup, filled)[1] == "0 gained, 0 lost, 0 changed, 4 the same\n"
    with open_store(filled) as store:
        claim = store.claims().set_index("drug")["claim"]["methamphetamine"]
    within("correct", claim, "value=17000", "--who", "ann", "--data", filled)
    (filled / "reports" / "b.md").unlink()
    (filled / "reports" / "d.txt").write_text("Police in Peru seized 7 kg of cocaine in 2014.\n")
    within("refresh", "--data", filled)
    said = lines(within("compare", backup, filled)[1])
    assert said[0] == "1 gained, 1 lost, 1 changed, 2 the same"
    assert [line[0] for line in said[1:]] == ["+", "-", "~"]
    assert "16200 kg" in said[3]
    assert "17000 kg" in said[3]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_compare_an_exported_table_with_the_folder_that_it_came_from(
    within, filled: Path, ending: str
) -> None:
    before = filled / f"before.{ending}"
    within("export", before, "--data", filled)
    assert within("compare", before, filled)[1] == "0 gained, 0 lost, 0 changed, 4 the same\n"
    (filled / "reports" / "b.md").unlink()
    within("refresh", "--data", filled)
    said = lines(within("compare", before, filled)[1])
    assert said[0] == "0 gained, 1 lost, 0 changed, 3 the same"
    within("export", before, "--table", "figures", "--data", filled)
    code, _, error = within("compare", before, filled)
    assert code != 0
    assert "is no table of claims: it has no column 'report'" in error


def test_a_backup_put_in_place_of_the_store_is_the_store(within, filled: Path) -> None:
    within("backup", filled / "backup.sqlite", "--data", filled)
    (filled / "reports" / "b.md").unlink()
    within("refresh", "--data", filled)
    for path in filled.glob("store.sqlite*"):
        path.unlink()
    shutil.copy(filled / "backup.sqlite", filled / "store.sqlite")
    with open_store(filled) as store:
        assert len(store.claims()) == 4
        assert store.check() == []


def test_doctor_says_that_all_is_well_and_what_is_not(within, filled: Path) -> None:
    code, said, _ = within("doctor", "--data", filled)
    assert code == 0
    for part in (
        "seizures 0.1.0",
        "SQLite",
        "is whole",
        "3 reports with 4 claims",
        "2 reports without a date",
    ):
        assert part in said
    (filled / "reports" / "empty.txt").write_text("")
    within("refresh", "--data", filled)
    code, said, _ = within("doctor", "--data", filled)
    assert code == 1
    assert "empty.txt is empty" in said


def test_doctor_finds_a_damaged_store(within, filled: Path) -> None:
    with open_store(filled) as store:
        path = store.database.path
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * 12288 + whole[20480:])
    code, said, _ = within("doctor", "--data", filled)
    assert code == 3
    assert "bad" in said
    assert "damaged" in said
