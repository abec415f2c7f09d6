"""Copies, rewrites and excerpts of one text are one story; other texts on the same matter are not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.figures.stories import StoryIndex, group

HARBOUR = """Customs officers in the port of Valmora have seized 2.4 tonnes of cocaine hidden in a
shipment of bananas, the largest find there in eleven years, the interior minister said on Tuesday.

The drugs were packed in 96 cardboard boxes at the back of a refrigerated container that had left
Guayaquil three weeks earlier. A scanner at the new terminal showed an uneven load, and dogs confirmed
the suspicion within minutes.

Two men who came to collect the container at night were arrested. A third, the manager of a fruit company
in the old town, was detained at his home on Monday. Investigators believe that the group had used the
same route at least four times since the spring.

"This is not the work of amateurs," the minister told reporters on the quay, standing in front of the
opened boxes. He promised forty more officers for the port and a second scanner before the end of the
year.

Dock workers, who had complained for months about strangers entering the terminal after dark, said that
the fence on the northern side still had not been mended. The port authority declined to comment, citing
the investigation.

Valmora handles about nine hundred thousand containers a year, of which fewer than two in a hundred are
opened."""

REWRITE = """Customs officers in the port of Valmora seized 2.4 tonnes of cocaine hidden in a shipment of
bananas, the biggest find there in eleven years, the interior minister announced on Tuesday.

The drugs had been packed in 96 cardboard boxes at the back of a refrigerated container that left
Guayaquil three weeks ago. A scanner at the new terminal showed an uneven load, and sniffer dogs
confirmed the suspicion within minutes.

Two men who came to collect the container during the night were arrested. A third man, manager of a fruit
company in the old town, was detained at home on Monday. Police believe that the group had used the same
route four times since the spring.

The minister promised forty more officers for the port and a second scanner before the end of the year."""

OTHER = """A court in Valmora on Friday opened the trial of five people who are accused of growing
cannabis in a disused railway tunnel. Police had found 3,100 plants, lamps and a diesel generator there
in January after neighbours complained about the smell.

