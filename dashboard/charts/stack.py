"""The parts of a region upon each other, a bar a year: as stated, or crosshatched where countries were added
up; what is stated of the whole is a mark of its own."""

from __future__ import annotations

from collections.abc import Callable

from dashboard import names, numbers, theme
from dashboard.charts import bars, marks
from dashboard.charts.canvas import Canvas, escape, hover, layout, text_width, value_axis, year_axis
from dashboard.charts.marks import Point
from dashboard.stacks import Cell, Stack
from extractors.vocabulary import drugs

WIDTH, LABEL_GAP, TOLD = 0.68, 15, 4


def colour(stack: Stack, part: str, scheme: int) -> str:
    """The colour of a part: a shade of the drug's own."""
    drug = stack.filters.drug[0] if stack.filters.drug else "drugs"
    group = drugs.group_of(drug) if drug in drugs.DRUGS else "all"
    return theme.part_colour(drug, group, stack.parts.index(part), scheme)


def draw(stack: Stack, canvas: Canvas, inside: Callable[[str, int], str]) -> dict:
    """The chart as a plain plotly figure. `inside` gives the address that a sum opens, of its part and year."""
    t = canvas.t
    first, last = stack.years
    heights: dict[int, float] = {}
    for (_, year), cell in stack.cells.items():
        heights[year] = heights.get(year, 0) + cell.value
    totals = [m for m in stack.totals if first <= m.year <= last]
    high = max([*heights.values(), *(m.value for m in totals)], default=1)
    scale = numbers.scale_for(high, stack.unit, t.language)
    ticks = numbers.round_ticks(0, high * 1.02)
    texts = [numbers.tick(v, scale, t.language, top=v == ticks[-1]) for v in ticks]
    left, right = 14 + max(text_width(text) for text in texts), 16 if canvas.phone else 180
    figure = layout(canvas, (round(left), right, 14, 30), barmode="stack")
    top = max(ticks[-1], high * 1.04)
    figure["yaxis"] = value_axis(canvas, ticks, texts) | {"range": [0, top]}
    x_range = (first - 0.6, last + 0.6) if last - first > 1 else (first - 1.5, last + 1.5)
    per_year = max(1, canvas.width - left - right) / (x_range[1] - x_range[0])
    figure["xaxis"] = year_axis(stack.years, canvas, x_range, per_year)
    data = [trace for part in stack.parts for trace in _bars(stack, part, canvas, inside)]
    if totals:
        data.append(_totals(stack, totals, canvas))
    if not canvas.phone:
        figure["annotations"] = _names(stack, canvas, canvas.height - 44, top)
    figure["meta"] = {"view": "stack", "suffix": scale.suffix}
    return {"data": data, "layout": figure}


def kind(cell: Cell) -> str:
    """How a cell is filled."""
    return bars.style(cell.stated) if cell.stated else "added"


def _bars(stack: Stack, part: str, canvas: Canvas, inside: Callable[[str, int], str]) -> list[dict]:
    shade = colour(stack, part, canvas.scheme)
    name = names.place(part, canvas.t.language)
    cells = {year: cell for (key, year), cell in stack.cells.items() if key == part}
    traces = []
    for filled in ("solid", "pale", "added"):
        some = {year: cell for year, cell in sorted(cells.items()) if kind(cell) == filled}
        if not some:
            continue
        traces.append(
            {
                "type": "bar",
                "name": part,
                "x": list(some),
                "y": [cell.value for cell in some.values()],
                "width": WIDTH,
                "marker": bars.fill(filled, shade, canvas.scheme),
                "customdata": [
                    cell.stated.figure if cell.stated else f"go:{inside(part, year)}"
                    for year, cell in some.items()
                ],
                "hoverinfo": "text",
                "hovertext": [
                    hover(cell.stated, name, shade, canvas)
                    if cell.stated
                    else added(cell, name, year, shade, stack, canvas)
                    for year, cell in some.items()
                ],
                "showlegend": False,
            }
        )
    return traces


def added(cell: Cell, name: str, year: int, shade: str, stack: Stack, canvas: Canvas) -> str:
    """The tooltip of a sum: what was added up."""
    t = canvas.t
    value = numbers.bounded(cell.value, stack.unit, t.language, cell.bound)
    told = [
        f"{names.place(code, t.language)} {numbers.amount(mark.value, stack.unit, t.language)}"
        for code, mark in cell.added[:TOLD]
    ]
    more = len(cell.added) - TOLD
    said = t("source.more", names=t("list.comma").join(told), more=more) if more > 0 else t.join(told)
    return "<br>".join(
        [
            f"<span style='color:{shade}'>■</span> <b>{escape(name)}{t('list.comma')}{year}</b>",
            f"<span style='font-size:20px'><b>{value}</b></span>",
            t("stack.added", places=t("count.places", n=len(cell.added))),
            escape(said),
            f"<span style='color:{canvas.colour('link')}'><b>{t('stack.open')}</b></span>",
        ]
    )


def _totals(stack: Stack, totals: list, canvas: Canvas) -> dict:
    """What reports state of the whole: never the sum of the parts, and often more than it."""
    ink = canvas.colour("text")
    name = names.place(stack.whole, canvas.t.language)
    points = [Point(m, m.x, m.value, hover(m, name, ink, canvas)) for m in totals]
    return marks.symbols(points, ink, canvas.scheme, name=stack.whole)


def _names(stack: Stack, canvas: Canvas, height: float, top: float) -> list[dict]:
    """The parts' names beside the last bar, pushed apart where they would touch."""
    last = stack.years[1]
    middle, base = [], 0.0
    for part in stack.parts:
        cell = stack.cells.get((part, last))
        if cell:
            middle.append((part, (base + cell.value / 2) / top * height))
            base += cell.value
    at, notes = -LABEL_GAP, []
    for part, y in middle:
        at = max(y, at + LABEL_GAP)
        if at > height:
            break
        shade = theme.readable(colour(stack, part, canvas.scheme), canvas.colour("surface"))
        words = names.place(part, canvas.t.language)
        notes.append(
            {
                "x": last + WIDTH / 2,
                "y": 0,
                "xref": "x",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 8,
                "yshift": at,
                "text": f"<b>{escape(words if len(words) < 26 else words[:25] + '…')}</b>",
                "showarrow": False,
                "font": {"size": 12, "color": shade},
            }
        )
    return notes
