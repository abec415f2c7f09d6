"""Reads many files at once, each worker a process of its own whose death costs the file that it was reading.

The workers are plain subprocesses that talk over pipes, so that neither the caller's `__main__` nor its
threads, locks or connections get into them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from extractors.refresh.reading import Outcome, Task, failed, read_task

PATIENCE = 300.0  # seconds for one file, far beyond the readers' own limits
_WORTH_WORKERS = 3_000_000  # bytes; starting workers takes about as long as reading this much
_WORTH_STOPPING = 1_000_000  # bytes; as much is read within a second, and need not be stopped
_LOOK = 0.05  # seconds between two looks whether to stop
_PARSED = 300_000  # a file that needs a parser costs about as much as this many bytes of plain text
_PLAIN = {".txt", ".md"}
COMMAND = "import sys; sys.path.insert(0, {package!r}); from extractors.refresh.workers import serve; serve()"


class StoppedError(Exception):
    """Reading was stopped before its end; `left` names the files that were not read, the one at hand first."""

    def __init__(self, left: tuple[str, ...] = ()) -> None:
        super().__init__(", ".join(left))
        self.left = left


def read_all(
    tasks: Sequence[Task], workers: int | None = None, stop: threading.Event | None = None
) -> Iterator[Outcome]:
    """Read `tasks`, yielding each outcome as it comes, in any order. `workers` (default: one a processor) is
    the most that run at once; little work is done here, without any. Setting `stop` ends it at once, in the middle of
    a file, with StoppedError."""
    count = min(workers or os.cpu_count() or 1, len(tasks))
    worth = _WORTH_WORKERS if stop is None else _WORTH_STOPPING
    if (count <= 1 and stop is None) or (workers is None and _work(tasks) < worth):
        for task in tasks:
            yield read_task(task) if stop is None else _read_beside(task, stop)
        return
    todo: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
    for task in tasks:
        todo.put(task)
    for _ in range(count):
        todo.put(None)
    pool = [Worker(todo, done) for _ in range(count)]
    for worker in pool:
        worker.start()
    try:
        for _ in tasks:
            yield done.get() if stop is None else _answer(done, stop)
    finally:
        for worker in pool:
            worker.stop()
        for worker in pool:
            worker.join()


def _read_beside(task: Task, stop: threading.Event) -> Outcome:
    """Reads a small file in a thread, which is left to itself when reading stops."""
    done: queue.SimpleQueue[Outcome | Exception] = queue.SimpleQueue()

    def read() -> None:
        try:
            done.put(read_task(task))
        except Exception as error:
            done.put(error)

    threading.Thread(target=read, name="reading", daemon=True).start()
    found = _answer(done, stop)
    if isinstance(found, Exception):
        raise found
    return found


def _answer(done: queue.SimpleQueue, stop: threading.Event) -> Any:
    while not stop.is_set():
        with contextlib.suppress(queue.Empty):
            return done.get(timeout=_LOOK)
    raise StoppedError


def _work(tasks: Sequence[Task]) -> int:
    total = 0
    for task in tasks:
        with contextlib.suppress(OSError):
            total += task.path.stat().st_size
        total += 0 if task.path.suffix.lower() in _PLAIN else _PARSED
    return total


class Worker(threading.Thread):
    """Feeds one process; starts another when it dies."""

    def __init__(self, todo: queue.SimpleQueue, done: queue.SimpleQueue) -> None:
        super().__init__(daemon=True)
        self._todo, self._done = todo, done
        self._process: subprocess.Popen | None = None
        self._stopped = False

    def run(self) -> None:
        while not self._stopped and (task := self._todo.get()) is not None:
            self._done.put(self._read(task))
        self._end()

    def stop(self) -> None:
        """Have it end, even in the middle of a file."""
        self._stopped = True
        process = self._process
        if process is not None and process.poll() is None and self.is_alive():
            with contextlib.suppress(OSError):
                process.terminate()  # so that it ends its parser too

    def _read(self, task: Task) -> Outcome:
        timer: threading.Timer | None = None
        try:
            if self._process is None:
                self._process = start()
            timer = threading.Timer(PATIENCE, self._process.kill)
            timer.daemon = True
            timer.start()
            _send(self._process.stdin, task)
            return _receive(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()
            return failed(
                task, f"{task.file} could not be read: the process that read it died; check the file."
            )
        finally:
            if timer is not None:
                timer.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        process.kill()
        process.wait()


def start() -> subprocess.Popen:
    """A new worker process; it ends when its input does."""
    command = COMMAND.format(package=str(Path(__file__).resolve().parent.parent.parent))
    return subprocess.Popen(
        [sys.executable, "-c", command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def serve() -> None:
    """What a worker process does: read tasks from its input until that ends, or it is told to end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    source = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a parser prints must not get among the answers
        while True:
            try:
                task = _receive(source)
            except EOFError:
                return
            _send(answers, read_task(task))


def _send(pipe: IO[bytes], message: Any) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(struct.pack("<Q", len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError
    (size,) = struct.unpack("<Q", head)
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)
