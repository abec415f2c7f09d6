"""The colours, recomputed: text can be read, marks can be seen, drugs can be told apart with any colour
vision.

Contrast after WCAG 2.2; colour vision after Machado, Oliveira and Fernandes (2009) at full severity;
distances CIEDE2000.
"""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest

from dashboard import theme
from extractors.vocabulary import drugs

VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
SCHEMES = (theme.LIGHT, theme.DARK)


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def lab(colour: str, vision: str) -> tuple[float, float, float]:
    r, g, b = (
        min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear(colour), strict=True))))
        for row in VISION[vision]
    )
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def hue(b: float, a: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0


def distance(one: str, other: str, vision: str) -> float:
    """CIEDE2000 (Sharma, Wu, Dalal 2005)."""
    l1, a1, b1 = lab(one, vision)
    l2, a2, b2 = lab(other, vision)
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2, h1, h2 = math.hypot(a1, b1), math.hypot(a2, b2), hue(b1, a1), hue(b2, a2)
    dh = 0.0 if not c1 * c2 else (h2 - h1 + 180) % 360 - 180
    big_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if not c1 * c2 else (h1 + h2) / 2 if abs(h1 - h2) <= 180 else ((h1 + h2 + 360) / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(hm - 30))
        + 0.24 * math.cos(math.radians(2 * hm))
        + 0.32 * math.cos(math.radians(3 * hm + 6))
        - 0.20 * math.cos(math.radians(4 * hm - 63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rotation = (
        -math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2))))
        * 2
        * math.sqrt(cm**7 / (cm**7 + 25**7))
    )
    dl, dc, big_h = (l2 - l1) / sl, (c2 - c1) / sc, big_h / sh
    return math.sqrt(dl**2 + dc**2 + big_h**2 + rotation * dc * big_h)


def test_the_distance_is_the_published_one() -> None:
    assert distance("#808080", "#808080", "normal") == 0
    assert distance("#000000", "#FFFFFF", "normal") == pytest.approx(100, abs=0.01)
    assert distance("#FF0000", "#0000FF", "normal") == pytest.approx(52.88, abs=0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_where_it_stands(scheme: int) -> None:
    for text in ("text", "text-2", "text-3", "link"):
        for ground in ("canvas", "surface", "raised", "sunken", "hover", "selected", "band"):
            if (text, ground) == ("text-3", "selected"):
                continue  # chips and rows that are selected use the first two
            assert theme.contrast(theme.token(text, scheme), theme.token(ground, scheme)) >= 4.5, (
                text,
                ground,
            )
    assert theme.contrast(theme.token("main-text", scheme), theme.token("main", scheme)) >= 4.5
    assert theme.contrast(theme.token("highlight-text", scheme), theme.token("highlight", scheme)) >= 4.5
    for status, (ink, tint) in theme.STATUS.items():
        assert theme.contrast(ink[scheme], tint[scheme]) >= 4.5, status
    for key, drug in drugs.DRUGS.items():
        label = theme.label_colour(key, drug.group, scheme)
        assert theme.contrast(label, theme.token("surface", scheme)) >= 4.5, key


@pytest.mark.parametrize("scheme", SCHEMES)
def test_controls_axes_and_marks_can_be_seen(scheme: int) -> None:
    surface = theme.token("surface", scheme)
    for name in ("control", "axis", "link"):
        assert theme.contrast(theme.token(name, scheme), surface) >= 3, name
    for group, (mark, _, _, _) in theme.GROUPS.items():
        assert theme.contrast(mark[scheme], surface) >= 3, group
    for drug, pair in theme.DRUGS.items():
        assert theme.contrast(pair[scheme], surface) >= 3, drug


def closest(colours: list[str], vision: str) -> float:
    return min(distance(a, b, vision) for a, b in combinations(colours, 2))


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_can_be_told_apart(scheme: int, vision: str) -> None:
    groups = [pair[0][scheme] for pair in theme.GROUPS.values()]
    assert closest(groups, vision) >= 13
    assert closest([*groups, *(pair[scheme] for pair in theme.DRUGS.values())], vision) >= 6.5
    for group, (first, _, second, third) in theme.GROUPS.items():
        assert closest([first[scheme], second[scheme], third[scheme]], vision) >= 8.5, group
    assert closest([ink[scheme] for ink, _ in theme.STATUS.values()], vision) >= 11
    steps = theme.MAP_STEPS[scheme]
    assert min(distance(a, b, vision) for a, b in pairwise(steps)) >= 7.5
    assert distance(theme.token("land", scheme), steps[0], vision) >= 9


def test_every_drug_and_scheme_has_its_variables() -> None:
    css = theme.css({key: drug.group for key, drug in drugs.DRUGS.items()})
    for key in drugs.DRUGS:
        assert css.count(f"--drug-{key}:") == 2
    assert css.count("--surface:") == 2
