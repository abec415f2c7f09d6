"""Limits that the user sets in the environment."""

from __future__ import annotations

import pytest

from extractors.readers.limits import DEFAULT_LIMITS, MEGABYTE, LimitsError, configured


def test_without_a_word_limits_are_the_default_ones() -> None:
    assert configured({}) == DEFAULT_LIMITS
    assert (DEFAULT_LIMITS.seconds, DEFAULT_LIMITS.memory, DEFAULT_LIMITS.file) == (
        30,
        1024 * MEGABYTE,
        50 * MEGABYTE,
    )


def test_each_limit_has_its_variable() -> None:
    limits = configured(
        {
            "SEIZURES_MAX_SECONDS": "2.5",
            "SEIZURES_MAX_FILE": "200",
            "SEIZURES_MAX_MEMBERS": "10",
            "SEIZURES_MAX_OUTPUT": " ",
        }
    )
    assert (limits.seconds, limits.file, limits.members) == (2.5, 200 * MEGABYTE, 10)
    assert (limits.memory, limits.output) == (DEFAULT_LIMITS.memory, DEFAULT_LIMITS.output)


@pytest.mark.parametrize("written", ["much", "0", "-1", "nan", "inf", "1e30"])
def test_what_is_no_limit_is_told_with_its_name(written: str) -> None:
    with pytest.raises(
        LimitsError, match=r"SEIZURES_MAX_MEMORY is '.*'; expected a size in megabytes above 0\."
    ):
        configured({"SEIZURES_MAX_MEMORY": written})
