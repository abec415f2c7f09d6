"""From a text to its claims: every sentence is read with what the sentences before it left to be understood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from extractors.claims.attribution import attribution_of
from extractors.claims.changes import find_changes
from extractors.claims.counting import admit_held
from extractors.claims.draft import Draft
from extractors.claims.elided import fill_elided
from extractors.claims.levels import arrange_from_to, find_levels
from extractors.claims.ordered import assign_in_order
from extractors.claims.origins import origin_of
from extractors.claims.padding import Unpadded
from extractors.claims.placing import own_place, place_of
from extractors.claims.repeats import Told
from extractors.claims.scene import Scene, State, build_scene
from extractors.claims.shares import find_shares
from extractors.claims.state import remember, set_heading
from extractors.claims.timing import end_of_span, period_of, settle_periods
from extractors.claims.topics import home_of, only_country, topic_of
from extractors.claims.unit_first import tell_units
from extractors.claims.unrelated import tells_of_else
from extractors.languages import load
from extractors.records import Claim, Sentence
from extractors.rules.calendar import Setting
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.marks import marks_of
from extractors.sentences import split_sentences
from extractors.vocabulary.places import contains

_MADE_OR_USED = ("cultivation", "production", "users")  # of what the law allows these make no claim


def read_claims(
    text: str,
    language: str,
    published: dt.date | None = None,
    tracer=None,
    skip: Sequence[tuple[int, int]] = (),
) -> list[Claim]:
    """All claims of a text's sentences in the order of their quotes; `skip` are stretches that are tables.

    `tracer(scene, drafts, refused, sentence)` sees each sentence's reading.
    """
    folded = fold(text)
    words = lexicon(language)
    if not words.mentions_drug(folded):
        return []
    pack = load(language)
    if not pack.spaces and (bare := Unpadded(text)):
        inner = read_claims(bare.text, language, published, tracer, bare.without(skip))
        return [bare.claim(claim) for claim in inner]
    found = Found(words.hits(text, folded))
    state = State(published=published, setting=Setting(published))
    seized = any(hit.key == "seizure" for hit in found.kinds.get("cues", ()))
    state.burnt = not seized and any(hit.key == "destruction" for hit in found.kinds.get("cues", ()))
    state.enforcement = seized or bool(found.kinds.get("claims.enforcement"))
    acted = any(hit.key in ("seizure", "eradication", "destruction") for hit in found.kinds.get("cues", ()))
    state.court = bool(found.kinds.get("blocks.court"))
    state.licit = bool(found.kinds.get("blocks.licit_trade")) and not acted
    state.topic = topic_of(found)
    state.home = home_of(found)
    state.sole = only_country(found)
    state.marks = marks_of(folded, found, pack, state.topic)
    state.topic_drugs = frozenset(str(hit.key).partition("/")[0] for hit in found.kinds.get("drug", ()))
    told = Told()
    for sentence in split_sentences(text, pack):
        if skip and any(start < sentence.end and sentence.start < end for start, end in skip):
            continue
        if sentence.paragraph != state.paragraph:
            state.paragraph = sentence.paragraph
            if state.first_place and contains(state.first_place, state.place):
                state.place = state.first_place  # a new paragraph turns from the province back to the country
        own = found.part(sentence.start, sentence.end)
        if not worth_reading(folded, sentence, own):
            if tracer:
                tracer(None, [], [], sentence)
            continue
        scene = build_scene(text, folded, sentence, own, pack, state)
        refused: list = []
        drafts = read_scene(scene, state, refused)
        if tracer:
            tracer(scene, drafts, refused, sentence)
        body = attribution_of(scene, state)
        for draft in drafts:
            told.add(_claim(scene, draft, language, body))
    return sorted(told.claims, key=lambda claim: claim.start)


def worth_reading(folded: str, sentence: Sentence, found: Found) -> bool:
    """The cheap test: a sentence that names nothing of ours needs no further look."""
    return (
        not _WORTH.isdisjoint(found.kinds) or _DIGIT.search(folded, sentence.start, sentence.end) is not None
    )


_WORTH = {"drug", "weak_drug", "cues", "place", "demonym", "periods.relative", "numbers.words", "nouns", "fractions.words",
          "changes.multiples", "numbers.half"}  # fmt: skip
_DIGIT = re.compile(r"\d|[²³¹⁰-⁹₀-₉]")  # as str.isdigit has it


def read_scene(scene: Scene, state: State, refused: list) -> list[Draft]:
    """The drafts of one sentence, with all slots filled; the state is brought up to date."""
    admit_held(scene, state)
    if all(q.refused for q in scene.quantities) and "changes.multiples" not in scene.found.kinds:
        return _without_claims(scene, state)
    if tells_of_else(scene):
        refused += [(q, "the sentence tells of something else") for q in scene.quantities if not q.refused]
        return _without_claims(scene, state)
    tell_units(scene, state)
    fill_elided(scene, state)
    if _only_bare(scene):
        return _without_claims(scene, state)
    levels = find_levels(scene, state, refused)
    assign_in_order(scene, levels)
    arrange_from_to(scene, levels)
    changes = find_changes(scene, state, levels, refused)
    shares = find_shares(scene, state, levels, refused)
    settle_periods(scene, [*levels, *changes, *shares])
    for draft in sorted(
        [*levels, *changes, *shares], key=lambda draft: (draft.base, draft.statistic != "level")
    ):
        _locate(scene, state, draft)
        if draft.statistic == "change":
            _as_its_level(scene, draft, levels)
    changes = [draft for draft in changes if not _foretold(state, draft)]
    if state.licit:
        changes, shares = (
            [d for d in drafts if d.measure not in _MADE_OR_USED] for drafts in (changes, shares)
        )
    drafts = sorted([*levels, *changes, *shares], key=lambda draft: draft.quantity.start)
    if not drafts and set_heading(scene, state):
        return []
    remember(scene, state, levels, drafts)
    return drafts


def _without_claims(scene: Scene, state: State) -> list[Draft]:
    settle_periods(scene, [])
    if not set_heading(scene, state):
        remember(scene, state, [], [])
    return []


_MULTIPLES = ("changes.multiples", "changes.times", "changes.fold", "changes.multiplied")


def _only_bare(scene: Scene) -> bool:
    """Whether no number has a unit or a thing counted, and no word makes a multiple of one."""
    return scene.found.kinds.keys().isdisjoint(_MULTIPLES) and all(
        q.kind == "bare" or q.refused for q in scene.quantities
    )


def _locate(scene: Scene, state: State, draft: Draft) -> None:
    draft.period = draft.fixed.get("period") or period_of(scene, state, draft)
    draft.quantity.attrs["period"] = draft.period
    draft.place = draft.fixed.get("place") or place_of(scene, state, draft)
    if draft.statistic != "change" and not draft.base:
        draft.origin = origin_of(scene, draft)


def _foretold(state: State, draft: Draft) -> bool:
    """到2030年，全球吸毒人数预计将增加11%: a change of a year after the report's is none yet."""
    return bool(state.published and draft.period) and int(draft.period[:4]) > state.published.year


