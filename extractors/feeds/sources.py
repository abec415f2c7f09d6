"""The feeds that a user wants read: `sources.toml` in the data folder, checked before anything is fetched."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from extractors.feeds.errors import SourcesError
from extractors.readers.limits import DEFAULT_LIMITS, MEGABYTE

FILE = "sources.toml"
LEAST_BYTES, USUAL_BYTES, MOST_BYTES = 10_000, 20 * MEGABYTE, DEFAULT_LIMITS.file
SOONEST, LATEST = dt.timedelta(minutes=5), dt.timedelta(days=30)
_MOST_FILE = MEGABYTE
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Source:
    """A feed. `allow_private` holds hosts ("127.0.0.1", "intranet.example:8080") that may be asked although
    their address is not public; `max_bytes` is the most that one answer may have, unpacked."""

    name: str
    address: str
    publisher: str = ""
    language: str = ""
    allow_private: frozenset[str] = frozenset()
    max_bytes: int = USUAL_BYTES
    every: dt.timedelta = dt.timedelta(hours=6)


def sources(data: Path) -> tuple[Source, ...]:
    """The sources in `data`/sources.toml, none where there is no such file. SourcesError has all faults."""
    path = data / FILE
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_FILE + 1)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SourcesError([f"{path} cannot be read ({error.strerror}); check the file."]) from None
    if len(raw) > _MOST_FILE:
        raise SourcesError([f"{path} is larger than 1 MB; a list of feeds is not: check the file."])
    try:
        content = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SourcesError([f"{path} is not UTF-8; save it as UTF-8 text."]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SourcesError(
            [f"{path} is no proper TOML: {str(error) or 'it is nested too deeply'}."]
        ) from None
    return _Check(path).all(content)


class _Check:
    """Checks everything, so that all faults are told at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        self.where = ""

    def all(self, content: dict[str, Any]) -> tuple[Source, ...]:
        for key in content:
            if key != "source":
                self.faults.append(f"{self.path}: there is no key {key!r}; each feed is a table [[source]].")
        tables = content.get("source")
        if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
            self.faults.append(
                f"{self.path} holds no [[source]]: add one with a name and an address, or delete the file to "
                "switch feeds off."
            )
            raise SourcesError(self.faults)
        found = [self._source(number, table) for number, table in enumerate(tables, 1)]
        for key in ("name", "address"):
            values = [getattr(source, key) for source in found]
            for value in sorted({v for v in values if v and values.count(v) > 1}):
                self.faults.append(f"{self.path}: two sources have the {key} {value!r}; give each its own.")
        if self.faults:
            raise SourcesError(self.faults)
        return tuple(found)

    def _source(self, number: int, table: dict[str, Any]) -> Source:
        self.where = f"{self.path}, source {number}"
        for key in table:
            if key not in _EXPECTED:
                near = difflib.get_close_matches(key, _EXPECTED, 1)
                self._fault(f"there is no key {key!r}{f'; did you mean {near[0]!r}?' if near else '.'}")
        values = {key: value for key in _EXPECTED if (value := self._value(table, key)) is not None}
        return Source(**{"name": "", "address": "", **values})

    def _value(self, table: dict[str, Any], key: str) -> Any:
        """The checked value of a key; None where there is none, or a wrong one."""
        expected, check = _EXPECTED[key]
        if key not in table:
            if key in ("name", "address"):
                self._fault(f"{key} is missing; expected {expected}.")
            return None
        value = check(table[key])
        if value is None:
            self._fault(f"{key}: expected {expected}, not {_shown(table[key])}.")
        return value

    def _fault(self, sentence: str) -> None:
        self.faults.append(f"{self.where}: {sentence}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _name(value: Any) -> str | None:
    fits = isinstance(value, str) and 0 < len(value.strip()) <= 100 and value.isprintable()
    return value.strip() if fits else None


def _address(value: Any) -> str | None:
    try:
        url = httpx.URL(value)
    except (httpx.InvalidURL, TypeError, ValueError):
        return None
    fits = url.scheme in ("http", "https") and url.host and not url.userinfo
    return str(url.copy_with(fragment=None)) if fits else None


def _language(value: Any) -> str | None:
    return value if isinstance(value, str) and re.fullmatch("[a-z]{2}", value) else None


def _hosts(value: Any) -> frozenset[str] | None:
    if not isinstance(value, list):
        return None
    found = []
    for each in value:
        if not isinstance(each, str) or not each or re.search(r"[/@?#*\s]", each):
            return None
        try:
            url = httpx.URL(
                f"http://[{each}]/" if each.count(":") > 1 and "[" not in each else f"http://{each}/"
            )
        except httpx.InvalidURL:
            return None
        name = url.raw_host.decode("ascii").rstrip(".").lower()
        if not name:
            return None
        # httpx takes the usual port away, but a user who writes :80 means only that.
        port = re.search(r"(?<=[^:]):([0-9]{1,5})$", each) if each.count(":") == 1 or "]" in each else None
        found.append(f"{name}:{int(port[1])}" if port else name)
    return frozenset(found)


def _bytes(value: Any) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and LEAST_BYTES <= value <= MOST_BYTES
    return value if fits else None


def _every(value: Any) -> dt.timedelta | None:
    match = re.fullmatch(r"([1-9][0-9]{0,4})\s?([mhd])", value) if isinstance(value, str) else None
    span = dt.timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
    return span if span is not None and SOONEST <= span <= LATEST else None


_EXPECTED: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "name": ("a short text on one line", _name),
    "address": ('a web address such as "https://example.org/feed.xml", without a password', _address),
    "publisher": ("a short text on one line", _name),
    "language": ('a code of two letters such as "en"', _language),
    "allow_private": ('a list of hosts such as ["127.0.0.1"]', _hosts),
    "max_bytes": (f"a whole number from {LEAST_BYTES} to {MOST_BYTES}", _bytes),
    "every": ('a time from "5m" to "30d", such as "6h"', _every),
}
