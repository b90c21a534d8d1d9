"""The traces of events, and the pairs that come into question: what makes adding one report quick.

Both follow from the events, and are made anew by another version of Tocsin.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    delete,
    insert,
    or_,
    select,
)

from ..corrections import Correction
from ..traces import Trace
from . import queries, tables
from .opening import version

# Ordinals of days are compared with this much room, which is more than folding gives them.
ROOM_DAYS = 10
PLAIN = ("event_id", "kind", "first", "last", "published", "country", "row", "column", "leading")

kept = Table(
    "traces",
    tables.metadata,
    Column("event_id", String(32), ForeignKey("events.id"), primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("first", Integer),
    Column("last", Integer),
    Column("published", Integer),
    Column("country", String(3)),
    Column("row", Integer),
    Column("column", Integer),
    Column("leading", Boolean, nullable=False),
    Column("clues", LargeBinary, nullable=False),
    Column("deaths", LargeBinary, nullable=False),
    Column("tocsin", String(32), nullable=False, index=True),
    Index(None, "last", "first"),
    Index(None, "leading", "published"),
)

pairs_kept = Table(
    "event_pairs",
    tables.metadata,
    Column("event_id", String(32), ForeignKey("events.id"), primary_key=True),
    Column("other_id", String(32), ForeignKey("events.id"), primary_key=True),
)


def untraced(connection: Connection) -> list[str]:
    """Ids of the events without a trace of this version: as a rule, those that wait for folding."""
    waiting = tables.waiting
    # Not "differs from": that would use no index.
    older = or_(kept.c.tocsin < version(), kept.c.tocsin > version())
    known = connection.execute(select(kept.c.event_id).limit(1)).first()
    if known is None or connection.execute(select(kept.c.event_id).where(older).limit(1)).first():
        events = tables.events
        own = select(kept.c.event_id).where(kept.c.tocsin == version())
        query = select(events.c.id).where(events.c.id.not_in(own)).order_by(events.c.number)
    else:
        query = select(waiting.c.event_id).where(waiting.c.event_id.not_in(select(kept.c.event_id)))
    return [row[0] for row in connection.execute(query)]


def meeting(
    connection: Connection, traces: Iterable[Trace], *, may_pair: Callable[[Trace, Trace], bool]
) -> set[str]:
    """Ids of the stored events that may pair with one of these."""
    if connection.execute(select(kept.c.event_id).limit(1)).first() is None:
        return set()
    return {
        other.event_id
        for one in traces
        for query in _near(one)
        for row in connection.execute(query)
        if may_pair(one, other := _trace(row))
    }


def _near(trace: Trace) -> Iterator[Select[Any]]:
    """The stored traces whose days come near those of this one, and those of near reports.

    Each question has an index of its own; one question with "or" would read the whole table.
    """
    columns = [kept.c[name] for name in (*PLAIN, "clues", "deaths")]
    query = select(*columns)
    if trace.first is None or trace.last is None:
        yield query
        return
    yield query.where(kept.c.last >= trace.first - ROOM_DAYS, kept.c.first <= trace.last + ROOM_DAYS)
    yield query.where(kept.c.last.is_(None))
    if trace.leading and trace.published is not None:
        low, high = trace.published - ROOM_DAYS, trace.published + ROOM_DAYS
        yield query.where(kept.c.leading.is_(True), kept.c.published.between(low, high))


def keep(connection: Connection, traces: Sequence[Trace], *, pairs: Iterable[tuple[str, str]]) -> None:
    """Keeps the traces and the pairs they are in, in the place of what was kept of these events before."""
    for some in queries.chunks(trace.event_id for trace in traces):
        connection.execute(delete(kept).where(kept.c.event_id.in_(some)))
        connection.execute(delete(pairs_kept).where(pairs_kept.c.event_id.in_(some)))
        connection.execute(delete(pairs_kept).where(pairs_kept.c.other_id.in_(some)))
    if traces:
        connection.execute(insert(kept), [_row(trace) for trace in traces])
    both = {pair for one, other in pairs for pair in ((one, other), (other, one))}
    if both:
        rows = [{"event_id": one, "other_id": other} for one, other in sorted(both)]
        connection.execute(insert(pairs_kept), rows)


def forget(connection: Connection) -> None:
    """Forgets all traces and pairs: they are made anew with the next folding."""
    connection.execute(delete(pairs_kept))
    connection.execute(delete(kept))


def chained(
    connection: Connection, event_ids: Iterable[str], *, corrections: Iterable[Correction]
) -> set[str]:
    """Ids of these and of all that a chain joins to them, of pairs, stored incidents and corrections."""
    named = [{*one.event_ids, *one.other_ids} for one in corrections]
    reached: set[str] = set()
    ahead = set(event_ids)
    while ahead:
        reached |= ahead
        found = {one for members in queries.incident_members(connection, ahead).values() for one in members}
        for some in queries.chunks(ahead):
            others = select(pairs_kept.c.other_id).where(pairs_kept.c.event_id.in_(some))
            found.update(connection.execute(others).scalars())
        found.update(*(ids for ids in named if not ids.isdisjoint(ahead)))
        ahead = found - reached
    return reached


def _row(trace: Trace) -> tables.Row:
    """Row of a trace; clues and deaths are sorted numbers of four bytes, little-endian."""
    return {
        **{name: getattr(trace, name) for name in PLAIN},
        "clues": _packed(trace.clues),
        "deaths": _packed(trace.deaths),
        "tocsin": version(),
    }


def _trace(row: Any) -> Trace:
    """The trace of a row."""
    *plain, clues, deaths = row
    return Trace(**dict(zip(PLAIN, plain, strict=True)), clues=_unpacked(clues), deaths=_unpacked(deaths))


def _packed(numbers: frozenset[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *sorted(numbers))


def _unpacked(packed: bytes) -> frozenset[int]:
    return frozenset(struct.unpack(f"<{len(packed) // 4}I", packed))
