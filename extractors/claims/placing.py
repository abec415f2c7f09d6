"""Where a claim happened and where its drugs came from: named beside it, or carried from what was said before."""

from __future__ import annotations

import re

from extractors.claims.acting import GROWN, of_all, own_crop, who_acted
from extractors.claims.draft import Draft
from extractors.claims.headed import moved_place, place_ahead
from extractors.claims.named_places import antecedent_of, describes, held_by, holds, owns
from extractors.claims.origins import of_drug
from extractors.claims.scene import Scene, State
from extractors.rules.places import Place, joined
from extractors.rules.quantities import Quantity
from extractors.vocabulary import places as places_of
from extractors.vocabulary.capitals import written_at


def place_of(scene: Scene, state: State, draft: Draft) -> str:
    """The code of a draft's place, "" where the text does not tell."""
    if not scene.pack.spaces:
        return place_ahead(scene, state, draft)
    q = draft.quantity
    if held := held_by(scene, q):
        return held.code
    if antecedent := antecedent_of(scene, q):
        return antecedent.code
    roles = ("at", "destination") if draft.measure == "users" else ("at",)  # the drug most consumed in …
    here = [p for p in scene.places if p.role in roles or holds(scene, p, q)]
    if draft.measure in ("users", "deaths"):  # 3.7m European adults
        counted = next((p for p in here if q.start < p.start and p.end <= q.end), None)
        if counted:
            return counted.code
    if draft.measure in ("seizure", "destruction", "arrests"):
        here = [p for p in here if not of_drug(scene, p)]
    if draft.base and (same := _as_before(scene, draft, here)):
        return same
    others = [o for o in scene.quantities if o is not q and not of_all(scene, o)]
    apart = [p for p in here if any(held_by(scene, o) is p for o in others)]
    here = [p for p in here if p not in apart and not describes(scene, p) and not _took_a_part(scene, p, q)]
    if "compare.superlative" in scene.found.kinds and scene.pack.spaces:
        here = [p for p in here if not _of_rank(scene, state, p)]
    named = [p for p in here if p.kind != "demonym"]
    if draft.statistic == "share" and draft.measure not in (
        "users",
        "deaths",
    ):  # "its share of the world's production": the whole's place is not the part's
        named = [p for p in named if not of_whole(scene, p.start)]
        here = [p for p in here if not of_whole(scene, p.start)]
    known = (
        any(p.code != "world" for p in named)
        or (draft.like and draft.like.place)
        or state.place not in ("", "world")
    )
    counted = [p for p in named if p.code == "world" and scene.found.at("changes.other", p.end + 1)]
    if draft.measure == "users" and counted and scene.pack.spaces:
        return "world"  # 20 million people, 0.4 per cent of *the global population*
    if scene.pack.spaces and known:  # 39 per cent of all global confiscations, up from 19.6 tonnes
        named = [
            p
            for p in named
            if p.code != "world"
            or not (of_whole(scene, p.start) or (draft.statistic == "share" and p.start > q.end))
        ]
    if len({p.code for p in named}) > 1:  # "the world's leading source": no place beside another
        named = [p for p in named if p.code != "world" or not owns(scene, p)]
    if draft.statistic != "share" and (country := _nationwide(scene, state, q, here)):
        return country
    if (
        draft.statistic == "share"
        and draft.like
        and draft.like.quantity.start >= scene.start
        and draft.like.place
    ):
        return draft.like.place
    behind = _behind(scene, q, named)
    if behind:
        return _closer(scene, q, behind, named)
    members = [p for p in here if _of_a_member(scene, q, p)]
    if members and len(members) == len(here):  # 16 were held, nine in Málaga and seven in Granada
        known = {places_of.country_of(p.code) for p in members}
        return state.place or (known.pop() if len(known) == 1 else "")
    named = [p for p in named if p not in members]
    here = [p for p in here if p not in members]
    if parted := _own_clause_place(scene, q, named):
        return parted.code
    ahead = [p for p in named if p.end <= q.start] or who_acted(scene, [p for p in here if p.end <= q.start])
    if ahead and draft.measure in GROWN and (own := own_crop(scene, q, ahead[-1], here)):
        return own.code
    if ahead:
        return _closer(scene, q, _subject(scene, ahead), named)
    if draft.measure in ("users", "deaths"):
        people = [p for p in scene.places if p.role == "people"]
        if people:
            return people[0].code
    if draft.like and draft.like.place:
        return draft.like.place
    later = _later(scene, state, q, named or here)
    if later:
        return later
    if draft.statistic == "share" and scene.pack.spaces:  # 40 percent of Burma's crop
        whole = [p for p in scene.places if p.role == "at" and p.code != "world" and of_whole(scene, p.start)]
        if whole:
            return whole[-1].code
    return state.topic if _turns_to_topic(scene, state) else state.place or _fallback(scene, state)


