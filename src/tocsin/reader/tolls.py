"""How many were killed, injured or taken: number phrases beside the words that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..values import Chunk, Clause, Count, Span
from .nouns import head, is_name, nouns, sort_of

KILL = frozenset(
    "kill kills killed killing murder murders murdered murdering slay slain assassinate assassinates "
    "assassinated assassinating execute executes executed executing behead beheads beheaded massacre "
    "massacred massacres martyred".split()
)
DIE = frozenset("die dies died dying perish perished succumb succumbed".split())
HURT = frozenset(
    "injure injures injured injuring wound wounds wounded wounding hurt hurts hurting maim maimed "
    "hospitalized hospitalised".split()
)
TAKE = frozenset(
    "kidnap kidnaps kidnapped kidnapping abduct abducts abducted abducting arrest arrests arrested "
    "arresting detain detains detained detaining capture captures captured capturing seize seizes "
    "seized seizing apprehend apprehends apprehended".split()
)
HOSTAGE = frozenset("hostage hostages captive captives prisoner prisoners custody".split())
# What a death that is known already stands behind: "protests over the death of the general".
KNOWN_BY = frozenset("over after following about since against for".split())
DEATHS = frozenset("deaths death fatalities fatality lives dead casualties".split())
INJURIES = frozenset("injuries injury wounded injured".split())
ARRESTS = frozenset("arrests kidnappings abductions".split())
ALL_WORDS = KILL | DIE | HURT | TAKE | HOSTAGE | DEATHS | INJURIES | ARRESTS
SLOTS = (
    dict.fromkeys(ALL_WORDS, "injured")
    | dict.fromkeys(TAKE | HOSTAGE | ARRESTS, "taken")
    | dict.fromkeys(KILL | DIE | DEATHS, "killed")
)
COUNTED_NOUNS = DEATHS | INJURIES | ARRESTS | HOSTAGE
DONE_TO = KILL | TAKE | HURT
BARE_PLURAL = 2  # a plural without a number counts as [2, open], by the record's convention


class Toll(NamedTuple):
    """One number beside one word of harm: `slot` is killed, injured or taken, `at` the word's token index."""

    clause: Clause
    slot: str
    figure: Count
    at: int
    people: tuple[Chunk, ...]


def find(clause: Clause, counts: Sequence[Count]) -> list[Toll]:
    """The tolls of one sentence in text order; `counts` are the number marks inside it."""
    if ALL_WORDS.isdisjoint(clause.lowers):
        return []
    tolls: list[Toll] = []
    for i in [i for i, word in enumerate(clause.lowers) if word in ALL_WORDS]:
        tolls.extend(at(clause, i, counts=counts))
    return tolls


def at(clause: Clause, i: int, *, counts: Sequence[Count]) -> Iterator[Toll]:
    """The toll that the word at `i` tells of, if any."""
    word, letter = clause.lowers[i], clause.classes[i]
    chunks: tuple[Chunk, ...] = ()
    if word in COUNTED_NOUNS and letter != "V":
        chunks = beside_noun(clause, i)
    if not chunks and (letter == "V" or word in ("dead", "injured", "wounded")):
        chunks = beside_verb(clause, i, dies=word in DIE)
    elif (
        not chunks
        and letter == "N"
        and word in DONE_TO
        and i + 1 < len(clause.lowers)
        and clause.lowers[i + 1] == "of"
    ):
        after = clause.after(i + 2)
        chunks = listed(clause, after) if after else ()
    total = add_up(clause, chunks, counts=counts)
    if total is not None and chunks:
        yield Toll(clause, SLOTS[word], total, i, chunks)


def beside_noun(clause: Clause, i: int) -> tuple[Chunk, ...]:
    """Phrases counted by "30 dead", "deaths of 30", "death toll rises to 30", "three injuries"."""
    lowers, classes = clause.lowers, clause.classes
    for chunk in clause.chunks:
        if chunk.first < i < chunk.last and (
            classes[chunk.first] == "D" and lowers[chunk.first] not in ARTICLES and classes[i - 1] in "DN"
        ):
            return (Chunk(chunk.first, i),)
    if lowers[i] in ("hostage", "captive"):
        before = clause.before(i, skip="ABVN") if i and classes[i - 1] == "V" else clause.before(i)
        return listed_back(clause, before) if before else ()
    if lowers[i] == "death" and i + 1 < len(lowers) and lowers[i + 1] == "toll":
        for chunk in clause.chunks:
            if chunk.first > i + 1 and chunk.first - i < 14 and is_number(clause, chunk.first):
                return (chunk,)
        return ()
    if i + 1 < len(lowers) and lowers[i + 1] == "of":
        after = clause.after(i + 2)
        if after is None or (known_death(clause, i) and is_named(clause, after)):
            return ()
        return listed(clause, after)
    return ()


