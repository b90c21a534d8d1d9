"""Events beside others: all those of the reports that tell some, or that tell them in certain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from ..values import Event
from . import queries, rows, tables

# Events, each with the id of its incident, if it is in one.
Owned = tuple[tuple[Event, str | None], ...]


def told_beside(connection: Connection, event_ids: Iterable[str]) -> Owned:
    """All events of the reports that tell the given ones, in the order in which they were added."""
    told = tables.events.c
    reports = {
        report_id
        for some in queries.chunks(event_ids)
        for (report_id,) in connection.execute(select(told.report_id).where(told.id.in_(some)))
    }
    return _of_reports(connection, reports)


def telling(connection: Connection, incident_ids: Iterable[str], *, words: Sequence[str]) -> Owned:
    """All events of the reports that tell one of these incidents in a sentence with one of the words.

    The words are parts of words, in lower case; the order is that in which the events were added.
    """
    told, ties = tables.events.c, tables.incident_events
    reports = set()
    for some in queries.chunks(incident_ids):
        query = select(told.report_id, told.sentence).join(ties, ties.c.event_id == told.id)
        for row in connection.execute(query.where(ties.c.incident_id.in_(some))):
            if any(word in row.sentence.lower() for word in words):
                reports.add(row.report_id)
    return _of_reports(connection, reports)


def _of_reports(connection: Connection, report_ids: Iterable[str]) -> Owned:
    told, ties = tables.events.c, tables.incident_events
    query = select(told.number, told.body, told.tocsin, ties.c.incident_id)
    query = query.join(ties, ties.c.event_id == told.id, isouter=True)
    found: dict[int, Row[Any]] = {}
    for some in queries.chunks(sorted(report_ids)):
        found |= {row.number: row for row in connection.execute(query.where(told.report_id.in_(some)))}
    return tuple(
        (rows.loads(Event, row.body, written_by=row.tocsin), row.incident_id)
        for _, row in sorted(found.items(), key=lambda one: one[0])
    )
