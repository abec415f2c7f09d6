"""The evidence of one figure: each sentence that states it, the number highlighted, and who says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import pandas as pd
from dash import html

from dashboard import names, numbers
from dashboard.parts import button, chip, glyph, icon, link, opener
from dashboard.snapshot import Snapshot, place_within
from dashboard.summaries import other_values
from dashboard.texts import Texts

CONTEXT = 90
SHOWN = 60


def web_address(url: object) -> str:
    """The address if it is one that may be linked to (http or https), else ""."""
    text = str(url or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def quoted(text: str, sentence: str, start: int, end: int) -> tuple[str, str, str, str, str]:
    """The sentence around `text[start:end]` in five parts: what stands before it, its beginning, the number,
    its end, what stands after. Context is cut at a word."""
    at = text.rfind(sentence, max(0, end - len(sentence)), start + len(sentence)) if sentence else -1
    if at < 0 or not at <= start <= end <= at + len(sentence):
        at, stop = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    else:
        stop = at + len(sentence)
    before = text[max(0, at - CONTEXT) : at].rsplit("\n", 1)[-1]
    after = text[stop : stop + CONTEXT].split("\n", 1)[0]
    if len(before) == CONTEXT and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if len(after) == CONTEXT and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return before, text[at:start], text[start:end], text[end:stop], after


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
    parts = [_headline(row, t), _why(row, t), *_groups(snapshot, row, claims, t, claim)]
    return _shell(_what(row, t), [*parts, *_near(snapshot, row, at, t)], t, figure=row["figure"])


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
            html.Span([html.Kbd("J"), " ", html.Kbd("K"), f" {t('evidence.next')}"]),
            html.Span([html.Kbd("Esc"), f" {t('evidence.close-key')}"], className="end"),
        ],
        className="drawer-foot",
    )
    return [html.Div([head, *body], className="drawer-body", tabIndex=0), keys]


def _what(row: pd.Series, t: Texts) -> str:
    name = names.drug_with_form(str(row["drug"]), str(row["form"]), t)
    parts = [
        f"{name}{t('list.space')}{t('noun.' + str(row['measure']))}",
        names.place(str(row["place"]), t.language),
    ]
    parts.append(numbers.period_text(str(row["period"]), str(row["period_kind"]), t.language))
    if row["statistic"] != "level":
        parts.insert(1, t(f"statistic.{row['statistic']}"))
    return t("list.dot").join(p for p in parts if p)


def said(row: pd.Series, t: Texts) -> str:
    """A value as a headline says it: signs for bounds, a change signed."""
    low = None if pd.isna(row["low"]) else float(row["low"])
    high = None if pd.isna(row["high"]) else float(row["high"])
    if row["statistic"] == "change":
        return numbers.percent(float(row["value"]), t.language, signed=True)
    return numbers.bounded(float(row["value"]), str(row["unit"]), t.language, str(row["bound"]), low, high)


def _headline(row: pd.Series, t: Texts) -> html.Div:
    number = [said(row, t)]
    others = (
        other_values(str(row["values"]), float(row["value"]))
        if row["status"] in ("conflict", "revised")
        else ()
    )
    if others:
        shown = [numbers.amount(v, str(row["unit"]), t.language) for v in others]
        number.append(html.Span(t("value.or-more", others=t.join(shown[:4])), className="or"))
    return html.Div([html.Div(number, className="number"), chip(str(row["status"]), t)], className="headline")


def _why(row: pd.Series, t: Texts) -> html.P:
    reason = str(row["reason"]) if not pd.isna(row["reason"]) else ""
    support = t(
        f"support.{row['status']}-long",
        sources=t("count.sources", n=int(row["sources"])),
        reports=t("count.reports", n=int(row["reports"])),
    )
    support = support[:1].upper() + support[1:] + t("list.stop")
    if str(row["status"]) == "implied":
        support = t("evidence.implied")
    return html.P([support, t("list.sentence") if reason else "", reason], className="why")


def _groups(snapshot: Snapshot, row: pd.Series, claims: pd.DataFrame, t: Texts, chosen: str) -> list:
    """Claims grouped by the value that they state, the drawn one first."""
    own = claims[claims["role"].isin(("value", "other"))]
    parts: list = []
    lead = own[own["role"] == "value"]["value_group"]
    first = lead.iloc[0] if len(lead) else None
    order = sorted(own["value_group"].unique(), key=lambda g: (g != first, g))
    for group in order:
        rows = own[own["value_group"] == group].sort_values("published", na_position="last")
        value = said(rows.iloc[0], t)
        reports = t("count.reports", n=int(rows["report"].nunique()))
        sources = t("count.sources", n=int(rows["source"].nunique()))
        head = html.Div(
            html.Span(t("evidence.group", value=value, reports=reports, sources=sources)),
            className="group-head",
        )
        parts += [head, _claim_cards(snapshot, rows, t, chosen)]
    base = claims[~claims["role"].isin(("value", "other"))]
    if len(base):
        parts += [
            html.Div(t("evidence.base"), className="group-head"),
            _claim_cards(snapshot, base, t, chosen),
        ]
    return parts


def _claim_cards(snapshot: Snapshot, rows: pd.DataFrame, t: Texts, chosen: str) -> html.Div:
    told: set[str] = set()
    cards = []
    for row in rows.head(SHOWN).to_dict("records"):
        story = row.get("story")
        copy = bool(story) and story in told
        told.add(story)
        cards.append(card(snapshot, row, t, copy=copy, chosen=row["claim"] == chosen))
    if len(rows) > SHOWN:
        cards.append(html.P(t("evidence.more", n=len(rows) - SHOWN), className="near"))
    return html.Div(cards)


def card(
    snapshot: Snapshot, row: dict, t: Texts, *, copy: bool = False, chosen: bool = False
) -> html.Article:
    """One claim: value, sentence with the number marked, report, publisher, date, link, rule."""
    text = snapshot.text(row["report"])
    before, begin, number, rest, after = quoted(text, row["sentence"], int(row["start"]), int(row["end"]))
    if not number:
        begin, number, rest = row["sentence"].partition(row["quote"])
        before = after = ""
    quote = html.Blockquote(
        [
            html.Span(before, className="rest"),
            begin,
            html.Mark(number),
            rest,
            html.Span(after, className="rest"),
        ],
        lang=str(row["language"]) or None,
    )
    date = numbers.date_text(row["published"], t.language) or t("evidence.undated")
    publisher = (
        str(row["publisher"])
        if not pd.isna(row["publisher"]) and row["publisher"]
        else t("evidence.no-publisher")
    )
    whence = [publisher, date, names.language(str(row["language"]), t.language)]
    if row.get("location"):
        whence.append(str(row["location"]))
    title = str(row["title"] or row["file"])
    url = web_address(row["url"])
    outside = {"href": url, "target": "_blank", "rel": "noopener noreferrer nofollow"}
    named = html.A([title, " ", icon("open")], **outside, title=t("evidence.link-title")) if url else title
    notes = [t("evidence.rule", rule=row["rule"])]
    if copy:
        notes.insert(0, t("evidence.copy-of"))
    if row.get("origin"):
        notes.insert(0, t("evidence.origin", place=names.place(str(row["origin"]), t.language)))
    value = said(pd.Series(row), t)
    bound = t(f"bound.{row['bound']}")
    what = [html.B(value), bound]
    if row.get("corrected"):
        what += [" ", chip("corrected", t)]
    return html.Article(
        [
            html.Div(what, className="what"),
            quote,
            html.Div(
                [t("list.dot").join(whence), html.Br(), named, t("list.dot"), t("list.dot").join(notes)],
                className="whence",
            ),
            html.Div(
                link(f"/report/{row['report']}?claim={row['claim']}", t("evidence.open")), className="whence"
            ),
        ],
        className="claim chosen" if chosen else "claim",
        tabIndex=0,
        **{"data-claim": row["claim"], "aria-label": f"{value}, {publisher}, {date}"},
    )


def _near(snapshot: Snapshot, row: pd.Series, at: int, t: Texts) -> list:
    """Other figures of the same measure and drug whose period or place touches this one's: near, not the same."""
    found = near_misses(snapshot, row, at)
    if not found:
        return []
    items: list = [html.Div(t("evidence.near"), className="group-head")]
    for other in found:
        place, period = str(other["place"]), str(other["period"])
        words = [
            names.place(place, t.language),
            numbers.period_text(period, str(other["period_kind"]), t.language),
        ]
        if other["form"]:
            words.append(names.form(str(other["form"]), t))
        if other["scope"] == "event":
            words.append(t("scope.event"))
        text = t("list.comma").join(w for w in words if w)
        items.append(
            html.Div(
                opener(other["figure"], [html.B(said(other, t)), glyph(str(other["status"])), " ", text]),
                className="near",
            )
        )
    return items


def near_misses(snapshot: Snapshot, row: pd.Series, at: int, most: int = 6) -> Sequence[pd.Series]:
    """Figures of the same measure, drug and unit in the same place with an overlapping period, or of the same
    period in a place inside or around this one."""
    table = snapshot.figures
    same = table[
        (table["measure"] == row["measure"])
        & (table["statistic"] == row["statistic"])
        & (table["drug"] == row["drug"])
        & (table["unit"] == row["unit"])
        & ((table["country"] == row["country"]) | (table["place"] == row["place"]))
        & (table["year"] == row["year"])
    ]
    days = numbers.span(str(row["period"]))
    found = []
    for position, other in same.iterrows():
        if position == at or days is None:
            continue
        span = numbers.span(str(other["period"]))
        if span is None or span[0] > days[1] or span[1] < days[0]:
            continue
        here, there = str(row["place"]), str(other["place"])
        if here == there or place_within(here, there) or place_within(there, here):
            found.append(other)
    found.sort(key=lambda o: (o["place"] != row["place"], o["scope"] == "event", -int(o["sources"])))
    return found[:most]
