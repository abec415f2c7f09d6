"""What the heads and the caption of a table say: measure, statistic, drug, unit, place, period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cached_property

from extractors import units
from extractors.claims.headings import MEASURES_OF_NOUNS
from extractors.languages import load
from extractors.rules.calendar import Setting
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.periods import find_periods
from extractors.rules.places import find_places
from extractors.vocabulary.drugs import narrowest

_CUES = ("seizure", "destruction", "cultivation", "eradication", "production")


@dataclass(slots=True)
class Heads:
    """The slots that a head tells; "" where it tells none. `unit` is a key of vocabulary/units.txt or a counted
    thing (case, person, laboratory, incident); `scale` multiplies ("'000 tablets")."""

    measure: str = ""
    statistic: str = ""
    drug: str = ""
    form: str = ""
    unit: str = ""
    scale: float = 1.0
    place: str = ""
    period: str = ""
    total: bool = False

    @staticmethod
    def combine(heads: list[Heads]) -> Heads:
        """The slots of several heads; of two that tell one slot, the nearer one (the first) wins."""
        told = Heads()
        for head in heads:
            for field in fields(Heads):
                if getattr(told, field.name) == field.default and getattr(head, field.name) != field.default:
                    if field.name == "form" and told.drug != head.drug:
                        continue
                    setattr(told, field.name, getattr(head, field.name))
        return told


class HeadReader:
    """Reads heads in one language; what was read once is kept."""

    def __init__(self, language: str, published: dt.date | None) -> None:
        self.pack, self.words, self.published = load(language), lexicon(language), published
        self._read: dict[str, Heads] = {}

    def read(self, text: str) -> Heads:
        """The slots that a head or caption tells."""
        if text not in self._read:
            self._read[text] = self._slots(text)
        return self._read[text]

    @cached_property
    def _total_words(self) -> set[str]:
        return {fold(word) for word in self.pack.words("claims.total")}

    def _slots(self, text: str) -> Heads:
        folded = fold(text)
        found = Found(self.words.hits(text, folded))
        heads = Heads()
        self._set_measure(heads, folded, found)
        self._set_unit(heads, folded, found)
        self._set_drug(heads, folded, found)
        places = [
            p
            for p in find_places(folded, 0, len(text), found, self.pack)
            if p.role in ("at", "dateline", "destination")
        ]
        if places and len({p.code for p in places}) == 1:
            heads.place = places[0].code
        periods = [
            p for p in find_periods(folded, 0, len(text), found, self.pack, Setting(self.published)) if p.iso
        ]
        if len({p.iso for p in periods}) == 1 and "/" not in periods[0].iso:
            heads.period = periods[0].iso
        heads.total = (
            folded.strip(" :*") in self._total_words or folded.split(" ")[0].strip(":,") in self._total_words
        )
        return heads

    def _set_measure(self, heads: Heads, folded: str, found: Found) -> None:
        keys = {str(hit.key) for hit in found.kinds.get("cues", ()) if hit.key in _CUES}
        nouns = {
            MEASURES_OF_NOUNS[str(hit.key)]
            for hit in found.kinds.get("nouns", ())
            if hit.key in MEASURES_OF_NOUNS
        }
        if "eradication" in keys:  # "destroyed", "area eradicated": eradication tells more than its parts
            keys -= {"destruction", "cultivation"}
        if len(keys) > 1:
            keys -= {"cultivation"} if "production" in keys else set()
        choices = keys or nouns - {"seizure"} or nouns
        if len(choices) == 1:
            heads.measure = choices.pop()
        if found.kinds.get("changes.up") or found.kinds.get("changes.down"):
            heads.statistic = "change"
        elif found.kinds.get("shares.verbs"):
            heads.statistic = "share"

    def _set_unit(self, heads: Heads, folded: str, found: Found) -> None:
        names = [*found.kinds.get("drug", ()), *found.kinds.get("weak_drug", ())]
        named = [hit for hit in found.kinds.get("unit", ())
                 if not any(name.start <= hit.start and hit.end <= name.end for name in names)]  # fmt: skip
        if named:
            # of "methamphetamine tablets (kg)" the last one, in the brackets, is the unit
            heads.unit = str(named[-1].key)
        else:
            counted = {
                _COUNTED[str(hit.key)] for hit in found.kinds.get("nouns", ()) if str(hit.key) in _COUNTED
            }
            number_of = any(word in folded for word in map(fold, self.pack.words("tables.number")))
            if "incident" in counted and not number_of:
                counted.discard("incident")
            if len(counted) == 1:
                heads.unit = counted.pop()
        for word, value in self.pack.table("tables.scales").items():
            if fold(word) in folded:
                heads.scale = float(value)

    def _set_drug(self, heads: Heads, folded: str, found: Found) -> None:
        hits = [*found.kinds.get("drug", ()), *found.kinds.get("weak_drug", ())]
        keys = [str(hit.key).partition("/") for hit in hits]
        if keys:
            names = {key for key, _, _ in keys}
            specific = names - {"drugs"} or names
            heads.drug = narrowest(specific)
            forms = {form for key, _, form in keys if key == heads.drug}
            heads.form = forms.pop() if len(forms) == 1 else ""


_COUNTED = {"arrests": "person", "users": "person", "deaths": "person", "cases": "case",
            "laboratories": "laboratory", "incidents": "incident"}  # fmt: skip


def unit_of(key: str, region: str) -> tuple[str, float]:
    """Canonical unit and factor of a head's unit."""
    if key in _COUNTED.values():
        return key, 1.0
    return units.factor(key, region)
