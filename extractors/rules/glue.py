"""Digits that are part of something else and make no number: T4, 12:30, the 20s, an item's (2), 5-6-6."""

from __future__ import annotations

import re
from functools import cache

from extractors.languages import Pack, load

_GLUE_BEFORE = set("#@_/\\^×*=№±°·")
_INVISIBLE = set("\u200b\u200c\u200d\u2060\ufeff\u00ad")  # zero-width spaces and joiners, soft hyphens
_LOOSE = {".", ",", *_INVISIBLE}
_APART = ("± ", "× ")
_FIRST_HAN, _LAST_HAN = chr(0x3000), chr(0x9FFF)  # with their punctuation
_SIGNS = frozenset("±×x")
_STOPS = frozenset(" \n,.;)%")
_RAISED = set("¹²³⁴⁵⁶⁷⁸⁹⁰")
_GLUE_AFTER = set("@_^×\\")


def is_glued(folded: str, start: int, end: int, pack: Pack) -> bool:
    """Whether the digits are part of something else: T4, COVID-19, 12:30, 5×10³, 0800 555."""
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    if _apart(folded, start, before) and (after in _STOPS or (_is_han(after) and not _endings(pack.code))):
        return False
    noted = end - start > 3 and folded[end + 1 : end + 2] in " ,.;"  # 42,500¹ hectares: a note's mark
    if before == "(" and after == ")" and _numbers_items(folded, start, end):
        return True
    if before in _GLUE_BEFORE or after in _GLUE_AFTER or before.isdigit() or (after in _RAISED and not noted):
        return True
    if before.isascii() and before.isalpha():
        return True
    if before in ".,:" and start > 1 and (folded[start - 2].isdigit() or folded[start - 2] in _LOOSE):
        return True
    if before in _INVISIBLE or (after in _INVISIBLE and folded[end + 1 : end + 3].strip(".,")[:1].isdigit()):
        return True
    if before == " " and (folded.endswith(_APART, 0, start) or _times(folded, start)):
        return True
    if before == "-" and start > 1 and (folded[start - 2].isalnum()):
        return not folded[start - 2].isdigit() or _chain(folded, start, end)
    if after == ":" and end + 1 < len(folded) and folded[end + 1].isdigit():
        return True
    if after == "-" and end + 1 < len(folded) and folded[end + 1].isdigit():
        return _chain(folded, start, end)
    if after == "/" and end + 1 < len(folded) and folded[end + 1].isdigit():
        return True
    if after == "°":
        return True
    return after.isalpha() and _has_ending(folded, end, pack)


def _apart(folded: str, start: int, before: str) -> bool:
    """Whether what stands before digits is no part of their number: a space, with no sign before it, or a character."""
    return (
        (before == " " and folded[start - 2 : start - 1] not in _SIGNS) or before == "\n" or _is_han(before)
    )


def _is_han(char: str) -> bool:
    return _FIRST_HAN <= char <= _LAST_HAN


@cache
def _endings(code: str) -> tuple[str, ...]:
    pack = load(code)
    return (*pack.words("numbers.decade"), *pack.words("numbers.ordinal_endings"))


def _has_ending(folded: str, end: int, pack: Pack) -> bool:
    """Whether digits go on with an ending of theirs, and with nothing else: the 21st, in his early 20s."""
    return any(
        folded.startswith(ending, end) and not folded[end + len(ending) : end + len(ending) + 1].isalnum()
        for ending in _endings(pack.code)
    )


def _times(folded: str, start: int) -> bool:
    """3 x *5* kg: neither of the two is the amount."""
    return folded[start - 3 : start] == " x " and folded[max(0, start - 4) : start - 3].isdigit()


def _numbers_items(folded: str, start: int, end: int) -> bool:
    """ "…: (1) seizures rose; and (2) arrests fell": the number of an item in a list."""
    if end - start > 2 or not re.match(r"\) [^\W\d_]", folded[end : end + 3]):
        return False
    number = int(folded[start:end])
    opened = re.search(r"(?:^|[;:,.\n])[ \n]?(?:\w{1,3} )?\($", folded[max(0, start - 8) : start])
    last = folded.rfind(f"({number - 1})", max(0, start - 300), start) >= 0
    return bool(opened) or last or folded.find(f"({number + 1})", end, end + 300) >= 0


def _chain(folded: str, start: int, end: int) -> bool:
    """5-6-6: more than one hyphen between digits is no range."""
    left, right = folded[max(0, start - 12) : start], folded[end : end + 12]
    return bool(re.search(r"[0-9]-[0-9.,]{0,8}[0-9]?-$", left) or re.match(r"-[0-9][0-9.,]{0,9}-[0-9]", right)
                or (left.endswith("-") and re.match(r"-[0-9]", right)))  # fmt: skip
