"""Connects to the very address that was checked, and ends every wait when the time is up."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from extractors.feeds import addresses
from extractors.feeds.errors import FetchError

_TICK = 0.01  # seconds; a wait may end this much early


class Deadline:
    """How long an answer may take in all, with its redirections."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds that are left, at most `most`. FetchError where there are none."""
        left = self.end - time.monotonic()
        if left <= _TICK:
            raise FetchError(f"took longer than {self.seconds:g} seconds and was given up", passing=True)
        return left if most is None else min(left, most)

    def extend(self, seconds: float) -> None:
        """Leave time out of it that was spent waiting on purpose."""
        self.end += seconds


class GuardedBackend(httpcore.NetworkBackend):
    """httpcore's way to the network: the host's addresses are looked up once, checked, and used as they are,
    so that a name cannot lead elsewhere the second time. TLS still checks the certificate for the name."""

    def __init__(self, allowed: frozenset[str], deadline: Deadline) -> None:
        self.allowed = allowed
        self.deadline = deadline
        self.network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = addresses.addresses_of(host, port, self.allowed, self.deadline.left(timeout))
        last: Exception | None = None
        for address in found:
            try:
                stream = self.network.connect_tcp(
                    address, port, self.deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
                continue
            return _Stream(stream, self.deadline)
        raise last or httpcore.ConnectError(f"{host} has no address")


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.left(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left(timeout))
        return _Stream(stream, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
