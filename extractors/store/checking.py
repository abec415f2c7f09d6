"""Whether a slot may have a value that a person, or a file of corrections, gives it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any

from extractors.records import BOUNDS, MEASURES, SCOPES, SLOTS, STATISTICS, UNITS
from extractors.store.errors import CorrectionError
from extractors.store.fitting import REPORT_FIELDS

_CHOICES = {
    "measure": MEASURES,
    "statistic": STATISTICS,
    "unit": UNITS,
    "bound": BOUNDS,
    "scope": ("", *SCOPES),
}
_NUMBERS = ("value", "low", "high")
_PERIOD = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


def checked(shown: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The slots of `changes` that differ from the claim as `shown`, each of the right kind; together they
    must make a claim that can be. Raises CorrectionError with one sentence."""
    new = {slot: check(slot, value) for slot, value in changes.items()}
    after = {**{slot: shown[slot] for slot in SLOTS}, **new}
    if after["bound"] == "range":
        low, high = after["low"], after["high"]
        if low is None or high is None or low > high:
            raise CorrectionError("A range needs low and high, and low may not be above high; give both.")
        if "value" not in changes and ("low" in new or "high" in new or "bound" in new):
            new["value"] = (low + high) / 2
    elif "bound" in new and shown["bound"] == "range":
        new |= {"low": None, "high": None}
    elif new.get("low") is not None or new.get("high") is not None:
        raise CorrectionError("low and high belong to a range; set bound to range too.")
    different = {slot: value for slot, value in new.items() if value != shown[slot]}
    if not different:
        raise CorrectionError("The claim says so already; nothing to correct.")
    return different


def check(slot: str, value: Any) -> Any:
    """`value` as the slot holds it; raises CorrectionError where the slot cannot have it."""
    if slot not in SLOTS:
        raise CorrectionError(f"{slot!r} is no slot of a claim; expected one of {', '.join(SLOTS)}.")
    if slot in _NUMBERS:
        return _number(slot, value)
    if not isinstance(value, str):
        raise CorrectionError(f"{slot} cannot be {value!r}; expected text.")
    value = value.strip()
    if slot in _CHOICES and value not in _CHOICES[slot]:
        raise CorrectionError(
            f"{slot} cannot be {value!r}; expected one of {', '.join(filter(None, _CHOICES[slot]))}."
        )
    if slot == "drug":
        _drug(value)
    if slot in ("place", "origin") and value:
        _place(slot, value)
    if slot == "period" and value:
        _period(value)
    return value


def check_report(field: str, value: Any) -> str:
    """`value` as a report's field holds it, "" for none; raises CorrectionError."""
    if field not in REPORT_FIELDS:
        raise CorrectionError(
            f"{field!r} is nothing that can be set of a report; expected one of {', '.join(REPORT_FIELDS)}."
        )
    if isinstance(value, dt.date):
        value = value.isoformat()[:10]
    if not isinstance(value, str):
        raise CorrectionError(f"{field} cannot be {value!r}; expected text.")
    value = " ".join(value.split())
    if field == "published" and value:
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            raise CorrectionError(f"{value!r} is no date; expected the form 2013-06-21.") from None
    return value


def _number(slot: str, value: Any) -> float | None:
    if slot != "value" and value in (None, ""):
        return None
    try:
        number = float(value) if not isinstance(value, bool) else math.nan
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise CorrectionError(f"{slot} cannot be {value!r}; expected a number such as 1250.5.")
    return number


def _drug(value: str) -> None:
    from extractors.vocabulary.drugs import DRUGS

    if value not in DRUGS:
        raise CorrectionError(
            f"drug cannot be {value!r}; expected a key such as heroin, opium-poppy or drugs."
        )


def _place(slot: str, value: str) -> None:
    from extractors.vocabulary import places

    if not places.is_place(value):
        raise CorrectionError(
            f"{slot} cannot be {value!r}; expected a code such as MM, CN-YN or golden-triangle."
        )


def _period(value: str) -> None:
    ends = value.split("/")
    if (
        len(ends) > 2
        or not all(_PERIOD.fullmatch(end) and _is_date(end) for end in ends)
        or ends != sorted(ends)
    ):
        raise CorrectionError(
            f"period cannot be {value!r}; expected 2012, 2013-04, 2023-05-02 or two of a kind such as "
            "2013-04/2013-06."
        )


def _is_date(value: str) -> bool:
    try:
        return bool(dt.date.fromisoformat((value + "-01-01")[:10]))
    except ValueError:
        return False
