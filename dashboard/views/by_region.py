"""By region: a map and, beside it, the places ranked, each with its own figure and period; or the parts of a
region by year."""

from __future__ import annotations

from dataclasses import replace

from dashboard import html, names, numbers, titles
from dashboard.charts import country_map, region_map
from dashboard.charts.canvas import Canvas
from dashboard.parts import link, segmented
from dashboard.rankings import Ranked, Ranking, by_place, places_around, places_inside
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from dashboard.views import ranked, region_stack
from dashboard.views.page import Chart, Page, Request, empty, foot, marks_key
from extractors.vocabulary import places

FILLS = (0, 2, 4)
SIDE = 860  # narrower than this the list stands beneath the map


def render(snapshot: Snapshot, request: Request) -> Page:
    """Breadcrumb, title, year, map and ranked bars."""
    t = request.t
    ranking = by_place(snapshot, request.filters)
    path = crumbs(ranking.inside, request)
    if request.filters.stack:
        return region_stack.render(snapshot, request, path, switch(request))
    rows, around = places_inside(ranking), places_around(ranking)
    if not rows and not around:
        return Page([empty(snapshot, request)], ranking.filters, title=t("empty.title"))
    title = _title(ranking, rows or around, t)
    drug = ranking.filters.drug[0] if ranking.filters.drug else "drugs"
    canvas = _canvas(request)
    country = places.country_of(ranking.inside)
    figure = country_map.draw(rows, canvas, country) if country else region_map.draw(rows, canvas)
    marks = [r.mark for r in (*rows, *around)]
    shown = ranked.positions(snapshot, marks)
    head = [path, ranked.heading(title, ranked.note(ranking, "region.note", "region.note-year", t))]
    head.append(html.Div(_controls(ranking, request), className="controls"))
    mapped = any(trace.get("locations") or trace.get("lon") for trace in figure["data"])
    tail = [
        marks_key(sorted({m.status for m in marks}), t, part=ranked.partial(marks)),
        foot(snapshot, request, shown, ranking.filters.measure, chart="chart" if mapped else ""),
    ]
    lists = _lists(snapshot, ranking, rows, around, f"var(--drug-{drug})", request)
    chosen = ranked.filled_in(ranking.chosen, ranking.filters, t)
    if not mapped:
        missing = html.P(t("region.no-map"), className="quiet")
        return Page(
            [html.Div([*head, missing, *lists, *tail], className="card")],
            ranking.filters,
            shown,
            "figures",
            chosen,
            title,
        )
    chart = Chart(figure, title, head, tail, under=[_legend(figure, ranking, t)], side=lists)
    return Page([], ranking.filters, shown, "figures", chosen, title, chart)


def _canvas(request: Request) -> Canvas:
    """The map's size: as wide as its column, as high as the world is at that width."""
    width = int((request.width - 2) * (0.56 if request.width > SIDE else 1))
    return request.canvas(width, max(240, min(470, round(width * 0.52))))


def _lists(
    snapshot: Snapshot,
    ranking: Ranking,
    rows: tuple[Ranked, ...],
    around: tuple[Ranked, ...],
    colour: str,
    request: Request,
) -> list:
    """The places ranked, then what is wider than they are."""
    t, language = request.t, request.t.language
    categories = [str(c) for c in snapshot.figures["place"].cat.categories]
    divided = {places.country_of(c) for c in categories if places.country_of(c) not in ("", c)}
    ranked_keys = {row.key for row in ranking.rows}

    def inside(row: Ranked) -> str:
        """The address of what lies in a place: provinces of a country, the countries of a region."""
        if row.level == "region":
            holds = any(other != row.key and places.contains(row.key, other) for other in ranked_keys)
        else:
            holds = row.level == "country" and row.key in divided
        return request.at(replace(request.filters, place=(row.key,), figure="", claim="")) if holds else ""

    def listed(some: tuple[Ranked, ...]) -> html.Div:
        return ranked.bars(some, lambda r: names.place(r.key, language), lambda r: colour, t, inside=inside)

    found: list = [listed(rows)] if rows else []
    if around:
        found += [html.H2(t("region.whole" if ranking.inside else "region.regions")), listed(around)]
    return found


def crumbs(inside: str, request: Request) -> html.Nav:
    """World › Asia › China: each a step back out."""
    t, filters = request.t, request.filters
    path = [*reversed(places.parents(inside)), inside] if inside else ["world"]
    found: list = []
    for code in filter(None, path):
        if found:
            found.append(html.Span("›", **{"aria-hidden": "true"}))
        wider = replace(filters, place=() if code == "world" else (code,), figure="", claim="")
        words = names.place(code, t.language)
        here = code == path[-1]
        found.append(html.B(words, **{"aria-current": "page"}) if here else link(request.at(wider), words))
    return html.Nav(found, className="crumbs", **{"aria-label": t("region.path")})


def switch(request: Request) -> html.Div:
    """The map, or the parts by year."""
    t, filters = request.t, replace(request.filters, figure="", claim="")
    map_address = request.at(replace(filters, stack=False))
    stack_address = request.at(replace(filters, stack=True, year=None, fill=0))
    options = [
        (t("region.map"), map_address, not filters.stack),
        (t("region.stack"), stack_address, filters.stack),
    ]
    return segmented(t("chart.as"), options, "unnamed")


def _title(ranking: Ranking, rows: tuple[Ranked, ...], t: Texts) -> str:
    drug = ranking.filters.drug[0] if ranking.filters.drug else "drugs"
    what = titles.subject(ranking.filters.measure, drug, rows[0].form, t)
    first = rows[0]
    place = names.place_in_sentence(first.key, t.language)
    if len(rows) == 1:
        return ranked.one_figure(first, ranking.filters.measure, drug, place, t)
    value, year = titles.value(first.mark, t), str(first.mark.year)
    if len({r.mark.year for r in rows}) == 1 and ranking.filters.year:
        slots = {"subject": titles.inside(what, t), "n": len(rows), "v": value, "year": year}
        return t("title.most-place", Place=place[:1].upper() + place[1:], **slots)
    return t("title.latest-place", Subject=what, n=len(rows), place=place, v=value, year=year)


def _controls(ranking: Ranking, request: Request) -> list:
    t, filters = request.t, request.filters
    found = [switch(request), *ranked.year_choice(ranking, request)]
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
    return [*found, *ranked.unit_choice(ranking.units, ranking.unit, request)]


def _legend(figure: dict, ranking: Ranking, t: Texts) -> html.Div:
    """The steps with their lower edges."""
    meta = figure["layout"]["meta"]
    items = [
        html.Span(
            [
                html.of("i", style={"background": colour}),
                t("region.from", x=numbers.amount(edge, ranking.unit, t.language)),
            ],
            className="step",
        )
        for edge, colour in zip(meta["edges"], meta["palette"], strict=True)
    ]
    items.append(
        html.Span([html.of("i", style={"background": "var(--land)"}), t("region.none")], className="step")
    )
    return html.Div(items, className="legend")
