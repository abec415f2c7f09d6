"""Numbers whose unit is left out because it was said before: "and 7.3 of heroin", "up from 3,900", "Rotterdam 46.8"."""

from __future__ import annotations

from extractors.claims.counting import (
    counted_there,
    counts_for,
    day_in_brackets,
    ends_here,
    labelled,
    one_noun,
    told_with,
    with_its_share,
)
from extractors.claims.elided_aside import (
    age_of_name,
    age_of_part,
    counted_behind,
    other_subject,
    percent_again,
    told_as_number,
    users_of_each,
    worth_told,
)
from extractors.claims.scene import Scene, State
from extractors.rules.quantities import NOUN_UNITS, Quantity, function_words

_FIRM = ("in brackets", "<number> in <period>", "of <drug>", "earlier amount")
_LEVELS = ("mass", "area", "volume", "tablet", "plant", "person", "case", "laboratory", "incident")


def fill_elided(scene: Scene, state: State) -> None:
    """Give each bare number its unit where the wording says that it shares one; others stay bare."""
    quantities = scene.quantities
    for index in range(len(quantities) - 1, -1, -1):
        quantity = quantities[index]
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        listed = _open(quantity) and following and _lists_with(scene, quantity, following)
        if listed and not worth_told(scene, quantity):  # 市值6,700万，两名运输工人
            _share(quantity, following)
    for index, quantity in enumerate(quantities):
        if not _open(quantity):
            continue
        if scene.pack.spaces and (age_of_name(scene, quantity) or age_of_part(scene, quantity)):
            quantity.refused = "age"
            continue
        if scene.pack.spaces and scene.brackets and (noun := counted_behind(scene, quantity)):
            quantity.noun = str(noun.key)
            quantity.unit = quantity.kind = NOUN_UNITS[quantity.noun]
            continue
        if day_in_brackets(scene, quantity):
            quantity.refused = "a day"
            continue
        if millions := users_of_each(scene, quantity, quantities[:index]):
            _share(quantity, millions)
            continue
        if _lone_one(quantity) or counted_there(scene, state, quantity) or not ends_here(scene, quantity):
            continue
        before = quantities[index - 1] if index else None
        model = next((q for q in reversed(quantities[:index]) if q.kind in _LEVELS and not q.refused), None)
        if percent_again(scene, quantity, before):
            quantity.unit = quantity.unit_key = quantity.kind = "percent"
            continue
        if worth_told(scene, quantity) or told_as_number(scene, quantity):
            continue
        reason = "" if other_subject(scene, quantity, model) else _reason(scene, state, quantity, model)
        tainted = before is not None and before.refused.startswith(("measured", "counts", "money", "age"))
        if tainted and reason not in _FIRM:
            continue
        quantity.attrs["part"], quantity.attrs["reason"] = reason == "part", reason
        if reason and model:
            _share(quantity, model)
            quantity.attrs["model"] = model
        elif (
            reason == "earlier amount"
            and state.unit
            and _to_another(scene, quantity, quantities[index + 1 :])
        ):
            quantity.unit, quantity.kind, quantity.factor, quantity.noun = state.unit
            quantity.value, quantity.attrs["elided"] = quantity.number.value * quantity.factor, reason
        elif reason == "line" and any(
            h.key != "percent" for h in scene.of("unit", scene.start, quantity.start)
        ):
            continue  # "Ecstasy (tablets) 217,005" below a head that says kg
        elif reason in ("part", "further", "line", "as before", "in brackets") and state.unit:
            quantity.unit, quantity.kind, quantity.factor = state.unit[:3]
            quantity.noun = state.unit[3]
            quantity.value = quantity.number.value * quantity.factor
            quantity.attrs["elided"] = reason


def _to_another(scene: Scene, quantity: Quantity, following: list[Quantity]) -> bool:
    """The laboratories went *from 74* in 2022 *to* 203: two bare numbers of what was counted before."""
    if (
        not following
        or not _open(following[0])
        or scene.of("blocks.other_counts", scene.start, quantity.start)
    ):
        return False
    start = following[0].bound_start or following[0].start
    to = scene.found.ending("ranges.to", start - 1, 12) or scene.found.ending("changes.reached", start - 1)
    return to is not None and not scene.broken(quantity.end, start)


