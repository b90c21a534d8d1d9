"""Time words and the day of publication in, days out: `find` for a report, `resolve` for one expression.

`mark` gives every time expression as TIMEX3 marks it, durations and sets too; the reader does not need them.

One pass over the tokens of each sentence: a word that may begin a time expression is looked up in a table.
The forms behind it read as many words as they can, and what they read is resolved at once, since later words
may count from it ("two days later").
The past is the rule of news: a bare weekday, day or month is the last one, unless the clause looks ahead.
Nothing is ever counted from the present day; without `published` what counts from it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..values import Period, Sentence, Span, Token
from . import absolute, anchored, relative
from .days import DAY, Days, Now, unknown
from .happenings import SOON, only_day, remember, soon_after
from .line import Form, Line, Reading
from .relations import between
from .senses import Timex
from .words import (
    AHEAD,
    BEHIND,
    DAY_PARTS,
    FEW,
    MONTHS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    PARTS,
    SEASONS,
    SHORT_WEEKDAYS,
    STOPS,
    UNITS,
    WEEKDAYS,
)

__all__ = ["Timex", "find", "mark", "resolve"]

# So many sentences after it a named day can still be counted from. Long train records, 2026-11-22.
ANCHOR_SENTENCES = 12
# So many after it a named month or year holds "the 9th" and "that July". Synthetic records, 2026-11-22.
FRAME_SENTENCES = 2
# So many words before a time can a word stand that turns it to the future. Train records, 2026-11-22.
AHEAD_WORDS = 14
# Words that look ahead, but not before these; and those that do so only before these.
NOT_AHEAD = {"due": ("to",), "may": ("have",), "can": ("have",), "plan": ("which", "that", "was", "of", "by")}
ONLY_AHEAD = {"set": ("to", "for")}
# What stands between two times that are told as one: "on Friday and again on Saturday".
PAIR = re.compile(
    r" (?:and|or) (?:again (?:on|in) |(?:again )?(?:into )?(?:the )?(?:(?:early|small) hours of )?)"
)
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-", "\u00a0": " "})
WORD = re.compile(r"[^\W_]+(?:[.,:]\d+|'(?!s\b)[^\W_]+|-[^\W_]+)*|'s\b|--+|[^\w\s]")


def table(
    *groups: tuple[Sequence[str] | dict[str, int] | frozenset[str], Form],
) -> dict[str, tuple[Form, ...]]:
    """Word -> the forms that may begin with it, in the order of trial."""
    starters: dict[str, tuple[Form, ...]] = {}
    for words, form in groups:
        for word in words:
            starters[word] = (*starters.get(word, ()), form)
    return starters


STARTERS = table(
    (tuple(absolute.FEASTS), absolute.feast_at),
    (tuple(MONTHS), absolute.month_first),
    (tuple(WEEKDAYS), absolute.weekday),
    (tuple(SHORT_WEEKDAYS), absolute.weekday),
    (tuple(SEASONS), absolute.season),
    (tuple(relative.DAY_WORDS), relative.day_word),
    (("last", "past"), relative.last_form),
    (("next", "coming"), relative.next_form),
    (("this",), relative.this_form),
    (("recent", "recently", "ongoing"), relative.recent_form),
    (("earlier", "later", "previously"), relative.earlier_form),
    (tuple(PARTS), relative.part_form),
    (tuple(SOON), soon_after),
    (("overnight",), relative.overnight_form),
    (("since",), relative.since_form),
    (("by", "until", "till", "as"), relative.until_form),
    (("from", "between"), relative.from_form),
    (("month", "night", "morning", "evening", "afternoon", *ORDINAL_WORDS), anchored.bounds_of_month),
    (("the", "a", "an", "that", "same"), anchored.article),
    ((*NUMBER_WORDS, *FEW, *UNITS), anchored.spell),
    (("in", "at", "during", "before"), anchored.day_part),
    (("within",), anchored.within),
)
# Words too common to try at each place: only before one of these, or before a digit.
AFTER_ARTICLE = frozenset([*UNITS, *DAY_PARTS, *ORDINAL_WORDS, *anchored.AFTER_ARTICLE])
AFTER_PLACE = frozenset(["the", "that", "early", "late", *DAY_PARTS])
GATES = dict.fromkeys(("the", "a", "an", "that", "same"), AFTER_ARTICLE) | dict.fromkeys(
    ("in", "at", "during", "before"), AFTER_PLACE
)
GATES["that"] = AFTER_ARTICLE | frozenset(MONTHS)
GATES["as"] = frozenset(["of"])
ODD = re.compile(r"[0-9-]")  # without it, a sentence holds no time in digits or with a hyphen


def read(line: Line, i: int) -> Reading | None:
    """The time expression that begins with the word at `i`, with the second half of a range."""
    word = line.words[i]
    forms = STARTERS.get(word)
    found: Reading | None = None
    if forms:
        for form in forms:
            found = form(line, i)
            if found:
                break
    elif word[:1].isdecimal():
        found = absolute.digits(line, i) or anchored.spell(line, i) or anchored.clock_head(line, i)
        if found is None and "-" in word:
            found = anchored.hyphen_spell(line, i)
    elif "-" in word:
        found = relative.hyphen_part(line, i) or anchored.hyphen_spell(line, i)
    if found and line.words[found.end] in ("-", "to", "through"):
        return ranged(line, found)
    return found


def ranged(line: Line, found: Reading) -> Reading:
    """`found`, or the range that it begins: Tuesday to Thursday, 31 December - 2 January, 2003 to 2011."""
    k = found.end + 1
    word = line.words[k]
    if word in WEEKDAYS or word in MONTHS or word[:1].isdecimal():
        second = line.at(k)
        if second and line.words[found.start] not in ("since", "by", "until", "as"):
            return Reading(found.start, second.end, between(found.meaning, second.meaning))
    return found


def readings(line: Line, starts: Sequence[int]) -> Iterator[Reading]:
    """Every time expression of a sentence that begins at one of `starts`, none within another."""
    free = 0
    for i in starts:
        if i < free:
            continue
        found = read(line, i)
        if found:
            yield found
            free = max(found.end, i + 1)


def candidates(lowers: Sequence[str], *, odd: bool = True) -> list[int]:
    """The positions at which a time expression may begin: most words are passed over here, and cheaply.

    Where the words are not `odd`, none of them holds a digit or a hyphen.
    """
    if not odd:
        return [
            i
            for i, word in enumerate(lowers)
            if word in STARTERS and (word not in GATES or opens_gate(lowers, i))
        ]
    return [
        i
        for i, word in enumerate(lowers)
        if (word in STARTERS and (word not in GATES or opens_gate(lowers, i)))
        or ":" > word >= "0"
        or ("-" in word and len(word) > 1)
    ]


def opens_gate(lowers: Sequence[str], i: int) -> bool:
    """True where the word behind a common one lets a time begin with it."""
    after = lowers[i + 1] if i + 1 < len(lowers) else ""
    return after in GATES[lowers[i]] or "0" <= after < ":"


def looks_ahead(line: Line, reading: Reading) -> bool:
    """True where the nearest cue before the time speaks of what is to come."""
    i = reading.start
    if line.word(i - 1) == "for" and line.words[reading.end] in STOPS - {"'s"}:
        return True
    for k in range(i - 1, max(-1, i - 1 - AHEAD_WORDS), -1):
        word = line.words[k]
        after = line.words[k + 1]
        if word in AHEAD and after not in NOT_AHEAD.get(word, ()) and after in ONLY_AHEAD.get(word, (after,)):
            return True
        if word in BEHIND or word == ";":
            return False
    return False


def find(text: str, sentences: Sequence[Sentence], *, published: date | None) -> tuple[Period, ...]:
    """Every time expression of a report in text order, none within another, each with its span.

    What counts from a day named before is counted from the last day of this or the few sentences before, and
    stays open (no days, precision "open") where there is none.
    """
    periods: list[Period] = []
    anchor: date | None = None
    frame: date | None = None
    age, framed, fresh = 0, 0, True
    told: dict[tuple[str, str], date | None] = {}
    for number, sentence in enumerate(sentences):
        age += 1
        starts = candidates(sentence.lowers, odd=ODD.search(text, sentence.start, sentence.end) is not None)
        if not starts:
            continue
        line = Line(sentence.tokens, sentence.lowers, shout=shouts(text, sentence), read=read)
        before = len(periods)
        for reading in readings(line, starts):
            near = anchor if age <= ANCHOR_SENTENCES else None
            within = frame if number - framed <= FRAME_SENTENCES else None
            here = anchor if age == 0 else None
            now = Now(published, near, looks_ahead(line, reading), fresh, told, within, here)
            period = dated(text, reading, tokens=sentence.tokens, now=now)
            both = paired(text, periods[-1], other=period) if periods else None
            periods[-1:] = [both] if both else [*periods[-1:], period]
            fresh = fresh and period.last in (None, published)
            named = period.first if period.precision == "day" else until_day(period)
            if named:
                anchor, age = named, 0
            if named or period.precision in ("month", "year"):
                frame, framed = named or period.first, number
        day = only_day(periods[before:])
        if day:
            remember(told, sentence.tokens, day=day)
    return tuple(periods)


def paired(text: str, one: Period, *, other: Period) -> Period | None:
    """Two neighbours as one where the second goes on where the first ends: 2008 and 2009."""
    if one.span is None or other.span is None or one.last is None or other.first is None:
        return None
    if one.precision != other.precision or one.last + DAY != other.first:
        return None
    if not PAIR.fullmatch(text, one.span.end, other.span.start):
        return None
    start, end = one.span.start, other.span.end
    span = Span(start=start, end=end, text=text[start:end])
    precision = "days" if one.precision == "day" else one.precision
    basis = f"{one.basis} and {other.basis}"
    return Period(first=one.first, last=other.last, precision=precision, span=span, basis=basis)


def until_day(period: Period) -> date | None:
    """The day that "by Saturday" names, from which the story goes on; "until Saturday" does not name one."""
    by = period.span is not None and period.span.text[:3].lower() == "by "
    return period.last if by and period.first is None else None


def mark(
    text: str, sentences: Sequence[Sentence], *, published: date | None, diary: bool = False
) -> tuple[Timex, ...]:
    """Every time expression in text order, none within another, as TIMEX3 has it.

    `diary` reads the English of diaries: each bare day is the last one, counts land on the very day
    ("a month ago"), early and late are halves, and what runs from one time to another is one expression.
    """
    from . import marking  # its rules take longer to load than those of `find`, which is all the reader needs

    return marking.mark(text, sentences, published=published, diary=diary)


def shouts(text: str, sentence: Sentence) -> bool:
    """True where the words are written in capitals throughout, as wire copy once was."""
    return text[sentence.start : sentence.end].isupper()


def dated(text: str, reading: Reading, *, tokens: Sequence[Token], now: Now) -> Period:
    """The period of a reading, with its span in `text`."""
    try:
        days: Days = reading.meaning(now)
    except (OverflowError, ValueError):
        days = unknown("beyond the calendar")
    start = tokens[reading.start].start
    end = tokens[min(reading.end, len(tokens)) - 1].end
    span = Span(start=start, end=end, text=text[start:end])
    return Period(first=days.first, last=days.last, precision=days.precision, span=span, basis=days.basis)


def resolve(words: str, *, published: date | None) -> Period | None:
    """The first time expression in `words`, or `None` where there is none; the span points into `words`."""
    folded = words.translate(QUOTES)
    tokens = tuple(
        Token(found.start(), found.end(), found.group().lower(), found.group()[0].isupper())
        for found in WORD.finditer(folded)
    )
    lowers = [token.lower for token in tokens]
    line = Line(tokens, lowers, shout=words.isupper(), read=read)
    for reading in readings(line, candidates(lowers)):
        return dated(words, reading, tokens=tokens, now=Now(published, None, looks_ahead(line, reading)))
    return None
