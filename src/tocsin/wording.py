"""On whose word: who says, claims, blames, suspects, denies, and who says that nobody has claimed it.

Each cue names its words, the speaker and the accused where the sentence gives them, and the tokens that it
covers. Blame stays blame: this stage never decides who did it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .values import Chunk, Clause, Cue, Span

LEXICON = Path(__file__).parent / "data" / "lexicons" / "wording.toml"
REACH = 12  # tokens between a verb of claiming and "responsibility"; longest seen in the training reports: 9


STANDS = frozenset("was were is are be been being stood stands stand".split())
NOT_CLAIMED = frozenset("not never neither without nor n't stopped".split())
# "Likely to discuss the attack" hedges the talk, not the attack.
TALKED_OF = frozenset("discuss address debate raise condemn".split())
PRONOUNS = frozenset("him her it them us me you".split())
TELL = frozenset("told tells tell telling".split())


def with_the_one_before(line: Clause, speaker: Chunk) -> Chunk:
    """Both speakers of "police and medics said" as one phrase."""
    if speaker.first > 1 and line.lowers[speaker.first - 1] == "and":
        for chunk in line.chunks:
            if chunk.last == speaker.first - 1:
                return Chunk(chunk.first, speaker.last)
    return speaker


DEEDS = frozenset(
    "attack attacks bombing bombings blast blasts strike strikes killing killings assault assaults "
    "ambush shooting kidnapping abduction murder it this them".split()
)


Phrases = dict[str, tuple[tuple[str, ...], ...]]  # by their first word


class Words(NamedTuple):
    """The lexicon as sets of lower-case forms and tables of phrases."""

    says: frozenset[str]
    blames: frozenset[str]
    denies: frozenset[str]
    denied_things: frozenset[str]
    adjectives: frozenset[str]
    suspects: Phrases
    hedges: frozenset[str]
    nobody: Phrases
    unclaimed: Phrases
    claims: frozenset[str]
    openers: frozenset[str]


@cache
def words() -> Words:
    """The wording lexicon of the package."""
    raw = tomllib.loads(LEXICON.read_text(encoding="utf-8"))

    def forms(name: str) -> frozenset[str]:
        return frozenset(raw[name].split())

    def sequences(name: str) -> Phrases:
        found: Phrases = {}
        for phrase in raw[name]:
            words = tuple(phrase.split())
            found[words[0]] = (*found.get(words[0], ()), words)
        return found

    says, blames, denies = forms("says"), forms("blames"), forms("denies")
    suspects, nobody, unclaimed = (sequences(n) for n in ("suspects_phrases", "nobody", "unclaimed_phrases"))
    first = suspects.keys() | nobody.keys() | unclaimed.keys()
    claims = forms("claim_words")
    openers = (
        says
        | blames
        | denies
        | claims
        | first
        | forms("suspects_adjectives")
        | forms("hedges")
        | {"suspect", "suspects", "according", "behind", "responsible"}
    )
    return Words(
        says, blames, denies, forms("denied_things"), forms("suspects_adjectives"), suspects,
        forms("hedges"), nobody, unclaimed, claims, openers,
    )  # fmt: skip


def find(clauses: Sequence[Clause]) -> tuple[Cue, ...]:
    """Every cue of a report in text order."""
    openers = words().openers
    return tuple(
        cue for clause in clauses if not openers.isdisjoint(clause.lowers) for cue in find_in(clause)
    )


def phrase(line: Clause, chunk: Chunk | None) -> Span | None:
    """The characters of a noun phrase, `None` for none."""
    return None if chunk is None else line.phrase(chunk)


def find_in(line: Clause) -> Iterator[Cue]:
    """The cues of one sentence, left to right."""
    openers = words().openers
    for i in [i for i, word in enumerate(line.lowers) if word in openers]:
        cue = next(filter(None, (reading(line, i) for reading in readings(line.lowers[i]))), None)
        if cue is None:
            continue
        yield cue
        if cue.sort == "unclaimed":
            return
        if cue.sort == "blames" and cue.accused is not None:
            second = joined_to(line, cue.accused)
            if second is not None:
                yield cue._replace(accused=second)
        if cue.sort == "says" and line.lowers[i] in TELL:
            outlet = line.after(i + 1, reach=0)
            if outlet is not None and line.sentence.tokens[outlet.first].capital:
                yield cue._replace(speaker=phrase(line, outlet))


def matches(lowers: Sequence[str], i: int, *, phrases: Phrases) -> int:
    """Length of the first of `phrases` that stands at `i`, else 0."""
    for phrase in phrases.get(lowers[i], ()):
        if tuple(lowers[i : i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def says_unclaimed(line: Clause, i: int) -> Cue | None:
    """Reads "No group has claimed responsibility", "there was no claim of responsibility"."""
    lexicon = words()
    size = matches(line.lowers, i, phrases=lexicon.unclaimed)
    if size:
        return Cue("unclaimed", line.number, line.span(i, i + size), None, None, 0, len(line.lowers))
    if matches(line.lowers, i, phrases=lexicon.nobody):
        for j in range(i, min(i + 10, len(line.lowers))):
            if line.lowers[j] in lexicon.claims:
                end = j + 1
                if end < len(line.lowers) and line.lowers[end] == "responsibility":
                    end += 1
                return Cue("unclaimed", line.number, line.span(i, end), None, None, 0, len(line.lowers))
    return None


def claimed(line: Clause, i: int) -> Cue | None:
    """Reads "X claims responsibility for", "claimed by X", "X claimed the attack"."""
    lowers, lexicon = line.lowers, words()
    if lowers[i] not in lexicon.claims:
        return None
    window = lowers[i + 1 : i + REACH]
    if lowers[i] == "claimed" and i + 1 < len(lowers) and lowers[i + 1] == "by":
        speaker = line.after(i + 2)
    elif "responsibility" in window[:3] or (
        lowers[i].startswith("claim") and not DEEDS.isdisjoint(window[:3])
    ):
        speaker = line.before(i)
    else:
        return None
    if speaker is None or not NOT_CLAIMED.isdisjoint(lowers[speaker.last : i]):
        return None
    who = phrase(line, speaker)
    return Cue("claims", line.number, line.span(i, i + 1), who, who, 0, len(lowers))


def blamed(line: Clause, i: int) -> Cue | None:
    """Reads "X blames Y for", "X accuses Y of", "blamed on Y (by X)", "attributed to Y"."""
    lowers, lexicon = line.lowers, words()
    if lowers[i] not in lexicon.blames or line.classes[i] != "V":
        return None
    after = lowers[i + 1] if i + 1 < len(lowers) else ""
    if lowers[i] in ("accused", "blamed") and after in ("of", "for"):
        accused = line.before(i)
        who = phrase(line, accused)
        return Cue("suspects", line.number, line.span(i, i + 1), None, who, 0, len(lowers)) if who else None
    passive = is_passive(line, i) or after == "by"
    if after in PRONOUNS and "of" in lowers[i + 2 : i + 3]:  # "accuses him of negligence"
        return None
    if after == "of" and not passive:  # "Iran, which Washington accuses of arming the militia"
        return None
    onto = laid_on(line, i)
    if after in ("on", "to"):
        accused = line.after(i + 2)
        speaker = by_whom(line, i) if passive else line.before(i, skip="AB")
    elif onto is not None and not passive:
        accused, speaker = onto, line.before(i)
    elif passive:
        accused = line.before(i)
        speaker = line.after(i + 2) if after == "by" else None
        speaker = cut_at_of(line, speaker) if speaker is not None else None
    else:
        accused, speaker = line.after(i + 1), line.before(i)
    if accused is None:
        return None
    if speaker is None and lowers[i].endswith("ing"):
        speaker = subject(line, until=i)
    accused = cut_at_of(line, accused)
    who, whom = phrase(line, speaker), phrase(line, accused)
    return Cue("blames", line.number, line.span(i, i + 1), who, whom, 0, len(lowers))


def subject(line: Clause, *, until: int) -> Chunk | None:
    """Who acts in the main clause, and so in a participle after it: X in "X confirms the raid, blaming Y"."""
    for i, letter in enumerate(line.classes[:until]):
        if letter == "R":
            return None
        if letter == "V":
            return line.before(i, skip="AB")
    return None


def joined_to(line: Clause, accused: Span) -> Span | None:
    """The second party of "blamed Israel and the United States"."""
    for chunk in line.chunks:
        joint = line.lowers[chunk.first - 1 : chunk.first] == ("and",)
        if joint and line.sentence.tokens[chunk.first - 2].end == accused.end:
            free = chunk.last >= len(line.classes) or line.classes[chunk.last] not in "AV"
            return line.phrase(chunk) if free else None
    return None


def laid_on(line: Clause, i: int) -> Chunk | None:
    """Y in "blamed the attack on Y", "attributed the blast to Y"."""
    thing = line.after(i + 1, reach=0)
    preposition = "to" if line.lowers[i].startswith("attribut") else "on"
    if thing is None or line.lowers[i].startswith("accus") or thing.last + 1 >= len(line.lowers):
        return None
    return line.after(thing.last + 1, reach=0) if line.lowers[thing.last] == preposition else None


def by_whom(line: Clause, i: int) -> Chunk | None:
    """The phrase after the first "by" behind token `i`."""
    for j in range(i + 1, len(line.lowers)):
        if line.lowers[j] == "by":
            return line.after(j + 1, reach=0)
    return None


def cut_at_of(line: Clause, chunk: Chunk) -> Chunk:
    """The phrase without what somebody is accused of: "Rwanda" in "Rwanda of sending troops"."""
    for i in range(chunk.last - 1, chunk.first, -1):
        if line.classes[i] == "O":
            deed = line.lowers[i + 1]
            if deed.endswith("ing") or not line.sentence.tokens[i + 1].capital:
                return Chunk(chunk.first, i)
    return chunk


def is_passive(line: Clause, i: int) -> bool:
    """True when a passive auxiliary stands before `i`, over adverbs and time ("was on Monday blamed")."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if line.classes[j] == "A":
            return line.lowers[j] not in ("has", "have", "had", "having", "did", "will", "would")
        if line.classes[j] == "V":
            return False
    return False


