"""Sentences and tokens of a text: the first stage, on which all others stand.

In text that is all capitals (old wire copy) a word counts as capital when it is no common lower-case word.
Blank lines end a paragraph and so a sentence (headlines carry no full stop); within a paragraph a sentence
ends at `.`, `!` or `?` before a capital, unless the stop belongs to an abbreviation, an initial or a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path

from .values import Sentence, Token

LOWERCASE = Path(__file__).parent / "data" / "lexicons" / "lowercase.txt"
SHOUTED = 0.8  # share of capitals from which a text is all capitals; mixed-case news has under .2
HEAD = 600  # first characters of a text by which that is told
ENOUGH_SMALL = HEAD // 5  # so many small letters among them leave too few capitals for that share
# Written forms after which a full stop does not end a sentence; compiled by hand from agency style guides.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col maj capt cpl sgt brig adm cmdr hon rev fr st sr jr pres "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun no nos vol pp fig "
    "inc ltd co corp cf vs etc al approx incl dept univ mt ft pvt pfc supt insp sec "
    "e.g i.e a.m p.m u.s u.k u.n".split()
)
# Abbreviations that may end a sentence all the same: a capitalised word after them starts a new one
# when it is a common sentence opener.
MAY_END = frozenset("u.s u.k u.n a.m p.m etc jr inc ltd co corp".split())
OPENERS = frozenset(
    "the a an it he she they this that these those in on at but and no some two three police officials "
    "there at least as after several his her its their we i".split()
)
FOLD = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "}
TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}(?:-[^\W_]+)*"  # U.S.  U.S.-led
    r"|[^\W_]+(?:[.,:]\d+|['’](?!s\b)[^\W_]+|-[^\W_]+)*"  # 1,200  Sana'a  al-Asad  15-year-old
    r"|['’]s\b|--+|\.\.\.|[^\w\s]|_"
)
# The first mark stands alone, so that the engine skips to it by its set of marks: five times as fast.
STOP = re.compile(r"[.!?…][.!?…]*[\"'”’)\]]*(?:(?=\s+[\"'“‘(\[]*[A-Z0-9À-Þ])|\s*$)")
BLANK = re.compile(r"\n[ \t\r\f\v]*\n\s*|\r\n[ \t]*\r\n\s*")
LAST_WORD = re.compile(r"([^\W\d_](?:[\w.]*\w)?)$")
NEXT_WORD = re.compile(r"[\s\"'“‘(\[]*([\w']+)")


def split(text: str) -> tuple[Sentence, ...]:
    """Sentences of `text` in order, with their tokens; offsets are code points into `text`."""
    sentences = []
    folded = fold(text)
    common = lowercase() if shouts(text) else None
    for number, (start, end) in enumerate(paragraphs(text)):
        for first, last in bounds(text, start, end=end):
            tokens, lowers = tokenize(text, folded, first=first, last=last)
            if not tokens:
                continue
            if common is not None:
                tokens = shouted_tokens(tokens, common)
            start, stop = tokens[0].start, tokens[-1].end
            sentences.append(Sentence(start=start, end=stop, tokens=tokens, lowers=lowers, paragraph=number))
    return tuple(sentences)


def fold(text: str) -> str:
    """The text in lower case with plain quotes, of the same length."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not lower.isascii():
        for mark, plain in FOLD.items():  # many times as fast as str.translate
            lower = lower.replace(mark, plain)
    return lower


def shouts(text: str) -> bool:
    """True for a text whose letters are nearly all capitals, by its first 600 characters."""
    if sum(map(str.islower, text[: HEAD // 3])) > ENOUGH_SMALL:
        return False
    start = text[:HEAD]
    upper = sum(map(str.isupper, start))
    return upper > 20 and upper > SHOUTED * (upper + sum(map(str.islower, start)))


@cache
def lowercase() -> frozenset[str]:
    """Common words that prose writes in lower case."""
    return frozenset(LOWERCASE.read_text(encoding="utf-8").split())


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each run of text between blank lines."""
    start = 0
    for blank in BLANK.finditer(text):
        if blank.start() > start:
            yield start, blank.start()
        start = blank.end()
    if start < len(text):
        yield start, len(text)


def bounds(text: str, start: int, *, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence between `start` and `end`."""
    first = start
    for stop in STOP.finditer(text, start, end):
        if stop.end() < end and not ends_sentence(text, stop.start(), end=stop.end(), first=first):
            continue
        yield first, stop.end()
        first = stop.end()
    if text[first:end].strip():
        yield first, end


def ends_sentence(text: str, dot: int, *, end: int, first: int) -> bool:
    """True unless the full stop at `dot` belongs to an abbreviation, an initial or a decimal."""
    if text[dot] != ".":
        return True
    before = text[max(first, dot - 20) : dot]
    last = before.rpartition(" ")[2]
    if not last.isalpha():  # "U.S", "al-Assad", "(Feb": the regular expression is needed
        word = LAST_WORD.search(before)
        if word is None:
            return True
        last = word.group(1)
    last = last.lower()
    if last in MAY_END:
        following = NEXT_WORD.match(text, end)
        return following is not None and following.group(1).lower() in OPENERS
    return not (last in ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last != "i"))


def tokenize(text: str, folded: str, *, first: int, last: int) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """Words, numbers and marks between `first` and `last`, and their lower-case forms.

    Hyphenated words stay whole, `'s` stands alone.
    Most of what stands between blanks is one word, or one with a mark behind it: cutting there is twice as
    fast as the regular expression, which takes the rest.
    """
    words = text[first:last].split()
    if not words:
        return (), ()
    start = text.find(words[0], first)
    single = " ".join(words) == text[first:last].strip()  # one blank between any two words
    cut: list[tuple[int, int, str, bool]] = []
    add = cut.append
    for word, lower in zip(words, folded[first:last].split(), strict=True):
        if not single:
            start = text.find(word, start)
        end = start + len(word)
        if word.isalnum():
            add((start, end, lower, word[0].isupper()))
        elif word[:-1].isalnum():
            add((start, end - 1, lower[:-1], word[0].isupper()))
            add((end - 1, end, lower[-1], word[-1].isupper()))
        else:
            for match in TOKEN.finditer(text, start, end):
                at, stop = match.span()
                add((at, stop, folded[at:stop], text[at].isupper()))
        start = end + 1
    # Three times as fast as calling the named tuple.
    return tuple(map(tuple.__new__, repeat(Token), cut)), tuple([lower for _, _, lower, _ in cut])


def shouted_tokens(tokens: Iterable[Token], common: frozenset[str]) -> tuple[Token, ...]:
    """The tokens of text that is all capitals: words of `common` and single letters are no capitals there."""
    return tuple(
        token._replace(capital=False)
        if token.capital and (token.lower in common or token.end - token.start == 1)
        else token
        for token in tokens
    )
