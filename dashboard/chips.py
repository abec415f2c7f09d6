"""The set filters as chips: what each says, and the address without it."""

from __future__ import annotations

from dashboard import html, names
from dashboard.filters import ANY, Filters, address
from dashboard.parts import icon, link
from dashboard.texts import Texts


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
