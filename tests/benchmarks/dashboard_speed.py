"""How fast the dashboard answers: `python tests/benchmarks/dashboard_speed.py [claims …]` prints a table.

Made-up claims in a stand-in for the store, so that a million take seconds to make, not hours to read: what
is measured
is the dashboard. Times are of the server alone, warm, for a change of one filter: view, rail, table rows.
"""

from __future__ import annotations

import gzip
import random
import resource
import statistics
import sys
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard import rail
from dashboard.app import create_app
from dashboard.filters import Filters, parse
from dashboard.snapshot import Snapshot
from dashboard.texts import texts
from dashboard.views import registry, table
from dashboard.views.page import Request
from extractors.vocabulary import drugs, places

SIZES = (10_000, 1_000_000)
CHANGES = 60
PLACES = [
    "CN",
    "MM",
    "TH",
    "LA",
    "VN",
    "KH",
    "MY",
    "ID",
    "PH",
    "IN",
    "IR",
    "AF",
    "PK",
    "TR",
    "US",
    "MX",
    "CO",
    "PE",
    "BO",
    "EC",
    "BR",
    "AU",
    "NZ",
    "GB",
    "FR",
    "DE",
    "ES",
    "NL",
    "BE",
    "IT",
    "CN-YN",
    "CN-GD",
    "MM-17",
]


@dataclass(frozen=True, slots=True)
class Tables:
    """Figures as the store gives them."""

    table: pd.DataFrame
    members: pd.DataFrame
    near: pd.DataFrame


