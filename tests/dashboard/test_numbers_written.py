"""Values and periods as people read them, in both languages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dashboard import numbers

N = "\u00a0"


def test_values_set_against_each_other_differ_as_written() -> None:
    assert numbers.apart([23_717, 23_718], "ha", "zh") == ["2.3717万公顷", "2.3718万公顷"]
    assert numbers.apart([9_300, 53_100], "ha", "zh") == ["9,300公顷", "5.31万公顷"]
    assert numbers.apart([5, 5], "ha", "en") == [f"5{N}ha", f"5{N}ha"]


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (850, "kg", f"850{N}kg", "850公斤"),
        (23_300, "kg", f"23.3{N}t", "23.3吨"),
        (2_275_000, "kg", f"2,275{N}t", "2,275吨"),
        (12_000_000, "kg", f"12,000{N}t", "1.2万吨"),
        (0.5, "kg", f"0.5{N}kg", "0.5公斤"),
        (9_300, "ha", f"9,300{N}ha", "9,300公顷"),
        (53_100, "ha", f"53,100{N}ha", "5.31万公顷"),
        (850_000, "tablet", f"850,000{N}tablets", "85万片"),
        (143_000_000, "tablet", f"143{N}million tablets", "1.43亿片"),
        (1_008_000_000, "tablet", f"1.008{N}billion tablets", "10.08亿片"),
        (132_773, "person", "132,773", "132,773人"),
        (0, "kg", f"0{N}kg", "0公斤"),
        (33.8, "percent", "33.8%", "33.8%"),
    ],
)
def test_amounts(value: float, unit: str, english: str, chinese: str) -> None:
    assert numbers.amount(value, unit, "en").replace(" ", N) == english.replace(" ", N)
    assert numbers.amount(value, unit, "zh") == chinese


def test_bounds_ranges_and_changes() -> None:
    assert numbers.bounded(4_100, "kg", "en", "about") == f"≈{N}4.1{N}t"
    assert numbers.bounded(600, "kg", "zh", "at_least") == "≥600公斤"
    assert numbers.bounded(31_650, "ha", "en", "range", 20_500, 42_800) == f"20,500–42,800{N}ha"
    assert numbers.percent(24, "en", signed=True) == "+24%"
    assert numbers.percent(-13, "en", signed=True) == "−13%"


@pytest.mark.parametrize(
    ("period", "kind", "english", "chinese"),
    [
        ("2012", "year", "2012", "2012年"),
        ("2021-07/2022-06", "fiscal", f"FY{N}2021/22", "2021/22财年"),
        ("2025-01/2025-05", "part", f"Jan–May{N}2025", "2025年1–5月"),
        ("2013-04", "month", f"Apr{N}2013", "2013年4月"),
        ("2023-05-02", "day", "2 May 2023", "2023年5月2日"),
        ("2013/2022", "span", "2013–2022", "2013–2022年"),
        ("", "", "", ""),
        ("spring", "", "", ""),
    ],
)
def test_periods(period: str, kind: str, english: str, chinese: str) -> None:
    assert numbers.period_text(period, kind, "en") == english
    assert numbers.period_text(period, kind, "zh") == chinese


@pytest.mark.parametrize(("low", "high"), [(0, 16.4), (0, 1), (0, 93_000), (-53, 104), (0, 0.0004)])
def test_ticks_are_few_round_and_cover_the_values(low: float, high: float) -> None:
    ticks = numbers.round_ticks(low, high)
    assert 3 <= len(ticks) <= 8
    assert ticks[0] <= low
    assert ticks[-1] >= high * 0.999
    steps = {round(b - a, 9) for a, b in pairwise(ticks)}
    assert len(steps) == 1


def test_one_unit_a_chart_and_the_unit_on_the_top_tick_only() -> None:
    scale = numbers.scale_for(16_200, "kg", "en")
    assert numbers.tick(16_000, scale, "en", top=True) == f"16{N}t"
    assert numbers.tick(8_000, scale, "en") == "8"
    assert numbers.scale_for(53_100, "ha", "en").suffix == "thousand ha"
    assert numbers.scale_for(1_200_000, "case", "en").suffix == "million"
