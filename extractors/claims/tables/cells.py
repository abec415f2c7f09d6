"""One cell with what its heads tell → one claim, or none."""

from __future__ import annotations

import re

from extractors.claims.tables.grid import Grid
from extractors.claims.tables.heads import Heads, unit_of
from extractors.languages import load
from extractors.records import Cell, Claim
from extractors.rules.numbers import read_digits
from extractors.vocabulary.drugs import DRUGS

_KIND = {"kg": "mass", "ha": "area", "L": "volume"}
# Measures that an amount in a unit can be of; the first is taken where the heads tell none that fits.
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
_PLAIN = re.compile(r"[^0-9.,' %+−–-]")


def cell_claim(text: str, grid: Grid, cell: Cell, heads: Heads, language: str, place: str) -> Claim | None:
    """The claim of a cell, None where its heads leave open what the number measures."""
    number = read_cell(cell.text, load(language).decimal)
    if number is None or not heads.measure:
        return None
    value, step, percent, sign = number
    place = heads.place or ("" if heads.total else place)
    statistic = _statistic(heads, percent)
    if not statistic:
        return None
    unit, factor = ("percent", 1.0) if statistic != "level" else _unit(heads, place)
    if not unit or (statistic == "level" and heads.measure not in _MEASURES.get(unit, ())):
        return None
    drug = _drug(heads, unit)
    if not drug:
        return None
    return Claim(
        measure=heads.measure,
        statistic=statistic,
        drug=drug,
        form=_form(heads, drug, unit),
        value=_tidy(value * factor * heads.scale * sign) if statistic == "level" else _tidy(value * sign),
        unit=unit,
        bound="exact",
        period=heads.period,
        place=place,
        quote=cell.text,
        start=cell.start,
        end=cell.end,
        sentence=grid.row_text(cell),
        rule="total in a table" if heads.total else "cell of a table",
        language=language,
        scope="total",
        location=_location(grid, cell),
        step=step * factor * heads.scale,
    )


def read_cell(written: str, decimal: str) -> tuple[float, float, bool, int] | None:
    """Value, weight of the last digit, whether it is a percentage, and its sign; None for "..", "–", "n/a"."""
    body = written.strip().replace("\u00a0", " ").replace("\u202f", " ")
    percent = "%" in body
    sign = -1 if body[:1] in "−-–" and percent else 1
    body = re.sub(r"[¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠ*†‡§]{1,3}$|\s?\(?[a-z]\)$|(?<=[0-9])[a-c]$", "", body)
    digits = _PLAIN.sub("", body).strip(" %+−–-")
    if not digits or not digits[0].isdigit():
        return None
    number = read_digits(digits, decimal)
    return (*number, percent, sign) if number else ((0.0, 1.0, percent, 1) if digits == "0" else None)


def _statistic(heads: Heads, percent: bool) -> str:
    if percent or heads.unit == "percent":
        return heads.statistic or ""
    return "level" if heads.statistic in ("", "level") or heads.unit else ""


def _unit(heads: Heads, place: str) -> tuple[str, float]:
    if not heads.unit:
        counted = {
            "arrests": "person",
            "users": "person",
            "deaths": "person",
            "cases": "case",
            "laboratories": "laboratory",
        }
        return counted.get(heads.measure, ""), 1.0
    return unit_of(heads.unit, place[:2])


def _drug(heads: Heads, unit: str) -> str:
    if not heads.drug:
        return "drugs" if unit in ("person", "case", "laboratory", "incident") else ""
    drug = DRUGS[heads.drug]
    if heads.measure in ("cultivation", "eradication") or unit == "plant":
        return drug.crop or heads.drug
    if unit == "kg" and drug.plant:
        return drug.product or (
            "opium" if heads.measure == "production" and heads.drug == "opium-poppy" else heads.drug
        )
    return heads.drug


def _form(heads: Heads, drug: str, unit: str) -> str:
    if drug != "methamphetamine" or heads.measure not in ("seizure", "destruction", "production"):
        return ""
    return "tablet" if unit == "tablet" else heads.form


def _location(grid: Grid, cell: Cell) -> str:
    where = f"row {cell.row + 1}, column {cell.column + 1}"
    return f"{grid.table.label}, {where}" if grid.table.label else f"table, {where}"


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")
