"""`Desk`: what every page needs at hand: the ledger, who may do what, and whether anything has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import NamedTuple
from weakref import WeakKeyDictionary

from fastapi import Request, Response

from .. import __version__
from ..ledger import Filter, Ledger
from ..ledger.survey import Survey
from ..reader import DEFAULT
from .security import Guard

COUNTING = Lock()
KEPT_SECONDS = 5.0  # counting the kinds of 100,000 incidents takes a tenth of one


class Counted(NamedTuple):
    """What was counted in which state of the ledger, and until when it will do for later ones."""

    state: str
    until: float
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
            request.headers.get("hx-request"), request.headers.get("cookie"),
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
        response.headers["Vary"] = "HX-Request, Cookie"
        return response


def late(ledger: Ledger, state: str) -> int:
    """0 where the counts are those of this state; else another number every `KEPT_SECONDS`.

    A page with counts that lag behind must not be taken for the newest for ever.
    """
    known = COUNTED.get(ledger)
    return 0 if known is None or known.state == state else 1 + int(monotonic() // KEPT_SECONDS)


def choices(ledger: Ledger, state: str) -> dict[str, dict[str, int]]:
    """What the filter offers, with how many incidents each has.

    Counted by one thread, whoever else is waiting; while reports come in, anew every `KEPT_SECONDS`.
    """
    with COUNTING:
        known = COUNTED.get(ledger)
        if known and (known.state == state or monotonic() < known.until):
            return known.counts
        every, survey = Filter(), ledger.survey
        counts = {
            "kinds": survey.counts(every, by="kind"),
            "countries": survey.counts(every, by="country"),
            "statuses": survey.counts(every, by="status"),
        }
        COUNTED[ledger] = Counted(state, monotonic() + KEPT_SECONDS, counts)
        return counts
