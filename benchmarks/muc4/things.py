"""Physical targets and instruments: what they are, and how many."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .lexicon import first_type, table, typed, word_set
from .phrases import lower_words, phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One filler of the physical target slots."""

    label: str
    kind: str
    number: str
    words: tuple[str, ...]


def thing(text: str) -> Thing:
    """The thing that a target's words stand for."""
    said = phrase(text)
    return Thing(
        label=said.core, kind=thing_kind(said.words, head=said.head), number=said.number, words=said.words
    )


def thing_kind(words: Collection[str], *, head: tuple[str, ...]) -> str:
    """The type of a physical target, by its head where that settles it, else by its first telling word."""
    given = set(words)
    last = head[-1:] or ()
    by_head = first_type(last, typed("things", "heads"))
    if by_head:
        return by_head
    if not given.isdisjoint(word_set("things", "residence", "words")):
        if not given.isdisjoint(word_set("things", "residence", "government")):
            return "GOVERNMENT OFFICE OR RESIDENCE"
        if not given.isdisjoint(word_set("things", "residence", "political")):
            return "POLITICAL FIGURE OFFICE OR RESIDENCE"
    return first_type(given, typed("things", "types")) or "OTHER"


def instrument_kind(text: str) -> str | None:
    """The type of an instrument; `None` where the set list has none."""
    given = set(lower_words(text))
    return next(
        (kind for wanted, kind in table("instruments")["rules"] if set(wanted.split()) <= given), None
    )


def implies_gun(text: str) -> bool:
    """True where the words tell of shooting though they name no gun."""
    return not word_set("instruments", "guns").isdisjoint(lower_words(text))
