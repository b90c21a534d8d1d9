"""Incidents as JSON Lines: one incident a line, with every field; reading a line gives the value back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..ledger.rows import dumps
from ..values import Incident
from . import Lookups


def write(incidents: Iterable[Incident], *, lookups: Lookups) -> Iterator[str]:
    """One line for each incident; `tocsin.ledger.rows.loads(Incident, line)` gives the same incident."""
    for incident in incidents:
        yield dumps(incident) + "\n"
