"""Why a figure is what it is: every decision in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from extractors.figures.tables import Figures
from extractors.figures.wording import bound_text, number, reason_text, word
from extractors.vocabulary import drugs, places

MOST = 12  # near misses that are told one by one


def explain(
    figures: Figures, figure: str, claims: pd.DataFrame | None = None, *, language: str = "en"
) -> str:
    """Say in sentences how a figure came about: what it is of, what is drawn and why, how its claims were
    grouped, what counted as one story and one source, what does not fit, and what is near but was not merged.

    `figures` are those of `build` or of a store; `claims` their claims, for publishers, dates and quotes.
    `language` is "en" or "zh". Raises KeyError for a figure that is not there.
    """
    found = figures.table[figures.table["figure"] == figure]
    if not len(found):
        raise KeyError(figure)
    row = found.iloc[0]
    members = figures.members[figures.members["figure"] == figure]
    known = _known(members["claim"], claims)
    data = json.loads(row["reason_data"])
    lines = [
        word("about", language).format(what=_what(row, language), figure=figure),
        reason_text(str(row["reason_key"]), data, language),
        *_counts(row, members, data, language),
        *_values(row, members, known, language),
        *_flags(row, members, known, language),
        *_near(figures, figure, language),
    ]
    return "\n".join(lines)


def _known(wanted: Iterable[str], claims: pd.DataFrame | None) -> dict[str, dict[str, Any]]:
    if claims is None:
        return {}
    rows = claims[claims["claim"].isin(set(wanted))]
    return {str(row["claim"]): row for row in rows.to_dict("records")}


def _what(row: pd.Series, language: str) -> str:
    """What a figure is of: "seizure of heroin, amount in kg, China, 2012, total"."""
    drug, place = str(row["drug"]), str(row["place"])
    name = drugs.label(drug, language, str(row["form"])) if drug in drugs.DRUGS else drug
    parts = [
        word("of", language).format(measure=word(str(row["measure"]), language), drug=name),
        word(str(row["statistic"]), language).format(unit=word(f"unit.{row['unit']}", language)),
        places.label(place, language) if place else word("no-place", language),
        str(row["period"]) or word("no-period", language),
        word(f"scope.{row['scope']}", language),
    ]
    if row["basis"]:
        parts.append(word("potential-basis", language))
    if row["origin"]:
        parts.append(word("from", language).format(place=places.label(str(row["origin"]), language)))
    return word("comma", language).join(parts)


def _counts(row: pd.Series, members: pd.DataFrame, data: Mapping[str, Any], language: str) -> list[str]:
    lines = [
        word("counts", language).format(
            reports=int(row["reports"]),
            stories=int(row["stories"]),
            sources=int(row["sources"]),
            names=word("comma", language).join(name or word("unnamed", language) for name in data["names"]),
        )
    ]
    if row["reports"] > row["stories"]:
        lines.append(word("copies", language).format(n=int(row["reports"]), stories=int(row["stories"])))
    if row["stories"] > row["sources"]:
        lines.append(word("one-origin", language).format(n=int(row["stories"]), sources=int(row["sources"])))
    if row["scope"] == "event" or not row["period"] or not row["place"]:
        lines.append(word("loose", language))
    return lines


def _claim(claim: str, known: Mapping[str, Mapping[str, Any]], language: str) -> str:
    """A claim: "7.3 tons", Global Times, 2013-09-26 (claim 1f…)."""
    row = known.get(claim)
    if row is None:
        return word("claim", language).format(claim=claim)
    date = row["published"]
    dated = word("undated", language) if pd.isna(date) else pd.Timestamp(date).date().isoformat()
    publisher = row["publisher"] or word("no-publisher", language)
    value = bound_text(str(row["bound"]), language) + number(float(row["value"]), str(row["unit"]), language)
    quote = row.get("quote") or value
    return word("stated", language).format(
        quote=quote, publisher=publisher, date=dated, value=value, claim=claim
    )


def _values(row: pd.Series, members: pd.DataFrame, known: Mapping, language: str) -> list[str]:
    own = members[members["role"].isin(("value", "other"))]
    values = [float(value) for value in str(row["values"]).split("; ")]
    lines = []
    for group, rows in own.groupby("value_group"):
        value = number(values[int(group)], str(row["unit"]), language)
        drawn = word("drawn" if group == 0 else "not-drawn", language).format(value=value)
        lines.append(drawn)
        lines += [
            word("source", language).format(
                claim=_claim(str(one["claim"]), known, language), story=one["story"], source=one["source"]
            )
            for one in rows.to_dict("records")
        ]
    if len(values) > 1:
        lines.append(word("apart", language))
    return lines


def _flags(row: pd.Series, members: pd.DataFrame, known: Mapping, language: str) -> list[str]:
    lines = []
    if row["status"] == "implied":
        lines.append(word("implied", language))
    lines += [word(flag, language) for flag in str(row["flags"]).split()]
    beside = members[~members["role"].isin(("value", "other"))]
    for one in beside.to_dict("records"):
        claim = _claim(str(one["claim"]), known, language)
        lines.append(word(f"role.{one['role']}", language).format(claim=claim))
    return lines


def _near(figures: Figures, figure: str, language: str) -> list[str]:
    rows = figures.near[figures.near["figure"] == figure]
    if not len(rows):
        return []
    table = figures.table.set_index("figure")
    lines = [word("near", language)]
    for one in rows.head(MOST).to_dict("records"):
        if one["other"] in table.index:
            other = table.loc[one["other"]]
            value = number(float(other["value"]), str(other["unit"]), language)
            why = word(f"near.{one['reason']}", language)
            lines.append(
                word("near-one", language).format(
                    what=_what(other, language), value=value, why=why, figure=one["other"]
                )
            )
    if len(rows) > MOST:
        lines.append(word("near-more", language).format(n=len(rows) - MOST))
    return lines
