"""What a bare number counts, told by the words beside it: "Two in custody", "547 of the deaths", "Detained: 27"."""

from __future__ import annotations

from extractors.claims.people_counted import held_behind_people, or_part, what_they_are
from extractors.claims.scene import Scene, State
from extractors.rules.counted import noun_ahead
from extractors.rules.lexicon import Hit
from extractors.rules.periods import KINDS_OF_DAY
from extractors.rules.quantities import NOUN_UNITS, Quantity, function_words

_LEVELS = ("mass", "area", "volume", "tablet", "plant", "person", "case", "laboratory", "incident")


def ends_here(scene: Scene, quantity: Quantity) -> bool:
    """Nothing counted follows: "7.3 of heroin" and "up from 3,900." but not "two trawlers"."""
    rest = scene.folded[quantity.end : min(scene.end, quantity.end + 24)]
    if not scene.pack.spaces:
        return (
            rest[:1] in set(",.;:)、；。：）")
            or not rest.strip()
            or any(
                scene.found.at(kind, quantity.end)
                for kind in (
                    "changes.reached",
                    "changes.up",
                    "changes.down",
                    "ranges.to",
                    "bounds.at_least_after",
                    "bounds.about_after",
                    "lists.joiners",
                )
            )
        )
    if not rest.strip() or rest[0] in ",.;:)!?—–" or rest.lstrip()[:1] in "(—–":
        return True
    word = rest.split()[0].strip(",.;:)") if rest[0] in " \n" else ""
    return (
        word in function_words(scene.pack.code)
        or word in scene.pack.words("claims.related")
        or any(
            0 <= hit.start - quantity.end <= 1
            for kind in (
                "places.locative",
                "shares.of",
                "shares.of_which",
                "cues",
                "weak",
                "changes.more",
                "changes.less",
                "lists.respectively",
                "lists.joiners",
                "shares.verbs",
            )
            for hit in scene.found.of(kind, quantity.end, quantity.end + 24)
        )
        or any(0 <= p.start - quantity.end <= 1 for p in scene.periods)
    )


def day_in_brackets(scene: Scene, quantity: Quantity) -> bool:
    """On Tuesday *(7)*, yesterday morning *(27)*: the day of the month behind its weekday."""
    held = scene.between(quantity.start - 1, quantity.start) + scene.between(quantity.end, quantity.end + 1)
    if held != "()" or quantity.number.source != "digits" or not 1 <= quantity.value <= 31:
        return False
    days = [p for p in scene.periods if p.kind in KINDS_OF_DAY or len(p.iso) == 10]
    return any(0 <= quantity.start - 2 - p.end <= 10 for p in days)


_PEOPLE_CUES = ("arrests", "users", "deaths")


def _told_by_year(scene: Scene, quantity: Quantity) -> Hit | None:
    """*吸毒人数*，1991年为14.8万，1995年为52万: what a list of years counts, named before its comma."""
    noun = next(
        (hit for hit in reversed(scene.of("counted", scene.start, quantity.start)) if hit.key in NOUN_UNITS),
        None,
    )
    period = next((p for p in scene.periods if p.end <= quantity.start and quantity.start - p.end <= 3), None)
    if noun is None or period is None or period.start < noun.end or not ends_here(scene, quantity):
        return None
    between = [q for q in scene.quantities if noun.end <= q.start < quantity.start and q.kind in _LEVELS]
    return noun if all(q.kind == NOUN_UNITS[str(noun.key)] for q in between) else None


