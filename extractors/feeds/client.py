"""Asks for one address at a time, politely and within limits: see `Client`."""

from __future__ import annotations

import contextlib
import http
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import metadata

import httpcore
import httpx

from extractors.feeds.body import read_body
from extractors.feeds.connection import Deadline, GuardedBackend
from extractors.feeds.errors import FetchError, NotPublicError
from extractors.feeds.robots import Robots
from extractors.readers.limits import MEGABYTE

AGENT = "seizures"  # what robots.txt may call us
PAUSE = 1.0  # seconds between two requests to one host
MOST_PAUSE = 30.0  # of a Crawl-delay
MOST_HOPS = 5
_ROBOTS_BYTES = MEGABYTE // 2
_REDIRECTIONS = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to be connected, to hear anything, and for an answer in all."""

    connect: float = 5.0
    read: float = 20.0
    total: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `url` is where it came from in the end; the names of `headers` are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def type(self) -> str:
        """The media type without its parameters, "" where none is given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(slots=True)
class Client:
    """Asks hosts of the open Internet: http and https, at most one request a second to a host, what
    robots.txt forbids not at all, no more than five redirections, no proxy, no cookies, no password.

    `sleep` and `clock` (seconds, never backwards) pace the requests; `tls` is the context to check
    certificates with.
    """

    patience: Patience = Patience()
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    tls: ssl.SSLContext | None = None
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)

    def get(
        self,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        most: int,
        allowed: frozenset[str] = frozenset(),
    ) -> Answer:
        """The answer to a request for `address`; FetchError for all but status 200, and 304 where `headers`
        set a condition.

        `most` bytes may come at most, unpacked; `allowed` are hosts whose addresses need not be public.
        """
        deadline = Deadline(self.patience.total)
        url = web_address(address)
        for _ in range(MOST_HOPS + 1):
            self._ask_robots(url, allowed, deadline)
            answer = self._once(url, headers or {}, most, allowed, deadline)
            if answer.status in _REDIRECTIONS:
                url = _next(url, answer)
            elif answer.status == 200 or (answer.status == 304 and headers):
                return answer
            else:
                raise _refusal(answer)
        raise FetchError(f"leads on more than {MOST_HOPS} times")

    def _ask_robots(self, url: httpx.URL, allowed: frozenset[str], deadline: Deadline) -> None:
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._robots_of(origin, allowed, deadline)
        robots = self._robots[origin]
        if robots.silent:
            raise FetchError(f"is not fetched, because {origin}/robots.txt {robots.silent}", passing=True)
        if not robots.allow(AGENT, str(url)):
            raise FetchError(f"is not fetched, because {origin}/robots.txt does not allow it")

    def _robots_of(self, origin: str, allowed: frozenset[str], deadline: Deadline) -> Robots:
        """The rules of an origin. A file that is not there forbids nothing; one that cannot be had forbids
        everything until it can (RFC 9309)."""
        url = httpx.URL(f"{origin}/robots.txt")
        try:
            for _ in range(MOST_HOPS + 1):
                answer = self._once(url, {}, _ROBOTS_BYTES, allowed, deadline, cut=True)
                if answer.status not in _REDIRECTIONS:
                    break
                url = _next(url, answer)
        except FetchError as error:
            if isinstance(error, NotPublicError) and _origin(url) == origin:
                raise
            return Robots(silent=str(error))
        if answer.status == 429 or answer.status >= 500:
            return Robots(silent=f"answered {_status(answer.status)}")
        return Robots.of(answer.status, answer.body)

    def _once(
        self,
        url: httpx.URL,
        headers: Mapping[str, str],
        most: int,
        allowed: frozenset[str],
        deadline: Deadline,
        *,
        cut: bool = False,
    ) -> Answer:
        """One request, without going where the answer leads. `cut` takes the start of what is too long."""
        self._keep_pace(url, deadline)
        backend = GuardedBackend(allowed, deadline)
        patience = {"connect": self.patience.connect, "read": self.patience.read, "write": self.patience.read}
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
        )
        sent = {**_usual_headers(), "Host": url.netloc.decode("ascii"), **headers}
        try:
            with (
                httpcore.ConnectionPool(self._context(), network_backend=backend) as pool,
                pool.stream(
                    "GET", target, headers=list(sent.items()), extensions={"timeout": patience}
                ) as reply,
            ):
                got = {k.decode("latin-1").lower(): v.decode("latin-1").strip() for k, v in reply.headers}
                body = b""
                if reply.status == 200:
                    body = read_body(reply.iter_stream(), got, most, cut=cut)
                return Answer(str(url), reply.status, got, body)
        except httpcore.TimeoutException:
            deadline.left()
            raise FetchError("did not answer in time", passing=True) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, ValueError) as error:
            raise _trouble(error) from None
        finally:
            self._asked[_host(url)] = self.clock()

    def _keep_pace(self, url: httpx.URL, deadline: Deadline) -> None:
        robots = self._robots.get(_origin(url))
        pause = min(max(PAUSE, robots.delay(AGENT) if robots else 0.0), MOST_PAUSE)
        wait = self._asked.get(_host(url), float("-inf")) + pause - self.clock()
        if wait > 0:
            self.sleep(wait)
            deadline.extend(wait)

    def _context(self) -> ssl.SSLContext:
        if self.tls is None:
            self.tls = httpx.create_ssl_context()
        return self.tls


