"""Which language pack a text needs, from the scripts and the frequent small words that the packs name."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.languages import codes, load

SAMPLE = 6000
_WORD = re.compile(r"[^\W\d_]{1,20}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")


@lru_cache(maxsize=1)
def _common_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(load(code).words("text.common")) for code in codes() if load(code).spaces}


def detect(text: str) -> str:
    """Code of the pack whose language the text is in; "" where no pack fits (another language, or no words)."""
    sample = text[:SAMPLE]
    han = len(_HAN.findall(sample))
    letters = sum(len(word) for word in _WORD.findall(sample))
    if letters and han > 0.15 * letters and len(_KANA_OR_HANGUL.findall(sample)) < 0.1 * han:
        return "zh" if "zh" in codes() else ""
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return ""
    scores = {code: sum(word in common for word in words) for code, common in _common_words().items()}
    best = max(scores, key=lambda code: (scores[code], code == "en"), default="")
    if not best:
        return ""
    # A line such as "Heroin: 42.6 kg" has no small words: English then, unless another pack's words are there.
    if scores[best] < 0.08 * len(words) and len(words) > 40:
        return ""
    return best if scores[best] else "en"
