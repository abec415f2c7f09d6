"""The filter rail: every option with its count under the other filters; zero is greyed, not hidden."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from dash import html

from dashboard import names, numbers
from dashboard.controls import find, select, year_range
from dashboard.filters import ANY, DEFAULTS, Filters, address
from dashboard.parts import STATUSES, glyph, icon, link, swatch
from dashboard.presets import presets
from dashboard.snapshot import Snapshot
from dashboard.summaries import ordered_drugs
from dashboard.texts import Texts
from extractors.records import MEASURES
from extractors.vocabulary import drugs, places

SHOWN, CHILDREN = 6, 8


def option(
    name: str,
    values: list[str],
    words: str,
    n: int,
    chosen: str,
    t: Texts,
    *,
    extra: str = "",
    before: object = None,
) -> html.A:
    """One box to tick. `values` are what it switches; the script writes them into the address."""
    children = [
        html.Span(icon("check"), className="box"),
        before,
        html.Span(words, className="name", title=words),
    ]
    children.append(html.Span(numbers.count(n, t.language), className="n"))
    zero = " zero" if not n and chosen == "false" else ""
    data = {"data-toggle": name, "data-values": "\n".join(values), "aria-checked": chosen}
    return html.A(
        [c for c in children if c is not None],
        href="#",
        className=f"option {extra}{zero}".strip(),
        role="checkbox",
        tabIndex=0,
        **data,
        **{"aria-label": f"{words}, {numbers.count(n, t.language)}"},
    )


def facet(title: str, children: list, note: str = "", extra: str = "") -> html.Section:
    """One group of options under its name."""
    head = html.Div([html.H3(title), html.Span(note, className="n")], className="facet-head")
    return html.Section([head, *children], className=f"facet {extra}".strip())


def _checked(some: int, of: int) -> str:
    return "true" if of and some == of else "mixed" if some else "false"


def rail(snapshot: Snapshot, filters: Filters, path: str, t: Texts) -> list:
    """All facets, for a view's address."""
    head = html.Div(
        [
            html.H2(t("filter.title")),
            link(address(path, _reset(filters)), t("filter.reset")) if filters.narrowed() else None,
        ],
        className="rail-head",
    )
    parts = [
        _handle(filters, t),
        head,
        _presets(t),
        _measure(snapshot, filters, t),
        _drugs(snapshot, filters, t),
        _places(snapshot, filters, t),
        _years(snapshot, filters, t),
        _support(snapshot, filters, t),
        _listed(snapshot, filters, t, "publisher"),
        _listed(snapshot, filters, t, "language"),
        _listed(snapshot, filters, t, "form"),
        _statistic(snapshot, filters, t),
        html.Div(
            html.Button(
                t("filter.show", figures=t("count.figures", n=int(snapshot.keep(filters).sum()))),
                className="main-button hide-filters",
                type="button",
            ),
            className="rail-actions",
        ),
    ]
    return [part for part in parts if part is not None]


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


def _measure(snapshot: Snapshot, filters: Filters, t: Texts) -> html.Section:
    counts = snapshot.counts("measure", filters)
    options = [(m, f"{t(f'measure.{m}')} · {numbers.count(counts.get(m, 0), t.language)}") for m in MEASURES]
    options.append((ANY, f"{t('filter.any-measure')} · {numbers.count(sum(counts.values()), t.language)}"))
    return facet(t("filter.measure"), [select("measure", t("filter.measure"), options, filters.measure)])


def _statistic(snapshot: Snapshot, filters: Filters, t: Texts) -> html.Section:
    counts = snapshot.counts("statistic", filters)
    options = [
        (
            s,
            f"{t(f'statistic.{s}')} · {numbers.count(counts.get(s, 0) if s != ANY else sum(counts.values()), t.language)}",
        )
        for s in ("level", "change", "share", ANY)
    ]
    return facet(
        t("filter.statistic"), [select("statistic", t("filter.statistic"), options, filters.statistic)]
    )


def _drugs(snapshot: Snapshot, filters: Filters, t: Texts) -> html.Section:
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
                "drug", [k], names.drug(k, t.language), counts.get(k, 0), _checked(k in filters.drug, 1), t,
                extra="child", before=swatch(k),
            )
            for k in keys
        ]  # fmt: skip
        shown.append(_branch(f"drug-{group}", row, children, opened, name, t))
    note = f"{len(filters.drug)} / {len(counts)}" if filters.drug else numbers.count(len(counts), t.language)
    return facet(t("filter.drug"), shown, note)


