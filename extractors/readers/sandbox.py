"""Parsers run in child processes with limits of time and memory; the death of one costs its own file only.

A child is an interpreter of its own (`worker`) that reads jobs from a pipe and answers with JSON, never with
pickles: a parser that was taken over can give wrong text, but no code, to its parent. Children are reused, so
that a thousand small pages cost one start.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict

from extractors.readers import wire
from extractors.readers.draft import Archive, Parts
from extractors.readers.errors import IgnoredFile, UnreadableReport
from extractors.readers.limits import DEFAULT_LIMITS, Limits, megabytes, variable
from extractors.records import Passage

_OUT_OF_TIME = getattr(signal, "SIGXCPU", 0) or 1 << 30
_RECYCLE = 500  # files; a child is then replaced, as parsers leak


class _DiedError(Exception):
    """The child ended; `timeout` tells whether it was ended because its time was up."""

    def __init__(self, timeout: bool) -> None:
        super().__init__()
        self.timeout = timeout


class Pool:
    """At most `size` children, started when needed. `run` may be called from several threads at once."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, size: int | None = None) -> None:
        self.limits = limits
        self.size = size or max(min(os.cpu_count() or 1, 4), 1)
        self._free: list[_Child] = []
        self._slots = threading.BoundedSemaphore(self.size)
        self._lock = threading.Lock()
        self._owner = os.getpid()

    def run(self, kind: str, data: bytes, name: str) -> Parts | Archive:
        """What the reader of format `kind` finds in `data`; UnreadableReport is raised with a sentence."""
        with self._slots:
            child = self._take()
            try:
                return self._ask(child, kind, data, name)
            except _DiedError as death:
                # A child that had read other files before may have died of what they left behind.
                if death.timeout or child.used < 2:
                    raise UnreadableReport(_obituary(death, name, self.limits)) from None
            child = _Child(self.limits)
            try:
                return self._ask(child, kind, data, name)
            except _DiedError as death:
                raise UnreadableReport(_obituary(death, name, self.limits)) from None

    def close(self) -> None:
        """Ends all children that are not at work."""
        with self._lock:
            children, self._free = self._free, []
        for child in children:
            child.end()

    def _ask(self, child: _Child, kind: str, data: bytes, name: str) -> Parts | Archive:
        finished = False
        try:
            answer = child.ask(kind, data, name)
            finished = True
            return answer
        except UnreadableReport:
            finished = True
            raise
        finally:
            if finished and child.used < _RECYCLE:
                with self._lock:
                    self._free.append(child)
            else:
                child.end()

    def _take(self) -> _Child:
        with self._lock:
            if self._owner != os.getpid():
                # After a fork the children belong to the parent process.
                self._free, self._owner = [], os.getpid()
            while self._free:
                child = self._free.pop()
                if child.is_alive():
                    return child
                child.end()
        return _Child(self.limits)


class _Child:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.used = 0
        # Fixed seed, clock zone and locale: the same bytes give the same report everywhere.
        environment = {
            "PYTHONPATH": os.pathsep.join(p or os.getcwd() for p in sys.path),
            "PYTHONHASHSEED": "0",
            "PYTHONIOENCODING": "utf-8",
            "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
            "MALLOC_ARENA_MAX": "2",
            **{key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if key in os.environ},
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from extractors.readers.worker import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def ask(self, kind: str, data: bytes, name: str) -> Parts | Archive:
        first, self.used = not self.used, self.used + 1
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self.process.kill()

        # The child is stopped by its processor time; the clock is for one that waits or starts up.
        timer = threading.Timer(3 * self.limits.seconds + (10 if first else 0), expire)
        timer.daemon = True
        timer.start()
        try:
            job = {"job": self.used, "kind": kind, "name": name, "limits": asdict(self.limits)}
            wire.send(self.process.stdin, json.dumps(job).encode(), data)
            answer, payload = wire.receive(self.process.stdout, _most_answer(self.limits))
        except (OSError, ValueError, EOFError):
            self.end()
            raise _DiedError(expired.is_set() or self.process.returncode == -_OUT_OF_TIME) from None
        finally:
            timer.cancel()
        return self._judge(json.loads(answer), payload, name)

    def _judge(self, answer: dict, payload: bytes, name: str) -> Parts | Archive:
        if answer.get("job") != self.used or answer.get("out_of_memory"):
            self.end()
            raise _DiedError(False)
        if "error" in answer:
            raise (IgnoredFile if answer.get("ignored") else UnreadableReport)(answer["error"])
        if "members" in answer:
            return Archive(tuple(wire.members(answer["members"], payload)))
        return _parts(answer, payload)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


def _most_answer(limits: Limits) -> int:
    return max(8 * limits.output, 2 * limits.unpacked)


def _parts(answer: dict, payload: bytes) -> Parts:
    text = answer["text"]
    return Parts(
        text=text,
        title=answer["title"],
        publisher=answer["publisher"],
        url=answer["url"],
        published=dt.date.fromisoformat(answer["published"]) if answer["published"] else None,
        language=answer["language"],
        passages=tuple(Passage(*p) for p in answer["passages"]),
        tables=wire.unpack_tables(answer["tables"], payload, text),
        made=dt.date.fromisoformat(answer["made"]) if answer["made"] else None,
        near=tuple(dt.date.fromisoformat(d) for d in answer["near"]),
        notes=tuple(answer["notes"]),
    )


def _obituary(death: _DiedError, name: str, limits: Limits) -> str:
    if death.timeout:
        return (
            f"{name} took longer than {limits.seconds:g} seconds to read and was given up: "
            f"save it in a simpler format, or allow more with {variable('seconds')}."
        )
    return (
        f"{name} cannot be read: it is damaged, or needs more than {megabytes(limits.memory)} of memory; "
        "save it again or split it."
    )


_pools: dict[Limits, Pool] = {}
_pools_lock = threading.Lock()


def default_pool(limits: Limits = DEFAULT_LIMITS) -> Pool:
    """The pool that all callers with these limits share; its children end with the program."""
    with _pools_lock:
        if limits not in _pools:
            _pools[limits] = Pool(limits)
        return _pools[limits]


@atexit.register
def _close_all() -> None:
    for pool in list(_pools.values()):
        pool.close()
