"""What one head or caption of a table says: measure, statistic, drug, unit, place, period."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extractors.claims.headings import MEASURES_OF_NOUNS
from extractors.claims.tables.grid import MISSING, is_number
from extractors.claims.tables.times import Times
from extractors.claims.tables.words import TableWords
from extractors.languages import load
from extractors.rules.addresses import name_kinds
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.places import find_places
from extractors.vocabulary.drugs import narrowest

_CUES = ("seizure", "destruction", "cultivation", "eradication", "production")
_COUNTED = {"arrests": "person", "users": "person", "deaths": "person", "cases": "case",
            "laboratories": "laboratory", "incidents": "incident"}  # fmt: skip
COUNTS = frozenset(_COUNTED.values())
SEVERAL = "several"  # a head that names more than one unit: "kg or tablets", "kg/ha"
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]{0,200})[)\]）】]")
_JOINED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|_")  # DrugGroup, FECHA_HECHO


@dataclass(frozen=True, slots=True)
class Heads:
    """The slots that a head tells; "" where it tells none.

    `unit` is a key of vocabulary/units.txt, a counted thing (case, person, laboratory, incident) or SEVERAL;
    `scale` multiplies ("'000 tablets"); `part` is a part of a year that is not told, in the year 2000. `ignored`
    says that it names something that no claim is about, `amount` that it is only a word such as "Quantity".
    """

    measure: str = ""
    statistic: str = ""
    drug: str = ""
    form: str = ""
    unit: str = ""
    scale: float = 1.0
    place: str = ""
    period: str = ""
    part: str = ""
    total: bool = False
    ignored: bool = False
    amount: bool = False
    falls: bool = False  # a change told by a word that says it is downward
    inside: bool = False  # a town: only a part of what the code of its place stands for
    partial: bool = False  # "other drugs"
    bare: bool = False  # "Number", or "Seizures" without a unit

    @property
    def understood(self) -> bool:
        """Whether it tells anything at all that a claim can hold."""
        told = (
            self.measure or self.statistic or self.drug or self.unit or self.place or self.period or self.part
        )
        return bool(told) or self.total or self.amount or self.scale != 1.0


class HeadReader:
    """Reads heads in one language; what was read once is kept. `country` is the one that the report is about."""

    def __init__(self, language: str, published: dt.date | None, country: str = "") -> None:
        self.pack, self.lexicon = load(language), lexicon(language)
        self.words = TableWords(self.pack)
        self.times = Times(self.pack, published, country)
        self._read: dict[tuple[str, str], Heads] = {}

    def read(self, text: str, country: str = "") -> Heads:
        """The slots that a head or caption tells; names that several countries have count for those of `country`."""
        key = (text, country)
        if key not in self._read:
            self._read[key] = self._slots(_JOINED.sub(" ", text.strip()), country)
        return self._read[key]

    def role(self, text: str) -> str:
        """What the head of a column says of its cells: place, period, drug, unit … or ""."""
        return self.words.role(fold(_JOINED.sub(" ", text.strip())))

    def names(self, text: str) -> bool:
        """Whether a column with this head names what its rows are about, whatever its cells look like."""
        return self.role(text) != ""

    def is_subtotal(self, text: str) -> bool:
        """Whether a head is that of a sum of a part of the table."""
        return self.words.is_subtotal(fold(text.strip()))

    def _slots(self, text: str, country: str) -> Heads:
        folded = fold(text)
        if MISSING.match(folded.strip()) or (is_number(text) and not self.times.is_year(text)):
            return Heads(amount=True)
        found = Found(self.lexicon.hits(text, folded))
        unit = self._unit(folded, found)
        drug, form = self._drug(found)
        places = find_places(folded, 0, len(text), found, self.pack, country)
        codes = {place.code for place in places if place.role in ("at", "dateline", "destination")}
        towns = name_kinds(self.pack.code)
        inside = any(towns.get(folded[place.start : place.end]) == "city" for place in places)
        period, part = self.times.told(folded, found)
        ups, downs = found.kinds.get("changes.up"), found.kinds.get("changes.down")
        return Heads(
            measure=self._measure(found, unit),
            statistic=self._statistic(folded, bool(ups or downs)),
            drug=drug,
            form=form,
            unit=unit,
            scale=self._scale(folded, found),
            place=codes.pop() if len(codes) == 1 else "",
            period=period,
            part=part,
            total=self.words.is_total(folded),
            ignored=self.words.is_ignored(folded)
            or any(found.kinds.get(k) for k in ("blocks.price", "blocks.money")),
            amount=self.words.is_amount(folded) and self._brackets_understood(text, country),
            falls=bool(downs) and not ups,
            inside=inside,
            partial=self.words.is_part(folded),
            bare=not unit
            and (self.words.is_count(folded) or any(n.key == "incidents" for n in self._nouns(found))),
        )

    def _brackets_understood(self, text: str, country: str) -> bool:
        """Whether what stands in brackets can be read too: of "Value (PhP)" it cannot."""
        inner = [match[1] for match in _BRACKETS.finditer(text)]
        return all(
            self.read(part, country).understood
            for part in inner
            if len(part) > 1 and any(map(str.isalpha, part))
        )

    def _statistic(self, folded: str, moves: bool) -> str:
        if moves or self.words.is_change(folded):
            return "change"
        return "share" if self.words.is_share(folded) else ""

    def _measure(self, found: Found, unit: str) -> str:
        cues = {str(hit.key) for hit in found.kinds.get("cues", ())}
        if (
            unit in COUNTS and unit != "incident"
        ):  # 查获吸毒人员（人次） counts users, whatever was done to them
            counted = (cues | {str(hit.key) for hit in self._nouns(found)}) & {
                k for k, v in _COUNTED.items() if v == unit
            }
            if len(counted) == 1:
                return counted.pop()
        keys = cues & set(_CUES)
        nouns = {MEASURES_OF_NOUNS[str(h.key)] for h in self._nouns(found) if h.key in MEASURES_OF_NOUNS}
        if "eradication" in keys:  # "destroyed", "area eradicated": eradication tells more than its parts
            keys -= {"destruction", "cultivation"}
        if len(keys) > 1:
            keys -= {"cultivation"} if "production" in keys else set()
        choices = keys or nouns - {"seizure"} or nouns
        return choices.pop() if len(choices) == 1 else ""

    def _unit(self, folded: str, found: Found) -> str:
        names = [*found.kinds.get("drug", ()), *found.kinds.get("weak_drug", ())]
        named = [
            hit
            for hit in found.kinds.get("unit", ())
            if not any(name.start <= hit.start and hit.end <= name.end for name in names)
        ]
        # of "methamphetamine tablets (kg)" the unit in the brackets is the one
        spans = [match.span() for match in _BRACKETS.finditer(folded)]
        inside = [hit for hit in named if any(a < hit.start and hit.end < b for a, b in spans)]
        keys = {str(hit.key) for hit in inside or named}
        if keys:
            return keys.pop() if len(keys) == 1 else SEVERAL
        counted = {_COUNTED[str(hit.key)] for hit in self._nouns(found) if str(hit.key) in _COUNTED}
        if "incident" in counted and not self.words.counts(folded):
            counted.discard("incident")
        if counted == {"case", "incident"}:
            counted = {"incident"}
        if len(counted) == 1:
            return counted.pop()
        return self.words.counted_in_brackets(folded)

    def _scale(self, folded: str, found: Found) -> float:
        """A scale counts in brackets, before a unit or behind "in": 万象 and "A thousand lakes" are names."""
        for word, value in self.words.scales:
            for match in re.finditer(re.escape(word), folded):
                a, b = match.span()
                if self.pack.spaces and (folded[a - 1 : a].isalnum() or folded[b : b + 1].isalnum()):
                    continue
                bracketed = any(x <= a and b <= y for x, y in (m.span() for m in _BRACKETS.finditer(folded)))
                follows = any(
                    found.at(kind, b + gap) for kind in ("unit", "nouns", "drug") for gap in range(5)
                )
                if bracketed or follows or folded[:a].endswith("in "):
                    return value
        return 1.0

    def _drug(self, found: Found) -> tuple[str, str]:
        hits = [*found.kinds.get("drug", ()), *found.kinds.get("weak_drug", ())]
        keys = [str(hit.key).partition("/") for hit in hits]
        if not keys:
            return "", ""
        names = {key for key, _, _ in keys}
        drug = narrowest(names - {"drugs"} or names)
        forms = {form for key, _, form in keys if key == drug}
        return drug, forms.pop() if len(forms) == 1 else ""

    @staticmethod
    def _nouns(found: Found) -> list:
        return [*found.kinds.get("nouns", ()), *found.kinds.get("counted", ())]
