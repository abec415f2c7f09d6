"""Runs an action again and again in processes that are killed or whose disk fails, and checks what they leave
behind.

A script of its own, so that it can fork cheaply: everything is imported once, and nothing of SQLite is open
when it forks. Prints a line of JSON for each process: {"n": 3, "ended": "killed", "wrong": []}.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import faulty_disk

from extractors import extract
from extractors.refresh import refresh, run
from extractors.store import Store, StoreError, contents, fingerprint, open_store

run.BATCH_REPORTS, run.PAUSE = 1, 0.0  # as many steps as there can be
FOLDERS = {
    "before": {"a": 5, "b": 6, "c": 7, "d": 8},
    "after": {"a": 5, "b": 60, "d": 8, "e": 9, "f": 10},  # one changed, one gone, two new
}


def lay(folder: Path, which: str) -> None:
    """Make `folder` hold the reports of before or after, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, number in FOLDERS[which].items():
        text = f"Police in Myanmar seized {number} kg of heroin and {number} tonnes of opium in 2012.\n"
        (folder / f"{name}.txt").write_text(text)


def state(store: Store) -> str:
    """All that the store holds, but for times and what a file system says of files."""
    heads = store.report_heads()
    with store.database.read() as connection:
        claims = contents.claims_of(connection, heads)
    for row in heads.values():
        del row["first_seen"]
    files = [{**row, "first_seen": "", "mark": ""} for row in store.files()]
    return json.dumps([sorted(heads.items()), sorted(claims.items()), files, store.check()])


def claim_names(store: Store) -> list[str]:
    """The ids of all claims, in order."""
    with store.database.read() as connection:
        rows = contents.claims_of(connection, store.report_heads())
    return sorted(row["claim"] for some in rows.values() for row in some)


def start(data: Path) -> None:
    """The state that each action begins with: the reports of before are in the store, a few corrections
    made."""
    lay(data / "reports", "before")
    with open_store(data) as store:
        refresh(store)
        for claim in claim_names(store)[:3]:
            store.correct(claim, {"place": "LA"}, who="ann")
    lay(data / "reports", "after")


def do_refresh(data: Path, _acknowledge: Callable[[str], None]) -> None:
    with open_store(data) as store:
        refresh(store, workers=1)


def do_correct(data: Path, acknowledge: Callable[[str], None]) -> None:
    with open_store(data) as store:
        claims = claim_names(store)
        for number in range(8):
            for correction in store.correct(
                claims[number % len(claims)], {"value": 1000.0 + number}, who="bob"
            ):
                acknowledge(correction)


ACTIONS = {"refresh": do_refresh, "correct": do_correct, "create": do_refresh}
BEYOND = 4  # exit code of a process whose disk was never asked to do what was to fail


def without_store(data: Path) -> None:
    """Leave nothing but the reports, as before the first refresh."""
    for path in data.glob("store.sqlite*"):
        path.unlink()


def in_a_process(work: Callable[[], int | None], kill_after: float | None = None) -> str:
    """How a process that does `work` ended: finished, beyond (see BEYOND), failed (a StoreError), killed, or
    what else."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            code = work() or 0
        except StoreError as error:
            code = 3 if "\n" not in str(error) else 71
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed" if os.WTERMSIG(status) == signal.SIGKILL else f"signal {os.WTERMSIG(status)}"
    return {0: "finished", 3: "failed", BEYOND: "beyond"}.get(
        os.WEXITSTATUS(status), f"exit {os.WEXITSTATUS(status)}"
    )


def wrongs(data: Path, acknowledged: Path, before: set[str], goal: str) -> Iterator[str]:
    """What is wrong with a store that was left behind."""
    with open_store(data, create=True) as store:
        yield from store.check()
        kept = {json.loads(line)["id"] for line in store.export_corrections()}
        told = set(acknowledged.read_text().split()) if acknowledged.exists() else set()
        lost = (before | told) - kept
        if lost:
            yield f"lost corrections: {sorted(lost)}"
        if len(kept - before - told) > 1:
            yield f"corrections that nobody was told of: {len(kept - before - told)}"
        if len(set(claim_names(store))) != len(claim_names(store)):
            yield "duplicated claims"
        refresh(store, workers=1)
        if state(store) != goal:
            yield "the end is not what an undisturbed run gives"


def main() -> None:
    """victim.py FOLDER ACTION KIND SEED N… (KIND: sync, after, full, error, syncfail; N in milliseconds for
    after)"""
    folder, action, kind, seed = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    draw = random.Random(seed)
    extract("Police in Myanmar seized 5 kg of heroin in 2012.")  # loads the words once for all processes
    fingerprint.reading()
    origin, data, acknowledged = folder / "origin", folder / "data", folder / "acknowledged"
    results = folder / "results"
    before: set[str] = set()
    if in_a_process(lambda: start(origin)) != "finished":
        raise SystemExit("the start failed")

    def note(text: str) -> None:
        with results.open("a") as file:
            file.write(text)

    def undisturbed() -> None:
        with open_store(origin) as store:
            (folder / "before").write_text(
                "\n".join(json.loads(line)["id"] for line in store.export_corrections())
            )
        shutil.copytree(origin, folder / "goal")
        if action == "create":
            without_store(folder / "goal")
        with open_store(folder / "goal") as store:
            refresh(store, workers=1)
            (folder / "goal.txt").write_text(state(store))

    if in_a_process(undisturbed) != "finished":
        raise SystemExit("the undisturbed run failed")
    if action != "create":
        before = set((folder / "before").read_text().split())
    goal = (folder / "goal.txt").read_text()
    n = 0
    for given in sys.argv[5:]:
        n = int(given)
        shutil.rmtree(data, ignore_errors=True)
        acknowledged.unlink(missing_ok=True)
        results.unlink(missing_ok=True)
        shutil.copytree(origin, data)
        if action == "create":
            without_store(data)

        def work(n: int = n) -> int:
            counts = {"write": faulty_disk.Counter(0, lambda: 0), "sync": faulty_disk.Counter(0, lambda: 0)}
            if kind == "sync":
                counts["sync"] = faulty_disk.Counter(n, faulty_disk.kill)
            elif kind in ("full", "error"):
                code = faulty_disk.FULL if kind == "full" else faulty_disk.IO_ERROR
                counts["write"] = faulty_disk.Counter(n, lambda: code)
            elif kind == "syncfail":
                counts["sync"] = faulty_disk.Counter(n, lambda: faulty_disk.SYNC_ERROR)
            faulty_disk.install(counts["write"], counts["sync"])
            with acknowledged.open("a") as file:
                ACTIONS[action](data, lambda text: print(text, file=file, flush=True))
            reached = any(count.n and count.count >= count.n for count in counts.values())
            return 0 if reached or kind == "after" else BEYOND

        ended = in_a_process(work, draw.uniform(0, n / 1000) if kind == "after" else None)

        def look() -> None:
            for wrong in wrongs(data, acknowledged, before, goal):
                note(wrong + "\n")

        looked = in_a_process(look)
        wrong = results.read_text().splitlines() if results.exists() else []
        if looked != "finished":
            wrong.append(f"looking at what was left {looked}")
        print(json.dumps({"n": n, "ended": ended, "wrong": wrong}), flush=True)
        if ended == "beyond":
            break


if __name__ == "__main__":
    main()
