"""By region: a map and, beside it, the places ranked, each with its own figure and period."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from dash import html

from dashboard import names, numbers, titles
from dashboard.charts import region_map
from dashboard.controls import year_slider
from dashboard.parts import link, segmented
from dashboard.rankings import Ranked, Ranking, by_place, places_around, places_inside
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from dashboard.views.page import Chart, Page, Request, empty, foot, marks_key, not_drawn, unit_switch
from dashboard.views.ranked import bars
from extractors.vocabulary import places

FILLS = (0, 2, 4)


def render(snapshot: Snapshot, request: Request) -> Page:
    """Breadcrumb, title, year, map and ranked bars."""
    t = request.t
    ranking = by_place(snapshot, request.filters)
    rows, around = places_inside(ranking), places_around(ranking)
    if not rows and not around:
        return Page([empty(snapshot, request)], ranking.filters, title=t("empty.title"))
    title = _title(ranking, rows or around, t)
    drug = ranking.filters.drug[0] if ranking.filters.drug else "drugs"
    wide = request.width > 860
    canvas = request.canvas(
        int((request.width - 2) * 0.6) if wide else request.width - 2, 430 if wide else 300
    )
    figure = region_map.draw(
        rows if _countries(ranking) else places_inside(replace(ranking, inside="")), canvas
    )
    crumbs = _crumbs(ranking, request)
    lists = []
    if rows:
        lists.append(bars(rows, lambda r: names.place(r.key, t.language), lambda r: f"var(--drug-{drug})", t))
    if around:
        lists += [
            html.H2(t("region.regions") if not ranking.inside else t("region.whole")),
            bars(around, lambda r: names.place(r.key, t.language), lambda r: f"var(--drug-{drug})", t),
        ]
    statuses = sorted({r.mark.status for r in (*rows, *around)})
    part = any(r.mark.kind not in ("year", "fiscal") for r in (*rows, *around))
    shown = np.array([snapshot.figure_position[r.mark.figure] for r in (*rows, *around)], dtype="int64")
    heading = html.Div(
        [html.H1(title), html.P(_note(ranking, t), className="subtitle")], className="card-head"
    )
    head = [
        html.Nav(crumbs, className="crumbs", **{"aria-label": t("region.path")}),
        heading,
        html.Div(_controls(ranking, request), className="controls"),
    ]
    mapped = _mapped(figure)
    tail = [
        marks_key(statuses, t, part=part),
        foot(snapshot, request, shown, ranking.filters.measure, chart="chart" if mapped else ""),
    ]
    chosen = {}
    if "drug" in ranking.chosen:
        chosen["drug"] = names.drug(drug, t.language)
    if "measure" in ranking.chosen:
        chosen["measure"] = t(f"measure.{ranking.filters.measure}")
    if not mapped:
        whole = html.Div(
            [*head, html.P(t("region.no-map"), className="quiet"), *lists, *tail], className="card"
        )
        return Page([whole], ranking.filters, shown, "figures", chosen, title)
    under = [_legend(figure["layout"]["meta"], ranking, t)]
    chart = Chart(figure, title, head, tail, under=under, side=lists)
    return Page([], ranking.filters, shown, "figures", chosen, title, chart)


def _mapped(figure: dict) -> bool:
    return any(trace.get("locations") or trace.get("lon") for trace in figure["data"])


def _countries(ranking: Ranking) -> bool:
    return not (ranking.inside and places.country_of(ranking.inside))


def _crumbs(ranking: Ranking, request: Request) -> list:
    """World › Asia › China: each a step back out."""
    t, filters = request.t, request.filters
    path = [*reversed(places.parents(ranking.inside)), ranking.inside] if ranking.inside else ["world"]
    path = [code for code in path if code]
    found: list = []
    for code in path:
        if found:
            found.append(html.Span("›", **{"aria-hidden": "true"}))
        wider = replace(filters, place=() if code == "world" else (code,))
        here = code == path[-1]
        words = names.place(code, t.language)
        found.append(html.B(words, **{"aria-current": "page"}) if here else link(request.at(wider), words))
    return found


def _title(ranking: Ranking, rows: tuple[Ranked, ...], t: Texts) -> str:
    drug = ranking.filters.drug[0] if ranking.filters.drug else "drugs"
    what = titles.subject(ranking.filters.measure, drug, rows[0].form, t)
    latest = {r.mark.year for r in rows}
    first = rows[0]
    value = titles.value(first.mark, t)
    place = names.place(first.key, t.language)
    if len(rows) == 1:
        period = numbers.period_text(first.mark.period, first.mark.kind, t.language)
        return t(
            "title.one",
            Subject=what,
            place=place,
            v=value,
            period=period,
            support=titles.support(first.mark, t),
        )
    if len(latest) == 1 and ranking.filters.year:
        slots = {"subject": titles.inside(what, t), "n": len(rows), "v": value, "year": str(first.mark.year)}
        return t("title.most-place", Place=place[:1].upper() + place[1:], **slots)
    return t("title.latest-place", Subject=what, n=len(rows), place=place, v=value, year=str(first.mark.year))


def _note(ranking: Ranking, t: Texts) -> str:
    year = ranking.filters.year
    parts = [t("region.note-year", year=str(year)) if year else t("region.note")]
    if year and ranking.filters.fill:
        parts.append(t("region.filled", n=ranking.filters.fill))
    parts.append(not_drawn(ranking.left_out, t))
    return t("list.sentence").join(part for part in parts if part)


def _controls(ranking: Ranking, request: Request) -> list:
    t, filters = request.t, request.filters
    found = []
    if ranking.years:
        found.append(
            year_slider(
                min(ranking.years),
                max(ranking.years),
                filters.year,
                request.at(replace(filters, year=None, fill=0)),
                t,
            )
        )
    if filters.year is not None:
        options = [
            (
                t("region.exact") if not n else t("region.up-to", n=n),
                request.at(replace(filters, fill=n)),
                filters.fill == n,
            )
            for n in FILLS
        ]
        found.append(segmented(t("region.fill-label"), options, "unnamed"))
    if len(ranking.units) > 1:
        name, options = unit_switch(request, ranking.units, ranking.unit)
        if len(options) > 1:
            found.append(segmented(name, options))
    return found


def _legend(meta: dict, ranking: Ranking, t: Texts) -> html.Div:
    """The steps with their lower edges."""
    edges, palette = meta["edges"], meta["palette"]
    items = [
        html.Span(
            [
                html.I(style={"background": c}),
                t("region.from", x=numbers.amount(e, ranking.unit, t.language)),
            ],
            className="step",
        )
        for e, c in zip(edges, palette, strict=True)
    ]
    items.append(html.Span([html.I(style={"background": "var(--land)"}), t("region.none")], className="step"))
    return html.Div(items, className="legend")
