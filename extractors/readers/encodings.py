"""Bytes to text: byte-order mark, declaration, UTF-8, then a guess only where it is sure."""

from __future__ import annotations

import codecs
import functools
import re
import tomllib
import unicodedata
from importlib import resources

# What browsers take these labels to mean: pages that declare the narrow set use the wide one.
_WIDER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "iso-8859-9": "cp1254",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_CJK_MARKS = frozenset("，。、；：“”‘’（）《》「」『』！？—…％０１２３４５６７８９ ·・")
_WESTERN = frozenset("áéíóúñüçãõàèìòùâêîôûëïäöåæøœßÁÉÍÓÚÑÜÇÃÕÀÈÌÒÙÂÊÎÔÛËÏÄÖÅÆØŒªº")
_WESTERN_MARKS = frozenset("“”‘’–—…«»‹›¿¡°£€§©®™•·„‚±×½¼¾²³\xa0\xad´")
_SINGLE = ["cp1251", "cp1253", "cp1255", "cp1256", "cp874", "koi8_r", "koi8_u", "iso8859_5", "iso8859_7"]
# Languages whose letters are not those of Western Europe, with the encodings that their texts come in.
_ALPHABETS = (
    (("cp1254",), "çğıöşüâîû\u0307"),  # Turkish; the last is what is left of İ in lower case
    (("cp1250", "iso8859_2"), "ąćęłńóśźż"),  # Polish
    (("cp1250", "iso8859_2"), "áčďéěíňóřšťúůýžľĺŕôä"),  # Czech, Slovak
    (("cp1250", "iso8859_2"), "áéíóöőúüű"),  # Hungarian
    (("cp1250", "iso8859_2"), "čćđšž"),  # Croatian, Slovene
    (("cp1250", "iso8859_2"), "ăâîşţ"),  # Romanian
    (("cp1257",), "ąčęėįšųūžāēģīķļņōŗõäöü"),  # Lithuanian, Latvian, Estonian
)
_LATIN = tuple((encoding, letters) for encodings, letters in _ALPHABETS for encoding in encodings)
_DASH_INSIDE = re.compile("[^\\W\\d_][–—…«»„‚°£§][^\\W\\d_]")
_LONG_RUN = re.compile("[^\\W\\d_a-zA-Z]{3}")


class UnknownEncodingError(ValueError):
    """Bytes that are no text, or text in an encoding that cannot be told for sure."""


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`; `declared` is the encoding that the file itself names.

    Raises UnknownEncodingError with the reason in words ("it holds binary data").
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if b"\0" in data:
        return _without_mark(data)
    if declared:
        text = _declared(data, declared)
        if text is not None:
            return text
    try:
        return _utf8(data)
    except UnicodeDecodeError:
        pass
    return data.decode(guess(data))


def guess(data: bytes) -> str:
    """The encoding of bytes that are neither UTF-8 nor marked; UnknownEncodingError where it is not sure."""
    sample = data if len(data) <= _SAMPLE else data[: data.rfind(b"\n", 0, _SAMPLE) + 1 or _SAMPLE]
    scores = sorted(((_asian_share(sample, name), name) for name in _common()), reverse=True)
    (best, name), (second, _) = scores[0], scores[1]
    if best >= 0.25 and best >= 1.5 * second and _decodes(data, name):
        return name
    if _is_western(sample) and _decodes(data, "cp1252"):
        return "cp1252"
    for encoding, alphabet in _LATIN:
        if _is_spelt_with(sample, encoding, alphabet) and _decodes(data, encoding):
            return encoding
    from charset_normalizer import from_bytes

    for match in from_bytes(sample, cp_isolation=_SINGLE):
        if match.chaos < 0.1 and _is_other_script(str(match)) and _decodes(data, match.encoding):
            return match.encoding
    raise UnknownEncodingError("its character encoding cannot be told")


def _lenient(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    broken = text.count("�")
    if broken > 4 + len(text) // 1000:
        raise UnknownEncodingError(f"it is marked as {encoding.upper()} but is not")
    return text


def _without_mark(data: bytes) -> str:
    """UTF-16 without a mark has a zero in every other byte of Latin text; other zeros are no text."""
    head = data[: _SAMPLE - _SAMPLE % 2]
    half = max(len(head) // 2, 1)
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(data) % 2 == 0 and zeros.count(0) > 0.4 * half:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
    raise UnknownEncodingError("it holds binary data")


def _declared(data: bytes, declared: str) -> str | None:
    name = _WIDER.get(declared.strip().lower(), declared.strip().lower())
    try:
        text = data.decode(name, "replace")
    except (LookupError, ValueError):
        return None
    if not isinstance(text, str) or text.count("�") > len(text) // 1000:
        return None
    return text


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut short in the middle of a character is still UTF-8.
        whole = data[: error.start]
        if error.reason == "unexpected end of data" and len(whole) >= len(data) - 3 and not whole.isascii():
            return whole.decode("utf-8")
        raise


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _asian_share(sample: bytes, encoding: str) -> float:
    """The share of common characters among those that are not ASCII; 0 where the bytes do not decode."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    wide = [c for c in text if c > "\x7f"]
    if not wide:
        return 0.0
    common = _common()[encoding]
    hits = sum(c in common for c in wide)
    marks = sum(c in _CJK_MARKS for c in wide)
    return hits / (len(wide) - marks) if len(wide) > marks else 0.0


def _is_western(sample: bytes) -> bool:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    wide = [c for c in text if c > "\x7f"]
    letters = sum(c.isalpha() for c in text)
    accented = sum(c in _WESTERN for c in wide)
    odd = sum(c not in _WESTERN and c not in _WESTERN_MARKS for c in wide)
    return odd == 0 and 3 * accented <= letters and not _LONG_RUN.search(text)


def _is_spelt_with(sample: bytes, encoding: str, alphabet: str) -> bool:
    """Whether all letters that are not ASCII are of one alphabet, and no dash stands inside a word."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    letters = {c for c in text.lower() if c > "\x7f" and c not in _WESTERN_MARKS}
    return len(letters) > 1 and letters <= set(alphabet) and not _DASH_INSIDE.search(text)


def _is_other_script(text: str) -> bool:
    """Whether the letters that are not ASCII are of one alphabet, not Latin, and most of the text."""
    wide = [c for c in text if c > "\x7f"]
    letters = [c for c in wide if c.isalpha() or unicodedata.category(c) == "Mn"]
    if not letters or any(c not in _WESTERN_MARKS for c in wide if c not in letters):
        return False
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters}
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return len(letters) > 2 and len(scripts) == 1 and scripts != {"LATIN"} and len(letters) > latin


@functools.cache
def _common() -> dict[str, frozenset[str]]:
    source = resources.files(__package__).joinpath("common_characters.toml").read_text("utf-8")
    sets = {name: frozenset(characters) - {"\n"} for name, characters in tomllib.loads(source).items()}
    return {**sets, "euc_jp": sets["cp932"]}
