"""Where a report tells of happenings: trigger words, their kind and stage, and what is no event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from ..ontology import Guard, Trigger, Triggers, out_of_scope
from ..values import Clause, Period, Place, Span, Stage

# Words that begin a new clause inside a sentence.
BREAKS = frozenset(
    "after before while when as because although though since until unless if whereas following but "
    "amid".split()
)
OPENING = BREAKS | {";", ":", "in", "and"}
# A topic label before the first sentence ("2011 Syrian uprising: ..."): of 171 events in labelled training
# reports
# only 6 have their trigger in it.
LABEL = re.compile(r"(?!.{0,12}:)[A-Z0-9][^.:\n]{3,70}:\s")
NEGATIVE = frozenset("not no never without nor denies denied deny cannot n't".split())
# Objects that undo the verb before them: "it fired on nobody".
NOBODY = frozenset("nobody no-one none nothing".split())
FUTURE = frozenset(
    "will would shall plan plans planned planning prepare prepares preparing intend intends vow vows "
    "vowed threaten threatens threatened pledges pledged warn warns warned plot plots plotting "
    "plotted order orders ordered schedule scheduled upcoming imminent planned".split()
)
ATTEMPT = frozenset(
    "attempt attempts attempted attempting try tries tried trying foil foils foiled thwart thwarts "
    "thwarted fail fails failed intercept intercepts intercepted defuse defuses defused avert averts "
    "averted prevent prevents prevented disrupt disrupts disrupted botched abortive unsuccessful "
    "unsuccessfully unexploded attempted".split()
)
FOILED = frozenset(
    "foiled thwarted intercept intercepts intercepted defused averted prevented failed disrupted".split()
)
# Words before a trigger noun that make it feared or wished, not told.
WISH = frozenset(
    "fear fears feared fearing possible potential end ending halt risk prevent against condone "
    "anti-terror possibility".split()
) - {"against"}
STRATEGIC = frozenset("threat mobilization withdrawal sanction agreement protest".split())
UNGUARDED = Guard()
LOOK_BACK = 6  # tokens before a trigger in which a modal, negation or plan bears on it


@dataclass(slots=True, eq=False)
class Draft:
    """A happening in the making, private to the reader: where it is told and what was gathered so far.

    `tellings` are the places in the report that tell of it, in text order, this one among them.
    """

    clause: Clause
    first: int
    last: int
    trigger: Trigger
    kind: str
    stage: Stage
    segment: tuple[int, int]
    tellings: list[Draft] = field(default_factory=list)
    background: bool = False
    private: bool = False
    when: Period | None = None
    where: Place | None = None

    span: Span = field(init=False)

    def __post_init__(self) -> None:
        self.tellings.append(self)
        self.span = self.clause.span(self.first, self.last)


def find(clauses: Sequence[Clause], triggers: Triggers, *, private: bool = False) -> list[Draft]:
    """One draft for each trigger that tells of a happening, in text order; topic labels tell of none.

    Private crime is left out unless `private`, and then marked.
    """
    if not clauses:
        return []
    if is_sport(clauses):
        return []
    label = LABEL.match(clauses[0].text)
    start = label.end() if label else 0
    return [draft for clause in clauses for draft in find_in(clause, triggers, start=start, private=private)]


def find_in(clause: Clause, triggers: Triggers, *, start: int, private: bool) -> Iterator[Draft]:
    """Drafts of one sentence from character `start` on; a longer trigger shadows those inside it."""
    lowers, tokens, opening = clause.lowers, clause.sentence.tokens, triggers.starts
    if opening.isdisjoint(lowers) or is_list(clause):
        return
    edges: tuple[tuple[int, int], ...] = ()
    topics = out_of_scope_topics(lowers)
    taken = 0
    for i in [i for i, word in enumerate(lowers) if word in opening]:
        if i < taken or tokens[i].start < start:
            continue
        for trigger in triggers.at(lowers, i):
            last = i + len(trigger.words)
            if not agrees(clause, i, last=last, trigger=trigger):
                continue
            outside = topics if trigger.weak or trigger.general else NO_TOPIC
            if outside and not (private and outside == {PRIVATE}):
                continue
            edges = edges or segments(clause)
            segment = next(edge for edge in edges if edge[0] <= i < edge[1])
            kind = kind_of(clause, i, last=last, segment=segment, trigger=trigger)
            stage = stage_of(clause, i, segment=segment, kind=kind) if kind else None
            if kind is None or stage is None:
                continue
            yield Draft(clause, i, last, trigger, kind, stage, segment, private=bool(outside))
            taken = last
            break


def kind_of(clause: Clause, i: int, *, last: int, segment: tuple[int, int], trigger: Trigger) -> str | None:
    """Kind that the trigger at tokens `i` to `last` tells of, by the other words of its segment, if any."""
    if not trigger.signs and trigger.guard == UNGUARDED:
        return trigger.kind  # whatever the other words are
    before = clause.lowers[segment[0] : i]
    words = scene((*before, *clause.lowers[last : segment[1]]))
    kind = by_subject(trigger, words, before=before)
    return kind or trigger.settle(words, doers(clause, i, segment=segment) if trigger.signs else frozenset())


def by_subject(trigger: Trigger, words: frozenset[str], *, before: Sequence[str]) -> str | None:
    """The kind that the means before an active verb settle: in "rockets hit the air base" the rockets do."""
    if not trigger.general or trigger.pos != "verb" or not trigger.allowed(words):
        return None
    front = scene(before)
    return next((signs.kind for signs in trigger.signs if not signs.means.isdisjoint(front)), None)


def scene(lowers: Sequence[str]) -> frozenset[str]:
    """The words that settle a general trigger's kind; "air base" and "air defences" are no air raid."""
    words = frozenset(lowers)
    if "air" not in words:
        return words
    flown = any(
        word == "air" and (i + 1 >= len(lowers) or lowers[i + 1] not in GROUNDED)
        for i, word in enumerate(lowers)
    )
    return words if flown else words - {"air"}


