"""How fast the dashboard answers: `python tests/benchmarks/dashboard_speed.py [claims …]` prints a table.

Times of the server are of the server alone, warm, for a change of one filter: view, rail, table rows. With
`--server` only these, as they need no browser. Other work on the machine makes all of it slower.
"""

from __future__ import annotations

import gc
import gzip
import random
import statistics
import sys
import time

import dashboard_served as live
from made_store import OFTEN, Made

from dashboard import rail
from dashboard.app import create_app
from dashboard.filters import Filters, parse
from dashboard.snapshot import Snapshot
from dashboard.texts import texts
from dashboard.views import registry, table
from dashboard.views.page import Request
from extractors.vocabulary import drugs

SIZES = (10_000, 1_000_000)
CHANGES = 60
USERS, CLAIMS_OF_USERS, SECONDS = 50, 50_000, 30


def queries(n: int) -> list[str]:
    """Addresses as somebody makes them: a filter more, a filter less, another view option."""
    chance = random.Random(3)
    keys, found = list(drugs.DRUGS), []
    for _ in range(n):
        parts = [
            f"drug={','.join(chance.sample(keys, chance.randint(1, 4)))}",
            f"place={chance.choice(OFTEN)}",
        ]
        first = chance.randint(2000, 2015)
        parts += [
            f"years={first}-{first + chance.randint(3, 10)}",
            f"publisher=Office {chance.randint(0, 39)}",
        ]
        chance.shuffle(parts)
        found.append("&".join(parts[: chance.randint(1, 3)]))
    return found


def answers(snapshot: Snapshot, path: str, asked: list[str]) -> list[tuple[float, float]]:
    """Seconds and seconds of the processor for each address: the view and the rail, as the page asks for
    both."""
    t, seconds = texts("en"), []
    for query in asked:
        start, own = time.perf_counter(), time.process_time()
        filters, _ = parse(query, snapshot.known)
        request = Request(path, filters, 1064, 900, 0, t)
        if path == "/table":
            table.answer(snapshot, request, {"startRow": 0, "endRow": 100})
        registry.render(snapshot, request)
        chosen = {name: getattr(filters, name) for name in ("drug", "place", "years", "publisher")}
        rail.painted(snapshot, Filters(**chosen), path, t)
        rail.values(snapshot, Filters(**chosen), t)
        seconds.append((time.perf_counter() - start, time.process_time() - own))
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


def of_the_server(sizes: list[int]) -> None:
    """The table of filter changes."""
    print(f"{'claims':>10}  {'view':<10}  {'median ms':>9}  {'p95 ms':>7}  {'processor: median, p95':>22}")
    first: dict[str, float] = {}
    for size in sizes:
        snapshot = Snapshot(Made(size))
        gc.collect()
        gc.freeze()
        for path in ("/by-year", "/by-region", "/by-drug", "/table"):
            asked = queries(CHANGES)
            answers(snapshot, path, asked[:5])
            found = answers(snapshot, path, asked)
            (seconds, p95), (own, own95) = (_middle_and_p95(of) for of in zip(*found, strict=True))
            times = f"  ({own95 / first[path]:.1f} times)" if path in first else ""
            first.setdefault(path, own95)
            print(f"{size:>10,}  {path:<10}  {seconds:>9.1f}  {p95:>7.1f}  {own:>14.1f}, {own95:.1f}{times}")
        del snapshot
        gc.unfreeze()


def _middle_and_p95(seconds: tuple[float, ...]) -> tuple[float, float]:
    found = sorted(1000 * one for one in seconds)
    return statistics.median(found), found[int(len(found) * 0.95)]


def line(what: str, found: str, bound: str) -> None:
    """A line of the table of what else is measured."""
    print(f"{what:<74}{found:>12}{bound:>14}", flush=True)


def main() -> None:
    """Measure and print."""
    given = [argument for argument in sys.argv[1:] if argument != "--server"]
    sizes = [int(argument.replace(",", "").replace("_", "")) for argument in given] or list(SIZES)
    of_the_server(sizes)
    total, requests = weight()
    line(f"page weight, compressed, {requests} requests, with plotly.js", f"{total / 1e6:.2f} MB", "≤ 3.5 MB")
    if "--server" in sys.argv:
        return
    with live.served(live.SERVE, str(CLAIMS_OF_USERS)) as (address, _):
        live.users(address, queries(CHANGES), 2, 6)
        taken, wrong = live.users(address, queries(CHANGES), USERS, SECONDS)
    what = f"{USERS} users on {CLAIMS_OF_USERS:,} claims, each change of view and rail, p95"
    line(what, f"{taken[int(len(taken) * 0.95)]:.2f} s", "≤ 1 s")
    line(f"  errors in {len(taken)} changes", str(wrong), "0")
    with live.served(live.SERVE, str(max(sizes))) as (address, pid):
        drawn = live.redraws(address)
        line(
            f"filter set → chart drawn in the browser, {max(sizes):,} claims, median",
            f"{drawn:.0f} ms",
            "≤ 400 ms",
        )
        line(
            f"memory of the page's process, {max(sizes):,} claims",
            f"{live.most_memory(pid):,} MB",
            "≤ 1,500 MB",
        )
    with live.served(live.SERVE, "10000") as (address, _), live.served(live.EMPTY) as (empty, _):
        base = live.first_view(empty, "#chart .main-svg >> nth=0")
        view = live.first_view(address, "#main .card:not([hidden])")
    line(
        "first view, against an empty page that has loaded the same libraries",
        f"{view / base:.2f} times",
        "≤ 1.4 times",
    )
    line("", f"{view:.0f} ms", f"{base:.0f} ms")


if __name__ == "__main__":
    main()
