"""The evidence of one figure: each sentence that states it, the number highlighted, and who says
otherwise."""

from __future__ import annotations

import json
from itertools import pairwise

import pandas as pd

from dashboard import html, names, numbers, tables
from dashboard.claim_card import card
from dashboard.parts import button, chip, glyph, icon, opener
from dashboard.series import other_values
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from extractors.figures import reason_text

SHOWN = 60
NEAR_SHOWN = 8
# a place, period or drug inside another's is never the same figure; these may be, if a person says so
MAYBE_SAME = ("kept-apart", "similar", "place-overlaps", "form", "origin")
ALIKE = ("measure", "statistic", "unit")  # what two figures must share to be taken as one


def drawer(snapshot: Snapshot, figure: str, claim: str, t: Texts) -> list:
    """What the drawer shows for a figure, or for the figure of a claim."""
    at = snapshot.figure_position.get(figure)
    if at is None and claim in snapshot.claim_position:
        at = snapshot.figure_of_claim(claim)
        if at is None:
            return _shell(
                t("evidence.title"), [_claim_cards(snapshot, snapshot.one_claim(claim), t, claim)], t
            )
    if at is None:
        return _shell(t("evidence.title"), [html.P(t("evidence.gone"), className="why")], t)
    row = snapshot.figures.iloc[at]
    claims = snapshot.claims_of(at)
    parts = [
        _headline(row, t),
        *_line(row, claims, t),
        _why(row, t),
        *_groups(snapshot, row, claims, t, claim),
    ]
    parts += [*_near(snapshot, row, t), *_history(snapshot, claims, t)]
    return _shell(what(row, t), parts, t, figure=row["figure"])


def _shell(title: object, body: list, t: Texts, figure: str = "") -> list:
    head = html.Div(
        [
            html.H2(title, id="drawer-title"),
            button(icon("copy"), extra="tool take-cite", title=t("evidence.copy-cite")) if figure else None,
            button(icon("link"), extra="tool take-link", title=t("evidence.copy-link")) if figure else None,
            button(icon("close"), extra="tool close-drawer", title=t("evidence.close")),
        ],
        className="drawer-head",
    )
    keys = html.Div(
        [
            button([html.Kbd("K"), f" {t('evidence.previous')}"], extra="step-claim", **{"data-step": "-1"}),
            button([html.Kbd("J"), f" {t('evidence.next')}"], extra="step-claim", **{"data-step": "1"}),
            html.Span([html.Kbd("O"), f" {t('evidence.open-key')}"]),
            html.Span([html.Kbd("Z"), f" {t('evidence.undo-key')}"]),
            html.Span([html.Kbd("Esc"), f" {t('evidence.close-key')}"], className="end"),
        ],
        className="drawer-foot",
    )
    return [html.Div([head, *body], className="drawer-body", tabIndex=0), keys]


def what(row: pd.Series, t: Texts) -> str:
    """What a figure is of: "Heroin seized · Thailand · 2014"."""
    name = names.drug_with_form(str(row["drug"]), str(row["form"]), t)
    parts = [
        f"{name}{t('list.space')}{t('noun.' + str(row['measure']))}",
        names.place(str(row["place"]), t.language),
    ]
    parts.append(numbers.period_text(str(row["period"]), str(row["period_kind"]), t.language))
    if row["statistic"] != "level":
        parts.insert(1, t(f"statistic.{row['statistic']}"))
    return t("list.dot").join(p for p in parts if p)


def _headline(row: pd.Series, t: Texts) -> html.Div:
    number = [tables.said(row, t)]
    others = (
        other_values(str(row["values"]), float(row["value"]))
        if row["status"] in ("conflict", "revised")
        else ()
    )
    if others:
        shown = numbers.apart([float(row["value"]), *others], str(row["unit"]), t.language)[1:]
        number.append(html.Span(t("value.or-more", others=t.join(shown[:4])), className="or"))
    return html.Div([html.Div(number, className="number"), chip(str(row["status"]), t)], className="headline")


