"""`Filter`: which incidents to list; the same one for every listing, export and page."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import get_args

from ..errors import QueryError
from ..values import Status

STATUSES: tuple[str, ...] = get_args(Status)
YES, NO = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a listing shows: every field given must fit; a filter without fields shows everything.

    `since` and `until` are days, both included, compared with the days of the incident: it is shown where
    the two overlap; one end unknown counts as the other, and an incident without any day is not shown.
    `country` is ISO 3166-1 alpha-3; `place` the whole name, without regard to case and accents.
    `kinds`: any of them. `actor` is an actor's id or whole name. `status` is the status of the incident,
    or, where an actor is given, of that actor in it. `source` is the whole name of an outlet.
    `text`: each of its words begins a word in the headline, the sentences that tell the incident, or its
    names.
    `box` is (south, west, north, east) in degrees; west > east crosses the 180th meridian.
    `recalled=False` leaves out incidents that no report tells as news.
    A value that means nothing is a `QueryError`.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    place: str | None = None
    kinds: tuple[str, ...] = ()
    actor: str | None = None
    status: str | None = None
    source: str | None = None
    text: str | None = None
    box: tuple[float, ...] | None = None
    recalled: bool = True

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"{self.since} is after {self.until}: swap the two days", option="since")
        if self.country is not None and not re.fullmatch("[A-Z]{3}", self.country):
            raise QueryError(f"{self.country!r} is no ISO alpha-3 code such as IRQ", option="country")
        if self.status is not None and self.status not in STATUSES:
            raise QueryError(f"{self.status!r} is none of {', '.join(STATUSES)}", option="status")
        for name in ("place", "actor", "source", "text"):
            value = getattr(self, name)
            if value is not None and not value.strip():
                raise QueryError("is empty: give words, or leave it out", option=name)
        for kind in self.kinds:
            if not re.fullmatch("[a-z][a-z0-9_]*", kind):
                raise QueryError(f"{kind!r} is no kind of event such as shelling", option="kinds")
        if self.box is not None:
            _check_box(self.box)


def read_filter(options: Mapping[str, str]) -> Filter:
    """Filter from words, as a command line or a URL gives them; empty ones count as not given.

    Days are ISO, `kinds` has commas between the kinds, `box` between four numbers, `recalled` is yes or no.

    >>> read_filter({"since": "2020-01-01", "country": "irq", "kinds": "shelling,bombing"}).kinds
    ('shelling', 'bombing')
    """
    names = [field.name for field in fields(Filter)]
    for option in options:
        if option not in names:
            raise QueryError(f"is no filter; there are {', '.join(names)}", option=option)
    given = {name: words.strip() for name, words in options.items() if words.strip()}
    country, kinds, box = given.get("country"), given.get("kinds", ""), given.get("box")
    return Filter(
        since=_read_day("since", given.get("since")),
        until=_read_day("until", given.get("until")),
        country=country.upper() if country else None,
        place=given.get("place"),
        kinds=tuple(kind.strip() for kind in kinds.split(",") if kind.strip()),
        actor=given.get("actor"),
        status=given.get("status"),
        source=given.get("source"),
        text=given.get("text"),
        box=_read_box(box) if box else None,
        recalled=_read_yes(given.get("recalled", "yes")),
    )


def _check_box(box: tuple[float, ...]) -> None:
    if len(box) != 4 or not all(math.isfinite(edge) for edge in box):
        raise QueryError("needs four numbers: south, west, north, east", option="box")
    south, west, north, east = box
    if not -90 <= south <= north <= 90:
        raise QueryError(f"latitudes {south} to {north} do not rise within -90 to 90", option="box")
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise QueryError(f"longitudes {west} and {east} are not within -180 to 180", option="box")


def _read_day(option: str, words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise QueryError(f"{words!r} is no day such as 2020-01-26", option=option) from None


def _read_box(words: str) -> tuple[float, ...]:
    try:
        return tuple(float(edge) for edge in words.split(","))
    except ValueError:
        raise QueryError(f"{words!r} is not four numbers: south,west,north,east", option="box") from None


def _read_yes(words: str) -> bool:
    if words.lower() not in YES | NO:
        raise QueryError(f"{words!r} is neither yes nor no", option="recalled")
    return words.lower() in YES
