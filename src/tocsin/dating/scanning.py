"""One sentence as the marking rules see it: its codes in one string, and what stands at each place of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from .coding import Piece
from .days import DAY
from .senses import Sense
from .words import bag

# How far a cue may stand from a time to turn it to the future. News annotated with TIMEX3, 2026-11-22.
CUE_WORDS = 14
TO_COME = bag(
    "will would shall should 'll scheduled expected due planned plans plan planning set upcoming deadline "
    "until till intends intend expects expect could might tomorrow going hearing begins opens starts "
    "hopes aims"
)
OVER = bag(
    "was were had said announced told died happened killed began started since took came went did after been "
    "arrived opened released reported held became made followed when"
)
# A day and month without a year is the nearest one, if it lies no further ahead than this: a longer way
# ahead is said with its year. News annotated with TIMEX3, 2026-11-22.
NEAR_AHEAD_DAYS = 90


# Heads of codes that are words of time by themselves, and so far on one of them must stand for a rule to fit.
TIME_HEADS = frozenset("m d k j K z p P u v x Q H D y h '".split()) | bag(
    "today yesterday tomorrow tonight now ago currently nowadays present moment being current presently "
    "far recently recent lately past previously formerly earlier soon future term shortly ongoing "
    "possible daily weekly monthly yearly annual annually quarterly hourly nightly biweekly fortnightly "
    "semiannual semiannually biennial bimonthly eoy eom date half o'clock christmas easter ramadan eid "
    "diwali thanksgiving halloween ashura ashoura nowruz juneteenth ramazan ramzan ramadhan ramathan "
    "mawlid deepavali divali epiphany yuandan feast festival patrick fawkes fools birthday azha adha "
    "fitr patrick's : / utc gmt "
)
REACH = 6


class Found(NamedTuple):
    """The words `start` to `end` (half-open, of the sentence) that name a time, and its sense."""

    start: int
    end: int
    sense: Sense


Rule = Callable[[re.Match[str], "Scan"], Found | None]


class Entry(NamedTuple):
    """A pattern over codes, each followed by a space, and what reads it."""

    pattern: str
    rule: Rule


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first needed."""
    return re.compile(pattern)


@cache
def head(code: str) -> str:
    """What a rule is looked up by: the class of a code, or the word itself."""
    after = code[1:2]
    return code[0] if after and (after.isdecimal() or after.isupper()) else code


