"""The word lists for comparing events, read once from `data/lexicons/comparing.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that say nothing, nouns that single nobody out, peoples, busy sides, weapon words by class.

    `plain` are generic nouns and those of facilities, which name nothing even with a capital.
    `deeds` are nouns for an attack, `general` words leave open how it was done, `killing` words are of death,
    by their stems (`deadly`: as written).
    `another` sets one happening off from the one before; `openers` cannot stand between an article and its
    noun; `dyads` are pairs of sides at war, as "A>B".
    """

    common: frozenset[str]
    generic: frozenset[str]
    peoples: frozenset[str]
    frequent_sides: frozenset[str]
    dyads: frozenset[str]
    plain: frozenset[str]
    surnames: frozenset[str]
    deeds: frozenset[str]
    general: frozenset[str]
    killing: frozenset[str]
    openers: frozenset[str]
    idle: frozenset[str]
    deadly: frozenset[str]
    another: frozenset[str]
    weapons: Mapping[str, str]


SPELLINGS = (
    *(("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai")),
    *(("q", "k"), ("ph", "f"), ("dh", "d"), ("o", "u"), ("e", "i")),
)
DOUBLED = re.compile(r"(\D)\1+")
ENDINGS = ("ings", "ing", "ies", "ers", "ed", "es", "er", "s")


def stem(word: str) -> str:
    """The word without its English ending: enough to compare, no more."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def sound(name: str) -> str:
    """A name as it sounds, roughly: spellings of one Arabic or Persian name fall together (Qassem, Qasem)."""
    for written, heard in SPELLINGS:
        name = name.replace(written, heard)
    return DOUBLED.sub(r"\1", name)


@cache
def words() -> Words:
    """The lists; raises `DataError` when the file cannot be read."""
    try:
        text = resources.files("tocsin").joinpath("data/lexicons/comparing.toml").read_text(encoding="utf-8")
        read = tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"lexicon comparing.toml cannot be read ({error}); reinstall the package") from error
    generic = frozenset(read["generic"]) | {stem(word) for word in read["generic"]}
    return Words(
        common=frozenset(read["common"]),
        generic=generic,
        peoples=frozenset(read["peoples"]),
        frequent_sides=frozenset(read["frequent_sides"]),
        dyads=frozenset(read["frequent_dyads"]),
        plain=frozenset(read["facilities"]) | generic,
        surnames=frozenset(map(sound, read["common_names"])),
        deeds=frozenset(read["deeds"]),
        general=frozenset(map(stem, read["general_words"])),
        killing=frozenset(map(stem, read["killing_words"])),
        deadly=frozenset(read["killing_words"]),
        openers=frozenset(read["openers"]),
        idle=frozenset(read["idle_targets"]),
        another=frozenset(read["another"]),
        weapons={word: kind for kind, listed in read["weapons"].items() for word in listed},
    )
