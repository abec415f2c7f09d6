"""Headings: which measures the lines below a heading are of."""

from __future__ import annotations

from extractors.claims.scene import Scene

# Kinds of quantity that a measure can be of, the first the likeliest.
KINDS_OF = {
    "seizure": ("mass", "tablet", "volume", "plant"),
    "destruction": ("mass", "tablet", "volume"),
    "production": ("mass",),
    "cultivation": ("area",),
    "eradication": ("area", "plant"),
    "arrests": ("person",),
    "users": ("person",),
    "deaths": ("person",),
    "cases": ("case",),
    "laboratories": ("laboratory",),
}  # fmt: skip


# What a counted thing is a measure of.
MEASURES_OF_NOUNS = {"arrests": "arrests", "users": "users", "deaths": "deaths", "cases": "cases",
                     "laboratories": "laboratories", "incidents": "seizure"}  # fmt: skip


def heading_measures(scene: Scene) -> dict[str, str]:
    """Kind of quantity → measure, from the cues and nouns of a heading."""
    measures: dict[str, str] = {}
    for hit in scene.of("nouns") + scene.of("cues"):
        key = {"incidents": "seizure"}.get(str(hit.key), str(hit.key))
        for kind in KINDS_OF.get(key, ()):
            measures.setdefault(kind, key)
        if hit.kind == "nouns" and hit.key == "incidents":
            measures.setdefault("incident", "seizure")
    return measures
