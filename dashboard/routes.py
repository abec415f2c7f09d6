"""Addresses beside the page: stable addresses of tables, and the state of the store."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

import numpy as np
import pandas as pd
from flask import Flask, Response, abort, jsonify, request

from dashboard import dictionary, evidence, export, names, numbers, tables
from dashboard.filters import Filters, parse
from dashboard.folder import Folder
from dashboard.snapshot import Snapshot, Snapshots
from dashboard.texts import Texts
from dashboard.views import registry
from dashboard.views.page import Request

CHANGED = 200  # as many changed figures are named to the page
SAFE = "/?&=,:%"
VIEW = re.compile(r"(?:^|&)view=([a-z-]+)")


def register(server: Flask, snapshots: Snapshots, folder: Folder, spoken: Callable[[], Texts]) -> None:
    """Add the routes to the server."""

    @server.get("/status.json")
    def status() -> Response:
        return jsonify(state(snapshots, folder, request.args.get("since", type=int)))

    @server.get("/cite.txt")
    def cite() -> Response:
        snapshot, t = snapshots.latest(), spoken()
        query = request.query_string.decode("utf-8", "replace")
        found = VIEW.search(query)
        path = "/" if not found or found[1] == "overview" else f"/{found[1]}"
        filters, _ = parse(VIEW.sub("", query).lstrip("&"), snapshot.known)
        page = registry.render(snapshot, Request(path, filters, 1000, 900, 0, t))
        publishers = snapshot.support_of(page.rows)[1] if page.of == "figures" else []
        title = page.title
        at = snapshot.figure_position.get(filters.figure)
        if at is not None:
            row = snapshot.figures.iloc[at]
            title = t("list.colon").join([evidence.what(row, t), tables.said(row, t)])
            publishers = snapshot.support_of(np.array([at]))[1]
        whose = names.publishers([p for p in publishers if p], t)
        day = numbers.date_text(dt.date.today(), t.language)
        said = t(
            "cite.whole" if whose else "cite.plain",
            title=title,
            publishers=whose,
            day=day,
            address="{address}",
        )
        return Response(said, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})

    @server.get("/<any(figures, claims, reports):of>-columns.csv")
    def columns(of: str) -> Response:
        named = {
            "Content-Disposition": f'attachment; filename="{of}-columns.csv"',
            "Cache-Control": "no-cache",
        }
        return Response(dictionary.as_csv(of, spoken()), content_type=export.FORMATS["csv"], headers=named)

    @server.get("/<any(figures, claims, reports):of>.<any(csv, json, jsonl, xlsx, parquet, zip):kind>")
    def download(of: str, kind: str) -> Response:
        snapshot = snapshots.latest()
        query = unquote(request.query_string.decode("utf-8", "replace").replace("+", " "))
        found = VIEW.search(query)
        filters, dropped = parse(
            VIEW.sub("", request.query_string.decode("utf-8", "replace")).lstrip("&"), snapshot.known
        )
        if dropped:
            abort(400, f"Not known here: {', '.join(dropped[:5])}.")
        frame = export.table(snapshot, of, rows(snapshot, of, filters, found[1] if found else "", spoken()))
        if kind == "xlsx" and len(frame) > 1_048_575:
            abort(400, "A sheet holds 1,048,575 rows: narrow the filters, or take CSV or Parquet.")
        cited = _citation(snapshot, of, frame, spoken()) if kind in export.EXPLAINED else ""
        response = Response(
            export.written(frame, kind, of, filters, cited), content_type=export.FORMATS[kind]
        )
        if kind == "csv":  # a plain table says by its address where its dictionary is
            described = request.full_path.rstrip("?").replace(f"/{of}.csv", f"/{of}.zip", 1)
            response.headers["Link"] = f'<{quote(described, safe=SAFE)}>; rel="describedby"'
        if kind != "json":
            response.headers["Content-Disposition"] = f'attachment; filename="{of}.{kind}"'
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Rows"] = str(len(frame))
        return response


def _citation(snapshot: Snapshot, of: str, frame: pd.DataFrame, t: Texts) -> str:
    """How to cite a downloaded table: its publishers, the day, its address."""
    if of == "figures":
        publishers = snapshot.support_of(
            np.array([snapshot.figure_position[f] for f in frame["figure"]], "int64")
        )[1]
    else:
        counted = frame["publisher"].value_counts()
        publishers = [str(name) for name, n in counted.items() if n]
    whose = names.publishers([p for p in publishers if p], t)
    day = numbers.date_text(dt.date.today(), t.language)
    slots = {"title": export.TITLES[of], "day": day, "address": request.url}
    return t("cite.whole" if whose else "cite.plain", publishers=whose, **slots)


def rows(snapshot: Snapshot, of: str, filters: Filters, view: str, t: Texts) -> np.ndarray | None:
    """Which rows an address gives: all that the filters keep, or exactly those that a view shows."""
    if of == "reports":
        return None
    path = f"/{view}" if view != "overview" else "/"
    if view and path in registry.VIEWS and registry.VIEWS[path].filtered and view != "table":
        page = registry.render(snapshot, Request(path, filters, 1000, 900, 0, t))
        return page.rows if of == "figures" else np.flatnonzero(snapshot.claims_kept(page.rows))
    return tables.rows(snapshot, replace(filters, rows=of))


def state(snapshots: Snapshots, folder: Folder, since: int | None) -> dict:
    """What the status line says: the version, what is being read, what changed since the version that a
    page shows."""
    progress = folder.progress
    now = snapshots.latest()
    counted = now.reports["status"].value_counts()
    told: dict = {
        "version": now.version,
        "read": int(counted.get("read", 0)) + int(counted.get("ignored", 0)),
        "failed": int(counted.get("rejected", 0)),
        "looked": progress.looked,
    }
    if progress.total:
        told["reading"] = {"i": progress.done, "m": progress.total, "file": progress.file}
    elif progress.left:
        told["stopped"] = {"n": len(progress.left), "file": progress.left[0]}
    if since is not None and since != now.version:
        told["news"] = news(snapshots.at(since), now)
    return told


def news(before: Snapshot, now: Snapshot) -> dict[str, Any]:
    """How many reports are new, how many figures are new or changed, and the ids of the first of these."""
    if before.version == now.version:
        return {"reports": 0, "figures": 0, "changed": []}
    fresh = len(set(now.reports["report"]) - set(before.reports["report"]))

    def told(snapshot: Snapshot) -> set[tuple]:
        columns = ["figure", "value", "status", "reports", "sources"]
        return set(snapshot.figures[columns].astype(str).itertuples(index=False, name=None))

    changed = sorted({row[0] for row in told(now) ^ told(before)})
    return {"reports": fresh, "figures": len(changed), "changed": changed[:CHANGED]}
