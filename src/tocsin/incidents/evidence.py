"""One term of evidence, what it is worth, and how rare a word is: the tables behind comparing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ..errors import DataError
from .words import sound

# Words that no table has are this rare: in fewer than 12 of 93,363 short reports (2002-2024).
UNSEEN = 14
# A word in more than one of 2^6 reports says nothing of what a report is about.
PLAIN_WORD = 6


class Term(NamedTuple):
    """One likeness or difference: its `name` and `level` in `evidence.toml`, its worth in bits, in words.

    `times` is what the worth in the table was multiplied by.
    """

    name: str
    level: str
    times: float
    bits: float
    words: str


def term(name: str, level: str, *, words: str, times: float = 1.0) -> Term:
    """The term of that name and level, weighed by the table."""
    return Term(name, level, times, weights()[name][level] * times, words)


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Bits by name and level, from `data/lexicons/evidence.toml`; raises `DataError` if it cannot be read."""
    try:
        return tomllib.loads(lexicon("evidence.toml"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"lexicon evidence.toml cannot be read ({error}); reinstall the package") from error


@cache
def rarities() -> Mapping[str, int]:
    """How rare a word is, in bits, by its stem as it sounds (`data/lexicons/rarity.txt`)."""
    found: dict[str, int] = {}
    for line in lexicon("rarity.txt").splitlines():
        bits, *stems = line.split(" ")
        for one in stems:
            found.setdefault(heard(one), int(bits))  # lines come from the commonest on
    return found


def lexicon(name: str) -> str:
    """The text of a lexicon; raises `DataError` when the file cannot be read."""
    try:
        return resources.files("tocsin").joinpath(f"data/lexicons/{name}").read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"lexicon {name} cannot be read ({error}); reinstall the package") from error


@lru_cache(maxsize=100_000)
def heard(stem: str) -> str:
    """A stem as it sounds: feeds repeat their words, hence the cache."""
    return sound(stem)


def rarity(word: str) -> int:
    """Bits by which a word, a stem as it sounds, is rarer than plain words; 0 for those."""
    return max(0, rarities().get(word, UNSEEN) - PLAIN_WORD)


def rare(stems: Iterable[str]) -> frozenset[str]:
    """Those of the stems that say what a report is about, as they sound."""
    return frozenset(word for word in map(heard, stems) if rarity(word))
