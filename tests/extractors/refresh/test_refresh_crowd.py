"""Eight refreshes at once, with somebody correcting beside them: nothing lost, nothing twice, the same
end."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd

from extractors.refresh import refresh
from extractors.store import open_store

PLACES = ("Myanmar", "Laos", "Peru", "Colombia", "Mexico", "India", "Iran", "Spain")


def lay(folder: Path, numbers: range) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        place = PLACES[number % len(PLACES)]
        text = (
            f"Police in {place} seized {number + 1} kg of heroin and {number + 1} tonnes of opium in 2012.\n"
        )
        (folder / f"{number:03}.txt").write_text(text)


def test_eight_refreshes_and_a_corrector(tmp_path: Path) -> None:
    data = tmp_path / "data"
    lay(data / "reports", range(20))
    with open_store(data) as store:
        refresh(store)
        claims = store.claims()["claim"].tolist()
    lay(data / "reports", range(10, 120))
    for number in range(5):
        (data / "reports" / f"{number:03}.txt").unlink()
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "extractors", "refresh", "--data", str(data)], stdout=-1, stderr=-1
        )
        for _ in range(8)
    ]
    made: list[str] = []
    over = threading.Event()

    def correct() -> None:
        with open_store(data) as own:
            number = 0
            while not over.is_set() or number < 30:
                number += 1
                claim = claims[10 + number % 30]  # of reports that stay
                made.extend(own.correct(claim, {"value": 1000.0 + number}, who="ann"))

    corrector = threading.Thread(target=correct)
    corrector.start()
    ends = [process.communicate(timeout=120) for process in crowd]
    over.set()
    corrector.join(timeout=60)
    assert [process.returncode for process in crowd] == [0] * 8, ends
    with open_store(data) as store, open_store(tmp_path / "alone") as alone:
        assert store.check() == []
        kept = store.corrections()
        assert kept["id"].tolist() == made
        assert set(kept["state"]) == {"active"}
        assert store.claims()["claim"].is_unique
        refresh(alone, data / "reports")
        alone.import_corrections(store.export_corrections())
        pd.testing.assert_frame_equal(store.claims(), alone.claims())
        columns = ["report", "file", "status", "error", "claims", "story"]
        pd.testing.assert_frame_equal(store.reports()[columns], alone.reports()[columns])
