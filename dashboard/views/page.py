"""What a view gives back, and the pieces that views share: the card's head and foot, the empty answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from dash import dcc

from dashboard import html, names, numbers
from dashboard.charts.canvas import Canvas
from dashboard.chips import describe
from dashboard.filters import Filters, address
from dashboard.numbers import Scale
from dashboard.parts import button, icon, key, link
from dashboard.snapshot import Snapshot
from dashboard.summaries import EQUIVALENT
from dashboard.texts import Texts


@dataclass(frozen=True, slots=True)
class Request:
    """What a view is asked: its address, the size of the content in pixels, the colour scheme, the
    language."""

    path: str
    filters: Filters
    width: int
    height: int
    scheme: int
    t: Texts
    dropped: tuple[str, ...] = ()
    since: str = ""

    def at(self, filters: Filters, path: str = "") -> str:
        """The address of this view with other filters."""
        return address(path or self.path, filters)

    def canvas(self, width: int = 0, height: int = 0) -> Canvas:
        """A chart's canvas: as wide as the card, as high as the window allows."""
        wanted = min(620, max(320, self.height - 500))
        if self.width < 640:
            wanted = 360
        return Canvas(width or max(240, self.width - 26), height or wanted, self.scheme, self.t)


@dataclass(frozen=True, slots=True)
class Chart:
    """A card around a chart: what stands above it, beneath it, at its side, and at the card's foot.

    The page keeps one chart and changes its figure, so that a change of filters is drawn and not built anew.
    """

    figure: dict
    label: str
    head: list
    tail: list
    summary: str = ""
    under: list = field(default_factory=list)
    side: list = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """A view as shown: its chart, if it has one, what comes after, and its grid of rows, if it has one.
    `rows` are the positions of what it shows in
    the table `of`; `chosen` what it filled in."""

    body: list
    filters: Filters
    rows: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype="int64"))
    of: str = "figures"
    chosen: dict[str, str] = field(default_factory=dict)
    title: str = ""
    chart: Chart | None = None
    grid: object = None


GRAPH = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "topojsonURL": "/assets/topojson/",
}


def chart_card() -> html.Div:
    """The card that holds the page's one chart. It asks nobody: geometry from our own files, nothing sent
    away."""
    graph = dcc.Graph(
        id="chart", figure={"data": [], "layout": {}}, config=GRAPH, responsive=True, style={"height": "0px"}
    )
    box = html.Div(
        graph, className="chart", id="chart-box", role="group", tabIndex=0, **{"data-chart": "chart"}
    )
    column = html.Div(
        [html.P(id="chart-summary", className="sr"), box, html.Div(id="view-under")], className="column"
    )
    return html.Div(
        [
            html.Div(id="view-head"),
            html.Div([column, html.Div(id="view-side")], className="middle", id="view-middle"),
            html.Div(id="view-tail"),
        ],
        className="card",
        id="chart-card",
        hidden=True,
    )


def caveat(measure: str, t: Texts) -> html.Div:
    """The line that goes with every chart."""
    if measure == "seizure":
        return html.Div(t("chart.caveat"), className="caveat")
    return html.Div(t("chart.caveat-other"))


def source_line(snapshot: Snapshot, rows: np.ndarray, t: Texts) -> str:
    """ "Source: 28 reports of 6 publishers (UNODC, EUDA, DEA and 3 more)." """
    reports, publishers = snapshot.support_of(rows)
    known = [p for p in publishers if p]
    if not known:
        return t("chart.source-unnamed", reports=t("count.reports", n=reports))
    return t(
        "chart.source",
        reports=t("count.reports", n=reports),
        publishers=t("count.publishers", n=len(known)),
        names=names.publishers(known, t),
    )


def foot(
    snapshot: Snapshot, request: Request, page_rows: np.ndarray, measure: str, *, chart: str = ""
) -> html.Div:
    """Caveat, source line, and what can be taken away."""
    t = request.t
    takes = [button(t("chart.cite"), extra="take-cite")]
    if chart:
        takes += [
            button("PNG", extra="take-image", **{"data-format": "png", "data-of": chart}),
            button("SVG", extra="take-image", **{"data-format": "svg", "data-of": chart}),
        ]
    takes += csv_links(request, len(page_rows))
    left = html.Div([caveat(measure, t), html.Div(source_line(snapshot, page_rows, t), className="source")])
    return html.Div([left, html.Div(takes, className="takes")], className="foot")


