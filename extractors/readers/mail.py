"""Mail (.eml) and web pages that a browser saved whole (.mhtml): both are MIME messages."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from extractors.readers.draft import Parts
from extractors.readers.encodings import UnknownEncodingError, decode
from extractors.readers.errors import UnreadableReport
from extractors.readers.html import read_html
from extractors.readers.limits import Limits
from extractors.readers.organisations import organisation
from extractors.readers.text import read_text

SUFFIXES = (".eml", ".mhtml", ".mht")

_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*)+")
_SURE = re.compile(rb"^(?:mime-version|message-id|received):", re.I | re.M)
_MOST_PARTS = 1000


def sniff(data: bytes) -> bool:
    """A block of mail headers at the start, with one that only mail programs and browsers write."""
    head = _HEADERS.match(data[:65536].replace(b"\r\n", b"\n").lstrip())
    return head is not None and _SURE.search(head[0]) is not None


def read(data: bytes, name: str, limits: Limits) -> Parts:
    message = email.message_from_bytes(data, policy=email.policy.default)
    page, plain, attachments = _bodies(message, name)
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    saved = bool(address) or (message.get_content_type() == "multipart/related" and not message.get("To"))
    if page is not None:
        location = address or str(page.get("Content-Location") or "").strip()
        parts = read_html(_text(page, name), name, url=location if location.startswith("http") else "")
    elif plain is not None:
        parts = read_text(_text(plain, name).replace("\r\n", "\n"), markdown=False)
    else:
        parts = Parts()
    if not parts.text.strip():
        what = (
            "only attachments: save them as files of their own" if attachments else "no text: save it again"
        )
        raise UnreadableReport(f"{name} holds {what}.")
    _describe(parts, message, saved)
    return parts


def _describe(parts: Parts, message: EmailMessage, saved: bool) -> None:
    subject = _header(message, "Subject")
    if saved:
        # The headers are the browser's: its date is the day of saving.
        parts.title = parts.title or subject
        return
    parts.title = subject or parts.title
    sender, _address = parseaddr(_header(message, "From"))
    parts.publisher = (
        organisation(sender) or parts.publisher or organisation(_header(message, "Organization"))
    )
    try:
        parts.published = parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, TypeError, IndexError):
        parts.published = parts.published
    parts.language = parts.language or _header(message, "Content-Language")[:2]


def _header(message: EmailMessage, key: str) -> str:
    try:
        return str(message.get(key) or "").replace("\n", " ").strip()
    except (ValueError, IndexError, LookupError, AttributeError, TypeError):
        return ""  # the standard library stumbles over some broken headers


def _bodies(message: EmailMessage, name: str) -> tuple[EmailMessage | None, EmailMessage | None, int]:
    """The first HTML part, the first plain part, and the number of attachments."""
    page = plain = None
    attachments = 0
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            raise UnreadableReport(f"{name} holds more than {_MOST_PARTS} parts: save its text alone.")
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or kind not in ("text/html", "text/plain"):
            attachments += 1
        elif kind == "text/html" and page is None:
            page = part
        elif kind == "text/plain" and plain is None:
            plain = part
    return page, plain, attachments


def _text(part: EmailMessage, name: str) -> str:
    content = part.get_payload(decode=True) or b""
    try:
        return decode(content, part.get_content_charset() or "")
    except UnknownEncodingError as error:
        raise UnreadableReport(f"{name} cannot be read as text: {error}; save it again.") from None
