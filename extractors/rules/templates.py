"""Templates of periods ("{M} {Y}", "{Y}年{m}月") compiled once and tried only where their first slot can begin.

Words before the first slot are looked back at, so that "in March 2018" is no "in March".
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_lowercase

from extractors.languages import Pack, load
from extractors.rules.beginnings import Beginnings, Opening
from extractors.rules.lexicon import Found, fold

_YEAR = r"(?:1[89][0-9]{2}|20[0-9]{2})"
_LETTERS = "YRTBSMmDWNO"
_SLOT = re.compile(rf"\{{([{_LETTERS}])(2?)\}}")
_FIRST_DIGITS = re.compile(r"(?<![0-9])[0-9]{1,5}")
_OF_LENGTH = {1: "short", 2: "short", 3: "short", 4: "year"}  # digits → which templates can begin with them
GLUED = "glued"  # the place of a digit behind a letter
# What the first slot of a template can begin with: a digit, or a word of one of these concepts.
_FILLS = {"character": range(1, 5), "N": (1, 2)}  # how many characters or digits can fill it besides words
_ANCHORS = {"M": "periods.months", "W": "periods.weekdays", "O": "periods.ordinals", "N": "numbers.words"}


class Templates:
    """The templates of one pack. `find` gives what they match in a stretch of folded text."""

    def __init__(self, pack: Pack) -> None:
        templates = [
            (kind, text) for kind, texts in pack.table("periods.templates").items() for text in texts
        ]
        templates.sort(key=lambda item: (-len(_SLOT.findall(item[1])), -len(item[1])))
        self._words = _slot_words(pack)
        self._slots = _slot_patterns(pack, self._words)
        before, after = (r"(?<![\w$€£.,/])", r"(?![\w%])(?![.,/][0-9])(?!-[0-9])") if pack.spaces else (
            r"(?<![0-9])(?<![0-9][.,])", "")  # fmt: skip
        self._kinds = [kind for kind, _ in templates]
        self._own = [
            re.compile(("" if _glued(text) else before) + self._pattern(text, named=True) + after)
            for _, text in templates
        ]
        by_anchor: dict[str, list[Opening]] = {}
        for index, (_, text) in enumerate(templates):
            for anchor in [GLUED] if _glued(text) else self._anchors(text):
                by_anchor.setdefault(anchor, []).extend(self._openings(index, text, pack))
        self._beginnings = {
            anchor: Beginnings(openings, self._words.get(anchor, ()), _FILLS.get(anchor, ()))
            for anchor, openings in by_anchor.items()
        }
        characters = "".join([*pack.table("numbers.characters"), *_tens(pack)])
        self._first_character = re.compile(f"(?<![{characters}])[{characters}]") if characters else None

    def find(self, folded: str, start: int, end: int, found: Found) -> list[tuple[int, int, str, dict]]:
        """(start, end, kind, slots) of each match, in order; the templates with most slots win."""
        matches, stop = [], start
        fitting = self._fitting(folded, start, end, found)
        for place in sorted(fitting) if fitting else ():
            if place < stop:
                continue
            for index in fitting[place]:
                match = self._own[index].match(folded, place, end)
                if match:
                    matches.append((*match.span(), self._kinds[index], self._slots_of(match)))
                    stop = match.end()
                    break
        return matches

    def _slots_of(self, match: re.Match) -> dict[str, int]:
        read = {
            name: self._read(name, value) for name, value in match.groupdict().items() if value is not None
        }
        if "S" in read:  # FY22
            read["Y"] = 2000 + read.pop("S")
        return read

    def _fitting(self, folded: str, start: int, end: int, found: Found) -> dict[int, tuple[int, ...]]:
        """Place → the templates that may match there, by the characters around their first slot, in order."""
        beginnings, fitting = self._beginnings, {}
        for match in _FIRST_DIGITS.finditer(folded, start, end):
            at, stop = match.span()
            glued = at and folded[at - 1] in ascii_lowercase
            begin = beginnings.get(GLUED if glued else _OF_LENGTH.get(stop - at, ""))
            if begin and (fits := begin.behind(folded, at, stop, end)):
                fitting[at] = fits
        if self._first_character and (begin := beginnings.get("character")):
            for match in self._first_character.finditer(folded, start, end):
                _add(fitting, match.start(), begin.anywhere(folded, match.start(), end))
        for anchor, concept in _ANCHORS.items():
            begin = beginnings.get(anchor)
            for hit in found.kinds.get(concept, ()) if begin else ():
                if start <= hit.start and hit.end <= end:
                    _add(fitting, hit.start, begin.anywhere(folded, hit.start, end))
        return fitting

    def _openings(self, index: int, template: str, pack: Pack) -> list[Opening]:
        """What stands around the first slot of a template wherever it matches."""
        slots = list(_SLOT.finditer(template))
        first = slots[0]
        rest = template[first.end() : slots[1].start() if len(slots) > 1 else None]
        following = self._firsts(slots[1].group(1)) if len(slots) > 1 else frozenset()
        lead = fold(template[: first.start()])
        openings = [Opening(index, lead, fold(rest), following)]
        for ending in pack.words("numbers.ordinal_endings") if first.group(1) == "D" else ():
            openings.append(Opening(index, lead, ending[0], frozenset()))  # 3rd
        return openings

    def _firsts(self, slot: str) -> frozenset[str]:
        """The characters that what fills a slot can begin with."""
        words = self._words[slot] if slot in self._words else self._words["N"] if slot in "mD" else ()
        digits = "" if slot in "MWO" else "0123456789"
        return frozenset([*(word[0] for word in words), *digits, *self._words["C"]])

    def _anchors(self, template: str) -> list[str]:
        name = _SLOT.search(template).group(1)
        if name in "YB":
            return ["year", "character"]
        if name in "RTSmD":
            return ["short", "character"]
        return [name, "short", "character"] if name in "NMO" else [name]

    def _pattern(self, template: str, named: bool) -> str:
        pattern, place = "", 0
        for match in _SLOT.finditer(template):
            literal = template[place : match.start()]
            pattern += _literal(literal) if place or not literal else _behind(literal)
            name, second = match.groups()
            short = name == "Y" and second and template[match.start() - 1 : match.start()] in "-–/"
            body = rf"(?:{_YEAR}|[0-9]{{2}})" if short else self._slots[name]
            pattern += f"(?P<{name}{second}>{body})" if named else body
            place = match.end()
        return pattern + _literal(template[place:])

    def _read(self, name: str, value: str) -> int:
        if name[0] in "MWO":
            return int(self._words[name[0]][" ".join(value.split())])
        if name[0] in "mD" and not value[0].isdigit():
            return int(self._words["N"][value])
        if name[0] == "D":
            return int(re.match(r"[0-9]{1,4}", value).group())
        if value.isascii() and value.isdigit():
            return int(value) if not (name == "Y2" and len(value) == 2) else -int(value) or -100
        if name[0] == "N":
            return int(self._words["N"][value])
        return int("".join(str(self._words["C"].get(char, char)) for char in value))


def _add(fitting: dict[int, tuple[int, ...]], place: int, fits: tuple[int, ...]) -> None:
    """Note the templates that may match at a place beside those noted for it before, in order."""
    if fits:
        before = fitting.get(place)
        fitting[place] = tuple(sorted({*before, *fits})) if before else fits


def _glued(template: str) -> bool:
    """Whether a number follows a letter in it: "fy{Y}"."""
    start = _SLOT.search(template).start()
    return start > 0 and template[start - 1].isascii() and template[start - 1].isalpha()


def _slot_words(pack: Pack) -> dict[str, dict]:
    def values(concept: str) -> dict:
        return {fold(word): value for word, value in pack.table(concept).items()}

    characters = pack.table("numbers.characters")
    ten = _tens(pack)
    digit = {value: char for char, value in reversed(characters.items()) if value}
    tens = {(digit[tens] if tens > 1 else "") + ten + digit.get(ones, ""): 10 * tens + ones
            for tens in (1, 2, 3) for ones in range(10) if ten}  # fmt: skip
    return {
        "M": values("periods.months"),
        "W": values("periods.weekdays"),
        "O": values("periods.ordinals"),
        "N": {**values("numbers.words"), **characters, **tens},
        "C": characters,
    }


def _tens(pack: Pack) -> str:
    """The character for ten, "" where the script has none."""
    return next((char for char, value in pack.table("numbers.multipliers").items() if value == 10), "")


def _slot_patterns(pack: Pack, words: dict[str, dict]) -> dict[str, str]:
    characters = "".join(words["C"]) and "".join(words["C"]) + "0"  # 二00五
    named = {value: char for char, value in reversed(words["C"].items())}
    dated = [(word, key) for word, key in words["N"].items() if named.get(key, word) == word]  # no 两日, 两月
    counted = {value: _alternatives([word for word, key in dated if key <= value]) for value in (12, 31)}
    return {
        "Y": rf"(?:{_YEAR}|[{characters}]{{4}})" if characters else _YEAR,
        "R": rf"(?:1[0-2][0-9]|[1-9][0-9]|[{characters}]{{2,3}})",  # the years of another calendar
        "B": r"2[4-6][0-9]{2}",  # Buddhist years
        "T": rf"(?:1[0-2][0-9]|[{characters}]{{3}})",  # … where no word names the calendar
        "S": r"[0-4][0-9]",  # a year's last two digits
        "m": rf"(?:1[0-2]|0?[1-9]|{counted[12]})" if characters else r"(?:1[0-2]|0?[1-9])",
        "D": rf"(?:3[01]|[12][0-9]|0?[1-9])(?:{_alternatives(pack.words('numbers.ordinal_endings'))})?"
        if not characters
        else rf"(?:3[01]|[12][0-9]|0?[1-9]|{counted[31]})",
        "N": rf"(?:[1-9][0-9]?|{_alternatives(words['N'])})",
        "M": f"(?:{_alternatives(words['M'])})",
        "W": f"(?:{_alternatives(words['W'])})",
        "O": f"(?:{_alternatives(words['O'])})",
    }


def _alternatives(words) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or r"(?!)"


def _fixed(text: str) -> str:
    return re.escape(fold(text)).replace(r"\ ", r"[ \n]")


def _behind(literal: str) -> str:
    """A look back at the words before the first slot, which are no end of a longer word where a number is glued on."""
    whole = rf"(?<!\w{_fixed(literal)})" if literal[-1].isascii() and literal[-1].isalpha() else ""
    return f"(?<={_fixed(literal)}){whole}"


def _literal(text: str) -> str:
    return re.escape(fold(text)).replace(r"\ ", r"[ \n]{1,3}")


@cache
def templates(language: str) -> Templates:
    """The templates of a language, compiled once."""
    return Templates(load(language))


@cache
def openings(language: str, kind: str) -> frozenset[str]:
    """The words before the first slot of a kind's templates: "" and "第" of "{O}季度" and "第{O}季度"."""
    return frozenset(
        fold(text[: _SLOT.search(text).start()])
        for text in load(language).table("periods.templates").get(kind, ())
    )
