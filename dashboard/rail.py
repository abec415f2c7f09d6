"""The filter rail: every option with its count under the other filters; zero is greyed, not hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard import html, names, numbers
from dashboard.controls import find, options, select, year_range
from dashboard.filters import ANY, DEFAULTS, Filters, address
from dashboard.parts import STATUSES, glyph, icon, link, swatch
from dashboard.presets import presets
from dashboard.snapshot import Snapshot
from dashboard.summaries import ordered_drugs
from dashboard.texts import Texts
from extractors.records import MEASURES
from extractors.vocabulary import drugs, places

SHOWN, CHILDREN = 6, 8
ORDER = ("measure", "drug", "place", "years", "support", "publisher", "language", "form", "statistic")


def option(
    name: str,
    values: Sequence[str],
    words: str,
    n: int,
    chosen: str,
    t: Texts,
    *,
    extra: str = "",
    before: object = None,
    leaf: bool = False,
) -> dict[str, Any]:
    """One box to tick. `values` are what it switches; the script writes them into the address."""
    shown = {"words": words, "n": numbers.count(n, t.language), "aria-checked": chosen}
    shown["className"] = f"option {extra}".rstrip() + (" zero" if not n and chosen == "false" else "")
    if before is not None:
        shown["before"] = before
    switched = {"data-toggle": name, "data-values": "\n".join(values)}
    return html.short("Leaf" if leaf else "Option", **shown, **switched)


def facet_head(title: str, note: str = "") -> html.Div:
    """A facet's name, and how many of it are chosen."""
    return html.Div([html.H3(title), html.Span(note, className="n")], className="facet-head")


def _checked(some: int, of: int) -> str:
    return "true" if of and some == of else "mixed" if some else "false"


def frame(t: Texts) -> list:
    """The rail as it stays on the page: each facet's box to paint into, and the controls that keep their
    place."""
    controls = {
        "measure": select("measure", t("filter.measure")),
        "statistic": select("statistic", t("filter.statistic")),
        "place": find("place", t("filter.find-place")),
        "years": year_range(t),
    }
    parts: list = [html.Div(id="rail-top")]
    for name in ORDER:
        box = [html.Div(id=f"rail-{name}"), controls.get(name)]
        parts.append(html.Section(box, className="facet", id=f"facet-{name}"))
    return [*parts, html.Div(id="rail-actions", className="rail-actions")]


def painted(snapshot: Snapshot, filters: Filters, path: str, t: Texts) -> dict[str, list]:
    """What is painted into the rail's boxes, for a view's address."""
    reset = link(address(path, _reset(filters)), t("filter.reset")) if filters.narrowed() else None
    shown = t("filter.show", figures=t("count.figures", n=len(snapshot.selection(filters).all)))
    head = html.Div([html.H2(t("filter.title")), reset], className="rail-head")
    return {
        "rail-top": [_handle(filters, t), head, _presets(t)],
        "rail-measure": [facet_head(t("filter.measure"))],
        "rail-drug": _drugs(snapshot, filters, t),
        "rail-place": _places(snapshot, filters, t),
        "rail-years": _years(snapshot, filters, t),
        "rail-support": _support(snapshot, filters, t),
        "rail-publisher": _listed(snapshot, filters, t, "publisher"),
        "rail-language": _listed(snapshot, filters, t, "language"),
        "rail-form": _listed(snapshot, filters, t, "form"),
        "rail-statistic": [facet_head(t("filter.statistic"))],
        "rail-actions": [html.Button(shown, className="main-button hide-filters", type="button")],
    }


def values(snapshot: Snapshot, filters: Filters, t: Texts) -> dict[tuple[str, str, str], Any]:
    """The values of the rail's controls, by (control, name, property)."""
    counts = {code: n for code, n in snapshot.counts("place", filters).items() if code}
    found = sorted(((c, names.place(c, t.language)) for c in counts), key=lambda pair: pair[1])
    first, last, low, high = _span(snapshot, filters)
    return {
        ("select", "measure", "data"): options(_measures(snapshot, filters, t)),
        ("select", "measure", "value"): filters.measure,
        ("select", "statistic", "data"): options(_statistics(snapshot, filters, t)),
        ("select", "statistic", "value"): filters.statistic,
        ("find", "place", "data"): options(found),
        ("find", "place", "value"): None,
        ("slider", "years", "min"): first,
        ("slider", "years", "max"): max(last, first + 1),
        ("slider", "years", "value"): [low, high],
        ("field", "from", "value"): low,
        ("field", "to", "value"): high,
    }


