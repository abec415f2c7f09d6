"""Which rows of a table are wanted: by measure, drug, place, years, language and publisher."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from extractors.records import MEASURES
from extractors.vocabulary import drugs, places

_YEARS = re.compile(r"([12][0-9]{3})(?:-([12][0-9]{3}))?")


class SelectionError(ValueError):
    """A filter that names nothing; one sentence that says what was expected."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters, each a list of which one must hold; an empty one lets everything through.

    A drug holds those that it covers (opiates: heroin too), a place those that lie in it, `years` is "2012"
    or "2010-2020" of the period, or of the publication date in a table of reports.
    """

    measure: Sequence[str] = ()
    drug: Sequence[str] = ()
    place: Sequence[str] = ()
    years: str = ""
    language: Sequence[str] = ()
    publisher: Sequence[str] = ()

    def apply(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of `frame` that are wanted, in their order. Filters on columns that the table does not
        have raise SelectionError, as do values that there are not."""
        keep = np.ones(len(frame), dtype=bool)
        for name, test in self._tests():
            if name not in frame.columns:
                raise SelectionError(f"This table has no column {name!r} to filter by.")
            keep &= _holds(frame[name], test)
        if self.years:
            first, last = _years(self.years)
            year = frame["year"] if "year" in frame.columns else frame["published"].dt.year
            keep &= year.between(first, last).fillna(False).to_numpy(dtype=bool)
        return frame[keep].reset_index(drop=True)

    def _tests(self) -> Iterable[tuple[str, Callable[[str], bool]]]:
        if self.measure:
            _known("measure", self.measure, MEASURES)
            yield "measure", set(self.measure).__contains__
        if self.drug:
            _known("drug", self.drug, drugs.DRUGS)
            yield "drug", lambda key: any(drugs.covers(wanted, key) for wanted in self.drug)
        if self.place:
            for code in self.place:
                if not places.is_place(code):
                    raise SelectionError(
                        f"--place {code!r} is no place that is known; expected a code such as MM, "
                        "CN-YN, europe."
                    )
            yield "place", lambda code: any(places.contains(wanted, code) for wanted in self.place)
        if self.language:
            yield "language", set(self.language).__contains__
        if self.publisher:
            wanted = [name.casefold() for name in self.publisher]
            yield "publisher", lambda name: any(one in name.casefold() for one in wanted)


def _holds(column: pd.Series, test: Callable[[str], bool]) -> np.ndarray:
    """For each row whether `test` holds, asked once for each value that there is."""
    codes, values = pd.factorize(column.astype("str"))
    answers = np.array([test(value) for value in values] + [False], dtype=bool)
    return answers[codes]


def _known(name: str, values: Sequence[str], known: Iterable[str]) -> None:
    known = list(known)
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}."
            raise SelectionError(f"--{name} {value!r} is not known; {hint}")


def _years(years: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(years.strip())
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise SelectionError(f"--years {years!r} is no span of years; expected 2012 or 2010-2020.")
    return int(found[1]), int(found[2] or found[1])
