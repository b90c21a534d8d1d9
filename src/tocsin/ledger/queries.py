"""What the ledger is asked, each function inside the transaction of its caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select

from ..corrections import Correction, Kept, weighed
from ..errors import NotFoundError
from ..values import Decision, Event, Failure, Incident, Report
from . import dialects, rows, tables
from .filters import Filter

CHUNK = 500  # values in one IN list; SQLite takes 32,766, older builds 999
PREFIX = "TOC-"  # exports put it before an incident's id; it may be given back to us
Value = TypeVar("Value", Event, Decision, Incident)
Window = tuple[date, date]


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Lists of at most `CHUNK` values, each value once, in order."""
    whole = list(dict.fromkeys(values))
    for start in range(0, len(whole), CHUNK):
        yield whole[start : start + CHUNK]


def report(connection: Connection, wanted: str) -> Report:
    """Report of a content id, of the name that its input gave it, or of an unique beginning of its id."""
    table = tables.reports
    named = connection.execute(select(table.c.id).where(table.c.name == wanted).limit(2)).all()
    full = named[0].id if len(named) == 1 else _full_id(connection, wanted, column=table.c.id, word="report")
    row = connection.execute(select(table).where(table.c.id == full)).one()
    return _report(row)


def events_in(connection: Connection, report_id: str) -> tuple[Event, ...]:
    """Events that one report tells, in the order in which they were read."""
    table = tables.events
    query = select(table.c.body, table.c.tocsin).where(table.c.report_id == report_id)
    return tuple(_value(Event, row) for row in connection.execute(query.order_by(table.c.number)))


def event(connection: Connection, wanted: str) -> Event:
    """Event of an id, or of an unique beginning of one."""
    table = tables.events
    full = _full_id(connection, wanted, column=table.c.id, word="event")
    row = connection.execute(select(table.c.body, table.c.tocsin).where(table.c.id == full)).one()
    return _value(Event, row)


def incident(connection: Connection, wanted: str) -> Incident:
    """Incident of an id, of the id of one that was merged into it, or of an unique beginning of either."""
    table, old = tables.incidents, tables.redirects
    wanted = wanted.removeprefix(PREFIX)
    stored = select(table.c.body, table.c.tocsin)
    row = connection.execute(stored.where(table.c.id == wanted)).first()
    if row is None:
        merged = select(old.c.old_id).join(table, table.c.id == old.c.new_id)
        ids = select(table.c.id).union(merged).subquery()
        full = _full_id(connection, wanted, column=ids.c.id, word="incident")
        new = select(old.c.new_id).where(old.c.old_id == full)
        row = connection.execute(stored.where(or_(table.c.id == full, table.c.id.in_(new)))).one()
    return _value(Incident, row)


def incidents(
    connection: Connection, chosen: Filter, *, newest: bool, limit: int | None, offset: int
) -> Iterator[Incident]:
    """Incidents that fit, in the order of their days (undated ones last), then of their ids."""
    table, line = tables.incidents, tables.incident_lines
    # The lines are sorted and cut before any body is read.
    fit = fitting(connection, chosen, newest=newest).with_only_columns(line.c.id)
    some = fit.limit(limit).offset(offset).subquery()
    query = select(table.c.body, table.c.tocsin).join(some, some.c.id == table.c.id)
    found = connection.execution_options(yield_per=CHUNK).execute(
        query.join(line, line.c.id == some.c.id).order_by(*day_order(newest=newest))
    )
    for row in found:
        yield _value(Incident, row)


