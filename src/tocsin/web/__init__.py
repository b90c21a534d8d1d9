"""The desk: one page that shows what happened, where, when, and on whose word; one click to the sentence.

`application` puts it together, `serving` runs it; the other modules are one page, or one noun, each.
Nobody imports this package but `tocsin serve` and `tocsin demo`; it needs the extra `desk`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ..errors import TocsinError
from ..ledger import Ledger


def serve(
    ledger: Ledger, *, now: Callable[[], datetime], ready: Callable[[str], None], host: str = "127.0.0.1",
    port: int = 8400, token: str | None = None, reader: str = "rules", once: bool = False,
) -> None:  # fmt: skip
    """Serves the desk until it is stopped, or, with `once`, until it has answered; see `serving`.

    `TocsinError` says what to install where the extra is missing.
    """
    try:
        from .serving import serve as start
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("tocsin"):
            raise
        raise TocsinError(f"the desk needs {error.name}: pip install 'tocsin[desk]'") from None
    start(ledger, host=host, port=port, token=token, reader=reader, now=now, ready=ready, once=once)
