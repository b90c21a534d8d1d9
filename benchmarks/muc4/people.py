"""Human targets: name or description, type, number."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from .lexicon import first_type, table, typed, word_set
from .phrases import PREPOSITIONS, lower_words, phrase

APPOSITION = re.compile(r"^\s*,\s*([^,.;]{3,90}?)\s*(?:,|;|\.(?:\s|$)| WHO | WAS | AND )")
BEFORE = re.compile(r"\b(?:THE|AN?)\s+([^,.;]{3,70}),\s*$", re.IGNORECASE)
NEAR = 100  # characters beside a name in which a role is looked for
TITLE_WORDS = 6  # how far a title is looked for before a name
ROLE_LISTS = (("heads", "words"), ("civilian", "words"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One filler of the human target slots: a name, a description, or both."""

    name: str | None
    description: str | None
    kind: str
    number: str
    words: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the other slots refer to."""
        return self.name or self.description or ""


@cache
def roles() -> frozenset[str]:
    """Words that say what somebody is."""
    listed = [word_set("people", *keys) for keys in ROLE_LISTS] + [
        words for _, words in typed("people", "types")
    ]
    return frozenset().union(*listed) - frozenset(
        ("party", "political", "opposition", "vice", "court", "judicial")
    )


def person(text: str, *, story: str) -> Person:
    """The person or people that a target's words stand for; `story` is searched for a named one's title."""
    said = phrase(text)
    name, title = parted(said.core)
    if name is None:
        return Person(
            name=None, description=said.core, kind=kind(said.words), number=said.number, words=said.words
        )
    return named(name, title=title or titled(name, story=story))


def named(name: str, *, title: str | None) -> Person:
    """One person by name, and what the message says that he or she is."""
    words = tuple(lower_words(title)) if title else ()
    return Person(name=name, description=title, kind=kind(words), number="1", words=words)


def parted(core: str) -> tuple[str | None, str | None]:
    """(name, title) of a phrase; the name is `None` where the phrase is a description."""
    tokens = core.split(" ")
    low = [w.strip(",.").lower() for w in tokens]
    known, modifiers = roles(), word_set("people", "modifiers", "words")
    lead = 0
    last_role = -1
    while lead < len(low) and (low[lead] in known or low[lead] in modifiers):
        last_role = lead if low[lead] in known else last_role
        lead += 1
    head = [w for w in until_preposition(low)]
    if lead == len(low) or low[lead] in PREPOSITIONS or (head and is_role(head[-1])):
        return None, None
    if any(is_role(w) for w in head[lead:]) or any(c.isdigit() for c in core):
        return None, None
    if last_role < 0:
        return core, None
    return " ".join(tokens[lead:]), " ".join(tokens[:lead])


def is_role(word: str) -> bool:
    """True for a word that says what somebody is ("priests", "mayor")."""
    return word in roles()


def until_preposition(words: list[str]) -> list[str]:
    """The words before the first preposition."""
    return words[: next((i for i, w in enumerate(words) if w in PREPOSITIONS), len(words))]


def titled(name: str, *, story: str) -> str | None:
    """The title or role that `story` gives to the named one: before the name, or in commas beside it."""
    for found in re.finditer(rf"\b{re.escape(name)}\b", story):
        title = title_before(story[max(0, found.start() - NEAR) : found.start()])
        if title:
            return title
        beside = BEFORE.search(story[max(0, found.start() - NEAR) : found.start()])
        after = APPOSITION.match(story[found.end() : found.end() + NEAR])
        for role in (beside, after):
            if role and any(is_role(w) for w in until_preposition(lower_words(role[1]))):
                return phrase(role[1]).core
    return None


def title_before(words: str) -> str | None:
    """The title that ends the words before a name."""
    known = roles() | word_set("people", "modifiers", "words")
    taken: list[str] = []
    for word in reversed(re.findall(r"[\w.'-]+|[^\w\s]", words)[-TITLE_WORDS:]):
        if word.lower().strip(".") not in known:
            break
        taken.insert(0, word)
    while taken and taken[0].lower() in ("and", "other"):
        taken.pop(0)
    if any(is_role(w.lower().strip(".")) for w in taken):
        return " ".join(taken).rstrip(".")
    return None


def kind(words: Collection[str]) -> str:
    """The type of the person that these words describe; civilian where they say nothing else."""
    given = set(words)
    former = not given.isdisjoint(word_set("people", "former", "words"))
    if not given.isdisjoint(word_set("people", "civilian", "words")):
        return "CIVILIAN"
    political = not given.isdisjoint(word_set("people", "political", "words"))
    if political and not given.isdisjoint(word_set("people", "political", "with")):
        return "POLITICAL FIGURE"
    found = first_type(given, typed("people", "types")) or "CIVILIAN"
    if former:
        found = str(table("people")["former"].get(found, found))
    return found