GROUNDED = frozenset("base bases defence defences defense defenses port field".split())


def is_sport(clauses: Sequence[Clause]) -> bool:
    """True for a report of sport, whose attacks, shots and sieges are none."""
    words = SPORT.intersection(chain.from_iterable(clause.lowers for clause in clauses))
    return len(words) >= SPORTS_WORDS


# Words of which a report on sport holds several; none of them is common in reports of violence.
SPORT = frozenset(
    """
    goal goals penalty coach championship championships midfielder striker goalkeeper half-time
    equaliser equalizer semi-final semifinal quarterfinal quarter-final league tournament medal
    medals innings wicket touchdown playoff playoffs defender referee substitute match matches
    scored scorer champion champions cup olympic olympics grand-prix batsman bowler tennis football
    soccer rugby basketball cricket hockey
    """.split()
)
SPORTS_WORDS = 4  # distinct ones; the training reports of attacks on matches hold three at most


PRIVATE = "private crime"  # the topic of that name
NO_TOPIC: frozenset[str] = frozenset()


def out_of_scope_topics(lowers: Sequence[str]) -> frozenset[str]:
    """What the sentence speaks of that is out of scope, such as sport or an accident."""
    starts = outside_phrases()
    if starts.keys().isdisjoint(lowers):
        return NO_TOPIC
    return frozenset(
        topic
        for i, word in enumerate(lowers)
        if word in starts
        for phrase, topic in starts[word]
        if tuple(lowers[i : i + len(phrase)]) == phrase
    )


@cache
def outside_phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Out-of-scope phrases and their topics by their first word."""
    starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, topic in out_of_scope():
        starts.setdefault(phrase[0], []).append((phrase, topic))
    return starts


def segments(clause: Clause) -> tuple[tuple[int, int], ...]:
    """Token ranges of the sentence's parts: cut at semicolons, colons and words that open a new clause."""
    lowers = clause.lowers
    starts = [0]
    for i in [i for i, word in enumerate(lowers) if word in OPENING]:
        if i <= starts[-1] + 1:
            continue
        word = lowers[i]
        if word == "and":
            opens = new_subject(clause, i, since=starts[-1])
        else:
            opens = word != "in" or (i + 2 < len(lowers) and lowers[i + 1] in ANSWERS)
        if opens:
            starts.append(i)
    return tuple(zip(starts, [*starts[1:], len(lowers)], strict=True))


