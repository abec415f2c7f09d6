"""Places: names, codes, and which place lies in which."""

from __future__ import annotations

import pytest

from extractors.vocabulary import places

LANGUAGES = ("en", "zh", "es")


def names(language: str) -> dict[str, list[places.PlaceName]]:
    found: dict[str, list[places.PlaceName]] = {}
    for place in places.place_names(language):
        found.setdefault(place.name, []).append(place)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_has_a_known_code_and_kind(language):
    every = places.place_names(language)
    assert len(every) > 10_000
    for place in every:
        assert places.is_place(place.code), place
        assert place.kind in places.KINDS
        assert place.name.strip() == place.name
        assert len(place.name) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_strong_name_of_a_country_or_province_means_one_place(language):
    for name, found in names(language).items():
        strong = {
            place.code for place in found if not place.weak and place.kind in ("country", "subdivision")
        }
        assert len(strong) < 2, (name, strong)


def test_chinese_names_are_in_chinese():
    latin = [p.name for p in places.place_names("zh") if any("a" <= c.lower() <= "z" for c in p.name)]
    assert latin == []


@pytest.mark.parametrize(
    ("language", "name", "code"),
    [
        ("en", "United States", "US"),
        ("en", "U.S.", "US"),
        ("en", "Burma", "MM"),
        ("en", "Myanmar", "MM"),
        ("en", "Lao PDR", "LA"),
        ("en", "Ivory Coast", "CI"),
        ("en", "Türkiye", "TR"),
        ("en", "Shan State", "MM-17"),
        ("en", "Yunnan", "CN-YN"),
        ("en", "Chiang Rai", "TH-57"),
        ("en", "Sistan and Baluchestan", "IR-11"),
        ("en", "Helmand", "AF-HEL"),
        ("en", "Nariño", "CO-NAR"),
        ("en", "Narino", "CO-NAR"),
        ("en", "Noord-Brabant", "NL-NB"),
        ("en", "England and Wales", "GB-EAW"),
        ("en", "Zhambyl", "KZ-31"),
        ("en", "Guayaquil", "EC"),
        ("en", "Rotterdam", "NL"),
        ("en", "Hamburg", "DE-HH"),
        ("en", "Golden Triangle", "golden-triangle"),
        ("en", "Gulf of Guinea", "gulf-of-guinea"),
        ("en", "Border Force", "GB"),
        ("en", "Colombian", "CO"),
        ("zh", "缅甸", "MM"),
        ("zh", "緬甸", "MM"),
        ("zh", "云南", "CN-YN"),
        ("zh", "云南省", "CN-YN"),
        ("zh", "雲南省", "CN-YN"),
        ("zh", "廣東", "CN-GD"),
        ("zh", "掸邦", "MM-17"),
        ("zh", "清莱府", "TH-57"),
        ("zh", "高雄", "TW-KHH"),
        ("zh", "义大利", ""),
        ("zh", "義大利", "IT"),
        ("zh", "金三角", "golden-triangle"),
        ("zh", "大湄公河次区域", "mekong"),
        ("zh", "缅北", "northern-myanmar"),
        ("zh", "瑞丽", "CN"),
        ("es", "Estados Unidos", "US"),
        ("es", "Cataluña", "ES-CT"),
        ("es", "Londres", "GB"),
        ("es", "colombianos", "CO"),
        ("es", "Guardia Civil", "ES"),
        ("es", "Triángulo de Oro", "golden-triangle"),
    ],
)
def test_names_tell_their_place(language, name, code):
    assert [place.code for place in names(language).get(name, [])] == ([code] if code else [])


@pytest.mark.parametrize("name", ["Georgia", "Punjab", "Victoria", "Van", "Reading", "Amazonas"])
def test_names_that_are_often_something_else_are_weak(name):
    found = names("en")[name]
    assert found
    assert all(place.weak for place in found)


@pytest.mark.parametrize("name", ["Nice", "Mobile", "Split", "Orange", "Of", "Central"])
def test_names_that_are_common_words_are_no_places_by_themselves(name):
    assert all(place.weak for place in names("en").get(name, []))


def test_spanish_falls_back_on_english_names():
    assert [place.code for place in names("es")["Mandalay"]] == ["MM-04"]


def test_parents_are_named_nearest_first():
    assert places.parents("CN-YN")[0] == "CN"
    assert places.parents("CN-YN")[-2:] == ("asia", "world")
    assert places.parents("ES-CA")[:2] == ("ES-AN", "ES")
    assert places.parents("catatumbo")[:2] == ("CO-NSA", "CO")
    assert places.parents("world") == ()
    assert places.parents("nowhere") == ()


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("world", "CN-YN"),
        ("asia", "CN-YN"),
        ("MM", "MM-17"),
        ("MM", "northern-myanmar"),
        ("GB-EAW", "GB-EAW"),
        ("european-union", "ES-CT"),
        ("north-america", "MX-SIN"),
        ("central-america", "MX"),
        ("latin-america", "caribbean"),
        ("east-and-southeast-asia", "southeast-asia"),
        ("mekong", "LA-BK"),
        ("andes", "PE"),
        ("asia", "golden-triangle"),
        ("asia", "gulf-states"),
        ("western-and-central-europe", "western-europe"),
        ("indian-ocean", "arabian-sea"),
    ],
)
def test_a_place_contains_what_lies_in_it(outer, inner):
    assert places.contains(outer, inner)
    assert outer == inner or not places.contains(inner, outer)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("golden-triangle", "MM"),
        ("european-union", "GB"),
        ("southeast-asia", "CN"),
        ("mekong", "CN"),
        ("atlantic-ocean", "PT"),
        ("CO", "PE"),
        ("asia", "nowhere"),
    ],
)
def test_a_place_does_not_contain_what_lies_outside_or_across_its_border(outer, inner):
    assert not places.contains(outer, inner)


def test_everything_lies_in_the_world_and_in_itself_only_once():
    codes = {place.code for place in places.place_names("en")} | set(places.regions())
    for code in codes - {"world"}:
        chain = places.parents(code)
        assert chain[-1] == "world"
        assert code not in chain
        assert len(set(chain)) == len(chain)


@pytest.mark.parametrize("key", sorted(places.regions()))
def test_every_region_has_labels_and_known_neighbours(key):
    region = places.regions()[key]
    assert set(region.labels) >= set(LANGUAGES)
    for code in (*region.within, *region.members, *region.overlaps):
        assert places.is_place(code), code


def test_country_region_and_subregion():
    assert places.country_of("CN-YN") == "CN"
    assert places.country_of("northern-myanmar") == "MM"
    assert places.country_of("golden-triangle") == ""
    assert (places.subregion_of("MM-17"), places.region_of("MM-17")) == ("southeast-asia", "asia")
    assert (places.subregion_of("golden-triangle"), places.region_of("golden-triangle")) == (
        "southeast-asia",
        "asia",
    )
    assert (places.subregion_of("europe"), places.region_of("europe")) == ("", "europe")
    assert (places.subregion_of("world"), places.region_of("world")) == ("", "")
    assert (places.subregion_of("TW"), places.region_of("XK")) == ("east-asia", "europe")


def test_labels():
    assert places.label("CN-YN") == "Yunnan"
    assert places.label("CN-YN", "zh") == "云南省"
    assert places.label("MM", "es") == "Myanmar"
    assert places.label("mekong", "zh") == "湄公河流域"
    assert places.label("mekong", "fr") == "Mekong"
    assert places.label("nowhere") == "nowhere"


def test_an_unknown_language_has_no_names():
    assert places.place_names("xx") == ()
