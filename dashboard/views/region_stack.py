"""By region, by year: what the parts of a region add up to, and what reports state of the whole."""

from __future__ import annotations

from dataclasses import replace

from dashboard import html, names, numbers, titles
from dashboard.charts import stack as chart
from dashboard.parts import icon, link, opener
from dashboard.snapshot import Snapshot
from dashboard.stacks import Cell, Stack, by_part
from dashboard.texts import Texts
from dashboard.views import ranked
from dashboard.views.page import Chart, Page, Request, equivalent_note, foot, marks_key, not_drawn, unit_head


def render(snapshot: Snapshot, request: Request, path: html.Nav, switch: html.Div) -> Page:
    """Breadcrumb, title, stack, legend, and the same figures as a table."""
    t = request.t
    stack = by_part(snapshot, request.filters)
    controls = html.Div([switch, *ranked.unit_choice(stack.units, stack.unit, request)], className="controls")
    if not stack.cells:
        none = [path, ranked.heading(t("stack.none"), not_drawn(stack.left_out, t)), controls]
        return Page([html.Div(none, className="card slack")], stack.filters, title=t("stack.none"))
    title, rows, marks = _title(stack, t), stack.rows(snapshot), stack.marks()

    def inside(part: str, year: int | None = None) -> str:
        """Where a part leads: to what it is made of; of one year, to the map of it."""
        wanted = replace(request.filters, place=(part,), figure="", claim="")
        return request.at(wanted if year is None else replace(wanted, stack=False, year=year))

    canvas = request.canvas(0, max(request.canvas().height, 360))
    statuses = sorted({m.status for m in marks})
    shown = Chart(
        figure=chart.draw(stack, canvas, inside),
        label=title,
        summary=_summary(stack, title, t),
        head=[path, ranked.heading(title, _note(stack, t)), controls],
        under=[_legend(stack, request, inside)],
        tail=[marks_key(statuses, t), foot(snapshot, request, rows, stack.filters.measure, chart="chart")],
    )
    chosen = ranked.filled_in(stack.chosen, stack.filters, t)
    return Page([_table(stack, t, inside)], stack.filters, rows, "figures", chosen, title, shown)


def _title(stack: Stack, t: Texts) -> str:
    drug = stack.filters.drug[0] if stack.filters.drug else "drugs"
    years = "–".join(dict.fromkeys(str(year) for year in stack.years))
    what = titles.subject(stack.filters.measure, drug, "", t)
    place = names.place_in_sentence(stack.whole, t.language)
    return t(f"stack.title-{stack.kind}", Subject=what, place=place, years=years)


def _note(stack: Stack, t: Texts) -> str:
    """What was added up, and what is not there."""
    sums = [cell for cell in stack.cells.values() if cell.added]
    places = len({code for cell in sums for code, _ in cell.added})
    parts = [t("stack.note")]
    if sums:
        parts.append(t("stack.note-added", sums=len(sums), places=t("count.places", n=places)))
    if stack.totals:
        parts.append(t("stack.note-total", place=names.place_in_sentence(stack.whole, t.language)))
    parts += [equivalent_note(stack.filters, stack.units, t), not_drawn(stack.left_out, t)]
    return t("list.sentence").join(part for part in parts if part)


def _summary(stack: Stack, title: str, t: Texts) -> str:
    values = [(cell.value, key) for key, cell in stack.cells.items()]
    low, high = min(values)[0], max(values)[0]
    return t(
        "chart.summary",
        title=title,
        n=len(values),
        first=str(stack.years[0]),
        last=str(stack.years[1]),
        low=numbers.amount(low, stack.unit, t.language),
        high=numbers.amount(high, stack.unit, t.language),
    )


def _legend(stack: Stack, request: Request, inside) -> html.Div:
    """The parts from the bottom up, each a way into it, and what crosshatching means."""
    t = request.t
    items = [
        link(
            inside(part),
            [
                html.of("i", style={"background": chart.colour(stack, part, request.scheme)}),
                names.place(part, t.language),
            ],
            extra="step",
        )
        for part in stack.parts
    ]
    if any(cell.added for cell in stack.cells.values()):
        items.append(html.Span([html.of("i", className="crossed"), t("stack.crossed")], className="step"))
    return html.Div(items, className="legend parts")


def _table(stack: Stack, t: Texts, inside) -> html.Div:
    """Parts by years; a stated figure opens its sentences, a sum the map of what was added up."""
    years = list(range(stack.years[0], stack.years[1] + 1))
    scale = numbers.scale_for(max(c.value for c in stack.cells.values()), stack.unit, t.language)
    unit = unit_head(scale, stack.unit, stack.filters.measure, t)
    head = [html.Th(unit, scope="col"), *(html.Th(str(year), scope="col") for year in years)]
    body = []
    for part in stack.parts:
        cells = [_cell(stack.cells.get((part, y)), part, y, scale, t, inside) for y in years]
        body.append(html.Tr([html.Th(names.place(part, t.language), scope="row"), *cells]))
    table = html.Table(
        [
            html.Caption(t("chart.small-table"), className="sr"),
            html.Thead(html.Tr(head)),
            html.Tbody(body),
        ]
    )
    region = {"aria-label": t("chart.small-table")}
    return html.Div(html.Div(table, className="small", tabIndex=0, role="region", **region), className="card")


def _cell(cell: Cell | None, part: str, year: int, scale: numbers.Scale, t: Texts, inside) -> html.Td:
    if cell is None:
        return html.Td("·", className="none")
    text = numbers.SIGNS.get(cell.bound, "") + numbers.short(cell.value, scale, t.language)
    name = names.place(part, t.language)
    if cell.stated:
        said = numbers.bounded(cell.value, cell.stated.unit, t.language, cell.bound)
        support = t(f"support.{cell.stated.status}-short")
        label = t("list.comma").join([name, str(year), said, support])
        return html.Td(opener(cell.stated.figure, [icon(cell.stated.status, "glyph"), text], label=label))
    label = t("list.comma").join(
        [name, str(year), text, t("stack.added", places=t("count.places", n=len(cell.added)))]
    )
    return html.Td(link(inside(part, year), [html.Span("Σ", className="sum"), text], **{"aria-label": label}))
