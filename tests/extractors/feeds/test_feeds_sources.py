"""The list of feeds: what it may say, and one sentence for each thing that is wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extractors.feeds import Source, SourcesError, sources

RIGHT = '[[source]]\nname = "UNODC"\naddress = "https://news.example/rss"\n'


def of(tmp_path: Path, text: str) -> tuple[Source, ...]:
    (tmp_path / "sources.toml").write_text(text, "utf-8")
    return sources(tmp_path)


def faults(tmp_path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(SourcesError) as caught:
        of(tmp_path, text)
    return caught.value.faults


def test_without_a_list_there_are_no_sources(tmp_path: Path) -> None:
    assert sources(tmp_path) == ()


def test_a_full_entry(tmp_path: Path) -> None:
    text = (
        '[[source]]\nname = "UNODC"\naddress = "HTTPS://News.example/rss#top"\npublisher = "UNODC, Vienna"\n'
        'language = "en"\nallow_private = ["127.0.0.1", "Intranet.example:8080", "::1", "[::1]:80"]\n'
        'max_bytes = 500000\nevery = "90m"\n'
    )
    assert of(tmp_path, text) == (
        Source(
            "UNODC",
            "https://news.example/rss",
            "UNODC, Vienna",
            "en",
            frozenset({"127.0.0.1", "intranet.example:8080", "::1", "::1:80"}),
            500_000,
            dt.timedelta(minutes=90),
        ),
    )


def test_what_may_be_left_out(tmp_path: Path) -> None:
    (source,) = of(tmp_path, RIGHT)
    assert (source.publisher, source.language, source.allow_private) == ("", "", frozenset())
    assert source.every == dt.timedelta(hours=6)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            'every = "soon"',
            'source 1: every: expected a time from "5m" to "30d", such as "6h", not \'soon\'.',
        ),
        ('every = "1m"', "every: expected"),
        ("every = 6", "every: expected"),
        ("max_bytes = 1", "max_bytes: expected a whole number from 10000 to 52428800, not 1."),
        ("max_bytes = true", "max_bytes: expected"),
        ('language = "English"', "language: expected a code of two letters such as \"en\", not 'English'."),
        ('allow_private = "127.0.0.1"', "allow_private: expected a list of hosts"),
        ('allow_private = ["http://127.0.0.1/"]', "allow_private: expected a list of hosts"),
        ('allow_private = ["*"]', "allow_private: expected a list of hosts"),
        ('publisher = "two\\nlines"', "publisher: expected a short text on one line"),
        ('adress = "x"', "there is no key 'adress'; did you mean 'address'?"),
        ("colour = 1", "there is no key 'colour'."),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path: Path, line: str, said: str) -> None:
    (fault,) = faults(tmp_path, RIGHT + line)
    assert said in fault
    assert fault.startswith(f"{tmp_path / 'sources.toml'}, source 1: ")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "a.example/feed",
        "https://",
        "http://name:word@a.example/",
        "javascript:alert(1)",
        "",
    ],
)
def test_an_address_that_is_not_of_the_web(tmp_path: Path, address: str) -> None:
    (fault,) = faults(tmp_path, f'[[source]]\nname = "A"\naddress = "{address}"')
    assert "address: expected a web address" in fault


def test_all_faults_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, '[[source]]\nevery = "x"\n[[source]]\nname = ""\naddress = 5\n')
    assert [fault.partition("sources.toml, ")[2].partition(";")[0].partition(":")[0] for fault in found] == [
        "source 1",
        "source 1",
        "source 1",
        "source 2",
        "source 2",
    ]
    assert sum("is missing" in fault for fault in found) == 2


def test_two_sources_of_one_name_or_address(tmp_path: Path) -> None:
    found = faults(tmp_path, RIGHT + RIGHT)
    assert [fault.partition(": ")[2] for fault in found] == [
        "two sources have the name 'UNODC'; give each its own.",
        "two sources have the address 'https://news.example/rss'; give each its own.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[source]\nname", "is no proper TOML"),
        (b"[[source]]\nname = '\xff'", "is not UTF-8"),
        (b"", "holds no [[source]]"),
        (b"source = 5", "holds no [[source]]"),
        (b"[feeds]\na = 1\n" + RIGHT.encode(), "there is no key 'feeds'"),
        (b"a = " + b"[" * 5000, "is no proper TOML"),
        (b"#" * 2_000_000, "is larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_list(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "sources.toml").write_bytes(content)
    with pytest.raises(SourcesError, match=r"sources\.toml") as caught:
        sources(tmp_path)
    assert any(said in fault for fault in caught.value.faults)


def test_a_folder_in_the_place_of_the_list(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").mkdir()
    with pytest.raises(SourcesError, match="cannot be read"):
        sources(tmp_path)
