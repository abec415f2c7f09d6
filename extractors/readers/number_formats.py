"""How a spreadsheet shows a number: decimals, percent, thousands and units that stand in the format only."""

from __future__ import annotations

import re

from extractors.readers.sheets import printed

_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[0#?]")


def shown(value: float, shape: str) -> str:
    """`value` as the number format `shape` shows it, without grouping: 0.125 in "0.0%" is "12.5%"."""
    sections = shape.split(";")
    negative = value < 0 and len(sections) > 1 and bool(_DIGITS.search(sections[1]))
    if value == 0 and len(sections) > 2 and not _DIGITS.search(_LITERAL.sub("", sections[2])):
        return "".join(m[1] or m[2] or "" for m in _LITERAL.finditer(sections[2])).strip() or "–"
    section = sections[1] if negative else sections[0]
    literals = [(m.start(), m[1] if m[1] is not None else m[2]) for m in _LITERAL.finditer(section)]
    bare = re.sub(r"\[[^\]]*\]|_.|\*.", "", _LITERAL.sub("", section))
    if "e" in bare.lower() or not _DIGITS.search(bare):
        return printed(value)
    percent = "%" in bare
    core = bare.rstrip("%) ")
    number = value * (100 if percent else 1) / 1000 ** (len(core) - len(core.rstrip(",")))
    places = re.search(r"\.([0#?]*)", bare)
    fixed = len(places[1]) if places else 0
    if places and "0" not in places[1]:
        fixed = None  # "0.##" shows what there is
    text = printed(number, fixed) + ("%" if percent else "")
    middle = _DIGITS.search(section).start()
    # The sign is the number's own, whatever shape the format gives to it.
    before = "".join(t for at, t in literals if at < middle).replace("-", "" if negative else "-")
    after = "".join(t for at, t in literals if at > middle)
    return f"{before}{text}{after}"