def known_death(clause: Clause, i: int) -> bool:
    """True for "over the death of", "after the death of": it is spoken of as known."""
    return i > 1 and clause.lowers[i - 1] in ARTICLES and clause.lowers[i - 2] in KNOWN_BY


def is_named(clause: Clause, chunk: Chunk) -> bool:
    """True for somebody by name."""
    return any(clause.sentence.tokens[n].capital for n in range(chunk.first, chunk.last))


def is_number(clause: Clause, i: int) -> bool:
    """True for a determiner that is a number or opens one ("at least", "more than")."""
    return (
        clause.classes[i] == "D"
        and clause.lowers[i] not in ARTICLES
        and clause.lowers[i] not in ("no", "any")
    )


def beside_verb(clause: Clause, i: int, *, dies: bool) -> tuple[Chunk, ...]:
    """Who is killed, injured or taken by the verb at `i`: its object, or its subject when passive."""
    if clause.lowers[i] == "dead":
        before = clause.before(i, skip="AB")
        return listed_back(clause, before) if before else ()
    if not dies and not is_passive(clause, i):
        after = clause.after(i + 1, reach=1)
        return listed(clause, after) if after else ()
    before = patient(clause, i)
    return listed_back(clause, before) if before else ()


def is_passive(clause: Clause, i: int) -> bool:
    """True for "were killed", "has been killed" and for a bare "killed" where nothing can be its object."""
    lowers, classes = clause.lowers, clause.classes
    if not lowers[i].endswith(PARTICIPLES) or lowers[i] in INTRANSITIVE:
        return False
    j = i - 1
    while j >= 0 and (classes[j] == "B" or lowers[j] == '"'):  # 'were "martyred"'
        j -= 1
    if j >= 0 and lowers[j] in PASSIVE:
        return True
    if j >= 0 and lowers[j] in ("has", "have", "had", "who", "that", "which"):
        return False
    k = i + 1
    while k < len(classes) and (lowers[k] in PARTICLES or classes[k] == "B"):
        k += 1
    after = lowers[k] if k < len(lowers) else "."
    object_follows = k < len(classes) and classes[k] in "DNM"
    if j >= 0 and classes[j] == "C" and any(lowers[m] in PASSIVE for m in range(max(0, j - 6), j)):
        return not object_follows
    if object_follows or (k < len(classes) and classes[k] in "CT" and j >= 0 and classes[j] != "C"):
        return after == "by"
    if j < 0:
        return False
    return after in AFTER_PARTICIPLE or has_finite(clause, skip=i)


def has_finite(clause: Clause, *, skip: int) -> bool:
    """True when another verb or auxiliary lets the one at `skip` be a bare participle."""
    return (
        any(letter == "V" and at != skip for at, letter in enumerate(clause.classes)) or "A" in clause.classes
    )


PARTICLES = frozenset("dead down up off out over away".split())
AFTER_PARTICIPLE = frozenset("by in at near on during when after as outside inside while".split())
PARTICIPLES = ("ed", "en", "hurt", "held", "shot", "hit", "struck", "slain", "caught", "blown", "shot dead")
PASSIVE = frozenset("is are was were be been being gets got get".split())
ARTICLES = frozenset("the a an this that these those his her its their".split())
# Past forms of verbs that take no object, so that no "was" is missing before them.
INTRANSITIVE = frozenset(
    "marched rallied protested gathered clashed exploded detonated died demonstrated rioted collided "
    "crashed erupted fired opened aimed escaped retreated withdrew rejected happened occurred".split()
)