def _took_a_part(scene: Scene, place: Place, q: Quantity) -> bool:
    """69 tons of opium, *of which Iran* accounted for 55 per cent, and 25 tons of heroin: the place of that part alone."""
    if place.end > q.start or not scene.found.kinds.get("shares.of_which"):
        return False
    opened = scene.of("shares.of_which", max(scene.start, place.start - 28), place.start)
    shares = [
        o for o in scene.quantities if place.end <= o.start < q.start and o.kind in ("percent", "fraction")
    ]
    return bool(opened and shares) and "," in scene.between(shares[0].end, q.start)


def _as_before(scene: Scene, draft: Draft, here: list[Place]) -> str:
    """European finds rose to 17 tons, from *16 tons* in 1991, Spain alone taking 4: an earlier amount is of the same place."""
    like = draft.like
    if like is None or like.quantity.start < scene.start or not like.place:
        return ""
    start, end = sorted((like.quantity.start, draft.quantity.end))
    named = any(start <= p.start < end for p in here) or _behind(scene, draft.quantity, here)
    return "" if named else like.place


def _of_rank(scene: Scene, state: State, place: Place) -> bool:
    """Morocco made *the largest seizures in Africa*, 2.8 tons: among which the place spoken of ranks, and lies."""
    near = scene.of("compare.superlative", max(scene.start, place.start - 48), place.start)
    if not near or scene.quantity_between(near[-1].end, place.start):
        return False
    if any(c in scene.between(near[-1].end, place.start) for c in ",;:("):
        return False
    spoken = [p.code for p in scene.places if p.role == "at" and p.end <= near[-1].start] or [state.place]
    return places_of.contains(place.code, spoken[-1]) and place.code != spoken[-1]


def _own_clause_place(scene: Scene, q: Quantity, named: list[Place]) -> Place | None:
    """Two were held in Sonora; 4 tonnes of meth and 3,200 parcels, *in Baja California*: a place of the clause behind a stop."""
    ahead = [p for p in named if p.end <= q.start]
    behind = [p for p in named if p.start >= q.end and not scene.broken(q.end, p.start)]
    if not ahead or not behind or ";" not in scene.between(ahead[-1].end, q.start):
        return None
    claims = any(
        q.end <= o.start < behind[0].start and not o.refused and o.kind != "bare" for o in scene.quantities
    )
    located = scene.of("places.locative", q.end, behind[0].start)
    return behind[0] if located and not claims and not _of_a_part(scene, q.end, behind[0].start, q) else None


def _of_a_member(scene: Scene, q: Quantity, place: Place) -> bool:
    """Nine were held *in Málaga* and seven *in Granada*: the place of another number."""
    return any(
        o is not q and ((o.attrs.get("reason") in ("<number> in <place>", "<drug> in <number>") and 0 <= place.start - o.end <= 24)
                        or (o.number.source == "words" and o.value == 1 and 0 <= place.start - o.end <= 4))
        for o in scene.quantities
    )  # fmt: skip


def own_place(scene: Scene, q: Quantity) -> str:
    """The place that stands with a number alone: "26 per cent *in Western Europe*", "*Africa* (66 per cent)"; "" for none."""
    if not scene.pack.spaces:
        return moved_place(scene, q)
    named = [p for p in scene.places if p.role == "at" and p.kind != "demonym"]
    behind = _behind(scene, q, named)
    opened = next((a for a, b in scene.brackets if a < q.start < b), None)
    ahead = next((p for p in named if opened is not None and p.end == opened - 1), None)
    return behind.code if behind else ahead.code if ahead else ""


def _turns_to_topic(scene: Scene, state: State) -> bool:
    """A new year without a place, after what one operation or province brought: the country of the text is meant."""
    known = places_of.country_of(state.place) if state.place else ""
    named = any(
        not p.base and p.iso != state.period
        and ((p.explicit and len(p.iso) == 4) or (len(p.iso) == 15 and p.iso[4:8] == "-01/"))
        for p in scene.periods
    )  # fmt: skip
    elsewhere = state.topic and state.place and state.place != state.topic and known in ("", state.topic)
    told = any(p.role == "at" for p in scene.places) or bool(scene.of("places.there"))
    return bool(elsewhere and named and not told)


