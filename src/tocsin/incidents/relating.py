"""What a report says of how two of its happenings hang together: in retaliation for, part of, during, after.

Nothing is inferred: words tie the two, in one sentence, or in a sentence that speaks of the one told just
before it. In doubt there is no tie: "avenged by", "followed by" and "before" are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from ..values import Event, Span

Tie = Literal["retaliation", "response", "part", "during", "after"]

_AGO = (
    r"(?:(?:an?|one|two|three|four|five|six|ten|several|some|\d+) )?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?) "
)
CUES: tuple[tuple[Tie, re.Pattern[str]], ...] = (
    (
        "retaliation",
        re.compile(
            r"\b(?:(?:(?:in|as) (?:\w+ )?)?(?:retaliation|revenge|reprisal|retribution) (?:for|to)"
            r"|to avenge|avenging|retaliat(?:ing|ed) for)\b",
            re.IGNORECASE,
        ),
    ),
    ("response", re.compile(r"\b(?:(?:in|as an?|an?) (?:\w+ )?(?:response|answer) to)\b", re.IGNORECASE)),
    (
        "part",
        re.compile(r"\b(?:(?:as|was|were|is|are) part of (?=an?\b|the\b|its\b|their\b))", re.IGNORECASE),
    ),
    ("during", re.compile(r"\b(?:during|in the course of)\b", re.IGNORECASE)),
    ("after", re.compile(rf"\b(?:{_AGO})?(?:after|following|in the wake of)\b", re.IGNORECASE)),
)
# Parts of words that every retaliation and response has: what else need not be looked at.
ANSWERING = ("retaliat", "reveng", "reprisal", "retribution", "aveng", "response", "answer")
# Characters between the words that tie and the happening that they speak of. Convention.
FAR = 60
# Between the two stands a noun phrase, or a subject: none of these.
BREAK = re.compile(
    r"[;:—]|,(?!\d)|\b(?:and|or|but|while|when|before|after|that|which|whom|who|whose|where|to|into|by|over|against|"
    r"about|all|midnight|dark|dawn|visits?|questions?|calls?|demands?|requests?|criticism|reports?|news|fears?|"
    r"pressure|(?<!wave )(?<!series )(?<!string )(?<!spate )of)\b",
    re.IGNORECASE,
)
NO_CUE = re.compile(r"\b(?:named|look\w*|sought|modell?ed|immediate) $", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:no|not|never|without|nor|den(?:y|ies|ied)|rejects?|rejected|asked|if|would|could|may|might)\b|n't\b",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"\b(?:who|whom|whose|which|where|when)\b", re.IGNORECASE)
# A sentence that says of what was told just before it what it was.
SPEAKS_OF_IT = re.compile(
    r"\b(?:it|they|this|these|those|the (?:attacks?|strikes?|raids?|bombings?|shelling|operation|assault|"
    r"rockets?|missiles?|killings?))\b.*\b(?:was|were|is|are|came|as)\b|"
    r"\b(?:called|described|said|termed) (?:it|them|this|the \w+)\b",
    re.IGNORECASE,
)
GAP = 3  # characters between two sentences


class Relation(NamedTuple):
    """One happening `event_id` that stands in a tie to another, `other_id`, and the words that say so.

    `sentence` is the one of the report that holds the words.
    """

    tie: Tie
    event_id: str
    other_id: str
    words: Span
    sentence: Span


def relations(events: Iterable[Event]) -> tuple[Relation, ...]:
    """What reports say of their happenings, report by report as they come, each in text order.

    Each pair is told once by a report, by the strongest tie.
    """
    by_report: dict[str, list[Event]] = {}
    for event in events:
        by_report.setdefault(event.report_id, []).append(event)
    return tuple(one for told in by_report.values() for one in in_report(told))


def in_report(events: Iterable[Event]) -> list[Relation]:
    """What one report says of its happenings."""
    ordered = sorted(events, key=lambda event: (event.sentence.start, event.trigger.start))
    found: dict[frozenset[str], Relation] = {}
    for sentence in dict.fromkeys(event.sentence for event in ordered):
        for one in in_sentence(sentence, ordered):
            found.setdefault(frozenset((one.event_id, one.other_id)), one)
    return sorted(found.values(), key=lambda one: (one.words.start, one.event_id, one.other_id))


def in_sentence(sentence: Span, events: Sequence[Event]) -> Iterable[Relation]:
    """What one sentence says of a report's happenings, which come in text order; the strongest ties first."""
    told = [event for event in events if event.sentence == sentence]
    spoken = [
        (tie, words, other)
        for tie, words in cues(sentence)
        if (other := spoken_of(words, events, sentence=sentence)) is not None
    ]
    governed = {other.id for _, _, other in spoken}
    for tie, words, other in spoken:
        main = acting(words, other, told=told, governed=governed)
        if main is None and tie in ("retaliation", "response"):
            main = just_before(words, events, sentence=sentence)
        if main is not None and main is not other and not contradicted(main, other, tie=tie):
            yield Relation(tie, main.id, other.id, words, sentence)


