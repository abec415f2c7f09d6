"""The dashboard for a server: `gunicorn 'dashboard.wsgi:application()'`, behind one proxy that speaks HTTPS.

What it is to serve stands in the environment: SEIZURES_DATA, SEIZURES_DATABASE, SEIZURES_HOSTS (the names that
visitors call it by, with commas), SEIZURES_TOKEN (what a visitor must show) or SEIZURES_USER_HEADER (the header in
which the proxy names whom it let in). Each worker process calls `application` for itself; none watches the folder:
`seizures watch` does, and every worker sees what it reads.
"""

from __future__ import annotations

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard import actions, security
from dashboard.app import create_app
from extractors.store import open_store


def application() -> Flask:
    """The WSGI application. Raises SystemExit with one sentence where the environment does not say enough."""
    hosts = tuple(name.strip() for name in os.environ.get("SEIZURES_HOSTS", "").split(",") if name.strip())
    token = os.environ.get("SEIZURES_TOKEN") or None
    header = os.environ.get("SEIZURES_USER_HEADER", "")
    if not hosts:
        raise SystemExit(
            "SEIZURES_HOSTS is not set: name the host that visitors use, as seizures.example.org."
        )
    if not token and not header:
        raise SystemExit(
            "Neither SEIZURES_TOKEN nor SEIZURES_USER_HEADER is set: give a token that visitors must show, or the "
            "header in which your proxy names them."
        )
    server = create_app(open_store(), names=hosts, token=token).server
    if header:
        server.config[actions.USER_HEADER] = header
        security.demand(server, header)
    # the proxy's own X-Forwarded-Host and -Proto; what a visitor sends in them it replaces
    server.wsgi_app = ProxyFix(server.wsgi_app, x_for=1, x_proto=1, x_host=1)
    return server
