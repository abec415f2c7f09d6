"""A made-up store served as `seizures` serves it, for many users and for a browser: parts of
dashboard_speed.py."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVE = """
import sys
sys.path.insert(0, sys.argv[1])
import waitress
from made_store import Made
from dashboard.app import THREADS, create_app
server = waitress.create_server(create_app(Made(int(sys.argv[2]))).server, port=0, threads=THREADS)
print(server.effective_port, flush=True)
server.run()
"""
EMPTY = """
import waitress
import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import Dash, dcc, html
app = Dash(__name__, serve_locally=True)
parts = [html.H1("Empty", id="ready"), dcc.Graph(id="chart"), dag.AgGrid(id="grid")]
app.layout = dmc.MantineProvider(html.Div(parts, id="main"))
server = waitress.create_server(app.server, port=0)
print(server.effective_port, flush=True)
server.run()
"""


@contextmanager
def served(code: str, *arguments: str) -> Iterator[tuple[str, int]]:
    """The address of a server in a process of its own, and the id of the process."""
    command = [sys.executable, "-W", "ignore", "-c", code, str(Path(__file__).parent), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}", process.pid
    finally:
        process.terminate()
        process.wait()


def most_memory(pid: int) -> int:
    """The most memory that a process held, in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def _outputs(specification: str) -> list[dict] | dict:
    parts = specification.removeprefix("..").removesuffix("..").split("...")
    named = [part.rpartition(".") for part in parts]
    found = [{"id": json.loads(i) if i.startswith("{") else i, "property": p} for i, _, p in named]
    return found if specification.startswith("..") else found[0]


def _ask(address: str, path: str, payload: object = None) -> bytes:
    data = None if payload is None else json.dumps(payload).encode()
    headers = {"Content-Type": "application/json", "Origin": address, "Accept-Encoding": "gzip"}
    with urllib.request.urlopen(urllib.request.Request(address + path, data, headers), timeout=60) as answer:
        return answer.read()


def _asking(address: str) -> list[str]:
    """The callbacks that a change of a filter asks for: the view and the rail."""
    known = json.loads(urllib.request.urlopen(address + "/_dash-dependencies", timeout=60).read())
    return [
        one["output"]
        for one in known
        if one["clientside_function"] is None and [i["id"] for i in one["inputs"]] == ["request"]
    ]


def users(address: str, queries: list[str], number: int, seconds: float) -> tuple[list[float], int]:
    """`number` users who change a filter every one to three seconds: the seconds that each change took, and
    how many went wrong."""
    callbacks = _asking(address)
    taken: list[float] = []
    wrong = [0]
    ends = time.monotonic() + seconds

    def act(seed: int) -> None:
        chance = random.Random(seed)
        time.sleep(chance.uniform(0, 2))
        while time.monotonic() < ends:
            view = chance.choice(("/", "/by-year", "/by-region", "/by-drug", "/table"))
            value = {"path": view, "query": chance.choice(queries), "width": 1064, "height": 900}
            asked = [{"id": "request", "property": "data", "value": value}]
            start = time.monotonic()
            try:
                for output in callbacks:
                    given = {"outputs": _outputs(output), "changedPropIds": ["request.data"]}
                    _ask(address, "/_dash-update-component", {"output": output, "inputs": asked, **given})
                taken.append(time.monotonic() - start)
            except OSError:
                wrong[0] += 1
            time.sleep(chance.uniform(1, 3))

    threads = [threading.Thread(target=act, args=(seed,)) for seed in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(taken), wrong[0]


# From a click on a box to the chart that plotly has drawn anew.
REDRAW = """async (box) => {
  const chart = document.querySelector('#chart .js-plotly-plot');
  const drawn = new Promise(done => chart.once ? chart.once('plotly_afterplot', done)
                                               : chart.on('plotly_afterplot', done));
  const start = performance.now();
  box.click();
  await drawn;
  return performance.now() - start;
}"""


def redraws(address: str, times: int = 24) -> float:
    """The median of the milliseconds from setting a filter to the chart drawn anew, in Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(**_chromium())
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/by-year?place=MX")
        page.wait_for_selector("#chart .js-plotly-plot .point", state="attached", timeout=60_000)
        found = []
        for n in range(times):
            box = page.locator("#rail-drug [data-toggle]:visible").nth(n % 6).element_handle()
            found.append(page.evaluate(REDRAW, box))
            page.wait_for_timeout(400)
        browser.close()
    return statistics.median(found[4:])


def first_view(address: str, ready: str, times: int = 7) -> float:
    """The median of the milliseconds from opening a page to `ready` being there, in a browser that knows
    nothing of it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(**_chromium())
        found = []
        for _ in range(times):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            start = time.monotonic()
            page.goto(address, wait_until="commit")
            page.wait_for_selector(ready, state="visible", timeout=60_000)
            found.append((time.monotonic() - start) * 1000)
            page.close()
        browser.close()
    return statistics.median(found[1:])


def _chromium() -> dict[str, object]:
    import shutil

    path = shutil.which("chromium") or shutil.which("google-chrome")
    return {"executable_path": path, "args": ["--no-sandbox"]} if path else {}