def _handle(filters: Filters, t: Texts) -> html.Button:
    """The folded rail: how many filters are set; opens it over the view."""
    n = len(filters.narrowed())
    badge = html.Span(numbers.count(n, t.language), className="badge") if n else None
    around = html.Span([icon("filter"), badge], className="around")
    return html.Button(
        [around, html.Span(t("filter.title"), className="turned")],
        className="rail-handle show-filters",
        type="button",
        **{"aria-label": t("filter.button", n=n)},
    )


def _presets(t: Texts) -> html.Details:
    """Presets and saved views; the script adds those that this browser keeps."""
    shown = [
        link(p.address, html.Span(p.names.get(t.language, p.names["en"]), className="name"), extra="option")
        for p in presets()
    ]
    save = html.Button(t("script.save-view"), className="plain-button save-view", type="button")
    inside = html.Div([*shown, html.Div(id="saved-views"), save], className="popover")
    return html.Details(
        [html.Summary([t("script.preset"), icon("chevron")], className="select-like"), inside],
        className="presets",
    )


def _reset(filters: Filters) -> Filters:
    for name in filters.narrowed():
        filters = filters.without(name)
    return replace(filters, unit="", year=None, figure="", claim="")


def _measures(snapshot: Snapshot, filters: Filters, t: Texts) -> list[tuple[str, str]]:
    counts = snapshot.counts("measure", filters)
    counted = {**{m: counts.get(m, 0) for m in MEASURES}, ANY: sum(counts.values())}
    words = {m: t("filter.any-measure") if m == ANY else t(f"measure.{m}") for m in counted}
    return [(m, f"{words[m]} · {numbers.count(n, t.language)}") for m, n in counted.items()]


def _statistics(snapshot: Snapshot, filters: Filters, t: Texts) -> list[tuple[str, str]]:
    counts = snapshot.counts("statistic", filters)
    counted = {**{s: counts.get(s, 0) for s in ("level", "change", "share")}, ANY: sum(counts.values())}
    return [(s, f"{t(f'statistic.{s}')} · {numbers.count(n, t.language)}") for s, n in counted.items()]


def _drugs(snapshot: Snapshot, filters: Filters, t: Texts) -> list:
    counts = snapshot.counts("drug", filters)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in ordered_drugs([k for k in drugs.DRUGS if k in counts or k in filters.drug]):
        groups[drugs.group_of(key)].append(key)
    shown = []
    for group, keys in groups.items():
        total = sum(counts.get(k, 0) for k in keys)
        chosen = [k for k in keys if k in filters.drug]
        name = t(f"group.{group}")
        mark = html.Span(className="swatch", style={"background": f"var(--group-{group})"})
        opened = bool(chosen)
        row = option("drug", keys, name, total, _checked(len(chosen), len(keys)), t, before=mark)
        if len(keys) == 1:
            shown.append(
                option(
                    "drug",
                    keys,
                    names.drug(keys[0], t.language),
                    total,
                    _checked(len(chosen), 1),
                    t,
                    before=mark,
                )
            )
            continue
        children = [
            option(
                "drug",
                [k],
                names.drug(k, t.language),
                counts.get(k, 0),
                _checked(k in filters.drug, 1),
                t,
                extra="child",
                before=swatch(k),
            )
            for k in keys
        ]
        shown.append(_branch(f"drug-{group}", row, children, opened, name, t))
    note = f"{len(filters.drug)} / {len(counts)}" if filters.drug else numbers.count(len(counts), t.language)
    return [facet_head(t("filter.drug"), note), *shown]


def _branch(key: str, row: object, children: list, opened: bool, name: str, t: Texts) -> html.Div:
    """An option that opens to its parts. The script opens and closes; what it did is kept while the page
    is open."""
    twist = html.Button(
        icon("chevron"),
        className="twist",
        type="button",
        **{
            "data-branch": key,
            "aria-expanded": "true" if opened else "false",
            "aria-label": t("filter.open", name=name),
        },
    )
    inside = html.Div(children, className="inside", hidden=not opened)
    return html.Div([html.Div([twist, row], className="branch-row"), inside], className="branch")


