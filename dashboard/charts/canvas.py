"""What every chart stands on: its size, colours, axes and tooltips, as plain dicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard import names, numbers, theme
from dashboard.series import Mark
from dashboard.texts import Texts

LETTER, IDEOGRAM = 6.9, 13.0


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a chart is drawn: its outer size in pixels, the colour scheme and the language."""

    width: int
    height: int
    scheme: int
    t: Texts

    @property
    def phone(self) -> bool:
        return self.width < 640

    def colour(self, token: str) -> str:
        return theme.token(token, self.scheme)


def layout(canvas: Canvas, margin: tuple[int, int, int, int], **more: object) -> dict:
    """The layout that charts share. `margin` is left, right, top, bottom."""
    left, right, top, bottom = margin
    return {
        "height": canvas.height,
        "autosize": True,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.SANS, "size": 12, "color": canvas.colour("text-2")},
        "hovermode": "closest",
        "hoverdistance": 20,
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": canvas.colour("raised"),
            "bordercolor": canvas.colour("line"),
            "font": {"family": theme.SANS, "size": 13, "color": canvas.colour("text")},
            "align": "left",
            "namelength": 0,
        },
        **more,
    }


def value_axis(canvas: Canvas, ticks: list[float], labels: list[str], **more: object) -> dict:
    """A y axis: horizontal grid only, our own ticks, no title."""
    return {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{label} " for label in labels],
        "tickfont": {"size": 12, "color": canvas.colour("text-3")},
        "gridcolor": canvas.colour("grid"),
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "automargin": False,
        **more,
    }


def year_axis(years: tuple[int, int], canvas: Canvas, x_range: tuple[float, float], per_year: float) -> dict:
    """An x axis of years: every one labelled if there is room, else every second, fifth … counted from the
    last."""
    first, last = years
    step = next((s for s in (1, 2, 5, 10, 20) if s * per_year >= (34 if canvas.phone else 44)), 50)
    labelled = [y for y in range(first, last + 1) if (y - last) % step == 0]
    return {
        "range": list(x_range),
        "tickmode": "array",
        "tickvals": labelled,
        "ticktext": [str(y) for y in labelled],
        "tickfont": {"size": 12, "color": canvas.colour("text-2")},
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": canvas.colour("axis"),
        "showgrid": False,
        "zeroline": False,
        "linecolor": canvas.colour("axis"),
        "fixedrange": True,
    }


def text_width(text: str) -> float:
    """About how wide a label is, in pixels."""
    return sum(IDEOGRAM if ord(c) > 0x2E80 else LETTER for c in text)


def escape(text: str) -> str:
    """Text for plotly's labels, whose few tags must not come from a report."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def support(mark: Mark, t: Texts) -> str:
    """How well a figure is supported, in words: "agreed: 2 sources, 3 reports"."""
    return _support(mark.status, mark.sources, mark.reports, t)


@lru_cache(1 << 10)
def _support(status: str, sources: int, reports: int, t: Texts) -> str:
    counted = {"sources": t("count.sources", n=sources), "reports": t("count.reports", n=reports)}
    return t(f"support.{status}-long", **counted)


def hover(mark: Mark, what: str, colour: str, canvas: Canvas, change: str = "") -> str:
    """A tooltip: what, the value, how well supported, the change as stated, and what a click does."""
    return hovers([mark], what, colour, canvas, [change])[0]


def hovers(
    marks: Sequence[Mark], what: str, colour: str, canvas: Canvas, changes: Sequence[str]
) -> list[str]:
    """The tooltips of a series' marks, each with the change that is stated for it."""
    t, language = canvas.t, canvas.t.language
    lead = f"<span style='color:{colour}'>■</span> <b>{escape(what + t('list.comma'))}"
    click = f"<span style='color:{canvas.colour('link')}'><b>{t('chart.click')}</b></span>"
    known: dict[tuple[str, int, int], str] = {}
    found = []
    for mark, change in zip(marks, changes, strict=True):
        value = numbers.bounded(mark.value, mark.unit, language, mark.bound, mark.low, mark.high)
        if mark.status == "conflict" and mark.others:
            others = [numbers.amount(v, mark.unit, language) for v in mark.others]
            value = t("value.or", a=value, b=t.join(others))
        period = numbers.period_text(mark.period, mark.kind, language)
        key = (mark.status, mark.sources, mark.reports)
        if key not in known:
            known[key] = _known(mark, canvas)
        more = f"{change}<br>" if change else ""
        found.append(
            f"{lead}{period}</b><br><span style='font-size:20px'><b>{value}</b></span><br>"
            f"{known[key]}<br>{more}{click}"
        )
    return found


def _known(mark: Mark, canvas: Canvas) -> str:
    """How well a figure is supported, with its sign."""
    signs = {"agreed": "●", "single": "○", "conflict": "◆", "revised": "↺", "implied": "□"}
    colour = theme.STATUS.get(mark.status, theme.STATUS["single"])[0][canvas.scheme]
    sign = signs.get(mark.status, "○")
    return f"<span style='color:{colour}'>{sign}</span> {support(mark, canvas.t)}"


def series_name(drug: str, form: str, place: str, by: str, key: str, t: Texts) -> tuple[str, str]:
    """The bold and the plain part of a series' label."""
    if by == "place":
        return names.place(place, t.language), names.form(form, t) if form else ""
    if by == "publisher":
        return key, names.form(form, t) if form else ""
    return names.drug(drug, t.language), names.form(form, t) if form else ""
