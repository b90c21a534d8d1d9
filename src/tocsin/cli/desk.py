"""The commands that open the desk: `serve`, and `demo --serve`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from ..errors import QueryError
from .options import LEDGER, Book, Host, Port, Reader, Token

PORT = 8400


def serve(
    *, ledger: Book = LEDGER, host: Host = "127.0.0.1", port: Port = PORT, token: Token = None,
    reader: Reader = "rules",
) -> None:  # fmt: skip
    """Open the desk on a ledger: map, list and timeline in a browser. Ctrl-C stops it."""
    from .. import web
    from ..ledger import Ledger

    with Ledger(ledger, create=False) as book:
        web.serve(book, host=host, port=port, token=token, reader=reader, now=now, ready=tell)


def show(ledger: str) -> None:
    """Opens the desk on the demo's ledger; where nobody is looking, only until it has answered once."""
    from .. import web
    from ..ledger import Ledger

    watched = sys.stdin.isatty() and sys.stderr.isatty()
    with Ledger(ledger, create=False) as book:
        for port in (PORT, 0):  # the usual one, else any that is free
            try:
                web.serve(book, port=port, now=now, ready=tell if watched else seen, once=not watched)
                return
            except QueryError:
                if not port:
                    raise


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def tell(address: str) -> None:
    """Says where the desk is."""
    print(f"\nThe desk is at {address}  (Ctrl-C stops it)", file=sys.stderr, flush=True)


def seen(address: str) -> None:
    """Says that the desk works; for a log that nobody watches."""
    print(f"\nThe desk answered at {address}, and was stopped: nobody is at the terminal.", file=sys.stderr)
