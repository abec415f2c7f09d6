"""Which reader a file needs: by what its first bytes are, then by its suffix.

A format is a module of this package with `SUFFIXES`, `sniff(data) -> bool` (True only where the bytes leave
no doubt) and `read(data, name, limits) -> Parts`; it imports its parser inside `read`, so that asking all
of them costs nothing.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from extractors.readers.errors import IgnoredFile, UnreadableReport

# In this order: mail holds HTML behind its headers, and HTML is text.
FORMATS = ("pdf", "rtf", "package", "docx", "xlsx", "odf", "archive", "mail", "delimited", "html", "text")
IN_PROCESS = frozenset({"text"})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ADVICE = {
    ".doc": "an old Word file: save it as .docx",
    ".xls": "an old Excel file: save it as .xlsx",
    ".ppt": "a presentation: save it as .pdf",
    ".pptx": "a presentation: save it as .pdf",
    ".odp": "a presentation: save it as .pdf",
    ".pages": "a Pages document: export it as .docx or .pdf",
    ".numbers": "a Numbers sheet: export it as .xlsx",
    ".epub": "an e-book: save it as .html or .pdf",
    ".ps": "PostScript: save it as .pdf",
    ".djvu": "a DjVu scan: save it as .pdf with a text layer",
    ".wps": "a WPS file: save it as .docx",
    ".xlsb": "a binary Excel file: save it as .xlsx",
    ".7z": "a 7-Zip archive: unpack it, or pack it as .zip",
    ".rar": "a RAR archive: unpack it, or pack it as .zip",
    ".gz": "a gzip archive: unpack it, or pack it as .zip",
    ".tar": "a tar archive: unpack it, or pack it as .zip",
}


def suffix_of(name: str) -> str:
    """The suffix in lower case, with the dot; "" where there is none."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, suffix = last.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def module(name: str) -> ModuleType:
    return importlib.import_module(f"extractors.readers.{name}")


def choose(data: bytes, name: str, label: str) -> str:
    """The name of the format to read `data` with; IgnoredFile or UnreadableReport where there is none."""
    suffix = suffix_of(name)
    if data.startswith(_OLE):
        raise UnreadableReport(_about_ole(data, suffix, label))
    by_suffix = next((f for f in FORMATS if suffix in module(f).SUFFIXES), "")
    for each in FORMATS:
        if module(each).sniff(data):
            return each
    if by_suffix in ("html", "delimited", "text", "mail", "rtf"):
        return by_suffix
    if by_suffix:
        raise UnreadableReport(
            f"{label} is not a {suffix} file, or it is damaged (its first bytes are others): "
            "save or download it again."
        )
    if suffix in _ADVICE:
        raise UnreadableReport(f"{label} is {_ADVICE[suffix]}.")
    raise IgnoredFile(f"{label} is not of a kind that is read ({', '.join(_usual_suffixes())}).")


def known_suffixes() -> set[str]:
    """All suffixes that some reader takes."""
    return {suffix for each in FORMATS for suffix in module(each).SUFFIXES}


def _usual_suffixes() -> list[str]:
    return sorted({suffixes[0] for each in FORMATS if (suffixes := module(each).SUFFIXES)})


def _about_ole(data: bytes, suffix: str, label: str) -> str:
    """Old Office files and password-protected new ones share one container; the streams' names tell which."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{label} is protected by a password: save it without one."
    kind = _ADVICE.get(suffix, "an old Office file: save it as .docx or .xlsx")
    return f"{label} is {kind}."
