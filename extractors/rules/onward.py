"""Places that drugs were brought to: from Laos *to the United States*, the main supplier of resin *for Europe*."""

from __future__ import annotations

from extractors.languages import Pack
from extractors.rules.lexicon import Found


def goes_on(between: str, pack: Pack) -> bool:
    """From Laos *to the* United States."""
    word, _, small = between.strip().partition(" ")
    return word in pack.words("ranges.to") and (not small or small in pack.set_of("places.before_name"))


def brought_to(folded: str, a: int, start: int, found: Found, pack: Pack) -> bool:
    """Attempted to *transport* the weed *to* Accra: the verb of the clause tells what "to" means."""
    word = folded.rfind(" ", start, a - 1) + 1
    a = word if folded[word : a - 1] in pack.set_of("places.before_name") else a
    led = (*pack.words("ranges.to"), *pack.words("lists.for"))
    to = any(folded.endswith(f" {word} ", start, a) for word in led)
    verbs = found.of("places.bringing", max(start, a - 60), a) if to else []
    between = folded[verbs[-1].end : a] if verbs else ","
    return "," not in between and ";" not in between
