"""By year: the chart of a measure over the years, and its small table."""

from __future__ import annotations

from dataclasses import replace

from dashboard import charts, html, names, numbers, titles
from dashboard.filters import CHARTS, SCALES, SERIES, SHOW
from dashboard.parts import icon, opener, segmented, swatch
from dashboard.series import Mark, Series
from dashboard.snapshot import Snapshot
from dashboard.summaries import YearView, by_year
from dashboard.texts import Texts
from dashboard.views.page import (
    Chart,
    Page,
    Request,
    empty,
    equivalent_note,
    foot,
    marks_key,
    not_drawn,
    unit_head,
    unit_switch,
)

TABLE_SERIES, PINS = 24, 24
LISTED, WHOLE_SPAN = 80, 40
PHONE, NARROW = 640, 980


def render(snapshot: Snapshot, request: Request) -> Page:
    """The card with title, controls, chart and key, then the same figures as a table."""
    t = request.t
    view = by_year(snapshot, request.filters)
    if not view.series:
        inside = [controls(view, request)] if len(snapshot.figures) else []
        none = html.Div([*inside, empty(snapshot, request)], className="card")
        return Page([none], view.filters, title=t("empty.title"))
    title = titles.by_year(view, t)
    marks = [m for s in view.series for m in s.marks]
    statuses = {m.status for m in marks} | ({"corrected"} if any(m.corrected for m in marks) else set())
    figure = charts.draw_by_year(view, request.canvas())
    heading = html.Div(
        [html.H1(title), html.P(subtitle(view, t), className="subtitle")], className="card-head"
    )
    parts = any(m.kind != "year" for m in marks)
    chart = Chart(
        figure=figure,
        label=title,
        summary=summary(title, marks, t),
        head=[heading, controls(view, request)],
        under=[drug_key(view, t)] if view.by_panel else pins(view, request, figure),
        tail=[
            marks_key(sorted(statuses), t, part=parts),
            foot(snapshot, request, view.rows, view.filters.measure, chart="chart"),
        ],
    )
    chosen = {}
    if "place" in view.chosen:
        chosen["place"] = names.place(view.filters.place[0], t.language) if view.filters.place else ""
    if "drug" in view.chosen and view.filters.drug:
        chosen["drug"] = names.drug(view.filters.drug[0], t.language)
    if "measure" in view.chosen:
        chosen["measure"] = t(f"measure.{view.filters.measure}")
    after = listed(view, t) if request.width < PHONE else small_table(view, t)
    return Page([after], view.filters, view.rows, "figures", chosen, title, chart)


def subtitle(view: YearView, t: Texts) -> str:
    """Unit, kind of year, what is not added up, what is not drawn."""
    if view.filters.show == "change":
        return t("list.sentence").join(p for p in (t("subtitle.change"), not_drawn(view.left_out, t)) if p)
    largest = max((abs(m.value) for s in view.series for m in s.marks), default=0)
    unit = "t" if view.unit == "kg" and largest >= 1000 else view.unit
    parts = []
    if view.filters.show == "index":
        parts.append(t("subtitle.index"))
    else:
        parts.append(t("subtitle.calendar", unit=t(f"unit.{unit}")))
    parts.append(equivalent_note(view.filters, view.units, t))
    parts.append(t("subtitle.not-added"))
    parts.append(not_drawn(view.left_out, t))
    return t("list.sentence").join(part for part in parts if part)


