"""Claims from tables: the caption and the heads of a cell's column and row give the slots, the cell the number.

One cell is one claim. A head that cannot be understood costs its numbers, as it may say that they are of a part only;
so do two numbers of one table for the same thing. A table whose meaning is not clear gives nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict

from extractors.claims.tables.cells import cell_claim, decimal_mark, read_cell
from extractors.claims.tables.grid import Grid
from extractors.claims.tables.heads import HeadReader
from extractors.claims.tables.slots import TableHeads, UnclearError
from extractors.records import Claim, Table

UNCLEAR = "the heads do not tell what its numbers measure"
_PART = "“{}” in its heads is not understood"
_TWICE = "its rows give several numbers for the same thing, and no head tells them apart"
_TORN = "its numbers are torn apart: {}"
_LONG = 60
_REST = re.compile(
    r"0[0-9]{2}(?![0-9.,])( [0-9])?"
)  # "26 180" whose "26" went to the cell before: "024 26 | 180"


def table_claims(
    table: Table,
    language: str,
    published: dt.date | None = None,
    place: str = "",
    *,
    title: str = "",
    decimal: str = "",
) -> tuple[list[Claim], str]:
    """The claims of a table, and why it gave none ("" where it did, or holds no numbers).

    `place` is the country that the report is about: the place of cells whose heads and caption name none. `title` is
    the report's, which stands in for a caption; `decimal` is the decimal mark of the report's text.
    """
    reader = HeadReader(language, published, place)
    grid = Grid(table, reader.names)
    if not grid.numbers:
        return [], ""
    sheet = table.label.removeprefix("sheet ") if table.label.startswith("sheet ") else ""
    captions = [table.caption, sheet] if table.caption.strip() else [sheet, title]
    mark = decimal_mark([cell.text for cell in grid.numbers], decimal or reader.pack.decimal)
    heads = TableHeads(grid, reader, captions, place, lambda text: (read_cell(text, mark) or (None,))[0])
    if not any(head.drug for head in heads.texts()):
        return [], UNCLEAR
    claims, unclear, columns = [], "", set()
    for cell in grid.numbers:
        try:
            claim = cell_claim(grid, cell, heads.told(cell), reader, mark, place)
        except UnclearError as error:
            unclear = unclear or _PART.format(str(error)[:_LONG])
            continue
        if claim is not None:
            claims.append(claim)
            columns.add(cell.column)
    torn = next((c.text for c in grid.numbers if _is_torn(c.text.strip(), c.column in columns)), "")
    if torn:
        return [], _TORN.format(torn[:_LONG])
    kept = _unambiguous(claims)
    if kept:
        return kept, ""
    return [], _TWICE if claims else unclear or UNCLEAR


def _is_torn(text: str, claimed: bool) -> bool:
    """Whether a number begins with what belongs to the cell before; alone, "024" may be a code."""
    rest = _REST.match(text)
    return rest is not None and (claimed or rest[1] is not None)


def _unambiguous(claims: list[Claim]) -> list[Claim]:
    """The claims without those that say different numbers of one thing; a sum is kept, its unnamed parts are not."""
    alike: dict[tuple, list[Claim]] = defaultdict(list)
    for claim in claims:
        slots = (
            claim.measure,
            claim.statistic,
            claim.drug,
            claim.form,
            claim.unit,
            claim.period,
            claim.place,
            claim.origin,
        )
        alike[slots].append(claim)
    gone: set[int] = set()
    for same in alike.values():
        if len({claim.value for claim in same}) == 1 or all(claim.scope == "event" for claim in same):
            continue
        totals = [claim for claim in same if claim.rule.startswith("total")]
        kept = totals if len({claim.value for claim in totals}) == 1 else []
        gone |= {id(claim) for claim in same} - {id(claim) for claim in kept}
    return [claim for claim in claims if id(claim) not in gone]
