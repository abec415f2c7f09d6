"""refresh and watch with feeds, as a user meets them: a subprocess."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from feed_texts import item, page, rss
from misbehaving_server import Server, body, status

from extractors.feeds import Client, keep_fetching

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def serving(server: Server, listed) -> Server:
    """A feed of one entry, in the list."""
    listed("/feed.xml", publisher="Gazette", language="en")
    server.routes["/feed.xml"] = body(rss(item("/a")), "application/rss+xml")
    server.routes["/a"] = body(page(5))
    return server


def test_refresh_fetches_feeds_and_reads_what_they_brought(seizures, data: Path, serving: Server) -> None:
    (data / "reports" / "own.txt").write_text("Police in Peru seized 7 kg of cocaine in 2014.\n")
    first = seizures("refresh", data=data)
    assert first.stdout == (
        "Feeds: 1 new report, 0 unchanged\n2 new, 0 changed, 0 gone, 0 unchanged; 2 claims\n"
    )
    again = seizures("refresh", data=data)
    assert again.stdout.startswith("Feeds: 0 new reports, 0 unchanged, 1 not due yet\n0 new")
    assert serving.asked == ["/robots.txt", "/feed.xml", "/a"]
    seizures("export", data / "claims.csv", data=data)
    assert re.search(r"Gazette.*heroin|heroin.*Gazette", (data / "claims.csv").read_text("utf-8"))


def test_refresh_tells_what_failed_and_reads_the_folder_all_the_same(seizures, data, serving: Server) -> None:
    serving.routes["/a"] = status(404)
    (data / "reports" / "own.txt").write_text("Police in Peru seized 7 kg of cocaine in 2014.\n")
    result = seizures("refresh", data=data, code=1)
    assert "1 new, 0 changed" in result.stdout
    assert result.stderr == f"Feed 1: {serving.base}/a answered 404 (Not Found).\n"


def test_a_wrong_list_is_told_and_the_folder_is_read_all_the_same(
    seizures, data: Path, serving: Server
) -> None:
    (data / "sources.toml").write_text("[[source]]\nname = 5\n")
    result = seizures("refresh", data=data, code=1)
    assert result.stdout.startswith("0 new")
    assert [line.partition("source 1: ")[2] for line in result.stderr.splitlines()] == [
        "name: expected a short text on one line, not 5.",
        'address is missing; expected a web address such as "https://example.org/feed.xml", without a '
        "password.",
    ]
    assert serving.asked == []


def test_without_a_list_refresh_says_nothing_of_feeds(seizures, data: Path, server: Server) -> None:
    assert "Feeds" not in seizures("refresh", data=data).stdout
    assert not (data / "feeds.json").exists()


def test_refresh_of_another_folder_fetches_nothing(seizures, data, serving: Server, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert "Feeds" not in seizures("refresh", tmp_path / "other", data=data).stdout
    assert serving.asked == []


def test_watch_fetches_and_reads(data: Path, serving: Server) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "extractors", "watch", "--data", str(data)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    deadline = threading.Timer(60, process.kill)
    deadline.start()
    try:
        lines = []
        while not any(line.startswith("1 new, 0 changed") for line in lines):
            lines.append(process.stdout.readline())
            assert lines[-1], process.stderr.read()
        assert "Feeds: 1 new report, 0 unchanged\n" in lines
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert "Traceback" not in process.stderr.read()
    finally:
        deadline.cancel()
        process.kill()
        process.communicate()


def test_the_page_fetches_too_where_feeds_are_listed(data: Path, serving: Server) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "extractors", "serve", "--no-browser", "--port", "0", "--data", str(data)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    deadline = threading.Timer(90, process.kill)
    deadline.start()
    try:
        lines = [process.stdout.readline()]
        while not any(line.startswith("Feeds: 1 new report") for line in lines):
            lines.append(process.stdout.readline())
            assert lines[-1], process.stderr.read()
        assert [path.suffix for path in (data / "reports" / "feeds").glob("*.*")] == [".md"]
    finally:
        deadline.cancel()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def test_doctor_looks_at_the_list_and_asks_nobody(seizures, data: Path, serving: Server) -> None:
    assert f"ok    1 feed in {data / 'sources.toml'}" in seizures("doctor", data=data).stdout
    (data / "sources.toml").write_text("[[source]]\nname = 5\n")
    said = seizures("doctor", data=data, code=1).stdout
    assert "bad   " in said
    assert "name: expected a short text on one line, not 5." in said
    (data / "sources.toml").unlink()
    assert "feed" not in seizures("doctor", data=data).stdout.replace(str(data), "")
    assert serving.asked == []


# The loop that watch runs beside its own


class Rounds(threading.Event):
    """Stops after so many rounds, each with something done before it."""

    def __init__(self, *before) -> None:
        super().__init__()
        self.before = list(before)

    def wait(self, timeout: float | None = None) -> bool:
        if not self.before:
            self.set()
            return True
        self.before.pop(0)()
        return False


def test_the_loop_goes_on_whatever_happens(data: Path, serving: Server, listed, clock) -> None:
    said: list[str] = []

    def wrong() -> None:
        (data / "sources.toml").write_text("x = 1")

    def gone() -> None:
        (data / "sources.toml").unlink()

    def blocked() -> None:
        listed("/feed.xml")
        (data / "feeds.json").unlink()
        (data / "feeds.json").mkdir()

    rounds = Rounds(wrong, lambda: None, gone, blocked, lambda: None)
    keep_fetching(data, said.append, stop=rounds, client=lambda: Client(sleep=clock.sleep, clock=clock))
    assert said[0] == "Feeds: 1 new report, 0 unchanged"
    assert "there is no key 'x'" in said[1]
    assert "holds no [[source]]" in said[2]
    assert "Feeds cannot be kept in" in said[3]
    assert len(said) == 4
