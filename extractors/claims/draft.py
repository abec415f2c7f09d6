"""A claim in the making: measure, statistic and drug are known; period, place and origin are filled in afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.rules.quantities import Quantity


@dataclass(slots=True)
class Draft:
    """A claim before it is located. `like` is the draft whose period and place it shares where its own words tell
    none; `fixed` holds slots that a rule has set for good; `base` marks an earlier amount that a level is compared with."""

    quantity: Quantity
    measure: str
    statistic: str
    drug: str
    form: str = ""
    value: float | None = None
    bound: str = "exact"
    rule: str = ""
    base: bool = False
    period: str = ""
    place: str = ""
    origin: str = ""
    scope: str = ""
    like: Draft | None = None
    fixed: dict = field(default_factory=dict)
