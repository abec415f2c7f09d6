"""What the wording says of a number: about, at least, at most."""

from __future__ import annotations

import re

from extractors.languages import Pack
from extractors.rules.lexicon import Found
from extractors.rules.number import Number

_BEFORE = (("at_least", "bounds.at_least"), ("at_most", "bounds.at_most"), ("about", "bounds.about"))
_AFTER = (
    ("at_least", "bounds.at_least_after"),
    ("at_most", "bounds.at_most_after"),
    ("about", "bounds.about_after"),
)
_KINDS = {kind for _, kind in (*_BEFORE, *_AFTER)} | {"numbers.rough"}
_GAP = re.compile(r"[ \n~≈<>≥≤]{0,3}")


def find_bound(
    folded: str, number: Number, end: int, start: int, found: Found, pack: Pack
) -> tuple[str, int | None]:
    """The bound of a number and where its wording starts; ("exact", None) where nothing is said.

    `end` is the end of the number's unit, behind which "or more", 以上 may stand.
    """
    if not number.more and found.kinds.keys().isdisjoint(_KINDS):
        return "exact", None
    best = None
    for bound, kind in _BEFORE:
        for hit in found.of(kind, max(start, number.start - 40), number.start + 4):
            if hit.end > number.start and not _shares_word(folded, hit, number):
                continue
            if _in_longer(hit, found) or _arrives(hit, found):
                continue
            if _compares(folded, hit, found) or not _adjoins(folded, hit.end, number.start, found):
                continue
            if best is None or hit.end - hit.start > best[1].end - best[1].start:
                best = (bound, hit)
    if best:
        return best[0], best[1].start
    if number.more:
        return "at_least", None
    for bound, kind in _AFTER:
        if kind not in found.kinds:
            continue
        for place in (number.end, number.end + 1, end, end + 1):
            hit = found.at(kind, place)
            if (
                hit
                and not pack.spaces
                and (_in_change(hit, found) or folded[hit.end : hit.end + 1].isdigit())
            ):
                continue
            if hit and _of_next(folded, hit, found, pack):
                continue
            apart = place not in (number.end, end) or (pack.spaces and place == number.end + 1)
            if hit and not (apart and folded[place - 1] != " "):
                return bound, None
    if any(hit.end <= end for hit in found.of("numbers.rough", number.start, number.end)):
        return "about", None
    return (_on_verb(folded, number, start, found) if not pack.spaces else "exact"), None


def _of_next(folded: str, hit, found: Found, pack: Pack) -> bool:
    """Three men *and more* than $800,000: the words are those before the next number."""
    longer = [h for h in found.of("bounds.at_least", hit.start, hit.end + 8) if h.start < hit.end < h.end]
    articles = tuple(f" {word} " for word in pack.words("numbers.articles"))
    return any(
        re.match(r" ?(?:[$€£]|[a-z]{1,3}[$])?[0-9]", folded[h.end : h.end + 8])
        or folded.startswith(articles, h.end)
        for h in longer
    )


def _shares_word(folded: str, hit, number: Number) -> bool:
    """Superior *al* doble: the bound's last word is the number's first."""
    return hit.start < number.start and folded[hit.end : hit.end + 1] == " " and hit.end < number.end


def _adjoins(folded: str, end: int, start: int, found: Found) -> bool:
    """Whether a bound stands right before its number: "more than 300", "más de los 300"."""
    if end > start or _GAP.fullmatch(folded[end:start]):
        return True
    small = found.at("bounds.between", end + 1)
    return small is not None and start - small.end == 1


def _compares(folded: str, hit, found: Found) -> bool:
    """43 % *superior a* las 143.000 de 2020: a comparison, no bound."""
    unit = found.ending("unit", hit.start - 1) if folded[hit.start - 1 : hit.start] == " " else None
    return unit is not None and unit.key == "percent"


def _in_change(hit, found: Found) -> bool:
    """14.3万公顷*多*出43%, 比去年的790公吨*多*: more than it, no more of it."""
    moved = found.at("changes.up", hit.start)
    compared = found.of("compare.than", hit.start - 16, hit.start)
    verbs = ("changes.up", "changes.down", "changes.reached")
    alone = compared and not any(found.of(kind, compared[-1].end, hit.start) for kind in verbs)
    return moved is not None and (moved.end > hit.end or bool(alone))


def _on_verb(folded: str, number: Number, start: int, found: Found) -> str:
    """*几乎*增加一半, *约*占全国的65%: a bound before the verb of a change or share holds for its number."""
    for kind, reach in (
        ("shares.verbs", 16),
        ("changes.up", 2),
        ("changes.down", 2),
        ("cues", 8),
        ("weak", 8),
    ):
        for verb in found.of(kind, max(start, number.start - 20), number.start):
            between = folded[verb.end : number.start]
            if len(between) > reach or re.search(r"[,;、。0-9]", between):
                continue
            for bound, word in _BEFORE:
                if found.ending(word, verb.start, 6) and (bound == "about" or kind not in ("cues", "weak")):
                    return bound
    return "exact"


def _arrives(hit, found: Found) -> bool:
    """ "spiked *up to* 755,091 kg": where a number moved to, no bound of it."""
    if hit.kind != "bounds.at_most" or not found.ending("ranges.to", hit.end):
        return False
    return any(found.ending(kind, hit.start - 1) for kind in ("changes.up", "changes.down"))


def _in_longer(hit, found: Found) -> bool:
    """ "ploughed *under* 2,130 hectares", "added *up to* 1.8 t": a part of another word."""
    return any(
        (word.start < hit.start and hit.end <= word.end) or (word.start == hit.start and hit.end < word.end)
        for kind in ("cues", "weak", "changes.reached", "compare.versus")
        for word in found.of(kind, hit.start - 14, hit.end + 12)
    )
