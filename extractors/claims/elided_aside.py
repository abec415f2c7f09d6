"""Bare numbers that share no unit with the one before: ages, prices, counts of something else, and percentages again."""

from __future__ import annotations

import re

from extractors.claims.scene import Scene
from extractors.rules.lexicon import Hit
from extractors.rules.quantities import NOUN_UNITS, Quantity, function_words


def counted_behind(scene: Scene, quantity: Quantity) -> Hit | None:
    """A fall of 2.3% *(from 14,241 to 13,909) in the number of abusers*: the noun behind the brackets of a change."""
    held = next(((a, b) for a, b in scene.brackets if a < quantity.start < b), None)
    if held is None or not any(q.end == held[0] - 1 and q.kind == "percent" for q in scene.quantities):
        return None
    number = next(iter(scene.of("claims.number_of", held[1], min(scene.end, held[1] + 32))), None)
    end = min(scene.end, number.end + 44) if number else 0
    nouns = [h for h in scene.of("nouns", number.end, end) if h.key in NOUN_UNITS] if number else []
    return nouns[0] if nouns and not scene.quantity_between(number.end, nouns[0].start) else None


def age_of_name(scene: Scene, quantity: Quantity) -> bool:
    """ "from one Gerald Reyes, *24*.", "Daniel Kithan (*33*)": a small number behind a name of two words."""
    start, end = quantity.start, quantity.end
    small = quantity.number.source == "digits" and 12 <= quantity.value < 100 and end - start == 2
    around = scene.text[start - 2 : start] + scene.text[end : end + 1]
    if not small or around not in (", ,", ", .", ", ;", " ()", ",  "):
        return False
    name = scene.text[max(scene.start, start - 24) : start - 2].split(" ")[-1]
    first = re.search(
        r"[A-Z][\w.]{0,20}[\"”’]? $",
        scene.text[max(scene.start, start - 26 - len(name)) : start - 2 - len(name)],
    )
    if around == ",  " and not first:
        return False  # Chinedu Asadu, 35 on 13 September, but not Mersin, 35 in Adana
    places = (
        [] if first and around[0] == "," else scene.places
    )  # Gerald Baguio, 24: the name of a place behind another name
    known = [*places, *scene.drugs, *scene.periods, *scene.of("nouns"), *scene.of("unit"), *scene.of("cues")]
    return name[:1].isupper() and name.isalpha() and not any(hit.end == start - 2 for hit in known)


def worth_told(scene: Scene, quantity: Quantity) -> bool:
    """*市值*大约8.18亿，另外还有82磅: a price right before a number without a unit."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    return not scene.pack.spaces and any(
        start - hit.end <= 3 for hit in scene.of("blocks.price", scene.start, start)
    )


def other_subject(scene: Scene, quantity: Quantity, model: Quantity | None) -> bool:
    """335.7 kg, while the *number of people* arrested dropped to 9,766: the number counts something else than the model."""
    if model is None or model.end > quantity.start:
        return False
    others = scene.of("blocks.other_counts", model.end, quantity.start)
    counted = others and not any(c in scene.between(others[-1].end, quantity.start) for c in ",;(")
    return bool(scene.of("claims.number_of", model.end, quantity.start) or (scene.pack.spaces and counted
                and any(scene.of(f"changes.{way}", others[-1].end, quantity.start) for way in ("reached", "up", "down"))))  # fmt: skip


def percent_again(scene: Scene, quantity: Quantity, before: Quantity | None) -> bool:
    """Cocaine made up 83 per cent and marijuana *16*: only a joiner and what the number is of stand between the two."""
    if before is None or before.kind != "percent" or before.refused or quantity.value >= 100:
        return False
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    names = [name for name in (*scene.drugs, *scene.places) if before.end <= name.start and name.end <= start]
    text = scene.between(before.end, start)
    if not names or len(text) > 44 or scene.broken(before.end, start):
        return False
    for name in names:
        text = text.replace(scene.between(name.start, name.end), " ")
    joined = {*function_words(scene.pack.code), *scene.pack.words("lists.joiners")}
    return all(word in joined for word in text.replace(",", " ").split())


def age_of_part(scene: Scene, quantity: Quantity) -> bool:
    """6,799 addicts, 63 percent *of them under 30*: a small number with a bound, right behind a share of people."""
    start = quantity.bound_start
    if start is None or not 12 <= quantity.value < 100 or quantity.end - quantity.start != 2:
        return False
    of = scene.found.ending("shares.of", start - 1)
    share = of and any(q.kind in ("percent", "fraction") and of.start - q.end == 1 for q in scene.quantities)
    return bool(share) and scene.folded[quantity.end : quantity.end + 1] in (";", ",", ".", ")")


def told_as_number(scene: Scene, quantity: Quantity) -> bool:
    """Amphetamine *seizures* by the police *numbered 18,200*: the things before the verb are counted, no tonnes."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    if not scene.pack.spaces or scene.found.ending("claims.numbered", start - 1) is None:
        return False
    counted = [h for h in scene.of("nouns", scene.start, start) if h.key == "incidents"]
    if counted and not scene.broken(counted[-1].end, start):
        quantity.unit = quantity.unit_key = quantity.kind = "incident"
        quantity.noun = "incidents"
    return quantity.kind == "incident"


def users_of_each(scene: Scene, quantity: Quantity, before: list[Quantity]) -> Quantity | None:
    """200 million people consume drugs: *163 million cannabis*, 34 million amphetamines: the people counted before."""
    if not scene.pack.spaces or quantity.number.scale < 1e6:
        return None
    last = next((q for q in reversed(before) if q.kind == "person" and not q.refused), None)
    named = any(d.start == quantity.end + 1 for d in scene.drugs)
    used = last and any(h.key == "users" for h in scene.of("cues", last.end, quantity.start))
    listed = last and scene.between(last.end, quantity.start).count(",") <= 1
    return last if named and (used or (listed and last.attrs.get("elided"))) else None
