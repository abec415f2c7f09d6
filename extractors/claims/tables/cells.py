"""One cell with what its heads tell → one claim, or none."""

from __future__ import annotations

import re

from extractors import units
from extractors.claims.tables.grid import MEASURED, NUMBER, Grid
from extractors.claims.tables.heads import COUNTS, SEVERAL, HeadReader
from extractors.claims.tables.slots import Told
from extractors.records import Cell, Claim
from extractors.rules.digits import read_digits
from extractors.vocabulary.drugs import DRUGS

# Measures that an amount in a unit can be of.
_MEASURES = {
    "kg": ("seizure", "destruction", "production"),
    "L": ("seizure", "destruction"),
    "tablet": ("seizure", "destruction", "production"),
    "plant": ("eradication", "seizure"),
    "ha": ("cultivation", "eradication"),
    "person": ("arrests", "users", "deaths"),
    "case": ("cases",),
    "laboratory": ("laboratories",),
    "incident": ("seizure",),
}
_COUNTED = {
    "arrests": "person",
    "users": "person",
    "deaths": "person",
    "cases": "case",
    "laboratories": "laboratory",
}
_NOTE = re.compile(r"\s?[¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠ*†‡§]{1,3}$|\s?\(?[a-z]\)$|(?<=[0-9])[a-c]$")
_PLAIN = re.compile(r"[^0-9.,' ]")
_BOUNDS = {"<": "at_most", "≤": "at_most", ">": "at_least", "≥": "at_least", "~": "about", "≈": "about"}
_MARKED = re.compile(r"[0-9]{1,15}(?:[.,' \u00a0\u202f][0-9]{1,15}){1,6}")


def cell_claim(
    grid: Grid, cell: Cell, told: Told, reader: HeadReader, decimal: str, country: str
) -> Claim | None:
    """The claim of a cell, None where its heads leave open what the number measures.

    `decimal` is the table's decimal mark; `country` picks what a unit means there.
    """
    heads, unit_key, body = told.heads, told.unit, cell.text.strip()
    if MEASURED.match(body) and not NUMBER.match(body):
        own = reader.read(re.sub(r"^[^0-9]?\s?[0-9.,' \u00a0\u202f]{1,40}", "", body)).unit
        if not own:
            return None
        unit_key, body = own, re.match(r"[^0-9]?\s?[0-9.,' \u00a0\u202f]{1,40}", body)[0]
    number = read_cell(body, decimal)
    if number is None or not heads.measure or heads.period == "?" or unit_key == SEVERAL:
        return None
    value, step, percent, sign = number
    percent = percent or unit_key == "percent"
    statistic = heads.statistic if percent else "" if heads.statistic else "level"
    if not statistic:
        return None
    unit, factor = ("percent", 1.0) if percent else _unit(unit_key, heads.measure, heads.place or country)
    if not unit or (statistic == "level" and (heads.measure not in _MEASURES.get(unit, ()) or sign < 0)):
        return None
    drug = _drug(heads.drug, heads.measure, unit)
    if not drug:
        return None
    factor *= 1.0 if percent else heads.scale
    sign = -sign if statistic == "change" and heads.falls and sign > 0 else sign
    return Claim(
        measure=heads.measure,
        statistic=statistic,
        drug=drug,
        form=_form(heads.form, drug, unit, heads.measure),
        value=_tidy(value * factor * sign),
        unit=unit,
        bound=_BOUNDS.get(body[0], "exact"),
        period=heads.period,
        place=heads.place,
        origin=told.origin,
        quote=cell.text,
        start=cell.start,
        end=cell.end,
        sentence=grid.row_text(cell.row),
        rule="total in a table" if heads.total else "cell of a table",
        language=reader.pack.code,
        scope="event" if told.event and statistic == "level" else "total",
        location=_location(grid, cell),
        step=step * factor,
    )


def read_cell(written: str, decimal: str) -> tuple[float, float, bool, int] | None:
    """Value, weight of the last digit, whether it is a percentage, and its sign; None for "..", "–", "n/a", "(5)"."""
    body = written.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("％", "%")
    percent = "%" in body
    sign = -1 if body[:1] in "−-–" else 1
    body = _NOTE.sub("", body)
    if body[:1] in "([":
        return None
    digits = _PLAIN.sub("", body).strip()
    if not digits or not digits[0].isdigit():
        return None
    number = read_digits(digits, decimal)
    return (*number, percent, sign) if number else ((0.0, 1.0, percent, 1) if digits == "0" else None)


def decimal_mark(texts: list[str], custom: str) -> str:
    """The decimal mark that the numbers of a table show, `custom` where they show none.

    "12.5" shows a point, "1.234,5" a comma, "1,234,567" a point by what groups its thousands.
    """
    points = commas = 0
    for text in texts:
        match = _MARKED.search(text)
        if not match:
            continue
        marks = [c for c in match[0] if c in ".,"]
        last = re.split(r"[.,]", match[0])[-1]
        if len(set(marks)) == 2 or (len(marks) == 1 and len(last) != 3):
            points, commas = points + (marks[-1] == "."), commas + (marks[-1] == ",")
        elif len(marks) > 1:
            points, commas = points + (marks[0] == ","), commas + (marks[0] == ".")
    if points and not commas:
        return "."
    return "," if commas and not points else custom


def _unit(key: str, measure: str, place: str) -> tuple[str, float]:
    """Canonical unit and factor of a head's unit; people and cases need none."""
    key = key or _COUNTED.get(measure, "")
    if not key or key == "percent":
        return "", 1.0
    return (key, 1.0) if key in COUNTS else units.factor(key, place[:2])


def _drug(key: str, measure: str, unit: str) -> str:
    if not key:
        return "drugs" if unit in COUNTS else ""
    drug = DRUGS[key]
    if measure in ("cultivation", "eradication") or unit == "plant":
        return drug.crop or key
    if unit == "kg" and drug.plant:
        return drug.product or ("opium" if measure == "production" and key == "opium-poppy" else key)
    return key


def _form(form: str, drug: str, unit: str, measure: str) -> str:
    if drug != "methamphetamine" or measure not in ("seizure", "destruction", "production"):
        return ""
    return "tablet" if unit == "tablet" else form


def _location(grid: Grid, cell: Cell) -> str:
    where = f"row {cell.row + 1}, column {cell.column + 1}"
    return f"{grid.table.label}, {where}" if grid.table.label else f"table, {where}"


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")
