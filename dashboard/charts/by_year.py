"""Figures by year: lines or bars a series, names at the lines, the reports behind each year beneath."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from operator import itemgetter

import numpy as np

from dashboard import numbers, theme
from dashboard.charts import at_lines, bars, marks, strip
from dashboard.charts.at_lines import Drawn
from dashboard.charts.canvas import (
    Canvas,
    hovers,
    layout,
    series_name,
    text_width,
    value_axis,
    year_axis,
)
from dashboard.charts.marks import Point
from dashboard.series import Mark, Series
from dashboard.summaries import YearView
from extractors.vocabulary import drugs

LABELLED, LABELLED_PHONE = 8, 5
BESIDE, CLOSE = 0.23, 10
BEYOND = 2.2  # another value that is more than this times all drawn ones does not stretch the axis


def mode(view: YearView) -> str:
    """Lines or bars: as chosen, else lines from three points on."""
    if view.filters.chart in ("lines", "bars"):
        return view.filters.chart
    return "lines" if view.filters.scale == "log" or any(len(s.marks) > 2 for s in view.series) else "bars"


def colours(series: Series, view: YearView, scheme: int) -> tuple[str, str]:
    """A series' colour and the colour of its name: grey where others are pinned."""
    group = drugs.group_of(series.drug) if series.drug in drugs.DRUGS else "all"
    if view.pinned and series.key not in view.pinned:
        return theme.OTHER_SERIES[scheme], theme.readable(
            theme.OTHER_SERIES[scheme], theme.token("surface", scheme)
        )
    if view.filters.series == "drug":
        return theme.drug_colour(series.drug, group, scheme), theme.label_colour(series.drug, group, scheme)
    colour = theme.nth_colour(series.drug, group, series.nth, scheme)
    return colour, theme.readable(colour, theme.token("surface", scheme))


def lit(drawn: list[Drawn], scheme: int) -> dict[str, list[str]]:
    """Of each grey series the colours that it and its name take while it is hovered or focused: its drug's."""
    found = {}
    for series in (one.series for one in drawn if one.colour == theme.OTHER_SERIES[scheme]):
        group = drugs.group_of(series.drug) if series.drug in drugs.DRUGS else "all"
        found[series.key] = [
            theme.drug_colour(series.drug, group, scheme),
            theme.label_colour(series.drug, group, scheme),
        ]
    return found


def draw(view: YearView, canvas: Canvas) -> dict:
    """The chart as a plain plotly figure; `layout.meta` says what is drawn."""
    log = view.filters.scale == "log" and view.filters.show != "change"
    first, last = view.years
    wide = last - first < 1
    plot_height = canvas.height - 14 - strip.BOTTOM - strip.HEIGHT - strip.GAP
    x_range = (first - (1.5 if wide else 0.6), last + (1.5 if wide else 0.6))
    drawn, extent, index = _points(view, canvas, log)
    unit_axis, scale, y_range = _value_axis(view, canvas, extent, log, index, plot_height)
    left = 14 + max((text_width(text) for text in unit_axis["ticktext"]), default=30)
    right = 96 if canvas.phone else 170
    margin = (round(left), right, 14, 0)
    plot_width = max(120, canvas.width - left - right)
    per_year = plot_width / (x_range[1] - x_range[0])
    data: list[dict] = []
    kind = mode(view)
    if kind == "lines":
        drawn = _side_by_side(drawn, y_range, plot_height, per_year, log)
        data += _lines(drawn, canvas, None if log else y_range[1] * 0.985)
    else:
        data += bars.by_year([(d.series, d.points, d.colour) for d in drawn], canvas, y_range[1] * 0.985)
    shown = strip.bars(view, canvas)
    far = [] if log else _far(drawn, y_range[1], canvas)
    shapes, quiet = _empty_years(view, canvas)
    place = (x_range, y_range), (plot_width, plot_height)
    annotations = far + at_lines.names(drawn, view, canvas, *place, log, kind, [note["x"] for note in quiet])
    total = canvas.height - 14
    foot, gap = strip.BOTTOM / total, (strip.BOTTOM + strip.HEIGHT + strip.GAP) / total
    figure = layout(
        canvas, margin, shapes=shapes, annotations=annotations + quiet + strip.name(canvas, total)
    )
    figure["yaxis"] = {**unit_axis, "domain": [gap, 1], "range": list(y_range)}
    figure["yaxis2"] = strip.axis(view, canvas, (foot, (strip.BOTTOM + strip.HEIGHT) / total))
    figure["xaxis"] = year_axis(view.years, canvas, x_range, per_year) | {"anchor": "y2"}
    figure["barmode"] = "overlay"
    named = {one["name"] for one in annotations if "name" in one}
    unnamed = [s.key for s in view.series if s.key not in named]
    figure["meta"] = {"view": "by-year", "suffix": scale.suffix, "unnamed": unnamed}
    figure["meta"] |= {"lit": lit(drawn, canvas.scheme), "grey": theme.OTHER_SERIES[canvas.scheme]}
    return {"data": [*data, shown], "layout": figure}


