"""Wiring: which part of the page asks for what. The address is the state; the script turns it into
requests."""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.dependencies import ALL
from flask import has_request_context, request

from dashboard import evidence, html, rail
from dashboard.chips import chips
from dashboard.filters import Filters, parse
from dashboard.parts import button, icon
from dashboard.snapshot import Snapshot, Snapshots
from dashboard.texts import Texts, choose, texts
from dashboard.views import registry, table
from dashboard.views.page import Page, Request

log = logging.getLogger(__name__)
LANGUAGE_COOKIE = "seizures-language"
NARROWEST, WIDEST = 240, 4000


def spoken() -> Texts:
    """The catalogue for who asks: as chosen on the page, else as the browser prefers."""
    if not has_request_context():
        return texts(choose(""))
    return texts(choose(request.cookies.get(LANGUAGE_COOKIE, ""), request.headers.get("Accept-Language", "")))


def read_request(data: dict[str, Any], snapshot: Snapshot, t: Texts) -> Request:
    """What the page's script asks, checked: an address, a size and a colour scheme."""
    filters, dropped = parse(str(data.get("query", "")), snapshot.known)
    width = min(WIDEST, max(NARROWEST, int(data.get("width") or 1000)))
    height = min(WIDEST, max(NARROWEST, int(data.get("height") or 900)))
    path = str(data.get("path") or "/")
    return Request(
        path,
        filters,
        width,
        height,
        1 if data.get("scheme") == "dark" else 0,
        t,
        tuple(dropped),
        str(data.get("since") or "")[:40],
    )


def above(snapshot: Snapshot, asked: Request, page: Page) -> list:
    """What stands above a view: notices, chips, how many figures and reports."""
    t = asked.t
    found = []
    if asked.dropped:
        values = t("list.comma").join(asked.dropped[:6])
        found.append(html.Div(t("filter.dropped", values=values), className="notice", role="status"))
    view = registry.find(asked.path)
    if view.filtered:
        reports, publishers = (
            snapshot.support_of(page.rows) if page.of == "figures" else snapshot.support_of_claims(page.rows)
        )
        known = len([p for p in publishers if p])
        tally = [
            html.B(t(f"count.{page.of}", n=len(page.rows))),
            t("count.joint"),
            t("count.reports", n=reports),
        ]
        if known and asked.width > 700:
            tally += [t("list.comma"), t("count.publishers", n=known)]
        chosen = {name: words for name, words in page.chosen.items() if words}
        sheet = button(
            [icon("filter"), t("filter.button", n=len(asked.filters.narrowed()))],
            extra="filter-chip menu-button show-filters",
        )
        measured = [sheet, *chips(asked.filters, asked.path, t, chosen)]
        if asked.path == "/" and asked.filters.measure == "seizure":
            del measured[1]  # the overview is of all measures
        line = [
            html.Div(
                measured,
                className="chips",
                role="group",
                **{"aria-label": t("filter.set")},
            ),
            html.Div(tally, className="tally"),
        ]
        if asked.path == "/":
            del line[1]  # its title says so already
        found.append(html.Div(line, className="above"))
    return found


def failed(t: Texts, details: str) -> list:
    """A view that failed: a sentence, another try, the details to copy. The other parts go on."""
    return [
        html.Div(
            html.Div(
                [
                    html.H1(t("app.failed")),
                    html.Div(
                        [
                            button(t("app.again"), extra="plain-button try-again"),
                            button(
                                t("app.details"), extra="plain-button copy-text", **{"data-text": details}
                            ),
                        ],
                        className="row",
                    ),
                ],
                className="empty",
                role="alert",
            ),
            className="card",
        )
    ]


PARTS = (
    ("paint-view", "data"),
    ("chart-card", "hidden"),
    ("view-middle", "className"),
    ("chart-box", "aria-label"),
    ("chart", "figure"),
    ("chart", "style"),
    ("view-grid", "children"),
    ("view-grid", "hidden"),
)
CONTROLS = (
    *(("select", name, prop) for name in ("measure", "statistic") for prop in ("data", "value")),
    ("find", "place", "data"),
    ("find", "place", "value"),
    *(("slider", "years", prop) for prop in ("min", "max", "value")),
    ("field", "from", "value"),
    ("field", "to", "value"),
)