def behind(line: Clause, i: int) -> Cue | None:
    """X in "X was behind the attack", "X is responsible for": blamed, by the sentence's speaker."""
    lowers = line.lowers
    if (
        lowers[i] == "behind"
        and i
        and lowers[i - 1] in STANDS
        and not DEEDS.isdisjoint(lowers[i + 1 : i + 5])
    ) or (lowers[i] == "responsible" and i + 1 < len(lowers) and lowers[i + 1] == "for"):
        accused = line.before(i)
    else:
        return None
    who = phrase(line, accused)
    return Cue("blames", line.number, line.span(i, i + 1), None, who, 0, len(lowers)) if who else None


def denied(line: Clause, i: int) -> Cue | None:
    """Reads "X denies involvement", "which X denies", "denied by X"."""
    lowers, lexicon = line.lowers, words()
    if lowers[i] not in lexicon.denies or line.classes[i] != "V":
        return None
    after = lowers[i + 1] if i + 1 < len(lowers) else "."
    relative = i > 1 and "which" in lowers[max(0, i - 6) : i]
    if after != "by" and not relative and lexicon.denied_things.isdisjoint(lowers[i + 1 : i + 6]):
        return None
    speaker = line.after(i + 2) if after == "by" else line.before(i)
    if speaker is None:
        return None
    who = phrase(line, speaker)
    return Cue("denies", line.number, line.span(i, i + 1), who, who, 0, len(lowers))


