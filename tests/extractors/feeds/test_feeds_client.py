"""One address at a time against a server that misbehaves: limits, redirections, robots.txt, pace."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from misbehaving_server import Server, body, endless, packed, raw, redirect, status

from extractors.feeds import Client
from extractors.feeds.errors import FetchError

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


# What comes


def test_a_page_comes_as_it_is_and_is_asked_for_by_name(get, server: Server) -> None:
    server.routes["/x"] = body("Grüße", "text/html; charset=utf-8")
    answer = get()
    assert (answer.url, answer.status, answer.body) == (f"{server.base}/x", 200, "Grüße".encode())
    assert answer.type == "text/html"
    assert server.asked == ["/robots.txt", "/x"]
    agent = server.heads[-1]["User-Agent"]
    assert agent.startswith("seizures/")
    assert "drug-report-figures" in agent
    assert server.heads[-1]["Host"] == f"127.0.0.1:{server.port}"
    assert server.heads[-1]["Cookie"] is None


def test_gzip_is_unpacked(get, server: Server) -> None:
    server.routes["/x"] = packed(b"<p>" + b"a" * 90_000)
    assert get().body == b"<p>" + b"a" * 90_000


def test_gzip_in_two_members_and_in_chunks(get, server: Server) -> None:
    packed_bytes = gzip.compress(b"one ") + gzip.compress(b"two")
    chunks = b"".join(b"1\r\n" + bytes([byte]) + b"\r\n" for byte in packed_bytes) + b"0\r\n\r\n"
    server.routes["/x"] = raw([HEAD, b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", chunks])
    assert get().body == b"one two"


def test_cookies_are_not_kept(get, server: Server) -> None:
    server.routes["/x"] = body("a", Set_Cookie="a=b")
    get()
    get()
    assert server.heads[-1]["Cookie"] is None


def test_proxies_and_passwords_of_the_surroundings_are_not_used(get, server: Server, monkeypatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    server.routes["/x"] = body("a")
    assert get().body == b"a"
    assert server.heads[-1]["Authorization"] is None


# Limits


def test_a_body_that_says_it_is_too_large_is_not_read(get, server: Server) -> None:
    server.routes["/x"] = raw([HEAD, b"Content-Length: 100001\r\n\r\n"], then=5)
    with pytest.raises(FetchError, match="larger than 98 kB"):
        get()


def test_a_body_without_an_end(get, server: Server) -> None:
    server.routes["/x"] = endless(server, HEAD + b"\r\n", b"a" * 1000)
    with pytest.raises(FetchError, match="larger than 98 kB"):
        get()


def test_heads_without_an_end(get, server: Server) -> None:
    server.routes["/x"] = endless(server, HEAD, b"X-More: " + b"a" * 1000 + b"\r\n")
    with pytest.raises(FetchError, match="does not speak HTTP"):
        get()


def test_a_gzip_bomb_costs_what_is_wanted_and_no_more(get, server: Server) -> None:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(squeeze.compress(bytes(1 << 20)) for _ in range(64)) + squeeze.flush()
    server.routes["/x"] = body(bomb, Content_Encoding="gzip")
    assert len(bomb) < 100_000
    tracemalloc.start()
    with pytest.raises(FetchError, match="larger than 1 MB"):
        get(most=1 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "x" * 500])
def test_a_packing_that_was_not_asked_for(get, server: Server, encoding: str) -> None:
    server.routes["/x"] = body(b"a", Content_Encoding=encoding)
    with pytest.raises(FetchError, match="packed in a way"):
        get()


def test_gzip_that_is_none_or_cut_short(get, server: Server) -> None:
    server.routes["/x"] = body(b"not packed", Content_Encoding="gzip")
    with pytest.raises(FetchError, match="is not"):
        get()
    server.routes["/x"] = body(gzip.compress(bytes(range(256)) * 9)[:-20], Content_Encoding="gzip")
    with pytest.raises(FetchError, match="broke off"):
        get()


def test_a_server_that_says_nothing(get, hurried, server: Server) -> None:
    server.routes["/x"] = raw([], then=5)
    with pytest.raises(FetchError, match="did not answer in time") as caught:
        get(by=hurried(read=0.2))
    assert caught.value.passing


@pytest.mark.parametrize("start", [b"", HEAD, HEAD + b"\r\n"])
def test_a_server_that_drips(get, hurried, server: Server, start: bytes) -> None:
    drops = b"HTTP/1.1 200 OK\r\nX: " if not start else b"X: " if start == HEAD else b""
    server.routes["/x"] = raw([start + drops, *[b"a"] * 500], pause=0.05)
    with pytest.raises(FetchError, match=r"took longer than 0\.6 seconds") as caught:
        get(by=hurried(total=0.6))
    assert caught.value.passing


def test_heads_without_an_answer_forever(get, hurried, server: Server) -> None:
    server.routes["/x"] = endless(server, b"", b"HTTP/1.1 100 Continue\r\n\r\n")
    with pytest.raises(FetchError):
        get(by=hurried(total=0.6))


@pytest.mark.parametrize(
    "answer",
    [b"", b"\x00\x01\x02", b"HTTP/9.9 what\r\n\r\n", b"SSH-2.0-OpenSSH\r\n",
     HEAD + b"Content-Length: -5\r\n\r\n",
     HEAD + b"Content-Length: 50\r\n\r\nshort", HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"],
)  # fmt: skip
def test_what_is_no_http(get, server: Server, answer: bytes) -> None:
    server.routes["/x"] = raw([answer])
    with pytest.raises(FetchError, match="broke off, or does not speak HTTP") as caught:
        get()
    assert caught.value.passing


def test_a_port_where_nobody_listens(get, server: Server) -> None:
    server.close()
    with pytest.raises(FetchError, match="cannot be reached"):
        get()


@pytest.mark.parametrize("code", [204, 206, 300, 400, 401, 403, 404, 410, 418, 500, 503, 599])
def test_any_other_status_is_a_failure(get, server: Server, code: int) -> None:
    server.routes["/x"] = status(code)
    with pytest.raises(FetchError, match=f"answered {code}") as caught:
        get()
    assert caught.value.passing == (code in (500, 503))


def test_304_without_a_condition_is_a_failure(get, server: Server) -> None:
    server.routes["/x"] = status(304)
    with pytest.raises(FetchError, match="answered 304"):
        get()
    assert get(headers={"If-None-Match": '"a"'}).status == 304


@pytest.mark.parametrize(("after", "seconds"), [("120", 120), ("soon", None), ("²", None), ("9" * 400, None)])
def test_a_server_may_ask_to_be_left_alone(get, server: Server, after: str, seconds: float | None) -> None:
    server.routes["/x"] = raw(
        [f"HTTP/1.1 429 Slow down\r\nRetry-After: {after}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")]
    )
    with pytest.raises(FetchError, match="answered 429") as caught:
        get()
    assert caught.value.after == seconds


# Redirections


def test_redirections_are_followed(get, server: Server) -> None:
    utf8 = "ö".encode().decode("latin-1")  # as bytes that are not ASCII
    server.routes["/x"] = redirect("/y?a=%20b", 301)
    server.routes["/y?a=%20b"] = redirect(f"{server.base}/{utf8}/z#part", 308)
    server.routes["/%C3%B6/z"] = body("end")
    answer = get()
    assert answer.body == b"end"
    assert answer.url == f"{server.base}/%C3%B6/z"


def test_five_redirections_are_followed_and_no_more(get, server: Server) -> None:
    for number in range(6):
        server.routes[f"/{number}"] = redirect(f"/{number + 1}")
    server.routes["/6"] = body("end")
    assert get("/1").body == b"end"
    with pytest.raises(FetchError, match="leads on more than 5 times"):
        get("/0")


def test_a_loop_of_redirections(get, server: Server) -> None:
    server.routes["/x"] = redirect("/y")
    server.routes["/y"] = redirect("/x")
    with pytest.raises(FetchError, match="leads on more than 5 times"):
        get()
    assert len(server.pages()) == 6


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file:///etc/passwd", "only http and https are, not file"),
        ("ftp://127.0.0.1/x", "only http and https are, not ftp"),
        ("gopher://127.0.0.1/x", "not gopher"),
        ("data:text/html,hello", "not data"),
        ("http://a:b@127.0.0.1/", "name and password"),
        ("http://[::1/", "no proper address"),
        ("http://127.0.0.1:99999/", "no proper address"),
        ("", "does not say where"),
    ],
)
def test_a_redirection_to_what_is_not_of_the_web(get, server: Server, target: str, said: str) -> None:
    server.routes["/x"] = redirect(target)
    with pytest.raises(FetchError, match=said):
        get()
    assert server.pages() == ["/x"]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.2", "10.0.0.1", "169.254.169.254", "192.168.1.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433",
     "0x7f.1", "127.1", "0", "[fd00::1]", "100.64.0.1"],
)  # fmt: skip
def test_a_redirection_to_an_address_that_is_not_public(get, server: Server, host: str) -> None:
    server.routes["/x"] = redirect(f"http://{host}:{server.port}/secret")
    with pytest.raises(FetchError, match="no public address") as caught:
        get()
    assert not caught.value.passing
    assert server.asked == ["/robots.txt", "/x"]


def test_an_address_that_is_none(client: Client) -> None:
    for address in ("", "x", "/x", "http://", "mailto:a@b.example", "http://a b/\n"):
        with pytest.raises(FetchError):
            client.get(address, most=1000)
