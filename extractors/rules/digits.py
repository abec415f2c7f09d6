"""A number in digits: which marks group, which is the decimal one; nothing where the digits contradict each other."""

from __future__ import annotations

import re
from functools import lru_cache

_SPACED = re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3}){1,6}(?:[.,][0-9]{1,12})?")
_WRITTEN = re.compile(r"[0-9]{1,18}(?:[.,][0-9]{1,18}){0,6}")


def parted(written: str) -> tuple[list[str], list[str]]:
    """The marks of a number in digits and what stands between them: "1.234,5" → [".", ","], ["1", "234", "5"]."""
    return [char for char in written if char in ".,"], written.replace(",", ".").split(".")


@lru_cache(maxsize=8192)
def read_digits(written: str, decimal: str = ".") -> tuple[float, float] | None:
    """Value and weight of the last digit of a number in digits; None where it can't be one number.

    `decimal` is the language's decimal mark; it decides only what the digits leave open ("1.250").
    """
    if written.isdigit() and len(written) <= 18 and (written[0] != "0" or len(written) == 1):
        return float(written), last_digit_weight(written)
    body = written.replace(" ", "").replace("'", "") if _SPACED.fullmatch(written) else written
    if not _WRITTEN.fullmatch(body):
        return None
    marks, groups = parted(body)
    if not marks:
        if len(body) > 1 and body[0] == "0":  # 08 suspects
            return (float(body[1]), 1.0) if len(body) == 2 and body[1] != "0" else None
        return float(body), last_digit_weight(body)
    point = _decimal_mark(marks, groups, decimal)
    if point is None:
        return None
    if point == "":
        if len(groups[0]) > 3 or groups[0].startswith("0") or any(len(group) != 3 for group in groups[1:]):
            return _indian(groups, marks)
        return float("".join(groups)), last_digit_weight("".join(groups))
    whole, fraction = groups[:-1], groups[-1]
    if len(whole) > 1 and (len(whole[0]) > 3 or any(len(group) != 3 for group in whole[1:])):
        return None
    if len(whole[0]) > 1 and whole[0].startswith("0"):
        return None
    return float("".join(whole) + "." + fraction), 10.0 ** -len(fraction)


def _decimal_mark(marks: list[str], groups: list[str], decimal: str) -> str | None:
    """The mark that is the decimal point: "", where all are grouping; None, where the digits contradict each other."""
    kinds = set(marks)
    if len(kinds) == 2:
        return marks[-1] if marks.count(marks[-1]) == 1 and len(set(marks[:-1])) == 1 else None
    if len(marks) > 1:
        return ""
    if len(groups[1]) != 3 or groups[0] == "0":
        return marks[0]
    return marks[0] if marks[0] == decimal else ""


def _indian(groups: list[str], marks: list[str]) -> tuple[float, float] | None:
    """4,75,000 is four lakh seventy-five thousand."""
    lakhs = set(marks) == {","} and len(groups) > 2 and len(groups[-1]) == 3 and len(groups[0]) <= 2
    if lakhs and all(len(group) == 2 for group in groups[1:-1]):
        return float("".join(groups)), last_digit_weight("".join(groups))
    return None


def last_digit_weight(digits: str) -> float:
    """ "42500" → 100.0: zeros at the end may be rounding."""
    stripped = digits.rstrip("0")
    return 10.0 ** (len(digits) - len(stripped)) if stripped else 1.0