def _points(view: YearView, canvas: Canvas, log: bool) -> tuple[list[Drawn], tuple[float, float], bool]:
    by, index = view.filters.series, view.filters.show == "index"
    drawn, values, spread = [], [], []
    jumps = {year: jump(view, year, canvas) for year in view.reports}
    most = LABELLED_PHONE if canvas.phone else LABELLED
    for series in sorted(view.series, key=lambda s: s.key not in view.pinned):
        colour, label = colours(series, view, canvas.scheme)
        base = (
            next((m.value for m in series.marks if m.kind == "year" and m.value > 0), None) if index else 1.0
        )
        if index and base is None:
            continue
        bold, plain = series_name(series.drug, series.form, series.place, by, series.key, canvas.t)
        what = canvas.t("list.comma").join(p for p in (bold, plain) if p)
        changes = [note(view, series, mark, canvas, jumps) for mark in series.marks]
        points = []
        for mark, said in zip(series.marks, hovers(series.marks, what, colour, canvas, changes), strict=True):
            y = mark.value / base * (100 if index else 1)
            if log and y <= 0:
                continue
            points.append(Point(mark, mark.x, y, said))
            values.append(y)
            if not index and (mark.others or mark.ranged):
                spread += [v for v in (mark.high if mark.ranged else None, *mark.others) if v is not None]
        if points:
            drawn.append(Drawn(series, points, colour, label, len(drawn) < most))
    if not values:
        return drawn, (0.0, 1.0), index
    high = max(values)
    high = max([high, *(v for v in spread if v <= high * BEYOND or log)])
    return drawn, (min(v for v in values if v > 0 or not log), high), index


def note(view: YearView, series: Series, mark: Mark, canvas: Canvas, jumps: dict[int, str]) -> str:
    """What a tooltip adds: the change that reports state, or that far more reports stand behind the year."""
    if view.changes and mark.kind == "year":
        said = view.changes.get((series.drug, series.form, series.place, mark.year))
        if said is not None:
            t = canvas.t
            return t("chart.stated-change", p=numbers.percent(said, t.language, signed=True))
    return jumps.get(mark.year, "")


def jump(view: YearView, year: int, canvas: Canvas) -> str:
    """That far more reports stand behind a year than behind the one before; "" where they do not."""
    now, before = view.reports[year], view.reports.get(year - 1, 0)
    return canvas.t("chart.more-reports", n=now, m=before) if before and now > 2 * before else ""


def _value_axis(
    view, canvas, extent, log, index, plot_height
) -> tuple[dict, numbers.Scale, tuple[float, float]]:
    language = canvas.t.language
    low, high = extent
    scale = (
        numbers.Scale(1, "") if index else numbers.scale_for(max(abs(high), abs(low)), view.unit, language)
    )
    if log:
        ticks = numbers.log_ticks(low, high)
        y_range = _log_range(low, high)
    else:
        ticks = numbers.round_ticks(min(0, low), high * 1.02)
        y_range = (ticks[0], max(ticks[-1], high * 1.06))
    texts = [numbers.tick(v, scale, language, top=v == ticks[-1]) for v in ticks]
    axis = value_axis(canvas, ticks, texts)
    if log:
        axis |= {"type": "log"}
    return axis, scale, y_range


def _log_range(low: float, high: float) -> tuple[float, float]:
    return math.log10(low) - 0.15, math.log10(high) + 0.15


