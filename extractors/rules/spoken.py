"""Numbers in words that generic reading alone takes: twenty-three fifths, three and a fifth, two hundred point zero
three, tres veinteavos, uno sobre tres. What can be heard in two ways (one hundred thirty fifths) is blanked."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extractors.languages import Pack, load
from extractors.rules.in_digits import Change, unit_behind, words_found, written
from extractors.rules.lexicon import Found, fold
from extractors.rules.numbers import Number
from extractors.rules.spelled import word_numbers

_WORD = re.compile(r"[ -]([^\W\d_]{3,40})(?![\w])")
_DIGIT = re.compile(r"(?<![\w.,/-])[0-9]{1,4}(?![\w/]|[.,][0-9])")
_YEAR = re.compile(r" (?:19|20)[0-9]{2}(?![0-9])")


def spoken_numbers(text: str, pack: Pack) -> list[Change]:
    """What to read in the places of such numbers."""
    folded = fold(text)
    if not _triggers(pack.code).search(folded):
        return []
    found = words_found(folded, text, pack)
    numbers = [n for n in word_numbers(folded, 0, len(folded), found, []) if n.source == "words"]
    heard = _Heard(folded, found, pack, numbers)
    changes = [change for at in range(len(numbers)) if (change := heard.fraction(at))]
    changes += [
        change for hit in found.of("numbers.articles", 0, len(folded)) if (change := heard.one_part(hit))
    ]
    changes = heard.joined(changes)
    taken = [(start, end) for start, end, _ in changes]
    rest = [n for n in numbers if not any(a <= n.start < b for a, b in taken)]
    rest += [Number(m.start(), m.end(), float(m.group())) for m in _DIGIT.finditer(folded)]
    return changes + heard.between(sorted(rest, key=lambda number: number.start))


@cache
def _triggers(code: str) -> re.Pattern:
    """A word that such a number must hold, or double blanks between words."""
    pack = load(code)
    names = (
        "fractions.ordinals",
        "fractions.plurals",
        "numbers.point",
        "numbers.zeros",
        "numbers.groups",
        "fractions.over",
        "fractions.joiners",
    )
    words = {word for name in names for word in pack.words(name)}
    endings = "|".join(map(re.escape, pack.table("fractions.endings"))) or "(?!)"
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words))) or '(?!)'})\b|(?:{endings})\b")


@lru_cache(maxsize=4096)
def _part(word: str, code: str) -> tuple[float, bool] | None:
    """What a word divides by, and whether it is of several: fifths → (5, True), veintiunavo → (21, False)."""
    pack = load(code)
    one, several = pack.table("fractions.ordinals").get(word), pack.table("fractions.plurals").get(word)
    if one or several:
        return (float(several), True) if several else (float(one), False)
    for ending, count in pack.table("fractions.endings").items():
        if word.endswith(ending) and len(word) > len(ending):
            stem = _bare(word[: -len(ending)])
            value = _run_together(stem, code) or _run_together(f"{stem}{ending[0]}", code)  # treint-avo
            return (value, count > 1) if value else None
    return None


def _bare(word: str) -> str:
    """Without accents: veintidós → veintidos."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@cache
def _pieces(code: str) -> list[tuple[str, float, bool]]:
    pack = load(code)
    words = [(_bare(word), float(value), False) for word, value in pack.table("numbers.words").items()]
    words += [(_bare(word), float(value), True) for word, value in pack.table("numbers.scales").items()]
    return sorted(words, key=lambda piece: -len(piece[0]))


def _run_together(word: str, code: str) -> float | None:
    """doscientosmil → 200000, treintaicinco → 35: number words written as one."""
    total = current = 0.0
    for _ in range(6):
        if not word:
            break
        word = word[1:] if current and word[0] in "iy" and len(word) > 3 else word
        piece = next((piece for piece in _pieces(code) if word.startswith(piece[0])), None)
        if piece is None:
            return None
        word = word[len(piece[0]) :]
        if piece[2]:
            total, current = total + (current or 1) * piece[1], 0.0
        else:
            current += piece[1]
    return total + current if not word else None


