"""A happening and a filler that may belong to it: how they lie to one another, as numbers.

Fillers are what the encoder tagged (doers, targets, weapons, speakers) and what the stages before marked
(times, places, counts).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...values import Event
from .features import STANCES

ROLES = ("by", "target", "weapon", "speaker")  # tagged by the encoder
SORTS = (*ROLES, "time", "place", "count")  # of all fillers
GAPS = (0, 8, 20, 50, 100, 200, 400)  # characters between the two, from which on a gap counts as wider
APART = (0, 1, 2, 3, 6)  # sentences between them
LINKS = (
    *(f"doer {s}" for s in STANCES),
    "target",
    "weapon",
    "source",
    "killed",
    "injured",
    "taken",
    "time",
    "place",
)
WIDTH = len(SORTS) + len(GAPS) + 1 + len(APART) + 1 + 1 + len(LINKS) + 3


Place = tuple[int, int]


class Filler(NamedTuple):
    """Characters `start` to `end` (half-open), the sort of filler, and of a mark its number in its sort."""

    sort: str
    start: int
    end: int
    mark: int = -1


class Rules(NamedTuple):
    """What the rules reader tied to the happenings of a report: for each trigger, its fillers by link."""

    triggers: list[Place]
    links: list[list[tuple[str, int, int]]]


def tied(told: Sequence[Event]) -> Rules:
    """The links of the rules reader's events."""
    links: list[list[tuple[str, int, int]]] = []
    for event in told:
        mine = [(f"doer {s.stance}", s.actor.start, s.actor.end) for s in event.by]
        mine += [("target", t.span.start, t.span.end) for t in event.targets]
        mine += [("weapon", w.start, w.end) for w in event.weapons]
        mine += [("source", s.start, s.end) for s in event.sources]
        for slot in ("killed", "injured", "taken"):
            count = getattr(event, slot)
            mine += [(slot, s.start, s.end) for s in (count.spans if count else ())]
        if event.when and event.when.span:
            mine.append(("time", event.when.span.start, event.when.span.end))
        if event.where and event.where.span:
            mine.append(("place", event.where.span.start, event.where.span.end))
        links.append(mine)
    return Rules([(event.trigger.start, event.trigger.end) for event in told], links)


def compare(
    triggers: Sequence[Place],
    fillers: Sequence[Filler],
    *,
    starts: Sequence[int],
    rules: Rules,
    everyone: Sequence[Place] | None = None,
) -> np.ndarray:
    """An array (triggers, fillers, `WIDTH`) of 0 and 1; `starts` are those of the sentences.

    `everyone` are all triggers of the report, where `triggers` are not.
    """
    table = np.zeros((len(triggers), len(fillers), WIDTH), dtype=np.float32)
    if not len(triggers) or not len(fillers):
        return table
    begin, end = columns(triggers)
    first, last = (values.T for values in columns([(f.start, f.end) for f in fillers]))
    rows, cells = np.indices(table.shape[:2])
    table[rows, cells, np.array([SORTS.index(f.sort) for f in fillers])[None, :]] = 1.0
    at = len(SORTS)
    behind = first >= begin
    gap = np.maximum(0, np.where(behind, first - end, begin - last))
    table[rows, cells, at + np.searchsorted(GAPS, gap, side="right") - 1] = 1.0
    at += len(GAPS)
    table[..., at] = behind
    at += 1
    apart = np.searchsorted(starts, first, side="right") - np.searchsorted(starts, begin, side="right")
    table[rows, cells, at + np.searchsorted(APART, np.abs(apart), side="right") - 1] = 1.0
    at += len(APART)
    table[..., at] = apart < 0
    others = np.array([place[0] for place in (triggers if everyone is None else everyone)])
    low, high = np.minimum(begin, first)[..., None], np.maximum(begin, first)[..., None]
    table[..., at + 1] = ((low < others) & (others < high)).any(axis=-1)
    at += 2
    tie(table[..., at : at + len(LINKS) + 1], triggers=triggers, fillers=fillers, rules=rules)
    at += len(LINKS) + 1
    nearest = np.abs(first[..., None] - others).min(axis=-1)
    table[..., at] = np.abs(begin - first) <= nearest
    table[..., at + 1] = len(others) == 1
    return table


def columns(places: Sequence[Place]) -> tuple[np.ndarray, np.ndarray]:
    """Starts and ends, each as a column."""
    table = np.array(places).reshape(-1, 2)
    return table[:, :1], table[:, 1:]


def tie(table: np.ndarray, *, triggers: Sequence[Place], fillers: Sequence[Filler], rules: Rules) -> None:
    """Marks the pairs that the rules reader has tied, and last the triggers that it has found at all."""
    for (begin, end), links in zip(rules.triggers, rules.links, strict=True):
        for i, trigger in enumerate(triggers):
            if not (begin < trigger[1] and trigger[0] < end):
                continue
            table[i, :, -1] = 1.0
            for name, first, last in links:
                for j, filler in enumerate(fillers):
                    if first < filler.end and filler.start < last:
                        table[i, j, LINKS.index(name)] = 1.0
