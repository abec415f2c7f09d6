"""Web pages: the story whole, nothing beside it, and only what the page says about itself."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors import readers
from extractors.records import Report

STORY = [
    "Police in Yunnan seized 5.6 tons of various drugs smuggled via Laos in 2012, the ministry said Tuesday.",
    "Altogether 1,784 cases were uncovered and 2,534 suspects were arrested along the Mekong River.",
    "Officers said that most of the heroin had been hidden in vehicles that crossed the border at night.",
    "The operation, which involved four countries, lasted from April to June and will be repeated next year.",
]


def page_of(main: str, *, head: str = "", around: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body>{around}<div id=m>{main}</div></body></html>".encode()
    )


def read(data: bytes, name: str = "a.html") -> Report:
    return readers.read_bytes(data, name)


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


SECTIONS = "".join(f"<li><a href=/{i}>Section {i}</a></li>" for i in range(12))
OTHERS = "".join(f"<li><a href=/s{i}>Story {i}: 77 tons of other things</a></li>" for i in range(20))
NEWS_PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Five tons seized - The Daily Gazette</title>
<meta property="og:title" content="Five tons seized - The Daily Gazette">
<meta property="og:site_name" content="The Daily Gazette"><link rel="canonical" href="https://gazette.example/a/1">
<script type="application/ld+json">{{"@context":"x","@graph":[{{"@type":"WebSite","name":"w"}},
{{"@type":"NewsArticle","headline":"Five tons seized","datePublished":"2013-06-26T10:22:00Z"}}]}}</script>
</head><body class="has-sidebar comments-open">
<div class="cookie-banner">We use cookies. Accept all 35 partners.</div>
<header><nav><ul>{SECTIONS}</ul></nav></header>
<main><article><h1>Five tons seized</h1><div class="byline">By A. Writer</div>
<figure><img src=a.jpg><figcaption>Officers show 300 kg of seized heroin in Kunming.</figcaption></figure>
<p>{STORY[0]}</p><p>{STORY[1]}</p>
<div class="newsletter-signup"><p>Sign up for our newsletter and get 10 stories a day.</p></div>
<div class="related-stories"><h3>Related</h3><p><a href=/x>Police seize 900 kg of cocaine</a></p></div>
<p>{STORY[2]}</p>
<table class="data"><caption>Seizures (kg)</caption><tr><th>Drug</th><th>2011</th><th>2012</th></tr>
<tr><td>Heroin</td><td>42</td><td>336<sup>a</sup></td></tr><tr><td>Opium</td><td>828</td><td>1,470</td></tr></table>
<p>{STORY[3]}</p></article>
<aside><h2>Most read</h2><ul>{OTHERS}</ul></aside></main>
<footer><p>Copyright 2013 The Daily Gazette, 99 Long Street. Call 555 0000.</p></footer></body></html>"""


def test_a_news_page_gives_its_story_and_nothing_beside_it() -> None:
    report = read(NEWS_PAGE.encode())
    for paragraph in STORY:
        assert paragraph in report.text
    assert "300 kg of seized heroin" in report.text, "captions of pictures are text of the report"
    for beside in ("cookies", "newsletter", "900 kg", "77 tons", "555", "Section"):
        assert beside not in report.text
    assert (report.title, report.publisher) == ("Five tons seized", "The Daily Gazette")
    assert report.published == dt.date(2013, 6, 26)
    assert (report.url, report.language) == ("https://gazette.example/a/1", "en")
    (table,) = report.tables
    assert table.caption == "Seizures (kg)"
    assert [c.text for c in table.cells if c.row == 1] == ["Heroin", "42", "336ᵃ"]


def test_a_section_named_after_its_heading_is_no_box_beside_the_story() -> None:
    nav = "<nav>" + "".join(f"<a href=/{i}>Link {i}</a> " for i in range(30)) + "</nav>"
    section = f'<section id="drug-related-deaths"><h2>Deaths</h2>{paragraphs(STORY[:1])}</section>'
    other = f'<section id="seizures"><h2>Seizures</h2>{paragraphs(STORY[1:] * 4)}</section>'
    links = '<div class="related-links"><a href=/x>Police seize 900 kg of cocaine</a></div>'
    text = read(page_of(section + other + links, around=nav)).text
    assert STORY[0] in text
    assert "900 kg" not in text


def test_paragraphs_stay_in_order_and_apart() -> None:
    report = read(page_of(paragraphs(STORY)))
    assert report.text == "\n\n".join(STORY)


def test_a_page_that_is_only_a_table_is_read() -> None:
    rows = "".join(f"<tr><td>Country {i}</td><td>{i}</td><td>{i * 2}</td></tr>" for i in range(40))
    around = "<nav>" + "".join(f"<a href=/{i}>Link {i}</a> " for i in range(30)) + "</nav>"
    report = read(page_of(f"<h2>Seizures by country</h2><table>{rows}</table>", around=around))
    assert len(report.tables[0].cells) == 120
    assert report.tables[0].caption == "Seizures by country"
    assert "Link 3" not in report.text


def test_tables_that_lay_out_a_page_are_text() -> None:
    old = (
        "<table width=100%><tr><td width=20%><a href=/1>Home</a><br><a href=/2>World news</a></td>"
        f"<td><font size=2>{STORY[0]}<br><br>{STORY[1]}<p>{STORY[2]}</font></td></tr></table>"
    )
    report = read(page_of(old))
    assert not report.tables
    assert all(text in report.text for text in STORY[:3])


