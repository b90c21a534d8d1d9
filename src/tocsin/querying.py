"""What a person asks of a ledger, in a person's words: filters, one incident's story, whether all is sound.

The command line and the pages of the desk ask through here, so that both mean the same by a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from . import actors, incidents, pipeline
from .ledger import Filter, Ledger, read_filter
from .ledger.rows import folded
from .locating import default_gazetteer
from .values import Decision, Event, Incident, Report, Span


class Beside(NamedTuple):
    """Another incident that a report ties to this one: how, from which side, and the sentence that says so.

    Where `here`, this incident is in retaliation for (part of, during, after) the other; else the other is.
    """

    tie: incidents.Tie
    here: bool
    other: Incident
    report: Report
    sentence: Span
    words: Span


class Story(NamedTuple):
    """One incident with all that it was made from; `held` are the events kept apart from it for a person.

    `beside` are the incidents that reports tie to it.
    """

    incident: Incident
    reports: Mapping[str, Report]
    events: Sequence[Event]
    decisions: Mapping[str, Decision]
    held: Sequence[tuple[Decision, Event, Report]]
    beside: Sequence[Beside] = ()


def read_query(options: Mapping[str, str]) -> Filter:
    """Filter from words, as `read_filter`, but names may be spelled as people spell them.

    A country may be named ("Iraq"), a kind written with blanks ("air strike"), an actor and a place have any
    name that the lexicon and the gazetteer know for it.
    """
    asked = dict(options)
    if country := asked.get("country", "").strip():
        asked["country"] = country_code(country)
    if kinds := asked.get("kinds", ""):
        asked["kinds"] = ",".join(re.sub(r"[\s-]+", "_", kind.strip().lower()) for kind in kinds.split(","))
    if actor := asked.get("actor", "").strip():
        known = actors.identify(actor)
        asked["actor"] = known.id if known else actor
    if place := asked.get("place", "").strip():
        asked["place"] = place_name(place)
    return read_filter(asked)


def country_code(words: str) -> str:
    """ISO alpha-3 code of a country's name, the words themselves if they are a code or no known name."""
    if re.fullmatch("[A-Za-z]{3}", words):
        return words
    known = actors.identify(words)
    return known.state if known and known.sort == "state" and known.state else words


def place_name(words: str) -> str:
    """The gazetteer's spelling of a place, the words themselves where it has none like them."""
    names = [entry.name for entry in default_gazetteer().candidates(words)]
    return words if not names or folded(words) in map(folded, names) else names[0]


def story(ledger: Ledger, wanted: str) -> Story:
    """Everything behind the incident of that id or unique beginning of one; `NotFoundError`."""
    incident = ledger.incident(wanted)
    events = ledger.events(incident)
    held = []
    for decision in ledger.decisions("hold"):
        if decision.candidate_id == incident.id:
            event = ledger.event(decision.event_id)
            held.append((decision, event, ledger.report(event.report_id)))
    return Story(
        incident=incident,
        reports={report_id: ledger.report(report_id) for report_id in incident.report_ids},
        events=events,
        decisions={event.id: past[-1][2] for event in events if (past := ledger.history(event.id))},
        held=held,
        beside=tuple(beside(ledger, incident, events=events)),
    )


def beside(ledger: Ledger, incident: Incident, *, events: Sequence[Event]) -> Iterator[Beside]:
    """The incidents that reports tie to this one, each tie once, by the first added report that says so."""
    told = ledger.told_beside(events)
    owner = {event.id: incident_id for event, incident_id in told}
    report = {event.id: event.report_id for event, _ in told}
    seen = set()
    for one in incidents.relations(event for event, _ in told):
        first, second = owner[one.event_id], owner[one.other_id]
        if first is None or second is None or first == second or (one.tie, first, second) in seen:
            continue
        if incident.id in (first, second):
            seen.add((one.tie, first, second))
            here = first == incident.id
            other, source = ledger.incident(second if here else first), ledger.report(report[one.event_id])
            yield Beside(one.tie, here, other, source, one.sentence, one.words)


def with_reports(ledger: Ledger, incidents: Iterable[Incident]) -> Iterator[tuple[Incident, list[Report]]]:
    """Each incident with the reports that tell it; of a report told often, only the first is a question."""
    recall = lru_cache(maxsize=1000)(ledger.report)
    for incident in incidents:
        yield incident, [recall(report_id) for report_id in incident.report_ids]


def held(ledger: Ledger) -> Mapping[str, str]:
    """From the id of each incident that waits for a person to the one that it may be the same as."""
    waiting = ledger.decisions("hold")
    return {one.incident_id: one.candidate_id for one in waiting if one.candidate_id}


def differences(ledger: Ledger) -> tuple[str, ...]:
    """What is wrong with the ledger, one line each; its incidents are made anew and compared."""
    said = ledger.standing()
    return ledger.verify(
        lambda decisions, events, reports: pipeline.rebuild(
            decisions,
            said,
            events={event.id: event for event in events},
            reports=reports,
            identify=actors.knowing(ledger.own_actors()),
        )
    )
