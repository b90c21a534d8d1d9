"""Marking rules for days of the week: Friday, last Sunday, Tuesday of next week, Friday the 15th."""

from __future__ import annotations

import re
from datetime import date

from .days import DAY
from .nearby_rules import WAY, WAY_HEADS, WAYS, nth_sense
from .scanning import Entry, Found, Scan, safe
from .senses import day_sense, month_sense, moved, open_sense
from .words import NAMED_WEEKDAYS


def weekday(match: re.Match[str], scan: Scan) -> Found | None:
    """Friday, last Sunday, next Tuesday, this Friday, Friday the 15th, Monday of next week."""
    i, end = scan.start(match), scan.end(match)
    code, way = match.group("k"), match.group("w")
    number = int(code[1])
    word = scan.word(scan.index[match.start("k")])
    if code[0] == "j" and not scan.diary and not way and not short_day(scan, end, word=word):
        return None
    if scan.word(i - 1) in NAMED_WEEKDAYS or scan.published is None:
        return None if scan.published else scan.found(match, open_sense("DATE", f"XXXX-WXX-{number + 1}"))
    week = week_after(scan, end)
    if week and week.sense.first:
        return Found(i, week.end, day_sense(week.sense.first + number * DAY))
    dated = day_after(scan, end, number=number)
    if dated and not way:
        return Found(i, dated.end, dated.sense)
    day = weekday_day(scan, i, number=number, way=way or "")
    return scan.found(match, day_sense(day, "weekday"))


def short_day(scan: Scan, end: int, *, word: str) -> bool:
    """True where "sat", "sun" or "wed" is a day: before a full stop or comma and a date."""
    j = end + (scan.word(end) in (".", ","))
    return (scan.code(j)[:1] in ("m", "n", "p") and word not in ("sun", "sat", "wed")) or scan.code(j)[
        :1
    ] == "m"


def weekday_day(scan: Scan, i: int, *, number: int, way: str) -> date:
    """That weekday as it is meant: the last one unless it is called next, or the clause looks ahead."""
    now = scan.published or date.min
    back = (now.weekday() - number) % 7
    if way in ("next", "following") and not scan.diary:
        return now + ((number - now.weekday()) % 7 or 7) * DAY
    if scan.diary and way == "past":
        return now - (back or 7) * DAY
    if scan.diary and way in ("coming", "upcoming"):
        return now + ((number - now.weekday()) % 7 or 7) * DAY
    if scan.diary and way:
        monday = now - now.weekday() * DAY
        weeks = WAYS[way]
        return monday + (7 * weeks + number) * DAY
    if way in ("last", "previous", "past", "preceding"):
        return now - (back or 7) * DAY
    if way in ("this", "coming", "upcoming"):
        return (
            now + (number - now.weekday()) % 7 * DAY if way != "this" or scan.ahead(i) else now - back * DAY
        )
    if scan.diary:
        return now - (back or 7) * DAY
    if scan.ahead(i) and back:
        return now + (7 - back) * DAY
    return now - back * DAY


def week_after(scan: Scan, i: int) -> Found | None:
    """The week that a weekday is of: Tuesday next week, Sunday of last week."""
    j = i
    while scan.word(j) in (",", "of", "in", "the") and j < i + 3:
        j += 1
    if scan.word(j) in WAYS and "uW" in (scan.code(j + 1), scan.code(j + 2)):
        found = scan.at(j) or scan.at(j - 1)
        return found if found and found.sense.precision == "week" else None
    return None


def day_after(scan: Scan, i: int, *, number: int) -> Found | None:
    """Friday the 15th: of the months about publication the one where the day falls so."""
    if scan.word(i) != "the" or scan.code(i + 1)[:1] not in ("o", "n", "w") or scan.published is None:
        return None
    if not scan.diary and not scan.word(i + 1)[:1].isdecimal():
        return None
    if not scan.code(i + 1)[1:].isdecimal() or (scan.at(i + 1) is not None and scan.code(i + 2)[:1] == "m"):
        return None
    day = int(scan.code(i + 1)[1:])
    for back in (0, -1, 1, -2, 2):
        month = moved(scan.published.replace(day=1), back, letter="M")
        made = safe(month.year, month.month, day=day)
        if made and made.weekday() == number:
            return Found(i, i + 2, day_sense(made))
    return None


def week_then_day(match: re.Match[str], scan: Scan) -> Found | None:
    """Next week on Friday, last week Sunday, previous week - Monday."""
    if scan.published is None:
        return None
    monday = scan.published - scan.published.weekday() * DAY
    days = WAYS[match.group("w")] * 7 + int(match.group("k")[1])
    return scan.found(match, day_sense(monday + days * DAY))


def nth_weekday(match: re.Match[str], scan: Scan) -> Found | None:
    """Second Sunday: of the month of publication, in a diary."""
    if scan.published is None or not scan.diary:
        return None
    month = month_sense(scan.published.year, scan.published.month)
    return scan.found(match, nth_sense(month, int(match.group("o")[1:]), what=match.group("k")))


def weekdays_on(match: re.Match[str], scan: Scan) -> Found | None:
    """Two Sundays from now, two Mondays later."""
    now = scan.published
    if now is None:
        return None
    number, count = int(match.group("k")[1]), int(match.group("n")[1:])
    ahead = (number - now.weekday()) % 7 or 7
    return scan.found(match, day_sense(now + (ahead + 7 * (count - 1)) * DAY))


WEEKDAY_RULES: tuple[tuple[str, Entry], ...] = (
    ("k j", Entry(r"(?P<w>~)?(?P<k>[kj]\d) (?:\. )?", weekday)),
    (WAY_HEADS, Entry(r"(?:the |this )?" + WAY + r" (?P<k>[kj]\d) ", weekday)),
    (WAY_HEADS, Entry(WAY + r" uW (?:on |- |-- |, |, on )?(?:the )?(?P<k>[kj]\d) ", week_then_day)),
    ("the o", Entry(r"(?:the )?(?P<o>o[1-5]) (?P<k>[kj]\d) ", nth_weekday)),
    ("n w", Entry(r"(?P<n>[nw]\d+) (?P<k>[kjK]\d) (?:from now|later) ", weekdays_on)),
)
