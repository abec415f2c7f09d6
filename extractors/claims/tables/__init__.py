"""Claims from tables: the caption and the heads of a cell's column and row give the slots, the cell the number.

One cell is one claim. A table whose heads do not tell a measure, a unit and a drug for a cell gives nothing for it.
"""

from __future__ import annotations

import datetime as dt

from extractors.claims.tables.cells import cell_claim
from extractors.claims.tables.grid import Grid
from extractors.claims.tables.heads import HeadReader, Heads
from extractors.records import Claim, Table

UNCLEAR = "the heads do not tell what its numbers measure"


def table_claims(
    text: str, table: Table, language: str, published: dt.date | None = None, place: str = ""
) -> tuple[list[Claim], str]:
    """The claims of a table of `text`, and why it gave none ("" where it did, or holds no numbers).

    `place` is the country that the report is about: the place of cells whose heads and caption name none.
    """
    grid = Grid(table)
    if not grid.numbers:
        return [], ""
    reader = HeadReader(language, published)
    caption = reader.read(table.caption)
    claims = []
    for cell in grid.numbers:
        heads = [reader.read(head) for head in grid.heads(cell)]
        told = Heads.combine([*heads, caption])
        claim = cell_claim(text, grid, cell, told, language, place)
        if claim is not None:
            claims.append(claim)
    return claims, "" if claims else UNCLEAR
