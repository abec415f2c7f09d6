"""What a host asks of those who read it: robots.txt, and not too many requests."""

from __future__ import annotations

import time

import pytest
from misbehaving_server import Server, body, raw, redirect, status

from extractors.feeds import Client
from extractors.feeds.errors import FetchError

# robots.txt


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: seizures\nDisallow: /x\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: seizures\nAllow: /x\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: otherbot\nDisallow: /", True),
        ("\ufeffUser-agent: *\nDisallow: /x", False),
        ("<html>not found</html>", True),
        ("", True),
    ],
)
def test_robots_txt_is_kept_to(get, server: Server, rules: str, allowed: bool) -> None:
    server.routes["/robots.txt"] = body(rules, "text/plain")
    server.routes["/x"] = body("a")
    if allowed:
        assert get().body == b"a"
    else:
        with pytest.raises(FetchError, match=r"robots\.txt does not allow it") as caught:
            get()
        assert not caught.value.passing
        assert server.pages() == []


@pytest.mark.parametrize(
    ("code", "allowed"), [(404, True), (410, True), (401, False), (403, False), (500, False), (429, False)]
)
def test_robots_txt_that_is_refused(get, server: Server, code: int, allowed: bool) -> None:
    server.routes["/robots.txt"] = status(code)
    server.routes["/x"] = body("a")
    if allowed:
        assert get().body == b"a"
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            get()
        assert server.pages() == []


def test_robots_txt_that_does_not_come_forbids_all_for_now(get, hurried, server: Server) -> None:
    server.routes["/robots.txt"] = raw([], then=5)
    server.routes["/x"] = body("a")
    with pytest.raises(FetchError, match=r"robots\.txt did not answer in time") as caught:
        get(by=hurried(read=0.2))
    assert caught.value.passing
    assert server.pages() == []


def test_robots_txt_is_asked_for_once(get, server: Server) -> None:
    server.routes["/x"] = body("a")
    get()
    get()
    assert server.asked == ["/robots.txt", "/x", "/x"]


def test_robots_txt_of_each_host_that_is_led_to(get, server: Server, names) -> None:
    names["other.example"] = ["127.0.0.1"]
    server.routes["/x"] = redirect(f"http://other.example:{server.port}/y")
    server.routes["/y"] = body("a")
    answer = get(allowed=frozenset({"127.0.0.1", "other.example"}))
    assert answer.body == b"a"
    hosts = [head["Host"].partition(":")[0] for head in server.heads]
    assert list(zip(hosts, server.asked, strict=True)) == [
        ("127.0.0.1", "/robots.txt"),
        ("127.0.0.1", "/x"),
        ("other.example", "/robots.txt"),
        ("other.example", "/y"),
    ]


def test_only_the_start_of_a_huge_robots_txt_counts(get, server: Server) -> None:
    rules = "User-agent: *\nDisallow: /secret\n" + "# filler\n" * 100_000 + "Disallow: /x\n"
    server.routes["/robots.txt"] = body(rules, "text/plain")
    server.routes["/x"] = body("a")
    assert get().body == b"a"
    with pytest.raises(FetchError, match="does not allow it"):
        get("/secret")


def test_robots_txt_that_leads_elsewhere(get, server: Server) -> None:
    server.routes["/x"] = body("a")
    server.routes["/robots.txt"] = redirect("http://10.0.0.1/robots.txt")
    with pytest.raises(FetchError, match=r"robots\.txt is not fetched, because 10\.0\.0\.1 is at"):
        get()
    assert server.pages() == []


@pytest.mark.parametrize("delay", ["²", "9" * 5000])
def test_robots_txt_that_breaks_its_parser(get, server: Server, delay: str) -> None:
    server.routes["/robots.txt"] = body(f"User-agent: *\nCrawl-delay: {delay}\n", "text/plain")
    server.routes["/x"] = body("a")
    with pytest.raises(FetchError, match="cannot be understood"):
        get()


# Pace


def test_a_host_is_asked_once_a_second(get, server: Server, clock) -> None:
    server.routes["/x"] = redirect("/y")
    server.routes["/y"] = body("a")
    get()
    assert clock.slept == [1.0, 1.0]  # robots.txt, /x, /y
    clock.now += 0.75
    get()
    assert clock.slept[2:] == [0.25, 1.0]


def test_other_hosts_are_not_waited_for(get, client: Client, server: Server, names, clock) -> None:
    names["other.example"] = ["127.0.0.1"]
    server.routes["/x"] = body("a")
    get()
    client.get(f"http://other.example:{server.port}/x", most=1000, allowed=frozenset({"other.example"}))
    assert clock.slept == [1.0, 1.0]  # between robots.txt and page, of each host


@pytest.mark.parametrize(("delay", "pause"), [("10", 10.0), ("0", 1.0), ("86400", 30.0), ("1" * 400, 30.0)])
def test_a_crawl_delay_is_kept_to_within_reason(get, server: Server, clock, delay: str, pause: float) -> None:
    server.routes["/robots.txt"] = body(f"User-agent: *\nCrawl-delay: {delay}\n", "text/plain")
    server.routes["/x"] = body("a")
    get()
    assert clock.slept == [pause]


def test_waiting_does_not_use_up_the_time_for_the_answer(get, hurried, server: Server) -> None:
    server.routes["/x"] = body("a")
    server.routes["/y"] = redirect("/x")
    client = hurried(total=1.5)
    client.sleep = time.sleep  # twice a second for the pace
    assert get("/y", by=client).body == b"a"
