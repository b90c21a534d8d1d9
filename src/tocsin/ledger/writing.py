"""What is written to the ledger, each function inside the transaction of its caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, delete, insert, select, update

from ..corrections import Correction
from ..errors import LedgerError
from ..values import Decision, Event, Failure, Incident, Report
from . import dialects, queries, rows, tables, tracing
from .opening import stamp, version


def add(
    connection: Connection, report: Report, *, events: Iterable[Event], reader: str, now: datetime
) -> bool:
    """True if the report was added with its events, False if it was there already (nothing changes)."""
    report_id = report.id
    known = select(tables.reports.c.number).where(tables.reports.c.id == report_id)
    if connection.execute(known).first() is not None:
        return False
    written = [tables.event_row(event, reader=reader, tocsin=version()) for event in events]
    if any(row["report_id"] != report_id for row in written):
        raise LedgerError(f"reader {reader} gave report {report.key} an event of another report: report this")
    if len({row["id"] for row in written}) < len(written):
        raise LedgerError(f"reader {reader} gave report {report.key} the same event twice: report this")
    connection.execute(insert(tables.reports), [tables.report_row(report, added_at=stamp(now))])
    if written:
        connection.execute(insert(tables.events), written)
        connection.execute(insert(tables.waiting), [{"event_id": row["id"]} for row in written])
    return True


def add_failure(connection: Connection, failure: Failure, *, now: datetime) -> bool:
    """True if the failure was added, False if the same input has failed in the same way before."""
    table, row = tables.failures, tables.failure_row(failure, failed_at=stamp(now))
    same = [table.c[name] == row[name] for name in ("origin", "error", "message")]
    if connection.execute(select(table.c.number).where(*same)).first() is not None:
        return False
    connection.execute(insert(table), [row])
    return True


def decide(connection: Connection, decisions: Iterable[Decision], *, now: datetime) -> int:
    """How many decisions were added: one equal to the decision that counts already is not repeated."""
    given = list(decisions)
    counting = queries.decisions_on(connection, [decision.event_id for decision in given])
    fresh = [decision for decision in given if counting.get(decision.event_id) != decision]
    if fresh:
        moment, writer = stamp(now), version()
        connection.execute(
            insert(tables.decisions),
            [tables.decision_row(decision, decided_at=moment, tocsin=writer) for decision in fresh],
        )
    for some in queries.chunks(decision.event_id for decision in given):
        connection.execute(delete(tables.waiting).where(tables.waiting.c.event_id.in_(some)))
    return len(fresh)


def correct(
    connection: Connection, correction: Correction, *, who: str, undoes: int | None, now: datetime
) -> int:
    """Number of the correction that was added."""
    row = tables.correction_row(correction, who=who, undoes=undoes, made_at=stamp(now), tocsin=version())
    [number] = connection.execute(insert(tables.corrections).values(**row)).inserted_primary_key or [0]
    return int(number)


def know(connection: Connection, actors: str | None) -> bool:
    """Whether the table of own actors is another than before; all events then wait to be folded anew."""
    if queries.own_actors(connection) == (actors or None):
        return False
    table = tables.settings
    connection.execute(delete(table).where(table.c.name == tables.OWN_ACTORS))
    if actors:
        connection.execute(insert(table).values(name=tables.OWN_ACTORS, value=actors))
    tracing.forget(connection)
    events, waiting = tables.events, tables.waiting
    decided = select(events.c.id).where(events.c.id.not_in(select(waiting.c.event_id)))
    connection.execute(insert(waiting).from_select(["event_id"], decided))
    return True


def settle(
    connection: Connection, incidents: Iterable[Incident], *, decisions: Iterable[Decision], now: datetime
) -> tuple[str, ...]:
    """Ids of the incidents that are new or changed, after the stored ones they touch gave way to them.

    A stored incident is touched if it shares an event with a new one or with a decision; if none of the
    new ones has its id, the id leads from now on to the new one that took most of its events.
    """
    given, decided = list(incidents), list(decisions)
    decide(connection, decided, now=now)
    home = {event_id: incident.id for incident in given for event_id in incident.event_ids}
    moved = home.keys() | {decision.event_id for decision in decided}
    stored = queries.incident_members(connection, moved)
    _check_whole(stored, moved)
    gone = stored.keys() - {incident.id for incident in given}
    changed = _changed(connection, given)
    _remove(connection, [*sorted(gone), *(incident.id for incident in changed)])
    _insert(connection, changed)
    for incident in changed:
        # An id that comes back to life stands for itself again.
        connection.execute(delete(tables.redirects).where(tables.redirects.c.old_id == incident.id))
    for old_id in sorted(gone):
        _redirect(connection, old_id, heirs=Counter(home[e] for e in stored[old_id] if e in home))
    return tuple(incident.id for incident in changed)


def _check_whole(stored: dict[str, tuple[str, ...]], moved: Iterable[str]) -> None:
    covered = set(moved)
    for incident_id, event_ids in stored.items():
        if lost := [event_id for event_id in event_ids if event_id not in covered]:
            raise LedgerError(
                f"settling would drop {len(lost)} events of incident {incident_id}, the first {lost[0]}: "
                "settle whole incidents, with all that Ledger.chained gives"
            )


def _changed(connection: Connection, incidents: Sequence[Incident]) -> list[Incident]:
    bodies = queries.incident_bodies(connection, [incident.id for incident in incidents])
    return [incident for incident in incidents if bodies.get(incident.id) != rows.dumps(incident)]


def _remove(connection: Connection, incident_ids: Sequence[str]) -> None:
    for some in queries.chunks(incident_ids):
        dialects.forget_words(connection, some)
        for table, column in (
            (tables.incident_lines, tables.incident_lines.c.id),
            (tables.incident_sources, tables.incident_sources.c.incident_id),
            (tables.incident_events, tables.incident_events.c.incident_id),
            (tables.incident_actors, tables.incident_actors.c.incident_id),
            (tables.incidents, tables.incidents.c.id),
        ):
            connection.execute(delete(table).where(column.in_(some)))


def _insert(connection: Connection, incidents: Sequence[Incident]) -> None:
    if not incidents:
        return
    ids = [event_id for incident in incidents for event_id in incident.event_ids]
    told = queries.sentences(connection, ids)
    writer = version()
    whole = [
        tables.incident_row(
            incident,
            sentences=tuple(told[event_id] for event_id in incident.event_ids if event_id in told),
            tocsin=writer,
        )
        for incident in incidents
    ]
    connection.execute(insert(tables.incidents), whole)
    connection.execute(
        insert(tables.incident_lines), [tables.incident_line_row(incident) for incident in incidents]
    )
    dialects.index_words(connection, [incident.id for incident in incidents])
    reports = [report_id for incident in incidents for report_id in incident.report_ids]
    outlets = queries.outlets(connection, reports)
    for table, make in (
        (tables.incident_events, tables.incident_event_rows),
        (tables.incident_actors, tables.incident_actor_rows),
        (tables.incident_sources, partial(tables.incident_source_rows, outlets=outlets)),
    ):
        if parts := [row for incident in incidents for row in make(incident)]:
            connection.execute(insert(table), parts)


def _redirect(connection: Connection, old_id: str, *, heirs: Counter[str]) -> None:
    if not heirs:
        return  # its events are in no incident any more: there is nowhere to lead to
    new_id = min(heirs, key=lambda heir: (-heirs[heir], heir))
    table = tables.redirects
    connection.execute(update(table).where(table.c.new_id == old_id).values(new_id=new_id))
    connection.execute(insert(table), [{"old_id": old_id, "new_id": new_id}])
