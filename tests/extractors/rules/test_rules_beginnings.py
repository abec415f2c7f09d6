"""Times are found wherever their template matches, however their first slot is written and what stands around it."""

import pytest

from extractors.rules.lexicon import Found, fold, lexicon
from extractors.rules.templates import templates


def times_in(text: str, language: str) -> list[tuple[str, str]]:
    folded = fold(text)
    found = Found(lexicon(language).hits(text, folded))
    return [(text[a:b], kind) for a, b, kind, _ in templates(language).find(folded, 0, len(folded), found)]


@pytest.mark.parametrize(
    ("language", "text", "times"),
    [
        ("en", "Seized on the 3rd\nof March 2014.", [("3rd\nof March 2014", "day")]),
        ("en", "It rose from\n2012 to   2014.", [("2012 to   2014", "year_span")]),
        ("en", "Since 2011, 240 villages and 12 schools in 2013", [("2011", "since_year"), ("2013", "year")]),
        ("en", "In FY22 and FY 2021/22", [("22", "fiscal_year"), ("2021/22", "fiscal_year")]),
        ("en", "the first twenty-one tonnes, the first six\nmonths of 2015", [("six\nmonths of 2015", "first_months")]),
        ("zh", "二〇一四年三月，共240个村", [("二〇一四年三月", "month")]),
        ("zh", "2014年前三季度查获12起", [("2014年前三季度", "quarters")]),
        ("es", "entre el 3 y el 12 kilos de 2014", [("2014", "year")]),
    ],
)  # fmt: skip
def test_times_are_found_by_what_stands_around_their_first_slot(language, text, times):
    assert times_in(text, language) == times
