"""The names on the desk's schematic map, from our own gazetteer: towns by size, sites, countries, regions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from tocsin.locating import Entry, Gazetteer, default_gazetteer

FIRST_ZOOM, LAST_ZOOM = 3, 9
CELLS = 6  # squares across a tile of 512 pixels: 85 pixels for a name; the map leaves out what overlaps
LEAST_PEOPLE = 2000  # smaller towns are left out; 0 is unknown: mostly the seat of a district, which stays
LEAST_AT = {3: 300_000, 4: 100_000, 5: 30_000, 6: 8_000}  # people, for a name that far out
KNOWN = 3  # a name that was spelled by hand counts as so many times its people: those are the news' own towns
QUARTERS = {
    "Al Mawsil al Jadidah",
    "Al Basrah al Qadimah",
}  # parts that GeoNames gives the whole city's people
SITE_ZOOM = 9  # camps, air bases and quarters, which only a close view has room for
Row = tuple[float, float, str, str, int, int]  # lon, lat, name, kind, first zoom, rank (the least goes first)


def cell(entry: Entry, *, zoom: int) -> tuple[int, int]:
    """The square of the Mercator map that the entry lies in at a zoom."""
    assert entry.lat is not None and entry.lon is not None
    wide = CELLS * 2**zoom
    bounded = math.radians(max(-85.0, min(85.0, entry.lat)))
    down = (1 - math.asinh(math.tan(bounded)) / math.pi) / 2
    return int((entry.lon + 180) / 360 * wide), int(down * wide)


def people(town: Entry) -> int:
    """How large a town counts as, for its place on the map."""
    return 0 if town.name in QUARTERS else town.population * (KNOWN if town.by_hand else 1)


def zooms(towns: Iterable[Entry]) -> Iterator[tuple[Entry, int]]:
    """Each town, the largest first, with the zoom from which it is the largest of its square."""
    taken: dict[int, set[tuple[int, int]]] = {zoom: set() for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1)}
    for town in sorted(towns, key=lambda entry: (not entry.capital, -people(entry), entry.number)):
        from_zoom = LAST_ZOOM + 1
        for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1):
            square = cell(town, zoom=zoom)
            enough = town.capital or people(town) >= LEAST_AT.get(zoom, 0)
            if enough and square not in taken[zoom]:
                from_zoom = min(from_zoom, zoom)
                taken[zoom].add(square)
        yield town, from_zoom


def short(name: str) -> str:
    """The name without what stands behind a comma (`Tahrir Square, Baghdad`): the map shows where it is."""
    return name.split(",")[0]


def rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """The points of the map with their names, each place once."""
    placed = [entry for entry in entries if entry.lat is not None and entry.lon is not None]
    towns = [e for e in placed if e.kind == "town" and not 0 < e.population < LEAST_PEOPLE]
    seen = set()
    for town, zoom in zooms(towns):
        assert town.lat is not None and town.lon is not None
        seen.add((short(town.name), round(town.lat, 1), round(town.lon, 1)))
        kind = "capital" if town.capital else "town"
        rank = -round(100 * math.log10(1 + people(town))) - (1000 if town.capital else 0)
        yield round(town.lon, 4), round(town.lat, 4), short(town.name), kind, zoom, rank
    for entry in placed:
        assert entry.lat is not None and entry.lon is not None
        near = (short(entry.name), round(entry.lat, 1), round(entry.lon, 1))
        if near not in seen and (entry.kind == "site" or (entry.kind == "district" and entry.by_hand)):
            seen.add(near)
            yield round(entry.lon, 4), round(entry.lat, 4), short(entry.name), entry.kind, SITE_ZOOM, 0


def names(gazetteer: Gazetteer | None = None) -> dict[str, object]:
    """What build_map.mjs reads: `places` (rows), `countries` by alpha-3, `regions` by GeoNames number."""
    gazetteer = gazetteer or default_gazetteer()
    entries = [gazetteer.entry(number) for number in range(gazetteer.places)]
    return {
        "places": list(rows(entries)),
        "countries": {e.country: e.name for e in reversed(entries) if e.kind == "country" and e.country},
        "regions": {
            e.id.removeprefix("geonames:"): e.name
            for e in entries
            if e.kind == "region" and e.id.startswith("geonames:")
        },
    }
