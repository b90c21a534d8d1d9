"""Diary English that leads from one time to another, or from or up to one: from May to July, before 2010."""

from __future__ import annotations

from datetime import date

from .calendar_rules import between
from .days import DAY, months_on
from .scanning import Found, Scan, safe
from .senses import Sense, day_sense

TO = frozenset("- -- ~ to till until through thru".split())
OPENERS = frozenset("from between in".split())
# Words before a time -> what they make of it: from its start on, from its end on, up to its start or its end.
SIDES = {
    "since": "since", "as early as": "since", "starting": "since", "starting from": "since",
    "starting with": "since", "beginning": "since", "> =": "since", "beginning with": "since",
    "any time from": "since", "anytime from": "since", "after or in": "since", "starting on": "since",
    "after or equal to": "since", "later than or at": "since", "later than or in": "since",
    "on or after": "since", "on or later than": "since", "beginning from": "since",
    "after": "after", "later than": "after", "greater than": "after", ">": "after", "and later than": "after",
    "before": "before", "earlier than": "before", "sooner than": "before", "prior to": "before",
    "by": "before", "until": "before", "till": "before", "no later than": "before", "ending with": "before",
    "ending on": "before", "as late as": "until", "up to": "before", "<": "before", "less than": "before",
    "on or before": "until", "before or in": "until", "before or on": "until", "< =": "until",
    "on or earlier than": "until", "in or before": "until", "not later than": "before",
    "before or at": "until",
}  # fmt: skip
AFTER_SIDES = (
    "or later",
    "and later",
    "or after",
    "and after",
    "and greater",
    "or greater",
    "onwards",
    "or newer",
)
LONGEST = 4


def ranged(scan: Scan, found: list[Found]) -> list[Found]:
    """The expressions with those joined that lead from one to another, and their sides taken in."""
    done: list[Found] = []
    i = 0
    while i < len(found):
        one = found[i]
        one = from_number(scan, one) or one
        counted = from_number(scan, found[i + 1]) if i + 1 < len(found) else None
        if counted and counted.start <= one.start:
            one, i = counted, i + 1
        both = week_days(scan, found[i : i + 3])
        if both:
            i += 2
        elif i + 1 < len(found):
            both = pair(scan, one, other=found[i + 1])
            i += both is not None
        done.append(both or sided(scan, one))
        i += 1
    return done


def explicit(scan: Scan, one: Found) -> bool:
    """True where the words themselves say of which year a time is."""
    codes = scan.codes[one.start : one.end]
    if any(
        code[:1] in ("y", "u") and code[1:2].isalnum() and code[1:2] != code[1:2].lower() for code in codes
    ):
        return True
    words = {scan.word(k) for k in range(one.start, one.end)}
    if words & {"today", "tomorrow", "yesterday", "now", "this", "next", "last"}:
        return True
    return any(code[:1] == "y" and code[1:].isdecimal() for code in codes) or (
        sum(code[:1] == "n" and code[1:].isdecimal() for code in codes) > 2
    )


def pair(scan: Scan, one: Found, *, other: Found) -> Found | None:
    """Two neighbours as a range, or `None` where nothing leads from the first to the second."""
    gap = " ".join(scan.word(k) for k in range(one.end, other.start))
    before = scan.word(one.start - 1)
    joint = gap.removesuffix(" the")
    if joint not in TO and not (joint == "and" and before == "between"):
        return None
    a, b = one.sense, other.sense
    if a.type != "DATE" or b.type != "DATE" or a.first is None or b.first is None:
        return None
    a, b = ordered(scan, one, other=other)
    if a.first is None or b.last is None or a.first > b.last:
        return None
    start = one.start - (before in OPENERS)
    return Found(start, other.end, between(a, b))


def ordered(scan: Scan, one: Found, *, other: Found) -> tuple[Sense, Sense]:
    """Both senses, what one leaves open about its year taken from the other."""
    a, b = one.sense, other.sense
    if a.first is None or b.first is None:
        return a, b
    if b.kind == "weekday" and a.kind in ("weekday", "day") and b.first <= a.first:
        return a, day_sense(a.first + ((b.first - a.first).days % 7 or 7) * DAY)
    if b.kind == "weekday" and a.kind == "weekday":
        return (day_sense(b.first - ((b.first - a.first).days % 7) * DAY), b)
    if not explicit(scan, one) and not explicit(scan, other):
        moved = in_year(b, a.first.year)
        if moved.first and moved.first < a.first:
            moved = in_year(b, a.first.year + 1)
        return a, moved
    if not explicit(scan, one):
        year = b.first.year
        moved = in_year(a, year)
        if moved.first and moved.first > b.first:
            moved = in_year(a, year - 1)
        return moved, b
    if not explicit(scan, other) and b.first < a.first:
        moved = in_year(b, a.first.year)
        return a, moved if moved.first and moved.first >= a.first else in_year(b, a.first.year + 1)
    return a, b


