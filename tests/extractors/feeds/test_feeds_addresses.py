"""Only public addresses are asked, at the address that was checked, with the certificate of the name."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator

import httpcore
import pytest
import trustme
from misbehaving_server import Server, body

from extractors.feeds import Client, addresses
from extractors.feeds.addresses import is_public
from extractors.feeds.errors import FetchError

MOST = 1000


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f::1", "64:ff9b::808:808",
                                     "::ffff:8.8.8.8"])  # fmt: skip
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
        "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "203.0.113.9", "224.0.0.1",
        "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:db8::1", "2002:7f00:1::1",
        "2002:808:808::1", "2001:0:7f00:1::", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1",
        "ff02::1", "ff0e::1", "", "localhost", "8.8.8.8.8",
    ],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_name_that_leads_to_a_private_address_is_refused(client: Client, server: Server, names) -> None:
    names["news.example"] = ["127.0.0.1"]
    with pytest.raises(FetchError, match=r'add "news\.example" to allow_private of this source'):
        client.get(f"http://news.example:{server.port}/", most=MOST, allowed=frozenset({"127.0.0.1"}))
    assert server.asked == []


def test_one_private_address_among_public_ones_is_enough(client: Client, names) -> None:
    names["news.example"] = ["93.184.215.14", "10.0.0.1"]
    with pytest.raises(FetchError, match=r"10\.0\.0\.1, which is no public address"):
        client.get("http://news.example/", most=MOST)


def test_a_host_that_is_allowed_by_name(client: Client, server: Server, names) -> None:
    names["news.example"] = ["127.0.0.1"]
    server.routes["/x"] = body("a")
    for host in ("news.example", "News.Example", "news.example."):
        answer = client.get(f"http://{host}:{server.port}/x", most=MOST, allowed=frozenset({"news.example"}))
        assert answer.body == b"a"


def test_a_host_that_is_allowed_at_one_port(client: Client, server: Server) -> None:
    server.routes["/x"] = body("a")
    here, elsewhere = f"127.0.0.1:{server.port}", f"127.0.0.1:{server.port - 1}"
    assert client.get(f"{server.base}/x", most=MOST, allowed=frozenset({here})).body == b"a"
    with pytest.raises(FetchError, match="no public address"):
        client.get(f"{server.base}/x", most=MOST, allowed=frozenset({elsewhere}))


def test_the_address_that_was_checked_is_the_one_that_is_used(
    client: Client, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that gives a public address first and a private one afterwards gains nothing."""
    answers = iter([["93.184.215.14"], ["93.184.215.14"], ["127.0.0.1"]])
    used: list[str] = []
    connect = httpcore.SyncBackend.connect_tcp

    def loopback(self, host, port, *rest, **named):
        used.append(host)
        return connect(self, "127.0.0.1", server.port, *rest, **named)

    monkeypatch.setattr(addresses, "resolve", lambda host, port: next(answers))
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", loopback)
    server.routes["/x"] = body("a")
    assert client.get("http://news.example/x", most=MOST).body == b"a"  # robots.txt and the page
    assert used == ["93.184.215.14", "93.184.215.14"]
    assert server.heads[-1]["Host"] == "news.example"
    with pytest.raises(FetchError, match="no public address"):
        client.get("http://news.example/x", most=MOST)
    assert len(used) == 2


def test_the_next_address_is_tried_where_one_does_not_answer(client: Client, server: Server, names) -> None:
    names["news.example"] = ["127.0.0.9", "127.0.0.1"]  # nobody listens at the first
    server.routes["/x"] = body("a")
    answer = client.get(
        f"http://news.example:{server.port}/x", most=MOST, allowed=frozenset({"news.example"})
    )
    assert answer.body == b"a"


@pytest.mark.parametrize("found", [[], OSError("no such host"), UnicodeError("label too long")])
def test_a_name_that_is_not_known(client: Client, monkeypatch: pytest.MonkeyPatch, found) -> None:
    def resolve(host: str, port: int) -> list[str]:
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(addresses, "resolve", resolve)
    with pytest.raises(FetchError, match=r"there is no host nowhere\.example") as caught:
        client.get("http://nowhere.example/", most=MOST)
    assert caught.value.passing


def test_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    monkeypatch.setattr(addresses, "resolve", lambda host, port: ended.wait(30) or [])
    with pytest.raises(FetchError, match="was not found within"):
        addresses.addresses_of("slow.example", 80, frozenset(), 0.05)
    ended.set()


# TLS

ALLOWED = frozenset({"news.example", "other.example"})


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA, names) -> Iterator[Server]:
    """A server with a certificate for news.example, which is what both names lead to."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("news.example").configure_cert(context)
    running = Server(tls=context)
    running.routes["/x"] = body("a")
    names["news.example"] = names["other.example"] = ["127.0.0.1"]
    yield running
    running.close()


def test_a_certificate_is_checked_for_the_name(client: Client, secure: Server, authority) -> None:
    client.tls = ssl.create_default_context()
    authority.configure_trust(client.tls)
    answer = client.get(f"https://news.example:{secure.port}/x", most=MOST, allowed=ALLOWED)
    assert answer.body == b"a"
    with pytest.raises(FetchError, match=r"no valid certificate.*other\.example"):
        client.get(f"https://other.example:{secure.port}/x", most=MOST, allowed=ALLOWED)


def test_a_certificate_of_nobody_that_is_known(client: Client, secure: Server) -> None:
    with pytest.raises(FetchError, match="no valid certificate"):
        client.get(f"https://news.example:{secure.port}/x", most=MOST, allowed=ALLOWED)
    assert secure.asked == []


def test_a_server_that_speaks_no_tls(client: Client, server: Server) -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        client.get(f"https://127.0.0.1:{server.port}/x", most=MOST, allowed=frozenset({"127.0.0.1"}))
