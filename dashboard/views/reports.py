"""Reports: the files in the folder, what could not be read and why, and the way to add more."""

from __future__ import annotations

import dash_ag_grid as dag
import numpy as np
import pandas as pd

from dashboard import html, names, numbers, stored, theme
from dashboard.evidence import history_item
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from dashboard.views.page import Page, Request, ways_in

FAILED_SHOWN = 200


def render(snapshot: Snapshot, request: Request) -> Page:
    """Drop zone, failed files first, then the table of all reports."""
    t, reports = request.t, snapshot.reports
    title = t("reports.title", n=len(reports))
    failed = reports[reports["status"] == "rejected"]
    undated = reports[(reports["status"] == "read") & reports["published"].isna()]
    body: list = [_drop(t, title)]
    if len(failed):
        body.append(_failed(failed, t))
    if len(undated):
        body.append(html.Div(t("reports.no-date-n", n=len(undated)), className="notice"))
    lost = snapshot.corrections
    lost = lost[lost["state"] == "orphaned"] if len(lost) else lost
    if len(lost):
        body.append(_lost(lost, t))
    grid = None
    if len(reports):
        hint = html.Div(html.P(t("reports.edit-hint"), className="subtitle"), className="card-head slim")
        body.append(html.Div(hint, className="card joined"))
        grid = _table(reports, t)
    return Page(body, request.filters, np.arange(len(reports)), "reports", title=title, grid=grid)


def _drop(t: Texts, title: str) -> html.Div:
    return html.Div(
        [
            html.Div(
                [
                    html.H1(title),
                    html.P(t("reports.lead"), className="subtitle"),
                    ways_in(t),
                ],
                className="drop",
            ),
            html.Ul(className="uploads", id="uploads", **{"aria-live": "polite"}),
        ]
    )


def _lost(lost: pd.DataFrame, t: Texts) -> html.Section:
    """Corrections that no number answers to any longer: kept, and shown."""
    rows = [
        html.Div([html.Q(str(row["quote"]), className="quiet-quote"), history_item(row, t)])
        for row in lost.to_dict("records")
    ]
    head = html.H2([t("reports.lost"), t("list.dot"), numbers.count(len(lost), t.language)])
    return html.Section([head, html.Div(rows, className="lost")], className="card")


def _failed(failed: pd.DataFrame, t: Texts) -> html.Section:
    rows = [
        html.Li(
            [
                html.B(str(row.file)),
                html.Span(stored.reason(str(row.error), t) or t("reports.status-rejected")),
            ]
        )
        for row in failed.head(FAILED_SHOWN).itertuples()
    ]
    return html.Section(
        [
            html.H2([t("reports.failed"), t("list.dot"), numbers.count(len(failed), t.language)]),
            html.Ul(rows, className="failed-list"),
        ],
        className="card",
    )


def rows(reports: pd.DataFrame, t: Texts) -> list[dict]:
    """The reports as the table shows them; those without a date first, then the newest."""
    order = reports.assign(_none=reports["published"].notna()).sort_values(
        ["_none", "published", "file"], ascending=[True, False, True], kind="stable"
    )
    found = []
    for row in order.to_dict("records"):
        published = "" if pd.isna(row["published"]) else str(row["published"])[:10]
        found.append(
            {
                "id": row["report"],
                "published": published,
                "publisher": _plain(row["publisher"]),
                "title": _plain(row["title"]),
                "language": names.language(str(row["language"]), t.language)
                if _plain(row["language"])
                else "",
                "claims": 0 if pd.isna(row["claims"]) else int(row["claims"]),
                "status": t(f"reports.status-{row['status']}"),
                "status_key": str(row["status"]),
                "file": str(row["file"]),
            }
        )
    return found


def _plain(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def _table(reports: pd.DataFrame, t: Texts) -> dag.AgGrid:
    defs = [
        {
            "field": "published",
            "headerName": t("reports.date"),
            "width": 130,
            "editable": True,
            "valueFormatter": {"function": "dateOrAsk(params)"},
            "cellClassRules": {"amber": "!params.value && params.data.status_key == 'read'"},
            "cellClass": "edits",
        },
        {
            "field": "publisher",
            "headerName": t("reports.publisher"),
            "width": 210,
            "editable": True,
            "cellClass": "edits",
        },
        {
            "field": "title",
            "headerName": t("reports.name"),
            "flex": 1,
            "minWidth": 220,
            "editable": True,
            "tooltipField": "title",
            "cellClass": "edits",
        },
        {"field": "language", "headerName": t("reports.language"), "width": 110},
        {"field": "claims", "headerName": t("reports.figures"), "width": 90, "type": "rightAligned"},
        {"field": "status", "headerName": t("reports.status"), "width": 100},
        {"field": "file", "headerName": t("reports.file"), "width": 240, "tooltipField": "file"},
    ]
    return dag.AgGrid(
        id="reports-grid",
        columnDefs=defs,
        rowData=rows(reports, t),
        defaultColDef={"sortable": True, "resizable": True, "filter": True, "suppressHeaderMenuButton": True},
        dashGridOptions={
            "theme": {"function": theme.ag_grid()},
            "ensureDomOrder": True,
            "stopEditingWhenCellsLoseFocus": True,
            "suppressColumnVirtualisation": True,
            "tooltipShowDelay": 400,
            "localeText": t.section("grid"),
        },
        getRowId="params.data.id",
        className="grid reports",
        style={"height": None, "width": "100%"},
    )
