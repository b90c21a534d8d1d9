"""A report cut into windows that the encoder can take, each with the opening of the report before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...values import Sentence
from .pieces import Pieces

# Pieces of one window, with the two marks at its ends; the encoder was trained with up to 512.
BUDGET = 512
OPENING = 48  # pieces of the report's first words that stand before every later window
BEFORE, AFTER = 64, 48  # pieces of context before and after the part that a window answers for


class Window(NamedTuple):
    """Indices of a report's pieces that the encoder sees together.

    It answers for triggers in pieces `first` to `last` (half-open); the rest is there to be understood with.
    """

    pieces: tuple[int, ...]
    first: int
    last: int


def cut(pieces: Pieces, sentences: Sequence[Sentence], *, budget: int = BUDGET) -> list[Window]:
    """Windows that together answer for every piece once; a report that fits has one."""
    total = len(pieces.ids)
    room = budget - 2
    if total <= room:
        return [Window(tuple(range(total)), 0, total)] if total else []
    ends = [pieces.cover(sentence.start, sentence.end)[1] for sentence in sentences]
    found, first = [], 0
    while first < total:
        ahead = min(OPENING, max(0, first - BEFORE)) + min(BEFORE, first)
        limit = first + room - ahead - AFTER
        last = (
            total
            if limit + AFTER >= total
            else max((end for end in ends if first < end <= limit), default=limit)
        )
        before = range(max(0, first - BEFORE), first)
        opening = range(min(OPENING, before.start))
        found.append(Window((*opening, *before, *range(first, min(total, last + AFTER))), first, last))
        first = last
    return found
