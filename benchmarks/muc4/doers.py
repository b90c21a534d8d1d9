"""Perpetrators: people or organisation, of the state or not, and how sure the message is of them."""

from __future__ import annotations

import re

from tocsin.values import Statement

from .lexicon import table, word_set
from .phrases import lower_words, phrase

OF_ORGANISATION = re.compile(
    r"^(?P<people>.+?)\s+(?:OF|FROM|BELONGING TO)\s+(?:THE\s+)?(?P<organisation>.+)$", re.IGNORECASE
)
GROUPS = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, table("doers")["groups"]), key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"\s*[\[(][^\])]*[\])]\s*")


def is_state(text: str) -> bool:
    """True where the words name a government, its forces, or a member of them."""
    low = " ".join(lower_words(text))
    words = set(low.split())
    if not words.isdisjoint(word_set("doers", "not_state")):
        return False
    return not words.isdisjoint(word_set("doers", "state")) or any(
        p in low for p in table("doers")["state_phrases"]
    )


def is_organisation(text: str) -> bool:
    """True where the words name an organisation rather than people."""
    words = phrase(text).head
    if not words or words[-1] in word_set("doers", "people"):
        return False
    return not set(words).isdisjoint(word_set("doers", "organisations"))


def group_name(text: str) -> str | None:
    """The name of an armed group in the words, bare of what stands around it; `None` where there is none."""
    found = GROUPS.search(text)
    return found[0].upper() if found else None


def is_guerrilla(text: str) -> bool:
    """True for people of some armed group that the words do not name."""
    return not word_set("doers", "illegal").isdisjoint(lower_words(text))


def parted(text: str) -> tuple[list[str], list[str]]:
    """(individuals, organisations) that the words name: "members of the ELN" names both."""
    text = ACRONYM.sub(" ", text).strip() or text
    if is_organisation(text):
        return [], [phrase(text).core]
    of = OF_ORGANISATION.match(text)
    if of and is_organisation(of["organisation"]):
        return [phrase(of["people"]).core], [phrase(of["organisation"]).core]
    core = phrase(text).core
    head, _, tail = core.rpartition(" ")
    if head and tail.lower() in word_set("doers", "people") and is_organisation(head):
        return [core], [head]
    return [core], []


def confidence(statement: Statement) -> str:
    """How sure the message is of an organisation, as MUC-4 words it."""
    if statement.stance == "stated" or statement.doubtful:
        return "REPORTED AS FACT"
    if statement.stance == "claimed":
        return "CLAIMED OR ADMITTED"
    if statement.says and not set(lower_words(statement.says.text)).isdisjoint(
        word_set("doers", "authorities")
    ):
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    return "SUSPECTED OR ACCUSED"


def is_military(text: str) -> bool:
    """True where a target is of the military or the police."""
    return not set(phrase(text).words).isdisjoint(word_set("doers", "military_targets"))


def is_illegal(text: str) -> bool:
    """True where a target is a member of an illegal group."""
    return not set(phrase(text).head).isdisjoint(word_set("doers", "illegal"))
