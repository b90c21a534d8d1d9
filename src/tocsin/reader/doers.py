"""Who did it: noun phrases that the grammar around the trigger words makes the doers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..values import Chunk, Clause
from .finding import Draft
from .nouns import head, is_name, is_people, is_weapon, nouns
from .tolls import is_passive, listed, listed_back, patient

BETWEEN = frozenset("between with".split())
# Verbs whose subject suffers the deed: "police lost control of the town".
LOSING = frozenset("lose loses lost losing".split())
MUTUAL = frozenset("armed_clash agreement riot".split())
# Adjectives and nouns before an event noun that do not tell who did it.
NOT_WHO = frozenset(
    "suicide car truck roadside bomb deadly series major recent latest new first second third armed "
    "terrorist terror mass fatal violent rocket missile mortar drone air artillery heavy fresh fierce "
    "twin double coordinated multiple separate alleged suspected apparent cyber arson grenade gun "
    "knife gas acid chemical overnight massive large large-scale ground surprise military "
    "anti-government peaceful nationwide general hunger street hostage prisoner peace economic "
    "ballistic nuclear cross-border targeted retaliatory attempted failed planned imminent "
    "police-station 2001 september october november series wave spate string number two three four "
    "five six several mosque church school embassy hotel market nightclub bus train subway metro "
    "airport".split()
)


def stands_for_side(clause: Clause, chunk: Chunk) -> bool:
    """True for a plural that can be a side of a fight: "ten soldiers", not "19 people" nor a single name."""
    word = head(clause, chunk)
    return (
        word.endswith(("s", "men"))
        and word not in ("civilians", "others", "persons")
        and not is_name(clause, chunk)
    )


# Kinds before whose nouns a demonym or country's name tells who did it ("Israeli air strikes"), by their
# share of right ones among the annotated training reports (2026-11-22); elsewhere it tells where.
DEMONYM_DOES = frozenset(
    "air_strike shelling raid mobilization capture sanction withdrawal armed_clash crackdown".split()
)
DEMONYMS = (
    "an",
    "ish",
    "ese",
    "li",
    "qi",
    "ch",
    "us",
    "u.s.",
    "uk",
    "eni",
    "ani",
    "nato",
    "led",
    "states",
    "kingdom",
)


def doers(draft: Draft) -> Iterator[Chunk]:
    """Phrases of those who did it, by the grammar of the trigger."""
    clause, first, last = draft.clause, draft.first, draft.last
    if draft.trigger.pos == "verb":
        yield from verb_doers(draft)
        return
    if draft.kind in MUTUAL:
        yield from sides(clause, last)
    charged = not CHARGED.isdisjoint(clause.lowers[:first])  # then "by" names the accuser
    by = None if charged else by_phrase(clause, last)
    if by is not None:
        yield from acting(clause, listed(clause, by))
        return
    who = before_noun(clause, first, kind=draft.kind)
    if who is not None:
        yield who
        return
    subject = carrier(clause, first)
    if subject is not None:
        yield from acting(clause, listed_back(clause, subject))
    if draft.kind == "armed_clash":
        yield from clashed(clause)


def verb_doers(draft: Draft) -> Iterator[Chunk]:
    """Subject of an active verb, "by" phrase of a passive one; both sides of a fight."""
    clause, first = draft.clause, draft.first
    if clause.lowers[first] in LOSING:
        return
    if is_passive(clause, first):
        by = by_phrase(clause, draft.last)
        if by is not None:
            yield from acting(clause, listed(clause, by))
        return
    subject = subject_of(clause, first)
    if subject is not None:
        yield from acting(clause, listed_back(clause, subject))
        if is_weapon(clause, subject) and clause.sentence.tokens[subject.first].capital:
            if clause.lowers[subject.first].endswith(DEMONYMS):
                yield Chunk(subject.first, subject.first + 1)
    if draft.kind in MUTUAL and draft.last < len(clause.lowers):
        withs = clause.lowers[draft.last] in ("with", "against")
        other = clause.after(draft.last + withs, reach=2 if withs else 0)
        if other is not None:
            yield from acting(clause, listed(clause, other))


def subject_of(clause: Clause, verb: int) -> Chunk | None:
    """Subject of the verb at token `verb`: over auxiliaries, "who", an earlier verb of the same clause."""
    i = verb - 1
    if i > 0 and clause.classes[i] == "T":
        j = previous_verb(clause, i - 1)
        return subject_of(clause, j) if j is not None and not is_passive(clause, j) else None
    while i >= 0 and clause.classes[i] in "AB":
        i -= 1
    if i >= 0 and clause.lowers[i] in ("who", "which", "that"):
        i -= 1
        if i >= 0 and clause.lowers[i] == ",":
            i -= 1
        return clause.before(i + 1, skip="", nearest=True)
    if (i >= 0 and clause.classes[i] == "N") or (i >= 0 and clause.classes[i] in "DS"):
        return disguised(clause, clause.before(i + 1, skip=""))
    if i >= 0 and clause.classes[i] in "VC.":
        j = previous_verb(clause, i)
        if j is not None and verb - j < 20:
            return None if is_passive(clause, j) else subject_of(clause, j)
    return None


def disguised(clause: Clause, chunk: Chunk | None) -> Chunk | None:
    """The one who acts where the phrase is only what he looks like: "militants dressed as policemen"."""
    if chunk is None or chunk.first < 2 or clause.lowers[chunk.first - 1] != "as":
        return chunk
    return clause.before(chunk.first - 2, skip="", nearest=True) or chunk


def previous_verb(clause: Clause, i: int) -> int | None:
    """Index of the nearest verb at or before `i` in the same sentence part."""
    for j in range(i, -1, -1):
        if clause.classes[j] == "V":
            return j
        if clause.classes[j] == "R" or clause.lowers[j] in ";:":
            return None
    return None


def sides(clause: Clause, last: int) -> Iterator[Chunk]:
    """The sides after "between X and Y" or "with X", up to four tokens after the noun."""
    for i in range(last, min(last + 5, len(clause.lowers))):
        if clause.lowers[i] in BETWEEN:
            other = clause.after(i + 1)
            if other is not None:
                both = listed(clause, other)
                if len(both) == 1 and clause.lowers[other.last : other.last + 1] == ("and",):
                    second = clause.after(other.last + 1, reach=0)
                    both = (other, second) if second is not None else both
                yield from acting(clause, both)
            return


def by_phrase(clause: Clause, start: int) -> Chunk | None:
    """The phrase after "by", up to fourteen tokens on and before the next clause begins."""
    for i in range(start, min(start + 14, len(clause.lowers))):
        if clause.lowers[i] == "by":
            after = clause.after(i + 1, reach=0)
            return after if after is not None and clause.classes[after.first] != "." else None
        if clause.classes[i] == "R" or clause.lowers[i] in (";", ":"):
            return None
        if clause.classes[i] in "VA" and clause.classes[i - 1] != "C" and clause.lowers[i] not in DONE_BY:
            return None
    return None


# Machines that act for whom their phrase names: "Israeli jets", "U.S. aircraft".
MACHINES = frozenset(
    "jet jets aircraft warplane warplanes plane planes helicopter helicopters gunships warship "
    "warships".split()
)
CHARGED = frozenset("accused blamed charged suspected condemned denounced".split())
# Participles between a deed and its "by": "an attack carried out by rebels"; any other verb has a "by" of
# its own.
DONE_BY = frozenset(
    "carried committed perpetrated launched conducted staged organized organised waged mounted "
    "executed led imposed fired planted detonated killed wounded injured".split()
)
# Verbs whose object is the deed itself: "launched an offensive", "signed a ceasefire", "staged a protest".
LIGHT = frozenset(
    "launch launches launched launching carry carries carried carrying conduct conducts conducted "
    "conducting stage stages staged staging hold holds held holding mount mounts mounted sign signs "
    "signed signing reach reaches reached agree agrees agreed impose imposes imposed imposing begin "
    "begins began start starts started perform performed execute executed commit commits committed "
    "make makes made announce announces announced declare declares declared accept accepts accepted "
    "break broke broken violate violates violated order orders ordered join joins joined".split()
)


def carrier(clause: Clause, first: int) -> Chunk | None:
    """Subject of the light verb whose object the trigger noun is, over "out", "to" and "on"."""
    start = next((chunk.first for chunk in clause.chunks if chunk.first <= first < chunk.last), first)
    i = start - 1
    while i >= 0 and (clause.classes[i] in "BT" or clause.lowers[i] in ("out", "on", "up")):
        i -= 1
    if i >= 0 and clause.classes[i] == "V" and clause.lowers[i] in LIGHT and not is_passive(clause, i):
        return subject_of(clause, i)
    return None


def clashed(clause: Clause) -> Iterator[Chunk]:
    """Those killed in a fight with others are its other side."""
    if "between" in clause.lowers:
        return
    for i, word in enumerate(clause.lowers):
        if word == "killed" and is_passive(clause, i) and "with" in clause.lowers[i:]:
            before = patient(clause, i)
            if before is not None:
                sides_killed = listed_back(clause, before)
                yield from acting(clause, (c for c in sides_killed if stands_for_side(clause, c)))
            return


def before_noun(clause: Clause, first: int, *, kind: str) -> Chunk | None:
    """Who stands before an event noun in its own phrase: "Israeli air strikes", "the army's offensive"."""
    for chunk in clause.chunks:
        if not chunk.first <= first < chunk.last:
            continue
        start, end = chunk.first, first
        for i in range(first - 1, chunk.first - 1, -1):
            if clause.classes[i] == "S":
                owner = Chunk(chunk.first, i)
                if i > chunk.first and can_act(clause, owner):
                    return owner
                start = i + 1  # "Sunday's American air strikes"
                break
            if clause.classes[i] == "O":
                start = i + 1
                break
        while end > start and not names_doer(clause, end - 1, kind=kind):
            end -= 1
        while start < end and (clause.classes[start] == "D" or clause.lowers[start] in NOT_WHO):
            start += 1
        if start < end and names_doer(clause, end - 1, kind=kind):
            return Chunk(start, end)
        return None
    return None


def names_doer(clause: Clause, i: int, *, kind: str) -> bool:
    """True for a capitalised adjective or name, or a noun for people or forces."""
    word = clause.lowers[i]
    if word == "military" and i and clause.sentence.tokens[i - 1].capital:
        return True
    if word in NOT_WHO or clause.classes[i] != "N":
        return False
    if word in nouns().doer or is_people(word):
        return True
    return kind in DEMONYM_DOES and clause.sentence.tokens[i].capital and word.endswith(DEMONYMS)


def acting(clause: Clause, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The phrases that can stand for somebody who acts."""
    for chunk in chunks:
        if can_act(clause, chunk):
            yield chunk


def can_act(clause: Clause, chunk: Chunk) -> bool:
    """True for people, groups, forces and names; False for weapons, happenings, places and dates."""
    lexicon, word = nouns(), head(clause, chunk)
    if word in MACHINES:
        names = clause.sentence.tokens[chunk.first : chunk.last - 1]
        return any(t.capital and t.lower != "the" and not any(map(str.isdigit, t.lower)) for t in names)
    if (
        word in lexicon.happening
        or is_weapon(clause, chunk)
        or word in lexicon.site
        or word in lexicon.vehicle
    ):
        return word in lexicon.doer and word not in lexicon.happening
    if word in lexicon.doer or is_people(word):
        return True
    return is_name(clause, chunk)
