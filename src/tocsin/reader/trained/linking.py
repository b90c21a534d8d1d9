"""Which fillers belong to which happening: every near pair is laid before the network's heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...values import Marks, Span
from . import pairing
from .network import QUESTIONS, TRAITS, Heads, Sight, slices
from .pairing import ROLES, Filler
from .pieces import Pieces
from .tagging import Trigger, softmax

FAR = 8  # sentences between a happening and a filler, past which only the report's opening is looked at
OPENING = 2  # sentences of the opening
ASKED, TRAITED = slices(QUESTIONS), slices(TRAITS)


class Linked(NamedTuple):
    """One filler beside a trigger: probabilities of the answers to each question."""

    filler: Filler
    by: np.ndarray
    what: np.ndarray
    effect: np.ndarray
    weapon: float
    source: float
    time: float  # these two are scores, to be compared with those of other marks and of "none"
    place: float
    figure: np.ndarray


class Told(NamedTuple):
    """One trigger with its traits (scores) and the fillers near it."""

    trigger: Trigger
    traits: dict[str, np.ndarray]
    linked: list[Linked]


def candidates(
    tagged: Sequence[Filler], marks: Marks, *, rules: pairing.Rules, lines: Sequence[pairing.Place] = ()
) -> list[Filler]:
    """All fillers of a report: those tagged, those of the rules reader beside them, and the marks.

    Times and places in `lines` (datelines) are left out: they tell where and when the report was filed.
    """
    found = list(tagged)
    for links in rules.links:
        for name, start, end in links:
            role = "by" if name.startswith("doer") else "speaker" if name == "source" else name
            if role in ROLES and not any(f.sort == role and f.start < end and start < f.end for f in found):
                found.append(Filler(role, start, end))

    def told(span: Span) -> bool:
        return not any(start <= span.start < end for start, end in lines)

    marked = (
        [
            Filler("time", t.span.start, t.span.end, i)
            for i, t in enumerate(marks.times)
            if t.span and told(t.span)
        ],
        [
            Filler("place", p.span.start, p.span.end, i)
            for i, p in enumerate(marks.places)
            if p.span and told(p.span)
        ],
        [Filler("count", c.spans[0].start, c.spans[0].end, i) for i, c in enumerate(marks.counts)],
    )
    return [*found, *(filler for sort in marked for filler in sort)]


def near(
    triggers: Sequence[pairing.Place], fillers: Sequence[Filler], *, starts: Sequence[int]
) -> np.ndarray:
    """An array (triggers, fillers), true for pairs worth asking about."""
    here = np.searchsorted(starts, [start for start, _ in triggers], side="right")[:, None] - 1
    there = np.searchsorted(starts, [filler.start for filler in fillers], side="right")[None, :] - 1
    worth: np.ndarray = (there < OPENING) | (np.abs(there - here) <= FAR)
    return worth


def states_of(states: np.ndarray, places: Sequence[tuple[int, int]], *, pieces: Pieces) -> np.ndarray:
    """Mean state of the pieces of each stretch of text (`start`, `end` in characters)."""
    rows = np.zeros((len(places), states.shape[1]), dtype=np.float32)
    for i, (start, end) in enumerate(places):
        first, last = pieces.cover(start, end)
        if first < last:
            rows[i] = states[first:last].mean(axis=0)
    return rows


def link(
    found: Sequence[Trigger],
    fillers: Sequence[Filler],
    *,
    sight: Sight,
    pieces: Pieces,
    starts: Sequence[int],
    rules: pairing.Rules,
    heads: Heads,
) -> list[Told]:
    """Each trigger with its traits and the answers for every filler near it."""
    if not found:
        return []
    places = [(t.start, t.end) for t in found]
    mine = states_of(sight.states, places, pieces=pieces)
    theirs = states_of(sight.states, [(f.start, f.end) for f in fillers], pieces=pieces)
    told = [Told(trigger, {}, []) for trigger in found]
    if fillers:
        left, right = np.nonzero(near(places, fillers, starts=starts))
        laid = pairing.compare(places, fillers, starts=starts, rules=rules)[left, right]
        answers = answered(heads.link(mine, theirs, left=left, right=right, laid=laid))
        for i, j, *row in zip(left, right, *answers, strict=True):
            told[i].linked.append(Linked(fillers[j], *row))
    whole = sight.whole[[trigger.first for trigger in found]]
    for one, row in zip(told, heads.describe(mine, whole), strict=True):
        one.traits.update({name: row[part] for name, part in TRAITED.items()})
    return told


def answered(rows: np.ndarray) -> tuple[np.ndarray, ...]:
    """The answers of all pairs in the order of `Linked`, as probabilities; for time and place as scores."""
    part = {name: rows[:, at] for name, at in ASKED.items()}
    return (
        softmax(part["by"]), softmax(part["what"]), softmax(part["effect"]),
        softmax(part["weapon"])[:, 1], softmax(part["source"])[:, 1],
        part["time"][:, 0], part["place"][:, 0], softmax(part["count"]),
    )  # fmt: skip
