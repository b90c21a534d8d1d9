"""When and where of a happening: which of the report's time and place words belong to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from ..values import Clause, Count, Cue, Marks, Period, Place, Span
from .finding import Draft

# Kinds that happen where the one country named in a report is (38 of 40 in the training reports, 2026-11-22);
# of the others it is often the doer's.
AT_HOME = frozenset("armed_attack armed_clash capture crackdown protest riot storming".split())
ABROAD = frozenset("embassy consulate troops forces soldiers diplomats ambassador expatriates".split())
NO_PLACE = frozenset(("sanction", "threat"))  # where is null for sanctions and threats between states
TAKING = frozenset(
    ("abduction", "raid", "crackdown", "hijacking", "storming", "capture", "protest", "riot", "withdrawal")
)
LOCATIVE = frozenset(
    "in at near on of outside inside around from to across over into off against north south east "
    "west".split()
)


class Index(NamedTuple):
    """The marks of a report by the number of the sentence that they stand in."""

    times: dict[int, list[Period]]
    places: dict[int, list[Place]]
    counts: dict[int, list[Count]]
    cues: dict[int, list[Cue]]
    sides: set[int]  # sentences that name a country which acts or is dealt with


# "BAGHDAD, Dec 28 (Gulf Wire) - " at the head of a report: where and when it was filed, not what it tells of.
DATELINE = re.compile(
    r"^[A-Z][\w'’./ -]{2,40}(?:, [A-Z][\w'’. -]{2,25}){0,2}?(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\([\w'’./& -]{2,40}\))? ?[-–—]{1,2} ",
    re.MULTILINE,
)


def datelines(text: str) -> list[tuple[int, int]]:
    """Start and end of the dateline of a report, in its first 400 characters: none or one."""
    return [match.span() for match in DATELINE.finditer(text, 0, 400) if match.group()[:3].isupper()][:1]


def index(marks: Marks, *, text: str) -> Index:
    """The marks by sentence; of the dateline only the country counts."""
    starts = [sentence.start for sentence in marks.sentences]
    found = Index({}, {}, {}, {}, set())
    lines = datelines(text)
    for time in marks.times:
        if (
            time.span is not None
            and not filed(time.span, lines)
            and not of_saying(time.span, marks.cues, text=text)
        ):
            found.times.setdefault(bisect_right(starts, time.span.start) - 1, []).append(time)
    for place in marks.places:
        if place.span is not None and not filed(place.span, lines):
            number = bisect_right(starts, place.span.start) - 1
            clause = marks.clauses[number]
            if place.precision == "country" and is_side(place.span, clause):
                found.sides.add(number)
            elif not is_party(place, clause):
                found.places.setdefault(number, []).append(place)
    for cue in marks.cues:
        found.cues.setdefault(cue.sentence, []).append(cue)
        voices = [span for span in (cue.speaker, cue.accused) if span is not None]
        if voices and cue.sentence in found.places:
            kept = [p for p in found.places[cue.sentence] if not any(covers(v, p.span) for v in voices)]
            found.places[cue.sentence] = kept
    for count in marks.counts:
        found.counts.setdefault(bisect_right(starts, count.spans[0].start) - 1, []).append(count)
    return found


def of_saying(time: Span, cues: Sequence[Cue], *, text: str) -> bool:
    """True when the time is that of the saying, not of the deed: "said on Monday", "on Tuesday accused".

    Or of the report itself: "an earlier version, published on Friday".
    """
    if appeared(time.start, text=text):
        return True
    for cue in cues:
        before, after = time.start - cue.words.end, cue.words.start - time.end
        if 0 < before <= SAID_WITHIN and text[cue.words.end : time.start].strip() in (
            "on",
            "late on",
            "early on",
            "",
        ):
            return True
        if 0 < after <= 2:
            return True
    return False


def appeared(at: int, *, text: str) -> bool:
    """True where the words before tell that something was published."""
    return APPEARED.search(text, max(0, at - APPEARED_WITHIN), at) is not None


APPEARED = re.compile(r"\b(?:published|posted|issued|aired|broadcast) (?:(?:late|early) )?(?:on )?\Z")
APPEARED_WITHIN = 30  # characters: "published late on "
SAID_WITHIN = 10  # characters: " on ", " late on "


def filed(span: Span, lines: Sequence[tuple[int, int]]) -> bool:
    """True for words inside a dateline."""
    return any(start <= span.start < end for start, end in lines)


def is_party(place: Place, clause: Clause) -> bool:
    """True for a place word that tells whose or by whom, not where: "U.S. jets", "Tehran retorts"."""
    assert place.span is not None
    if is_origin(place.span, clause):
        return True
    if place.precision == "country":
        return is_adjective(place.span, clause)
    if place.precision == "site" and place.span.text.lower().removeprefix("the ") in SEATS:
        return owns_or_acts(place.span, clause)
    return place.precision == "town" and acts(place.span, clause)


# Buildings that stand for those who govern from them.
SEATS = frozenset(
    ("pentagon", "kremlin", "white house", "downing street", "blue house", "capitol hill", "foggy bottom")
)


def owns_or_acts(place: Span, clause: Clause) -> bool:
    """True when a seat of government is neither behind a preposition nor a verb's object."""
    i = token_at(place, clause)
    if i == len(clause.lowers):
        return False
    i -= clause.lowers[max(0, i - 1)] == "the"
    return i == 0 or clause.classes[i - 1] not in "PV"


