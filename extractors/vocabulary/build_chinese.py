"""Chinese names of places for build_places.py: in both scripts, with and without "province" or "state"."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from babel import Locale

Name = tuple[str, str, str, str]  # kind, code, name, weak
KIND = re.compile(
    r"(?:[^\s]族|维吾尔)?(?:特别行政区|自治区|自治州|自治县|直辖市|行政区|大区|专区|地区|省|市|府|州|县|区|邦|郡|道)$"
)
HAN = re.compile(r"^[\u4e00-\u9fff·]{2,9}$")
CITY_POPULATION = 300_000


class Scripts:
    """Simplified and traditional spellings of a name."""

    def __init__(self) -> None:
        from opencc import OpenCC

        self._simple = OpenCC("t2s")
        self._traditional = (OpenCC("s2t"), OpenCC("s2tw"))

    def simple(self, name: str) -> str:
        """The simplified form."""
        return self._simple.convert(name)

    def both(self, name: str) -> list[str]:
        """The simplified form first, then the traditional ones that differ."""
        simple = self._simple.convert(name)
        return list(dict.fromkeys([simple, *(script.convert(simple) for script in self._traditional), name]))


SCRIPTS = Scripts()


def read_jieba(path: Path) -> dict[str, str]:
    """Word → part of speech, from jieba's dictionary."""
    return {
        word: flag for word, _, flag in (line.split(" ") for line in path.read_text("utf-8").splitlines())
    }


def _bare(name: str) -> str:
    """云南省 → 云南, 广西壮族自治区 → 广西; the name itself where nothing but one character would stay."""
    short = re.sub(r"(?:壮族|回族|维吾尔)$", "", KIND.sub("", name))
    return short if len(short) > 1 else name


def _strength(name: str, country: str, speech: dict[str, str], province: bool = True) -> str:
    """ "" for a name that can stand alone, "1" for one that needs its country near, "-" for a common word."""
    flag = speech.get(SCRIPTS.simple(name), "")
    if flag and flag not in ("ns", "nt", "nz", "nrt", "nr"):
        return "-"
    if len(name) > 2 or (
        flag == "ns" and country != "VN"
    ):  # Vietnam's are those of Chinese towns: 太原, 海阳
        return ""
    return "" if country == "CN" and province else "1"


def rows(
    units: dict[str, str],
    codes: list[str],
    countries: list[str],
    cities: list[dict],
    settings: dict,
    jieba: Path,
) -> list[Name]:
    """All Chinese names, countries first; a name belongs to the first place that claims it."""
    speech = read_jieba(jieba)
    found: list[Name] = []
    for locale in ("zh_Hans", "zh_Hant", "zh_Hant_HK"):
        territories = Locale.parse(locale).territories
        for code in countries:
            name = re.sub(r"中[国國](香港|澳[门門])特[别別]行政[区區]", r"\1", territories.get(code, ""))
            name = re.split(r"[（(]", name)[0].strip()
            if len(name) > 1:
                found.append(("country", code, name, ""))
    vague = set(settings["vague"])
    for code in codes:
        name = units.get(code, "")
        for form in SCRIPTS.both(name) if name else ():
            short = _bare(form)
            if short in vague or form in vague:
                continue
            found.append(
                ("subdivision", code, form, "" if len(form) > 2 else _strength(form, code[:2], speech))
            )
            strength = _strength(short, code[:2], speech)
            if short != form and strength != "-":
                found.append(("subdivision", code, short, strength))
    for name, code in settings["towns_zh"].items():
        found += [("city", code, form, "") for form in SCRIPTS.both(name)]
    found += _cities(cities, settings, speech)
    return _settled(found)


def _cities(cities: list[dict], settings: dict, speech: dict[str, str]) -> list[Name]:
    found = []
    for city in sorted(cities, key=lambda city: -city["population"]):
        if city["population"] < CITY_POPULATION:
            break
        for name in city["alternatenames"]:
            if HAN.match(name) and SCRIPTS.simple(name) not in settings["vague"]:
                for form in SCRIPTS.both(name):
                    strength = _strength(form, city["countrycode"], speech, province=False)
                    if strength != "-":
                        found.append(("city", city["countrycode"], form, strength))
    return found


def _settled(found: list[Name]) -> list[Name]:
    """Drops cities named like a country or province; a name of units in two countries is weak."""
    owners: dict[str, list[Name]] = defaultdict(list)
    for row in dict.fromkeys(found):
        owners[row[2]].append(row)
    kept = []
    for same in owners.values():
        best = min({"country": 0, "subdivision": 1, "city": 2}[row[0]] for row in same)
        kind = ("country", "subdivision", "city")[best]
        same = [row for row in same if row[0] == kind]
        if kind == "city":
            same = same[:1]  # the towns listed by hand, then the largest
        homes = {row[1][:2] for row in same}
        firsts = {row[1][:2]: row for row in reversed(same)}
        kept += [(k, code, name, "1" if len(homes) > 1 else weak) for k, code, name, weak in firsts.values()]
    return kept
