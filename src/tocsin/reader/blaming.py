"""Who did it on whose word: the doers of a happening with the stance that the report takes on each.

Accusing the wrong party is the worst error there is: a doer is `stated` only where nothing hedges it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ..values import Actor, Chunk, Clause, Cue, Span, Stance, Statement
from . import doers, doubt, tolls
from .finding import Draft
from .nouns import nouns

Identify = Callable[[str], Actor | None]
# Speakers whose word an outlet passes on as its own: monitors, media, police, medics, witnesses.
NEUTRAL = frozenset(
    "observatory monitor monitors media agency news reuters afp ap bbc cnn police witnesses witness "
    "residents hospital doctors medics network newspaper television radio reports report organization "
    "organisation group commission rights observers sources source officials official authorities".split()
)
STRENGTH: dict[str, int] = {"denied": 5, "claimed": 4, "blamed": 3, "suspected": 2, "stated": 1}


def statements(
    draft: Draft,
    cues: Mapping[int, Sequence[Cue]],
    *,
    drafts: Sequence[Draft],
    identify: Callable[[str], Actor | None],
) -> tuple[Statement, ...]:
    """One statement for each doer of the happening, in text order of their first mention."""
    found: list[Statement] = []
    for telling in draft.tellings:
        for chunk in doers.doers(telling):
            told = stated(telling, chunk, cues=cues.get(telling.clause.number, ()), identify=identify)
            if told.stance == "stated":
                names = doubt.features(draft, telling, chunk=chunk, identify=identify)
                if not doubt.trusted(names):
                    if any(same_state(told.actor, other.actor, identify=identify) for other in found):
                        continue  # "U.S. bombs ...": "American jets" adds nothing but doubt
                    told = replace(told, stance="suspected", doubtful=True)
            merge(found, told)
        own = confessed(telling, cues.get(telling.clause.number, ()))
        if own is not None:
            merge(found, own)
    if draft.background or not found:
        for chunk, words in charged(draft):
            merge(found, Statement(actor=draft.clause.phrase(chunk), stance="suspected", cue=words))
    numbers = sorted({telling.clause.number for telling in draft.tellings})
    for number in [*numbers, numbers[-1] + 1]:
        for cue in cues.get(number, ()):
            statement = spoken(draft, cue) if number <= numbers[-1] or cue.sort in CARRIED else None
            if statement is not None and nearest(draft, cue, drafts=drafts):
                merge(found, statement)
    return tuple(found)


def nearest(draft: Draft, cue: Cue, *, drafts: Sequence[Draft]) -> bool:
    """True when no other happening of the cue's sentence is told nearer to the cue than this one.

    In "it called the raids an answer to the rocket fire and blamed the militia" the militia is blamed for
    the rocket fire.
    """
    gaps = {
        id(other): min(
            (abs(t.span.start - cue.words.start) for t in other.tellings if t.clause.number == cue.sentence),
            default=1 << 30,
        )
        for other in drafts
    }
    return gaps[id(draft)] <= min(gaps.values())


# Cues that still speak of the happening in the sentence after it ("Nobody saw them. The ELN claimed it.").
CARRIED = frozenset(("claims", "blames", "denies"))


def confessed(telling: Draft, cues: Iterable[Cue]) -> Statement | None:
    """The speaker who says "we" or "it" did it: "the Guards admit they shot down the plane"."""
    clause, i = telling.clause, telling.first - 1
    if telling.trigger.pos != "verb" or tolls.is_passive(clause, telling.first):
        return None
    while i >= 0 and clause.classes[i] in "AB":
        i -= 1
    if i < 0 or clause.lowers[i] not in ("it", "they", "he", "she", "we"):
        return None
    for cue in cues:
        if (
            cue.sort == "says"
            and cue.speaker
            and cue.first <= telling.first < cue.last
            and is_voice(cue.speaker)
        ):
            return Statement(actor=cue.speaker, stance="claimed", says=cue.speaker, cue=cue.words)
    return None


def charged(draft: Draft) -> Iterable[tuple[Chunk, Span]]:
    """Those arrested, charged or tried over the happening, with the word for that: suspected, no more."""
    clause = draft.clause
    for i in range(draft.first - 1, -1, -1):
        word = clause.lowers[i]
        if word in ARRESTED and clause.classes[i] == "V":
            passive = tolls.is_passive(clause, i)
            chunk = tolls.patient(clause, i) if passive else clause.after(i + 1, reach=0)
            if chunk is not None and chunk.last <= draft.first and doers.can_act(clause, chunk):
                return ((chunk, clause.span(i, i + 1)),)
    return ()


ARRESTED = frozenset(
    "arrest arrests arrested charge charges charged convict convicts convicted sentence sentences "
    "sentenced indict indicts indicted tried jailed extradite extradites extradited detain detains "
    "detained acquitted wanted accused".split()
)
SUSPECTED_WORDS = frozenset(("suspected", "suspects", "suspect"))


def stated(telling: Draft, chunk: Chunk, *, cues: Iterable[Cue], identify: Identify) -> Statement:
    """The doer found by grammar, hedged as the words around it hedge."""
    clause = telling.clause
    actor = clause.phrase(chunk)
    stance: Stance = "stated"
    says: Span | None = None
    words: Span | None = None
    open_words = doubted(clause, telling.first)
    if open_words is not None:
        return Statement(actor=actor, stance="suspected", cue=open_words)
    for cue in cues:
        covers = cue.first <= telling.first < cue.last
        if cue.sort in ("suspects", "suspected") and cue.accused is not None and overlaps(cue.accused, actor):
            return Statement(actor=actor, stance="suspected", cue=cue.words)
        if cue.sort == "hedges" and covers and abs(cue.words.start - telling.span.start) < 60:
            return Statement(actor=actor, stance="suspected", cue=cue.words)
        if cue.sort == "says" and covers and cue.speaker is not None and not overlaps(cue.speaker, actor):
            if same_state(cue.speaker, actor, identify=identify):  # "the Pentagon said American jets ..."
                return Statement(actor=actor, stance="claimed", says=cue.speaker, cue=cue.words)
            if is_other_side(cue.speaker, actor, identify=identify) or speaker_accuses(
                clause, chunk, speaker=cue.speaker
            ):
                stance, says, words = "blamed", cue.speaker, cue.words
    return Statement(actor=actor, stance=stance, says=says, cue=words)


# Words before a telling that leave open, or deny, that it is so; then nobody is stated as its doer.
DOUBTED = frozenset(
    "whether doubt doubts doubted doubtful rumour rumours rumor rumors rumored rumoured unclear "
    "unproven unconfirmed rejected rejects dismissed dismisses denied denies deny denying alleged "
    "allegations allegation alleges accusations accusation accusing accused accuses suggestions "
    "reportedly evidence proof indication indications sign signs lies false falsely claims supposed".split()
)


def doubted(clause: Clause, first: int) -> Span | None:
    """The word of doubt or denial that stands nearest before the trigger in its sentence."""
    at = next((i for i in range(first - 1, -1, -1) if clause.lowers[i] in DOUBTED), None)
    return None if at is None else clause.span(at, at + 1)


def is_other_side(speaker: Span, actor: Span, *, identify: Identify) -> bool:
    """True when who speaks and who is named as the doer belong to two known sides ("Israeli officials")."""
    one, two = identify(speaker.text), identify(actor.text)
    if one is None or two is None or "class" in (one.sort, two.sort):
        return False
    return (one.state or one.id) != (two.state or two.id)


def speaker_accuses(clause: Clause, chunk: Chunk, *, speaker: Span) -> bool:
    """True when one party, not a monitor, outlet or the police, says that another definite party did it."""
    named = any(token.capital for token in clause.sentence.tokens[max(chunk.first, 1) : chunk.last])
    named = named or clause.lowers[chunk.first] in ("the", "its", "their")
    return named and NEUTRAL.isdisjoint(speaker.text.lower().replace(",", " ").split())


def spoken(draft: Draft, cue: Cue) -> Statement | None:
    """What a cue near the happening says of who did it: a claim, blame or denial."""
    if cue.sort == "claims" and cue.speaker is not None and acceptable(draft, cue.speaker):
        return Statement(actor=cue.speaker, stance="claimed", cue=cue.words)
    if cue.sort == "blames" and cue.accused is not None and acceptable(draft, cue.accused):
        stance: Stance = "blamed" if cue.speaker is not None else "suspected"
        return Statement(actor=cue.accused, stance=stance, says=cue.speaker, cue=cue.words)
    if (
        cue.sort == "suspects"
        and cue.accused is not None
        and cue.words.text.lower() in SUSPECTED_OF | SUSPECTED_WORDS
    ):
        if acceptable(draft, cue.accused):
            return Statement(actor=cue.accused, stance="suspected", cue=cue.words)
    if cue.sort == "denies" and cue.speaker is not None:
        return Statement(actor=cue.speaker, stance="denied", cue=cue.words)
    return None


SUSPECTED_OF = frozenset(
    ("suspected of", "suspected to", "believed to", "thought to", "accused", "alleged to")
)


def acceptable(draft: Draft, actor: Span) -> bool:
    """True for words that can stand for somebody: not a happening, not a pronoun, not the target."""
    words = actor.text.lower().split()
    return (
        bool(words)
        and words[-1] not in nouns().happening
        and actor.text.lower() not in NOBODY_NAMED
        and words[0]
        not in (
            "it",
            "they",
            "he",
            "she",
            "this",
        )
    )


def merge(found: list[Statement], statement: Statement) -> None:
    """Adds the statement; of two on one actor the stronger stance stays.

    What the grammar says for sure of one telling, our doubt of another does not undo.
    """
    for i, earlier in enumerate(found):
        if same_actor(earlier.actor, statement.actor):
            if strength(statement) > strength(earlier):
                found[i] = statement
            return
    found.append(statement)


def strength(statement: Statement) -> int:
    """Rank of a statement among those on one actor; a mere doubt of the reader's is the least."""
    return 0 if statement.doubtful else STRENGTH[statement.stance]