def page(
    connection: Connection, chosen: Filter, *, newest: bool, limit: int, offset: int
) -> tuple[int, tuple[Incident, ...]]:
    """How many incidents fit, and those of one page; what takes a search for words is found once."""
    if not chosen.text:
        some = incidents(connection, chosen, newest=newest, limit=limit, offset=offset)
        return count(connection, chosen), tuple(some)
    line, table = tables.incident_lines, tables.incidents
    query = fitting(connection, chosen, newest=newest).with_only_columns(line.c.id, func.count().over())
    found = connection.execute(query.limit(limit).offset(offset)).all()
    if not found:
        return count(connection, chosen) if offset else 0, ()
    ids = [row.id for row in found]
    stored = _by_ids(connection, select(table.c.id, table.c.body, table.c.tocsin), column=table.c.id, ids=ids)
    bodies = {row.id: _value(Incident, row) for row in stored}
    return int(found[0][1]), tuple(bodies[one] for one in ids)


def fitting(connection: Connection, chosen: Filter, *, newest: bool) -> Select[Any]:
    """The lines that fit, in the order of their days (undated ones last), then of their ids."""
    wanted = conditions(chosen, dialect=connection.dialect.name, few=True)
    return select(tables.incident_lines).where(*wanted).order_by(*day_order(newest=newest))


def day_order(*, newest: bool) -> tuple[ColumnElement[Any], ...]:
    """How listings are sorted."""
    line = tables.incident_lines.c
    if newest:  # both downwards, so that one index gives the order
        return line.day.desc().nulls_last(), line.id.desc()
    return line.day.nulls_last(), line.id


def count(connection: Connection, chosen: Filter) -> int:
    """How many incidents fit."""
    query = (
        select(func.count())
        .select_from(tables.incident_lines)
        .where(*conditions(chosen, dialect=connection.dialect.name))
    )
    return int(connection.execute(query).scalar_one())


def events_of(connection: Connection, incident_id: str) -> tuple[Event, ...]:
    """Events of an incident, oldest first, as the incident lists them."""
    ties, table = tables.incident_events, tables.events
    query = select(table.c.body, table.c.tocsin).join(ties, ties.c.event_id == table.c.id)
    query = query.where(ties.c.incident_id == incident_id).order_by(ties.c.position)
    return tuple(_value(Event, row) for row in connection.execute(query))


def pending(connection: Connection) -> tuple[Event, ...]:
    """Events on which nothing has been decided, in the order in which they were added."""
    table = tables.events
    waiting = connection.execute(select(tables.waiting.c.event_id)).scalars()
    stored = _by_ids(connection, select(table), column=table.c.id, ids=waiting)
    return tuple(_value(Event, row) for row in sorted(stored, key=lambda row: row.number))


def everything(connection: Connection) -> tuple[tuple[Event, ...], dict[str, Report]]:
    """All events in the order in which they were added, and all reports by id."""
    table = tables.events
    found = connection.execute(select(table.c.body, table.c.tocsin).order_by(table.c.number))
    events = tuple(_value(Event, row) for row in found)
    stored = connection.execute(select(tables.reports).order_by(tables.reports.c.number))
    return events, {row.id: _report(row) for row in stored}


def told(connection: Connection, event_ids: Iterable[str]) -> tuple[tuple[Event, ...], dict[str, Report]]:
    """These events in the order in which they were added, with their reports by id."""
    table, source = tables.events, tables.reports
    stored = _by_ids(connection, select(table), column=table.c.id, ids=event_ids)
    found = tuple(_value(Event, row) for row in sorted(stored, key=lambda row: row.number))
    wanted = {event.report_id for event in found}
    given = _by_ids(connection, select(source), column=source.c.id, ids=wanted)
    return found, {row.id: _report(row) for row in sorted(given, key=lambda row: row.number)}


def decisions(connection: Connection, *, act: str | None) -> tuple[Decision, ...]:
    """The decision that counts for each event, oldest first; with `act`, only those of that act."""
    table, later = tables.decisions, tables.decisions.alias()
    query = select(table.c.body, table.c.tocsin).order_by(table.c.number)
    if act is None:
        newest = select(func.max(table.c.number)).group_by(table.c.event_id)
        query = query.where(table.c.number.in_(newest))
    else:  # few: it is quicker to look each of them up
        newer = select(later.c.number).where(later.c.event_id == table.c.event_id)
        query = query.where(table.c.act == act, ~newer.where(later.c.number > table.c.number).exists())
    return tuple(_value(Decision, row) for row in connection.execute(query))


