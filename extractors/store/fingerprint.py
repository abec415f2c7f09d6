"""What the code is that reads reports: the same fingerprint means the same claims from the same bytes."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_AFTER_READING = {
    "__main__", "commands", "compare", "explain", "export", "feeds", "figures", "refresh", "store",
    "_samples",
}  # fmt: skip
_DERIVING = ("records.py", "table*", "units.py", "vocabulary")
_LIBRARIES = (
    "ahocorasick-rs", "babel", "charset-normalizer", "lxml", "openpyxl", "pdfplumber", "pint", "py3langid",
    "pycountry", "pypdfium2", "python-docx", "trafilatura",
)  # fmt: skip


@cache
def reading() -> str:
    """The fingerprint of all that turns a file into claims: our code and words, and the libraries that
    parse."""
    return _fingerprint(tuple(top.name for top in _ROOT.iterdir() if top.stem not in _AFTER_READING))


@cache
def deriving() -> str:
    """The fingerprint of all that turns claims into the table's derived columns."""
    return _fingerprint(_DERIVING)


@cache
def reconciling() -> str:
    """The fingerprint of all that takes claims together."""
    return _fingerprint(("figures", "languages", *_DERIVING))


def _fingerprint(names: tuple[str, ...]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(path for name in names for top in _ROOT.glob(name) for path in _files(top)):
        digest.update(f"{path.relative_to(_ROOT).as_posix()}\0".encode())
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {metadata.version(library)}\0".encode())
        except metadata.PackageNotFoundError:
            continue
    return digest.hexdigest()


def _files(top: Path) -> list[Path]:
    if top.is_file():
        return [top]
    return [
        path
        for path in top.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "examples.toml"
    ]
