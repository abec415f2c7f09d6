"""The dashboard as a program: `create_app(store)` makes it, `serve(store)` runs it on this machine."""

from __future__ import annotations

import logging
import secrets
import socket
import sys
import threading
import webbrowser

import waitress
from dash import Dash
from flask import Response
from flask_compress import Compress

from dashboard import actions, assets, layout, routes, security, theme
from dashboard.callbacks import register, spoken
from dashboard.folder import Folder
from dashboard.snapshot import Snapshots, Store
from extractors.vocabulary import drugs

THREADS = 8


class Page(Dash):
    """Dash with the page's own HTML around it, in the language of who asks."""

    def interpolate_index(self, **parts: str) -> str:
        return layout.index(spoken(), parts)


def create_app(
    store: Store,
    *,
    host: str = "127.0.0.1",
    names: tuple[str, ...] = (),
    token: str | None = None,
    any_host: bool = False,
) -> Dash:
    """The dashboard over an open store, as a Dash app (`.server` is its WSGI application).

    `names` are further host names that it answers to; `any_host` leaves the Host header to a proxy.
    """
    app = Page(
        "dashboard",
        assets_folder=str(assets.folder()),
        serve_locally=True,
        suppress_callback_exceptions=True,
        update_title=None,
        title="Seizures",
    )
    server = app.server
    server.config.update(
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/csv",
            "application/json",
            "application/javascript",
            "text/javascript",
            "image/svg+xml",
        ],
        COMPRESS_LEVEL=5,
        COMPRESS_MIN_SIZE=600,
    )
    Compress(server)
    hosts = None if any_host else security.host_names(host, names)
    security.protect(server, names=hosts, token=token)
    snapshots = Snapshots(store)
    folder = Folder(store)
    app.layout = lambda: layout.page(spoken(), snapshots.latest().version)
    register(app, snapshots)
    routes.register(server, snapshots, folder, spoken)
    actions.register(server, snapshots, folder, spoken)
    server.extensions["folder"] = folder
    css = theme.css({key: drug.group for key, drug in drugs.DRUGS.items()})

    @server.get("/theme.css")
    def theme_css() -> Response:
        return Response(css, mimetype="text/css", headers={"Cache-Control": "no-cache"})

    return app


def _free_port(host: str, port: int) -> int:
    """The port if it is free, else the next free one of the following twenty."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + 20) if port else (0,):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError(f"No free port between {port} and {port + 19} on {host}: choose another with --port.")


def serve(
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int = 8050,
    open_browser: bool = True,
    token: str | None = None,
) -> None:
    """Serve the dashboard until interrupted; prints its address first.

    Any address but the loopback's demands a token: the given one, else one made up and printed.
    """
    local = host in ("127.0.0.1", "localhost", "::1")
    if not local and not token:
        token = secrets.token_urlsafe(16)
    port = _free_port(host, port)
    app = create_app(store, host=host, token=token, any_host=host in ("0.0.0.0", "::"))
    shown = f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host
    address = f"http://{shown}:{port}/" + (f"?token={token}" if token else "")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    print(f"The dashboard is at {address}  (Ctrl+C stops it)", flush=True)
    app.server.extensions["folder"].start()
    if open_browser and sys.stdout.isatty():
        threading.Timer(0.6, webbrowser.open, (address,)).start()
    waitress.serve(app.server, host=host, port=port, threads=THREADS, ident="")
