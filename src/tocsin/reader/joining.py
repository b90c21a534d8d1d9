"""Which tellings of one report are the same happening, and which happenings are news or only recalled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ..values import Period, Place
from . import doers
from .finding import ANSWERS, Draft
from .nouns import nouns
from .tolls import is_passive

# Words that say a happening is another one than the last.
ANOTHER = frozenset(
    "another second third separate separately elsewhere meanwhile later earlier also previous "
    "previously similar".split()
)
# Words that open what is recalled to explain the news.
RECALLING = frozenset("after following since amid".split())
CAUSES = tuple(
    "in response to; in retaliation for; in protest at; in the wake of; in connection with; in "
    "revenge for; responsible for; accused of; charged with; charge of; charges of; convicted "
    "of; guilty of; anniversary of; marking the; investigation into; investigating the; "
    "condemns the; condemned the; condemn the; victims of; role in; relation to; ensuing; "
    "previous; involvement in; connected to; linked to; over the; perpetrators of; suspect in; "
    "suspects in; trial for; wanted for; sentenced for; retaliation for; response to; protest "
    "against; protests against; protesting against; mourn the".split("; ")
)
COURTS = frozenset(
    "court trial tried convicted convicts convict sentenced sentences sentence charged charges "
    "indicted indicts judge prosecutors prosecutor jury verdict acquitted pleads pleaded guilty "
    "extradited extradition lawsuit tribunal inquest inquiry anniversary commemorate commemorates "
    "commemoration memorial marks investigation memoir documentary".split()
)
NEWS_DAYS = (
    6  # a happening dated further back than this is recalled; 95 % of news events in events/train are nearer
)
NEAR = 2  # sentences over which "the attack" or "were killed" speaks of what was told before
DEFINITE = 5  # sentences over which "the attack" does
FAR = 3  # sentences after which a day of its own makes another happening of the same kind
LEAD = 3  # sentences (headline and first two) in which a long report tells its news
# sentences from which a report counts as long; the three numbers were set on events/long.train, 2026-11-22
LONG = 7
VIOLENT = frozenset(("attack", "fight", "state", "crowd"))


def join(drafts: Sequence[Draft], families: Mapping[str, str]) -> list[Draft]:
    """Drafts that each stand for one happening, with all its tellings."""
    kept: list[Draft] = []
    for draft in within_sentences(drafts, families):
        earlier = same_happening(draft, kept, families=families)
        if earlier is None:
            kept.append(draft)
        else:
            absorb(earlier, draft)
    return kept


def within_sentences(drafts: Sequence[Draft], families: Mapping[str, str]) -> list[Draft]:
    """Drafts with the weak and general ones of each sentence absorbed by the specific one beside them."""
    kept: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.clause.number, []).append(draft)
    for group in by_sentence.values():
        hosts = [d for d in group if not (d.trigger.weak or d.trigger.general)]
        for weak in (False, True):  # general words first, so that outcomes ("killed") find them as hosts
            for draft in group:
                if (
                    draft in hosts
                    or not (draft.trigger.weak or draft.trigger.general)
                    or draft.trigger.weak != weak
                ):
                    continue
                host = host_of(draft, hosts, families=families)
                if host is None:
                    hosts.append(draft)
                else:
                    absorb(host, draft)
        kept.extend(without_outcomes(sorted(hosts, key=lambda d: d.first), families))
    return kept


def without_outcomes(hosts: Sequence[Draft], families: Mapping[str, str]) -> list[Draft]:
    """The happenings, without destruction that an attack before it did ("..., setting cars ablaze")."""
    kept: list[Draft] = []
    for draft in hosts:
        outcome = draft.kind == "sabotage" and draft.clause.lowers[draft.first].endswith("ing")
        doing = [d for d in kept if families.get(d.kind) in ("attack", "crowd") or d.kind == "storming"]
        if outcome and draft.trigger.pos == "verb" and doing:
            absorb(doing[-1], draft)
        else:
            kept.append(draft)
    return kept


def host_of(draft: Draft, others: Sequence[Draft], *, families: Mapping[str, str]) -> Draft | None:
    """The specific happening that a weak or general word beside it tells of: the nearest compatible one."""
    best: Draft | None = None
    for other in others:
        if draft.stage == "threatened" != other.stage:
            continue
        if families.get(other.kind) not in VIOLENT or separated(draft, other) or acts_before(draft, other):
            continue
        if coordinated(draft, other) or is_answer(draft, other):
            continue
        if families.get(other.kind) == "crowd" and (is_cause(draft) or is_caused(draft)):
            continue
        if (
            draft.trigger.general
            and not draft.trigger.weak
            and not compatible(draft, other, families=families)
        ):
            continue
        if best is None or distance(draft, other) < distance(draft, best):
            best = other
    return best


def is_answer(draft: Draft, other: Draft) -> bool:
    """True when the noun tells of what an active deed answers: "bombed bases, an answer to rocket fire"."""
    if (
        draft.trigger.pos != "verb"
        or draft.trigger.weak
        or other.trigger.pos != "noun"
        or other.first < draft.last
    ):
        return False
    lowers = other.clause.lowers[max(draft.last, other.first - 4) : other.first]
    return not ANSWERED.isdisjoint(lowers) and not is_passive(draft.clause, draft.first)


ANSWERED = frozenset("to for of".split())


def coordinated(draft: Draft, other: Draft) -> bool:
    """True for two clauses joined by "and", each with its own subject and deed."""
    if draft.segment == other.segment or is_passive(draft.clause, draft.first):
        return False
    later = max(draft, other, key=lambda d: d.first)
    return later.clause.lowers[later.segment[0]] == "and" and draft.trigger.pos == "verb"


def acts_before(draft: Draft, other: Draft) -> bool:
    """True for an active deed in the main clause when the other happening is only what it followed.

    "Gunmen killed two priests, a week after the kidnapping of a bishop" tells two happenings;
    "76 civilians are killed following an air strike" tells one.
    """
    if draft.segment == other.segment:
        return False
    opening, second = other.clause.lowers[other.segment[0] : other.segment[0] + 2]
    if opening == "in" and second in ANSWERS:
        return True
    if draft.trigger.pos != "verb":
        return False
    return opening in ("after", "following") and not is_passive(draft.clause, draft.first)


def distance(one: Draft, other: Draft) -> int:
    """Tokens between two tellings of one sentence."""
    return abs(one.first - other.first)


def compatible(one: Draft, other: Draft, *, families: Mapping[str, str]) -> bool:
    """True when two kinds may name the same happening."""
    if one.kind == other.kind:
        return True
    return not is_settled(one) and families.get(one.kind) == families.get(other.kind) == "attack"


def separated(one: Draft, other: Draft) -> bool:
    """True when a word between two tellings of a sentence says that they are two happenings."""
    first, last = sorted((one.first, other.first))
    between = one.clause.lowers[first + 1 : last]
    return bool(between) and not {"another", "separate", "separately", "elsewhere", "meanwhile"}.isdisjoint(
        between
    )


def same_happening(draft: Draft, kept: Sequence[Draft], *, families: Mapping[str, str]) -> Draft | None:
    """The earlier happening of the report that this draft tells again, None for a new one."""
    lowers = draft.clause.lowers
    anew = not ANOTHER.isdisjoint(lowers[max(0, draft.first - 5) : draft.first])
    for earlier in reversed(kept):
        same_sentence = earlier.clause.number == draft.clause.number
        if told_apart(earlier, draft) or (not same_sentence and another_s_deed(earlier, draft)):
            continue
        if earlier.stage != draft.stage and not (draft.trigger.weak or draft.trigger.general):
            continue
        if is_series(earlier) != is_series(draft):
            continue
        if earlier.kind == draft.kind and not anew:
            if same_sentence and not adjoining(earlier, draft):
                continue
            return earlier
        loose = may_retell(draft) and not anew and not same_sentence
        if is_settled(draft) and draft.kind != earlier.kind:
            loose = False
        reach = DEFINITE if draft.first and lowers[draft.first - 1] in ("the", "this", "these") else NEAR
        if (
            loose
            and draft.clause.number - earlier.tellings[-1].clause.number <= reach
            and not is_cause(earlier)
        ):
            if families.get(earlier.kind) in VIOLENT and families.get(draft.kind) in VIOLENT:
                return earlier
    return None


def another_s_deed(earlier: Draft, draft: Draft) -> bool:
    """True when an active verb has a doer of its own whom no earlier telling names: somebody else's deed.

    "The attackers" may be those of before; "American forces", "Rebels" and "the Taliban" are new.
    """
    clause = draft.clause
    if draft.trigger.pos != "verb" or is_passive(clause, draft.first) or is_lead(earlier, draft):
        return False
    subject = doers.subject_of(clause, draft.first)
    if subject is None or not doers.can_act(clause, subject):
        return False
    definite = clause.lowers[subject.first] in ("the", "this", "these", "its", "their", "his")
    if definite and clause.lowers[subject.last - 1] in doers.MACHINES:  # "The F-15E aircraft"
        return False
    tokens = clause.sentence.tokens[subject.first + definite : subject.last]
    bodies = nouns().doer  # "the army" is named by what it is
    words = {token.lower for token in tokens if token.capital or not definite or token.lower in bodies}
    told = {word for telling in earlier.tellings for word in telling.clause.lowers}
    return bool(words) and words.isdisjoint(told)


def is_lead(earlier: Draft, draft: Draft) -> bool:
    """True when the first sentence tells in other words what the headline has told."""
    headline = earlier.clause.number == 0 and earlier.clause.lowers[-1] not in (".", "?", "!", '"', "”")
    return headline and draft.clause.number == 1 and earlier.kind == draft.kind


def may_retell(draft: Draft) -> bool:
    """True for outcome and general words, unless they tell only of a cause ("retaliation for an attack")."""
    return (draft.trigger.weak or draft.trigger.general) and not is_caused(draft)


def is_settled(draft: Draft) -> bool:
    """True for a general word whose means or doers settled its kind: "rockets struck"."""
    return draft.trigger.general and draft.kind != draft.trigger.kind


def is_cause(draft: Draft) -> bool:
    """True when the happening is told only as what something else followed or answered."""
    opening = draft.clause.lowers[draft.segment[0]]
    return draft.segment[0] > 0 and (opening in RECALLING or opening == "in")


def told_apart(earlier: Draft, draft: Draft) -> bool:
    """True when two tellings name days that do not meet, or towns or countries that differ."""
    one, two = earlier.when, draft.when
    if one is None and two is not None and two.last and draft.clause.number - earlier.clause.number > FAR:
        return True
    if one is not None and two is not None and one.last and two.last:
        if (one.first or one.last) > two.last or (two.first or two.last) > one.last:
            return True
    if earlier.clause.number != draft.clause.number and two is not None and two.span is not None:
        if not LATER.isdisjoint(two.span.text.lower().split()):
            return True
    here, there = earlier.where, draft.where
    if here is None or there is None:
        return False
    if here.country and there.country and here.country != there.country:
        return True
    return here.precision in EXACT and there.precision in EXACT and far_apart(here, there)


# Time words that tell of what came after the happening before.
LATER = frozenset("later ensuing following next subsequent after afterwards".split())
EXACT = frozenset(("site", "town"))
APART_DEGREES = 0.25  # about 25 km of latitude: farther apart, two towns or sites are two places


def far_apart(one: Place, other: Place) -> bool:
    """True when both have coordinates that differ, or names where one has none."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.name is not None and other.name is not None and one.name != other.name
    return abs(one.lat - other.lat) > APART_DEGREES or abs(one.lon - other.lon) > APART_DEGREES


