"""The story of Tocsin, in order: bytes → Report → Event → Decision → Incident → ledger.

Read this first, then `values.py`. No stage knows its neighbours; only this file does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import actors, counting, dating, incidents, locating, phrasing, splitting, wording
from . import reader as readers
from .corrections import Correction
from .locating import Gazetteer
from .reader import Reader
from .values import Decision, Event, Failure, Incident, Marks, Report

if TYPE_CHECKING:
    from .ledger import Ledger


class Added(NamedTuple):
    """What became of one input: the report or failure, its events, and whether the ledger had it already."""

    item: Report | Failure
    events: tuple[Event, ...]
    new: bool


def read(
    report: Report, *, reader: Reader | None = None, gazetteer: Gazetteer | None = None
) -> tuple[Event, ...]:
    """Events that one report tells, in text order, every value with the words it came from."""
    return (reader or load_reader()).read(report, mark(report, gazetteer=gazetteer))


def mark(report: Report, *, gazetteer: Gazetteer | None = None) -> Marks:
    """What the stages before the reader find: sentences, phrases, times, counts, places, on whose word."""
    text, sentences = report.text, splitting.split(report.text)
    clauses = phrasing.chunk(text, sentences)
    known = gazetteer or locating.default_gazetteer()
    places, countries = locating.locate(text, sentences, gazetteer=known)
    return Marks(
        sentences=sentences,
        clauses=clauses,
        times=dating.find(text, sentences, published=report.published),
        counts=counting.find(text, sentences),
        places=places,
        countries=countries,
        cues=wording.find(clauses),
    )


@cache
def load_reader(
    name: str = readers.DEFAULT, *, kinds: Path | None = None, private: bool = False,
    identify: actors.Identify = actors.identify,
) -> Reader:  # fmt: skip
    """The reader of that name; `kinds`: a folder with the user's own kinds; `private`: private crime too."""
    return readers.load(name, identify=identify, kinds=kinds, private=private)


def add(
    ledger: Ledger, items: Iterable[Report | Failure], *, reader: Reader, now: datetime,
    gazetteer: Gazetteer | None = None,
) -> Iterator[Added]:  # fmt: skip
    """Reads each report into the ledger, one transaction each; what is yielded is kept, come what may.

    A report that cannot be read becomes a failure, and the batch goes on. Call `fold` afterwards.
    """
    for item in items:
        if isinstance(item, Failure):
            yield Added(item, (), ledger.add_failure(item, now=now))
            continue
        try:
            events = read(item, reader=reader, gazetteer=gazetteer)
        except (ValueError, LookupError, RecursionError) as error:
            failure = Failure(
                origin=item.key, error=type(error).__name__, message=f"the reader failed: {error}"
            )
            yield Added(failure, (), ledger.add_failure(failure, now=now))
            continue
        yield Added(item, events, ledger.add(item, events, reader=reader.name, now=now))


def fold(ledger: Ledger, *, now: datetime, again: Iterable[Event] = ()) -> tuple[str, ...]:
    """Ids of the incidents that are new or changed, after folding what is undecided, and `again` these."""
    pending, said = {event.id for event in (*ledger.pending(), *again)}, ledger.standing()
    if not pending:
        return ()
    pair(ledger)
    touched, reports = ledger.told(ledger.chained(pending))
    who, events = actors.knowing(ledger.own_actors()), {event.id: event for event in touched}
    decisions = incidents.fold_as_corrected(touched, said, reports=reports, identify=who)
    settled = rebuild(decisions, said, events=events, reports=reports, identify=who)
    return ledger.settle(settled, decisions=decisions, now=now)


def pair(ledger: Ledger) -> None:
    """Finds for each event that is new to the ledger those with which it may be of one incident."""
    fresh, reports = ledger.untraced()
    who = actors.knowing(ledger.own_actors())
    traces = incidents.trace(fresh, reports=reports, identify=who)
    ids = {one.event_id for one in traces}
    known, others = ledger.told(ledger.meeting(traces, incidents.may_pair) - ids)
    both, told = (*fresh, *known), {**others, **reports}
    found = incidents.close_pairs(both, fresh=ids, reports=told, identify=who)
    ledger.trace(traces, pairs=found)


def rebuild(
    decisions: Iterable[Decision], corrections: Sequence[Correction] = (), *,
    events: Mapping[str, Event], reports: Mapping[str, Report], identify: actors.Identify = actors.identify,
) -> tuple[Incident, ...]:  # fmt: skip
    """Incidents from their events and the decisions on them: pure, so that a ledger can be verified."""
    made = incidents.settle(decisions, events=events, reports=reports, identify=identify)
    return incidents.edited(made, corrections)