def _why(row: pd.Series, t: Texts) -> html.P:
    reason = why(row, t)
    support = t(
        f"support.{row['status']}-long",
        sources=t("count.sources", n=int(row["sources"])),
        reports=t("count.reports", n=int(row["reports"])),
    )
    support = support[:1].upper() + support[1:] + t("list.stop")
    if str(row["status"]) in ("implied", "single"):
        support = ""
    return html.P([support, t("list.sentence") if support and reason else "", reason], className="why")


def _groups(snapshot: Snapshot, row: pd.Series, claims: pd.DataFrame, t: Texts, chosen: str) -> list:
    """Claims grouped by the value that they state, the drawn one first."""
    own = claims[claims["role"].isin(("value", "other"))]
    parts: list = []
    lead = own[own["role"] == "value"]["value_group"]
    first = lead.iloc[0] if len(lead) else None
    order = sorted(own["value_group"].unique(), key=lambda g: (g != first, g))
    for group in order:
        rows = own[own["value_group"] == group].sort_values("published", na_position="last")
        value = tables.said(rows.iloc[0], t)
        reports = t("count.reports", n=int(rows["report"].nunique()))
        sources = t("count.sources", n=int(rows["source"].nunique()))
        head = html.Div(
            [
                html.Span(t("evidence.group", value=value, reports=reports, sources=sources)),
                html.Span(className="position") if group == first and len(own) > 1 else None,
            ],
            className="group-head",
        )
        parts += [head, _claim_cards(snapshot, rows, t, chosen, apart=len(own) > 1)]
    base = claims[~claims["role"].isin(("value", "other"))]
    if len(base):
        parts += [
            html.Div(t("evidence.base"), className="group-head"),
            _claim_cards(snapshot, base, t, chosen),
        ]
    return parts


def _claim_cards(
    snapshot: Snapshot, rows: pd.DataFrame, t: Texts, chosen: str, *, apart: bool = False
) -> html.Div:
    told: set[str] = set()
    cards = []
    for row in rows.head(SHOWN).to_dict("records"):
        story = row.get("story")
        copy = bool(story) and story in told
        told.add(story)
        cards.append(card(snapshot, row, t, copy=copy, chosen=row["claim"] == chosen, apart=apart))
    if len(rows) > SHOWN:
        cards.append(html.P(t("evidence.more", n=len(rows) - SHOWN), className="near"))
    return html.Div(cards)


def _near(snapshot: Snapshot, row: pd.Series, t: Texts) -> list:
    """Figures that come near this one but are of something else, each with what sets it apart."""
    near = snapshot.near[snapshot.near["figure"] == row["figure"]]
    items: list = []
    for other, reason in zip(near["other"], near["reason"], strict=True):
        at = snapshot.figure_position.get(other)
        if at is None or len(items) >= NEAR_SHOWN:
            continue
        found = snapshot.figures.iloc[at]
        words = [names.place(str(found["place"]), t.language)]
        words.append(numbers.period_text(str(found["period"]), str(found["period_kind"]), t.language))
        if found["form"]:
            words.append(names.form(str(found["form"]), t))
        said_of = t("list.comma").join(w for w in words if w)
        text = [
            html.B(tables.said(found, t)),
            glyph(str(found["status"])),
            " ",
            said_of,
            t("list.dot"),
            t(f"near.{reason}"),
        ]
        same = _same_button(snapshot, row, found, t) if reason in MAYBE_SAME else None
        items.append(html.Div([opener(other, text), same], className="near"))
    return [html.Div(t("evidence.near"), className="group-head"), *items] if items else []


def _same_button(snapshot: Snapshot, row: pd.Series, found: pd.Series, t: Texts) -> html.Button | None:
    """Takes two figures as one, where they are of one kind and reports state both."""
    if any(row[name] != found[name] for name in ALIKE):
        return None
    claims = [_lead(snapshot, snapshot.figure_position[one["figure"]]) for one in (found, row)]
    if not all(claims):
        return None
    said = t("evidence.merge")
    return button(
        icon("merge"), extra="tool", title=said, **{"data-review": "merge", "data-claims": " ".join(claims)}
    )


def _lead(snapshot: Snapshot, at: int) -> str:
    """A claim that states the drawn value of a figure, "" where none does."""
    claims = snapshot.claims_of(at)
    drawn = claims[claims["role"] == "value"]
    return str(drawn["claim"].iloc[0]) if len(drawn) else ""


