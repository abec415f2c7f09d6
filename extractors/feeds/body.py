"""The body of an answer, never more of it than is wanted: neither as it comes nor unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping

from extractors.feeds.errors import FetchError
from extractors.readers.limits import megabytes

_STEP = 1 << 18


def read_body(pieces: Iterable[bytes], headers: Mapping[str, str], most: int, *, cut: bool = False) -> bytes:
    """All of a body, gunzipped where it was packed. FetchError where it has more than `most` bytes, unless
    `cut` wants the beginning of it."""
    packing = headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"is packed in a way that was not asked for ({packing[:40]})")
    stated = headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and int(stated[:18]) > most and not cut:
        raise _too_large(most)
    body = bytearray()
    for piece in _unpacked(pieces) if packing in ("gzip", "x-gzip") else pieces:
        body += piece
        if len(body) > most:
            if cut:
                return bytes(body[:most])
            raise _too_large(most)
    return bytes(body)


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Gunzips in steps: a few bytes that stand for gigabytes give no more than a step at a time."""
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    fed = False
    for piece in pieces:
        while piece:
            fed = True
            try:
                yield stream.decompress(piece, _STEP)
            except zlib.error:
                raise FetchError("is damaged: it says that it is gzip, but is not", passing=True) from None
            piece = stream.unconsumed_tail
            if stream.eof:  # what follows is another member
                piece = stream.unused_data
                stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
                fed = bool(piece)
    if fed and not stream.eof:
        raise FetchError("broke off before its end", passing=True)


def _too_large(most: int) -> FetchError:
    return FetchError(f"is larger than {megabytes(most)}, the most that is taken (max_bytes of this source)")
