"""What a page on one's own machine must refuse: other hosts, other sites' requests, bodies without end.

A page elsewhere on the web can point the browser at 127.0.0.1; the Host, Origin and Sec-Fetch-Site of a
request tell.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, redirect, request

BODY_LIMIT = 2 * 1024 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
COOKIE = "seizures-token"
_INLINE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.S)


def host_names(host: str, also: Iterable[str] = ()) -> frozenset[str]:
    """The names by which the server may be called: the loopback's, and those it was told."""
    names = {*LOOPBACK, *also}
    if host not in ("0.0.0.0", "::", ""):
        names.add(host if ":" not in host or host.startswith("[") else f"[{host}]")
    return frozenset(name.lower() for name in names)


def _bare(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def refused(asked: Request, names: frozenset[str] | None) -> str:
    """Why a request is refused, "" if it is not. `names` None: any host (a proxy checks it)."""
    if names is not None and _bare(asked.host) not in names:
        return "This server does not answer to that host name."
    origin = asked.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != asked.host:
        return "Requests from other sites are refused."
    site = asked.headers.get("Sec-Fetch-Site", "none")
    navigates = asked.method == "GET" and asked.headers.get("Sec-Fetch-Mode") == "navigate"
    if origin == "null" or (site in ("cross-site", "same-site") and not navigates):
        return "Requests from other sites are refused."
    if asked.method not in ("GET", "HEAD", "POST", "OPTIONS"):
        return "This method is not used here."
    return ""


def policy(page: bytes) -> str:
    """The content security policy of a page: only its own files and the inline scripts that it was sent
    with."""
    hashes = {
        base64.b64encode(hashlib.sha256(body).digest()).decode()
        for body in _INLINE.findall(page)
        if body.strip()
    }
    scripts = " ".join(["'self'", *(f"'sha256-{h}'" for h in sorted(hashes))])
    rules = (
        "default-src 'self'",
        f"script-src {scripts}",
        "style-src 'self' 'unsafe-inline'",  # Mantine, AG Grid and plotly write styles
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


def protect(
    server: Flask, *, names: frozenset[str] | None, token: str | None, body_limit: int = BODY_LIMIT
) -> None:
    """Check every request and head every answer. With a token, only who has it gets in."""
    server.config["MAX_CONTENT_LENGTH"] = body_limit

    @server.before_request
    def check() -> Response | None:
        reason = refused(request, names)
        if reason:
            abort(403, reason)
        return _token(token) if token else None

    @server.after_request
    def head(response: Response) -> Response:
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        if response.mimetype == "text/html" and not response.direct_passthrough:
            headers["Content-Security-Policy"] = policy(response.get_data())
        else:
            headers.setdefault(
                "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"
            )
        if request.path.startswith(("/_dash-layout", "/_dash-update", "/_dash-dep")) or request.path == "/":
            headers["Cache-Control"] = "no-store"
        return response

    @server.errorhandler(400)
    @server.errorhandler(403)
    @server.errorhandler(404)
    @server.errorhandler(405)
    @server.errorhandler(413)
    def plain(error: object) -> tuple[str, int, dict[str, str]]:
        code = getattr(error, "code", 500)
        words = {413: "This is larger than the page accepts.", 404: "There is nothing at this address."}
        text = words.get(code, str(getattr(error, "description", "Refused.")))
        return text + "\n", code, {"Content-Type": "text/plain; charset=utf-8"}


def demand(server: Flask, header: str) -> None:
    """Refuse every request that the proxy has not signed with the name of a visitor, in `header`."""

    @server.before_request
    def named() -> None:
        if not request.headers.get(header, "").strip():
            abort(403, "The proxy in front of this page names nobody: sign in there.")


def _token(token: str) -> Response | None:
    """Let in who shows the token: once in the address, then by the cookie that it is exchanged for."""
    shown = request.args.get("token", "")
    if shown and hmac.compare_digest(shown.encode(), token.encode()):
        response = redirect(request.path)
        secure = request.is_secure
        response.set_cookie(
            COOKIE, token, httponly=True, samesite="Strict", secure=secure, max_age=30 * 86400
        )
        return response
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    held = [h for h in (request.cookies.get(COOKIE, ""), bearer) if h]
    if any(hmac.compare_digest(h.encode(), token.encode()) for h in held):
        return None
    return abort(
        403, "This page needs the token that was printed when it was started: open the printed address."
    )
