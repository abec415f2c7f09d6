"""What a share's words say of the part: its place, its drug behind the number, what was done to it."""

from __future__ import annotations

from extractors.claims.named_places import held_by
from extractors.claims.placing import of_whole
from extractors.claims.scene import Scene, State
from extractors.rules.places import Place, joined
from extractors.rules.quantities import Quantity, function_words
from extractors.vocabulary.places import contains


def part_place(scene: Scene, state: State, quantity: Quantity) -> str:
    """*Shan State* alone held 89 per cent; half were taken *in California*: the place of the part, not of the whole."""
    whole = scene.found.at("shares.of", quantity.end + 1) is not None
    if held := held_by(scene, quantity):
        return held.code
    if source := sourced(scene, quantity):
        return source.code
    if beside := _right_there(scene, quantity):
        return beside
    parts = [p for p in scene.places if p.role == "at" and not of_whole(scene, p.start)]
    parts = [p for p in parts if not (whole and p.code == "world" and p.start > quantity.end)]
    named = [p for p in scene.places if p.role == "at"]
    parts = [p for p in parts if not _for_example(scene, p)]
    before = [p for p in parts if p.end <= quantity.start and not scene.broken(p.end, quantity.start)]
    if spoken := _spoken(scene, state, quantity):
        return spoken
    if not before:  # "the south of Shan State accounted for": no other place stands for the part
        before = [p for p in named if p.end <= quantity.start and not scene.broken(p.end, quantity.start)]
        before = [p for p in before if p.code not in ("world", "")]
    between = [
        q
        for q in scene.quantities
        if before and before[-1].end <= q.start < quantity.start and q.kind != "bare"
    ]
    there = next((p for p in parts if p.start >= quantity.end and p.code != "world"), None)
    elsewhere = before and before[-1].code == "world" and there  # worldwide, 16 per cent was taken *in China*
    elsewhere = elsewhere and not scene.quantity_between(quantity.end, there.start)
    if before and not between and not elsewhere:
        return _first_of_all(scene, before).code
    if between and _or_so(scene, between[-1], quantity):
        return ""  # Colombia had 430 tons, or 48 percent of all in South America
    after = [p for p in parts if p.start >= quantity.end]
    if after and not scene.quantity_between(quantity.end, after[0].start):
        text = scene.between(quantity.end, after[0].start)
        located = scene.of("places.locative", quantity.end, after[0].start)
        inner = after[1] if len(after) > 1 and contains(after[0].code, after[1].code) else after[0]
        between = scene.between(quantity.end, inner.start)
        apart = scene.quantity_between(quantity.end, inner.start) or any(c in between for c in ";；,，")
        if inner is not after[0] and not apart:
            return inner.code  # two thirds of the hashish taken in Spain were seized in Andalusia
        if len(text) < 70 and not any(c in text for c in ";；,，") and located:
            return after[0].code
    return ""


def _first_of_all(scene: Scene, places: list[Place]) -> Place:
    """*Colombia* and Mexico together made 2 per cent: the first of several stands for them."""
    first = places[-1]
    for place in reversed(places[:-1]):
        if not joined(scene.folded, place, first, scene.pack):
            break
        first = place
    return first


def _or_so(scene: Scene, level: Quantity, quantity: Quantity) -> bool:
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    ends = [d.end for d in scene.drugs if level.end <= d.start and d.end <= start]
    return scene.between(max([level.end, *ends]), start).strip(" ,") in scene.pack.words("claims.alternative")


def _for_example(scene: Scene, place) -> bool:
    """ "Oceania, *including Australia*, accounted for": an example of the place before."""
    hit = scene.found.ending("shares.of_which", place.start - 1) or scene.found.ending(
        "lists.examples", place.start - 1
    )
    return hit is not None and any(
        0 <= hit.start - p.end <= 3 and contains(p.code, place.code) for p in scene.places
    )


