"""A running dashboard for the browser's tests."""

from __future__ import annotations

import logging
import threading

from werkzeug.serving import make_server

from dashboard.app import create_app
from extractors.store import Store

logging.getLogger("werkzeug").setLevel(logging.ERROR)


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
