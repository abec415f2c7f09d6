"""Sentences of a text: slices that keep the text to the letter.

Lines are kept apart where they are lines of a list or table, and joined where a sentence was only wrapped.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.languages import Pack
from extractors.records import Sentence

LONGEST = 1600  # characters of a sentence
_LONG_LINE = 50  # a shorter line without a full stop stands for itself
_PARAGRAPH = re.compile(r"\n[ \t]{0,20}\n")


@cache
def _boundary(code: str) -> re.Pattern:
    from extractors.languages import load

    pack = load(code)
    if not pack.spaces:
        return re.compile(r"[。！？!?]{1,4}[”’」』）)\"']{0,2}|\n")
    return re.compile(r"[.!?…]{1,3}[\"'”’»)\]]{0,2}(?=[ \t\u00a0])|\n")


@cache
def _abbreviations(code: str) -> frozenset[str]:
    from extractors.languages import load

    return frozenset(load(code).words("text.abbreviations"))


@cache
def _joiners(code: str) -> frozenset[str]:
    from extractors.languages import load

    return frozenset(load(code).words("text.line_joiners"))


def split_sentences(text: str, pack: Pack) -> list[Sentence]:
    """The sentences of a text, in order; blank ones are left out. `text[s.start:s.end] == s.text`, always."""
    sentences, start, paragraph = [], 0, 0
    for match in _boundary(pack.code).finditer(text):
        end = match.end()
        if match.group() == "\n":
            if not _line_ends(text, start, match.start(), end, pack):
                continue
            end = match.start()
        elif pack.spaces and _goes_on(text, start, match.start(), end, pack):
            continue
        _add(sentences, text, start, end, paragraph)
        start = end
        if match.group() == "\n":
            start = match.end()
            if _PARAGRAPH.match(text, match.start()):
                paragraph += 1
    _add(sentences, text, start, len(text), paragraph)
    return sentences


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while end - start > LONGEST:  # no sentence of prose: cut, so that reading stays linear in length
        cut = max((text.rfind(mark, start, start + LONGEST) for mark in "；;，, "), default=-1) + 1
        cut = cut if cut > start else start + LONGEST
        _add(sentences, text, start, cut, paragraph)
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        sentences.append(Sentence(start, end, text[start:end], paragraph))


_LAST_WORD = re.compile(r"[^\s(\"“'‘—–-]{1,12}$")


def _goes_on(text: str, start: int, dot: int, end: int, pack: Pack) -> bool:
    """Whether a full stop ends no sentence: "U.S. agents", "Ariz. –", "approx. 5 kg", "12 a.m. on"."""
    after = text[end : end + 3].lstrip()
    if after[:1].islower():
        return True
    if text[dot] != ".":
        return False
    word = _LAST_WORD.search(text[max(start, dot - 12) : dot])
    if word is None:
        return False
    written = word.group().lower()
    if written in _abbreviations(pack.code):
        return True
    return len(written) == 1 and written.isalpha() and word.group().isupper()


def _line_ends(text: str, start: int, newline: int, after: int, pack: Pack) -> bool:
    """Whether a line break ends a sentence."""
    line_start = text.rfind("\n", start, newline) + 1 if "\n" in text[start:newline] else start
    line = text[max(start, line_start) : newline].strip()
    following = text[after : after + 2].lstrip(" \t")
    if not line or not following or following[0] == "\n" or not pack.spaces:
        return True
    if line[-1] in ".!?:;…。！？：；|":
        return True
    if following[0] in "-•*·–—#|0123456789" or following[0] in "▪●◦":
        return line[-1] != ","
    last = line.split()[-1].lower()
    return not (
        len(line) >= _LONG_LINE and (following[0].islower() or last in _joiners(pack.code) or line[-1] == ",")
    )
