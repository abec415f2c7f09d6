"""Plain text and Markdown: the text to the letter, front matter apart, tables where they stand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extractors import readers
from extractors.readers.encodings import UnknownEncodingError, decode

STORY = "Police seized 5.6 tons of opium in 2012.\nThey arrested 2,534 people."


def read(text: str | bytes, name: str = "a.txt"):
    return readers.read_bytes(text.encode() if isinstance(text, str) else text, name)


def test_text_stays_to_the_letter() -> None:
    text = "  Two  spaces,\ttabs,\u00a0hard\u200bspaces, “quotes”, ５.６ 吨 …\n\n\n Third paragraph\u3000"
    assert read(text).text == text


def test_only_line_ends_and_marks_at_the_start_change() -> None:
    assert read("\ufeff\u200bone\r\ntwo\rthree\n").text == "one\ntwo\nthree"


def test_front_matter() -> None:
    text = (
        "---\ntitle: \"Opium: a survey\"\npublisher: 'UNODC'\nurl: https://a.example/x?y=1\n"
        f"published: 2013-06-26\nlanguage: en\ntags:\n  - opium\n---\n\n{STORY}\n"
    )
    report = read(text, "a.md")
    assert report.text == STORY
    assert (report.title, report.publisher, report.url) == (
        "Opium: a survey",
        "UNODC",
        "https://a.example/x?y=1",
    )
    assert (report.published, report.language) == (dt.date(2013, 6, 26), "en")


def test_front_matter_in_toml() -> None:
    report = read(f'+++\ntitle = "Survey"\ndate = 2013-06-26\n+++\n{STORY}', "a.md")
    assert (report.text, report.title, report.published) == (STORY, "Survey", dt.date(2013, 6, 26))


def test_rules_of_dashes_are_no_front_matter() -> None:
    text = f"---\n{STORY}\n---\nMore."
    assert read(text, "a.md").text == text


def test_a_link_above_dashes_is_title_and_address() -> None:
    report = read(f"[Police seize opium](https://a.example/2013/06/26/x)\n------\n\n{STORY}")
    assert (report.title, report.url) == ("Police seize opium", "https://a.example/2013/06/26/x")
    assert report.publisher == "a.example"
    assert (report.text, report.published) == (STORY, dt.date(2013, 6, 26))


def test_a_headline_is_the_title_and_stays_in_the_text() -> None:
    report = read(f"Police seize opium\n{STORY}")
    assert report.title == "Police seize opium"
    assert report.text.startswith("Police seize opium\n")
    assert read(STORY).title == ""
    assert read(f"# Police seize opium\n\n{STORY}", "a.md").title == "Police seize opium"


def test_labelled_lines_at_the_head_are_read() -> None:
    report = read(
        f"标题：云南警方查获毒品\n来源：云南网　2013-06-26 10:22\n网址：https://a.example/x\n{STORY}"
    )
    assert (report.title, report.publisher, report.url) == (
        "云南警方查获毒品",
        "云南网",
        "https://a.example/x",
    )
    assert report.published == dt.date(2013, 6, 26)
    report = read(f"Title: Police seize opium\nSource: The Daily Gazette\n\n{STORY}")
    assert (report.title, report.publisher) == ("Police seize opium", "The Daily Gazette")
    assert report.text.startswith("Title: Police"), "the text stays to the letter"
    assert read(f"{STORY}\n" * 30 + "Source: The Daily Gazette").publisher == ""


def test_the_date_is_the_datelines_or_the_file_names(tmp_path: Path) -> None:
    assert read(f"Headline of the day\nVienna, 26 June 2013\n{STORY}").published == dt.date(2013, 6, 26)
    assert read(STORY, "2013-06-26 opium.txt").published == dt.date(2013, 6, 26)
    assert read(STORY, "opium 2013.txt").published is None


def test_a_table_of_pipes_keeps_its_place_in_the_text() -> None:
    table = "| Country | 2011 | 2012 |\n|---|--:|--:|\n| Laos | 43 | **46** |\n|Viet Nam||320|\n"
    text = f"# Report\n\nTable 1. Heroin seized (kg)\n\n{table}\nAfter."
    report = read(text, "a.md")
    assert report.text == text
    (found,) = report.tables
    assert found.caption == "Table 1. Heroin seized (kg)"
    assert [(c.row, c.column, c.text) for c in found.cells] == [
        (0, 0, "Country"), (0, 1, "2011"), (0, 2, "2012"),
        (1, 0, "Laos"), (1, 1, "43"), (1, 2, "**46**"),
        (2, 0, "Viet Nam"), (2, 2, "320"),
    ]  # fmt: skip
    assert all(text[c.start : c.end] == c.text for c in found.cells)
    assert text[found.start : found.end].startswith("Table 1.")


def test_form_feeds_are_pages() -> None:
    report = read("First page.\fSecond page: 5 kg.\f")
    assert [(p.label, report.text[p.start : p.end]) for p in report.passages] == [
        ("page 1", "First page."),
        ("page 2", "Second page: 5 kg."),
    ]


def test_the_same_bytes_are_the_same_report() -> None:
    assert read(STORY) == read(STORY)
    assert read(STORY).id == readers.report_id(STORY.encode())
    assert len(read(STORY).id) == 16


SAMPLES = {
    "gb18030": "2012年，云南省禁毒部门查获各类毒品5.6吨，抓获犯罪嫌疑人2534名。",
    "big5": "警方在雲南查獲毒品5.6噸，抓獲嫌疑人2534名，破獲案件。",
    "cp932": "警察は2012年に覚醒剤5.6トンを押収したと発表した。",
    "euc_jp": "警察は2012年に覚醒剤5.6トンを押収したと発表した。",
    "cp949": "경찰은 2012년에 메스암페타민 5.6톤을 압수했다고 밝혔다. 마약 사범은 증가했다.",
    "cp1251": "В 2012 году полиция изъяла 5,6 тонны героина и задержала 2534 человека.",
    "koi8_r": "В 2012 году полиция изъяла 5,6 тонны героина и задержала 2534 человека.",
    "cp1252": "En 2012 la policía incautó 5,6 toneladas en Bogotá, según el señor Núñez – «cocaína».",
    "cp1250": "W 2012 roku policja przejęła 5,6 tony heroiny. Żołnierze zniszczyli część upraw.",
    "cp1254": "2012 yılında polis 5,6 ton eroin ele geçirdi; şüpheliler İstanbul'da gözaltına alındı.",
    "cp1253": "Το 2012 η αστυνομία κατέσχεσε 5,6 τόνους ηρωίνης.",
    "cp874": "ในปี 2012 ตำรวจยึดเฮโรอีน 5.6 ตัน",
    "utf-16": "Police seized 5.6 tons.",
    "utf-16-be": "Police seized 5.6 tons.",
    "utf-32": "Police seized 5.6 tons.",
    "utf-8-sig": "Police seized 5.6 tons – 海洛因.",
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_encodings_are_found(encoding: str) -> None:
    assert decode(SAMPLES[encoding].encode(encoding)) == SAMPLES[encoding]


def test_a_declaration_is_believed_unless_it_cannot_be() -> None:
    text = "Núñez: 5 kg"
    assert decode(text.encode("cp850"), "cp850") == text
    assert decode(text.encode("utf-8"), "no-such-encoding") == text
    assert decode(text.encode("cp1252"), "utf-8") == text


MAC = "incautó según Bogotá".encode("mac_roman")


@pytest.mark.parametrize("data", [bytes(range(1, 256)) * 4, b"\x81\x8d\x8f\x90" * 50, MAC, b"\xe9"])
def test_what_is_not_sure_is_an_error(data: bytes) -> None:
    with pytest.raises(UnknownEncodingError):
        decode(data)
