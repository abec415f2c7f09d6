"""Downloads hold exactly the rows shown; uploads, dates, reviews and undo change the store and say so."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from dashboard import evidence
from dashboard.app import create_app
from dashboard.filters import Filters
from dashboard.snapshot import Snapshot
from dashboard.texts import texts
from dashboard.views import registry
from dashboard.views.page import Request
from extractors.refresh import refresh
from extractors.store import Store

PAGE = {"X-Page": "1"}


@pytest.fixture
def client(store: Store) -> FlaskClient:
    return create_app(store).server.test_client()


@pytest.fixture
def own(changing: Store) -> FlaskClient:
    return create_app(changing).server.test_client()


def rows(client: FlaskClient, address: str) -> list[dict]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("of", ["figures", "claims", "reports"])
def test_a_plain_table_has_its_dictionary_beside_it(client: FlaskClient, of: str) -> None:
    answer = client.get(f"/{of}-columns.csv")
    assert f"{of}-columns.csv" in answer.headers["Content-Disposition"]
    told = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert told[0] == ["Column", "Meaning"]
    assert sorted(name for name, _ in told[1:]) == sorted(rows(client, f"/{of}.csv?measure=any")[0])
    assert all(meaning for _, meaning in told)
    chinese = client.get(f"/{of}-columns.csv", headers={"Accept-Language": "zh-CN"})
    assert chinese.data.decode("utf-8-sig").startswith("列,含义")


def test_the_same_rows_in_every_format(client: FlaskClient) -> None:
    query = "?drug=heroin&place=TH"
    expected = [row["figure"] for row in rows(client, f"/figures.csv{query}")]
    assert len(expected) == 4
    found = json.loads(client.get(f"/figures.json{query}").data)
    assert [row["figure"] for row in found] == expected
    lines = client.get(f"/figures.jsonl{query}").data.decode().splitlines()
    assert [json.loads(line)["figure"] for line in lines] == expected
    table = pd.read_parquet(io.BytesIO(client.get(f"/figures.parquet{query}").data))
    assert list(table["figure"]) == expected
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/figures.xlsx{query}").data))
    assert book["data"].max_row == 5
    assert {c.value for c in book["columns"]["A"]} >= {"figure", "value", "status"}
    said = {row[0].value: row[1].value for row in book["about"]}
    assert said["rows"] == 4
    assert "Narcotics Board of Thailand" in said["cite as"]
    assert query in said["cite as"]
    schema = pq.read_schema(io.BytesIO(client.get(f"/figures.parquet{query}").data))
    assert b"Narcotics Board of Thailand" in schema.metadata[b"citation"]
    assert schema.field("status").metadata[b"description"]
    link = client.get(f"/figures.csv{query}").headers["Link"]
    assert link == f'</figures.zip{query}>; rel="describedby"'
    with zipfile.ZipFile(io.BytesIO(client.get(f"/figures.zip{query}").data)) as archive:
        package = json.loads(archive.read("datapackage.json"))
        inside = list(csv.DictReader(io.StringIO(archive.read("figures.csv").decode("utf-8-sig"))))
    assert [row["figure"] for row in inside] == expected
    assert "Narcotics Board of Thailand" in package["citation"]
    assert package["resources"][0]["rows"] == 4
    assert all(
        f.get("description")
        for f in package["resources"][0]["schema"]["fields"]
        if f["name"] in ("value", "status")
    )


@pytest.mark.parametrize(
    ("address", "n"),
    [
        ("/figures.csv?view=by-year&place=TH", 5),
        ("/figures.csv?view=by-year", 5),
        ("/figures.csv?view=by-region&drug=heroin", 1),
        ("/figures.csv?view=by-region&drug=heroin&place=CN", 1),
        ("/figures.csv?view=by-drug&place=TH", 2),
        ("/figures.csv?view=table&measure=any", 9),
        ("/figures.csv?view=table&measure=any&support=conflict", 1),
        ("/claims.csv?view=table&drug=heroin&place=TH&years=2014", 2),
        ("/claims.csv?measure=any&search=opium+laos", 1),
        ("/reports.csv", 8),
    ],
)
def test_a_download_is_exactly_what_the_view_shows(client: FlaskClient, address: str, n: int) -> None:
    assert len(rows(client, address)) == n


def test_an_unknown_filter_is_refused_in_a_sentence(client: FlaskClient) -> None:
    answer = client.get("/figures.csv?drug=unobtainium")
    assert answer.status_code == 400
    assert "drug=unobtainium" in answer.text


def test_a_citation_names_the_view_and_its_publishers(client: FlaskClient) -> None:
    said = client.get("/cite.txt?view=by-year&drug=heroin&place=TH&years=2014").text
    assert said.startswith("Reports disagree on heroin seized in Thailand in 2014")
    assert "Bangkok Daily" in said
    assert "{address}" in said


def test_an_upload_is_read_at_once_and_kept_once(own: FlaskClient, changing: Store) -> None:
    body = b"In 2016, police in Thailand seized 800 kilograms of heroin."
    first = own.post("/do/upload?name=News%202016.txt", data=body, headers=PAGE).json
    assert "1 claim" in first["said"]
    assert first["version"] == changing.version()
    assert (changing.inbox / f"news-2016-{first['report']}.txt").read_bytes() == body
    again = own.post("/do/upload?name=copy.txt", data=body, headers=PAGE).json
    assert again["status"] == "same"
    assert len(list(changing.inbox.glob("*.txt"))) == 2
    values = {row["value"] for row in rows(own, "/figures.csv?place=TH&drug=heroin&years=2016")}
    assert {float(v) for v in values} == {800.0}


def test_a_file_that_cannot_be_read_says_why(own: FlaskClient) -> None:
    answer = own.post("/do/upload?name=scan.pdf", data=b"%PDF-no", headers=PAGE).json
    assert answer["status"] == "rejected"
    assert answer["said"]
    assert own.post("/do/upload?name=nothing.txt", data=b"", headers=PAGE).status_code == 400


def test_a_date_places_this_year(own: FlaskClient, changing: Store) -> None:
    report = next(r.report for r in changing.reports().itertuples() if r.file == "undated.txt")
    refused = own.post("/do/report", json={"report": report, "published": "last summer"}, headers=PAGE)
    assert refused.status_code == 400
    assert "2024-06-26" in refused.json["error"]
    done = own.post("/do/report", json={"report": report, "published": "2018年5月4日"}, headers=PAGE)
    assert done.status_code == 200, done.json
    assert [row["period"] for row in rows(own, "/figures.csv?place=VN")] == ["2018-01/2018-05"] or [
        row["year"] for row in rows(own, "/figures.csv?place=VN")
    ] == ["2018"]
    own.post("/do/undo", json={"ids": done.json["undo"]}, headers=PAGE)
    assert [row["year"] for row in rows(own, "/figures.csv?place=VN")] == [""]


def test_a_correction_is_used_kept_and_undone(own: FlaskClient, changing: Store) -> None:
    claims = changing.claims()
    claim = claims[(claims["place"] == "MM")]["claim"].iloc[0]
    bad = own.post(
        "/do/review", json={"claim": claim, "action": "correct", "changes": {"value": "many"}}, headers=PAGE
    )
    assert bad.status_code == 400
    done = own.post(
        "/do/review",
        json={"claim": claim, "action": "correct", "changes": {"value": "57,000"}, "reason": "misprint"},
        headers=PAGE,
    ).json
    found = rows(own, "/figures.csv?measure=cultivation&place=MM")
    assert [float(row["value"]) for row in found] == [57_000.0]
    assert len(rows(own, "/figures.csv?measure=cultivation&support=corrected")) == 1
    own.post("/do/undo", json={"ids": done["undo"]}, headers=PAGE)
    assert [float(row["value"]) for row in rows(own, "/figures.csv?measure=cultivation&place=MM")] == [
        57_600.0
    ]


def figures_of(store: Store, year: int) -> list[tuple[str, float]]:
    table = store.figures().table
    mine = table[(table["drug"] == "heroin") & (table["place"] == "TH") & (table["year"] == year)]
    return sorted((str(s), float(v)) for s, v in zip(mine["status"], mine["value"], strict=True))


def test_a_number_is_kept_apart_and_put_back(own: FlaskClient, changing: Store) -> None:
    claims = changing.claims()
    claim = claims[(claims["value"] == 2_600)]["claim"].iloc[0]
    assert figures_of(changing, 2014) == [("conflict", 2_600)]
    done = own.post(
        "/do/review", json={"claim": claim, "action": "split", "reason": "seaports only"}, headers=PAGE
    )
    assert figures_of(changing, 2014) == [("single", 1_500), ("single", 2_600)]
    own.post("/do/undo", json={"ids": done.json["undo"]}, headers=PAGE)
    assert figures_of(changing, 2014) == [("conflict", 2_600)]


def test_two_figures_are_taken_as_one_and_parted_again(own: FlaskClient, changing: Store) -> None:
    claims = changing.claims()
    first, second, area = (
        claims[claims["value"] == value]["claim"].iloc[0] for value in (700, 1_500, 57_600)
    )
    done = own.post("/do/review", json={"claim": second, "action": "merge", "other": first}, headers=PAGE)
    assert done.status_code == 200, done.json
    assert figures_of(changing, 2014) == []
    assert [status for status, _ in figures_of(changing, 2012)] == ["conflict"]
    own.post("/do/undo", json={"ids": done.json["undo"]}, headers=PAGE)
    assert figures_of(changing, 2014) == [("conflict", 2_600)]
    refused = own.post("/do/review", json={"claim": first, "action": "merge", "other": area}, headers=PAGE)
    assert refused.status_code == 400
    assert "count different things" in refused.json["error"]


def test_a_rejected_claim_is_no_longer_shown(own: FlaskClient, changing: Store) -> None:
    claims = changing.claims()
    claim = claims[claims["place"] == "LA"]["claim"].iloc[0]
    own.post("/do/review", json={"claim": claim, "action": "reject", "reason": "not there"}, headers=PAGE)
    assert rows(own, "/figures.csv?measure=cultivation&place=LA") == []


def test_a_pasted_text_is_shown_before_it_is_kept(own: FlaskClient, changing: Store) -> None:
    before = changing.version()
    pasted = {
        "text": "Customs seized 5 kilograms of cocaine in Peru in 2019.",
        "title": "Note",
        "publisher": "Me: myself",
    }
    seen = own.post("/do/preview", json=pasted, headers=PAGE).json
    assert "".join(piece["text"] for piece in seen["pieces"]) == pasted["text"]
    assert [piece["text"] for piece in seen["pieces"] if piece["said"]] == ["5 kilograms"]
    assert changing.version() == before
    kept = own.post("/do/keep", json=pasted, headers=PAGE).json
    reports = changing.reports().set_index("report")
    assert reports.loc[kept["report"], "publisher"] == "Me: myself"
    assert reports.loc[kept["report"], "claims"] == 1


def test_the_status_tells_what_changed_since(own: FlaskClient, changing: Store) -> None:
    before = own.get("/status.json").json
    assert (before["read"], before["failed"]) == (7, 1)
    (changing.inbox / "late.txt").write_text(
        "In 2017, police in Thailand seized 650 kilograms of heroin.", "utf-8"
    )
    assert "1 new" in own.post("/do/refresh", headers=PAGE).json["said"]
    after = own.get(f"/status.json?since={before['version']}").json
    assert (after["news"]["reports"], after["news"]["figures"]) == (1, 1)
    (changed,) = after["news"]["changed"]
    assert [row["year"] for row in rows(own, "/figures.csv?place=TH") if row["figure"] == changed] == ["2017"]


def test_a_correction_that_no_longer_fits_is_listed(changing: Store) -> None:
    claims = changing.claims()
    changing.correct(claims[claims["place"] == "MM"]["claim"].iloc[0], {"value": 57_000.0}, who="rosa")
    asked = Request("/reports", Filters(), 1000, 900, 0, texts("en"))
    assert "no longer fit" not in str(registry.render(Snapshot(changing), asked).body)
    (changing.inbox / "survey-2014.md").write_text("Nothing was grown.", "utf-8")
    refresh(changing)
    shown = str(registry.render(Snapshot(changing), asked).body)
    assert "no longer fit" in shown
    assert "57,600 hectares" in shown
    assert "data-undo" in shown


def test_a_figure_kept_apart_can_be_taken_back_from_the_evidence(changing: Store) -> None:
    claims = changing.claims()
    far = claims[claims["value"] == 2_600]["claim"].iloc[0]
    changing.split([far], who="rosa")
    snapshot = Snapshot(changing)
    figures = snapshot.figures
    mine = figures[(figures["drug"] == "heroin") & (figures["place"] == "TH") & (figures["year"] == 2014)]
    shown = {
        row.value: str(evidence.drawer(snapshot, row.figure, "", texts("en"))) for row in mine.itertuples()
    }
    assert set(shown) == {1_500, 2_600}
    assert all("Take as one: it is about the same" in text for text in shown.values())
    assert "Kept apart by rosa" in shown[2_600]
    assert "Kept apart by rosa" not in shown[1_500]


def test_what_lies_in_another_figure_is_never_offered_as_the_same(snapshot: Snapshot) -> None:
    inside = snapshot.near[~snapshot.near["reason"].isin(evidence.MAYBE_SAME)]
    for figure in set(inside["figure"]) - set(
        snapshot.near["figure"][snapshot.near["reason"].isin(evidence.MAYBE_SAME)]
    ):
        assert "Take as one" not in str(evidence.drawer(snapshot, figure, "", texts("en")))
