"""Which words of a report may name a place, and what the words around them say about it.

One pass over the tokens, longest name first; look-ups only where a name can start, so that a report of 300
words costs a few dozen of them. Words for a people ("Iraqi") and names that hold a place without being one
("Islamic State of Iraq and the Levant") are taken out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ..values import Sentence, Token
from .gazetteer import Entry, Gazetteer, Name, name_of_all
from .spelling import ARTICLES, key
from .words import ALWAYS_SMALL, SITE_TAILS

LONGEST = 6  # tokens of a name
SHORT = ("us", "u.s.", "uk", "u.k.", "uae", "u.a.e.", "usa")  # adjectives as often as names
SHOUTED = 0.8  # share of capitals among the letters from which a text counts as all upper case
HEAD = 400  # first characters of a text by which that is told
ENOUGH_SMALL = HEAD // 5  # so many small letters among them leave too few capitals for that share
STATE = re.compile(r"(?:[A-Z]\.[ ]?){2,3}|(?:[NSW]\. ?)?[A-Z][A-Za-z]{1,4}\.|[A-Z][A-Za-z]{1,4}(?![\w-])")
BARE_STATES = frozenset(
    ("calif", "conn", "colo", "fla", "ariz", "tenn", "wash", "mass", "minn", "nsw", "qld", "kan")
)
CLOSED = {ord("."): None, ord(" "): None}
# How a name in small letters begins: "al-Hasakah", "el Obeid". All of these come before "f".
LONE_ARTICLES = frozenset(("al", "el"))
SMALL_STARTS = frozenset(article + "-" for article in ARTICLES if len(article) == 2) | LONE_ARTICLES


@dataclass(slots=True)
class Mention:
    """Words that may name a place: tokens `first` to `last` (half-open) of a sentence, and their candidates.

    Working state of this stage, filled in step by step; it never leaves it.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    words: str
    name: Name
    candidates: tuple[Entry, ...]
    doubtful: bool
    loud: bool
    short: bool  # "US", "UK": an adjective as often as a name
    locative: int = 0  # 2: after "in", "near"; 1: after "of", "to"; 0: neither
    noun: str = ""  # "region", "district", "town", "site": from the noun before or after
    noun_end: int = 0  # end of a capitalised noun that belongs to the name ("Kunduz Province")
    named_as_person: bool = False
    bare: bool = False  # "US" without a name after it
    says: bool = False
    within: Mention | None = None  # the larger place named right beside it ("Springfield, Missouri")
    shortened: bool = False  # the short form of a state: "La."
    sure: bool = False  # somebody says that it is a place
    abroad: bool = False  # the country named right beside it has no place of the name
    apart: bool = False  # but not as one phrase: "Palma in Mozambique"
    absorbed: bool = False  # it is the larger place of another mention
    scores: tuple[float, ...] = ()  # of the candidates, before the other places of the report are looked at
    best: Entry | None = None


class Cue(NamedTuple):
    """Words that speak for a country: its name or the name of its people; offsets are code points."""

    country: str
    start: int
    end: int
    by_name: bool


