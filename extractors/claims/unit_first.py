"""Numbers whose unit stands away from them: before them, with the place before, behind the mean that they make up.

"Kilos of cocaine seized: 320", "the number of hectares rose from 154,000 to 209,000", "Nariño, with 35,500",
"a mean of 330 deaths a year (318 in 2011, 366 in 2012)", "two of the three crew members".
"""

from __future__ import annotations

from extractors import units
from extractors.claims.counting import ends_here
from extractors.claims.scene import Scene, State
from extractors.rules.lexicon import Hit
from extractors.rules.quantities import Quantity

_CLASSES = {"kg": "mass", "ha": "area", "L": "volume", "tablet": "tablet", "plant": "plant"}
_LABEL = 90  # characters between a unit and the number that a colon leads to
_MOVED = 130  # and the number that it moved to
_AMOUNTS = ("mass", "area", "volume", "tablet", "plant", "person", "laboratory", "incident")


def tell_units(scene: Scene, state: State) -> None:
    """Give each bare number the unit that such wording tells; others stay as they are."""
    if not scene.pack.spaces:
        return
    for place, quantity in enumerate(scene.quantities):
        if quantity.kind != "bare" or quantity.refused or quantity.number.source == "one":
            continue
        _some_of_those(scene, quantity, scene.quantities[place + 1 :])
        if quantity.kind == "bare" and (unit := _unit_before(scene, quantity)):
            canonical, factor = units.factor(unit.key, state.country)
            _set(quantity, canonical, _CLASSES[canonical], factor, str(unit.key))
        if quantity.kind == "bare" and (mean := _mean_before(scene, quantity)):
            quantity.noun = mean.noun
            _set(quantity, mean.unit, mean.kind, mean.factor, mean.unit_key)
        if quantity.kind == "bare" and _with_its_place(scene, state, quantity):
            unit, kind, factor, quantity.noun = state.unit
            _set(quantity, unit, kind, factor, "")


def _set(quantity: Quantity, unit: str, kind: str, factor: float, key: str) -> None:
    quantity.unit, quantity.kind, quantity.factor, quantity.unit_key = unit, kind, factor, key
    quantity.value, quantity.attrs["elided"] = quantity.number.value * factor, "told apart"


def _start(quantity: Quantity) -> int:
    return quantity.bound_start if quantity.bound_start is not None else quantity.start


def _unit_before(scene: Scene, quantity: Quantity) -> Hit | None:
    """ "*Kilos* of cocaine: 320", "the number of *hectares* rose from 154,000": a unit that has no number of its own."""
    start = _start(quantity)
    told = _label(scene, start)
    moved = told or any(
        (hit := scene.found.ending(kind, start - 1)) and hit.start < start
        for kind in ("compare.versus", "changes.reached", "ranges.to")
    )
    if not moved or not ends_here(scene, quantity) or (quantity.value < 2 and not told):
        return None
    for hit in reversed(scene.of("unit", max(scene.start, start - (_LABEL if told else _MOVED)), start)):
        canonical = units.factor(hit.key, "")[0] if hit.key not in ("percent", "per_mille") else ""
        if canonical not in _CLASSES:
            return None
        between = [q for q in scene.quantities if hit.end <= q.start < quantity.start]
        alike = all(q.attrs.get("elided") == "told apart" for q in between)
        own = any(q.start <= hit.start < q.end for q in scene.quantities) or _indefinite(scene, hit)
        named = scene.text[hit.start].isupper() and hit.start > scene.start and not told  # Nityanand Rai
        return hit if alike and not own and not named and (told or not scene.broken(hit.end, start)) else None
    return None


def _label(scene: Scene, start: int) -> bool:
    """A colon right before the number, or in a line a unit: "Hectáreas: 1.200", "Hectáreas 1.200"."""
    unit = scene.found.ending("unit", start - 1)
    return scene.between(start - 2, start) == ": " or (
        scene.line and unit is not None and unit.start == scene.start
    )


def _indefinite(scene: Scene, unit: Hit) -> bool:
    """ "several tonnes", "thousands of hectares", "per hectare": a unit that measures something else."""
    kinds = ("numbers.vague", "numbers.articles", "numbers.half", "blocks.rate_before")
    rates = scene.of("blocks.rate", max(scene.start, unit.start - 14), unit.end)
    return any(hit.end > unit.start for hit in rates) or any(
        scene.found.ending(kind, end) for kind in kinds for end in (unit.start - 1, unit.end)
    )


def _mean_before(scene: Scene, quantity: Quantity) -> Quantity | None:
    """A mean of 330 deaths a year *(318 in 2011, 366 in 2012)*: what the numbers of the years are of."""
    opened = next((a for a, b in scene.brackets if a < quantity.start < b), None)
    ahead = [q for q in scene.quantities if opened is not None and q.end <= opened and q.kind in _AMOUNTS]
    dated = any(p.iso and 0 < p.start - quantity.end <= 5 for p in scene.periods)
    if not ahead or not dated or not ahead[-1].refused.startswith("a rate"):
        return None
    return ahead[-1] if scene.of("blocks.rate_before", scene.start, ahead[-1].end) else None


def _with_its_place(scene: Scene, state: State, quantity: Quantity) -> bool:
    """Norte de Santander leads with 42,576 hectares. Next come *Nariño with 35,501* and Putumayo with 28,205."""
    start = _start(quantity)
    led = scene.found.ending("lists.with", start - 1, 8)
    place = next((p for p in scene.places if led and 0 < led.start - p.end <= 2 and p.role == "at"), None)
    spoken = (
        state.unit is not None
        and state.unit[1] in _AMOUNTS
        and not scene.of("claims.number_of", scene.start, start)
    )
    counted = any(q.kind in _AMOUNTS and q.end <= start and not q.refused for q in scene.quantities)
    return (
        place is not None and spoken and not counted and quantity.value >= 10 and ends_here(scene, quantity)
    )


def _some_of_those(scene: Scene, quantity: Quantity, following: list[Quantity]) -> None:
    """ "*Two of the three crew members* were arrested": the part counts, the whole was only there."""
    whole = following[0] if following else None
    of = scene.found.at("shares.of", quantity.end + 1)
    if (
        whole is None
        or of is None
        or whole.kind != "person"
        or whole.refused
        or whole.value <= quantity.value
    ):
        return
    words = scene.between(of.end, _start(whole)).split()
    if len(words) > 1 or any(word not in scene.pack.words("claims.definite") for word in words):
        return
    quantity.unit, quantity.kind, quantity.noun, quantity.end = "person", "person", whole.noun, whole.end
    whole.refused = "the whole that a part is of"
