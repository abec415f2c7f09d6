"""All heads of one number taken together: its row's, its column's, its section's, the caption."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from extractors.claims.tables.grid import MISSING, Grid, is_number
from extractors.claims.tables.heads import COUNTS, HeadReader, Heads
from extractors.claims.tables.sums import Sums
from extractors.claims.tables.times import join_year
from extractors.records import Cell
from extractors.vocabulary.drugs import covers, narrowest
from extractors.vocabulary.places import contains, country_of

_WIDER = ("group", "aside")
_JOINED = ("measure", "statistic", "drug", "place", "period", "part", "total", "falls", "unit")


class UnclearError(Exception):
    """A head of a number cannot be understood; `args[0]` is the head."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the heads of a number tell together; `origin` is where the drugs came from."""

    heads: Heads
    origin: str = ""
    unit: str = ""
    event: bool = False  # a day's own seizure rather than a period's sum


class TableHeads:
    """What the heads of a table's numbers tell. `captions` are read in their order where heads tell too little.

    `value` reads the number in a cell's text, None where there is none.
    """

    def __init__(
        self,
        grid: Grid,
        reader: HeadReader,
        captions: list[str],
        place: str,
        value: Callable[[str], float | None],
    ) -> None:
        self.grid, self.reader, self.place = grid, reader, place
        self.roles = {column: reader.role(grid.name_of(column)) for column in grid.head_columns}
        self.captions = [self._caption(text) for text in captions if text.strip()]
        reader.times.settle_days(
            [grid.at[row, c].text for c, role in self.roles.items() if role == "period"
             for row in range(grid.head_rows, grid.rows) if (row, c) in grid.at]
        )  # fmt: skip
        self._measured = any(
            (h := self._column_or_none(c)) and h.unit and h.unit not in COUNTS
            for c in {n.column for n in grid.numbers}
        )
        self._rows: dict[int, tuple[Heads, str] | UnclearError] = {}
        self.row_places = {h.place for row in {cell.row for cell in grid.numbers} if (h := self._row_or_none(row))
                           and h.place and not h.total}  # fmt: skip
        self.row_drugs = {h.drug for row in {cell.row for cell in grid.numbers} if (h := self._row_or_none(row))
                          and h.drug and not h.total}  # fmt: skip
        self.sums = Sums(grid, value, self._is_total, self._is_subtotal)
        columns = {cell.column for cell in grid.numbers}
        measures = {h.measure for c in columns if (h := self._column_or_none(c)) and h.measure}
        self._of_seizures = "seizure" in measures and not measures & {"production", "destruction"}
        self.column_periods = {h.period for c in columns if (h := self._column_or_none(c)) and h.period}
        self.row_periods = {h.period for row in {cell.row for cell in grid.numbers} if (h := self._row_or_none(row))
                            and h.period}  # fmt: skip

    def told(self, cell: Cell) -> Told:
        """What the heads of a number tell; raises UnclearError where a head of it cannot be understood."""
        told = self._told(cell.row, cell.column)
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                if (row, column) != (cell.row, cell.column) and self._told(row, column) != told:
                    raise UnclearError(cell.text)  # one number for several rows or columns
        return told

    def _told(self, row: int, column: int) -> Told:
        beside, origin = self._row(row)
        over = self._column(column)
        section = self._section(row)
        if beside.total and not beside.place:
            section = self._section_summed(row, section)
        if section and beside.place and section.place and not contains(section.place, beside.place):
            section = None  # a country without numbers, which names no others
        near = [beside, over, *([section] if section else [])]
        measured = next((h for h in [over, beside, *near[2:], *self.captions] if h.unit), Heads())
        heads = Heads(scale=self._scale(measured, over))
        for head in [*near, *self.captions]:
            form = heads.form or (head.form if head.drug in ("", heads.drug) or not heads.drug else "")
            heads = replace(
                heads,
                measure=heads.measure or head.measure,
                form=form,
                drug=heads.drug or head.drug,
            )
        unit = measured.unit
        if not unit and over.bare and self._measured and heads.measure == "seizure":
            unit = "incident"  # "Number" beside "Quantity (kg)"
        if not heads.measure and self._of_seizures and unit and unit not in COUNTS:
            heads = replace(heads, measure="seizure")  # "Quantity (kg)" beside "Number of seizures"
        statistic = next((h.statistic for h in near if h.statistic), "")
        total = any(h.total for h in near)
        heads = replace(
            heads,
            statistic=statistic,
            total=total,
            falls=any(h.falls for h in near),
            drug=self._drug(heads, beside, total),
            place=self._where([beside, over, section]),
            period=self._when([*near, *self.captions], over, beside, statistic),
        )
        event = len(heads.period) == 10 and bool(beside.period)
        if beside.inside and not event:
            raise UnclearError(self.grid.row_text(row))
        return Told(heads, origin, unit, event)

    def _scale(self, measured: Heads, over: Heads) -> float:
        """A scale belongs to the unit beside it: "thousand doses" in a row says nothing of its number of seizures."""
        if measured.scale != 1.0 or over.scale != 1.0:
            return measured.scale if measured.scale != 1.0 else over.scale
        return next((h.scale for h in self.captions if h.scale != 1.0 and h.unit in ("", measured.unit)), 1.0)

    def _drug(self, heads: Heads, beside: Heads, total: bool) -> str:
        """A total of rows of drugs is of what the caption names, else of the narrowest key that covers them all."""
        if total and not beside.drug and len(self.row_drugs) > 1 and beside.total:
            if any(h.partial for h in self.captions):
                return ""  # "Other drugs seized": all of these, and of what else there was none
            named = next((h.drug for h in self.captions if h.drug), "")
            return named or narrowest(self.row_drugs)
        return heads.drug

    def _where(self, near: list[Heads | None]) -> str:
        places = [head.place for head in near if head is not None and head.place]
        if places:
            return _narrowest_place(places)
        named = next((head.place for head in self.captions if head.place), "")
        if self.row_places:  # the row of a sum, where the others name places
            countries = {country_of(place) for place in self.row_places}
            shared = countries.pop() if len(countries) == 1 and self.row_places != countries else ""
            return named or ("" if shared in self.row_places else shared)
        return named or self.place

    def _when(self, heads: list[Heads], over: Heads, beside: Heads, statistic: str) -> str:
        told = [head for head in heads if head.period or head.part]
        part = next((head.part for head in told if head.part), "")
        periods = [head.period for head in told if head.period]
        if part:
            return next((joined for period in periods if (joined := join_year(part, period))), "")
        own = over.period or beside.period
        if statistic == "change" and (not own or "/" in own):
            return own.partition("/")[2] if own else max(self.column_periods, default=next(iter(periods), ""))
        if not own and ((over.total and self.column_periods) or (beside.total and self.row_periods)):
            return next((period for period in periods if "/" in period), "?")
        inner = [
            p for p in periods[1:] if periods[0].isdigit() and p.startswith(f"{periods[0]}-") and "/" in p
        ]
        return inner[0] if inner else next(iter(periods), "")

    def _is_total(self, row: int) -> bool:
        return (heads := self._row_or_none(row)) is not None and heads.total

    def _is_subtotal(self, row: int) -> bool:
        labels = (cell.text for _, cell, inherited in self.grid.beside(row) if not inherited)
        return any(self.reader.is_subtotal(text) for text in labels)

    def _row_or_none(self, row: int) -> Heads | None:
        try:
            return self._row(row)[0]
        except UnclearError:
            return None

    def _column_or_none(self, column: int) -> Heads | None:
        try:
            return self._column(column)
        except UnclearError:
            return None

    def _row(self, row: int) -> tuple[Heads, str]:
        if row not in self._rows:
            try:
                self._rows[row] = self._read_row(row)
            except UnclearError as error:
                self._rows[row] = error
        found = self._rows[row]
        if isinstance(found, UnclearError):
            raise found
        return found

    def _read_row(self, row: int) -> tuple[Heads, str]:
        heads: list[Heads] = []
        places: list[str] = []
        drugs: list[str] = []
        origin = ""
        unknown: UnclearError | None = None
        for column, cell, inherited in self.grid.beside(row):
            role, text = self.roles[column], cell.text
            if role == "aside" or not any(c.isalnum() for c in text) or MISSING.match(text.strip()):
                continue
            if role == "origin":
                origin = self.reader.read(text).place
                continue
            try:
                head = self._read_beside(column, text, role, places)
            except UnclearError as error:
                if role not in ("", "place"):
                    raise
                unknown = unknown or error
                continue
            if head is None:
                continue
            if head.ignored or head.partial or (inherited and any(h.total for h in heads)):
                raise UnclearError(text)
            places += [head.place] if head.place else []
            drugs += [head.drug] if head.drug and role != "group" else []
            heads.append(head)
        if any(head.total for head in heads) and any(inherited for *_, inherited in self.grid.beside(row)):
            raise UnclearError(self.grid.row_text(row))
        joined = self._joined(heads, places, drugs)
        if unknown is not None and len(joined.period) != len("2019-03-12"):
            raise unknown  # of an event, the name of an operation or a town more tells no part
        return joined, origin

    def _read_beside(self, column: int, text: str, role: str, places: list[str]) -> Heads | None:
        """A label of a row by the role of its column; raises UnclearError where it tells nothing."""
        if role == "month":
            part = self.reader.times.month(text)
            head = Heads(part=part) if part else self.reader.read(text, self.place)
        elif role == "period":
            head = self.reader.read(f"{self.grid.name_of(column)} {text}", self.place)
            alone = self.reader.read(text, self.place)
            head = alone if not head.period and not head.part else head
            head = Heads(
                period=head.period,
                part=head.part,
                total=alone.total,
                ignored=alone.ignored,
                partial=alone.partial,
            )
        else:
            head = self.reader.read(text, country_of(places[-1]) if places else self.place)
        if role == "drug":
            head = Heads(
                drug=head.drug,
                form=head.form,
                unit=head.unit,
                total=head.total,
                ignored=head.ignored,
                partial=head.partial,
            )
        elif role == "place":
            head = Heads(
                place=head.place,
                total=head.total,
                ignored=head.ignored,
                partial=head.partial,
                inside=head.inside,
            )
        elif role == "unit":
            head = Heads(unit=head.unit, scale=head.scale)
        if not head.understood and not is_number(text):
            if role in _WIDER:
                return None
            if role == "place" and places:
                return Heads(inside=True)
            raise UnclearError(text)
        return head

    @staticmethod
    def _joined(heads: list[Heads], places: list[str], drugs: list[str]) -> Heads:
        joined = Heads()
        for head in heads:
            joined = replace(
                joined,
                measure=joined.measure or head.measure,
                statistic=joined.statistic or head.statistic,
                unit=joined.unit or head.unit,
                scale=joined.scale if joined.scale != 1.0 else head.scale,
                period=joined.period or head.period,
                part=joined.part or head.part,
                total=joined.total or head.total,
                falls=joined.falls or head.falls,
                inside=joined.inside or head.inside,
            )
        drug = ""
        for key in drugs:  # a group and the drug in it: the drug, which stands to the right of its group
            drug = drug if drug and covers(key, drug) else key
        form = next((head.form for head in reversed(heads) if head.form and head.drug == drug), "")
        return replace(joined, drug=drug, form=form, place=_narrowest_place(places) if places else "")

    def _column(self, column: int) -> Heads:
        joined = Heads()
        for level, cell in enumerate(self.grid.over(self.grid.head_rows, column)):
            head = self.reader.read(cell.text, self.place)
            if head.ignored or head.partial or (not head.understood and not self._spans_all(cell)):
                raise UnclearError(cell.text)
            told = {name: getattr(joined, name) or getattr(head, name) for name in _JOINED}
            joined = replace(
                joined,
                **told,
                form=joined.form or (head.form if not joined.drug or joined.drug == head.drug else ""),
                scale=joined.scale if joined.scale != 1.0 else head.scale,
                bare=joined.bare if level else head.bare,
            )
        return joined

    def _spans_all(self, cell: Cell) -> bool:
        columns = {number.column for number in self.grid.numbers}
        return columns <= set(range(cell.column, cell.column + cell.column_span)) and len(columns) > 1

    def _section(self, row: int) -> Heads | None:
        cell = self.grid.sections.get(row)
        if cell is None:
            return None
        head = self.reader.read(cell.text, self.place)
        if head.ignored or head.partial or not head.understood:
            raise UnclearError(cell.text)
        return head

    def _section_summed(self, row: int, section: Heads | None) -> Heads | None:
        """The section of a row of a sum, None where the sum is of the whole table."""
        own = self.sums.of_section(row)
        if own is None:
            raise UnclearError(self.grid.row_text(row))
        return section if own else None

    def _caption(self, text: str) -> Heads:
        """What a caption tells; of one about prices or rates only the drug, place and period count."""
        head = self.reader.read(text, self.place)
        head = replace(
            head,
            total=False,
            statistic="",
            unit="" if head.unit in COUNTS and head.measure == "" else head.unit,
        )
        return replace(head, measure="", unit="") if head.ignored else head

    def texts(self) -> Iterator[Heads]:
        """All heads that were read, to see what the table is about."""
        yield from self.captions
        for cell in self.grid.table.cells:
            if cell.row < self.grid.head_rows or cell.column in self.grid.head_columns:
                yield self.reader.read(cell.text, self.place)


def _narrowest_place(codes: list[str]) -> str:
    """Of a region, a country in it and a province of that: the province. Raises UnclearError for others."""
    found = codes[0]
    for code in codes[1:]:
        if contains(found, code):
            found = code
        elif not contains(code, found):
            raise UnclearError(code)
    return found
