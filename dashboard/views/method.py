"""Method: what the measures mean, how marks are read, which conversions are used, what is not counted."""

from __future__ import annotations

from dashboard import dictionary, html, specimens
from dashboard.parts import STATUSES
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from dashboard.views.page import Page, Request
from extractors.records import MEASURES
from extractors.vocabulary import drugs


def render(snapshot: Snapshot, request: Request) -> Page:
    """One column of prose and tables."""
    t = request.t
    parts = [
        html.H1(t("method.title")),
        html.P(t("method.lead"), className="lead"),
        html.H2(t("method.caveats"), id="caveats"),
        html.Ul([html.Li(text) for text in _several("method.caveat", t)]),
        html.H2(t("method.measures"), id="measures"),
        _table(
            (t("table.measure"), t("method.meaning")),
            [(t(f"measure.{m}"), t(f"method.measure-{m}")) for m in MEASURES],
        ),
        html.H2(t("method.marks"), id="marks"),
        html.P(t("method.marks-lead")),
        html.Ul([_mark(name, request) for name in specimens.PICTURES], className="marks"),
        html.H2(t("method.figures"), id="figures"),
        html.Ul([html.Li(text) for text in _several("method.figure", t)]),
        html.H2(t("method.units"), id="units"),
        html.P(t("method.units-lead")),
        _table(
            (t("table.unit"), t("method.meaning"), t("method.source")),
            [(row.unit, row.meaning, row.source) for row in dictionary.conversions(t.language)],
        ),
        html.H2(t("method.not-counted"), id="not-counted"),
        html.Ul([html.Li(text) for text in _several("method.not", t)]),
        html.H2(t("method.drugs"), id="drugs"),
        _table(
            (t("table.drug"), t("drugs.group")),
            [
                (drug.labels.get(t.language, drug.labels["en"]), t(f"group.{drug.group}"))
                for drug in drugs.DRUGS.values()
            ],
        ),
        html.H2(t("method.dictionary"), id="dictionary"),
        html.P(t("method.dictionary-lead")),
        *_dictionary(t),
    ]
    heads = [p for p in parts if isinstance(p, html.H2)]
    on_page = html.Nav(
        [html.A(head["props"]["children"], href=f"#{head['props']['id']}") for head in heads],
        className="on-page",
        **{"aria-label": t("method.on-page")},
    )
    inside = html.Div([html.Div(parts, className="prose"), on_page], className="with-nav")
    card = html.Div(inside, className="card", **{"data-title": t("method.title")})
    return Page([card], request.filters, of="figures", title=t("method.title"))


def _mark(name: str, request: Request) -> html.Li:
    """A mark as charts draw it, and what it means."""
    t = request.t
    picture = html.Img(src=specimens.picture(name, request.scheme), alt="")
    said = [html.B(t(f"support.{name}")), t("list.colon")] if name in STATUSES else []
    return html.Li([picture, html.Span([*said, t(f"method.mark-{name}")])])


def _several(key: str, t: Texts) -> list[str]:
    """The texts key-1, key-2 … as far as there are."""
    found = []
    while t.has(f"{key}-{len(found) + 1}"):
        found.append(t(f"{key}-{len(found) + 1}"))
    return found


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]], name: str = "") -> html.Div:
    body = [html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])]) for row in rows]
    table = html.Table([html.Thead(html.Tr([html.Th(h, scope="col") for h in head])), html.Tbody(body)])
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": name or head[0]})


def _dictionary(t: Texts) -> list:
    found: list = []
    for name in ("figures", "claims", "reports"):
        rows = [(f.name, f.description) for f in dictionary.fields(name, t)]
        found += [
            html.H3(t(f"method.table-{name}")),
            _table((t("method.column"), t("method.meaning")), rows, t(f"method.table-{name}")),
        ]
    return found
