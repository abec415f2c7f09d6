"""Which country a whole text is about: the one that it names most."""

from __future__ import annotations

from collections import Counter

from extractors.languages import load
from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.marks import marks_of
from extractors.vocabulary import places


def topic_of(found: Found) -> str:
    """The country that a text names most, its provinces and nationality counted; "" where no country leads."""
    counts = Counter(
        places.country_of(str(hit.key)) for kind in ("place", "demonym") for hit in found.kinds.get(kind, ())
    )
    counts.pop("", None)
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return ""
    return ranked[0][0]


def only_country(found: Found) -> str:
    """The one country of a text that names no other and no region; "" where drugs came from it or went to it, or where
    it is only next to where things happened."""
    hits = [hit for kind in ("place", "demonym") for hit in found.kinds.get(kind, ())]
    countries = {places.country_of(str(hit.key)) for hit in hits}
    if len(countries) != 1 or "" in countries:
        return ""
    ways = ("places.origin", "places.destination", "places.transit", "places.unrelated")
    moved = any(
        0 <= hit.start - word.end <= 5 for kind in ways for word in found.kinds.get(kind, ()) for hit in hits
    )
    moved = moved or any(  # hombres de *nacionalidad* nicaragüense
        hit.start - word.end == 1 for word in found.kinds.get("places.holding", ()) for hit in hits
    )
    beside = any(found.at("places.border", place) for hit in hits for place in (hit.end, hit.end + 1))
    goods = any(found.at("blocks.substances", hit.end) for hit in hits)  # 中国茶包
    return "" if moved or beside or goods or found.kinds.get("places.elsewhere") else countries.pop()


def home_of(found: Found) -> str:
    """The country that most of a text's words of home tell, "" where it has none."""
    counts = Counter(str(hit.key) for hit in found.kinds.get("places.home_markers", ()))
    return counts.most_common(1)[0][0] if counts else ""


def custom_of(text: str, language: str) -> tuple[str, str]:
    """The country that a text is about, and the decimal mark that it writes, for a text not looked through yet."""
    folded = fold(text)
    found = Found(lexicon(language).hits(text, folded))
    country = topic_of(found)
    return country, marks_of(folded, found, load(language), country).decimal
