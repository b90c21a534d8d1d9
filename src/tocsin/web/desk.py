"""`Desk`: what every page needs at hand: the ledger, who may do what, and whether anything has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock, Thread
from time import monotonic
from typing import NamedTuple
from weakref import WeakKeyDictionary

from fastapi import Request, Response

from .. import __version__
from ..errors import LedgerError
from ..ledger import Filter, Ledger
from ..ledger.survey import Survey
from ..reader import DEFAULT
from .security import Guard

COUNTING = Lock()
KEPT_SECONDS = 5.0  # counting the kinds of 100,000 incidents takes a tenth of one
QUICK_SECONDS = 0.03  # what takes no longer is counted while its reader waits


class Counted(NamedTuple):
    """What was counted in which state of the ledger, until when that will do for others, and the seconds."""

    state: str
    until: float
    took: float
    counts: dict[str, dict[str, int]]


COUNTED: WeakKeyDictionary[Ledger, Counted] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One running desk; `now` gives the moment to note, `reader` names what reads pasted reports."""

    ledger: Ledger
    now: Callable[[], datetime]
    guard: Guard = field(default_factory=Guard)
    reader: str = DEFAULT

    @property
    def survey(self) -> Survey:
        """Questions on many incidents."""
        return self.ledger.survey

    def tag(self, request: Request) -> str:
        """ETag of the answer to a request: another one as soon as the answer may be another."""
        state = self.survey.state()
        seen = (
            __version__, state, late(self.ledger, state), self.guard.pass_for("tag"), str(request.url),
            is_part(request), request.headers.get("cookie"),
        )  # fmt: skip
        return f'W/"{hashlib.sha256(repr(seen).encode()).hexdigest()[:20]}"'

    def unchanged(self, request: Request) -> Response | None:
        """304 where whoever asks has the same already; asked before anything is gathered."""
        known = request.headers.get("if-none-match")
        if known is None or request.method not in ("GET", "HEAD"):
            return None
        tag = self.tag(request)
        if tag not in [one.strip() for one in known.split(",")]:
            return None
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})

    def mark(self, request: Request, response: Response) -> Response:
        """The response with its ETag; it may be kept, but must be asked for again each time."""
        if request.method in ("GET", "HEAD"):
            response.headers["ETag"] = self.tag(request)
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["Vary"] = "HX-Request, HX-History-Restore-Request, Cookie"
        return response


def is_part(request: Request) -> bool:
    """True where htmx asks for what it puts into a page that is there, not for the page."""
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


def late(ledger: Ledger, state: str) -> int:
    """0 where the counts are those of this state; else another number every `KEPT_SECONDS`.

    A page with counts that lag behind must not be taken for the newest for ever.
    """
    known = COUNTED.get(ledger)
    return 0 if known is None or known.state == state else 1 + int(monotonic() // KEPT_SECONDS)


def choices(ledger: Ledger, state: str) -> dict[str, dict[str, int]]:
    """What the filter offers, with how many incidents each has.

    While reports come in, they are counted anew every `KEPT_SECONDS` at most. Where that takes long, it is
    done beside, and what was counted before is given: nobody waits for it but the first who asks.
    """
    with COUNTING:
        known = COUNTED.get(ledger)
        if known and (known.state == state or monotonic() < known.until):
            return known.counts
        if known and known.took > QUICK_SECONDS:
            COUNTED[ledger] = known._replace(until=monotonic() + KEPT_SECONDS)  # one is enough
            Thread(target=later, args=(ledger, state), daemon=True).start()
            return known.counts
        renew(ledger, state)
        return COUNTED[ledger].counts


def later(ledger: Ledger, state: str) -> None:
    """Counts anew beside what is asked; where the ledger does not answer, the next page tries again."""
    with suppress(LedgerError):
        renew(ledger, state)


def renew(ledger: Ledger, state: str) -> None:
    """Counts all incidents and keeps what was counted."""
    begun, every, survey = monotonic(), Filter(), ledger.survey
    counts = {
        "kinds": survey.counts(every, by="kind"),
        "countries": survey.counts(every, by="country"),
        "statuses": survey.counts(every, by="status"),
    }
    ended = monotonic()
    COUNTED[ledger] = Counted(state, ended + KEPT_SECONDS, ended - begun, counts)
