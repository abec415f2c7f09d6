"""The names of series at the ends of their lines, each where it covers neither a mark nor another name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard import numbers
from dashboard.charts import bars, labels, marks
from dashboard.charts.canvas import Canvas, escape, series_name, text_width
from dashboard.charts.marks import Point
from dashboard.series import Series
from dashboard.summaries import YearView
from dashboard.texts import Texts


@dataclass(frozen=True)
class Drawn:
    """A series with its points in place and its colours."""

    series: Series
    points: list[Point]
    colour: str
    label: str
    named: bool

    @cached_property
    def joined(self) -> marks.Joined:
        """The pairs of its points that lines go between."""
        return marks.joined(self.points)


def _last(points: list[Point]) -> Point:
    """The point that a name stands at: of the last year, a reported one before an implied one."""
    last = points[-1].mark
    return max(
        (p for p in points if p.mark.year == last.year and p.mark.kind == last.kind),
        key=lambda p: (p.mark.status != "implied", p.mark.sources, p.x),
    )


def names(
    drawn: list[Drawn], view: YearView, canvas: Canvas, ranges, size, log: bool, kind: str, quiet: list[float]
) -> list[dict]:
    """The names of the first series, each at its last point."""
    (x0, x1), (y0, y1) = ranges
    width, height = size
    t = canvas.t

    def at(x: float, y: float) -> tuple[float, float]:
        y = math.log10(y) if log else y
        return (x - x0) / (x1 - x0) * width, (y - y0) / (y1 - y0) * height

    taken = labels.Taken(_covered(drawn, quiet, (x0, x1), (y0, y1), size, log, kind, t))
    frame = labels.Box(0, width + (90 if canvas.phone else 165), -8, height + 14)
    found = []
    for one in sorted(
        (d for d in drawn if d.named), key=lambda d: (d.series.key not in view.pinned, -d.points[-1].x)
    ):
        point = _last(one.points)
        bold, plain = series_name(
            one.series.drug, one.series.form, one.series.place, view.filters.series, one.series.key, t
        )
        short = canvas.phone
        value = _label_value(point, view, t, short)
        if (
            short
            and plain
            and any(o.named and o.series.key == one.series.key and o is not one for o in drawn)
        ):
            bold, plain = plain, ""  # "crystal": its drug is named at another line
        first = bold
        rest = value if not plain else f"{plain} {value}"
        limit = 13 if short else 26
        first = first if len(first) <= limit else first[: limit - 1] + "…"
        one_row = text_width(f"{first}  {rest}") <= (0 if short else 165)
        rows = 1 if one_row else 2
        w = text_width(f"{first}  {rest}") if one_row else max(text_width(first), text_width(rest))
        x, y = at(point.x, point.y)
        reach = bars.SLOT / 2 * width / (x1 - x0) if kind == "bars" else 4
        place, box = labels.place(
            x + (reach if point.mark.kind == "year" else (point.mark.x1 - point.x) * width / (x1 - x0)),
            y,
            w,
            rows,
            taken,
            frame,
            math.inf if one.series.key in view.pinned else labels.COVERED_PHONE if short else labels.COVERED,
        )
        if place is None:  # the key beneath the chart names it
            continue
        taken.add(box)
        text = f"<b>{escape(first)}</b>{'  ' if one_row else '<br>'}{escape(rest)}"
        shift = reach if point.mark.kind == "year" else (point.mark.x1 - point.x) * width / (x1 - x0)
        found.append(
            {
                "x": point.x,
                "y": math.log10(point.y) if log else point.y,
                "text": text,
                "name": one.series.key,
                "captureevents": True,
                "showarrow": False,
                "xanchor": place.anchor,
                "yanchor": "middle",
                "xshift": place.dx
                + (shift if place.anchor == "left" else -shift if place.anchor == "right" else 0),
                "yshift": place.dy,
                "align": "right" if place.anchor == "right" else "left",
                "font": {"size": 12 if short else 13, "color": one.label},
            }
        )
    return found


def _covered(drawn, quiet, x_range, y_range, size, log: bool, kind: str, t: Texts) -> np.ndarray:
    """The boxes that names keep off: marks, lines, disputes, and what is said over years without a figure."""
    (x0, x1), (y0, y1), (width, height) = x_range, y_range, size

    def at(points: list[tuple[float, float]]) -> np.ndarray:
        x, y = np.array(points, dtype="float64").reshape(-1, 2).T
        y = np.log10(y) if log else y
        return np.column_stack([(x - x0) / (x1 - x0) * width, (y - y0) / (y1 - y0) * height])

    said, low = text_width(t("chart.no-figure")), 0.04 * height
    across = [(x - x0) / (x1 - x0) * width for x in quiet]
    lines = [(a, b) for one in drawn for pairs in one.joined for a, b in pairs]
    starts, ends = [(a.x, a.y) for a, _ in lines], [(b.x, b.y) for _, b in lines]
    if kind == "lines":
        for p, other in (found for one in drawn for found in marks.disputed(one.points)):
            starts.append((p.x, p.y))
            ends.append((p.x, other if log else min(other, y1)))
    boxes = np.array([(x - 8, x + 8, low, low + said) for x in across], dtype="float64").reshape(-1, 4)
    points = at([(p.x, p.y) for one in drawn for p in one.points])
    return np.concatenate([boxes, labels.around(*points.T), labels.along(at(starts), at(ends))])


def _label_value(point: Point, view: YearView, t: Texts, short: bool) -> str:
    if view.filters.show == "index":
        return numbers.count(round(point.y), t.language)
    mark = point.mark
    value = numbers.bounded(mark.value, mark.unit, t.language, mark.bound)
    if mark.kind == "year" or short:
        return value
    return f"{value}{t('list.comma')}{numbers.period_text(mark.period, mark.kind, t.language)}"
