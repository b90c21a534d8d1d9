"""What people decided on incidents: values that are only ever added, and stand until they are undone.

A correction speaks of events, which never change, and not of incidents, which do: so it holds whatever is
read and folded later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Change = Literal["merge", "split", "reject", "accept", "edit", "undo"]
JOINS = "joins"  # field of an accept that is on what an incident is held against, and not on its values
FIELDS = ("headline", "kind", "when", "where", "killed", "injured", "taken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision of a person.

    merge: all events named are one incident. split: `event_ids` are another incident than `other_ids`.
    reject: `event_ids` are no events. accept: right as it stands; or apart from `other_ids`,
    or, where `field` is `JOINS`, from whatever it is held against.
    edit: `field` of the incident that holds the first of `event_ids` is `value`, as JSON.
    undo takes an earlier one back and names nothing.
    """

    act: Change
    event_ids: tuple[str, ...] = ()
    other_ids: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    note: str = ""


class Kept(NamedTuple):
    """A correction as the ledger keeps it: number, who and when (ISO 8601), what it undoes, if it stands."""

    number: int
    who: str
    at: str
    correction: Correction
    undoes: int | None
    stands: bool


def weighed(kept: Iterable[tuple[int, str, str, Correction, int | None]]) -> tuple[Kept, ...]:
    """The corrections with whether each stands, oldest first; an undo that is undone undoes nothing."""
    undone: set[int] = set()
    found = []
    for number, who, at, correction, undoes in sorted(kept, key=lambda one: -one[0]):
        stands = number not in undone
        if stands and undoes is not None:
            undone.add(undoes)
        found.append(Kept(number, who, at, correction, undoes, stands))
    return tuple(reversed(found))


def standing(kept: Sequence[Kept]) -> tuple[Correction, ...]:
    """The corrections that count, oldest first."""
    return tuple(one.correction for one in kept if one.stands and one.correction.act != "undo")
