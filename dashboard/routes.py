"""Addresses beside the page: exports, the state of the store, uploads."""

from __future__ import annotations

from flask import Flask, Response, jsonify

from dashboard.snapshot import Snapshots


def register(server: Flask, snapshots: Snapshots) -> None:
    """Add the routes to the server."""

    @server.get("/status.json")
    def status() -> Response:
        return jsonify(version=snapshots.latest().version)
