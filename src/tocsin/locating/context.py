"""What the words beside a mention say of it: preposition, noun ("Idlib province"), person, speaker."""

from __future__ import annotations

from collections.abc import Sequence

from ..values import Token
from .mentions import Mention
from .words import (
    ADDRESSING,
    AUXILIARIES,
    BEFORE_PLACE,
    BREAKS,
    EVENT_NOUNS,
    HARMLESS_AFTER,
    HARMLESS_BEFORE,
    LOCATIVES,
    NOUN_KINDS,
    PLACE_NOUNS,
    SAYING,
    SITE_NOUNS,
    STRONG,
    TITLES,
)


def look_around(tokens: Sequence[Token], mention: Mention) -> None:
    """Sets what the words before and after the mention say."""
    look_before(tokens, mention)
    following = tokens[mention.last] if mention.last < len(tokens) else None
    if following is not None:
        look_after(following, mention)
    mention.says = governs(tokens, mention)
    if not mention.loud:
        nearest = tokens[mention.first - 1] if mention.first else None
        mention.named_as_person = as_person(mention, nearest=nearest, following=following)
    if mention.short:
        mention.bare = following is None or not following.capital
        alone = following is None or following.lower in BREAKS
        mention.named_as_person = not (alone and mention.locative)


def look_before(tokens: Sequence[Token], mention: Mention) -> None:
    """Sets the preposition, and the noun of "city of", "the town", "the provinces of"."""
    at = mention.first - 1
    while at >= 0 and tokens[at].lower in BEFORE_PLACE:
        at -= 1
    if at < 0:
        return
    previous = tokens[at].lower
    mention.locative = 2 if previous in STRONG else 1 if previous in LOCATIVES or previous == "'s" else 0
    noun = tokens[at - 1].lower if previous == "of" and at else previous
    if noun in NOUN_KINDS:
        mention.noun = NOUN_KINDS[noun]
        mention.locative = 2


def look_after(following: Token, mention: Mention) -> None:
    """Sets the noun of "Idlib province", "Humera Airport"."""
    kind = NOUN_KINDS.get(following.lower, "")
    if kind and following.lower != "city" and mention.noun != "town":
        mention.noun = kind
        # "the Moquegua Region" is called Moquegua, "Kunar Province" mostly by both words.
        if following.capital and not mention.loud and kind != "town" and following.lower != "region":
            mention.noun_end = following.end
    elif following.lower in SITE_NOUNS or following.lower in EVENT_NOUNS:
        mention.noun = mention.noun or "site"


def governs(tokens: Sequence[Token], mention: Mention) -> bool:
    """True where a capital would stand for its government: it says something, or something is said to it."""
    at = mention.last
    while at < len(tokens) and tokens[at].lower in AUXILIARIES:
        at += 1
    if at < len(tokens) and tokens[at].lower in SAYING:
        return not mention.locative
    before = tokens[mention.first - 1].lower if mention.first else ""
    return before in ADDRESSING


def tokens_end(mention: Mention) -> str:
    """The last word of the mention: "county" of "Laurel County"."""
    return mention.words.rpartition(" ")[2].lower()


def as_person(mention: Mention, *, nearest: Token | None, following: Token | None) -> bool:
    """True if the capitalised words beside it make the mention part of a person's or a body's name."""
    if mention.noun or tokens_end(mention) in PLACE_NOUNS:
        return False
    if following is not None and following.capital and following.lower[0].isalpha():
        return following.lower not in HARMLESS_AFTER
    if nearest is None or nearest.lower in STRONG:
        return False
    if nearest.lower in TITLES:
        return True
    return (
        nearest.capital
        and "-" not in nearest.lower
        and mention.first > 1
        and nearest.lower[0].isalpha()
        and nearest.lower not in HARMLESS_BEFORE
    )