def parts_of(page: Page, line: list) -> list:
    """A page's parts in the order of PARTS; where a page has no chart or grid, the last one stays, hidden."""
    grid = [page.grid, False] if page.grid is not None else [no_update, True]
    boxes = {"view-above": line, "view-after": page.body}
    chart = page.chart
    if chart is None:
        boxes |= {name: [] for name in ("view-head", "view-under", "view-side", "view-tail", "chart-summary")}
        return [boxes, True, "middle", no_update, no_update, no_update, *grid]
    boxes |= {
        "view-head": chart.head,
        "view-under": chart.under,
        "view-side": chart.side,
        "view-tail": chart.tail,
    }
    boxes["chart-summary"] = [chart.summary]
    style = {"height": f"{chart.figure['layout']['height']}px"}
    return [
        boxes,
        False,
        "middle split" if chart.side else "middle",
        chart.label,
        chart.figure,
        style,
        *grid,
    ]


def register(app: Dash, snapshots: Snapshots) -> None:
    """Connect the page's parts."""

    @app.callback(
        [Output(part, prop) for part, prop in PARTS],
        Input("request", "data"),
        prevent_initial_call=True,
    )
    def show_view(data: dict | None) -> Any:
        if not data:
            return [no_update] * len(PARTS)
        t = spoken()
        try:
            snapshot = snapshots.at(data.get("version"))
            asked = read_request(data, snapshot, t)
            page = registry.render(snapshot, asked)
            return parts_of(page, above(snapshot, asked, page))
        except Exception:
            log.exception("A view failed: %s?%s", data.get("path"), data.get("query"))
            return parts_of(Page(failed(t, traceback.format_exc(limit=-4)), Filters()), [])

    @app.callback(
        Output("paint-rail", "data"),
        [Output({"control": control, "name": name}, prop) for control, name, prop in CONTROLS],
        Input("request", "data"),
        prevent_initial_call=True,
    )
    def show_rail(data: dict | None) -> Any:
        if not data:
            return [no_update] * (len(CONTROLS) + 1)
        t = spoken()
        snapshot = snapshots.at(data.get("version"))
        asked = read_request(data, snapshot, t)
        filters = _plain(asked.filters)
        given = rail.values(snapshot, filters, t)
        return [rail.painted(snapshot, filters, asked.path, t), *(given[one] for one in CONTROLS)]

    @app.callback(Output("paint-drawer", "data"), Input("opened", "data"), prevent_initial_call=True)
    def show_evidence(data: dict | None) -> Any:
        if not data or not (data.get("figure") or data.get("claim")):
            return {"drawer": []}
        t = spoken()
        snapshot = snapshots.at(data.get("version"))
        return {
            "drawer": evidence.drawer(
                snapshot, str(data.get("figure") or ""), str(data.get("claim") or ""), t
            )
        }

    for number, name in enumerate(("view", "rail", "drawer")):
        app.clientside_callback(
            ClientsideFunction("page", "paint"),
            Output("painted", "data", allow_duplicate=bool(number)),
            Input(f"paint-{name}", "data"),
            prevent_initial_call=True,
        )

    @app.callback(
        Output("grid", "getRowsResponse"),
        Input("grid", "getRowsRequest"),
        State("request", "data"),
        prevent_initial_call=True,
    )
    def show_rows(asked: dict | None, data: dict | None) -> Any:
        if not asked or not data:
            return no_update
        snapshot = snapshots.at(data.get("version"))
        return table.answer(snapshot, read_request(data, snapshot, spoken()), asked)

    app.clientside_callback(
        ClientsideFunction("page", "control"),
        Output("said", "data"),
        Input({"control": ALL, "name": ALL}, "value"),
        State({"control": ALL, "name": ALL}, "id"),
        prevent_initial_call=True,
    )

    app.clientside_callback(
        ClientsideFunction("page", "edited"),
        Output("act", "data"),
        Input("reports-grid", "cellValueChanged"),
        prevent_initial_call=True,
    )

    app.clientside_callback(
        ClientsideFunction("page", "sorted"),
        Output("tick", "data"),
        Input("grid", "getRowsRequest"),
        prevent_initial_call=True,
    )


def _plain(filters: Filters) -> Filters:
    return replace(filters, figure="", claim="")
