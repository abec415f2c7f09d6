"""Mail (.eml) and web pages that a browser saved whole (.mhtml): both are MIME messages.

A mail with attachments is an archive: its own text is the member "message.eml", each attachment one of its name.
"""

from __future__ import annotations

import base64
import email
import email.policy
import mimetypes
import re
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from extractors.readers.draft import Archive, Parts
from extractors.readers.encodings import UnknownEncodingError, decode
from extractors.readers.errors import UnreadableReport
from extractors.readers.files import printable
from extractors.readers.html import read_html
from extractors.readers.limits import Limits, megabytes
from extractors.readers.organisations import organisation
from extractors.readers.text import read_text

SUFFIXES = (".eml", ".mhtml", ".mht")

_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*)+")
_SURE = re.compile(rb"^(?:mime-version|message-id|received):", re.I | re.M)
_MOST_PARTS = 1000
# Attachments that are no reports: pictures, signatures, appointments, business cards.
_NO_REPORT = re.compile(
    r"(?:image|audio|video|font)/|text/(?:calendar|vcard|x-vcard|css|javascript)|multipart/|message/(?!rfc822)|"
    r"application/(?:pgp|pkcs7|x-pkcs7|ics|javascript|ms-tnef)"
)


def sniff(data: bytes) -> bool:
    """A block of mail headers at the start, with one that only mail programs and browsers write."""
    head = _HEADERS.match(data[:65536].replace(b"\r\n", b"\n").lstrip())
    return head is not None and _SURE.search(head[0]) is not None


def read(data: bytes, name: str, limits: Limits) -> Parts | Archive:
    message = email.message_from_bytes(data, policy=email.policy.default)
    page, plain, attached = _bodies(message, name)
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    saved = bool(address) or (message.get_content_type() == "multipart/related" and not message.get("To"))
    if attached and not saved:
        return _with_attachments(data, name, page if page is not None else plain, attached, limits)
    if page is not None:
        location = address or str(page.get("Content-Location") or "").strip()
        parts = read_html(_text(page, name), name, url=location if location.startswith("http") else "")
    elif plain is not None:
        parts = read_text(_text(plain, name).replace("\r\n", "\n"), markdown=False)
    else:
        parts = Parts()
    if not parts.text.strip():
        raise UnreadableReport(f"{name} holds no text: save it again.")
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


def _bodies(
    message: EmailMessage, name: str
) -> tuple[EmailMessage | None, EmailMessage | None, list[EmailMessage]]:
    """The first HTML part, the first plain part, and the attachments that may be reports."""
    page = plain = None
    attached: list[EmailMessage] = []
    waiting: list[EmailMessage] = [message]
    count = 0
    while waiting:
        part = waiting.pop()
        count += 1
        if count > _MOST_PARTS:
            raise UnreadableReport(f"{name} holds more than {_MOST_PARTS} parts: save its text alone.")
        kind = part.get_content_type()
        if kind == "message/rfc822":
            attached.append(part)
        elif part.is_multipart():
            waiting += reversed(part.get_payload())
        elif part.get_content_disposition() == "attachment" or kind not in ("text/html", "text/plain"):
            attached += [part] if not _NO_REPORT.match(kind) else []
        elif kind == "text/html" and page is None:
            page = part
        elif kind == "text/plain" and plain is None:
            plain = part
        elif part.get_filename():
            attached.append(part)
    return page, plain, attached


def _with_attachments(
    data: bytes, name: str, body: EmailMessage | None, attached: list[EmailMessage], limits: Limits
) -> Archive:
    """The mail's own text, as a mail without attachments, and the attachments."""
    if len(attached) > limits.members:
        raise UnreadableReport(
            f"{name} holds {len(attached)} attachments, more than the {limits.members} that are read: "
            "save them as files of their own."
        )
    members: list[tuple[str, bytes | str]] = []
    text = _text(body, name) if body is not None else ""
    if body is not None and text.strip():
        members.append(("message.eml", _bare(data, body.get_content_type(), text)))
    room = limits.unpacked
    taken = {"message.eml"}
    for number, part in enumerate(attached, 1):
        called = _name_of(part, number)
        while called.lower() in taken:
            called = f"{number}-{called}"
        taken.add(called.lower())
        content: bytes | str = _content(part)
        if len(content) > min(limits.file, room):
            content = (
                f"{name}/{called} is larger than {megabytes(min(limits.file, room))}: save it as a file."
            )
        else:
            room -= len(content)
        members.append((called, content))
    return Archive(tuple(members))


def _bare(data: bytes, kind: str, text: str) -> bytes:
    """A mail of the headers of `data` and one text."""
    lines = re.split(rb"\n(?![ \t])", _HEADERS.match(data.replace(b"\r\n", b"\n").lstrip())[0].rstrip(b"\n"))
    kept = [line for line in lines if not re.match(rb"(?:content-|mime-version)", line, re.I)]
    kept += [b"MIME-Version: 1.0", f"Content-Type: {kind}; charset=utf-8".encode()]
    kept += [b"Content-Transfer-Encoding: base64", b"", base64.encodebytes(text.encode("utf-8", "replace"))]
    return b"\n".join(kept)


def _name_of(part: EmailMessage, number: int) -> str:
    """An attachment's name: its own, the subject of a forwarded mail, or its number with a suffix of its kind."""
    forwarded = part.get_content_type() == "message/rfc822"
    try:
        called = part.get_filename() or ""
    except (ValueError, LookupError, AttributeError, TypeError):
        called = ""
    called = called.replace("\\", "/").rsplit("/", 1)[-1].strip()
    if forwarded and not called.lower().endswith(".eml"):
        called = f"{called or f'message {number}'}.eml"
    suffix = mimetypes.guess_extension(part.get_content_type()) or ""
    return printable(called[-150:]) or f"attachment {number}{suffix}"


def _content(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return bytes(inner[0]) if isinstance(inner, list) and inner else b""
    return part.get_payload(decode=True) or b""


def _text(part: EmailMessage, name: str) -> str:
    content = part.get_payload(decode=True) or b""
    try:
        return decode(content, part.get_content_charset() or "")
    except UnknownEncodingError as error:
        raise UnreadableReport(f"{name} cannot be read as text: {error}; save it again.") from None
