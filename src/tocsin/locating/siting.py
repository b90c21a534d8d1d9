"""The town that a facility is told by: a record names a building only where nothing else is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .gazetteer import Entry, Gazetteer
from .holding import km
from .mentions import Mention
from .naming import written

TOWN_WORDS = 3  # of a facility's name that may be its town's: "Khan Yunis hospital"
NAMED_KM = 45.0  # from a facility to the town that it is named after: most airports are nearer
TOLD_KM = 18.0  # from a facility to the town that the report names as well; Camp Taji is not Baghdad


def town_of(site: Mention, *, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[str, Entry] | None:
    """The town that a facility's own words name, else the one of the report that it lies in, and its name.

    `mentions` are those of the report that were accepted; one of the same sentence comes first.
    """
    best = site.best
    if best is None or best.kind != "site":
        return None
    for words in ends(site.words.replace("\u2013", " ").split()):
        name = gazetteer.name(words)
        for town in name.places if name else ():
            if town.kind in ("town", "district") and near(best, town, most_km=NAMED_KM):
                return called(words, town, loud=site.loud), town
    told = [m for m in mentions if m.best and m.best.kind == "town" and near(best, m.best, most_km=TOLD_KM)]
    if not told:
        return None
    nearest = min(told, key=lambda m: (m.sentence != site.sentence, away(m, best), m.start))
    assert nearest.best is not None
    return called(nearest.words, nearest.best, loud=nearest.loud), nearest.best


def ends(words: Sequence[str]) -> Iterator[str]:
    """The first words of a name and the last ones, without the whole, longest first."""
    for count in range(min(len(words) - 1, TOWN_WORDS), 0, -1):
        yield " ".join(words[:count])
        yield " ".join(words[-count:])


def near(site: Entry, town: Entry, *, most_km: float) -> bool:
    """True for a town of the same country no farther away than that."""
    return town.country == site.country and km(town, site) < most_km


def away(mention: Mention, site: Entry) -> float:
    """Kilometres from a mentioned town to a facility."""
    assert mention.best is not None
    return km(mention.best, site)


def called(words: str, town: Entry, *, loud: bool) -> str:
    """The town's name: our own choice of spelling, else the report's."""
    return town.name if town.by_hand else written(words, loud=loud)
