"""Amounts that measure no drug taken or grown: what a vessel holds, what a haul would make, a price's unit, a stock."""

from __future__ import annotations

from extractors.claims.clause_refusals import told_in_clause
from extractors.claims.nothing_done import (
    amount_over,
    any_field,
    charged_with,
    imprisoned,
    of_other_crop,
    of_threshold,
    paid_in_pounds,
    planned_behind,
    survived,
)
from extractors.claims.other_substances import of_other_substance
from extractors.claims.people_aside import of_people_else
from extractors.claims.scene import Scene
from extractors.claims.triggered import told_by_words
from extractors.rules.quantities import Quantity


def of_another_kind(scene: Scene, quantity: Quantity) -> str:
    """The reason why an amount is none of a measure, "" where there is none."""
    return told_by_words(scene, quantity, _RULES)


def _of_so_many(scene: Scene, quantity: Quantity) -> str:
    """每10万人中5.7例, from 1.2 deaths to *5.0*: counted things are whole; a part of one is a rate, and so is its list."""
    if quantity.kind not in ("person", "case", "laboratory", "incident"):
        return ""
    model = quantity.attrs.get("model")
    ends = [part for part in (quantity.low, quantity.high) if part is not None]
    parts = ends or [quantity.value]
    broken = any(abs(part - round(part)) > 0.001 for part in parts)
    if broken or (scene.pack.spaces and 0 < quantity.number.step * quantity.factor < 1):
        return "a rate: no whole number"
    return _of_so_many(scene, model) if model is not None and model is not quantity else ""


def _sized(scene: Scene, quantity: Quantity) -> str:
    """19 stills *of 500 litres*, four *of 300*: what a thing counted before holds, where no drug is named behind."""
    if quantity.kind not in ("mass", "volume") or not scene.pack.spaces:
        return ""
    counted = next((q for q in reversed(scene.quantities) if q.end <= quantity.start), None)
    of = scene.found.ending("shares.of", quantity.start - 1, 4)
    if of and scene.found.ending("blocks.other_counts", of.start - 1, 12):
        return "the size of what is counted"  # a lorry of 40 tonnes
    if (
        counted is None
        or of is None
        or counted.kind != "bare"
        or scene.found.at("shares.of", quantity.end + 1)
    ):
        return ""
    words = scene.between(counted.end, of.start)
    apart = (
        any(c in words for c in ",;:()") or len(words.split()) > 4 or scene.of("cues", counted.end, of.start)
    )
    return "" if apart else "the size of what is counted"


def _held_for_else(scene: Scene, quantity: Quantity) -> str:
    """518,617 arrests *for violent offenses*: before the next number, where no drug is named between."""
    if quantity.kind not in ("person", "case") or not scene.pack.spaces:
        return ""
    near = scene.of("blocks.other_arrests", quantity.end, min(scene.end, quantity.end + 70))
    apart = near and (
        scene.quantity_between(quantity.end, near[0].start)
        or scene.drugs_between(quantity.end, near[0].start)
    )
    return (
        f"held for something else: {scene.folded[near[0].start : near[0].end]}" if near and not apart else ""
    )


def _sampled(scene: Scene, quantity: Quantity) -> str:
    """44,500 students in 392 schools *took part*: who was asked."""
    if quantity.kind != "person" or not scene.pack.spaces:
        return ""
    behind = scene.of("blocks.sample", quantity.end, min(scene.end, quantity.end + 40))
    used = behind and scene.of("cues", quantity.end, behind[0].start)
    if not behind or used or "," in scene.between(quantity.end, behind[0].start):
        return ""
    return f"who was asked: {scene.folded[behind[0].start : behind[0].end]}"


def _averaged(scene: Scene, quantity: Quantity) -> str:
    """The *average size* of a seizure was 0.86 kg; in 2014 it was 1.74: of one of many."""
    if quantity.kind not in ("mass", "tablet", "volume", "area") or not scene.pack.spaces:
        return ""
    means = scene.of("blocks.mean", scene.start, quantity.start)
    return f"a mean: {scene.folded[means[0].start : means[0].end]}" if means else ""


