"""Every colour and size of the page, once: CSS variables, the table's theme and the charts are made from it.

Pairs are (light, dark). `tests/dashboard/test_theme_contrast.py` recomputes contrast and colour distances.
"""

from __future__ import annotations

LIGHT, DARK = 0, 1
SCHEMES = ("light", "dark")

TOKENS: dict[str, tuple[str, str]] = {
    "canvas": ("#F6F5F1", "#0F1216"),
    "surface": ("#FFFFFF", "#171B21"),
    "raised": ("#FFFFFF", "#1F242C"),
    "sunken": ("#EFEDE7", "#12161B"),
    "selected": ("#E6EEF9", "#1D2B40"),
    "hover": ("#F2F0EA", "#1D2229"),
    "line": ("#DEDBD3", "#323943"),
    "control": ("#8A867C", "#77808D"),
    "text": ("#1A1D21", "#ECEEF1"),
    "text-2": ("#4E545C", "#B4BBC5"),
    "text-3": ("#62686F", "#949CA8"),
    "link": ("#1A56B8", "#8DB8FF"),
    "main": ("#1F2A37", "#E7EAEE"),
    "main-text": ("#FFFFFF", "#14181D"),
    "highlight": ("#FFE27A", "#6A5200"),
    "highlight-text": ("#1A1D21", "#FFF1C2"),
    "grid": ("#E9E6DF", "#252B34"),
    "axis": ("#77736A", "#7F8894"),
    "land": ("#E9E6DF", "#262B33"),
    "land-border": ("#FFFFFF", "#171B21"),
    "strip": ("#A5A299", "#5B636E"),
    "band": ("#F2F0EA", "#1D2229"),
}

# glyph colour, tint behind it
STATUS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "agreed": (("#0F5743", "#66A694"), ("#E3F2EB", "#17302A")),
    "single": (("#636970", "#E2E4E8"), ("#F2F0EA", "#262C35")),
    "conflict": (("#8F1108", "#F0705A"), ("#FBE8E4", "#3A1D19")),
    "revised": (("#006CB5", "#7DCEFD"), ("#E2F0FA", "#152C3C")),
    "implied": (("#4A2380", "#B080FA"), ("#EFE9F8", "#2B2142")),
    "corrected": (("#86662E", "#FDE2A7"), ("#FAF3E3", "#332B18")),
}

# mark, label text (the dark label is the mark), 2nd and 3rd series of the same drug
GROUPS: dict[str, tuple[tuple[str, str], str, tuple[str, str], tuple[str, str]]] = {
    "opiates": (("#A61203", "#E05741"), "#A61203", ("#D35D4B", "#FE9986"), ("#6D0000", "#B34331")),
    "synthetic-opioids": (("#5A1A35", "#CDB5BC"), "#5A1A35", ("#864B60", "#A28E94"), ("#310016", "#FCE7ED")),
    "cocaine-type": (("#1D3482", "#6FB4FD"), "#1D3482", ("#4B65AA", "#C9E2FF"), ("#6683CB", "#4F8BCA")),
    "cannabis-type": (("#2D6B47", "#96BF8D"), "#2D6B47", ("#669978", "#CAEEC2"), ("#0A4527", "#72956A")),
    "amphetamine-type": (("#C56E02", "#F9B629"), "#AD5F00", ("#8F4F01", "#C78F0E"), ("#5C3200", "#FFE3B0")),
    "mdma": (("#BC7DC0", "#C97EB7"), "#9C5FA0", ("#905A93", "#F5B2E3"), ("#663A69", "#9B5B8C")),
    "ketamine-nps": (("#8745D1", "#926AF5"), "#8745D1", ("#5F219D", "#BBA9FF"), ("#AD7BF2", "#7352C4")),
    "precursors": (("#509C8C", "#4D9082"), "#338171", ("#307366", "#85BDB0"), ("#114D43", "#3A7065")),
    "all": (("#63686F", "#E3EEFE"), "#63686F", ("#90949B", "#BAC3D1"), ("#40444A", "#8E99A8")),
}

# drugs that share a group with its first drug and so need a colour of their own
DRUGS: dict[str, tuple[str, str]] = {
    "opium": ("#733D2E", "#A45F62"),
    "morphine": ("#F06861", "#B83D2D"),
    "coca-leaf": ("#00095A", "#A3CBEE"),
    "cannabis-resin": ("#0A2015", "#CDFCC9"),
    "cannabis": ("#657D70", "#7EA083"),
    "amphetamine": ("#3D2006", "#D28A0F"),
    "captagon": ("#926F41", "#EED785"),
    "nps": ("#9F7DF5", "#5D61AC"),
    "tramadol": ("#A74C5B", "#AD8E9D"),
    "synthetic-drugs": ("#3F434E", "#606972"),
}

OTHER_SERIES = ("#90949B", "#90949B")
MAP_STEPS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("#C0E0E8", "#93C7DA", "#65AACB", "#3989B7", "#1D6198", "#173A68"),
    ("#293E5A", "#325A7E", "#3C7AA2", "#479DC4", "#6AC4E0", "#B0EAF1"),
)
SHADOW = (
    "0 8px 24px rgba(26,29,33,.14), 0 1px 3px rgba(26,29,33,.10)",
    "0 12px 32px rgba(0,0,0,.55), 0 0 0 1px rgba(255,255,255,.06)",
)
SANS = (
    '"Inter", system-ui, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
    '"Noto Sans CJK SC", sans-serif'
)
SERIF = '"Source Serif 4", Georgia, "Times New Roman", "Noto Serif CJK SC", serif'


