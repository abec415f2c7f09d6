"""The table: all rows that the filters keep, figures or claims, a slice at a time from the server."""

from __future__ import annotations

from dataclasses import replace

import dash_ag_grid as dag

from dashboard import html, tables, theme
from dashboard.filters import ROWS
from dashboard.parts import icon, segmented
from dashboard.snapshot import Snapshot
from dashboard.views.page import Page, Request, csv_links, empty

PAGE_ROWS = 100
PHONE = 640


def render(snapshot: Snapshot, request: Request) -> Page:
    """The card with the switch figures or claims, the column chooser and the grid."""
    t, filters = request.t, request.filters
    rows = tables.rows(snapshot, filters)
    if not len(rows):
        return Page([empty(snapshot, request)], filters, rows, filters.rows, title=t("empty.title"))
    hit = snapshot.support_of(rows) if filters.rows == "figures" else snapshot.support_of_claims(rows)
    slots = {filters.rows: t(f"count.{filters.rows}", n=len(rows)), "reports": t("count.reports", n=hit[0])}
    title = t(f"title.table-{filters.rows}", **slots)
    choices = [
        (t(f"table.{o}"), request.at(replace(filters, rows=o, columns=(), sort="")), o == filters.rows)
        for o in ROWS
    ]
    body = html.Div(
        [
            html.Div(
                [
                    html.H1(title),
                    html.P(
                        t("table.hint-phone" if request.width < PHONE else "table.hint"), className="subtitle"
                    ),
                ],
                className="card-head",
            ),
            html.Div(
                [
                    segmented(t("table.rows"), choices),
                    _chooser(request) if request.width >= PHONE else None,
                    html.Span(csv_links(request, len(rows), filters.rows), className="takes push"),
                ],
                className="controls",
            ),
        ],
        className="card joined",
        **{"data-title": title},
    )
    return Page([body], filters, rows, filters.rows, title=title, grid=_grid(request, len(rows)))


def _chooser(request: Request) -> html.Details:
    """Which columns to show: boxes, each written into the address."""
    t, filters = request.t, request.filters
    now = [c.name for c in tables.shown(filters)]
    boxes = []
    for column in tables.columns(filters.rows):
        on = column.name in now
        after = [n for n in now if n != column.name] if on else [*now, column.name]
        order = tuple(c.name for c in tables.columns(filters.rows) if c.name in after)
        default = order == tables.FIRST[filters.rows]
        href = request.at(replace(filters, columns=() if default else order))
        boxes.append(
            html.A(
                [
                    html.Span(icon("check"), className="box"),
                    html.Span(t(f"table.{column.name}"), className="name"),
                ],
                href=href,
                className="go option",
                role="checkbox",
                **{"aria-checked": "true" if on else "false"},
            )
        )
    return html.Details(
        [
            html.Summary([t("table.columns"), icon("chevron")], className="plain-button"),
            html.Div(boxes, className="popover"),
        ],
        className="chooser",
    )


def _grid(request: Request, n: int) -> dag.AgGrid:
    phone = request.width < PHONE
    return dag.AgGrid(
        id="grid",
        rowModelType="infinite",
        columnDefs=[_one_column(request)] if phone else _columns(request),
        defaultColDef={"sortable": not phone, "resizable": True, "suppressHeaderMenuButton": True},
        dashGridOptions={
            "theme": {"function": theme.ag_grid()},
            "rowBuffer": 10,
            "cacheBlockSize": PAGE_ROWS,
            "maxBlocksInCache": 20,
            "infiniteInitialRowCount": min(n, PAGE_ROWS),
            "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "suppressColumnVirtualisation": True,
            "tooltipShowDelay": 400,
            "localeText": request.t.section("grid"),
            **({"rowHeight": 56, "headerHeight": 0} if phone else {}),
        },
        getRowId="params.data.id",
        className="grid phone" if phone else "grid",
        style={"height": None, "width": "100%"},
    )


def _one_column(request: Request) -> dict:
    """A phone's only column: its cell tells the row in two lines (assets/dashAgGridComponentFunctions.js)."""
    named = request.t(f"table.{request.filters.rows}")
    return {"field": "drug", "flex": 1, "cellRenderer": "TwoLines", "headerName": named}


def _columns(request: Request) -> list[dict]:
    t, filters = request.t, request.filters
    name, _, direction = filters.sort.partition(":")
    defs = []
    for column in tables.shown(filters):
        one = {
            "field": column.name,
            "headerName": t(f"table.{column.name}"),
            "width": column.width,
            "minWidth": 70,
        }
        if column.right:
            one |= {"type": "rightAligned"}
        if column.name == "drug":
            one |= {"cellClass": "drug-cell", "cellStyle": {"function": "swatch(params)"}}
        if column.name == "status":
            one["cellClassRules"] = {
                f"ink-{s}": f"params.data && params.data.status_key == '{s}'" for s in theme.STATUS
            }
        if column.name == name:
            one["sort"] = direction or "asc"
        if column.name in ("sentence", "title"):
            one |= {"flex": 1, "minWidth": 220, "tooltipField": column.name}
        defs.append(one)
    return defs


def sorted_by(asked: dict) -> str:
    """The address's `sort` for what the grid asks: "value:desc"."""
    model = asked.get("sortModel") or []
    if not model:
        return ""
    return f"{model[0]['colId']}:{'desc' if model[0]['sort'] == 'desc' else 'asc'}"


def answer(snapshot: Snapshot, request: Request, asked: dict) -> dict:
    """The slice of rows that the grid asks for."""
    filters = replace(request.filters, sort=sorted_by(asked))
    rows = tables.rows(snapshot, filters)
    start, end = int(asked.get("startRow") or 0), int(asked.get("endRow") or PAGE_ROWS)
    end = min(end, start + 5 * PAGE_ROWS)
    return {
        "rowData": tables.written(snapshot, filters.rows, rows[start:end], request.t),
        "rowCount": len(rows),
    }