def _own_clause(scene: Scene, draft: Draft) -> bool:
    """ "…; by 2008 the area had grown by 33 percent": a period of its own, behind a strong stop."""
    level_end, start = draft.like.quantity.end, draft.quantity.start
    return (
        level_end < start
        and scene.broken(level_end, start)
        and any(
            level_end < p.start < start
            and p.iso
            and not p.base
            and not (p.brackets and scene.quantity_between(p.end, start))  # (1998: 686 kg; +16.1 %)
            for p in scene.periods
        )
    )


def _own_year(scene: Scene, draft: Draft) -> str:
    """ "It grew 39% *in 2014* and 42% in 2015, hitting …": the year right behind a change, "" for none."""
    end = draft.quantity.end
    near = [
        p for p in scene.periods if 0 < p.start - end <= 4 and p.explicit and not p.base and len(p.iso) == 4
    ]
    small = scene.between(end, near[0].start).strip() if near and scene.pack.spaces else "-"
    return near[0].iso if not small or small in scene.pack.words("compare.link")[:1] else ""


def _as_its_level(scene: Scene, draft: Draft, levels: list[Draft]) -> None:
    """A change has the period and place of the level that it arrives at."""
    if draft.like in levels and draft.like is not None and not _own_clause(scene, draft):
        draft.period = _own_year(scene, draft) or end_of_span(scene, draft) or draft.like.period
        draft.place = own_place(scene, draft.quantity) or draft.like.place


def _claim(scene: Scene, draft: Draft, language: str, attribution: str) -> Claim:
    q = draft.quantity
    unit = "percent" if draft.statistic != "level" else q.unit
    ranged = q.bound == "range"
    return Claim(
        measure=draft.measure,
        statistic=draft.statistic,
        drug=draft.drug,
        form=draft.form if draft.measure in ("seizure", "destruction", "production") else "",
        value=_tidy(draft.value if draft.value is not None else q.value),
        unit=unit,
        low=_tidy(q.low) if ranged and q.low is not None else None,
        high=_tidy(q.high) if ranged and q.high is not None else None,
        bound=draft.bound,
        period=draft.period,
        place=draft.place,
        origin=draft.origin,
        attribution=attribution,
        quote=scene.text[q.start : q.end],
        start=q.start,
        end=q.end,
        sentence=scene.sentence.text,
        rule=draft.rule,
        language=language,
        scope=draft.scope,
        step=_tidy(q.step) if draft.statistic == "level" else q.number.step,
    )


def _tidy(value: float) -> float:
    """Twelve significant digits: 0.1 × 3 is 0.3."""
    return float(f"{value:.12g}")
