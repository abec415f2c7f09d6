"""What labelled first lines say of a text: "Source: …", 来源：…, "Title: …", "URL: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST = 800  # characters
_LINES = 10
_TITLE = re.compile(r"(?:title|headline|titre|título|标题|標題)\s*[:：]\s*(\S.{2,300})$", re.I)
_PUBLISHER = re.compile(
    r"(?:^|[\s|（(])(?:source|publisher|outlet|fuente|来源|來源|媒体|媒體)\s*[:：]\s*([^\s|:：（(][^|:：\t\u3000（(]{1,60})",
    re.I,
)
_ADDRESS = re.compile(r"(?:url|link|address|enlace|网址|網址|链接|鏈接)\s*[:：]\s*(https?://\S+)$", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    title: str = ""
    publisher: str = ""
    url: str = ""


def labelled_head(text: str) -> Head:
    """Title, publisher and address that the first lines label as such; "" for what they do not."""
    found = {"title": "", "publisher": "", "url": ""}
    lines = [line.strip(" \t\u3000*_#>") for line in text[:_FIRST].split("\n")]
    for line in [line for line in lines if line][:_LINES]:
        if len(line) > 320:
            continue
        if not found["title"] and (match := _TITLE.match(line)):
            found["title"] = match[1].strip()
        elif not found["url"] and (match := _ADDRESS.match(line)):
            found["url"] = match[1]
        elif not found["publisher"] and len(line) < 120 and (match := _PUBLISHER.search(line)):
            found["publisher"] = re.sub(r"[\s,，;；]*(?:(?:19|20)[0-9]{2}\b.*)?$", "", match[1]).strip()
    return Head(**found)