def _lone_one(quantity: Quantity) -> bool:
    """ "the year before the last *one*", "*one* of the men": a pronoun, no number."""
    return quantity.number.source == "words" and quantity.value == 1


def _open(quantity: Quantity) -> bool:
    return quantity.kind == "bare" and not quantity.refused and quantity.number.source != "one"


def _share(quantity: Quantity, model: Quantity) -> None:
    quantity.unit, quantity.kind, quantity.noun = model.unit, model.kind, model.noun
    quantity.factor, quantity.unit_key = model.factor, model.unit_key
    value = quantity.number.value
    if quantity.number.scale == 1 < model.number.scale and model.start > quantity.start and value < 1000:
        value *= model.number.scale
    if quantity.low is not None and quantity.high is not None:  # between 21,500 and 29,500
        quantity.low, quantity.high = quantity.low * model.factor, quantity.high * model.factor
        value = (quantity.low + quantity.high) / 2 / model.factor
    quantity.value = value * model.factor
    quantity.attrs["elided"] = "shared"


def _lists_with(scene: Scene, quantity: Quantity, following: Quantity) -> bool:
    """670, 172 and 92 tonnes; from 28 to 40 tonnes: only list marks between a bare number and one with a unit."""
    if following.refused or following.kind in ("bare", "fraction"):
        return False
    if following.kind == "percent" and (quantity.value >= 1000 or quantity.number.scale > 1):
        return False
    between = text = scene.between(quantity.end, following.bound_start or following.start)
    for period in scene.periods if scene.pack.spaces else ():  # de 25.300 *en 2012* a 23.000 hectáreas
        if quantity.end < period.start and period.end <= following.start and len(between) < 30:
            led = scene.found.ending("compare.link", period.start - 1)
            start = led.start if led and led.start > quantity.end else period.start
            between = text = scene.between(quantity.end, start).rstrip() + scene.between(
                period.end, following.start
            )
    for kind in (
        "lists.joiners",
        "ranges.to",
        "ranges.and",
        *(("fractions.ratio",) if quantity.value > 100 else ()),
    ):
        for hit in scene.found.of(kind, quantity.end, following.start):
            text = text.replace(scene.folded[hit.start : hit.end], ",", 1)
    return (len(between) <= 10 and not text.strip(" ,，、")) or one_noun(scene, quantity, following, between)