def counted_there(scene: Scene, state: State, quantity: Quantity) -> bool:
    """What a bare number counts is told by the words beside it: "Two in custody", "547 of the deaths", "Detained: 27"."""
    if not scene.pack.spaces:
        noun = noun_ahead(scene.folded, scene.start, quantity.start, scene.found) or _told_by_year(
            scene, quantity
        )
        return (
            noun is not None
            and noun.key in NOUN_UNITS
            and _count(quantity, str(noun.key), NOUN_UNITS[str(noun.key)])
        )
    gap = quantity.end + 1
    cue = next(
        (
            h
            for h in scene.of("cues", gap, min(scene.end, gap + 24))
            if h.key in _PEOPLE_CUES and h.start - gap <= 10 and quantity.value > 1
        ),
        None,
    )
    between = scene.between(quantity.end, cue.start).strip() if cue else ""
    if cue and (not between or between in scene.pack.set_of("claims.auxiliary")):
        return _count(quantity, "people", "person")
    if said := what_they_are(scene, quantity):
        return _count(quantity, said, "person")
    if _taken_in(scene, quantity) or or_part(scene, quantity) or held_behind_people(scene, quantity):
        return _count(quantity, "people", "person")
    if scene.found.at("shares.of", gap) is None and _of_a_share(scene, quantity):
        gap += 1  # almost half (12.19 million) of those drug users
    of = scene.found.at("shares.of", gap)
    pills = _pills_of(scene, of.end) if of and not _of_seizures(scene, quantity) else ""
    if pills:
        quantity.unit_key = pills
        return _count(quantity, "", pills)
    noun = next(iter(scene.of("nouns", of.end, of.end + 30)), None) if of and gap > quantity.end + 1 else None
    noun = noun or (scene.found.at("nouns", of.end + 1) if of else None)
    if noun and noun.key in NOUN_UNITS:
        return _count(quantity, str(noun.key), NOUN_UNITS[str(noun.key)])
    if scene.line or scene.between(quantity.start - 2, quantity.start) == ": ":  # Arrests: 7,352, of which
        label = [
            h
            for h in scene.of("nouns", scene.start, quantity.start)
            if not scene.between(h.end, quantity.start).strip(" :：-–")
        ]
        if label and label[-1].key in NOUN_UNITS:
            return _count(quantity, str(label[-1].key), NOUN_UNITS[str(label[-1].key)])
    return _subject_counted(scene, state, quantity)


def _taken_in(scene: Scene, quantity: Quantity) -> bool:
    """Guards *detained 10* amid a raid, *arrested two* of them: a number right behind the verb for people."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    verb = next(
        (h for h in scene.of("cues", max(scene.start, start - 16), start) if h.end == start - 1), None
    )
    whole = quantity.value > 1 and quantity.number.step >= 1
    if verb is None or verb.key != "arrests" or not whole or not ends_here(scene, quantity):
        return False
    return not any(hit.key != "arrests" for hit in scene.of("cues", verb.start, verb.end))


def _of_seizures(scene: Scene, quantity: Quantity) -> bool:
    """404 000 *seizures* of herb, 288 000 of resin and *19 000* of plants: seizures still."""
    before = next((q for q in reversed(scene.quantities) if q.end <= quantity.start), None)
    counted = [q for q in scene.quantities if q.end <= quantity.start and q.kind == "incident"]
    return scene.pack.spaces and before is not None and bool(counted) and before.kind in ("incident", "bare")


def _pills_of(scene: Scene, end: int) -> str:
    """ "3,054,000 of the *Captagon pills*": the unit behind "of", with only a drug between; "" for none."""
    unit = next(
        (h for h in scene.of("unit", end, min(scene.end, end + 28)) if h.key in ("tablet", "plant")), None
    )
    if unit is None:
        return ""
    drug = next((d for d in scene.drugs if end <= d.start <= unit.start), unit)
    apart = scene.between(end, drug.start).strip() or scene.between(drug.end, unit.start).strip()
    return "" if apart else str(unit.key)


def _of_a_share(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number stands alone in brackets right behind a share."""
    held = scene.between(quantity.start - 1, quantity.start) + scene.between(quantity.end, quantity.end + 1)
    return held == "()" and any(
        q.end == quantity.start - 2 for q in scene.quantities if q.kind in ("percent", "fraction")
    )


def _subject_counted(scene: Scene, state: State, quantity: Quantity) -> bool:
    """ "Arrests … came down from 26,400 in 2014 to 16,600": the subject is what is counted."""
    if not scene.pack.spaces or quantity.value < 2 or not ends_here(scene, quantity):
        return False
    if scene.between(quantity.start - 1, quantity.start) == "(" and quantity.value < 100:
        return _of_its_place(scene, quantity)  # quantities seized (99): a note
    start = quantity.bound_start or quantity.start
    large = quantity.value >= 100 or quantity.number.scale > 1
    if not large and not scene.of("claims.number_of", scene.start, start):
        return False
    levels = [q.end for q in scene.quantities
              if q.kind in _LEVELS and not q.refused and q.end <= quantity.start and not q.attrs.get("subject")]  # fmt: skip
    begin = levels[-1] if levels else scene.start
    opened = scene.of("claims.number_of", begin, start)
    if levels and not opened:
        return False
    moved = any(
        scene.of(kind, begin, start)
        for kind in ("changes.up", "changes.down", "changes.multiples", "compare.versus", "changes.reached")
    )
    held = scene.between(start - 1, start) == "(" and scene.between(quantity.end, quantity.end + 1) == ")"
    moved = moved or (held and large and any(  # the number of deaths in 2022 (81,692) increased
        scene.of(kind, quantity.end, min(scene.end, quantity.end + 14)) for kind in ("changes.up", "changes.down")))  # fmt: skip
    pills = (
        [h for h in scene.of("unit", opened[-1].end, start) if h.key in ("tablet", "plant")] if opened else []
    )
    if pills and moved and not scene.of("nouns", opened[-1].end, pills[0].start):
        quantity.unit_key, quantity.attrs["subject"] = str(pills[0].key), True
        return _count(quantity, "", str(pills[0].key))  # the number of pills seized dropped to 123 million
    noun, end = _head(scene, opened[-1].end, start) if opened else _last_noun(scene, state, begin, start)
    if not noun and quantity.bound_start is not None and _counts_pills(scene, quantity, start):
        return True
    if not noun or scene.broken(end, start):
        return False
    totalled = (
        scene.found.at("claims.total", quantity.end + 1) is not None
    )  # most of the seizures - 132,253 in total
    if (
        moved
        or (opened and _dated_in_brackets(scene, quantity))
        or (large and len(scene.between(end, start)) < (40 if totalled else 14))
        or (opened and _comes_to(scene, end, start))
    ):
        quantity.attrs["subject"] = True
        return _count(quantity, noun, NOUN_UNITS[noun])
    return False


