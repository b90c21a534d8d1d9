"""`Survey`: many incidents at once, listed, counted and placed by the database, never loaded one by one.

Everything here reads the narrow lines of the incidents, so that a hundred thousand of them answer at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import Integer, Select, and_, cast, func, or_, select

from ..values import Event, Failure
from . import queries, rows, sentences, tables
from .filters import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

SQUARES = (0.5, 1.0, 2.0, 5.0)  # degrees, tried one after the other
Column = Literal["kind", "status", "country", "place"]


class Line(NamedTuple):
    """What a listing or a map shows of one incident; `killed` is the best figure."""

    id: str
    headline: str
    kind: str
    stage: str
    status: str
    first: date | None
    last: date | None
    country: str | None
    place: str | None
    precision: str | None
    lat: float | None
    lon: float | None
    inferred: bool
    recalled_only: bool
    aggregate: bool
    reports: int
    killed: int | None


class Spot(NamedTuple):
    """All incidents that fit and lie at one point: how many, over which days, one of them, its headline."""

    lat: float
    lon: float
    precision: str | None
    country: str | None
    place: str | None
    incidents: int
    first: date | None
    last: date | None
    id: str
    headline: str
    kind: str


class Outlet(NamedTuple):
    """Who published reports: how many, how many incidents they tell, and the days of the first and last."""

    name: str
    reports: int
    incidents: int
    first: date | None
    last: date | None


class Told(NamedTuple):
    """One event, and who published the report that tells it, and when."""

    event: Event
    outlet: str
    published: date | None


class Survey:
    """Questions on all incidents that fit a filter; each is one transaction."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._begin = begin

    def state(self) -> str:
        """Words that are others as soon as anything in the ledger has changed."""
        newest = [
            select(func.max(table.c.number)).scalar_subquery()
            for table in (tables.reports, tables.decisions, tables.failures, tables.corrections)
        ]
        lines = select(func.max(tables.incident_lines.c.number)).scalar_subquery()
        with self._begin() as connection:
            found = connection.execute(select(*newest, lines)).one()
        return ".".join(str(number or 0) for number in found)

    def total(self) -> int:
        """How many incidents there are."""
        with self._begin() as connection:
            return queries.count(connection, Filter())

    def lines(
        self, chosen: Filter, *, newest: bool = False, limit: int | None = None, offset: int = 0
    ) -> tuple[Line, ...]:
        """Lines that fit, in the order of their days, undated ones last."""
        with self._begin() as connection:
            query = queries.fitting(connection, chosen, newest=newest).limit(limit).offset(offset)
            line = tables.incident_lines.c
            query = query.with_only_columns(*(line[name] for name in Line._fields))
            return tuple(Line(*row) for row in connection.execute(query))

    def days(self, chosen: Filter) -> tuple[tuple[date, int], ...]:
        """How many of those that fit are on each day, their first one; undated ones are left out."""
        line = tables.incident_lines.c
        with self._begin() as connection:
            query = _counted(connection, chosen, by=line.day).where(line.day.is_not(None))
            return tuple((day, count) for day, count in connection.execute(query.order_by(line.day)))

    def telling(
        self, incident_ids: Iterable[str], *, words: Sequence[str]
    ) -> tuple[tuple[Event, str | None], ...]:
        """All events of the reports that tell one of these incidents in a sentence with one of the words."""
        with self._begin() as connection:
            return sentences.telling(connection, incident_ids, words=words)

    def counts(self, chosen: Filter, *, by: Column) -> dict[str, int]:
        """How many of those that fit there are of each kind, status, country or place, most first."""
        column = tables.incident_lines.c[by]
        with self._begin() as connection:
            query = _counted(connection, chosen, by=column).where(column.is_not(None))
            query = query.order_by(func.count().desc(), column)
            return {str(name): count for name, count in connection.execute(query)}

    def spots(self, chosen: Filter, *, most: int) -> tuple[Spot, ...]:
        """The points at which those that fit lie; a country's middle is no point.

        Where there are more than `most`, those in a square of some degrees are told as one, at their mean.
        """
        for degrees in (None, *SQUARES):
            found = self._spots(chosen, degrees=degrees, limit=most + 1)
            if len(found) <= most:
                return found
        return found[:most]

    def _spots(self, chosen: Filter, *, degrees: float | None, limit: int) -> tuple[Spot, ...]:
        line = tables.incident_lines.c
        at: tuple[Any, ...] = (line.lat, line.lon, line.precision)
        if degrees:
            at = tuple(cast((column + 180) / degrees, Integer) for column in at[:2])
        columns = (
            func.avg(line.lat), func.avg(line.lon), func.max(line.precision), func.max(line.country),
            func.max(line.place), func.count(), func.min(line.first), func.max(line.last), func.max(line.id),
            func.max(line.headline), func.max(line.kind),
        )  # fmt: skip
        with self._begin() as connection:
            query = select(*columns).where(*queries.conditions(chosen, dialect=connection.dialect.name))
            query = query.where(line.lat.is_not(None), line.precision != "country").group_by(*at)
            found = [Spot(*row) for row in connection.execute(query.limit(limit))]
        if not degrees:
            return tuple(found)
        return tuple(one._replace(precision=None, place=None) if one.incidents > 1 else one for one in found)

    def actors(self, chosen: Filter, *, limit: int) -> dict[tuple[str, str], dict[str, int]]:
        """How often each actor (id, name) has which status in those that fit, most named first."""
        line, tie = tables.incident_lines.c, tables.incident_actors.c
        with self._begin() as connection:
            conditions = queries.conditions(chosen, dialect=connection.dialect.name)
            tied = select(tie.actor_id, func.max(tie.name), tie.status, func.count())
            tied = tied.join_from(tables.incident_actors, tables.incident_lines, line.id == tie.incident_id)
            query = tied.where(*conditions).group_by(tie.actor_id, tie.status)
            found: dict[str, dict[str, int]] = {}
            names: dict[str, str] = {}
            for actor_id, name, status, count in connection.execute(query):
                found.setdefault(actor_id, {})[status] = count
                names[actor_id] = name
        ranked = sorted(found, key=lambda one: (-sum(found[one].values()), one))[:limit]
        return {(one, names[one]): found[one] for one in ranked}

    def named(self, incident_ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """Who is named for each of these incidents, as (name, status), strongest status first."""
        tie = tables.incident_actors.c
        query = select(tie.incident_id, tie.name, tie.status).order_by(tie.incident_id, tie.position)
        found: dict[str, list[tuple[str, str]]] = {}
        with self._begin() as connection:
            for some in queries.chunks(incident_ids):
                for incident_id, name, status in connection.execute(query.where(tie.incident_id.in_(some))):
                    found.setdefault(incident_id, []).append((name, status))
        return found

    def outlets_of(self, incident_ids: Iterable[str]) -> dict[str, list[str]]:
        """Who published the reports of each of these incidents."""
        tie = tables.incident_sources.c
        query = select(tie.incident_id, tie.outlet).order_by(tie.incident_id, tie.position)
        found: dict[str, list[str]] = {}
        with self._begin() as connection:
            for some in queries.chunks(incident_ids):
                for incident_id, outlet in connection.execute(query.where(tie.incident_id.in_(some))):
                    found.setdefault(incident_id, []).append(outlet)
        return found

    def outlets(self, chosen: Filter, *, limit: int | None = None) -> tuple[Outlet, ...]:
        """Who published the reports of those that fit, most incidents first."""
        line, tie, report = tables.incident_lines.c, tables.incident_sources.c, tables.reports.c
        name = func.coalesce(report.publisher, report.name, report.id)
        with self._begin() as connection:
            conditions = queries.conditions(chosen, dialect=connection.dialect.name)
            query = select(tie.outlet, func.count())
            query = query.join_from(
                tables.incident_sources, tables.incident_lines, line.id == tie.incident_id
            )
            told = query.where(*conditions).group_by(tie.outlet).order_by(func.count().desc(), tie.outlet)
            counted = {outlet: count for outlet, count in connection.execute(told.limit(limit))}
            published = select(name, func.count(), func.min(report.published), func.max(report.published))
            known = {row[0]: row[1:] for row in connection.execute(published.group_by(name))}
        none = (0, None, None)
        return tuple(
            Outlet(one, known.get(one, none)[0], count, *known.get(one, none)[1:])
            for one, count in counted.items()
        )

    def told(self, chosen: Filter, *, limit: int) -> Iterator[Mapping[str, Any]]:
        """The JSON of the newest incidents that fit, as plain data: for tables over many of them."""
        with self._begin() as connection:
            some = queries.fitting(connection, chosen, newest=True).limit(limit).subquery()
            table = tables.incidents.c
            bodies = connection.execute(select(table.body).join(some, some.c.id == table.id)).scalars().all()
        return (json.loads(body) for body in bodies)

    def doubtful(self, chosen: Filter, *, limit: int) -> tuple[Line, ...]:
        """Lines that fit and that a person should look at first, newest first.

        That is: doers told of as fact, or claiming, by one report alone; countries that are inferred.
        """
        line = tables.incident_lines.c
        accused = and_(line.status.in_(("stated", "claimed")), line.reports == 1)
        with self._begin() as connection:
            query = queries.fitting(connection, chosen, newest=True).limit(limit)
            query = query.where(or_(accused, line.inferred.is_(True)), line.recalled_only.is_(False))
            query = query.with_only_columns(*(line[name] for name in Line._fields))
            return tuple(Line(*row) for row in connection.execute(query))

    def among(self, chosen: Filter, incident_ids: Iterable[str]) -> set[str]:
        """Those of these incidents that fit."""
        line = tables.incident_lines.c
        with self._begin() as connection:
            query = select(line.id).where(*queries.conditions(chosen, dialect=connection.dialect.name))
            return {
                found
                for some in queries.chunks(incident_ids)
                for found in connection.execute(query.where(line.id.in_(some))).scalars()
            }

    def evidence(self, event_ids: Iterable[str]) -> dict[str, Told]:
        """These events, each with who published its report and when, by event id."""
        event, report = tables.events.c, tables.reports.c
        name = func.coalesce(report.publisher, report.name, report.id).label("outlet")
        query = select(event.id, event.body, event.tocsin, name, report.published).join_from(
            tables.events, tables.reports, event.report_id == report.id
        )
        with self._begin() as connection:
            return {
                row.id: Told(rows.loads(Event, row.body, written_by=row.tocsin), row.outlet, row.published)
                for some in queries.chunks(event_ids)
                for row in connection.execute(query.where(event.id.in_(some)))
            }

    def incidents_of(self, report_id: str) -> dict[str, str]:
        """The incident that each event of a report belongs to, by event id."""
        tie, event = tables.incident_events.c, tables.events.c
        query = select(tie.event_id, tie.incident_id).join_from(
            tables.incident_events, tables.events, event.id == tie.event_id
        )
        with self._begin() as connection:
            found = connection.execute(query.where(event.report_id == report_id))
            return {row.event_id: row.incident_id for row in found}

    def failures(self, *, limit: int) -> tuple[tuple[Failure, str], ...]:
        """The last inputs that could not be read, newest first, each with the ISO moment."""
        table = tables.failures
        with self._begin() as connection:
            found = connection.execute(select(table).order_by(table.c.number.desc()).limit(limit))
            return tuple(
                (Failure(origin=row.origin, error=row.error, message=row.message), row.failed_at)
                for row in found
            )


def _counted(connection: Connection, chosen: Filter, *, by: Any) -> Select[Any]:
    conditions = queries.conditions(chosen, dialect=connection.dialect.name)
    return select(by, func.count()).where(*conditions).group_by(by)