def test_merged_cells_hold_their_place() -> None:
    table = (
        "<table><tr><th rowspan=2>Country<th colspan=2>Heroin<th rowspan=0>Note<tr><th>2011<th>2012"
        "<tr><td>Laos<td>43<td>46<tr><td>Viet Nam<td><td>320</table>"
    )
    report = read(page_of(f"<p>{STORY[0]}</p>{table}"))
    cells = {(c.row, c.column, c.text, c.column_span, c.row_span) for c in report.tables[0].cells}
    assert cells == {
        (0, 0, "Country", 1, 2), (0, 1, "Heroin", 2, 1), (0, 3, "Note", 1, 4), (1, 1, "2011", 1, 1),
        (1, 2, "2012", 1, 1), (2, 0, "Laos", 1, 1), (2, 1, "43", 1, 1), (2, 2, "46", 1, 1),
        (3, 0, "Viet Nam", 1, 1), (3, 2, "320", 1, 1),
    }  # fmt: skip


def test_raised_note_marks_do_not_become_digits() -> None:
    report = read(
        page_of(
            "<p>It reached 42,500<sup>1</sup> hectares, 5×10<sup>3</sup> kg, on the 1<sup>st</sup> day.</p>"
        )
    )
    assert report.text == "It reached 42,500¹ hectares, 5×10³ kg, on the 1st day."


def test_what_is_hidden_or_struck_out_is_not_read() -> None:
    hidden = (
        '<p hidden>1 kg</p><p style="display: none">2 kg</p><p>3 <del>4</del> kg</p><template>5 kg</template>'
    )
    assert read(page_of(f"<p>{STORY[0]}</p>{hidden}")).text == f"{STORY[0]}\n\n3 kg"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2013-06-26T01:00:00Z">', dt.date(2013, 6, 26)),
        ('<meta name="DC.date.issued" content="2013-06-26">', dt.date(2013, 6, 26)),
        ('<meta name="pubdate" content="20130626">', dt.date(2013, 6, 26)),
        ('<link rel="canonical" href="http://a.example/2013/06/26/x.html">', dt.date(2013, 6, 26)),
        ('<link rel="canonical" href="http://a.example/2013-06/26/c_1.htm">', dt.date(2013, 6, 26)),
        ('<meta name="viewport" content="width=2013">', None),
        ('<meta property="article:modified_time" content="2014-06-26">', None),
    ],
)
def test_dates_are_stated_or_there_is_none(head: str, published: dt.date | None) -> None:
    assert read(page_of(paragraphs(STORY), head=head)).published == published


def test_a_visible_time_is_the_date_where_there_is_but_one() -> None:
    one = '<time datetime="2013-06-26T10:00">Wednesday</time>'
    assert read(page_of(one + paragraphs(STORY))).published == dt.date(2013, 6, 26)
    two = one + '<time datetime="2014-01-01">other story</time>'
    assert read(page_of(two + paragraphs(STORY))).published is None


@pytest.mark.parametrize(
    "name", ["Five tons - Gazette", "Five tons | World news | Gazette", "Five tons_Gazette"]
)
def test_a_site_named_behind_its_headline_is_the_publisher(name: str) -> None:
    page = page_of(f"<h1>Five tons</h1>{paragraphs(STORY)}", head=f"<title>{name}</title>")
    assert (read(page).title, read(page).publisher) == ("Five tons", "Gazette")


def test_a_page_in_an_old_encoding() -> None:
    text = "<p>云南省禁毒部门查获各类毒品5.6吨，同比增长13%。</p>"
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>{text}'
    )
    assert "查获各类毒品5.6吨" in read(page.encode("gb18030")).text
    assert "查获各类毒品5.6吨" in read(f"<html><body>{text * 3}".encode("gb18030")).text


def test_a_language_that_the_text_belies_is_not_believed() -> None:
    page = '<html lang="en"><body><p>云南省禁毒部门查获各类毒品5.6吨，同比增长13%。</p>'
    assert read(page.encode()).language == ""


def test_a_fragment_under_a_text_files_name() -> None:
    body = "<div>03/05/2023 - 00:31</div><p><span><b>警方查获海洛因</b></span><i>300</i>公斤。</p><p>完。</p>"
    text = (
        f"<!--1683067502000-->\n[警方查获毒品](https://www.press.example/cn/20230502-abc)\n------\n\n{body}"
    )
    report = read(text.encode(), "a.txt")
    assert "警方查获海洛因300公斤。" in report.text
    assert (report.title, report.published) == ("警方查获毒品", dt.date(2023, 5, 3))
    assert (report.url, report.publisher) == ("https://www.press.example/cn/20230502-abc", "press.example")


def test_front_matter_may_stand_before_a_page() -> None:
    front = "---\ntitle: Five tons\npublisher: Gazette\npublished: 2013-06-26\nlanguage: en\n---\n"
    text = f"{front}<html><body>{paragraphs(STORY)}"
    report = read(text.encode(), "feed.html")
    assert (report.title, report.publisher, report.published) == (
        "Five tons",
        "Gazette",
        dt.date(2013, 6, 26),
    )
    assert report.text == "\n\n".join(STORY)


def test_soft_hyphens_and_line_ends_inside_a_paragraph_go() -> None:
    report = read(page_of("<p>meth&shy;amphet&shy;amine\n   weighed&nbsp;5 kg</p>"))
    assert report.text == "methamphetamine weighed 5 kg"
