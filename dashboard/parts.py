"""Small pieces that every view is built from: icons, links into the page, chips, segmented controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import html
from dashboard.texts import Texts

STATUSES = ("agreed", "single", "conflict", "revised", "implied", "corrected")


def icon(name: str, extra: str = "") -> html.Span:
    """One of assets/icons, in the colour of the text around it."""
    return html.Span(className=f"icon icon-{name} {extra}".strip(), **{"aria-hidden": "true"})


def glyph(status: str) -> html.Span:
    """The mark of a status: ● ○ ◆ ↺ □ ◉."""
    return icon(status, f"glyph ink-{status}")


def link(href: str, children: Any, *, title: str = "", extra: str = "", **aria: Any) -> html.A:
    """A link inside the page: the script follows it without loading the page again."""
    more = {"title": title} if title else {}
    return html.A(children, href=href, className=f"go {extra}".strip(), **more, **aria)


def opener(figure: str, children: Any, *, extra: str = "", label: str = "") -> html.A:
    """A link that opens the evidence of a figure beside the view."""
    aria = {"aria-label": label} if label else {}
    return html.A(
        children,
        href=f"?figure={figure}",
        className=f"opens {extra}".strip(),
        **{"data-open": figure},
        **aria,
    )


def button(children: Any, *, id: Any = None, extra: str = "", title: str = "", **more: Any) -> html.Button:
    """A plain button."""
    named = {"id": id} if id is not None else {}
    if title:
        more |= {"title": title, "aria-label": title}
    return html.Button(children, className=extra, type="button", **named, **more)


def chip(status: str, t: Texts) -> html.Span:
    """A status in words with its glyph, on its tint."""
    return html.Span([glyph(status), t(f"support.{status}-chip")], className=f"chip tint-{status}")


def segmented(label: str, options: Sequence[tuple[str, str, bool]], extra: str = "") -> html.Div:
    """A row of choices (words, address, chosen), as links: each is an address of its own."""
    choices = [
        link(href, words, extra="segment", role="radio", **{"aria-checked": "true" if chosen else "false"})
        for words, href, chosen in options
    ]
    group = html.Div(choices, className="segments", role="radiogroup", **{"aria-label": label})
    return html.Div(
        [html.Span(label, className="control-name", **{"aria-hidden": "true"}), group],
        className=f"control {extra}",
    )


def swatch(drug: str) -> html.Span:
    """The colour of a drug."""
    return html.Span(
        className="swatch", style={"background": f"var(--drug-{drug})"}, **{"aria-hidden": "true"}
    )


def key(statuses: Sequence[str], t: Texts, *, part: bool = False) -> html.Div:
    """The marks that occur, with their words."""
    items = []
    for status in statuses:
        words = [icon(status), t(f"support.{status}-short")]
        if status == "conflict":
            words += [icon("other", "beside"), t("support.other-short")]
        items.append(html.Span(words, className="key-item"))
    if part:
        items.append(html.Span([icon("part"), t("support.part-short")], className="key-item"))
    return html.Div(items, className="key-items")