def adjoining(earlier: Draft, draft: Draft) -> bool:
    """True when two tellings of the same kind in one sentence are one happening, not cause and effect."""
    between = earlier.clause.lowers[earlier.last : draft.first]
    return RECALLING.isdisjoint(between)


def absorb(host: Draft, draft: Draft) -> None:
    """Makes the tellings of `draft` further tellings of `host`; the host's own telling stays the first."""
    host.tellings[1:] = sorted(
        [*host.tellings[1:], *draft.tellings], key=lambda telling: (telling.clause.number, telling.first)
    )


def recalled(
    draft: Draft, drafts: Sequence[Draft], *, when: Period | None, published: date | None, length: int
) -> bool:
    """True when the report (of `length` sentences) recalls the happening to explain its news."""
    if length >= LONG and draft.clause.number >= LEAD:
        fresh = (
            when is not None and published is not None and when.last is not None and when.precision == "day"
        )
        if not (
            fresh
            and when is not None
            and when.last
            and published
            and when.last >= published - timedelta(days=1)
        ):
            return True
    if is_caused(draft) or in_relative_clause(draft, drafts):
        return True
    if when is not None and published is not None and when.last is not None:
        if when.last < published - timedelta(days=NEWS_DAYS):
            return True
        if when.precision == "day" and when.span is not None and when.last >= published - timedelta(days=2):
            return False
    lowers = draft.clause.lowers
    past_perfect = lowers[draft.first - 1] == "had" or lowers[draft.first - 2 : draft.first] == (
        "had",
        "been",
    )
    if draft.first and past_perfect and SAID.isdisjoint(lowers[: draft.first]):
        return True
    inside = all(
        draft.segment[0] <= telling.first < draft.segment[1]
        for telling in draft.tellings
        if telling.clause.number == draft.clause.number
    )
    if draft.segment[0] and lowers[draft.segment[0]] in RECALLING and inside:
        return True
    if draft.kind in SETTLED and draft.trigger.pos == "noun" and lowers[draft.first - 1] == "the":
        return True
    return draft.trigger.pos == "noun" and any(word in COURTS for word in lowers)