def decisions_on(connection: Connection, event_ids: Iterable[str]) -> dict[str, Decision]:
    """The decision that counts for each of these events, by event id; undecided ones are left out."""
    table = tables.decisions
    found = {}
    for some in chunks(event_ids):
        newest = select(func.max(table.c.number)).where(table.c.event_id.in_(some)).group_by(table.c.event_id)
        for row in connection.execute(select(table).where(table.c.number.in_(newest))):
            found[row.event_id] = _value(Decision, row)
    return found


def history(connection: Connection, event_id: str) -> tuple[tuple[int, str, Decision], ...]:
    """Every decision ever taken on an event: its number, when (ISO 8601, UTC), and what; the last counts."""
    table = tables.decisions
    query = select(table).where(table.c.event_id == event_id).order_by(table.c.number)
    return tuple((row.number, row.decided_at, _value(Decision, row)) for row in connection.execute(query))


def own_actors(connection: Connection) -> str | None:
    """The table of the user's own actors, `None` where there is none."""
    table = tables.settings
    found = connection.execute(select(table.c.value).where(table.c.name == tables.OWN_ACTORS)).scalar()
    return str(found) if found else None


def corrections(connection: Connection) -> tuple[Kept, ...]:
    """Every correction, oldest first, with whether it stands."""
    found = connection.execute(select(tables.corrections))
    read = partial(rows.loads, Correction)
    return weighed(
        (row.number, row.who, row.made_at, read(row.body, written_by=row.tocsin), row.undoes) for row in found
    )


def failures(connection: Connection) -> tuple[Failure, ...]:
    """Inputs that could not be read, oldest first."""
    table = tables.failures
    found = connection.execute(select(table).order_by(table.c.number))
    return tuple(Failure(origin=row.origin, error=row.error, message=row.message) for row in found)


def counts(connection: Connection) -> dict[str, int]:
    """How many reports, events, incidents, failures, events pending and events held for a person."""
    found = {}
    for table in (tables.reports, tables.events, tables.incidents, tables.failures):
        found[table.name] = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
    waiting = select(func.count()).select_from(tables.waiting)
    found["pending"] = int(connection.execute(waiting).scalar_one())
    found["held"] = len(decisions(connection, act="hold"))
    return found