def new_subject(clause: Clause, i: int, *, since: int) -> bool:
    """True when "and" at token `i` opens a clause with subject and active verb after a clause with one."""
    if "V" not in clause.classes[since:i]:
        return False
    for chunk in clause.chunks:
        if chunk.first == i + 1:
            after = clause.classes[chunk.last : chunk.last + 2]
            return after[:1] == "V" and clause.lowers[chunk.last].endswith(FINITE)
    return False


FINITE = (
    "ed",
    "s",
    "hit",
    "shot",
    "struck",
    "fell",
    "took",
    "said",
    "began",
    "came",
    "broke",
    "blew",
    "left",
)
# "in retaliation for": what follows is the cause of what the sentence tells.
ANSWERS = frozenset("retaliation response revenge reprisal protest reaction connection".split())


def is_list(clause: Clause) -> bool:
    """True for a row of topics without a verb ("Intervention in Iraq (2014-2021), Attack on")."""
    if "V" in clause.classes or "A" in clause.classes:
        return False
    return clause.lowers.count(",") + clause.lowers.count("(") > 2


def agrees(clause: Clause, first: int, *, last: int, trigger: Trigger) -> bool:
    """True when the words stand as the trigger's part of speech, and "March" is not the month."""
    if clause.lowers[first] == "march" and any(
        word[:1].isdigit()
        for word in (*clause.lowers[max(0, first - 1) : first], *clause.lowers[last : last + 1])
    ):
        return False
    letter = clause.classes[first] if trigger.pos == "verb" else clause.classes[last - 1]
    if trigger.pos == "verb":
        return letter == "V"
    return letter != "V" or clause.lowers[last - 1].endswith("ing")


def doers(clause: Clause, i: int, *, segment: tuple[int, int]) -> frozenset[str]:
    """Words that stand where the doer stands: before the trigger in its segment, or after "by"."""
    lowers = clause.lowers
    words = set(lowers[segment[0] : i])
    for j in range(i, min(i + 12, segment[1])):
        if lowers[j] == "by":
            words.update(lowers[j : segment[1]])
            break
    return frozenset(words)


POSSIBLE = frozenset(("could", "might", "may"))
SUPPOSED = POSSIBLE | {"would"}


def imagined(clause: Clause, i: int, *, words: frozenset[str] = SUPPOSED) -> bool:
    """True for what would, could or might happen: "would attack", "might be evacuated"."""
    j = i - 1 - (i > 1 and clause.lowers[i - 1] == "be")
    return j >= 0 and clause.lowers[j] in words


def stage_of(clause: Clause, i: int, *, segment: tuple[int, int], kind: str | None) -> Stage | None:
    """done, attempted or threatened; None when the words are denied, imagined, wished or conditional."""
    if kind == "threat":
        return "threatened"
    lowers = clause.lowers
    before = lowers[max(segment[0], i - LOOK_BACK) : i]
    near = before[-3:]
    if lowers[segment[0]] in ("if", "unless", "should") or imagined(clause, i):
        return None
    if not WISH.isdisjoint(before[-4:]) and kind not in STRATEGIC and clause.classes[i] != "V":
        return None
    if not NEGATIVE.isdisjoint(near[-2:]) and kind not in STRATEGIC:
        return None
    if clause.classes[i] == "V" and not NOBODY.isdisjoint(lowers[i + 1 : i + 4]):
        return None
    after = lowers[i : min(i + 5, segment[1])]
    if (
        not ATTEMPT.isdisjoint(before)
        or not FOILED.isdisjoint(after)
        or (i + 1 < len(lowers) and lowers[i + 1] in ("attempt", "attempts", "plot"))
    ):
        return "attempted"
    if "will" in near or (near and near[-1] == "to" and not FUTURE.isdisjoint(before)):
        return "threatened"
    if not FUTURE.isdisjoint(before[-4:]) and clause.classes[i] != "V":
        return "threatened"
    return "done"