def _nationwide(scene: Scene, state: State, q: Quantity, here: list[Place]) -> str:
    """ "17 million plants *nationwide*", 全国: the country spoken of."""
    hits = [hit for hit in scene.of("places.nationwide")
            if (hit.end <= q.start or (hit.start - q.end < 16 and not scene.broken(q.end, hit.start)))
            and not any(word.end >= hit.start - 1 for word in scene.of("compare.as", hit.start - 8, hit.end))]  # fmt: skip
    hits = [
        hit
        for hit in hits
        if not (scene.pack.spaces and hit.start >= q.end and of_whole(scene, hit.start))
        and not (scene.pack.spaces and _owner_of_part(scene, hit, here))
    ]  # 45,735 ha, 27% *of the national total*
    parts = scene.of("places.compass")  # in the east *of the country*
    parted = [
        part for part in parts if any(0 < part.start - place.end <= 8 for place in here)
    ]  # Monagas, in the east of …
    hits = [hit for hit in hits if not any(part.start < hit.start <= part.end for part in parted)]
    named = {places_of.country_of(place.code) for place in here}
    country = state.country or (named.pop() if len(named) == 1 else "")
    if not hits or not country:
        return ""
    ahead = [p for p in here if p.end <= q.start]
    inside = ahead and places_of.country_of(ahead[-1].code) == country
    if (
        ahead
        and hits[-1].end <= ahead[-1].start
        and places_of.country_of(ahead[-1].code) not in ("", country)
    ):
        return ""  # the area in the country, where Bolivia grows 29,400 ha
    return country if not ahead or hits[-1].start > ahead[-1].start or not inside else ""


def _owner_of_part(scene: Scene, hit, here: list[Place]) -> bool:
    """Hilmand remained *the country's* major poppy province: a province is what it says something of."""
    owner = scene.folded.startswith(tuple(scene.pack.words("places.possessive")), hit.end)
    inside = [p for p in here if p.end <= hit.start and places_of.country_of(p.code) not in ("", p.code)]
    return bool(owner and inside) and not scene.quantity_between(inside[-1].end, hit.start)


def _behind(scene: Scene, q: Quantity, here: list[Place]) -> Place | None:
    """37.2 million tablets … *at Apapa*: a place behind the quantity, before the next quantity and the next stop."""
    for place in here:
        if place.start < q.end:
            continue
        between = scene.between(q.end, place.start)
        if (
            _number_between(scene, q.end, place.start)
            or len(between) > (90 if q.kind in ("percent", "fraction") else 60)
            or (any(c in between for c in ",;，；:：") and not _in_town(scene, q.end, place.start))
        ):
            return None
        beside = place.start - q.end == 1 and scene.pack.spaces  # 490.5 tonnes worldwide
        if scene.pack.spaces and not beside and not scene.of("places.locative", q.end, place.start):
            return None
        if scene.of("lists.joiners", max(q.end, place.start - 5), place.start):
            return None
        return place
    return None


def _number_between(scene: Scene, start: int, end: int) -> bool:
    """Whether a number stands between that is no age: 0.72 per cent of the population aged 15-64 in Kenya."""
    return any(
        start <= q.start < end and q.refused != "age" and not (q.number.source == "words" and q.value == 1)
        for q in scene.quantities
    )  # at least *one* drug


def _in_town(scene: Scene, start: int, end: int) -> bool:
    """Cleared in a hilly area of *Poptún, Petén*: only an unknown name stands between the word of place and the comma."""
    small, between = scene.pack.set_of("places.locative"), scene.text[start:end]
    named = re.search(r"(\w{1,12}) ([^\W\d]{2,20}(?: [^\W\d]{2,20}){0,2}), $", between)
    return (
        scene.pack.spaces
        and named is not None
        and between.count(",") == 1
        and named[1] in small
        and named[2][0].isupper()
    )


def _subject(scene: Scene, ahead: list[Place]) -> Place:
    """The last place before the quantity; a province spoken of just before its country wins over it."""
    last = ahead[-1]
    if scene.pack.spaces:
        for place in reversed(ahead[:-1]):  # several places together: the first one stands for them
            if not joined(scene.folded, place, ahead[ahead.index(place) + 1], scene.pack):
                if last is not ahead[-1] and _of_its_parts(scene, place, last):
                    return place
                break
            last = place
    for place in reversed(ahead[:-1]):
        if places_of.country_of(place.code) == last.code != place.code and not scene.quantity_between(
            place.end, last.start
        ):
            return place
    return last


def _of_its_parts(scene: Scene, region: Place, first: Place) -> bool:
    """The *Golden Triangle of* Myanmar and Laos: a region, and the countries that it is made of."""
    of = scene.between(region.end, first.start).strip(" '\"”’()")
    wide = region.code in places_of.regions() and not places_of.country_of(region.code)
    return wide and of in scene.pack.words("shares.of")