def _of_its_place(scene: Scene, quantity: Quantity) -> bool:
    """ "Countries reporting most (by *number of laboratories*) were Australia (17), Canada (13)": a number behind each place."""
    opened = scene.of("claims.number_of", scene.start, quantity.start)
    behind = scene.between(quantity.end, quantity.end + 1) == ")"
    if not opened or not behind or not any(p.end == quantity.start - 2 for p in scene.places):
        return False
    noun, _ = _head(scene, opened[-1].end, quantity.start)
    return bool(noun) and _count(quantity, noun, NOUN_UNITS[noun])


def _dated_in_brackets(scene: Scene, quantity: Quantity) -> bool:
    """The number of users did not change *(1.45 million in 1995* and 1.75 million in 1996)."""
    held = scene.between(quantity.start - 1, quantity.start) == "("
    return held and any(0 < period.start - quantity.end <= 5 for period in scene.periods)


def _comes_to(scene: Scene, start: int, end: int) -> bool:
    """ "the number of injectors (PWID) for 2014 *is* 11.7 million": a verb of being right before, no number between."""
    text = scene.between(start, end).rstrip()
    small = max(
        (w for w in scene.pack.words("compare.before_number") if text.endswith(" " + w)), key=len, default=""
    )
    words = text.removesuffix(small).split()  # was *a record* 26,240
    return (
        len(words) <= 14
        and bool(words)
        and words[-1] in scene.pack.words("claims.auxiliary")
        and not any(start <= q.start < end for q in scene.quantities)
    )


_SUBJECTS = ("arrests", "deaths", "users", "cases", "laboratories", "incidents")


def _last_noun(scene: Scene, state: State, start: int, end: int) -> tuple[str, int]:
    nouns = [h for h in scene.of("nouns", start, end) if h.key in _SUBJECTS]
    if not _seizures_counted(scene, state):
        nouns = [h for h in nouns if h.key != "incidents"]
    if nouns and (head := _head_of(scene, nouns[-1], start)):
        return (str(head.key), nouns[-1].end) if head.key in _SUBJECTS else ("", start)
    return (str(nouns[-1].key), nouns[-1].end) if nouns else ("", start)


def _head_of(scene: Scene, noun: Hit, start: int) -> Hit | None:
    """*Arrests* for drug offences, *inmates* convicted of drug crimes: what the offences are said of."""
    if noun.key != "cases" or not scene.pack.spaces:
        return None
    near = [*scene.of("nouns", start, noun.start), *scene.of("blocks.other_counts", start, noun.start)]
    near = sorted(hit for hit in near if hit.key in _SUBJECTS or hit.kind == "blocks.other_counts")
    words = scene.between(near[-1].end, noun.start).split() if near else []
    words = [word for word in words if not scene.found.at("drug", noun.start - len(word) - 1)]
    linked = bool(words) and len(words) <= 3 and words[-1] in function_words(scene.pack.code)
    return near[-1] if linked and words[-1] not in scene.pack.words("lists.joiners") else None


def _seizures_counted(scene: Scene, state: State) -> bool:
    """ "*Seizures* by the police rose from 144,198 to 169,224": where nothing was weighed before, they are counted."""
    weighed = any(
        q.kind in ("mass", "volume", "tablet", "plant", "area") and not q.refused for q in scene.quantities
    )
    spoken = state.unit[1] if state.unit else "incident"
    return spoken == "incident" and not weighed


