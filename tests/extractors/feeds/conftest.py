"""A data folder with a list of feeds, a server that serves them, and a client that never leaves the loopback
nor waits."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from misbehaving_server import Server

from extractors.feeds import Client, FetchResult, Patience, addresses, fetch
from extractors.feeds.client import Answer

NOW = dt.datetime(2024, 5, 4, 12, tzinfo=dt.UTC)
PATIENCE = Patience(connect=5.0, read=10.0, total=20.0)


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The names that can be looked up, with their addresses; nothing is connected to but the loopback."""
    known: dict[str, list[str]] = {}
    connect = socket.create_connection

    def resolve(host: str, port: int) -> list[str]:
        if host.rstrip(".") in known:
            return known[host.rstrip(".")]
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [str(answer[4][0]) for answer in answers]

    def guarded(address: tuple[str, int], *arguments: object, **named: object) -> socket.socket:
        assert ipaddress.ip_address(address[0]).is_loopback, f"a test wanted to go to {address}"
        return connect(address, *arguments, **named)

    monkeypatch.setattr(addresses, "resolve", resolve)
    monkeypatch.setattr(socket, "create_connection", guarded)
    return known


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Client:
    return Client(patience=PATIENCE, sleep=clock.sleep, clock=clock)


@pytest.fixture
def hurried() -> Callable[..., Client]:
    """A client with less patience: `hurried(read=0.2)`; it does not wait between requests."""

    def make(**seconds: float) -> Client:
        return Client(patience=replace(PATIENCE, **seconds), sleep=lambda _: None)

    return make


@pytest.fixture
def get(client: Client, server: Server) -> Callable[..., Answer]:
    """Asks the server for a path, by another client where one is given."""

    def ask(path: str = "/x", by: Client | None = None, **keys: object) -> Answer:
        given = {"most": 100_000, "allowed": frozenset({"127.0.0.1"}), **keys}
        return (by or client).get(server.base + path, **given)

    return ask


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "reports").mkdir(parents=True)
    return folder


@pytest.fixture
def listed(data: Path, server: Server) -> Callable[..., None]:
    """Writes sources.toml: `listed("/feed.xml", publisher="UNODC")`; hosts of the loopback are allowed."""

    def write(*paths: str, **keys: object) -> None:
        tables = []
        for number, path in enumerate(paths, 1):
            address = path if "://" in path else server.base + path
            table = {"name": f"Feed {number}", "address": address, "allow_private": ["127.0.0.1"], **keys}
            lines = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
            tables.append("\n".join(["[[source]]", *lines]))
        (data / "sources.toml").write_text("\n".join(tables), "utf-8")

    return write


@pytest.fixture
def fetched(data: Path, clock: Clock) -> Callable[..., FetchResult]:
    """Fetches, so many hours after noon of a certain day."""

    def run(hours: float = 0, **keys: object) -> FetchResult:
        own = Client(patience=PATIENCE, sleep=clock.sleep, clock=clock)
        return fetch(data, now=NOW + dt.timedelta(hours=hours), **{"client": own, **keys})

    return run