The defendants, aged between 24 and 61, deny that they knew what was behind the steel door. Their lawyers
say that the tunnel was rented to a company that grows mushrooms. A verdict is expected in the autumn,
the court said."""

APPEAL = """Independent reporting costs money. Our readers make it possible for our correspondents to
travel, to wait and to ask again. If you can, support us with the price of a coffee a month; if you
cannot, read on, for nothing here is behind a wall. Every contribution, however small, goes into the
newsroom and nowhere else. Thank you for standing with us today."""

CHINESE = """本报讯，瓦尔莫拉海关日前在一批香蕉货柜中查获可卡因2.4吨，为该港十一年\
来最大一起。内政部长周二在码头向记者介绍，毒品分装在96个纸箱内，藏于冷藏集装箱后部，该货柜三周\
前自瓜亚基尔启运。新码头的扫描设备显示装载不均，缉毒犬随即确认。两名前来提货的男子当场被捕，另一\
名水果公司负责人周一在家中被拘留。"""

CHINESE_COPY = """【环球时讯】瓦尔莫拉海关日前在一批香蕉货柜中查获可卡因2.4吨，为该港十\
一年来最大一起。毒品分装在96个纸箱内，藏于冷藏集装箱后部，该货柜三周前自瓜亚基尔启运。新码头的\
扫描设备显示装载不均，缉毒犬随即确认。编辑：林"""

CHINESE_OTHER = """新华港消息，瓦尔莫拉法院周五开庭审理一起大麻种植案，五名被告被控在废弃铁\
路隧道内种植大麻三千一百株。警方一月接到邻居投诉气味后查获该处，现场有照明灯和柴油发电机。被告均\
否认知情，法院预计秋季宣判。"""


def paragraphs(text, first, last):
    return "\n\n".join(text.split("\n\n")[first:last])


TEXTS = {
    "a": HARBOUR,
    "b": APPEAL + "\n\n" + HARBOUR.upper(),
    "c": REWRITE,
    "d": paragraphs(HARBOUR, 0, 3) + "\n\nSubscribe to our newsletter.",
    "e": paragraphs(HARBOUR, 3, 6),
    "f": OTHER,
    "g": CHINESE,
    "h": CHINESE_COPY,
    "i": CHINESE_OTHER,
    "j": "",
    "k": "Valmora",
}


def test_copies_rewrites_and_halves_are_one_story_and_others_are_not():
    found = group(TEXTS)
    assert {report for report, story in found.items() if story == "a"} == {"a", "b", "c", "d", "e"}
    assert found["h"] == found["g"] == "g"
    assert {found[report] for report in "fijk"} == set("fijk")


def test_halves_that_share_nothing_are_one_story_through_the_whole():
    halves = {name: TEXTS[name] for name in "de"}
    assert group(halves) == {"d": "d", "e": "e"}
    assert group({**halves, "a": HARBOUR}) == {"a": "a", "d": "a", "e": "a"}


def test_a_publishers_boilerplate_makes_no_story():
    long_appeal = APPEAL + "\n\n" + APPEAL.replace("coffee", "newspaper").replace("today", "again")
    texts = {
        "x": long_appeal + OTHER,
        "y": long_appeal + CHINESE_OTHER,
        "z": long_appeal + paragraphs(HARBOUR, 0, 2),
    }
    same = dict.fromkeys(texts, "The Daily")
    assert group(texts, same) == {"x": "x", "y": "y", "z": "z"}
    assert len(set(group({**texts, "a": HARBOUR}, same).values())) == 3


def test_the_same_text_kept_three_times_by_one_publisher_is_one_story():
    copies = {"x": HARBOUR, "y": HARBOUR + " Reporting by the harbour desk.", "z": HARBOUR}
    assert set(group(copies, dict.fromkeys(copies, "The Daily")).values()) == {"x"}


def test_a_collection_does_not_make_its_stories_one():
    rng = random.Random(4)
    vocabulary = [f"word{n}" for n in range(3000)]
    stories = {f"s{n}": " ".join(rng.choices(vocabulary, k=120)) for n in range(9)}
    found = group({**stories, "collection": " ".join(stories.values())})
    assert len(set(found.values())) == 10


def test_only_the_numbers_differ_in_two_years_of_one_series():
    text = (
        "In {0} police in the province arrested {1} suspects and seized {2} kg of heroin and {3} kg of opium."
    )
    first, second = text.format(2011, 4310, 512.5, 77), text.format(2012, 3877, 498.1, 64)
    assert group({"x": first, "y": second}) == {"x": "x", "y": "y"}
    assert group({"x": first, "y": first}) == {"x": "x", "y": "x"}


def test_changes_are_told():
    index = StoryIndex()
    assert index.add("d", TEXTS["d"]) == {"d": "d"}
    assert index.add("e", TEXTS["e"]) == {"e": "e"}
    assert index.add("a", HARBOUR) == {"a": "a", "d": "a", "e": "a"}
    assert index.add("a", HARBOUR) == {}
    assert index.remove("a") == {"d": "d", "e": "e"}
    assert index.add("e", OTHER) == {}
    with pytest.raises(KeyError):
        index.remove("a")


@settings(max_examples=40)
@given(st.permutations(sorted(TEXTS)), st.lists(st.sampled_from(sorted(TEXTS)), max_size=6), st.data())
def test_the_order_of_adding_and_removing_does_not_matter(order, gone, data):
    publishers = {name: data.draw(st.sampled_from(("", "A", "B"))) for name in sorted(TEXTS)}
    index = StoryIndex()
    for name in order:
        index.add(name, TEXTS[name], publishers[name])
    for name in gone:
        if name in index.stories():
            index.remove(name)
    left = {name: TEXTS[name] for name in TEXTS if name not in gone}
    assert index.stories() == group(left, publishers)
