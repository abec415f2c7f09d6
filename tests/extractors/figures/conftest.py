"""Tables of claims made by hand: only the slots that a test is about are named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

_CLAIM = {
    "report": "r1",
    "claim": "",
    "publisher": "",
    "published": None,
    "measure": "seizure",
    "statistic": "level",
    "drug": "heroin",
    "form": "",
    "value": 0.0,
    "unit": "kg",
    "low": None,
    "high": None,
    "bound": "exact",
    "period": "2012",
    "place": "CN",
    "origin": "",
    "scope": "total",
    "attribution": "",
    "sentence": "",
    "start": 0,
    "precision": None,
    "kg_equivalent": None,
    "kg_low": None,
    "kg_high": None,
    "quote": "",
}
_NUMBERS = ("value", "low", "high", "precision", "kg_equivalent", "kg_low", "kg_high")

Table = Callable[..., pd.DataFrame]


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """A table of claims; a claim without an id is named after its place in the table, "c1", "c2" …"""
    full = [{**_CLAIM, "claim": f"c{n}", **row} for n, row in enumerate(rows, 1)]
    frame = pd.DataFrame(full, columns=list(_CLAIM))
    frame["published"] = pd.to_datetime(frame["published"]).astype("datetime64[s]")
    frame["start"] = frame["start"].astype("Int64")
    for name in _NUMBERS:
        frame[name] = pd.to_numeric(frame[name]).astype("Float64")
    for name in ("measure", "statistic", "drug", "form", "unit", "bound", "place", "origin", "scope"):
        frame[name] = frame[name].astype("str").astype("category")
    return frame


@pytest.fixture(name="table", scope="session")
def table_maker() -> Table:
    return table