def controls(view: YearView, request: Request) -> html.Div:
    """Series, what to show, how it is drawn, the scale, the unit."""
    t, filters = request.t, request.filters

    def choices(name: str, options: tuple[str, ...], now: str) -> list[tuple[str, str, bool]]:
        return [
            (t(f"chart.{o}"), request.at(replace(filters, **{name: o, "figure": "", "claim": ""})), o == now)
            for o in options
        ]

    now = charts.mode(view)
    found = [
        segmented(t("chart.series"), choices("series", SERIES, view.filters.series)),
        segmented(t("chart.show"), choices("show", SHOW, filters.show)),
    ]
    if filters.show != "change":
        found.append(segmented(t("chart.as"), choices("chart", CHARTS, now), "unnamed"))
        if now != "bars":
            found.append(segmented(t("chart.scale"), choices("scale", SCALES, filters.scale), "unnamed"))
    if len(view.units) > 1:
        name, options = unit_switch(request, view.units, view.unit)
        if len(options) > 1:
            found.append(segmented(name, options))
    if PHONE <= request.width < NARROW and len(found) > 2 and filters.show != "change":
        drawn = [found.pop(2) for _ in range(2 if now != "bars" else 1)]
        words = t("list.comma").join(
            [t(f"chart.{now}"), *([t(f"chart.{filters.scale}").lower()] if now != "bars" else [])]
        )
        found.append(_menu([words, icon("chevron")], drawn, t("chart.as")))
    if request.width < PHONE and len(found) > 2:
        drawn = found.pop(2)
        rest = _menu(icon("more"), found, t("chart.more"))
        found = [drawn, rest]
    return html.Div(found, className="controls")


def _menu(words: object, inside: list, title: str) -> html.Details:
    """Controls that open from a button where there is no room for them in the line."""
    head = html.Summary(words, title=title, className="plain-button")
    return html.Details([head, html.Div(inside, className="popover")], className="chooser")


def summary(title: str, marks: list[Mark], t: Texts) -> str:
    """The chart in a sentence, for those who hear it."""
    low, high = min(marks, key=lambda m: m.value), max(marks, key=lambda m: m.value)
    return t(
        "chart.summary",
        title=title,
        n=len(marks),
        first=str(min(m.year for m in marks)),
        last=str(max(m.year for m in marks)),
        low=numbers.amount(low.value, low.unit, t.language),
        high=numbers.amount(high.value, high.unit, t.language),
    )


def small_table(view: YearView, t: Texts) -> html.Div:
    """Series by years; every cell is a button to its sentences, with the mark that it has in the chart."""
    years = sorted({m.year for s in view.series for m in s.marks})
    if years[-1] - years[0] < WHOLE_SPAN:  # years without a figure are told as such
        years = list(range(years[0], years[-1] + 1))
    largest = max(abs(m.value) for s in view.series for m in s.marks)
    scale = numbers.scale_for(largest, view.unit, t.language)
    head = html.Tr(
        [
            html.Th(unit_head(scale, view.unit, view.filters.measure, t), scope="col"),
            *(html.Th(str(y), scope="col") for y in years),
        ]
    )
    rows = [_row(series, years, scale, view, t) for series in view.series[:TABLE_SERIES]]
    table = html.Table(
        [html.Caption(t("chart.small-table"), className="sr"), html.Thead(head), html.Tbody(rows)]
    )
    return html.Div(
        html.Div(
            table, className="small", tabIndex=0, role="region", **{"aria-label": t("chart.small-table")}
        ),
        className="card",
    )


def drug_key(view: YearView, t: Texts) -> html.Div:
    """Which colour is which drug, where panels have no room for names."""
    keys = dict.fromkeys(s.drug for s in view.series)
    return html.Div(
        [html.Span([swatch(key), names.drug(key, t.language)], className="step") for key in keys],
        className="legend",
    )


def pins(view: YearView, request: Request, figure: dict) -> list:
    """The series to pin, where colours do not tell them all apart, or the chart has no room for all names: a pinned
    one keeps its colour, the others turn grey."""
    t, keys = request.t, list(dict.fromkeys(s.key for s in view.series))
    alike = view.filters.series != "drug" and len(keys) > 3
    if len(keys) < 2 or not (alike or view.pinned or figure["layout"]["meta"].get("unnamed")):
        return []
    first = {s.key: s for s in reversed(view.series)}
    shown = [pin(first[key], view, request) for key in keys[:PINS]]
    return [
        html.Div(
            [html.Span(t("chart.pin"), className="pin-lead"), *shown],
            className="legend pins",
            role="group",
            **{"aria-label": t("chart.pin")},
        )
    ]


