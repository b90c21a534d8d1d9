"""Time expressions as TIMEX3 marks them: span, type and value, for news or for the English of diaries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from ..values import Sentence, Span
from .calendar_rules import CALENDAR
from .clock_rules import CLOCK
from .coding import CODES, FEW_CODES, pieces
from .holiday_rules import HOLIDAYS
from .length_rules import LENGTHS
from .nearby_rules import NEARBY
from .ranging import ranged
from .reference_rules import REFERENCE_HEADS, REFERENCE_RULES
from .scanning import Entry, Found, Scan
from .senses import Sense, Timex
from .set_rules import SET_WORDS, SETS
from .weekday_rules import WEEKDAY_RULES
from .words import MONTH_NAMES, NUMBER_WORDS, ORDINAL_WORDS, WEEKDAYS

# What may stand between a day and its time, weekday or part of the day, so that the two are one.
DAY_THEN_TIME = {
    "": 1,
    ",": 1,
    "at": 1,
    "around": 1,
    "at about": 1,
    ", at": 1,
    "by": 1,
    "in the": 1,
    ", in the": 1,
}
TIME_THEN_DAY = {"": 1, ",": 1, "on": 1, "of": 1, "on the": 1, "of the": 1, ", on": 1}
DAY_THEN_DAY = {"": 1, ",": 1, "the": 1, ", the": 1, "on": 1, "-": 1, ", on": 1}
FULL_NAMES = frozenset(WEEKDAYS) | {name.lower() for name in MONTH_NAMES}
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-", "\u00a0": " "})
EVERY_RULE = (
    *CALENDAR, *HOLIDAYS, *NEARBY, *WEEKDAY_RULES, *REFERENCE_RULES, *LENGTHS, *SETS, *CLOCK,
)  # fmt: skip
COMMON = frozenset(
    "the a an that same in at by from one half all full whole entire single about nearly almost over around "
    "more less fewer up only exactly under some many several few couple this so not long as very right "
    "these each most last next current recent future".split()
)


@cache
def rules() -> dict[str, tuple[Entry, ...]]:
    """Head of a code -> the patterns that may begin with it."""
    made: dict[str, tuple[Entry, ...]] = {}
    for heads, entry in EVERY_RULE:
        for word in dict.fromkeys(heads.split()):
            made[word] = (*made.get(word, ()), entry)
    return made


@cache
def triggers() -> frozenset[str]:
    """The words that let a sentence be read at all, besides digits."""
    words = set(CODES) | set(SET_WORDS) | set(FEW_CODES) | set(REFERENCE_HEADS.split())
    words |= {head for head in rules() if head.isalpha() and len(head) > 2}
    words |= set("today yesterday tomorrow tonight ago term future past moment present being".split())
    words |= set("utc gmt p.m p.m. a.m a.m. pm /".split())
    words |= {f"{letter}{n}" for letter in "qh" for n in range(1, 5)}
    return frozenset(words - COMMON - set(NUMBER_WORDS) - set(ORDINAL_WORDS)) | {
        "current",
        "recent",
        "future",
    }


def mark(
    text: str,
    sentences: Sequence[Sentence],
    *,
    published: date | None,
    diary: bool = False,
) -> tuple[Timex, ...]:
    """Every time expression in text order, none within another.

    `diary` reads the English of diaries: each bare day is the last one, counts land on the very day
    ("a month ago"), early and late are halves, and what runs from one time to another is one expression.
    """
    folded = text.lower().translate(QUOTES)
    if len(folded) != len(text):
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).translate(QUOTES)
    words = triggers()
    marks: list[Timex] = []
    anchor: date | None = None
    for sentence in sentences:
        if not diary and not any(word in words or timely(word, words) for word in sentence.lowers):
            continue
        bounds = sentence.start, sentence.end
        shout = text[bounds[0] : bounds[1]].isupper()
        found_pieces = pieces(folded, text, bounds=bounds, shout=shout)
        scan = Scan(found_pieces, rules(), published=published, anchor=anchor, diary=diary)
        marked = joined(scan, readings(scan))
        for found in widened(scan, marked) if diary else marked:
            start, end = found_pieces[found.start].start, stop(scan, found)
            sense = found.sense
            span = Span(start=start, end=end, text=text[start:end])
            marks.append(
                Timex(
                    span=span, first=sense.first, last=sense.last, precision=sense.precision,
                    type=sense.type, value=sense.value,
                )
            )  # fmt: skip
        anchor = scan.anchor
    return tuple(marks)


def widened(scan: Scan, found: list[Found]) -> list[Found]:
    """The expressions with ranges joined; as they are where a range leaves the calendar."""
    try:
        return ranged(scan, found)
    except (OverflowError, ValueError):
        return found


def timely(word: str, words: frozenset[str]) -> bool:
    """True for digits that may be a year or an hour, and for a compound with a word of time in it."""
    if word[0] <= "9" and word[0] >= "0":
        return len(word) > 3 or not word.isdecimal()
    return "-" in word and len(word) > 2 and any(part in words for part in word.split("-"))


def stop(scan: Scan, found: Found) -> int:
    """Where the words end in the text: before a full stop that ends the sentence and no abbreviation."""
    last = found.end - 1
    if scan.word(last) == "." and last > found.start:
        if last == len(scan.pieces) - 1 or scan.word(last - 1) in FULL_NAMES:
            return scan.pieces[last - 1].end
    return scan.pieces[last].end


def readings(scan: Scan) -> list[Found]:
    """What the rules find in a sentence, from left to right; a named day is the anchor of what follows."""
    found: list[Found] = []
    i = 0
    while i < len(scan.codes):
        one = scan.at(i)
        if one is None:
            i += 1
            continue
        found.append(one)
        i = max(one.end, i + 1)
        if one.sense.precision == "day" and one.sense.first and one.sense.type == "DATE":
            if one.sense.value != "PRESENT_REF" and one.sense.first != scan.anchor:
                scan.anchor = one.sense.first
                scan.memo.clear()
    return found


def joined(scan: Scan, found: list[Found]) -> list[Found]:
    """Neighbours that name one time made one: Friday, March 1; 8 p.m. on Friday; Tuesday in the morning."""
    done: list[Found] = []
    for one in found:
        if done:
            both = pair(scan, done[-1], other=one)
            if both:
                done[-1] = both
                continue
        done.append(one)
    return done


def pair(scan: Scan, one: Found, *, other: Found) -> Found | None:
    """Two neighbours as one expression, or `None` where they are two."""
    gap = " ".join(scan.word(k) for k in range(one.end, other.start))
    if len(gap) > 8:
        return None
    a, b = one.sense, other.sense
    if a.kind == "weekday" and b.kind == "day" and gap in DAY_THEN_DAY and b.first:
        return Found(one.start, other.end, b)
    days = ("day", "weekday")
    if a.kind in days and b.kind in ("clock", "part") and gap in DAY_THEN_TIME:
        return Found(one.start, other.end, timed(a, b))
    if a.kind in ("clock", "part") and b.kind in days and gap in TIME_THEN_DAY:
        return Found(one.start, other.end, timed(b, a))
    if a.kind == "clock" and b.kind == "part" and gap in ("in the", "at", ""):
        return Found(one.start, other.end, a._replace(value=afternoon(a.value, b.value)))
    return None


def timed(day: Sense, time: Sense) -> Sense:
    """A day with a time of day."""
    tail = time.value.partition("T")[2]
    return day._replace(type="TIME", value=f"{day.value}T{tail}", kind="other")


def afternoon(clock: str, part: str) -> str:
    """An hour up to twelve in the afternoon, evening or night as the 24-hour clock has it."""
    head, _, time = clock.partition("T")
    hour = int(time[:2])
    late = part[-2:] in ("AF", "EV") or (part[-2:] == "NI" and hour > 5)
    return f"{head}T{hour + 12:02}{time[2:]}" if late and hour < 12 else clock
