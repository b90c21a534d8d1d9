"""With what: noun phrases for the means, alone or before an event noun ("drone strike")."""

from __future__ import annotations

from collections.abc import Iterator

from ..values import Chunk, Clause, Span
from .finding import Draft
from .nouns import head, is_weapon, nouns

WEAPON_FIRST = frozenset(
    "car truck roadside suicide ballistic cruise mortar improvised letter parcel pipe land "
    "surface-to-air anti-tank".split()
)


def gather(draft: Draft) -> tuple[Span, ...]:
    """Means named in the sentences of the happening, each once."""
    found: dict[str, Span] = {}
    for telling in draft.tellings:
        clause = telling.clause
        for chunk in weapons(clause, first=telling.segment[0], last=telling.segment[1]):
            span = clause.phrase(chunk)
            found.setdefault(span.text.lower(), span)
    return tuple(found.values())


def weapons(clause: Clause, *, first: int, last: int) -> Iterator[Chunk]:
    """Phrases for the means between token `first` and `last`."""
    if nouns().weapon.isdisjoint(clause.lowers):
        return
    for chunk in clause.chunks:
        if first <= chunk.first and chunk.last <= last and is_weapon(clause, chunk):
            yield chunk
        elif first <= chunk.first and chunk.last <= last:
            inner = weapon_inside(clause, chunk)
            if inner is not None:
                yield inner


def weapon_inside(clause: Clause, chunk: Chunk) -> Chunk | None:
    """A weapon that stands before an event noun: "drone" in "a drone strike", "rocket" in "rocket attack"."""
    if head(clause, chunk) not in nouns().happening:
        return None
    lexicon = nouns()
    for i in range(chunk.last - 2, chunk.first - 1, -1):
        word = clause.lowers[i]
        if word in lexicon.weapon and word not in lexicon.needs and clause.classes[i + 1] == "N":
            start = i
            while start > chunk.first and clause.lowers[start - 1] in WEAPON_FIRST:
                start -= 1
            return Chunk(start, i + 1)
    return None
