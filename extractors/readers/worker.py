"""The child process that parses: reads jobs from standard input until it closes, answers on the output."""

from __future__ import annotations

import json
import math
import os
import sys
from typing import BinaryIO

from extractors.readers import formats, wire
from extractors.readers.draft import Parts
from extractors.readers.errors import IgnoredFile, UnreadableReport
from extractors.readers.limits import Limits, megabytes

_MOST_JOB = 1 << 32


def main() -> None:
    """Serves jobs until the parent goes. Whatever a library prints goes nowhere."""
    jobs = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.setrecursionlimit(3000)
    while True:
        try:
            head, data = wire.receive(jobs, _MOST_JOB)
        except (EOFError, ValueError):
            return
        job = json.loads(head)
        limits = Limits(**job["limits"])
        _bind(limits)
        if not _serve(answers, job, data, limits):
            return


def _serve(answers: BinaryIO, job: dict, data: bytes, limits: Limits) -> bool:
    """Answers one job; False where this process is no longer good for another."""
    payload, answer = b"", {}
    try:
        answer, payload = _read(job["kind"], data, job["name"], limits)
    except UnreadableReport as error:
        answer = {"error": str(error), "ignored": isinstance(error, IgnoredFile)}
    except MemoryError:
        answer = {"out_of_memory": True}
    except RecursionError:
        answer = {
            "error": f"{job['name']} cannot be read: it is nested too deeply; save it in a simpler format."
        }
    except Exception as error:
        answer = {
            "error": f"{job['name']} cannot be read: it is damaged or not what its name says "
            f"({type(error).__name__}); save or download it again."
        }
    answer["job"] = job["job"]
    wire.send(answers, json.dumps(answer, ensure_ascii=True).encode("ascii"), payload)
    return "out_of_memory" not in answer


def _read(kind: str, data: bytes, name: str, limits: Limits) -> tuple[dict, bytes]:
    found = formats.module(kind).read(data, name, limits)
    if not isinstance(found, Parts):
        heads = [
            [n, len(c) if isinstance(c, bytes) else 0, c if isinstance(c, str) else ""]
            for n, c in found.members
        ]
        return {"members": heads}, b"".join(c for _, c in found.members if isinstance(c, bytes))
    if len(found.text) > limits.output:
        raise UnreadableReport(
            f"{name} holds more than {megabytes(limits.output)} of text, the most that is read: split it."
        )
    heads, cells = wire.pack_tables(found.tables)
    return {
        "text": found.text,
        "title": found.title,
        "publisher": found.publisher,
        "url": found.url,
        "published": found.published.isoformat() if found.published else "",
        "language": found.language,
        "passages": [[p.start, p.end, p.label] for p in found.passages],
        "tables": heads,
        "made": found.made.isoformat() if found.made else "",
        "near": [d.isoformat() for d in found.near],
        "notes": list(found.notes),
    }, cells


def _bind(limits: Limits) -> None:
    """Limits that the system enforces, where it can: memory, this job's processor time, no files, no core."""
    try:
        import resource
    except ImportError:  # Windows has none; time is kept by the parent
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime + limits.seconds)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or most <= hard:
            resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    main()
