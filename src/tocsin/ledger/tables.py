"""The tables of the ledger, and one row for each value.

Some tables only ever grow, and triggers hold them to it: `reports`, `events`, `decisions`.
`corrections`, what people decided, only grows too.
`incidents` and the tables named after it follow from these and can be made anew at any time:
`incident_lines` holds, narrow, all that listings filter, sort and count by.
`waiting` names the events that are to be folded; `tracing` has the tables by which they find others.
`redirects` keeps the ids of merged incidents alive, `failures` the inputs that could not be read.
Values are kept whole as JSON (`body`); the columns beside it repeat what is searched for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from ..corrections import Correction
from ..values import Decision, Event, Failure, Incident, Report
from . import rows

SCHEMA = "0004"  # the newest revision in migrations/versions
FOREVER = ("reports", "events", "decisions", "corrections")  # tables whose rows are never changed or deleted
OWN_ACTORS = "actors"  # setting that holds the table of own actors
Row = dict[str, Any]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# SQLite counts up by itself only where the type is INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")

settings = Table(
    "settings",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("name", Text, index=True),
    Column("text", Text, nullable=False),
    Column("published", Date),
    Column("title", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("added_at", String(40), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("report_id", String(32), ForeignKey("reports.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("told_as", String(16), nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("country", String(3)),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String(16)),
    Column("sentence", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("tocsin", String(32), nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Number, primary_key=True),
    Column("event_id", String(32), ForeignKey("events.id"), nullable=False),
    Column("act", String(16), nullable=False),
    Column("incident_id", String(32), nullable=False),
    Column("candidate_id", String(32)),
    Column("body", Text, nullable=False),
    Column("decided_at", String(40), nullable=False),
    Column("tocsin", String(32), nullable=False),
    Index(None, "event_id", "number"),
)

waiting = Table(
    "waiting",
    metadata,
    Column("event_id", String(32), ForeignKey("events.id"), primary_key=True),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(64), nullable=False, index=True),
    Column("first", Date, index=True),
    Column("last", Date, index=True),
    Column("country", String(3), index=True),
    Column("place", Text),
    Column("place_folded", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String(16)),
    Column("status", String(16), nullable=False),
    Column("recalled_only", Boolean, nullable=False),
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
    Column("words", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("tocsin", String(32), nullable=False),
)

incident_events = Table(
    "incident_events",
    metadata,
    Column("incident_id", String(32), ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("event_id", String(32), ForeignKey("events.id"), nullable=False, index=True),
)

incident_actors = Table(
    "incident_actors",
    metadata,
    Column("incident_id", String(32), ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("actor_id", Text, nullable=False, index=True),
    Column("name_folded", Text, nullable=False, index=True),
    Column("status", String(16), nullable=False),
    Column("name", Text, nullable=False, server_default=""),
)

incident_lines = Table(
    "incident_lines",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", String(32), ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("day", Date),  # by which incidents are sorted: the first known, else the last
    Column("first", Date),
    Column("last", Date),
    Column("until", Date),  # the last day, else the first
    Column("kind", String(64), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("country", String(3)),
    Column("place", Text),
    Column("place_folded", Text),
    Column("precision", String(16)),
    Column("lat", Float),
    Column("lon", Float),
    Column("inferred", Boolean, nullable=False),
    Column("recalled_only", Boolean, nullable=False),
    Column("aggregate", Boolean, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("killed", Integer),
    Column("headline", Text, nullable=False),
    # Listing and counting need no more than these indexes; the lines themselves are not read.
    Index("ix_incident_lines_sorted", "day", "id", "until", "kind", "country", "status", "recalled_only"),
    Index("ix_incident_lines_country", "country", "day", "id", "until", "kind", "status", "recalled_only"),
    Index(None, "until", "day", "kind", "country", "status", "recalled_only"),
    Index(None, "place_folded"),
    Index(None, "lat", "lon"),
)

incident_sources = Table(
    "incident_sources",
    metadata,
    Column("incident_id", String(32), ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("outlet", Text, nullable=False),
    Column("outlet_folded", Text, nullable=False, index=True),
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", Number, primary_key=True),
    Column("act", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("undoes", Number, ForeignKey("corrections.number")),
    Column("body", Text, nullable=False),
    Column("tocsin", String(32), nullable=False),
)

redirects = Table(
    "redirects",
    metadata,
    Column("old_id", String(32), primary_key=True),
    Column("new_id", String(32), nullable=False, index=True),
)

failures = Table(
    "failures",
    metadata,
    Column("number", Number, primary_key=True),
    Column("origin", Text, nullable=False, index=True),
    Column("error", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("failed_at", String(40), nullable=False),
)


def report_row(report: Report, *, added_at: str) -> Row:
    """Row of a report."""
    return {
        "id": report.id,
        "name": report.name,
        "text": report.text,
        "published": report.published,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "added_at": added_at,
    }


def event_row(event: Event, *, reader: str, tocsin: str) -> Row:
    """Row of an event; `reader` names what read it, `tocsin` the version that writes the row."""
    first, last = (event.when.first, event.when.last) if event.when else (None, None)
    where = event.where
    return {
        "id": event.id,
        "report_id": event.report_id,
        "reader": reader,
        "kind": event.kind,
        "stage": event.stage,
        "told_as": event.told_as,
        "first": first,
        "last": last,
        "country": where.country if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "precision": where.precision if where else None,
        "sentence": event.sentence.text,
        "body": rows.dumps(event),
        "tocsin": tocsin,
    }


def decision_row(decision: Decision, *, decided_at: str, tocsin: str) -> Row:
    """Row of a decision; its number is given by the table."""
    return {
        "event_id": decision.event_id,
        "act": decision.act,
        "incident_id": decision.incident_id,
        "candidate_id": decision.candidate_id,
        "body": rows.dumps(decision),
        "decided_at": decided_at,
        "tocsin": tocsin,
    }


def incident_row(incident: Incident, *, sentences: tuple[str, ...], tocsin: str) -> Row:
    """Row of an incident; `sentences` are those of its events, for searches in their words."""
    when, where, killed = incident.when, incident.where, incident.killed
    names = [actor.name for actor in incident.by]
    place = where.name if where else None
    words = (incident.headline, place or "", *names, *incident.targets, *incident.weapons, *incident.sources)
    return {
        "id": incident.id,
        "kind": incident.kind,
        "first": when.first if when else None,
        "last": when.last if when else None,
        "country": where.country if where else None,
        "place": place,
        "place_folded": rows.folded(place) if place else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "precision": where.precision if where else None,
        "status": incident.status,
        "recalled_only": incident.recalled_only,
        "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "words": rows.folded(" ".join((*words, *sentences))),
        "body": rows.dumps(incident),
        "tocsin": tocsin,
    }


def incident_event_rows(incident: Incident) -> list[Row]:
    """Rows that tie an incident to its events, oldest first."""
    return [
        {"incident_id": incident.id, "position": position, "event_id": event_id}
        for position, event_id in enumerate(incident.event_ids)
    ]


def incident_actor_rows(incident: Incident) -> list[Row]:
    """Rows that tie an incident to its actors, with what is held of each."""
    return [
        {
            "incident_id": incident.id,
            "position": position,
            "actor_id": actor.actor_id,
            "name_folded": rows.folded(actor.name),
            "status": actor.status,
            "name": actor.name,
        }
        for position, actor in enumerate(incident.by)
    ]


def incident_line_row(incident: Incident) -> Row:
    """Row by which listings find an incident; its number is given by the table."""
    when, where, killed = incident.when, incident.where, incident.killed
    first, last = (when.first, when.last) if when else (None, None)
    place = where.name if where else None
    return {
        "id": incident.id,
        "day": first or last,
        "first": first,
        "last": last,
        "until": last or first,
        "kind": incident.kind,
        "stage": incident.stage,
        "status": incident.status,
        "country": where.country if where else None,
        "place": place,
        "place_folded": rows.folded(place) if place else None,
        "precision": where.precision if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "inferred": where.inferred if where else False,
        "recalled_only": incident.recalled_only,
        "aggregate": incident.aggregate,
        "reports": len(incident.report_ids),
        "killed": killed.best if killed else None,
        "headline": incident.headline,
    }


def incident_source_rows(incident: Incident, *, outlets: Mapping[str, str]) -> list[Row]:
    """Rows that tie an incident to those who published its reports, each once; `outlets` by report id."""
    names = dict.fromkeys(outlets[one] for one in incident.report_ids if one in outlets)
    return [
        {
            "incident_id": incident.id,
            "position": position,
            "outlet": name,
            "outlet_folded": rows.folded(name),
        }
        for position, name in enumerate(names)
    ]


def correction_row(correction: Correction, *, who: str, undoes: int | None, made_at: str, tocsin: str) -> Row:
    """Row of a correction; its number is given by the table."""
    return {
        "act": correction.act,
        "who": who,
        "made_at": made_at,
        "undoes": undoes,
        "body": rows.dumps(correction),
        "tocsin": tocsin,
    }


def failure_row(failure: Failure, *, failed_at: str) -> Row:
    """Row of an input that could not be read."""
    return {
        "origin": failure.origin,
        "error": failure.error,
        "message": failure.message,
        "failed_at": failed_at,
    }
