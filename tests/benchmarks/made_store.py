"""A stand-in for the store, so that a million claims take seconds to make, not hours to read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from extractors.vocabulary import drugs, places

# Where most reports are from, most first; after these all countries.
OFTEN = [
    "CN",
    "MM",
    "TH",
    "US",
    "MX",
    "CO",
    "AF",
    "IR",
    "IN",
    "PK",
    "TR",
    "BR",
    "AU",
    "ES",
    "NL",
    "LA",
    "VN",
    "KH",
    "MY",
    "ID",
    "PH",
    "PE",
    "BO",
    "EC",
    "NZ",
    "GB",
    "FR",
    "DE",
    "BE",
    "IT",
    "CN-YN",
    "CN-GD",
    "MM-17",
]
EVERYWHERE = [
    *OFTEN, *sorted(c for c in places.members("world") if c and c not in OFTEN and places.country_of(c) == c)
]  # fmt: skip
WEIGHTS = 1 / (np.arange(len(EVERYWHERE)) + 5.0)
WEIGHTS /= WEIGHTS.sum()
MEASURES = ("seizure", "cultivation", "arrests", "cases")
UNITS = ("kg", "tablet", "incident")
FIRST, LAST = 1990, 2026
_SENTENCES = 997


@dataclass(frozen=True, slots=True)
class Tables:
    """Figures as the store gives them."""

    table: pd.DataFrame
    members: pd.DataFrame
    near: pd.DataFrame


def _keys(figures: int, rng: np.random.Generator) -> pd.DataFrame:
    """What figures are about, each once: most are of years, some of months, single hauls of days."""
    sizes = {
        "measure": (len(MEASURES), [0.7, 0.1, 0.1, 0.1]), "statistic": (3, [0.85, 0.1, 0.05]),
        "drug": (len(drugs.DRUGS), None), "form": (3, [0.9, 0.05, 0.05]), "unit": (3, [0.8, 0.1, 0.1]),
        "place": (len(EVERYWHERE), WEIGHTS), "kind": (3, [0.75, 0.05, 0.2]), "year": (LAST - FIRST, None),
        "month": (12, None), "day": (28, None),
    }  # fmt: skip
    found = pd.DataFrame()
    while len(found) < figures:
        more = {
            name: rng.choice(n, figures, p=weights).astype("int16") for name, (n, weights) in sizes.items()
        }
        more["month"] = np.where(more["kind"] > 0, more["month"] + 1, 0)
        more["day"] = np.where(more["kind"] > 1, more["day"] + 1, 0)
        found = pd.concat([found, pd.DataFrame(more)]).drop_duplicates(ignore_index=True)
    return found.head(figures)


def _texts(values: list[str] | np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="str")


def _coded(codes: np.ndarray, values: list[str] | tuple[str, ...]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(values), dtype="str"))


def _periods(keys: pd.DataFrame) -> pd.Series:
    year = (keys["year"] + FIRST).astype("str")
    month = year + "-" + keys["month"].astype("str").str.zfill(2)
    day = month + "-" + keys["day"].astype("str").str.zfill(2)
    return year.where(keys["kind"] == 0, month.where(keys["kind"] == 1, day))


class Made:
    """A store with `n` claims: half of them share their figure with another."""

    def __init__(self, n: int) -> None:
        rng = np.random.default_rng(7)
        figures = max(1, n * 2 // 3)
        self.at = np.concatenate([np.arange(figures), rng.integers(0, figures, n - figures)]).astype("int64")
        self._figures = self._tables(n, figures, rng)
        self._claims = self._made(n)

    def _tables(self, n: int, figures: int, rng: np.random.Generator) -> Tables:
        keys = _keys(figures, rng)
        country_of = [places.country_of(code) for code in EVERYWHERE]
        value = np.round(rng.lognormal(6, 2, figures), 1)
        reports = np.bincount(self.at, minlength=figures)
        status = np.where(reports < 2, "single", np.where(rng.random(figures) < 0.1, "conflict", "agreed"))
        none = pd.array(np.full(figures, np.nan), dtype="Float64")
        amount = pd.array(value, dtype="Float64")
        plain = value.astype("str")
        ids = _texts([f"{number:012x}" for number in range(figures)])
        frame = pd.DataFrame(
            {
                "figure": ids,
                "measure": _coded(keys["measure"], MEASURES),
                "statistic": _coded(keys["statistic"], ("level", "change", "share")),
                "drug": _coded(keys["drug"], tuple(drugs.DRUGS)),
                "form": _coded(keys["form"], ("", "tablet", "crystal")),
                "unit": _coded(keys["unit"], UNITS),
                "period": _periods(keys).array,
                "period_kind": _coded(keys["kind"], ("year", "month", "day")),
                "scope": _coded((keys["kind"] == 2).astype("int8"), ("total", "event")),
                "place": _coded(keys["place"], EVERYWHERE),
                "country": pd.Categorical(np.array(country_of)[keys["place"]]),
                "region": pd.Categorical(np.full(figures, "asia")),
                "subregion": pd.Categorical(np.full(figures, "east-asia")),
                "year": pd.array(keys["year"].to_numpy("int64") + FIRST, dtype="Int64"),
                "value": amount, "low": none, "high": none,
                "bound": _coded(rng.choice(3, figures, p=[0.8, 0.1, 0.1]), ("exact", "about", "at_least")),
                "status": pd.Categorical(
                    status, categories=["agreed", "single", "conflict", "revised", "implied"]
                ),
                "reports": reports, "stories": reports, "sources": reports, "publishers": reports,
                "values": _texts(np.where(status == "conflict", np.char.add(np.char.add(plain, "; "), "7"), plain)),
                "kg_equivalent": amount, "kg_low": amount, "kg_high": amount,
                "reason": _texts([f"All {number} sources say so." for number in reports]),
                "flags": _texts([""] * figures),
                "reason_key": pd.Categorical(["single"] * figures),
                "reason_data": _texts([f'{{"value": {number}, "names": ["UN"]}}' for number in plain]),
                "origin": _coded((rng.random(figures) < 0.02).astype("int8"), ("", "MM")),
                "basis": _coded(np.zeros(figures, "int8"), ("",)),
            }
        )  # fmt: skip
        members = pd.DataFrame(
            {
                "figure": ids.take(self.at),
                "claim": _texts([f"{number:016x}" for number in range(n)]),
                "role": pd.Categorical(["value"] * n),
                "value_group": np.zeros(n, "int64"),
                "story": _texts([""] * n),
                "source": _texts([""] * n),
            }
        )
        near = pd.DataFrame({"figure": [], "other": [], "reason": [], "wider": []})
        return Tables(frame, members, near)

    def _made(self, n: int) -> pd.DataFrame:
        shared = (
            "measure", "statistic", "drug", "form", "value", "unit", "low", "high", "bound", "period", "place",
            "origin", "year", "scope", "country", "region", "subregion", "kg_equivalent", "kg_low", "kg_high",
            "period_kind",
        )  # fmt: skip
        claims = self._figures.table[list(shared)].take(self.at).reset_index(drop=True)
        report = np.arange(n) // 8
        known = range(report.max() + 1)
        sentence = [f"Police seized {i} kilograms of drugs in district {i % 77}." for i in range(_SENTENCES)]
        return claims.assign(
            report=_coded(report, [f"{number:016x}" for number in known]),
            claim=self._figures.members["claim"],
            file=_coded(report, [f"report-{number}.txt" for number in known]),
            title=_coded(report, [f"Report {number}" for number in known]),
            publisher=_coded(report % 40, [f"Office {number}" for number in range(40)]),
            published=pd.Timestamp("2024-01-01"),
            url=_coded(np.zeros(n, "int8"), ("",)),
            quote=_texts(["1 kilogram"] * n),
            start=pd.array(np.zeros(n, "int64"), dtype="Int64"),
            end=pd.array(np.ones(n, "int64"), dtype="Int64"),
            sentence=_texts(sentence).take(np.arange(n) % _SENTENCES),
            rule=_texts(["seized <quantity>"] * n),
            language=_coded(report % 3, ("en", "zh", "es")),
            attribution=_coded(np.zeros(n, "int8"), ("",)),
            location=_texts([""] * n),
            precision=pd.array(np.ones(n), dtype="Float64"),
            corrected=np.zeros(n, bool),
        )

    def claims(self) -> pd.DataFrame:
        """See `Store.claims`."""
        return self._claims

    def figures(self) -> Tables:
        """See `Store.figures`."""
        return self._figures

    def reports(self) -> pd.DataFrame:
        """See `Store.reports`; the first two thousand."""
        names = ["report", "file", "title", "publisher", "published", "url", "language"]
        heads = self._claims[names].head(16_000).drop_duplicates("report")
        seen = pd.Timestamp("2024-01-01", tz="UTC")
        return heads.assign(status="read", error="", claims=8, first_seen=seen, story="", folder="", note="")

    def corrections(self) -> pd.DataFrame:
        """None."""
        return pd.DataFrame({"claim": [], "action": []})

    def text(self, report: str) -> str:
        """No text."""
        return ""

    def version(self) -> int:
        """Nothing changes."""
        return 1
