"""Claims said twice in one text: the same number again, or a rounded one and later the exact one."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace

from extractors.records import Claim
from extractors.vocabulary.drugs import covers
from extractors.vocabulary.places import contains

_NEAR = 0.025  # a rounded figure is at most this far from the exact one
_BIN = math.log(1 + 2 * _NEAR)  # so that near values stand in one bin or in neighbours


class Told:
    """The claims that a text has made so far, each once."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self._bins: defaultdict[tuple, list[int]] = defaultdict(list)

    def add(self, claim: Claim) -> None:
        """Keep a claim unless the text has made it before; what the two say together fills the slots of the
        first."""
        what, size = _bin(claim)
        near = (self._bins.get((what, size + step), ()) for step in (-4, -3, -2, -1, 0, 1, 2))
        for index in sorted({index for indexes in near for index in indexes}):
            other = self.claims[index]
            if not (_same_drug(other, claim) and _same_case(other, claim)):
                continue
            if other.drug != claim.drug and other.value != claim.value and self._several(other):
                continue
            if other.value == claim.value:
                if other.sentence == claim.sentence and claim.unit == "person":  # two men and two women
                    continue
                self.claims[index] = _filled(other, claim)
                return
            if _rounds(claim, other):  # 199 tonnes … for the first time less than 200
                self.claims[index] = _filled(other, claim)
                return
            if _rounds(other, claim):
                self.claims[index] = _filled(claim, other)
                self._bins[what, size].append(index)
                return
        self._bins[what, size].append(len(self.claims))
        self.claims.append(claim)

    def _several(self, other: Claim) -> bool:
        """Whether amounts of more than one drug were told, so that "drugs" may be any of them."""
        return any(c.unit == other.unit == "kg" and c.drug != other.drug for c in self.claims)


def _bin(claim: Claim) -> tuple[tuple[str, ...], int]:
    """What a claim is about, and how large its value is on a scale of small steps."""
    size = math.floor(math.log(abs(claim.value)) / _BIN) if claim.value else 0
    return (claim.measure, claim.statistic, claim.unit), size


def _same_drug(a: Claim, b: Claim) -> bool:
    """The same drug, or "1,060 kilos of drugs" behind a haul that was named."""
    if (a.drug, a.form) == (b.drug, b.form):
        return True
    told = a.unit in ("kg", "person") and a.statistic == "level"
    wider = a.value == b.value and a.unit == "kg" and (covers(a.drug, b.drug) or covers(b.drug, a.drug))
    return (
        (b.drug == "drugs" or wider) and told and a.sentence != b.sentence
    )  # 5,700 kg of leaves … of cannabis


def _days(period: str) -> tuple[str, str]:
    """The first and last day of a period, to be compared: 2024-10 goes from 2024-10-00 to 2024-10-99."""
    first, last = period.split("/")[0], period.split("/")[-1]
    return first + "-00-00"[len(first) - 4 :], last + "-99-99"[len(last) - 4 :]


def _one_within(a: Claim, b: Claim) -> bool:
    """The same exact number in "January to October" and "from 1 January to 30 October"."""
    spans = a.unit == b.unit == "kg" and "/" in a.period and "/" in b.period
    round_ = a.value < 1000 or a.value % 100 == 0
    if a.value != b.value or a.statistic != "level" or (round_ and not spans):
        return False
    if not (a.period and b.period):
        return False
    (a_first, a_last), (b_first, b_last) = _days(a.period), _days(b.period)
    return (a_first <= b_first and b_last <= a_last) or (b_first <= a_first and a_last <= b_last)


def _same_case(a: Claim, b: Claim) -> bool:
    periods = _one_within(a, b) or a.period == b.period or not a.period or not b.period or _first_in_all(a, b)
    places = (
        a.place == b.place
        or not a.place
        or not b.place
        or contains(a.place, b.place)
        or contains(b.place, a.place)
    )
    return periods and places


def _first_in_all(a: Claim, b: Claim) -> bool:
    """In two cases of 3 January to 6 February about 40 kg were seized. … On 3 January *about 40 kg*: one of the cases."""
    if not (a.unit == b.unit == "kg" and a.bound == b.bound and a.measure == "seizure" and "/" in a.period):
        return False
    first, last = a.period.split("/")
    one = len(b.period) == len("2024-01-03") and a.sentence != b.sentence
    return one and first <= b.period[: len(first)] and b.period[: len(last)] <= last


def _filled(claim: Claim, other: Claim) -> Claim:
    """The claim with what only the other one says of its time and place."""
    narrow = (
        other.place
        if not claim.place or (other.place and contains(claim.place, other.place))
        else claim.place
    )
    named = other if claim.drug != other.drug and covers(claim.drug, other.drug) else claim
    return replace(
        claim,
        drug=named.drug,
        form=named.form,
        period=claim.period or other.period,
        place=narrow,
        origin=claim.origin or other.origin,
    )


def _cut_off(rough: Claim, exact: Claim) -> bool:
    """A haul that one sentence weighs twice: 查获*7.5吨*可卡因，共320袋，重*7550.95公斤*."""
    return rough.unit == "kg" and rough.bound == "exact" and exact.step <= rough.step / 50


def _rounds(rough: Claim, exact: Claim) -> bool:
    """ "More than 18 tonnes were seized. … 18,767 kg of cocaine": the second says the first exactly."""
    if (
        rough.statistic != "level"
        or exact.bound not in ("exact", "about")
        or (rough.sentence == exact.sentence and not _cut_off(rough, exact))
        or rough.unit == "person"
    ):
        return False
    if rough.bound in ("exact", "at_least") and 0 < exact.step <= rough.step / 10:  # 3.2 tonnes … 3,225 kilos
        above, far = (
            exact.value - rough.value,
            0.2 * rough.value if rough.bound == "at_least" else 0.1 * rough.value,
        )
        far = far if exact.step <= rough.step / 50 else 0.01 * rough.value
        room = min(rough.step if rough.bound == "at_least" else rough.step / 2, far)
        if exact.step <= rough.step / 50 and above <= 0.01 * rough.value:  # cut off: 7.5吨 … 7550.95公斤
            room = max(room, min(rough.step, 0.01 * rough.value))
        return (0 if rough.bound == "at_least" else -room) <= above <= room
    low, high = {"at_least": (0.0, _NEAR), "at_most": (-_NEAR, 0.0), "about": (-_NEAR, _NEAR)}.get(
        rough.bound, (1.0, 0.0)
    )
    return bool(rough.value) and low <= exact.value / rough.value - 1 <= high and exact.step < rough.step