def web_address(address: str) -> httpx.URL:
    """An address as it can be asked for; FetchError for all that is not http or https."""
    try:
        url = httpx.URL(address.strip())
        url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        raise FetchError("is no proper address") from None
    if url.scheme not in ("http", "https"):
        raise FetchError(
            f"is not fetched: only http and https are, not {url.scheme or 'an address without a scheme'}"
        )
    if not url.host or (url.port is not None and not 0 < url.port < 65536):
        raise FetchError("is no proper address")
    if url.userinfo:
        raise FetchError("is not fetched: addresses with a name and password are not")
    return url.copy_with(fragment=None)


def _next(url: httpx.URL, answer: Answer) -> httpx.URL:
    """Where a redirection leads."""
    target = answer.headers.get("location", "")
    if not target:
        raise FetchError("leads on, but does not say where")
    with contextlib.suppress(UnicodeError):  # servers send UTF-8 where only ASCII may stand
        target = target.encode("latin-1").decode("utf-8")
    try:
        joined = url.join(target)
    except (httpx.InvalidURL, ValueError):
        raise FetchError("leads on to what is no proper address") from None
    try:
        return web_address(str(joined))
    except FetchError as error:
        raise FetchError(f"leads on to {str(joined)[:200]}, which {error}") from None


def _refusal(answer: Answer) -> FetchError:
    after = answer.headers.get("retry-after", "")
    seconds = float(after) if after.isascii() and after.isdigit() and len(after) < 9 else None
    return FetchError(f"answered {_status(answer.status)}", passing=answer.status in _PASSING, after=seconds)


def _status(number: int) -> str:
    try:
        return f"{number} ({http.HTTPStatus(number).phrase})"
    except ValueError:
        return str(number)


def _trouble(error: Exception) -> FetchError:
    said = str(error)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"has no valid certificate ({cause.verify_message.rstrip('.')})", passing=True)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectError):
        return FetchError(f"cannot be reached ({said or 'no connection'})", passing=True)
    return FetchError(f"broke off, or does not speak HTTP ({said or type(error).__name__})", passing=True)


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii").rstrip(".")


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _usual_headers() -> dict[str, str]:
    version = metadata.version("drug-report-figures")
    return {
        "User-Agent": f"{AGENT}/{version} (drug-report-figures; reads feeds of reports)",
        "Accept": "application/atom+xml, application/rss+xml, text/html, application/pdf, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
