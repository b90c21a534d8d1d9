"""MUC-3/4 development messages with their keys → examples: what a key is silent on is not asked.

A template names who, whom and what with, but not the words that tell of the incident: the rules reader's
trigger of the same type nearest to the template's rarest string stands for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.muc4 import messages, oracle
from benchmarks.muc4.relevance import TYPES
from tocsin import actors, pipeline
from tocsin.reader.nouns import nouns
from tocsin.reader.trained import features, pairing, pieces, windows
from tocsin.values import Event, Marks, Span, Target

from .examples import Example, Gold, Place, counting, reader

WITHIN = 500  # characters between a template's rarest string and the trigger that stands for it


def read(folder: Path, *, weight: float = 0.5) -> Iterator[Example]:
    """The development messages of `folder` (dev-muc3-*, key-dev-*.muc4)."""
    ideal = oracle.oracle(sorted(folder.glob("key-dev-*.muc4")))
    for path in sorted(folder.glob("dev-muc3-*")):
        for message in messages.read(path):
            yield example(message, ideal(message), weight=weight)


def example(message: messages.Message, wanted: Sequence[Event], *, weight: float) -> Example:
    """One message with the happenings of its key."""
    report = message.report
    marks = pipeline.mark(report)
    told = reader().read(report, marks)
    cut = pieces.cut(report.text)
    table = features.describe(report, marks, pieces=cut, told=told, identify=actors.identify)
    starts = [s.start for s in marks.sentences]
    free = list(told)
    golds = []
    for event in wanted:
        trigger = nearest(event, free)
        if trigger is None:
            continue
        free.remove(trigger)
        golds.append(gold(event, trigger, marks=marks, starts=starts))
    unsure = [(event.trigger.start, event.trigger.end) for event in free]
    return Example(
        report.key, report.text, cut, table.astype(bool), windows.cut(cut, marks.sentences), starts, marks,
        pairing.tied(told), golds, weight, unsure,
    )  # fmt: skip


def nearest(event: Event, told: Sequence[Event]) -> Event | None:
    """The rules reader's event of the same type whose trigger lies nearest to the template's words."""
    places = [
        s.start for s in (*(t.span for t in event.targets), *(b.actor for b in event.by), *event.weapons)
    ]
    places = places or [event.trigger.start]
    type_of = TYPES.get(event.kind)
    near = [
        (min(abs(other.trigger.start - place) for place in places), n)
        for n, other in enumerate(told)
        if other.kind == event.kind or (type_of is not None and TYPES.get(other.kind) == type_of)
    ]
    best = min(near, default=None)
    return told[best[1]] if best and best[0] <= WITHIN else None


def gold(event: Event, trigger: Event, *, marks: Marks, starts: Sequence[int]) -> Gold:
    """The happening of a template at the trigger's words."""
    made = Gold(
        trigger.kind, (trigger.trigger.start, trigger.trigger.end), event.stage, "", False,
        by=[(place(b.actor), b.stance, None) for b in event.by],
        targets=[(place(t.span), sort_of(t), t.effect) for t in event.targets],
        weapons=[place(w) for w in event.weapons], located=event.where is not None, known=False,
    )  # fmt: skip
    if event.when is not None and event.when.first is not None:
        days = (event.when.first, event.when.last)
        made.times = [i for i, t in enumerate(marks.times) if (t.first, t.last) == days]
        made.timed = True
    if event.where is not None and event.where.name is not None:
        name = event.where.name.casefold()
        made.places = [i for i, p in enumerate(marks.places) if p.name and p.name.casefold() == name]
        made.placed = True
    figures = {slot: getattr(event, slot) for slot in ("killed", "injured", "taken")}
    row = {slot: [c.low, c.high] if c else None for slot, c in figures.items()}
    counting(made, marks, event=row, starts=starts)
    return made


def sort_of(target: Target) -> str:
    """What sort of target it is; a physical one by its last noun."""
    if target.sort == "people":
        return "people"
    return "vehicle" if target.span.text.lower().split()[-1] in nouns().vehicle else "site"


def place(span: Span) -> Place:
    """Start and end."""
    return span.start, span.end
