"""A user's own places: a CSV file beside the gazetteer, looked up and weighed with its places.

The header names the columns: `name`, `country` (ISO 3166-1 alpha-3), `lat`, `lon`, and if wanted `precision`
(site, town, district, region; site where empty), `population` and `aliases` (separated by bars).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .. import own_tables
from ..own_tables import Cells, fail
from .gazetteer import PRECISIONS, Entry, Gazetteer
from .spelling import key

NEEDED = ("name", "country", "lat", "lon")
OTHERS = ("precision", "population", "aliases")


def with_places(path: Path, *, gazetteer: Gazetteer) -> Gazetteer:
    """A gazetteer that also knows the places of a CSV file; `InputError` with the line that is wrong."""
    own: dict[str, list[Entry]] = {}
    for number, (entry, aliases) in enumerate(rows(path, gazetteer=gazetteer), gazetteer.places):
        for folded in {key(name) for name in (entry.name, *aliases)}:
            own.setdefault(folded, []).append(entry._replace(number=number))
    return gazetteer.beside({folded: tuple(entries) for folded, entries in own.items()})


def rows(path: Path, *, gazetteer: Gazetteer) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """The place and the other names of each row."""
    text = own_tables.read(path)
    for cells, here in own_tables.rows(text, origin=str(path), needed=NEEDED, others=OTHERS):
        yield place(cells, origin=here, gazetteer=gazetteer)


def place(cells: Cells, *, origin: str, gazetteer: Gazetteer) -> tuple[Entry, tuple[str, ...]]:
    """One row as an entry of the gazetteer, with its other names."""
    name, country = cells["name"], cells["country"].upper()
    if not key(name):
        fail("name is empty", origin=origin)
    if gazetteer.country(country) is None:
        fail(f"country is {cells['country']!r}, and no ISO 3166-1 alpha-3 code such as IRQ", origin=origin)
    precision = cells.get("precision") or "site"
    if precision not in PRECISIONS:
        fail(f"precision is {precision!r}, and not one of {', '.join(PRECISIONS)}", origin=origin)
    population = cells.get("population") or "0"
    if not population.isascii() or not population.isdecimal():
        fail(f"population is {population!r}, and no whole number", origin=origin)
    entry = Entry(
        number=0,
        id=f"own:{key(name).replace(' ', '-')}",
        name=name,
        country=country,
        lat=degrees(cells, "lat", limit=90, origin=origin),
        lon=degrees(cells, "lon", limit=180, origin=origin),
        kind=precision,
        population=int(population),
        parent=None,
        by_hand=True,
    )
    aliases = (alias.strip() for alias in cells.get("aliases", "").split("|"))
    return entry, tuple(alias for alias in aliases if key(alias))


def degrees(cells: Cells, column: str, *, limit: int, origin: str) -> float:
    """The degrees in a cell."""
    try:
        value = float(cells[column])
    except ValueError:
        fail(f"{column} is {cells[column]!r}, and no number of degrees", origin=origin)
    if not -limit <= value <= limit:
        fail(f"{column} is {value}, and not between -{limit} and {limit}", origin=origin)
    return value
