"""Why a text gave these claims: for each sentence what every step found, with offsets, and why a number was not taken."""

from __future__ import annotations

import datetime as dt

from extractors.claims import read_claims
from extractors.claims.draft import Draft
from extractors.claims.scene import Scene
from extractors.languages import load
from extractors.languages.detection import detect
from extractors.records import Sentence

_CUES = (("cues", "cue"), ("weak", "weak cue"), ("nouns", "counted"), ("changes.up", "up"), ("changes.down", "down"),
         ("compare.than", "compared with"), ("compare.versus", "earlier amount"), ("blocks.plan", "plan"),
         ("blocks.hypothetical", "hypothesis"), ("blocks.licit", "licit"), ("blocks.traffic", "traffic"))  # fmt: skip


def explain(text: str, *, published: dt.date | None = None, language: str | None = None) -> str:
    """The reading of a text, in plain lines: sentence by sentence what was found, the claims, and the numbers left out.

    Offsets count characters of `text`. `language` is a pack's code; None finds it.
    """
    code = language or detect(text)
    if not code:
        return "No language pack fits this text, so nothing was read.\n"
    lines = [f"Read as {load(code).name}; published {published.isoformat() if published else 'not known'}."]
    any_read = False

    def trace(scene: Scene | None, drafts: list[Draft], refused: list, sentence: Sentence) -> None:
        nonlocal any_read
        any_read = True
        lines.append("")
        lines.append(f"[{sentence.start}:{sentence.end}] {sentence.text}")
        if scene is None:
            lines.append("  nothing in it that is looked for")
        else:
            lines.extend(_scene_lines(scene))
            lines.extend(_draft_lines(scene, drafts))
            lines.extend(_refused_lines(scene, drafts, refused))

    read_claims(text, code, published, trace)
    if not any_read:
        lines.append("No drug is named in it, so no sentence was looked at.")
    return "\n".join(lines) + "\n"


def _scene_lines(scene: Scene) -> list[str]:
    rows = [("drug", d.start, d.end, d.key + (f", {d.form}" if d.form else "")) for d in scene.drugs]
    rows += [
        ("place", p.start, p.end, p.code + ("" if p.role == "at" else f" ({p.role})")) for p in scene.places
    ]
    rows += [
        ("period", p.start, p.end, (p.iso or "cannot be told") + (" (compared with)" if p.base else ""))
        for p in scene.periods
    ]
    for kind, name in _CUES:
        rows += [(name, hit.start, hit.end, str(hit.key)) for hit in scene.of(kind)]
    rows += [
        ("number", q.start, q.end, f"{q.value:g} {q.unit or q.kind}, {q.bound}") for q in scene.quantities
    ]
    rows.sort(key=lambda row: (row[1], row[2]))
    return [
        f"  {name:<14} {start}:{end} {scene.text[start:end]!r} → {what}" for name, start, end, what in rows
    ]


def _draft_lines(scene: Scene, drafts: list[Draft]) -> list[str]:
    lines = []
    for draft in drafts:
        q = draft.quantity
        value = draft.value if draft.value is not None else q.value
        unit = "percent" if draft.statistic != "level" else q.unit
        told = [draft.measure, draft.statistic, draft.drug, draft.form, f"{value:g} {unit}", draft.bound,
                draft.period or "no period", draft.place or "no place", f"from {draft.origin}" if draft.origin else ""]  # fmt: skip
        lines.append(
            f"  ⇒ {scene.text[q.start : q.end]!r}: {' · '.join(part for part in told if part)}   [{draft.rule}]"
        )
    return lines


def _refused_lines(scene: Scene, drafts: list[Draft], refused: list) -> list[str]:
    """Every number that made no claim, with the reason."""
    lines, told = [], {id(draft.quantity) for draft in drafts}
    reasons = {id(quantity): reason for quantity, reason in refused}
    for quantity in scene.quantities:
        if id(quantity) in told:
            continue
        reason = reasons.get(id(quantity)) or quantity.refused or "nothing says what it measures or counts"
        lines.append(f"  ✗ {scene.text[quantity.start : quantity.end]!r} not taken: {reason}")
    return lines