class Made:
    """A stand-in for the store with `n` claims: half of them share their figure with another."""

    def __init__(self, n: int) -> None:
        rng = np.random.default_rng(7)
        figures = max(1, n * 2 // 3)
        self._figures = self._tables(n, figures, rng)
        self._claims = self._made(n, figures)

    def _tables(self, n: int, figures: int, rng: np.random.Generator) -> Tables:
        def one(values: list[str], weights: list[float] | None = None) -> pd.Categorical:
            codes = rng.choice(len(values), figures, p=weights)
            return pd.Categorical.from_codes(codes, categories=pd.Index(values, dtype="str"))

        year = rng.integers(2000, 2026, figures)
        place = one(PLACES)
        countries = np.array([places.country_of(c) for c in PLACES])[place.codes]
        value = np.round(rng.lognormal(6, 2, figures), 1)
        self.at = np.concatenate([np.arange(figures), rng.integers(0, figures, n - figures)]).astype("int64")
        reports = np.bincount(self.at, minlength=figures)
        status = np.where(reports < 2, "single", np.where(rng.random(figures) < 0.1, "conflict", "agreed"))
        ids = pd.array([f"{i:012x}" for i in range(figures)], dtype="str")
        frame = pd.DataFrame(
            {
                "figure": ids,
                "measure": one(["seizure", "cultivation", "arrests", "cases"], [0.7, 0.1, 0.1, 0.1]),
                "statistic": one(["level", "change", "share"], [0.85, 0.1, 0.05]),
                "drug": one(list(drugs.DRUGS)),
                "form": one(["", "tablet", "crystal"], [0.9, 0.05, 0.05]),
                "unit": one(["kg", "tablet", "incident"], [0.8, 0.1, 0.1]),
                "period": pd.array(year.astype(str), dtype="str"),
                "period_kind": one(["year"]),
                "scope": one(["total", "event"], [0.8, 0.2]),
                "place": place,
                "country": pd.Categorical(countries),
                "region": pd.Categorical(np.full(figures, "asia")),
                "subregion": pd.Categorical(np.full(figures, "east-asia")),
                "year": pd.array(year, dtype="Int64"),
                "value": pd.array(value, dtype="Float64"),
                "low": pd.array([pd.NA] * figures, dtype="Float64"),
                "high": pd.array([pd.NA] * figures, dtype="Float64"),
                "bound": one(["exact", "about", "at_least"], [0.8, 0.1, 0.1]),
                "status": pd.Categorical(
                    status, categories=["agreed", "single", "conflict", "revised", "implied"]
                ),
                "reports": reports,
                "stories": reports,
                "sources": reports,
                "publishers": reports,
                "values": pd.array(
                    np.where(status == "conflict", [f"{v}; {v * 1.3:.1f}" for v in value], value.astype(str)),
                    dtype="str",
                ),
                "kg_equivalent": pd.array(value, dtype="Float64"),
                "kg_low": pd.array(value, dtype="Float64"),
                "kg_high": pd.array(value, dtype="Float64"),
                "reason": pd.array([""] * figures, dtype="str"),
                "flags": pd.array([""] * figures, dtype="str"),
                "reason_key": pd.Categorical(["single"] * figures),
                "reason_data": pd.array([""] * figures, dtype="str"),
                "origin": one(["", "MM"], [0.98, 0.02]),
                "basis": one([""]),
            }
        )
        claims = pd.array([f"{i:016x}" for i in range(n)], dtype="str")
        members = pd.DataFrame(
            {
                "figure": ids[self.at],
                "claim": claims,
                "role": pd.Categorical(["value"] * n),
                "value_group": np.zeros(n, "int64"),
                "story": pd.array([""] * n, dtype="str"),
                "source": pd.array([""] * n, dtype="str"),
            }
        )
        near = pd.DataFrame({"figure": [], "other": [], "reason": [], "wider": []})
        return Tables(frame, members, near)

    def _made(self, n: int, figures: int) -> pd.DataFrame:
        table = self._figures.table
        own = table[
            [
                "measure",
                "statistic",
                "drug",
                "form",
                "value",
                "unit",
                "low",
                "high",
                "bound",
                "period",
                "place",
                "origin",
                "year",
                "scope",
                "country",
                "region",
                "subregion",
                "kg_equivalent",
                "kg_low",
                "kg_high",
                "period_kind",
            ]
        ]
        claims = own.iloc[self.at].reset_index(drop=True)
        report = np.arange(n) // 8
        sentence = np.array(
            [
                f"In 20{i % 26:02d}, police seized {i} kilograms of drugs in district {i % 977}."
                for i in range(997)
            ]
        )
        return claims.assign(
            report=pd.Categorical([f"{i:016x}" for i in report]),
            claim=self._figures.members["claim"],
            file=pd.Categorical([f"report-{i}.txt" for i in report]),
            title=pd.Categorical([f"Report {i}" for i in report]),
            publisher=pd.Categorical.from_codes(report % 40, categories=[f"Office {i}" for i in range(40)]),
            published=pd.Timestamp("2024-01-01"),
            url=pd.Categorical([""] * n),
            quote=pd.array(["1 kilogram"] * n, dtype="str"),
            start=pd.array(np.zeros(n, "int64"), dtype="Int64"),
            end=pd.array(np.ones(n, "int64"), dtype="Int64"),
            sentence=pd.array(sentence[np.arange(n) % 997], dtype="str"),
            rule=pd.array(["seized <quantity>"] * n, dtype="str"),
            language=pd.Categorical.from_codes(report % 3, categories=["en", "zh", "es"]),
            attribution=pd.Categorical([""] * n),
            location=pd.array([""] * n, dtype="str"),
            precision=pd.array(np.ones(n), dtype="Float64"),
            corrected=np.zeros(n, bool),
        )

    def claims(self) -> pd.DataFrame:
        return self._claims

    def figures(self) -> Tables:
        return self._figures

    def reports(self) -> pd.DataFrame:
        heads = self._claims[
            ["report", "file", "title", "publisher", "published", "url", "language"]
        ].drop_duplicates("report")
        return heads.assign(
            status="read", error="", claims=8, first_seen=pd.Timestamp("2024-01-01", tz="UTC"), story=""
        ).head(2000)

    def corrections(self) -> pd.DataFrame:
        return pd.DataFrame({"claim": [], "action": []})

    def text(self, report: str) -> str:
        return ""

    def version(self) -> int:
        return 1


def queries(n: int) -> list[str]:
    """Addresses as somebody makes them: a filter more, a filter less, another view option."""
    chance = random.Random(3)
    keys, found = list(drugs.DRUGS), []
    for _ in range(n):
        parts = [
            f"drug={','.join(chance.sample(keys, chance.randint(1, 4)))}",
            f"place={chance.choice(PLACES)}",
        ]
        first = chance.randint(2000, 2015)
        parts += [
            f"years={first}-{first + chance.randint(3, 10)}",
            f"publisher=Office {chance.randint(0, 39)}",
        ]
        chance.shuffle(parts)
        found.append("&".join(parts[: chance.randint(1, 3)]))
    return found


def answers(snapshot: Snapshot, path: str, asked: list[str]) -> list[float]:
    """Seconds for each address: the view and the rail, as the page asks for both."""
    t, seconds = texts("en"), []
    for query in asked:
        start = time.perf_counter()
        filters, _ = parse(query, snapshot.known)
        request = Request(path, filters, 1064, 900, 0, t)
        if path == "/table":
            table.answer(snapshot, request, {"startRow": 0, "endRow": 100})
        registry.render(snapshot, request)
        chosen = {name: getattr(filters, name) for name in ("drug", "place", "years", "publisher")}
        rail.painted(snapshot, Filters(**chosen), path, t)
        rail.values(snapshot, Filters(**chosen), t)
        seconds.append(time.perf_counter() - start)
    return seconds


def weight() -> tuple[int, int]:
    """What the browser loads for the first view, in bytes compressed, and in how many requests."""
    client = create_app(Made(1_000)).server.test_client()
    index = client.get("/").text
    named = [part.split('"')[0] for part in index.split('src="')[1:]] + [
        p.split('"')[0] for p in index.split('href="')[1:]
    ]
    chunks = [
        "/_dash-component-suites/dash/dcc/async-graph.js",
        "/_dash-component-suites/plotly/package_data/plotly.min.js",
    ]
    total = 0
    addresses = [
        a
        for a in dict.fromkeys(
            [*named, *chunks, "/assets/fonts/inter-latin-wght-normal.woff2", "/_dash-layout"]
        )
        if a[0] == "/"
    ]
    for address in addresses:
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        body = answer.data
        total += (
            len(body)
            if answer.headers.get("Content-Encoding") or address.endswith("woff2")
            else len(gzip.compress(body, 5))
        )
    return total, len(addresses)


def main() -> None:
    """Measure and print."""
    sizes = [int(argument.replace(",", "").replace("_", "")) for argument in sys.argv[1:]] or list(SIZES)
    print(f"{'claims':>10}  {'view':<10}  {'median ms':>9}  {'p95 ms':>7}")
    first: dict[str, float] = {}
    for size in sizes:
        start = time.perf_counter()
        snapshot = Snapshot(Made(size))
        made = time.perf_counter() - start
        for path in ("/by-year", "/by-region", "/by-drug", "/table"):
            asked = queries(CHANGES)
            answers(snapshot, path, asked[:5])
            seconds = sorted(answers(snapshot, path, asked))
            p95 = seconds[int(len(seconds) * 0.95)] * 1000
            times = f"  ({p95 / first[path]:.1f} times)" if path in first else ""
            first.setdefault(path, p95)
            print(f"{size:>10,}  {path:<10}  {statistics.median(seconds) * 1000:>9.1f}  {p95:>7.1f}{times}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>10,}  made and coded in {made:.1f} s; the process held {peak:,.0f} MB at most")
        del snapshot
    total, requests = weight()
    print(f"page weight, compressed: {total / 1e6:.2f} MB in {requests} requests (with plotly.js)")


if __name__ == "__main__":
    main()
