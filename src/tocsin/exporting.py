"""Incidents out of a ledger into a file or a stream, in any format of `exports`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from . import actors, exports, ontology
from .errors import TocsinError
from .exports import Country, Lookups
from .locating import default_gazetteer
from .values import Actor, Incident


def export(
    incidents: Iterable[Incident], *, to: str | None, output: Path | None = None, now: datetime
) -> Iterator[str]:
    """Pieces of text in the format `to`, else that of the suffix of `output`, else JSON Lines.

    With an `output` they go there and nothing is given back; the file is there whole or not at all.
    """
    suffix = output.suffix.lstrip(".").lower() if output else ""
    pieces = exports.find(to or suffix or "jsonl").write(
        incidents, lookups=lookups(timestamp=int(now.timestamp()))
    )
    if output is None:
        yield from pieces
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        part.replace(output)
    except OSError as error:
        raise TocsinError(f"{output}: cannot be written ({error.strerror}): name another file") from error


def lookups(*, timestamp: int | None = None) -> Lookups:
    """What the formats look up: codes of other schemes, names of countries, who the actors are."""
    codes = {kind.name: kind.crosswalk["acled"][0] for kind in ontology.load() if kind.crosswalk.get("acled")}
    known = known_actors()
    states = [actor.id for actor in known.values() if actor.sort == "state"]
    named = {code: entry.name for code in states if (entry := default_gazetteer().country(code))}
    countries = {code: Country(numeric=None, name=name) for code, name in named.items()}
    return Lookups(crosswalk=codes, countries=countries, actors=known, timestamp=timestamp)


def known_actors() -> dict[str, Actor]:
    """Every actor that the lexicon has a name for, by id."""
    found: dict[str, Actor] = {}
    for names in actors.lexicon().names.values():
        for name in names:
            found.setdefault(name.actor.id, name.actor)
    return found
