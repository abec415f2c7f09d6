"""What By region and By drug share: ranked bars, the year and the unit to choose, the words around them.

A bar is a link: name, bar filled as the figure is supported, value, its own period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from dashboard import html, names, numbers, titles
from dashboard.charts.bars import style
from dashboard.controls import year_slider
from dashboard.filters import Filters
from dashboard.parts import glyph, link, opener, segmented
from dashboard.rankings import Ranked, Ranking
from dashboard.series import Mark
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from dashboard.views.page import Request, equivalent_note, not_drawn, unit_switch


def bars(
    rows: Sequence[Ranked],
    name: Callable[[Ranked], str],
    colour: Callable[[Ranked], str],
    t: Texts,
    *,
    most: int = 200,
    top: float = 0,
    before: Callable[[Ranked], object] | None = None,
    inside: Callable[[Ranked], str] | None = None,
) -> html.Div:
    """The bars, each as long as its value is of `top`, or of the largest. `inside` gives the address of what
    lies in a row's place, "" for none."""
    top = top or max((r.mark.value for r in rows), default=1) or 1
    shown = []
    for row in rows[:most]:
        mark = row.mark
        value = numbers.bounded(
            mark.value,
            mark.unit,
            t.language,
            mark.bound,
            mark.low if mark.ranged else None,
            mark.high if mark.ranged else None,
        )
        if mark.status == "conflict" and mark.others:
            value = t(
                "value.or",
                a=value,
                b=t.join([numbers.amount(v, mark.unit, t.language) for v in mark.others[:2]]),
            )
        period = numbers.period_text(mark.period, mark.kind, t.language)
        words = name(row)
        label = t("list.comma").join([words, value, period, t(f"support.{mark.status}-short")])
        bar = html.Span(
            className=f"bar {style(mark)}",
            style={"--long": f"{max(0.01, mark.value / top):.3f}", "--bar": colour(row)},
        )
        track = html.Span(
            [
                bar,
                html.Span([glyph(mark.status), " ", value], className="v"),
                html.Span(period, className="p"),
            ],
            className="track",
        )
        named = html.Span([before(row) if before else None, words], className="name", title=words)
        opens = opener(mark.figure, [named, track], extra="rank", label=label)
        address = inside(row) if inside else ""
        if address:
            said = t("region.inside", place=words)
            step = link(address, "›", extra="step-in", title=said, **{"aria-label": said})
            shown.append(html.Div([opens, step], className="rank-row"))
        else:
            shown.append(opens)
    return html.Div(shown, className="ranked steps" if inside else "ranked")


def heading(title: str, note: str) -> html.Div:
    """The title and the note beneath it."""
    return html.Div([html.H1(title), html.P(note, className="subtitle")], className="card-head")


def note(ranking: Ranking, latest: str, of_year: str, t: Texts) -> str:
    """Whose figures these are, how gaps are filled, what is not drawn. `latest` and `of_year` name the texts
    for no year and for a chosen one."""
    year, fill = ranking.filters.year, ranking.filters.fill
    parts = [t(of_year, year=str(year)) if year else t(latest)]
    if year and fill:
        parts.append(t("region.filled", n=fill))
    parts += [equivalent_note(ranking.filters, ranking.units, t), not_drawn(ranking.left_out, t)]
    return t("list.sentence").join(part for part in parts if part)


def one_figure(row: Ranked, measure: str, drug: str, place: str, t: Texts) -> str:
    """The title where there is one figure only."""
    period = numbers.period_text(row.mark.period, row.mark.kind, t.language)
    slots = {"v": titles.value(row.mark, t), "period": period, "support": titles.support(row.mark, t)}
    return t("title.one", Subject=titles.subject(measure, drug, row.form, t), place=place, **slots)


def year_choice(ranking: Ranking, request: Request, latest: str = "") -> list:
    """The slider of years; `latest` says what is shown while none is chosen."""
    if not ranking.years:
        return []
    any_year = request.at(replace(request.filters, year=None, fill=0))
    first, last = min(ranking.years), max(ranking.years)
    return [year_slider(first, last, request.filters.year, any_year, request.t, latest)]


def unit_choice(units: dict[str, int], unit: str, request: Request) -> list:
    """The switch of units, where a measure has several."""
    name, options = unit_switch(request, units, unit)
    return [segmented(name, options)] if len(options) > 1 else []


def filled_in(chosen: Sequence[str], filters: Filters, t: Texts) -> dict[str, str]:
    """What the view chose because nobody else did, in words."""
    words = {}
    if "drug" in chosen and filters.drug:
        words["drug"] = names.drug(filters.drug[0], t.language)
    if "place" in chosen and filters.place:
        words["place"] = names.place(filters.place[0], t.language)
    if "measure" in chosen:
        words["measure"] = t(f"measure.{filters.measure}")
    return words


def positions(snapshot: Snapshot, marks: Iterable[Mark]) -> np.ndarray:
    """Where the figures of marks stand in the snapshot."""
    return np.array([snapshot.figure_position[m.figure] for m in marks], dtype="int64")


def partial(marks: Iterable[Mark]) -> bool:
    """Whether any of them is of a part of a year."""
    return any(m.kind not in ("year", "fiscal") for m in marks)