def shouted(text: str) -> bool:
    """True for text that is all upper case, where capitals say nothing."""
    if sum(map(str.islower, text[: HEAD // 3])) > ENOUGH_SMALL:
        return False
    start = text[:HEAD]
    upper, lower = sum(map(str.isupper, start)), sum(map(str.islower, start))
    return upper > 40 and upper > SHOUTED * (upper + lower)


def scan(
    text: str, sentences: Sequence[Sentence], *, gazetteer: Gazetteer, loud: bool
) -> tuple[list[Mention], list[Cue]]:
    """All possible mentions in text order, non-overlapping, and all cues for countries."""
    mentions: list[Mention] = []
    cues: list[Cue] = []
    joints = JOINTS | {","} if "D.C" in text.upper() else JOINTS
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        after = 0
        for i in starts(text, sentence, loud=loud):
            if i < after:
                continue
            if i and tokens[i - 1].lower == "," and mentions:
                state = short_state(text, tokens, first=i, town=mentions[-1], gazetteer=gazetteer)
                if state is not None:
                    state.sentence, state.loud = number, loud
                    mentions.append(state)
                    after = state.last
                    continue
            last, name = longest(text, tokens, first=i, gazetteer=gazetteer, joints=joints)
            if name is None and not loud:
                name = part(text, tokens[i], gazetteer=gazetteer)
            if name is None:
                continue
            after = last
            if name.nation is not None and not in_america(tokens, i, nation=name.nation):
                cues.append(cue_of(name.nation, tokens[i].start, end=tokens[last - 1].end))
            if name.places:
                mentions.append(mention_of(text, tokens, first=i, last=last, name=name, sentence=number))
                mentions[-1].loud = loud
    return mentions, cues


def short_state(
    text: str, tokens: Sequence[Token], *, first: int, town: Mention, gazetteer: Gazetteer
) -> Mention | None:
    """The state in "Alexandria, La." or "Dayton, OH", if a town of that name lies in it."""
    comma = tokens[first - 1].start
    if town.end != comma:
        return None
    letters = STATE.match(text, tokens[first].start)
    if letters is None:
        return None
    words = letters.group()
    short = not words.endswith(".")
    if short and not (len(words) == 2 and words.isupper()) and words.lower() not in BARE_STATES:
        return None
    name = state_name(words, gazetteer=gazetteer)
    if name is None or not any(e.parent == name.places[0].number for e in town.candidates):
        return None
    last = first + 1
    while last < len(tokens) and tokens[last].end <= letters.end():
        last += 1
    made = mention_of(text, tokens, first=first, last=last, name=name, sentence=0)
    made.end, made.words = letters.end(), words
    made.shortened = made.sure = True
    made.short = False
    return made


def state_name(words: str, *, gazetteer: Gazetteer) -> Name | None:
    """The state for which a short form stands."""
    found = gazetteer.look_up("@." + words.translate(CLOSED).lower())
    return name_of_all(words, found) if found else None


def starts(text: str, sentence: Sentence, *, loud: bool) -> list[int]:
    """Where the name of a place may begin: most tokens are passed over here, and cheaply."""
    tokens = sentence.tokens
    if loud:
        return [
            i
            for i, (_, _, lower, _) in enumerate(tokens)
            if lower not in ALWAYS_SMALL
            and lower[0].isalpha()
            and (len(lower) > 2 or lower in ARTICLES or "." in lower)
        ]
    if LONE_ARTICLES.isdisjoint(sentence.lowers) and "-" not in text[sentence.start : sentence.end]:
        return [
            i
            for i, (_, _, lower, capital) in enumerate(tokens)
            if capital and lower not in ALWAYS_SMALL and lower[0].isalpha()
        ]
    return [
        i
        for i, (_, end, lower, capital) in enumerate(tokens)
        if (capital or (lower < "f" and lower[:3] in SMALL_STARTS and small_start(text, lower, end=end)))
        and lower not in ALWAYS_SMALL
        and lower[0].isalpha()
    ]


def small_start(text: str, lower: str, *, end: int) -> bool:
    """True for "al-Hasakah", and for "al" or "el" before a capital."""
    return lower not in LONE_ARTICLES or text[end : end + 2].strip()[:1].isupper()


# Marks that may stand within a name. A comma does so in "Washington, D.C." alone.
JOINTS = frozenset(("-", "'s", "&"))


def longest(
    text: str, tokens: Sequence[Token], *, first: int, gazetteer: Gazetteer, joints: frozenset[str]
) -> tuple[int, Name | None]:
    """End (half-open) and meanings of the longest known name that begins at token `first`."""
    start, end, _, _ = tokens[first]
    for last in reversed(further_ends(tokens, first, joints=joints)):
        words = text[start : tokens[last - 1].end]
        if "," in words and "D.C" not in words.upper():
            continue
        name = gazetteer.name(words)
        if name is not None:
            return last, name
    return first + 1, gazetteer.name(text[start:end])


def further_ends(tokens: Sequence[Token], first: int, *, joints: frozenset[str]) -> list[int]:
    """Ends (half-open) at which a name of several tokens from `first` on may stop, shortest first."""
    ends: list[int] = []
    last = first + 1
    for _, _, lower, capital in tokens[last : first + LONGEST]:
        last += 1
        if lower.isalpha():  # most of them
            if capital or lower in SITE_TAILS:
                ends.append(last)
        elif lower[0].isalnum():
            if capital or lower in SITE_TAILS or "-" in lower or "'" in lower:
                ends.append(last)
        elif lower == ".":
            if tokens[last - 2].lower not in ("st", "ft", "mt"):
                break
        elif lower not in joints:
            break
    return ends


def part(text: str, token: Token, *, gazetteer: Gazetteer) -> Name | None:
    """The name in a hyphenated word: "al-Shaddadah" without its article, "Russia-backed" as a people."""
    if "-" not in token.lower:
        return None
    words = text[token.start : token.end]
    head, _, rest = words.partition("-")
    if head.lower() in ARTICLES:
        found = gazetteer.look_up(key(rest)) if len(rest) > 4 else ()
    else:
        found = gazetteer.look_up(key(head)) if head[0].isupper() else ()
        found = tuple(e._replace(kind="people") for e in found if e.kind in ("country", "people"))[:1]
    return name_of_all(words, found) if found else None


def in_america(tokens: Sequence[Token], first: int, *, nation: Entry) -> bool:
    """True for the Georgia of "Atlanta, Georgia"."""
    named = nation.kind == "country" and nation.name == "Georgia"
    return named and first > 0 and tokens[first - 1].lower == ","


def cue_of(nation: Entry, start: int, *, end: int) -> Cue:
    """The cue for a nation whose name or people stand from `start` to `end`."""
    assert nation.country is not None
    return Cue(nation.country, start, end, nation.kind == "country")


def mention_of(
    text: str, tokens: Sequence[Token], *, first: int, last: int, name: Name, sentence: int
) -> Mention:
    """The mention of a name by tokens `first` to `last`."""
    start, end = tokens[first].start, tokens[last - 1].end
    return Mention(
        sentence=sentence,
        first=first,
        last=last,
        start=start,
        end=end,
        words=text[start:end],
        name=name,
        candidates=name.places,
        doubtful=name.doubtful,
        loud=False,
        short=tokens[first].lower in SHORT,
    )


def country_cues(text: str, sentences: Sequence[Sentence], *, gazetteer: Gazetteer) -> tuple[Cue, ...]:
    """Every word that speaks for a country, in text order: its name ("Iraq") or its people's ("Iraqi")."""
    return tuple(scan(text, sentences, gazetteer=gazetteer, loud=shouted(text))[1])


def in_order(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Neighbouring mentions of one sentence."""
    return ((left, right) for left, right in pairwise(mentions) if left.sentence == right.sentence)
