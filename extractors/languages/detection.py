"""Which language pack a text needs: by its script, then by small words, of languages without a pack too.

A text in a language that has no pack needs none: Portuguese is not to be read with Spanish words. Where two
languages are close, py3langid decides between them; it is slow to load, and most texts never need it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from extractors.languages import FOLDER, codes, load

SAMPLE = 6000
_WORD = re.compile(r"[^\W\d_]{1,20}")
_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,20}[)\]]")
_SPACED_SCRIPT = 0.5  # the part of a text's letters that its script has, where words are spaced
_DENSE_SCRIPT = 0.15  # where one character is a word, Latin names and units take most of the letters
_CLEAR = 1.25  # how far ahead the best language must be
_FEW = 40  # words: a line or a caption, which may have no small words at all
_DIFFERENT = 8  # different words, for a stretch to tell anything
_LEAST = 0.08  # part of a longer text's words that are small words of its language
_KNOWN = 0.4  # part of a line's letters in words that a pack knows, where small words are too few to tell


@cache
def _neighbours() -> dict[str, tuple[str, frozenset[str]]]:
    """Script and small words of the languages without a pack."""
    entries = tomllib.loads((FOLDER / "neighbours.toml").read_text("utf-8"))
    return {code: (entry["script"], frozenset(entry["words"].split())) for code, entry in entries.items()
            if code not in codes()}  # fmt: skip


@cache
def _weights(script: str) -> dict[str, dict[str, float]]:
    """Small word → language → weight: a word that many languages of the script share tells little."""
    lists = {code: frozenset(load(code).words("text.common")) for code in codes()
             if load(code).script == script and load(code).spaces}  # fmt: skip
    lists |= {code: words for code, (written, words) in _neighbours().items() if written == script}
    shared = Counter(word for words in lists.values() for word in words)
    weights: dict[str, dict[str, float]] = {}
    for code, words in lists.items():
        for word in words:
            weights.setdefault(word, {})[code] = 1.0 / shared[word]
    return weights


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def detect(text: str) -> str:
    """Code of the pack whose language the text is in; "" for another language, or no words."""
    sample = _sample(text)
    words = [word.lower() for word in _WORD.findall(sample)]
    scripts = Counter(_script(letter) for word in words for letter in word)
    script = _main_script(scripts)
    candidates = [code for code in codes() if load(code).script == script]
    if not candidates:
        return ""
    if not load(candidates[0]).spaces:
        return candidates[0]
    return _by_small_words(sample, words, script, candidates)


def _sample(text: str) -> str:
    """The first stretch of a text that has words: pages of digits or drawn lines may stand before them."""
    for start in range(0, max(len(text) - SAMPLE, 1), SAMPLE):
        sample = text[start : start + SAMPLE]
        if len(text) <= SAMPLE or len(set(_WORD.findall(sample))) >= _DIFFERENT:
            return sample
    tail = text[-SAMPLE:]
    return tail if len(set(_WORD.findall(tail))) >= _DIFFERENT else text[:SAMPLE]


def _main_script(scripts: Counter) -> str:
    """The script of a pack that a text is written in, "" for none: Han beside kana is no Chinese."""
    letters = scripts.total()
    known = {load(code).script: load(code).spaces for code in codes()}
    foreign = sum(count for script, count in scripts.items() if script not in known)
    for script, spaces in sorted(known.items(), key=lambda item: item[1]):
        part = scripts[script] / letters if letters else 0.0
        if part > (_SPACED_SCRIPT if spaces else _DENSE_SCRIPT) and foreign < 0.1 * scripts[script]:
            return script
    return ""


def _by_small_words(sample: str, words: list[str], script: str, candidates: list[str]) -> str:
    weights = _weights(script)
    few = len(words) <= _FEW
    # the "ha" of "Cultivation (ha)" is a small word of many languages
    small = [word.lower() for word in _WORD.findall(_BRACKETS.sub(" ", sample))]
    scores: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for word in small:
        for code, weight in weights.get(word, {}).items():
            scores[code] += weight
            hits[code] += 1
    ranked = [code for code, _ in scores.most_common()]
    if not ranked or (not few and hits[ranked[0]] < _LEAST * len(words)):
        return _by_vocabulary(words, candidates)
    best = ranked[0]
    close = [code for code in ranked if scores[code] * _CLEAR >= scores[best]]
    if len(close) == 1:
        return best if best in candidates else ""
    near = [code for code in candidates if code in close]
    if not near:
        return ""
    chosen = _by_vocabulary(words, near) if few or hits[best] <= 3 else ""
    chosen = chosen or _by_model(sample, close)
    return chosen if chosen in candidates else ""


def _by_vocabulary(words: list[str], candidates: list[str]) -> str:
    """ "Heroína: 42,6 kg": a line without small words needs the pack that knows most of its words."""
    known = {code: sum(len(word) for word in words if word in _vocabulary(code)) for code in candidates}
    best = max(candidates, key=lambda code: (known[code], -candidates.index(code)))
    return best if known[best] >= _KNOWN * sum(map(len, words)) > 0 else ""


@cache
def _vocabulary(code: str) -> frozenset[str]:
    """The single words that a pack has for drugs, units, things counted and what is done with them."""
    pack = load(code)
    phrases = [
        phrase
        for table in ("drugs", "units", "nouns", "cues")
        for words in pack.group_of(table).values()
        for phrase in words
    ]
    return frozenset(word for phrase in phrases for word in phrase.lower().split())


@cache
def _model():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _by_model(sample: str, close: list[str]) -> str:
    """The likeliest of a few languages; one that the model does not know is never it."""
    likely = dict(_model().rank(sample))
    return max(close, key=lambda code: (likely.get(code, float("-inf")), code))
