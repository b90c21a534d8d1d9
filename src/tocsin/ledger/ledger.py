"""`Ledger`: the one way into the record; each method is one transaction.

SQLAlchemy is loaded when a ledger is opened, not when this module is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ..corrections import Correction, Kept, standing
from ..values import Decision, Event, Failure, Incident, Report
from .filters import Filter
from .unfolded import Told, Unfolded

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from .survey import Survey

Rebuild = Callable[[tuple[Decision, ...], tuple[Event, ...], Mapping[str, Report]], Iterable[Incident]]


class Ledger(Unfolded):
    """Reports, what they tell, what was decided, and the incidents that follow.

    `path` is a file (SQLite), made if missing unless `create` is false, or a SQLAlchemy URL.
    What a method has returned from is on the disk: a kill or a power cut at any moment loses none of it.
    Other processes may read and write the same ledger meanwhile; writers wait for each other.
    `now` is the moment to note, with its time zone.
    A ledger that cannot be opened or used is a `LedgerError` that says what to do.
    """

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        from .opening import open_engine

        self.path = path
        self._engine = open_engine(path, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Incident]:
        """Every incident, in the order of their days."""
        return self.incidents()

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    def close(self) -> None:
        """Lets go of the file; a ledger that is used again opens it again."""
        self._engine.dispose()

    # What is written

    def add(self, report: Report, events: Iterable[Event], *, reader: str, now: datetime) -> bool:
        """True once the report and its events are kept, False if the report is there already.

        `reader` is the name and version of what read it, such as "rules 1".
        The first reading of a report stands: when a newer reader reads it again, nothing is added, so that
        the events that decisions speak of never change. A ledger read anew starts as a new file.
        """
        from . import writing

        with self._transaction(writing=True) as connection:
            return writing.add(connection, report, events=events, reader=reader, now=now)

    def add_failure(self, failure: Failure, *, now: datetime) -> bool:
        """True once the failure is kept, False if the same input has failed in the same way before."""
        from . import writing

        with self._transaction(writing=True) as connection:
            return writing.add_failure(connection, failure, now=now)

    def decide(self, decisions: Iterable[Decision], *, now: datetime) -> int:
        """How many decisions were added; each supersedes the earlier ones on its event.

        A decision equal to the one that counts already is not repeated.
        The incidents stay as they are until `settle`.
        """
        from . import writing

        with self._transaction(writing=True) as connection:
            return writing.decide(connection, decisions, now=now)

    def settle(
        self, incidents: Iterable[Incident], *, decisions: Iterable[Decision] = (), now: datetime
    ) -> tuple[str, ...]:
        """Ids of the incidents that are new or changed, once the decisions and they are kept.

        The stored incidents that share events with these give way to them, all others stay. The id of one
        that is no more leads for ever to the one that took most of its events.
        """
        from . import writing

        with self._transaction(writing=True) as connection:
            return writing.settle(connection, incidents, decisions=decisions, now=now)

    def know(self, actors: str | None) -> bool:
        """True once this table of own actors (CSV) is kept and all events wait again, False if it was."""
        from . import writing

        with self._transaction(writing=True) as connection:
            return writing.know(connection, actors)

    def correct(self, correction: Correction, *, who: str, now: datetime, undoes: int | None = None) -> int:
        """Number of the correction, once it is kept; fold its events again to see it in the incidents."""
        from . import writing

        with self._transaction(writing=True) as connection:
            return writing.correct(connection, correction, who=who, undoes=undoes, now=now)

    # What is asked

    def corrections(self) -> tuple[Kept, ...]:
        """Every correction ever made, oldest first, with whether it still stands."""
        from . import queries

        with self._transaction() as connection:
            return queries.corrections(connection)

    def own_actors(self) -> str | None:
        """The table of the user's own actors (CSV), if there is one."""
        from . import queries

        with self._transaction() as connection:
            return queries.own_actors(connection)

    def standing(self) -> tuple[Correction, ...]:
        """The corrections that count, oldest first."""
        return standing(self.corrections())

    def everything(self) -> Told:
        """All events in the order in which they were added, and all reports by id."""
        from . import queries

        with self._transaction() as connection:
            return queries.everything(connection)

    def incidents(
        self, chosen: Filter | None = None, *, newest: bool = False, limit: int | None = None, offset: int = 0
    ) -> Iterator[Incident]:
        """Incidents that fit the filter (all without one), in the order of their days, undated ones last.

        They are read one by one from one unchanging view, while others may write.
        """
        from . import queries

        with self._transaction() as connection:
            yield from queries.incidents(
                connection, chosen or Filter(), newest=newest, limit=limit, offset=offset
            )

    def page(
        self, chosen: Filter, *, newest: bool = False, limit: int, offset: int = 0
    ) -> tuple[int, tuple[Incident, ...]]:
        """How many incidents fit the filter, and `limit` of them from `offset` on, in order."""
        from . import queries

        with self._transaction() as connection:
            return queries.page(connection, chosen, newest=newest, limit=limit, offset=offset)

    def count(self, chosen: Filter | None = None) -> int:
        """How many incidents fit the filter."""
        from . import queries

        with self._transaction() as connection:
            return queries.count(connection, chosen or Filter())

    def incident(self, wanted: str) -> Incident:
        """Incident of an id, of one merged into it, or of an unique beginning of either; `NotFoundError`."""
        from . import queries

        with self._transaction() as connection:
            return queries.incident(connection, wanted)

    def report(self, wanted: str) -> Report:
        """Report of an id, of the name its input gave it, or of an unique beginning; `NotFoundError`."""
        from . import queries

        with self._transaction() as connection:
            return queries.report(connection, wanted)

    def event(self, wanted: str) -> Event:
        """Event of an id, or of an unique beginning of one; `NotFoundError`."""
        from . import queries

        with self._transaction() as connection:
            return queries.event(connection, wanted)

    def events(self, incident: Incident | str) -> tuple[Event, ...]:
        """Events of an incident, oldest first; `NotFoundError`."""
        from . import queries

        with self._transaction() as connection:
            found = queries.incident(connection, incident) if isinstance(incident, str) else incident
            return queries.events_of(connection, found.id)

    def told_in(self, report_id: str) -> tuple[Event, ...]:
        """Events that the report of that full id tells, in the order in which they were read."""
        from . import queries

        with self._transaction() as connection:
            return queries.events_in(connection, report_id)

    def told_beside(self, events: Iterable[Event]) -> tuple[tuple[Event, str | None], ...]:
        """All events of the reports that tell the given ones, each with the id of its incident, if any."""
        from . import sentences

        with self._transaction() as connection:
            return sentences.told_beside(connection, [event.id for event in events])

    @property
    def survey(self) -> Survey:
        """Questions on many incidents at once, answered by the database."""
        from .survey import Survey

        return Survey(self._transaction)

    def decisions(self, act: str | None = None) -> tuple[Decision, ...]:
        """The decision that counts for each event, oldest first; `act="hold"`: what waits for a person."""
        from . import queries

        with self._transaction() as connection:
            return queries.decisions(connection, act=act)

    def history(self, event_id: str) -> tuple[tuple[int, str, Decision], ...]:
        """Every decision ever taken on an event, as (number, ISO moment, decision); the last counts."""
        from . import queries

        with self._transaction() as connection:
            return queries.history(connection, event_id)

    def failures(self) -> tuple[Failure, ...]:
        """Inputs that could not be read, oldest first."""
        from . import queries

        with self._transaction() as connection:
            return queries.failures(connection)

    def counts(self) -> dict[str, int]:
        """How many reports, events, incidents, failures, events pending and events held."""
        from . import queries

        with self._transaction() as connection:
            return queries.counts(connection)

    def verify(self, rebuild: Rebuild) -> tuple[str, ...]:
        """What is wrong with the ledger, one line each, nothing if it is sound.

        Checked are the file itself, the hash of every report, every span against its text, every column
        against its value, and every incident against `rebuild(decisions, events, reports)`.
        """
        from . import verifying

        with self._transaction() as connection:
            return verifying.verify(connection, rebuild)

    def _transaction(self, *, writing: bool = False) -> AbstractContextManager[Connection]:
        from .opening import transaction

        return transaction(self._engine, writing=writing)
