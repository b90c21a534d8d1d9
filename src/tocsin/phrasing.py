"""Noun phrases and verbs of a sentence, without a parser: closed word classes and the neighbours decide.

News prose is regular enough for this: a phrase is a run of determiners, numbers, adjectives and nouns,
closed by a verb, a preposition other than "of", a conjunction or a mark. Good enough to find who did what
to whom in short clauses; what it cannot see (long-distance dependencies) it leaves alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple, Protocol

from .inflection import inflect
from .ontology import load
from .values import Chunk, Clause, Sentence

LEXICON = Path(__file__).parent / "data" / "lexicons" / "grammar.toml"
MARKS = frozenset(",.;:!?()[]{}\"'-/…") | {"--", "...", "–", "—"}
KEPT_WORDS = 1 << 14  # words whose class is kept in memory, about 2 MB
# Word classes, one letter each: D determiner or number, N noun or adjective, S possessive mark,
# P preposition, O "of", R subordinator, C conjunction, A auxiliary, V verb, B adverb, M pronoun,
# T "to", . mark. A small letter (see `DECIDE`) stands for a class that is not settled yet.
BEFORE_NOUN = frozenset("DSPO")


class Grammar(NamedTuple):
    """Word classes of closed-class words and forms of verbs (form -> base, tag in base/third/past/ing)."""

    classes: dict[str, str]
    verbs: dict[str, tuple[str, str]]


@cache
def grammar() -> Grammar:
    """The grammar lexicon of the package, with verbs inflected."""
    raw = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    classes = {}
    listed = (
        ("determiners", "D"), ("adverbs", "B"), ("prepositions", "P"), ("conjunctions", "C"),
        ("pronouns", "M"), ("auxiliaries", "A"), ("subordinators", "R"),
    )  # fmt: skip
    for name, letter in listed:
        for word in raw[name].split():
            classes[word] = letter
    classes["of"], classes["to"], classes["'s"], classes["'"] = "O", "T", "S", "S"
    for mark in MARKS:
        classes[mark] = "."
    verbs: dict[str, tuple[str, str]] = {}
    plain = (trigger for kind in load() for trigger in kind.triggers if trigger.pos == "verb")
    triggers = sorted({trigger.lemma for trigger in plain if " " not in trigger.lemma})
    for base in [*raw["verbs"].split(), *triggers]:
        for form, tag in zip(inflect(base), ("base", "third", "past", "past", "ing"), strict=True):
            verbs.setdefault(form, (base, tag))
    return Grammar(classes, verbs)


def chunk(text: str, sentences: Sequence[Sentence]) -> tuple[Clause, ...]:
    """Word classes and noun phrases of each sentence of `text`, in order."""
    clauses = []
    for number, sentence in enumerate(sentences):
        lowers = sentence.lowers
        letters = classify(sentence)
        clauses.append(Clause(text, number, sentence, lowers, letters, phrases(letters, lowers)))
    return tuple(clauses)


def classify(sentence: Sentence) -> str:
    """One class letter for each token, closed classes first, then verbs by form and neighbours."""
    letters = list(map(usual_class, sentence.lowers))
    for found in OPEN.finditer("".join(letters)):
        i = found.start()
        letters[i] = DECIDE[letters[i]](sentence, i, letters=letters)
    return "".join(letters)


OPEN = re.compile("[a-z]")  # a class that is not settled


@lru_cache(maxsize=KEPT_WORDS)
def usual_class(word: str) -> str:
    """The class letter of a word, a small letter (see `DECIDE`) where its neighbours decide."""
    classes, verbs = grammar()
    letter = classes.get(word)
    if letter is not None:
        return "c" if word in DOUBTFUL else letter
    if word[0].isdigit():
        return "D"
    if word in verbs:
        return "v"
    if len(word) > 4 and word.endswith("ly"):
        return "l"
    if len(word) > 4 and word.endswith("ed"):
        return "e"
    ing = len(word) > 5 and word.endswith("ing")
    return "u" if ing or (word.endswith("s") and not word.endswith(("ss", "us", "is"))) else "N"


def closed(sentence: Sentence, i: int, *, letters: Sequence[str]) -> str:
    """The class of a word of the closed classes that its neighbours may turn into another one."""
    tokens, lowers = sentence.tokens, sentence.lowers
    word = lowers[i]
    if word in BEFORE_NUMBER and counts_next(lowers, i + 1):
        return "D"
    if word == "that" and i and letters[i - 1] in "PO":
        return "D"
    if word == "for" and 1 < i < len(tokens) - 1 and tokens[i - 1].capital and tokens[i + 1].capital:
        return "O"  # "Observatory for Human Rights"
    if word == "to" and i and lowers[i - 1] in ("according", "due", "thanks"):
        return "P"
    return grammar().classes[word]


BEFORE_NUMBER = frozenset("about around over than under to up at as many some".split())
DOUBTFUL = BEFORE_NUMBER | {"that", "for", "to"}  # words of the closed classes whose neighbours decide


def counts_next(lowers: Sequence[str], i: int) -> bool:
    """True when a number follows: "about 35", "more than 180", "at least 5" are one phrase with it."""
    while i < len(lowers) and lowers[i] in ("least", "than", "to", "many", "as", "most"):
        i += 1
    if i >= len(lowers) or i == 0:
        return False
    word = lowers[i]
    if not (word in NUMBER_WORDS or word[0].isdigit()):
        return False
    return lowers[i - 1] != "to" or (i > 1 and lowers[i - 2] in ("up", "down"))


NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen one a".split()
) - {"a"}


def adverb_or_noun(sentence: Sentence, i: int, *, letters: Sequence[str]) -> str:
    """B for a word in "-ly", N for a name."""
    return "N" if sentence.tokens[i].capital else "B"


def listed(sentence: Sentence, i: int, *, letters: Sequence[str]) -> str:
    """V or N for a form of a listed verb."""
    return verb_or_noun(sentence, i, letters=letters, tag=grammar().verbs[sentence.lowers[i]][1])


def unlisted(sentence: Sentence, i: int, *, letters: Sequence[str]) -> str:
    """V for an unknown word that stands and looks like a verb ("decides to", "police pursuing thieves")."""
    lowers = sentence.lowers
    if i == 0 or letters[i - 1] != "N" or i + 1 >= len(lowers) or sentence.tokens[i].capital:
        return "N"
    if lowers[i].endswith("ing"):
        return "V" if opens_phrase(sentence, i + 1) else "N"
    finite = grammar().classes.get(lowers[i + 1], "N") in "DMT" and not lowers[i - 1].endswith("s")
    return "V" if finite else "N"


NEVER_VERB_AFTER = {
    "united": ("states",),
    "prime": ("ministers",),
    **dict.fromkeys(
        ("police", "power", "bus", "train", "radio", "gas", "petrol", "railway", "space"),
        ("station", "stations"),
    ),
}


def verb_or_noun(sentence: Sentence, i: int, *, letters: Sequence[str], tag: str) -> str:
    """V or N for a form that may be either, from the classes before and the word after."""
    tokens, lowers = sentence.tokens, sentence.lowers
    word, last = lowers[i], lowers[i - 1] if i else ""
    before = letters[i - 1] if i else "."
    if word == "forces" or word in NEVER_VERB_AFTER.get(last, ()):
        return "N"
    if word == "tear" and lowers[i + 1 : i + 2] == ("gas",):
        return "N"
    if tokens[i].capital and i and tokens[i - 1].capital:
        return "N"
    if tag == "past":
        return past_or_adjective(sentence, i, letters=letters)
    if before in "TA":
        return "V"
    if tag in ("base", "third") and word not in NOUN_TOO and before in "N.SM":
        return "V" if i and before != "S" else "N"
    if before == "B":
        before = letters[i - 2] if i > 1 else "."
        if before in "TAMN":
            return "V"
    if before in BEFORE_NOUN:
        return "N" if not (before == "P" and tag == "ing" and opens_phrase(sentence, i + 1)) else "V"
    if before == "M":
        return "V"
    if tag == "ing":
        if opens_phrase(sentence, i + 1) or before in "RC":
            return "V"
        return "N" if before == "N" and not is_plural(last) else "V"
    if before == ".":
        bare = not has_verb(letters, clause_start(letters, i - 1), end=i)
        return "V" if i > 1 and opens_phrase(sentence, i + 1) and (tag == "third" or bare) else "N"
    if before in "RC":
        return "V" if opens_phrase(sentence, i + 1) and not tokens[i].capital else "N"
    if has_verb(letters, clause_start(letters, i), end=i) or next_is_verb(lowers, i + 1):
        return "N"
    plural = is_plural(last)
    agrees = plural if tag == "base" else not plural or tokens[i - 1].capital
    return "V" if agrees and (opens_phrase(sentence, i + 1) or follows_verb(lowers, i + 1)) else "N"


def is_plural(word: str) -> bool:
    """True for a plural by its form, or a listed one."""
    return word.endswith("s") or word in PLURALS


PLURALS = frozenset("people police men women children forces troops taliban militia military army".split())
OPENING_PREPOSITIONS = frozenset(
    "at in on into with for from against near across through over down up off".split()
)


def clause_start(letters: Sequence[str], i: int) -> int:
    """Index just after the last subordinator, conjunction or mark before `i`: where the clause starts."""
    while i > 0 and letters[i - 1] not in "R.C":
        i -= 1
    return max(i, 0)


def has_verb(letters: Sequence[str], start: int, *, end: int) -> bool:
    """True when a verb or an auxiliary stands from `start` to before `end`."""
    part = letters[start:end]
    return "V" in part or "A" in part


def next_is_verb(lowers: Sequence[str], i: int) -> bool:
    """True when the word at `i` is a plain verb form or an auxiliary (so the word before it is a noun)."""
    if i >= len(lowers):
        return False
    classes, verbs = grammar()
    word = lowers[i]
    return classes.get(word) == "A" or (word in verbs and word not in NOUN_TOO)


NOUN_TOO = frozenset(
    "attack attacks strike strikes raid raids protest protests clash clashes fire report reports claim "
    "claims state states force forces target targets bomb bombs shell shells rocket rockets march march "
    "raid battle battles fight fights house houses support control work plan plans guard guards patrol "
    "patrols down open free set back call calls leave visit host air post name stab mark search charge "
    "charges riot riots crash crashes use help end result".split()
)


def opens_phrase(sentence: Sentence, i: int) -> bool:
    """True when a noun phrase may start at `i`: a determiner, number, pronoun, adjective or noun."""
    if i >= len(sentence.lowers):
        return False
    classes, verbs = grammar()
    word = sentence.lowers[i]
    letter = classes.get(word)
    if word in BEFORE_NUMBER and counts_next(sentence.lowers, i + 1):
        return True
    if letter is None:
        return word not in verbs or word in NOUN_TOO or sentence.tokens[i].capital or verbs[word][1] == "past"
    return letter in "DM"


def follows_verb(lowers: Sequence[str], i: int) -> bool:
    """True when the word at `i` is one that often follows a finite verb: a preposition, "to", a full stop."""
    return i >= len(lowers) or lowers[i] in OPENING_PREPOSITIONS or lowers[i] in ("to", ".", "that")


def past_or_adjective(sentence: Sentence, i: int, *, letters: Sequence[str]) -> str:
    """V for a past form or participle, N where it stands as an adjective before a noun."""
    lowers = sentence.lowers
    before = letters[i - 1] if i else "."
    if i and before not in "DSOP.":
        return "V"
    after = lowers[i + 1] if i + 1 < len(lowers) else "."
    nominal = after not in grammar().classes and after[0].isalpha()
    if before in "DSO" and nominal:
        return "N"
    if before in "P." and nominal and not sentence.tokens[i].capital:
        return "N" if before == "P" else "V"
    if i == 0:
        return "N" if nominal else "V"
    return "V"


def unlisted_past(sentence: Sentence, i: int, *, letters: Sequence[str]) -> str:
    """The class of an unknown word in "-ed", N for a name."""
    return "N" if sentence.tokens[i].capital else past_or_adjective(sentence, i, letters=letters)


class Decision(Protocol):
    """How the class of a word is told from its neighbours; `letters` before it are settled."""

    def __call__(self, sentence: Sentence, i: int, *, letters: Sequence[str]) -> str: ...


DECIDE: dict[str, Decision] = {
    "c": closed, "v": listed, "l": adverb_or_noun, "e": unlisted_past, "u": unlisted,
}  # fmt: skip


# Names that stand as adjectives before "and": "U.S. and Iraqi forces" is one phrase.
POWERS = frozenset("u.s. us u.k. uk un u.n. eu nato american british".split())


# A phrase begins with a determiner or a noun. A determiner within it follows a determiner, a possessive mark
# or "of"; "of" stands before a determiner or a noun.
PHRASE = re.compile(r"[DN](?:[NS]|(?<=[DSO])D|O(?=[DN]))*")


def phrases(letters: str, lowers: Sequence[str]) -> tuple[Chunk, ...]:
    """Noun phrases as (first, last) token indices, half-open; "of" joins two phrases into one."""
    spans = [found.span() for found in PHRASE.finditer(letters)]
    if "CNN" in letters:
        spans = list(with_powers(spans, letters, lowers=lowers))
    return tuple(map(tuple.__new__, repeat(Chunk), spans))  # three times as fast as calling the named tuple


def with_powers(
    spans: Iterable[tuple[int, int]], letters: str, *, lowers: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The spans, those of "U.S." and "Iraqi forces" made one where "and" stands between them."""
    open_power: int | None = None
    for first, last in spans:
        start = first if open_power is None else open_power
        open_power = None
        alone = last == start + 1
        if alone and letters[last : last + 3] == "CNN" and lowers[start] in POWERS:
            open_power = start
            continue
        yield start, last