def incident_members(connection: Connection, event_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Events of every stored incident that has one of the given events, by incident id."""
    ties = tables.incident_events
    members: dict[str, list[str]] = {}
    for some in chunks(event_ids):
        touched = select(ties.c.incident_id).where(ties.c.event_id.in_(some))
        query = select(ties).where(ties.c.incident_id.in_(touched))
        query = query.order_by(ties.c.incident_id, ties.c.position)
        fresh: dict[str, list[str]] = {}
        for row in connection.execute(query):
            fresh.setdefault(row.incident_id, []).append(row.event_id)
        members.update(fresh)
    return {incident_id: tuple(ids) for incident_id, ids in members.items()}


def incident_bodies(connection: Connection, incident_ids: Iterable[str]) -> dict[str, str]:
    """Stored JSON of these incidents, by id."""
    table = tables.incidents
    stored = _by_ids(connection, select(table.c.id, table.c.body), column=table.c.id, ids=incident_ids)
    return {row.id: row.body for row in stored}


def outlets(connection: Connection, report_ids: Iterable[str]) -> dict[str, str]:
    """Who published each of these reports, else what people call it, by report id."""
    table = tables.reports
    known = select(table.c.id, func.coalesce(table.c.publisher, table.c.name, table.c.id).label("outlet"))
    return {row.id: row.outlet for row in _by_ids(connection, known, column=table.c.id, ids=report_ids)}


def sentences(connection: Connection, event_ids: Iterable[str]) -> dict[str, str]:
    """Sentence that tells each of these events, by event id."""
    table = tables.events
    stored = _by_ids(connection, select(table.c.id, table.c.sentence), column=table.c.id, ids=event_ids)
    return {row.id: row.sentence for row in stored}


def conditions(chosen: Filter, *, dialect: str, few: bool = False) -> list[ColumnElement[bool]]:
    """What a line must be to fit; `few` for a list that is cut, else it is made for counting."""
    line = tables.incident_lines.c
    few = few or bool(chosen.text)  # the words' lines and the ids at once: SQLite would try each with each
    found: list[ColumnElement[bool]] = []
    if chosen.since:
        found.append(line.until >= chosen.since)
    if chosen.until:
        found.append(line.day <= chosen.until)
    if chosen.country:
        found.append(line.country == chosen.country)
    if chosen.place:
        found.append(line.place_folded == rows.folded(chosen.place))
    if chosen.kinds:
        found.append(line.kind.in_(chosen.kinds))
    if chosen.actor:
        found.append(_acted(chosen.actor, status=chosen.status, few=few))
    elif chosen.status:
        found.append(line.status == chosen.status)
    if chosen.source:
        ties = tables.incident_sources.c
        told = select(ties.incident_id).where(ties.outlet_folded == rows.folded(chosen.source))
        found.append(_among(told, few=few))
    if chosen.text:
        found.append(_worded(chosen.text, dialect=dialect))
    if chosen.box:
        found.append(_inside(chosen.box))
    if not chosen.recalled:
        found.append(line.recalled_only.is_(False))
    return found


def _worded(asked: str, *, dialect: str) -> ColumnElement[bool]:
    line, table = tables.incident_lines.c, tables.incidents
    words = select(table.c.words).where(table.c.id == line.id).scalar_subquery()
    found = dialects.has_words(dialect, rows.folded(asked), number=line.number, words=words)
    return false() if found is None else found


def _acted(actor: str, *, status: str | None, few: bool) -> ColumnElement[bool]:
    ties = tables.incident_actors.c
    named = or_(ties.actor_id == actor, ties.name_folded == rows.folded(actor))
    query = select(ties.incident_id).where(named)
    if status:
        query = query.where(ties.status == status)
    return _among(query, few=few)


def _among(incident_ids: Select[Any], *, few: bool) -> ColumnElement[bool]:
    """That a line is one of these; `few` looks line by line, so that a list can stop when it is full.

    Without the empty words behind the id, SQLite would fetch all of them first, and sort them.
    """
    column = tables.incident_lines.c.id
    return (column.concat("") if few else column).in_(incident_ids)


def _inside(box: tuple[float, ...]) -> ColumnElement[bool]:
    south, west, north, east = box
    lat, lon = tables.incident_lines.c.lat, tables.incident_lines.c.lon
    across = or_(lon >= west, lon <= east) if west > east else lon.between(west, east)
    return and_(lat.between(south, north), across)


def _by_ids(
    connection: Connection, query: Select[Any], *, column: ColumnElement[str], ids: Iterable[str]
) -> list[Any]:
    return [row for some in chunks(ids) for row in connection.execute(query.where(column.in_(some)))]


def _full_id(connection: Connection, wanted: str, *, column: ColumnElement[str], word: str) -> str:
    """The id itself, or the only one that begins like it; `NotFoundError` for none and for several."""
    exact = connection.execute(select(column).where(column == wanted)).first()
    if exact is not None:
        return wanted
    query = select(column).where(column.startswith(wanted, autoescape=True)).order_by(column).limit(6)
    found = [row[0] for row in connection.execute(query)] if wanted else []
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise NotFoundError(f"no {word} {wanted!r} in the ledger: list the ids first", wanted=wanted)
    some = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
    raise NotFoundError(f"{wanted!r} begins several {word}s ({some}): give more of the id", wanted=wanted)


def _value(kind: type[Value], row: Any) -> Value:
    return rows.loads(kind, row.body, written_by=row.tocsin)


def _report(row: Any) -> Report:
    return Report(
        text=row.text,
        published=row.published,
        name=row.name,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
    )
