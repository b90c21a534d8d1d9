"""What the rules reader knows better of a happening that both readers found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...values import Event, Span, Statement

# Kinds that somebody may claim.
DEEDS = frozenset(
    "armed_attack armed_clash bombing shelling air_strike storming abduction hijacking shootdown sabotage "
    "capture raid".split()
)


def second(events: Iterable[Event], told: Sequence[Event]) -> tuple[Event, ...]:
    """The events beside what the rules `told`: who accuses is no doer, one death, and what nobody claims."""
    found = [one_death(no_accuser(event, told), told) for event in events]
    for other in told:
        if other.unclaimed is None or any(owns(statement) for statement in other.by):
            continue
        if (n := whose(other, found)) is not None:
            found[n] = replace(found[n], unclaimed=other.unclaimed)
    return tuple(found)


def overlap(a: Span, b: Span) -> bool:
    """True where the two share characters."""
    return a.start < b.end and b.start < a.end


def same(event: Event, told: Iterable[Event]) -> Event | None:
    """What the rules tell with the same trigger words, if anything."""
    return next((other for other in told if overlap(other.trigger, event.trigger)), None)


def no_accuser(event: Event, told: Iterable[Event]) -> Event:
    """The event without doers who only accuse, as the rules know ("blamed on the Front by the army")."""
    other = same(event, told)
    if other is None:
        return event
    accusers = [s.says for s in other.by if s.says is not None]
    doers = [s.actor for s in other.by]
    kept = tuple(
        s
        for s in event.by
        if any(overlap(s.actor, d) for d in doers) or not any(overlap(s.actor, a) for a in accusers)
    )
    return replace(event, by=kept)


def one_death(event: Event, told: Iterable[Event]) -> Event:
    """The event with the one death that a verb alone tells ("killing a contractor")."""
    other = same(event, told)
    if event.killed or other is None or other.kind != event.kind or other.killed is None:
        return event
    one = (other.killed.low, other.killed.high) == (1, 1)
    return replace(event, killed=other.killed) if one else event


def whose(other: Event, events: Sequence[Event]) -> int | None:
    """Number of the event that nobody claims: of the same trigger words, else the nearest deed told alike.

    What somebody claims is left out, and a series; and farther off, what somebody is named for.
    """
    near = []
    for n, event in enumerate(events):
        words = overlap(event.trigger, other.trigger)
        spoken = any(s.stance == "claimed" or (owns(s) and not words) for s in event.by)
        if event.kind in DEEDS and not event.aggregate and not spoken:
            far = abs(event.trigger.start - other.trigger.start)
            near.append((not words, event.told_as != other.told_as, far, n))
    return min(near)[-1] if near else None


def owns(statement: Statement) -> bool:
    """True for a doer who is named as such, if only as far as we can tell."""
    return statement.doubtful or statement.stance == "stated"