class _Heard:
    """The number words of a text, and what they say together."""

    def __init__(self, folded: str, found: Found, pack: Pack, numbers: list[Number]) -> None:
        self.folded, self.found, self.pack, self.numbers = folded, found, pack, numbers

    def _value(self, start: int, end: int) -> float | None:
        """The number that `[start, end)` says, None where it says none or two."""
        own = self.found.part(start, end)
        numbers = word_numbers(self.folded, start, end, own, [])
        whole = len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (start, end)
        return numbers[0].value if whole else None

    def _blank(self, start: int, end: int) -> Change:
        return start, end, " " * (end - start)

    def fraction(self, at: int) -> Change | None:
        """Twenty-three *fifths*, three *twenty-firsts*, veinte *quintos*."""
        number, folded = self.numbers[at], self.folded
        word = _WORD.match(folded, number.end)
        part = _part(word[1], self.pack.code) if word else None
        if part is None:
            return self._order(number, word)
        if self._of_a_year(number.start, word.end()):
            return None
        under, several = part
        end = unit_behind(self.found, word.end()) or word.end()
        apart = self.pack.table("fractions.endings")  # treintaicincoavos: tens and units are one word
        tens = self._tens(number) if under < 10 and not apart else None
        before = self._ahead(at) if tens and tens[0] == number.start else None
        if tens and (folded[number.end] == "-" or under < 3 or before):  # the tens are the part's
            start, over = before or (number.start, self._over(number.start, tens[0] - 1))
            if over is None or several == (over == 1):  # the twenty-first
                return self._blank(number.start, word.end())
            return start, end, written(over / (tens[1] + under), self.pack)
        if under < 3 or several == (number.value == 1):
            order = not several and number.value >= 20 and not number.value % 10  # the hundred and twentieth
            return self._blank(number.start, word.end()) if order else None
        if tens and tens[0] > number.start and not self._joined_at(number.start, tens[0]):
            return self._blank(number.start, word.end())
        return number.start, end, written(self._mixed(number, under), self.pack)

    def _of_a_year(self, start: int, end: int) -> bool:
        """The *first* three quarters, three quarters *of 2015*: a time."""
        of = self.found.at("shares.of", end + 1)
        year = of is not None and _YEAR.match(self.folded, of.end) is not None
        return year or self.found.ending("periods.ordinals", start - 1) is not None

    def _order(self, number: Number, word: re.Match | None) -> Change | None:
        """One hundred *and fifth*: a place in an order, no number."""
        joined = word and word[1] in self.pack.set_of("numbers.joiners") and not number.value % 100
        last = _WORD.match(self.folded, word.end()) if joined else None
        part = _part(last[1], self.pack.code) if last else None
        return self._blank(number.start, last.end()) if part and not part[1] else None

    def _over(self, start: int, end: int) -> float | None:
        article = self.found.at("numbers.articles", start)
        return 1.0 if article and article.end == end else self._value(start, end) if end > start else None

    def _tens(self, number: Number) -> tuple[int, float] | None:
        """Where the last word of a number starts, if it is thirty, forty …, and its value."""
        words = self.found.of("numbers.words", number.start, number.end)
        last = words[-1] if words and words[-1].end == number.end else None
        return (
            (last.start, float(last.key))
            if last and 20 <= float(last.key) < 100 and not float(last.key) % 10
            else None
        )

    def _ahead(self, at: int) -> tuple[int, float] | None:
        """The number or article right before a number: *three* twenty firsts, *a* twenty-first."""
        number = self.numbers[at]
        last = self.numbers[at - 1] if at else None
        if last and last.end + 1 == number.start and self.folded[last.end] == " ":
            return last.start, last.value
        article = self.found.ending("numbers.articles", number.start - 1)
        return (article.start, 1.0) if article else None

    def _joined_at(self, start: int, end: int) -> bool:
        joiner = self.found.ending("numbers.joiners", end - 1)
        return joiner is not None and joiner.start > start

    def _mixed(self, number: Number, under: float) -> float:
        """One hundred *and* three quarters: the whole and its parts, where the parts are less than one."""
        joiners = self.pack.set_of("fractions.joiners")
        hits = [hit for hit in self.found.of("numbers.joiners", number.start, number.end)
                if self.folded[hit.start : hit.end] in joiners]  # fmt: skip
        if hits:
            whole = self._value(number.start, hits[-1].start - 1)
            over = self._value(hits[-1].end + 1, number.end)
            if whole is not None and over is not None and over < under:
                return whole + over / under
        return number.value / under

    def one_part(self, article) -> Change | None:
        """*A hundredth*, *un veintiunavo*, un billonésimo."""
        word = _WORD.match(self.folded, article.end)
        part = _part(word[1], self.pack.code) if word else None
        if part is None or part[1] or part[0] < 3:
            return None
        end = unit_behind(self.found, word.end()) or word.end()
        return article.start, end, written(1 / part[0], self.pack)

    def joined(self, changes: list[Change]) -> list[Change]:
        """Three *and* a fifth, ciento tres *con* dos tercios: a whole number before its parts."""
        parts = [(hit.start, hit.end, written(exact_part(float(hit.key)), self.pack))
                 for hit in self.found.of("fractions.words", 0, len(self.folded)) if float(hit.key) != 0.5]  # fmt: skip
        parts = [part for part in parts if not self.found.at("shares.of", part[1] + 1)]
        wholes = {number.end: number for number in self.numbers}
        read = []
        for start, end, value in sorted([*changes, *parts]):
            joiner = next((word for word in self.pack.words("fractions.joiners")
                           if self.folded.endswith(f" {word} ", 0, start)), None)  # fmt: skip
            whole = wholes.get(start - len(joiner) - 2) if joiner else None
            part = float(value.replace(self.pack.decimal, ".")) if value.strip() else 2.0
            if whole and part < 1:
                read.append((whole.start, end, written(whole.value + part, self.pack)))
            elif (start, end, value) in changes:
                read.append((start, end, value))
        return read

    def between(self, numbers: list[Number]) -> list[Change]:
        """Two hundred *point* zero three, 1 *point* 1; alone in a text: one *over* twenty, siete *con* cincuenta."""
        starts, changes = {number.start: number for number in numbers}, []
        points, over = self.pack.set_of("numbers.point"), self.pack.set_of("fractions.over")
        zeros = self.pack.table("numbers.zeros")
        groups = self.pack.table("numbers.groups")
        for number in numbers:
            group = _WORD.match(self.folded, number.end)
            if group and group[1] in groups:
                changes.append(
                    (number.start, group.end(), written(number.value * groups[group[1]], self.pack))
                )
                continue
            word = re.match(r" ([^\W\d_]{2,12}) ", self.folded[number.end : number.end + 16])
            if word is None or word[1] not in points | over | self.pack.set_of("fractions.joiners"):
                continue
            second = number.end + word.end()
            decimals, scale, end = self._decimals(second, starts)
            if not decimals or self.found.ending("places.locative", number.start - 1, 12):
                continue
            alone = self._alone(number.start, end)
            if word[1] in points or (
                alone and word[1] not in over and word[1] not in self.pack.set_of("numbers.joiners")
            ):
                whole = f"{number.value:.0f}"
                changes.append((number.start, end, written(float(f"{whole}.{decimals}") * scale, self.pack)))
            elif (
                word[1] in over and number.value == 1 and starts.get(second) and (alone or self._percent(end))
            ):
                changes.append((number.start, end, written(1 / starts[second].value, self.pack)))
        nought = self.folded.strip(" .\n") if len(self.folded) < 40 else ""
        if nought in zeros:  # zero, alone in a text
            start = self.folded.index(nought)
            changes.append((start, start + len(nought), written(0.0, self.pack)))
        return changes

    def _decimals(self, start: int, numbers: dict[int, Number]) -> tuple[str, float, int]:
        """The digits that words from `start` on say, their scale, and where they end: zero three → 03, two million → 2."""
        decimals, end = "", start
        for _ in range(12):
            nought = next(
                (word for word in self.pack.table("numbers.zeros") if self._stands(word, start)), ""
            )
            number = numbers.get(start)
            scale = (
                number.scale if number and number.scale >= 1000 and not number.value % number.scale else 1.0
            )
            digits = number.value / scale if number else 0.5
            if not nought and (digits != int(digits) or digits >= (10 if decimals else 10_000)):
                break
            decimals += "0" if nought else f"{digits:.0f}"
            end = number.end if number else start + len(nought)
            if digits >= 10 or scale > 1:
                return decimals, scale, end
            start = end + 1
        return decimals, 1.0, end

    def _stands(self, word: str, start: int) -> bool:
        end = start + len(word)
        return self.folded.startswith(word, start) and not self.folded[end : end + 1].isalnum()

    def _alone(self, start: int, end: int) -> bool:
        before = self.folded[:start].strip() if start < 40 else "…"
        return (not before or before in self.pack.set_of("numbers.minus")) and not self.folded[end:].strip(
            " .\n"
        )

    def _percent(self, end: int) -> bool:
        unit = self.found.at("unit", end + 1)
        return unit is not None and unit.key == "percent"


def exact_part(value: float) -> float:
    """0.333 → 1/3: the part that a rounded value stands for."""
    nearest = min((1 / under for under in range(2, 13)), key=lambda part: abs(part - value))
    return nearest if abs(nearest - value) < 6e-4 else value
