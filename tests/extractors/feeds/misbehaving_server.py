"""A web server on the loopback that answers as it is told to, however bad that is."""

from __future__ import annotations

import contextlib
import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Route = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """`routes` maps a path to what answers; `asked` lists the paths asked for, `heads` their headers."""

    def __init__(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.heads: list[Message] = []
        self.closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            server_version = "Test"
            sys_version = ""

            def do_GET(self) -> None:
                outer.asked.append(self.path)
                outer.heads.append(self.headers)
                self.close_connection = True
                route = outer.routes.get(self.path, status(404))
                with contextlib.suppress(OSError):
                    route(self)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_: object) -> None:
                pass  # a client that will not speak on

        self.http = Quiet((address, 0), Handler)
        if tls is not None:
            self.http.socket = tls.wrap_socket(self.http.socket, server_side=True)
        self.port = self.http.server_port
        self.base = f"{'https' if tls else 'http'}://{address}:{self.port}"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def pages(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()


def status(code: int, **headers: str) -> Route:
    """Only a status, with headers such as Retry_After="60"."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def redirect(to: str, code: int = 302) -> Route:
    return status(code, Location=to)


def body(content: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Route:
    """A body of a kind, with further headers; "If-None-Match" that fits the ETag gets 304."""
    raw = content.encode() if isinstance(content, str) else content

    def answer(handler: BaseHTTPRequestHandler) -> None:
        tag = headers.get("ETag")
        same = tag is not None and handler.headers.get("If-None-Match") == tag
        since = headers.get("Last_Modified")
        same = same or (since is not None and handler.headers.get("If-Modified-Since") == since)
        handler.send_response(304 if same else 200)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0" if same else str(len(raw)))
        handler.end_headers()
        handler.wfile.write(b"" if same else raw)

    return answer


def packed(content: bytes, kind: str = "text/html", encoding: str = "gzip") -> Route:
    return body(gzip.compress(content, mtime=0), kind, Content_Encoding=encoding)


def raw(pieces: Iterable[bytes], pause: float = 0.0, then: float = 0.0) -> Route:
    """These bytes as they are, with a pause between them, and silence after them."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)
        time.sleep(then)

    return answer


def endless(server: Server, head: bytes, piece: bytes) -> Route:
    """A body without an end."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not server.closing.is_set():
            handler.wfile.write(piece)

    return answer
