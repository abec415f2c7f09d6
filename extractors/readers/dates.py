"""The date that a report says it was published on. Nothing is invented: no date stated, none found.

Month names come from Unicode CLDR through Babel, so that a dateline is read in many languages alike.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass

_MONTH_LOCALES = ["en", "es", "fr", "pt", "it", "de", "nl", "ru", "id", "ms", "tr", "vi", "uk", "pl"]
_EITHER_FIRST = frozenset(("", "en"))  # languages that write 03/05/2023 with the day or the month first
_FIRST_LINES = 15
_LINE = 160  # how far into a line a dateline may reach

_ZONE = r"(?:[+-][0-9]{2}:?[0-9]{2}|\(?[A-Z]{2,4}\)?)"
_CLOCK = rf"[0-2]?[0-9][:h][0-5][0-9](?::[0-5][0-9])?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*{_ZONE})?"
_AFTER = re.compile(
    rf"\s*(?:г\.?)?\s*(?:[-–—,T]|at|à|um|om|a las|\s)?\s*(?:{_CLOCK})?\s*"
    r"(?:$|[|·•\t/【\[（(]|[-–—]{1,2}\s|[-–—]{2}|\.\s?[-–—]|来源|來源|作者|编辑|電|电|讯|訊|日电|[А-Я]{3,}|/[А-Я]{3,})"
)
_LABEL = re.compile(
    r"(?:publi\w*|posted|date[ds]?|issued|released?|created|fecha|publicad\w*|data|datum|mis en ligne|paru|"
    r"le|el|updated|last updated|modified|actualizado|mis à jour|"
    r"发布\w{0,2}|發布\w{0,2}|发表\w{0,2}|日期|时间|時間|更新\w{0,2})"
    r"(?:\s+(?:on|at|le|el|am|date|time))?\s*[:：]?\s*",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:up-?dated|modified|更新|actualiz|mis à jour)", re.IGNORECASE)
# A date behind these says what a number is about, not when the report came out.
_NOT_A_DATELINE = re.compile(
    r"\b(?:as of|as at|until|till|through|since|between|from|before|after|by|during|on|in|at|of|to|and|"
    r"a partir|hasta|desde|al|entre|en|antes|después|jusqu|depuis|avant|après|au|du|bis|seit|von|"
    r"até|dal|fino|на|по|до|с|от)\s*$|[截至从到自于在和及由]\s*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_][\w .’'()/-]{1,40}[,，]?\s*(?:le\s+|el\s+|den\s+)?")
_SOURCE = re.compile(r"(?:来源|來源|source|fuente|作者|记者)\s*[:：]\s*\S.{0,30}", re.IGNORECASE)
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,?\s*")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    readings: tuple[dt.date, ...]


def dateline(text: str, *, language: str = "", near: tuple[dt.date, ...] = ()) -> dt.date | None:
    """The date of the dateline in the first lines of `text`, or None.

    Reads "BEIJING, June 26, 2013 (Xinhua) --", "2013-06-26 10:22", "Date: 26 June 2013", 2013年06月26日,
    "03/05/2023 - 00:31"; not "On June 26, 2013, police …", "as of 31 December 2012" or a date without a year.
    `near` holds other hints of the date (that of the address, say): they tell day-first from month-first.
    """
    updated = None
    seen = 0
    for line in text[:4000].splitlines():
        line = line.strip(" \t\u3000*_#>|")
        if not line:
            continue
        seen += 1
        if seen > _FIRST_LINES:
            break
        found = _dateline_of(line, language, near)
        if found is None:
            continue
        if not _UPDATED.match(line):
            return found
        updated = updated or found
    return updated


def _dateline_of(line: str, language: str, near: tuple[dt.date, ...]) -> dt.date | None:
    head = line[:_LINE]
    dates = _dates(head)
    if not dates or (len(dates) > 1 and not _LABEL.match(head)):
        return None
    first = dates[0]
    before, after = head[: first.start], head[first.end :]
    if not _may_stand_before(before) or not (
        _AFTER.match(after) or (len(dates) > 1 and _LABEL.match(before))
    ):
        return None
    return _choose(first.readings, after, language, near)


def _may_stand_before(before: str) -> bool:
    """Whether the words before a date are none, a label, a weekday or a place, and not part of a sentence."""
    before = re.sub(rf"^\([A-Z][\w /]{{1,20}}\)\s*|{_CLOCK},?\s*$", "", before).lstrip("（(【[")
    if not before.strip() or _LABEL.fullmatch(before) or _SOURCE.fullmatch(before):
        return True
    if _NOT_A_DATELINE.search(before) or re.search(r"[0-9.!?。！？；;]", re.sub(r"\b[A-Z]\.", "", before)):
        return False
    if _PLACE.fullmatch(before) or _WEEKDAY.fullmatch(before):
        return len(before.split()) <= 5 and before.lstrip()[0] == before.lstrip()[0].upper()
    return False


def _choose(
    readings: tuple[dt.date, ...], after: str, language: str, near: tuple[dt.date, ...]
) -> dt.date | None:
    """One reading of "03/05/2023": by a hint within two days, by the clock beside it, by the language."""
    if len(readings) < 2:
        return readings[0] if readings else None
    close = [r for r in readings if any(abs((r - hint).days) <= 2 for hint in near)]
    if len(close) == 1:
        return close[0]
    day_first, month_first = readings
    if re.match(r"[\s,–-]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*[AaPp]\.?[Mm]", after):
        return month_first
    if re.match(r"[\s,–-]*[0-9]{1,2}[:h][0-9]{2}", after) or language[:2] not in _EITHER_FIRST:
        return day_first
    return None


def dates_in(text: str) -> list[dt.date]:
    """Every full date in `text` that has one reading only, in order."""
    return [found.readings[0] for found in _dates(text) if len(found.readings) == 1]


def _dates(text: str) -> list[_Found]:
    if not re.search(r"[12][0-9]{3}|[〇一二三四五六七八九]{4}年", text):
        return []
    found = []
    for pattern, reader in _patterns():
        for match in pattern.finditer(text):
            readings = tuple(dict.fromkeys(d for d in reader(match) if d is not None))
            if readings and not any(f.start < match.end() and match.start() < f.end for f in found):
                found.append(_Found(match.start(), match.end(), readings))
    return sorted(found, key=lambda f: f.start)


@functools.cache
def _patterns():
    months = month_names()
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    year, day = r"((?:19|20)[0-9]{2})(?![0-9])", r"(?<![0-9])([0-3]?[0-9])"
    han = "[〇零一二三四五六七八九十]"
    month = lambda m: months[m.lower().rstrip(".")]  # noqa: E731
    return (
        (
            re.compile(rf"(?<![0-9]){year[:-9]}\s?([-/.])([01]?[0-9])\2([0-3]?[0-9])(?![0-9])"),
            lambda m: [_date(m[1], m[3], m[4])],
        ),
        (
            re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年\s*([01]?[0-9])\s*月\s*([0-3]?[0-9])\s*[日号號]"),
            lambda m: [_date(m[1], m[2], m[3])],
        ),
        (
            re.compile(rf"([〇零一二三四五六七八九]{{4}})年({han}{{1,2}})月({han}{{1,3}})[日号號]"),
            lambda m: [_date(m[1].translate(_HAN_DIGITS), _han(m[2]), _han(m[3]))],
        ),
        (
            re.compile(
                rf"{day}(?:st|nd|rd|th|er|º|°|\.|-)?\s*(?:de\s+|of\s+)?({names})\.?,?\s*(?:de[l]?\s+)?{year}",
                re.I,
            ),
            lambda m: [_date(m[3], month(m[2]), m[1])],
        ),
        (
            re.compile(rf"(?<!\w)({names})\.?\s+([0-3]?[0-9])(?:st|nd|rd|th)?\s*,?\s+{year}", re.I),
            lambda m: [_date(m[3], month(m[1]), m[2])],
        ),
        (
            re.compile(rf"{day}/([0-3]?[0-9])/{year}"),
            lambda m: [_date(m[3], m[2], m[1]), _date(m[3], m[1], m[2])],
        ),
        (re.compile(rf"{day}\.([01]?[0-9])\.{year}"), lambda m: [_date(m[3], m[2], m[1])]),
        (re.compile(rf"{day}-([01]?[0-9])-{year}"), lambda m: [_date(m[3], m[2], m[1])]),
    )


@functools.cache
def month_names() -> dict[str, int]:
    """Month names and abbreviations in lower case, of 14 languages; a name with two meanings is left out."""
    from babel import Locale

    names: dict[str, int] = {}
    clash = set()
    for tag in _MONTH_LOCALES:
        tables = Locale.parse(tag).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in tables[context][width].items():
                    name = name.lower().rstrip(".")
                    if len(name) < 3 or name.replace(" ", "").isdigit():
                        continue
                    if names.setdefault(name, number) != number:
                        clash.add(name)
    names["sept"] = 9
    return {name: number for name, number in names.items() if name not in clash}


def _han(text: str) -> str:
    tens, _, ones = text.partition("十") if "十" in text else ("〇", "", text)
    return str(int((tens or "一").translate(_HAN_DIGITS)) * 10 + int(ones.translate(_HAN_DIGITS) or 0))


def _date(year, month, day) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def parse_date(value: str) -> dt.date | None:
    """The date of a metadata value: "2013-06-26T10:22:00+08:00", "26 June 2013", "D:20130626102200Z"."""
    value = value.strip()
    if match := re.match(r"(?:D:)?((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9]{1,3}$)", value):
        return _date(match[1], match[2], match[3])
    found = _dates(value[:60])
    return found[0].readings[0] if len(found) == 1 and len(found[0].readings) == 1 else None


def date_of_url(url: str) -> dt.date | None:
    """The date in an address such as …/2013/06/26/…, …/2013-06/26/… or …/20130626-…, or None."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url)
    match = re.search(r"/((?:19|20)[0-9]{2})[/-]?([01][0-9])[/-]?([0-3][0-9])(?![0-9])", path)
    return _date(match[1], match[2], match[3]) if match else None


def date_of_name(name: str) -> dt.date | None:
    """The full ISO date that a file's name holds ("2013-06-26 survey.pdf"), or None."""
    match = re.search(r"(?<![0-9])((?:19|20)[0-9]{2})-([01][0-9])-([0-3][0-9])(?![0-9])", name)
    return _date(match[1], match[2], match[3]) if match else None


def date_of_epoch(milliseconds: str) -> dt.date | None:
    """The day (UTC) of a count of milliseconds since 1970, as some scrapers write it."""
    try:
        return (dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=int(milliseconds))).date()
    except (OverflowError, ValueError):
        return None
