"""How fast text is read: `python tests/benchmarks/extraction.py`. Prints megabytes a second beside a plain digits scan.

Digests are the sample reports, in which nearly every sentence is a claim. Dense news is made up: of its sentences 64 in
a hundred have a number and 25 name a drug. News without drugs names none. Each is read as reports of some 4,000
characters; each figure is the best of three runs.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from extractors.claims import read_claims

REPORTS = Path(__file__).parents[2] / "data" / "reports"
SIZE = 1_000_000
REPORT = 4_000
# Of 25 sentences 16 have a number (N, Y a year, M a month) and 6 name a drug.
NEWS = {
    "en": (
        "Customs officers in the port of Valdora found N kilograms of cocaine under a load of bananas in Y.",
        "The ministry said on Tuesday that N villages would get clean water by Y.",
        "Heavy rain fell over the northern hills, and the road to the coast stayed closed.",
        "About N people left their homes in M, according to the provincial government.",
        "A spokesman for the railway declined to say when the trains would run again.",
        "The budget of the new hospital rose by N percent to $N million.",
        "Police seized N methamphetamine tablets and arrested N suspects near the border with Laos.",
        "Teachers at N schools went on strike over pay that has not changed since Y.",
        "Critics of the plan said that nobody had asked the fishermen of the delta.",
        "The area under opium poppy in the state fell to N hectares, down N per cent from Y.",
        "In M, N ships waited for a berth, twice as many as a year earlier.",
        "The court in the capital will hear the appeal of the two ministers next week.",
        "Exports of rice reached N tonnes in the first half of the year.",
        "Farmers who grow coca were promised roads, schools and a price for their maize.",
        "The bridge, which is N metres long, was opened by the president on N M Y.",
        "Doctors treated N patients for burns after a fire in a textile factory.",
        "Her mother ran the shop for forty years and knew every family in the street.",
        "The airline carried N passengers in Y and hopes for N this year.",
        "Two men were held with N kilograms of heroin in a lorry from Thailand, officials said.",
        "Wholesale prices of onions went up from N to N a sack within a month.",
        "No one was hurt when the roof of the old market hall came down.",
        "The survey asked N households in N provinces about their income.",
        "He wrote three novels about the harbour and was never paid for any of them.",
        "A court sentenced a dealer of cannabis to N years in prison.",
        "The lake has lost a third of its water, and the birds have gone elsewhere.",
    ),
    "zh": (
        "Y年，边防警察在瓦朵拉港的一批香蕉下查获可卡因N公斤。",
        "该部周二表示，到Y年将有N个村庄用上清洁水。",
        "北部山区连降大雨，通往海边的公路仍然不通。",
        "省政府称，M月约有N人离开家园。",
        "铁路发言人没有说明列车何时恢复运行。",
        "新医院的预算增加N%，达到N万元。",
        "警方在老挝边境附近缴获冰毒N片，抓获犯罪嫌疑人N名。",
        "N所学校的教师因Y年以来没有加薪而罢课。",
        "批评者说，没有人征求过三角洲渔民的意见。",
        "该邦罂粟种植面积下降到N公顷，比Y年减少N%。",
        "M月有N艘船等候泊位，是去年同期的两倍。",
        "首都的法院下周将审理两名部长的上诉。",
        "上半年大米出口达到N吨。",
        "政府答应给种植古柯的农民修路、办学，并收购他们的玉米。",
        "这座长N米的大桥于Y年M月N日由总统剪彩通车。",
        "一家纺织厂起火后，医生救治了N名烧伤的病人。",
        "她的母亲开了一辈子店，认识街上的每一户人家。",
        "这家航空公司Y年运送旅客N人次，今年希望达到N人次。",
        "官员说，两名男子因从泰国来的卡车上藏有海洛因N公斤被拘留。",
        "洋葱的批发价一个月内从每袋N元涨到N元。",
        "旧市场大厅的屋顶塌下来时没有人受伤。",
        "调查询问了N个省的N户家庭的收入。",
        "他写过关于海港的长篇小说，却没有拿到一分钱稿费。",
        "法院判处一名大麻贩子有期徒刑N年。",
        "湖水少了三分之一，鸟也飞到别处去了。",
    ),
}
WITHOUT = (
    "The minister said on Tuesday that 240 villages would get water by 2019, at a cost of $12 million. "
    "Heavy rain fell over the northern hills for 3 days, and 1,200 people left their homes. "
)
MONTHS = {"en": ("January", "March", "June", "October"), "zh": ("1", "3", "6", "10")}


def news(language: str) -> str:
    """About SIZE characters of dense news, each sentence with numbers of its own."""
    parts, length, count = [], 0, 0
    while length < SIZE:
        for sentence in NEWS[language]:
            count += 1
            told = sentence.replace("Y", str(1990 + count % 35)).replace("M", MONTHS[language][count % 4])
            while "N" in told:
                count += 1
                told = told.replace(
                    "N", f"{count * 7919 % 9000 + 3:,}" if count % 3 else str(count * 31 % 27 + 2), 1
                )
            parts.append(told)
            length += len(told) + 1
        parts.append("\n\n")
    return (" " if language == "en" else "").join(parts)


def digests(language: str) -> str:
    """About SIZE characters of the sample reports of a language."""
    texts = [f.read_text("utf-8") for f in sorted(REPORTS.rglob("*.md"))]
    texts = [t for t in texts if ("language: zh" in t) == (language == "zh")]
    body = "\n\n".join(t.split("---", 2)[-1] for t in texts)
    return (body + "\n\n") * (SIZE // len(body) + 1)


def reports(text: str) -> Iterator[str]:
    """The text in pieces of about REPORT characters that end with a line or a sentence."""
    start = 0
    while start < len(text):
        stop = min(text.find(end, start + REPORT) % (len(text) + 1) for end in ("\n", ". ", "。")) + 1
        yield text[start:stop]
        start = stop


def best_of(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor time of the fastest of several runs."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def main() -> None:
    """Print the table; with a name of a text, of that alone."""
    texts = {
        "dense English news": ("en", news("en")),
        "dense Chinese news": ("zh", news("zh")),
        "English digests": ("en", digests("en")[:SIZE]),
        "Chinese digests": ("zh", digests("zh")[:SIZE]),
        "news without drugs": ("en", WITHOUT * (SIZE // len(WITHOUT))),
    }
    read_claims("Police seized 3 kg of heroin.", "en")
    read_claims("缴获海洛因3公斤。", "zh")
    print(f"{'text':<20} {'MB/s':>8} {'characters/µs':>14} {'digits scan MB/s':>18} {'ratio':>8}")
    for name, (language, text) in texts.items():
        if len(sys.argv) > 1 and sys.argv[1] not in name:
            continue
        size = len(text.encode()) / 1e6
        pieces = list(reports(text))
        digits = best_of(lambda text=text: sum(1 for _ in re.finditer(r"\d[\d,.]*", text)))
        read = best_of(
            lambda pieces=pieces, language=language: [read_claims(piece, language) for piece in pieces]
        )
        rate = len(text) / read / 1e6
        print(f"{name:<20} {size / read:>8.2f} {rate:>14.2f} {size / digits:>18.1f} {digits / read:>8.4f}")


if __name__ == "__main__":
    main()
