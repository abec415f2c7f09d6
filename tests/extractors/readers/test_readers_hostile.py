"""A folder of files that break readers: each has one outcome and one clear sentence; the others are read."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hostile_documents import IGNORED, LIMITS, READ, REJECTED, STORY, Outcome
from hostile_files import build
from small_files import docx_of, pdf_from, pdf_of, zipped

from extractors import readers
from extractors.readers.limits import Limits
from extractors.records import Report


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Outcome]]:
    root = tmp_path_factory.mktemp("hostile") / "reports"
    root.mkdir()
    return root, build(root)


@pytest.fixture(scope="module")
def found(folder: tuple[Path, dict[str, Outcome]]) -> dict[str, Report | readers.Failure]:
    return found_in(folder[0])


def found_in(root: Path) -> dict[str, Report | readers.Failure]:
    paths = [Path(place) / name for place, _, names in os.walk(root, followlinks=True) for name in names]
    paths += [root / "folder.txt", root / "vanished.txt"]
    return {
        each.file: each for path in sorted(paths) for each in readers.read_all(path, root=root, limits=LIMITS)
    }


def status_of(found: Report | readers.Failure) -> str:
    return READ if isinstance(found, Report) else found.status


def test_every_file_has_the_outcome_that_is_right(folder, found) -> None:
    _, outcomes = folder
    wrong = []
    for name, outcome in outcomes.items():
        got = found[name]
        words = got.text if isinstance(got, Report) else got.error
        if status_of(got) != outcome.status or outcome.words not in words:
            wrong.append((name, status_of(got), words[:200], outcome))
    assert not wrong
    assert set(found) == set(outcomes)
    assert len(outcomes) > 130


def test_sentences_about_files_are_for_people(found) -> None:
    for name, got in found.items():
        if isinstance(got, Report):
            continue
        assert got.error.startswith(name), "it names the file"
        assert got.error.endswith(".")
        assert got.error.isprintable(), "it is one line"
        assert "Traceback" not in got.error


def test_a_second_look_finds_the_same_and_writes_nothing(folder, found) -> None:
    root, _ = folder
    before = sorted(root.parent.rglob("*"))
    assert found_in(root) == found
    assert sorted(root.parent.rglob("*")) == before


def test_what_is_hidden_or_deleted_is_not_read(found) -> None:
    texts = " ".join(got.text for got in found.values() if isinstance(got, Report))
    assert "900 tons" not in texts  # hidden on the page, deleted in the Word file


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(STORY)

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(readers.UnreadableReport, match=r"mine\.txt may not be opened"):
        readers.read(path)


def test_a_parser_that_takes_too_long_is_given_up_and_the_next_file_is_read() -> None:
    pages = b" ".join([b"3 0 R"] * 400_000)
    endless = pdf_from(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + pages + b"] /Count 400000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        ]
    )
    pool = readers.Pool(Limits(seconds=0.5), size=1)
    try:
        readers.read_bytes(pdf_of(STORY), "warm.pdf", pool=pool)
        with pytest.raises(readers.UnreadableReport, match=r"endless\.pdf took longer than 0\.5 seconds"):
            readers.read_bytes(endless, "endless.pdf", pool=pool)
        assert STORY in readers.read_bytes(pdf_of(STORY), "next.pdf", pool=pool).text
    finally:
        pool.close()


def test_a_parser_that_needs_too_much_memory_costs_its_own_file_only() -> None:
    pool = readers.Pool(Limits(memory=250 << 20), size=1)
    greedy = docx_of("<w:p><w:r><w:t>5 kg</w:t></w:r></w:p>" * 300_000)
    try:
        with pytest.raises(readers.UnreadableReport, match=r"greedy\.docx .*250 MB of memory"):
            readers.read_bytes(greedy, "greedy.docx", pool=pool)
        assert STORY in readers.read_bytes(pdf_of(STORY), "next.pdf", pool=pool).text
    finally:
        pool.close()


def test_limits_are_the_users(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    with pytest.raises(readers.UnreadableReport, match="larger than 0 kB"):
        readers.read(path, limits=Limits(file=20))
    archive = zipped({f"{i}.txt": STORY for i in range(3)})
    (tmp_path / "a.zip").write_bytes(archive)
    (few,) = readers.read_all(tmp_path / "a.zip", limits=Limits(members=2))
    assert "more than the 2 that are read" in few.error
    long = docx_of(f"<w:p><w:r><w:t>{STORY * 50}</w:t></w:r></w:p>")
    with pytest.raises(readers.UnreadableReport, match="of text, the most that is read"):
        readers.read_bytes(long, "long.docx", limits=Limits(output=1000))


def test_without_a_folder_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "folder").mkdir()
    link = tmp_path / "folder" / "link.txt"
    link.symlink_to(tmp_path / "story.txt")
    assert readers.read(link).text == STORY
    with pytest.raises(readers.UnreadableReport, match="leads out of the folder"):
        readers.read(link, root=tmp_path / "folder")


def test_ignored_files_are_a_kind_of_unreadable_ones(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(readers.IgnoredFile, match=r"photo\.png is not of a kind that is read"):
        readers.read(tmp_path / "photo.png")
    assert readers.read_all(tmp_path / "photo.png")[0].status == IGNORED
    assert readers.read_all(tmp_path / "none.txt")[0].status == REJECTED


def test_an_archive_is_many_reports(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": STORY, "sub/y.txt": STORY + " More."}))
    with pytest.raises(readers.UnreadableReport, match="an archive of 2 files"):
        readers.read(tmp_path / "a.zip")
    reports = readers.read_all(tmp_path / "a.zip", root=tmp_path)
    assert [r.file for r in reports] == ["a.zip/x.txt", "a.zip/sub/y.txt"]
    assert [r.id for r in reports] == [readers.report_id(t.encode()) for t in (STORY, STORY + " More.")]


def test_names_in_an_archive_of_another_country_are_legible(tmp_path: Path) -> None:
    placeholder, name = b"xxxxxxxxxxxx.txt", "缴获毒品报告.txt".encode("gb18030")
    (tmp_path / "a.zip").write_bytes(zipped({placeholder.decode(): STORY}).replace(placeholder, name))
    assert [r.file for r in readers.read_all(tmp_path / "a.zip")] == ["a.zip/缴获毒品报告.txt"]


def test_many_threads_get_each_its_own_file() -> None:
    pool = readers.Pool(size=2)
    try:
        with ThreadPoolExecutor(8) as threads:
            names = [f"{i}.pdf" for i in range(40)]
            texts = list(
                threads.map(lambda n: readers.read_bytes(pdf_of(f"File {n}"), n, pool=pool).text, names)
            )
    finally:
        pool.close()
    assert texts == [f"File {name}" for name in names]
