"""A total as one bar, cut into the parts that reports state; the rest is "not broken down"."""

from __future__ import annotations

from dashboard import html, names, numbers
from dashboard.parts import glyph, opener, swatch
from dashboard.shares import Shares
from dashboard.texts import Texts


def bar(shares: Shares, t: Texts) -> html.Div:
    """The bar and, beneath it, each part with its amount and its share of the total."""
    total = shares.total
    whole = numbers.bounded(total.value, total.unit, t.language, total.bound)
    segments, rows = [], []
    for drug, mark in shares.parts:
        share = mark.value / total.value
        percent = numbers.percent(share * 100, t.language, digits=2)
        value = numbers.bounded(mark.value, mark.unit, t.language, mark.bound)
        name = names.drug(drug, t.language)
        label = t("list.comma").join([name, percent, value])
        style = {"width": f"{share * 100:.2f}%", "--bar": f"var(--drug-{drug})"}
        pale = " pale" if mark.status == "single" else ""
        data = {"data-open": mark.figure}  # for the mouse; the keyboard has the rows beneath
        segments.append(html.Span(className=f"piece{pale}", style=style, title=label, **data))
        said = html.Span([html.B(percent), " ", glyph(mark.status), " ", value], className="v")
        rows.append(html.Li(opener(mark.figure, [swatch(drug), html.Span(name), said])))
    rest = shares.rest / total.value
    if rest > 0.0005:
        words = t("share.rest")
        segments.append(html.Span(className="piece rest", style={"width": f"{rest * 100:.2f}%"}, title=words))
        amount = numbers.amount(shares.rest, total.unit, t.language)
        said = html.Span(
            [html.B(numbers.percent(rest * 100, t.language, digits=2)), " ", amount], className="v"
        )
        rows.append(html.Li(html.Div([html.Span(className="swatch none"), html.Span(words), said])))
    head = opener(
        total.figure,
        [t("share.total", year=str(shares.year)), " ", html.B(whole), " ", glyph(total.status)],
        extra="whole",
    )
    return html.Div(
        [head, html.Div(segments, className="pieces"), html.Ul(rows, className="list")], className="shares"
    )