def same_actor(one: Span, other: Span) -> bool:
    """True when one phrase's name words are among the other's."""
    a, b = name_words(one), name_words(other)
    if not a or not b:
        return one.text.lower() == other.text.lower()
    return a <= b or b <= a


def same_state(one: Span, other: Span, *, identify: Identify) -> bool:
    """True when both phrases name forces of one known state."""
    a, b = identify(one.text), identify(other.text)
    return a is not None and b is not None and a.state is not None and a.state == b.state


def name_words(span: Span) -> set[str]:
    """Words of a phrase without articles and common words for people."""
    return {word for word in span.text.lower().replace("'s", "").split() if word not in SKIP}


SKIP = frozenset("the a an of and group militants forces its their his her government".split())


NOBODY_NAMED = frozenset(
    ("each other", "one another", "the other", "other", "others", "both", "each side", "both sides")
)


def overlaps(one: Span, other: Span) -> bool:
    """True when two spans share a character."""
    return one.start < other.end and other.start < one.end


def sources(draft: Draft, cues: Mapping[int, Sequence[Cue]]) -> tuple[Span, ...]:
    """Those on whose word the happening is told, in text order."""
    found: dict[int, Span] = {}
    for telling in draft.tellings:
        for cue in cues.get(telling.clause.number, ()):
            if (
                cue.sort == "says"
                and cue.speaker
                and cue.first <= telling.first < cue.last
                and is_voice(cue.speaker)
            ):
                found[cue.speaker.start] = cue.speaker
    return tuple(found[start] for start in sorted(found))


def is_voice(speaker: Span) -> bool:
    """True for words that can speak."""
    return speaker.text.lower().split()[-1] not in nouns().happening


def unclaimed(draft: Draft, cues: Mapping[int, Sequence[Cue]], *, lead: bool) -> Span | None:
    """The words that say nobody has claimed it: near its sentences, for the `lead` story anywhere."""
    last = draft.tellings[-1].clause.number + 2
    for number in sorted(cues):
        if number < draft.clause.number or (number > last and not lead):
            continue
        for cue in cues[number]:
            if cue.sort == "unclaimed":
                return cue.words
    return None