class Scan:
    """A sentence: `words` and `codes` by position, and where the reader stands in the calendar.

    `published` is the day of publication, `anchor` the day named last; `diary` = the English of diaries:
    counts land on the very day and every bare day is past.
    """

    __slots__ = (
        "anchor",
        "codes",
        "diary",
        "index",
        "line",
        "memo",
        "offsets",
        "pieces",
        "published",
        "rules",
        "timely",
    )

    def __init__(
        self,
        pieces: Sequence[Piece],
        rules: dict[str, tuple[Entry, ...]],
        *,
        published: date | None,
        anchor: date | None,
        diary: bool,
    ) -> None:
        self.pieces, self.rules = pieces, rules
        self.published, self.anchor, self.diary = published, anchor, diary
        self.codes = [piece.code for piece in pieces]
        self.line = " ".join(self.codes) + " "
        self.offsets, at = [], 0
        for code in self.codes:
            self.offsets.append(at)
            at += len(code) + 1
        self.offsets.append(at)
        self.index = {offset: i for i, offset in enumerate(self.offsets)}
        self.memo: dict[int, Found | None] = {}
        self.timely = timely(self.codes)

    def word(self, i: int) -> str:
        """The word at `i`, "" outside the sentence."""
        return self.pieces[i].word if 0 <= i < len(self.pieces) else ""

    def code(self, i: int) -> str:
        """The code at `i`, "" outside the sentence."""
        return self.codes[i] if 0 <= i < len(self.codes) else ""

    def at(self, i: int) -> Found | None:
        """The longest time expression that begins at `i`."""
        if i in self.memo:
            return self.memo[i]
        self.memo[i] = None  # a rule that asks for itself finds nothing
        best: Found | None = None
        if i < len(self.codes) and (self.diary or self.timely[i]):
            for entry in self.rules.get(head(self.codes[i]), ()):
                match = compiled(entry.pattern).match(self.line, self.offsets[i])
                found = self.read(entry.rule, match) if match else None
                if found and (best is None or found.end > best.end):
                    best = found
        self.memo[i] = best
        return best

    def read(self, rule: Rule, match: re.Match[str]) -> Found | None:
        """What a rule reads, `None` where it leaves the calendar (before the year 1, after 9999)."""
        try:
            return rule(match, self)
        except (OverflowError, ValueError):
            return None

    def start(self, match: re.Match[str]) -> int:
        """The position of the first word of a match."""
        return self.index[match.start()]

    def end(self, match: re.Match[str]) -> int:
        """The position after the last word of a match."""
        return self.index[match.end()]

    def found(self, match: re.Match[str], sense: Sense | None) -> Found | None:
        """The words of the match with a sense, if there is one."""
        return Found(self.start(match), self.end(match), sense) if sense else None

    def inner(self, match: re.Match[str]) -> Found | None:
        """The time expression right behind a match."""
        return self.at(self.end(match))

    def ahead(self, i: int) -> bool:
        """True where the nearest cue around the time at `i` speaks of what is to come; never in a diary."""
        if self.diary:
            return False
        while self.word(i - 1) in ("early", "mid", "late", "the", "end", "of"):
            i -= 1
        before = self.word(i - 1)
        if before in ("until", "till") or (before == "by" and self.code(i)[:1] not in ("k", "j")):
            return True
        if self.to_be(i):
            return True
        if self.told(i):
            return False
        for k in range(i - 1, max(-1, i - CUE_WORDS), -1):
            word = self.pieces[k].word
            if word in TO_COME:
                return True
            if past(word):
                return False
        for k in range(i + 1, min(len(self.pieces), i + CUE_WORDS)):
            word = self.pieces[k].word
            if past(word):
                return False
            if word in ("will", "shall", "'ll"):
                return True
        return False

    def near(self, i: int) -> int:
        """The position of the word before the time, or before its preposition."""
        return i - 2 if self.word(i - 1) in ("on", "in", "the", "at", "from", "for", "this") else i - 1

    def to_be(self, i: int) -> bool:
        """True for "to be held on", "may be signed on"."""
        return self.word(self.near(i) - 1) == "be"

    def told(self, i: int) -> bool:
        """True where the word before the time, or before its preposition, tells of the past."""
        return past(self.word(self.near(i))) and not self.to_be(i)

    def nearest(self, i: int, *, month: int, day: int) -> date | None:
        """That day of the year: the last one, or the coming one if it is near or the clause looks ahead."""
        if self.published is None:
            return None
        found = [
            made for made in (safe(self.published.year + k, month, day=day) for k in range(-8, 2)) if made
        ]
        past = [each for each in found if each <= self.published]
        coming = [each for each in found if each > self.published]
        if self.diary:
            return past[-1] if past else None
        if coming:
            gap = (coming[0] - self.published) // DAY
            limit = 300 if self.ahead(i) else NEAR_AHEAD_DAYS
            if gap <= 1 or (gap <= limit and self.word(i - 1) != "since" and not self.told(i)):
                return coming[0]
        return past[-1] if past else None


def past(word: str) -> bool:
    """True for a word that tells of what is over."""
    return word in OVER or (word.endswith("ed") and len(word) > 3 and word not in TO_COME)


def timely(codes: Sequence[str]) -> list[bool]:
    """For each position whether a word of time stands there or a few places on: else no rule needs trying."""
    marks = [head(code) in TIME_HEADS for code in codes]
    reach = -1
    found = []
    for i in range(len(codes) - 1, -1, -1):
        if marks[i]:
            reach = i
        found.append(marks[i] or i < reach <= i + REACH)
    return found[::-1]


def safe(year: int, month: int, *, day: int) -> date | None:
    """That date, or `None` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