def in_year(sense: Sense, year: int) -> Sense:
    """A day, month or quarter of another year."""
    if sense.first is None or sense.last is None or sense.precision == "year":
        return sense
    months = (year - sense.first.year) * 12
    first = safe(year, sense.first.month, day=sense.first.day)
    if first is None:
        return sense
    length = sense.last - sense.first
    last = months_on(sense.last + DAY, months) - DAY if length > DAY else first + length
    return sense._replace(first=first, last=max(first, last), value=f"{year:04}{sense.value[4:]}")


def from_number(scan: Scan, other: Found) -> Found | None:
    """From 4 to 22 this month, from 4 to January 22: the month of the second is that of the first."""
    k = other.start - 1
    k -= scan.word(k) == "the"
    opener = scan.word(k - 2) in OPENERS
    if scan.word(k) not in TO and not (scan.word(k) == "and" and scan.word(k - 2) == "between"):
        return None
    code = scan.code(k - 1)
    if code[:1] not in ("n", "o", "w") or not code[1:].isdecimal() or other.sense.precision != "day":
        return None
    last = other.sense.first
    first = safe(last.year, last.month, day=int(code[1:])) if last else None
    if first is None or last is None or first > last:
        return None
    return Found(k - 1 - opener, other.end, between(day_sense(first), other.sense))


def week_days(scan: Scan, three: list[Found]) -> Found | None:
    """Next week between Wednesday and Friday."""
    if len(three) < 3 or three[0].sense.precision != "week" or three[0].sense.first is None:
        return None
    week, one, other = three
    if scan.word(week.end) not in ("between", "from") or one.start != week.end + 1:
        return None
    if one.sense.kind != "weekday" or other.sense.kind != "weekday" or other.start != one.end + 1:
        return None
    monday = three[0].sense.first
    first, last = (monday + (each.sense.first or date.min).weekday() * DAY for each in (one, other))
    return Found(week.start, other.end, between(day_sense(first), day_sense(last))) if first <= last else None


def sided(scan: Scan, one: Found) -> Found:
    """A time with the words before or after it that leave one of its ends open."""
    sense = one.sense
    if sense.type != "DATE" or sense.first is None or sense.last is None or sense.value == "PRESENT_REF":
        return one
    after = " ".join(scan.word(k) for k in (one.end, one.end + 1)).strip()
    for phrase in AFTER_SIDES:
        follows = scan.word(one.end + len(phrase.split()))
        if after.startswith(phrase) and follows in ("", ".", ",", ")", ";", "?", "!", "or", "and"):
            return Found(
                one.start, one.end + len(phrase.split()), sense._replace(last=None, precision="open")
            )
    start = one.start
    while scan.word(start - 1) in ("the", "year"):
        start -= 1
    for size in range(LONGEST, 0, -1):
        words = " ".join(scan.word(k) for k in range(max(0, start - size), start))
        side = SIDES.get(words) if len(words.split()) == size else None
        if side:
            return Found(start - size, one.end, open_side(sense, side, whole=ends(scan, one)))
    return one


def ends(scan: Scan, one: Found) -> bool:
    """True for "the end of March": before it still takes it in."""
    return bool({"end", "eoy", "eom"} & {scan.word(one.start), scan.word(one.start + 1)})


def open_side(sense: Sense, side: str, *, whole: bool) -> Sense:
    """The days on one side of a time."""
    first, last = sense.first, sense.last
    if first is None or last is None:
        return sense
    if side == "since":
        return sense._replace(last=None, precision="open")
    if side == "after":
        return sense._replace(first=last if first == last else last + DAY, last=None, precision="open")
    if side == "until" or whole or first == last:
        return sense._replace(first=None, precision="open")
    return sense._replace(first=None, last=first - DAY, precision="open")
