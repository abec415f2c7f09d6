"""Where a user's data lies, in a checkout and for an installed package."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from extractors.store import location, open_store


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if the package were installed outside a checkout; the user's data folder."""
    package = tmp_path / "site-packages" / "extractors"
    samples = package / "_samples"
    samples.mkdir(parents=True)
    for number in range(5):
        (samples / f"{number}.md").write_text("A sample.")
    folder = tmp_path / "home" / "seizures"
    monkeypatch.setattr(location, "_PACKAGE", package)
    monkeypatch.setattr(location, "user_data_path", lambda *arguments, **given: folder)
    return folder


def test_a_checkout_has_its_data_in_it() -> None:
    root = location.checkout()
    assert root is not None
    assert location.data_folder() == root / "data"
    assert location.sample_reports() == root / "data" / "reports"


def test_the_first_start_of_an_installed_package_brings_the_samples(installed: Path) -> None:
    assert location.checkout() is None
    assert location.data_folder() == installed
    with open_store() as store:
        assert len(list(store.inbox.iterdir())) == 5
    (installed / "reports" / "0.md").unlink()
    with open_store() as store:  # what a user throws away stays away
        assert len(list(store.inbox.iterdir())) == 4


def test_two_first_starts_at_once_bring_them_once(installed: Path) -> None:
    starts = [threading.Thread(target=lambda: open_store().close()) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert sorted(path.name for path in installed.iterdir() if path.name.startswith(".")) == []
    assert len(list((installed / "reports").iterdir())) == 5


def test_a_folder_that_is_named_starts_empty(installed: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "mine") as store:
        assert list(store.inbox.iterdir()) == []
    assert not installed.exists()