def cues(sentence: Span) -> Iterable[tuple[Tie, Span]]:
    """The words of a sentence that tie happenings, the strongest first; denied and supposed ones left out."""
    for tie, cue in CUES:
        for match in cue.finditer(sentence.text):
            start, end = match.span()
            clause = re.split(r"[,;:]", sentence.text[:start])[-1]
            if NO_CUE.search(sentence.text[:start]) or (tie != "after" and DENIED.search(clause)):
                continue
            yield tie, Span(start=sentence.start + start, end=sentence.start + end, text=match[0])


def spoken_of(words: Span, events: Sequence[Event], *, sentence: Span) -> Event | None:
    """The happening that stands behind the words that tie, or the death of whom they name."""
    behind = next((e for e in events if e.sentence == sentence and e.trigger.start >= words.end), None)
    if behind is not None:
        between = sentence.text[words.end - sentence.start : behind.trigger.start - sentence.start]
        if len(between) <= FAR and not BREAK.search(between):
            return behind
    return avenged(words, events, sentence=sentence) if "aveng" in words.text.lower() else None


def avenged(words: Span, events: Sequence[Event], *, sentence: Span) -> Event | None:
    """The killing of the person whose name stands behind the words: "to avenge Omar Haddad"."""
    named = re.match(
        r"\s*(?:[\w'’-]+\s+){0,5}?((?:[A-Z][\w'’-]*\s*)+)", sentence.text[words.end - sentence.start :]
    )
    if named is None:
        return None
    names = {name.removesuffix("'s").removesuffix("’s") for name in named[1].split()}
    deaths = (
        event
        for event in events
        for target in event.targets
        if event.killed and target.sort == "people" and target.span.text.split()[-1] in names
        if event.sentence != sentence or event.trigger.start >= words.end
    )
    return next(deaths, None)


def acting(words: Span, other: Event, *, told: Sequence[Event], governed: set[str]) -> Event | None:
    """The happening that is tied to the other: the last before the words that no clause of its own holds.

    Where the words open the sentence, it is the first behind the comma that ends their part.
    """
    ahead = [event for event in told if event.trigger.end <= words.start]
    for number, event in reversed(list(enumerate(ahead))):
        since = ahead[number - 1].trigger.end if number else event.sentence.start
        clause = event.sentence.text[
            since - event.sentence.start : event.trigger.start - event.sentence.start
        ]
        if event.id not in governed and not (number and RELATIVE.search(clause)):
            return event
    if ahead or other not in told:
        return None
    for event in told:
        between = event.sentence.text[
            other.trigger.end - event.sentence.start : event.trigger.start - event.sentence.start
        ]
        if event.trigger.start > other.trigger.end and "," in between and event.id not in governed:
            return None if RELATIVE.search(between) else event
    return None


def just_before(words: Span, events: Sequence[Event], *, sentence: Span) -> Event | None:
    """The last news of the sentence before, where this one says what it was."""
    if not SPEAKS_OF_IT.search(sentence.text[: words.start - sentence.start] + " "):
        return None
    before = (e for e in events if 0 <= sentence.start - e.sentence.end <= GAP and e.told_as == "news")
    return max(before, key=lambda event: event.trigger.start, default=None)


def contradicted(main: Event, other: Event, *, tie: Tie) -> bool:
    """True when the days told rule out that the other happening came first, or went on meanwhile."""
    if tie == "part":
        return False
    first, last = days(main)
    began, ended = days(other)
    if last is not None and began is not None and began > last:
        return True
    return tie == "during" and first is not None and ended is not None and first > ended


def days(event: Event) -> tuple[date | None, date | None]:
    """First and last day, `None` where open."""
    return (event.when.first, event.when.last) if event.when else (None, None)