SAID = frozenset("said says saying claimed claims told announced reported confirmed that whether".split())
# Measures that "the" in front of them makes known ones ("the sanctions have created problems").
SETTLED = frozenset(("sanction", "agreement"))


def is_caused(draft: Draft) -> bool:
    """True when the words before the trigger make it the cause or topic of something else."""
    lowers = draft.clause.lowers
    before = " ".join(lowers[max(0, draft.first - 7) : draft.first + 1])
    return any(map(before.__contains__, CAUSES))  # most tellings have none: half the time of a generator


def in_relative_clause(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True for a deed told in passing of those whom the news is about ("who kidnapped him are shot")."""
    clause, first = draft.clause, draft.first
    if draft.trigger.pos != "verb" or draft.trigger.weak or first == 0:
        return False
    i = first - 1
    while i > 0 and clause.classes[i] in "AB":
        i -= 1
    if clause.lowers[i] not in ("who", "which", "that"):
        return False
    return any(d is not draft and d.clause.number == clause.number for d in drafts)


AGGREGATE = frozenset(
    "series wave spate string spree campaign attacks clashes raids bombings strikes airstrikes "
    "shootings killings abductions kidnappings arrests".split()
)

SEVERAL = frozenset(
    "series wave spate string spree recent months weeks years since separate various across several "
    "numerous multiple repeated ongoing".split()
)


def is_series(draft: Draft) -> bool:
    """True for a summed-up series: a plural of attacks with a word for several times or places."""
    lowers = draft.clause.lowers
    around = lowers[max(0, draft.first - 6) : draft.last + 6]
    plural = lowers[draft.last - 1] in AGGREGATE or "plural" in draft.trigger.forms
    return plural and not SEVERAL.isdisjoint(around)
