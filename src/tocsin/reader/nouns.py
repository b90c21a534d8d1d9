"""What a noun phrase stands for, by its head noun: people, site, vehicle, weapon, doer or a happening."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..inflection import plural
from ..values import Chunk, Clause, TargetSort

LEXICON = Path(__file__).parent.parent / "data" / "lexicons" / "nouns.toml"


class Nouns(NamedTuple):
    """Head nouns by what they stand for, singular and plural, lower case."""

    people: frozenset[str]
    site: frozenset[str]
    vehicle: frozenset[str]
    weapon: frozenset[str]
    doer: frozenset[str]
    happening: frozenset[str]
    needs: dict[str, frozenset[str]]


@cache
def nouns() -> Nouns:
    """The noun lexicon of the package."""
    raw = tomllib.loads(LEXICON.read_text(encoding="utf-8"))

    def forms(name: str) -> frozenset[str]:
        words = raw[name].split()
        return frozenset(words) | {plural(word) for word in words}

    needs = {}
    for entry in raw["weapon_needs"]:
        head, _, words = entry.partition(":")
        needs[head] = needs[plural(head)] = frozenset(words.split())
    return Nouns(
        forms("people"),
        forms("site"),
        forms("vehicle"),
        forms("weapon"),
        forms("doer"),
        forms("happening"),
        needs,
    )


def head(clause: Clause, chunk: Chunk) -> str:
    """The head noun of a phrase, lower case: its last word before "of" or a possessive mark at its end."""
    (first, end), classes, lowers = chunk, clause.classes, clause.lowers
    of = classes.find("O", first + 1, end)
    while of > 0:
        if not (lowers[of - 1] in QUANTITIES or classes[of - 1] == "D"):
            end = of
            break
        of = classes.find("O", of + 1, end)
    while end > first + 1 and classes[end - 1] == "S":
        end -= 1
    word = lowers[end - 1]
    return word.rsplit("-", 1)[-1] if "-" in word and word not in nouns().site else word


QUANTITIES = frozenset(
    "group number dozens hundreds thousands scores series pair couple one two three some members".split()
)


def is_people(word: str) -> bool:
    """True for a head noun that stands for people, by the lexicon or by its ending ("extremists")."""
    lexicon = nouns()
    if word in lexicon.people:
        return True
    known = (
        word in lexicon.site or word in lexicon.vehicle or word in lexicon.weapon or word in lexicon.happening
    )
    return not known and word.endswith(PEOPLE_ENDINGS) and len(word) > 6


PEOPLE_ENDINGS = (
    "ists",
    "ist",
    "ants",
    "ators",
    "ants",
    "eers",
    "fighters",
    "hunters",
    "workers",
    "makers",
    "men",
    "ees",
)


def is_name(clause: Clause, chunk: Chunk) -> bool:
    """True when the head is capitalised and is no listed common noun that opens the sentence."""
    tokens = clause.sentence.tokens
    last = chunk.last - 1
    while last > chunk.first and clause.classes[last] == "S":
        last -= 1
    if not tokens[last].capital:
        return last > chunk.first and clause.lowers[last].startswith(("al-", "el-", "ul-"))
    if last > 0:
        return True
    lexicon, word = nouns(), clause.lowers[last]
    return not any(
        word in part
        for part in (lexicon.happening, lexicon.people, lexicon.weapon, lexicon.site, lexicon.vehicle)
    )


def sort_of(clause: Clause, chunk: Chunk) -> TargetSort | None:
    """people, site or vehicle by the head noun, else other; None for a happening."""
    lexicon, word = nouns(), head(clause, chunk)
    if word in lexicon.happening and word not in lexicon.people:
        return None
    if is_people(word):
        return "people"
    if word in lexicon.vehicle:
        return "vehicle"
    if word in lexicon.site:
        return "site"
    if word in lexicon.doer:
        return "people"
    if clause.classes[chunk.last - 1] == "D":
        return "people"
    return "other"


def is_weapon(clause: Clause, chunk: Chunk) -> bool:
    """True when the head is a weapon; broad heads ("device", "gas") need a word that makes them one."""
    lexicon = nouns()
    if lexicon.weapon.isdisjoint(clause.lowers[chunk.first : chunk.last]):
        return False
    word = head(clause, chunk)
    if word not in lexicon.weapon:
        return False
    needed = lexicon.needs.get(word)
    return needed is None or not needed.isdisjoint(clause.lowers[chunk.first : chunk.last])
