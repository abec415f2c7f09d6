"""Sentences that the engine and the store have in English (why a file was refused, what was not read, rules, places in
a report, refused corrections, what columns mean), in the language of the page.

The catalogues hold them as templates, `dashboard/texts/en.toml` word for word as the readers write them; a sentence is
said in another language by the template that it fits.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dashboard.texts import FALLBACK, Texts, texts

_SLOT = re.compile(r"\{(\w+)\}")
_WITHIN = (
    "why",
    "kind",
    "spot",
    "counted",
    "slot",
)  # slots whose value is a sentence of the section of that name
SECTIONS = ("reason", "refusal", "note", "rule", "column", "weighed", *_WITHIN)
_LONGEST = 2_000  # characters: no sentence of ours is as long
_TOGETHER = 6  # pieces of a note that its caption may make
_BETWEEN = "; "  # what rules and notes are joined by


def reason(sentence: str, t: Texts) -> str:
    """Why a file was not read."""
    return _said(sentence, "reason", t)


def refusal(sentence: str, t: Texts) -> str:
    """Why a correction was refused."""
    return _said(sentence, "refusal", t)


def spot(location: str, t: Texts) -> str:
    """Where in a report: "page 12", "sheet Seizures, row 3, column 2"."""
    return _said(location, "spot", t)


def column(meaning: str, t: Texts) -> str:
    """What a column means."""
    return _said(meaning, "column", t)


def weighed(source: str, t: Texts) -> str:
    """Where the weight of a unit comes from."""
    return _said(source, "weighed", t)


@lru_cache(4096)
def rule(name: str, t: Texts) -> str:
    """The rules that read a claim: "seizure cue before <quantity>; <drug> beside <quantity>"."""
    return t("list.clause").join(_said(part, "rule", t) for part in name.split(_BETWEEN))


def note(sentences: str, t: Texts) -> str:
    """What of a report was not read. A caption may hold what joins two notes: of its pieces, as many are taken
    together as make a note."""
    left, found = sentences.split(_BETWEEN), []
    while left:
        most = range(1, min(len(left), _TOGETHER) + 1)
        end = next((n for n in most if _fit(_BETWEEN.join(left[:n]), "note")), 1)
        found.append(_said(_BETWEEN.join(left[:end]), "note", t))
        left = left[end:]
    return t("list.clause").join(found)


def known(sentence: str, section: str) -> bool:
    """Whether the catalogues have a template for a sentence and for what stands in its slots (but for captions)."""
    fit = _fit(sentence, section)
    inner = fit[1].items() if fit is not None else ()
    return fit is not None and all(known(v, name) for name, v in inner if name in _WITHIN and name != "spot")


def _said(sentence: str, section: str, t: Texts) -> str:
    fit = _fit(sentence, section)
    if fit is None:
        return sentence
    key, values = fit
    told = {name: _said(v, name, t) if name in _WITHIN else v for name, v in values.items()}
    return t(f"{section}.{key}", **told) if told else t(f"{section}.{key}")


@lru_cache(4096)
def _fit(sentence: str, section: str) -> tuple[str, dict[str, str]] | None:
    """The template that a sentence was made from, and what fills its slots; of several the one that says most
    itself."""
    for key, pattern in _templates(section) if len(sentence) <= _LONGEST else ():
        if found := pattern.fullmatch(sentence):
            return key, found.groupdict()
    return None


@cache
def _templates(section: str) -> list[tuple[str, re.Pattern[str]]]:
    entries = texts(FALLBACK).section(section).items()
    longest = sorted(entries, key=lambda entry: -len(_SLOT.sub("", entry[1])))
    return [(key, re.compile(_pattern(text), re.DOTALL)) for key, text in longest]


def _pattern(text: str) -> str:
    pieces = _SLOT.split(text)  # words, a slot's name, words …
    return "".join(f"(?P<{p}>.+?)" if n % 2 else re.escape(p) for n, p in enumerate(pieces))
