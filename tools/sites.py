"""Facilities for the gazetteer: those listed by hand, and the airports of the packaged list."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LIST = Path(__file__).parent.parent / "src" / "tocsin" / "data" / "lexicons" / "places_sites.toml"
QUARTERS = "quarters"  # the one list whose places are districts and not sites
# With these in front a name of a base or a prison is whole: "Fort Drum", "RAF Marham".
WHOLE = ("Camp ", "Fort ", "Joint Base ", "Marine Corps ", "Naval ", "NAS ", "RAF ", "RAAF ", "HMP ", "HMNB ")
AIRPORT = re.compile(r"\s+(International\s+)?(Airport|Intl)$", re.I)
BASE = re.compile(r"\s*\b(southeast|southwest|west|east)?\s*(AB|AAF|Air Base|Airbase|AFB)$", re.I)
MILITARY = re.compile(r"\b(air base|airbase|army|air force|airfield|military|aaf|ab|afb)\b", re.I)
TOO_PLAIN = frozenset(
    "city county municipal regional national central downtown north south east west new old".split()
)


@dataclass(slots=True)
class Site:
    """A facility or a quarter; `names` are all its spellings, `by_hand`: it is from our own list."""

    name: str
    country: str | None
    lat: float
    lon: float
    kind: str = "site"
    names: set[str] = field(default_factory=set)
    by_hand: bool = False


def listed() -> Iterator[Site]:
    """The sites of our own list, with the nouns that their names are given with."""
    for title, lines in tomllib.loads(LIST.read_text("utf-8")).items():
        first, *rest = lines.strip().splitlines()
        forms = [form.strip() for form in first.split(";")]
        for line in rest:
            stem, where, *others = (part.strip() for part in line.split(";"))
            code, lat, lon = where.split()
            country = None if code == "-" else code
            whole = WHOLE if title != "airports" else ()
            names = [name for other in (stem, *others) for name in spelled(other, forms, whole=whole)]
            kind = "district" if title == QUARTERS else "site"
            yield Site(names[0], country, float(lat), float(lon), kind, set(names), by_hand=True)


def spelled(stem: str, forms: list[str], *, whole: tuple[str, ...]) -> Iterator[str]:
    """A name with each of the nouns: "Evin Prison", "Evin jail"; one behind "=" as it is.

    One that begins with one of `whole` is a name without them, too.
    """
    if stem.startswith("="):
        yield stem[1:]
        return
    if stem.startswith(whole):
        yield stem
    for form in forms:
        yield form.replace("~", stem)


def airports(codes: dict[str, str]) -> Iterator[Site]:
    """The military airfields of the packaged list, and its airports with scheduled flights (an IATA code).

    `codes` gives the alpha-3 code for each alpha-2.
    """
    import airportsdata

    fields = [f for f in airportsdata.load("ICAO").values() if f["country"] in codes]
    of_city: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in fields:
        if one["iata"] and AIRPORT.search(one["name"]):
            of_city[one["city"], one["country"]].append(one)
    for one in fields:
        name, city, country = one["name"], one["city"], codes[one["country"]]
        if len(name.split()) < 2 or any(ch in name for ch in "()/") or "AAF" in name:
            continue
        if MILITARY.search(name) and "International" not in name:
            stem = BASE.sub("", name)
            names = {name, f"{stem} Air Base", f"{stem} Airbase"}
        elif one["iata"] and AIRPORT.search(name):
            names = called(name, city)
            same = of_city[one["city"], one["country"]]
            large = [f for f in same if "International" in f["name"]]
            if city and (large or same) == [one]:
                names |= {f"{city} Airport", f"{city} International Airport"}
        else:
            continue
        yield Site(name, country, one["lat"], one["lon"], names=names)


def called(name: str, city: str) -> set[str]:
    """What an airport is called: without "International", and without its city before its own name."""
    stem = AIRPORT.sub("", name)
    names = {name, f"{stem} Airport"}
    rest = stem.removeprefix(city).lstrip(" -–") if city else ""
    if rest and rest != stem and TOO_PLAIN.isdisjoint(rest.lower().split()) and len(rest) > 3:
        names |= {f"{rest} Airport", f"{rest} International Airport"}
    return names
