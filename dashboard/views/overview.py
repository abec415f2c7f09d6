"""Overview: what the folder holds, in sentences; what reports disagree on; what is new."""

from __future__ import annotations

from dashboard import html, names, numbers, overview, titles
from dashboard.filters import Filters
from dashboard.overview import Headline
from dashboard.parts import STATUSES, chip, glyph, link, opener, swatch
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from dashboard.views.page import Page, Request, caveat, empty
from extractors.vocabulary import drugs

WIDEST = 1200  # of the overview, in pixels


def render(snapshot: Snapshot, request: Request) -> Page:
    """The sentence, six cards, the lists."""
    t, filters = request.t, request.filters
    kept = snapshot.selection(overview.of_the_folder(filters)).all
    if not len(kept):
        return Page([empty(snapshot, request)], filters, kept, title=t("empty.title"))
    reports, publishers = snapshot.support_of(kept)
    title = t(
        "overview.title",
        figures=t("count.figures", n=len(kept)),
        reports=t("count.reports", n=reports),
        publishers=t("count.publishers", n=len([p for p in publishers if p])),
    )
    cards = [_card(snapshot, h, request) for h in overview.headlines(snapshot, filters)]
    body = [
        html.Div([html.H1(title), _statuses(snapshot, request)], className="intro"),
        html.Div(cards, className="cards"),
        html.Div([_disputes(snapshot, request), _news(snapshot, request)], className="two"),
        html.Div(caveat("seizure", t), className="closing"),
    ]
    return Page(body, filters, kept, "figures", {}, title)


def _statuses(snapshot: Snapshot, request: Request) -> html.P:
    """How many are agreed, stand alone, are in dispute: each a way to them."""
    t = request.t
    counts = overview.by_status(snapshot, request.filters)
    words: list = []
    for status in STATUSES:
        if counts.get(status):
            href = request.at(Filters(measure="any", support=(status,)), "/table")
            said = t(f"overview.{status}", n=counts[status])
            words.append(html.Span([glyph(status), " ", link(href, said)], className="part"))
    return html.P(words, className="lead counts")


def _card(snapshot: Snapshot, headline: Headline, request: Request) -> html.A:
    t = request.t
    last, before = headline.last, headline.before
    place = names.place_in_sentence(headline.place, t.language)
    group = drugs.group_of(headline.drug) if headline.drug in drugs.DRUGS else "all"
    what = titles.subject(headline.measure, headline.drug, headline.form, t)
    value = numbers.bounded(last.value, last.unit, t.language, last.bound)
    if before:
        percent = (last.value - before.value) / before.value * 100
        p = numbers.percent(abs(percent), t.language, digits=2)
        key = "overview.same" if abs(percent) < 0.5 else "overview.up" if percent > 0 else "overview.down"
        said = t(key, p=p, year=str(before.year), v=numbers.amount(before.value, before.unit, t.language))
    elif last.status == "conflict" and last.others:
        others = [numbers.amount(v, last.unit, t.language) for v in last.others]
        said = t("overview.others", others=t.join(others[:3]))
    else:
        said = t("overview.alone", year=str(last.year - 1))
    columns = 3 if request.width > 1000 else 2 if request.width > 660 else 1
    width = max(220, (min(request.width, WIDEST) - 12 * (columns - 1)) / columns - 38)
    line = overview.sparkline(headline.marks, headline.drug, group, request.scheme, width)
    years = sorted({m.year for m in headline.marks})
    spoken = t("overview.line", n=len(headline.marks), first=str(years[0]), last=str(years[-1]))
    parts = [
        html.Span([swatch(headline.drug), t("list.place", what=what, place=place)], className="of"),
        html.Span([value, html.Small(str(last.year))], className="big"),
        html.Span(said, className="say"),
        html.Span(html.Img(src=line, alt=spoken), className="line"),
        html.Span([chip(last.status, t), t("count.sources", n=last.sources)], className="end"),
    ]
    return opener(last.figure, parts, extra="card stat")


def _disputes(snapshot: Snapshot, request: Request) -> html.Section:
    t = request.t
    table, n = overview.disputes(snapshot, request.filters)
    items = []
    for row in table.to_dict("records"):
        what = titles.subject(str(row["measure"]), str(row["drug"]), str(row["form"]), t)
        if row["statistic"] == "change":
            what = t("overview.change-in", what=titles.inside(what, t))
        place = names.place_in_sentence(str(row["place"]), t.language)
        period = numbers.period_text(str(row["period"]), str(row["period_kind"]), t.language)
        values = numbers.apart([float(v) for v in _values(row)], str(row["unit"]), t.language)
        said = html.Span(t("list.or").join(values[:3]), className="v")
        words = t("list.comma").join(
            w for w in (t("list.place", what=what, place=place) if place else what, period) if w
        )
        items.append(html.Li(opener(row["figure"], [glyph("conflict"), html.Span(words), said])))
    more = link(
        request.at(Filters(measure="any", statistic="any", support=("conflict",)), "/table"),
        t("overview.all-disputes", n=n),
        extra="more-link",
    )
    head = html.H2([t("support.conflict"), t("list.dot"), numbers.count(n, t.language)])
    if not items:
        return html.Section(
            [html.H2(t("support.conflict")), html.P(t("overview.no-disputes"), className="unnamed")],
            className="card",
        )
    return html.Section(
        [head, html.Ul(items, className="list"), more if n > len(items) else None], className="card"
    )


def _values(row: dict) -> list[float]:
    found = []
    for part in str(row["values"]).split(";"):
        try:
            found.append(float(part))
        except ValueError:
            continue
    return found or [float(row["value"])]


def _news(snapshot: Snapshot, request: Request) -> html.Section:
    t: Texts = request.t
    fresh = overview.newest(snapshot.reports, request.since)
    head = t("overview.since") if request.since and len(fresh) else t("overview.latest")
    if not len(fresh):
        fresh = overview.newest(snapshot.reports, "")
    items = []
    for row in fresh.to_dict("records"):
        name = str(row["title"] or row["file"])
        failed = row["status"] == "rejected"
        claims = 0 if row["claims"] != row["claims"] else int(row["claims"])
        said = t("reports.status-rejected") if failed else t("count.claims", n=claims)
        words = [html.Span(name, className="cut"), html.Span(said, className="v bad" if failed else "v")]
        items.append(html.Li(link("/reports", words) if failed else link(f"/report/{row['report']}", words)))
    return html.Section([html.H2(head), html.Ul(items, className="list")], className="card")
