"""Brings the store up to date with a folder of reports: what is new or changed is read, what is gone is
dropped."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

from extractors.refresh.result import Failure, RefreshResult
from extractors.refresh.run import Progress, Run
from extractors.refresh.workers import StoppedError
from extractors.store import Store

__all__ = ["Failure", "Progress", "RefreshResult", "StoppedError", "refresh"]


def refresh(
    store: Store,
    folder: Path | str | None = None,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    thorough: bool = False,
    leave: Iterable[str] = (),
    retry: bool | None = None,
    stop: threading.Event | None = None,
) -> RefreshResult:
    """Bring `store` up to date with `folder` (default: the store's inbox).

    Reports of other folders stay. `progress(done, total, file)` is called before the first file and after each, with
    the file at hand; `workers` is the most processes that read (default: one a processor where it is worth it). A file
    whose size, times and inode are as they were is taken for unchanged; all else goes by the hash of its bytes.
    `thorough` trusts hashes only, and tries again what could not be read, unless `retry` is False. What was refused is
    also tried again when the readers or the limits change. Files named in `leave` are left as the store has them. Saves
    in batches, so that what is interrupted goes on where it was. Setting `stop` ends it at once, in the middle of a
    file, with StoppedError. Raises NotADirectoryError, LimitsError or StoreError; what is wrong with a file is in the
    result.
    """
    root = Path(folder).expanduser().absolute() if folder is not None else store.inbox
    if not root.is_dir():
        raise NotADirectoryError(f"{root} is not a folder; name the folder that holds the reports.")
    key = "" if root.resolve() == store.inbox.resolve() else str(root.resolve())
    with store.database.refreshing():
        again = thorough if retry is None else retry
        return Run(store, key, root, progress, workers, thorough, frozenset(leave), again, stop).run()
