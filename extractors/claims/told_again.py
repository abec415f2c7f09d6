"""Amounts told before: the same in another unit, the people or the haul spoken of again, another place's beside one."""

from __future__ import annotations

from extractors.claims.draft import Draft
from extractors.claims.scene import Scene, State
from extractors.rules.quantities import Quantity


def in_another_unit(scene: Scene, quantity: Quantity, drafts: list[Draft]) -> bool:
    """835 hectares, mostly in the north - *about 5,200 rai*: the amount just told, in a unit of another size."""
    last = drafts[-1].quantity if drafts else None
    if last is None or last.kind != quantity.kind or quantity.bound != "about" or not last.value:
        return False
    other = quantity.unit_key != last.unit_key and quantity.kind in ("area", "mass")
    named = scene.drugs_between(last.end, quantity.start) or scene.of("cues", last.end, quantity.start)
    return other and not named and abs(quantity.value / last.value - 1) < 0.01


def pair_in_brackets(scene: Scene, quantity: Quantity, drafts: list[Draft]) -> bool:
    """From 40,100 to 47,100 hectares *(99,000 to 116,000 acres)*: two amounts, told again in another unit."""
    opened = next((a for a, b in scene.brackets if a < quantity.start < b), None)
    near = [d.quantity for d in drafts[-2:]]
    if opened is None or len(near) < 2 or near[-1].end != opened - 1 or quantity.kind not in ("area", "mass"):
        return False
    alike = [
        q for q in near if q.kind == quantity.kind and q.value and abs(quantity.value / q.value - 1) < 0.015
    ]
    return any(q.unit_key != quantity.unit_key for q in alike)


def there_and_here(scene: Scene, previous: Draft, quantity: Quantity) -> bool:
    """18.4 tons *in Miami*, compared with 2.2 tons *in Los Angeles*: of another place, not of an earlier time."""
    places = []
    for one in (previous.quantity, quantity):
        near = [p for p in scene.places if 0 < p.start - one.end <= 40 and p.role == "at"]
        near = [p for p in near if not scene.quantity_between(one.end, p.start)]
        places.append(near[0] if near and scene.found.ending("places.locative", near[0].start - 1) else None)
    if places[0] is None:  # *Miami* seized 31.7 tons, compared with 2.06 tons in Los Angeles
        subject = [p for p in scene.places if p.end <= previous.quantity.start and p.role == "at"]
        places[0] = subject[-1] if subject else None
    if None in places or len({scene.between(p.start, p.end) for p in places}) == 1:
        return False
    return not any(
        previous.quantity.end <= p.start < quantity.end + 50 and p.start > places[0].end and p.iso
        for p in scene.periods
    )


def same_again(scene: Scene, state: State, quantity: Quantity, drafts: list[Draft]) -> bool:
    """ "*The two* drug traffickers, aged 18 and 45": the people counted before."""
    kinds = ("case", "incident") if quantity.kind in ("case", "incident") else ("person",)
    kinds = ("mass", "area", "tablet") if quantity.kind in ("mass", "area", "tablet") else kinds
    if quantity.kind not in kinds or not scene.pack.spaces or quantity.bound_start is not None:
        return False
    last = drafts[-1].quantity if drafts else None
    if (
        last
        and last.kind == quantity.kind == "person"
        and last.value == quantity.value
        and scene.between(last.end, quantity.start) == ", "
    ):
        return True  # its two crew, *two men* of 30 and 36
    word = scene.between(max(scene.start, quantity.start - 6), quantity.start).split()[-1:]
    counted = [d.quantity.value for d in [*state.levels, *drafts] if d.quantity.kind in kinds]
    return bool(word) and word[0] in scene.pack.words("claims.definite") and quantity.value in counted
