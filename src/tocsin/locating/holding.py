"""Which place lies in which other, and how far apart two are."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .gazetteer import Entry

TOWN_KM = 25.0  # a town holds the quarters and villages this near to it
WIDE_KM = 250.0  # a hand-written region holds what is this near to its middle
FAR_DEGREES = 10  # of latitude: farther than any bound on kilometres here


def holds(larger: Sequence[Entry], entry: Entry) -> bool:
    """True if one of the larger places is the country, the region or the town of the entry."""
    return any(outer.number != entry.number and inside(entry, outer) for outer in larger)


def inside(entry: Entry, outer: Entry) -> bool:
    """True if `outer` holds `entry`."""
    if outer.country is None or outer.country != entry.country or entry.kind == "country":
        return False
    if outer.kind == "country" or (outer.kind in ("region", "district") and outer.number == entry.parent):
        return True
    if outer.kind == "region" and outer.by_hand:
        return km(outer, entry) < WIDE_KM
    return outer.kind == "town" and outer.population > 5 * entry.population and km(outer, entry) < TOWN_KM


def km(a: Entry, b: Entry) -> float:
    """Great-circle kilometres, infinite where one has no coordinates."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return math.inf
    if abs(a.lat - b.lat) > FAR_DEGREES:
        return math.inf
    p, q = math.radians(a.lat), math.radians(b.lat)
    east = math.sin(math.radians(b.lon - a.lon) / 2)
    chord = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * east * east
    return 12742 * math.asin(math.sqrt(min(1.0, chord)))