def according(line: Clause, i: int) -> Cue | None:
    """Reads "According to X"."""
    if line.lowers[i] != "according" or i + 2 >= len(line.lowers) or line.lowers[i + 1] != "to":
        return None
    speaker = phrase(line, line.after(i + 2))
    if speaker is None:
        return None
    return Cue("says", line.number, line.span(i, i + 2), speaker, None, 0, len(line.lowers))


def suspected(line: Clause, i: int) -> Cue | None:
    """Reads "suspected militants", "Y is believed to be behind"; `accused` is the phrase that it hedges."""
    lowers, lexicon = line.lowers, words()
    if lowers[i] in lexicon.adjectives:
        for chunk in line.chunks:
            if chunk.first <= i < chunk.last - 1:
                return Cue(
                    "suspected",
                    line.number,
                    line.span(i, i + 1),
                    None,
                    phrase(line, chunk),
                    chunk.first,
                    chunk.last,
                )
    if lowers[i] in ("suspect", "suspects", "suspected") and line.classes[i] == "V":
        accused = line.after(i + 1, reach=0)
        who = phrase(line, cut_at_of(line, accused)) if accused is not None else None
        if who is not None:
            return Cue(
                "suspects",
                line.number,
                line.span(i, i + 1),
                phrase(line, line.before(i)),
                who,
                0,
                len(lowers),
            )
    size = matches(lowers, i, phrases=lexicon.suspects)
    if size:
        accused = line.before(i)
        if accused is not None:
            return Cue(
                "suspects", line.number, line.span(i, i + size), None, phrase(line, accused), 0, len(lowers)
            )
    if lowers[i] in lexicon.hedges and TALKED_OF.isdisjoint(lowers[i + 1 : i + 3]):
        return Cue(
            "hedges", line.number, line.span(i, i + 1), None, None, max(0, i - 8), min(i + 12, len(lowers))
        )
    return None


