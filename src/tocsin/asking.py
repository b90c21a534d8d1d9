"""What the options of a command mean: which incidents, which country, whether all is sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import actors, pipeline
from .errors import LedgerError, QueryError
from .ledger import Ledger
from .querying import country_code, differences, read_query
from .values import Incident

if TYPE_CHECKING:
    from .locating import Gazetteer

FILTERS = ("since", "until", "place", "country", "kinds", "actor", "status", "text", "box")


def chosen(book: Ledger, options: Mapping[str, Any], *, say: Callable[[str], None]) -> Iterator[Incident]:
    """Incidents that fit the options of a command; where none does, that is said."""
    asked = {name: options[name] or "" for name in FILTERS} | {"recalled": str(options["recalled"])}
    found = book.incidents(read_query(asked | {"kinds": ",".join(options["kinds"] or ())}))
    first = next(found, None)
    if first is None:
        return say(f"Nothing fits; the ledger holds {book.counts()['incidents']:,} incidents.")
    yield first
    yield from found


def wrong(book: Ledger, *, path: str) -> Iterator[str]:
    """A line for all that is wrong with a ledger, and then `LedgerError`; nothing if it is sound."""
    found = differences(book)
    yield from (f"{line}\n" for line in found)
    if found:
        raise LedgerError(f"{len(found):,} differences: restore a copy, or read the reports anew", path=path)


def fresh(path: str | None) -> str | None:
    """The path for a new file, `QueryError` if there is one already."""
    if path and Path(path).exists():
        raise QueryError(
            "that file exists, and made-up news must not mix with yours: name a new one", option="ledger"
        )
    return path


def own_places(path: Path | None) -> Gazetteer | None:
    """The gazetteer with the places of a CSV file beside it, `None` where no file is named."""
    from .locating import default_gazetteer, with_places

    return with_places(path, gazetteer=default_gazetteer()) if path else None


def own_actors(path: Path | None) -> actors.Identify:
    """Who a name stands for, with the actors of a CSV file beside the known ones."""
    return actors.knowing(actors.read_table(path) if path else None)


def know(book: Ledger, path: Path | None, *, now: datetime) -> actors.Identify:
    """As `own_actors`, once the ledger keeps the table; without a file, with the table that it has.

    Where the table is another than before, all events are folded anew.
    """
    if path and book.know(actors.read_table(path)):
        pipeline.fold(book, now=now)
    return actors.knowing(book.own_actors())


def publisher_country(words: str | None) -> str | None:
    """ISO alpha-3 code of a country's code or name; `QueryError` if there is no such country."""
    from .locating import default_gazetteer

    if not words or not words.strip():
        return None
    code = country_code(words.strip()).upper()
    if default_gazetteer().country(code) is None:
        raise QueryError(f"{words!r} is no country such as IRQ or Iraq", option="publisher-country")
    return code
