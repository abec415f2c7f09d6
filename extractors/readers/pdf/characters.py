"""The characters of a PDF page with their places, turned as the reader sees them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass, field

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# TeX's own place of ligatures, where its fonts do not say what they show.
_LIGATURES |= {"\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl"}
_BULLETS = {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•", "\uf02d": "-"}
Turn = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Character:
    """A character and its box; y grows downwards, `base` is the line that it stands on."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float


@dataclass(slots=True)
class PageCharacters:
    """Characters in drawing order, with the positions behind which a word ends.

    `unmapped` counts those whose font does not say which letter they are; `angle` is the direction that most
    of them run in, `sideways` whether they do so in the page's own coordinates too.
    """

    characters: list[Character] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    unmapped: int = 0
    angle: int = 0
    sideways: bool = False


def page_characters(page) -> tuple[PageCharacters, Turn, float, float]:
    """A page's characters, the turn to the reader's coordinates, and the page's width and height in them."""
    width, height = page.get_size()
    turn = _turn(page)
    found = _characters(page, turn)
    if found.angle:
        turn = _compose(turn, found.angle, width, height)
        width, height = (height, width) if found.angle != 180 else (width, height)
        found = _characters(page, turn)
    return found, turn, width, height


def _turn(page):
    """From the page's own coordinates (y upwards, not turned) to those of a reader (y downwards, turned)."""
    left, bottom, right, top = page.get_cropbox()
    wide, high = right - left, top - bottom
    rotation = page.get_rotation()

    def turn(x: float, y: float) -> tuple[float, float]:
        x, y = x - left, y - bottom
        if rotation == 90:
            return y, x
        if rotation == 180:
            return wide - x, y
        if rotation == 270:
            return high - y, wide - x
        return x, high - y

    return turn


def _compose(turn, angle: int, width: float, height: float):
    """Turns a page whose text runs sideways, so that it runs from left to right."""

    def turned(x: float, y: float) -> tuple[float, float]:
        x, y = turn(x, y)
        if angle == 90:  # text runs upwards
            return height - y, x
        if angle == 270:  # downwards
            return y, width - x
        return width - x, height - y

    return turned


def _characters(page, turn: Turn) -> PageCharacters:
    import pypdfium2.raw as raw

    opened = page.get_textpage()
    textpage = opened.raw
    found = PageCharacters()
    try:
        # Spaces that pdfium puts in; on text that runs sideways it puts them anywhere.
        invented: set[int] = set()
        angles: dict[int, int] = {}
        sideways = 0
        box = raw.FS_RECTF()
        at = ctypes.byref(box)
        base_x, base_y = ctypes.c_double(), ctypes.c_double()
        high_half, base = 0, 0.0
        last: Character | None = None
        add = found.characters.append
        get_code, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
        for i in range(raw.FPDFText_CountChars(textpage)):
            code = get_code(textpage, i)
            if 0xD800 <= code < 0xDC00:
                high_half = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high_half - 0xD800) << 10) + (code - 0xDC00) if high_half else 0xFFFD
            high_half = 0
            text = chr(code)
            if code == 0 or (text.isspace() and text not in _LIGATURES):
                made = raw.FPDFText_IsGenerated(textpage, i) == 1
                (invented if made else found.breaks).add(len(found.characters))
                continue
            if not get_box(textpage, i, at):
                continue
            ax, ay = turn(box.left, box.top)
            bx, by = turn(box.right, box.bottom)
            text = _LIGATURES.get(text) or _BULLETS.get(text) or text
            if ay > by:
                ay, by = by, ay
            if ax > bx:
                ax, bx = bx, ax
            if last is None or ay != last.y0 or by != last.y1:
                raw.FPDFText_GetCharOrigin(textpage, i, base_x, base_y)
                base = turn(base_x.value, base_y.value)[1]
            last = Character(text, ax, ay, bx, by, base)
            add(last)
            if i % 16 == 0:
                degrees = round(math.degrees(raw.FPDFText_GetCharAngle(textpage, i)) / 90) * 90 % 360
                direction = _direction(turn, degrees)
                angles[direction] = angles.get(direction, 0) + 1
                sideways += 1 if degrees in (90, 270) else -1
                found.unmapped += 16 * (raw.FPDFText_HasUnicodeMapError(textpage, i) == 1)
        found.angle = max(angles, key=lambda a: angles[a]) if angles else 0
        found.sideways = sideways > 0
        if not found.sideways:
            found.breaks |= invented
        return found
    finally:
        opened.close()


def _direction(turn, degrees: int) -> int:
    """The direction that text runs in as the reader sees the page: 0, 90 (upwards), 180 or 270."""
    x, y = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[degrees]  # pdfium counts clockwise
    ax, ay = turn(0, 0)
    bx, by = turn(x, y)
    return {(1, 0): 0, (0, -1): 90, (-1, 0): 180, (0, 1): 270}.get((round(bx - ax), round(by - ay)), 0)