def _tried(scene: Scene, quantity: Quantity) -> str:
    """The number of *cases convicted* was 333: what a court ended."""
    if quantity.kind != "case" or not scene.pack.spaces:
        return ""
    near = scene.of("blocks.court", max(scene.start, quantity.start - 34), min(scene.end, quantity.end + 12))
    gaps = [(min(h.end, quantity.end), max(h.start, quantity.start)) for h in near]
    near = [
        h
        for h, (a, b) in zip(near, gaps, strict=True)
        if not (scene.quantity_between(a, b) or any(c in scene.between(a, b) for c in ",;"))
    ]
    return f"told in court: {scene.folded[near[0].start : near[0].end]}" if near else ""


def _kept(scene: Scene, quantity: Quantity) -> str:
    """Opium *stocks* are estimated at 10,000 tons: an amount kept, in the clause of its number."""
    if quantity.kind != "mass" or not scene.pack.spaces:
        return ""
    near = scene.of("blocks.stocks", max(scene.start, quantity.start - 44), quantity.start)
    apart = near and (
        "," in scene.between(near[-1].end, quantity.start)
        or scene.quantity_between(near[-1].end, quantity.start)
    )
    return f"kept: {scene.folded[near[-1].start : near[-1].end]}" if near and not apart else ""


def _noted(scene: Scene, quantity: Quantity) -> str:
    """ "11.7 million *(range: from 8.4 to 19.0 million)*": how sure a number is, no number of its own."""
    held = next(((a, b) for a, b in scene.brackets if a < quantity.start < b), None)
    near = scene.of("blocks.note", *held) if held else []
    return f"a note: {scene.folded[near[0].start : near[0].end]}" if near else ""


def _left_out(scene: Scene, quantity: Quantity) -> str:
    """Seizures *of less than one gram are left out*, of more than 100 kilos *continued to occur*: a size, no amount."""
    if quantity.kind not in ("mass", "tablet", "volume", "plant"):
        return ""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    of = any(
        start - h.end <= 6 for h in scene.of("blocks.sized", max(scene.start, start - 44), quantity.start)
    )
    reach = 90 if scene.pack.spaces else 0
    of = of or _counted_seizures(scene, quantity)
    behind = scene.of("blocks.left_out", quantity.end, min(scene.end, quantity.end + reach))
    near = [h for h in behind if not scene.quantity_between(quantity.end, h.start)]
    noted = near and not scene.broken(quantity.end, near[0].start)
    ahead = scene.of("blocks.left_out", max(scene.start, quantity.start - 70), quantity.start)
    listed = of or (not scene.pack.spaces and quantity.bound != "exact")
    noted = noted or (listed and any(not scene.quantity_between(h.end, quantity.start) for h in ahead))
    sized = of or quantity.bound != "exact"
    return "the size of what a statistic counts" if sized and noted else ""


def _counted_seizures(scene: Scene, quantity: Quantity) -> bool:
    """*Seizures* under 2 grams: what is counted, right before the bound of a size."""
    start = quantity.bound_start
    noun = scene.found.ending("nouns", start - 1, 24) if start is not None else None
    return noun is not None and noun.key == "incidents"


def _of_every(scene: Scene, quantity: Quantity) -> str:
    """*Out of every ten kilos* of cocaine that leave, two are caught: so many of any so many."""
    if not scene.pack.spaces or quantity.kind in ("percent", "fraction"):
        return ""
    opened = [
        q
        for q in scene.quantities
        if q.start <= quantity.start and (hit := scene.found.ending("fractions.ratio", q.start - 1))
        and " " in scene.between(hit.start, hit.end)
        and scene.between(hit.start, hit.end) not in scene.pack.words("places.origin")
        and not any(other.end == hit.start - 1 for other in scene.quantities)
    ]  # fmt: skip
    small = opened and (quantity is opened[-1] or quantity.value < opened[-1].number.value)
    return "of any so many" if small else ""


