"""Whether a name in a document's metadata is that of a body that publishes, not of who typed it."""

from __future__ import annotations

import re

from extractors.readers.draft import one_line

_BODY = re.compile(
    r"\b(?:offices?|ministr\w+|agency|agencies|nations|commission|bureau|council|department|division|institute?|"
    r"observatory|centre|center|union|unit|board|authority|administration|police|customs|government|bank|"
    r"organi[sz]ation|foundation|university|press|news|service|committee|secretariat|programme|association|"
    r"ministerio|oficina|policía|dirección|observatorio|comisión|consejo|gobierno|fiscalía|instituto|"
    r"ministère|office|observatoire|commission|conseil|ministério|polícia|министерство|служба|управление)\b"
    r"|[部局委署院社网厅会]$|办公室|委员会|公安|新华|联合国|政府",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z]{3,8}(?:[ /-][A-Z]{2,8})?")


def organisation(name: str) -> str:
    """`name` where it is that of an organisation ("UNODC", "Ministry of Public Security"), else ""."""
    name = one_line(name)
    return name if len(name) < 200 and (_BODY.search(name) or _ACRONYM.fullmatch(name)) else ""