def patient(clause: Clause, verb: int) -> Chunk | None:
    """Subject of the passive verb at token `verb`, over "who" and "which"."""
    i = verb - 1
    while i >= 0 and (clause.classes[i] in "AB" or clause.lowers[i] == '"'):
        i -= 1
    if i >= 0 and clause.lowers[i] in ("who", "which", "that"):
        return clause.before(i if clause.lowers[i - 1] != "," else i - 1, skip="", nearest=True)
    if i > 0 and clause.lowers[i] == ",":
        for j in range(i - 1, 1, -1):
            if clause.lowers[j] in ("who", "which") and clause.lowers[j - 1] == ",":
                return clause.before(j - 1, skip="", nearest=True)
        return clause.before(i, skip="", nearest=True)
    return clause.before(i + 1)


def listed(clause: Clause, chunk: Chunk, *, stop: int = -1) -> tuple[Chunk, ...]:
    """The phrase and those joined to it on its right by commas and "and", without appositions.

    A phrase that a verb follows opens a new clause and is none of them, unless it ends at token `stop`.
    """
    found, last = [named(clause, chunk)], chunk.last
    for following in clause.chunks:
        if following.first <= last:
            continue
        gap = clause.lowers[last : following.first]
        if gap not in JOINTS or (gap[0] == "," and speaks(clause, following, stop=stop)):
            break
        after = clause.classes[following.last] if following.last < len(clause.classes) else "."
        if after in "AV" and following.last != stop and not is_passive(clause, following.last):
            break
        last = following.last
        if gap == (",",) and is_apposition(clause, following, after=found[-1]):
            if is_name(clause, following) and not is_name(clause, found[-1]):
                found[-1] = named(clause, following)
            continue
        found.append(named(clause, following))
    return tuple(found)


def speaks(clause: Clause, chunk: Chunk, *, stop: int) -> bool:
    """True when a phrase after a comma, or the one it is joined to, is the subject of the next verb."""
    last = chunk.last
    if clause.lowers[last : last + 1] == ("and",):
        last = next((c.last for c in clause.chunks if c.first == last + 1), last)
    if last == stop or last >= len(clause.classes):
        return False
    return clause.classes[last] == "V" and not is_passive(clause, last)


JOINTS = (("and",), (",",), (",", "and"), ("or",), ("as", "well", "as"), ("along", "with"))


def listed_back(clause: Clause, chunk: Chunk) -> tuple[Chunk, ...]:
    """The phrase before a verb and those joined to it on its left, in text order, without appositions."""
    chunks = clause.chunks
    at = next((n for n, c in enumerate(chunks) if c.last == chunk.last), 0)
    first, joined = at, False
    while first > 0:
        if joined and (antecedent := before_relative(clause, first)) is not None:
            rest = listed(clause, chunks[first + 1], stop=chunk.last) if first < at else ()
            return (named(clause, chunks[antecedent]), *rest)
        gap = clause.lowers[chunks[first - 1].last : chunks[first].first]
        if gap not in BACK and not (
            gap == (",",) and (joined or is_apposition(clause, chunks[first], after=chunks[first - 1]))
        ):
            break
        joined = joined or "and" in gap
        first -= 1
    return listed(clause, chunks[first], stop=chunk.last) if first < at else (named(clause, chunk),)


def before_relative(clause: Clause, at: int) -> int | None:
    """Number of the phrase before ", who ...," where chunk number `at` is the last of that clause."""
    chunks = clause.chunks
    for i in range(chunks[at].first - 1, 0, -1):
        if clause.lowers[i] in ("who", "which") and clause.lowers[i - 1] == ",":
            return next((n for n in range(at - 1, -1, -1) if chunks[n].last == i - 1), None)
    return None


BACK = (("and",), (",", "and"), ("including",), (",", "including"))


def is_apposition(clause: Clause, chunk: Chunk, *, after: Chunk) -> bool:
    """True when a phrase after a comma only says who the one before it is."""
    if after.first > 0 and clause.classes[after.first - 1] == "P":
        return False
    one, two = is_name(clause, after), is_name(clause, chunk)
    article = clause.lowers[chunk.first] in ARTICLES or (
        clause.classes[chunk.first] == "N"
        and not clause.lowers[chunk.last - 1].endswith(("s", "men", "people"))
    )
    if one and not two:
        return article
    return two and not one and clause.lowers[after.first] not in ("two", "three", "four", "several", "dozens")


