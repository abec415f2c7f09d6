"""What the page does to the store: look for reports, take uploads, set a report's date, say what people say
of claims.

Each is a POST that only the page itself can send (security.py) and answers JSON; a refusal is one sentence.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import re
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, jsonify, request

from dashboard import names, numbers, stored, tables, titles
from dashboard.claim_card import NUMBERS, SLOTS
from dashboard.evidence import ALIKE
from dashboard.folder import UPLOAD_LIMIT, Folder
from dashboard.reading import pieces
from dashboard.snapshot import Snapshot, Snapshots
from dashboard.texts import Texts
from extractors import extract
from extractors.refresh import RefreshResult, StoppedError

HEADER = "X-Page"
USER_HEADER = "SEIZURES_USER_HEADER"  # of the server's configuration
PASTE_LIMIT = 200_000


class RefusedError(Exception):
    """What was asked cannot be done; the message says why, in a sentence."""


def who() -> str:
    """Who corrects: whom the proxy named (dashboard/wsgi.py), else the user of this machine."""
    header = current_app.config.get(USER_HEADER, "")
    if header:
        return request.headers.get(header, "").strip()[:100] or "somebody"
    try:
        return os.environ.get("SEIZURES_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def register(server: Flask, snapshots: Snapshots, folder: Folder, spoken: Callable[[], Texts]) -> None:
    """Add the routes to the server."""

    def action(name: str) -> Callable[[Callable[[], Any]], None]:
        def add(function: Callable[[], Any]) -> None:
            def answer() -> tuple[Response, int]:
                if not request.headers.get(HEADER):
                    return jsonify(error="Only the page itself can do this."), 403
                try:
                    done = function()
                    return jsonify({**done, "version": snapshots.store.version()}), 200
                except StoppedError as stopped:
                    t = spoken()
                    said = t("script.stopped", n=len(stopped.left), file=stopped.left[0]) + t("list.stop")
                    return jsonify(error=said), 409
                except (RefusedError, ValueError, OSError) as error:
                    return jsonify(error=stored.refusal(str(error), spoken()) or type(error).__name__), 400

            server.add_url_rule(f"/do/{name}", f"do-{name}", answer, methods=["POST"])

        return add

    @action("refresh")
    def look() -> dict:
        return {"said": refreshed(folder.look(), spoken())}

    @action("cancel")
    def cancel() -> dict:
        folder.cancel()
        return {}

    @action("upload")
    def upload() -> dict:
        request.max_content_length = UPLOAD_LIMIT
        name = request.args.get("name", "")[:300] or "report.txt"
        content = request.get_data(cache=False)
        if not content:
            raise RefusedError(spoken()("reports.nothing", file=name))
        return added(snapshots, folder, name, content, spoken())

    @action("report")
    def report() -> dict:
        data = _json()
        fields = {k: str(data[k]) for k in ("published", "publisher", "title") if k in data}
        if fields.get("published"):
            fields["published"] = date(fields["published"], spoken())
        ids = snapshots.store.set_report(
            str(data.get("report", "")), **fields, who=who(), reason=str(data.get("reason", ""))
        )
        return {"said": spoken()("reports.saved"), "undo": ids}

    @action("review")
    def review() -> dict:
        return reviewed(snapshots, _json(), spoken())

    @action("preview")
    def preview() -> dict:
        return previewed(_json(), spoken())

    @action("keep")
    def keep() -> dict:
        data = _json()
        content = kept_text(data, spoken())
        return added(snapshots, folder, f"{data.get('title') or 'pasted'}.md", content, spoken())

    @action("undo")
    def undo() -> dict:
        for one in _json().get("ids", []):
            snapshots.store.undo(str(one), who=who())
        return {"said": spoken()("review.undone")}


def _json() -> dict[str, Any]:
    data = request.get_json(force=True, silent=True)
    if not isinstance(data, dict):
        raise RefusedError("The request is no JSON object.")
    return data


def refreshed(result: RefreshResult, t: Texts) -> str:
    """What a refresh did, in a sentence."""
    if not (result.new or result.changed or result.gone):
        return t("reports.nothing-new")
    return t(
        "reports.refreshed",
        new=result.new,
        changed=result.changed,
        gone=result.gone,
        claims=t("count.claims", n=result.claims),
    )


def added(snapshots: Snapshots, folder: Folder, name: str, content: bytes, t: Texts) -> dict:
    """Keep an upload, read it, and say what came of it."""
    before = folder.store.reports()
    report, file = folder.add(name, content)
    if (before["report"] == report).any() and file in set(before["file"]):
        return {"said": t("reports.same", file=file), "status": "same", "report": report}
    reports = folder.store.reports()
    rows = reports[reports["file"] == file]
    if not len(rows):
        raise RefusedError(t("reports.vanished", file=name))
    row = rows.iloc[0]
    if row["status"] == "rejected":
        return {"said": stored.reason(str(row["error"]), t), "status": "rejected", "report": report}
    claims = t("count.claims", n=int(row["claims"]))
    undated = t("reports.no-date") if row["published"] != row["published"] else ""
    told = t("list.sentence").join(part for part in (claims + t("list.stop"), undated) if part)
    said = t("reports.uploaded", file=name, told=told)
    return {"said": said, "told": told, "status": str(row["status"]), "report": report}


def date(text: str, t: Texts) -> str:
    """A date as the store takes it: "2024-06-26", also from "2024/6/26", "26.6.2024" or "2024年6月26日"."""
    found = re.fullmatch(r"\s*([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?\s*", text)
    order = (1, 2, 3)
    if not found:
        found, order = re.fullmatch(r"\s*([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})\s*", text), (3, 2, 1)
    try:
        return dt.date(*(int(found[i]) for i in order)).isoformat() if found else _no_date(text, t)
    except ValueError:
        return _no_date(text, t)


def _no_date(text: str, t: Texts) -> str:
    raise RefusedError(t("reports.bad-date", text=text[:40]))


def reviewed(snapshots: Snapshots, data: dict[str, Any], t: Texts) -> dict:
    """Accept, correct or reject a claim, keep it apart from its figure or take its figure and another as one."""
    claim, kind = str(data.get("claim", "")), data.get("action")
    reason, store = str(data.get("reason", ""))[:500], snapshots.store
    if kind == "accept":
        return {"said": t("review.accepted"), "undo": [store.accept(claim, who=who(), reason=reason)]}
    if kind == "reject":
        return {"said": t("review.rejected"), "undo": [store.reject(claim, who=who(), reason=reason)]}
    if kind == "split":
        return {"said": t("review.split"), "undo": store.split([claim], who=who(), reason=reason)}
    if kind == "merge":
        other = str(data.get("other", ""))
        _alike(snapshots.latest(), claim, other, t)
        return {"said": t("review.merged"), "undo": [store.merge(claim, other, who=who(), reason=reason)]}
    if kind != "correct" or not isinstance(data.get("changes"), dict):
        raise RefusedError("A review accepts, corrects or rejects a claim.")
    changes: dict[str, Any] = {}
    for name, value in data["changes"].items():
        if name not in SLOTS:
            raise RefusedError(f"{name} is no slot of a claim.")
        changes[name] = number(value, t) if name in NUMBERS else str(value).strip()
    return {"said": t("review.corrected"), "undo": store.correct(claim, changes, who=who(), reason=reason)}


def _alike(snapshot: Snapshot, claim: str, other: str, t: Texts) -> None:
    """Refuses to take two figures as one that count different things."""
    if not {claim, other} <= set(snapshot.claim_position):
        raise RefusedError(t("review.gone"))
    rows = snapshot.claims.iloc[[snapshot.claim_position[claim], snapshot.claim_position[other]]]
    if any(rows[name].nunique() > 1 for name in ALIKE):
        raise RefusedError(t("review.not-alike"))


def number(value: object, t: Texts) -> float | None:
    """A number that a person typed, with a point for decimals; None for an empty field."""
    text = str(value).replace(",", "").replace("\u00a0", "").strip()
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise RefusedError(t("review.no-number", text=text[:40])) from None


def _pasted(data: dict[str, Any], t: Texts) -> tuple[str, str | None]:
    """The pasted text and its date."""
    text = str(data.get("text", ""))
    if len(text) > PASTE_LIMIT:
        raise RefusedError(t("reports.paste-long", n=PASTE_LIMIT))
    published = str(data.get("published", "")).strip()
    return text, date(published, t) if published else None


def previewed(data: dict[str, Any], t: Texts) -> dict:
    """What would be read from a pasted text: its pieces, each quote with its reading. Nothing is stored."""
    text, published = _pasted(data, t)
    table = extract(text, published=published)
    readings = {}
    quotes = []
    for n, row in enumerate(table.to_dict("records")):
        quotes.append((int(row["start"]), int(row["end"]), str(n)))
        readings[str(n)] = reading(row, t)
    found = pieces(text, quotes)
    marked = [{"text": p.text, "said": "; ".join(readings[c] for c in p.claims)} for p in found]
    language = str(table["language"].iloc[0]) if len(table) else ""
    return {
        "pieces": marked,
        "language": language,
        "said": t("reports.would-read", claims=t("count.claims", n=len(table))),
    }


def reading(row: dict[str, Any], t: Texts) -> str:
    """A claim in a line: "Heroin seized, Thailand, 2013: 900 kg"."""
    what = titles.subject(str(row["measure"]), str(row["drug"]), str(row["form"]), t)
    period = numbers.period_text(str(row["period"]), str(row["period_kind"]), t.language)
    where = [w for w in (names.place(str(row["place"]), t.language), period) if w]
    return t("list.comma").join([what, *where]) + t("list.colon") + tables.said(row, t)


def kept_text(data: dict[str, Any], t: Texts) -> bytes:
    """The pasted text as a report's file, its title, publisher and date in front of it."""
    text, published = _pasted(data, t)
    if not text.strip():
        raise RefusedError(t("reports.paste-empty"))
    head = {"title": str(data.get("title", "")).strip(), "publisher": str(data.get("publisher", "")).strip()}
    lines = [
        f"{name}: {json.dumps(value[:300], ensure_ascii=False)}" for name, value in head.items() if value
    ]
    lines += [f"published: {published}"] if published else []
    front = "\n".join(["---", *lines, "---", "", ""]) if lines else ""
    return (front + text.strip() + "\n").encode()