def said(line: Clause, i: int) -> Cue | None:
    """Reads "X says that ...", "..., X said", "X told Y"; covers what is said."""
    lowers = line.lowers
    if lowers[i] not in words().says or line.classes[i] != "V":
        return None
    speaker = line.before(i, skip="AB")
    if speaker is None:
        after = line.after(i + 1, reach=0)
        if after is not None and i > 0 and line.classes[i - 1] == ".":
            return Cue("says", line.number, line.span(i, i + 1), phrase(line, after), None, 0, i)
        return None
    quoted = speaker.first > 1 and lowers[speaker.first - 1] in ('"', ",")
    if quoted and lowers[i] in TELL and "that" not in lowers[i : i + 6]:
        return Cue("says", line.number, line.span(i, i + 1), phrase(line, speaker), None, 0, speaker.first)
    speaker = with_the_one_before(line, speaker)
    ends = (
        i + 1 >= len(lowers) - 1 or lowers[i + 1] == "," or (quoted and "that" not in lowers[i + 1 : i + 3])
    )
    covers = (0, speaker.first) if ends else (i + 1, len(lowers))
    return Cue("says", line.number, line.span(i, i + 1), phrase(line, speaker), None, *covers)


Reading = Callable[[Clause, int], Cue | None]


@cache
def readings(word: str) -> tuple[Reading, ...]:
    """What a cue that begins with one of the lexicon's openers may be, in the order of trial."""
    lexicon = words()
    openers: tuple[tuple[Container[str], Reading], ...] = (
        (lexicon.unclaimed.keys() | lexicon.nobody.keys(), says_unclaimed),
        (lexicon.claims, claimed),
        (lexicon.blames, blamed),
        (("behind", "responsible"), behind),
        (lexicon.denies, denied),
        (("according",), according),
        (
            lexicon.adjectives
            | lexicon.suspects.keys()
            | lexicon.hedges
            | {"suspect", "suspects", "suspected"},
            suspected,
        ),
        (lexicon.says, said),
    )
    return tuple(reading for first, reading in openers if word in first)