def csv_links(request: Request, n: int, of: str = "figures") -> list[html.A]:
    """The download of exactly the rows shown, and what its columns mean."""
    query = replace(request.filters, figure="", claim="").query()
    view = request.path.strip("/") or "overview"
    href = f"/{of}.csv?view={view}" + (f"&{query}" if query else "")
    t = request.t
    columns = {"href": f"/{of}-columns.csv", "title": t("script.columns-note")}
    return [
        html.A(t("chart.csv", n=n), href=href, className="take-csv", download=""),
        html.A(t("chart.columns"), className="take-columns", download="", **columns),
    ]


def marks_key(statuses: Sequence[str], t: Texts, *, part: bool = False) -> html.Div:
    """The key beneath a chart: the marks that occur."""
    order = [s for s in ("agreed", "single", "conflict", "revised", "implied", "corrected") if s in statuses]
    return html.Div(
        [key(order, t, part=part), link("/method#marks", t("chart.how-to-read"))], className="key"
    )


def ways_in(t: Texts) -> html.Div:
    """The ways to add reports: files, a pasted text, what lies in the folder."""
    choose = [
        button([icon("upload"), t("reports.choose")], id="choose-files", extra="main-button"),
        button([icon("edit"), t("reports.paste")], id="paste-text", extra="plain-button"),
        button([icon("refresh"), t("reports.refresh")], extra="plain-button look-again"),
    ]
    return html.Div(choose, className="row")


def empty(snapshot: Snapshot, request: Request, title: str = "") -> html.Div:
    """No figure fits: says so, and names each filter whose removal helps, with what it would show."""
    t, filters = request.t, request.filters
    if not len(snapshot.figures):
        more = html.P(t("empty.first-more"), className="lead centered")
        inside = [html.H1(t("empty.first")), more, ways_in(t)]
        return html.Div(html.Div(inside, className="empty"), className="card")
    helps = []
    for name in [*filters.narrowed(), *(["measure"] if filters.measure == "seizure" else [])]:
        wider = filters.without(name) if name != "measure" else replace(filters, measure="any")
        n = len(snapshot.selection(wider).all)
        if n:
            words = t("empty.without", filter=describe(name, filters, t), figures=t("count.figures", n=n))
            helps.append(html.Li(link(request.at(replace(wider, figure="", claim="")), words)))
    body = [html.H1(title or t("empty.title")), html.Ul(helps) if helps else None]
    return html.Div(html.Div([b for b in body if b is not None], className="empty"), className="card")


def not_drawn(left_out: dict[str, int], t: Texts) -> str:
    """What a chart leaves out, in a sentence: "Not drawn: 9 single hauls, 265 of other places."; "" for
    nothing."""
    left = [t(f"subtitle.left-{reason}", n=n) for reason, n in left_out.items() if n]
    return t("subtitle.left", said=t("list.comma").join(left)) if left else ""


def unit_head(scale: Scale, unit: str, measure: str, t: Texts) -> str:
    """The head of a small table: "Tons seized", "Thousand ha grown"; "缴获量（吨）"."""
    if unit == "percent":
        return t("chart.change")
    tons = unit == "kg" and scale.factor == 1000
    said = t("unit.t") if tons else t(f"unit.{unit}") if scale.factor == 1 else scale.suffix
    return t("chart.unit-head", Unit=said[:1].upper() + said[1:], noun=t(f"noun.{measure}"))


def unit_switch(
    request: Request, units: dict[str, int], unit: str
) -> tuple[str, list[tuple[str, str, bool]]]:
    """Choices of unit when a measure has several: "kg 694", "tablets 75", "kg equivalents 769"."""
    t = request.t
    chosen = EQUIVALENT if request.filters.unit == EQUIVALENT and EQUIVALENT in units else unit
    order = sorted(units, key=lambda u: (u == EQUIVALENT, -units[u]))
    return t("chart.unit"), [
        (
            f"{t(f'short.{u}')} {numbers.count(units[u], t.language)}",
            request.at(replace(request.filters, unit=u, figure="", claim="")),
            u == chosen,
        )
        for u in order
        if t.has(f"short.{u}")
    ]


def equivalent_note(filters: Filters, units: dict[str, int], t: Texts) -> str:
    """What kilogram equivalents rest on, where they are shown."""
    return t("subtitle.equivalent") if filters.unit == EQUIVALENT and EQUIVALENT in units else ""
