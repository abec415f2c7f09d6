"""Builds a folder of files that break readers, and says what must become of each.

`build(folder)` returns for each name (as the readers show it) the outcome that is right: READ with words that
its text must hold, REJECTED or IGNORED with words that the sentence must hold. It is meant to be read with
LIMITS, which are small so that the bombs can be. Nothing here depends on time or chance.
"""

from __future__ import annotations

import os
import random
import socket
import struct
import zipfile
from pathlib import Path

from hostile_documents import (
    IGNORED,
    READ,
    REJECTED,
    STORY,
    STORY_ZH,
    WORDS,
    Outcome,
    mails,
    others,
    pages,
    pdfs,
    sheets,
    word_files,
    write,
)
from small_files import docx_of, pdf_of, zipped


def build(folder: Path, *, backwards: bool = False) -> dict[str, Outcome]:
    """Writes all files below `folder`, the last first if `backwards`, and returns the outcome of each by its name."""
    outcomes: dict[str, Outcome] = {}
    makers = (_texts, _names, _kinds, _special, _archives, pages, pdfs, word_files, sheets, mails, others)
    for make in makers[::-1] if backwards else makers:
        outcomes.update(make(folder))
    return outcomes


def _texts(folder: Path) -> dict[str, Outcome]:
    story, chinese = STORY.encode(), STORY_ZH * 3
    noise = random.Random(7).randbytes(4000)
    return write(
        folder,
        {
            "empty.txt": (b"", Outcome(REJECTED, "is empty")),
            "blank.txt": (b" \n\t\n" * 50, Outcome(REJECTED, "no text")),
            "only-mark.txt": (b"\xef\xbb\xbf", Outcome(REJECTED, "no text")),
            "zeros.txt": (b"\0" * 5000, Outcome(REJECTED, "binary")),
            "noise.txt": (noise, Outcome(REJECTED, "cannot be read as text")),
            "zero-inside.txt": (story + b"\0" + story, Outcome(REJECTED, "binary")),
            "control.txt": (b"\x01\x02\x03 5 kg \x04" * 100, Outcome(REJECTED, "binary")),
            "utf16.txt": (STORY.encode("utf-16"), Outcome(READ, WORDS)),
            "utf16-no-mark.txt": (STORY.encode("utf-16-le"), Outcome(READ, WORDS)),
            "utf8-mark.txt": (b"\xef\xbb\xbf" + story, Outcome(READ, WORDS)),
            "gb18030.txt": (chinese.encode("gb18030"), Outcome(READ, "查获各类毒品5.6吨")),
            "big5.txt": (
                "警方在雲南查獲毒品5.6噸，破獲案件1784起。".encode("big5"),
                Outcome(READ, "毒品5.6噸"),
            ),
            "windows-1251.txt": (
                "В 2012 году полиция изъяла 5,6 тонны героина в Москве.".encode("cp1251"),
                Outcome(READ, "5,6 тонны героина"),
            ),
            "windows-1252.txt": (
                "Incautó 5,6 toneladas en Bogotá – año 2012".encode("cp1252"),
                Outcome(READ, "Incautó 5,6"),
            ),
            "mixed-encodings.txt": (
                "大麻 5,6 т героина".encode() + b" \xe9\xff\x81\x8d " + "изъяла".encode("cp1251"),
                Outcome(REJECTED, "encoding"),
            ),
            "cut-in-character.txt": (chinese.encode()[:-2], Outcome(READ, "毒品5.6吨")),
            "line-ends.txt": (story + b"\r" + story + b"\r\n", Outcome(READ, WORDS)),
            "one-long-line.txt": (b"12345 " * 500_000 + story, Outcome(READ, WORDS)),
            "only-digits.txt": (b"1" * 2_000_000 + b" " + story, Outcome(READ, WORDS)),
            "open-front-matter.md": (b"---\ntitle: x\n" + story, Outcome(READ, WORDS)),
            "odd-front-matter.md": (
                b"---\ntitle: [a, b\npublished: yes\n---\n" + story,
                Outcome(READ, WORDS),
            ),
            "no-body.md": (b"---\ntitle: Seizures\n---\n", Outcome(REJECTED, "no text")),
            "spaces.md": (b"|a|\n" + b" " * 2_000_000 + b"x\n" + story, Outcome(READ, WORDS)),
            "rules.md": (b"|a|b|\n|--|--|\n" * 50_000 + story, Outcome(READ, WORDS)),
            "link.txt": (b"[a](http://a.example/)" + b"\n" * 500_000 + story, Outcome(READ, WORDS)),
            "comments.txt": (b"<!-- -->" * 8000 + story, Outcome(READ, WORDS)),
            "pipes.md": (b"|" * 100_000 + b"\n" + b"|-" * 100_000 + b"|\n" + story, Outcome(READ, WORDS)),
        },
    )


