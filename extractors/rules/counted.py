"""What a classifier counts: it stands behind it (5名民警, 3个窝点) or before the number (嫌疑人一名).

Only languages whose script has no spaces count with classifiers; the others name what is counted right away.
"""

from __future__ import annotations

import re

from extractors.languages import Pack
from extractors.rules.lexicon import Found, Hit

_REACH = 14  # characters from a classifier to the noun behind it
_STOP = re.compile(r"[,;:()\[\]。，、；：（）!?“”「」\n]|[0-9]")
# Measures that may be counted with a classifier of each kind; "other" is counted by all, "groups" by all that count no
# people, and make no claim.
_FITS = {
    "person": ("arrests", "users", "deaths"),
    "case": ("cases", "deaths", "incidents", "laboratories"),
    "laboratory": ("laboratories",),
    "incident": ("incidents", "cases"),
    "generic": ("cases", "laboratories", "incidents", "users"),
}


def counted_noun(
    folded: str,
    start: int,
    number: tuple[int, int],
    end: int,
    stop: int,
    kind: str,
    alone: bool,
    found: Found,
    pack: Pack,
) -> tuple[Hit | None, bool]:
    """The noun that the number at `number` counts, its classifier ending at `end`; whether it stands before.

    `stop` is where the next number begins; `alone` says that the classifier is a noun itself (3人).
    """
    fits = (*_FITS[kind], "other", *(() if kind == "person" else ("groups",)))  # 两名参与团伙的男子
    ahead = noun_ahead(folded, start, number[0], found)
    if ahead and ahead.key in (*fits, "groups"):
        return ahead, True
    if alone:
        return None, False
    reach = min(stop, end + _REACH)
    brake = _STOP.search(folded, end, reach)
    behind = found.of("counted", end, brake.start() if brake else reach)
    if kind == "case" and any(hit.key == "cases" for hit in behind):  # 2起货柜走私毒品*案*
        return next(hit for hit in reversed(behind) if hit.key == "cases"), False
    for hit in behind:
        if hit.key in fits:
            return hit, False
    return None, False


def noun_ahead(folded: str, start: int, number: int, found: Found) -> Hit | None:
    """窝点*共有约*87处: the noun before a number, with only bounds and small words between."""
    place = number
    while place > start:
        noun = found.ending("counted", place, 12)
        if noun:
            return noun
        for kind in (
            "bounds.about",
            "bounds.at_least",
            "bounds.at_most",
            "claims.total",
            "claims.counting",
            "changes.reached",
        ):
            small = found.ending(kind, place, 6)
            if small:
                place = small.start
                break
        else:
            return None
    return None


def is_article(folded: str, start: int, end: int, pack: Pack) -> bool:
    """一名男子, 一个窝点, 最大一宗: a one that only introduces a noun, or stands for it."""
    return folded[start:end] in pack.words("numbers.articles")