def _places(snapshot: Snapshot, filters: Filters, t: Texts) -> list:
    counts = {code: n for code, n in snapshot.counts("place", filters).items() if code}
    countries: dict[str, dict[str, int]] = defaultdict(dict)
    regions: dict[str, set[str]] = defaultdict(set)
    for code in counts:
        country = places.country_of(code)
        if country:
            countries[country][code] = counts[code]
            regions[places.region_of(country) or "world"].add(country)
        else:
            regions[places.region_of(code) or "world"].add(code)
            countries[code][code] = counts[code]
    totals = {c: sum(inside.values()) for c, inside in countries.items()}
    shown = []
    for region in sorted(regions, key=lambda r: -sum(totals[c] for c in regions[r])):
        members = sorted(regions[region], key=lambda c: (-totals[c], names.place(c, t.language)))
        wanted = [c for c in members if any(code in filters.place for code in (c, *countries[c]))]
        first = list(dict.fromkeys([*members[:CHILDREN], *wanted]))
        rows = [_country(c, countries[c], filters, t) for c in first]
        rest = [c for c in members if c not in first]
        if rest:
            rows.append(
                html.Details(
                    [
                        html.Summary(t("filter.more", n=len(rest))),
                        *(_country(c, countries[c], filters, t) for c in rest),
                    ],
                    className="more",
                )
            )
        name = names.place(region, t.language)
        total = sum(totals[c] for c in members)
        row = option("place", [region], name, total, _checked(region in filters.place, 1), t)
        shown.append(_branch(f"place-{region}", row, rows, bool(wanted), name, t))
    note = numbers.count(len(filters.place), t.language) if filters.place else ""
    return [facet_head(t("filter.place"), note), *shown]


def _country(code: str, inside: dict[str, int], filters: Filters, t: Texts) -> dict[str, Any]:
    name = names.place(code, t.language)
    provinces = sorted((c for c in inside if c != code), key=lambda c: -inside[c])
    total, chosen = sum(inside.values()), _checked(code in filters.place, 1)
    row = option("place", [code], name, total, chosen, t, extra="child", leaf=not provinces)
    if not provinces:
        return row
    children = [
        option(
            "place",
            [c],
            names.place(c, t.language),
            inside[c],
            _checked(c in filters.place, 1),
            t,
            extra="grandchild",
        )
        for c in provinces
    ]
    opened = any(c in filters.place for c in provinces)
    return html.Div(_branch(f"place-{code}", row, children, opened, name, t), className="indented")


def _span(snapshot: Snapshot, filters: Filters) -> tuple[int, int, int, int]:
    """The first and last year that there are figures of, and the chosen ones."""
    counts = snapshot.year_counts(filters)
    first, last = (min(counts), max(counts)) if counts else (2000, 2001)
    low, high = filters.years or (first, last)
    return min(first, low), max(last, high), low, high


def _years(snapshot: Snapshot, filters: Filters, t: Texts) -> list:
    counts = snapshot.year_counts(filters)
    first, last, low, high = _span(snapshot, filters)
    top = max(counts.values(), default=1) or 1
    bars = [
        html.Span(
            className="in" if low <= y <= high else "",
            style={"height": f"{round(counts.get(y, 0) / top * 100)}%"},
            title=f"{y}{t('list.colon')}{t('count.figures', n=counts.get(y, 0))}",
        )
        for y in range(first, last + 1)
    ]
    hidden = {"aria-hidden": "true", "data-full": f"{first}-{last}"}
    note = f"{low}–{high}" if counts else ""
    return [
        facet_head(t("filter.years"), note),
        html.Div(bars, className="years-bars", id="years-bars", **hidden),
    ]


def _support(snapshot: Snapshot, filters: Filters, t: Texts) -> list:
    counts = snapshot.counts("support", filters)
    rows = [
        option(
            "support",
            [s],
            t(f"support.{s}"),
            counts.get(s, 0),
            _checked(s in filters.support, 1),
            t,
            before=glyph(s),
        )
        for s in STATUSES
    ]
    return [facet_head(t("filter.support")), *rows]


def _listed(snapshot: Snapshot, filters: Filters, t: Texts, name: str) -> list:
    """Publishers, languages, forms: the most frequent ones, the rest folded."""
    counts = {v: n for v, n in snapshot.counts(name, filters).items() if v}
    chosen = getattr(filters, name)
    if len(counts) < 2 and chosen == DEFAULTS[name]:
        return []
    order = sorted(counts, key=lambda v: (v not in chosen, -counts[v], v))

    def words(value: str) -> str:
        if name == "language":
            return names.language(value, t.language)
        return names.form(value, t) if name == "form" else value

    rows = [option(name, [v], words(v), counts[v], _checked(v in chosen, 1), t) for v in order]
    if len(rows) > SHOWN + 2:
        more = html.Details(
            [html.Summary(t("filter.more", n=len(rows) - SHOWN)), *rows[SHOWN:200]], className="more"
        )
        rows = [*rows[:SHOWN], more]
    return [facet_head(t(f"filter.{name}")), *rows]
