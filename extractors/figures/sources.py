"""Where numbers come from: independent origins, however many reports and stories carry them on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Protocol

from extractors import languages
from extractors.vocabulary import places

# An office speaks for its organisation: whoever quotes the one repeats the other.
_PART_OF = {"unodc": "un"}


class Told(Protocol):
    """A claim as far as its source goes. `attribution` is whom the text names, "" if nobody."""

    report: str
    publisher: str
    attribution: str


def origin(attribution: str) -> str:
    """The code that an attribution counts as: "unodc" → "un"."""
    return _PART_OF.get(attribution, attribution)


@cache
def _names() -> dict[str, str]:
    """The names of bodies that numbers are attributed to, in all languages, and their codes; long names
    first."""
    names: dict[str, str] = {}
    for code in languages.codes():
        for attribution, words in languages.load(code).group_of("attributions").items():
            names.update((" ".join(_words(word)), attribution) for word in words)
    return dict(sorted(names.items(), key=lambda of: (-len(of[0]), of[0])))


@cache
def _countries() -> dict[str, str]:
    return {
        " ".join(_words(place.name)): place.code
        for code in languages.codes()
        for place in places.place_names(code)
        if place.kind == "country"
    }


@cache
def _origins() -> frozenset[str]:
    return frozenset(map(origin, _names().values()))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())


def _body(name: str) -> str:
    """The code of the body that a name names and does nothing else; "" if none.

    "Narcotics Control Commission of China (NNCC)" is the Chinese commission, by its letters or by name and
    country; a "Ministry of Public Security of Vietnam" is not the Chinese one, and "police (in a UN report)"
    is not the UN.
    """
    for letters in re.findall(r"\(([^()]*)\)", name):
        if code := _names().get(" ".join(_words(letters))):
            return code
    plain = re.sub(r"\([^()]*\)", " ", name)
    if "," in plain and (code := _body(plain.rpartition(",")[2])):
        return code  # a bureau of it
    text = " ".join(_words(plain))
    for known, code in _names().items():
        before, found, after = f" {text} ".partition(f" {known} ")
        rest = [word for word in f"{before} {after}".split() if len(word) > 3 or not word.isascii()]
        if found and (not rest or _countries().get(" ".join(rest)) == code.partition("-")[0].upper()):
            return code
    return ""


@lru_cache(maxsize=65536)
def publisher(name: str) -> str:
    """The source that a publisher is: the origin code of a body ("UNODC" → "un"), else its name in small
    letters."""
    return origin(_body(name)) or " ".join(name.casefold().split()).removeprefix("the ")


def shown_names(sources: Iterable[str], claims: Iterable[Told]) -> dict[str, str]:
    """How people call the sources of some claims: "un" is "UN", a publisher is as printed; "" for an unnamed
    story."""
    printed: dict[str, str] = {}
    for name in sorted({claim.publisher for claim in claims}):
        printed.setdefault(publisher(name), name)
    return {
        source: source.upper()
        if source in _origins()
        else ""
        if source.startswith("story:")
        else printed.get(source, source)
        for source in sources
    }


def sources(claims: Sequence[Told], story: Mapping[str, str]) -> list[str]:
    """The independent source of each claim of one figure.

    A claim with an attribution comes from that origin, and so does one without in a story whose other copies
    name a single origin. Else the story is its own source, under its publisher's name: two stories of one
    publisher are one source, and so are two publishers of one story. `story` maps reports to stories; a
    report without one is its own.
    """
    if len(claims) == 1:
        return [alone(claims[0], story)]
    named: dict[str, set[str]] = {}
    for claim in claims:
        if claim.attribution:
            named.setdefault(story.get(claim.report, claim.report), set()).add(origin(claim.attribution))
    result = [origin(claim.attribution) for claim in claims]
    joined: dict[str, str] = {}  # union-find over "story:…" and publishers

    def root(node: str) -> str:
        while joined.setdefault(node, node) != node:
            node = joined[node]
        return node

    open_ended: list[tuple[int, str]] = []
    for at, claim in enumerate(claims):
        if result[at]:
            continue
        of_story = story.get(claim.report, claim.report)
        origins = named.get(of_story, ())
        if len(origins) == 1:
            result[at] = next(iter(origins))
            continue
        node = f"story:{of_story}"
        if claim.publisher:
            # the smaller name is the root, publishers before stories: any order gives one name
            a, b = sorted((root(node), root(publisher(claim.publisher))), key=_rank)
            joined[b] = a
        open_ended.append((at, node))
    for at, node in open_ended:
        result[at] = root(node)
    return result


def _rank(node: str) -> tuple[bool, str]:
    return node.startswith("story:"), node


def alone(claim: Told, story: Mapping[str, str] = MappingProxyType({})) -> str:
    """The source of a claim by itself: its attribution, else its publisher, else its story."""
    if claim.attribution:
        return origin(claim.attribution)
    return publisher(claim.publisher) or f"story:{story.get(claim.report, claim.report)}"
