"""By drug: one figure a drug in one place, ranked within its group; beside the quantity the number of
seizures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dashboard import html, names, titles
from dashboard.parts import segmented, swatch
from dashboard.rankings import Ranked, Ranking, by_drug
from dashboard.series import Mark
from dashboard.shares import of_total
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from dashboard.views import ranked
from dashboard.views.page import Page, Request, empty, foot, marks_key
from dashboard.views.share import bar
from extractors.vocabulary import drugs


def render(snapshot: Snapshot, request: Request) -> Page:
    """Ranked bars by group; a second panel with the number of seizures."""
    t = request.t
    ranking, counted = by_drug(snapshot, request.filters)
    if not ranking.rows:
        return Page([empty(snapshot, request)], ranking.filters, title=t("empty.title"))
    if request.filters.shape == "share":
        return _share(snapshot, request, ranking)
    title = _title(ranking, t)
    groups = _groups(ranking)
    top = max((r.mark.value for r in ranking.rows if not _chemical(r)), default=0)
    quantity = [part for group, rows in groups for part in _group(group, rows, top, t)]
    panels = [html.Div([html.H2(t(f"measure.{ranking.filters.measure}")), *quantity])]
    if counted:
        panels.append(html.Div([html.H2(t("chart.number")), _counted(counted, t)]))
    marks = [r.mark for r in ranking.rows] + list(counted.values())
    shown = ranked.positions(snapshot, marks)
    body = html.Div(
        [
            ranked.heading(title, ranked.note(ranking, "drugs.note", "drugs.note-year", t)),
            html.Div(_controls(ranking, request), className="controls"),
            html.Div(panels, className="split even" if len(panels) > 1 else "single"),
            marks_key(sorted({m.status for m in marks}), t, part=ranked.partial(marks)),
            foot(snapshot, request, shown, ranking.filters.measure),
        ],
        className="card",
        **{"data-title": title},
    )
    chosen = ranked.filled_in(ranking.chosen, ranking.filters, t)
    return Page([body], ranking.filters, shown, "figures", chosen, title)


def _share(snapshot: Snapshot, request: Request, ranking: Ranking) -> Page:
    """The stated total of the place and the parts of it that are stated."""
    t = request.t
    rows = snapshot.rows(replace(ranking.filters, drug=(), form=()))
    rows = rows.only(rows.equal("place", ranking.inside) & rows.equal("unit", ranking.unit))
    rows = rows.only(~rows.equal("scope", "event") & rows.equal("origin", ""))
    found = of_total(snapshot, rows, request.filters.year)
    place = names.place_in_sentence(ranking.inside, t.language) or t("title.nowhere")
    what = titles.subject(ranking.filters.measure, "drugs", "", t)
    title = (
        t("share.title", Subject=what, place=place, year=str(found.year))
        if found
        else t("share.none", place=place)
    )
    shown = found.rows(snapshot) if found else np.zeros(0, dtype="int64")
    parts = [
        ranked.heading(title, t("share.note")),
        html.Div(_controls(ranking, request), className="controls"),
    ]
    if found:
        statuses = {found.total.status, *(m.status for _, m in found.parts)}
        parts += [
            bar(found, t),
            marks_key(sorted(statuses), t),
            foot(snapshot, request, shown, ranking.filters.measure),
        ]
    chosen = ranked.filled_in(ranking.chosen, ranking.filters, t)
    body = html.Div(parts, className="card", **{"data-title": title})
    return Page([body], ranking.filters, shown, "figures", chosen, title)


def _groups(ranking: Ranking) -> list[tuple[str, list[Ranked]]]:
    """Rows by drug group, the group with the largest figure first."""
    found: dict[str, list[Ranked]] = {}
    for row in ranking.rows:
        group = drugs.group_of(row.key) if row.key in drugs.DRUGS else "all"
        found.setdefault(group, []).append(row)
    return sorted(found.items(), key=lambda g: (_chemical(g[1][0]), -max(r.mark.value for r in g[1])))


def _chemical(row: Ranked) -> bool:
    """Precursors weigh a hundred times what drugs do: their bars have a scale of their own, and say so."""
    return row.key in drugs.DRUGS and drugs.group_of(row.key) == "precursors"


def _group(group: str, rows: list[Ranked], top: float, t: Texts) -> list:
    own = _chemical(rows[0])
    note = [t("list.dot"), t("drugs.own-scale")] if own else []
    return [
        html.H3([t(f"group.{group}"), *note], className="group-name"),
        ranked.bars(
            rows,
            lambda r: names.drug_with_form(r.key, r.form, t),
            lambda r: f"var(--drug-{r.key})",
            t,
            before=lambda r: swatch(r.key),
            top=0 if own else top,
        ),
    ]


def _counted(counted: dict[str, Mark], t: Texts) -> html.Div:
    rows = [Ranked(drug, "", mark, "drug") for drug, mark in counted.items()]
    rows.sort(key=lambda r: -r.mark.value)
    return ranked.bars(
        rows,
        lambda r: names.drug(r.key, t.language),
        lambda r: f"var(--drug-{r.key})",
        t,
        before=lambda r: swatch(r.key),
    )


def _title(ranking: Ranking, t: Texts) -> str:
    place = names.place_in_sentence(ranking.inside, t.language) or t("title.nowhere")
    rows = ranking.rows
    if len(rows) == 1:
        return ranked.one_figure(rows[0], ranking.filters.measure, rows[0].key, place, t)
    keys = {r.key for r in rows}
    single = [
        r for r in rows if not any(o != r.key and drugs.covers(r.key, o) for o in keys if o in drugs.DRUGS)
    ]
    years = {r.mark.year for r in single}
    if len(years) == 1 and len(single) > 1 and all(r.mark.kind == "year" for r in single):
        first = single[0]
        most = t(f"most.{ranking.filters.measure}", drug=names.drug_in_sentence(first.key, t.language))
        return t(
            "title.most-drug",
            n=len({r.key for r in single}),
            year=str(first.mark.year),
            most=most,
            place=place,
            v=titles.value(first.mark, t),
        )
    return t(
        "title.by-drug",
        What=titles.subject(ranking.filters.measure, "drugs", "", t),
        place=place,
        n=len(keys),
    )


def _controls(ranking: Ranking, request: Request) -> list:
    t, filters = request.t, request.filters
    found = ranked.year_choice(ranking, request, t("drugs.latest"))
    shapes = [
        (t(f"drugs.{s}"), request.at(replace(filters, shape=s)), s == filters.shape)
        for s in ("bars", "share")
    ]
    panels = replace(
        filters, shape="bars", chart="multiples", place=(ranking.inside,) if ranking.inside else ()
    )
    shapes.append((t("chart.multiples"), request.at(panels, "/by-year"), False))
    found.append(segmented(t("chart.as"), shapes, "unnamed"))
    return [*found, *ranked.unit_choice(ranking.units, ranking.unit, request)]