def _reason(scene: Scene, state: State, quantity: Quantity, model: Quantity | None) -> str:
    """Which wording says that the number shares the unit of the one before; "" for none."""
    after, before = quantity.end + 1, quantity.bound_start or quantity.start
    others = [
        h
        for k in ("blocks.other_counts", "blocks.other_units")
        for h in scene.of(k, max(scene.start, before - 12), before)
    ]
    if others and scene.found.at("shares.of_which", after):  # mail parcels, 19,000 of them
        return ""
    spoken = model.kind if model else state.unit[1] if state.unit and scene.pack.spaces else ""
    counted = spoken in ("person", "case", "incident")
    if counted and (with_its_share(scene, quantity) or counts_for(scene, after)):
        return "part"
    told = quantity.number.source == "digits" or model is not None or quantity.value > 10
    if told and (scene.found.at("shares.of_which", after) or scene.found.at("shares.of_which", quantity.end)):
        countable = (
            model
            or not scene.pack.spaces
            or not state.unit
            or state.unit[1] not in ("mass", "area", "volume")
        )
        return "part" if countable or scene.of("cues") or scene.drugs else ""  # "90 of them" are no tonnes
    if (model or spoken == "person") and any(
        hit.end >= before - 2 for hit in scene.of("shares.of_which", max(scene.start, before - 24), before)
    ):
        return "part"  # Among them, 223,000 were new
    if (
        model
        and scene.between(model.end, before) == ", "
        and scene.found.ending("shares.of_which", model.start - 1)
    ):
        return "part"  # of those 26 laboratories, 22 were found in …
    if scene.found.at("shares.of", after) and any(0 < d.start - after <= 14 for d in scene.drugs):
        return "of <drug>"
    if (
        model
        and model.kind == "case"
        and any(0 < d.start - after <= 24 and not scene.quantity_between(after, d.start) for d in scene.drugs)
    ):
        return "related to <drug>"
    if any(
        hit.end >= before - 5 for hit in scene.of("compare.versus", max(scene.start, before - 30), before)
    ):
        return "earlier amount"
    if any(h.end >= before - 5 for h in scene.of("changes.multiples", max(scene.start, before - 16), before)):
        return "earlier amount"
    if (
        scene.folded[before - 1 : before] in ("(", "（")
        and scene.folded[quantity.end : quantity.end + 1] in (")", "）")
        and (model or told_with(scene, state, quantity))
    ):
        return "in brackets"
    if model and any(d.end <= before and len(scene.between(d.end, before).split()) == 1 for d in scene.drugs):
        return "<drug> in <number>"
    if _apposed(scene, quantity, before):
        return "apposition"
    if model and _listed_with(scene, quantity, model, before):
        return "<name> with <number>"
    if (
        any(hit.end == before - 1 for hit in scene.of("ranges.to", max(scene.start, before - 8), before))
        and model
    ):
        return "to <number>"
    if model and _totalled(scene, before):
        return "the total"
    own = scene.pack.spaces and _where_it_was(scene, quantity, before)  # …, four in Madrid, *two in* Seville
    if any(p.end in (before - 1, before - 2) and p.role == "at" for p in scene.places) and model and not own:
        return "<place> <number>"
    if any(hit.end >= before - 2 for hit in scene.of("places.part", max(scene.start, before - 12), before)):
        return "further"
    if any(p.iso and 0 < p.start - quantity.end <= 5 for p in scene.periods) and model:
        return "<number> in <period>"
    if model and scene.pack.spaces and _listed_place(scene, quantity, before):
        return "<number> in <place>"
    if (
        scene.pack.spaces
        and quantity.value >= 100
        and _did(scene, quantity, before)
        and (model or state.unit)
    ):
        return "as before"
    if scene.pack.spaces and model and model.kind == "person" and _drug_with(scene, before):
        return "<drug> with <number>"
    if any(d.end in (before - 1, before) for d in scene.drugs) and model and model.kind in ("mass", "tablet"):
        return "<drug> <number>"
    if scene.line and state.unit and labelled(scene, quantity):
        return "line"
    if not model and _as_a_year_before(scene, quantity):
        return "as before"
    if model and _in_its_period(scene, model, before):
        return "<period> <number>"
    large = quantity.value >= 100 or quantity.number.scale > 1
    cued = [
        h
        for table in ("cues", "weak", "changes.reached")
        for h in scene.of(table, max(scene.start, before - 24), before)
        if h.end >= before - 2
    ] or _moved_to(scene, before)
    if large and cued and not model and state.unit:
        return "as before"
    if model and _where_it_was(scene, quantity, before):
        return "<number> in <place>"
    if large and model and _by_its_place(scene, model, before):
        return "<place> produced <number>"
    return ""


def _as_a_year_before(scene: Scene, quantity: Quantity) -> bool:
    """ "In the same months of last year it was only *six*.": the only number of a sentence about the time before."""
    back = any(p.iso == "earlier" and not p.compared and p.end <= quantity.start for p in scene.periods)
    return back and not scene.drugs and all(q is quantity for q in scene.quantities)


def _in_its_period(scene: Scene, model: Quantity, before: int) -> bool:
    """ "…; *in 2022 it had been* 10,302": a year of its own, then only small words or a verb of amounts."""
    period = next((p for p in reversed(scene.periods) if model.end <= p.start and p.end <= before), None)
    if (
        period is None
        or not period.explicit
        or period.base
        or scene.quantity_between(model.end, period.start)
    ):
        return False
    return any(hit.end >= before - 1 and hit.start - period.end <= 3
               for hit in scene.of("changes.reached", period.end, before))  # fmt: skip


def _where_it_was(scene: Scene, quantity: Quantity, before: int) -> bool:
    """Sixteen people, *nine in Málaga* and seven in Granada: a member of a list with a place right behind it."""
    located = scene.found.at("places.locative", quantity.end + 1)
    near = located and any(0 <= p.start - located.end <= 14 and p.role == "at" for p in scene.places)
    text = scene.between(max(scene.start, before - 8), before).rstrip()
    opened = text.endswith((",", ":")) or any(
        text.endswith(" " + word) for word in scene.pack.words("lists.joiners")
    )
    return bool(near) and opened


