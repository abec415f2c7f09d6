"""What a page on one's own machine refuses, and the headers it sends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import wsgi
from dashboard.app import create_app
from dashboard.claim_card import quoted, web_address
from dashboard.folder import stored_name
from extractors.store import Store, open_store


@pytest.fixture(scope="module")
def client(store: Store) -> FlaskClient:
    return create_app(store).server.test_client()


PATHS = ("/", "/by-year", "/status.json", "/figures.csv", "/theme.css", "/assets/app.css", "/_dash-layout")


@pytest.mark.parametrize("path", PATHS)
def test_only_the_names_of_this_machine_are_answered(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Host": "127.0.0.1:8050"}).status_code == 200
    assert client.get(path, headers={"Host": "localhost:1234"}).status_code == 200
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 403
    assert client.get(path, headers={"Host": "127.0.0.1.evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "path", ["/do/refresh", "/do/upload", "/do/report", "/do/review", "/_dash-update-component"]
)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_other_sites_change_nothing(client: FlaskClient, path: str, headers: dict) -> None:
    answer = client.post(path, json={}, headers={"X-Page": "1", **headers})
    assert answer.status_code == 403


def test_a_form_on_another_page_lacks_the_pages_header(client: FlaskClient) -> None:
    assert client.post("/do/refresh", data="x").status_code == 403


def test_links_from_elsewhere_may_open_the_page(client: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/by-year", headers=headers).status_code == 200
    assert (
        client.get(
            "/figures.json", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
        ).status_code
        == 403
    )


def test_bodies_have_an_end(client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", data=b"x" * 3_000_000, content_type="application/json")
    assert answer.status_code == 413
    assert client.put("/do/refresh").status_code in (403, 405)


def test_the_policy_allows_this_page_and_nothing_else(client: FlaskClient) -> None:
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert policy.count("sha256-") == len(re.findall(rb"<script(?![^>]*src=)[^>]*>\s*\S", answer.data))
    for name in (
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
    ):
        assert answer.headers[name]
    assert (
        "http"
        not in re.sub(
            rb"https?:(//|\\u002f\\u002f)(www\.w3\.org|dash-version)[^\"']*", b"", answer.data
        ).decode()
    )


def test_another_address_demands_its_token(store: Store) -> None:
    client = create_app(store, host="0.0.0.0", token="open-sesame", any_host=True).server.test_client()
    assert client.get("/status.json").status_code == 403
    assert client.get("/?token=wrong").status_code == 403
    assert client.get("/status.json", headers={"Authorization": "Bearer open-sesame"}).status_code == 200
    answer = client.get("/?token=open-sesame")
    assert answer.status_code == 302
    assert "token" not in answer.headers["Location"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert client.get("/status.json").status_code == 200


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_links_are_http_only(url: str | None, kept: bool) -> None:
    assert bool(web_address(url)) is kept


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("Report 2024.PDF", "report-2024-0123456789abcdef.pdf"),
        ("../../etc/passwd", "passwd-0123456789abcdef.txt"),
        ("C:\\temp\\a b.docx", "a-b-0123456789abcdef.docx"),
        (".htaccess", "htaccess-0123456789abcdef.txt"),
        ("报告.html", "报告-0123456789abcdef.html"),
        ("\x00\n.txt", "0123456789abcdef.txt"),
        ("", "0123456789abcdef.txt"),
    ],
)
def test_uploads_are_stored_under_their_hash(name: str, stored: str) -> None:
    assert stored_name(name, "0123456789abcdef") == stored


def test_a_quote_is_found_in_its_sentence() -> None:
    text = "Before it all. Police seized 12 kg of heroin. After that, more."
    start = text.index("12 kg")
    before, begin, number, rest, after = quoted(text, "Police seized 12 kg of heroin.", start, start + 5)
    assert (begin, number, rest) == ("Police seized ", "12 kg", " of heroin.")
    assert before + begin + number + rest + after == text


def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **environment: str) -> FlaskClient:
    for name in ("SEIZURES_HOSTS", "SEIZURES_TOKEN", "SEIZURES_USER_HEADER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"SEIZURES_DATA": str(tmp_path), **environment}.items():
        monkeypatch.setenv(name, value)
    return wsgi.application().test_client()


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [({}, "SEIZURES_HOSTS"), ({"SEIZURES_HOSTS": "seizures.example"}, "SEIZURES_TOKEN")],
)
def test_a_server_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environment: dict, wanted: str
) -> None:
    with pytest.raises(SystemExit, match=wanted):
        served(monkeypatch, tmp_path, **environment)


def test_a_proxy_that_signs_people_in_names_who_corrects(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "one.txt").write_text(
        "In 2013, police in Thailand seized 9 kg of heroin.", "utf-8"
    )
    client = served(
        monkeypatch, tmp_path, SEIZURES_HOSTS="seizures.example", SEIZURES_USER_HEADER="X-Forwarded-User"
    )
    behind = {"X-Forwarded-Host": "seizures.example", "X-Forwarded-Proto": "https"}
    assert client.get("/status.json", headers=behind).status_code == 403
    signed = {**behind, "X-Forwarded-User": "rosa", "X-Page": "1"}
    assert client.post("/do/refresh", headers=signed).status_code == 200
    claim = client.get("/claims.json?measure=any", headers=signed).json[0]["claim"]
    answer = client.post("/do/review", json={"claim": claim, "action": "accept"}, headers=signed)
    assert answer.status_code == 200, answer.text
    with open_store(tmp_path) as store:
        assert list(store.corrections()["who"]) == ["rosa"]