def _line(row: pd.Series, claims: pd.DataFrame, t: Texts) -> list:
    """All values of a disputed figure on one line: the drawn one a diamond, each other a tick."""
    if row["status"] not in ("conflict", "revised"):
        return []
    drawn = float(row["value"])
    values = [drawn, *other_values(str(row["values"]), drawn)][:6]
    low, high = min(values), max(values)
    if high == low:
        return []
    own = claims[claims["role"].isin(("value", "other"))]
    reports = own.groupby("value_group")["report"].nunique().to_dict()
    margin = (high - low) * 0.18
    order = sorted(values)
    crowded = any(b - a < 0.4 * (high - low) for a, b in pairwise(order))
    marks: list = [html.Span(className="axis")]
    said = numbers.apart(values, str(row["unit"]), t.language)
    for n, value in enumerate(values):
        left = f"{(value - low + margin) / (high - low + 2 * margin) * 100:.2f}%"
        words = [html.B(said[n])]
        if n in reports:
            words.append(f" {t('count.reports', n=int(reports[n]))}")
        level = order.index(value) % 2 if crowded else 0
        marks.append(html.Span(className="at drawn" if not n else "at", style={"left": left}))
        marks.append(html.Span(words, className=f"label level-{level}", style={"left": left}))
    colour = {"--ink": f"var(--drug-{row['drug']})"}
    return [html.Div(marks, className="number-line", style=colour)]


def _history(snapshot: Snapshot, claims: pd.DataFrame, t: Texts) -> list:
    """What people said of these claims, newest first, each with its undo while it stands."""
    said_of = snapshot.corrections
    if not len(said_of):
        return []
    mine = said_of[said_of["claim"].isin(set(claims["claim"])) & (said_of["action"] != "undo")]
    items = [history_item(row, t) for row in mine.iloc[::-1].to_dict("records")]
    return [html.Div(t("history.title"), className="group-head"), *items] if items else []


def history_item(row: dict, t: Texts) -> html.Div:
    """One thing that a person said, with its undo while it stands."""
    words = t(
        f"history.{row['action']}",
        who=row["who"],
        date=numbers.date_text(pd.Timestamp(row["at"]), t.language),
        field=_field(str(row["field"]), t),
        old=_shown(str(row["field"]), row["old"], t),
        new=_shown(str(row["field"]), row["new"], t),
    )
    reason = [t("list.colon"), str(row["reason"])] if row["reason"] else []
    parts: list = [html.Span([words, *reason])]
    if row["state"] != "undone":
        parts.append(html.Button(t("script.undo"), type="button", **{"data-undo": row["id"]}))
    else:
        parts.append(html.Span(t("history.undone")))
    return html.Div(parts, className="history")


_OF_REPORT = {"published": "reports.date", "publisher": "reports.publisher", "title": "reports.name"}


def _field(name: str, t: Texts) -> str:
    """What a corrected slot, or a field of a report, is called."""
    keys = (_OF_REPORT.get(name, ""), f"table.{name}", f"filter.{name}", f"script.slot-{name}")
    return next((t(key) for key in keys if t.has(key)), name)


def _shown(field: str, value: object, t: Texts) -> str:
    """A value before or after a correction: "Heroin", "Thailand", "1,250", "–" for none."""
    if value is None or value == "" or isinstance(value, dict) or value != value:  # NaN beside numbers
        return "–"
    if isinstance(value, float):
        return numbers.count(int(value), t.language) if value.is_integer() else f"{value:g}"
    text = str(value)
    if field == "drug":
        return names.drug(text, t.language)
    if field in ("place", "origin"):
        return names.place(text, t.language)
    if field in ("period", "published"):
        return numbers.period_text(text, "", t.language) or text
    key = f"{field}.{text}"
    return (
        t(key) if field in ("measure", "statistic", "unit", "bound", "form", "scope") and t.has(key) else text
    )


def why(row: pd.Series, t: Texts) -> str:
    """Why this value is drawn, in the page's language."""
    data = json.loads(row["reason_data"]) if row["reason_data"] else {}
    if not data:
        return str(row["reason"])
    return reason_text(str(row["reason_key"]), data, t.language, numbers.amount)
