"""What drugs, places, measures and languages are called in the interface's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from dashboard import numbers
from dashboard.texts import Texts
from extractors.vocabulary import drugs, places


@lru_cache(4096)
def drug(key: str, language: str) -> str:
    """A drug as it stands at the start of a label: "Heroin"; the key itself where the vocabulary has none."""
    label = drugs.label(key, language) if key in drugs.DRUGS else key
    return label[:1].upper() + label[1:]


def drug_in_sentence(key: str, language: str) -> str:
    """A drug as it stands inside a sentence: "heroin", "MDMA"."""
    label = drug(key, language)
    return label if label[:2].isupper() or language != "en" else label[:1].lower() + label[1:]


def form(key: str, t: Texts) -> str:
    """A drug's form: "tablets", "crystal"."""
    return t(f"form.{key}") if t.has(f"form.{key}") else key


def drug_with_form(key: str, shape: str, t: Texts) -> str:
    """ "Methamphetamine, tablets"."""
    name = drug(key, t.language)
    return f"{name}{t('list.comma')}{form(shape, t)}" if shape else name


@lru_cache(16384)
def place(code: str, language: str) -> str:
    """A place: "China", "Yunnan"; "" for none."""
    return places.label(code, language) if code else ""


# Names that take an article inside an English sentence: "seized in the European Union".
_ARTICLE = (
    "AE BS CD CF CG DO GB GM KM MH MV NL PH SB US VI world americas caribbean near-and-middle-east middle-east "
    "gulf-states caucasus european-union balkans nordic-countries baltic-states andes southern-cone sahel "
    "horn-of-africa pacific golden-triangle golden-crescent mekong northern-triangle tri-border amazon yungas "
    "atlantic-ocean pacific-ocean eastern-pacific indian-ocean arabian-sea andaman-sea bay-of-bengal persian-gulf "
    "gulf-of-oman gulf-of-aden red-sea gulf-of-guinea gulf-of-mexico gulf-of-thailand south-china-sea "
    "east-china-sea taiwan-strait strait-of-malacca mediterranean-sea strait-of-gibraltar black-sea caspian-sea "
    "north-sea baltic-sea english-channel western-united-states southwest-us-border"
)
ARTICLE = frozenset(_ARTICLE.split())


@lru_cache(16384)
def place_in_sentence(code: str, language: str) -> str:
    """A place as it stands inside a sentence: "the Golden Triangle", "the world", "China"."""
    label = place(code, language)
    if language != "en" or code not in ARTICLE or label.startswith("the "):
        return label
    return "the world" if code == "world" else f"the {label}"


@lru_cache(256)
def language(code: str, into: str) -> str:
    """A language's name in another: "Chinese", "中文"; the code itself where it has none."""
    names = Locale.parse(numbers.LOCALES[into]).languages
    return str(names.get(code, code))


def publishers(names: list[str], t: Texts, most: int = 3) -> str:
    """The first three publishers and how many more: "UNODC, EUDA, DEA and 3 more"."""
    named = [name for name in names if name]
    if len(named) <= most:
        return t.join(named)
    return t("source.more", names=t("list.comma").join(named[:most]), more=len(named) - most)
