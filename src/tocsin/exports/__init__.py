"""Incidents to text, one file a format, found by its name: `find("csv").write(incidents, lookups=...)`.

Each format file has `write(incidents, *, lookups) -> Iterator[str]`: pieces of text to be written one
after the other in UTF-8, with the line ends as they are.
`record` is none of them: it writes what ONE report tells, in the form of `docs/record.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from ..errors import QueryError
from ..values import Actor, Incident


class Country(NamedTuple):
    """What an export says of a country: ISO 3166-1 numeric code, English name, region of the world."""

    numeric: int | None
    name: str
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """What a format may look up; every one is optional, what cannot be looked up stays empty.

    `crosswalk`: kind to ACLED's "Event type: Sub-event type". `countries`: by ISO alpha-3 code.
    `actors`: by actor id. `timestamp`: seconds since 1970 at which the export is made.
    """

    crosswalk: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    timestamp: int | None = None


class Format(Protocol):
    """A format file."""

    def write(self, incidents: Iterable[Incident], *, lookups: Lookups) -> Iterator[str]:
        """Pieces of text, in order."""
        ...


NO_FORMAT = frozenset({"__init__", "record"})


def names() -> tuple[str, ...]:
    """Names of all formats."""
    return tuple(sorted({path.stem for path in Path(__file__).parent.glob("*.py")} - NO_FORMAT))


def find(name: str) -> Format:
    """The format of that name; `QueryError` that lists them all if there is none."""
    if name not in names():
        raise QueryError(f"{name!r} is no format: there are {', '.join(names())}", option="format")
    return cast(Format, import_module(f".{name}", __package__))