def pin(series: Series, view: YearView, request: Request) -> html.Button:
    """A button that pins a series and lets it go."""
    t = request.t
    colour = charts.colours(series, view, request.scheme)[0]
    dot = html.Span(className="swatch", style={"background": colour}, **{"aria-hidden": "true"})
    name, _ = _name(replace(series, form=""), view, t)
    on = "true" if series.key in view.pinned else "false"
    words = {"data-toggle": "pin", "data-values": series.key, "aria-pressed": on}
    return html.Button([dot, name], className="pin", type="button", **words)


def listed(view: YearView, t: Texts) -> html.Div:
    """The same figures on a phone: a row each, the latest first."""
    marks = sorted(
        ((m, s) for s in view.series for m in s.marks), key=lambda pair: (-pair[0].x1, pair[1].key)
    )
    rows = []
    for mark, series in marks[:LISTED]:
        name, before = _name(series, view, t)
        period = numbers.period_text(mark.period, mark.kind, t.language)
        said = numbers.bounded(mark.value, mark.unit, t.language, mark.bound, mark.low, mark.high)
        what = html.Span(
            [html.Span([before, " ", name] if before is not None else name), html.Small(period)],
            className="of",
        )
        glyph = icon("corrected" if mark.corrected else mark.status, "glyph")
        value = html.Span(
            [glyph, " ", said, html.Span("›", className="next", **{"aria-hidden": "true"})], className="v"
        )
        label = t("list.comma").join([name, period, said, t(f"support.{mark.status}-short")])
        rows.append(html.Li(opener(mark.figure, [what, value], label=label)))
    more = len(marks) - LISTED
    tail = [html.P(t("evidence.more", n=more), className="quiet")] if more > 0 else []
    title = html.H2(t("chart.small-table"))
    return html.Div([title, html.Ul(rows, className="list tall"), *tail], className="card")


def _name(series: Series, view: YearView, t: Texts) -> tuple[str, html.Span | None]:
    """What a series is called, and the colour of its drug before it."""
    if view.filters.series == "drug":
        drug = names.drug_with_form(series.drug, series.form, t)
        place = names.place(series.place, t.language) if view.by_panel else ""
        return t("list.comma").join(part for part in (drug, place) if part), swatch(series.drug)
    name = names.place(series.place, t.language) if view.filters.series == "place" else series.key
    form = names.form(series.form, t) if series.form else ""
    return t("list.comma").join(part for part in (name, form) if part), None


def _row(series: Series, years: list[int], scale: numbers.Scale, view: YearView, t: Texts) -> html.Tr:
    name, before = _name(series, view, t)
    shown: dict[int, Mark] = {}  # the last of each year, one of the whole year before one of a part
    for mark in series.marks:
        if mark.kind == "year" or mark.year not in shown or shown[mark.year].kind != "year":
            shown[mark.year] = mark
    words = {mark.status: t(f"support.{mark.status}-short") for mark in shown.values()}
    none = html.Td("·", className="none")
    cells = [_cell(shown[year], name, scale, t, words) if year in shown else none for year in years]
    return html.Tr([html.Th([before, name] if before is not None else name, scope="row"), *cells])


def _cell(mark: Mark, name: str, scale: numbers.Scale, t: Texts, words: dict[str, str]) -> dict[str, object]:
    """A figure in the small table, which opens its evidence. `words` say how each status is called."""
    text = numbers.short(mark.value, scale, t.language)
    if mark.bound == "range" and mark.low is not None and mark.high is not None:
        text = f"{numbers.short(mark.low, scale, t.language)}–{numbers.short(mark.high, scale, t.language)}"
    text = numbers.SIGNS.get(mark.bound, "") + text
    whole = mark.kind == "year"
    period = numbers.period_text(mark.period, mark.kind, t.language)
    said = numbers.bounded(mark.value, mark.unit, t.language, mark.bound, mark.low, mark.high)
    return html.short(
        "Cell",
        figure=mark.figure,
        mark="corrected" if mark.corrected else mark.status if whole else "part",
        text=text,
        label=t("list.comma").join((name, period, said, words[mark.status])),
        className="" if whole else "partial",
    )
