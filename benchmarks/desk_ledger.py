"""A made-up ledger of any size for measuring the desk: every row as Tocsin itself would write it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from sqlalchemy import insert

from tocsin.ledger import tables, writing
from tocsin.ledger.opening import open_engine, stamp, transaction, version
from tocsin.values import (
    Attribution,
    Count,
    Decision,
    Event,
    Figure,
    Incident,
    Period,
    Place,
    Report,
    Span,
    Statement,
    Target,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_DAY, DAYS = date(2010, 1, 1), 5400
BATCH = 2000


class Town(NamedTuple):
    """A town of the made-up ledger."""

    name: str
    country: str
    lat: float
    lon: float


# Towns of six countries, on a grid of the writer's own: where they lie is made up too.
STEMS = (
    "Adar",
    "Bel",
    "Cham",
    "Dor",
    "Esh",
    "Far",
    "Gol",
    "Hir",
    "Kal",
    "Mar",
    "Nas",
    "Qas",
    "Sam",
    "Tal",
    "Zar",
)
ENDS = ("abad", "ia", "un", "iyah", "os", "kent", "ra", "im")
COUNTRIES = ("IRQ", "SYR", "AFG", "NGA", "COL", "UKR")
PLACES = tuple(
    Town(stem + end, COUNTRIES[number % 6], 5.0 + 30 * (number % 11) / 11, 10.0 + 50 * (number % 13) / 13)
    for number, (stem, end) in enumerate((stem, end) for stem in STEMS for end in ENDS)
)
KINDS = {
    "bombing": "bombed", "shelling": "shelled", "armed_attack": "attacked", "air_strike": "struck",
    "raid": "raided", "abduction": "kidnapped", "storming": "stormed", "sabotage": "sabotaged",
}  # fmt: skip
DOERS = tuple(f"{side} {who}" for side in ("Northern", "Eastern", "Red", "Free", "People's", "United")
              for who in ("Front", "Brigade", "Army", "Movement", "Guard"))  # fmt: skip
TARGETS = (
    "a checkpoint",
    "the market",
    "a convoy",
    "a police station",
    "the barracks",
    "a pipeline",
    "villagers",
)
OUTLETS = tuple(f"{town} {paper}" for town in ("Harbour", "River", "Gulf", "Plains", "Capital", "Border")
                for paper in ("Wire", "Courier", "Herald", "Post", "Daily"))  # fmt: skip
WORDS = [
    *(target.split()[-1] for target in TARGETS),
    *STEMS,
    "kill",
    "police",
    "Front",
    "Brigade",
    "night",
    "rock",
]


def write(path: Path, *, incidents: int, seed: int) -> None:
    """Makes a ledger with that many incidents at `path`."""
    chance = random.Random(seed)
    engine = open_engine(path, create=True)
    for numbers in batches(incidents):
        some = [made(chance, number=number) for number in numbers]
        with transaction(engine, writing=True) as connection:
            reports = [tables.report_row(report, added_at=stamp(NOW)) for report, *_ in some]
            connection.execute(insert(tables.reports), reports)
            events = [
                tables.event_row(event, reader="made up", tocsin=version()) for report, event, _ in some
            ]
            connection.execute(insert(tables.events), events)
            decisions = [
                Decision(act="open", event_id=event.id, incident_id=incident.id)
                for _, event, incident in some
            ]
            writing.settle(connection, [incident for *_, incident in some], decisions=decisions, now=NOW)
    engine.dispose()


def batches(total: int) -> Iterator[range]:
    """The numbers from 0 to `total`, in batches."""
    for first in range(0, total, BATCH):
        yield range(first, min(first + BATCH, total))


def made(chance: random.Random, *, number: int) -> tuple[Report, Event, Incident]:
    """One report with its one event, and the incident of it alone."""
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    place, doer, target = chance.choice(PLACES), chance.choice(DOERS), chance.choice(TARGETS)
    kind, verb = chance.choice([*KINDS.items()])
    killed, outlet = chance.randrange(12), chance.choice(OUTLETS)
    text = (
        f"The {doer} {verb} {target} in {place.name} on {day:%A} night, killing {killed} people, "
        f"officials said, in case {number} of that year. The {outlet} could not check it."
    )
    report = Report(text=text, published=day + timedelta(days=1), name=f"made-{number}", publisher=outlet)

    def words(part: str) -> Span:
        start = text.index(part)
        return Span(start=start, end=start + len(part), text=part)

    statement = Statement(
        actor=words(doer), stance=chance.choice(("stated", "claimed", "blamed", "suspected"))
    )
    event = Event(
        report_id=report.id, kind=kind, stage="done", told_as="news", aggregate=False, trigger=words(verb),
        sentence=words(text.split(". ")[0] + "."), by=(statement,),
        targets=(Target(span=words(target), sort="site"),),
        when=Period(first=day, last=day, precision="day", span=words(f"{day:%A}"), basis="made up"),
        where=Place(
            country=place.country, name=place.name, precision="town", lat=place.lat, lon=place.lon,
            span=words(place.name), inferred=number % 9 == 0, basis="made up",
        ),
        killed=Count(low=killed, high=killed, spans=(words(f"{killed} people"),)),
    )  # fmt: skip
    return report, event, incident(report, event)


def incident(report: Report, event: Event) -> Incident:
    """The incident of one event alone."""
    [said], [target] = event.by, event.targets
    statuses: dict[str, Literal["stated", "claimed", "attributed", "suspected"]] = {
        "stated": "stated", "claimed": "claimed", "blamed": "attributed", "suspected": "suspected",
    }  # fmt: skip
    status, killed = statuses[said.stance], event.killed
    assert killed is not None and event.where is not None
    voice = (said.stance, report.publisher or "", event.id)
    figure = (report.publisher or "", report.published, killed.low, killed.high, event.id)
    return Incident(
        id="i" + event.id[1:], kind=event.kind, stage="done", aggregate=False,
        headline=f"{event.kind.replace('_', ' ').capitalize()} on {target.span.text}",
        event_ids=(event.id,), report_ids=(report.id,), evidence=(event.id, event.sentence.text),
        status=status, when=event.when, where=event.where,
        by=(Attribution(actor_id=said.actor.text, name=said.actor.text, status=status, voices=(voice,)),),
        targets=(target.span.text,), sources=("officials",),
        killed=Figure(low=killed.low, best=killed.low, high=killed.high, by_source=(figure,)),
    )  # fmt: skip