def named(clause: Clause, chunk: Chunk) -> Chunk:
    """The name alone where a title stands before it: "Iran's general Qasem Soleimani"."""
    tokens = clause.sentence.tokens
    first = chunk.last
    while first > chunk.first and (
        tokens[first - 1].capital or clause.lowers[first - 1].startswith(NAME_PARTS)
    ):
        if first < chunk.last and clause.lowers[first - 1] in nouns().people:
            break
        first -= 1
    people = nouns().people
    if chunk.first < first < chunk.last and clause.lowers[first - 1] in people:
        return Chunk(first, chunk.last)
    return chunk


NAME_PARTS = ("al-", "el-", "ul-", "as-", "ash-", "ad-", "bin", "ibn", "abu", "von", "van")


def add_up(clause: Clause, chunks: Sequence[Chunk], *, counts: Sequence[Count]) -> Count | None:
    """The sum over the phrases that count people; None when no phrase does."""
    low, high = 0, 0
    spans: list[Span] = []
    closed, any_counted = True, False
    for chunk in chunks:
        count = count_of(clause, chunk, counts=counts)
        if count is None or count.spans[0] in spans:  # "between 18 and 33" is one number over two phrases
            continue
        any_counted = True
        low += count.low
        spans.extend(count.spans)
        if count.high is None:
            closed = False
        else:
            high += count.high
    if not any_counted:
        return None
    return Count(low=low, high=high if closed else None, spans=tuple(spans))


def count_of(clause: Clause, chunk: Chunk, *, counts: Sequence[Count]) -> Count | None:
    """How many people one phrase stands for, by its number, article, name or plural."""
    lexicon, word = nouns(), head(clause, chunk)
    if word in lexicon.weapon or word in lexicon.vehicle:
        return None
    tokens = clause.sentence.tokens
    start, end = tokens[chunk.first].start, tokens[chunk.last - 1].end
    for count in counts:
        span = count.spans[0]
        if span.start < end and span.end > start and span.start <= start + 24:
            return count
        if span.end <= start <= span.end + 1 and chunk.last == chunk.first + 1:
            return count
    if clause.lowers[chunk.first : chunk.last][:3] in (("the", "number", "of"), ("the", "toll", "of")):
        return climbed(clause, chunk, counts=counts)
    evidence = (clause.phrase(chunk),)
    first = clause.lowers[chunk.first]
    if is_name(clause, chunk) and word not in lexicon.doer and first not in ("the", "some", "many"):
        return Count(low=1, high=1, spans=evidence)
    if sort_of(clause, chunk) != "people" or word in lexicon.doer:
        return None
    if first in ("several", "many", "some"):
        return Count(low=3, high=None, spans=evidence)
    if word.endswith("s") or word in (
        "people",
        "men",
        "women",
        "children",
        "police",
        "personnel",
        "staff",
        "troops",
    ):
        return Count(low=BARE_PLURAL, high=None, spans=evidence)
    return Count(low=1, high=1, spans=evidence)


def climbed(clause: Clause, chunk: Chunk, *, counts: Sequence[Count]) -> Count | None:
    """The number that "the number of those killed" has risen to: the first one behind it."""
    end = clause.sentence.tokens[chunk.last - 1].end
    return next((count for count in counts if count.spans[0].start > end), None)


def no_casualties(clause: Clause) -> list[tuple[str, Count]]:
    """killed and injured as [0, 0] where the sentence says that nobody was hurt."""
    lowers = clause.lowers
    if "no" not in lowers and "without" not in lowers:
        return []
    for i, word in enumerate(lowers):
        if word != "no" and word != "without":
            continue
        for j in range(i + 1, min(i + 7, len(lowers))):
            slots = NOBODY.get(lowers[j])
            if slots:
                zero = Count(low=0, high=0, spans=(clause.span(i, j + 1),))
                return [(slot, zero) for slot in slots]
    return []


NOBODY = {
    "lives": ("killed",),
    "casualties": ("killed", "injured"), "casualty": ("killed", "injured"), "injuries": ("injured",),
    "deaths": ("killed",), "fatalities": ("killed",), "victims": ("killed", "injured"), "hurt": ("injured",),
    "injured": ("injured",), "killed": ("killed",), "wounded": ("injured",),
}  # fmt: skip
