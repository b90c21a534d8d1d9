"""Events with their targets as the whole message tells them.

A reader may cut a phrase short, name a victim by the family name alone, or give a toll without its people:
the noun phrase around the words, the fullest form of the name, and the phrase that a number opens are what
the answer keys hold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tocsin import phrasing, splitting
from tocsin.values import Event, Span, Target

from . import doers
from .lexicon import word_set
from .people import Person, is_role, named, parted, person
from .phrases import lower_words, phrase

OF = re.compile(r"\s+OF\s+", re.IGNORECASE)
WHEN = frozenset(
    "today yesterday tonight last this next early late on at in by from with and near carrying".split()
)
LINKS = frozenset("of that to by at in on and".split())
LONGEST_NAME = 6  # words
TOLLS = ("killed", "injured", "taken")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The noun phrases of a message (start, end), in text order."""

    text: str
    found: tuple[tuple[int, int], ...]

    def around(self, at: int) -> tuple[int, int] | None:
        """The phrase over the character `at`."""
        number = bisect_right(self.found, (at, len(self.text))) - 1
        return self.found[number] if number >= 0 and at < self.found[number][1] else None


def phrases(text: str) -> Phrases:
    """The noun phrases of `text`."""
    clauses = phrasing.chunk(text, splitting.split(text))
    spans = (clause.phrase(chunk) for clause in clauses for chunk in clause.chunks)
    return Phrases(text, tuple(sorted((span.start, span.end) for span in spans)))


def completed(events: Iterable[Event], known: Phrases) -> list[Event]:
    """The events with whole targets, and with the people of their tolls among them."""
    return [
        replace(event, targets=counted(event, [whole(t, event.targets, known) for t in event.targets], known))
        for event in events
    ]


def whole(target: Target, others: Sequence[Target], known: Phrases) -> Target:
    """The target out to the ends of its noun phrase, up to "of" and to the words of the `others`.

    A name is not widened to the left: its titles are looked for apart.
    """
    text, span = known.text, target.span
    by_name = target.sort == "people" and parted(phrase(span.text).core)[0] is not None
    left, right = known.around(span.start), known.around(span.end - 1)
    start, end = span.start, span.end
    if left is not None and not by_name:
        cuts = [m.end() for m in OF.finditer(text, left[0], span.start)]
        cuts += [other.span.end for other in others if other.span.end <= span.start]
        start = min(span.start, max([left[0], *cuts]))
    if right is not None:
        stops = [m.start() for m in OF.finditer(text, span.end - 1, right[1])]
        stops += [other.span.start for other in others if other.span.start >= span.end]
        end = max(span.end, min([right[1], *stops]))
    return replace(target, span=trimmed(text, start, end=end, inner=span))


def trimmed(text: str, start: int, *, end: int, inner: Span) -> Span:
    """The characters without what tells when or where after the `inner` words, or links words before them."""
    words = [m for m in re.finditer(r"\S+", text[start:end])]
    while len(words) > 1 and words[0][0].lower() in LINKS and words[1][0].lower() != "least":
        words.pop(0)
    kept = len(words)
    for number, word in enumerate(words):
        if number and start + word.start() >= inner.end and word[0].lower() in WHEN:
            kept = number
            break
    while kept > 1 and words[kept - 1][0].lower() in WHEN | {"of", "the", "a"}:
        kept -= 1
    first, last = start + words[0].start(), start + words[kept - 1].end()
    return Span(start=first, end=last, text=text[first:last])


def counted(event: Event, targets: Sequence[Target], known: Phrases) -> tuple[Target, ...]:
    """The targets, and the people whom a number of the event counts, where they are not among them."""
    found = list(targets)
    for slot in TOLLS:
        count = getattr(event, slot)
        for number in count.spans if count and count.high != 0 else ():
            around = known.around(number.start)
            if around is None or any(t.span.start < around[1] and number.start < t.span.end for t in found):
                continue
            stop = OF.search(known.text, number.end, around[1])
            people = trimmed(known.text, number.start, end=stop.start() if stop else around[1], inner=number)
            words = set(phrase(people.text).words) - word_set("grammar", "empty")
            if any(is_role(word) for word in words):
                found.append(Target(span=people, sort="people"))
    return tuple(found)


def person_of(text: str, known: Phrases) -> Person:
    """The person or people of a target's words, a named one by the fullest form of the name."""
    found = person(text, story=known.text)
    if found.name is None:
        return found
    name = fullest(found.name, known)
    title = role_before(name, known) or role_before(found.name, known) or found.description
    return named(name, title=title or person(name, story=known.text).description)


def fullest(name: str, known: Phrases) -> str:
    """The longest name in the message that holds all words of `name`."""
    wanted = name.split()
    best = name
    for start in (m.start() for m in re.finditer(rf"\b{re.escape(name)}\b", known.text)):
        around = known.around(start)
        if around is None:
            continue
        piece = next(p for p in pieces(known, around) if p[0] <= start < p[1])
        full = parted(phrase(known.text[piece[0] : piece[1]]).core)[0]
        words = full.split() if full else []
        if full and set(wanted) <= set(words) and len(best.split()) < len(words) <= LONGEST_NAME:
            best = full
    return best


def armed_group(known: Phrases) -> str | None:
    """The illegal organisation that the message names most often, as it names it first."""
    named: dict[str, list[str]] = {}
    for around in known.found:
        for start, end in pieces(known, around):
            words = known.text[start:end]
            name = doers.group_name(words)
            if name:
                named.setdefault(name, []).append(name)
    return max(named, key=lambda name: len(named[name]), default=None)


def pieces(known: Phrases, around: tuple[int, int]) -> list[tuple[int, int]]:
    """A noun phrase cut at "of"."""
    cuts = [m.span() for m in OF.finditer(known.text, *around)]
    starts = [around[0], *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), around[1]]
    return list(zip(starts, ends, strict=True))


def role_before(name: str, known: Phrases) -> str | None:
    """What stands before the name in a noun phrase and says what its bearer is: "FENASTRAS LEADER"."""
    for found in re.finditer(rf"\b{re.escape(name)}\b", known.text):
        around = known.around(found.start())
        if around is None:
            continue
        piece = next(p for p in pieces(known, around) if p[0] <= found.start() < p[1])
        before = phrase(known.text[piece[0] : found.start()].strip() + " X").core[:-2].strip()
        words = lower_words(before)
        if words and is_role(words[-1]):
            return before
    return None