def token(name: str, scheme: int) -> str:
    """The colour of a token in a scheme (`LIGHT` or `DARK`)."""
    return TOKENS[name][scheme]


def drug_colour(drug: str, group: str, scheme: int) -> str:
    """The colour of a drug's marks: its own, else its group's."""
    return DRUGS[drug][scheme] if drug in DRUGS else GROUPS.get(group, GROUPS["all"])[0][scheme]


def label_colour(drug: str, group: str, scheme: int) -> str:
    """The colour of a label that names a drug: at least 4.6:1 on the surface."""
    base = drug_colour(drug, group, scheme)
    if scheme == LIGHT and drug not in DRUGS:
        return GROUPS.get(group, GROUPS["all"])[1]
    return readable(base, token("surface", scheme))


def nth_colour(drug: str, group: str, nth: int, scheme: int) -> str:
    """Series by place or publisher of one drug: its colour, its 2nd, its 3rd, then grey."""
    if nth == 0:
        return drug_colour(drug, group, scheme)
    if nth < 3:
        return GROUPS.get(group, GROUPS["all"])[nth + 1][scheme]
    return OTHER_SERIES[scheme]


def part_colour(drug: str, group: str, nth: int, scheme: int) -> str:
    """Parts of a stack: the drug's colour, its 2nd and 3rd, then the three halfway to the surface, then
    grey."""
    if nth < 3 or nth > 5:
        return nth_colour(drug, group, nth, scheme)
    return mixed(nth_colour(drug, group, nth - 3, scheme), token("surface", scheme), 0.5)


def mixed(colour: str, other: str, part: float) -> str:
    """A colour with a part (0 to 1) of another in it."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, background: str, ratio: float = 4.6) -> str:
    """The colour moved towards black or white, as little as gives `ratio` on the background."""
    target = 0 if luminance(background) > 0.5 else 255
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    for step in range(21):
        moved = [round(p + (target - p) * step / 20) for p in parts]
        result = "#{:02X}{:02X}{:02X}".format(*moved)
        if contrast(result, background) >= ratio:
            return result
    return "#000000" if target == 0 else "#FFFFFF"


def alpha(colour: str, opacity: float) -> str:
    """`#RRGGBB` and an opacity as `rgba(…)`."""
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({r},{g},{b},{opacity:g})"


def css(drug_groups: dict[str, str]) -> str:
    """The style sheet of variables for both schemes. `drug_groups` maps each drug's key to its group."""
    blocks = []
    for scheme, name in enumerate(SCHEMES):
        lines = [f"--{key}: {pair[scheme]};" for key, pair in TOKENS.items()]
        for status, (ink, tint) in STATUS.items():
            lines += [f"--{status}: {ink[scheme]};", f"--{status}-tint: {tint[scheme]};"]
        for group in GROUPS:
            lines.append(f"--group-{group}: {drug_colour('', group, scheme)};")
        for drug, group in drug_groups.items():
            lines.append(f"--drug-{drug}: {drug_colour(drug, group, scheme)};")
            lines.append(f"--drug-{drug}-label: {label_colour(drug, group, scheme)};")
        lines += [f"--step-{i}: {colour};" for i, colour in enumerate(MAP_STEPS[scheme])]
        lines += [f"--shadow: {SHADOW[scheme]};", f"color-scheme: {name};"]
        selector = ':root, [data-mantine-color-scheme="light"]' if scheme == LIGHT else ""
        selector = selector or ':root[data-mantine-color-scheme="dark"]'
        block = selector + " {\n  " + "\n  ".join(lines) + "\n}\n"
        blocks.append(block if scheme == LIGHT else f"@media not print {{\n{block}}}\n")  # paper is light
    shared = f":root {{ --sans: {SANS}; --serif: {SERIF}; }}\n"
    return shared + "".join(blocks)


def ag_grid() -> str:
    """The table's theme, as the expression that dash-ag-grid takes: variables, so both schemes follow."""
    params = {
        "backgroundColor": "var(--surface)",
        "foregroundColor": "var(--text)",
        "textColor": "var(--text)",
        "headerBackgroundColor": "var(--surface)",
        "headerTextColor": "var(--text-2)",
        "borderColor": "var(--line)",
        "rowHoverColor": "var(--hover)",
        "selectedRowBackgroundColor": "var(--selected)",
        "oddRowBackgroundColor": "var(--surface)",
        "accentColor": "var(--link)",
        "chromeBackgroundColor": "var(--surface)",
        "menuBackgroundColor": "var(--raised)",
        "fontFamily": "var(--sans)",
        "fontSize": 13,
        "headerFontSize": 12,
        "headerFontWeight": 600,
        "rowHeight": 34,
        "headerHeight": 36,
        "wrapperBorderRadius": "12px",
        "cellHorizontalPadding": 12,
    }
    items = ", ".join(f"{k}: {v!r}" for k, v in params.items())
    return f"themeQuartz.withParams({{{items}}})"