def _recipe(scene: Scene, quantity: Quantity) -> str:
    """*One kilo* of base *makes* one kilo of heroin; *a hectare yields* a ton of leaf: said of any, not of one that was."""
    if quantity.kind not in ("mass", "volume") or not scene.pack.spaces:
        return ""
    ones = [
        q
        for q in scene.quantities
        if q.kind in ("mass", "area", "volume") and q.number.value == 1 and q.number.source != "digits"
    ]
    ones += scene.of("blocks.each_field")
    made = [h for one in ones for h in scene.of("blocks.makes", one.end, min(scene.end, one.end + 60))]
    told = made and not any(h.key in ("seizure", "destruction") for h in scene.of("cues"))
    return "what any such amount makes" if told else ""


def _priced_amount(scene: Scene, quantity: Quantity) -> str:
    """The *price of* one joi (1.6 kilograms) had risen: what is paid for, no amount taken."""
    if quantity.kind not in ("mass", "tablet", "volume") or not scene.pack.spaces:
        return ""
    near = scene.of("blocks.price", max(scene.start, quantity.start - 40), quantity.start)
    near = [hit for hit in near if scene.found.at("shares.of", hit.end + 1)]
    near = [
        h
        for h in near
        if not any(c.start <= h.end <= c.end for c in scene.of("cues", h.start - 24, h.end + 4))
    ]
    apart = near and (
        any(c in scene.between(near[-1].end, quantity.start) for c in ",;")
        or scene.of("cues", near[-1].end, quantity.start)
        or any(near[-1].end <= q.start < quantity.start and q.kind == quantity.kind for q in scene.quantities)
    )
    return f"a price: {scene.folded[near[-1].start : near[-1].end]}" if near and not apart else ""


def _held_back(scene: Scene, quantity: Quantity) -> str:
    """They stopped 2,288 tons of chemicals *from being exported*: a trade that was not allowed, no seizure."""
    if quantity.kind not in ("mass", "volume", "tablet") or not scene.pack.spaces:
        return ""
    near = scene.of("blocks.held_back", quantity.end, min(scene.end, quantity.end + 44))
    return (
        "a trade that was stopped" if near and not scene.quantity_between(quantity.end, near[0].start) else ""
    )


def _worth(scene: Scene, quantity: Quantity) -> str:
    """Two tonnes, *equivalent to* 40 million doses: what an amount would make, no tablets that were there."""
    if quantity.kind != "tablet":
        return ""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    near = [h for h in scene.of("blocks.worth", max(scene.start, start - 56), start) if start - h.end <= 36]
    near = [h for h in near if not scene.quantity_between(h.end, start) and not scene.broken(h.end, start)]
    return f"what an amount would make: {scene.folded[near[0].start : near[0].end]}" if near else ""


def _priced_unit(scene: Scene, quantity: Quantity) -> str:
    """*A kilo* of cocaine *costs* 2,000 dollars: the unit of a price."""
    if quantity.value / quantity.factor != 1 or quantity.number.source not in ("article", "words"):
        return ""
    reach = min(scene.end, quantity.end + 34)
    near = [
        h
        for h in scene.of("blocks.price", quantity.end, reach)
        if "," not in scene.between(quantity.end, h.start)
    ]
    return "the unit of a price" if near and not scene.quantity_between(quantity.end, near[0].start) else ""


def _in_doses(scene: Scene, quantity: Quantity) -> str:
    """Patients took 16 mg *in two doses*: how it was taken."""
    small = quantity.kind == "tablet" and quantity.value < 20 and scene.pack.spaces
    led = scene.found.ending("places.locative", quantity.start - 1, 4) if small else None
    return "how it was taken" if led and not scene.drugs_between(quantity.start, quantity.end) else ""


def _of_uncounted(scene: Scene, quantity: Quantity) -> str:
    """89,589 inmates, *of which* 42 per cent were held for drugs: a part of what makes no claim itself."""
    if quantity.kind not in ("percent", "fraction") or not scene.pack.spaces:
        return ""
    start = quantity.bound_start if quantity.bound_start is not None else quantity.start
    whole = next((q for q in reversed(scene.quantities) if q.end <= start), None)
    near = scene.of("shares.of_which", whole.end, start) if whole else []
    if near and whole and whole.refused.startswith("counts") and start - near[-1].end <= 5:
        return "a part of what makes no claim"
    of = scene.found.at("shares.of", quantity.end + 1)
    behind = next((q for q in scene.quantities if of and q.start >= of.end), None)
    counts = of and behind and behind.refused.startswith("counts") and behind.start - of.end <= 18
    return "a part of what makes no claim" if counts else ""  # 48 per cent of the country's 42,045 barangays


