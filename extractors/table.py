"""Claims as a tidy DataFrame: one row a claim, documented columns and dtypes, and what is derived from what was said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import pandas as pd

from extractors import units
from extractors.records import Claim, Report
from extractors.vocabulary import places

# column → dtype and meaning; the data dictionary of every export is made from this.
COLUMNS: dict[str, tuple[str, str]] = {
    "measure": (
        "category",
        "what was measured: seizure, destruction, cultivation, eradication, production, cases, arrests, laboratories, users, deaths",
    ),
    "statistic": (
        "category",
        "level (an amount), change (per cent against an earlier period) or share (per cent of a whole)",
    ),
    "drug": ("category", "key of the drug; 'drugs' where the text names none or means all"),
    "form": ("category", "tablet or crystal, for methamphetamine, where said"),
    "value": ("Float64", "the number, in unit; the mean of low and high where bound is range"),
    "unit": (
        "category",
        "kg, ha, L, tablet, plant, case, person, laboratory, incident; percent for changes and shares",
    ),
    "low": ("Float64", "lower end of a range"),
    "high": ("Float64", "upper end of a range"),
    "bound": ("category", "what the wording says of the number: exact, about, at_least, at_most, range"),
    "period": (
        "str",
        "the time that the number is about: 2012, 2013-04, 2013-04/2013-06, 2023-05-02; empty where not told",
    ),
    "place": ("category", "ISO 3166-1 or 3166-2 code, or the key of a named region; empty where not told"),
    "origin": ("category", "where the drugs came from, as place; empty where not told"),
    "quote": ("str", "the words that state the number, to the letter"),
    "start": ("Int64", "where the quote begins in the report's text"),
    "end": ("Int64", "where the quote ends"),
    "sentence": ("str", "the sentence around the quote"),
    "rule": ("str", "how the number was read"),
    "language": ("category", "language of the text, ISO 639-1"),
    "year": ("Int64", "derived: the year that the period lies or ends in"),
    "scope": ("category", "derived: event (one haul, one day) or total (of a period); empty where not told"),
    "country": ("category", "derived: country of the place, ISO 3166-1; empty for regions"),
    "region": ("category", "derived: UN M49 region of the place"),
    "subregion": ("category", "derived: UN M49 subregion of the place"),
    "kg_equivalent": ("Float64", "derived: kilograms, for tablets by the conversion named in the method"),
    "kg_low": ("Float64", "derived: lower end of the kilogram equivalent"),
    "kg_high": ("Float64", "derived: upper end of the kilogram equivalent"),
    "period_kind": (
        "category",
        "derived: year, fiscal, season, part, month, day or span; empty without a period",
    ),
    "attribution": ("category", "whom the text names as the number's source; empty where nobody"),
    "location": ("str", "page, sheet or cell of the quote, where the file has them"),
    "precision": ("Float64", "derived: half the weight of the last printed digit, in unit"),
}
REPORT_COLUMNS: dict[str, tuple[str, str]] = {
    "report": ("str", "id of the report: the first 16 hex digits of its content's BLAKE2b hash"),
    "claim": ("str", "id of the claim, from the report, the quote's place, measure and statistic"),
    "file": ("str", "the file that was read"),
    "title": ("str", "title of the report"),
    "publisher": ("str", "publisher of the report"),
    "published": ("datetime64[s]", "date of publication; missing where not known"),
    "url": ("str", "address of the report"),
}


def claims_table(claims: Iterable[Claim]) -> pd.DataFrame:
    """One row a claim, with all of COLUMNS; the same columns and dtypes where there are none."""
    rows = [_row(claim) for claim in claims]
    return typed({name: [row[name] for row in rows] for name in COLUMNS}, COLUMNS)


def reports_table(read: Sequence[tuple[Report, Sequence[Claim]]]) -> pd.DataFrame:
    """The claims of several reports: REPORT_COLUMNS and COLUMNS."""
    rows = []
    for report, claims in read:
        for claim_key, claim in zip(claim_ids(report.id, claims), claims, strict=True):
            rows.append({
                "report": report.id, "claim": claim_key, "file": report.file, "title": report.title,
                "publisher": report.publisher, "published": report.published, "url": report.url, **_row(claim),
            })  # fmt: skip
    columns = {**REPORT_COLUMNS, **COLUMNS}
    return typed({name: [row[name] for row in rows] for name in columns}, columns)


def typed(data: dict[str, list], columns: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """A DataFrame of lists with the dtypes of `columns`; None is missing."""
    series = {}
    for name, (dtype, _) in columns.items():
        values = data[name]
        if dtype == "category":
            series[name] = pd.Series(values, dtype="str").astype("category")
        elif dtype.startswith("datetime"):
            series[name] = pd.to_datetime(pd.Series(values, dtype="object")).astype("datetime64[s]")
        else:
            series[name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(series)


def claim_id(report: str, start: int, end: int, measure: str, statistic: str, n: int = 0) -> str:
    """Id of a claim, 16 hex digits; `n` counts claims that are alike in all of these."""
    key = f"{report}|{start}|{end}|{measure}|{statistic}|{n}"
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def claim_ids(report: str, claims: Sequence[Claim]) -> list[str]:
    """The ids of a report's claims, in order."""
    counts: dict[tuple, int] = {}
    ids = []
    for claim in claims:
        key = (claim.start, claim.end, claim.measure, claim.statistic)
        ids.append(claim_id(report, *key, counts.setdefault(key, 0)))
        counts[key] += 1
    return ids


def derive(claim: Claim) -> dict[str, object]:
    """The derived columns of a claim."""
    level = claim.statistic == "level"
    equivalent = units.kg_equivalent(claim.value, claim.unit, claim.drug, claim.form) if level else None
    country = places.country_of(claim.place) if claim.place else ""
    kind = period_kind(claim.period)
    return {
        "year": int(claim.period.split("/")[-1][:4]) if claim.period else None,
        "scope": claim.scope or scope_of(claim, kind),
        "country": country,
        "region": places.region_of(claim.place) if claim.place else "",
        "subregion": places.subregion_of(claim.place) if claim.place else "",
        "kg_equivalent": equivalent[0] if equivalent else None,
        "kg_low": equivalent[1] if equivalent else None,
        "kg_high": equivalent[2] if equivalent else None,
        "period_kind": kind,
        "precision": precision(claim),
    }


def period_kind(period: str) -> str:
    """year, fiscal (twelve months that are no calendar year), season (2012/2013), part (of a year), month, day, span."""
    if not period:
        return ""
    first, _, last = period.partition("/")
    if not last:
        return {4: "year", 7: "month"}.get(len(first), "day")
    if len(first) == 4:
        return "season" if int(last) - int(first) == 1 else "span"
    if len(first) == 7 and len(last) == 7:
        months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1
        if months == 12:
            return "year" if first.endswith("-01") else "fiscal"
        return "part" if months < 12 else "span"
    return "part" if first[:4] == last[:4] else "span"


def scope_of(claim: Claim, kind: str) -> str:
    """event for what a day brought, total for a year, part of a year or span."""
    if claim.statistic != "level" or claim.measure in ("cultivation", "production", "users"):
        return "total" if kind else ""
    return {"day": "event", "": ""}.get(kind, "total")


def precision(claim: Claim) -> float | None:
    """Half the weight of the last printed digit, in the claim's unit: 16.2 t → 50 kg."""
    return claim.step / 2 if claim.step else None


def _row(claim: Claim) -> dict[str, object]:
    return {name: getattr(claim, name, None) for name in COLUMNS} | derive(claim)
