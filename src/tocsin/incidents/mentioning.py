"""How an event is spoken of: as something known, in general words, or as the death of somebody.

"The attack in Paris" and "Iran's attack" speak of a happening that the reader is taken to know; they are
looked up among what is on record like background, whatever else the report is about.
"""

from __future__ import annotations

import re

from ..values import Event
from .words import Words, stem, words

WORD = re.compile(r"'s?(?!\w)|[^\W_]+(?:[-.'/][^\W_]+)*\.?|[^\w\s]")
PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2010": "-"})
PLAIN_THING = re.compile(r"[Tt]he [a-z]+")
# What follows a verb ("The group attacks a base"), not a noun.
OBJECT = re.compile(r"\s+(?:an?|the|its|their|his|her|some|several|two|three|four|five|six|\d+)\s")
# What may stand between a place and the deed named after it.
LINK = re.compile(
    r"(?:'s)?\s*(?:terror\w*\s|deadly\s|suicide\s|bomb\s)?\s*(?:(?:in|on|at|near|of)\s(?:the\s)?)?"
)
# Words between the article and the deed: "the 13 November 2015 Paris terror attacks". Convention.
FARTHEST = 7
DEFINITE = frozenset(["the", "this", "these", "its", "their", "his", "her", "'s", "'"])


def deed(event: Event, lists: Words) -> str | None:
    """The noun by which the trigger names the deed ("attacks" -> "attack"), or `None` for a verb."""
    last = event.trigger.text.lower().split()[-1]
    after = event.sentence.text[max(0, event.trigger.end - event.sentence.start) :]
    if OBJECT.match(after):
        return None
    forms = (last, last.removesuffix("s"), last.removesuffix("es"))
    return next((form for form in forms if form in lists.deeds), None)


def definite(event: Event) -> bool:
    """Whether the trigger is a noun behind a definite article, a possessive or a demonstrative.

    So is what befell "the plane", a vehicle that nothing tells from others.
    """
    lists = words()
    if any(target.sort == "vehicle" and PLAIN_THING.fullmatch(target.span.text) for target in event.targets):
        return True
    at = event.trigger.start - event.sentence.start
    if deed(event, lists) is None or not 0 <= at <= len(event.sentence.text):
        return False
    before = WORD.findall(event.sentence.text[:at].translate(PLAIN).lower())
    for word in reversed(before[-FARTHEST:]):
        if word in DEFINITE or (word.endswith("'s") and len(word) > 2):
            return True
        if word in lists.openers or not word[0].isalnum():
            return False
    return False


def name_of(event: Event) -> str | None:
    """What a known happening is called by its place ("the Paris attacks", "the siege of Homs"), or `None`."""
    where, noun = event.where, deed(event, words())
    if noun is None or where is None or where.span is None or where.name is None or not definite(event):
        return None
    text, at = event.sentence.text, event.sentence.start
    if where.span.end <= event.trigger.start:
        between = text[max(0, where.span.end - at) : event.trigger.start - at]
    else:
        between = text[event.trigger.end - at : max(0, where.span.start - at)]
    return f"{where.name} {noun}" if LINK.fullmatch(between.lower()) else None


def generic(event: Event) -> bool:
    """Whether it is told as an attack in general words without a means: no sign of how it was done."""
    if event.kind != "armed_attack" or event.weapons:
        return False
    return all(stem(word) in words().general for word in event.trigger.text.lower().split())


def kills(event: Event) -> bool:
    """Whether somebody died in it: by the count, or because the trigger says so."""
    if event.killed is not None:
        return event.killed.low > 0
    return any(stem(word) in words().killing for word in event.trigger.text.lower().split())
