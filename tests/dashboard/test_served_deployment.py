"""Real server processes behind a proxy, on PostgreSQL: several workers show what is new, the proxy's headers
count, what it must refuse is refused."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.refresh import refresh
from extractors.store import open_store

HOST = "seizures.example"
TOKEN = "open-sesame"
BEHIND = {"X-Forwarded-Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
SIGNED = {**BEHIND, "Authorization": f"Bearer {TOKEN}"}
BIN = Path(sys.executable).parent
PROGRAMS = ["waitress"] if os.name == "nt" else ["gunicorn", "waitress"]
FIRST = "In 2013, police in Thailand seized 900 kilograms of heroin."
LATER = "In 2014, police in Thailand seized 1,500 kilograms of heroin."


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]


@dataclass
class Server:
    """A running server and what it serves."""

    port: int
    data: Path
    database: str

    def ask(self, path: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        """One request on a connection of its own, as a proxy passes it on."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        opener = urllib.request.build_opener(Plain)
        try:
            with opener.open(asked, timeout=60) as answer:
                return Answer(answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode("utf-8", "replace"), dict(error.headers))


class Plain(urllib.request.HTTPRedirectHandler):
    """Follows no redirection."""

    def redirect_request(self, *_: object) -> None:
        return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(program: str, port: int) -> list[str]:
    if program == "gunicorn":
        bound = ["--workers", "3", "--bind", f"127.0.0.1:{port}", "--timeout", "120"]
        return [str(BIN / "gunicorn"), *bound, "dashboard.wsgi:application()"]
    trusted = ["--trusted-proxy=127.0.0.1", "--trusted-proxy-headers=x-forwarded-host x-forwarded-proto"]
    return [
        str(BIN / "waitress-serve"),
        f"--listen=127.0.0.1:{port}",
        *trusted,
        "--call",
        "dashboard.wsgi:application",
    ]


@pytest.fixture(params=PROGRAMS)
def server(request: pytest.FixtureRequest, tmp_path: Path, postgresql_database: str) -> Iterator[Server]:
    data, port = tmp_path / "data", free_port()
    (data / "reports").mkdir(parents=True)
    (data / "reports" / "first.txt").write_text(FIRST, "utf-8")
    with open_store(data, postgresql_database) as store:
        refresh(store)
    given = {"SEIZURES_DATA": str(data), "SEIZURES_DATABASE": postgresql_database, "SEIZURES_HOSTS": HOST}
    log = (tmp_path / "log").open("w")
    running = subprocess.Popen(
        command(request.param, port),
        env={**os.environ, **given, "SEIZURES_TOKEN": TOKEN},
        stdout=log,
        stderr=log,
    )
    found = Server(port, data, postgresql_database)
    try:
        for _ in range(300):
            assert running.poll() is None, (tmp_path / "log").read_text()
            try:
                if found.ask("/status.json", SIGNED).status == 200:
                    break
            except OSError:
                time.sleep(0.2)
        yield found
    finally:
        running.terminate()
        running.wait(30)
        log.close()


def test_the_readme_says_how() -> None:
    said = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert "gunicorn --workers 3 --bind 127.0.0.1:8000 'dashboard.wsgi:application()'" in said
    assert all(
        argument in said for argument in ("--trusted-proxy=127.0.0.1", "--call dashboard.wsgi:application")
    )
    assert all(f"SEIZURES_{name}" in said for name in ("HOSTS", "TOKEN", "USER_HEADER", "DATABASE", "DATA"))


def test_it_shows_what_every_worker_has_and_refuses_what_it_must(server: Server) -> None:
    shows_what_is_new_everywhere(server)
    asks_for_the_token(server)
    answers_to_its_own_name_only(server)
    lets_only_its_own_page_change_something(server)


def values(answer: Answer) -> list[float]:
    assert answer.status == 200, answer.text
    return sorted(row["value"] for row in json.loads(answer.text))


def shows_what_is_new_everywhere(server: Server) -> None:
    """Twelve requests reach each of three workers; none shows an older state than another's."""
    for _ in range(12):
        assert values(server.ask("/figures.json?drug=heroin", SIGNED)) == [900]
    (server.data / "reports" / "later.txt").write_text(LATER, "utf-8")
    with open_store(server.data, server.database) as store:  # as `seizures watch` does, beside the workers
        refresh(store)
    for _ in range(12):
        assert values(server.ask("/figures.json?drug=heroin", SIGNED)) == [900, 1500]
    own = {**SIGNED, "X-Page": "1", "Origin": f"https://{HOST}", "Content-Type": "application/octet-stream"}
    text = b"In 2015, police in Thailand seized 1,100 kilograms of heroin."
    assert server.ask("/do/upload?name=third.txt", own, text).status == 200
    for _ in range(12):
        assert values(server.ask("/figures.json?drug=heroin", SIGNED)) == [900, 1100, 1500]


def asks_for_the_token(server: Server) -> None:
    assert server.ask("/by-year", BEHIND).status == 403
    assert server.ask("/by-year", {**BEHIND, "Authorization": "Bearer guess"}).status == 403
    opened = server.ask(f"/?token={TOKEN}", BEHIND)
    assert opened.status == 302
    assert "Secure" in opened.headers["Set-Cookie"]
    assert "HttpOnly" in opened.headers["Set-Cookie"]
    cookie = opened.headers["Set-Cookie"].partition(";")[0]
    assert server.ask("/by-year", {**BEHIND, "Cookie": cookie}).status == 200


def answers_to_its_own_name_only(server: Server) -> None:
    assert server.ask("/status.json", {**SIGNED, "X-Forwarded-Host": "evil.example"}).status == 403
    assert server.ask("/status.json", {**SIGNED, "X-Forwarded-Host": f"{HOST}.evil.example"}).status == 403
    direct = {"Authorization": f"Bearer {TOKEN}", "Host": "evil.example"}
    assert server.ask("/status.json", direct).status == 403


def lets_only_its_own_page_change_something(server: Server) -> None:
    own = {**SIGNED, "X-Page": "1", "Content-Type": "application/json"}
    assert server.ask("/do/refresh", {**own, "Origin": f"https://{HOST}"}, b"{}").status == 200
    for other in ("https://evil.example", "null", "http://127.0.0.1"):
        assert server.ask("/do/refresh", {**own, "Origin": other}, b"{}").status == 403
    assert server.ask("/do/refresh", {**own, "Sec-Fetch-Site": "cross-site"}, b"{}").status == 403
