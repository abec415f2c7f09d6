"""Small pictures of the marks that charts are drawn with, for the page that explains them."""

from __future__ import annotations

import base64

from dashboard import theme

WIDTH, HEIGHT = 76, 34
THIN, THICK = 1.6, 2.0


def _line(x0: float, y0: float, x1: float, y1: float, width: float = THICK, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{x0} {y0}L{x1} {y1}" stroke="{{ink}}" stroke-width="{width}"{dashed}/>'


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="4.7" fill="{{ink}}"/>'


def _hollow(x: float, y: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="4.2" fill="{{ground}}" stroke="{{ink}}" stroke-width="2"/>'


# what a mark is called → its picture, {ink} and {ground} to be filled
PICTURES = {
    "agreed": _line(10, 24, 38, 12) + _line(38, 12, 66, 17) + _dot(10, 24) + _dot(38, 12) + _dot(66, 17),
    "single": _line(10, 24, 38, 12) + _line(38, 12, 66, 17) + _hollow(10, 24) + _hollow(38, 12) + _hollow(66, 17),
    "conflict": _line(38, 24, 38, 7, dash="2 4")
    + '<path d="M38 17.5L44.5 24L38 30.5L31.5 24Z" fill="{ink}"/><path d="M31 7H45" stroke="{ink}" stroke-width="2.6"/>',
    "revised": _dot(38, 17) + '<circle cx="38" cy="17" r="8.5" fill="none" stroke="{ink}" stroke-width="1.4"/>',
    "implied": _line(10, 24, 38, 14, dash="2 4")
    + _dot(10, 24)
    + _line(38, 6, 38, 22, THIN)
    + '<path d="M34 10H42V18H34Z" fill="{ground}" stroke="{ink}" stroke-width="2"/>',
    "corrected": _hollow(38, 17) + '<circle cx="38" cy="17" r="1.7" fill="{ink}"/>',
    "about": '<circle cx="38" cy="17" r="11" fill="{ink}" opacity=".22"/>' + _dot(38, 17),
    "bounds": _hollow(22, 24)
    + _line(22, 19, 22, 9)
    + '<path d="M17.500 10.500L22 4L26.500 10.500Z" fill="{ink}"/>'
    + _hollow(54, 10)
    + _line(54, 15, 54, 25)
    + '<path d="M49.500 23.500L54 30L58.500 23.500Z" fill="{ink}"/>',
    "range": _line(38, 4, 38, 30, THIN) + _line(34, 4, 42, 4, THIN) + _line(34, 30, 42, 30, THIN) + _hollow(38, 17),
    "part": _line(18, 17, 58, 17, THIN) + _line(18, 13, 18, 21, THIN) + _line(58, 13, 58, 21, THIN) + _hollow(38, 17),
    "gap": '<path d="M27 0H49V34H27Z" fill="{band}"/>' + _line(4, 22, 14, 18) + _dot(14, 18) + _dot(62, 12) + _line(62, 12, 72, 14),
}  # fmt: skip


def picture(name: str, scheme: int) -> str:
    """A mark as the address of a picture of it."""
    drawn = PICTURES[name]
    for slot, token in (("ink", "text-2"), ("ground", "surface"), ("band", "line")):
        drawn = drawn.replace("{" + slot + "}", theme.token(token, scheme))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">{drawn}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