def _side_by_side(drawn: list[Drawn], y_range, height: float, per_year: float, log: bool) -> list[Drawn]:
    """Points of one year that would cover each other stand side by side, their lines following."""
    at = [(i, j) for i, one in enumerate(drawn) for j, p in enumerate(one.points) if p.mark.kind == "year"]
    x, y = np.array([drawn[i].points[j][1:3] for i, j in at], dtype="float64").reshape(-1, 2).T
    pixel = ((np.log10(y) if log else y) - y_range[0]) / (y_range[1] - y_range[0]) * height
    order = np.lexsort((np.arange(len(at)), pixel, x))
    apart = (np.diff(x.take(order)) != 0) | (np.diff(pixel.take(order)) >= CLOSE)
    moved: dict[int, dict[int, float]] = defaultdict(dict)
    ends = np.append(np.flatnonzero(apart) + 1, len(at))
    many = np.diff(ends, prepend=0)
    for end, n in zip(ends[many > 1].tolist(), many[many > 1].tolist(), strict=True):
        cluster = sorted((at[one] for one in order[end - n : end].tolist()), key=itemgetter(0))
        for nth, (i, j) in enumerate(cluster):
            moved[i][j] = (nth - (n - 1) / 2) * min(BESIDE, 0.8 / n)
    found = []
    for i, one in enumerate(drawn):
        points = list(one.points)
        for j, by in moved[i].items():
            mark, x, y, text = points[j]
            points[j] = Point(mark, x + by, y, text)
        found.append(replace(one, points=points))
    return found


def _lines(drawn: list[Drawn], canvas: Canvas, limit: float | None) -> list[dict]:
    data: list[dict] = []
    for one in reversed(drawn):
        soft = marks.bands(one.points, one.colour) + marks.halos(one.points, one.colour)
        data += [trace | {"meta": one.series.key} for trace in soft]
    for one in reversed(drawn):
        own = marks.lines(one.points, one.colour, thin=bool(one.series.form), pairs=one.joined)
        own += marks.whiskers(one.points, one.colour, limit=limit)
        own += marks.disputes(one.points, one.colour, limit=limit)
        own += marks.bounds(one.points, one.colour)
        own += marks.rings(one.points, one.colour)
        data += [trace | {"meta": one.series.key} for trace in own]
    for one in reversed(drawn):
        symbols = marks.symbols(one.points, one.colour, canvas.scheme, name=one.series.key)
        data.append(symbols | {"meta": one.series.key})
    return data


def _far(drawn: list[Drawn], top: float, canvas: Canvas) -> list[dict]:
    """The amounts of disputed values that lie above the chart."""
    found = []
    for one in drawn:
        for point in one.points:
            for other in point.mark.others if point.mark.status == "conflict" else ():
                if other > top * 0.985:
                    found.append(
                        {
                            "x": point.x,
                            "y": top * 0.985,
                            "xshift": 10,
                            "text": numbers.amount(other, point.mark.unit, canvas.t.language),
                            "showarrow": False,
                            "xanchor": "left",
                            "yanchor": "middle",
                            "font": {"size": 12, "color": one.label},
                        }
                    )
    return found


def _empty_years(view: YearView, canvas: Canvas) -> tuple[list[dict], list[dict]]:
    """A quiet band over years that no series has a figure for."""
    spans = {(m.first_year, m.year) for s in view.series for m in s.marks}
    covered = {y for first, last in spans for y in range(first, last + 1)}
    shapes, notes = [], []
    start = None
    for year in range(view.years[0], view.years[1] + 2):
        empty = year <= view.years[1] and year not in covered
        if empty and start is None:
            start = year
        elif not empty and start is not None:
            box = {"x0": start - 0.5, "x1": year - 0.5, "y0": 0, "y1": 1, "xref": "x", "yref": "y domain"}
            fill = {"fillcolor": canvas.colour("band"), "line": {"width": 0}, "layer": "below"}
            shapes.append({"type": "rect", **box, **fill})
            notes.append(
                {
                    "x": (start + year - 1) / 2,
                    "y": 0.04,
                    "xref": "x",
                    "yref": "y domain",
                    "yanchor": "bottom",
                    "text": canvas.t("chart.no-figure"),
                    "textangle": -90,
                    "showarrow": False,
                    "font": {"size": 11, "color": canvas.colour("text-3")},
                }
            )
            start = None
    return shapes, notes
