"""The words that only tables have: heads of amounts and sums, roles of columns, what is left aside."""

from __future__ import annotations

import re

from extractors.languages import Pack
from extractors.rules.lexicon import fold

_BRACKETED = re.compile(r"\s{0,3}[(\[][^()\[\]]{0,200}[)\]]\s{0,3}")
_EDGES = " :*.,;-–—/†‡§¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"
_LAST_MARK = re.compile(r"[(:]\s{0,3}(?:\S{1,4}:\s{0,3})?([^\s():]{1,4})\s{0,3}\)?$")


class TableWords:
    """The words of one pack's tables, folded."""

    def __init__(self, pack: Pack) -> None:
        self.spaces = pack.spaces
        self._number = [fold(word) for word in pack.words("tables.number")]
        self._roles = {fold(word): str(role) for word, role in pack.table("tables.roles").items()}
        self._amounts = {fold(word) for word in pack.words("tables.amounts")}
        self._counts = {fold(word).strip(_EDGES) for word in pack.words("tables.count")}
        self._totals = {fold(word) for word in [*pack.words("tables.total"), *pack.words("claims.total")]}
        self._firsts = {fold(word) for word in pack.words("tables.total_first")}
        self._subtotals = {fold(word) for word in pack.words("tables.subtotal")}
        self._ignored = self._finder(pack.words("tables.ignored"))
        self._parts = self._finder(pack.words("tables.parts"))
        self._change = self._finder(pack.words("tables.change"))
        self._share = self._finder(pack.words("tables.share"))
        self._classifiers = {fold(word): str(key) for word, key in pack.table("tables.classifiers").items()}
        scales = {fold(word): float(value) for word, value in pack.table("tables.scales").items()}
        self.scales = sorted(scales.items(), key=lambda item: -len(item[0]))

    def _finder(self, words: list[str]) -> re.Pattern[str]:
        inner = "|".join(sorted((re.escape(fold(word)) for word in words), key=len, reverse=True)) or "(?!)"
        return re.compile(rf"(?<!\w)(?:{inner})(?!\w)" if self.spaces else inner)

    def role(self, folded: str) -> str:
        """The role that a column's head gives to its cells, "" where it gives none."""
        whole = folded.strip(_EDGES)
        return self._roles.get(whole) or self._roles.get(_BRACKETED.sub(" ", whole).strip(_EDGES), "")

    def is_amount(self, folded: str) -> bool:
        """Whether a head only says that numbers stand below it."""
        bare = _BRACKETED.sub(" ", folded).strip(_EDGES)
        if not self.spaces:
            return bare in self._amounts
        return bare in self._amounts or (
            bool(bare) and set(bare.split()) <= self._amounts | {"of", "the", "de"}
        )

    def is_count(self, folded: str) -> bool:
        """Whether a head says that things are counted, but not which: "Number"."""
        return _BRACKETED.sub(" ", folded).strip(_EDGES) in self._counts

    def is_total(self, folded: str) -> bool:
        """Whether a head is that of a sum, or begins as one: "Total", "Total seized", 合计."""
        bare = folded.strip(_EDGES)
        first = re.split(r"[\s:,(]", bare, maxsplit=1)[0]
        return bare in self._totals | self._subtotals or first in self._subtotals or first in self._firsts

    def is_subtotal(self, folded: str) -> bool:
        """Whether a head is that of a sum that is only of a part of the table: "Subtotal", 小计."""
        bare = folded.strip(_EDGES)
        return bare in self._subtotals or re.split(r"[\s:,(]", bare, maxsplit=1)[0] in self._subtotals

    def is_ignored(self, folded: str) -> bool:
        """Whether a head names something that no claim is about."""
        return bool(self._ignored.search(folded))

    def is_part(self, folded: str) -> bool:
        """Whether a head is of a part that no slot can tell: other drugs, of which."""
        return bool(self._parts.search(folded))

    def is_change(self, folded: str) -> bool:
        """Whether a head says that the numbers are changes, without their direction."""
        return bool(self._change.search(folded))

    def is_share(self, folded: str) -> bool:
        """Whether a head says that the numbers are parts of a whole."""
        return bool(self._share.search(folded))

    def counts(self, folded: str) -> bool:
        """Whether a head says that seizures themselves are counted: "number of seizures"."""
        return any(word in folded for word in self._number)

    def counted_in_brackets(self, folded: str) -> str:
        """The counted thing that a classifier in brackets tells: 案件（起） → "case"."""
        match = _LAST_MARK.search(folded)
        mark = match[1] if match else ""
        for scale, _ in self.scales:  # （万名）
            mark = mark.removeprefix(scale)
        return self._classifiers.get(mark, "")
