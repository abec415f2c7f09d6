"""Units: factors, what never converts, kilogram equivalents."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractors import units
from extractors.records import UNITS
from extractors.vocabulary.drugs import DRUGS


@pytest.mark.parametrize(
    ("key", "canonical", "factor"),
    [
        ("kilogram", "kg", 1),
        ("gram", "kg", 0.001),
        ("milligram", "kg", 1e-6),
        ("tonne", "kg", 1000),
        ("short_ton", "kg", 907.185),
        ("long_ton", "kg", 1016.047),
        ("pound", "kg", 0.453592),
        ("ounce", "kg", 0.0283495),
        ("centner", "kg", 100),
        ("quintal", "kg", 100),
        ("jin", "kg", 0.5),
        ("viss", "kg", 1.6),
        ("arroba", "kg", 11.5),
        ("hectare", "ha", 1),
        ("square_kilometre", "ha", 100),
        ("square_metre", "ha", 0.0001),
        ("acre", "ha", 0.404686),
        ("mu", "ha", 1 / 15),
        ("rai", "ha", 0.16),
        ("manzana", "ha", 0.7),
        ("feddan", "ha", 0.42),
        ("dunam", "ha", 0.1),
        ("litre", "L", 1),
        ("gallon", "L", 3.785412),
        ("cubic_metre", "L", 1000),
        ("tablet", "tablet", 1),
        ("plant", "plant", 1),
        ("person", "person", 1),
        ("percent", "percent", 1),
    ],
)
def test_factors(key, canonical, factor):
    assert units.factor(key) == (canonical, pytest.approx(factor, rel=1e-5))


def test_every_unit_leads_to_a_unit_of_claims():
    for key in units.unit_keys():
        canonical, worth = units.factor(key)
        assert canonical in UNITS
        assert worth > 0
    assert {units.factor(key)[0] for key in units.unit_keys()} == set(UNITS)


def test_a_country_has_its_own_arroba():
    assert units.factor("arroba", region="CO") == ("kg", pytest.approx(12.5))
    assert units.factor("arroba", region="PE") == ("kg", pytest.approx(11.5))
    assert units.factor("tonne", region="CO") == ("kg", pytest.approx(1000))


@pytest.mark.parametrize("key", ["ton", "mt", "kilo", "meter", "second", "", "kg"])
def test_a_unit_that_is_not_ours_is_refused(key):
    with pytest.raises(KeyError, match=r"units\.txt"):
        units.factor(key)


def test_counts_have_dimensions_of_their_own():
    assert units.dimension("tonne") == "mass"
    assert units.dimension("rai") == "area"
    assert units.dimension("gallon") == "volume"
    counts = {units.dimension(key) for key in ("tablet", "plant", "case", "person", "laboratory", "incident")}
    assert len(counts) == 6
    assert "mass" not in counts


def test_a_weight_is_its_own_equivalent():
    assert units.kg_equivalent(12.5, "kg", "heroin") == (12.5, 12.5, 12.5)


def test_methamphetamine_tablets_weigh_about_90_mg():
    assert units.kg_equivalent(2_000_000, "tablet", "methamphetamine", "tablet") == pytest.approx(
        (180, 160, 220)
    )


@pytest.mark.parametrize(
    ("unit", "drug"),
    [
        ("ha", "opium-poppy"),
        ("plant", "cannabis"),
        ("person", "drugs"),
        ("tablet", "drugs"),
        ("tablet", "heroin"),
        ("L", "precursors"),
        ("percent", "cocaine"),
    ],
)
def test_what_has_no_cited_weight_has_no_equivalent(unit, drug):
    assert units.kg_equivalent(100, unit, drug) is None


def test_every_conversion_is_ordered_and_cites_its_source():
    for entry in units.conversions():
        assert 0 < entry.low <= entry.typical <= entry.high
        assert entry.unit in UNITS
        assert entry.drugs == ("*",) or set(entry.drugs) <= set(DRUGS)
        assert ("assumption" in entry.source.lower()) or not entry.assumption
        assert len(entry.source) > 40


def test_units_are_described_for_people():
    assert units.describe("mu") == "1 mu = 0.06667 ha"
    assert units.describe("short_ton") == "1 short ton = 907.2 kg"
    assert units.describe("tablet") == "tablet"


def test_importing_the_module_does_not_import_pint():
    code = "import sys, extractors.units; sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
