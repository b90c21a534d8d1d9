"""What folding asks of a ledger: the events that wait, and those that must be folded with them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..corrections import Correction
from ..traces import Trace
from ..values import Event, Report

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

Told = tuple[tuple[Event, ...], dict[str, Report]]


class Unfolded(ABC):
    """The part of a ledger by which new events find the stored ones; each method is one transaction."""

    @abstractmethod
    def standing(self) -> tuple[Correction, ...]:
        """The corrections that count, oldest first."""

    @abstractmethod
    def _transaction(self, *, writing: bool = False) -> AbstractContextManager[Connection]: ...

    def pending(self) -> tuple[Event, ...]:
        """Events on which nothing has been decided yet, in the order in which they were added."""
        from . import queries

        with self._transaction() as connection:
            return queries.pending(connection)

    def untraced(self) -> Told:
        """Events that are not found by others yet, with their reports by id: as a rule, the pending ones.

        After an update of Tocsin these are all, once.
        """
        from . import queries, tracing

        with self._transaction() as connection:
            return queries.told(connection, tracing.untraced(connection))

    def meeting(self, traces: Iterable[Trace], may_pair: Callable[[Trace, Trace], bool]) -> set[str]:
        """Ids of the traced events that may pair with one of these, and whose days come near."""
        from . import tracing

        with self._transaction() as connection:
            return tracing.meeting(connection, traces, may_pair=may_pair)

    def chained(self, event_ids: Iterable[str]) -> set[str]:
        """Ids of these events and of all that must be folded with them.

        These are all that a chain joins to them: of pairs that come into question for one another, of
        stored incidents, and of corrections that stand.
        """
        from . import tracing

        said = self.standing()
        with self._transaction() as connection:
            return tracing.chained(connection, event_ids, corrections=said)

    def told(self, event_ids: Iterable[str]) -> Told:
        """The events of these ids in the order in which they were added, and their reports by id."""
        from . import queries

        with self._transaction() as connection:
            return queries.told(connection, event_ids)

    def trace(self, traces: Sequence[Trace], *, pairs: Iterable[tuple[str, str]]) -> None:
        """Keeps the traces of events, and the pairs of ids that come into question for one another."""
        from . import tracing

        with self._transaction(writing=True) as connection:
            tracing.keep(connection, traces, pairs=pairs)
