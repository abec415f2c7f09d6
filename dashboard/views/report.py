"""One report: its text with every number that was read from it marked, and what was read beside it."""

from __future__ import annotations

from dashboard import html, names, numbers, stored, tables
from dashboard.claim_card import web_address
from dashboard.parts import icon, link
from dashboard.reading import paragraphs, pieces
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from dashboard.views.page import Page, Request

PREFIX = "/report/"
TEXT_LIMIT = 400_000


def render(snapshot: Snapshot, request: Request) -> Page:
    """Heading, text left, numbers right; the claim of the address is the one scrolled to."""
    t = request.t
    report = request.path.removeprefix(PREFIX).strip("/")
    rows = snapshot.reports[snapshot.reports["report"] == report]
    if not len(rows):
        gone = html.Div(
            html.Div([html.H1(t("report.gone")), link("/reports", t("report.all"))], className="empty"),
            className="card",
        )
        return Page([gone], request.filters, of="claims", title=t("report.gone"))
    row = rows.iloc[0].to_dict()
    claims = snapshot.claims[snapshot.claims["report"] == report].sort_values(["start", "end"])
    text = snapshot.text(report)[:TEXT_LIMIT]
    quotes = [(int(c.start), int(c.end), c.claim) for c in claims.itertuples()]
    title = str(row["title"] or row["file"])
    date = numbers.date_text(row["published"], t.language) or t("evidence.undated")
    publisher = (
        str(row["publisher"])
        if row["publisher"] == row["publisher"] and row["publisher"]
        else t("evidence.no-publisher")
    )
    facts = [publisher, date, names.language(str(row["language"]), t.language), str(row["file"])]
    url = web_address(row["url"])
    outside = (
        [
            t("list.dot"),
            html.A(
                [t("evidence.link-title"), " ", icon("open")],
                href=url,
                target="_blank",
                rel="noopener noreferrer nofollow",
            ),
        ]
        if url
        else []
    )
    body = html.Div(
        [
            html.Div(
                [
                    html.Nav(
                        link("/reports", t("report.all")),
                        className="crumbs bare",
                        **{"aria-label": t("region.path")},
                    ),
                    html.H1(title, lang=str(row["language"]) or None),
                    html.P([t("list.dot").join(f for f in facts if f), *outside], className="subtitle"),
                    *_not_understood(str(row.get("note") or ""), t),
                ],
                className="card-head",
            ),
            html.Div(
                [
                    html.Div(
                        _text(text, quotes, request.filters.claim),
                        className="report-text",
                        lang=str(row["language"]) or None,
                    ),
                    html.Div(_numbers(claims, request), className="report-claims"),
                ],
                className="split reading",
            ),
        ],
        className="card",
        **{"data-title": title},
    )
    return Page([body], request.filters, claims.index.to_numpy(), "claims", title=title)


def _not_understood(note: str, t: Texts) -> list:
    """What of the report gave no numbers: tables whose heads are not clear, pages that are pictures."""
    return [html.P(t("report.note", note=stored.note(note, t)), className="subtitle")] if note else []


def _text(text: str, quotes: list[tuple[int, int, str]], chosen: str) -> list:
    found = []
    for paragraph in paragraphs(pieces(text, quotes)):
        parts: list = []
        for piece in paragraph:
            if piece.claims:
                here = " here" if chosen in piece.claims else ""
                anchor = html.A(
                    html.Mark(piece.text),
                    href=f"?claim={piece.claims[0]}",
                    id=f"quote-{piece.claims[0]}",
                    className=f"opens-claim{here}",
                    **{"data-claim-link": piece.claims[0]},
                )
                parts.append(anchor)
            else:
                parts.append(piece.text)
        found.append(html.P(parts))
    return found


def _numbers(claims, request: Request) -> list:
    t = request.t
    items = [html.H2(t("count.claims", n=len(claims)))]
    rows = []
    for row in claims.to_dict("records"):
        name = names.drug_with_form(str(row["drug"]), str(row["form"]), t)
        period = numbers.period_text(str(row["period"]), str(row["period_kind"]), t.language)
        words = t("list.comma").join(w for w in (names.place(str(row["place"]), t.language), period) if w)
        what = t("list.dot").join([t(f"measure.{row['measure']}"), name])
        inside = [html.B(tables.said(row, t)), html.Span([what, html.Br(), words])]
        rows.append(
            html.Li(html.A(inside, href=f"?claim={row['claim']}", **{"data-claim-link": row["claim"]}))
        )
    return [*items, html.Ul(rows, className="list")]