def _spoken(scene: Scene, state: State, quantity: Quantity) -> str:
    """ "*It* accounted for half of the world's total", "*The latter* made up 17 per cent": the place of the sentence before."""
    verbs = scene.of("shares.verbs", scene.start, quantity.start)
    if not verbs or scene.quantity_between(verbs[-1].end, quantity.start):
        return ""
    near = scene.of("places.spoken", max(scene.start, verbs[-1].start - 40), verbs[-1].start)
    if not near or len(scene.between(near[-1].end, verbs[-1].start).split()) > 2:
        return ""
    last = near[-1].key in scene.pack.words("places.latter")
    return (state.named[-1] if last else state.named[0]) if state.named else state.place


def named_behind(scene: Scene, end: int, reach: int) -> list:
    """The drugs named behind a share, up to the next number or comma; the first of them stands near."""
    named = [d for d in scene.drugs if 0 <= d.start - end < 90
             and not any(end <= q.start < d.start and not q.refused and q.kind != "bare" and not scene.aside(q.start, end)
                         for q in scene.quantities)
             and not any(c in scene.between(end, d.start) for c in ",;，；。")]  # fmt: skip
    return named if named and named[0].start - end < reach else []


def apposed(scene: Scene, end: int) -> list:
    """70 per cent was cocaine and 29 per cent, *marihuana*.: a comma instead of the verb, and nothing more."""
    named = [d for d in scene.drugs if d.start >= end and scene.between(end, d.start).strip() == ","]
    return [d for d in named if scene.between(d.end, d.end + 1) in ("", ".", ";")]


def with_a_trait(scene: Scene, quantity: Quantity) -> bool:
    """Of the 3,217 people arrested 18 per cent *were women*: small words, then people again."""
    counted = any(q.kind == "person" and q.end <= quantity.start and not q.refused for q in scene.quantities)
    noun = next(
        (h for h in scene.of("nouns", quantity.end, min(scene.end, quantity.end + 24)) if h.key == "people"),
        None,
    )
    small = function_words(scene.pack.code)
    return (
        counted
        and noun is not None
        and all(word in small for word in scene.between(quantity.end, noun.start).split())
    )


def of_those_told(scene: Scene, quantity: Quantity) -> bool:
    """ "3,987 deaths in 2017; *92% were* accidental": opens its clause behind deaths or arrests that were counted."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    before = next((q for q in reversed(scene.quantities) if q.end <= start), None)
    counted = before is not None and before.noun in ("deaths", "arrests", "users") and not before.refused
    verb = scene.folded[quantity.end + 1 : quantity.end + 6].split(" ")[0]
    opens = (
        scene.between(start - 2, start) == "; " or scene.found.ending("lists.joiners", start - 1) is not None
    )
    return counted and opens and scene.pack.spaces and verb in scene.pack.words("claims.auxiliary")


def was_done(scene: Scene, quantity: Quantity) -> bool:
    """ "81 percent *has been seized* at ports of entry": opens its sentence, and a verb of a measure is right behind."""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    behind = scene.folded[quantity.end + 1 : quantity.end + 12]
    verbs = [word for word in scene.pack.words("claims.auxiliary") if behind.startswith(word + " ")]
    if quantity.kind != "percent" or not verbs or len(scene.between(scene.start, start).split()) > 3:
        return False
    end = quantity.end + 1 + max(len(word) for word in verbs)
    told = ("seizure", "destruction", "eradication", "production", "cultivation")
    return any(hit.key in told for hit in scene.of("cues", end, min(scene.end, end + 20)))


def counted_with(scene: Scene, quantity: Quantity) -> Quantity | None:
    """ "14.6 per cent, *or 238,404 arrests*", "82.2% *(1,276,099)* were": the number that a percentage is told with."""
    following = next((q for q in scene.quantities if q.start >= quantity.end), None)
    if quantity.kind != "percent" or following is None or following.kind not in _COUNTED or following.refused:
        return None
    words = scene.between(quantity.end, following.bound_start or following.start).strip(" ,")
    told = words in ("(", *scene.pack.words("lists.joiners"))
    return following if told and following.value > 100 else None


_COUNTED = ("person", "case", "incident", "laboratory")


def sourced(scene: Scene, quantity: Quantity):
    """The place in "90 per cent of the world's opium *comes from Afghanistan*": where the world's drug is made; None for none."""
    of = scene.found.at("shares.of", quantity.end + 1)
    if of is None or not scene.pack.spaces:
        return None
    verbs = scene.of("shares.sources", of.end, min(scene.end, of.end + 60))
    if not verbs or scene.of("cues", of.end, verbs[0].start):
        return None
    if not any(p.code == "world" and of.end - 4 <= p.start < verbs[0].start for p in scene.places):
        return None
    drugs = [d for d in scene.drugs if of.end <= d.start and d.end <= verbs[0].start]
    place = next((p for p in scene.places if 0 <= p.start - verbs[0].end <= 5), None)
    return place if drugs else None


