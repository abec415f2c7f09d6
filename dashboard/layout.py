"""The frame of the page: header, rail, content, drawer, status line. Views fill it."""

from __future__ import annotations

import json

import dash_mantine_components as dmc
from dash import dcc

from dashboard import html, names, rail
from dashboard.parts import button, icon
from dashboard.texts import Texts
from dashboard.views.page import chart_card
from extractors.records import BOUNDS, MEASURES, STATISTICS, UNITS
from extractors.vocabulary import drugs

VIEWS = (
    ("/", "overview"),
    ("/by-year", "by-year"),
    ("/by-region", "by-region"),
    ("/by-drug", "by-drug"),
    ("/table", "table"),
    ("/reports", "reports"),
    ("/method", "method"),
)
SET_APART = "/reports"


def page(t: Texts, version: int) -> dmc.MantineProvider:
    """The whole page before anything is known, with grey blocks where the content comes."""
    stores = [
        dcc.Store(id=name)
        for name in (
            "request",
            "opened",
            "tick",
            "act",
            "said",
            "paint-view",
            "paint-rail",
            "paint-drawer",
            "painted",
        )
    ]
    frame = html.Div(
        [
            html.Aside(rail.frame(t), className="rail", id="rail", **{"aria-label": t("filter.title")}),
            html.Main(
                [
                    html.Div(id="view-above"),
                    chart_card(),
                    html.Div(id="view-after"),
                    html.Div(_skeleton(t), id="skeleton"),
                    html.Div(id="view-grid"),
                ],
                className="content",
                id="main",
                tabIndex=-1,
            ),
            html.Aside([], className="drawer", id="drawer", **{"aria-label": t("evidence.title")}),
        ],
        className="frame",
        id="frame",
        **{
            "data-version": str(version),
            "data-words": script_texts(t),
            "data-choices": correction_choices(t),
        },
    )
    return dmc.MantineProvider(
        html.mounted(
            html.Div(
                [
                    html.A(t("app.skip"), href="#main", className="skip"),
                    _top(t),
                    frame,
                    _status(t),
                    *stores,
                    dcc.Download(id="download"),
                    html.Div(t("app.working"), className="working", role="status"),
                    html.Div(className="toasts", id="toasts", role="status", **{"aria-live": "polite"}),
                    html.Div(className="sr", id="spoken", role="status", **{"aria-live": "polite"}),
                    html.Div(id="dialogs"),
                ],
                className="page",
            )
        ),
        defaultColorScheme="auto",
        theme=mantine(),
    )


def script_texts(t: Texts) -> str:
    """The texts that the page's script shows, as JSON."""
    return json.dumps(t.section("script"), ensure_ascii=False)


def correction_choices(t: Texts) -> str:
    """What each slot of a correction may be, as JSON: value and words."""
    keys = sorted(drugs.DRUGS, key=lambda key: names.drug(key, t.language).casefold())
    found = {
        "measure": [(m, t(f"measure.{m}")) for m in MEASURES],
        "statistic": [(s, t(f"statistic.{s}")) for s in STATISTICS],
        "unit": [(u, t(f"unit.{u}")) for u in UNITS],
        "bound": [(b, t(f"bound.{b}")) for b in BOUNDS],
        "drug": [(key, names.drug(key, t.language)) for key in keys],
        "form": [("", "–"), *((f, names.form(f, t)) for f in ("tablet", "crystal"))],
    }
    return json.dumps(found, ensure_ascii=False)


def mantine() -> dict:
    """Mantine's theme from our variables, so that its controls follow both schemes."""
    return {
        "fontFamily": "var(--sans)",
        "defaultRadius": 8,
        "cursorType": "pointer",
        "focusRing": "auto",
        "respectReducedMotion": True,
    }


def _top(t: Texts) -> html.Header:
    links: list = []
    for path, name in VIEWS:
        if path == SET_APART:
            links.append(html.Span(className="gap", **{"aria-hidden": "true"}))
        links.append(html.A(t(f"nav.{name}"), href=path, className="view", **{"data-view": path}))
    search = html.Form(
        [
            icon("search"),
            html.Label(t("nav.search"), htmlFor="search", className="sr"),
            dmc.TextInput(
                id="search",
                placeholder=t("nav.search"),
                className="search-box",
                inputProps={"type": "search", "autoComplete": "off"},
            ),
            html.Kbd("/", **{"aria-hidden": "true"}),
        ],
        className="search",
        role="search",
        id="search-form",
    )
    tools = [
        search,
        button(icon("search"), extra="tool search-button", title=t("nav.search")),
        button(
            [icon("refresh"), html.Span(className="dot", id="new-dot", hidden=True)],
            id="refresh",
            extra="tool",
            title=t("nav.refresh"),
        ),
        button(
            t("nav.language"),
            id="language",
            extra="tool words",
            title=t("nav.language-title"),
            lang=t("nav.language-code"),
        ),
        button(
            [icon("moon", "only-light"), icon("sun", "only-dark")],
            id="theme",
            extra="tool",
            title=t("nav.theme"),
        ),
        button(
            [icon("download"), html.Span(t("nav.export"), className="wide-only")],
            id="export",
            extra="main-button",
            title=t("nav.export"),
        ),
    ]
    brand = html.A(
        [html.Img(src="/assets/favicon.svg", alt=""), t("app.name")], href="/", className="brand go view-home"
    )
    return html.Header(
        [
            brand,
            html.Nav(links, className="views", **{"aria-label": t("nav.views")}),
            html.Div(tools, className="tools"),
        ],
        className="top",
    )


def _status(t: Texts) -> html.Footer:
    return html.Footer(
        [html.Span(id="counts"), html.Span(t("app.offline"), className="end offline")],
        className="status",
        id="status",
    )


def _skeleton(t: Texts) -> list:
    return [
        html.P(t("app.title"), className="sr"),
        html.Div(className="skeleton", style={"height": "28px", "width": "55%", "marginBottom": "12px"}),
        html.Div(className="skeleton", style={"height": "620px"}),
        html.P(t("app.loading"), className="sr"),
    ]


def index(t: Texts, parts: dict[str, str]) -> str:
    """The HTML that the browser gets first. `parts` are Dash's pieces of it."""
    return f"""<!DOCTYPE html>
<html lang="{t("app.html-lang")}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{t("app.description")}">
<title>{t("app.name")}</title>
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/theme.css">
{parts["css"]}
</head>
<body>
{parts["app_entry"]}
<noscript>{t("app.no-script")}</noscript>
<div>
{parts["config"]}
{parts["scripts"]}
{parts["renderer"]}
</div>
</body>
</html>"""
