"""What taking claims together costs: from nothing, and for one more report.

python tests/benchmarks/figures.py [CLAIMS …]
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import pandas as pd

from extractors.figures import FigureIndex, StoryIndex, build
from extractors.vocabulary import drugs, places

PER_REPORT = 20
MEASURES = (
    ("seizure", "kg"), ("seizure", "kg"), ("seizure", "tablet"), ("cases", "case"), ("arrests", "person"),
    ("cultivation", "ha"), ("production", "kg"),
)  # fmt: skip


def claims(count: int, seed: int = 0) -> pd.DataFrame:
    """Made-up claims: many reports on few well-known things, few on many others, as reports are."""
    random = np.random.default_rng(seed)
    codes = [code for code in places.members("world") if code]
    codes = [*sorted(codes), "CN-YN", "MM-17", "US-CA", "golden-triangle", "southeast-asia", "world"]
    kinds = [key for key in drugs.DRUGS if not drugs.DRUGS[key].plant]
    at = random.integers(0, len(MEASURES), count)
    place = np.array(codes)[np.minimum(random.zipf(1.3, count) - 1, len(codes) - 1)]
    year = random.integers(1990, 2026, count)
    month = random.integers(1, 13, count)
    shape = random.random(count)
    day = random.integers(1, 29, count)
    days = [f"{y}-{m:02d}-{d:02d}" for y, m, d in zip(year, month, day, strict=True)]
    parts = [f"{y}-01/{y}-{m:02d}" for y, m in zip(year, np.maximum(month, 2), strict=True)]
    period = np.where(shape < 0.6, year.astype(str), np.where(shape < 0.9, days, parts))
    statistic = np.where(
        random.random(count) < 0.85, "level", np.where(random.random(count) < 0.7, "change", "share")
    )
    drug = np.array(kinds)[np.minimum(random.zipf(1.5, count) - 1, len(kinds) - 1)]
    # wholes are more than their parts, and most reports say the same of the same thing
    about = pd.factorize(pd.Series(list(zip(at, place, period, drug, statistic, strict=True))))[0]
    size = np.array([_extent(p) for p in codes])[pd.Index(codes).get_indexer(place)]
    size = size * np.array(
        [len(kinds) if k == "drugs" else 6 if k in ("opiates", "synthetic-drugs") else 1 for k in drug]
    )
    size = size * np.where(shape < 0.6, 1, np.where(shape < 0.9, 0.002, month / 13)) * 900
    size = size * np.random.default_rng(1).uniform(0.9, 1, count)[about]
    size = np.round(size * np.where(random.random(count) < 0.85, 1, random.uniform(0.7, 1, count))) + 1
    value = np.where(statistic == "level", size, np.round(size % 70) / 10)
    report = np.arange(count) // PER_REPORT
    unit = np.where(statistic == "level", np.array([unit for _, unit in MEASURES])[at], "percent")
    return pd.DataFrame(
        {
            "report": [f"{n:016x}" for n in report],
            "claim": [f"{n:016x}" for n in range(count)],
            "publisher": [f"Publisher {n % 400}" for n in report],
            "published": pd.to_datetime("2000-01-01") + pd.to_timedelta(report % 9000, unit="D"),
            "measure": pd.Categorical(np.array([measure for measure, _ in MEASURES])[at]),
            "statistic": pd.Categorical(statistic),
            "drug": pd.Categorical(drug),
            "form": pd.Categorical(np.full(count, "")),
            "value": value,
            "unit": pd.Categorical(unit),
            "low": np.nan,
            "high": np.nan,
            "bound": pd.Categorical(random.choice(["exact", "exact", "exact", "about", "at_least"], count)),
            "period": period,
            "place": pd.Categorical(place),
            "origin": pd.Categorical(np.full(count, "")),
            "scope": pd.Categorical(np.full(count, "")),
            "attribution": pd.Categorical(random.choice(["", "", "un", "cn-nncc"], count)),
            "sentence": "",
            "start": np.arange(count) % PER_REPORT * 50,
        }
    )


def _extent(place: str) -> float:
    """How much a place has of anything: provinces less than countries, regions more."""
    if place == "world":
        return 2000
    return 300 if place in places.regions() else 0.2 if "-" in place else 1 + sum(map(ord, place)) % 5


def adding(indexes: list[tuple[FigureIndex, StoryIndex]], reports: list[pd.DataFrame]) -> list[float]:
    """The median processor time of adding a report, its text and claims, and getting the changed rows, for
    each of some indexes in turn; the report is taken out again."""
    times: list[list[float]] = [[] for _ in indexes]
    for n, rows in enumerate(reports):
        name, publisher = str(rows["report"].iloc[0]), str(rows["publisher"].iloc[0])
        text = " ".join(f"word{(n * 7919 + i * i) % 5000}" for i in range(400))
        for (index, stories), spent in zip(indexes, times, strict=True):
            start = time.process_time()
            _ = index.add(rows, stories.add(name, text, publisher)).figures
            spent.append(time.process_time() - start)
            index.remove(name, stories.remove(name))
    return [float(np.median(spent)) for spent in times]


def fresh(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The reports of a table, under ids that no other table has."""
    rows = rows.assign(report="f" + rows["report"].str[1:], claim="f" + rows["claim"].str[1:])
    return [part for _, part in rows.groupby("report")]


def main(counts: list[int]) -> None:
    """Print both tables."""
    places.place_names("en")
    build(claims(100))
    print(f"{'claims':>10} {'figures':>10} {'near':>10} {'seconds':>8} {'MB':>6}")
    for count in counts:
        table = claims(count)
        start = time.process_time()
        figures = build(table)
        spent = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{count:>10,} {len(figures.table):>10,} {len(figures.near):>10,} {spent:>8.1f} {memory:>6,.0f}"
        )
        del figures
    full, stories = FigureIndex(), StoryIndex()
    table = claims(100_000)
    for n, (report, publisher) in enumerate(table.groupby("report")["publisher"].first().items()):
        text = " ".join(f"word{(n * 104729 + i * i) % 50000}" for i in range(400))
        stories.add(str(report), text, str(publisher))
    full.add(table, stories.stories())
    reports = fresh(claims(200 * PER_REPORT, seed=1))
    empty, more = adding([(FigureIndex(), StoryIndex()), (full, stories)], reports)
    print(f"one more report of {PER_REPORT} claims, into nothing: {1000 * empty:.1f} ms")
    print(f"one more report of {PER_REPORT} claims, into {len(table):,}: {1000 * more:.1f} ms")
    print(f"ratio: {more / empty:.2f}")


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [10_000, 100_000])