def is_adjective(place: Span, clause: Clause) -> bool:
    """True for a country's name before a noun: "U.S. air strikes", "the Iraq war"."""
    tokens = clause.sentence.tokens
    i = bisect_left(tokens, place.end, key=END)
    if i >= len(tokens) - 1 or tokens[i].end != place.end:
        return False
    return clause.classes[i : i + 2] == "NN" and tokens[i + 1].start == place.end + 1


def is_side(place: Span, clause: Clause) -> bool:
    """True for a country that acts or is dealt with: "Gambia had sued", "a deal with Iran"."""
    tokens, lowers, classes = clause.sentence.tokens, clause.lowers, clause.classes
    first = next((i for i, token in enumerate(tokens) if token.start >= place.start), len(tokens))
    last = next((i for i, token in enumerate(tokens) if token.start >= place.end), len(tokens))
    if lowers[last : last + 1] == ("'s",) and last + 1 < len(tokens) and tokens[last + 1].capital:
        return True
    before = first - 1 - (first > 0 and lowers[first - 1] == "the")
    if before >= 0 and lowers[before] in WITH:
        return True
    if before >= 0 and classes[before] in "PTO":
        return False
    after = last
    while after < len(tokens) and classes[after] == "B":
        after += 1
    if after == len(tokens):
        return False
    if lowers[after] == "'s":
        return True
    follows = lowers[after + 1] if after + 1 < len(tokens) else ""
    return classes[after] == "V" or (classes[after] == "A" and lowers[after] in HAVING and follows != "been")


WITH = frozenset("with against".split())
HAVING = frozenset("has had have must will would should".split())


def is_origin(place: Span, clause: Clause) -> bool:
    """True for a place behind "by", and behind "from" where something is fired or directed from it."""
    i = token_at(place, clause)
    if i == len(clause.lowers):
        return False
    before = clause.lowers[max(0, i - 2) : i]
    return before[-1:] == ("by",) or (before[-1:] == ("from",) and before[0] in SENT)


def token_at(place: Span, clause: Clause) -> int:
    """Index of the first token that starts where the place does or after it, else the number of tokens."""
    return bisect_left(clause.sentence.tokens, place.start, key=START)


START, END = attrgetter("start"), attrgetter("end")
SENT = frozenset("fired launched directed sent ordered supplied backed armed".split())


def acts(place: Span, clause: Clause) -> bool:
    """True when a town is the subject of an active verb, standing for a government ("Tehran retorts")."""
    tokens = clause.sentence.tokens
    for chunk in clause.chunks:
        if tokens[chunk.first].start <= place.start and place.end == tokens[chunk.last - 1].end:
            if chunk.first and clause.classes[chunk.first - 1] in "PO":
                return False
            after = chunk.last
            while after < len(tokens) and clause.classes[after] == "B":
                after += 1
            alone = tokens[chunk.first].start == place.start
            return alone and after < len(tokens) and clause.classes[after] == "V"
    return False


def covers(voice: Span, place: Span | None) -> bool:
    """True when the place is only part of who speaks or is accused ("Iran says", "blames Iran")."""
    return place is not None and voice.start <= place.start and place.end <= voice.end


def default_time(*, background: bool, published: date | None) -> Period | None:
    """No time words: a news event lies on or before the day of publication; a recalled one is open."""
    if background or published is None:
        return None
    return Period(first=None, last=published, precision="open", basis="no time words; not after publication")


def time_of(draft: Draft) -> Period | None:
    """The time words of the happening: of its first telling that has any that resolve."""
    told = [telling.when for telling in draft.tellings if telling.when is not None]
    return next((when for when in told if when.last is not None), told[0] if told else None)


def own_time(draft: Draft, beside: Sequence[Draft], *, times: Sequence[Period]) -> Period | None:
    """The time words of one telling: nearest in its own part of the sentence, else in the sentence.

    `beside` are the drafts and `times` the time words of that sentence.
    """
    if not times:
        return None
    inside = [t for t in times if t.span and belongs(t.span, draft, beside=beside)]
    if not inside:
        return None
    first, last = segment_span(draft)
    near = [t for t in inside if t.span and first <= t.span.start < last]
    elsewhere = any(d.segment != draft.segment for d in beside)
    choice = near or ([] if elsewhere else inside)
    resolved = [t for t in choice if t.last is not None] or choice
    return min(resolved, key=lambda t: gap(t.span, draft.span), default=None)


