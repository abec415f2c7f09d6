"""Shares that are a part of nothing that a measure is of: land held, what is yet to come, what came from where."""

from __future__ import annotations

import re

from extractors.claims.scene import Scene
from extractors.rules.quantities import Quantity
from extractors.vocabulary.drugs import DRUGS


def share_aside(scene: Scene, quantity: Quantity) -> str:
    """The reason why a percentage or fraction is no share of a measure, "" where there is none."""
    rules = (_held_land, _to_come, _came_from, _offered, _of_another_measure, _used_up, _of_growers, _of_else)
    return next((reason for rule in rules if (reason := rule(scene, quantity))), "")


def of_the_worlds(scene: Scene, quantity: Quantity) -> bool:
    """60 percent *of the world's cocaine*, and no verb of seizing or using near: a share of what is made."""
    of = scene.found.at("shares.of", quantity.end + 1)
    world = next((p for p in scene.places if of and p.code == "world" and -5 <= p.start - of.end <= 6), None)
    drug = next((d for d in scene.drugs if world and 0 < d.start - world.end <= 22), None)
    made = [h for h in scene.of("weak", scene.start, quantity.start) if h.key == "production"]
    if world is None and of and made:  # Afghanistan supplies 70 percent of the drugs in the world
        drug = next((d for d in scene.drugs if 0 <= d.start - of.end <= 5), None)
        world = next(
            (p for p in scene.places if drug and p.code == "world" and 0 < p.start - drug.end <= 8), None
        )
        return world is not None
    if drug is None or DRUGS[drug.key].plant or scene.of("cues", world.end, drug.start):
        return False
    near = [h for h in scene.of("cues", drug.end, min(scene.end, drug.end + 24)) if h.key != "laboratories"]
    return not near and not scene.of("blocks.traffic", drug.end, min(scene.end, drug.end + 24))


def _held_land(scene: Scene, quantity: Quantity) -> str:
    """The Taliban *control 97%* of the territory: what is held, not what is grown or made."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    near = scene.found.ending("blocks.controls", start - 1, 14)
    return f"a part that is held: {scene.folded[near.start : near.end]}" if near else ""


def _to_come(scene: Scene, quantity: Quantity) -> str:
    """More than half of the fields *will* be able to bloom: what has not come about."""
    words = scene.between(quantity.end, min(scene.end, quantity.end + 60))
    end = quantity.end + min((words.find(c) for c in ",;:(" if c in words), default=len(words))
    near = sorted(
        [*scene.of("blocks.to_come", quantity.end, end), *scene.of("blocks.plan", quantity.end, end)]
    )
    done = near and [h for h in scene.of("cues", quantity.end, near[0].start) if h.key != "cultivation"]
    apart = near and (done or scene.quantity_between(quantity.end, near[0].start))
    return "what has not come yet" if near and not apart else ""


def _offered(scene: Scene, quantity: Quantity) -> str:
    """Mexico supplied 25 percent of the marijuana *available* in the country: what was for sale, no measure."""
    of = scene.found.at("shares.of", quantity.end + 1) if scene.found.kinds.get("shares.offered") else None
    drug = next((d for d in scene.drugs if of and 0 <= d.start - of.end <= 14), None)
    told = drug and scene.of("shares.offered", drug.end, min(scene.end, drug.end + 24))
    return "a part of what was for sale" if told and not scene.of("cues", drug.end, told[0].start) else ""


def _used_up(scene: Scene, quantity: Quantity) -> str:
    """2.1 million *consume two-thirds* of the cocaine: a part of what was used up."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    of = scene.found.at("shares.of", quantity.end + 1)
    verb = scene.found.ending("blocks.traffic", start - 1) if of else None
    whole = next((q for q in scene.quantities if of and 0 <= q.start - of.end <= 5), None)
    if whole and scene.found.at("blocks.traffic", whole.end + 1):
        return "a part of what was traded"  # 80 percent of the 350 tons exported
    used = verb and any(h.key == "users" for h in scene.of("cues", verb.start, verb.end))
    return "a part of what was used up" if used and scene.drugs_between(of.end, of.end + 20) else ""


def _of_growers(scene: Scene, quantity: Quantity) -> str:
    """10 per cent *of the population are involved in growing* it: people who grow, whom no measure counts."""
    of = scene.found.at("shares.of", quantity.end + 1)
    people = scene.of("changes.other", of.end, min(scene.end, of.end + 26)) if of else []
    if not people or any(h.key == "users" for kind in ("cues", "nouns") for h in scene.of(kind)):
        return ""
    grows = [h for kind in ("cues", "weak") for h in scene.of(kind, people[0].end) if h.key == "cultivation"]
    return "people who grow, whom no measure counts" if grows else ""