def _branch(key: str, row: object, children: list, opened: bool, name: str, t: Texts) -> html.Div:
    """An option that opens to its parts. The script opens and closes; what it did is kept while the page is open."""
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


def _places(snapshot: Snapshot, filters: Filters, t: Texts) -> html.Section:
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
    options = [
        (c, names.place(c, t.language)) for c in sorted(counts, key=lambda c: names.place(c, t.language))
    ]
    return facet(
        t("filter.place"),
        [*shown, find("place", t("filter.find-place"), options)],
        numbers.count(len(filters.place), t.language) if filters.place else "",
    )


def _country(code: str, inside: dict[str, int], filters: Filters, t: Texts) -> html.Div:
    name = names.place(code, t.language)
    row = option(
        "place", [code], name, sum(inside.values()), _checked(code in filters.place, 1), t, extra="child"
    )
    provinces = sorted((c for c in inside if c != code), key=lambda c: -inside[c])
    if not provinces:
        leaf = html.Span(className="twist leaf")
        return html.Div([leaf, row], className="branch-row indented")
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


def _years(snapshot: Snapshot, filters: Filters, t: Texts) -> html.Section:
    counts = snapshot.year_counts(filters)
    first, last = (min(counts), max(counts)) if counts else (2000, 2000)
    low, high = filters.years or (first, last)
    top = max(counts.values(), default=1) or 1
    bars = [
        html.Span(
            className="in" if low <= y <= high else "",
            style={"height": f"{round(n / top * 100)}%"},
            title=f"{y}: {t('count.figures', n=n)}",
        )
        for y, n in counts.items()
    ]
    note = f"{low}–{high}" if counts else ""
    return facet(
        t("filter.years"),
        [
            html.Div(bars, className="years-bars", **{"aria-hidden": "true"}),
            year_range(min(first, low), max(last, high), low, high, t),
        ],
        note,
    )


def _support(snapshot: Snapshot, filters: Filters, t: Texts) -> html.Section:
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
    return facet(t("filter.support"), rows)


def _listed(snapshot: Snapshot, filters: Filters, t: Texts, name: str) -> html.Section | None:
    """Publishers, languages, forms: the most frequent ones, the rest folded."""
    counts = {v: n for v, n in snapshot.counts(name, filters).items() if v}
    chosen = getattr(filters, name)
    if len(counts) < 2 and chosen == DEFAULTS[name]:
        return None
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
    return facet(t(f"filter.{name}"), rows)


def describe(name: str, filters: Filters, t: Texts) -> str:
    """A set filter in a few words: "China", "4 drugs", "2002–2015"."""
    value = getattr(filters, name)
    if name == "measure":
        return t("filter.any-measure") if value == ANY else t(f"measure.{value}")
    if name == "statistic":
        return t(f"statistic.{value}")
    if name == "years":
        return f"{value[0]}–{value[1]}" if value[0] != value[1] else str(value[0])
    if name == "drug":
        words = [
            names.drug(k, t.language) if not i else names.drug_in_sentence(k, t.language)
            for i, k in enumerate(value)
        ]
    elif name == "place":
        words = [names.place(c, t.language) for c in value]
    elif name == "support":
        words = [t(f"support.{s}") for s in value]
    elif name == "language":
        words = [names.language(c, t.language) for c in value]
    elif name == "form":
        words = [names.form(f, t) for f in value]
    elif name in ("search", "report"):
        return f"“{value}”" if name == "search" else t("filter.one-report")
    else:
        words = list(value)
    return t("list.comma").join(words[:4]) + (f" +{len(words) - 4}" if len(words) > 4 else "")


def chips(filters: Filters, path: str, t: Texts, chosen: dict[str, str]) -> list:
    """The set filters with a way to remove each; `chosen` are those that the view filled in, by name."""
    found = [
        html.Span(html.Span(describe("measure", filters, t), className="words"), className="filter-chip")
    ]
    for name in filters.narrowed():
        words = describe(name, filters, t)
        remove = link(
            address(path, filters.without(name)),
            icon("close"),
            **{"aria-label": t("filter.remove", filter=words)},
        )
        if name == "measure":
            found[0] = html.Span([html.Span(words, className="words"), remove], className="filter-chip")
        else:
            found.append(
                html.Span([html.Span(words, className="words", title=words), remove], className="filter-chip")
            )
    for name, words in chosen.items():
        found.append(
            html.Span(
                html.Span(words, className="words"),
                className="filter-chip auto",
                title=t(f"filter.chosen-{name}"),
            )
        )
    return found
