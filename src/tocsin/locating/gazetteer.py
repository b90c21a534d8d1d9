"""The gazetteer: one read-only file, mapped into memory, from a spelling to every place that bears it.

The file (`data/gazetteer/places.tgz1`, made by `tools/build_gazetteer.py`) has four parts behind a header:
the index by the first 16 bits of a key's fingerprint, the names (32 further bits and a place number, by
fingerprint, then by rank), the places (`RECORD`), and their names in UTF-8. Little-endian throughout.
Nothing is parsed on opening; a look-up reads a few dozen bytes, so threads and processes may share it.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..errors import DataError
from ..values import PlacePrecision
from .spelling import bare, fingerprint, key, loose

MAGIC = b"TOCSINGZ"
VERSION = 1
HEADER = struct.Struct("<8sHHIII")  # magic, version, countries, names, places, bytes of text
RECORD = struct.Struct("<iiIIIHBB")  # lat, lon in 1e-5 degrees, id, text, parent + 1, people, country, kind
NAME = struct.Struct("<I3s")  # further 32 bits of the fingerprint, place number
BUCKETS = 1 << 16
NOWHERE = -(1 << 31)  # latitude of a record without coordinates
POPULATION_STEPS = 2000  # stored as round(steps * log10(1 + people)) / steps: exact to 0.1 %
OWN_ID = 0xF0000000  # ids from here on are this project's own landmarks and airfields
BY_HAND = 16  # flag beside the kind: the name is this project's own choice of English spelling
CAPITAL = 32  # flag beside the kind: capital of its country
KINDS: tuple[str, ...] = ("site", "town", "district", "region", "country", "people", "nothing", "doubtful")
PRECISIONS: dict[str, PlacePrecision] = {
    "site": "site", "town": "town", "district": "district", "region": "region",
}  # fmt: skip
DEFAULT_FILE = Path(__file__).parent.parent / "data" / "gazetteer" / "places.tgz1"
CACHED_KEYS = 50_000


class Entry(NamedTuple):
    """One place of the gazetteer; a named tuple, since a name like San Antonio has hundreds.

    `country` is ISO 3166-1 alpha-3 or `None` (seas); `lat`, `lon` degrees WGS 84 or `None`; `parent` the
    number of the region it lies in; `population` people, 0 if unknown (for a region: of its towns together).
    `kind` may also be "people" (a word for a country's people), "nothing" (a group or paper with a place in
    its name) and "doubtful" (the word is more often no place).
    """

    number: int
    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    kind: str
    population: int
    parent: int | None
    by_hand: bool = False
    capital: bool = False

    @property
    def precision(self) -> PlacePrecision:
        """What the coordinates stand for."""
        return PRECISIONS.get(self.kind, "country")


class Ground(NamedTuple):
    """What a place has in common with others: its country, its region (itself, if it is one), its square."""

    country: str | None
    region: int | None
    square: int | None
    kind: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """All that one spelling may mean, sorted out once, since news repeats its names.

    `nation` is the country or the people that it speaks for; `places` those that may be meant, none for names
    of bodies and words for a people. `country` = a country bears it; `doubtful` = it is more often no place.
    `largest` and `largest_town` are the people of the largest place and town among the places, `regions` the
    numbers of the regions and districts among them, `same` how many different places they are.
    `weights` keeps what `choosing` reckons from the name alone, by the noun beside it; `grounds` are those of
    the places, once they were asked for.
    """

    nation: Entry | None
    places: tuple[Entry, ...]
    doubtful: bool
    country: bool
    largest: int
    largest_town: int
    regions: frozenset[int]
    same: int
    weights: dict[str, tuple[float, ...]] = field(default_factory=dict)
    grounds: list[Ground] = field(default_factory=list)


def name_of_all(words: str, found: tuple[Entry, ...]) -> Name:
    """The name with which `words` stand for the entries `found`."""
    kinds = {entry.kind for entry in found}
    nation = next((entry for entry in found if entry.kind in ("country", "people")), None)
    if nation is not None and (nation.country is None or found[0].kind == "nothing"):
        nation = None
    places: tuple[Entry, ...] = ()
    if "nothing" not in kinds and not ("people" in kinds and "country" not in kinds):
        places = tuple(entry for entry in found if entry.kind not in ("doubtful", "people"))
    return Name(
        nation=nation,
        places=places,
        doubtful="doubtful" in kinds or len(words) < 4,
        country="country" in kinds,
        largest=max((entry.population for entry in places), default=0),
        largest_town=max((entry.population for entry in places if entry.kind == "town"), default=0),
        regions=frozenset(entry.number for entry in places if entry.kind in ("region", "district")),
        same=len({entry.id for entry in places}),
    )


def id_of(number: int, name: str) -> str:
    """The id of a place by its number in the file: of GeoNames, or of our own, counted where names recur."""
    if number < OWN_ID:
        return f"geonames:{number}"
    again = number - OWN_ID
    return f"tocsin:{key(name).replace(' ', '-')}" + (f"-{again + 1}" if again else "")


class Gazetteer:
    """Look-ups in one gazetteer file; DataError if it is missing, damaged or of another version."""

    def __init__(self, path: Path = DEFAULT_FILE) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            magic, version, countries, names, places, text = HEADER.unpack_from(self._map)
        except (OSError, ValueError, struct.error) as error:
            raise DataError(f"no gazetteer at {path} ({error}): run tools/build_gazetteer.py") from error
        if magic != MAGIC or version != VERSION:
            raise DataError(f"{path} is not a gazetteer of version {VERSION}: run tools/build_gazetteer.py")
        start = HEADER.size
        codes = self._map[start : start + 3 * countries].decode("ascii")
        self._codes = (None, *(codes[i : i + 3] for i in range(0, len(codes), 3)))
        index_at = start + 3 * countries
        self._index = struct.unpack_from(f"<{BUCKETS + 1}I", self._map, index_at)
        self._names_at = index_at + 4 * (BUCKETS + 1)
        self._places_at = self._names_at + NAME.size * names
        self._text_at = self._places_at + RECORD.size * places
        if len(self._map) != self._text_at + text:
            raise DataError(f"{path} is cut off: run tools/build_gazetteer.py")
        self.places = places
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._names: dict[str, Name | None] = {}
        self._own: Mapping[str, tuple[Entry, ...]] = {}

    def beside(self, own: Mapping[str, tuple[Entry, ...]]) -> Gazetteer:
        """A gazetteer on the same file that also knows the places of `own`, by their folded keys."""
        other = copy(self)
        other._found, other._names, other._own = {}, {}, own
        return other

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Every place of that spelling, countries and regions first, then by population."""
        folded = key(name)
        found = self.look_up(folded)
        if not found and bare(folded) != folded:
            found = self.look_up(bare(folded))
        return tuple(entry for entry in found if entry.kind not in ("people", "nothing", "doubtful"))

    def similar(self, name: str) -> tuple[Entry, ...]:
        """Towns whose consonants are those of `name`: for transliterations, where the country is known."""
        found = loose(key(name))
        return self.look_up(found) if found else ()

    def name(self, words: str) -> Name | None:
        """What the words, as a report spells them, may mean; `None` where they are no name; cached."""
        try:
            return self._names[words]
        except KeyError:
            pass
        if len(self._names) >= CACHED_KEYS:
            self._names.clear()
        found = self.look_up(key(words))
        sure = len(found) > 1 or (found and found[0].kind != "doubtful")
        name = self._names[words] = name_of_all(words, found) if sure else None
        return name

    def look_up(self, folded: str) -> tuple[Entry, ...]:
        """All entries of a folded key (see `spelling.key`), pseudo-places included; cached."""
        known = self._found.get(folded)
        if known is not None:
            return known
        if len(self._found) >= CACHED_KEYS:
            self._found.clear()
        numbers = self._numbers(folded)
        known = tuple(map(self.entry, numbers)) if numbers else ()
        own = self._own.get(folded)
        if own:  # what a user gives a place to is no doubtful word
            known = (*(e for e in known if e.kind not in ("nothing", "doubtful")), *own)
        self._found[folded] = known
        return known

    def _numbers(self, folded: str) -> list[int]:
        mark = fingerprint(folded)
        bucket = mark[0] << 8 | mark[1]
        first, last = self._index[bucket], self._index[bucket + 1]
        if first == last:
            return []
        rest = mark[2:]
        start = self._names_at + first * NAME.size
        rows = self._map[start : start + (last - first) * NAME.size]
        if rest not in rows:
            return []
        return [
            int.from_bytes(rows[i + 4 : i + 7], "little")
            for i in range(0, len(rows), NAME.size)
            if rows[i : i + 4] == rest
        ]

    def entry(self, number: int) -> Entry:
        """The place of that number in the file."""
        lat, lon, own, text, parent, people, country, kind = RECORD.unpack_from(
            self._map, self._places_at + number * RECORD.size
        )
        at = self._text_at + text
        name = self._map[at + 1 : at + 1 + self._map[at]].decode()
        known = lat != NOWHERE
        return Entry(
            number,
            id_of(own, name),
            name,
            self._codes[country],
            lat / 1e5 if known else None,
            lon / 1e5 if known else None,
            KINDS[kind & 15],
            round(10 ** (people / POPULATION_STEPS)) - 1,
            parent - 1 if parent else None,
            bool(kind & BY_HAND),
            bool(kind & CAPITAL),
        )

    def country(self, code: str) -> Entry | None:
        """The country of an alpha-3 code, `None` if there is none."""
        return self._by_code("@" + code)

    def capital(self, code: str) -> Entry | None:
        """The capital of the country of an alpha-3 code."""
        return self._by_code("@@" + code)

    def _by_code(self, code: str) -> Entry | None:
        found = self.look_up(code)
        return found[0] if found else None


@cache
def default_gazetteer() -> Gazetteer:
    """The gazetteer that comes with Tocsin, opened once a process."""
    return Gazetteer()
