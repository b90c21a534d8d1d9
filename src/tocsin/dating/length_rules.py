"""Marking rules for lengths of time and what is counted with them: three years, two days ago."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from .days import DAY
from .scanning import Entry, Found, Scan
from .senses import (
    Sense,
    day_sense,
    length_value,
    month_sense,
    moved,
    open_sense,
    unit_sense,
    week_sense,
    year_sense,
)
from .words import bag

FEW = {"few": 3, "several": 3, "some": 3, "many": 3, "couple": 2}
BETWEEN = bag(
    "more consecutive straight full long business working trading calendar whole entire - other very"
)
ROUGHLY = bag("about nearly almost over around roughly approximately another only exactly under")
WHOLE = bag("all full whole entire half single each")
BEFORE_LENGTH = bag("for in over within after during than nearly about almost through of from last past next")
RATES = bag(
    "percent % times once twice million billion hundred thousand dollars euros pounds rate miles tons"
)
AGES = bag("old older")
# Words that make a unit something else: the day care, the hour hand, night club.
ISO_WEEK = 7
UNDATED = open_sense("DATE", "XXXX-XX-XX")


class Length(NamedTuple):
    """So many of each unit (`None` = some), and the position after them."""

    counts: list[tuple[float | None, str]]
    end: int


def length_at(scan: Scan, i: int) -> Length | None:
    """The length of time that begins at `i`: three years, a couple of weeks, 1 month and 21 days, years."""
    counts: list[tuple[float | None, str]] = []
    at = i
    while True:
        one = one_length(scan, at)
        if one is None or (counts and (one[0] is None or one[1] == counts[-1][1])):
            break
        counts.append(one[:2])
        end = one[2]
        at = end + (scan.word(end) in (",", "and")) + (scan.word(end) == "," and scan.word(end + 1) == "and")
        if scan.code(at)[:1] not in ("n", "w") or one[0] is None:
            break
    return Length(counts, end) if counts else None


def one_length(scan: Scan, i: int) -> tuple[float | None, str, int] | None:
    """Count, unit and the position after, for one unit."""
    code = scan.code(i)
    if code[:1] == "v" and code[1:2].isupper():
        return None, code[1], i + 1
    count, at = count_at(scan, i)
    if at == i:
        return None
    while scan.word(at) in BETWEEN:
        at += 1
    code = scan.code(at)
    if code in ("o2",) and code and scan.word(at) == "second" and count not in (1, None):
        return count, "S", at + 1
    if code in ("pNI", "PNI"):
        return count, "D", at + 1
    if scan.word(at) == "s" and scan.code(at - 1)[:1] == "n":
        return None
    if code[:1] not in ("u", "v") or not code[1:2].isupper():
        return None
    end = at + 1
    if scan.word(end) == "and" and scan.word(end + 1) in ("a", "half") and count is not None:
        half = end + 1 + (scan.word(end + 1) == "a")
        if scan.word(half) in ("half", "quarter"):
            return count + (0.5 if scan.word(half) == "half" else 0.25), code[1], half + 1
    return count, code[1], end


def count_at(scan: Scan, i: int) -> tuple[float | None, int]:
    """The number at `i` and the position after it; the same position where there is none."""
    word, code = scan.word(i), scan.code(i)
    if word in ("a", "an", "the") and scan.word(i + 1) in ("few", "couple"):
        i, word = i + 1, scan.word(i + 1)
    if word in FEW:
        exact = 2.0 if word == "couple" else (3.0 if scan.diary else None)
        return exact, i + 1 + (scan.word(i + 1) == "of")
    if word == "half":
        return 0.5, i + 1 + (scan.word(i + 1) in ("a", "an", "-"))
    if word in ("dozens", "hundreds", "thousands", "tens") and scan.word(i + 1) == "of":
        return None, i + 2
    if word in ("a", "an", "another", "one", "single") or (word in WHOLE and word not in ("each", "half")):
        return half_more(scan, 1.0, at=i + 1 + (scan.word(i + 1) == "-"))
    if word == "\u00bd":
        return 0.5, i + 1
    if code[:1] in ("n", "w") and code[1:2].isdecimal():
        number = float(code[1:])
        if scan.word(i + 1) == "." and scan.code(i + 2)[:1] == "n":
            return float(f"{int(number)}.{scan.word(i + 2)}"), i + 3
        if scan.word(i + 1) in ("or", "to") and scan.code(i + 2)[:1] in ("n", "w") and number < 100:
            return count_at(scan, i + 2)
        return half_more(scan, number, at=i + 1)
    return None, i


def half_more(scan: Scan, count: float, *, at: int) -> tuple[float, int]:
    """One and a half, two and a quarter."""
    if scan.word(at) == "and" and scan.word(at + 1) in ("a", "half"):
        k = at + 1 + (scan.word(at + 1) == "a")
        if scan.word(k) in ("half", "quarter"):
            return count + (0.5 if scan.word(k) == "half" else 0.25), k + 1
    return count, at


def length_rule(match: re.Match[str], scan: Scan) -> Found | None:
    """A length of time with what follows it: ago, later, from now, before that; else a length."""
    i = scan.start(match)
    start = i
    if scan.word(i) in ROUGHLY:
        i += 1
    elif (scan.word(i) in ("more", "less", "fewer") and scan.word(i + 1) == "than") or (
        scan.word(i) in ("at", "up") and scan.word(i + 1) in ("least", "most", "to")
    ):
        i += 2
    length = length_at(scan, i)
    if length is None or scan.word(length.end) in AGES or scan.word(length.end + 1) in AGES:
        return None
    shifted = counted(scan, start, length=length)
    if shifted:
        return shifted
    bare = length.counts[0][0] is None and scan.code(i)[:1] == "v"
    if bare and scan.word(i - 1) not in (
        "for",
        "in",
        "over",
        "of",
        "the",
        "after",
        "within",
        "took",
        "take",
        "just",
        "`",
        "for",
        "``",
    ):
        if scan.code(i) not in ("vX", "vC") or scan.word(i - 1) in ("the", "these", "those"):
            return None
    if scan.word(i) in ("a", "an") and rate(scan, i, end=length.end):
        return Found(i, length.end, open_sense("SET", length_value(length.counts)))
    if scan.word(i) == "a" and length.end == i + 2 and scan.word(i - 1) in ("not", "such", "what", "quite"):
        return None
    sense = Sense(None, None, "open", "DURATION", length_value(length.counts), "length")
    return Found(start, length.end, sense)


def rate(scan: Scan, i: int, *, end: int) -> bool:
    """True for "15 a year", "once a week": so many in each such time."""
    before = scan.code(i - 1)
    number = before[:1] in ("n", "w", "y") and before[1:2].isdecimal()
    return end == i + 2 and (number or scan.word(i - 1) in RATES)


def counted(scan: Scan, start: int, *, length: Length) -> Found | None:
    """Two days ago, two years later, three weeks from now, two days before yesterday."""
    end = length.end
    word = scan.word(end)
    if word == "ago":
        again = scan.at(end + 1) if scan.word(end + 1) in ("today", "yesterday", "tomorrow") else None
        base = again.sense.first if again else scan.published
        return Found(start, again.end if again else end + 1, away(scan, length, sign=-1, base=base))
    if word in ("earlier", "prior", "previously", "before") and not named(scan, end + 1):
        if word != "before" or not clause(scan, end + 1):
            anchor = scan.anchor or scan.published
            return Found(start, end + 1, away(scan, length, sign=-1, base=anchor))
    if scan.diary and word == "hence":
        return Found(start, end + 1, spell(scan, length, back=False, value=length_value(length.counts)))
    if word in ("later", "afterwards", "afterward", "hence", "after") and not named(scan, end + 1):
        if word != "after" or not clause(scan, end + 1):
            return Found(start, end + 1, away(scan, length, sign=1, base=scan.anchor or scan.published))
    if word == "from" and scan.word(end + 1) == "now":
        return Found(start, end + 2, away(scan, length, sign=1, base=scan.published))
    if scan.diary and [scan.word(end + k) for k in range(3)] == ["in", "the", "future"]:
        return Found(start, end + 3, spell(scan, length, back=False, value=length_value(length.counts)))
    if word in ("from", "after", "before") and (scan.diary or named(scan, end + 1)):
        other = scan.at(end + 1)
        if other and other.sense.first and other.sense.kind in ("day", "weekday"):
            sign = -1 if word == "before" else 1
            sense = away(scan, length, sign=sign, base=other.sense.first)
            return Found(
                start, other.end, bounded(scan, start, sense=sense, sign=sign, base=other.sense.first)
            )
    return None


def bounded(scan: Scan, start: int, *, sense: Sense, sign: int, base: date) -> Sense:
    """More than, or less than, so long from a day: the days that leaves open, in a diary."""
    word = scan.word(start)
    if not scan.diary or sense.first is None or word not in ("more", "less"):
        return sense
    if word == "more":
        first, last = (None, sense.last) if sign < 0 else (sense.first, None)
        return sense._replace(first=first, last=last, precision="open", kind="other")
    first, last = sorted((base, sense.first))
    return sense._replace(first=first, last=last, precision="days", kind="other")


def named(scan: Scan, i: int) -> Found | None:
    """A day word at `i` that a length may be counted from."""
    if scan.word(i) in ("today", "yesterday", "tomorrow", "now"):
        return scan.at(i)
    return None


def clause(scan: Scan, i: int) -> bool:
    """True where "before" or "after" goes on with what happened, so that the length stands for itself."""
    return scan.word(i) not in ("", ".", ",", ";", ")", "that", '"', "in", "on", "and", "but", "at")


def away(scan: Scan, length: Length, *, sign: int, base: date | None) -> Sense:
    """The time that lies a length before (-1) or after (1) a day; as fine as its smallest unit."""
    if any(count is None for count, _ in length.counts):
        if scan.published is None:
            return open_sense("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
        return Sense(
            None if sign < 0 else scan.published, scan.published if sign < 0 else None, "open", "DATE",
            "PAST_REF" if sign < 0 else "FUTURE_REF",
        )  # fmt: skip
    if base is None:
        return UNDATED
    day = base
    for count, letter in length.counts:
        day = moved(day, sign * (count or 0), letter=letter)
    letters = [letter for _, letter in length.counts]
    finest = min(letters, key="STHDEWFMQYXC".index)
    if finest in "HTS":
        return Sense(day, day, "day", "TIME", day.isoformat())
    if scan.diary or len(letters) > 1 or finest == "D":
        return day_sense(day)
    if finest in "WFE":
        return week_sense(day)
    if finest == "M":
        return month_sense(day.year, day.month)
    return year_sense(day.year) if finest in "YXC" else unit_sense(day, finest)


def recent_length(match: re.Match[str], scan: Scan) -> Found | None:
    """The past three years, the last 24 hours, the next five days; the past decade."""
    start = scan.start(match)
    i = scan.end(match)
    which = match.group("w")
    length = length_at(scan, i)
    code = scan.code(i)
    if length is None and which == "past" and code[:1] == "u" and match.group(0).startswith(("the", "this")):
        if scan.diary or code[1:] in ("Q", "E", "D"):
            return None
        length = Length([(1.0, code[1])], i + 1)
    if length is None or (scan.code(i) in ("uW", "uM") and which != "past"):
        return None
    if scan.word(length.end) == "ago":
        one = one_length(scan, i)
        length = Length([one[:2]], one[2]) if one else length
    if scan.code(i)[:1] == "o" or scan.word(i) in ("a", "an", "all", "half"):
        return None
    back = which in ("last", "past", "previous", "preceding", "recent")
    if which == "recent":
        return scan.found(match, None)
    value = length_value(length.counts)
    return Found(start, length.end, spell(scan, length, back=back, value=value))


def spell(scan: Scan, length: Length, *, back: bool, value: str) -> Sense:
    """A length up to publication, or from the day after it on; days in a diary, a length in the news."""
    now = scan.published
    if now is None or any(count is None for count, _ in length.counts):
        return Sense(None if back else now, now if back else None, "open", "DURATION", value)
    letters = {letter for _, letter in length.counts}
    if letters == {"X"} and scan.diary:
        decade = now.year // 10 * 10
        tens = int(length.counts[0][0] or 1)
        years = (decade - 10 * tens, decade - 1) if back else (decade + 10, decade + 10 * tens + 9)
        first, last = now.replace(year=years[0], month=1, day=1), now.replace(year=years[1], month=12, day=31)
        return Sense(first, last, "year", "DATE", value)
    start = now - DAY if back else now + DAY
    end: date = start
    for count, letter in length.counts:
        end = moved(end, (-1 if back else 1) * (count or 0), letter=letter)
    first, last = (end + DAY, start) if back else (start, end - DAY)
    if not scan.diary and back:
        first, last = first + DAY, now
    if first > last:
        first = last = now
    return Sense(first, last, "days", "DATE" if scan.diary else "DURATION", value)


def counted_side(match: re.Match[str], scan: Scan) -> Found | None:
    """3 next weeks, 5 past years, 2 upcoming months."""
    count = float(match.group("n")[1:])
    length = Length([(count, match.group("u")[1])], scan.end(match))
    back = match.group("w") in ("last", "past", "previous")
    return scan.found(match, spell(scan, length, back=back, value=length_value(length.counts)))


def within(match: re.Match[str], scan: Scan) -> Found | None:
    """Within 5 days, in a diary: from publication on; in 3 weeks: that very day."""
    length = length_at(scan, scan.end(match))
    if not scan.diary or length is None or scan.published is None or None in [c for c, _ in length.counts]:
        return None
    if scan.word(length.end) in ("ago", "later", "earlier") or match.group(0).startswith("in the"):
        return None
    day = away(scan, length, sign=1, base=scan.published).first
    if match.group(0).startswith("in "):
        return Found(scan.start(match), length.end, day_sense(day)) if day else None
    value = length_value(length.counts)
    return Found(scan.start(match), length.end, Sense(scan.published, day, "days", "DATE", value))


def hyphened(match: re.Match[str], scan: Scan) -> Found | None:
    """Two-year, 11-day: a length before a noun; never an age."""
    end = scan.end(match)
    if (scan.word(end) == "-" and scan.word(end + 1) in AGES | {"term"}) or scan.word(end) in AGES:
        return None
    if scan.word(end) == "-" and scan.word(end + 1) == "long":
        end += 2
    count = float(match.group("n")[1:])
    value = length_value([(count, match.group("u")[1])])
    return Found(scan.start(match), end, Sense(None, None, "open", "DURATION", value, "length"))


LENGTH_HEADS = (
    "n w y u v a an another one few several some many couple half all full whole entire single \u00bd "
    "about nearly almost over around roughly approximately more less fewer at up only exactly under dozens "
    "hundreds the tens"
)
LENGTHS: tuple[tuple[str, Entry], ...] = (
    (LENGTH_HEADS, Entry(r"(?!the (?!few|couple))\S+ ", length_rule)),
    (
        "the this last past next coming previous upcoming preceding following",
        Entry(
            r"(?:the |this )?(?P<w>last|past|next|coming|previous|upcoming|preceding|following) (?:the )?",
            recent_length,
        ),
    ),
    (
        "the n w",
        Entry(
            r"(?:the )?(?P<n>[nw]\d{1,2}) (?P<w>next|past|last|previous|upcoming|coming) (?P<u>v[A-Z]) ",
            counted_side,
        ),
    ),
    ("within in", Entry(r"(?:within|in) (?:less than )?(?:the )?(?:next |upcoming |coming )?", within)),
    ("n w", Entry(r"(?P<n>[nw]\d+) (?:- )(?P<u>u[A-Z]) ", hyphened)),
)