def _names(folder: Path) -> dict[str, Outcome]:
    story = STORY.encode()
    files = {
        "报告 2012.txt": "报告 2012.txt",
        "تقرير.txt": "تقرير.txt",
        "-rf.txt": "-rf.txt",
        "$(touch x).txt": "$(touch x).txt",
        "new\nline.txt": "new\\nline.txt",
        "bell\x07.txt": "bell\\x07.txt",
        "right\u202eto-left.txt": "right\\u202eto-left.txt",
        "n" * 240 + ".txt": "n" * 240 + ".txt",
    }
    for name in files:
        (folder / name).write_bytes(story)
    shown = {label: Outcome(READ, WORDS) for label in files.values()}
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.txt"), "wb") as file:
        file.write(story)
    return {**shown, "caf\\xe9.txt": Outcome(READ, WORDS)}


def _kinds(folder: Path) -> dict[str, Outcome]:
    story, ole = STORY.encode(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    return write(
        folder,
        {
            ".hidden.txt": (story, Outcome(IGNORED, "hidden or temporary")),
            "~$report.docx": (story, Outcome(IGNORED, "hidden or temporary")),
            "report.txt~": (story, Outcome(IGNORED, "hidden or temporary")),
            "report.pdf.crdownload": (b"%PDF-1.7", Outcome(IGNORED, "hidden or temporary")),
            "half.docx.part": (b"PK\3\4", Outcome(IGNORED, "hidden or temporary")),
            "photo.jpg": (b"\xff\xd8\xff\xe0" + b"x" * 500, Outcome(IGNORED, "not of a kind that is read")),
            "program.exe": (b"MZ" + b"\0" * 500, Outcome(IGNORED, "not of a kind that is read")),
            "data.json": (b'{"kg": 5}', Outcome(IGNORED, "not of a kind that is read")),
            "no-suffix": (story, Outcome(IGNORED, "not of a kind that is read")),
            "old.doc": (ole, Outcome(REJECTED, "save it as .docx")),
            "old.xls": (ole, Outcome(REJECTED, "save it as .xlsx")),
            "secret.docx": (ole + "EncryptedPackage".encode("utf-16-le"), Outcome(REJECTED, "password")),
            "archive.rar": (b"Rar!\x1a\x07" + b"x" * 100, Outcome(REJECTED, "RAR")),
            "text.pdf": (story, Outcome(REJECTED, "is not a .pdf file")),
            "text.docx": (story, Outcome(REJECTED, "is not a .docx file")),
            "text.xlsx": (story, Outcome(REJECTED, "is not a .xlsx file")),
            "text.zip": (story, Outcome(REJECTED, "is not a .zip file")),
            "text.odt": (story, Outcome(REJECTED, "is not a .odt file")),
            "picture.txt": (
                b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
                Outcome(REJECTED, "cannot be read as text"),
            ),
            "page.txt": (f"<html><body><p>{STORY}</p></body></html>".encode(), Outcome(READ, WORDS)),
            "really-a-pdf.txt": (pdf_of(STORY), Outcome(READ, WORDS)),
            "really-a-word-file.pdf": (
                docx_of(f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"),
                Outcome(READ, WORDS),
            ),
        },
    )


def _special(folder: Path) -> dict[str, Outcome]:
    """Links, pipes, devices, folders: a file system's traps."""
    outside = folder.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.txt").write_text(STORY)
    (folder / "inside").mkdir()
    (folder / "inside" / "story.txt").write_text(STORY)
    (folder / "link-out.txt").symlink_to(outside / "secret.txt")
    (folder / "link-up.txt").symlink_to("../outside/secret.txt")
    (folder / "link-in.txt").symlink_to("inside/story.txt")
    (folder / "link-nowhere.txt").symlink_to("gone.txt")
    (folder / "link-loop.txt").symlink_to("link-loop.txt")
    (folder / "linked-folder").symlink_to(outside)
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    with open(folder / "huge.txt", "wb") as file:
        file.truncate(8 << 30)
    here = os.getcwd()
    os.chdir(folder)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket.txt")
    finally:
        os.chdir(here)
    return {
        "inside/story.txt": Outcome(READ, WORDS),
        "link-out.txt": Outcome(REJECTED, "leads out of the folder"),
        "link-up.txt": Outcome(REJECTED, "leads out of the folder"),
        "link-in.txt": Outcome(READ, WORDS),
        "link-nowhere.txt": Outcome(REJECTED, "does not exist"),
        "link-loop.txt": Outcome(REJECTED, "link"),
        "linked-folder/secret.txt": Outcome(REJECTED, "leads out of the folder"),
        "folder.txt": Outcome(REJECTED, "is a folder"),
        "pipe.txt": Outcome(REJECTED, "a named pipe"),
        "device.txt": Outcome(REJECTED, "leads out of the folder"),
        "socket.txt": Outcome(REJECTED, "a socket"),
        "huge.txt": Outcome(REJECTED, "larger than"),
        "vanished.txt": Outcome(REJECTED, "not there any more"),
    }


def _archives(folder: Path) -> dict[str, Outcome]:
    story = STORY.encode()
    good = {"a.txt": story, "b.html": f"<html><body><p>{STORY}".encode()}
    locked = bytearray(zipped({"locked.txt": story}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.index(mark) + offset
        locked[at : at + 2] = struct.pack("<H", 1)
    spoilt = bytearray(zipped({"spoilt.txt": story * 20}, method=zipfile.ZIP_STORED))
    spoilt[spoilt.index(b"Police") + 3] ^= 0xFF
    bomb = zipped({"bomb.txt": b"0" * (11 << 20), **good})
    outcomes = write(
        folder,
        {
            "none.zip": (zipped({}), Outcome(REJECTED, "empty archive")),
            "many.zip": (
                zipped({f"{i}.txt": story for i in range(2100)}),
                Outcome(REJECTED, "more than the 2000"),
            ),
            "cut.zip": (zipped(good)[:-30], Outcome(REJECTED, "damaged")),
        },
    )
    members = {
        "good.zip": (zipped(good), {"a.txt": Outcome(READ, WORDS), "b.html": Outcome(READ, WORDS)}),
        "bomb.zip": (
            bomb,
            {
                "bomb.txt": Outcome(REJECTED, "larger than"),
                "a.txt": Outcome(READ, WORDS),
                "b.html": Outcome(READ, WORDS),
            },
        ),
        "up.zip": (zipped({"../../up.txt": story}), {"../../up.txt": Outcome(READ, WORDS)}),
        "root.zip": (zipped({"/etc/x.txt": story}), {"/etc/x.txt": Outcome(READ, WORDS)}),
        "nested.zip": (
            zipped({"inner.zip": zipped(good)}),
            {"inner.zip": Outcome(REJECTED, "archive within an archive")},
        ),
        "locked.zip": (bytes(locked), {"locked.txt": Outcome(REJECTED, "password")}),
        "spoilt.zip": (bytes(spoilt), {"spoilt.txt": Outcome(REJECTED, "damaged")}),
        "mac.zip": (
            zipped({"__MACOSX/._a.txt": b"\0\5", "a.txt": story}),
            {"__MACOSX/._a.txt": Outcome(IGNORED, "hidden"), "a.txt": Outcome(READ, WORDS)},
        ),
        "mixed.zip": (
            zipped({"x.pdf": b"%PDF-", "y.jpg": b"\xff\xd8", "z.txt": b"", "a.txt": story}),
            {
                "x.pdf": Outcome(REJECTED, "damaged"),
                "y.jpg": Outcome(IGNORED, "not of a kind"),
                "z.txt": Outcome(REJECTED, "is empty"),
                "a.txt": Outcome(READ, WORDS),
            },
        ),
    }
    for name, (data, inside) in members.items():
        (folder / name).write_bytes(data)
        outcomes |= {f"{name}/{member}": outcome for member, outcome in inside.items()}
    return outcomes