def belongs(time: Span, draft: Draft, *, beside: Sequence[Draft]) -> bool:
    """False for a time that belongs to something else's name ("the 7 July bombings")."""
    clause = draft.clause
    tokens = clause.sentence.tokens
    for chunk in clause.chunks:
        if tokens[chunk.first].start <= time.start and time.end < tokens[chunk.last - 1].end:
            if chunk.first <= draft.first < chunk.last:
                return True
            named = any(chunk.first <= d.first < chunk.last for d in beside)
            after = next(
                (i for i in range(chunk.first, chunk.last) if tokens[i].start >= time.end), chunk.last
            )
            return not named and not (after < chunk.last and clause.classes[after] == "S")
    return True


def segment_span(telling: Draft) -> tuple[int, int]:
    """Characters of the sentence part that a telling stands in."""
    tokens = telling.clause.sentence.tokens
    return tokens[telling.segment[0]].start, tokens[telling.segment[1] - 1].end


def gap(one: Span | None, other: Span) -> int:
    """Characters between two spans."""
    if one is None:
        return 1 << 30
    return max(one.start - other.end, other.start - one.end, 0)


def place_of(draft: Draft, *, drafts: Sequence[Draft], marks: Marks, found: Index) -> Place | None:
    """The place of the happening: of its own sentences, else of the two after the lead or one before it.

    A country where another of the `drafts` happened is no place to borrow.
    """
    if draft.kind in NO_PLACE:
        return None
    for telling in draft.tellings:
        if telling.where is not None:
            return telling.where
    if all(is_ground(telling) for telling in draft.tellings):
        return None
    number, places = draft.clause.number, found.places
    taken = [telling.where for other in drafts if other is not draft for telling in other.tellings]
    later = [
        place
        for n in ((1, 2) if number == 0 else ())
        for place in places.get(n, ())
        if place.precision != "country" or place not in taken
    ]
    if later:
        return later[0]
    for earlier in range(number - 1, -1, -1):
        if places.get(earlier) and number not in found.sides:
            borrowed: Place = replace(places[earlier][0], inferred=True)
            return borrowed
    if len(marks.countries) == 1 and draft.kind in AT_HOME and ABROAD.isdisjoint(draft.clause.lowers):
        basis = "only country of the report"
        return Place(country=marks.countries[0], name=None, precision="country", inferred=True, basis=basis)
    return None


def own_place(draft: Draft, *, places: Sequence[Place]) -> Place | None:
    """The place in the sentence of one telling that fits it best by grammar.

    What is told only as a cause ("in response to the air strike") happened where its own words say.
    """
    if draft.segment[0]:
        first, last = segment_span(draft)
        opening = draft.clause.lowers[draft.segment[0]]
        if opening in CAUSAL:
            places = [place for place in places if place.span and first <= place.span.start < last]
    if is_ground(draft):
        start = draft.clause.sentence.tokens[phrase_start(draft)].start
        places = [place for place in places if place.span and place.span.start >= start]
    if len(places) < 2:
        return places[0] if places else None
    return max(places, key=lambda place: fitness(place, draft))


def is_ground(telling: Draft) -> bool:
    """True for what is tried or protested over: "sentenced for the killing", "rallies over the raid"."""
    clause, start = telling.clause, phrase_start(telling)
    before = clause.lowers[max(0, start - TRIED_WITHIN) : start]
    return before[-1:] == ("over",) or (before[-1:] == ("for",) and not TRIED.isdisjoint(before))


def phrase_start(telling: Draft) -> int:
    """The first token of the noun phrase that the trigger stands in, or of the trigger."""
    first = telling.first
    return next((c.first for c in telling.clause.chunks if c.first <= first < c.last), first)


TRIED = frozenset(
    "tried trial convicted sentenced sentences sentence jailed imprisoned death prison extradition".split()
)
TRIED_WITHIN = 7  # tokens: "sentenced five people to death for the"
CAUSAL = frozenset("in after following since".split())


def fitness(place: Place, telling: Draft) -> float:
    """How well a place of the sentence fits: after a locative word, near, behind the trigger, precise."""
    clause = telling.clause
    assert place.span is not None
    index = bisect_right(clause.sentence.tokens, place.span.start, key=START) - 1
    first, last = segment_span(telling)
    score = 0.0
    before = clause.lowers[max(0, index - 4) : index]
    if before and (before[-1] in LOCATIVE or not LOCATIVE.isdisjoint(before[-3:])):
        score += 3.0
    if first <= place.span.start < last:
        score += 2.0
    if place.span.start > telling.span.start:
        score += 1.0
    if place.precision != "country" and place.country is not None:
        score += 1.5  # but not for what is wider than a country: West Africa
    if place.span.end + 1 == telling.span.start:
        score += 4.0  # the Karachi bombing
    return score - gap(place.span, telling.span) / 100
