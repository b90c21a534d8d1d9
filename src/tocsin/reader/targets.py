"""Whom or what it hit: noun phrases that the grammar around the trigger words makes the targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..values import Chunk, Clause, Effect, Target
from .finding import Draft
from .nouns import head, is_name, is_weapon, nouns, sort_of
from .tolls import ARTICLES, Toll, is_passive, listed, listed_back, patient

# Prepositions after a noun that tells of an attack, before what was hit.
ON = frozenset("on against at targeting upon toward towards".split())
# The same after a verb ("fired at", "broke into").
VERB_ON = ON | frozenset("into inside over".split())
OF_TARGET = frozenset(
    "killing killings murder assassination kidnapping abduction bombing storming siege shelling "
    "shooting arrest arrests capture seizure massacre execution rape burning bombardment occupation "
    "hijacking destruction beheading invasion".split()
)
PROTESTED = frozenset("against over".split())
VENUE = frozenset("at in inside".split())
TOO_WIDE = frozenset(
    "city town village region province district area areas capital territory state country street "
    "streets border neighbourhood neighborhood island hill valley towns villages cities regions "
    "provinces areas mountain".split()
)
DAMAGED = frozenset("damage damages damaged damaging ablaze burn burned burnt burning torched".split())
DESTROYED = frozenset(
    "destroy destroys destroyed destroying levelled leveled demolished gutted razed sank sunk downed "
    "shot-down flattened".split()
)
GENERIC = frozenset(
    "people persons person others dead injured wounded one two three four five six seven eight nine "
    "ten dozens hundreds scores".split()
)


def gather(draft: Draft, counted: Sequence[Toll]) -> tuple[Target, ...]:
    """What or who was hit, from the grammar of the tellings and from who was killed, injured or taken."""
    found: dict[int, Target] = {}
    for telling in draft.tellings:
        for chunk in [*targets(telling), *venues(telling)]:
            aim = target(telling.clause, chunk)
            if aim is not None and not any(meets(aim, other) for other in found.values()):
                found[aim.span.start] = aim
    for toll in counted:
        for chunk in toll.people:
            aim = target(toll.clause, chunk)
            if aim is None or any(meets(aim, other) for other in found.values()):
                continue
            if is_generic(aim) and found:
                continue
            found[aim.span.start] = aim
    people = [start for start, other in found.items() if other.sort == "people"]
    if len(people) > 1:
        for start in people:
            if is_generic(found[start]) and sum(s in found for s in people) > 1:
                del found[start]
    return tuple(found[start] for start in sorted(found))


def targets(draft: Draft) -> Iterator[Chunk]:
    """Phrases of what or who was hit, by the grammar of the trigger."""
    clause, last = draft.clause, draft.last
    if draft.kind in ("armed_clash", "agreement"):
        return
    if draft.kind == "protest":
        yield from causes(clause, draft.last)
        return
    if draft.trigger.pos == "verb":
        yield from verb_targets(draft)
        return
    lowers = clause.lowers
    if last < len(lowers) and lowers[last] == "of" and lowers[last - 1] in OF_TARGET:
        after = clause.after(last + 1)
        if after is not None:
            yield from listed(clause, after)
        return
    after = aimed_at(clause, last)
    if after is not None:
        yield from listed(clause, after)
        return
    for i in range(last, min(last + 8, len(lowers))):
        if lowers[i] in ON:
            after = clause.after(i + 1, reach=1)
            if after is not None and head(clause, after) in nouns().happening:  # "on Sunday against ..."
                continue
            if after is not None:
                yield from listed(clause, after)
            return
        if clause.classes[i] in "VAR" or lowers[i] in ".;:":
            return


# What is said of an attack before whom it hit: "the strikes were aimed at the militia".
AIMED = frozenset("aimed directed targeted".split())


def aimed_at(clause: Clause, last: int) -> Chunk | None:
    """X in "the strikes were targeted at X" and "the strikes targeted X"; `last` is behind the noun."""
    i = last
    while i < len(clause.lowers) and clause.classes[i] in "AB":
        i += 1
    if clause.lowers[i : i + 1] and clause.lowers[i] in AIMED and clause.classes[i] == "V":
        if is_passive(clause, i) or clause.lowers[i] != "targeted":
            return clause.after(i + 2, reach=0) if clause.lowers[i + 1 : i + 2] in AT else None
        return clause.after(i + 1, reach=0)
    return None


AT = (("at",), ("against",))


def verb_targets(draft: Draft) -> Iterator[Chunk]:
    """Object of an active verb, subject of a passive one."""
    clause, first, last = draft.clause, draft.first, draft.last
    if is_passive(clause, first):
        before = patient(clause, first)
        if before is not None:
            yield from listed_back(clause, before)
        if clause.lowers[first : last + 1] == ("targeted", "at"):  # "depots were targeted at the air base"
            after = clause.after(last + 1, reach=0)
            if after is not None:
                yield from listed(clause, after)
        return
    i = last
    while i < len(clause.lowers) and (
        clause.classes[i] == "B" or (clause.lowers[i] in VERB_ON and clause.classes[i] != "D")
    ):
        i += 1
    after = clause.after(i, reach=0)
    if after is not None:
        yield from listed(clause, after)


def causes(clause: Clause, first: int) -> Iterator[Chunk]:
    """Whom or what a protest addresses: after "against", "over", "protest" or "demand"."""
    lowers = clause.lowers
    for i in range(first, min(first + 16, len(lowers))):
        if lowers[i] in PROTESTED or (
            lowers[i].startswith(("protest", "denounc", "demand", "condemn")) and clause.classes[i] == "V"
        ):
            after = clause.after(i + 1, reach=0)
            if after is not None:
                yield from listed(clause, after)
                return


def venues(draft: Draft) -> Iterator[Chunk]:
    """Sites that an attack struck by being at or in them: "a suicide bombing at a bus station"."""
    clause, last, sites = draft.clause, draft.last, nouns().site
    for chunk in clause.chunks:
        if last <= chunk.first <= last + 14 and clause.lowers[chunk.first - 1] in VENUE:
            noun = head(clause, chunk)
            if noun in sites and noun not in TOO_WIDE and not is_name(clause, chunk):
                yield chunk


def target(clause: Clause, chunk: Chunk) -> Target | None:
    """The phrase as a target, None for a happening or a pronoun-like word."""
    sort = sort_of(clause, chunk)
    if sort is None or is_weapon(clause, chunk):
        return None
    if sort == "other" and is_name(clause, chunk):
        sort = "people"
    span = clause.phrase(chunk)
    if clause.lowers[chunk.first] in ("no", "that", "those") or (
        clause.classes[chunk.first : chunk.last].strip("D") == ""
        and chunk.last - chunk.first == 1
        and clause.lowers[chunk.first] in ARTICLES
    ):
        return None
    if clause.lowers[chunk.first : chunk.last][:2] == ("the", "number") or span.text.lower() in EMPTY:
        return None
    return Target(span=span, sort=sort, effect=effect(clause) if sort in ("site", "vehicle") else None)


def effect(clause: Clause) -> Effect | None:
    """destroyed or damaged where the sentence says so of things."""
    if not DESTROYED.isdisjoint(clause.lowers):
        return "destroyed"
    lowers = clause.lowers
    alight = any(pair in ON_FIRE for pair in pairwise(lowers))
    return "damaged" if alight or not DAMAGED.isdisjoint(lowers) else None


EMPTY = frozenset(
    "others them it him more some nobody nothing anything anyone someone something those none "
    "everybody several most".split()
)
ON_FIRE = frozenset((("set", "fire"), ("on", "fire"), ("caught", "fire")))


def is_generic(target: Target) -> bool:
    """True for a bare count of people ("at least 40 people", "14")."""
    last = target.span.text.lower().split()[-1]
    return last in GENERIC or last[0].isdigit()


def meets(one: Target, other: Target) -> bool:
    """True when two targets share characters or words."""
    if one.span.start < other.span.end and other.span.start < one.span.end:
        return True
    return bare(one) == bare(other)


def bare(target: Target) -> str:
    """The words of a target without its article, in lower case."""
    words = target.span.text.lower()
    return words.split(" ", 1)[-1] if words.startswith(("the ", "a ", "an ")) else words
