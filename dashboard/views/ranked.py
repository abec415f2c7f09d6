"""Ranked bars as a list of links: name, bar filled as the figure is supported, value, its own period."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dash import html

from dashboard import numbers
from dashboard.charts.bars import style
from dashboard.parts import glyph, opener
from dashboard.rankings import Ranked
from dashboard.texts import Texts


def bars(
    rows: Sequence[Ranked],
    name: Callable[[Ranked], str],
    colour: Callable[[Ranked], str],
    t: Texts,
    *,
    most: int = 200,
    top: float = 0,
    before: Callable[[Ranked], object] | None = None,
) -> html.Div:
    """The bars, each as long as its value is of `top`, or of the largest."""
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
            style={"width": f"{max(0.5, mark.value / top * 40):.1f}%", "--bar": colour(row)},
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
        shown.append(opener(mark.figure, [named, track], extra="rank", label=label))
    return html.Div(shown, className="ranked")
