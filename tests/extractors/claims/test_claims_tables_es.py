"""Claims from the cells of Spanish tables: thousands, and counts told by the head."""

from __future__ import annotations

from extractors.reading import read_report
from extractors.records import Cell, Report, Table


def told(caption: str, rows: list[list[str]]) -> set[tuple]:
    """measure, drug, value, unit, period, place of each claim of a table's cells."""
    text, cells = caption + "\n", []
    start = len(text)
    for row, line in enumerate(rows):
        for column, written in enumerate(line):
            cells.append(Cell(written, len(text), len(text) + len(written), row, column))
            text += written + (" | " if column < len(line) - 1 else "\n")
    table = Table(start, len(text), tuple(cells), caption)
    report = Report(id="0" * 16, file="t.html", text=text, language="es", tables=(table,))
    claims = [c for c in read_report(report).claims if "table" in c.rule]
    return {(c.measure, c.drug, c.value, c.unit, c.period, c.place) for c in claims}


def test_a_caption_in_thousands() -> None:
    rows = [["País", "2014", "2015"], ["Colombia", "69", "96"], ["Perú", "42,9", "40,3"]]
    assert told("Superficie cultivada con coca (miles de hectáreas)", rows) == {
        ("cultivation", "coca-bush", 69_000.0, "ha", "2014", "CO"),
        ("cultivation", "coca-bush", 96_000.0, "ha", "2015", "CO"),
        ("cultivation", "coca-bush", 42_900.0, "ha", "2014", "PE"),
        ("cultivation", "coca-bush", 40_300.0, "ha", "2015", "PE"),
    }


def test_a_head_that_counts() -> None:
    rows = [["País", "2018"], ["España", "1.204"], ["Portugal", "312"]]
    assert told("Número de decomisos de heroína", rows) == {
        ("seizure", "heroin", 1204.0, "incident", "2018", "ES"),
        ("seizure", "heroin", 312.0, "incident", "2018", "PT"),
    }