def _by_its_place(scene: Scene, model: Quantity, before: int) -> bool:
    """ "…; *Afghanistan produced* 9,000": a place and the cue of an amount right before the number."""
    place = next(
        (p for p in reversed(scene.places) if model.end <= p.start and p.end <= before and p.role == "at"),
        None,
    )
    if place is None or scene.quantity_between(model.end, place.start):
        return False
    return any(
        hit.start - place.end <= 1 and hit.end >= before - 1 for hit in scene.of("cues", place.end, before)
    )


def _totalled(scene: Scene, before: int) -> bool:
    """ "*the national total* was 380": only small words stand between the total and its number."""
    small = function_words(scene.pack.code)
    for kind in ("places.nationwide", "claims.total"):
        for hit in scene.of(kind, max(scene.start, before - 34), before):
            words = scene.between(hit.end, before).split()
            if len(words) <= 3 and all(word in small for word in words):
                return True
    return False


def _apposed(scene: Scene, quantity: Quantity, before: int) -> bool:
    """ "all the tablets taken in 2020, about 18 million": the thing counted was named before the comma."""
    if quantity.number.scale == 1 or scene.folded[before - 2 : before] not in (", ", "——"):
        return False
    for hit in reversed(scene.of("unit", scene.start, before)):
        if hit.key in ("tablet", "plant") and not any(q.start <= hit.start < q.end for q in scene.quantities):
            quantity.unit = quantity.kind = quantity.unit_key = str(hit.key)
            return True
    return False


def _listed_with(scene: Scene, quantity: Quantity, model: Quantity, before: int) -> bool:
    """Castillo, *with* 19,780 hectares; Chilpancingo, *with* 7,644; Bravo, *with* 5,371: told alike, each up to a stop."""
    stopped = scene.folded[quantity.end : quantity.end + 1] in (",", ";", ".", "") or scene.found.at(
        "lists.joiners", quantity.end + 1
    )
    starts = (model.bound_start if model.bound_start is not None else model.start, before)
    words = {scene.between(max(scene.start, start - 12), start).split(" ")[-2:][0] for start in starts}
    led = len(words) == 1 and words.pop() in scene.pack.words("lists.with")
    return bool(stopped) and led and model.attrs.get("reason", "") in ("", "<name> with <number>")


def _listed_place(scene: Scene, quantity: Quantity, before: int) -> bool:
    """1,288 labs in Missouri, along with *778 in Illinois*, and 737 in Indiana."""
    joined = scene.between(before - 2, before) == ", " or scene.found.ending("lists.joiners", before - 1)
    near = [p for p in scene.places if 0 < p.start - quantity.end <= 5 and p.role == "at"]
    words = scene.between(quantity.end, near[0].start).split() if near else []
    located = scene.found.at("places.locative", quantity.end + 1)
    return bool(
        joined and words and located and "," not in scene.between(quantity.end, near[0].start)
    ) and located.key not in scene.pack.words("shares.of")


def _did(scene: Scene, quantity: Quantity, before: int) -> bool:
    """ "*About 220,000 were* sent to compulsory rehabilitation": a number that opens its sentence and has a verb."""
    opens = not scene.between(scene.start, before).strip()
    verb = scene.folded[quantity.end + 1 : quantity.end + 6].split(" ")[0]
    return opens and verb in scene.pack.words("claims.auxiliary")


def _drug_with(scene: Scene, before: int) -> bool:
    """ "followed by opioids, *with* 60 million": users of another drug."""
    near = [h for h in scene.of("lists.with", max(scene.start, before - 6), before) if h.end == before - 1]
    return bool(near) and any(0 < near[0].start - d.end <= 2 for d in scene.drugs)


def _moved_to(scene: Scene, before: int) -> bool:
    """ "the number fluctuated, dropping *to* 298,800"."""
    to = next(
        (hit for hit in scene.of("ranges.to", max(scene.start, before - 6), before) if hit.end == before - 1),
        None,
    )
    return to is not None and any(
        scene.found.ending(kind, to.start - 1) for kind in ("changes.up", "changes.down")
    )
