"""A running dashboard for the browser's tests, and what they all do with it."""

from __future__ import annotations

import logging
import threading

from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from dashboard.app import create_app
from extractors.store import Store

logging.getLogger("werkzeug").setLevel(logging.ERROR)
expect.set_options(timeout=20_000)  # a busy machine draws slowly


class Served:
    """A running dashboard: its address and its store."""

    def __init__(self, store: Store, **options: object) -> None:
        self.store = store
        self.app = create_app(store, **options)
        self.server = make_server("127.0.0.1", 0, self.app.server, threaded=True)
        self.address = f"http://127.0.0.1:{self.server.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()


def opened(page: Page, served: Served, path: str) -> None:
    page.goto(served.address + path)
    expect(page.locator("#main h1").first).to_be_visible()
    page.wait_for_selector("#main .card:not([hidden]), #main .intro", state="attached")


def drawn(page: Page) -> None:
    page.wait_for_selector("#main .js-plotly-plot .point", state="attached")
