"""How many independent sources stand behind a figure."""

import pytest

from extractors.figures import build
from extractors.figures.sources import publisher


def counts(table, rows, stories=None):
    claims = table(*({"value": 100, "report": f"r{n}", **row} for n, row in enumerate(rows)))
    figure = build(claims, stories).table.iloc[0]
    return figure["status"], figure["reports"], figure["stories"], figure["sources"]


def test_copies_of_a_story_are_one_source(table):
    rows = [{"publisher": "A"}, {"publisher": "B"}, {"publisher": "C"}]
    assert counts(table, rows, {"r0": "s", "r1": "s", "r2": "s"}) == ("single", 3, 1, 1)
    assert counts(table, rows, {"r0": "s", "r1": "s", "r2": "t"}) == ("agreed", 3, 2, 2)


def test_two_stories_of_one_publisher_are_one_source(table):
    assert counts(table, [{"publisher": "The Daily"}, {"publisher": "Daily"}]) == ("single", 2, 2, 1)
    # A copies from B's agency in one story, and has another of its own
    rows = [{"publisher": "A"}, {"publisher": "B"}, {"publisher": "A"}]
    assert counts(table, rows, {"r0": "s", "r1": "s", "r2": "t"}) == ("single", 3, 2, 1)


def test_an_origin_is_one_source_whoever_quotes_it(table):
    rows = [
        {"publisher": "A", "attribution": "un"},
        {"publisher": "B", "attribution": "unodc"},
        {"publisher": "UNODC"},
    ]
    assert counts(table, rows) == ("single", 3, 3, 1)
    assert counts(table, [*rows, {"publisher": "C"}]) == ("agreed", 4, 4, 2)


def test_a_copy_that_lost_the_attribution_has_it_from_the_others(table):
    rows = [{"publisher": "A", "attribution": "un"}, {"publisher": "B"}]
    assert counts(table, rows, {"r0": "s", "r1": "s"}) == ("single", 2, 1, 1)
    assert counts(table, rows) == ("agreed", 2, 2, 2)


def test_reports_without_a_publisher_are_sources_by_their_story(table):
    assert counts(table, [{}, {}]) == ("agreed", 2, 2, 2)
    assert counts(table, [{}, {}], {"r0": "s", "r1": "s"}) == ("single", 2, 1, 1)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("UNODC", "un"),
        ("United Nations Office on Drugs and Crime (UNODC)", "un"),
        ("联合国毒品和犯罪问题办公室", "un"),
        ("National Narcotics Control Commission of China (NNCC)", "cn-nncc"),
        ("Ministry of Public Security of China", "cn-mps"),
        ("Narcotics Control Bureau, Ministry of Public Security of China", "cn-mps"),
        ("Ministry of Public Security of Vietnam", "ministry of public security of vietnam"),
        ("The  Daily News", "daily news"),
        ("police (in a UN report)", "police (in a un report)"),
        ("", ""),
    ],
)
def test_publishers_that_are_origins_are_known(name, source):
    assert publisher(name) == source
