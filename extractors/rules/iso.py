"""ISO periods as text: "2012", "2013-04", "2013-04/2013-06", "2023-05-02"."""

from __future__ import annotations


def last_year(iso: str) -> int:
    """The year that a period ends in."""
    return int(iso.split("/")[-1][:4])


def span(first: str, last: str) -> str:
    """The period from one to another; ValueError where it would end before it begins."""
    if first > last:
        raise ValueError("ends before it begins")
    return first if first == last else f"{first}/{last}"


def before(iso: str) -> str:
    """The period before, equally long: "2012" → "2011", "2020-01/2020-04" → "2019-01/2019-04"."""
    parts = iso.split("/")
    if not iso:
        return ""
    if all(len(part) == 4 for part in parts) and len(parts) == 2:
        length = int(parts[1]) - int(parts[0])
        return span(str(int(parts[0]) - max(length, 1)), str(int(parts[1]) - max(length, 1)))
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in parts)


def after(iso: str) -> str:
    """The period after, equally long: "2014-07/2015-06" → "2015-07/2016-06"."""
    parts = iso.split("/")
    length = int(parts[1]) - int(parts[0]) if len(parts) == 2 and len(iso) == 9 else 1
    return "/".join(f"{int(part[:4]) + max(length, 1)}{part[4:]}" for part in parts) if iso else ""
