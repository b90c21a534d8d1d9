"""What is kept of each event so that it is found again by those that may tell of the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One event in a few numbers; days are proleptic ordinals (`date.toordinal`), `None` where unknown.

    `first` and `last` are the days on which it may have happened, `published` the day of its report.
    `country`: ISO alpha-3, where it is sure. `row` and `column`: half degrees of a precise place.
    `leading`: whether it is what a long report begins with.
    `clues` are words and figures that few events share, `deaths` names and numbers of the dead, as CRC-32.
    """

    event_id: str
    kind: str
    first: int | None
    last: int | None
    published: int | None
    country: str | None
    row: int | None
    column: int | None
    leading: bool
    clues: frozenset[int]
    deaths: frozenset[int]
