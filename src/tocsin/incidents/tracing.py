"""Traces of events, and which traces may be of one incident: told without reading the reports again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from zlib import crc32

from ..traces import Trace
from ..values import Actor, Event, Report
from . import blocking
from .sketching import Sketch, sketch


def trace(
    events: Iterable[Event], *, reports: Mapping[str, Report], identify: Callable[[str], Actor | None]
) -> tuple[Trace, ...]:
    """One trace an event, in their order."""
    return tuple(traced(sketch(event, reports=reports, identify=identify)) for event in events)


def traced(one: Sketch) -> Trace:
    """The trace of one event."""
    cell = blocking.cell(one)
    deaths = [*one.victims, *(" ".join(map(str, toll)) for toll in [blocking.toll(one)] if toll)]
    return Trace(
        event_id=one.event.id,
        kind=one.event.kind,
        first=one.first,
        last=one.last,
        published=one.published,
        country=blocking.country(one),
        row=cell[0] if cell else None,
        column=cell[1] if cell else None,
        leading=one.published is not None and blocking.leading(one) and len(one.marks) >= blocking.LONG,
        clues=hashed(blocking.clues(one)),
        deaths=hashed(deaths),
    )


def hashed(words: Iterable[str]) -> frozenset[int]:
    """The CRC-32 of each word."""
    return frozenset(crc32(word.encode()) for word in words)


def may_pair(one: Trace, other: Trace) -> bool:
    """Whether two events are worth weighing: true for every pair of `blocking.pairs`, and for few more."""
    if not blocking.mixed(one.kind, other.kind):
        return False
    if one.country == other.country is not None and within(one, other):
        return True
    if within(one, other) and (
        beside(one, other) or not one.deaths.isdisjoint(other.deaths) or unplaced(one, other)
    ):
        return True
    return one.leading and other.leading and alike(one, other)


def within(one: Trace, other: Trace) -> bool:
    """Whether the days on which both may have happened nearly meet; unknown days may be any."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return max(one.first - other.last, other.first - one.last) <= blocking.SLACK_DAYS


def unplaced(one: Trace, other: Trace) -> bool:
    """Whether the country of one is unknown, and both have a clue in common or one has no day."""
    if one.country is not None and other.country is not None:
        return False
    undated = one.country == other.country and (one.first is None or other.first is None)
    return undated or not one.clues.isdisjoint(other.clues)


def beside(one: Trace, other: Trace) -> bool:
    """Whether two precise places are in the same or neighbouring cells."""
    if one.row is None or one.column is None or other.row is None or other.column is None:
        return False
    return abs(one.row - other.row) <= 1 and abs(one.column - other.column) <= 1


def alike(one: Trace, other: Trace) -> bool:
    """Whether two long reports of near days have several rare words in common."""
    if one.published is None or other.published is None:
        return False
    near = abs(one.published - other.published) <= blocking.TEXT_DAYS
    return near and len(one.clues & other.clues) >= blocking.FEWEST_SHARED