def _closer(scene: Scene, q: Quantity, chosen: Place, named: list[Place]) -> str:
    """ "*Honduran* soldiers … pulled up 20 manzanas … in the hills of *Olancho*": the narrower place of the sentence."""
    if not scene.between(chosen.end, q.start).strip(" (") and chosen.end < q.start:  # Ucayali (3.800)
        return chosen.code
    if not places_of.country_of(chosen.code) and (place := _within_region(scene, q, chosen, named)):
        return place.code
    for place in named:
        start, end = sorted((q.start, place.start))
        if scene.aside(place.start, q.start):  # 5.6 tons in Africa (most notably in North Africa)
            continue
        if _of_another_clause(scene, q, place):
            continue
        others = any(
            start < other.start < end
            and other is not place
            and places_of.country_of(other.code) != chosen.code
            for other in named
        ) or _of_a_part(scene, start, end, q)
        inside = places_of.country_of(place.code) == chosen.code and place.code != chosen.code
        inside = inside and not (place.end <= chosen.start and scene.quantity_between(place.end, q.start))
        inside = inside and not (place.start >= q.end and scene.broken(q.end, place.start))
        if inside and not others:
            return place.code
    return chosen.code


def _within_region(scene: Scene, q: Quantity, region: Place, named: list[Place]) -> Place | None:
    """Fewer finds in *European* ports; 4,100 kilos turned up *in Vigo*: the place behind the number, inside the region."""
    for place in named:
        near = 0 <= place.start - q.end < 60 and not scene.quantity_between(q.end, place.start)
        near = near and not _of_another_clause(scene, q, place)
        if near and places_of.contains(region.code, place.code) and region.code != place.code:
            located = scene.of("places.locative", max(q.end, place.start - 12), place.start)
            return place if located and not _of_a_part(scene, q.end, place.start, q) else None
    return None


def _of_another_clause(scene: Scene, q: Quantity, place: Place) -> bool:
    """A fall of 8 per cent, *as* Colombia cut its crops; 279 tons, then *Manabí with 74*: a place behind, of something else."""
    if place.start < q.end:
        return False
    if scene.of("compare.despite", q.end, place.start):
        return True
    led = scene.of("lists.with", place.end, min(scene.end, place.end + 8))
    return any(
        o is not q and o.kind == q.kind and 0 <= o.start - hit.end <= 4
        for hit in led
        for o in scene.quantities
    )


def _of_a_part(scene: Scene, start: int, end: int, q: Quantity) -> bool:
    """15.4 tonnes in Morocco, *of which* 8.2 near Nador; 92 % *of it* in Zhambyl: the place of a part only."""
    shares = not q.attrs.get("with_part") and any(
        start < o.start < end and o.kind in ("percent", "fraction") and o is not q for o in scene.quantities
    )
    return shares or bool(scene.of("shares.of_which", start, end))


def _later(scene: Scene, state: State, q: Quantity, here: list[Place]) -> str:
    """A place later in the sentence: taken where none was spoken of before, or where only a few words stand between."""
    for place in here:
        if place.start < q.end or scene.found.at(
            "shares.verbs", place.end + 1
        ):  # …; Guerrero accounted for half
            continue
        between = scene.between(q.end, place.start)
        if place.code != "world" and _of_a_part(
            scene, q.end, place.start, q
        ):  # 11,020 hectares, most of it in Chapare
            continue
        if (
            state.place
            and places_of.country_of(place.code) == state.place != place.code
            and len(between) < 140
        ):
            return place.code
        apart = scene.broken(q.end, place.start) or any(c in between for c in ",，") or len(between) > 80
        if apart and of_drug(scene, place):
            continue  # 75 tons; a transit area for *Southwest Asian* heroin
        if not apart or not state.place:
            return place.code
    return ""


def _fallback(scene: Scene, state: State) -> str:
    """The place of a distance ("280 km off Sri Lanka"), then the dateline."""
    distant = [p for p in scene.places if p.role == "distance"]
    here = [written_at(p.code) for p in scene.places if p.role == "dateline"]
    return distant[0].code if distant else state.dateline or (here[0] if here else "") or state.sole


def of_whole(scene: Scene, start: int) -> bool:
    """ "92 percent of *world* production", "of the *Asian* total", 占*全国*的: the place of the whole."""
    of = scene.of("shares.of", max(scene.start, start - 24), min(scene.end, start + 4))
    which = scene.pack.set_of("shares.of_which") if scene.pack.spaces else ()
    of = [
        hit for hit in of if scene.between(hit.start, hit.end) not in which
    ]  # *of which* Iran took 55 per cent
    return any(hit.start < start <= hit.end + 1 for hit in of) or any(
        start - hit.end <= 1
        for hit in scene.of("shares.verbs", max(scene.start, start - 10), start)
        if not scene.pack.spaces or scene.found.ending("shares.verbs", start - 1, 10) == hit
    )
