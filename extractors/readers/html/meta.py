"""What a page says about itself: title, publisher, address, date, language. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass

from extractors.readers import dates
from extractors.readers.draft import one_line, words
from extractors.readers.html.blocks import inline_text

_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish_date",
    "publication_date",
    "pubdate",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "citation_online_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "date",
)  # best first
_ARTICLE = words(
    """
    article newsarticle reportagenewsarticle report webpage blogposting scholarlyarticle liveblogposting
    analysisnewsarticle backgroundnewsarticle techarticle dataset publicationissue
    """
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\([0-9]+\)(\S+)\s*-->")
_MOST_JSON = 2_000_000


@dataclass(slots=True)
class Description:
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: dt.date | None = None
    language: str = ""


def describe(root, source: str) -> Description:
    """The page's description of itself, from its metadata, JSON-LD and headings."""
    metas = _metas(root)
    article = _linked_data(root)
    publisher = metas.get("og:site_name") or _name(article.get("publisher")) or metas.get("dc.publisher", "")
    publisher = publisher or metas.get("publisher", "") or metas.get("application-name", "") or _site(root)
    return Description(
        title=_title(root, metas, article, publisher),
        publisher=publisher,
        url=_url(root, metas, source),
        published=_published(root, metas, article),
        language=_language(root, metas),
    )


def _metas(root) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = (element.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content[:2000])
    return metas


def _linked_data(root) -> dict:
    """The first article that JSON-LD describes; {} where it is broken or missing."""
    for element in root.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = element.text or ""
        if len(text) > _MOST_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, seen = [data], 0
        while waiting and seen < 1000:
            item = waiting.pop(0)
            seen += 1
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                kinds = item.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(str(kind).lower() in _ARTICLE for kind in kinds) and (
                    item.get("datePublished") or item.get("headline")
                ):
                    return item
                waiting.extend(v for v in (item.get("@graph"), item.get("mainEntity")) if v)
    return {}


def _site(root) -> str:
    """The site's name, where the page's is its one headline with that behind it: "Five tons - Gazette"."""
    name = one_line(root.findtext(".//title") or "")
    headings = [t for t in map(inline_text, root.iter("h1")) if t]
    if len(headings) != 1 or not name.startswith(headings[0]):
        return ""
    rest = re.fullmatch(r"\s*[|\-–—_·•]+\s*(.{2,60})", name[len(headings[0]) :])
    return re.split(r"\s*[|–—_·•]\s*|\s-\s", rest[1])[-1] if rest else ""


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _title(root, metas: dict[str, str], article: dict, publisher: str) -> str:
    headline = article.get("headline")
    headings = [t for t in (inline_text(h) for h in root.iter("h1")) if t]
    name = root.findtext(".//title") or ""
    title = metas.get("og:title") or (headline if isinstance(headline, str) else "")
    title = title or (headings[0] if len(headings) == 1 else "") or name
    title = one_line(re.sub(r"<[^>]{1,200}>", "", title))
    if publisher:
        title = re.sub(rf"\s*[|\-–—_·•]+\s*{re.escape(publisher)}\s*$", "", title, flags=re.I) or title
    return title[:500]


def _url(root, metas: dict[str, str], source: str) -> str:
    canonical = [e.get("href", "") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    saved = _SAVED_FROM.search(source[:5000])
    found = [*canonical, metas.get("og:url", ""), saved[1] if saved else ""]
    return next((u.strip() for u in found if re.match(r"https?://\S+$", u.strip())), "")


def _published(root, metas: dict[str, str], article: dict) -> dt.date | None:
    stated = article.get("datePublished")
    found = [dates.parse_date(metas[name]) for name in _DATE_NAMES[:9] if name in metas]
    found.append(dates.parse_date(stated) if isinstance(stated, str) else None)
    found += [dates.parse_date(metas[name]) for name in _DATE_NAMES[9:] if name in metas]
    for element in root.iter("time", "span", "div", "meta"):
        if element.get("itemprop", "").lower() == "datepublished" or element.get("pubdate") is not None:
            found.append(
                dates.parse_date(element.get("datetime") or element.get("content") or element.text or "")
            )
    times = {dates.parse_date(e.get("datetime", "")) for e in root.iter("time")} - {None}
    found.append(times.pop() if len(times) == 1 else None)
    return next((d for d in found if d), None)


def _language(root, metas: dict[str, str]) -> str:
    tag = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    if not tag:
        body = root.find("body")
        tag = (body.get("lang") if body is not None else "") or metas.get("content-language", "")
    tag = tag or metas.get("og:locale", "")
    match = re.match(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?", tag.strip())
    return match[0].replace("_", "-") if match else ""
