"""One claim as the evidence shows it: the sentence with its number marked, whence it comes, what to do
with it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pandas as pd

from dashboard import html, names, numbers, stored, tables, wording
from dashboard.parts import button, chip, icon, link
from dashboard.snapshot import Snapshot
from dashboard.texts import Texts
from extractors import records

CONTEXT = 90
SLOTS = records.SLOTS[:12]  # without whom it is attributed to and its scope
NUMBERS = ("value", "low", "high")


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


def card(
    snapshot: Snapshot, row: dict, t: Texts, *, copy: bool = False, chosen: bool = False, apart: bool = False
) -> html.Article:
    """One claim: value, sentence with the number marked, report, publisher, date, link, rule. `apart`: it may be
    kept apart from the others of its figure."""
    text = snapshot.text(row["report"])
    before, begin, number, rest, after = quoted(text, row["sentence"], int(row["start"]), int(row["end"]))
    if not number:
        begin, number, rest = row["sentence"].partition(row["quote"])
        before = after = ""
    quote = html.Blockquote(
        [
            html.Span(before, className="rest"),
            *underlined(row, (begin, number, rest), t),
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
        whence.append(stored.spot(str(row["location"]), t))
    title = str(row["title"] or row["file"])
    url = web_address(row["url"])
    outside = {"href": url, "target": "_blank", "rel": "noopener noreferrer nofollow"}
    named = html.A([title, " ", icon("open")], **outside, title=t("evidence.link-title")) if url else title
    notes = [t("evidence.rule", rule=stored.rule(str(row["rule"]), t))]
    if copy:
        notes.insert(0, t("evidence.copy-of"))
    if row.get("origin"):
        notes.insert(0, t("evidence.origin", place=names.place(str(row["origin"]), t.language)))
    value = tables.said(row, t)
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
            _acts(row, t, apart),
        ],
        className="claim chosen" if chosen else "claim",
        tabIndex=0,
        **{
            "data-claim": row["claim"],
            "data-slots": slots(row),
            "aria-label": f"{value}, {publisher}, {date}",
        },
    )


def underlined(row: dict, parts: tuple[str, str, str], t: Texts) -> list:
    """The sentence with its number marked, and the words that told the other slots underlined, their reading on
    hover."""
    begin, number, rest = parts
    sentence = begin + number + rest
    span = (len(begin), len(begin) + len(number))
    published = None if pd.isna(row["published"]) else pd.Timestamp(row["published"]).date()
    words = wording.told(sentence, str(row["language"]), published, row, span)
    marked = [
        (
            one.start,
            one.end,
            html.Span(sentence[one.start : one.end], className="told", title=told_as(one, t)),
        )
        for one in words
    ]
    found: list = []
    at = 0
    for start, end, piece in sorted([*marked, (*span, html.Mark(number))], key=lambda m: m[0]):
        found += [sentence[at:start], piece]
        at = end
    return [part for part in [*found, sentence[at:]] if part != ""]


def told_as(one: wording.Told, t: Texts) -> str:
    """What words were read as: "Place: Thailand"."""
    values = {
        "drug": lambda v: names.drug(v, t.language),
        "place": lambda v: names.place(v, t.language),
        "period": lambda v: numbers.period_text(v, "", t.language) or v,
        "measure": lambda v: t(f"measure.{v}"),
    }
    return t("list.colon").join([t(f"table.{one.slot}"), values[one.slot](one.value)])


def _acts(row: dict, t: Texts, apart: bool) -> html.Div:
    """Accept, correct, reject, keep apart; open the report at the sentence."""
    words = {"accept": "check", "correct": "edit", "reject": "close"}
    acts = [
        html.Button(
            [icon(picture), t(f"evidence.{name}"), html.Kbd(name[0].upper(), **{"aria-hidden": "true"})],
            className="plain-button",
            type="button",
            **{"data-review": name},
        )
        for name, picture in words.items()
    ]
    if apart:
        acts.append(
            button(icon("split"), extra="tool", title=t("evidence.split"), **{"data-review": "split"})
        )
    address = f"/report/{row['report']}?claim={row['claim']}"
    said = t("evidence.open")
    opens = link(address, icon("open"), extra="tool open-report", title=said, **{"aria-label": said})
    return html.Div([*acts, opens], className="acts")


def slots(row: dict) -> str:
    """The claim's slots as JSON: what a correction starts from."""
    found = {}
    for name in SLOTS:
        value = row.get(name)
        missing = value is None or pd.isna(value)
        found[name] = None if missing else (f"{float(value):.10g}" if name in NUMBERS else str(value))
    return json.dumps(found, ensure_ascii=False)
