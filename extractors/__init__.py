"""Numbers about illicit drugs, read out of reports into one tidy table.

>>> from extractors import extract
>>> extract("Police seized 3.2 tonnes of cocaine in 2021.")[["measure", "drug", "value", "unit", "period"]]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from extractors.amounts import Quantity

__all__ = ["extract", "extract_reports", "quantities"]
__version__ = "0.1.0"


def extract(
    text: str,
    *,
    published: dt.date | str | None = None,
    language: str | None = None,
    source: str | None = None,
) -> pd.DataFrame:
    """The claims of a text, one row each, in the columns of `extractors.table.COLUMNS`.

    `published` (a date or "2013-09-26") is what "this year" and "on Tuesday" count from; without it such periods
    stay empty. `language` is an ISO 639-1 code that has a pack; None finds it. `source` names the publisher, and
    tells nothing else. Raises ValueError for a language without a pack or a date that is none.
    """
    from extractors.claims import read_claims
    from extractors.languages.detection import detect
    from extractors.table import claims_table

    date = _date(published)
    code = language or detect(text)
    return claims_table(read_claims(text, code, date) if code else [])


def extract_reports(paths: Iterable[str | Path]) -> pd.DataFrame:
    """The claims of report files, with the columns of `extractors.table.REPORT_COLUMNS` before those of `extract`.

    Raises `extractors.readers.UnreadableReport`, in one sentence, for the first file that can't be read.
    """
    from extractors.readers import read
    from extractors.reading import claims_of
    from extractors.table import reports_table

    reports = [read(Path(path)) for path in paths]
    return reports_table([(report, claims_of(report)) for report in reports])


def quantities(text: str, language: str | None = None) -> list[Quantity]:
    """All numbers of a text with mass, area, volume, per cent or a plain count: `extractors.amounts.quantities`."""
    from extractors.amounts import quantities as read

    return read(text, language)


def _date(published: dt.date | str | None) -> dt.date | None:
    if published is None or published == "":
        return None
    if isinstance(published, dt.datetime):
        return published.date()
    if isinstance(published, dt.date):
        return published
    try:
        return dt.date.fromisoformat(str(published)[:10])
    except ValueError:
        raise ValueError(f"published must be a date such as 2013-09-26, not {published!r}.") from None