def _of_another_measure(scene: Scene, quantity: Quantity) -> str:
    """Seizures were equivalent to a third of *production*: what was seized is no part of what was made."""
    of = scene.found.at("shares.of", quantity.end + 1)
    whole = next(iter(scene.of("cues", of.end, min(scene.end, of.end + 28))), None) if of else None
    if whole is None or whole.key not in ("production", "cultivation"):
        return ""
    before = [h for h in scene.of("cues", scene.start, quantity.start) if h.key in _MEASURES]
    if not before or before[-1].key not in ("seizure", "destruction", "eradication"):
        return ""
    between = scene.between(before[-1].end, quantity.start)
    apart = any(mark in between for mark in ",;:(") or scene.quantity_between(before[-1].end, quantity.start)
    made = scene.of("cues", of.end, whole.start) or scene.drugs_between(quantity.end, of.end)
    return "" if apart or made else "a part of another measure"


_MEASURES = ("seizure", "destruction", "eradication", "cultivation", "production")


def _came_from(scene: Scene, quantity: Quantity) -> str:
    """Nine percent of the heroin found in the United States *came from* Laos: no measure is of that."""
    of = scene.found.at("shares.of", quantity.end + 1)
    drug = next((d for d in scene.drugs if of and 0 <= d.start - of.end <= 14), None)
    owned = drug and any(of.end - 5 <= p.start and p.end < drug.start for p in scene.places)
    if drug is None or owned or DRUGS[drug.key].plant:
        return ""  # 80 percent of Laos's opium poppy was grown in the north
    reach = min(scene.end, drug.end + 50)
    verbs = scene.of("shares.sources", drug.end, reach)
    if not verbs or any(c in scene.between(drug.end, verbs[0].start) for c in ",;"):
        return ""
    found = any(h.key == "seizure" for h in scene.of("weak", drug.end, verbs[0].start))
    taken = any(
        h.key in ("seizure", "destruction") for h in scene.of("cues")
    )  # 90 percent of confiscated heroin
    world = any(p.code == "world" and of.end - 5 <= p.start < verbs[0].start for p in scene.places)
    return "" if taken or world or not found else "where a part came from"


_STOP = re.compile(r"[,;:.()]")
_THINGS = ("drug", "weak_drug", "nouns", "cues", "weak", "place", "demonym", "unit", "claims.subject", "claims.drugs",
           "claims.total", "places.spoken", "places.nationwide", "shares.of_which", "claims.in_care", "compare.figures",
           "changes.as_much", "periods.relative", "blocks.at_large", "places.people", "blocks.age", "shares.nouns",
           "claims.enforcement", "lists.joiners")  # fmt: skip
_WORDS = 5  # that a whole is named in


def _of_else(scene: Scene, quantity: Quantity) -> str:
    """80 per cent *of his pay*, half *of the boats*: a whole of which no word is about drugs, people or places."""
    of = scene.found.at("shares.of", quantity.end + 1)
    thing = scene.found.at("blocks.other_counts", of.end + 1) if of else None
    told = thing and (scene.folded[thing.end : thing.end + 1] == "-" or scene.of("nouns", thing.end, thing.end + 24)
                      or scene.drugs_between(of.end, thing.end + 24))  # fmt: skip
    if thing and not told and not any(cue.key == "users" for cue in scene.of("cues")):
        return f"a part of something else: {scene.between(thing.start, thing.end)}"
    if of is None or scene.drugs or scene.of("cues") or scene.of("nouns") or scene.line:
        return ""
    stop = _STOP.search(scene.folded, of.end, scene.end)
    end = min(stop.start() if stop else scene.end, of.end + 60)
    words = scene.between(of.end, end).split()
    if not words or (len(words) < 2 and not words[0].isalpha()):
        return ""
    end = of.end + len(scene.between(of.end, end)) if len(words) <= _WORDS else of.end + scene.between(of.end, end).find(
        words[_WORDS], sum(len(word) + 1 for word in words[:_WORDS]) - 1)  # fmt: skip
    named = any(scene.of(kind, of.start, end) for kind in _THINGS)
    named = (
        named
        or scene.quantity_between(of.end, end)
        or any(of.end - 3 <= p.start < end for p in scene.periods)
    )
    return "" if named else f"a part of something else: {' '.join(words[:2])}"
