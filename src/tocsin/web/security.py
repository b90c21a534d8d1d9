"""What keeps the desk to itself: headers, the hosts that it answers to, the token, and whose forms it takes.

A page may load nothing from elsewhere and runs no script but ours. On loopback the desk answers only to names
of this machine, so that a foreign site cannot have its own name point here; elsewhere every page needs the
token.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

COOKIE, CSRF = "tocsin_desk", "tocsin_form"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = ("/static/", "/enter")  # what is there without a token: nothing of the ledger
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers send our own forms with the origin "null", like those of a stranger.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

Next = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Who may see and who may write; `token` is asked for everywhere if there is one."""

    token: str | None = None
    hosts: frozenset[str] | None = frozenset({"localhost", "127.0.0.1", "[::1]"})
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """The answer of the desk with our headers, or the reason why there is none."""
        response = self.refusal(request) or await call_next(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def refusal(self, request: Request) -> Response | None:
        """Why the request is not answered, `None` if it is."""
        host = request.headers.get("host", "")
        if self.hosts is not None and name_of(host) not in self.hosts:
            return PlainTextResponse(f"The desk does not answer to the name {host!r}.\n", status_code=421)
        if request.method not in SAFE and foreign(request):
            return PlainTextResponse("This form was sent from another site.\n", status_code=403)
        if self.token is None or request.url.path.startswith(OPEN) or self.knows(request):
            return None
        if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse(
                "This desk needs a token: send it as Authorization: Bearer TOKEN.\n",
                status_code=401,
                headers={"WWW-Authenticate": "Bearer"},
            )
        return RedirectResponse("/enter", status_code=303)

    def knows(self, request: Request) -> bool:
        """Whether whoever asks has shown the token, in the header or once in the form of `/enter`."""
        return self.bears(request) or same(request.cookies.get(COOKIE, ""), self.pass_for("desk"))

    def bears(self, request: Request) -> bool:
        """Whether the token is in the header: no browser sends it unasked, so it may write as it is."""
        kind, _, shown = request.headers.get("authorization", "").partition(" ")
        return self.token is not None and kind.lower() == "bearer" and same(shown.strip(), self.token)

    def pass_for(self, what: str) -> str:
        """Words that only somebody who was here can know; others after each start."""
        return hmac.new(self.secret, f"{what}\x1f{self.token}".encode(), hashlib.sha256).hexdigest()

    def form_pass(self, request: Request) -> tuple[str, str]:
        """The visitor's cookie and the words that a form of theirs must carry."""
        visitor = request.cookies.get(CSRF) or secrets.token_urlsafe(16)
        return visitor, self.pass_for(f"form {visitor}")

    def is_ours(self, request: Request, shown: str) -> bool:
        """Whether a form carries what we put into it for this visitor."""
        visitor = request.cookies.get(CSRF)
        return bool(visitor) and same(shown, self.pass_for(f"form {visitor}"))


def same(one: str, other: str) -> bool:
    """Whether the two are equal, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def foreign(request: Request) -> bool:
    """Whether a browser says that the request comes from another site."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def name_of(host: str) -> str:
    """The name in a Host header, without its port."""
    return host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
