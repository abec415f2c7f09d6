"""When a source is asked, how much of it is taken at a time, and what is tried again."""

from __future__ import annotations

import json
from pathlib import Path

import filelock
import pytest
from feed_texts import RSS, failure, item, page, rss, serve
from misbehaving_server import Server, body, raw, status

from extractors.feeds import fetch, fetching


def test_conditional_requests_and_a_changed_etag(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    stamp = "Fri, 03 May 2024 10:00:00 GMT"
    serve(server, item("/a"), ETag='"one"', Last_Modified=stamp)
    server.routes["/a"] = body(page(5))
    fetched()
    assert fetched(7).unchanged == ("Feed 1",)
    assert (server.heads[-1]["If-None-Match"], server.heads[-1]["If-Modified-Since"]) == ('"one"', stamp)
    serve(server, item("/b"), ETag='"two"')
    server.routes["/b"] = body(page(6))
    assert len(fetched(14).new) == 1
    fetched(21)
    assert server.heads[-1]["If-None-Match"] == '"two"'
    assert server.heads[-1]["If-Modified-Since"] is None


@pytest.mark.parametrize("tag", ['"' + "a" * 5000 + '"', '"caf\xe9"', '"a\tb"'])
def test_an_etag_that_cannot_be_sent_back_is_left_out(fetched, listed, server: Server, tag: str) -> None:
    listed("/feed.xml")
    serve(server, item("/a"), ETag=tag)
    server.routes["/a"] = body(page(5))
    fetched()
    assert fetched(7).failed == ()
    assert server.heads[-1]["If-None-Match"] is None


def test_a_source_is_asked_when_it_is_due(fetched, listed, server: Server) -> None:
    listed("/feed.xml", every="2h")
    serve(server)
    fetched()
    assert fetched(1.9).waiting == ("Feed 1",)
    assert fetched(2.1).unchanged == ("Feed 1",)
    assert server.pages() == ["/feed.xml"] * 2
    # A clock that was wrong does not silence a source for years.
    fetched(100_000)
    assert fetched(5).waiting == ()


def test_a_feed_that_fails_is_asked_again_soon(fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    server.routes["/feed.xml"] = status(500)
    assert "feed.xml answered 500" in failure(fetched())
    assert fetched(0.2).waiting == ("Feed 1",)
    server.routes["/feed.xml"] = status(503, Retry_After="7200")
    assert "answered 503" in failure(fetched(0.3))
    assert fetched(2.2).waiting == ("Feed 1",)
    assert len(fetched(2.4).failed) == 1


def test_a_page_that_fails_for_now_is_tried_again_and_not_forever(fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/a"), item("/b"), ETag='"one"')
    server.routes["/a"] = status(503)
    server.routes["/b"] = body(page(6))
    result = fetched()
    assert [path.name[:11] for path in result.new] == ["2024-05-03-"]
    assert "/a answered 503" in result.failed[0].error
    assert result.left == 1
    assert fetched(1).waiting == ("Feed 1",)
    for hours in (7, 14, 21):
        assert len(fetched(hours).failed) == 1
    assert fetched(28).failed == ()
    assert server.pages().count("/a") == fetching.MOST_TRIES


def test_a_page_that_comes_the_second_time(fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/a"), ETag='"one"')
    server.routes["/a"] = raw([])
    fetched()
    server.routes["/a"] = body(page(5))
    assert len(fetched(7).new) == 1


def test_a_page_that_is_gone_is_not_asked_for_again(fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/a"))
    assert "/a answered 404 (Not Found)." in failure(fetched())
    assert fetched(7).failed == ()
    assert server.pages().count("/a") == 1


def test_a_server_that_is_in_trouble_is_left_alone(fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, *(item(f"/{number}") for number in range(9)))
    for number in range(9):
        server.routes[f"/{number}"] = status(502)
    result = fetched()
    assert (len(result.failed), result.left) == (3, 9)
    server.routes["/0"] = status(429, Retry_After="36000")
    assert len(fetched(7).failed) == 1
    assert fetched(16).waiting == ("Feed 1",)


def test_single_failures_do_not_end_a_turn(fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, *(item(f"/{number}", f"Title {number}") for number in range(8)))
    for number in range(8):
        server.routes[f"/{number}"] = status(502) if number % 2 else body(page(number + 1))
    result = fetched()
    assert (len(result.new), len(result.failed), result.left) == (4, 4, 4)


def test_a_huge_feed_is_taken_in_turns(monkeypatch, fetched, listed, server: Server) -> None:
    monkeypatch.setattr(fetching, "MOST_PAGES", 3)
    listed("/feed.xml")
    serve(server, *(item(f"/{number}", f"Title {number}") for number in range(8)), ETag='"one"')
    for number in range(8):
        server.routes[f"/{number}"] = body(page(number + 1))
    first, second, third, fourth = (fetched() for _ in range(4))
    assert [len(result.new) for result in (first, second, third, fourth)] == [3, 3, 2, 0]
    assert [result.left for result in (first, second, third)] == [5, 2, 0]
    assert str(first) == "Feeds: 3 new reports, 0 unchanged; 5 entries left for the next time"
    assert fourth.waiting == ("Feed 1",)


def test_a_source_has_only_so_much_time(monkeypatch, fetched, listed, server: Server) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 3.5)
    listed("/feed.xml")
    serve(server, *(item(f"/{number}") for number in range(8)))
    for number in range(8):
        server.routes[f"/{number}"] = body(page(number + 1))
    assert 1 <= len(fetched().new) <= 4


def test_two_processes_do_not_fetch_at_once(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    with filelock.FileLock(data / fetching.LOCK):
        result = fetched()
    assert result.busy
    assert str(result) == "Feeds: another process is fetching them"
    assert server.asked == []


def test_progress_names_sources_and_entries(data: Path, fetched, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server, item("/a", "A title\x1b[31m"))
    server.routes["/a"] = body(page(5))
    told: list[tuple[int, int, str]] = []
    fetched(progress=lambda done, total, what: told.append((done, total, what)))
    assert told[0] == (0, 1, "Feed 1")
    assert told[-1] == (1, 1, "")
    assert all(what.isprintable() for _, _, what in told)


def test_of_a_source_that_left_the_list_nothing_is_remembered(
    data: Path, fetched, listed, server: Server
) -> None:
    listed("/feed.xml")
    serve(server, ETag='"one"')
    fetched()
    assert list(json.loads((data / "feeds.json").read_text())["sources"]) == [f"{server.base}/feed.xml"]
    server.routes["/new.xml"] = body(rss(), RSS)
    listed("/new.xml")
    fetched()
    assert list(json.loads((data / "feeds.json").read_text())["sources"]) == [f"{server.base}/new.xml"]


def test_one_bad_source_costs_the_others_nothing(data: Path, fetched, listed, server: Server) -> None:
    listed("/bad.xml", "/feed.xml")
    server.routes["/bad.xml"] = body("<html>no feed</html>")
    serve(server, item("/a"))
    server.routes["/a"] = body(page(5))
    result = fetched()
    assert [failure.source for failure in result.failed] == ["Feed 1"]
    assert len(result.new) == 1


def test_without_arguments_it_uses_its_own_client_and_clock(data: Path, listed, server: Server) -> None:
    listed("/feed.xml")
    serve(server)
    assert fetch(data).unchanged == ("Feed 1",)
    assert fetch(data).waiting == ("Feed 1",)