def of_another_place(scene: Scene, quantity: Quantity, level) -> bool:
    """Burma made 380 tons, less than 8 percent *of the opium produced in Afghanistan*: of what another place has."""
    of = scene.found.at("shares.of", quantity.end + 1)
    if of is None or level is None or level.quantity.end > quantity.start:
        return False
    here = [p for p in scene.places if p.role == "at" and p.end <= level.quantity.start]
    after = next((p for p in scene.places if p.role == "at" and p.start >= of.end), None)
    if (
        not here
        or after is None
        or scene.quantity_between(quantity.end, after.start)
        or after.start - of.end > 40
    ):
        return False
    one, other = here[-1].code, after.code
    words = scene.between(of.end, after.start)
    within = contains(one, other) or contains(other, one) or one == other
    return not within and "," not in words and bool(scene.of("cues", of.end, after.start))


def asked_and_used(scene: Scene, other: list) -> bool:
    """44% of *respondents* said that they had ever *tried* the drug: who was asked, and what they did themselves."""
    asked = scene.of("blocks.sample", other[0].start, other[0].end)
    stop = next((q.start for q in scene.quantities if q.start >= other[0].end), scene.end)
    used = [h for h in scene.of("cues", other[0].end, stop) if h.key == "users"]
    opinion = [hit for hit in other[1:] if hit.start < stop]
    did = used and _past(scene, used[0].start)
    return bool(scene.pack.spaces and asked and did) and not opinion


def _past(scene: Scene, start: int) -> bool:
    """Whether a verb stands behind "had", "have ever", "they": not "believe that drug *use* is"."""
    words = scene.between(max(scene.start, start - 16), start).split()[-2:]
    return any(word in scene.pack.words("claims.did") for word in words)


def listed_with(scene: Scene, first: Quantity, second: Quantity) -> bool:
    """ "10 percent of the area *and* 27 percent of the farmland": two parts of wholes that are listed together."""
    start = second.bound_start if second.bound_start is not None else second.start
    of, joined = scene.found.at("shares.of", first.end + 1), scene.found.ending("lists.joiners", start - 1)
    return bool(of and joined) and start - first.end < 44 and not scene.of("cues", first.end, start)


def said_again(scene: Scene, first: Quantity, second: Quantity) -> bool:
    """ "*One in 15* seniors *(6.6 percent)* smoked it": one part in two forms."""
    held = any(a < second.start < b for a, b in scene.brackets)
    return first.kind == "fraction" and held and abs(first.value - second.value) <= 6


def _right_there(scene: Scene, quantity: Quantity) -> str:
    """Compared with around 9 % *in Germany*: a place right behind, with a word of place alone between; "" for none."""
    located = scene.found.at("places.locative", quantity.end + 1)
    of = scene.found.at("shares.of", quantity.end + 1)
    place = next(
        (p for p in scene.places if located and 0 < p.start - located.end <= 5 and p.role == "at"), None
    )
    return place.code if place and not of else ""
