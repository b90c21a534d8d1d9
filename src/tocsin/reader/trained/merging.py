"""Two triggers that tell of one happening: "protests and rallies", "the blast, a suicide bombing"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ...values import Event, Period, Place, Span, Statement, Target
from .. import blaming

T = TypeVar("T", bound=Span | Target)


def merge(events: Sequence[Event], *, headline: int = 0) -> tuple[Event, ...]:
    """The events with those put together that tell of one happening, in text order.

    Of 4,129 annotated happenings only 1 in 70 shares kind, standing, day, place and sentence with another
    (2026-11-22). What a headline announces, up to the character `headline`, yields to what tells it.
    """
    kept: list[Event] = []
    for event in events:
        number = next(
            (
                n
                for n, other in enumerate(kept)
                if agree(other, event)
                or announces(other, event, headline=headline)
                or is_means_of(event, other)
            ),
            None,
        )
        if number is None:
            kept.append(event)
        elif kept[number].sentence.end <= headline < event.sentence.start:
            kept[number] = union(event, kept[number])
        else:
            kept[number] = named_by(event, kept[number])
    return tuple(sorted(kept, key=lambda event: event.trigger.start))


def agree(a: Event, b: Event) -> bool:
    """True when the two are of one kind and standing, and neither day nor place tells them apart.

    Recalled ones of different sentences must both name the day, and the same.
    """
    if (a.kind, a.stage, a.told_as, a.aggregate, a.scope) != (
        b.kind,
        b.stage,
        b.told_as,
        b.aggregate,
        b.scope,
    ):
        return False
    if not same_place(a.where, b.where):
        return False
    if a.when and a.when.span and b.when and b.when.span:
        return days(a.when) == days(b.when)
    return a.sentence == b.sentence or (a.told_as == "news" and named_alike(a.where, b.where))


# Kinds of which a headline may name one, and the first sentence another that is meant: an attack, an ambush.
VIOLENT = frozenset("armed_attack armed_clash bombing shelling air_strike".split())


def announces(a: Event, b: Event, *, headline: int) -> bool:
    """True when `a` is a headline's attack and `b` the attack that the sentence after it tells."""
    return (
        a.sentence.end <= headline
        and 0 < b.sentence.start - headline <= BREAK
        and {a.kind, b.kind} <= VIOLENT
        and (a.stage, a.scope, a.told_as, b.told_as) == (b.stage, b.scope, "news", "news")
        and same_place(a.where, b.where)
    )


def is_means_of(b: Event, a: Event) -> bool:
    """True where `b` says how `a`, told before it in the sentence, was done: "killed him with a car bomb".

    Of some 40 such pairs in the reports kept out 2 are annotated as two happenings (2026-11-23).
    """
    same = a.kind == b.kind
    if not (same or {a.kind, b.kind} <= VIOLENT) or a.sentence != b.sentence:
        return False
    between = b.sentence.text[a.trigger.end - b.sentence.start : b.trigger.start - b.sentence.start]
    close = MEANS.fullmatch(between) or (CLOSE if same else JOINED).fullmatch(between)
    return (a.stage, a.scope) == (b.stage, b.scope) and close is not None and OTHER.search(between) is None


LED = "against|at|by|during|in|near|on|under|with"
CLOSE = re.compile(r"(?: [\w-]+){0,2} ?")  # "a truck bomb exploded", "the bomb in Quetta explodes"
JOINED = re.compile(rf"(?: (?!(?:{LED})\b)[\w-]+){{0,2}} ?")
# The preposition that leads to the means; a name without an article is a place: "clashes in Basra rockets".
MEANS = re.compile(
    r".*\b(?:by|during|in|under|with)"
    rf"(?: (?:an?|the|its|his|her|their|two|three|several)\b(?: (?!(?:{LED})\b)[\w'’-]+){{0,6}}"
    rf"|(?: (?!(?:{LED})\b)[a-z0-9'’-]+){{0,4}}) "
)
OTHER = re.compile(
    r"[;:]|\b(?:and|after|against|amid|as|before|for|from|of the|over|that|to|when|which|while|who)\b", re.I
)
SPECIFIC = ("air_strike", "bombing", "shelling", "armed_clash", "armed_attack")  # what is kept of two kinds


def named_by(b: Event, a: Event) -> Event:
    """`a` with what only `b` tells, and the kind that says more of the two."""
    kind = a.kind if a.kind == b.kind else min(a.kind, b.kind, key=SPECIFIC.index)
    return replace(union(a, b), kind=kind)


BREAK = 3  # characters between a headline and the sentence after it


def named_alike(a: Place | None, b: Place | None) -> bool:
    """True where both name the same place, or one has none at all."""
    return a is None or b is None or (a.name is not None and a.name == b.name)


def days(when: Period | None) -> tuple[date | None, date | None]:
    """First and last day, `None` where open."""
    return (when.first, when.last) if when else (None, None)


def same_place(a: Place | None, b: Place | None) -> bool:
    """True for the same place, or where one is not told."""
    if a is None or b is None:
        return True
    return a.country == b.country and (a.name is None or b.name is None or a.name == b.name)


def union(a: Event, b: Event) -> Event:
    """The first with what only the second tells."""
    finer = a.where if b.where is None or (a.where and a.where.name) else b.where
    return replace(
        a,
        when=a.when if a.when and (a.when.span or b.when is None) else b.when,
        where=finer,
        by=accused(a.by, b.by),
        targets=both(a.targets, b.targets),
        weapons=both(a.weapons, b.weapons),
        sources=both(a.sources, b.sources),
        killed=a.killed or b.killed,
        injured=a.injured or b.injured,
        taken=a.taken or b.taken,
    )


def accused(a: tuple[Statement, ...], b: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """All doers of both, each once, and then as the text hedges most."""
    found = list(a)
    for statement in b:
        blaming.merge(found, statement)
    return tuple(found)


def both(a: tuple[T, ...], b: tuple[T, ...]) -> tuple[T, ...]:
    """All of the first, and those of the second that overlap none of them."""
    return (*a, *(x for x in b if not any(meets(words(x), words(y)) for y in a)))


def words(value: Span | Target) -> Span:
    """The words of a filler."""
    return value.span if isinstance(value, Target) else value


def meets(a: Span, b: Span) -> bool:
    """True for overlapping words, and for phrases with the same last word ("rockets", "three rockets")."""
    return (a.start < b.end and b.start < a.end) or last_word(a) == last_word(b)


def last_word(span: Span) -> str:
    """The last word, lower-case."""
    return span.text.lower().split()[-1]