def priced_unit(scene: Scene, quantity: Quantity) -> bool:
    """The price for *a gram* of ice, *a kilo* sells for: the unit that a price is of."""
    prices = scene.of("blocks.price")
    ahead = any(0 <= quantity.start - hit.end <= 12 for hit in prices)
    behind = any(0 <= hit.start - quantity.end <= 48 for hit in prices)
    return ahead or behind


def each_told(scene: Scene, quantity: Quantity) -> str:
    """20 bags, *each* weighing 20 kilograms; two parcels of 5 kilograms *each*; 两包，*各*5公斤: the whole is not told."""
    if quantity.kind not in ("mass", "volume", "tablet"):
        return ""
    if not scene.pack.spaces:
        start = quantity.start
        weak = scene.found.ending("weak", start, 4)  # 3批各*藏有*90公斤
        start = weak.start if weak and weak.key == "seizure" else start
        return "the weight of each" if scene.found.ending("lists.each", start, 4) else ""
    before = scene.of("lists.each", max(scene.start, quantity.start - 52), quantity.start)
    weighed = any(scene.of("claims.weighing", hit.end, quantity.start) for hit in before) or any(
        word.key == "seizure" and len(scene.between(hit.end, word.start).split()) <= 1
        for hit in before
        for word in scene.of("weak", hit.end, quantity.start)  # *each box held* 15 kilos
    )
    ends = [quantity.end, *(drug.end for drug in scene.drugs if 0 < drug.start - quantity.end <= 5)]
    return (
        "the weight of each" if weighed or any(scene.found.at("lists.each", end + 1) for end in ends) else ""
    )


# The kind of word without which a rule tells nothing (None: there is none), and the rule; in order.
_RULES = (
    ("blocks.note", _noted),
    ("blocks.mean", _averaged),
    ("blocks.court", _tried),
    ("blocks.left_out", _left_out),
    ("fractions.ratio", _of_every),
    ("blocks.makes", _recipe),
    ("blocks.makes", any_field),
    ("numbers.words", any_field),
    ("blocks.price", _priced_amount),
    ("blocks.held_back", _held_back),
    ("blocks.sample", _sampled),
    (None, _of_so_many),
    ("blocks.stocks", _kept),
    ("blocks.other_arrests", _held_for_else),
    ("blocks.worth", _worth),
    ("shares.of", _sized),
    ("blocks.price", _priced_unit),
    ("shares.of_which", _of_uncounted),
    ("shares.of", _of_uncounted),
    ("places.locative", _in_doses),
    ("bounds.at_least_after", of_threshold),
    ("bounds.at_most_after", of_threshold),
    ("blocks.plan", planned_behind),
    ("blocks.hypothetical", planned_behind),
    ("blocks.crops", of_other_crop),
    ("compare.versus", amount_over),
    ("blocks.prison", imprisoned),
    ("blocks.price", paid_in_pounds),
    ("blocks.survived", survived),
    ("blocks.accusing", charged_with),
    ("lists.with", charged_with),
    ("blocks.sampled", of_people_else),
    ("blocks.at_large", of_people_else),
    ("blocks.opinion", of_people_else),
    ("blocks.outcomes", of_people_else),
    ("blocks.substances", of_other_substance),
    (None, told_in_clause),
)


def in_cases(scene: Scene, quantity: Quantity) -> bool:
    """*In 38 cases the* consignments weighed more: how often something was so, no cases that were opened."""
    first = scene.between(scene.start, quantity.start).strip()
    behind = scene.folded[quantity.end : quantity.end + 8].split()[:1]
    return first in scene.pack.words("places.locative") and behind in (
        [w] for w in scene.pack.words("claims.definite")
    )
