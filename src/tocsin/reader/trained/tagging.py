"""From scores over word pieces to stretches of text: triggers with their kind, and fillers by role."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ...values import Clause
from .features import KINDS
from .pairing import ROLES, Filler
from .pieces import Pieces

LEAST = 0.5  # probability of being inside a trigger or filler from which on a piece is
# The same in a report all of capitals, old wire copy, of which the network is less sure (200 messages of the
# first two test sets of MUC-4, which serve for development here: 2026-11-23).
SHOUTED = 0.3
# The same where private crime is asked for: of 560 articles on gun violence 21 then tell nothing, and not 78,
# and of 100 pairs of reports that are folded 98 are right as before (training part, 2026-11-23).
FAINTEST = 0.15
FAINT = 0.4  # the same for a trigger in a report that has no likelier one (495 kept-out reports, 2026-11-23)


class Words:
    """The words of a report: where they stand (code points) and their word classes."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._starts = [token.start for clause in clauses for token in clause.sentence.tokens]
        self._ends = [token.end for clause in clauses for token in clause.sentence.tokens]
        self._classes = "".join(
            "d" if token.lower in ARTICLES else letter
            for clause in clauses
            for token, letter in zip(clause.sentence.tokens, clause.classes, strict=True)
        )

    def snap(self, start: int, end: int, *, needs: str = "") -> tuple[int, int] | None:
        """The stretch out to the ends of its words, marks at its ends left out; `None` if no word is left.

        With `needs`, one of its words must be of one of those classes; without, a filler is meant, and no
        preposition or conjunction stands at its ends, nor an article at its end.
        """
        before, behind = (MARKED, MARKED) if needs else (MARKED + "POC", MARKED + "POCd")
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        while first < last and self._classes[first] in before:
            first += 1
        while first < last and self._classes[last - 1] in behind:
            last -= 1
        classes = self._classes[first:last]
        if not classes or (needs and not any(letter in classes for letter in needs)):
            return None
        return self._starts[first], self._ends[last - 1]


MARKED = ".S"  # word classes that neither begin nor end a filler
ARTICLES = frozenset(("a", "an", "the"))


class Trigger(NamedTuple):
    """Pieces `first` to `last` (half-open), the characters `start` to `end`, the kind and its probability."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    score: float


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: np.ndarray = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def triggers(
    tags: np.ndarray, pieces: Pieces, *, words: Words, least: float = LEAST, faint: float = FAINT
) -> list[Trigger]:
    """The triggers of a report in text order; where none is likely, those that may be one.

    A tag is 0 for none, 1 + 2 * kind where a trigger begins, one more where it goes on.
    """
    if not len(tags):
        return []
    return likely(tags, pieces, words=words, least=least) or likely(tags, pieces, words=words, least=faint)


def likely(tags: np.ndarray, pieces: Pieces, *, words: Words, least: float) -> list[Trigger]:
    """The triggers of at least that probability, in text order."""
    chances = softmax(tags)
    kinds = chances[:, 1::2] + chances[:, 2::2]
    begins = chances[:, 1::2].sum(axis=1) >= chances[:, 2::2].sum(axis=1)
    found: list[Trigger] = []
    for first, last in runs(1 - chances[:, 0] > least, begins):
        place = words.snap(pieces.starts[first], pieces.ends[last - 1], needs="NVB")
        if place is None or (found and place[0] < found[-1].end):
            continue
        shares = kinds[first:last].mean(axis=0)
        kind = int(shares.argmax())
        found.append(Trigger(first, last, *place, KINDS[kind], float(shares[kind])))
    return found


def fillers(roles: np.ndarray, pieces: Pieces, *, words: Words, least: float = LEAST) -> list[Filler]:
    """The fillers that the encoder tagged, role by role; three scores a role: none, begins, goes on."""
    found: list[Filler] = []
    for number, role in enumerate(ROLES):
        chances = softmax(roles[:, 3 * number : 3 * number + 3])
        end = -1
        for first, last in runs(1 - chances[:, 0] > least, chances[:, 1] >= chances[:, 2]):
            place = words.snap(pieces.starts[first], pieces.ends[last - 1])
            if place is not None and place[0] >= end:
                found.append(Filler(role, *place))
                end = place[1]
    return found


def runs(inside: np.ndarray, begins: np.ndarray) -> Iterator[tuple[int, int]]:
    """Stretches of pieces (half-open) that are inside, cut where one begins."""
    first = -1
    for at, (within, begun) in enumerate(zip(inside.tolist(), begins.tolist(), strict=True)):
        if first >= 0 and (not within or begun):
            yield first, at
            first = -1
        if within and first < 0:
            first = at
    if first >= 0:
        yield first, len(inside)
