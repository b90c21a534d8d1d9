"""Whether the ledger still says what it said: every promise that can be checked, checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from ..errors import LedgerError
from ..values import Decision, Event, Incident, Report
from . import dialects, queries, rows, tables

Rebuild = Callable[[tuple[Decision, ...], tuple[Event, ...], Mapping[str, Report]], Iterable[Incident]]


def verify(connection: Connection, rebuild: Rebuild) -> tuple[str, ...]:
    """What differs, one line each; nothing if the ledger is sound."""
    damaged = dialects.damage(connection)
    if any(line.startswith("file: ") for line in damaged):
        return damaged  # nothing read from a broken file would mean anything
    found = [line for line in damaged if line.startswith(tables.FOREVER)]
    derived = [line for line in damaged if line not in found]
    try:
        events, reports = queries.everything(connection)
        found.extend(_reports(reports))
        found.extend(_events(connection, events, reports=reports))
        found.extend(_decisions(connection))
        decisions = queries.decisions(connection, act=None)
    except LedgerError as error:
        found.append(str(error))
    if found:
        return (*found, *derived, "incidents: not compared, since what they follow from is damaged")
    made = {incident.id: incident for incident in rebuild(decisions, events, reports)}
    return (*derived, *_incidents(connection, made), *_redirects(connection))


def _reports(reports: Mapping[str, Report]) -> Iterator[str]:
    for report_id, report in reports.items():
        if report.id != report_id:
            yield f"report {report_id}: its text or origin was changed, they now hash to {report.id}"


def _events(
    connection: Connection, events: Iterable[Event], *, reports: Mapping[str, Report]
) -> Iterator[str]:
    stored = {row["id"]: dict(row) for row in _rows(connection, tables.events)}
    by_id = {event.id: event for event in events}
    for event_id in stored.keys() - by_id.keys():
        yield f"event {event_id}: its content was changed"
    for event_id, event in by_id.items():
        row, report = stored.get(event_id), reports.get(event.report_id)
        if row is None or report is None:
            yield f"event {event_id}: it or its report {event.report_id} is not stored under this id"
            continue
        for span in rows.spans(event):
            if report.text[span.start : span.end] != span.text:
                yield f"event {event_id}: characters {span.start}-{span.end} of its report are others"
        expected = tables.event_row(event, reader=row["reader"], tocsin=row["tocsin"])
        yield from _compare(f"event {event_id}", row, expected=expected)


def _decisions(connection: Connection) -> Iterator[str]:
    for row in _rows(connection, tables.decisions):
        decision = rows.loads(Decision, row["body"], written_by=row["tocsin"])
        expected = tables.decision_row(decision, decided_at=row["decided_at"], tocsin=row["tocsin"])
        yield from _compare(f"decision {row['number']}", row, expected=expected)


def _incidents(connection: Connection, made: Mapping[str, Incident]) -> Iterator[str]:
    stored = {row["id"]: dict(row) for row in _rows(connection, tables.incidents)}
    told = queries.sentences(connection, [e for incident in made.values() for e in incident.event_ids])
    events = _grouped(connection, tables.incident_events)
    actors = _grouped(connection, tables.incident_actors)
    sources = _grouped(connection, tables.incident_sources)
    lines = {row["id"]: row for row in _rows(connection, tables.incident_lines)}
    outlets = queries.outlets(connection, [r for incident in made.values() for r in incident.report_ids])
    for incident_id in sorted(stored.keys() - made.keys()):
        yield f"incident {incident_id}: stored, but does not follow from the decisions"
    for incident_id, incident in sorted(made.items()):
        row = stored.get(incident_id)
        if row is None:
            yield f"incident {incident_id}: follows from the decisions, but is not stored"
            continue
        sentences = tuple(told[event_id] for event_id in incident.event_ids if event_id in told)
        expected = tables.incident_row(incident, sentences=sentences, tocsin=row["tocsin"])
        yield from _compare(f"incident {incident_id}", row, expected=expected)
        line = lines.get(incident_id, {})
        yield from _compare(f"line of {incident_id}", line, expected=tables.incident_line_row(incident))
        for word, parts, wanted in (
            ("events", events, tables.incident_event_rows(incident)),
            ("actors", actors, tables.incident_actor_rows(incident)),
            ("sources", sources, tables.incident_source_rows(incident, outlets=outlets)),
        ):
            if parts.get(incident_id, []) != wanted:
                yield f"incident {incident_id}: its list of {word} differs from the stored one"


def _redirects(connection: Connection) -> Iterator[str]:
    ids = {row["id"] for row in _rows(connection, tables.incidents)}
    for row in _rows(connection, tables.redirects):
        if row["new_id"] not in ids:
            yield f"redirect {row['old_id']}: leads to {row['new_id']}, which is no incident"


def _compare(name: str, row: Mapping[str, Any], *, expected: Mapping[str, Any]) -> Iterator[str]:
    differing = [column for column, value in expected.items() if row.get(column) != value]
    if differing:
        yield f"{name}: stored and expected differ in {', '.join(differing)}"


def _rows(connection: Connection, table: Table) -> list[Mapping[str, Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    return [dict(row) for row in connection.execute(query).mappings()]


def _grouped(connection: Connection, table: Table) -> dict[str, list[Mapping[str, Any]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in _rows(connection, table):
        groups.setdefault(row["incident_id"], []).append(row)
    return groups
