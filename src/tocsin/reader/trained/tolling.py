"""How many were killed, injured or taken: numbers of the text, or words that tell it without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...values import Count, Marks, Span
from .. import tolls
from .linking import Linked, Told

SLOTS = ("killed", "injured", "taken")
FIXED = {1: (0, 0), 2: (1, 1), 3: (2, None)}  # told without a number: nobody, one, a bare plural


def counts(told: Told, marks: Marks, *, text: str, implied: tuple[Span, ...]) -> dict[str, Count | None]:
    """Killed, injured and taken; what is told without a number is told by `implied`."""
    found = {slot: toll(slot, told=told, marks=marks, text=text, implied=implied) for slot in SLOTS}
    return {slot: None if parts_of(count, found.values()) else count for slot, count in found.items()}


def toll(slot: str, *, told: Told, marks: Marks, text: str, implied: tuple[Span, ...]) -> Count | None:
    """Killed, injured or taken: numbers tied to the happening, else what `implied` tells without one."""
    number = SLOTS.index(slot)
    mine = [x for x in told.linked if x.filler.sort == "count" and slot_of(x, marks, text=text) == number + 1]
    if mine:
        told_so = [(float(x.figure[number + 1]), marks.counts[x.filler.mark]) for x in mine]
        tied = total(told_so, told=marks.counts, text=text)
        return joined(tied, slot, marks=marks)
    way = int(told.traits[slot].argmax())
    if not way:
        return None
    low, high = FIXED[way]
    return Count(low=low, high=high, spans=implied)


def slot_of(linked: Linked, marks: Marks, *, text: str) -> int:
    """Which figure a number is: 0 none, 1 killed, 2 injured, 3 taken.

    In a sentence that tells of the hurt, and of no dead, nobody is counted as killed; nor in one that tells
    of neither ("The number was 34.") behind such a one.
    """
    count = marks.counts[linked.filler.mark]
    found = int(linked.figure.argmax())
    if found != 1 or count.low == 0:
        return found
    here = next(n for n, c in enumerate(marks.clauses) if count.spans[0].start < c.sentence.end)
    for clause in (marks.clauses[here], *marks.clauses[max(0, here - 1) : here]):
        told = text[clause.sentence.start : clause.sentence.end]
        if HURT.search(told) or DEAD.search(told):
            return 1 if DEAD.search(told) else 2
    return 1


def total(counts: Sequence[tuple[float, Count]], *, told: Sequence[Count], text: str) -> Count:
    """One figure from several numbers: added up where they are told together, else the likeliest.

    `told` are all numbers of the report. Where a correction gives the right one, it is that, if it is the
    next: "... as 43. The number was 34."
    """
    mine = [count for _, count in counts]
    for before, count in zip((None, *told), told, strict=False):
        if (count in mine or before in mine) and PUT_RIGHT.search(text[: count.spans[0].start]):
            return count
    best = max(counts, key=lambda pair: pair[0])[1]
    more = [c for _, c in counts if c is not best and together(best, c, text=text)]
    if len(more) != 1 or (best.low, best.high) == (more[0].low, more[0].high):
        return best
    other = more[0]
    high = None if best.high is None or other.high is None else best.high + other.high
    spans = tuple(sorted((*best.spans, *other.spans), key=lambda s: s.start))
    return Count(low=best.low + other.low, high=high, spans=spans)


def together(a: Count, b: Count, *, text: str) -> bool:
    """True for two numbers told near each other, the later of which is no part of the earlier one."""
    first, later = sorted((a.spans[0], b.spans[0]), key=lambda span: span.start)
    if later.start - first.start >= TOGETHER or STOP.search(text, first.end, later.start):
        return False
    return not (AMONG.search(text, first.end, later.start) or OF_THEM.match(text, later.end))


def joined(tied: Count, slot: str, *, marks: Marks) -> Count:
    """The figure with those whom the grammar of its sentence joins to it: "five soldiers and their driver".

    A bare plural ("dozens of soldiers and mercenaries") adds nobody.
    """
    start = tied.spans[0].start
    clause = next(c for c in marks.clauses if start < c.sentence.end)
    counts = [c for c in marks.counts if clause.sentence.start <= c.spans[0].start < clause.sentence.end]
    for one in tolls.find(clause, counts):
        if one.slot == slot and set(tied.spans) < set(one.figure.spans):
            exact = one.figure.high is not None or one.figure.low == tied.low + 1
            return one.figure if exact else tied
    return tied


STOP = re.compile(r"[.!?][\"'”’)]*\s")  # between two sentences
PUT_RIGHT = re.compile(r"[.:;]\s+the (?:\w+ )?(?:number|figure|toll) (?:was|is|should have been) $", re.I)
HURT = re.compile(r"\b(?:injur|wound|hurt\b|concuss|hospitali[sz]|treated for)", re.IGNORECASE)
DEAD = re.compile(
    r"\b(?:kill|dead|death|die[sd]?\b|dying|slain|slay|murder|fatal|li(?:fe|ves)\b|martyr|massacr|"
    r"bod(?:y|ies)\b|corpse|behead|execut|shot dead|perish|assassin|toll\b|casualt|lynch|drown)",
    re.IGNORECASE,
)
TOGETHER = 120  # characters between two numbers that are added up
# Words before and after a number that counts some of those just told: "176 people, including 63 Canadians",
# "40 killed; at least 15 of the dead were herders".
AMONG = re.compile(r"\b(?:including|among (?:them|whom|those))\b[^.;]*$")
OF_THEM = re.compile(r"\s+of (?:them|whom|those|the (?:dead|killed|victims|wounded|injured))\b")


def parts_of(count: Count | None, others: Iterable[Count | None]) -> bool:
    """True for parts that are told beside the other toll which they make up: "six hurt: four … and two …"."""
    return (
        count is not None
        and len(count.spans) > 1
        and any(
            other is not None
            and len(other.spans) == 1
            and (other.low, other.high) == (count.low, count.high)
            and 0 < count.spans[0].start - other.spans[0].start < TOGETHER
            for other in others
        )
    )
