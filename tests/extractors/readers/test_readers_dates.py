"""The date of a report is the one that its dateline states; none is made up."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.readers.dates import date_of_epoch, date_of_name, date_of_url, dateline, parse_date

DAY = dt.date(2013, 6, 26)

STATED = """
BEIJING, June 26, 2013 (Xinhua) -- China seized five tons.
Vienna, 26 June 2013
2013-06-26 10:22
2013/06/26
Date: 26 June 2013
Published: June 26th, 2013
Posted on June 26, 2013
Wed, 26 Jun 2013 10:22:33 +0800
June 26, 2013 10:22 AM EDT
June 26, 2013 | by A. Writer
26 June 2013 – Police seized five tons.
(Xinhua) 10:22, June 26, 2013
Situation report, 26 June 2013
By A. Writer, June 26, 2013
*26 June 2013*
2013年06月26日 10:22 来源：新华网
发布时间：2013-06-26 10:22
新华社北京2013年6月26日电（记者 张三）云南
（新华社昆明2013年6月26日电）
二〇一三年六月二十六日
26/06/2013
Fecha: 26/06/2013
26.06.2013
Bogotá, 26 de junio de 2013 (EFE).- La policía incautó
Paris, le 26 juin 2013
26 июня 2013
Москва, 26 июня 2013 г. ТАСС
Jakarta, 26 Juni 2013
""".strip().splitlines()

NOT_STATED = """
On June 26, 2013, police seized 3 tons.
Police seized 5 tons on 26 June 2013
As of 31 December 2012
截至2012年12月31日
2013年6月26日，云南警方查获海洛因
2013年6月26日 国际禁毒日 全国各地
1 January 2012 – 31 December 2012
LIMA, Peru (AP) — June 26
BEIJING, June 26 (Xinhua) -- In 2013 China seized
International Day against Drug Abuse and Illicit Trafficking, 26 June 2013
31 February 2013
In 2013
2013
al 31 de diciembre de 2012
""".strip().splitlines()


@pytest.mark.parametrize("line", STATED)
def test_datelines(line: str) -> None:
    assert dateline(f"A headline\n{line}\nFive tons were seized in 2012.") == DAY


@pytest.mark.parametrize("line", NOT_STATED)
def test_dates_that_are_no_datelines(line: str) -> None:
    assert dateline(f"A headline\n{line}\nFive tons were seized.") is None


def test_a_dateline_stands_at_the_head() -> None:
    assert dateline("Some line of the story.\n" * 30 + "2013-06-26") is None


def test_day_or_month_first() -> None:
    first, second = dt.date(2023, 5, 3), dt.date(2023, 3, 5)
    assert dateline("03/05/2023") is None, "nothing tells which it is"
    assert dateline("03/05/2023 - 00:31") == first, "a clock of 24 hours"
    assert dateline("03/05/2023 1:31 PM") == second
    assert dateline("03/05/2023", language="fr") == first
    assert dateline("03/05/2023", near=(dt.date(2023, 5, 2),)) == first
    assert dateline("03/05/2023", near=(dt.date(2023, 3, 6),)) == second


def test_publication_goes_before_update() -> None:
    assert dateline("Updated: 27 June 2013\nPublished: 26 June 2013") == DAY
    assert dateline("Published 26 June 2013, updated 27 June 2013") == DAY
    assert dateline("Last updated: 26 June 2013") == DAY


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2013-06-26T10:22:00+08:00", DAY),
        ("20130626", DAY),
        ("D:20130626102233+08'00'", DAY),
        ("Wed, 26 Jun 2013 10:22:33 GMT", DAY),
        ("26 June 2013", DAY),
        ("2013", None),
        ("2013-06", None),
        ("2013-13-45", None),
        ("true", None),
        ("", None),
    ],
)
def test_values_of_metadata(value: str, day: dt.date | None) -> None:
    assert parse_date(value) == day


def test_addresses_names_and_epochs() -> None:
    assert date_of_url("http://a.example/2013/06/26/story.html") == DAY
    assert date_of_url("http://a.example/cn/20130626-story") == DAY
    assert date_of_url("http://20130626.example/story") is None
    assert date_of_url("http://a.example/2013/story-20136") is None
    assert date_of_name("2013-06-26 survey.pdf") == DAY
    assert date_of_name("survey 2013.pdf") is None
    assert date_of_name("12013-06-261.txt") is None
    assert date_of_epoch("1372204800000") == DAY
    assert date_of_epoch("9" * 13) is None or date_of_epoch("9" * 13).year > 2200
