"""Whether two events of ONE report are told as two happenings, or may be one that was read twice."""

from __future__ import annotations

from .sketching import Sketch
from .words import words

# Kinds under which one happening is told in one report; others beside each other are meant as two.
ONE_HAPPENING = (
    frozenset(["shelling", "air_strike", "shootdown"]),
    frozenset(["armed_attack", "bombing", "shelling", "air_strike"]),
)


def told_apart(one: Sketch, other: Sketch) -> bool:
    """True where one report cannot mean the same happening by both."""
    if one.headline != other.headline and one.event.kind == other.event.kind:
        return False  # a headline only says what the text tells
    return (
        not one_sort(one, other)
        or one.event.told_as != other.event.told_as
        or one.event.stage != other.event.stage
        or (not one.event.aggregate and not other.event.aggregate and said_to_be_two(one, other))
        or differ(one, other)
    )


def one_sort(one: Sketch, other: Sketch) -> bool:
    """Whether one happening may be told under both kinds; "an attack" only where it leaves open how."""
    kinds = {one.event.kind, other.event.kind}
    if len(kinds) == 1:
        return True
    if any(kinds <= sorts for sorts in ONE_HAPPENING) and same_words(one, other):
        return True
    if "armed_attack" in kinds and not (one.generic or other.generic):
        return False
    return any(kinds <= sorts for sorts in ONE_HAPPENING)


def same_words(one: Sketch, other: Sketch) -> bool:
    """Whether both were read with the very same words of the report for what was hit."""
    return not {target.span for target in one.event.targets}.isdisjoint(t.span for t in other.event.targets)


def said_to_be_two(one: Sketch, other: Sketch) -> bool:
    """Whether the later sentence sets its event off by words: "another", "a second", "hours later"."""
    later = max(one, other, key=lambda sketch: sketch.event.trigger.start)
    return bool(later.told & words().another)


def differ(one: Sketch, other: Sketch) -> bool:
    """Whether place, day or the dead are told of both and are not the same."""
    a, b = one.event, other.event
    if one.place and other.place and one.place != other.place:
        return True
    if one.exact and other.exact and one.first != other.first:
        return True
    if one.people and other.people and one.people.isdisjoint(other.people):
        return True
    return a.killed is not None and b.killed is not None and a.killed.low != b.killed.low