def _head(scene: Scene, start: int, end: int) -> tuple[str, int]:
    """ "the number of *people arrested* for cases … fell to 9,766": the first noun, and for people the verb behind it."""
    noun = next(iter(scene.of("nouns", start, min(end, start + 48))), None)
    if scene.pack.spaces and scene.found.at("blocks.other_counts", start + 1):
        return "", start  # the number of rehabilitated addicts
    if noun is None or noun.key in _SUBJECTS:
        return (str(noun.key), noun.end) if noun else ("", start)
    cue = next(
        (h for h in scene.of("cues", noun.end, min(end, noun.end + 30)) if h.key in _PEOPLE_CUES), None
    )
    return (str(cue.key), cue.end) if cue else ("", start)


def _counts_pills(scene: Scene, quantity: Quantity, start: int) -> bool:
    """ "The number of *tablets* seized exceeded a billion"."""
    pills = [h for h in scene.of("unit", scene.start, start) if h.key in ("tablet", "plant")]
    exceeded = any(hit.start == start for hit in scene.of("bounds.at_least", start, quantity.start))
    if not pills or not exceeded or quantity.value < 1000 or scene.broken(pills[-1].end, start):
        return False
    quantity.unit_key = str(pills[-1].key)
    quantity.attrs["subject"] = True
    return _count(quantity, "", str(pills[-1].key))


def _count(quantity: Quantity, noun: str, unit: str) -> bool:
    quantity.noun, quantity.unit, quantity.kind = noun, unit, unit
    return True


def counts_for(scene: Scene, after: int) -> bool:
    """This includes 144 million *for cannabis*, 29 million for amphetamines: people or cases, by their drug."""
    word = scene.found.at("lists.for", after)
    return word is not None and scene.pack.spaces and any(0 < d.start - word.end <= 3 for d in scene.drugs)


def one_noun(scene: Scene, quantity: Quantity, following: Quantity, between: str) -> bool:
    """ "*1,772 male* and 880 female drug deaths": a word for the kind, then a joiner; the noun stands behind the last."""
    words = between.split()
    if not scene.pack.spaces or following.kind not in ("person", "case") or len(words) != 2:
        return False
    known = any(item.start == quantity.end + 1 for items in (scene.drugs, scene.places) for item in items)
    known = known or any(scene.found.at(kind, quantity.end + 1) for kind in ("nouns", "unit", "cues"))
    plain = words[0].isalpha() and words[0] not in function_words(scene.pack.code)
    return plain and not known and words[1] in scene.pack.words("lists.joiners")


def told_with(scene: Scene, state: State, quantity: Quantity) -> bool:
    """ "Only *17.8% (276,333)* were for sale": a number behind a percentage, of people or cases counted before."""
    ahead = any(q.end == quantity.start - 2 and q.kind == "percent" for q in scene.quantities)
    counted = bool(state.unit) and state.unit[1] in ("person", "case", "incident")
    return scene.pack.spaces and ahead and counted and quantity.value > 100


def with_its_share(scene: Scene, quantity: Quantity) -> bool:
    """ "Among 70,237 deaths, *47,600* (67.8%) involved an opioid"."""
    for opened, closed in scene.brackets:
        if opened == quantity.end + 1 and any(
            q.kind == "percent" and opened < q.start < closed for q in scene.quantities
        ):
            quantity.attrs["share_end"] = closed
            return True
    return False


def labelled(scene: Scene, quantity: Quantity) -> bool:
    """ "2015: 96,000", "Dhaka division 3,180": the only number of a line that begins with what it is about."""
    if len([q for q in scene.quantities if not q.refused]) > 1:
        return False
    label = scene.between(scene.start, quantity.start).strip(" •-*·:：")
    named = (
        any(p.end <= quantity.start for p in scene.periods)
        or bool(scene.of("places.nationwide", scene.start, quantity.start))
        or any(p.end <= quantity.start for p in scene.places)
    )
    return bool(label) and (named or any(d.end <= quantity.start for d in scene.drugs))


def admit_held(scene: Scene, state: State) -> None:
    """截查两名男子…。*该两名男子*被捕: those spoken of before who were not yet said to be held are told now."""
    told = set(state.people)
    for quantity in scene.quantities:
        held = any(c.key == "arrests" and quantity.end <= c.start for c in scene.of("cues"))
        fresh = quantity.kind == "person" and quantity.value > 1 and quantity.value not in told
        if quantity.refused == "spoken of before" and held and fresh:
            quantity.refused = ""
        if quantity.kind == "person":
            told.add(quantity.value)
