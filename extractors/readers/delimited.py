"""Tables in text files: .csv and .tsv with any usual delimiter and encoding."""

from __future__ import annotations

import csv
import io
from collections import Counter

from extractors.readers.draft import Draft, Parts, one_line
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits, megabytes
from extractors.readers.sheets import SheetCell, add_sheet
from extractors.readers.text import decoded

SUFFIXES = (".csv", ".tsv", ".tab")

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200  # rows


def sniff(data: bytes) -> bool:
    """Delimited text has no mark of its own; it is read by suffix."""
    return False


def read(data: bytes, name: str, limits: Limits) -> Parts:
    text = decoded(data, name)
    if len(text) > limits.output:
        raise UnreadableReport(
            f"{name} holds more than {megabytes(limits.output)} of text, the most that is read: split it."
        )
    if not text.strip():
        raise UnreadableReport(f"{name} holds no text: check that it is the right file.")
    csv.field_size_limit(max(limits.output, 131072))
    stated = text[:6].lower() == "sep=" + text[4:5] + "\n"
    delimiter = text[4] if stated else _delimiter(text)
    lines = io.StringIO(text[6:] if stated else text, newline="")
    cells: list[SheetCell] = []
    try:
        for number, row in enumerate(
            csv.reader(lines, delimiter=delimiter, skipinitialspace=True), int(stated)
        ):
            cells += [SheetCell(c, number, i) for i, value in enumerate(row) if (c := one_line(value))]
    except csv.Error as error:
        raise UnreadableReport(f"{name} is no proper table ({error}): save it again as CSV.") from None
    draft = Draft()
    add_sheet(draft, "", cells)
    return draft.parts()


def _delimiter(text: str) -> str:
    """The delimiter by which most rows have the same number of cells, more than one."""

    def regularity(delimiter: str) -> tuple[float, int]:
        sample = io.StringIO(text[:200_000], newline="")
        widths: Counter[int] = Counter()
        try:
            for i, row in enumerate(csv.reader(sample, delimiter=delimiter)):
                widths[len(row)] += bool(row)
                if i >= _SAMPLE:
                    break
        except csv.Error:
            return 0.0, 0
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide:
            return 0.0, 0
        usual = max(wide, key=lambda width: (wide[width], width))
        return wide[usual] / max(widths.total(), 1), usual

    return max(_DELIMITERS, key=regularity)
