"""What the stages before and the rules reader know of each word piece, as numbers for the encoder.

The rules reader finds words and the encoder understands them: what the one found is shown to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np

from ...values import Actor, Event, Marks, Period, Report, Span
from .pieces import Pieces

KINDS = tuple(
    "armed_attack armed_clash bombing shelling air_strike storming abduction hijacking shootdown sabotage "
    "capture raid crackdown protest riot sexual_violence threat mobilization withdrawal sanction "
    "agreement".split()
)
STANCES = ("stated", "claimed", "blamed", "suspected", "denied")
CUES = ("says", "claims", "blames", "suspects", "suspected", "hedges", "denies", "unclaimed")
CLASSES = "DNSPORCAVBMT."
SORTS = ("state", "force", "group", "class")
AGES = (1, 7, 60)  # days before publication that part times into today, this week, lately, long ago
PLACES = (0, 1, 2, 3, 6, 11)  # sentence numbers from which on a sentence counts as later
NAMES = (
    "capital", "shout",
    *(f"sentence {n}" for n in PLACES),
    *(f"class {c}" for c in CLASSES), "phrase starts", "phrase goes on",
    *(f"actor {s}" for s in SORTS),
    "time", "time ahead", "time unknown", *(f"time within {d}" for d in AGES), "time long ago",
    "country", "place", "count", *(f"cue {c}" for c in CUES), "speaker", "accused",
    *(f"trigger {k}" for k in KINDS), "recalled", "not done", "series",
    *(f"doer {s}" for s in STANCES), "says", "target", "weapon", "source",
    "killed", "injured", "taken", "its time", "its place",
)  # fmt: skip
COLUMN = {name: number for number, name in enumerate(NAMES)}
Found = Iterator[tuple[str, int, int]]


def describe(
    report: Report,
    marks: Marks,
    *,
    pieces: Pieces,
    told: Sequence[Event],
    identify: Callable[[str], Actor | None],
) -> np.ndarray:
    """An array of (pieces, features), 0 or 1; `told` are the events of the rules reader."""
    table = np.zeros((len(pieces.ids), len(NAMES)), dtype=np.float32)
    for source in (
        words(marks),
        names(marks, identify=identify),
        marked(marks, report.published),
        rules(told),
    ):
        for name, start, end in source:
            first, last = pieces.cover(start, end)
            table[first:last, COLUMN[name]] = 1.0
    return table


def words(marks: Marks) -> Found:
    """Capitals, the sentence's place in the report, word classes and noun phrases."""
    for number, clause in enumerate(marks.clauses):
        sentence = clause.sentence
        place = max(n for n in PLACES if n <= number)
        yield f"sentence {place}", sentence.start, sentence.end
        for token, letter in zip(sentence.tokens, clause.classes, strict=True):
            if token.capital:
                written = clause.text[token.start : token.end]
                yield (
                    ("shout" if len(written) > 1 and written.isupper() else "capital"),
                    token.start,
                    token.end,
                )
            if letter in CLASSES:
                yield f"class {letter}", token.start, token.end
        for chunk in clause.chunks:
            yield "phrase starts", sentence.tokens[chunk.first].start, sentence.tokens[chunk.first].end
            if chunk.last > chunk.first + 1:
                yield (
                    "phrase goes on",
                    sentence.tokens[chunk.first + 1].start,
                    sentence.tokens[chunk.last - 1].end,
                )


def names(marks: Marks, *, identify: Callable[[str], Actor | None]) -> Found:
    """Noun phrases that name an actor whom we know."""
    for clause in marks.clauses:
        for chunk in clause.chunks:
            phrase = clause.phrase(chunk)
            actor = identify(phrase.text)
            if actor is not None:
                yield f"actor {actor.sort}", phrase.start, phrase.end


def marked(marks: Marks, published: date | None) -> Found:
    """Times with their age, places, counts, and words that tell on whose word."""
    for time in marks.times:
        if time.span is not None:
            yield "time", time.span.start, time.span.end
            yield age(time, published), time.span.start, time.span.end
    for place in marks.places:
        if place.span is not None:
            name = "country" if place.precision == "country" else "place"
            yield name, place.span.start, place.span.end
    for count in marks.counts:
        yield from spans("count", count.spans)
    for cue in marks.cues:
        yield f"cue {cue.sort}", cue.words.start, cue.words.end
        yield from spans("speaker", [cue.speaker])
        yield from spans("accused", [cue.accused])


def age(time: Period, published: date | None) -> str:
    """How long before publication a period ended."""
    if published is None or time.last is None:
        return "time unknown"
    days = (published - time.last).days
    if days < 0:
        return "time ahead"
    return next((f"time within {limit}" for limit in AGES if days <= limit), "time long ago")


def rules(told: Sequence[Event]) -> Found:
    """What the rules reader made of the words."""
    for event in told:
        start, end = event.trigger.start, event.trigger.end
        yield f"trigger {event.kind}", start, end
        checks = {
            "recalled": event.told_as == "background",
            "not done": event.stage != "done",
            "series": event.aggregate,
        }
        yield from ((name, start, end) for name, holds in checks.items() if holds)
        for statement in event.by:
            yield from spans(f"doer {statement.stance}", [statement.actor])
            yield from spans("says", [statement.says])
        yield from spans("target", [target.span for target in event.targets])
        yield from spans("weapon", event.weapons)
        yield from spans("source", event.sources)
        for slot in ("killed", "injured", "taken"):
            count = getattr(event, slot)
            yield from spans(slot, count.spans if count else ())
        yield from spans("its time", [event.when.span if event.when else None])
        yield from spans("its place", [event.where.span if event.where else None])


def spans(name: str, given: Sequence[Span | None]) -> Found:
    """The same feature for several spans of the text, missing ones left out."""
    return ((name, span.start, span.end) for span in given if span is not None)
